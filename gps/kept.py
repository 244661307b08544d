"""A boundary as it is kept once its GeoJSON was read: shapes ready made, so that loading it stops nobody for long.

Reading text holds the interpreter for as long as it takes (24 MB: most of a second in one piece), and a station keys
radios meanwhile. Of this form no step is longer than one shape.
"""

from __future__ import annotations

import math

import msgspec
import shapely

from gps.areas import Area, Boundary, BoundaryError

FORM = 1


class _Area(msgspec.Struct, array_like=True):
    name: str
    state: str
    level: str
    wkb: bytes


class _Kept(msgspec.Struct, array_like=True):
    form: int
    sha256: str
    areas: list[_Area]
    land: dict[str, bytes]


def freeze(boundary: Boundary, sha256: str) -> bytes:
    """A boundary, and of which file (SHA-256) it was read."""
    areas = [_Area(one.name, one.state, one.level, shapely.to_wkb(one.shape)) for one in boundary.areas]
    land = {state: shapely.to_wkb(shape) for state, shape in boundary.land.items()}
    return msgspec.msgpack.encode(_Kept(FORM, sha256, areas, land))


def thaw(content: bytes, sha256: str) -> Boundary:
    """The boundary again. Raises :class:`gps.areas.BoundaryError` if it is of another file, or none.

    That it is of that file it says itself: whoever can write it can make it say so.
    """
    try:
        kept = msgspec.msgpack.decode(content, type=_Kept)
        if (kept.form, kept.sha256) != (FORM, sha256):
            raise BoundaryError("read", "kept of another file")
        areas = [Area(one.name, one.state, one.level, _land(one.wkb)) for one in kept.areas]
        land = {state: _land(wkb) for state, wkb in kept.land.items()}
        if not areas or not land:
            raise BoundaryError("empty")
        return Boundary(areas, land)
    except (msgspec.MsgspecError, shapely.errors.ShapelyError, TypeError) as error:
        raise BoundaryError("read", str(error)[:80]) from error


def _land(wkb: bytes) -> shapely.Geometry:
    shape = shapely.from_wkb(wkb)
    if not isinstance(shape, shapely.Polygon | shapely.MultiPolygon) or shape.is_empty:
        raise BoundaryError("read", "kept no land")
    if not all(map(math.isfinite, shape.bounds)):
        raise BoundaryError("number")
    return shape
