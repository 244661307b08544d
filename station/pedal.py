"""A seat's pedal, the station's side: a lease while the foot is truly down and the seat's console truly alive.

The program that reads it (:mod:`station.lines.pedal`) says every 50 ms that it is down; 500 ms without a word, or
without a heartbeat of the console, and the transmitter is unkeyed. A pedal found down, or still down when its
transmission is over, is stuck: it is said so, and keys again only after it came up.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from typing import NamedTuple

from journal.log import Log
from journal.pulse import Pulse
from journal.slots import Beat, Lease
from radio.codec import Now
from station.children import Child, Process
from station.config import VoiceConfig
from station.lines.named import pedal_line
from station.press import EXPIRY
from station.ptt import PushToTalk
from units.actions import ALL_CALL, ROUTINE, PttPressed, PttReleased
from units.discipline import PedalChanged
from units.patched import joined
from units.state import Facts

STUCK = 5.0
"""Seconds it may be down without a transmission before it is called stuck."""
SILENT = 0.5
"""Seconds without a word after which nobody knows where the pedal is: it counts as up."""


class Entry(NamedTuple):
    """A leg's press on its way to the record."""

    action: PttPressed
    receipt: Future[int]
    made: float


class Pedal:
    """The pedal that ``config`` names, if it names one."""

    def __init__(
        self, config: VoiceConfig, log: Log, pulse: Pulse, ptt: PushToTalk, facts: Callable[[], Facts]
    ) -> None:
        line, seat = config.pedal, config.pedal_seat
        self._line, self._seat, self._group = line, seat, config.pedal_group
        self._log, self._pulse, self._ptt, self._facts = log, pulse, ptt, facts
        self._lease = Lease(seat=seat)
        self._down = self._armed = False
        self._word_at = self._idle_since = 0.0
        self._state = ""
        self._entries: list[Entry] = []
        self._child = Child("pedal", ["pedal", line], self._serve, self._ended)
        if line:
            pedal_line(line)
            ptt.pedals = self.leases

    async def run(self) -> None:
        """Read it until cancelled."""
        if self._line:
            await self._child.run()

    async def _serve(self, process: Process) -> None:
        assert process.stdout is not None
        while said := await process.stdout.readline():
            self.word(said.decode("utf-8", "replace").strip(), time.monotonic())

    def _ended(self, why: str) -> None:
        self.word(f"lost its program ended: {why}", time.monotonic())

    def word(self, said: str, mono: float) -> None:
        """What its program says, at ``mono``."""
        what, _, rest = said.partition(" ")
        self._word_at = mono
        if what == "down":
            if not self._down:
                self._down, self._idle_since = True, mono
                if self._armed:
                    self._press(rest, mono)
        elif what in ("up", "lost"):
            self._let_go(what == "up")
            self._down, self._armed = False, what == "up"
            self._tell("ready" if what == "up" else "lost", rest)
        else:
            raise ValueError(f"a pedal's program says {said[:40]!r}")

    def _press(self, since: str, mono: float) -> None:
        """The foot went down: a lease for every talk-group selected here (or the pedal's own), an entry for each."""
        seat = self._facts().seats.get(self._seat)
        operator = seat.operator or None if seat is not None else None
        mixes = seat.mix if seat is not None else {}
        selected = [g for g in self._facts().groups if g in mixes and mixes[g].mode == "select"]
        groups = [self._group] if self._group else selected or [""]
        called = self._called(operator)
        groups, priority = called or joined(self._facts(), groups), ALL_CALL if called else ROUTINE
        press, down = uuid.uuid4().hex, _seconds(since)
        self._lease = Lease(
            seat=self._seat,
            press=press,
            group=groups[0],
            more=groups[1:],
            operator=operator,
            down=down,
            priority=priority,
        )
        for leg, group in self._lease.legs.items():
            action = PttPressed(seat=self._seat, operator=operator, press=leg, group=group, priority=priority)
            self._entries.append(Entry(action, self._log.append(action), mono))

    def _called(self, operator: str | None) -> list[str]:
        """The talk-groups of an all-call that the console of this seat has armed, and still says so."""
        lease, age = self._pulse.read(f"lease.{self._seat}", Lease) or (Lease(seat=""), 0.0)
        armed = lease.priority and not lease.press and lease.operator == operator and age <= EXPIRY
        return [lease.group, *lease.more] if armed else []

    def _is_disarmed(self) -> bool:
        """Whether the console says that there is no all-call (any more): Escape ends the foot's too."""
        found = self._pulse.read(f"lease.{self._seat}", Lease)
        return found is not None and not found[0].priority

    def _let_go(self, foot: bool) -> None:
        """By the foot, or because nobody knows any more where that is, or wants it."""
        lease, self._lease = self._lease, Lease(seat=self._seat)
        if foot and lease.press:
            self._ptt.let_go(lease.press)
        for leg, group in lease.legs.items():
            self._log.append(PttReleased(seat=self._seat, operator=lease.operator, press=leg, group=group))

    def _tell(self, state: str, why: str = "") -> None:
        if state != self._state:
            self._state = state
            self._log.append(PedalChanged(seat=self._seat, state=state, why=why))

    def leases(self, now: Now) -> list[tuple[Lease, float]]:
        """The lease while it is down, and how old the younger proof of it is: called at each look at the leases."""
        entries, self._entries = self._entries, []
        for entry in entries:
            self._enter(entry, now)
        if not self._down:
            return []
        if self._lease.priority and self._is_disarmed():
            self._let_go(False)
        if any(press in self._ptt.keyed for press in self._lease.legs):
            self._idle_since = now.mono
        elif now.mono - self._idle_since > STUCK:
            self._armed = False
            self._tell("stuck", f"down for {STUCK:g} s and more")
        age = now.mono - self._word_at
        if age > SILENT and self._state != "lost":
            self._armed = False
            self._tell("lost", "its program does not answer")
        beat = self._pulse.read(f"console.{self._seat}", Beat)
        return [(self._lease, max(age, beat[1] if beat is not None else SILENT + 1))] if self._lease.press else []

    def _enter(self, entry: Entry, now: Now) -> None:
        """Once it is on record it is carried out, or refused, like a console's."""
        if not entry.receipt.done():
            self._entries.append(entry)
        elif not entry.receipt.cancelled() and entry.receipt.exception() is None:
            self._ptt.pressed(entry.receipt.result(), entry.action, now.mono - entry.made, now)


def _seconds(told: str) -> float:
    try:
        return float(told)
    except ValueError:
        return 0.0
