"""Whose ground, in words: by an imported boundary with the municipality, by the built-in border approximate."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
import shapely
from click.testing import CliRunner

from console import territory
from console.map.imports.boundary import bring_in
from console.territory import Book, said
from gps.areas import BoundaryError
from journal.places import boundary_file
from main import main
from tests.station.ground_room import BORDER, box, geojson, lvlt


def read(path: Path) -> Book:
    book = Book(path)
    book.begin()
    book.wait()
    return book


def test_without_an_import_it_is_approximate(tmp_path: Path) -> None:
    book = read(tmp_path / "none.geojson")
    assert said(book, 55.87, 26.53) == "Latvia · approximate"
    assert said(book, 55.50, 25.60) == "Lithuania · approximate"
    assert said(book, 10, 10) == ""


def test_an_imported_boundary_names_the_municipality(tmp_path: Path) -> None:
    path = tmp_path / "boundary.geojson"
    path.write_bytes(lvlt())
    book = read(path)
    assert said(book, BORDER + 0.1, 26.5) == "Daugavpils, Latvia"
    assert said(book, BORDER - 0.1, 26.5) == "Zarasai, Lithuania"


def test_a_broken_file_leaves_the_built_in_border(tmp_path: Path) -> None:
    path = tmp_path / "boundary.geojson"
    path.write_bytes(b"{}")
    assert said(read(path), 55.87, 26.53) == "Latvia · approximate"


def test_nothing_is_read_before_a_console_says_so(tmp_path: Path) -> None:
    book = Book(tmp_path / "none.geojson")
    assert said(book, 55.87, 26.53) == "" and territory.ground(55.87, 26.53) == ""
    book.wait()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "home"))
    return tmp_path


def test_the_command_installs_says_the_hash_and_takes_away(home: Path) -> None:
    file = home / "lvlt.geojson"
    file.write_bytes(lvlt())
    done = CliRunner().invoke(main, ["import-boundary", str(file)])
    assert done.exit_code == 0 and "3 areas of LT, LV" in done.output and "SHA-256" in done.output
    assert boundary_file().read_bytes() == lvlt()
    file.write_bytes(geojson(box("Preiļi", "", 55, 56)))
    done = CliRunner().invoke(main, ["import-boundary", str(file)])
    assert done.exit_code == 1 and "does not say its state" in done.output
    assert boundary_file().read_bytes() == lvlt(), "what was there stays"
    assert CliRunner().invoke(main, ["import-boundary", "--remove"]).exit_code == 0
    assert not boundary_file().exists()
    assert CliRunner().invoke(main, ["import-boundary"]).exit_code == 1
    assert CliRunner().invoke(main, ["import-boundary", str(home / "no.geojson")]).exit_code == 1


def test_a_geopackage(home: Path) -> None:
    path = home / "lvlt.gpkg"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)")
    db.execute("CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id, definition)")
    db.execute("CREATE TABLE areas (fid INTEGER, geom BLOB, name TEXT, state TEXT)")
    db.execute("INSERT INTO gpkg_geometry_columns VALUES ('areas', 'geom', 4326)")
    db.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326, '')")
    for number, feature in enumerate(json.loads(lvlt())["features"]):
        wkb = shapely.to_wkb(shapely.geometry.shape(feature["geometry"]))
        told = feature["properties"]
        head = b"GP\x00\x01" + (4326).to_bytes(4, "little")
        db.execute("INSERT INTO areas VALUES (?, ?, ?, ?)", (number, head + wkb, told["name"], told["state"]))
    db.commit()
    db.close()
    loaded = bring_in(path)
    assert loaded.boundary.at(BORDER + 0.1, 26.5) == ("LV", "Daugavpils") and loaded.text == "lvlt.gpkg"
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(BoundaryError):
        bring_in(path)
