"""Places in the systems people read them in: WGS 84, MGRS, LKS-92 (Latvia, EPSG:3059), LKS-94 (Lithuania, EPSG:3346).

Numbers only; how they are written and read is :mod:`console.map.coordinates`. LKS-92, LKS-94 and WGS 84 are taken for
the same datum, as EPSG does; they differ by less than a metre. (LKS-2020, which Latvia goes over to, differs from
LKS-92 by 10 cm: EPSG:10838.) MGRS is GEOTRANS's, by the package ``mgrs``.
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyproj import Transformer

WGS84, LKS92, LKS94, MGRS = "WGS 84", "LKS-92", "LKS-94", "MGRS"
LKS = (LKS92, LKS94)
_CODES = {LKS92: 3059, LKS94: 3346}
_NORTH = {LKS92: (150_000.0, 460_000.0), LKS94: (5_950_000.0, 6_290_000.0)}
_EAST = {LKS92: (290_000.0, 790_000.0), LKS94: (290_000.0, 690_000.0)}
"""What of each grid lies in its country, with some kilometres round it."""
_USABLE = (50.0, 62.0, 14.0, 34.0)
"""South, north, west, east (degrees): further off a grid's numbers mean nothing to anybody."""
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
MGRS_SOUTH, MGRS_NORTH = -80.0, 84.0
"""Beyond these MGRS has polar squares, which are not read here."""


class NoPlace(ValueError):
    """The text or the numbers are no place in this system."""


@cache
def _transformer(system: str, back: bool) -> Transformer:
    from pyproj import Transformer  # 0.2 s and 20 MB, so only when first needed

    codes = (_CODES[system], 4326) if back else (4326, _CODES[system])
    return Transformer.from_crs(*codes, always_xy=True)


def prepare() -> None:
    """Load what the grids need, ahead of time and in whatever thread."""
    for system in LKS:
        _transformer(system, False)


def to_lks(lat: float, lon: float, system: str) -> tuple[float, float]:
    """(north, east) in metres. Raises :class:`NoPlace` where the grid is not used."""
    south, north, west, east = _USABLE
    if not (south <= lat <= north and west <= lon <= east):
        raise NoPlace(system)
    x, y = _transformer(system, False).transform(lon, lat)
    return float(y), float(x)


def from_lks(north: float, east: float, system: str) -> tuple[float, float]:
    """(lat, lon) in degrees."""
    lon, lat = _transformer(system, True).transform(east, north)
    return float(lat), float(lon)


def is_in(north: float, east: float, system: str) -> bool:
    """True if these metres lie in the country the grid is of, or close to it."""
    (south, top), (west, right) = _NORTH[system], _EAST[system]
    return south <= north <= top and west <= east <= right


def to_mgrs(lat: float, lon: float, digits: int = 5) -> str:
    """``35UMB6201784120``: the square the place is in, ``digits`` (1–5; 5: 1 m) each way. Raises :class:`NoPlace`."""
    import mgrs  # type: ignore[import-untyped]

    if not (MGRS_SOUTH <= lat < MGRS_NORTH and -180 <= lon <= 180):
        raise NoPlace(MGRS)
    return str(mgrs.MGRS().toMGRS(lat, lon, MGRSPrecision=digits))


def from_mgrs(text: str) -> tuple[float, float, float]:
    """(lat, lon) of the middle of a square (no spaces, capitals) and its side in metres. Raises :class:`NoPlace`."""
    import mgrs

    digits = len(text) - len(text.rstrip("0123456789"))
    if not 2 <= digits <= 10 or digits % 2:
        raise NoPlace(MGRS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it only warns of a band in which the square is not
            lat, lon = mgrs.MGRS().toLatLon(text)
    except Exception as error:  # its error type is not public
        raise NoPlace(MGRS) from error
    side = 10.0 ** (5 - digits // 2)
    if not _in_band(float(lat), text[: -digits - 2][-1], side):
        raise NoPlace(MGRS)
    return float(lat), float(lon), side


def _in_band(lat: float, band: str, side: float) -> bool:
    """True if the middle of a square lies in the band of that letter, or that of one it is cut by does."""
    south = MGRS_SOUTH + 8.0 * _BANDS.index(band)
    north = MGRS_NORTH if band == _BANDS[-1] else south + 8.0
    half = side / 2 / 100_000.0  # degrees, a little more than it is: grid north is not north
    return south - half <= lat <= north + half
