"""GeoJSON becomes a map of shapes; what cannot be shown is left out with its reason, or refused in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from console.map.base import base
from console.map.camera import world_x, world_y
from console.map.cover import uncovered
from console.map.gazetteer import beside
from console.map.imports import geojson
from console.map.packs import Reader
from console.map.paint import TileKey, TilePainter
from tests.console.map.imports.conftest import Bring

SQUARE = [[26.4, 55.8], [26.6, 55.8], [26.6, 55.9], [26.4, 55.9], [26.4, 55.8]]


def feature(kind: str, coordinates: Any, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(path: Path, *features: dict[str, Any], **more: object) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", **more, "features": list(features)}), encoding="utf-8")
    return path


def pixel(reader: Reader, lat: float, lon: float, z: int = 10) -> QColor:
    x, y = world_x(lon) * (1 << z), world_y(lat) * (1 << z)
    image = TilePainter([reader]).paint(TileKey(z, int(x), int(y), 512, 4 * z, False, 0)).image
    return image.pixelColor(int(x % 1 * 512), int(y % 1 * 512))


def test_lines_areas_and_points_are_shown_in_a_style_of_their_own(tmp_path: Path, bring: Bring, qtbot: QtBot) -> None:
    file = collection(
        tmp_path / "beats.geojson",
        feature("Polygon", [SQUARE], name="Iecirknis 1"),
        feature("LineString", [[26.3, 55.85], [26.7, 55.85]], nosaukums="Patruļas ceļš"),
        feature("Point", [26.45, 55.82], NAME="Postenis"),
        feature("Point", [26.46, 55.83]),
    )
    done = bring(file)
    assert done.pack.overlay
    assert done.left_out() == ""
    reader = Reader(done.pack.path)
    bare = pixel(reader, 55.95, 26.5)
    inside, line = pixel(reader, 55.82, 26.52), pixel(reader, 55.85, 26.35)
    assert inside != bare
    assert inside.green() > inside.red()
    assert line.green() > line.red() + 40
    labels = TilePainter([reader]).paint(
        TileKey(12, int(world_x(26.45) * 4096), int(world_y(55.82) * 4096), 512, 48, False, 0)
    )
    assert {"• Postenis"} <= {one.text for one in labels.labels}
    names = beside(done.pack.path)
    assert names is not None
    assert {one.name for one in names.search("patrulas")} == {"Patruļas ceļš"}
    assert uncovered(base(), [reader]) == base(), "shapes hide nothing of the built-in map"
    names.close()
    reader.close()


def test_what_is_no_number_no_degree_or_elsewhere_is_left_out_and_counted(tmp_path: Path, bring: Bring) -> None:
    done = bring(
        collection(
            tmp_path / "odd.geojson",
            feature("Point", [26.5, 55.8]),
            feature("Point", [float("nan"), 55.8]),
            feature("LineString", [[26.5, 55.8], [float("inf"), 55.8]]),
            feature("Point", [650_000.0, 190_000.0]),
            feature("Point", [-74.0, 40.7]),
            feature("Point", []),
            {"type": "Feature", "properties": None, "geometry": None},
            feature("Spiral", [1, 2]),
            {"nothing": 1},
        )
    )
    out = done.report.left_out
    assert out["coordinates that are no numbers"] == 2
    assert out["coordinates that are no degrees"] == 1
    assert out["outside the map’s window"] == 1
    assert sum(out.values()) == 8
    assert "2 × coordinates that are no numbers" in done.left_out()


def test_a_polygon_that_crosses_itself_is_shown_as_what_it_encloses(tmp_path: Path, bring: Bring, qtbot: QtBot) -> None:
    bow = [[26.4, 55.8], [26.6, 55.9], [26.6, 55.8], [26.4, 55.9], [26.4, 55.8]]
    done = bring(collection(tmp_path / "bow.geojson", feature("Polygon", [bow])))
    reader = Reader(done.pack.path)
    assert pixel(reader, 55.85, 26.42) != pixel(reader, 55.95, 26.5)
    assert pixel(reader, 55.81, 26.5) == pixel(reader, 55.95, 26.5)
    reader.close()


def test_a_named_system_is_turned_into_degrees(tmp_path: Path, bring: Bring) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3059"}}
    done = bring(collection(tmp_path / "lks.geojson", feature("Point", [659_870.0, 192_340.0], name="Te"), crs=crs))
    names = beside(done.pack.path)
    assert names is not None
    (found,) = names.search("te")
    assert found.lat == pytest.approx(55.85, abs=0.1)
    assert found.lon == pytest.approx(26.55, abs=0.1)
    names.close()


def test_metres_without_a_system_are_refused_in_words(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    file = collection(tmp_path / "m.geojson", *[feature("Point", [650_000.0 + i, 190_000.0]) for i in range(3)])
    assert refused(file) == "None of its 3 shapes can be shown: coordinates that are no degrees."


def test_an_unknown_system_is_refused_in_words(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    crs = {"type": "name", "properties": {"name": "EPSG:99999999"}}
    assert "not known: EPSG:99999999" in refused(collection(tmp_path / "x.geojson", feature("Point", [1, 2]), crs=crs))


def test_a_system_named_too_late_is_refused(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    text = json.dumps(
        {
            "type": "FeatureCollection",
            "features": [feature("Point", [26.5, 55.8])],
            "crs": {"type": "name", "properties": {"name": "EPSG:3059"}},
        }
    )
    (tmp_path / "late.geojson").write_text(text)
    assert "only after its shapes" in refused(tmp_path / "late.geojson")


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geome',
        '{"type": "FeatureCollection", "features": [{"a": 1} {"b": 2}]}',
        '{"type": "FeatureCollection", "features": [1, 2',
        "{broken",
        "{",
        '{"a": ' + "[" * 100_000,
        '{"type": "FeatureCollection", "features": [' + '{"a":' * 100_000,
    ],
    ids=["cut", "no comma", "no end", "broken", "bare", "deep", "deep feature"],
)
def test_broken_json_is_one_sentence(tmp_path: Path, refused: Callable[[Path], str], text: str) -> None:
    (tmp_path / "b.geojson").write_text(text)
    assert "Not GeoJSON, or cut off" in refused(tmp_path / "b.geojson")


def test_bytes_that_are_no_text_are_one_sentence(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    (tmp_path / "b.geojson").write_bytes(b'{"type": "\xff\xfe\x80\x80"')
    assert "Not GeoJSON, or cut off" in refused(tmp_path / "b.geojson")


@pytest.mark.parametrize("text", ["{}", '{"type": "FeatureCollection", "features": []}'])
def test_nothing_in_it_is_said(tmp_path: Path, refused: Callable[[Path], str], text: str) -> None:
    (tmp_path / "e.geojson").write_text(text)
    assert refused(tmp_path / "e.geojson") == "There is no shape in it."


def test_it_is_read_block_by_block_whatever_falls_on_an_edge(
    tmp_path: Path, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geojson, "BLOCK", 97)
    features = [feature("Point", [26 + i / 500, 55.5], name=f"Šķūnis Ērgļu {i:03d}") for i in range(60)]
    done = bring(collection(tmp_path / "many.geojson", *features, name="Šķūņi"))
    names = beside(done.pack.path)
    assert names is not None
    assert names.search("skunis erglu 059")[0].name == "Šķūnis Ērgļu 059"
    assert done.names == 60
    names.close()


def test_a_feature_larger_than_the_limit_is_refused(
    tmp_path: Path, refused: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geojson, "BLOCK", 2000)
    monkeypatch.setattr(geojson, "LARGEST", 20_000)
    line = [[26 + i / 10_000, 55.5] for i in range(5000)]
    assert "larger than 64 MB" in refused(collection(tmp_path / "l.geojson", feature("LineString", line)))


def test_a_shape_of_too_many_points_is_left_out(
    tmp_path: Path, refused: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.map.imports.shapes.POINTS", 1000)
    line = [[26 + i / 10_000, 55.5] for i in range(1001)]
    assert "more than 2 million points" in refused(collection(tmp_path / "l.geojson", feature("LineString", line)))


def test_a_bare_geometry_and_a_bare_feature_are_read(tmp_path: Path, bring: Bring) -> None:
    (tmp_path / "g.geojson").write_text(json.dumps({"type": "Polygon", "coordinates": [SQUARE]}))
    (tmp_path / "f.geojson").write_text(json.dumps(feature("Polygon", [SQUARE], name="Viens")))
    assert bring(tmp_path / "g.geojson").report.shapes
    assert bring(tmp_path / "f.geojson").names == 1
