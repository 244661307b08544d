"""Push-to-talk without processes: leases as a console writes them, gateways that answer as told, a clock that is told."""

from __future__ import annotations

from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any

import msgspec

from journal.slots import Lease
from radio.codec import Now, Unable, VoiceFrame
from radio.events import Signal
from radio.requests import Key, Unkey
from station.hearing import Hearing
from station.ptt import PushToTalk
from station.voice.wire import Mic, Sounder, Talk
from units.actions import PttPressed
from units.findings import GroupInfo, Keyed, Refused, Unkeyed
from units.state import Facts, Seat

GROUPS = {
    name: GroupInfo(id=name, name=name, gateway=gateway, voice=voice)
    for name, gateway, voice in (("g1", "A", ""), ("g2", "B", ""), ("g3", "B", ""), ("tetra", "PEI", "DONOR"))
}


class Gateway:
    """One that may transmit; ``refuses``: what it says instead of keying."""

    def __init__(self, name: str) -> None:
        self.name, self.state, self.transmit, self.sendable = name, "up", True, True
        self.talk_limit = 60.0
        self.spec = SimpleNamespace(spoken="", speaks=True)
        self.refuses = ""
        self.behind = False
        """Words waited for the turn: whoever lets go is finished."""
        self.finishing = False
        self.asked: list[Any] = []
        self.spoke: list[VoiceFrame] = []

    def can(self, _capability: str) -> bool:
        return True

    def send(self, request: Any) -> None:
        self.asked.append(request)
        if isinstance(request, Key) and self.refuses:
            raise Unable(self.refuses)
        if isinstance(request, Key | Unkey):
            self.finishing = isinstance(request, Unkey) and request.finish and self.behind

    def speak(self, frame: VoiceFrame) -> None:
        self.spoke.append(frame)

    @property
    def keyed(self) -> bool:
        """By what it was asked last."""
        last = next((one for one in reversed(self.asked) if isinstance(one, Key | Unkey)), None)
        return isinstance(last, Key)


class Air:
    """Four talk-groups on three transmitters; that of ``tetra`` is keyed by commands and gives the turn."""

    def __init__(self) -> None:
        self.gateways = {name: Gateway(name) for name in ("A", "B", "DONOR", "PEI")}
        self.groups = GROUPS
        self.held: dict[str, str] = {}

    def lets_go(self, held: dict[str, str]) -> None:
        self.held = dict(held)

    def gateway(self, name: str) -> Gateway | None:
        return self.gateways.get(name)

    def voice_of(self, group: str) -> Gateway | None:
        info = GROUPS.get(group)
        return self.gateways[info.carrier] if info else None

    def data_of(self, group: str) -> str:
        return GROUPS[group].gateway

    def gives_turns(self, group: str) -> bool:
        return group == "tetra"

    def elsewhere(self, _group: str) -> str:
        return ""

    def note(self, gateway: Any, event: Any) -> None:
        pass


