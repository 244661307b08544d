"""Coordinates as people write them: WGS 84 in degrees, LKS-92 (Latvia, EPSG:3059), LKS-94 (Lithuania, EPSG:3346).

Always shown with the system's name: a pair of numbers without one has sent cars to the wrong country.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyproj import Transformer

WGS84, LKS92, LKS94 = "WGS 84", "LKS-92", "LKS-94"
SYSTEMS = (LKS92, LKS94, WGS84)
_CODES = {LKS92: 3059, LKS94: 3346}
_NORTH = {LKS92: (150_000.0, 460_000.0), LKS94: (5_950_000.0, 6_290_000.0)}
_EAST = {LKS92: (290_000.0, 790_000.0), LKS94: (290_000.0, 690_000.0)}
"""What of each grid lies in its country, with some kilometres round it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place read from text, and the system it was read in."""

    lat: float
    lon: float
    system: str


@cache
def _transformer(system: str, back: bool) -> Transformer:
    from pyproj import Transformer  # 0.2 s and 20 MB, so only when first needed

    codes = (_CODES[system], 4326) if back else (4326, _CODES[system])
    return Transformer.from_crs(*codes, always_xy=True)


def prepare() -> None:
    """Load what the grids need, ahead of time and in whatever thread."""
    for system in _CODES:
        _transformer(system, False)


def to_grid(lat: float, lon: float, system: str) -> tuple[float, float]:
    """(north, east) in metres."""
    east, north = _transformer(system, False).transform(lon, lat)
    return float(north), float(east)


def from_grid(north: float, east: float, system: str) -> tuple[float, float]:
    """(lat, lon) in degrees."""
    lon, lat = _transformer(system, True).transform(east, north)
    return float(lat), float(lon)


def written(lat: float, lon: float, system: str, step: int = 1) -> str:
    """``LKS-92 N 192 340 E 659 870``, to ``step`` metres, or ``WGS 84 N 55.8012° E 26.3941°``."""
    if system == WGS84:
        ns, ew = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
        return f"{WGS84} {ns} {abs(lat):.4f}° {ew} {abs(lon):.4f}°"
    north, east = to_grid(lat, lon, system)
    return f"{system} N {_grouped(north, step)} E {_grouped(east, step)}"


def _grouped(metres: float, step: int) -> str:
    return f"{round(metres / step) * step:,}".replace(",", " ")


_DECIMAL = re.compile(r"\d,\d")
_ANGLE = re.compile(
    r"""(?P<before>[NSEW])?\s*(?P<deg>-?\d+(?:\.\d+)?)\s*[°º]?\s*
        (?:(?P<min>\d+(?:\.\d+)?)\s*['′’]\s*)?(?:(?P<sec>\d+(?:\.\d+)?)\s*(?:"|″|”|'')\s*)?(?P<after>[NSEW])?""",
    re.VERBOSE,
)


def read(text: str) -> Spot | None:
    """The place that ``text`` gives coordinates of; None if it gives none."""
    plain = " ".join(text.upper().replace("LKS 9", "LKS-9").split())
    if not plain or sum(c.isdigit() for c in plain) < 4 or len(plain) > 80:
        return None
    named = next((system for system in (LKS92, LKS94) if system in plain), "")
    plain = plain.replace(named, " ") if named else plain.replace(WGS84, " ").replace("WGS84", " ")
    return _grid(plain, named) if named else (_degrees(plain) or _grid(plain, ""))


def _grid(text: str, named: str) -> Spot | None:
    """Two lengths in metres, north first unless a letter says otherwise; the system by name or by their size."""
    letters = set(re.findall(r"[A-Z]", text))
    groups = re.findall(r"\d+(?:\.\d+)?", text.replace(",", " "))
    if letters - set("NEXYZAR") or not 2 <= len(groups) <= 6:
        return None
    for first, second in _pairs(groups):
        for north, east in ((first, second), (second, first)):
            for system in (named,) if named else (LKS92, LKS94):
                inside = (
                    _NORTH[system][0] <= north <= _NORTH[system][1] and _EAST[system][0] <= east <= _EAST[system][1]
                )
                if inside and (north == second) == _swapped(text):
                    return Spot(*from_grid(north, east, system), system)
    return None


def _pairs(groups: list[str]) -> list[tuple[float, float]]:
    """The two numbers that digit groups can make: ``192 340 659 870`` is 192340 and 659870."""
    found = []
    for cut in range(1, len(groups)):
        halves = groups[:cut], groups[cut:]
        if all(len(group.split(".")[0]) == 3 for half in halves for group in half[1:]):
            found.append((float("".join(halves[0])), float("".join(halves[1]))))
    return found


def _swapped(text: str) -> bool:
    """True where E is written before N."""
    east, north = text.find("E"), text.find("N")
    return 0 <= east < north


def _degrees(text: str) -> Spot | None:
    """Decimal degrees or degrees, minutes, seconds; hemisphere letters before or after; decimal comma allowed."""
    if len(_DECIMAL.findall(text)) == 2:
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    found = [one for one in _ANGLE.finditer(text.replace(",", " ").replace(";", " ")) if one["deg"]]
    if len(found) != 2:
        return None
    lat, lon = (_angle(one) for one in found)
    sides = [(one["before"] or one["after"] or "") for one in found]
    if lat is None or lon is None:
        return None
    if sides[0] in {"E", "W"} or sides[1] in {"N", "S"}:
        lat, lon = lon, lat
        sides.reverse()
    lat = -lat if sides[0] == "S" else lat
    lon = -lon if sides[1] == "W" else lon
    return Spot(lat, lon, WGS84) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def _angle(found: re.Match[str]) -> float | None:
    degrees = float(found["deg"])
    minutes, seconds = float(found["min"] or 0), float(found["sec"] or 0)
    if minutes >= 60 or seconds >= 60:
        return None
    return (abs(degrees) + minutes / 60 + seconds / 3600) * (-1 if found["deg"].startswith("-") else 1)
