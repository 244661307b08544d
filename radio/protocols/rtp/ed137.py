"""ED-137's word in the RTP header extension: who keys, whether the squelch is open. Two versions of it are in use.

Version B (profile 0x0167), bits from the left: push-to-talk type 3, squelch 1, push-to-talk id 6, mute 1, summation 1,
simultaneous transmissions 1, reserved 2, extended 1; the original (0x0067): type 3, squelch 1, id 4, simultaneous 1,
extended 1. Source: each bit alone as tshark 4.0 decodes it.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

VERSION_B, ORIGINAL = 0x0167, 0x0067
OFF, NORMAL, COUPLING, PRIORITY, EMERGENCY, TEST = range(6)


class Word(NamedTuple):
    """What it says. ``mute``: the radio does not hear this key, ``summation``: several are keyed at once;
    ``simultaneous``: the radio hears several transmitters at once."""

    ptt: int
    squelch: bool
    ptt_id: int
    mute: bool = False
    summation: bool = False
    simultaneous: bool = False


def read_word(profile: int, extension: bytes) -> Word | None:
    """The word of an extension of ``profile``; ``None`` if it is no ED-137."""
    if len(extension) < 4:
        return None
    word = int.from_bytes(extension[:2], "big")
    ptt, squelch = word >> 13, bool(word & 0x1000)
    if profile == VERSION_B:
        flags = (bool(word & bit) for bit in (0x20, 0x10, 0x08))
        return Word(ptt, squelch, word >> 6 & 0x3F, *flags)
    if profile == ORIGINAL:
        return Word(ptt, squelch, word >> 8 & 0x0F, simultaneous=bool(word & 0x80))
    return None


def write_extension(ptt: int, ptt_id: int, squelch: bool = False) -> bytes:
    """The header extension of version B: profile, length in words, the word, nothing more."""
    return struct.pack(">HHHH", VERSION_B, 1, ptt << 13 | squelch << 12 | (ptt_id & 0x3F) << 6, 0)
