"""GeoPackages become maps of shapes, from any coordinate system pyproj knows; damaged ones are refused."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from console.map.gazetteer import beside
from tests.console.map.imports.conftest import Bring

LAKE = shapely.box(650_000, 190_000, 660_000, 195_000)
"""Near Daugavpils in LKS-92 (EPSG:3059)."""


def geopackage(path: Path, rows: list[tuple[object, str]], system: int = 3059, known: bool = True) -> Path:
    db = sqlite3.connect(path)
    db.executescript(
        """CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INTEGER);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
        CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER,
            definition TEXT);
        CREATE TABLE "my ""lakes" (id INTEGER PRIMARY KEY, geom BLOB, nosaukums TEXT);"""
    )
    db.execute("INSERT INTO gpkg_contents VALUES ('my \"lakes', 'features', ?)", (system,))
    db.execute("INSERT INTO gpkg_geometry_columns VALUES ('my \"lakes', 'geom', ?)", (system,))
    if known:
        db.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?, 'EPSG', ?, 'undefined')", (system, system))
    db.executemany('INSERT INTO "my ""lakes" (geom, nosaukums) VALUES (?, ?)', rows)
    db.commit()
    db.close()
    return path


def blob(shape: shapely.Geometry, envelope: int = 1) -> bytes:
    size = (0, 32, 48, 48, 64)[envelope]
    return b"GP\x00" + bytes([envelope << 1 | 1]) + struct.pack("<i", 3059) + bytes(size) + bytes(shapely.to_wkb(shape))


@pytest.mark.parametrize("envelope", range(5))
def test_shapes_of_another_system_are_where_they_are(tmp_path: Path, bring: Bring, envelope: int) -> None:
    done = bring(geopackage(tmp_path / "l.gpkg", [(blob(LAKE, envelope), "Ezers")]))
    assert done.pack.overlay
    assert done.report.left_out == {}
    names = beside(done.pack.path)
    assert names is not None
    (found,) = names.search("ezers")
    assert found.lat == pytest.approx(55.85, abs=0.1)
    assert found.lon == pytest.approx(26.47, abs=0.15)
    names.close()


def test_geometries_that_are_none_are_left_out_and_counted(tmp_path: Path, bring: Bring) -> None:
    line = blob(shapely.LineString([(650_000, 190_000), (660_000, 190_000)]))
    nan = line[:-16] + struct.pack("<d", float("nan")) + line[-8:]
    bad: list[object] = [None, b"", b"GP", b"XX" + bytes(60), blob(LAKE)[:60], "text", 5, nan]
    done = bring(geopackage(tmp_path / "l.gpkg", [(blob(LAKE), "Ezers"), *((one, "") for one in bad)]))
    assert sum(done.report.left_out.values()) == len(bad)
    assert done.report.left_out["coordinates that are no numbers"] == 1


def test_a_system_nobody_knows_is_refused_in_words(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    assert "not known" in refused(geopackage(tmp_path / "a.gpkg", [(blob(LAKE), "")], system=99_999_999))
    assert "not known" in refused(geopackage(tmp_path / "b.gpkg", [(blob(LAKE), "")], system=-1))
    assert "not known" in refused(geopackage(tmp_path / "c.gpkg", [(blob(LAKE), "")], system=987_654, known=False))


def test_pictures_only_are_refused_in_words(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    file = geopackage(tmp_path / "p.gpkg", [])
    db = sqlite3.connect(file)
    db.execute("UPDATE gpkg_contents SET data_type = 'tiles'")
    db.commit()
    db.close()
    assert "holds no shapes" in refused(file)


def test_empty_is_refused_in_words(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    assert refused(geopackage(tmp_path / "e.gpkg", [])) == "There is no shape in it."


def test_cut_off(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    file = geopackage(tmp_path / "c.gpkg", [(blob(LAKE.buffer(i)), f"Ezers {i}") for i in range(400)])
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    assert refused(file)


def test_a_table_that_is_not_there(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    file = geopackage(tmp_path / "t.gpkg", [])
    db = sqlite3.connect(file)
    db.execute('DROP TABLE "my ""lakes"')
    db.commit()
    db.close()
    assert "damaged or cut off" in refused(file)
