"""Calls of one TETRA radio, from its call control codes: who speaks, to whom, since when, and what became of it.

IDLE –CTICN/CTOCP→ SETUP –CTCC→ ACTIVE –CTXG→ TALK –CDTXC→ HANG –CTXG→ TALK … –CTCR→ IDLE, per call instance (``cc``).
A code for an instance not seen before joins the call late. A group call is one call; each over names its talker.
Source: EN 300 392-5 §6.14 and the logs in the tests of ftl/tetra-pei and svxlink's TetraLogic.
"""

from __future__ import annotations

from radio.codec import Now, Out, ProtocolError, Settings
from radio.events import CallEnded, CallStarted, EmergencyRaised, TalkerNamed, Undecoded
from radio.identity import CallIds
from radio.protocols.sds import header

TALK_LIMIT = 60.0  # s of one talker without a word of its end: the end was missed
HANG_LIMIT = 300.0  # s without anything happening in a call: its end was missed
MAX_CALLS = 32
SPEECH = 0
EMERGENCY_PRIORITY = 15
TO_US, TO_ANOTHER = 0, 3  # transmission grant
_WHY = {9: "preempted", 10: "lost", 12: "lost", 19: "lost"}  # disconnect causes; the others are ordinary ends
UNKNOWN_TALKER = "?"


class Call:
    """One call instance. ``own``: set up by our own :class:`radio.requests.Key`, which the station journals itself."""

    def __init__(self, call: str, now: Now) -> None:
        self.call = call
        self.to: str | None = None
        self.radio: str | None = None
        self.talker: str | None = None
        self.talking = False
        self.since = now.mono
        self.own = False
        self.emergency = False


