"""Whether a person could hear each transmission: judged once, when it is over, and journaled if not. Told the time.

The voice process says what of a call sounded, and where; here stands who could have heard it. Whatever voice was handed
on and never sounded (the voice process died, came too late, had no decoder) reached nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

import msgspec

from radio import opus
from radio.codec import Now
from station.voice.audience import AUDIBLE
from station.voice.vocoder import CODED
from station.voice.vocoder import RATE as CODED_RATE
from station.voice.wire import Close, Open, PlayedOut, Reached, Voice
from units.actions import Played
from units.earshot import Listened, Unheard
from units.findings import GroupInfo, Refused
from units.listening import hears
from units.state import Facts, Mix, Seat

LEAST = 0.3
"""s missed that are no loss: a syllable, or a key that was touched."""
SHARE = 0.2
"""Of a transmission: what may be missed of it and it was heard all the same, but never more than :data:`MOST`."""
MOST = 2.0
SILENT = 0.5
"""s from a call's beginning to its end without a frame of voice, after which there was something that did not come."""
CUT = 0.5
"""s that a voice process which dies in mid-call takes along at least."""
PATIENCE = 8.0
"""s after the end of a call in which nothing more was said of it: then it is judged by what is known."""
MOST_PLAYS = 100
EMPTY_ROOM = ("unsigned", "console")
"""Reasons beside which it does not matter what sounded where."""
WINDOW = 16_000
"""An index this far behind the newest is no late frame: the sender began to count again."""
_PCM = {"s16le8": 16_000, "s16le16": 32_000, "pcmu": 8_000, "pcma": 8_000}
_USUAL = Mix()

Append = Callable[[Unheard | Listened | Refused], object]


def seconds_of(codec: str, data: bytes) -> float:
    """How long a frame of ``codec`` sounds; 0 where that cannot be told from its size."""
    if codec in CODED:
        size, samples = CODED[codec]
        return len(data) // size * samples / CODED_RATE
    if codec == "opus":
        return opus.samples(data) / opus.RATE
    return len(data) / _PCM[codec] if codec in _PCM else 0.0


def is_enough(missed: float, seconds: float) -> bool:
    """Whether somebody whom ``missed`` of ``seconds`` did not reach has heard it."""
    return missed <= min(max(SHARE * seconds, LEAST), MOST)


def nobody(facts: Facts, present: Collection[str], group: str, forced: bool) -> str:
    """Why nobody listens to ``group`` (one of :data:`units.earshot.REASONS`); empty if somebody does.

    ``present``: seats whose consoles live. ``forced``: an emergency there is not acknowledged and sounds whatever was
    muted. One signed seat that hears it is enough.
    """
    signed = [seat for seat in facts.seats.values() if seat.operator]
    if not signed:
        return "unsigned"
    here = [seat for seat in signed if seat.id in present]
    if not here:
        return "console"
    if forced:
        return ""
    whys = [_deaf(seat, group) for seat in here]
    return "" if "" in whys else min(whys, key=("volume", "muted", "alone", "off").index)


def _deaf(seat: Seat, group: str) -> str:
    mix = seat.mix.get(group, _USUAL)
    if hears(seat, group) and mix.volume / 100 >= AUDIBLE:
        return ""
    if mix.muted:
        return "muted"
    if mix.mode == "off":
        return "off"
    if seat.held not in ("", group):
        return "alone"
    return "volume"


class Verdict(NamedTuple):
    """``why`` empty: it was heard."""

    why: str
    missed: float
    seconds: float


def judge(given: float, heard: float, missed: dict[str, float], cut: bool) -> Verdict:
    """``given``: s of voice handed on; ``heard`` and ``missed`` (by reason): what sounded where."""
    sounded = heard + sum(missed.values())
    lost = max(given - sounded, CUT if cut else 0.0)
    lacking = dict(missed)
    if lost > 0:
        lacking["lost"] = lacking.get("lost", 0.0) + lost
    seconds, total = max(given, sounded), sum(lacking.values())
    if not cut and is_enough(total, seconds):
        return Verdict("", total, seconds)
    return Verdict(max(lacking, key=lambda why: lacking[why]), min(total, seconds), seconds)


class _Call(msgspec.Struct):
    group: str
    emergency: bool = False
    encrypted: bool = False
    given: float = 0.0
    newest: int = -1
    heard: float = 0.0
    missed: dict[str, float] = {}
    cut: bool = False
    closed: bool = False
    told: float = 0.0
    began: float = 0.0
    lasted: float = 0.0  # s on the air, of what is over
    ends: int = 1  # that the voice process has not told of: the beginning sounds on while the call goes on anew


