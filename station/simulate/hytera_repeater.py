"""A Hytera repeater that forwards to the console: its ports call, its radios register, tell, write and are heard."""

from __future__ import annotations

import random
import struct

import msgspec

from station.simulate import hdap
from station.simulate.addressed import unwrap, wrap
from station.simulate.cast import GROUPS, Gateway, Player
from station.simulate.cues import Cue, Exchange, Over, Position, Text
from station.simulate.lines import Clock, Lines
from station.simulate.roads import Place
from station.simulate.words import Words

HOST = "127.0.0.2"
PORTS = ("rrs1", "gps1", "tms1", "rcp1", "rtp1")
CALL_EVERY, BEAT, AGAIN, REGISTER_AGAIN, TEXT_AGAIN = 3.0, 6.0, 2.0, 8.0, 7.0
TRIES = 3
FRAME, PACE = 480, 0.06
SILENCE = b"\xd5"  # A-law
EXCHANGE = 0.6
"""Seconds that a question to a radio and its answer take."""
HANG = 3.0
"""Seconds a call hangs on after its last over."""
EMERGENCY_EVERY, EMERGENCY_TIMES = 5.0, 6
DEAF = 0.15
"""The share of texts that a radio misses the first time."""
TALKS, HANGS, IDLES = 0, 1, 4
RSSI = -93


class Port(msgspec.Struct):
    """One port: whether the console took its call, when it says something of itself next, its last number."""

    next: float
    connected: bool = False
    number: int = 0


class Radio(msgspec.Struct):
    """One radio; ``register``: when it tries (again)."""

    number: int
    register: float
    place: Place | None = None
    requests: int = 0
    missed: bytes = b""


