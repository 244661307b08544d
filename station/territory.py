"""Who crossed a state's border, and who comes near one where that is to be told: once, as findings.

A crossing is told by an imported boundary alone. The built-in border warns of what is near, from farther off and marked
approximate.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import msgspec

from gps.areas import Boundary, BoundaryError
from gps.sides import Side, margin
from journal.boundary import Loaded, built_in, load
from journal.places import boundary_file
from radio.codec import Now
from station.config_ground import GroundConfig
from station.sights import Sight
from units.borders import BorderNeared, BoundaryLoaded
from units.findings import Crossed
from units.state import Facts

AGAIN = 1.3
"""Times the distance of a warning that a unit has to go away before another."""

Append = Callable[[BoundaryLoaded | BorderNeared | Crossed], object]


class _Unit(msgspec.Struct):
    """``home``: the state it is in, empty while nobody can say; ``near``: of which it was warned."""

    home: str = ""
    side: Side = msgspec.field(default_factory=lambda: Side(inside=True))
    near: set[str] = msgspec.field(default_factory=set)


class BoundaryFile:
    """Looks now and then whether another boundary was imported, and reads it in a thread of its own."""

    def __init__(self, path: Callable[[], Path] = boundary_file) -> None:
        self._path = path
        self._mark: tuple[int, int] | None = (-1, -1)
        self._thread: Thread | None = None
        self._read: Loaded | BoundaryError | None = None

    def look(self) -> Loaded | BoundaryError | bool | None:
        """What was read, ``None`` if there is no file (any more), or False if that is nothing new."""
        if self._thread is not None:
            if self._thread.is_alive():
                return False
            self._thread = None
            return self._read if self._read is not None else False
        path = self._path()
        try:
            found = path.stat()
            mark: tuple[int, int] | None = (found.st_mtime_ns, found.st_size)
        except OSError:
            mark = None
        if mark == self._mark:
            return False
        self._mark = mark
        if mark is None:
            return None
        self._thread = Thread(target=self._work, args=(path,), name="boundary", daemon=True)
        self._thread.start()
        return False

    def _work(self, path: Path) -> None:
        self._read = None
        try:
            self._read = load(path)
        except BoundaryError as error:
            self._read = error


class Territory:
    """The judge. ``append`` journals; ``facts`` is the picture as it is now."""

    def __init__(self, append: Append, facts: Callable[[], Facts], file: BoundaryFile | None = None) -> None:
        self._append = append
        self._facts = facts
        self._file = file or BoundaryFile()
        self._config = GroundConfig()
        self._boundary: Boundary | None = None
        self._sha256 = ""
        self._about: Boundary | None = None
        self._units: dict[str, _Unit] = {}

    def configure(self, config: GroundConfig) -> None:
        """Near which borders a warning is wanted, and from how far."""
        self._config = config

    def tick(self) -> None:
        """Now and then: another boundary?"""
        found = self._file.look()
        if isinstance(found, Loaded):
            self.use(found)
        elif isinstance(found, BoundaryError):
            self._forget()
            self._append(BoundaryLoaded(why=str(found)))
        elif found is None:
            told = self._boundary is not None or self._facts().boundary
            self._forget()
            if told:
                self._append(BoundaryLoaded())

    def use(self, loaded: Loaded) -> None:
        """This boundary counts from now on, and its hash is on record."""
        self._forget()
        self._boundary, self._sha256 = loaded.boundary, loaded.sha256
        areas, states = len(loaded.boundary.areas), loaded.boundary.states
        self._append(BoundaryLoaded(sha256=loaded.sha256, text=loaded.text, areas=areas, states=states))

    def _forget(self) -> None:
        self._boundary, self._sha256 = None, ""
        self._units.clear()

    def seen(self, sight: Sight, now: Now) -> None:
        """A unit is there."""
        known = self._units.get(sight.unit)
        if known is None:
            known = self._units[sight.unit] = self._before(sight)
        if self._boundary is not None:
            self._cross(known, sight, self._boundary)
        for state in self._config.warn:
            self._near(known, state, sight)

    def _before(self, sight: Sight) -> _Unit:
        """What an earlier station, or another boundary, knew: where the unit was last."""
        made = _Unit()
        unit = self._facts().units.get(sight.unit)
        way = [point for point in unit.trail if point[2] < sight.at] if unit is not None and not unit.doubtful else []
        if not way:
            return made
        lat, lon, at = way[-1]
        earlier = sight._replace(lat=lat, lon=lon, at=at)
        if self._boundary is not None:
            self._settle(made, earlier, self._boundary)
        for state in self._config.warn:
            metres, limit, _ = self._away(state, earlier)
            if metres < limit:
                made.near.add(state)
        return made

    def _settle(self, known: _Unit, sight: Sight, boundary: Boundary) -> None:
        """Clearly inside one state: that is where it is."""
        state = boundary.at(sight.lat, sight.lon).state
        if state and boundary.depth(state, sight.lat, sight.lon) > margin(sight.accuracy):
            known.home, known.side = state, Side(inside=True)

    def _cross(self, known: _Unit, sight: Sight, boundary: Boundary) -> None:
        if not known.home:
            self._settle(known, sight, boundary)
            return
        depth = boundary.depth(known.home, sight.lat, sight.lon)
        if not known.side.judge(depth, sight.at, margin(sight.accuracy)):
            return
        former, into = known.home, boundary.at(sight.lat, sight.lon).state
        known.home, known.side = into, Side(inside=True)
        if into:
            alert = into in self._config.warn
            found = Crossed(unit=sight.unit, into=into, out_of=former, boundary=self._sha256, alert=alert)
            self._append(found)

    def _near(self, known: _Unit, state: str, sight: Sight) -> None:
        if known.home == state:
            return
        metres, limit, approximate = self._away(state, sight)
        if metres > limit * AGAIN + margin(sight.accuracy):
            known.near.discard(state)
        elif metres < limit and state not in known.near:
            known.near.add(state)
            rounded = round(max(0.0, metres), -3 if approximate else -1)
            self._append(BorderNeared(unit=sight.unit, into=state, metres=rounded, approximate=approximate))

    def _away(self, state: str, sight: Sight) -> tuple[float, float, bool]:
        """How far (m) ``state`` is, from how far a warning is wanted, and whether that is only about so."""
        if self._boundary is not None and state in self._boundary.states:
            return -self._boundary.depth(state, sight.lat, sight.lon), self._config.within, False
        if self._about is None:
            self._about = built_in()
        metres = -self._about.depth(state, sight.lat, sight.lon)
        return (metres if math.isfinite(metres) else math.inf), self._config.approximate, True
