"""Packets of one slot: header and blocks put together, proved by the CRC-32, handed on once.

Confirmed blocks have serial numbers, so a repeat fills the gaps of the first try. Unconfirmed ones have none: with one
lost, the CRC-32 fails and the packet is told as damaged. Nothing waits for more than a few seconds.
Source: ETSI TS 102 361-1 8.2 and B.3.9; MOTOTRBO's own header (LRRP and ARS without IP) as sdrtrunk reads it (facts).
"""

from __future__ import annotations

import msgspec

from radio.codec import Now
from radio.protocols.dmr import crc
from radio.protocols.dmr.data import (
    CONFIRMED,
    PROPRIETARY,
    RAW,
    RESPONSE,
    SHORT,
    UDT,
    Block,
    Header,
)
from radio.protocols.dmr.makers import HYTERA, MOTOROLA

PATIENCE = 3.0
"""s without a block after which the rest is not coming; repeats of confirmed data come within it."""
AGAIN = 10.0
"""s in which the same confirmed packet is a repeat, because its answer was not heard."""
MOST_FRAGMENTS = 8
_CRC = 4
_LAST_FRAGMENT = 8
_MNIS = 1  # SAP of Motorola's header that replaces IP and UDP


class Packet(msgspec.Struct, frozen=True, kw_only=True):
    """A packet from ``src`` to ``dst``. ``octets`` without padding and checksum; ``fault`` says what is wrong with it.

    ``header.sap`` and ``header.format`` say what it is. ``idle``: bits at the end that do not count. ``application``:
    the UDP port that Motorola's own header stands for. ``encrypted``: algorithm and key as told.
    """

    header: Header
    octets: bytes
    fault: str = ""
    idle: int = 0
    application: int | None = None
    encrypted: str = ""

    @property
    def src(self) -> int:
        """Who sent it."""
        return self.header.src

    @property
    def dst(self) -> int:
        """Whom it is for, a radio or a group."""
        return self.header.dst


APPLICATIONS = {0x01: 4001, 0x11: 4001, 0x33: 4005, 0x88: 4004}
"""Application octet of Motorola's own header → the UDP port it replaces."""


