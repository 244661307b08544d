"""Carries out what people decided, at most once: rights and age are checked, the outcome is journaled."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path

from journal import clock
from journal.log import Log
from radio.codec import Now, Unable
from radio.requests import AnyRequest, AskPosition, SelectGroup, SendText, TellRead
from station import rights
from station.air import Air
from station.alarms import Alarms
from station.fitness import Fitness
from station.patching import Patching
from station.ptt import PushToTalk
from station.voice.shelf import recordings_of
from station.voice.wire import Play
from station.voice_pipe import VoicePipe
from units.actions import (
    Action,
    AlarmAcknowledged,
    AlarmSilenced,
    GroupTuned,
    Played,
    PositionAsked,
    PttPressed,
    PttReleased,
    SignedOn,
    TextRead,
    TextSent,
)
from units.duty import is_hidden
from units.entry import Entry
from units.findings import JournalOpened, Keyed, Refused, Sent, StationStopped
from units.fitness import FitnessAsked
from units.keeping import ErasureAsked
from units.patches import PatchBroken, Patched, PatchExtended, PatchMade
from units.people import program
from units.state import Facts

STALE = 10.0
"""Seconds after which an action with an effect outside the record is no longer carried out."""
SHOWN = 1.0
"""Seconds an alarm must have been on the screen for its acknowledgement to count."""

_log = logging.getLogger(__name__)


class Actions:
    """The executor. ``facts`` is the picture before the entry in hand."""

    def __init__(
        self,
        folder: Path,
        log: Log,
        air: Air,
        voice: VoicePipe,
        ptt: PushToTalk,
        alarms: Alarms,
        facts: Callable[[], Facts],
        erase: Callable[[int], None] | None = None,
        fitness: Fitness | None = None,
        patching: Patching | None = None,
    ) -> None:
        self._folder = folder
        self._log = log
        self._air = air
        self._voice = voice
        self._ptt = ptt
        self._alarms = alarms
        self._facts = facts
        self._erase = erase
        self._fitness = fitness
        self._patching = patching

    def take(self, entry: Entry, now: Now) -> None:
        """One journaled action, before the picture takes it in."""
        action = entry.what
        if not isinstance(action, Action) or program(entry) == "review":
            return  # a review only leaves word of what it looked at and played by itself
        age = age_of(entry, now)
        if isinstance(action, PttPressed):
            self._ptt.pressed(entry.seq, action, age, now)
            return
        if isinstance(action, PttReleased):
            self._ptt.released(action.press)
            return
        why = rights.refusal(self._facts(), action)
        if why:
            self._refuse(entry, action, why)
            return
        match action:
            case TextSent() | PositionAsked() | GroupTuned() | Played() | Patched() | PatchExtended() if age > STALE:
                self._refuse(entry, action, "stale")
            case TextSent():
                request = SendText(ref=action.ref, to=action.to, text=action.text)
                self._send(entry, action, action.to, "text", request)
            case PositionAsked() if self._is_hidden(action.radio):
                self._refuse(entry, action, "off-duty", action.radio)
            case PositionAsked():
                request_position = AskPosition(ref=f"ask-{entry.seq}", radio=action.radio)
                self._send(entry, action, action.radio, "ask", request_position)
            case GroupTuned():
                self._tune(entry, action)
            case TextRead() if age <= STALE:
                self._tell_read(action)
            case Played():
                self._play(entry, action)
            case AlarmSilenced():
                self._alarms.silenced(action.alarm, action.seat, min(age, STALE), now)
            case FitnessAsked() if self._fitness is not None and age <= STALE:
                self._fitness.asked(entry.seq, action.seat, action.operator)
            case Patched() | PatchExtended() | PatchBroken() if self._patching is not None:
                self._patching.take(entry.seq, action, now)
            case SignedOn() if self._fitness is not None:
                self._fitness.signed_on(action.seat, action.operator, now.mono, now.utc)
            case ErasureAsked() if self._erase is not None:
                self._erase(entry.seq)
            case AlarmAcknowledged() if action.shown < SHOWN:
                _log.info("acknowledgement of entry %d: the alarm was shown for %.1f s", entry.seq, action.shown)
            case _:
                pass  # what only concerns the picture, which takes it by itself

    def _is_hidden(self, radio: str) -> bool:
        """True if the answer to the question where ``radio`` is would not be kept."""
        facts = self._facts()
        unit = facts.units.get(facts.radios.get(radio, ""))
        return unit is not None and is_hidden(facts, unit)

    def _send(self, entry: Entry, action: Action, target: str, capability: str, request: AnyRequest) -> None:
        gateway = self._air.towards(target, capability)
        if gateway is None:
            self._refuse(entry, action, "unknown-target", target)
        elif not gateway.can(capability):
            self._refuse(entry, action, "unable", gateway.name)
        elif not gateway.transmit:
            self._refuse(entry, action, "transmit-off", gateway.name)
        elif not gateway.sendable:
            self._refuse(entry, action, "no-link", gateway.name)
        else:
            try:
                gateway.send(request)
            except Unable as error:
                self._refuse(entry, action, "unable", str(error))
            else:
                self._log.append(Sent(action=entry.seq, ref=request.ref))

    def _tune(self, entry: Entry, action: GroupTuned) -> None:
        """To listen is not to transmit: a radio that may not speak can be set to another talk-group all the same."""
        gateway = self._air.of_group(action.group)
        if gateway is None:
            self._refuse(entry, action, "unknown-target", action.group)
        elif not gateway.can("select"):
            self._refuse(entry, action, "unable", gateway.name)
        elif not gateway.sendable:
            self._refuse(entry, action, "no-link", gateway.name)
        else:
            try:
                gateway.send(SelectGroup(group=action.group))
            except Unable as error:
                self._refuse(entry, action, "unable", str(error))
            else:
                self._log.append(Sent(action=entry.seq))

    def _tell_read(self, action: TextRead) -> None:
        """The sender of a text wanted to know when somebody reads it: told, once, where we may transmit."""
        line = self._facts().lines.get(action.text)
        if line is None or line.state != "unread" or not line.ref:
            return
        gateway = self._air.towards(line.radio, "read")
        if gateway is not None and gateway.can("read") and gateway.transmit and gateway.sendable:
            with contextlib.suppress(Unable):
                gateway.send(TellRead(to=line.radio, message=line.ref))

    def _play(self, entry: Entry, action: Played) -> None:
        if action.stopped:
            self._voice.send(Play())
            return
        known = self._facts().calls.get(action.call)
        paths = known.paths if known is not None else []
        if not paths and action.call not in self._voice.calls:
            paths = recordings_of(self._folder, action.call)
            if not paths:
                self._refuse(entry, action, "unknown-target", action.call)
                return
        path, *more = paths or [""]
        self._voice.earshot.plays(entry.seq, action)
        told = Play(call=action.call, path=path, more=more, speed=action.speed, action=entry.seq, at=action.at)
        self._voice.send(told)

    def _refuse(self, entry: Entry, action: Action, why: str, detail: str = "") -> None:
        group = str(getattr(action, "group", ""))
        self._log.append(Refused(action=entry.seq, why=why, detail=detail, seat=action.seat, group=group))


def age_of(entry: Entry, now: Now) -> float:
    """How long ago ``entry`` was made, s: by the clock that never jumps where it is the same boot's."""
    if entry.boot == clock.boot():
        return max(0.0, now.mono - entry.mono)
    return max(0.0, now.utc - entry.wall)


def unsettled(entries: list[Entry]) -> list[tuple[Entry, str]]:
    """Actions with an effect outside the record that have no outcome in ``entries``, and why they are refused now.

    ``entries`` is the end of the record before this station. What was asked while a station ran may or may not have
    been carried out; what was asked after it had stopped on purpose certainly was not, and is too old now.
    """
    waiting: dict[int, tuple[Entry, str]] = {}
    presses: dict[str, int] = {}
    stopped = False
    for entry in entries:
        what = entry.what
        if isinstance(what, TextSent | PositionAsked | GroupTuned | PttPressed | Patched | PatchExtended):
            waiting[entry.seq] = entry, "stale" if stopped else "unknown-outcome"
            if isinstance(what, PttPressed):
                presses[what.press] = entry.seq
        elif isinstance(what, Sent | Refused | PatchMade):
            waiting.pop(what.action, None)
        elif isinstance(what, Keyed):
            waiting.pop(presses.get(what.press, 0), None)
        elif isinstance(what, StationStopped | JournalOpened):
            stopped = True
        elif entry.kind == "StationStarted":
            stopped = False
    return list(waiting.values())
