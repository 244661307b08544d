"""Whose positions are not kept: off-duty units', decided before anything is journaled. An emergency overrides it.

A unit is off duty when its last status, by radio or set by a dispatcher, is a code that the configuration names under
``[duty] off`` (there is no shift roster to ask, and a status is what crews really send). Then neither the position nor
the bytes it came in reach the journal. An open emergency of the unit, or one in the same message, overrides it until
it is closed.

What a status says counts from the moment it is heard, not from when the record has it. Right after a start the record
is still being read and nobody knows who is off duty: positions wait for that in memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Sequence

import msgspec

from radio.codec import Out
from radio.events import EmergencyRaised, Located, StatusReceived
from units.duty import EMERGENCY, is_off_duty
from units.entry import Entry
from units.state import Facts

MOST_WAITING = 20_000
"""Positions that wait for the record to be read; the oldest go beyond that."""


class OffDuty:
    """Decides. ``facts`` is the picture; ``in_need(radio)`` is true while an emergency of the radio's unit is open."""

    def __init__(self, facts: Callable[[], Facts], in_need: Callable[[str], bool]) -> None:
        self._facts = facts
        self._in_need = in_need
        self._codes: frozenset[int] = frozenset()
        self._said: dict[str, int] = {}
        self._ready = False
        self._waiting: deque[Located] = deque(maxlen=MOST_WAITING)
        self.dropped = 0
        """Positions not kept since the start."""

    def configure(self, codes: Collection[int]) -> None:
        """The codes that mean off duty, as the configuration has them now."""
        self._codes = frozenset(codes)

    @property
    def careful(self) -> bool:
        """True if anybody can be off duty."""
        return bool(self._codes)

    def heard(self, event: StatusReceived) -> None:
        """A status came in: it counts at once."""
        if event.radio and event.code != EMERGENCY and self._codes:
            self._said.pop(event.radio, None)
            self._said[event.radio] = event.code

    def follow(self, entry: Entry) -> None:
        """The picture has taken ``entry`` in: from now on it is the picture that knows."""
        what = entry.what
        if isinstance(what, StatusReceived) and what.radio and self._said.get(what.radio) == what.code:
            del self._said[what.radio]

    def begin(self) -> list[Located]:
        """The picture of the past is there; returns the positions that waited and are to be kept."""
        self._ready = True
        waiting = [event for event in self._waiting if not self._is_hidden(event)]
        self.dropped += len(self._waiting) - len(waiting)
        self._waiting.clear()
        return waiting

    def withheld(self, gateway: str, event: Located, among: Sequence[Out]) -> bool:
        """True if ``event``, which came with others ``among`` the same bytes, must not be journaled, nor the bytes."""
        if not self._codes or not event.radio or event.reason == "emergency":
            return False
        own = [other for other in among if isinstance(other, EmergencyRaised | StatusReceived)]
        own = [other for other in own if other.radio == event.radio]
        if any(isinstance(other, EmergencyRaised) for other in own):
            return False
        for other in own:  # base radios put status and place into one sentence: it counts for that place already
            if isinstance(other, StatusReceived):
                self.heard(other)
        if not self._ready:
            self._waiting.append(event if event.gateway else msgspec.structs.replace(event, gateway=gateway))
            return True
        hidden = self._is_hidden(event)
        self.dropped += hidden
        return hidden

    def _is_hidden(self, event: Located) -> bool:
        radio = event.radio or ""
        if self._in_need(radio):
            return False
        facts = self._facts()
        unit = facts.units.get(facts.radios.get(radio, ""))
        radios = {radio, *(unit.radios if unit is not None else ())}
        said = [code for one, code in self._said.items() if one in radios]
        if said:
            return said[-1] in self._codes
        return unit is not None and is_off_duty(facts, unit)