class Earshot:
    """All calls of others on their way to an ear. ``append`` journals; ``facts`` is the picture as it is now.

    ``loud`` are the talk-groups with an emergency nobody acknowledged; ``groups`` those configured.
    """

    def __init__(
        self,
        append: Append,
        facts: Callable[[], Facts],
        loud: Callable[[], Collection[str]],
        groups: Callable[[], dict[str, GroupInfo]],
    ) -> None:
        self._append = append
        self._facts = facts
        self._loud = loud
        self._groups = groups
        self._calls: dict[str, _Call] = {}
        self._present: set[str] = set()
        self._plays: dict[int, Played] = {}
        self._now = 0.0

    # What the voice process is told

    def sent(self, message: object) -> None:
        """The station tells (or owes) the voice process ``message``."""
        if isinstance(message, Open):
            self._open(message)
        elif isinstance(message, Voice) and (call := self._calls.get(message.call)) is not None:
            _give(call, message)
            call.emergency = call.emergency or call.group in self._loud()
        elif isinstance(message, Close) and (call := self._calls.get(message.call)) is not None:
            if not call.closed:
                call.lasted += self._now - call.began
            call.closed, call.told = True, self._now

    def _open(self, message: Open) -> None:
        if message.own:
            return
        call = self._calls.get(message.call)
        if call is None:
            call = self._calls[message.call] = _Call(message.group, missed={}, told=self._now, began=self._now)
        elif call.closed:  # what comes now belongs to it, too: it is judged when all of it is over
            call.closed, call.newest, call.told, call.began = False, -1, self._now, self._now
            call.ends += 1
        call.group, call.encrypted = message.group, message.encrypted
        call.emergency = call.emergency or message.group in self._loud()

    def lost(self) -> None:
        """The voice process died: nobody can say what of these calls was heard just then."""
        for call in self._calls.values():
            call.cut = call.cut or call.given > 0
            call.ends = 1

    # What it says

    def reached(self, message: Reached) -> None:
        """So much of a call sounded, with those listening who are there now."""
        call = self._calls.get(message.call)
        if call is None:
            return
        call.told = self._now
        absent = nobody(self._facts(), self._present, call.group, call.group in self._loud())
        for why, seconds in (*message.missed.items(), (absent, message.heard)):
            why = absent if absent in EMPTY_ROOM else why
            if not why:
                call.heard += seconds
            elif seconds:
                call.missed[why] = call.missed.get(why, 0.0) + seconds
        call.given = max(call.given - message.drawn, 0.0)  # caught up with: nothing of that is missing
        if message.over:
            call.ends -= 1
            if call.closed and call.ends <= 0:
                self._judge(message.call)

    def plays(self, action: int, what: Played) -> None:
        """The action of entry ``action`` has a recording played."""
        self._plays[action] = what
        if len(self._plays) > MOST_PLAYS:
            del self._plays[next(iter(self._plays))]

    def played_out(self, message: PlayedOut) -> None:
        """A recording has stopped sounding."""
        what = self._plays.pop(message.action, None)
        if what is None:
            return
        if not message.of:
            self._append(Refused(action=message.action, why="unreadable", seat=what.seat))
            return
        known = self._facts().calls.get(message.call)
        of = max(message.of, known.seconds if known is not None else 0.0)
        self._append(
            Listened(
                action=message.action,
                call=message.call,
                seat=what.seat,
                operator=what.operator,
                seconds=round(message.heard, 2),
                of=round(of, 2),
                enough=is_enough(of - message.heard, of),
            )
        )

    def stop(self) -> None:
        """Judge what is left by what is known."""
        for name in list(self._calls):
            self._judge(name)

    # Time

    def look(self, present: Collection[str], now: Now) -> None:
        """Several times a second: the seats whose consoles live."""
        self._present, self._now = set(present), now.mono
        for name, call in list(self._calls.items()):
            if call.closed and now.mono - call.told > PATIENCE:
                self._judge(name)

    def resume(self, crashed: bool) -> None:
        """The picture of the past is here: what an earlier station did not come to judge."""
        facts = self._facts()
        since = facts.wall - CUT if crashed else facts.wall
        for call in facts.calls.values():
            group = facts.groups.get(call.to)
            if call.own or call.upload or call.unheard or group is None or not group.info.audio:
                continue
            if call.end is None or call.end > since:
                self._append(Unheard(call=call.id, why="station", group=call.to, emergency=call.emergency))

    def _judge(self, name: str) -> None:
        call = self._calls.pop(name)
        came = bool(call.given or call.missed or call.heard)
        if not came:
            call.given = self._silence(call)
            if not call.given:
                return  # a call without voice: there was nothing to hear
        why, missed, seconds = judge(call.given, call.heard, call.missed, call.cut)
        if not why:
            return
        if why == "lost" and not call.cut:
            deaf = nobody(self._facts(), self._present, call.group, call.emergency)
            why = self._silent(call) or deaf or ("lost" if came else "no-voice")
        self._append(
            Unheard(
                call=name,
                why=why,
                group=call.group,
                seconds=round(seconds, 2),
                missed=round(missed, 2),
                emergency=call.emergency,
            )
        )

    def _silence(self, call: _Call) -> float:
        """s of a call without a frame whose voice should have come: a dead cable or line is no reason to be quiet."""
        group = self._groups().get(call.group)
        lasted = call.lasted if call.closed else call.lasted + self._now - call.began
        return lasted if group is not None and group.audio and lasted > SILENT else 0.0

    def _silent(self, call: _Call) -> str:
        """Why nothing of it can sound at all, where that is so."""
        if call.heard or call.missed:
            return ""
        group = self._groups().get(call.group)
        if call.encrypted and not (group is not None and group.voice):  # a radio beside it speaks in clear
            return "encrypted"
        return "no-audio" if group is not None and not group.audio else ""


def _give(call: _Call, message: Voice) -> None:
    """Count what was not there before: a frame that came twice is one."""
    if call.newest - WINDOW < message.index <= call.newest:
        return
    call.newest = message.index
    call.given += seconds_of(message.codec, message.data)
