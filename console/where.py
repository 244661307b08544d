"""Where something is, in words a dispatcher can say on the radio; falls back to the coordinates."""

from __future__ import annotations

import importlib
from functools import cache
from types import ModuleType


def degrees(lat: float, lon: float) -> str:
    """``N 55.8012° E 26.3941°``."""
    north = "N" if lat >= 0 else "S"
    east = "E" if lon >= 0 else "W"
    return f"{north} {abs(lat):.4f}° {east} {abs(lon):.4f}°"


def in_words(lat: float, lon: float) -> str:
    """Distance and direction from the nearest town, ``7.9 km S of Daugavpils``; the coordinates without a map."""
    places = _places()
    said = places.words(lat, lon) if places is not None else ""
    return str(said) or degrees(lat, lon)


def ground(lat: float, lon: float) -> str:
    """Municipality and country by the imported boundary; the country, marked approximate, without one; or empty."""
    from console import territory  # reads files

    return territory.ground(lat, lon)


@cache
def _places() -> ModuleType | None:
    """The map's gazetteer, loaded when first asked for: it reads files."""
    try:
        return importlib.import_module("console.map.places")
    except ImportError:
        return None
