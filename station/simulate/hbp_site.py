"""A DMR repeater that logs in to the console by the homebrew protocol and passes on what its radios say.

Voice is on slot 1: coded frames between which the talker's name and place ride. Texts are short data on slot 2. Nobody
can hear the voice: what a vocoder would have made of speech is random octets here.
Source: programs that speak it were run and captured (MMDVM hosts, DMRGateway, hblink3); no standard exists.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterator

import msgspec

from station.simulate import dmr_air as air
from station.simulate.cast import GROUPS, Gateway, Player
from station.simulate.cues import Cue, Exchange, Over, Position, Text
from station.simulate.dmr_heard import Ear
from station.simulate.lines import Lines
from station.simulate.mototrbo_fleet import acknowledgement, sequence_of
from station.simulate.roads import Place

BURST = 0.06
AGAIN, PING, SILENT = 8.0, 5.0, 16.0
GAP = 0.12
"""Seconds between two overs on a slot."""
ALARMS, ALARM_EVERY = 4, 0.36
EMERGENCY_CALL = 7.0
MISSED = 8
"""Bursts of a late call that nobody heard."""
AES_256 = 0x25
TEXTS = 4007
ANSWER = 0.7
"""Seconds after which a radio says that it has a text."""
DEAF = 0.15
"""The share of texts that a radio misses the first time."""
_SLOT_2, _PRIVATE, _DATA, _SYNC = 0x80, 0x40, 0x20, 0x10
_RUNNING = b"RPTPING"
_NEXT = {b"RPTL": b"RPTK", b"RPTK": b"RPTC", b"RPTC": _RUNNING}
"""The login: what is asked once a question was answered."""
_SELF = (
    *(("KOPASIM", 8), ("451525000", 9), ("451525000", 9), ("25", 2), ("01", 2), ("55.97500", 8), ("026.29670", 9)),
    *(("030", 3), ("Ilukste", 20), ("Simulated", 19), ("3", 1), ("", 124), ("Kopa simulator", 40), ("1", 40)),
)
"""Call sign, frequencies, power, colour code, place, height, words, slots, page, software, version; widths."""


class Radio(msgspec.Struct):
    """One radio, its name as link control carries it, and where it is."""

    number: int
    alias: list[bytes]
    place: Place | None = None
    missed: bytes = b""


class HbpSite:
    """One repeater; ``own`` is its id. The password is empty: what is simulated is behind a password of nobody."""

    def __init__(self, gateway: Gateway, own: int, cast: dict[str, Player], dice: random.Random) -> None:
        self._own, self._dice = own.to_bytes(4, "big"), dice
        told = [(player, player.radio(gateway.name)) for player in cast.values()]
        self._radios = {
            player.callsign: Radio(int(radio.number), _alias(player)) for player, radio in told if radio is not None
        }
        self._group = next(group for group in GROUPS if group.gateway == gateway.name)
        self._room = self._radios[self._group.members[-1]].number
        self._lines = Lines()
        self._asked, self._salt = b"RPTL", b""
        self._next = 0.3  # when it asks again, or pings
        self._heard = 0.0
        self._free = [0.0, 0.0]  # when each slot is
        self._ears = (Ear(), Ear())

    # --- the story's side ---

    def play(self, cue: Cue) -> None:
        """What is said on its group, with names and places; an alarm and the call behind it; texts."""
        if isinstance(cue, Exchange):
            if cue.group == self._group.name and cue.at >= self._free[0]:
                for n, over in enumerate(cue.overs):
                    options = (air.EMERGENCY if cue.emergency else 0) | (air.SECRET if cue.encrypted else 0)
                    self._speak(over, options, late=cue.late and n == 0)
            return
        radio = self._radios.get(cue.unit) if isinstance(cue, Position | Text) else None
        if radio is None:
            return
        if isinstance(cue, Position):
            radio.place = cue.place
            if cue.why == "emergency":
                self._alarm(radio, cue)
        elif isinstance(cue, Text):
            bursts = [(_DATA | kind, burst) for kind, burst in air.short_text(radio.number, self._room, cue.text)]
            self._say(1, cue.at, radio.number, self._room, _PRIVATE, bursts)

    def _alarm(self, radio: Radio, cue: Position) -> None:
        """The button: an alarm said several times, then a call in which the radio opens its microphone by itself."""
        burst = air.alarm(radio.number, int(self._group.number))
        at = max(cue.at, self._free[0])
        for n in range(ALARMS):
            self._say(0, at + n * ALARM_EVERY, radio.number, int(self._group.number), 0, [(_DATA | air.CONTROL, burst)])
        self._speak(Over(at + 2.5, EMERGENCY_CALL, cue.unit), air.EMERGENCY)

    def _speak(self, over: Over, options: int, late: bool = False) -> None:
        radio, to = self._radios[over.unit], int(self._group.number)
        bursts = list(self._call(radio, over.seconds, options))
        skipped = MISSED if late else 0
        self._say(0, over.at + skipped * BURST, radio.number, to, 0, bursts[skipped:])

    def _call(self, radio: Radio, seconds: float, options: int) -> Iterator[tuple[int, bytes]]:
        """Flags and bursts of one over."""
        to = int(self._group.number)
        told = air.call(radio.number, to, options)
        place = [] if radio.place is None else [air.place(radio.place.lat, radio.place.lon)]
        turn = itertools.cycle([air.embedded(octets) for octets in (told, *place, *radio.alias)])
        secret = bool(options & air.SECRET)
        yield from [(_DATA | air.HEADER, air.header(told))] * 2
        if secret:
            yield _DATA | air.PRIVACY, air.privacy(to, AES_256, 3, self._dice.getrandbits(32))
        message: list[int] = []
        for n in range(round(seconds / BURST)):
            letter = n % 6
            message = message if letter else next(turn)
            yield letter or _SYNC, air.voice_burst(self._dice.randbytes(27), letter, message, secret)
        yield _DATA | air.TERMINATOR, air.terminator(told)

    def _say(self, slot: int, at: float, src: int, dst: int, flags: int, bursts: list[tuple[int, bytes]]) -> None:
        """A stream of bursts, flags with each, once the slot is free."""
        at = max(at, self._free[slot])
        stream = self._dice.randbytes(4)
        rssi = self._dice.randint(72, 104)
        flags |= _SLOT_2 if slot else 0
        for n, (more, burst) in enumerate(bursts):
            head = b"DMRD" + bytes((n & 0xFF,)) + src.to_bytes(3, "big") + dst.to_bytes(3, "big") + self._own
            quality = bytes((self._dice.choice((0, 0, 0, 1, 2)), rssi + self._dice.randint(-2, 2)))
            self._lines.say(at + n * BURST, head + bytes((flags | more,)) + stream + burst + quality)
        self._free[slot] = at + len(bursts) * BURST + GAP

    # --- the console's side ---

    def joined(self, at: float) -> None:
        """Datagram ports have no beginning."""

    def hear(self, data: bytes, at: float) -> None:
        """The master's answers: the login goes on, or begins anew; and its bursts, which go on the air."""
        if data[:4] == b"DMRD" and len(data) >= 53 and data[15] & 0x30 == _DATA:
            self._carry(1 if data[15] & _SLOT_2 else 0, data[15] & 15, data[20:53], at)
            return
        if data[:6] == b"RPTACK" and self._asked in _NEXT:
            if self._asked == b"RPTL":
                self._salt = data[6:10]
            self._asked, self._next = _NEXT[self._asked], at
        elif data[:6] == b"MSTNAK" or data[:5] == b"MSTCL":
            self._asked, self._next = b"RPTL", at + AGAIN
        if data[:6] in (b"RPTACK", b"MSTPON"):
            self._heard = at

    def _carry(self, slot: int, kind: int, burst: bytes, at: float) -> None:
        """A data burst of the console on its slot. A radio it is for says that it has the text, or misses it."""
        told = self._ears[slot].take(kind, burst)
        radio = next((one for one in self._radios.values() if told is not None and one.number == told.dst), None)
        if told is None or radio is None or told.port != TEXTS or len(told.payload) < 6 or not told.payload[2] & 0x40:
            return
        if told.payload != radio.missed and self._dice.random() < DEAF:
            radio.missed = told.payload
            return
        answer = air.datagram(radio.number, told.src, TEXTS, acknowledgement(sequence_of(told.payload)))
        self._say(slot, at + ANSWER, radio.number, told.src, _PRIVATE, [(_DATA | what, one) for what, one in answer])

    def due(self) -> float:
        """The next burst or word to the master."""
        return min(self._lines.due(), self._next)

    def speak(self, until: float) -> list[bytes]:
        """What is due; bursts before the login are lost."""
        said = [(line.at, line.data) for line in self._lines.speak(until) if self._asked == _RUNNING]
        while self._next <= until:
            if self._asked == _RUNNING and self._next - self._heard > SILENT:
                self._asked = b"RPTL"
            said.append((self._next, self._question()))
            self._next += PING if self._asked == _RUNNING else AGAIN
        return [data for _, data in sorted(said, key=lambda one: one[0])]

    def _question(self) -> bytes:
        """What the login asks now, or a ping."""
        more = b""
        if self._asked == b"RPTK":
            more = hashlib.sha256(self._salt).digest()
        elif self._asked == b"RPTC":
            more = "".join(text.ljust(width) for text, width in _SELF).encode()
        return self._asked + self._own + more


def _alias(player: Player) -> list[bytes]:
    """Call sign and vehicle, in the first code that has room for them."""
    text = f"{player.callsign} {player.vehicle}".strip()
    if text.isascii():
        return air.alias(text, air.SEVEN)
    return air.alias(text, air.UTF_16 if len(text) <= 13 else air.UTF_8)
