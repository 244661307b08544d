"""G.711: A-law and mu-law to 16-bit samples and back, by table. Knows nothing of packets.

Source: ITU-T G.711 tables 1a–2b. The tables are made on first use: 65,536 bytes a law for encoding, 256 samples for
decoding. The standard library's ``audioop`` (gone in Python 3.13) is the tests' oracle, not our tool.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]
_A_TOGGLE = 0x55  # every even bit is inverted on the line
_U_BIAS = 33  # 14-bit: moves the segment borders onto powers of two
_U_CLIP = 8159


@cache
def _alaw_to_linear() -> Samples:
    code = np.arange(256, dtype=np.int32) ^ _A_TOGGLE
    segment, step = (code >> 4) & 7, code & 0x0F
    size = (step << 4) + 8 + np.where(segment > 0, 0x100, 0)
    size <<= np.maximum(segment - 1, 0)
    return np.where(code & 0x80, size, -size).astype(np.int16)


@cache
def _ulaw_to_linear() -> Samples:
    code = ~np.arange(256, dtype=np.int32) & 0xFF
    size = ((((code & 0x0F) << 3) + 4 * _U_BIAS) << ((code >> 4) & 7)) - 4 * _U_BIAS
    return np.where(code & 0x80, -size, size).astype(np.int16)


@cache
def _linear_to_alaw() -> npt.NDArray[np.uint8]:
    sample = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32) >> 3
    size = np.where(sample >= 0, sample, -sample - 1)
    segment = np.searchsorted(np.array([0x20 << n for n in range(8)]), size, side="right")
    code = (segment << 4) | ((size >> np.maximum(segment, 1)) & 0x0F)
    return (np.where(segment > 7, 0x7F, code) ^ np.where(sample >= 0, 0xD5, 0x55)).astype(np.uint8)


@cache
def _linear_to_ulaw() -> npt.NDArray[np.uint8]:
    sample = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32) >> 2
    size = np.minimum(np.abs(sample), _U_CLIP) + _U_BIAS
    segment = np.searchsorted(np.array([0x40 << n for n in range(8)]), size, side="right")
    code = np.where(segment > 7, 0x7F, (segment << 4) | ((size >> (segment + 1)) & 0x0F))
    return (code ^ np.where(sample >= 0, 0xFF, 0x7F)).astype(np.uint8)


def from_alaw(data: bytes) -> Samples:
    """A-law bytes to as many 16-bit samples."""
    return _alaw_to_linear()[np.frombuffer(data, np.uint8)]


def from_ulaw(data: bytes) -> Samples:
    """mu-law bytes to as many 16-bit samples."""
    return _ulaw_to_linear()[np.frombuffer(data, np.uint8)]


def to_alaw(samples: Samples) -> bytes:
    """16-bit samples to as many A-law bytes."""
    return _linear_to_alaw()[samples.astype(np.int16, copy=False).view(np.uint16)].tobytes()


def to_ulaw(samples: Samples) -> bytes:
    """16-bit samples to as many mu-law bytes."""
    return _linear_to_ulaw()[samples.astype(np.int16, copy=False).view(np.uint16)].tobytes()


def decode(codec: str, data: bytes) -> Samples:
    """Samples of ``data`` in ``codec``: ``pcma``, ``pcmu`` or ``s16le8``. Raises ``ValueError`` for another codec."""
    if codec == "pcma":
        return from_alaw(data)
    if codec == "pcmu":
        return from_ulaw(data)
    if codec == "s16le8":
        return np.frombuffer(data[: len(data) & ~1], "<i2").astype(np.int16)
    raise ValueError(f"no G.711 of {codec}")
