"""Colours, type and the style sheet, by day and by night. The tokens are ours; agency colours come from data."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette

FAMILIES = ["Inter", "Noto Sans", "Segoe UI", "Liberation Sans", "Arial"]
"""First one found wins; all have the letters of Latvian and Lithuanian."""

SMALL, BODY, LARGE, HUGE = 12, 14, 18, 28
"""The four sizes of type, in px."""

REGULAR, MEDIUM, SEMIBOLD, BOLD = 400, 500, 600, 700


@dataclass(frozen=True)
class Palette:
    """The tokens of one theme. ``button`` is the ground of a button, ``on_accent`` the text on an accent one."""

    night: bool
    window: QColor
    panel: QColor
    line: QColor
    text: QColor
    muted: QColor
    accent: QColor
    on_accent: QColor
    ok: QColor
    warn: QColor
    emergency: QColor
    strip: QColor
    on_strip: QColor
    emergency_text: QColor
    exercise: QColor
    outline: QColor

    @property
    def button(self) -> QColor:
        """The ground of a button: the window's colour, one step from the panel's."""
        return self.window

    @property
    def emergency_row(self) -> QColor:
        """The tint of a row with an open emergency: never alone, always with triangle and word."""
        return mixed(self.panel, self.emergency, 0.18)

    @property
    def selected_row(self) -> QColor:
        """The tint of the selected row."""
        return mixed(self.panel, self.accent, 0.16 if self.night else 0.10)

    @property
    def faint(self) -> QColor:
        """Things that are off: a segment of a level bar that is not lit."""
        return mixed(self.panel, self.line, 0.85)


def mixed(ground: QColor, colour: QColor, share: float) -> QColor:
    """``colour`` laid over ``ground`` with opacity ``share`` (0–1), as an opaque colour."""
    return QColor(
        round(ground.red() + (colour.red() - ground.red()) * share),
        round(ground.green() + (colour.green() - ground.green()) * share),
        round(ground.blue() + (colour.blue() - ground.blue()) * share),
    )


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two opaque colours, 1–21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: QColor) -> float:
        parts = [colour.redF(), colour.greenF(), colour.blueF()]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


DAY = Palette(
    night=False,
    window=QColor("#F4F6F8"),
    panel=QColor("#FFFFFF"),
    line=QColor("#D5DBE1"),
    text=QColor("#14202B"),
    muted=QColor("#55636F"),
    accent=QColor("#0B63B8"),
    on_accent=QColor("#FFFFFF"),
    ok=QColor("#1A7F4B"),
    warn=QColor("#8A5A00"),
    emergency=QColor("#D55E00"),
    strip=QColor("#B84A00"),
    on_strip=QColor("#FFFFFF"),
    emergency_text=QColor("#A84300"),
    exercise=QColor("#6B3FA0"),
    outline=QColor("#14202B"),
)

NIGHT = Palette(
    night=True,
    window=QColor("#0E1318"),
    panel=QColor("#161D24"),
    line=QColor("#2A343E"),
    text=QColor("#E4EBF1"),
    muted=QColor("#93A1AD"),
    accent=QColor("#58A6FF"),
    on_accent=QColor("#0E1318"),
    ok=QColor("#3FB27F"),
    warn=QColor("#D9A441"),
    emergency=QColor("#D55E00"),
    strip=QColor("#B84A00"),
    on_strip=QColor("#FFFFFF"),
    emergency_text=QColor("#FF8A3D"),
    exercise=QColor("#6B3FA0"),
    outline=QColor("#0E1318"),
)


def face(px: int, weight: int = REGULAR) -> QFont:
    """The one family at ``px`` pixels and ``weight`` (100–900), figures tabular: times and IDs do not dance."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(px)
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class Theme(QObject):
    """The theme in use. ``changed`` is sent after the palette became another one: widgets repaint themselves."""

    changed = Signal()

    def __init__(self, night: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._palette = NIGHT if night else DAY
        self._fonts: dict[tuple[int, int], QFont] = {}

    @property
    def palette(self) -> Palette:
        """The tokens now."""
        return self._palette

    def set(self, night: bool) -> None:
        """Go to the night (or day) theme."""
        wanted = NIGHT if night else DAY
        if wanted is not self._palette:
            self._palette = wanted
            self.changed.emit()

    def font(self, px: int = BODY, weight: int = REGULAR) -> QFont:
        """:func:`face`, made once."""
        key = (px, weight)
        if key not in self._fonts:
            self._fonts[key] = face(px, weight)
        return QFont(self._fonts[key])


def qt_palette(palette: Palette) -> QPalette:
    """The tokens as Qt's own roles, for what no style sheet reaches."""
    roles = {
        QPalette.ColorRole.Window: palette.panel,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Base: palette.panel,
        QPalette.ColorRole.AlternateBase: palette.window,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.Button: palette.button,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.BrightText: palette.text,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.PlaceholderText: palette.muted,
        QPalette.ColorRole.ToolTipBase: palette.panel,
        QPalette.ColorRole.ToolTipText: palette.text,
        QPalette.ColorRole.Link: palette.accent,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, colour)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, mixed(palette.panel, palette.muted, 0.7))
    return made


