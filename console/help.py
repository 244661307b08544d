"""All keys on one sheet, from the one table the window binds them by."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from console.keys import KEYS
from console.page import Page, quiet
from console.theme import Theme

COLUMNS = 2
WIDE = 1200
"""Of the sheet where there is room, px."""


class KeySheet(Page):
    """Key and what it does, in reading order down two columns."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.title.setText(self.tr("All keys"))
        self.setAccessibleName(self.title.text())
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        rows = [
            (self.tr("right Ctrl, pedal"), self.tr("Push to talk on the selected talk-group, while held")),
            *sheet_rows(),
        ]
        high = -(-len(rows) // COLUMNS)
        for number, (key, what) in enumerate(rows):
            column = number // high * 2
            cap, words = QLabel(key, sheet), QLabel(what, sheet)
            cap.setProperty("cap", True)
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setWordWrap(True)
            grid.addWidget(cap, number % high, column)
            grid.addWidget(words, number % high, column + 1)
            grid.setColumnStretch(column + 1, 1)
        grid.setRowStretch(high, 1)
        scroll = _Roomy(self)
        scroll.setWidget(sheet)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(self.title.text())
        scroll.setMinimumSize(640, 240)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(
            quiet(
                self.tr("Letters are keys only while nothing is being typed. The PTT key is set in the configuration."),
                theme,
            )
        )

    def _dress(self) -> None:
        super()._dress()
        palette = self.theme.palette
        self.setStyleSheet(
            self.styleSheet()
            + f'QLabel[cap="true"] {{ background: {palette.window.name()}; border: 1px solid {palette.line.name()};'
            " border-radius: 4px; padding: 2px 8px; font-weight: 600; min-width: 84px; }"
            f"QScrollArea, QScrollArea > QWidget > QWidget {{ background: {palette.panel.name()}; }}"
        )


class _Roomy(QScrollArea):
    """Wants to show all of its sheet; scrolls only where the screen is too small for that."""

    def sizeHint(self) -> QSize:
        """1200 px wide, and as high as the sheet then is."""
        sheet = self.widget()
        if sheet is None:
            return super().sizeHint()
        return QSize(WIDE, sheet.heightForWidth(WIDE - 16) + 8)


def sheet_rows() -> list[tuple[str, str]]:
    """(key, what it does) of every entry; neighbouring keys that do the same make one row: ``F2 … F12``."""
    rows: list[tuple[str, str]] = []
    first = ""
    for sequence, _, description in KEYS:
        key = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.PortableText)
        what = QCoreApplication.translate("keys", description)
        if rows and rows[-1][1] == what:
            rows[-1] = (f"{first} … {key}", what)
        else:
            first = key
            rows.append((key, what))
    return rows
