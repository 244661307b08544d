"""A TETRA terminal at its peripheral equipment interface: answers AT commands, tells calls, texts, statuses, positions.

Nothing comes unasked before the console has registered for it with ``+CTSP``, as with a real one. Source: ETSI EN 300
392-5 (PEI).
"""

from __future__ import annotations

import random

import msgspec

from station.simulate import sds
from station.simulate.cast import GROUPS, Gateway, Player
from station.simulate.command_line import CommandLine
from station.simulate.cues import Cue, Exchange, Outage, Position, Status, Text
from station.simulate.lines import Clock, Lines
from station.simulate.lip import LIP, long_report, short_report
from station.simulate.pei_calls import ANSWER_AFTER, Calls
from station.simulate.roads import Place
from station.simulate.words import EMERGENCY, STATUSES

CALLS, STATUS, SHORT_DATA = "0.0", "2.20", "3"
STATUS_SERVICE, TEXT_SERVICE = 13, 12
SYNTAX, PARAMETER, DECODE, TAKEN = 35, 34, 32, 38
SCANNED = 2  # of +CTGS: 1 is the selected group


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """How makes differ: ``long_numbers`` with country and network; ``whole_bytes`` in hex; ``scheme`` of texts."""

    long_numbers: bool = False
    whole_bytes: bool = True
    scheme: int = sds.UTF_16
    maker: str = "KOPA-SIM"