def stylesheet(palette: Palette) -> str:
    """The style sheet of every plain widget. Buttons with the property ``accent`` are the one thing to do here."""
    p = {
        name: getattr(palette, name).name()
        for name in ("window", "panel", "line", "text", "muted", "accent", "on_accent", "button", "warn")
    }
    p["off"] = mixed(palette.panel, palette.muted, 0.55).name()
    p["hover"] = mixed(palette.button, palette.accent, 0.10).name()
    p["down"] = mixed(palette.button, palette.accent, 0.22).name()
    return _SHEET % p


def pill(palette: Palette, pad: int) -> str:
    """The style sheet of a small round button, outlined; ``pad`` px beside its words."""
    accent, ground, muted = (colour.name() for colour in (palette.accent, palette.panel, palette.muted))
    return (
        f"QPushButton {{ background: {ground}; color: {accent}; border: 1px solid {accent}; border-radius: 11px;"
        f" min-height: 20px; padding: 0 {pad}px; font-weight: 600; }}"
        f"QPushButton:disabled {{ color: {muted}; border-color: {muted}; background: {ground}; }}"
    )


_SHEET = """
QWidget { color: %(text)s; font-size: 14px; }
QMainWindow, QMainWindow::separator { background: %(line)s; }
QMainWindow::separator { width: 1px; height: 1px; }
QMainWindow::separator:hover { background: %(accent)s; }
QToolTip { background: %(panel)s; color: %(text)s; border: 1px solid %(line)s; padding: 4px 8px; }
QLabel { background: transparent; }
QPushButton, QToolButton {
    background: %(button)s; border: 1px solid %(line)s; border-radius: 6px; padding: 0 15px;
    min-height: 32px; font-weight: 600; }
QToolButton { padding: 0 6px; }
QPushButton:hover, QToolButton:hover { background: %(hover)s; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked { background: %(down)s; }
QPushButton:focus, QToolButton:focus { border: 2px solid %(accent)s; padding: 0 14px; }
QToolButton:focus { padding: 0 5px; }
QPushButton:disabled, QToolButton:disabled { color: %(off)s; }
QPushButton[accent="true"] { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QPushButton[accent="true"]:focus { border: 2px solid %(text)s; }
QPushButton[accent="true"]:disabled { background: %(button)s; color: %(off)s; border-color: %(line)s; }
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {
    background: %(window)s; border: 1px solid %(line)s; border-radius: 6px; padding: 0 10px; min-height: 28px;
    selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QPlainTextEdit { padding: 6px 10px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid %(accent)s; padding: 0 9px; }
QLineEdit QToolButton, QLineEdit QToolButton:focus {
    border: none; background: transparent; padding: 0; margin: 0; min-height: 0; min-width: 0; }
QLineEdit:disabled, QComboBox:disabled { color: %(off)s; }
QMenu { background: %(panel)s; border: 1px solid %(line)s; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: %(accent)s; color: %(on_accent)s; }
QMenu::item:disabled { color: %(off)s; }
QMenu::separator { height: 1px; background: %(line)s; margin: 4px 8px; }
QAbstractScrollArea { background: %(panel)s; border: none; }
QAbstractItemView { outline: none; }
QHeaderView::section { background: %(panel)s; color: %(muted)s; border: none; border-bottom: 1px solid %(line)s;
    padding: 4px 8px; font-weight: 600; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: %(line)s; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: %(muted)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
