"""SDS read by hand: ``+CTSDSR`` headers with their hex line, or the bare hex of one payload or status."""

from __future__ import annotations

from radio.codec import Now, Out, ProtocolError, Settings, Unable, VoiceFrame
from radio.events import Undecoded
from radio.protocols import lip
from radio.protocols.sds import header
from radio.protocols.sds.header import read_header
from radio.protocols.sds.lines import Line, Lines
from radio.protocols.sds.messages import EMERGENCY, STATUS, TYPE_4, Sds
from radio.requests import AnyRequest


class SdsAlone:
    """Text lines in, events out; says nothing."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lines = Lines()
        self._sds = Sds(settings.gateway, lambda _radio, ref, _ok: str(ref), bool(settings.options.get("diagnose")))

    def opened(self, now: Now) -> list[Out]:
        """Nothing to say."""
        return []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """Any cut of the lines. ``peer``, if a number, is the SSI that sent a bare payload."""
        return self._take(self._lines.feed(data, now), peer, now)

    def _take(self, lines: list[Line], peer: str, now: Now) -> list[Out]:
        outs: list[Out] = []
        fault = ""
        for line in lines:
            try:
                outs += self._line(line, peer, now)
            except ProtocolError as why:
                fault = fault or str(why)
        if fault:
            raise ProtocolError(fault, outs)
        return outs

    def _line(self, line: Line, peer: str, now: Now) -> list[Out]:
        if line.name == "CTSDSR":
            return short_data(self._settings, self._sds, line, now)
        data = header.payload(line.text)
        if data is None:
            raise ProtocolError(line.why or f"not a +CTSDSR header, not hex: {line.text[:60]!r}")
        radio = header.radio(self._settings, peer)
        code = int.from_bytes(data, "big")
        if len(data) == 2 and (code == 0 or code >= 0x7C00):
            return self._sds.status(code, radio, None)
        return self._sds.message(data, None, radio, None, now)

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Needs a radio."""
        raise Unable("short data needs a radio to go by")

    def tick(self, now: Now) -> list[Out]:
        """Lines and long texts that stopped halfway."""
        lines = self._lines.tick(now)
        try:
            outs = self._take(lines, "", now)
        except ProtocolError as fault:
            raw = "\n".join(line.text for line in lines).encode("latin-1", "replace").hex()
            outs = [*fault.kept, Undecoded(gateway=self._settings.gateway, raw=raw, why=str(fault))]
        return outs + self._sds.tick(now)

    def closed(self, now: Now) -> list[Out]:
        """Nothing kept."""
        self._lines = Lines()
        return []


def short_data(settings: Settings, sds: Sds, line: Line, now: Now) -> list[Out]:
    """A ``+CTSDSR`` line with its payload to events. Raises :class:`ProtocolError`.

    An emergency is one however doubtful its frame: a status of zeros, whatever its length and though said to be
    encrypted (no status is); a location report in clear that is said to be encrypted.
    """
    told = read_header(line.fields)
    radio, to = header.radio(settings, told.source), header.destination(settings, told.destination)
    if line.data is None:
        raw = line.text.encode("latin-1", "replace").hex()
        return [Undecoded(gateway=settings.gateway, radio=radio, raw=raw, why="+CTSDSR without its data")]
    data, bits = line.data, told.bits
    if told.service == STATUS and not any(data[:2]):
        return sds.status(EMERGENCY, radio, to)
    if len(data) * 8 < bits:
        raise ProtocolError(f"+CTSDSR promises {bits} bits, {len(data) * 8} came")
    if told.encrypted:
        report = lip.emergency_in_clear(data, now.utc, bits) if told.service == TYPE_4 else None
        if report is not None:
            return lip.events_of(report, settings.gateway, radio)
        why = "end-to-end encrypted short data"
    elif told.service == STATUS and bits == 16:
        return sds.status(int.from_bytes(data[:2], "big"), radio, to)
    elif told.service == TYPE_4:
        return sds.message(data[: (bits + 7) // 8], bits, radio, to, now)
    else:
        why = f"short data of service {told.service}"
    return [Undecoded(gateway=settings.gateway, radio=radio, raw=data.hex(), why=why)]
