"""The plate of imported maps: order, on and off, removal, coverage, import; and the search through their names."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from console.map.camera import world_x, world_y
from console.map.imports.door import bring_in
from console.map.packs import Reader
from console.map.paint import TileKey, TilePainter
from console.map.stack import MapStack
from console.map.view import MapView
from journal.places import maps_dir
from tests.console.map import made
from tests.console.map.imports.test_geojson import SQUARE, collection, feature
from tests.console.map.shown import Make
from tests.console.map.test_packs import Z9


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A raster map, a vector map with a street, and shapes."""
    monkeypatch.setenv("KOPA_HOME", str(tmp_path))
    street = made.encode_layer("transportation_name", [(2, [[(900, 900), (3000, 900)]], {"name": "Viestura iela"})])
    vector = made.mbtiles(tmp_path / "b vector.mbtiles", {Z9: made.lake_tile("Zilupe") + made.encode_tile(street)})
    raster = made.mbtiles(tmp_path / "a raster.mbtiles", {Z9: made.picture("#80C040")})
    shapes = collection(tmp_path / "beats.geojson", feature("Polygon", [SQUARE], name="Iecirknis 1"))
    for file in (vector, raster, shapes):
        bring_in(file, maps_dir(), lambda _share: None)


def names(view: MapView) -> list[str]:
    """From the topmost down, as the plate shows them."""
    return [box.text() for box in view.panel.findChildren(QCheckBox)]


def button(view: MapView, told: str) -> QPushButton:
    found = [one for one in view.panel.findChildren(QPushButton) if one.accessibleName() == told]
    assert len(found) == 1, told
    return found[0]


def click(widget: QPushButton) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_the_plate_lists_maps_from_the_top_shapes_first(three: None, make: Make) -> None:
    view = make(made.room())
    assert not view.panel.isVisible()
    click(view.layers)
    assert view.panel.isVisible()
    assert names(view) == ["beats", "b vector", "a raster"]
    assert view.rect().contains(view.panel.geometry())
    assert not button(view, "Move beats up").isEnabled()
    assert not button(view, "Move a raster down").isEnabled()
    QTest.keyClick(view.panel, Qt.Key.Key_Escape)
    assert not view.panel.isVisible()
    assert not view.layers.isChecked()


def test_order_and_choice_are_remembered(three: None, make: Make) -> None:
    view = make(made.room())
    click(view.layers)
    QApplication.processEvents()
    button(view, "Move a raster up").setFocus()
    click(button(view, "Move a raster up"))
    QApplication.processEvents()
    assert view.panel.focusWidget().accessibleName() == "Move a raster up", "the keyboard stays where it was"
    assert names(view) == ["beats", "a raster", "b vector"]
    next(box for box in view.panel.findChildren(QCheckBox) if box.text() == "beats").click()
    assert [one.pack.name for one in view.stack.shown()] == ["b vector", "a raster"]
    again = MapStack()
    assert [one.pack.name for one in again.readers] == ["b vector", "a raster", "beats"]
    assert [one.pack.name for one in again.shown()] == ["b vector", "a raster"]
    again.stop()


def test_the_upper_map_covers_the_lower(three: None, qtbot: QtBot) -> None:
    raster = Reader(maps_dir() / "a raster.mbtiles")
    vector = Reader(maps_dir() / "b vector.mbtiles")

    def middle(*stack: Reader) -> QColor:
        key = TileKey(*Z9, 256, 36, False, 0)
        return TilePainter(list(stack)).paint(key).image.pixelColor(128, 128)

    assert middle(vector, raster) == QColor("#80C040")
    assert middle(raster, vector) != QColor("#80C040"), "the lake"
    raster.close()
    vector.close()


def test_removing_asks_once_more_and_takes_the_files(three: None, make: Make) -> None:
    view = make(made.room())
    click(view.layers)
    click(button(view, "Remove b vector"))
    assert "b vector" in names(view)
    assert button(view, "Remove b vector").text() == "Really remove"
    click(button(view, "Remove b vector"))
    assert names(view) == ["beats", "a raster"]
    assert not list(maps_dir().glob("b vector*"))


def test_show_goes_where_the_map_is_and_outlines_it(three: None, make: Make) -> None:
    view = make(made.room())
    click(view.layers)
    click(button(view, "Show all of beats"))
    box = view.camera.box(*view.room)
    assert box.left < world_x(26.4) < world_x(26.6) < box.right
    assert box.top < world_y(55.9) < world_y(55.8) < box.bottom
    x, y = view.camera.point(world_x(26.6), world_y(55.85), *view.room)

    def dashes() -> int:
        image = view.grab().toImage()
        blue = view._theme.palette.accent
        near = [image.pixelColor(round(x) + dx, round(y) + dy) for dx in (-1, 0, 1) for dy in range(-20, 21)]
        return sum(abs(one.blue() - blue.blue()) + abs(one.red() - blue.red()) < 60 for one in near)

    assert dashes() > 5
    click(view.layers)
    assert dashes() == 0


def test_a_file_chosen_is_imported_with_its_progress_told(
    make: Make, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = collection(tmp_path / "new.geojson", feature("Polygon", [SQUARE]), feature("Point", [1e9, 0]))
    view = make(made.room())
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    click(view.layers)
    click(next(one for one in view.panel.findChildren(QPushButton) if one.text().startswith("Import")))
    assert view.stack.importing.busy
    assert "Importing" in view.layers.text()
    assert view.panel._cancel.isVisible()
    qtbot.waitUntil(lambda: not view.stack.importing.busy, timeout=120_000)
    assert names(view) == ["new"]
    assert view.layers.text() == "Layers"
    assert "Left out: 1 ×" in view.notice.text()


def test_search_finds_streets_with_their_town_and_goes_there(three: None, make: Make) -> None:
    view = make(made.room())
    QTest.keyClicks(view.search, "viest")
    texts = [view.search.answers.item(row).text() for row in range(view.search.answers.count())]
    assert texts[0].startswith("Viestura iela  ·  street · ")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert view.camera.step >= 56
    assert view.renderer.pin is not None


def test_search_keeps_coordinates_towns_and_maps_apart(three: None) -> None:
    stack = MapStack()
    assert stack.search("55.8833 26.5333")[0].name.startswith("WGS 84")
    assert len(stack.search("55.8833 26.5333")) == 1
    assert stack.search("daugavp")[0].name == "Daugavpils"
    assert stack.search("iecirknis")[0].detail == "on an imported map"
    stack.turn("beats.geojson.mbtiles", on=False)
    assert not [one for one in stack.search("iecirknis") if one.name == "Iecirknis 1"], "a map that is off has no names"
    stack.stop()


def test_a_broken_index_finds_nothing_and_harms_nothing(three: None) -> None:
    for index in maps_dir().glob("*.names"):
        index.write_bytes(b"SQLite format 3\x00" + bytes(2000))
    stack = MapStack()
    assert len(stack.readers) == 3
    assert stack.search("daugavp")[0].name == "Daugavpils"
    assert stack.search("viestura") == []
    stack.stop()
