"""LP: where Hytera's radios are. Reports tell the place in forty characters; some add the strength of reception.

A place is ``A`` or ``V`` (void), hhmmss, ddmmyy, N or S, ddmm.mmmm, E or W, dddmm.mmmm, knots (3), degrees (3); time,
date, speed and course may be blank or NUL. Source as for ``hdap``.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from gps.dates import moment
from gps.fix import is_place
from gps.sentence import Unreadable, course, degrees, knots, time_of_day
from radio.codec import ProtocolError
from radio.protocols.hytera.hdap import LP, Message

REQUEST, EMERGENCY = 0xA001, 0xB003
RESULTS = {0x00: "ok", 0x06: "no position", 0x69: "format error"}
_PLACE = 40
# opcode: what stands before the place: (request id, result, other octets), and whether the reception follows it
_REPORTS: dict[int, tuple[bool, bool, int, bool]] = {
    0xA002: (True, True, 0, False),
    0xA003: (True, True, 0, True),
    0xC003: (True, False, 8, False),
    0xD003: (True, False, 0, False),
    0xD004: (True, True, 0, True),
}
_ANSWERS = {0xB002: 0, 0xC002: 0, 0xC005: 0, 0xD002: 1, 0xD012: 1}  # octets before the result
_REASONS = {0xA0: "request", 0xB0: "emergency", 0xC0: "periodic", 0xD0: "periodic"}


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What forty characters said; no ``lat`` and why not in ``void``."""

    lat: float | None = None
    lon: float | None = None
    time: datetime | None = None
    speed: float | None = None
    course: float | None = None
    void: str = ""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report, or an answer without a place. ``radio``: address as a number; ``rssi`` in dBm as the radio told it."""

    radio: int
    reason: str
    request: bytes = b""
    result: int = 0
    place: Place | None = None
    rssi: float | None = None


def read(message: Message, received: float, trust: bool = False) -> Report | None:
    """``None`` for what is no report: requests, and opcodes nobody knows. Raises :class:`ProtocolError`."""
    opcode, payload = message.opcode, message.payload
    reason = _REASONS.get(opcode >> 8, "")
    if opcode in _ANSWERS:
        at = 8 + _ANSWERS[opcode]
        _needs(message, at + 2)
        result = int.from_bytes(payload[at : at + 2], "big")
        return Report(radio=_address(payload[4:8]), reason=reason, request=payload[:4], result=result)
    if opcode == EMERGENCY:
        return _alarm(message, received, trust)
    if opcode not in _REPORTS:
        return None
    named, judged, others, heard = _REPORTS[opcode]
    at = 4 * named
    start = at + 4 + 2 * judged + others
    _needs(message, start + _PLACE + 2 * heard)
    rssi = int.from_bytes(payload[start + _PLACE : start + _PLACE + 2], "big", signed=True) if heard else None
    return Report(
        radio=_address(payload[at : at + 4]),
        reason=reason,
        request=payload[:4] if named else b"",
        result=int.from_bytes(payload[at + 4 : at + 6], "big") if judged else 0,
        place=read_place(payload[start : start + _PLACE], received, trust),
        rssi=None if rssi is None else float(rssi),
    )


def _alarm(message: Message, received: float, trust: bool) -> Report:
    """An emergency is one wherever it is: radio, an octet, and a place that may be damaged or missing."""
    payload = message.payload
    if len(payload) < 4:
        raise ProtocolError(f"LP {message.opcode:04X} of {len(payload)} bytes")
    try:
        _needs(message, 5 + _PLACE)
        place = read_place(payload[5 : 5 + _PLACE], received, trust)
    except ProtocolError as why:
        place = Place(void=str(why))
    return Report(radio=_address(payload[:4]), reason=_REASONS[EMERGENCY >> 8], place=place)


def read_place(octets: bytes, received: float, trust: bool = False) -> Place:
    """Forty characters. Raises :class:`ProtocolError` where they are no place and do not say so."""
    if octets[:1] not in (b"A", b"V"):
        raise ProtocolError(f"LP place that begins with {octets[:1].hex()}")
    text = octets.decode("latin-1")
    try:
        when = _time(_told(text[1:7]), _told(text[7:13]), received, trust)
        if octets[:1] == b"V":
            return Place(time=when, void="void")
        lat = degrees(_told(text[14:23]), text[13], "NS", 90)
        lon = degrees(_told(text[24:34]), text[23], "EW", 180)
    except Unreadable as why:
        raise ProtocolError(f"LP place: {why}") from None
    if not is_place(lat, lon):
        return Place(time=when, void="at 0,0")
    return Place(lat=lat, lon=lon, time=when, speed=knots(_told(text[34:37])), course=course(_told(text[37:40])))


def _told(text: str) -> str:
    return text.strip("\0 ")


def _time(clock: str, day: str, received: float, trust: bool) -> datetime | None:
    seconds = time_of_day(clock)
    if seconds is None:
        return None
    if not (len(day) == 6 and day.isascii() and day.isdecimal()):
        return moment(seconds, None, received, trust)
    try:
        return moment(seconds, date(2000 + int(day[4:]), int(day[2:4]), int(day[:2])), received, trust)
    except ValueError:
        return None


def _needs(message: Message, octets: int) -> None:
    if len(message.payload) < octets:
        raise ProtocolError(f"LP {message.opcode:04X} of {len(message.payload)} bytes")


def _address(octets: bytes) -> int:
    return int.from_bytes(octets, "big")


def ask(request: bytes, radio: int) -> Message:
    """Where are you, now? The last octet is as captured; what it asks for is not known."""
    return Message(service=LP, opcode=REQUEST, payload=request + radio.to_bytes(4, "big") + b"\x01")
