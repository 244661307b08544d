"""LIP: a TETRA radio's position as it travels in SDS type 4, protocol identifier 10. Short and long reports.

Source: ETSI TS 100 392-18-1 as read by three public decoders that agree (svxlink's TetraLogic, tetraconnect,
Fixitdaz/tetra-sds; facts only); the clause numbers in public comments are 6.3.x. A radio without a fix sends zeros:
that is a :class:`NoFix`, never a place at 0,0.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from gps.dates import moment_of_month
from gps.fix import is_place
from radio.bits import Bits
from radio.codec import Now, Out, ProtocolError, Settings, Spec, Unable, VoiceFrame
from radio.events import EmergencyRaised, Located, NoFix, Undecoded
from radio.identity import radio_id
from radio.requests import AnyRequest

PID = 0x0A
EMERGENCY = 2
LONG_REPORT = 3  # PDU type extension
REQUEST = bytes.fromhex("0A4580")  # 17 bits: immediate location report request, short report preferred
REQUEST_BITS = 17
_LONG_HEAD = 14  # bits of a long report before its time: protocol, type, extension
_LAST_WORDS = 9  # bits at the end of a long report: whether it is user data, and the reason
_AGE = {0: 5.0, 1: 300.0, 2: 1800.0}  # time elapsed, upper bound in s; 3: not known (6.3.78)
_ERROR = {0: 2.0, 1: 20.0, 2: 200.0, 3: 2000.0, 4: 20_000.0, 5: 200_000.0}  # position error, m (6.3.63)
_BEYOND = 6  # an error of more than 200 km is no position
# reason for sending (6.3.66): what the field's people say; others are told as their number
_REASON = {
    0: "power-on",
    1: "power-off",
    2: "emergency",
    3: "ptt",
    4: "status",
    5: "inhibit-on",
    6: "inhibit-off",
    7: "trunked",
    8: "direct",
    9: "enter-service",
    10: "service-loss",
    11: "cell-change",
    12: "low-battery",
    13: "car-kit",
    14: "car-kit-off",
    15: "asks-configuration",
    16: "arrival",
    17: "arrival",
    18: "arrival",
    19: "sds-1",
    20: "user",
    21: "fix-lost",
    22: "fix-regained",
    23: "leaving",
    24: "ambience-listening",
    25: "temporary-reporting",
    26: "temporary-reporting",
    32: "request",
    129: "periodic",
    130: "distance",
}


class Report(msgspec.Struct, kw_only=True):
    """A location report: degrees, m/s, degrees true, m; ``raw`` reason for sending or user data (``user``).

    ``unread``: the whole message, of which only its end could be read, and ``why``.
    """

    lat: float | None = None
    lon: float | None = None
    accuracy: float | None = None
    altitude: float | None = None
    speed: float | None = None
    course: float | None = None
    age: float | None = None
    undated: bool = False
    time: datetime | None = None
    beyond: bool = False  # the radio says it knows nothing nearer than 200 km
    user: bool = False
    raw: int = 0
    unread: bytes = b""
    why: str = ""

    @property
    def reason(self) -> str:
        """A word, or the number as text."""
        return f"user-{self.raw}" if self.user else _REASON.get(self.raw, str(self.raw))

    @property
    def emergency(self) -> bool:
        """All eight bits say 2, and they are a reason, not user data."""
        return not self.user and self.raw == EMERGENCY


class NotAReport(ProtocolError):
    """A LIP message that is no location report; ``what`` it is."""


def read_report(pdu: bytes, received: float, length: int | None = None) -> Report:
    """A LIP PDU with its protocol identifier. ``received``: s since 1970; ``length``: bits, if the header told.

    A long report whose middle nobody can read, but which ends as an emergency does, is one without a place.
    """
    return _read(_bits(pdu, length), pdu, received)


def emergency_in_clear(pdu: bytes, received: float, length: int) -> Report | None:
    """The emergency in a message that is said to be encrypted and is not: a report that ends where the message does.

    What is encrypted brings its synchronisation along, and is longer than a report. Other reports are not looked for:
    a place that may be noise helps nobody, an emergency that is lost may cost a life.
    """
    bits = _bits(pdu, length)
    try:
        report = _read(bits, pdu, received)
    except ProtocolError:
        return None
    ends = bool(report.unread) or (bits.left < 8 and bits.take(bits.left) == 0)
    return report if report.emergency and ends else None


def _bits(pdu: bytes, length: int | None) -> Bits:
    return Bits(pdu, length if length is not None and length >= 16 else None)


def _read(bits: Bits, pdu: bytes, received: float) -> Report:
    if bits.take(8) != PID:
        raise ProtocolError(f"not LIP: protocol {pdu[0]:02X}")
    kind = bits.take(2)
    if kind == 0:
        return _short(bits)
    extension = bits.take(4)
    if kind != 1 or extension != LONG_REPORT:
        raise NotAReport(f"LIP message type {kind}, extension {extension}")
    width = bits.left
    try:
        return _long(bits, received)
    except ProtocolError as fault:
        rest = Bits(pdu, _LONG_HEAD + width)
        rest.take(_LONG_HEAD)
        if not _ends_in_emergency(rest.take(width), width):
            raise
        return Report(raw=EMERGENCY, unread=pdu, why=str(fault))


def _ends_in_emergency(value: int, width: int) -> bool:
    """The last words say so, with less than a byte of zeros after them, for messages are told in whole bytes too."""
    spare = (value & -value).bit_length() - EMERGENCY.bit_length()
    last = value >> max(spare, 0) & (1 << _LAST_WORDS) - 1
    return 0 <= spare < 8 and width >= _LAST_WORDS + spare and last == EMERGENCY


def _short(bits: Bits) -> Report:
    report = Report()
    _elapsed(bits, report)
    _point(bits, report)
    _error(bits.take(3), report)
    report.speed = velocity(bits.take(7))
    report.course = bits.take(4) * 22.5
    _reason(bits, report)
    return report


def _elapsed(bits: Bits, report: Report) -> None:
    report.age = _AGE.get(bits.take(2))
    report.undated = report.age is None


def _long(bits: Bits, received: float) -> Report:
    report = Report()
    kind = bits.take(2)
    if kind == 1:
        _elapsed(bits, report)
    elif kind == 2:
        day, hour, minute, second = bits.take(5), bits.take(5), bits.take(6), bits.take(6)
        if day >= 1 and hour < 24 and minute < 60 and second < 60:
            report.time = moment_of_month(day, hour * 3600 + minute * 60 + second, received)
    elif kind == 3:
        raise ProtocolError("LIP time type 3 is reserved")
    _shape(bits, report)
    _velocity(bits, report)
    bits.take(1)  # acknowledgement request
    _reason(bits, report)
    return report


def _reason(bits: Bits, report: Report) -> None:
    report.user = bool(bits.take(1))
    report.raw = bits.take(8)


def _point(bits: Bits, report: Report) -> None:
    report.lon = bits.signed(25) * 360 / 2**25
    report.lat = bits.signed(24) * 180 / 2**24


def _error(code: int, report: Report) -> None:
    report.accuracy = _ERROR.get(code)
    report.beyond = code == _BEYOND


def _circle(bits: Bits, report: Report) -> None:
    report.accuracy = uncertainty(bits.take(6))


def _ellipse(bits: Bits, report: Report) -> None:
    axes = [uncertainty(bits.take(6)), uncertainty(bits.take(6))]
    bits.take(8 + 3)  # angle, confidence
    report.accuracy = None if None in axes else max(axis for axis in axes if axis is not None)


def _altitude(bits: Bits, report: Report) -> None:
    bits.take(1)  # over the ellipsoid or over the sea: not told apart by the radios seen
    report.altitude = altitude(bits.take(11))


def _shape(bits: Bits, report: Report) -> None:
    """Position data by location shape (6.3.30 and neighbours)."""
    shape = bits.take(4)
    if shape == 0:
        return
    if shape > 10:
        raise ProtocolError(f"LIP location shape {shape}")
    _point(bits, report)
    if shape in (2, 5, 7):
        _circle(bits, report)
    elif shape in (3, 6, 8):
        _ellipse(bits, report)
    elif shape == 9:
        bits.take(16)  # inner radius
        report.accuracy = bits.take(16) * 5.0  # outer radius, in steps of 5 m as in 3GPP TS 23.032
        bits.take(8 + 8 + 3)  # from angle, to angle, confidence
    elif shape == 10:
        _error(bits.take(3), report)
    if shape in (4, 5, 6, 7, 8):
        _altitude(bits, report)
    if shape in (7, 8):
        bits.take(3)  # altitude uncertainty


def _velocity(bits: Bits, report: Report) -> None:
    """Velocity data by type: 1 speed; 2 with uncertainty; 3, 4, 7 with vertical speed; 5, 6, 7 with direction."""
    kind = bits.take(3)
    if kind == 0:
        return
    report.speed = velocity(bits.take(7))
    if kind in (2, 4, 6, 7):
        bits.take(3)
    if kind in (3, 4, 7):
        bits.take(1 + 7)
    if kind in (4, 7):
        bits.take(3)
    if kind in (5, 6, 7):
        report.course = bits.take(8) * 360 / 256
    if kind in (6, 7):
        bits.take(3)


def velocity(code: int) -> float | None:
    """Seven bits to m/s: km/h up to 28, then 3.8 % a step; 127 is unknown."""
    if code == 127:
        return None
    return (code if code <= 28 else 16 * 1.038 ** (code - 13)) / 3.6


def uncertainty(code: int) -> float | None:
    """Six bits to m: 2·1.2^(n+5) − 4; 63 is unknown."""
    return None if code == 63 else 2 * 1.2 ** (code + 5) - 4


def altitude(code: int) -> float | None:
    """Eleven bits to m: steps of 1, 2 and 75 m from −200 m; 0 is reserved."""
    if code == 0:
        return None
    if code <= 1201:
        return float(code - 201)
    return 1000.0 + 2 * (code - 1201) if code <= 1926 else 2450.0 + 75 * (code - 1926)


def events_of(report: Report, gateway: str, radio: str | None) -> list[Out]:
    """A report as events: a place or none, the emergency if it is the reason, and what could not be read of it."""
    outs: list[Out] = []
    if report.lat is None or report.lon is None or report.beyond or not is_place(report.lat, report.lon):
        outs.append(NoFix(gateway=gateway, radio=radio, radio_time=report.time, reason=report.reason))
    else:
        outs.append(
            Located(
                gateway=gateway,
                radio=radio,
                radio_time=report.time,
                lat=report.lat,
                lon=report.lon,
                speed=report.speed,
                course=report.course,
                altitude=report.altitude,
                accuracy=report.accuracy,
                age=report.age,
                undated=report.undated,
                reason=report.reason,
            )
        )
    if report.emergency:
        outs.append(EmergencyRaised(gateway=gateway, radio=radio, by="position"))
    if report.unread:
        outs.append(Undecoded(gateway=gateway, radio=radio, raw=report.unread.hex(), why=report.why))
    return outs


class Lip:
    """LIP alone, for decoding by hand: on the air it always travels in SDS."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def opened(self, now: Now) -> list[Out]:
        """Nothing to say."""
        return []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One PDU. A ``peer`` that is a number is the radio's SSI."""
        gateway, network = self._settings.gateway, self._settings.network
        radio = radio_id("tetra", network, int(peer)) if peer.isdecimal() and peer.isascii() else None
        try:
            return events_of(read_report(data, now.utc), gateway, radio)
        except NotAReport as why:
            return [Undecoded(gateway=gateway, radio=radio, raw=data.hex(), why=str(why))]

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Needs a network around it."""
        raise Unable("LIP has no network of its own")

    def tick(self, now: Now) -> list[Out]:
        """No timers."""
        return []

    def closed(self, now: Now) -> list[Out]:
        """Nothing kept."""
        return []


SPEC = Spec(
    name="lip",
    title="TETRA location (decoding only)",
    links=(),
    port=0,
    options=(),
    capabilities=frozenset({"position"}),
    codec=Lip,
)
