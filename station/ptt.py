"""Push-to-talk, the station's side: keys while a lease is truly held, and unkeys without waiting for anything.

A lease is one seat's "this press is held" in the pulse, renewed every 100 ms; it may have several legs, a talk-group
and a press each. The transmitter is keyed on the journaled press, or 50 ms after its lease was seen; 450 ms without
renewal and it is unkeyed, and only a new press keys again. Who may speak is the gateway's to say: a turn it refuses or
takes away unkeys that leg at once. An all-call goes before others of this room alone: TETRA's and DMR's own call
priority is not asked for, as no hardware was here to try it on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection

from journal.log import Log
from journal.pulse import Pulse
from journal.slots import Lease
from radio.codec import Now, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted
from radio.requests import Key, Unkey
from station import obstacles, rights
from station.air import Air
from station.gateway import Gateway
from station.press import (
    CALL_ENDS,
    EXPIRY,
    LAST_WORDS,
    MOST_KEPT,
    RENEWED,
    STALL,
    Press,
    Relay,
    ending_tone,
    refusal_tone,
)
from station.ptt_leases import Leases
from station.ptt_shown import GRACE, Shown
from station.ptt_tones import Tones
from station.voice.wire import Close, Mic, Open, Talk
from station.voice_pipe import VoicePipe
from units.actions import PttPressed
from units.findings import Keyed, Unkeyed
from units.own_radio import turn_in
from units.state import Facts

TURN = 1.0
"""Seconds a network gets to say that we may speak, before we do."""
MOST_SPENT = 1000
STALE = 0.1
"""s: what was known of a key longer ago than that keys no microphone."""

Pedals = Callable[[Now], list[tuple[Lease, float]]]
"""The leases of pedals that are down, and the age of each, s."""


def _no_pedals(_now: Now) -> list[tuple[Lease, float]]:
    return []


class PushToTalk:
    """All seats' presses. ``facts`` is the picture as it is now."""

    def __init__(self, log: Log, pulse: Pulse, air: Air, voice: VoicePipe, facts: Callable[[], Facts]) -> None:
        self._log = log
        self._air = air
        self._voice = voice
        self._facts = facts
        self.pedals: Pedals = _no_pedals
        self.relays: Pedals = _no_pedals
        """The legs of patches that are wanted now, each a :class:`station.press.Relay`."""
        self.gave_up: Callable[[str], bool] = lambda _group: False
        """Whether the patch of a talk-group passes nothing of who speaks now on to it any more."""
        self._installation = log.origin.partition("/")[0]
        self._on: dict[str, Press] = {}
        self._finishing: dict[str, Press] = {}
        self._waiting: dict[str, Press] = {}
        self._refused: dict[str, Press] = {}
        self._spent: dict[str, bool] = {}
        self._tones = Tones(voice)
        self._shown = Shown(pulse, air)
        self._polled = 0.0
        self._leases = Leases(pulse, facts)
        for lease, _age in self._leases.read(0.0):
            for press in lease.legs:
                self._spend(press, ours=False)  # held through our restart: a new press is required

    def begin(self) -> None:
        """What a station that was killed last said is not true any more."""
        self._shown.nothing()

    @property
    def keyed(self) -> dict[str, Press]:
        """What is on the air now, by press."""
        return {press.id: press for press in self._on.values()}

    def keys(self, gateway: str) -> bool:
        """Whether anything is on the air through ``gateway`` now, or a person's last words."""
        last = [press for press in self._finishing.values() if not press.source]
        return any(press.gateway == gateway for press in (*self._on.values(), *last))

    def outcome(self, press: str) -> str:
        """What became of ``press``: ``on`` the air, ``over``, or nothing yet."""
        return "on" if press in self._on else "over" if press in self._spent else ""

    def _spend(self, press: str, ours: bool = True) -> None:
        """``press`` never keys (again); ``ours`` if this station keyed or refused it and said so."""
        if press:
            self._spent[press] = ours
            if len(self._spent) > MOST_SPENT:
                del self._spent[next(iter(self._spent))]

    # Every 10 ms

    def poll(self, now: Now) -> None:
        """Look at every lease: unkey first, then key."""
        held = self._held(now)
        passed, self._polled = min(now.mono - self._polled, STALL), now.mono
        for press in list(self._on.values()):
            why = self._over(press, held.get(press.id), now) or press.silence(passed)
            if why:
                ended = press.id not in held and (bool(press.source) or self._leases.by_finger(press))
                self._unkey(press, why, finish=ended)
            elif press.turn == "waiting" and now.mono - press.keyed > TURN:
                self._granted(press)  # not every radio says so
        for press in list(self._finishing.values()):
            gateway = self._air.gateway(press.gateway)
            press.until = press.until or now.mono + LAST_WORDS
            if gateway is None or not gateway.finishing or now.mono > press.until:
                self._unkey(press, "released")
        self._tones.again(held)
        for id_, (lease, age) in held.items():
            if age <= RENEWED and id_ not in self._spent:
                self._hold(id_, lease, now)
        self._give_up(held, now)
        self._shown.show(
            self._on.values(), self._finishing.values(), lambda press: self._tones.sound(press, "limit"), now
        )

    def _held(self, now: Now) -> dict[str, tuple[Lease, float]]:
        """Every press that is held now, by consoles, pedals and patches."""
        leases = self.pedals(now) + self.relays(now) + self._leases.read(now.mono)
        return {press: found for found in leases for press in found[0].legs}

    def _over(self, press: Press, held: tuple[Lease, float] | None, now: Now) -> str:
        if held is None:
            return "released"
        if held[1] > RENEWED:
            return "lease"
        if press.left(now.mono) < 0:
            return "limit"
        if self._voice.speechless and not (press.source or press.spoke):
            return self._voice.speechless  # closed in the moment in which the key went down
        carrier = self._air.voice_of(press.group)
        if carrier is None or carrier.name != press.gateway:
            return "link"  # configured anew: what carries it is nobody's carrier any more
        return "released" if rights.lease_refusal(self._facts(), held[0]) else ""

    def _hold(self, id_: str, lease: Lease, now: Now) -> None:
        """A press that is held and neither keyed nor refused yet."""
        relay = lease if isinstance(lease, Relay) else None
        others = [] if relay else [o for o in self._on.values() if o.seat == lease.seat and o.hold != lease.press]
        if any(lease.priority <= other.priority for other in others):
            return  # one microphone: what it says belongs to the hold that came first
        press = self._waiting.get(id_)
        if press is None:
            group = lease.legs[id_]
            press = self._waiting[id_] = Press(id_, lease.press, lease.seat, group, lease.operator, now.mono)
            press.priority = lease.priority
        press.hold, press.down = lease.press, lease.down
        if relay:
            press.source, press.entry = relay.source, relay.entry
        if press.entry or now.mono - press.since >= GRACE:
            self._key(press, now)

    def _give_up(self, held: Collection[str], now: Now) -> None:
        for press in list(self._waiting.values()):
            if press.waited and press.id not in held:
                self._refuse(press, "busy")  # let go, and its own last words were in the way until now
            elif now.mono - max(press.since, press.waited) > EXPIRY:
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
            action.press, action.press.partition("/")[0], action.seat, action.group, action.operator, now.mono
        )
        press.entry, press.priority = seq, action.priority
        late = waiting is None and (age > EXPIRY or action.press in self._spent)
        why = rights.refusal(self._facts(), action) or ("stale" if late else "")
        if why:
            self._refuse(press, why)
            return
        self._waiting[press.id] = press
        self._leases.look_again()
        self.poll(now)

    def let_go(self, hold: str) -> None:
        """A foot let go of ``hold``."""
        for press in [press for press in self._on.values() if press.hold == hold]:
            self._unkey(press, "released", finish=True)

    def released(self, press: str) -> None:
        """The journaled release: the lease has said so before, unless the pulse failed."""
        for keyed in list(self._on.values()):
            if press in (keyed.id, keyed.hold):
                self._unkey(keyed, "released", finish=not keyed.source and self._leases.by_finger(keyed))
        if press in self._finishing and self._finishing[press].source:
            self._unkey(self._finishing[press], "released")  # its patch was broken

    # On the air

    def _key(self, press: Press, now: Now) -> None:
        gateway = self._air.voice_of(press.group)
        if gateway is not None and obstacles.itself(press, gateway, self._finishing.values()):
            press.waited = now.mono
            return
        why, detail = self._obstacle(press, gateway)
        if why or gateway is None:
            self._refuse(press, why, detail)
            return
        behind = next((other for other in self._finishing.values() if press.follows(other)), None)
        for other in list(self._finishing.values()):
            if other is not behind and (press.group == other.group or gateway.name == other.gateway):
                self._unkey(other, "interrupted" if press.seat != other.seat else "released")
        number = sum(other.seat == press.seat for other in self._on.values())
        # legs keyed in the same moment are calls apart
        press.call = f"own-{press.seat.replace(':', '-')}-{int(now.utc * 1e6) + number}"
        try:
            gateway.send(Key(ref=press.id, group=press.group, call=press.call))
        except Unable as error:
            if not self.keys(gateway.name):  # else somebody else speaks there
                with contextlib.suppress(Unable):  # what was keyed half-way
                    gateway.send(Unkey(group=press.group, call=press.call))
            self._refuse(press, "busy" if str(error).startswith("busy") else "unable", str(error))
            return
        if behind is not None:
            del self._finishing[behind.id]
            self._tell_over(behind, "released")  # though its last words are still said, before ours
        del self._waiting[press.id]
        self._spend(press.id)
        self._on[press.id] = press
        press.keyed, press.gateway, press.limit = now.mono, gateway.name, gateway.talk_limit
        press.turn = "waiting" if self._air.gives_turns(press.group) and behind is None else "granted"
        radio = f"console@{self._installation}:{press.seat}"
        self._voice.send(Open(call=press.call, group=press.group, wall=now.utc, radio=radio, own=True))
        since, codec = press.began(now.mono), gateway.spec.spoken
        about = Talk(press=press.id, call=press.call, group=press.group, codec=codec, since=since, source=press.source)
        self._voice.send(about)
        if press.turn == "granted":
            self._tones.sound(press, "permit")
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
                priority=press.priority,
            )
        )

    def _obstacle(self, press: Press, gateway: Gateway | None) -> tuple[str, str]:
        """Why it cannot be keyed, and the detail of it. Where nothing else is in the way, who gives way is unkeyed."""
        why = rights.speaking(self._facts(), press.seat, press.operator, press.priority)
        detail = ""
        if not why:
            why, detail = obstacles.microphone(press, self._on.values(), self._facts())
        if not why and not press.source:
            why = self._voice.speechless  # nothing of what is said could go out: then no carrier either
        there, given_up = (*self._on.values(), *self._finishing.values()), self.gave_up(press.group)
        why = why or obstacles.emergency(self._facts(), press, gateway, there, given_up) or obstacles.unfit(gateway)
        if why or gateway is None:
            return why, detail
        elsewhere = self._air.elsewhere(press.group)
        if elsewhere:
            return "unable", elsewhere
        for other in list(self._on.values()):
            cut = obstacles.gives_way(other, press, gateway, self._facts())
            if cut:
                self._unkey(other, "interrupted", cut)
        first = filter(press.lets_finish, self._finishing.values())
        return obstacles.taken(press, gateway, (*self._on.values(), *first))

    def _unkey(self, press: Press, why: str, detail: str = "", finish: bool = False) -> None:
        """Off the air first, told afterwards. ``finish``: but what waited for the turn may still be said."""
        gateway = self._air.gateway(press.gateway)
        if gateway is not None:
            with contextlib.suppress(Unable):
                gateway.send(Unkey(group=press.group, call=press.call, finish=finish))
        if self._finishing.pop(press.id, None) is None:  # else its microphone is long off
            self._voice.send(Talk(press=press.id, call=press.call, group=press.group, on=False, source=press.source))
            self._voice.send(Close(call=press.call, why=CALL_ENDS.get(why, "lost")))
        self._on.pop(press.id, None)
        if finish and gateway is not None and gateway.finishing:
            self._finishing[press.id] = press
            return
        self._tones.sound(press, ending_tone(why))
        self._tell_over(press, why, detail)

    def _tell_over(self, press: Press, why: str, detail: str = "") -> None:
        """On record that it is off the air."""
        self._log.append(Unkeyed(press=press.id, group=press.group, call=press.call, why=why, detail=detail))
        radio = f"console@{self._installation}:{press.seat}"
        ended = CALL_ENDS.get(why, "lost")
        self._log.append(CallEnded(gateway=press.gateway, radio=radio, call=press.call, to=press.group, why=ended))

    def _refuse(self, press: Press, why: str, detail: str = "") -> None:
        """Not carried out, and never will be. Journaled under the press's entry, which may still be on its way."""
        self._waiting.pop(press.id, None)
        self._spend(press.id)
        press.why, press.detail = why, detail
        if why != "stale":  # then nobody is there to hear it
            self._tones.sound(press, refusal_tone(why))
        self._refused[press.id] = press
        if press.entry:
            self._say_refused(press)

    def _say_refused(self, press: Press) -> None:
        del self._refused[press.id]
        self._log.append(press.refusal())

    # From elsewhere

    def mic(self, message: Mic, now: Now) -> None:
        """A piece of the microphone: sent if its press is on the air, and held though we stood still; else too late."""
        press = self._on.get(message.press)
        if press is None or press.call != message.call:
            return
        why = self._leases.over(press) if now.mono - self._polled > STALE else ""
        if why:
            self._unkey(press, why, finish=self._leases.by_finger(press))
            return
        press.spoke, press.silent = True, 0.0
        if press.turn != "granted":
            press.kept = [*press.kept, message][-MOST_KEPT:]  # said before the network let us: not lost
        else:
            self._speak(press, message)

    def _speak(self, press: Press, message: Mic) -> None:
        gateway = self._air.gateway(press.gateway)
        if gateway is not None:
            gateway.speak(VoiceFrame(press.call, message.index, message.codec, message.data))

    def turn(self, name: str, word: str) -> None:
        """The gateway ``name`` told, as a signal's ``word``, what became of our turn to speak there."""
        turn, why = turn_in(word)
        if not turn:
            return
        for press in (*self._finishing.values(), *self._on.values()):
            if name not in (press.gateway, self._air.data_of(press.group)):
                continue
            if turn in ("refused", "interrupted"):
                self._unkey(press, turn, why)
            elif press.id in self._finishing:
                continue
            elif turn == "queued":
                press.turn = "queued"
                self._tones.sound(press, "busy")
            else:
                self._granted(press)

    def _granted(self, press: Press) -> None:
        """We may speak: what was said since the key went down goes out first."""
        if press.turn == "granted":
            return
        press.turn = "granted"
        self._tones.sound(press, "permit")
        kept, press.kept = press.kept, []
        for message in kept:
            self._speak(press, message)

    def cut(self, gateway: str, why: str = "link") -> None:
        """The link of ``gateway`` is gone, and with it whatever was keyed there."""
        for press in (*self._finishing.values(), *self._on.values()):
            if press.gateway == gateway:
                self._unkey(press, why)

    def stop(self, why: str = "restart") -> None:
        """Unkey everything."""
        for press in (*self._finishing.values(), *self._on.values()):
            self._unkey(press, why)
        self._shown.nothing()
