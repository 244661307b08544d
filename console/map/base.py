"""The map that is always there: land, lakes, rivers, state borders and towns, read from resources/map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from console.map.camera import Box, Floats, world, world_x, world_y
from units.fold import fold

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "map"
ATTRIBUTION = "GSHHG · Natural Earth · GeoNames"
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Parts:
    """Many lines or rings in world coordinates: ``xy`` (n, 2), first index and box of each part."""

    xy: Floats
    starts: Ints
    left: Floats
    top: Floats
    right: Floats
    bottom: Floats

    @classmethod
    def of(cls, xy: Floats, starts: Ints) -> Parts:
        """Parts with their boxes worked out."""
        if not len(starts):
            none = np.empty(0)
            return cls(np.empty((0, 2)), starts, none, none, none, none)
        low, high = np.minimum.reduceat(xy, starts), np.maximum.reduceat(xy, starts)
        return cls(xy, starts, low[:, 0], low[:, 1], high[:, 0], high[:, 1])

    def __len__(self) -> int:
        return len(self.starts)

    def within(self, box: Box) -> Parts:
        """The parts whose boxes meet ``box``."""
        hit = (self.left < box.right) & (self.right > box.left) & (self.top < box.bottom) & (self.bottom > box.top)
        return self.chosen(np.flatnonzero(hit))

    def chosen(self, which: Ints) -> Parts:
        """The parts of these indices."""
        if len(which) == len(self.starts):
            return self
        if not len(which):
            return Parts.of(np.empty((0, 2)), np.empty(0, np.int64))
        sizes = (np.append(self.starts[1:], len(self.xy)) - self.starts)[which]
        firsts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        index = np.repeat(self.starts[which] - firsts, sizes) + np.arange(int(sizes.sum()))
        return Parts(self.xy[index], firsts, self.left[which], self.top[which], self.right[which], self.bottom[which])


@dataclass(frozen=True, slots=True)
class Town:
    """A place of GeoNames. ``x``, ``y`` world coordinates; ``folded`` name for comparing; ``others`` more spellings."""

    name: str
    lat: float
    lon: float
    country: str
    population: int
    others: tuple[str, ...]
    x: float
    y: float
    folded: str


@dataclass(frozen=True)
class Base:
    """The built-in geometry by layer: ``land`` and ``lakes`` rings, ``rivers`` and ``borders`` lines."""

    land: Parts
    lakes: Parts
    rivers: Parts
    borders: Parts


def _parts(stored: dict[str, NDArray[np.int32]], name: str, unit: float) -> Parts:
    steps = stored[f"{name}_steps"].astype(np.int64)
    sizes = stored[f"{name}_sizes"].astype(np.int64)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    running = np.cumsum(steps, axis=1)
    before = running[:, starts] - steps[:, starts]
    lonlat = (running - np.repeat(before, sizes, axis=1)) * unit
    x, y = world(lonlat[1], lonlat[0])
    return Parts.of(np.column_stack((x, y)), starts)


@cache
def base() -> Base:
    """The built-in geometry, read once (about 10 ms)."""
    with np.load(FOLDER / "base.npz", allow_pickle=False) as file:
        stored = {name: file[name] for name in file.files}
    unit = float(stored["unit"][0])
    return Base(*(_parts(stored, name, unit) for name in ("land", "lakes", "rivers", "borders")))


@cache
def towns() -> list[Town]:
    """All places, largest first."""
    found = []
    for row in (FOLDER / "places.tsv").read_text("utf-8").splitlines():
        name, lat, lon, country, population, others = row.split("\t")
        found.append(
            Town(
                name,
                float(lat),
                float(lon),
                country,
                int(population),
                tuple(others.split("|")) if others else (),
                world_x(float(lon)),
                world_y(float(lat)),
                fold(name),
            )
        )
    return found


@cache
def river_names() -> list[tuple[str, float, float]]:
    """Where the names of the large rivers stand on them: (name, x, y), world coordinates."""
    rows = [row.split("\t") for row in (FOLDER / "rivers.tsv").read_text("utf-8").splitlines()]
    return [(name, world_x(float(lon)), world_y(float(lat))) for name, lat, lon in rows]
