"""What datagrams inside DMR data are: MOTOTRBO's registrations, positions and texts, and the standard's own."""

from __future__ import annotations

import msgspec

from radio.codec import Now, Out, Settings
from radio.datagram import Datagram
from radio.events import TextReceived
from radio.protocols import lip
from radio.protocols.dmr.names import Names
from radio.protocols.dmr.packets import Packet
from radio.protocols.mototrbo import Overheard

TEXT, LOCATION = 5016, 5017
"""UDP ports of ETSI TS 102 361-3: text in UTF-16BE, location information protocol."""


class Applications:
    """Reads the datagrams of one channel."""

    def __init__(self, settings: Settings) -> None:
        self._names = Names(settings)
        self._overheard = Overheard(settings)

    def carried(self, datagram: Datagram, packet: Packet, now: Now) -> list[Out]:
        """A datagram of a data packet. Raises :class:`radio.codec.ProtocolError`."""
        gateway, radio = self._names.gateway, self._names.radio(packet.src)
        port, payload = datagram.destination_port, datagram.payload
        if port == TEXT:
            text = payload[: len(payload) & ~1].decode("utf-16-be", "replace").strip("\r\n\0")
            to = self._names.to(packet.dst, packet.header.group)
            return [TextReceived(gateway=gateway, radio=radio, to=to, text=text)]
        if port == LOCATION:
            return lip.events_of(lip.read_report(bytes((lip.PID,)) + payload, now.utc), gateway, radio)
        source, destination = datagram.source, datagram.destination
        outs = self._overheard.datagram(
            source, datagram.source_port, destination, datagram.destination_port, payload, now
        )
        return [self._to_group(out, packet) for out in outs] if packet.header.group else outs

    def _to_group(self, out: Out, packet: Packet) -> Out:
        """An address of a group names no radio: the packet's header says which group."""
        if isinstance(out, TextReceived) and out.to is None:
            return msgspec.structs.replace(out, to=self._names.group(packet.dst))
        return out
