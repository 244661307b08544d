"""Push-to-talk, the station's side: keys while a lease is truly held, and unkeys without waiting for anything.

A lease is one seat's "this press is held" in the pulse, renewed every 100 ms. The transmitter is keyed on the journaled
press, or 50 ms after its lease was seen; 500 ms without renewal and it is unkeyed, and only a new press keys again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future

import msgspec

from journal.log import Log
from journal.pulse import Pulse
from journal.slots import Lease, OnAir
from radio.codec import Now, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted
from radio.requests import Key, Unkey
from station import rights
from station.air import Air
from station.gateway import Gateway
from station.voice.wire import Close, Mic, Open, Talk
from station.voice_pipe import VoicePipe
from units.actions import PttPressed
from units.findings import Keyed, Refused, Unkeyed
from units.state import Facts

EXPIRY = 0.5
"""Seconds without renewal after which a lease is over; a press older than this is not carried out."""
GRACE = 0.05
"""Seconds a press gets to reach the record before it is keyed without."""
MOST_SPENT = 1000

_ENDED = {"released": "released", "limit": "timeout"}


class Press(msgspec.Struct):
    """One press of one seat: ``since`` and ``keyed`` on the monotonic clock, ``entry`` its number in the journal."""

    id: str
    seat: str
    group: str
    operator: str | None
    since: float
    entry: int = 0
    keyed: float = 0.0
    call: str = ""
    gateway: str = ""
    limit: float = 0.0
    recorded: Future[int] | None = None
    why: str = ""
    detail: str = ""


class PushToTalk:
    """All seats' presses. ``facts`` is the picture as it is now."""

    def __init__(self, log: Log, pulse: Pulse, air: Air, voice: VoicePipe, facts: Callable[[], Facts]) -> None:
        self._log = log
        self._pulse = pulse
        self._air = air
        self._voice = voice
        self._facts = facts
        self._installation = log.origin.partition("/")[0]
        self._on: dict[str, Press] = {}
        self._waiting: dict[str, Press] = {}
        self._refused: dict[str, Press] = {}
        self._spent: dict[str, bool] = {}
        self._shown = OnAir()
        self._slots: list[str] = []
        self._slots_read = -1.0
        self._expected: set[str] = set()
        for slot in self._leases(0.0):
            found = pulse.read(slot, Lease)
            if found is not None:
                self._spend(found[0].press, ours=False)  # held through our restart: a new press is required

    @property
    def keyed(self) -> dict[str, Press]:
        """What is on the air now, by press."""
        return {press.id: press for press in self._on.values()}

    def keys(self, gateway: str) -> bool:
        """Whether anything is on the air through ``gateway`` now."""
        return any(press.gateway == gateway for press in self._on.values())

    def _leases(self, mono: float) -> list[str]:
        for seat in self._facts().seats.keys() - self._expected:
            self._expected.add(seat)
            self._pulse.read(f"lease.{seat}", Lease)  # from now on its first word is known to be new
        if mono - self._slots_read >= 0.1:
            self._slots_read = mono
            self._slots = [slot for slot in self._pulse.slots() if slot.startswith("lease.")]
        return self._slots

    def _spend(self, press: str, ours: bool = True) -> None:
        """``press`` never keys (again); ``ours`` if this station keyed or refused it and said so."""
        if press:
            self._spent[press] = ours
            if len(self._spent) > MOST_SPENT:
                del self._spent[next(iter(self._spent))]

    # Every 10 ms

    def poll(self, now: Now) -> None:
        """Look at every lease: unkey first, then key."""
        held: dict[str, tuple[Lease, float]] = {}
        for slot in self._leases(now.mono):
            found = self._pulse.read(slot, Lease)
            if found is not None and found[0].seat == slot.removeprefix("lease."):
                held[found[0].seat] = found
        for seat, press in list(self._on.items()):
            why = self._over(press, held.get(seat), now)
            if why:
                self._unkey(press, why)
        for lease, age in held.values():
            if lease.press and age <= EXPIRY and lease.press not in self._spent:
                self._hold(lease, now)
        self._give_up(now)
        self._show(now)

    def _over(self, press: Press, held: tuple[Lease, float] | None, now: Now) -> str:
        if held is None or held[0].press != press.id:
            return "released"
        if held[1] > EXPIRY:
            return "lease"
        if now.mono - press.keyed > press.limit:
            return "limit"
        return "released" if rights.lease_refusal(self._facts(), held[0]) else ""

    def _hold(self, lease: Lease, now: Now) -> None:
        """A press that is held and neither keyed nor refused yet."""
        if lease.seat in self._on:
            return
        press = self._waiting.get(lease.press)
        if press is None:
            press = Press(id=lease.press, seat=lease.seat, group=lease.group, operator=lease.operator, since=now.mono)
            self._waiting[press.id] = press
        if press.entry or now.mono - press.since >= GRACE:
            self._key(press, now)

    def _give_up(self, now: Now) -> None:
        for press in list(self._waiting.values()):
            if now.mono - press.since > EXPIRY:
                self._refuse(press, "stale", "not held any more")
        for press in list(self._refused.values()):
            if now.mono - press.since > 5.0:
                self._say_refused(press)

    # From the journal

    def pressed(self, seq: int, action: PttPressed, age: float, now: Now) -> None:
        """The journaled press ``seq``, made ``age`` s ago."""
        if action.press in self._refused:
            press = self._refused[action.press]
            press.entry = seq
            self._say_refused(press)
            return
        if self._spent.get(action.press, False):
            return
        waiting = self._waiting.pop(action.press, None)
        press = waiting or Press(
            id=action.press, seat=action.seat, group=action.group, operator=action.operator, since=now.mono
        )
        press.entry = seq
        late = age > EXPIRY or action.press in self._spent
        why = rights.refusal(self._facts(), action) or ("stale" if late else "")
        if why:
            self._refuse(press, why)
            return
        self._waiting[press.id] = press
        self._slots_read = -1.0
        self.poll(now)

    def released(self, press: str) -> None:
        """The journaled release: the lease has said so before, unless the pulse failed."""
        for keyed in list(self._on.values()):
            if keyed.id == press:
                self._unkey(keyed, "released")

    # On the air

    def _key(self, press: Press, now: Now) -> None:
        gateway = self._air.voice_of(press.group)
        why = rights.who(self._facts(), press.seat, press.operator) or self._obstacle(press.group, gateway)
        if why or gateway is None:
            self._refuse(press, why)
            return
        press.call = f"own-{press.seat}-{int(now.utc * 1e6)}"
        elsewhere = self._air.elsewhere(press.group)
        try:
            if elsewhere:
                raise Unable(elsewhere)
            gateway.send(Key(ref=press.id, group=press.group, call=press.call))
        except Unable as error:
            if not self.keys(gateway.name):  # else somebody else speaks there
                with contextlib.suppress(Unable):  # what was keyed half-way
                    gateway.send(Unkey(group=press.group, call=press.call))
            self._refuse(press, "unable", str(error))
            return
        del self._waiting[press.id]
        self._spend(press.id)
        self._on[press.seat] = press
        press.keyed, press.gateway, press.limit = now.mono, gateway.name, gateway.talk_limit
        radio = f"console@{self._installation}:{press.seat}"
        self._voice.send(Open(call=press.call, group=press.group, wall=now.utc, radio=radio, own=True))
        self._voice.send(Talk(press=press.id, call=press.call, group=press.group, codec=gateway.spec.spoken))
        self._log.append(CallStarted(gateway=gateway.name, radio=radio, call=press.call, to=press.group))
        press.recorded = self._log.append(
            Keyed(
                press=press.id,
                group=press.group,
                gateway=gateway.name,
                call=press.call,
                seat=press.seat,
                operator=press.operator,
                late=0.0 if press.entry else max(GRACE, round(now.mono - press.since, 3)),
            )
        )

    def _obstacle(self, group: str, gateway: Gateway | None) -> str:
        if gateway is None:
            return "unknown-target"
        if not (gateway.can("voice") and gateway.can("transmit")):
            return "unable"
        if not gateway.transmit:
            return "transmit-off"
        if not gateway.sendable:
            return "no-link"
        return "busy" if any(other.group == group for other in self._on.values()) else ""

    def _unkey(self, press: Press, why: str) -> None:
        """Off the air first, told afterwards."""
        gateway = self._air.gateway(press.gateway)
        if gateway is not None:
            with contextlib.suppress(Unable):
                gateway.send(Unkey(group=press.group, call=press.call))
        self._on.pop(press.seat, None)
        ended = _ENDED.get(why, "lost")
        self._voice.send(Talk(press=press.id, call=press.call, group=press.group, on=False))
        self._voice.send(Close(call=press.call, why=ended))
        self._log.append(Unkeyed(press=press.id, group=press.group, call=press.call, why=why))
        radio = f"console@{self._installation}:{press.seat}"
        self._log.append(CallEnded(gateway=press.gateway, radio=radio, call=press.call, to=press.group, why=ended))

    def _refuse(self, press: Press, why: str, detail: str = "") -> None:
        """Not carried out, and never will be. Journaled under the press's entry, which may still be on its way."""
        self._waiting.pop(press.id, None)
        self._spend(press.id)
        press.why, press.detail = why, detail
        self._refused[press.id] = press
        if press.entry:
            self._say_refused(press)

    def _say_refused(self, press: Press) -> None:
        del self._refused[press.id]
        self._log.append(
            Refused(
                action=press.entry,
                why=press.why,
                detail=press.detail,
                seat=press.seat,
                press=press.id,
                group=press.group,
            )
        )

    def _show(self, now: Now) -> None:
        """Tell the consoles through the pulse what is on the air, and what of it the disk has not taken."""
        unrecorded = [
            press.id
            for press in self._on.values()
            if now.mono - press.keyed > GRACE and press.recorded is not None and not press.recorded.done()
        ]
        shown = OnAir(presses={press.id: press.group for press in self._on.values()}, unrecorded=unrecorded)
        if shown != self._shown:
            self._shown = shown
            self._pulse.write("onair", shown)

    # From elsewhere

    def mic(self, message: Mic) -> None:
        """A piece of the microphone: sent if its press is on the air, else it came too late."""
        for press in self._on.values():
            if press.id == message.press and press.call == message.call:
                gateway = self._air.gateway(press.gateway)
                if gateway is not None:
                    gateway.speak(VoiceFrame(press.call, message.index, message.codec, message.data))

    def cut(self, gateway: str, why: str = "link") -> None:
        """The link of ``gateway`` is gone, and with it whatever was keyed there."""
        for press in list(self._on.values()):
            if press.gateway == gateway:
                self._unkey(press, why)

    def stop(self, why: str = "restart") -> None:
        """Unkey everything."""
        for press in list(self._on.values()):
            self._unkey(press, why)
        self._pulse.write("onair", OnAir())