class Pulse:
    """Slots whose age is counted on the bench's clock."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.said: dict[str, tuple[Any, float]] = {}

    def read(self, slot: str, _type: Any) -> tuple[Any, float] | None:
        found = self.said.get(slot)
        return (found[0], self._bench.mono - found[1]) if found else None

    def write(self, slot: str, value: Any) -> None:
        self.said[slot] = value, self._bench.mono

    def slots(self) -> list[str]:
        return sorted(self.said)


class Bench:
    """The station's side of push-to-talk, seat 1 signed on by anna."""

    def __init__(self) -> None:
        self.mono = 1000.0
        self.air = Air()
        self.pulse = Pulse(self)
        self.journal: list[Any] = []
        self.told: list[Any] = []
        self.facts = Facts(version=0, seats={"1": Seat(id="1", operator="anna"), "2": Seat(id="2", operator="bruno")})
        log: Any = SimpleNamespace(origin="inst/station", append=self._append, waiting=0)
        voice: Any = SimpleNamespace(send=self.told.append, calls={}, speechless="")
        self.voice = voice
        air: Any = self.air
        pulse: Any = self.pulse
        self.ptt = PushToTalk(log, pulse, air, voice, lambda: self.facts)
        nobody: Any = SimpleNamespace()
        self.hearing = Hearing(log, air, voice, self.ptt, nobody)
        self._lease = Lease(seat="1")
        self.elsewhere: list[Lease] = []
        self._stalled = False

    def _append(self, what: Any, raw: bytes | None = None) -> Future[int]:
        self.journal.append(what)
        done: Future[int] = Future()
        if not self._stalled:
            done.set_result(len(self.journal))
        return done

    @property
    def now(self) -> Now:
        return Now(1_790_000_000.0 + self.mono, self.mono)

    def press(
        self,
        *groups: str,
        press: str = "p",
        seat: str = "1",
        operator: str = "anna",
        down: float = 0.0,
        priority: int = 0,
    ) -> None:
        """Key down on all of ``groups``: the lease, then an entry a leg. Another seat's lease is held on meanwhile."""
        if self._lease.press and self._lease.seat != seat:
            self.elsewhere.append(self._lease)
        more = list(groups[1:])
        self._lease = Lease(
            seat=seat, press=press, group=groups[0], more=more, operator=operator, down=down, priority=priority
        )
        self.renew()
        for leg, group in self._lease.legs.items():
            action = PttPressed(seat=seat, operator=operator, press=leg, group=group, priority=priority)
            self.ptt.pressed(len(self._append_all(action)), action, 0.0, self.now)

    def _append_all(self, what: Any) -> list[Any]:
        self._append(what)
        return self.journal

    def renew(self) -> None:
        self._lease = msgspec.structs.replace(self._lease, count=self._lease.count + 1)
        for lease in (*self.elsewhere, self._lease):
            self.pulse.write(f"lease.{lease.seat}", lease)

    def release(self, finger: bool = True) -> None:
        """A finger let go, or the console let go by itself."""
        let_go = self._lease.press if finger else ""
        self.pulse.write(f"lease.{self._lease.seat}", Lease(seat=self._lease.seat, let_go=let_go))
        self._lease = Lease(seat=self._lease.seat)
        self.ptt.poll(self.now)

    def loses_the_disk(self) -> None:
        """Nothing is committed from now on."""
        self._stalled = True

    def pass_time(self, seconds: float, renewed: bool = True, microphone: bool = True) -> None:
        """Time passes in steps of 10 ms, with or without the console's renewals and a microphone that runs."""
        for step in range(round(seconds * 100)):
            self.mono += 0.01
            if microphone:
                self.microphone_runs()
            if renewed and step % 10 == 0:
                self.renew()
            self.ptt.poll(self.now)

    def microphone_runs(self) -> None:
        """Something came from it just now, for every press."""
        for press in self.ptt.keyed.values():
            press.spoke, press.silent = True, 0.0

    def hears(self, gateway: str, link: str) -> None:
        """The gateway's own radio says so."""
        told: Any = self.air.gateways[gateway]
        self.hearing.heard(told, Signal(gateway=gateway, link=link), None, self.now)

    def says(self, press: str, index: int) -> None:
        """A tick of the microphone comes for ``press``."""
        call = self.ptt.keyed[press].call
        self.ptt.mic(Mic(press=press, call=call, index=index, data=bytes(320)), self.now)

    # What came of it

    def of(self, kind: type) -> list[Any]:
        return [entry for entry in self.journal if isinstance(entry, kind)]

    @property
    def keyed(self) -> list[str]:
        return [entry.press for entry in self.of(Keyed)]

    @property
    def unkeyed(self) -> list[tuple[str, str, str]]:
        return [(entry.press, entry.why, entry.detail) for entry in self.of(Unkeyed)]

    @property
    def refused(self) -> list[tuple[str, str]]:
        return [(entry.press, entry.why) for entry in self.of(Refused)]

    @property
    def tones(self) -> list[str]:
        return [message.tone for message in self.told if isinstance(message, Sounder)]

    @property
    def talking(self) -> dict[str, bool]:
        """Press → whether its microphone goes out."""
        return {message.press: message.on for message in self.told if isinstance(message, Talk)}
