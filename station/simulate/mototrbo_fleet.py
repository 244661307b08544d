"""A fleet of MOTOTRBO radios behind a control station: each registers, tells where it is when asked, and writes.

Each radio speaks from an address of its own, as in life; here all of them are in 127/8, which never leaves the machine.
"""

from __future__ import annotations

import random

import msgspec

from station.simulate import lrrp
from station.simulate.addressed import unwrap, wrap
from station.simulate.cast import Gateway, Player
from station.simulate.cues import Cue, Position, Text
from station.simulate.lines import Clock, Lines
from station.simulate.roads import Place

NETWORK = 127
REGISTER_AGAIN, TEXT_AGAIN = 8.0, 6.0
TRIES = 3
EXCHANGE = 0.6
"""Seconds that a question and its answer keep the channel."""
DEAF = 0.15
"""The share of texts that a radio misses the first time."""


class Radio(msgspec.Struct):
    """One radio. ``triggers``: when it reports next under a request id, and how often."""

    number: int
    register: float
    place: Place | None = None
    minutes: int = 0
    triggers: dict[bytes, tuple[float, int]] = {}
    emergency: bytes = b""
    sequence: int = 0
    unread: dict[int, bytes] = {}
    missed: bytes = b""

    @property
    def host(self) -> str:
        """Where it is reached."""
        return host(self.number)


def host(number: int) -> str:
    """The address of a radio: its number."""
    return f"{NETWORK}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


class MototrboFleet:
    """All radios that have data at ``gateway``."""

    def __init__(self, gateway: Gateway, cast: dict[str, Player], clock: Clock, dice: random.Random) -> None:
        self._clock, self._dice = clock, dice
        told = [(name, player.radio(gateway.name)) for name, player in cast.items()]
        self._radios = {
            name: Radio(int(radio.number), register=dice.uniform(0.5, 4.0), triggers={}, unread={})
            for name, radio in told
            if radio is not None
        }
        self._hosts = {radio.host: radio for radio in self._radios.values()}
        self._lines = Lines()

    # --- the story's side ---

    def play(self, cue: Cue) -> None:
        """Places, kept until asked for; an emergency, told at once by a radio that was asked to; texts."""
        radio = self._radios.get(cue.unit) if isinstance(cue, Position | Text) else None
        if radio is None:
            return
        if isinstance(cue, Position):
            radio.place = cue.place
            if cue.why == "emergency" and radio.emergency:
                self._report(radio, lrrp.REPORT, radio.emergency, cue.at)
        elif isinstance(cue, Text):
            radio.sequence = (radio.sequence + 1) % 128
            radio.unread[radio.sequence] = _text(cue.text, radio.sequence)
            for n in range(TRIES):
                at = cue.at + n * TEXT_AGAIN
                self._say(radio, "tms", at, radio.unread[radio.sequence], f"{radio.number}/{radio.sequence}")

    def _say(self, radio: Radio, service: str, at: float, data: bytes, tag: str = "") -> None:
        self._lines.say(at, wrap(f"{radio.host}/{service}", data), tag)

    def _report(self, radio: Radio, kind: int, request: bytes, at: float) -> None:
        self._say(radio, "lrrp", at, lrrp.report(kind, request, radio.place, self._clock(at)))

    # --- the console's side ---

    def joined(self, at: float) -> None:
        """Datagram ports have no beginning."""

    def hear(self, data: bytes, at: float) -> None:
        """A datagram for one of the radios."""
        where, service, told = unwrap(data)
        radio = self._hosts.get(where)
        if radio is None or len(told) < 3:
            return
        if service == "ars":
            self._registered(radio, told, at)
        elif service == "lrrp":
            self._asked(radio, told, at)
        elif service == "tms":
            self._written(radio, told, at)

    def _registered(self, radio: Radio, told: bytes, at: float) -> None:
        if told[2] & 0x0F == 0x0F and not told[2] & 0x40:
            radio.minutes = 30 * (told[3] & 0x7F) if told[2] & 0x80 else 0
            radio.register = at + 60.0 * radio.minutes - 90.0 if radio.minutes else float("inf")
        elif told[2] & 0x0F == 4:
            self._say(radio, "ars", at + EXCHANGE, bytes.fromhex("00013f"))

    def _asked(self, radio: Radio, told: bytes, at: float) -> None:
        asked = lrrp.read(told)
        if asked is None:
            return
        if asked.kind == lrrp.ASK_NOW:
            self._report(radio, lrrp.REPORT_NOW, asked.request, at + EXCHANGE)
        elif asked.kind == lrrp.ASK_EVERY:
            if asked.emergency:
                radio.emergency = asked.request
            else:
                radio.triggers[asked.request] = at + max(asked.every, 5), max(asked.every, 5)
            self._say(radio, "lrrp", at + EXCHANGE, lrrp.answer(lrrp.ANSWERED, asked.request))
        elif asked.kind == lrrp.ASK_STOP:
            radio.triggers.pop(asked.request, None)
            self._say(radio, "lrrp", at + EXCHANGE, lrrp.answer(lrrp.STOPPED, asked.request))

    def _written(self, radio: Radio, told: bytes, at: float) -> None:
        """An acknowledgement of a text, or a text: now and then missed until it is sent again."""
        sequence = sequence_of(told)
        if told[2] & 0x1F == 0x1F:
            self._lines.drop(f"{radio.number}/{sequence}")
            radio.unread.pop(sequence, None)
        elif told[2] & 0x40 and (told == radio.missed or self._dice.random() >= DEAF):
            self._say(radio, "tms", at + EXCHANGE, acknowledgement(sequence))
        else:
            radio.missed = told

    def due(self) -> float:
        """The next datagram, report or registration."""
        radios = self._radios.values()
        reports = [at for radio in radios for at, _ in radio.triggers.values()]
        return min(self._lines.due(), *(radio.register for radio in radios), *reports)

    def speak(self, until: float) -> list[bytes]:
        """Datagrams due."""
        for radio in self._radios.values():
            while radio.register <= until:
                self._say(radio, "ars", radio.register, _registration(radio))
                radio.register += REGISTER_AGAIN
            for request, (at, every) in list(radio.triggers.items()):
                while at <= until:
                    self._report(radio, lrrp.REPORT, request, at)
                    at += every
                radio.triggers[request] = at, every
        return [line.data for line in self._lines.speak(until)]


def sequence_of(told: bytes) -> int:
    """The number of a text or of its acknowledgement."""
    first = 4 + told[3]
    if not told[2] & 0x80:
        return 0
    return told[first] & 0x1F | (told[first + 1] & 0x60 if told[first] & 0x80 else 0)


def acknowledgement(sequence: int) -> bytes:
    """That a text has arrived."""
    number = bytes((sequence,)) if sequence < 32 else bytes((0x80 | sequence & 0x1F, sequence & 0x60))
    body = bytes((0x9F, 0)) + number
    return len(body).to_bytes(2, "big") + body


def _registration(radio: Radio) -> bytes:
    """Initial, or a refresh once it was answered."""
    device = str(radio.number).encode()
    body = bytes((0xF0, 0x40 if radio.minutes else 0x20, len(device))) + device + b"\0\0"
    return len(body).to_bytes(2, "big") + body + b"\0"


def _text(text: str, sequence: int) -> bytes:
    """A text with an empty subject, as these radios write."""
    body = bytes((0xE0, 0, 0x80 | sequence & 0x1F, sequence & 0x60 | 4)) + f"\r\n{text}".encode("utf-16-le")
    return len(body).to_bytes(2, "big") + body
