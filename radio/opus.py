"""Opus packets as the air carries them: how long one lasts. Decodes nothing; that is the voice process's.

Source: RFC 6716, sections 3.1 (the first byte) and 3.2 (how frames are packed).
"""

from __future__ import annotations

RATE = 16_000
"""Samples a second in which frames of codec ``opus`` are counted: all of voice; whatever rate it was coded at."""
MOST_BYTES = 1275 * 6
"""Of a packet: 120 ms in frames of 20 ms."""
MOST_SECONDS = 0.12
_SILK, _HYBRID, _CELT = (160, 320, 640, 960), (160, 320), (40, 80, 160, 320)  # samples of one frame at RATE


def samples(packet: bytes) -> int:
    """How many samples at :data:`RATE` the packet lasts; 0 for bytes that are no Opus packet."""
    if not packet or len(packet) > MOST_BYTES:
        return 0
    kind, packing = packet[0] >> 3, packet[0] & 3
    if kind < 12:
        frame = _SILK[kind & 3]
    elif kind < 16:
        frame = _HYBRID[kind & 1]
    else:
        frame = _CELT[kind & 3]
    if packing == 1 and not len(packet) & 1:
        return 0  # two frames of the same size
    if packing < 3:
        return frame * (2 if packing else 1)
    count = packet[1] & 0x3F if len(packet) > 1 else 0
    return count * frame if count * frame <= MOST_SECONDS * RATE else 0
