"""What the pulse says is on the air: for the consoles, and for the station that comes after one that was killed."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

from journal.pulse import Pulse
from journal.slots import OnAir
from radio.codec import Now
from station.air import Air
from station.press import Press

GRACE = 0.05
"""Seconds a press gets to reach the record before it is keyed without."""
SHOWN = 0.5
"""Seconds after which what is on the air is said again: a console takes an old word for that of a dead station."""

Presses = Collection[Press]


class Shown:
    """The slot ``onair``."""

    def __init__(self, pulse: Pulse, air: Air) -> None:
        """What an earlier station left on the air is for ``air``'s gateways to let go of."""
        self._pulse, self._air = pulse, air
        self._said, self._said_at = OnAir(), 0.0
        last = pulse.read("onair", OnAir)
        air.lets_go(last[0].held if last is not None else {})

    def nothing(self) -> None:
        """Nothing is on the air, whatever was said last; but for what radios have still to let go of."""
        self._said = OnAir(held=self._air.held)
        self._pulse.write("onair", self._said)

    def show(self, on: Presses, finishing: Presses, warn: Callable[[Press], None], now: Now) -> None:
        """What is on the air, and what of it the disk has not taken. ``warn`` is told of each that nears its limit."""
        left: dict[str, int] = {}
        for press in on:
            if press.is_near_its_end(now.mono):
                left[press.id] = max(0, math.ceil(press.left(now.mono)))
                if not press.warned:
                    press.warned = True
                    warn(press)
        presses = {press.id: press.group for press in (*finishing, *on)}
        unrecorded = [press.id for press in on if press.is_unrecorded(now.mono - GRACE)]
        shown = OnAir(presses=presses, unrecorded=unrecorded, left=left, held=self._air.held)
        if shown != self._said or (presses and now.mono - self._said_at >= SHOWN):
            self._said, self._said_at = shown, now.mono
            self._pulse.write("onair", shown)
