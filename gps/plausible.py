"""Whether a fix can be believed after those before it: nobody drives sixty kilometres in eight seconds.

A jammed or spoofed receiver is ordinary at the eastern border. A fix that cannot be reached is doubted, not lost; when
three doubted ones in a row could follow one another, the place is believed: then the earlier one was wrong. While many
receivers fail together three are not enough, for a spoofed receiver is wrong in the same place for minutes.

How fast is too fast depends on what moves. Somebody on foot who gets into a car is believed: the receiver's own speed
(which it measures apart from the place) speaks for it, and after the third fix the pace is known.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from gps.distance import distance

FASTEST_OF: Mapping[str, float] = {"foot": 8.0, "car": 75.0, "boat": 30.0, "air": 110.0, "post": 8.0}
"""m/s by kind of unit; others as a car."""
FASTEST = FASTEST_OF["car"]
"""m/s: what anybody may come to, carried by somebody else."""
REACH_OF: Mapping[str, float] = {"foot": 20_000.0, "boat": 50_000.0, "air": 300_000.0, "post": 5_000.0}
"""m beyond the room's area in which a unit of that kind may be; others 100 km."""
_REACH = 100_000.0
TOLD_TOO_FAST = 1.2
"""How much faster than its kind can move a receiver may say it moves, and be believed."""
TOLD_MARGIN = 1.5
"""A told speed allows so much more between two fixes: it is of one moment."""
NOWHERE_LAT, NOWHERE_LON = 85.0, 179.9
"""Degrees beyond which no room has units: what receivers and damaged reports give for "unknown" lies there."""
AGREEING = 3
"""Doubted fixes in a row, each reachable from the one before, that are believed."""
LASTING = 600.0
"""s that such a row must last while many receivers fail together."""
SLACK_TOLD = 3.0
"""s by which two times of the radio's own clock may be wrong against each other."""
SLACK_HEARD = 20.0
"""s by which receipt may lag where the radio tells no time: networks hold reports back."""
ERROR = 50.0
"""m that two fixes of a parked car may lie apart, beyond what they say of their accuracy."""
COARSE = 2_000.0
"""m: a place known no better than this is weighed against where the unit was."""
WAY = 8
"""Believed fixes remembered of each radio: between them a late one must lie."""
MOST = 50_000
"""Radios remembered; beyond, memory begins anew rather than grow under a flood."""


class Seen(msgspec.Struct, frozen=True):
    """One fix: degrees, s since 1970 UTC, whether the radio told that time, accuracy in m, speed in m/s if told."""

    lat: float
    lon: float
    at: float
    told: bool
    accuracy: float = 0.0
    speed: float | None = None


class Area(msgspec.Struct, frozen=True):
    """Where the room's units work: a box in degrees."""

    south: float
    west: float
    north: float
    east: float

    def beyond(self, lat: float, lon: float) -> float:
        """Metres from the box, 0 inside."""
        inside_lat, inside_lon = min(max(lat, self.south), self.north), min(max(lon, self.west), self.east)
        return distance(lat, lon, inside_lat, inside_lon) if (inside_lat, inside_lon) != (lat, lon) else 0.0


class Doubt(msgspec.Struct, frozen=True):
    """Why a fix is not believed, with what was measured.

    ``why``: ``jump`` (``metres`` in ``seconds``, and ``fastest`` m/s would be believed), ``speed`` (the receiver says
    ``fastest`` and more), ``range`` (``metres`` beyond the room's area; 0: at a pole or
    at 180°, where nobody is), ``coarse`` (known to ``metres`` only).
    """

    why: str
    metres: float = 0.0
    seconds: float = 0.0
    fastest: float = 0.0


