"""Collects the names of a vector pack from its tiles: places, and each street once in each town."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from console.map.base import towns
from console.map.camera import latitude, longitude, world_x, world_y
from console.map.gazetteer import Named, key
from console.map.mvt import LINE, POINT, Feature, Layer, TileError, geometry, inflate, layers

STREETS, PLACES = {"transportation_name", "roads"}, {"place", "places"}
REACH = {"city": 9.0, "town": 4.5, "village": 2.0, "suburb": 0.0, "hamlet": 0.8}
"""How far (km) a place has streets; those of a suburb are the city's."""
FARTHEST = 4.0
"""Times the reach: further off, a street is in no town."""
WEIGHTS = {"city": 60_000.0, "town": 4_000.0, "village": 400.0, "suburb": 300.0, "hamlet": 60.0}
TILES = 400_000
"""Tiles read for their names, at most."""
_WORLD = 22_400.0
"""The world's side in km at 56° N."""
Tile = tuple[int, int, int, bytes]


class Towns:
    """Which town something is in. Takes the places of a pack and the built-in ones."""

    def __init__(self, found: Iterable[Named]) -> None:
        known = [(one.name, world_x(one.lon), world_y(one.lat), REACH.get(one.sort, 0.0)) for one in found]
        for town in towns():
            sort = "city" if town.population >= 40_000 else "town" if town.population >= 4000 else "village"
            known.append((town.name, town.x, town.y, REACH[sort]))
        known = [one for one in known if one[3] > 0]
        self._names = [one[0] for one in known]
        self._xy = np.array([one[1:3] for one in known]).reshape(-1, 2)
        self._reach = np.array([one[3] for one in known]) / _WORLD

    def of(self, x: float, y: float) -> str:
        """By world coordinates; nothing where no town is near."""
        if not self._names:
            return ""
        far = np.hypot(self._xy[:, 0] - x, self._xy[:, 1] - y) / self._reach
        best = int(np.argmin(far))
        return self._names[best] if far[best] <= FARTHEST else ""


@dataclass
class Names:
    """What was found so far. Pieces of streets come as (name, x, y), in world coordinates."""

    places: dict[tuple[str, str, int, int], Named] = field(default_factory=dict)
    pieces: dict[tuple[str, int, int], tuple[str, float, float]] = field(default_factory=dict)

    def take(self, tile: Tile) -> None:
        """The names in one tile."""
        z, x, y, blob = tile
        for layer in layers(inflate(blob), STREETS | PLACES):
            if layer.name in PLACES:
                self._take_places(layer, z, x, y)
            else:
                self._take_streets(layer, z, x, y)

    def _take_places(self, layer: Layer, z: int, x: int, y: int) -> None:
        for feature, px, py in _spots(layer, POINT, z, x, y):
            sort = str(feature.tags.get("class") or feature.tags.get("kind_detail") or feature.tags.get("kind") or "")
            lat, lon = latitude(py), longitude(px)
            name = _name(feature)
            spot = (name, sort, round(lat * 50), round(lon * 50))
            if name and sort in {*WEIGHTS, "locality", "island", "neighbourhood"} and spot not in self.places:
                self.places[spot] = Named(name, sort, lat, lon, WEIGHTS.get(sort, 40.0))

    def _take_streets(self, layer: Layer, z: int, x: int, y: int) -> None:
        for feature, px, py in _spots(layer, LINE, z, x, y):
            name = _name(feature)
            if name:
                self.add_street(name, px, py)

    def add_street(self, name: str, x: float, y: float) -> None:
        """A piece of a street; one for each square of some 600 m is kept."""
        self.pieces.setdefault((name, int(x * 40_000), int(y * 40_000)), (name, x, y))

    def all(self) -> Iterator[Named]:
        """Places, and every street once in each town, where most of it lies."""
        yield from self.places.values()
        towns_ = Towns(self.places.values())
        streets: dict[tuple[str, str], list[tuple[str, float, float]]] = {}
        for name, x, y in self.pieces.values():
            streets.setdefault((key(name), towns_.of(x, y)), []).append((name, x, y))
        for (_folded, town), pieces in streets.items():
            middle = np.mean([piece[1:] for piece in pieces], axis=0)
            name, x, y = min(pieces, key=lambda one: float(np.hypot(one[1] - middle[0], one[2] - middle[1])))
            yield Named(name, "street", latitude(y), longitude(x), 20.0 + min(len(pieces), 15), town)


def _spots(layer: Layer, kind: int, z: int, x: int, y: int) -> Iterator[tuple[Feature, float, float]]:
    """Features of one kind that have a name, each with the middle of its first part."""
    chosen = [one for one in layer.features if one.kind == kind and _name(one)]
    if not chosen:
        return
    found = geometry(chosen)
    ends = np.append(found.starts[1:], len(found.xy))
    seen: set[int] = set()
    for start, end, owner in zip(found.starts.tolist(), ends.tolist(), found.owner.tolist(), strict=True):
        if owner not in seen and end > start:
            seen.add(owner)
            px, py = ((found.xy[(start + end) // 2] / layer.extent + (x, y)) / (1 << z)).tolist()
            yield chosen[owner], px, py


def _name(feature: Feature) -> str:
    return str(feature.tags.get("name:latin") or feature.tags.get("name") or "").strip()


def names_of(tiles: Iterable[Tile], total: int, progress: Callable[[float], None]) -> Names:
    """The names in ``tiles``; broken tiles have none."""
    names = Names()
    for number, tile in enumerate(tiles):
        try:
            names.take(tile)
        except TileError:
            continue
        finally:
            if number % 200 == 0:
                progress(min(1.0, number / max(1, total)))
        if number >= TILES:
            break
    return names
