"""From a voice frame's bytes to 16-bit samples, for the codecs we may carry. No vocoder lives here."""

from __future__ import annotations

from radio import g711
from station.voice.samples import Pcm

RATES = {"pcma": 8000, "pcmu": 8000, "s16le8": 8000, "s16le16": 16000}
"""Codec name → sample rate, for everything :func:`decode` takes."""


def decode(codec: str, data: bytes) -> Pcm:
    """The samples of one frame. Raises ``KeyError`` for a codec we have no decoder for; an odd last byte is dropped."""
    if codec not in RATES:
        raise KeyError(codec)
    # 16-bit samples are bytes of the same kind at either rate
    return g711.decode("s16le8" if codec == "s16le16" else codec, data)