class Plausibility:
    """Remembers the last believed fix of each ``who``. ``area`` is where this room's units can be, if it said so."""

    def __init__(self, area: Area | None = None) -> None:
        self.area = area
        self._believed: dict[str, list[Seen]] = {}  # of each the latest last
        self._doubted: dict[str, list[Seen]] = {}
        self._pace: dict[str, float] = {}

    def judge(self, who: str, fix: Seen, kind: str = "car", many: bool = False) -> Doubt | None:
        """Why ``fix`` of a unit of ``kind`` is not believed; ``many`` receivers fail together just now.

        A late one (see :meth:`late`) must lie on the way between those believed before and after it.
        """
        limit = FASTEST_OF.get(kind, FASTEST)
        impossible = self._impossible(fix, kind, max(limit, FASTEST))
        if impossible is not None:
            return impossible
        way = self._believed.get(who)
        last = way[-1] if way else None
        if way and self.late(who, fix):
            return _on_the_way(way, fix, max(limit, FASTEST))
        if last is None:
            self._believe(who, fix)
            return None
        if fix.accuracy > max(COARSE, last.accuracy + limit * (fix.at - last.at)):
            return Doubt("coarse", metres=fix.accuracy)  # where it was, and how far it can be since, says more
        allowed = max(limit, self._pace.get(who, 0.0), _told(last), _told(fix))
        if _reachable(last, fix, allowed):
            self._walk(who, last, fix, limit)
            self._believe(who, fix)
            return None
        return self._row(who, last, fix, allowed, max(limit, FASTEST), many)

    def late(self, who: str, fix: Seen) -> bool:
        """Whether a later fix of ``who`` is believed already: this one tells where it was, not where it is."""
        way = self._believed.get(who)
        return way is not None and fix.at < way[-1].at

    def _impossible(self, fix: Seen, kind: str, limit: float) -> Doubt | None:
        """What is wrong with ``fix`` by itself."""
        if fix.speed is not None and fix.speed > limit * TOLD_TOO_FAST:
            return Doubt("speed", fastest=limit)
        if abs(fix.lat) > NOWHERE_LAT or abs(fix.lon) > NOWHERE_LON:
            return Doubt("range")
        if self.area is not None:
            beyond = self.area.beyond(fix.lat, fix.lon)
            if beyond > REACH_OF.get(kind, _REACH):
                return Doubt("range", metres=beyond)
        return None

    def _row(self, who: str, last: Seen, fix: Seen, allowed: float, limit: float, many: bool) -> Doubt | None:
        """One more that cannot be: with those before it, it may say that the last believed one was wrong."""
        row = self._doubted.get(who, [])
        row = [*row, fix] if row and _reachable(row[-1], fix, limit) else [fix]
        row = row if len(row) <= AGREEING else [row[0], *row[-AGREEING:]]
        if len(row) >= AGREEING and (not many or fix.at - row[0].at >= LASTING):
            self._pace[who] = min(limit, TOLD_MARGIN * _speed(row[0], fix))
            self._believed.pop(who, None)  # the way it came was not this one's
            self._believe(who, fix)
            return None
        self._doubted[who] = row
        metres = distance(last.lat, last.lon, fix.lat, fix.lon)
        return Doubt("jump", metres=metres, seconds=fix.at - last.at, fastest=allowed)

    def _walk(self, who: str, last: Seen, fix: Seen, limit: float) -> None:
        """How fast it goes: carried, it may go on so; on foot again, that ends with the next fixes."""
        pace = self._pace.get(who, 0.0)
        if not pace or fix.at - last.at < SLACK_TOLD:
            return
        speed = _speed(last, fix)
        self._pace[who] = min(max(limit, FASTEST), TOLD_MARGIN * speed) if speed > limit else pace / 2
        if self._pace[who] <= limit:
            del self._pace[who]

    def _believe(self, who: str, fix: Seen) -> None:
        if len(self._believed) >= MOST:
            self._believed.clear()
            self._doubted.clear()
            self._pace.clear()
        self._believed[who] = [*self._believed.get(who, [])[1 - WAY :], fix]
        self._doubted.pop(who, None)


def _on_the_way(way: list[Seen], fix: Seen, fastest: float) -> Doubt | None:
    """Why ``fix``, older than the last of ``way``, cannot belong to it. Whoever was carried may have been fast."""
    after = next(n for n, one in enumerate(way) if one.at > fix.at)
    for one in way[max(0, after - 1) : after + 1]:
        if not _reachable(one, fix, fastest):
            metres = distance(one.lat, one.lon, fix.lat, fix.lon)
            return Doubt("jump", metres=metres, seconds=abs(one.at - fix.at), fastest=fastest)
    return None


def _reachable(one: Seen, other: Seen, fastest: float) -> bool:
    slack = SLACK_TOLD if one.told and other.told else SLACK_HEARD
    reach = fastest * (abs(other.at - one.at) + slack) + one.accuracy + other.accuracy + ERROR
    return distance(one.lat, one.lon, other.lat, other.lon) <= reach


def _told(fix: Seen) -> float:
    return min(FASTEST, TOLD_MARGIN * fix.speed) if fix.speed is not None else 0.0


def _speed(one: Seen, other: Seen) -> float:
    """m/s between two fixes."""
    return distance(one.lat, one.lon, other.lat, other.lon) / max(1.0, other.at - one.at)
