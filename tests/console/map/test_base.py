"""The built-in map knows the large rivers and lakes of the region where they are."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from console.map.base import Parts, base, river_names
from console.map.camera import world_x, world_y
from console.map.labels import built_in, face

KM = 22_400.0
"""The world's side at 56° N."""
RIVERS = {
    "Daugava, Daugavpils": (55.868, 26.51),
    "Nemunas, Kaunas": (54.896, 23.88),
    "Neris, Vilnius": (54.69, 25.27),
    "Gauja, Sigulda": (57.16, 24.84),
    "Lielupe, Jelgava": (56.655, 23.73),
    "Mūša, Bauska": (56.40, 24.18),
    "Venta, Kuldīga": (56.97, 21.98),
    "Venta, Mažeikiai": (56.30, 22.33),
    "Šventoji, Anykščiai": (55.526, 25.10),
}
LAKES = {
    "Lubāns": (56.77, 26.87),
    "Rāzna": (56.32, 27.48),
    "Drūkšiai": (55.63, 26.58),
    "Burtnieks": (57.75, 25.24),
    "Dysnai": (55.48, 26.33),
}


def far(parts: Parts, lat: float, lon: float) -> float:
    """km to the nearest of their points."""
    return float(np.hypot(parts.xy[:, 0] - world_x(lon), parts.xy[:, 1] - world_y(lat)).min()) * KM


@pytest.mark.parametrize("name", RIVERS)
def test_rivers(name: str) -> None:
    assert far(base().rivers, *RIVERS[name]) < 2.5


@pytest.mark.parametrize("name", LAKES)
def test_lakes(name: str) -> None:
    assert far(base().lakes, *LAKES[name]) < 4.0


def test_names_of_rivers_stand_on_them_and_apart() -> None:
    found = river_names()
    assert {"Daugava", "Gauja", "Lielupe", "Mūša", "Venta", "Nemunas", "Šventoji", "Aiviekste"} <= {
        n for n, _, _ in found
    }
    drawn = base().rivers
    flows = shapely.MultiLineString([shapely.LineString(part) for part in np.split(drawn.xy, drawn.starts[1:])])
    for name, x, y in found:
        assert flows.distance(shapely.Point(x, y)) * KM < 0.1, name
        others = [one for one in found if one[0] == name and one[1:] != (x, y)]
        assert all(np.hypot(x - one[1], y - one[2]) * KM > 10 for one in others), name


@pytest.mark.parametrize("place", RIVERS)
def test_a_river_is_called_by_its_name(place: str) -> None:
    name, (lat, lon) = place.split(",")[0], RIVERS[place]
    mine = [np.hypot(x - world_x(lon), y - world_y(lat)) * KM for told, x, y in river_names() if told == name]
    assert not mine or min(mine) < 45


def test_rivers_are_named_from_the_zoom_of_a_district() -> None:
    rivers = [label for label in built_in() if label.sort == "river"]
    assert len(rivers) > 40
    assert all(face(one, 8.25) is None and face(one, 8.5) is not None for one in rivers)
