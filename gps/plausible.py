"""Whether a fix can be believed after those before it: nobody drives sixty kilometres in eight seconds.

A jammed or spoofed receiver is ordinary at the eastern border. A fix that cannot be reached is doubted, not lost; when
three doubted ones in a row could follow one another, the place is believed: then the earlier one was wrong.
"""

from __future__ import annotations

import msgspec

from gps.distance import distance

FASTEST = 75.0
"""m/s: beyond what a patrol car does."""
AGREEING = 3
"""Doubted fixes in a row, each reachable from the one before, that are believed."""
SLACK_TOLD = 3.0
"""s by which two times of the radio's own clock may be wrong against each other."""
SLACK_HEARD = 20.0
"""s by which receipt may lag where the radio tells no time: networks hold reports back."""
ERROR = 50.0
"""m that two fixes of a parked car may lie apart, beyond what they say of their accuracy."""
MOST = 50_000
"""Radios remembered; beyond, memory begins anew rather than grow under a flood."""


class Seen(msgspec.Struct, frozen=True):
    """One fix: degrees, s since 1970 UTC, whether the radio told that time, accuracy in m."""

    lat: float
    lon: float
    at: float
    told: bool
    accuracy: float = 0.0


class Plausibility:
    """Remembers the last believed fix of each ``who``."""

    def __init__(self, fastest: float = FASTEST) -> None:
        self._fastest = fastest
        self._believed: dict[str, Seen] = {}
        self._doubted: dict[str, list[Seen]] = {}

    def doubt(self, who: str, fix: Seen) -> str:
        """Why ``fix`` is not believed: ``jump``; empty if it is. A late one is not judged and changes nothing."""
        last = self._believed.get(who)
        if last is not None and fix.at < last.at:
            return ""
        if last is None or self._reachable(last, fix):
            self._believe(who, fix)
            return ""
        row = self._doubted.get(who, [])
        row = [*row, fix] if row and self._reachable(row[-1], fix) else [fix]
        if len(row) >= AGREEING:
            self._believe(who, fix)
            return ""
        self._doubted[who] = row
        return "jump"

    def _believe(self, who: str, fix: Seen) -> None:
        if len(self._believed) >= MOST:
            self._believed.clear()
            self._doubted.clear()
        self._believed[who] = fix
        self._doubted.pop(who, None)

    def _reachable(self, one: Seen, other: Seen) -> bool:
        slack = SLACK_TOLD if one.told and other.told else SLACK_HEARD
        reach = self._fastest * (abs(other.at - one.at) + slack) + one.accuracy + other.accuracy + ERROR
        return distance(one.lat, one.lon, other.lat, other.lon) <= reach
