"""The one call a TETRA terminal carries: the story's calls, and the dispatcher who wants to speak. Writes PEI lines."""

from __future__ import annotations

import random
from collections.abc import Callable

from station.simulate.cues import Exchange, Over

ANSWER_AFTER = 0.03
HANG_TIME = 2.4
CAUSE_USER, CAUSE_TIMER = 1, 13
EMERGENCY_PRIORITY = 15
PRE_EMPTIVE = 2
OWN_CALL = 15
"""The number of a call the dispatcher begins; the story's count 1 to 14."""

Tell = Callable[[float, str, str], None]
"""(moment, line, tag): to be told to a console that registered for calls."""
Drop = Callable[[str, float], None]


class Calls:
    """Who speaks, who waits. ``number`` gives a unit's or group's address as this terminal writes it."""

    def __init__(
        self, tell: Tell, drop: Drop, number: Callable[[str], str], long_numbers: bool, dice: random.Random
    ) -> None:
        self._tell, self._drop, self._number = tell, drop, number
        self._kind, self._talker_kind = (5, 3) if long_numbers else (0, 1)
        self._dice = dice
        self._count = 0
        self._call = 0
        self._exchange: Exchange | None = None
        self._keyed = ""  # the group on which the dispatcher speaks or is about to

    @property
    def keyed(self) -> bool:
        """The dispatcher has the transmitter."""
        return bool(self._keyed)

    def begin(self, exchange: Exchange) -> None:
        """A call of the story comes in; while the dispatcher speaks, the network keeps it from us."""
        if self._keyed:
            return
        self._count = self._count % 14 + 1
        self._call, self._exchange = self._count, exchange
        if not exchange.late:
            priority = EMERGENCY_PRIORITY if exchange.emergency else 0
            sealed, kind = int(exchange.encrypted), self._kind
            caller, called = self._number(exchange.overs[0].unit), self._number(exchange.group)
            tag = f"call {self._call}"
            told = f"+CTICN: {self._call},0,0,{kind},{caller},1,1,{sealed},1,1,{kind},{called},{priority}"
            self._tell(exchange.at, told, tag)
            self._tell(exchange.at + 0.02, f"+CTCC: {self._call},1,1,{sealed},1,1,1", tag)
        self._talk(self._call, exchange)

    def _talk(self, call: int, exchange: Exchange) -> None:
        """Who speaks when, then hang time, then release. Two at once: the first is cut off without a word."""
        tag, sealed = f"call {call}", int(exchange.encrypted)
        following: list[Over | None] = [*exchange.overs[1:], None]
        for over, after in zip(exchange.overs, following, strict=True):
            told = f"+CTXG: {call},3,0,{sealed},{self._talker_kind},{self._number(over.unit)}"
            self._tell(over.at + 0.04, told, tag)
            if after is None or after.at > over.at + over.seconds:
                self._tell(over.at + over.seconds, f"+CDTXC: {call},0", tag)
        self._tell(exchange.end + HANG_TIME, f"+CTCR: {call},{CAUSE_TIMER}", tag)

    def _running(self, at: float) -> Exchange | None:
        exchange = self._exchange
        return exchange if exchange is not None and at < exchange.end + HANG_TIME else None

    def dial(self, group: str, at: float) -> None:
        """``ATD``: a group call of our own, or a demand in the one that is on."""
        running = self._running(at)
        if running is not None and running.group == group:
            self.demand(self._call, 1, at)
            return
        self.release(at)
        self._tell(at + 0.1, f"+CTOCP: {OWN_CALL},0,0", "")
        self._tell(at + 0.3, f"+CTCC: {OWN_CALL},1,1,0,1,1,1", "")
        self._grant(OWN_CALL, group, at + 0.32)

    def knows(self, call: int, at: float) -> bool:
        """There is such a call now."""
        return call == self._call and (self._running(at) is not None or self.keyed)

    def demand(self, call: int, priority: int, at: float) -> None:
        """``+CTXD``: refused in an emergency unless as urgent, queued behind a speaker, else granted."""
        running = self._running(at)
        if running is None:
            self._grant(call, self._keyed, at + 0.1)
            return
        over = next((over for over in running.overs if over.at <= at < over.at + over.seconds), None)
        if running.emergency and over is not None and priority <= PRE_EMPTIVE:
            self._tell(at + 0.1, f"+CTXG: {call},1,1,0", "")
            return
        self._drop(f"call {call}", at)
        free = at + 0.1
        if over is not None and priority < PRE_EMPTIVE:
            self._tell(at + 0.1, f"+CTXG: {call},2,0,0", "")
            free = over.at + over.seconds + 0.1
        if over is not None:
            self._tell(free, f"+CDTXC: {call},0", f"own {call}")
        self._exchange = None
        self._grant(call, running.group, free + 0.1)

    def _grant(self, call: int, group: str, at: float) -> None:
        self._keyed, self._call = group, call
        self._tell(at, f"+CTXG: {call},0,0,0", f"own {call}")

    def cease(self, answering: str, at: float) -> None:
        """``+CUTXC``: the dispatcher has spoken; ``answering`` says something short, and the call ends."""
        group, self._keyed, call = self._keyed, "", self._call
        self._drop(f"own {call}", at)
        self._tell(at + 0.05, f"+CDTXC: {call},0", "")
        if not answering:
            return
        over = Over(at + self._dice.uniform(0.9, 1.6), self._dice.uniform(1.6, 3.0), answering)
        self._exchange = Exchange(at=over.at, group=group, overs=(over,))
        self._talk(call, self._exchange)

    @property
    def group(self) -> str:
        """The group on which the dispatcher speaks; empty if not."""
        return self._keyed

    def clear(self, at: float) -> None:
        """``ATH``, ``+CTCR``: our own call ends now. One that others began goes on without us."""
        if self._keyed or self._call == OWN_CALL:
            call = self._call
            self.release(at)
            self._tell(at + 0.05, f"+CTCR: {call},{CAUSE_USER}", "")

    def release(self, at: float) -> None:
        """Whatever call is on, nothing more of it reaches the console."""
        self._drop(f"call {self._call}", at)
        self._drop(f"own {self._call}", at)
        self._exchange, self._keyed = None, ""
