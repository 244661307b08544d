"""Where something is, in words a dispatcher can say on the radio; falls back to the coordinates."""

from __future__ import annotations


def degrees(lat: float, lon: float) -> str:
    """``N 55.8012° E 26.3941°``."""
    north = "N" if lat >= 0 else "S"
    east = "E" if lon >= 0 else "W"
    return f"{north} {abs(lat):.4f}° {east} {abs(lon):.4f}°"


def in_words(lat: float, lon: float) -> str:
    """Distance and direction from the nearest town, ``7.9 km S of Daugavpils``; the coordinates without a map."""
    try:
        from console.map.places import words
    except ImportError:
        return degrees(lat, lon)
    return words(lat, lon) or degrees(lat, lon)
