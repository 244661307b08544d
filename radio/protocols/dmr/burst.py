"""A burst on the air: 33 octets, 264 bits, 27.5 ms of every 60 of a slot. Split into its parts and put together.

Data: 98 information bits, half the slot type, sync, the other half, 98 information bits. Voice: 108 bits, sync (burst
A of six) or EMB and embedded signalling (bursts B–F), 108 bits; the 216 are three AMBE frames of 72.
Source: ETSI TS 102 361-1 clause 6 and 9.1.1; proved on the open vectors.
"""

from __future__ import annotations

from typing import NamedTuple

from radio.codec import ProtocolError
from radio.protocols.dmr.golay import GOLAY

OCTETS = 33
PERIOD = 0.060
"""s from one burst of a slot to the next."""
VOICE_SAMPLES = 480
"""Samples at 8 kHz that the three frames of a burst stand for."""
SYNC_ERRORS = 4
"""Wrong bits of 48 with which a sync still counts."""

(PRIVACY, VOICE_HEADER, TERMINATOR, CSBK, MBC_HEADER, MBC, DATA_HEADER, RATE_12, RATE_34, IDLE, RATE_1, SINGLE) = range(
    12
)
"""Data types of the slot type."""

BS_VOICE, BS_DATA, MS_VOICE, MS_DATA = 0x755FD7DF75F7, 0xDFF57D75DF5D, 0x7F7D5DD57DFD, 0xD5D7F77FD757
SYNCS = {
    BS_VOICE: True,
    MS_VOICE: True,
    0x5D577F7757FF: True,  # direct mode, slot 1
    0x7DFFD5F55D5F: True,  # direct mode, slot 2
    BS_DATA: False,
    MS_DATA: False,
    0xF7FDD5DDFD55: False,  # direct mode, slot 1
    0xD7557F5FF7F5: False,  # direct mode, slot 2
}
"""Sync patterns; true for voice."""

_48 = (1 << 48) - 1
_108 = (1 << 108) - 1
_MIDDLE = 108  # bits behind the middle 48


class SlotType(NamedTuple):
    """Colour code and data type (0–15 each), and the wrong bits found in them."""

    colour: int
    kind: int
    repaired: int


class Burst(NamedTuple):
    """``voice`` is ``None`` where no sync was recognised: a voice burst B–F, or nothing at all."""

    octets: bytes
    number: int  # all 264 bits
    voice: bool | None

    @property
    def slot_type(self) -> SlotType | None:
        """Of a data burst; ``None`` if it cannot be read."""
        value = self.number
        found = GOLAY.decode((value >> 156 & 0x3FF) << 10 | value >> 98 & 0x3FF)
        return None if found is None else SlotType(found[0] >> 4, found[0] & 15, found[1])

    @property
    def emb(self) -> int:
        """The 16 bits around the embedded signalling of a voice burst."""
        return (self.number >> 148 & 0xFF) << 8 | self.number >> 108 & 0xFF

    @property
    def embedded(self) -> int:
        """The 32 bits of embedded signalling of a voice burst."""
        return self.number >> 116 & 0xFFFFFFFF

    @property
    def voice_frames(self) -> bytes:
        """Three AMBE frames of nine octets each."""
        return (self.number >> 156 << 108 | self.number & _108).to_bytes(27, "big")


def read(data: bytes) -> Burst:
    """Raises :class:`ProtocolError` for anything but 33 octets."""
    if len(data) != OCTETS:
        raise ProtocolError(f"a DMR burst of {len(data)} bytes")
    number = int.from_bytes(data, "big")
    return Burst(data, number, _sync(number >> _MIDDLE & _48))


def _sync(middle: int) -> bool | None:
    exact = SYNCS.get(middle)
    if exact is not None:
        return exact
    for sync, voice in SYNCS.items():
        if (middle ^ sync).bit_count() <= SYNC_ERRORS:
            return voice
    return None


def data_burst(information: int, kind: int, colour: int, sync: int = BS_DATA) -> bytes:
    """A data burst of 196 information bits (see :func:`radio.protocols.dmr.bptc.encode`)."""
    word = GOLAY.encode((colour & 15) << 4 | kind & 15)
    middle = word >> 10 << 58 | sync << 10 | word & 0x3FF
    return (information | middle << 98).to_bytes(OCTETS, "big")


def voice_burst(frames: bytes, middle: int) -> bytes:
    """A voice burst of 27 octets of AMBE around a sync, or EMB and embedded signalling."""
    bits = int.from_bytes(frames, "big")
    return (bits >> 108 << 156 | middle << 108 | bits & _108).to_bytes(OCTETS, "big")
