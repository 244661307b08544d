"""One SDS message to events, whoever carried it. Keeps the parts of long texts until they are whole."""

from __future__ import annotations

from collections.abc import Callable

from gps.dates import moment
from gps.nmea import Framer, Sentence
from gps.sentence import Reading, Unknown, Unreadable
from gps.sentence import read as read_nmea
from radio.codec import Now, Out, ProtocolError
from radio.events import Delivered, EmergencyRaised, Located, NoFix, StatusReceived, TextReceived, Undecoded
from radio.protocols import lip
from radio.protocols.sds import transfer
from radio.protocols.sds.letters import read_text
from radio.protocols.sds.transfer import Report, Text, read_body_text, read_tl

STATUS, TYPE_4 = 13, 12  # AI services
EMERGENCY = 0  # the one status that means the same in every network
WAIT_FOR_PARTS = 60.0  # s
MAX_WAITING = 200  # long texts in progress
_WANTS = ("none", "received", "read", "read")
_NMEA_SCHEME = 0  # location system coding scheme of PID 03 and 83

Resolve = Callable[[str | None, int], str | None]


class Parts:
    """A long text as far as it has come."""

    def __init__(self, text: Text, event: TextReceived, now: Now) -> None:
        self.parts = text.parts
        self.texts: dict[int, str] = {}
        self.event = event
        self.since = now.mono

    def joined(self) -> str:
        """What there is; ``[…]`` for what there is not."""
        return "".join(self.texts.get(n, " […] ") for n in range(1, self.parts + 1)).strip()


