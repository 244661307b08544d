"""Where each radio was seen last, in columns too, so that who is near a place is found at once among thousands."""

from __future__ import annotations

import math

import numpy as np

from gps.distance import distances
from gps.fences import bounds
from gps.shape import Shape
from station.sights import SILENT, Sight


class Places:
    """One sight a radio, the last."""

    def __init__(self) -> None:
        self._row: dict[str, int] = {}
        self._sights: list[Sight | None] = []
        self._units: dict[str, list[str]] = {}
        self._lats = np.full(64, math.nan)
        self._lons = np.full(64, math.nan)

    def put(self, sight: Sight) -> bool:
        """It is there now; true if the radio was not known as one of its unit's."""
        row = self._row.get(sight.radio)
        if row is None:
            row = self._row[sight.radio] = len(self._sights)
            self._sights.append(None)
            if row == len(self._lats):
                self._lats = np.concatenate([self._lats, np.full(row, math.nan)])
                self._lons = np.concatenate([self._lons, np.full(row, math.nan)])
        before = self._sights[row]
        new = before is None or before.unit != sight.unit
        if new:
            if before is not None:
                self._units[before.unit].remove(sight.radio)
            self._units.setdefault(sight.unit, []).append(sight.radio)
        self._sights[row] = sight
        self._lats[row], self._lons[row] = sight.lat, sight.lon
        return new

    def radios(self, unit: str) -> list[str]:
        """The radios of a unit that were seen."""
        return list(self._units.get(unit, ()))

    def of(self, unit: str) -> list[Sight]:
        """Where they were."""
        found = [self._sights[self._row[radio]] for radio in self._units.get(unit, ())]
        return [sight for sight in found if sight is not None]

    def live(self, unit: str, now: float) -> list[Sight]:
        """Where those of them were that are not silent."""
        return [sight for sight in self.of(unit) if now - sight.at < SILENT]

    def units(self) -> list[str]:
        """Who was seen."""
        return list(self._units)

    def at(self, radio: str) -> Sight | None:
        """Where one radio was."""
        row = self._row.get(radio)
        return self._sights[row] if row is not None else None

    def inside(self, south: float, west: float, north: float, east: float) -> list[Sight]:
        """Who was between these."""
        lats, lons = self._lats, self._lons
        rows = np.flatnonzero((lats >= south) & (lats <= north) & (lons >= west) & (lons <= east))
        found = [self._sights[row] for row in rows.tolist()]
        return [sight for sight in found if sight is not None]

    def forget(self, unit: str) -> None:
        """Nobody knows where ``unit`` is."""
        for radio in self._units.pop(unit, ()):
            row = self._row[radio]
            self._sights[row] = None
            self._lats[row] = self._lons[row] = math.nan

    def near(self, lat: float, lon: float, metres: float) -> list[tuple[Sight, float]]:
        """Who was within ``metres`` of a place, and how far from it."""
        found = self.inside(*bounds(Shape([[(lat, lon)]], metres)))
        lats, lons = np.array([one.lat for one in found]), np.array([one.lon for one in found])
        far = distances(lat, lon, lats, lons).tolist()
        return [(one, away) for one, away in zip(found, far, strict=True) if away <= metres]
