"""What the pulse says is on the air: for the consoles, and for the station that comes after one that was killed."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Collection

from journal.pulse import Pulse
from journal.slots import Held, OnAir
from radio.codec import Now
from station.air import Air
from station.press import Press

GRACE = 0.05
"""Seconds a press gets to reach the record before it is keyed without."""
SHOWN = 0.5
"""Seconds after which what is on the air is said again: a console takes an old word for that of a dead station."""

Presses = Collection[Press]

_log = logging.getLogger(__name__)


class Shown:
    """The slots ``onair`` and ``held``."""

    def __init__(self, pulse: Pulse, air: Air) -> None:
        """What an earlier station left on the air is for ``air``'s gateways to let go of."""
        self._pulse, self._air = pulse, air
        self._said, self._said_at = OnAir(), 0.0
        last = pulse.read("held", Held)
        self._held = Held()
        air.lets_go(last[0].gateways if last is not None else {})

    def nothing(self) -> None:
        """Nothing is on the air, whatever was said last; but for what radios have still to let go of."""
        self._said, self._held = OnAir(), Held(gateways=self._air.held)
        self._write("onair", self._said)
        self._write("held", self._held)

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
        shown = OnAir(presses=presses, unrecorded=unrecorded, left=left)
        if shown != self._said or (presses and now.mono - self._said_at >= SHOWN):
            self._said, self._said_at = shown, now.mono
            self._write("onair", shown, OnAir(presses=presses), OnAir(presses={p.id: p.group for p in on}))
        if self._held.gateways != self._air.held:
            self._held = Held(gateways=self._air.held)
            self._write("held", self._held)

    def _write(self, slot: str, *values: OnAir | Held) -> None:
        """The first of ``values`` that the slot holds. Nothing that is too long may stop the keys from being read."""
        for value in values:
            try:
                self._pulse.write(slot, value)
                return
            except ValueError as error:
                _log.warning("%s", error)
