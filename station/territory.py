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
from gps.distance import distance
from gps.sides import margin
from journal.boundary import Loaded, built_in, load
from journal.places import boundary_file
from radio.codec import Now
from station.config_ground import GroundConfig
from station.crossings import BEYOND, Stay, crossed, resumed, stayed
from station.sights import SILENT, Sight
from units.borders import BorderNeared, BoundaryLoaded
from units.findings import Crossed
from units.state import Facts

AGAIN = 1.3
"""Times the distance of a warning that a unit has to go away before another."""
PROBABLY = 2_000.0
"""m beyond the built-in border, which is off by up to twice that: there it is rather on the other side than not."""
FAR, NEAR, INSIDE = 0, 1, 2
SAFE = 0.8
"""Share of a distance on the flat map that is one on the ground for sure, at any length in this country."""
WAY = 30
"""Points of a unit's way that are looked at for where it was before this station."""

Append = Callable[[BoundaryLoaded | BorderNeared | Crossed], object]
Off = tuple[float, float, bool]
"""How far (m) a state is, from how far a warning is wanted, and whether that is only about so."""


class _Radio(msgspec.Struct):
    """``stay``: where it is; ``near``: how near it was last to states of which is warned. Nothing can be told of it
    within ``free`` m of ``at``. ``heard`` last, and at ``home`` last, by the station's own clock (s)."""

    stay: Stay = msgspec.field(default_factory=Stay)
    near: dict[str, int] = {}
    at: tuple[float, float] = (0.0, 0.0)
    free: float = 0.0
    heard: float = 0.0
    home: float = -math.inf


