"""What becomes of what the gateways hear: the record, the voice process, and help for whoever raised an emergency."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import msgspec

from journal.log import Log
from radio.codec import FILES, Now, Unable, VoiceFrame
from radio.events import (
    AnyEvent,
    CallEnded,
    CallStarted,
    EmergencyRaised,
    Located,
    NoFix,
    Signal,
    StatusReceived,
    TalkerNamed,
    Undecoded,
)
from radio.requests import AskPosition
from station.air import Air
from station.alarms import Alarms
from station.fences import FenceWatch
from station.gateway import Gateway
from station.offduty import OffDuty
from station.ptt import PushToTalk
from station.sights import Sights
from station.territory import Territory
from station.track_quality import TrackQuality
from station.uploads import Uploads
from station.voice.wire import Broken, Close, Open, Voice
from station.voice_pipe import VoicePipe
from units.findings import Sent, VoiceBroken
from units.state import Facts

SHED = 20_000
"""Entries waiting for the disk beyond which positions are counted instead of kept: calls and texts need the room."""
_NOWHERE = Facts(version=0)


class Hearing:
    """The :class:`station.gateway.Sink` of all gateways."""

    def __init__(
        self,
        log: Log,
        air: Air,
        voice: VoicePipe,
        ptt: PushToTalk,
        alarms: Alarms,
        duty: OffDuty | None = None,
        facts: Callable[[], Facts] | None = None,
    ) -> None:
        self._log = log
        self._air = air
        self._voice = voice
        self._ptt = ptt
        self._alarms = alarms
        self._duty = duty
        self._calls: dict[str, str] = {}
        self._uploads: Uploads | None = None
        self._shed = 0
        self.tracks = TrackQuality(facts)
        whose = facts or (lambda: _NOWHERE)
        self.territory, self.fences = Territory(log.append, whose), FenceWatch(log.append, whose)
        self._sights = Sights(whose, [self.territory.seen, self.fences.seen])

    def hand_in(self, uploads: Uploads) -> None:
        """Who takes calls that come whole."""
        self._uploads = uploads

    def heard(self, gateway: Gateway, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        """An event: journaled, and acted on at once where somebody's safety cannot wait for the disk."""
        self._air.note(gateway, event)
        turn = event.link if isinstance(event, Signal) and event.radio is None else None
        if self._log.waiting > SHED and isinstance(event, Located | Signal | NoFix) and not turn:
            self._shed += 1
            return
        doubted = False
        if isinstance(event, Located):
            doubted = self._doubt(event, now)  # said before the position, so that no marker ever jumps
        elif isinstance(event, NoFix):
            self.tracks.no_fix(event, now)
        receipt = self._log.append(event, raw)
        if isinstance(event, Located) and not doubted:
            self._sights.seen(event, now)
        if turn:
            self._ptt.turn(gateway.name, turn)
        if isinstance(event, CallStarted) and event.upload:
            if self._uploads is not None:
                self._uploads.began(event, receipt, now)
        elif isinstance(event, CallStarted):
            self._call_started(event, now)
        elif isinstance(event, CallEnded):
            self._calls.pop(event.call, None)
            self._alarms.ended(event.call)
            self._voice.send(Close(call=event.call, why=event.why))
        elif isinstance(event, EmergencyRaised):
            self._emergency(gateway, event, now)
        elif isinstance(event, TalkerNamed):
            if event.radio and event.call in self._calls:
                self._alarms.speaks(event.call, event.radio, self._calls[event.call])
        elif isinstance(event, StatusReceived) and self._duty is not None:
            self._duty.heard(event)

    def waited(self, event: Located, now: Now) -> None:
        """A position that had to wait until it was known whose are kept."""
        doubted = self._doubt(event, now)
        self._log.append(event)
        if not doubted:
            self._sights.seen(event, now)

    def _doubt(self, event: Located, now: Now) -> bool:
        """A position nobody can have reached is kept, and said not to be believed."""
        doubt = self.tracks.judge(event, now)
        if doubt is not None:
            self._log.append(doubt)
        return doubt is not None

    def look(self, now: Now) -> None:
        """Once a second, when the past is known: fences and boundaries that changed, who stays too long."""
        self.territory.tick()
        self.fences.tick(now)

    def _call_started(self, event: CallStarted, now: Now) -> None:
        """A call of a configured talk-group is recorded, on whatever screen it is; of who is in need in any case."""
        to = event.to or ""
        self._calls[event.call] = to
        plea = self._alarms.speaks(event.call, event.radio or "", to) or event.emergency
        known = self._voice.calls.get(event.call)
        if known is not None and known.group == to:
            return  # the same call through a second gateway
        group = self._air.groups.get(to)
        audible = group is not None and bool(group.audio or group.coded)
        if audible or self._is_donor(event.gateway) or (plea and group is None):
            self._record(event.call, event.radio, event.encrypted is not None, now)

    def _is_donor(self, gateway: str) -> bool:
        """Whether it is a donor radio paired with another gateway: whoever was called, it has a voice."""
        return any(group.voice == gateway for group in self._air.groups.values())

    def _record(self, call: str, radio: str | None, encrypted: bool, now: Now) -> None:
        group = self._calls[call]
        self._voice.send(Open(call=call, group=group, wall=now.utc, radio=radio or "", encrypted=encrypted))

    def _emergency(self, gateway: Gateway, event: EmergencyRaised, now: Now) -> None:
        call = event.call or ""
        if call in self._calls and call not in self._voice.calls and self._calls[call] not in self._air.groups:
            self._record(call, event.radio, False, now)  # it became one while it was on the air
        group = next((g for g in (event.to, self._calls.get(event.call or "")) if g in self._air.groups), "") or ""
        ask = self._alarms.raised(event, group, now)
        if ask and event.radio and gateway.transmit and gateway.can("ask"):
            ref = f"alarm-{int(now.utc * 1000)}"
            with contextlib.suppress(Unable):
                gateway.send(AskPosition(ref=ref, radio=event.radio))
                self._log.append(Sent(action=0, ref=ref))

    def voice(self, gateway: Gateway, frame: VoiceFrame, now: Now) -> None:
        """A piece of voice, on to the voice process."""
        if frame.codec in FILES:
            if self._uploads is not None:
                self._uploads.voice(gateway, frame)
            return
        self._voice.send(
            Voice(
                call=frame.call,
                index=frame.index,
                codec=frame.codec,
                data=frame.data,
                wall=now.utc,
                mono=now.mono,
            )
        )

    def broken(self, told: Broken) -> None:
        """Too little of a call could be heard as it was said: on record, as what was late is in its recording."""
        said = msgspec.structs.asdict(told)
        self._log.append(VoiceBroken(**said))

    def cut(self, gateway: Gateway) -> None:
        """The link is gone: nothing is keyed there any more."""
        self._ptt.cut(gateway.name)

    def caught_up(self) -> None:
        """Called now and then: says how many positions were not kept, once the disk has caught up."""
        if self._shed and self._log.waiting < SHED // 2:
            why = f"{self._shed} positions not journaled: the disk was too slow"
            self._shed = 0
            self._log.append(Undecoded(raw="", why=why))