class Terminal:
    """One terminal with ``own`` number, hearing ``cast`` (by call sign) as far as they have a radio at ``gateway``."""

    def __init__(
        self, gateway: Gateway, own: str, cast: dict[str, Player], habits: Habits, clock: Clock, dice: random.Random
    ) -> None:
        self._gateway, self._own, self._habits, self._clock, self._dice = gateway, own, habits, clock, dice
        radios = [(name, player.radio(gateway.name)) for name, player in cast.items()]
        self._numbers = {name: radio.number for name, radio in radios if radio is not None}
        self._tells = {name for name, radio in radios if radio is not None and radio.data}
        self._groups = {group.name: group for group in GROUPS if group.gateway == gateway.name}
        self._cars = {name for name in self._numbers if cast[name].kind != "post"}
        self._lines = Lines()
        self._calls = Calls(self._tell_call, self._lines.drop, self._address, habits.long_numbers, dice)
        self._places: dict[str, Place | None] = {}
        self._reference = 0
        self._sent = 0
        self._cut = (0.0, 0.0)
        self._plug_in()

    def _plug_in(self) -> None:
        self._typed = CommandLine()
        self._echo, self._numeric = True, False
        self._services: set[str] = set()
        self._service, self._to = TEXT_SERVICE, ""
        self._selected = next(iter(self._groups.values())).number

    # --- the console's side ---

    def joined(self, at: float) -> None:
        """A console opened the port: it starts from nothing. While the cable is cut the terminal does not notice."""
        if self._is_cut(at):
            return
        self._calls.release(at)
        self._plug_in()

    def hear(self, data: bytes, at: float) -> None:
        """Characters of the console, cut anywhere."""
        if self._is_cut(at):
            return
        typed = self._typed.feed(data)
        while typed is not None:
            if typed.message:
                self._message(typed.text, at)
            elif typed.text:
                if self._echo:
                    self._lines.say(at, typed.text.encode("ascii", "replace") + b"\r")
                self._command(typed.text, at + ANSWER_AFTER)
            typed = self._typed.feed(b"")

    def _command(self, text: str, at: float) -> None:
        if text[:2].upper() != "AT":
            return
        body = text[2:].strip()
        name, _, value = body.partition("=")
        name, value = name.strip().upper(), value.strip()
        if name in ("", "E0", "E1", "&F", "V1"):
            self._echo = {"E0": False, "E1": True}.get(name, self._echo)
            self._ok(at)
        elif name[:1] == "D":
            self._dial(body[1:].strip().rstrip(";"), at)
        elif name in ANSWERS and not value:
            said = {"own": self._own, "mni": self._mni(), "maker": self._habits.maker, "group": self._selected}
            self._tell(at, ANSWERS[name].format(**said))
            for number in self._scanned() if name == "+CTGS?" else ():
                self._tell(at, f"+CTGS: {SCANNED},{number}")
            self._ok(at)
        else:
            self._act(name, value, at)

    def _act(self, name: str, value: str, at: float) -> None:
        acts = {
            "+CMEE": self._set_numeric,
            "+CTSP": self._register,
            "+CTSDS": self._set_service,
            "+CMGS": self._start_message,
            "+CTGS": self._select,
            "+CTXD": self._demand,
            "+CUTXC": self._cease,
            "+CTCR": self._clear,
            "H": self._clear,
        }
        if name in acts:
            acts[name](value, at)
        elif name in ("+CREG", "+CTSDC", "+CTOM", "+CLVL", "+CSQ", "A"):
            self._ok(at)
        else:
            self._error(SYNTAX, at)

    def _ok(self, at: float) -> None:
        self._tell(at, "OK")

    def _error(self, code: int, at: float) -> None:
        self._tell(at, f"+CME ERROR: {code}" if self._numeric else "ERROR")

    def _set_numeric(self, value: str, at: float) -> None:
        self._numeric = value in ("1", "2")
        self._ok(at)

    def _register(self, value: str, at: float) -> None:
        """``+CTSP=profile,layer1[,layer2]``: what is to reach the console."""
        fields = [field.strip() for field in value.split(",")]
        if not 2 <= len(fields) <= 3 or not all(field.isdigit() for field in fields) or int(fields[0]) > 3:
            self._error(PARAMETER, at)
            return
        service = ".".join(str(int(field)) for field in fields[1:])
        if service in self._services:
            self._error(TAKEN, at)
            return
        self._services.add(service)
        self._ok(at)

    def _set_service(self, value: str, at: float) -> None:
        first = value.partition(",")[0].strip()
        if first not in ("12", "13"):
            self._error(PARAMETER, at)
            return
        self._service = int(first)
        self._ok(at)

    def _select(self, value: str, at: float) -> None:
        number = _short(value.rpartition(",")[2])
        if number not in {group.number for group in self._groups.values()}:
            self._error(PARAMETER, at)
            return
        self._selected = number
        self._ok(at)

    def _scanned(self) -> list[str]:
        """It listens to all its groups, and speaks on the selected one."""
        return [group.number for group in self._groups.values() if group.number != self._selected]

    def _start_message(self, value: str, at: float) -> None:
        to, _, bits = value.partition(",")
        if value == "?":
            self._tell(at, "+CMGS: (0-16777215),(1-2047)")
            self._ok(at)
        elif to.strip().isdigit() and bits.strip().isdigit() and 1 <= int(bits) <= 2047:
            self._to = _short(to)
            self._typed.expects_message = True
        else:
            self._error(PARAMETER, at)

    def _message(self, text: str, at: float) -> None:
        """The hex after ``+CMGS``: taken, sent on the air, and answered by whoever it reaches."""
        try:
            data = bytes.fromhex(text + "0" * (len(text) % 2))
        except ValueError:
            self._error(DECODE, at + ANSWER_AFTER)
            return
        self._sent = self._sent % 255 + 1
        unit = next((name for name, number in self._numbers.items() if number == self._to), "")
        reached = unit or self._to in {group.number for group in self._groups.values()}
        self._tell(at + ANSWER_AFTER, f"+CMGS: {self._sent},{4 if reached else 5},{self._sent}")
        self._ok(at + ANSWER_AFTER)
        if unit and self._service == TEXT_SERVICE:
            self._answer(unit, data, at)

    def _answer(self, unit: str, data: bytes, at: float) -> None:
        """What a radio sends back of itself: its position when asked, reports on a text."""
        if data[:1] == bytes((LIP,)):
            bits = short_report(self._places.get(unit), "request")
            self._short_data(
                at + self._dice.uniform(0.8, 1.6), unit, bits.hex(self._habits.whole_bytes), bits.count, LIP
            )
            return
        text = sds.read_message(data)
        if text is not None and text.received:
            self._report(at + self._dice.uniform(0.6, 1.4), unit, text, sds.RECEIVED)
        if text is not None and text.read:
            self._report(at + self._dice.uniform(4.0, 9.0), unit, text, sds.CONSUMED)

    def _report(self, at: float, unit: str, message: sds.Incoming, status: int) -> None:
        if message.short:
            self._short_data(at, unit, sds.short_report(message.reference, status), 16, None)
        else:
            self._short_data(at, unit, sds.report(message.reference, status), 32, sds.TEXT)

    def _dial(self, number: str, at: float) -> None:
        wanted = _short(number) if number else self._selected
        group = next((group.name for group in self._groups.values() if group.number == wanted), "")
        if not group:
            self._error(PARAMETER, at)
            return
        self._ok(at)
        self._calls.dial(group, at)

    def _demand(self, value: str, at: float) -> None:
        call, _, priority = value.partition(",")
        if not call.strip().isdigit() or not self._calls.knows(int(call), at):
            self._error(PARAMETER, at)
            return
        self._ok(at)
        self._calls.demand(int(call), int(priority) if priority.strip().isdigit() else 0, at)

    def _cease(self, value: str, at: float) -> None:
        group = self._calls.group
        if not group:  # nothing is keyed: a console that starts says this to be sure
            self._error(PARAMETER, at)
            return
        self._ok(at)
        self._calls.cease(next((unit for unit in self._groups[group].members if unit in self._cars), ""), at)

    def _clear(self, value: str, at: float) -> None:
        self._ok(at)
        self._calls.clear(at)

    # --- the story's side ---

    def play(self, cue: Cue) -> None:
        """Calls of its groups; what its units tell by its network."""
        if isinstance(cue, Exchange):
            if cue.group in self._groups:
                self._calls.begin(cue)
        elif isinstance(cue, Outage):
            if cue.gateway == self._gateway.name:
                self._cut = (cue.at, cue.at + cue.seconds)
        elif isinstance(cue, Position | Status | Text) and cue.unit in self._tells:
            self._play_data(cue)

    def _play_data(self, cue: Position | Status | Text) -> None:
        if isinstance(cue, Position):
            self._places[cue.unit] = cue.place
            short = int(self._numbers[cue.unit]) % 2 or cue.why == "emergency"  # makes differ
            bits = short_report(cue.place, cue.why) if short else long_report(cue.place, cue.why, self._clock(cue.at))
            self._short_data(cue.at, cue.unit, bits.hex(self._habits.whole_bytes), bits.count, LIP)
        elif isinstance(cue, Status):
            code = 0 if cue.word == EMERGENCY else next(row.tetra for row in STATUSES if row.word == cue.word)
            self._short_data(cue.at, cue.unit, f"{code:04X}", 16, None)
        else:
            self._reference = self._reference % 127 + 1
            data = sds.text_message(cue.text, self._reference, self._reference % 2, self._habits.scheme)
            self._short_data(cue.at, cue.unit, data, 4 * len(data), sds.TEXT)

    # --- writing ---

    def _short_data(self, at: float, unit: str, data: str, bits: int, protocol: int | None) -> None:
        """Two lines: header and hex. Without ``protocol`` it is a status."""
        gate = STATUS if protocol is None else f"{SHORT_DATA}.{protocol}"
        service = STATUS_SERVICE if protocol is None else TEXT_SERVICE
        kind = 5 if self._habits.long_numbers else 0
        own = self._long(self._own)
        self._tell(at, f"+CTSDSR: {service},{self._address(unit)},{kind},{own},{kind},{bits}\r\n{data}", gate)

    def _tell(self, at: float, text: str, gate: str = "") -> None:
        self._lines.say(at, f"\r\n{text}\r\n".encode("ascii"), gate=gate)

    def _tell_call(self, at: float, text: str, tag: str) -> None:
        self._lines.say(at, f"\r\n{text}\r\n".encode("ascii"), tag, CALLS)

    def due(self) -> float:
        """When the next line is."""
        return self._lines.due()

    def speak(self, until: float) -> list[bytes]:
        """The lines due, without those nobody registered for."""
        lines = [line for line in self._lines.speak(until) if not self._is_cut(line.at)]
        return [line.data for line in lines if not line.gate or line.gate in self._services]

    def _is_cut(self, at: float) -> bool:
        return self._cut[0] <= at < self._cut[1]

    def _address(self, name: str) -> str:
        """A unit's or a group's number as this terminal writes it."""
        return self._long(self._groups[name].number if name in self._groups else self._numbers[name])

    def _long(self, number: str) -> str:
        return self._mni() + number.zfill(8) if self._habits.long_numbers else number

    def _mni(self) -> str:
        country, _, network = self._gateway.network.partition("-")
        return f"{int(country):04d}{int(network):05d}"


def _short(number: str) -> str:
    """The short number of an address that may have country and network in front."""
    return number.strip()[-8:].lstrip("0") or "0"


ANSWERS = {
    "I": "{maker}",
    "+GMI?": "+GMI: {maker}",
    "+CGMI": "{maker}",
    "+GMM?": "+GMM: 54009,SIM1,1.0",
    "+GMR?": "+GMR: 1.0",
    "+CNUMF?": "+CNUMF: 6,{mni}{own:0>8}",
    "+CNUMS?": "+CNUMS: 0,{mni}{group:0>8},GROUP",
    "+CTGS?": "+CTGS: 1,{group}",
    "+CTOM?": "+CTOM: 0",
    "+CREG?": "+CREG: 1,17,{mni}",
    "+CSQ?": "+CSQ: 18,99",
    "+CBC?": "+CBC: 0,64",
    "+CLVL?": "+CLVL: 40",
}
"""Questions with one answer."""