class Calls:
    """The calls a radio is in. ``selected``: the group its user chose; ``own``: its own qualified id, if known."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        self._ids = CallIds(settings.gateway, "pei")
        self._calls: dict[int, Call] = {}
        self.selected: str | None = None
        self.own: str | None = None
        self.ours = ""  # call id of our transmission that has no instance yet
        self.our_group: str | None = None

    def on_group(self, group: str) -> int | None:
        """The call instance in progress on ``group``."""
        return next((cc for cc, call in self._calls.items() if call.to == group), None)

    def incoming(self, fields: list[str], now: Now) -> list[Out]:
        """``+CTICN``: cc, status, service, caller type, id, hook, simplex, e2ee, comms, slots, called type, id, prio"""
        cc = _number(fields, 0, "+CTICN")
        grouped = _optional(fields, 8) != 0
        called = _text(fields, 11)
        to = header.group(self._settings, called) if grouped else header.radio(self._settings, called)
        radio = header.radio(self._settings, _text(fields, 4))
        outs: list[Out] = []
        emergency = _optional(fields, 12) == EMERGENCY_PRIORITY
        if _optional(fields, 2) not in (None, SPEECH):
            if emergency:
                outs.append(EmergencyRaised(gateway=self._gateway, radio=radio, by="call", to=to))
            raw = ",".join(fields).encode("latin-1", "replace").hex()
            return [*outs, Undecoded(gateway=self._gateway, radio=radio, raw=raw, why=f"call of service {fields[2]}")]
        call = self._calls.get(cc)
        if call is not None:
            if to is None or call.to in (None, to):
                call.to = call.to or to
                call.since = now.mono
                return self._becomes_emergency(call, radio) if emergency and not call.emergency else []
            outs += self._end(cc, "lost")  # its release was missed
        cipher = "end-to-end" if _optional(fields, 7) == 1 else None
        return outs + self._start(cc, now, to, radio, grouped, emergency, cipher)

    def _becomes_emergency(self, call: Call, radio: str | None) -> list[Out]:
        """It was joined late, or somebody in it is in need now."""
        call.emergency = True
        who = radio or call.talker or call.radio
        return [EmergencyRaised(gateway=self._gateway, radio=who, by="call", call=call.call, to=call.to)]

    def outgoing(self, fields: list[str], now: Now) -> list[Out]:
        """``+CTOCP``: progress of a call this radio sets up, for us or for the officer who holds it."""
        cc = _number(fields, 0, "+CTOCP")
        if cc in self._calls or _optional(fields, 2) not in (None, SPEECH):
            return []
        to = self.our_group if self.ours else self.selected
        return self._start(cc, now, to, self.own, True, ours=bool(self.ours))

    def connected(self, fields: list[str], now: Now) -> list[Out]:
        """``+CTCC``: cc, hook, simplex, e2ee, comms, slots …"""
        cc = _number(fields, 0, "+CTCC")
        if cc in self._calls:
            self._calls[cc].since = now.mono
            return []
        grouped = _optional(fields, 4) != 0
        cipher = "end-to-end" if _optional(fields, 3) == 1 else None
        to = self.selected if grouped else None
        return self._start(cc, now, to, None, grouped, cipher=cipher, late=True, ours=bool(self.ours))

    def granted(self, fields: list[str], now: Now) -> list[Out]:
        """``+CTXG``: cc, grant, permission, e2ee, [talker type], [talker id]. Grants to nobody are no news."""
        cc, grant = _number(fields, 0, "+CTXG"), _optional(fields, 1)
        if grant not in (TO_US, TO_ANOTHER):
            return []
        radio = self.own if grant == TO_US else header.radio(self._settings, _text(fields, 5))
        cipher = "end-to-end" if _optional(fields, 3) == 1 else None
        outs = self._known(cc, now, radio, cipher, ours=grant == TO_US and bool(self.ours))
        call = self._calls[cc]
        call.since, call.talking, call.talker = now.mono, True, radio
        if call.own and grant == TO_US:
            return outs
        text = "" if radio else UNKNOWN_TALKER
        return [*outs, TalkerNamed(gateway=self._gateway, radio=radio, call=call.call, text=text)]

    def ceased(self, fields: list[str], code: str, now: Now) -> list[Out]:
        """``+CDTXC``, ``+CTXI``, ``+CTXW``: nobody speaks any more, the call hangs on."""
        cc = _number(fields, 0, code)
        outs = self._known(cc, now, None, None)
        call = self._calls[cc]
        call.since, call.talking, call.talker = now.mono, False, None
        return [*outs, TalkerNamed(gateway=self._gateway, call=call.call)]

    def released(self, fields: list[str], now: Now) -> list[Out]:
        """``+CTCR``: cc, cause. Of a call never heard of, too, the end is told."""
        cc = _number(fields, 0, "+CTCR")
        cause = _optional(fields, 1)
        why = _WHY.get(cause, "released") if cause is not None else "released"
        if cc not in self._calls:
            return [CallEnded(gateway=self._gateway, call=self._ids.new(now), why=why)]
        return self._end(cc, why)

    def _known(self, cc: int, now: Now, radio: str | None, cipher: str | None, ours: bool = False) -> list[Out]:
        if cc in self._calls:
            return []
        return self._start(cc, now, self.selected, radio, True, cipher=cipher, late=True, ours=ours)

    def _start(
        self,
        cc: int,
        now: Now,
        to: str | None,
        radio: str | None,
        grouped: bool,
        emergency: bool = False,
        cipher: str | None = None,
        late: bool = False,
        ours: bool = False,
    ) -> list[Out]:
        outs: list[Out] = []
        if len(self._calls) >= MAX_CALLS:
            outs += self._end(min(self._calls, key=lambda cc: self._calls[cc].since), "lost")
        call = self._calls[cc] = Call(self._ids.new(now), now)
        call.to, call.radio, call.emergency = to, radio, emergency
        if ours:
            call.call, call.own, call.to = self.ours, True, self.our_group
            self.ours = ""
            return outs
        outs.append(
            CallStarted(
                gateway=self._gateway,
                radio=radio,
                call=call.call,
                to=to,
                group=grouped,
                emergency=emergency,
                encrypted=cipher,
                late=late,
            )
        )
        if emergency:
            outs.append(EmergencyRaised(gateway=self._gateway, radio=radio, by="call", call=call.call, to=to))
        return outs

    def _end(self, cc: int, why: str) -> list[Out]:
        call = self._calls.pop(cc)
        if call.own:
            return []
        return [CallEnded(gateway=self._gateway, radio=call.talker or call.radio, call=call.call, to=call.to, why=why)]

    def tick(self, now: Now) -> list[Out]:
        """Ends calls whose end was missed: a talker of more than 60 s, or nothing at all for 300 s."""
        late = [
            cc
            for cc, call in self._calls.items()
            if now.mono - call.since >= (TALK_LIMIT if call.talking else HANG_LIMIT)
        ]
        return [out for cc in late for out in self._end(cc, "timeout")]

    def lost(self) -> list[Out]:
        """The radio is gone: so is what it heard."""
        self.ours = ""
        return [out for cc in list(self._calls) for out in self._end(cc, "lost")]


def _text(fields: list[str], at: int) -> str:
    return fields[at] if at < len(fields) else ""


def _optional(fields: list[str], at: int) -> int | None:
    """A small number, or ``None`` where the field is missing, empty or something else."""
    told = _text(fields, at)
    return int(told) if told.isdecimal() and told.isascii() and len(told) <= 9 else None


def _number(fields: list[str], at: int, code: str) -> int:
    told = _optional(fields, at)
    if told is None:
        raise ProtocolError(f"{code} without a call instance: {','.join(fields)[:60]!r}")
    return told
