"""gpsd over TCP: the receivers of a station's or vehicle's computer, as JSON lines.

gpsd greets with ``VERSION``; we answer ``?WATCH`` and it tells ``TPV`` once a second for each receiver, which names it
by ``device``. Lines that place nothing (``SKY``, ``GST``, ``PPS`` …) prove the link; ``?VERSION;`` asks where it is
quiet. Accuracy is ``eph``, else made of ``epx`` and ``epy``, else ``sep``; no event tells the errors of height, speed,
climb, course and time. Source: gpsd_json(5), and lines of gpsd 3.22 and of its own regression logs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from gps.dates import believed
from radio.codec import Now, Option, Out, Proof, ProtocolError, Reply, Settings, Spec, Unable, VoiceFrame
from radio.events import AnyEvent, Located, NoFix, Undecoded
from radio.identity import radio_id, told_id
from radio.requests import AnyRequest
from radio.told import MOST_SPEED, course, instant, json_object, number, place, words

WATCH = b'?WATCH={"enable":true,"json":true};\n'
ASK = b"?VERSION;\n"
GREETING = 2.0
"""s without a VERSION after which we ask to watch all the same."""
ASK_EVERY = 10.0
SILENCE = 35.0
MOST_LINE = 65_536
TORN = 5.0
"""s of quiet after which a begun line is given up."""
AGAIN = 60.0
"""s after which a receiver that still has no fix says so again."""
MOST_DEVICES = 64
QUIET = frozenset(
    {"VERSION", "WATCH", "DEVICES", "SKY", "GST", "ATT", "IMU", "PPS", "TOFF",
     "OSC", "POLL", "RAW", "SUBFRAME", "RTCM2", "RTCM3", "AIS"}
)  # fmt: skip
"""Classes that place nothing."""
STATUS = {5: "estimated", 6: "estimated", 7: "manual", 8: "simulated"}
"""``status`` of a TPV: dead reckoning (alone, with satellites), surveyed in, simulated. Others measured."""
_PAIR = re.compile(r"(\S+?)=(\S+)")


class Gpsd:
    """One gpsd."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        options = settings.options
        self._trust = options.get("clock", "check") == "trust"
        told = str(options.get("unit", "") or "").replace(",", " ")
        self._names = dict(_PAIR.findall(told))
        self._own = "" if self._names else told.strip()
        self._line = bytearray()
        self._skipping = False
        self._watching = False
        self._since = self._heard = self._asked = 0.0
        self._lost: dict[str, float] = {}  # devices without a fix, and when that was said
        self.holds = False
        """True if a place in the last bytes was told before: what came out of them was of others."""
        self._told: dict[str, Located] = {}  # the last position of each device that had a time
        self._first = ""
        self._unknown: set[str] = set()

    def opened(self, now: Now) -> list[Out]:
        """gpsd speaks first."""
        self._since = self._heard = self._asked = now.mono
        return []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """Any cut of the stream. Faults of single lines are raised at the end, with all the others said kept."""
        self._heard, self.holds = now.mono, False
        outs: list[Out] = []
        faults: list[str] = []
        for line in self._lines(data, faults):
            try:
                outs += self._read(line, now)
            except ProtocolError as fault:
                faults.append(f"{fault}: {line[:60].decode('latin-1')!r}")
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            raise ProtocolError(faults[0] + more, outs)
        return outs

    def _lines(self, data: bytes, faults: list[str]) -> Iterable[bytes]:
        *ended, rest = data.split(b"\n")
        for end in ended:
            line = bytes(self._line) + end
            self._line.clear()
            if self._skipping:
                self._skipping = False
            elif len(line) > MOST_LINE:
                faults.append(f"a line of {len(line)} bytes")
            elif line.strip():
                yield line.strip()
        if not self._skipping:
            self._line += rest
        if len(self._line) > MOST_LINE:
            faults.append(f"a line of more than {MOST_LINE} bytes")
            self._line.clear()
            self._skipping = True

    def _read(self, line: bytes, now: Now) -> list[Out]:
        root = json_object(line)
        kind = root.get("class")
        if not isinstance(kind, str):
            raise ProtocolError("JSON without a class")
        outs: list[Out] = [Proof()]
        if kind == "VERSION" and not self._watching:
            outs += self._watch()
        elif kind == "TPV":
            outs += self._tpv(root, now)
        elif kind == "DEVICE":
            outs += self._device(root, now)
        elif kind == "ERROR":
            outs.append(self._strange(line, f"gpsd says: {words(root.get('message'), 120)}"))
        elif kind not in QUIET and kind not in self._unknown and len(self._unknown) < 64:
            self._unknown.add(kind)
            outs.append(self._strange(line, f"gpsd class {words(kind, 20)}"))
        return outs

    def _watch(self) -> list[Out]:
        self._watching = True
        return [Reply(WATCH)]

    def _strange(self, line: bytes, why: str) -> AnyEvent:
        return Undecoded(gateway=self._settings.gateway, raw=line[:256].hex(), why=why)

    def _tpv(self, root: dict[str, Any], now: Now) -> Iterable[AnyEvent]:
        device = words(root.get("device"), 120)
        gateway, radio = self._settings.gateway, self._radio(device)
        told = instant(root.get("time"))
        when = believed(told, now.utc, self._trust) if told is not None else None
        mode = number(root.get("mode"), 0, 3)
        found = place(root.get("lat"), root.get("lon")) if mode is not None and mode >= 2 else None
        if found is None:
            yield from self._no_fix(device, now, "void" if mode is None or mode < 2 else "no position")
            return
        self._lost.pop(device, None)
        status = number(root.get("status"), 0, 99)
        clock = "clock" if told is not None and when is None else None
        height = (number(root.get(key), -1000, 100_000) for key in ("altMSL", "alt", "altHAE"))
        located = Located(
            gateway=gateway,
            radio=radio,
            radio_time=when,
            lat=found[0],
            lon=found[1],
            speed=number(root.get("speed"), 0, MOST_SPEED),
            course=course(root.get("track")),
            altitude=next((metres for metres in height if metres is not None), None),
            accuracy=accuracy(root),
            reason=(STATUS.get(int(status)) if status is not None else None) or clock,
        )
        if told is None or self._told.get(device) != located:
            yield located
        else:
            self.holds = True  # gpsd tells one cycle of some receivers twice
        if len(self._told) >= MOST_DEVICES:
            self._told.clear()
        self._told[device] = located

    def _device(self, root: dict[str, Any], now: Now) -> Iterable[AnyEvent]:
        """A receiver came or went; one that went places nobody."""
        path = words(root.get("path"), 120)
        if path and root.get("activated") in (0, 0.0):
            self._lost.pop(path, None)
            yield from self._no_fix(path, now, "receiver gone")

    def _no_fix(self, device: str, now: Now, reason: str) -> Iterable[AnyEvent]:
        """Told when it begins and once a minute, not once a second."""
        said = self._lost.get(device)
        if said is not None and now.mono - said < AGAIN:
            return
        if len(self._lost) >= MOST_DEVICES:
            self._lost.clear()
        self._lost[device] = now.mono
        yield NoFix(gateway=self._settings.gateway, radio=self._radio(device), reason=reason)

    def _radio(self, device: str) -> str | None:
        """By name, or by device; without names the first receiver heard is the one unit that was named."""
        self._first = self._first or device
        name = self._names.get(device) or (self._own if device == self._first else "") or device
        return radio_id("gpsd", self._settings.network, told_id(name)) if name else None

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Receivers receive."""
        raise Unable("a position receiver carries nothing outward")

    def tick(self, now: Now) -> list[Out]:
        """Asks where it is quiet."""
        if self._line and now.mono - self._heard >= TORN:
            self._line.clear()
        if not self._watching:
            return self._watch() if now.mono - self._since >= GREETING else []
        if now.mono - max(self._heard, self._asked) < ASK_EVERY:
            return []
        self._asked = now.mono
        return [Reply(ASK)]

    def closed(self, now: Now) -> list[Out]:
        """Forgets a line torn by the link."""
        self._line.clear()
        return []


def accuracy(root: dict[str, Any]) -> float | None:
    """Of a TPV, m: the horizontal error as told, else of its two parts, else that in space."""
    told = number(root.get("eph"), 0, 1e6)
    if told is not None:
        return told
    east, north = number(root.get("epx"), 0, 1e6), number(root.get("epy"), 0, 1e6)
    if east is not None and north is not None:
        return round(math.hypot(east, north), 3)
    return number(root.get("sep"), 0, 1e6)


SPEC = Spec(
    name="gpsd",
    title="gpsd (receivers of a computer)",
    links=("tcp",),
    port=2947,
    options=(
        Option(
            name="unit",
            type="text",
            default="",
            title="Unit of the receiver; of several: /dev/ttyUSB0=VP-12, /dev/ttyACM0=VP-13",
        ),
        Option(
            name="clock",
            type="choice",
            default="check",
            choices=("check", "trust"),
            title="The receiver's date (check: more than two years off counts as unknown)",
        ),
    ),
    capabilities=frozenset({"position"}),
    codec=Gpsd,
    silence=SILENCE,
    text=True,
    charset="utf-8",
)
