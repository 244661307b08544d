"""Whose ground each unit is on, on the board: two letters, in full where there is room, approximate where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from console.board import Board
from console.board_ground import Grounds
from console.board_paint import RowPainter
from console.board_rows import row_words
from console.selection import Selection
from console.territory import Book
from console.theme import Theme
from gps.areas import Ground as Whose
from gps.fix import Fix
from tests.console.room import NOW, RoomFeed
from tests.station.ground_room import BORDER, lvlt
from units.state import Unit


def read(path: Path, content: bytes | None = None) -> Book:
    if content is not None:
        path.write_bytes(content)
    book = Book(path)
    book.begin()
    book.wait()
    return book


def at(lat: float, lon: float) -> Unit:
    return Unit(id="car", fix=Fix(lat=lat, lon=lon, time=NOW))


def test_by_an_imported_boundary(tmp_path: Path) -> None:
    grounds = Grounds(read(tmp_path / "b.geojson", lvlt()))
    assert grounds.of(at(BORDER + 0.1, 26.5)) == ("LV", "Daugavpils, Latvia")
    assert grounds.of(at(BORDER - 0.1, 26.5)) == ("LT", "Zarasai, Lithuania"), "it moved"
    assert grounds.of(at(10, 10)) == ("", "") == grounds.of(Unit(id="other"))


def test_by_the_built_in_border_it_is_marked_approximate(tmp_path: Path) -> None:
    assert Grounds(read(tmp_path / "none")).of(at(55.87, 26.53)) == ("≈LV", "≈Latvia")


def test_nobody_can_say_before_it_is_read_and_asks_again_after(tmp_path: Path) -> None:
    book = Book(tmp_path / "none")
    grounds, unit = Grounds(book), at(55.87, 26.53)
    assert grounds.of(unit) == ("", "")
    book.begin()
    book.wait()
    assert grounds.of(unit).short == "≈LV"


def test_what_stands_is_not_asked_about_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row is painted again and again."""
    book = read(tmp_path / "b.geojson", lvlt())
    boundary = book.look()
    assert boundary is not None
    grounds, asked = Grounds(book), list[tuple[float, float]]()
    find = boundary.at

    def told(lat: float, lon: float) -> Whose:
        asked.append((lat, lon))
        return find(lat, lon)

    monkeypatch.setattr(boundary, "at", told)
    for _ in range(5):
        grounds.of(at(BORDER + 0.1, 26.5))
    assert len(asked) == 1


@pytest.mark.parametrize(("wide", "told"), [(240, {""}), (343, {"≈LV", "≈LT"}), (800, {"≈Latvia", "≈Lithuania"})])
def test_it_stands_in_each_row_that_has_room(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wide: int, told: set[str]
) -> None:
    room, drawn = RoomFeed(), dict[str, Any]()
    board = Board(room, Theme(), Selection())
    qtbot.addWidget(board)
    board.resize(wide, 660)
    board.painter.grounds = Grounds(read(tmp_path / "none"))
    badge = RowPainter._badge

    def told_of(self: RowPainter, painter: Any, box: QRectF, ground: str, *places: float) -> float:
        took = badge(self, painter, box, ground, *places)
        drawn[ground if took else ""] = took
        return took

    monkeypatch.setattr(RowPainter, "_badge", told_of)
    board.show()
    image = QImage(board.size(), QImage.Format.Format_RGB32)
    board.render(image)
    assert told <= set(drawn) | {""} and ("" in told) == (set(drawn) == {""})


def test_no_status_is_cut_for_it(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the width: the letters stand where the whole status leaves room, or not at all."""
    room, cut = RoomFeed(), list[str]()
    board = Board(room, Theme(), Selection())
    qtbot.addWidget(board)
    board.painter.grounds = Grounds(read(tmp_path / "none"))
    write = RowPainter._write
    statuses = {row_words(room.facts, unit, NOW).status for unit in room.facts.units.values()}
    badge, short = RowPainter._badge, [False]

    def told_of(self: RowPainter, *args: Any) -> float:
        took = badge(self, *args)
        short[0] = took > 0
        return took

    def written(self: RowPainter, painter: Any, text: str, x: float, middle: float, space: float, *how: Any) -> float:
        if text in statuses and short[0] and self._width(text, how[0], how[1]) > space + 1:
            cut.append(text)
        short[0] = short[0] and text not in statuses
        return write(self, painter, text, x, middle, space, *how)

    monkeypatch.setattr(RowPainter, "_badge", told_of)
    monkeypatch.setattr(RowPainter, "_write", written)
    for wide in range(240, 900, 20):
        board.resize(wide, 660)
        image = QImage(board.size(), QImage.Format.Format_RGB32)
        board.render(image)
    assert cut == []