class Packets:
    """The packet that is coming in on one slot."""

    def __init__(self) -> None:
        self._header: Header | None = None
        self._second: Header | None = None
        self._blocks: dict[int, bytes] = {}
        self._came = 0
        self._confirmed = False
        self._since = 0.0
        self._fragments: list[bytes] = []
        self._last: tuple[int, int, int, bytes] | None = None
        self._last_at = -AGAIN

    @property
    def waiting(self) -> bool:
        """Whether blocks are expected."""
        return self._header is not None

    def header(self, header: Header, now: Now) -> list[Packet]:
        """A data header: the packet before it is over, if this is not its second header or its repeat."""
        first = self._header
        if header.format == PROPRIETARY:
            if first is None or self._came:
                return self.stop("its first header was not heard")
            self._second, self._since = header, now.mono
            return []
        if first is not None and first.octets == header.octets and not self._came:
            return []  # sent twice
        if first is not None and self._repeats(first, header):
            self._since = now.mono
            return []
        packets = self.stop()
        if header.format in (SHORT, RAW, RESPONSE) and not header.blocks:
            return [*packets, Packet(header=header, octets=b"")]
        if header.fragment & 7 == 0:
            self._fragments.clear()
        self._header, self._second, self._since = header, None, now.mono
        self._confirmed = header.format == CONFIRMED
        return packets

    def _repeats(self, first: Header, header: Header) -> bool:
        same = (first.src, first.dst, first.sequence, first.sap) == (
            header.src,
            header.dst,
            header.sequence,
            header.sap,
        )
        return self._confirmed and header.format == CONFIRMED and same and header.fragment == first.fragment

    def block(self, block: Block, now: Now) -> list[Packet]:
        """A data block; one without its header is nobody's."""
        header = self._header
        if header is None:
            return []
        self._since = now.mono
        if not self._came and header.answer and header.format in (SHORT, RAW) and block.serial is not None:
            self._confirmed = True
        self._came += 1
        if not self._confirmed:
            self._blocks[self._came] = block.octets
        elif block.serial is not None and block.serial < header.blocks:
            self._blocks[block.serial] = block.user
        # the second header counts as a block with some makers
        expected = header.blocks - (self._second is not None and not self._confirmed)
        if len(self._blocks) < expected:
            return []
        whole = b"".join(self._blocks[key] for key in sorted(self._blocks))
        if not _proved(header, whole):
            return [] if len(self._blocks) < header.blocks else self.stop("its checksum is wrong")
        return self._complete(header, whole, now)

    def _complete(self, header: Header, whole: bytes, now: Now) -> list[Packet]:
        second, confirmed = self._second, self._confirmed
        self._clear()
        if header.format == UDT:
            return [Packet(header=header, octets=whole[:-2], idle=header.pad * 4)]
        known = (header.src, header.dst, header.sequence, whole)
        again = confirmed and known == self._last and now.mono - self._last_at < AGAIN
        self._last, self._last_at = known, now.mono
        if again:
            return []
        if header.format in (SHORT, RAW):
            return [Packet(header=header, octets=whole[:-_CRC], idle=header.pad)]
        octets = whole[: len(whole) - _CRC - header.pad]
        if not header.fragment & _LAST_FRAGMENT:
            self._fragments = [*self._fragments, octets][-MOST_FRAGMENTS:]
            return []
        octets = b"".join([*self._fragments, octets])
        self._fragments.clear()
        return [_with_second(header, second, octets)]

    def tick(self, now: Now) -> list[Packet]:
        """Gives up what stopped halfway."""
        late = self._header is not None and now.mono - self._since >= PATIENCE
        return self.stop() if late else []

    def stop(self, why: str = "") -> list[Packet]:
        """The packet that was coming in is over, whole or not."""
        header = self._header
        if header is None:
            return []
        came = b"".join(self._blocks[key] for key in sorted(self._blocks))
        fault = why or f"{len(self._blocks)} of {header.blocks} blocks came"
        second = self._second
        self._clear()
        self._fragments.clear()
        packet = _with_second(header, second, came)
        return [msgspec.structs.replace(packet, fault=fault, application=None)]

    def _clear(self) -> None:
        self._header = self._second = None
        self._blocks, self._came = {}, 0


def _proved(header: Header, whole: bytes) -> bool:
    if header.format == UDT:
        return crc.is_sealed(whole, 0)
    if len(whole) < _CRC + (header.pad if header.format not in (SHORT, RAW) else 0):
        return False
    return crc.crc32(whole[:-_CRC]) == int.from_bytes(whole[-_CRC:], "little")


def _with_second(header: Header, second: Header | None, octets: bytes) -> Packet:
    """What a maker's second header says of the packet: an application, or a key."""
    if second is None:
        return Packet(header=header, octets=octets)
    told = second.octets
    if second.detail == MOTOROLA and second.sap == _MNIS:
        return Packet(header=header, octets=told[7:10] + octets, application=APPLICATIONS.get(told[4]))
    if (second.detail == MOTOROLA or second.detail in HYTERA) and told[2]:
        return Packet(header=header, octets=octets, encrypted=f"algorithm {told[2]:02X} key {told[3]}")
    return Packet(header=header, octets=octets, encrypted=f"in a way of feature set {second.detail:02X}")


def blocks_of(octets: bytes, size: int) -> tuple[list[bytes], int]:
    """``octets`` padded and sealed by their CRC-32, cut into blocks of ``size``, and how many octets are padding."""
    pad = -(len(octets) + _CRC) % size
    padded = octets + bytes(pad)
    sealed = padded + crc.crc32(padded).to_bytes(_CRC, "little")
    return [sealed[at : at + size] for at in range(0, len(sealed), size)], pad
