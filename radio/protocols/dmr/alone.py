"""DMR read by hand: bursts of 33 octets of one slot, or a block that was taken out of one.

A block of twelve octets tells by its check what it is; nine octets (ten with their checksum, sixteen as they ride in
voice) are link control.
"""

from __future__ import annotations

from radio.alone import Alone
from radio.codec import Now, Out, Proof, ProtocolError, Settings
from radio.events import TalkerNamed, Undecoded
from radio.identity import CallIds
from radio.protocols.dmr import burst, crc, embedded, gpsinfo, lc, outgoing, reed
from radio.protocols.dmr.alias import TalkerAlias
from radio.protocols.dmr.applications import Applications
from radio.protocols.dmr.slot import Slot

_SEALS = ((crc.CSBK, burst.CSBK), (crc.DATA, burst.DATA_HEADER), (crc.PI, burst.PRIVACY), (crc.MBC, burst.MBC_HEADER))
_PROOFS = ((reed.HEADER, burst.VOICE_HEADER), (reed.TERMINATOR, burst.TERMINATOR))


class Dmr(Alone):
    """Bursts of the slot that option ``slot`` names."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        number = settings.options.get("slot", 1)
        ids, carried = CallIds(settings.gateway, "dmr"), Applications(settings).carried
        self._slot = Slot(settings, ids, carried, number if number in (1, 2) else 1)
        self._alias = TalkerAlias()

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One burst or block. Raises :class:`radio.codec.ProtocolError` for what is none."""
        if len(data) in (9, 10, 16):
            return [Proof(), *self._link_control(_nine(data), now)]
        return [Proof(), *self._slot.take(_around(data) if len(data) == 12 else data, now)]

    def _link_control(self, octets: bytes, now: Now) -> list[Out]:
        told = lc.read(octets)
        if told.kind == "call":
            return self._slot.take(outgoing.header(octets), now)
        if told.kind == "alias":
            self._alias.take(octets)
            return [TalkerNamed(gateway=self._gateway, call="", text=self._alias.text)]
        if told.kind == "gps":
            return [gpsinfo.read(octets, self._gateway, None)]
        return [Undecoded(gateway=self._gateway, raw=octets.hex(), why=told.name)]

    def tick(self, now: Now) -> list[Out]:
        """Calls and packets that stopped halfway."""
        return self._slot.tick(now)

    def closed(self, now: Now) -> list[Out]:
        """Ends the call."""
        return self._slot.closed(now)


def _nine(data: bytes) -> bytes:
    """The nine octets of link control in some form. Raises :class:`ProtocolError` if their checksum is wrong."""
    if len(data) == 16:
        found = embedded.decode(data)
        if found is None:
            raise ProtocolError("embedded link control that cannot be repaired")
        return found[0]
    octets = data[: lc.OCTETS]
    if len(data) == 10 and data[9] != crc.sum5(octets) << 3:
        raise ProtocolError("link control whose checksum is wrong")
    return octets


def _around(block: bytes) -> bytes:
    """The burst of a block that proves what it is."""
    for mask, kind in _SEALS:
        if crc.is_sealed(block, mask):
            return outgoing.control(block, kind)
    for mask, kind in _PROOFS:
        if reed.proves(block, mask):
            return outgoing.control(block, kind)
    raise ProtocolError("a block of 12 octets without a right check")
