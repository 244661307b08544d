"""Where something is in words, and the search."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from console.map import places
from console.map.base import base, towns
from console.map.camera import world_x, world_y


@pytest.mark.parametrize(
    ("lat", "lon", "wanted"),
    [
        (55.812, 26.533, "7.9 km S of Daugavpils, Latvia"),
        (55.8833, 26.5333, "Daugavpils, Latvia"),
        (55.7322, 26.30, "3.1 km E of Zarasai, Lithuania"),
        (55.55, 25.6046, "5.8 km N of Utena, Lithuania"),
    ],
)
def test_words(qtbot: QtBot, lat: float, lon: float, wanted: str) -> None:
    assert places.words(lat, lon) == wanted


def test_words_far_from_everything(qtbot: QtBot) -> None:
    assert " km " in places.words(0.5, -160.0)
    assert " km " in places.words(-89.9, 10.0)


def test_towns_have_their_own_letters_and_no_suburb_gives_directions() -> None:
    names = {town.name for town in towns()}
    assert {"Rīga", "Mažeikiai", "Telšiai", "Šilutė", "Krāslava"} <= names
    town, _far, _bearing = places.nearest_town(54.71, 25.30)
    assert town.name == "Vilnius"


@pytest.mark.parametrize(
    ("typed", "name"),
    [("riga", "Rīga"), ("RĪG", "Rīga"), ("krasl", "Krāslava"), ("siaul", "Šiauliai"), ("Daugpilis", "Daugavpils")],
)
def test_search_folds_and_knows_other_spellings(typed: str, name: str) -> None:
    assert places.search(typed)[0].name == name


def test_search_reads_coordinates_first() -> None:
    (found,) = places.search("55.8833 26.5333")
    assert found.name == "WGS 84 N 55.88330° E 26.53330°"
    assert found.detail == "Daugavpils, Latvia"


def test_search_is_bounded_and_silent_on_nothing() -> None:
    assert places.search("x") == []
    assert places.search("qqqqq") == []
    assert len(places.search("sa")) <= 8


def land_at(lat: float, lon: float) -> bool:
    from console.map.paint import path_of

    whole = base().land
    path = path_of(whole, 0.0, 0.0, 1e6)
    from PySide6.QtCore import QPointF

    return path.contains(QPointF(world_x(lon) * 1e6, world_y(lat) * 1e6))


def test_the_built_in_land_has_the_sea_where_it_is() -> None:
    assert land_at(55.88, 26.53)
    assert land_at(56.95, 24.10)
    assert land_at(52.0, 21.0)
    assert not land_at(57.0, 20.0)
    assert not land_at(57.4, 23.5)
    assert not land_at(55.3, 21.1), "the Curonian lagoon is water"
    assert land_at(58.4, 22.5), "Saaremaa is land"


def test_the_built_in_files_stay_small_and_their_licences_lie_beside_them() -> None:
    from console.map.base import FOLDER

    assert (FOLDER / "base.npz").stat().st_size < 700_000
    assert "LESSER GENERAL PUBLIC LICENSE" in (FOLDER / "GSHHG-LGPL-3.0.txt").read_text("utf-8")
    assert "GeoNames" in (FOLDER / "README.md").read_text("utf-8")
