"""MOTOTRBO's data as it is overheard on the air: between radios and whatever server they are registered with.

For gateways that reassemble datagrams themselves (air bursts): ``datagram`` takes addresses and ports, ``message``
radio numbers where the headers were compressed away. It answers nobody: what is overheard is not addressed to us.
"""

from __future__ import annotations

from radio.cai import Addresses
from radio.codec import Now, Out, ProtocolError, Settings
from radio.events import AnyEvent, Delivered, Signal, Undecoded
from radio.fleet.texts import Told
from radio.identity import radio_id
from radio.protocols import ars, lrrp, tms

SERVICES = {ars.PORT: "ars", lrrp.PORT: "lrrp", tms.PORT: "tms"}
OTHERS = {4004: "control (XCMP)", 4008: "telemetry", 4009: "programming", 4012: "battery", 4013: "job tickets"}


class Overheard:
    """Reads the messages of one channel. ``addresses``: which are radios."""

    def __init__(self, settings: Settings, addresses: Addresses | None = None) -> None:
        self._gateway = settings.gateway
        self._network = settings.network
        self._trust = settings.options.get("clock") == "trust"
        self._diagnose = bool(settings.options.get("diagnose"))
        self._addresses = addresses or Addresses()
        self._told = Told()

    def datagram(
        self, source: str, source_port: int, destination: str, destination_port: int, payload: bytes, now: Now
    ) -> list[Out]:
        """A UDP datagram. Raises :class:`ProtocolError`; other services than these three are ``Undecoded``."""
        speaker, to = self._addresses.number(source), self._addresses.number(destination)
        service = SERVICES.get(destination_port) or SERVICES.get(source_port)
        if service is not None:
            return self.message(service, speaker, to, payload, now)
        what = OTHERS.get(destination_port, f"data for port {destination_port}")
        return [Undecoded(gateway=self._gateway, radio=self._radio(speaker), raw=payload.hex(), why=f"MOTOTRBO {what}")]

    def message(self, service: str, source: int | None, to: int | None, payload: bytes, now: Now) -> list[Out]:
        """A message of ``service`` (``ars``, ``lrrp``, ``tms``) from radio ``source`` to radio ``to``, where known."""
        if service == "ars":
            return [*self._registration(payload, source, to)]
        if service == "lrrp":
            document = lrrp.read(payload)
            return [*lrrp.events_of(document, self._gateway, self._radio(source), now.utc, self._trust)]
        if service == "tms":
            return [*self._text(payload, source, to, now)]
        raise ProtocolError(f"no service {service!r}")

    def _radio(self, number: int | None) -> str | None:
        return radio_id("dmr", self._network, number) if number is not None else None

    def _registration(self, payload: bytes, source: int | None, to: int | None) -> list[AnyEvent]:
        """A server's response is about the radio it goes to."""
        message = ars.read(payload)
        if message.kind == ars.RESPONSE and to is not None:
            source = to
        named = ars.claimed(message)
        if named is not None and source is not None and named != source:
            raise ProtocolError(f"radio {source} registers as {named}")
        return ars.events_of(message, self._gateway, self._radio(source if source is not None else named), refresh=0)

    def _text(self, payload: bytes, source: int | None, to: int | None, now: Now) -> list[AnyEvent]:
        message = tms.read(payload)
        radio = self._radio(source)
        if message.kind == tms.TEXT:
            if not self._told.is_new(source or 0, message.sequence, message.text, now.mono):
                return []
            return [tms.text_of(message, self._gateway, radio, self._radio(to))]
        if message.kind == tms.AVAILABILITY:
            return [Signal(gateway=self._gateway, radio=radio, link=f"text service {message.device}".strip())]
        if self._diagnose and message.sequence is not None:
            return [Delivered(gateway=self._gateway, radio=radio, ref=str(message.sequence), ok=True, by="radio")]
        return []  # somebody else's text was received
