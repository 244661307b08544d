"""The built-in map knows the large rivers and lakes of the region where they are."""

from __future__ import annotations

import numpy as np
import pytest

from console.map.base import Parts, base
from console.map.camera import world_x, world_y

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
