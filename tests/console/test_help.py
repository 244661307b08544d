"""The sheet of keys shows every key the window binds."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from console.help import KeySheet, sheet_rows
from console.keys import KEYS
from console.panels import PanelHost
from console.theme import Theme


def test_every_key_is_on_the_sheet_once(qtbot: Any) -> None:
    rows = sheet_rows()
    assert {what for _, what in rows} == {description for _, _, description in KEYS}
    assert len({what for _, what in rows}) == len(rows)
    assert ("F2 … F12", "Select a talk-group") in rows
    sheet = KeySheet(Theme())
    qtbot.addWidget(sheet)
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    assert {key for key, _ in rows} <= shown


def test_escape_asks_to_close(qtbot: Any) -> None:
    sheet = KeySheet(Theme())
    qtbot.addWidget(sheet)
    sheet.show()
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_the_whole_sheet_is_seen_at_once_on_the_design_size(qtbot: Any) -> None:
    host = QWidget()
    host.resize(1920, 976)  # below bar and strip
    panels = PanelHost(Theme(), host)
    qtbot.addWidget(host)
    panels.setGeometry(host.rect())
    host.show()
    sheet = KeySheet(Theme())
    panels.show_panel(sheet)
    qtbot.wait(20)
    scroll = sheet.findChild(QScrollArea)
    assert scroll is not None and scroll.verticalScrollBar().maximum() == 0
