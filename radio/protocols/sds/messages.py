"""One SDS message to events, whoever carried it. Keeps the parts of long texts until they are whole."""

from __future__ import annotations

from collections.abc import Callable

from radio.codec import Now, Out, ProtocolError
from radio.events import Delivered, EmergencyRaised, StatusReceived, TextReceived, Undecoded
from radio.protocols import lip
from radio.protocols.sds import transfer
from radio.protocols.sds.letters import read_text
from radio.protocols.sds.parts import LongTexts, Pieces
from radio.protocols.sds.places import read_location, read_lrrp
from radio.protocols.sds.transfer import Report, Transfer, read_body_text, read_piece, read_tl

STATUS, TYPE_4 = 13, 12  # AI services
EMERGENCY = 0  # the one status that means the same in every network
_WANTS = ("none", "received", "read", "read")
_PIECED = (transfer.SIMPLE_CONCATENATED, transfer.CONCATENATED)

Resolve = Callable[[str | None, int, bool], str | None]
"""(radio, message reference, whether it arrived) → the ref of our request whose fate that settles, if any."""


class Sds:
    """Reads messages. ``resolve`` knows our requests by the references that reports name."""

    def __init__(self, gateway: str, resolve: Resolve, each_part: bool = False) -> None:
        self._gateway = gateway
        self._resolve = resolve
        self._long = LongTexts(each_part)
        self._pieces = Pieces()

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
            return self._told(read_location(data[1:], self._gateway, radio, now), data, radio)
        if pid == transfer.LRRP:
            return self._told(read_lrrp(data[1:], self._gateway, radio, now), data, radio)
        if pid == transfer.SIMPLE_CONCATENATED:
            return self._piece(data, data[1:], radio, to, now)
        if pid < transfer.TL:
            return self._undecoded(data, radio, f"SDS protocol {pid:02X}")
        return self._transported(data, radio, to, now)

    def _transported(self, data: bytes, radio: str | None, to: str | None, now: Now) -> list[Out]:
        pid, told = data[0], read_tl(data)
        if isinstance(told, Report):
            return self._report(told, data, radio)
        if pid in (transfer.TEXT, transfer.IMMEDIATE, transfer.USER_HEADER):
            return self._text(told, radio, to, now)
        if pid == transfer.LOCATION:
            return self._told(read_location(told.body, self._gateway, radio, now), data, radio)
        if pid == transfer.CONCATENATED:
            return self._piece(data, told.body, radio, to, now)
        return self._undecoded(data, radio, f"SDS protocol {pid:02X}")

    def _text(self, told: Transfer, radio: str | None, to: str | None, now: Now) -> list[Out]:
        text = read_body_text(told.body, now.utc, told.pid == transfer.USER_HEADER)
        event = TextReceived(
            gateway=self._gateway,
            radio=radio,
            radio_time=text.time,
            to=to,
            text=text.text,
            ref=str(told.ref),
            wants=_WANTS[told.wants],
        )
        return [event] if text.parts <= 1 else list(self._long.take(text, event, now))

    def _piece(self, data: bytes, body: bytes, radio: str | None, to: str | None, now: Now) -> list[Out]:
        """A piece of another message, which is read when the last one is here. Pieces do not nest."""
        whole = self._pieces.take(radio, to, read_piece(body), now)
        if not whole:
            return []
        if whole[0] in _PIECED:
            return self._undecoded(data, radio, "SDS in pieces of pieces")
        return self.message(whole, None, radio, to, now)

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
        ref = self._resolve(radio, number, ok)
        return [] if ref is None else [Delivered(gateway=self._gateway, radio=radio, ref=ref, ok=ok, by=by)]

    def _told(self, found: list[Out] | str, data: bytes, radio: str | None) -> list[Out]:
        return self._undecoded(data, radio, found) if isinstance(found, str) else found

    def _undecoded(self, data: bytes, radio: str | None, why: str) -> list[Out]:
        return [Undecoded(gateway=self._gateway, radio=radio, raw=data.hex(), why=why)]

    def tick(self, now: Now) -> list[Out]:
        """Long texts whose parts stopped coming are told with their holes; pieces of other things as bytes."""
        lost = [
            out
            for radio, body in self._pieces.tick(now)
            for out in self._undecoded(body, radio, "SDS in pieces, of which some never came")
        ]
        return [*lost, *self._long.tick(now)]
