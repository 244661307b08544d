"""What lies on the map: the search box, the buttons for trails and layers, and whose data it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from console.map.coordinates import read
from console.map.places import Found, search
from console.theme import Palette

TRAILS = ("selected", "all", "off")


class SearchBox(QLineEdit):
    """Towns and coordinates as you type; ``chosen`` carries a :class:`console.map.places.Found`, or None to clear.

    The answers are a list on the map, not a window of its own: arrows move in it, Enter goes there, Escape closes it.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Search place or paste coordinates"))
        self.setAccessibleName(self.tr("Search place or paste coordinates"))
        self.setClearButtonEnabled(True)
        self._found: list[Found] = []
        self.look_for: Callable[[str], list[Found]] = search
        self.answers = QListWidget(parent)
        self.answers.setAccessibleName(self.tr("Places found"))
        self.answers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.answers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.answers.hide()
        self.textEdited.connect(self._look_up)
        self.textChanged.connect(self._cleared)
        self.returnPressed.connect(self._take)
        self.answers.itemClicked.connect(lambda _item: self._take())

    def _look_up(self, text: str) -> None:
        self._found = self.look_for(text)
        self.answers.clear()
        self.answers.addItems([f"{one.name}  ·  {one.detail}" for one in self._found])
        why = "" if self._found else read(text).why
        if why:
            self.answers.addItem(why)
            self.answers.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
        shown = self.answers.count()
        self.answers.setVisible(bool(shown))
        if shown:
            self.answers.setCurrentRow(0 if self._found else -1)
            wide = max(self.width(), self.answers.sizeHintForColumn(0) + 24)
            high = self.answers.sizeHintForRow(0) * shown + 6
            self.answers.setGeometry(self.x(), self.y() + self.height() + 4, wide, high)
            self.answers.raise_()

    def _cleared(self, text: str) -> None:
        if not text:
            self.answers.hide()
            self.chosen.emit(None)

    def _take(self) -> None:
        row = max(0, self.answers.currentRow())
        found = self._found or self.look_for(self.text())
        if row < len(found):
            self.answers.hide()
            self.clearFocus()
            self.setText(found[row].name)
            self.chosen.emit(found[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the answers, Escape closes them and then gives the map back."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.answers.isVisible():
            self.answers.setCurrentRow(max(0, min(self.answers.count() - 1, self.answers.currentRow() + step)))
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The answers go with the focus."""
        super().focusOutEvent(event)
        self.answers.hide()


class TrailsButton(QPushButton):
    """Cycles selected, all, off; ``mode_changed`` carries which."""

    mode_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = TRAILS[0]
        self.clicked.connect(self._next)
        self._name()

    def _next(self) -> None:
        self.mode = TRAILS[(TRAILS.index(self.mode) + 1) % len(TRAILS)]
        self._name()
        self.mode_changed.emit(self.mode)

    def _name(self) -> None:
        names = {
            "selected": self.tr("Trails: selected"),
            "all": self.tr("Trails: all"),
            "off": self.tr("Trails: off"),
        }
        self.setText(names[self.mode])
        self.setAccessibleName(names[self.mode])
        self.adjustSize()


class Attribution(QLabel):
    """Whose data is shown, bottom right; the licences ask for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setAccessibleName(self.tr("Sources of the map"))


class Notice(QLabel):
    """A sentence on the map that goes by itself, or with a click. No dialog: nothing may cover the emergency strip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setProperty("notice", True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str) -> None:
        """Show ``text`` for a while."""
        self.setText(text)
        self.adjustSize()
        self.raise_()
        self.show()
        self._timer.start(20_000)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Seen."""
        self.hide()


def sheet(palette: Palette) -> str:
    """The style of everything on the map: plates of the panel's colour."""
    p = {
        name: getattr(palette, name).name()
        for name in ("panel", "line", "text", "muted", "accent", "on_accent", "warn")
    }
    r, g, b = palette.panel.red(), palette.panel.green(), palette.panel.blue()
    p["selected"] = palette.selected_row.name()
    p["glass"] = f"rgba({r}, {g}, {b}, 240)"
    return _SHEET % p


def arrange(area: QWidget, box: SearchBox, buttons: list[QPushButton], notice: Notice) -> None:
    """Search box and buttons in a row at the top left, whatever the language does to their widths."""
    x, y, gap = 14, 12, 8
    metrics_wide = box.fontMetrics().horizontalAdvance(box.placeholderText()) + 48
    box.setGeometry(x, y, max(150, min(metrics_wide, area.width() - 40)), 28)
    x += box.width() + gap
    for button in buttons:
        button.adjustSize()
        wide = button.fontMetrics().horizontalAdvance(button.text()) + 28
        if x + wide > area.width() - 14 and x > 14:
            x, y = 14, y + 28 + gap
        button.setGeometry(x, y, wide, 28)
        x += wide + (gap if button.text() else gap // 2)
    notice.setMaximumWidth(max(200, min(560, area.width() - 40)))
    notice.adjustSize()
    notice.move(14, y + 36)


_SHEET = """
QLineEdit, QPushButton { background: %(panel)s; color: %(text)s; border: 1px solid %(line)s; border-radius: 4px;
    padding: 0 10px; min-height: 26px; max-height: 26px; font-size: 13px; font-weight: 400; }
QLineEdit:focus, QPushButton:focus { border: 2px solid %(accent)s; padding: 0 9px; min-height: 24px; max-height: 24px; }
QPushButton[tool="true"], QPushButton[tool="true"]:focus { padding: 0; }
QPushButton[tool="true"]:checked { border: 2px solid %(accent)s; }
QPushButton[worry="true"] { color: %(warn)s; border-color: %(warn)s; }
QPushButton:hover { border-color: %(muted)s; }
QPushButton:disabled { color: %(line)s; }
#stack { background: %(panel)s; border: 1px solid %(line)s; border-radius: 4px; }
#stack QLabel { background: transparent; padding: 0 0 4px 0; font-size: 12px; }
#stack QLabel[worry="true"] { color: %(warn)s; }
#stack QCheckBox { color: %(text)s; font-size: 13px; }
QProgressBar { background: %(panel)s; color: %(text)s; border: 1px solid %(line)s; border-radius: 4px;
    text-align: center; font-size: 12px; min-height: 26px; max-height: 26px; }
QProgressBar::chunk { background: %(selected)s; }
QListWidget { background: %(panel)s; color: %(text)s; border: 1px solid %(line)s; border-radius: 4px; padding: 2px;
    font-size: 13px; }
QListWidget::item { padding: 4px 8px; }
QListWidget::item:selected { background: %(accent)s; color: %(on_accent)s; }
QLabel[notice="true"] { background: %(panel)s; color: %(warn)s; border: 1px solid %(warn)s; padding: 6px 10px;
    font-size: 13px; }
QLabel { background: %(glass)s; color: %(muted)s; border-radius: 3px; padding: 2px 7px; font-size: 11px; }
"""