class Sds:
    """Reads messages. ``resolve`` turns (radio, message reference) of a report into our request's ref, or ``None``."""

    def __init__(self, gateway: str, resolve: Resolve, each_part: bool = False) -> None:
        self._gateway = gateway
        self._resolve = resolve
        self._each_part = each_part
        self._waiting: dict[tuple[str | None, str | None, int, int], Parts] = {}
        self._whole: dict[tuple[str | None, str | None, int, int], float] = {}  # told, whose parts may come again

    def status(self, code: int, radio: str | None, to: str | None) -> list[Out]:
        """A 16-bit pre-coded status: an emergency, a short-form delivery report, or the status book's business."""
        if transfer.SHORT_REPORT <= code <= 0x7FFF:
            kind = code >> 8 & 3  # 0 not supported, 1 memory full, 2 received, 3 consumed
            return self._delivered(radio, code & 0xFF, kind >= 2, "person" if kind == 3 else "radio")
        outs: list[Out] = [StatusReceived(gateway=self._gateway, radio=radio, to=to, code=code)]
        if code == EMERGENCY:
            outs.append(EmergencyRaised(gateway=self._gateway, radio=radio, by="status", to=to))
        return outs

    def message(self, data: bytes, bits: int | None, radio: str | None, to: str | None, now: Now) -> list[Out]:
        """A type 4 payload, protocol identifier first. Raises :class:`ProtocolError` where it is cut off."""
        if not data:
            raise ProtocolError("SDS without a protocol identifier")
        pid = data[0]
        if pid == lip.PID:
            try:
                return lip.events_of(lip.read_report(data, now.utc, bits), self._gateway, radio)
            except lip.NotAReport as why:
                return self._undecoded(data, radio, str(why))
        if pid in (transfer.SIMPLE_TEXT, transfer.SIMPLE_IMMEDIATE):
            if len(data) < 2:
                raise ProtocolError("SDS text without coding scheme")
            letters = read_text(data[1] & 0x7F, data[2:], bits - 16 if bits else None)
            return [TextReceived(gateway=self._gateway, radio=radio, to=to, text=letters)]
        if pid == transfer.SIMPLE_LOCATION:
            return self._location(data, data[1:], radio, now)
        if pid < transfer.TL:
            return self._undecoded(data, radio, f"SDS protocol {pid:02X}")
        return self._transported(data, radio, to, now)

    def _transported(self, data: bytes, radio: str | None, to: str | None, now: Now) -> list[Out]:
        pid = data[0]
        told = read_tl(data)
        if isinstance(told, Report):
            return self._report(told, data, radio)
        if pid in (transfer.TEXT, transfer.IMMEDIATE, transfer.USER_HEADER):
            text = read_body_text(told.body, now.utc, pid == transfer.USER_HEADER)
            event = TextReceived(
                gateway=self._gateway,
                radio=radio,
                radio_time=text.time,
                to=to,
                text=text.text,
                ref=str(told.ref),
                wants=_WANTS[told.wants],
            )
            return [event] if text.parts <= 1 else self._part(text, event, now)
        if pid == transfer.LOCATION:
            return self._location(data, told.body, radio, now)
        return self._undecoded(data, radio, f"SDS protocol {pid:02X}")

    def _part(self, text: Text, event: TextReceived, now: Now) -> list[Out]:
        key = (event.radio, event.to, text.group, text.parts)
        if now.mono - self._whole.get(key, -WAIT_FOR_PARTS) < WAIT_FOR_PARTS:
            return []  # sent again: our report was lost
        if key not in self._waiting:
            if len(self._waiting) >= MAX_WAITING:
                return [event]
            self._waiting[key] = Parts(text, event, now)
        parts = self._waiting[key]
        parts.texts[text.part] = text.text
        if len(parts.texts) == text.parts:
            del self._waiting[key]
            self._whole[key] = now.mono
            return [self._joined(parts)]
        return [event] if self._each_part else []

    def _joined(self, parts: Parts) -> TextReceived:
        first = parts.event
        return TextReceived(
            gateway=first.gateway,
            radio=first.radio,
            radio_time=first.radio_time,
            to=first.to,
            text=parts.joined(),
            ref=first.ref,
            wants=first.wants,
        )

    def _report(self, report: Report, data: bytes, radio: str | None) -> list[Out]:
        """Delivery status by its upper bits: 0 final success, 1 still trying, 2 and above failed."""
        if report.ack:
            return self._delivered(radio, report.ref, True, "network")
        group = report.status >> 5
        if group == 1:
            return self._undecoded(data, radio, f"SDS report: still trying ({report.status:02X})")
        by = {0: "radio", 1: "radio", 2: "person", 3: "person"}.get(report.status, "network")
        return self._delivered(radio, report.ref, group == 0, by)

    def _delivered(self, radio: str | None, number: int, ok: bool, by: str) -> list[Out]:
        ref = self._resolve(radio, number)
        return [] if ref is None else [Delivered(gateway=self._gateway, radio=radio, ref=ref, ok=ok, by=by)]

    def _location(self, data: bytes, body: bytes, radio: str | None, now: Now) -> list[Out]:
        """PID 03 and 83: a coding scheme byte, then for scheme 0 NMEA sentences. The best one counts."""
        if not body or body[0] != _NMEA_SCHEME:
            return self._undecoded(data, radio, "SDS location that is not NMEA")
        framer = Framer("lenient")
        best: Reading | None = None
        for frame in [*framer.feed(body[1:]), *framer.flush()]:
            try:
                reading = read_nmea(frame.text, strict=False) if isinstance(frame, Sentence) else None
            except (Unknown, Unreadable):
                continue
            if reading is not None and (best is None or (best.speed is None and not reading.void)):
                best = reading
        if best is None:
            return self._undecoded(data, radio, "SDS location without a sentence")
        when = moment(best.seconds, best.day, now.utc) if best.seconds is not None else None
        if best.lat is None or best.lon is None:
            return [NoFix(gateway=self._gateway, radio=radio, radio_time=when, reason=best.void)]
        return [
            Located(
                gateway=self._gateway,
                radio=radio,
                radio_time=when,
                lat=best.lat,
                lon=best.lon,
                speed=best.speed,
                course=best.course,
                altitude=best.altitude,
                reason=best.flag or None,
            )
        ]

    def _undecoded(self, data: bytes, radio: str | None, why: str) -> list[Out]:
        return [Undecoded(gateway=self._gateway, radio=radio, raw=data.hex(), why=why)]

    def tick(self, now: Now) -> list[Out]:
        """Long texts whose parts stopped coming are told with their holes."""
        late = [key for key, parts in self._waiting.items() if now.mono - parts.since >= WAIT_FOR_PARTS]
        lost = [self._waiting.pop(key) for key in late]
        self._whole = {key: since for key, since in self._whole.items() if now.mono - since < WAIT_FOR_PARTS}
        return [] if self._each_part else [self._joined(parts) for parts in lost]
