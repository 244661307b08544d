"""Names on the ground: where they come from and how important they are. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from console.map.base import Town, river_names, towns
from console.map.camera import Floats
from console.map.mvt import LINE, POINT, Feature, Layer, geometry
from units.fold import fold

_CLASSES = {"city": 60_000, "town": 4_000, "village": 400, "suburb": 300, "hamlet": 60, "locality": 60, "island": 200}
_SORTS = ("class", "kind_detail", "pmap:kind_detail", "kind")
_FROM = {"city": 0, "town": 6, "village": 9, "suburb": 12, "hamlet": 12, "locality": 12, "island": 10}


ROADS = {"transportation_name", "roads"}
"""Layers of roads with their names, OpenMapTiles and Protomaps."""
STREETS_FROM = 13
"""The first zoom of tiles whose streets are named."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name at world ``x``, ``y``. ``weight`` is a population or stands for one; ``sort`` its class, or ``ref``."""

    text: str
    x: float
    y: float
    weight: float
    sort: str
    folded: str


@dataclass(frozen=True, slots=True)
class Face:
    """How a name is set: px, weight of the type, the colour's name in the style, ring or shield, px of air round it."""

    px: int
    bold: int
    colour: str
    ring: bool = False
    shield: bool = False
    air: int = 0


@cache
def _by_name() -> dict[str, list[Town]]:
    found: dict[str, list[Town]] = {}
    for town in towns():
        found.setdefault(town.folded, []).append(town)
    return found


def population(folded: str, x: float, y: float) -> int:
    """What GeoNames says of a place of that name within some 15 km; 0 where it knows none."""
    near = [town.population for town in _by_name().get(folded, ()) if abs(town.x - x) < 7e-4 and abs(town.y - y) < 7e-4]
    return max(near, default=0)


def labels_of(layer: Layer, z: int, x: int, y: int) -> Iterable[Label]:
    """The names in a layer of a vector tile."""
    side = 1.0 / (1 << z)
    roads = layer.name in ROADS
    chosen = [one for one in layer.features if (_road_name(one) if roads else one.kind == POINT)]
    if not chosen:
        return
    found = geometry(chosen)
    ends = np.append(found.starts[1:], len(found.xy))
    done: set[int] = set()
    for start, end, owner in zip(found.starts.tolist(), ends.tolist(), found.owner.tolist(), strict=True):
        if owner in done:
            continue
        done.add(owner)
        tags = chosen[owner].tags
        middle = _longest(found.xy[start:end]) if roads else found.xy[(start + end) // 2]
        px, py = (middle / layer.extent).tolist()
        wx, wy = (px + x) * side, (py + y) * side
        if roads:
            ref = str(tags.get("ref") or "").split(";")[0].strip()
            if ref and str(tags.get("class")) in {"motorway", "trunk", "primary"} and len(ref) <= 5:
                yield Label(ref, wx, wy, {"A": 1500.0, "E": 1500.0, "P": 390.0}.get(ref[:1], 150.0), "ref", ref)
            name = str(tags.get("name:latin") or tags.get("name") or "")
            if name and z >= STREETS_FROM:
                yield Label(name, wx, wy, 30.0 - len(name) / 10, "street", fold(name))
            continue
        sort = next((str(tags[key]) for key in _SORTS if tags.get(key)), "")
        name = str(tags.get("name:latin") or tags.get("name") or "")
        if sort in _CLASSES and name:
            folded = fold(name)
            known = population(folded, wx, wy) if sort in {"city", "town", "village"} else 0
            yield Label(name, wx, wy, known or _CLASSES[sort] - 10.0 * len(name) / 20, sort, folded)


def _longest(xy: Floats) -> Floats:
    """The middle of a line's longest straight: a name on a crossing could be either street's."""
    at = int(np.argmax(np.hypot(*np.diff(xy, axis=0).T))) if len(xy) > 1 else 0
    middle: Floats = xy[at : at + 2].mean(axis=0)
    return middle


def _road_name(feature: Feature) -> bool:
    return feature.kind == LINE and any(feature.tags.get(key) for key in ("ref", "name", "name:latin"))


@cache
def built_in() -> list[Label]:
    """GeoNames' places as names, and the large rivers. Suburbs that it counts as towns rank behind their city."""
    big = [town for town in towns() if town.population >= 100_000]
    found = []
    for town in towns():
        near = any(
            other is not town and abs(other.x - town.x) < 4.5e-4 and abs(other.y - town.y) < 4.5e-4 for other in big
        )
        weight = town.population * 0.02 if near else float(town.population)
        sort = "suburb" if near else ("city" if weight >= _CLASSES["city"] else "town")
        found.append(Label(town.name, town.x, town.y, weight, sort, town.folded))
    found += [Label(name, x, y, 250.0, "river", fold(name)) for name, x, y in river_names()]
    return found


def face(label: Label, zoom: float) -> Face | None:
    """How a name is set at ``zoom``; None: not at all."""
    weight = label.weight
    if label.sort == "ref":
        return Face(10, 600, "shield", shield=True) if zoom >= 9.75 else None
    if label.sort == "street":
        return Face(11, 400, "village", air=6) if zoom >= 14 else None
    if label.sort == "river":
        return Face(12, 400, "water_label", air=10) if zoom >= 8.5 else None
    if zoom < _FROM.get(label.sort, 6) - 0.25 or weight < _least(zoom):
        return None
    big = zoom >= 7
    if weight >= 100_000:
        return Face(18 if big else 15, 700, "label", ring=zoom < 12)
    if weight >= 40_000:
        return Face(17 if big else 14, 700, "label", ring=zoom < 12)
    if weight >= 8_000 and zoom >= 7:
        return Face(15, 500, "label", ring=zoom < 12)
    if weight >= 4_500:
        return Face(14, 500, "label", ring=zoom < 12)
    if weight >= 1_500:
        return Face(13, 400, "label", air=4)
    return Face(12, 400, "village", air=14 if zoom < 11.5 else 2)


def _least(zoom: float) -> float:
    """Places smaller than this are not tried."""
    steps = ((5.5, 150_000.0), (6.5, 30_000.0), (7.5, 4_000.0), (8.5, 1_000.0), (9.5, 300.0), (11.5, 200.0))
    return next((least for limit, least in steps if zoom < limit), 0.0)
