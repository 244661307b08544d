"""The radios a Hytera repeater serves: who is there, where they are, what they write. Makes messages; sends none."""

from __future__ import annotations

import zlib

from radio.codec import Now, ProtocolError, Settings, Unable
from radio.events import (
    AnyEvent,
    Delivered,
    Deregistered,
    EmergencyRaised,
    Located,
    NoFix,
    Registered,
    TextReceived,
)
from radio.fleet.asks import NOT_NOW, OK, Asks
from radio.fleet.presence import QUERIES, QUERY_EVERY, Presence
from radio.fleet.texts import Texts, Told
from radio.identity import group_id, radio_id
from radio.protocols.hytera import hdap, lp, rrs, tmp

ONE_EMERGENCY = 30.0
"""Seconds without an emergency report after which the next one is a new press of the button."""
_BUSY = (4, 12)  # results of a text that is worth another try
_REQUESTS = 1 << 31


class Fleet:
    """All radios of one gateway. ``repeater``: its own number; ``latest``: the radio of the message taken last."""

    def __init__(self, settings: Settings) -> None:
        self._gateway = settings.gateway
        self._settings = settings
        options = settings.options
        self._subnet = int(options.get("subnet", 10))
        self._own = int(options.get("number", 0) or 0)
        self._refresh = float(options.get("refresh", 60))
        self._trust = options.get("clock") == "trust"
        self._diagnose = bool(options.get("diagnose"))
        speaks = settings.transmit
        mark = b"K" + bytes((zlib.crc32(settings.gateway.encode()) & 0xFF,))
        self.asks = Asks(float(options.get("poll", 180)) if speaks else 0.0, False, False, mark)
        self._presence = Presence(60.0 * self._refresh, speaks)
        self._texts = Texts(self._encode, tmp.MOST_TEXT, _REQUESTS)
        self._told = Told()
        self._checks: dict[int, tuple[str, float]] = {}
        self._emergencies: dict[int, float] = {}
        self.repeater = 0
        self.latest = 0

    def _number(self, address: int) -> int:
        """The number of the radio at an address; captures show some without the network's octet."""
        network, number = address >> 24, address & 0xFFFFFF
        if network not in (0, self._subnet) or not number:
            octets = ".".join(str(octet) for octet in address.to_bytes(4, "big"))
            raise ProtocolError(f"{octets} is no radio of network {self._subnet}")
        return number

    def _address(self, number: int) -> int:
        return self._subnet << 24 | number

    def _radio(self, number: int) -> str:
        return radio_id("dmr", self._settings.network, number)

    def _heard(self, number: int, now: Now) -> str:
        self.latest = number
        if self._presence.heard(number, now.mono):
            self.asks.appeared(number, len(self._presence), now.mono)
        return self._radio(number)

    # Registration

    def registration(self, message: hdap.Message, now: Now) -> tuple[list[AnyEvent] | None, hdap.Message | None]:
        """Events (``None``: not understood) and the answer."""
        told = rrs.read(message)
        self.latest = 0
        if told is None:
            return None, None
        number = self._number(told.radio)
        if told.kind == rrs.REGISTER:
            radio = self._heard(number, now)
            seconds = round(60 * self._refresh)
            answer = rrs.write(rrs.Registration(kind=rrs.ANSWER, radio=told.radio, seconds=seconds))
            if self._presence.repeats(number, message.payload, now.mono):
                return [], answer
            return [Registered(gateway=self._gateway, radio=radio, minutes=self._refresh)], answer
        if told.kind == rrs.CHECK:
            return [], None  # somebody else asks
        if told.kind == rrs.GONE or not told.ok:
            return self._gone(number, self._presence.gone(number) or self._diagnose), None
        radio = self._heard(number, now)
        events: list[AnyEvent] = self._checked(number, radio)
        if told.kind == rrs.ANSWER or self._diagnose:
            minutes = told.seconds / 60 if told.seconds else None
            events.append(Registered(gateway=self._gateway, radio=radio, minutes=minutes))
        return events, None

    def _gone(self, number: int, tell: bool) -> list[AnyEvent]:
        failed: list[AnyEvent] = [self._failed(number, ref) for ref in self.asks.gone(number)]
        return [Deregistered(gateway=self._gateway, radio=self._radio(number)), *failed] if tell else failed

    def check(self, number: int, ref: str, now: Now) -> hdap.Message:
        """The question whether a radio is there."""
        self._checks[number] = ref, now.mono + QUERIES * QUERY_EVERY
        return rrs.write(rrs.Registration(kind=rrs.CHECK, radio=self._address(number)))

    def _checked(self, number: int, radio: str) -> list[AnyEvent]:
        ref, _ = self._checks.pop(number, ("", 0.0))
        return [Delivered(gateway=self._gateway, radio=radio, ref=ref, ok=True, by="radio")] if ref else []

    # Location

    def location(self, message: hdap.Message, now: Now) -> list[AnyEvent] | None:
        """Events, or ``None`` for what is not understood."""
        self.latest = 0
        report = lp.read(message, now.utc, self._trust)
        if report is None:
            return [] if message.opcode == lp.REQUEST else None
        number = self._number(report.radio)
        radio = self._heard(number, now)
        if report.request:
            result = OK if not report.result else NOT_NOW
            self.asks.answered(number, report.request, result, len(self._presence), now.mono)
        events: list[AnyEvent] = []
        if report.reason == "emergency" and report.place is not None:
            events += self._emergency(number, radio, now)
        return events + self._place(report, radio)

    def _emergency(self, number: int, radio: str, now: Now) -> list[AnyEvent]:
        """Reports go on until somebody stops them: they are one press of the button."""
        before = self._emergencies.pop(number, float("-inf"))
        self._emergencies[number] = now.mono
        if len(self._emergencies) > 1024:
            del self._emergencies[next(iter(self._emergencies))]
        if now.mono - before < ONE_EMERGENCY:
            return []
        return [EmergencyRaised(gateway=self._gateway, radio=radio, by="position")]

    def _place(self, report: lp.Report, radio: str) -> list[AnyEvent]:
        place, gateway = report.place, self._gateway
        if place is None or place.lat is None or place.lon is None:
            if place is None and not report.result:
                return []  # yes, I shall report
            why = lp.RESULTS.get(report.result, f"result {report.result:X}") if report.result else ""
            why = why or (place.void if place is not None else "")
            when = place.time if place is not None else None
            return [NoFix(gateway=gateway, radio=radio, radio_time=when, rssi=report.rssi, reason=why)]
        return [
            Located(
                gateway=gateway,
                radio=radio,
                radio_time=place.time,
                rssi=report.rssi,
                lat=place.lat,
                lon=place.lon,
                speed=place.speed,
                course=place.course,
                reason=report.reason,
            )
        ]

    # Texts

    def text(self, message: hdap.Message, now: Now) -> tuple[list[AnyEvent] | None, hdap.Message | None]:
        """Events (``None``: not understood) and the acknowledgement."""
        self.latest = 0
        told = tmp.read(message)
        if told is None:
            return None, None
        if told.kind in (tmp.PRIVATE_ANSWER, tmp.GROUP_ANSWER):
            return self._answered(told), None
        number = self._number(told.by)
        radio = self._heard(number, now)
        answer = tmp.answer(told) if told.answer and told.kind == tmp.PRIVATE else None
        if not self._told.is_new(number, told.request, told.text, now.mono):
            return [], answer
        to, called = None, told.to & 0xFFFFFF
        if called:
            to = group_id("dmr", self._settings, called) if told.kind == tmp.GROUP else self._radio(called)
        wants, ref = "received" if told.answer else "none", str(told.request)
        event = TextReceived(gateway=self._gateway, radio=radio, to=to, text=told.text, ref=ref, wants=wants)
        return [event], answer

    def _answered(self, told: tmp.Text) -> list[AnyEvent]:
        """What became of a text of ours: its addressee is who answers."""
        group = told.kind == tmp.GROUP_ANSWER
        number = told.to & 0xFFFFFF
        radio = None if group else self._radio(number)
        by = "network" if group else "radio"
        ok = told.result == 0
        ref: str | None = str(told.request) if self._diagnose else None
        if ref is None and told.result not in _BUSY:
            ref = self._texts.acknowledged(-number if group else number, told.request)
        return [Delivered(gateway=self._gateway, radio=radio, ref=ref, ok=ok, by=by)] if ref else []

    def write(self, number: int, group: bool, text: str, ref: str, now: Now) -> None:
        """Queue a text to a radio or group. Raises :class:`Unable`."""
        if not (self._own or self.repeater):
            raise Unable("the repeater has not said its number yet: set option number")
        self._texts.write(-number if group else number, text, ref, int(now.utc) & 0xFFFFFF)

    def _encode(self, number: int, request: int, text: str) -> bytes:
        by = self._address(self._own or self.repeater)
        if number < 0:
            told = tmp.Text(kind=tmp.GROUP, request=request, to=-number, by=by, text=text, answer=True)
        else:
            to = self._address(number)
            told = tmp.Text(kind=tmp.PRIVATE, request=request, to=to, by=by, text=text, answer=True)
        return hdap.write(tmp.write(told))

    # Time

    def overdue(self, now: Now) -> tuple[list[tuple[int, rrs.Registration]], list[AnyEvent]]:
        """(radios to ask whether they are there, what became of those that did not say)."""
        ask, lost = self._presence.overdue(now.mono)
        questions = [(n, rrs.Registration(kind=rrs.CHECK, radio=self._address(n))) for n in ask]
        events = [event for number in lost for event in self._gone(number, tell=True)]
        for number in [number for number, (_, until) in self._checks.items() if until <= now.mono]:
            ref, _ = self._checks.pop(number)
            events.append(self._failed(number, ref))
        return questions, events

    def due(self, now: Now) -> tuple[list[tuple[int, hdap.Message]], list[tuple[int, hdap.Message]], list[AnyEvent]]:
        """(texts, questions for positions, what failed)."""
        texts, unread = self._texts.due(now.mono)
        questions, unanswered = self.asks.due(len(self._presence), now.utc, now.mono)
        asked = [(one.number, lp.ask(one.request, self._address(one.number))) for one in questions]
        failed: list[AnyEvent] = [self._failed(number, ref) for number, ref in [*unread, *unanswered]]
        return [(number, hdap.read(data)[0]) for number, data in texts], asked, failed

    def _failed(self, number: int, ref: str) -> Delivered:
        radio = self._radio(number) if number > 0 else None
        return Delivered(gateway=self._gateway, radio=radio, ref=ref, ok=False, by="network")

    def waiting(self) -> list[AnyEvent]:
        """Everything on its way, as failed."""
        checks = [(number, ref) for number, (ref, _) in self._checks.items()]
        return [self._failed(number, ref) for number, ref in [*self._texts.waiting(), *self.asks.waiting(), *checks]]
