"""The sheet of keys shows every key the window binds."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from console.help import KeySheet, sheet_rows
from console.keys import KEYS
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