class _Unit(msgspec.Struct):
    """``told``: where it is by what is on record, by the radio ``teller``, ``heard`` last or not by this station;
    ``radios`` each have sides of their own: one may be left behind."""

    heard: float
    told: str = ""
    teller: str = ""
    radios: dict[str, _Radio] = {}


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
        for unit in self._units.values():
            for known in unit.radios.values():
                known.free = 0.0

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
        unit = self._units.get(sight.unit)
        if unit is None:
            unit = self._units[sight.unit] = self._on_record(sight.unit, now)
        known = unit.radios.get(sight.radio)
        if known is None:
            known = unit.radios[sight.radio] = self._before(sight)
            if not unit.told:
                unit.told, unit.teller = BEYOND if known.stay.left else known.stay.home, sight.radio
        known.heard = now.mono
        if sight.radio == unit.teller:
            unit.heard = now.mono
        near = known.free <= 0 or distance(*known.at, sight.lat, sight.lon) >= known.free
        if near and self._boundary is not None:
            self._cross(unit, known, sight, self._boundary)
        if known.stay.ground and known.stay.side.since is None:
            known.home = now.mono
        if not near:
            return  # far from all borders, as most are: nothing has to be measured
        line = self._line(known.stay, sight)
        offs = {state: self._off(state, sight, line) for state in self._config.warn if state != known.stay.ground}
        for state, off in offs.items():
            self._near(unit, known, state, off, sight)
        known.at, known.free = (sight.lat, sight.lon), SAFE * self._free(known, offs, line)

    def _free(self, known: _Radio, offs: dict[str, Off], line: float) -> float:
        """How far (m) a radio may go before there can be anything to tell of it."""
        found = math.inf
        if self._boundary is not None:
            found = line if known.stay.side.since is None else 0.0
        for state, (metres, limit, _) in offs.items():
            found = min(found, metres - limit) if known.near.get(state, FAR) == FAR else 0.0
            if found <= 0:
                break
        return found

    def _on_record(self, name: str, now: Now) -> _Unit:
        """What an earlier station, or this one by another boundary, told last of a unit."""
        unit = self._facts().units.get(name)
        if unit is None or unit.crossed is None:
            return _Unit(now.mono)
        return _Unit(now.mono, unit.crossed.into or BEYOND, unit.crossed.radio)

    def _before(self, sight: Sight) -> _Radio:
        """What an earlier station, or another boundary, knew: where the radio was last, if that is what is on
        record."""
        made, places = _Radio(), list[Sight]()
        unit = self._facts().units.get(sight.unit)
        if unit is None:
            return made
        if not unit.doubtful and unit.fix_radio in ("", sight.radio):
            way = [point for point in unit.trail if point[2] < sight.at][-WAY:]
            places = [sight._replace(lat=lat, lon=lon, at=at) for lat, lon, at in reversed(way)]
        last = unit.crossed if unit.crossed is not None and unit.crossed.radio == sight.radio else None
        if self._boundary is not None and last is not None:
            same = last.boundary == self._sha256
            made.stay = resumed(last, same, places, self._boundary, self._built_in)
        elif self._boundary is not None:
            made.stay = stayed(places, self._boundary, self._built_in)
        for state in self._config.warn if places else ():
            off = self._off(state, places[0], self._line(made.stay, places[0]))
            made.near[state] = _step(made, state, off, places[0])
        return made

    def _cross(self, unit: _Unit, known: _Radio, sight: Sight, boundary: Boundary) -> None:
        found = crossed(known.stay, sight, boundary, self._built_in)
        if not unit.told:
            unit.told, unit.teller = known.stay.home, sight.radio
        if found is None:
            return
        left_alone = known.heard - unit.heard > SILENT and known.home > unit.heard
        if unit.teller != sight.radio and unit.told == (found.into or BEYOND) and not left_alone:
            return  # what another of its radios has told
        unit.told, unit.teller, unit.heard = found.into or BEYOND, sight.radio, known.heard
        into = found.into or self._built_in().at(sight.lat, sight.lon).state
        alert = into in self._config.warn
        told = Crossed(unit=sight.unit, into=found.into, out_of=found.out_of, boundary=self._sha256, alert=alert)
        self._append(msgspec.structs.replace(told, late=sight.late, radio=sight.radio))

    def _near(self, unit: _Unit, known: _Radio, state: str, off: Off, sight: Sight) -> None:
        step = _step(known, state, off, sight)
        before, known.near[state] = known.near.get(state, FAR), step
        heard = [one for one in unit.radios.values() if one is not known and known.heard - one.heard <= SILENT]
        others = max((one.near.get(state, FAR) for one in heard), default=FAR)
        if step <= max(before, others):
            return
        metres, _, approximate = off
        metres = round(abs(metres) if step == INSIDE else max(0.0, metres), -3 if approximate else -1)
        told = BorderNeared(unit=sight.unit, into=state, metres=metres, approximate=approximate)
        self._append(msgspec.structs.replace(told, inside=step == INSIDE, late=sight.late))

    def _line(self, stay: Stay, sight: Sight) -> float:
        """How far (m) a radio on its home's ground is from the line of that; without end below 0 if it is not there."""
        if self._boundary is None or not stay.ground:
            return -math.inf
        return self._boundary.depth(stay.home, sight.lat, sight.lon)

    def _off(self, state: str, sight: Sight, line: float) -> Off:
        """Of a radio: from its home's ground, where an imported boundary has that, another state is at least as far as
        the ``line`` of home, wherever the built-in border puts it."""
        metres, limit, approximate = self._away(state, sight)
        return max(metres, line) if approximate else metres, limit, approximate

    def _away(self, state: str, sight: Sight) -> Off:
        if self._boundary is not None and state in self._boundary.states:
            return -self._boundary.depth(state, sight.lat, sight.lon), self._config.within, False
        metres = -self._built_in().depth(state, sight.lat, sight.lon)
        return (metres if math.isfinite(metres) else math.inf), self._config.approximate, True

    def _built_in(self) -> Boundary:
        if self._about is None:
            self._about = built_in()
        return self._about


def _step(known: _Radio, state: str, off: Off, sight: Sight) -> int:
    """How near a radio is to ``state``, where it was before considered."""
    metres, limit, approximate = off
    before = known.near.get(state, FAR)
    if approximate and not known.stay.ground and (metres < -PROBABLY or (before == INSIDE and metres < 0)):
        return INSIDE  # by an imported boundary, which knows better, it is not at home
    if metres > limit * AGAIN + margin(sight.accuracy):
        return FAR
    return NEAR if metres < limit else min(before, NEAR)