class HyteraRepeater:
    """One repeater, all of it on slot 1; ``own`` is its number."""

    def __init__(
        self, gateway: Gateway, own: int, cast: dict[str, Player], words: Words, clock: Clock, dice: random.Random
    ) -> None:
        self._own, self._words, self._clock, self._dice = own, words, clock, dice
        told = [(name, player.radio(gateway.name)) for name, player in cast.items()]
        self._radios = {
            name: Radio(int(radio.number), register=dice.uniform(1.5, 5.0) if radio.data else float("inf"))
            for name, radio in told
            if radio is not None
        }
        self._numbers = {radio.number: radio for radio in self._radios.values()}
        self._group = next(group for group in GROUPS if group.gateway == gateway.name)
        self._ports = {name: Port(next=0.2 + 0.1 * n) for n, name in enumerate(PORTS)}
        self._lines = Lines()  # datagrams
        self._later = Lines()  # messages, which get a number and are repeated
        self._sequence, self._base = dice.getrandbits(15), dice.getrandbits(24)
        self._busy = 0.0

    # --- the story's side ---

    def play(self, cue: Cue) -> None:
        """Places, kept until asked for; an emergency, reported again and again; texts; what is said on its group."""
        if isinstance(cue, Exchange):
            if cue.group == self._group.name and cue.at >= self._busy:
                self._speak(cue)
            return
        radio = self._radios.get(cue.unit) if isinstance(cue, Position | Text) else None
        if radio is None:
            return
        if isinstance(cue, Position):
            radio.place = cue.place
            if cue.why == "emergency":
                for n in range(EMERGENCY_TIMES):
                    at = cue.at + n * EMERGENCY_EVERY
                    payload = hdap.address(radio.number) + b"\x01" + hdap.gps(radio.place, self._clock(at))
                    self._later.say(at, wrap("/gps1", hdap.message(hdap.LP, 0xB003, payload)))
        elif isinstance(cue, Text):
            self._write(radio, cue)

    def _write(self, radio: Radio, cue: Text) -> None:
        """Again until the console says that it has it."""
        radio.requests += 1
        request = (radio.number & 0xFFFF) << 12 | radio.requests & 0xFFF
        payload = request.to_bytes(4, "big") + hdap.address(self._own) + hdap.address(radio.number)
        data = hdap.message(hdap.TMP, 0x00A1, payload + cue.text.encode("utf-16-le"))
        for n in range(TRIES):
            self._later.say(cue.at + n * TEXT_AGAIN, wrap("/tms1", data), f"text/{request}")

    def _speak(self, cue: Exchange) -> None:
        """Each over in the log and as voice; the call hangs on between them and ends some seconds after the last."""
        for over in cue.overs:
            radio = self._radios[over.unit]
            self._log(over.at, TALKS, radio.number)
            self._log(self._say_over(over, radio.number) + 0.02, HANGS, radio.number)
        self._log(cue.end + HANG, IDLES, self._radios[cue.overs[-1].unit].number)
        self._busy = cue.end + HANG + 0.5

    def _log(self, at: float, status: int, by: int) -> None:
        payload = struct.pack("<HHHHII", 0, status, 1, 1, int(self._group.number), by)
        self._later.say(at, wrap("/rcp1", hdap.message(hdap.RCP, 0xB845, payload)))

    def _say_over(self, over: Over, by: int) -> float:
        """60 ms a packet, the last one flagged; returns when it is over."""
        sound = self._words.sound(over.clip, "ALAW")
        count = -(-len(sound) // FRAME)
        for n in range(count):
            at = over.at + 0.04 + n * PACE
            payload = sound[n * FRAME : (n + 1) * FRAME].ljust(FRAME, SILENCE)
            self._sequence = self._sequence + 1 & 0xFFFF
            stamp = self._base + round(at * 8000) & 0xFFFFFFFF
            head = struct.pack(">BBHIIHH", 0x90, 8, self._sequence, stamp, 0x1000 | by & 0xFFF, 0x15, 3)
            who = bytes((1 << 1 | (n == count - 1),)) + by.to_bytes(3, "big")
            to = int(self._group.number).to_bytes(3, "big") + b"\x01" + bytes(4)
            self._lines.say(at, wrap(f"{HOST}/rtp1", head + who + to + payload))
        return over.at + 0.04 + count * PACE

    # --- the console's side ---

    def joined(self, at: float) -> None:
        """Datagram ports have no beginning."""

    def hear(self, data: bytes, at: float) -> None:
        """A datagram for one of the ports."""
        _, name, inner = unwrap(data)
        told = hdap.parse(inner)
        port = self._ports.get(name)
        if told is None or port is None:
            return
        if told.flags & hdap.CONNECT:
            port.connected, port.next = True, at + BEAT
        elif told.flags & hdap.ACK:
            self._lines.drop(f"{name}/{told.number}")
        elif told.service:
            self._lines.say(at, wrap(f"{HOST}/{name}", hdap.frame(hdap.ACK, told.number, self._own)))
            self._take(told, at)

    def _take(self, told: hdap.Told, at: float) -> None:
        payload = told.payload
        if told.service == hdap.RCP and told.opcode == 0x10C9:
            self._later.say(at, wrap("/rcp1", hdap.message(hdap.RCP, 0x80C9, b"\0")))
        elif told.service == hdap.TMP and told.opcode & 0xFF == 0xB1:
            self._later.say(at + EXCHANGE, wrap("/tms1", hdap.message(hdap.TMP, 0x00B2, payload[:8] + b"\0")))
        elif told.service == hdap.TMP and told.opcode & 0xFF == 0xA2:
            self._later.drop(f"text/{int.from_bytes(payload[:4], 'big')}")
        else:
            start = 0 if told.service == hdap.RRS else 4
            radio = self._numbers.get(int.from_bytes(payload[start + 1 : start + 4], "big"))
            if radio is not None:
                self._reach(radio, told, at)

    def _reach(self, radio: Radio, told: hdap.Told, at: float) -> None:
        """The console's word for one radio."""
        payload, address = told.payload, hdap.address(radio.number)
        if told.service == hdap.RRS and told.opcode == 0x0080:
            radio.register = at + max(int.from_bytes(payload[5:9], "big") - 90.0, REGISTER_AGAIN)
        elif told.service == hdap.RRS and told.opcode == 0x0002:
            self._later.say(at + EXCHANGE, wrap("/rrs1", hdap.message(hdap.RRS, 0x0082, address + b"\0")))
        elif told.service == hdap.LP and told.opcode == 0xA001:
            then = at + EXCHANGE
            place = hdap.gps(radio.place, self._clock(then)) + struct.pack(">h", RSSI)
            result = b"\0\0" if radio.place is not None else b"\0\x06"
            report = hdap.message(hdap.LP, 0xA003, payload[:4] + address + result + place)
            self._later.say(then, wrap("/gps1", report))
        elif told.service == hdap.TMP and told.opcode & 0xFF == 0xA1:
            if payload != radio.missed and self._dice.random() < DEAF:
                radio.missed = payload  # the next time it is read
            else:
                self._later.say(at + EXCHANGE, wrap("/tms1", hdap.message(hdap.TMP, 0x00A2, payload[:12] + b"\0")))

    def due(self) -> float:
        """The next datagram, message, call, heartbeat or registration."""
        ports = (port.next for port in self._ports.values())
        radios = (radio.register for radio in self._radios.values())
        return min(self._lines.due(), self._later.due(), *ports, *radios)

    def speak(self, until: float) -> list[bytes]:
        """Datagrams due."""
        for name, port in self._ports.items():
            while port.next <= until:
                self._of_itself(name, port)
        for radio in self._radios.values():
            while radio.register <= until:
                self._later.say(radio.register, wrap("/rrs1", hdap.message(hdap.RRS, 3, hdap.address(radio.number))))
                radio.register += REGISTER_AGAIN
        for line in self._later.speak(until):
            self._number(line.at, line.data)
        return [line.data for line in self._lines.speak(until)]

    def _of_itself(self, name: str, port: Port) -> None:
        """A call until somebody takes it, heartbeats from then on."""
        rtp = name.startswith("rtp")
        if port.connected:
            data, after = hdap.frame(hdap.BEAT, 0, self._own), BEAT
        else:
            data, after = hdap.frame(hdap.OPTIONS | hdap.CONNECT, 0, self._own, rtp=rtp), CALL_EVERY
        self._lines.say(port.next, wrap(f"{HOST}/{name}", data))
        port.next += after

    def _number(self, at: float, wrapped: bytes) -> None:
        """A message in a frame, repeated until it is acknowledged."""
        _, name, data = unwrap(wrapped)
        port = self._ports[name]
        port.number = port.number + 1 & 0xFFFF
        framed = wrap(f"{HOST}/{name}", hdap.frame(hdap.OPTIONS, port.number, self._own, data))
        for n in range(TRIES):
            self._lines.say(at + n * AGAIN, framed, f"{name}/{port.number}")
