"""From voice frames to 16-bit samples, for the codecs we may carry: a decoder a call, as some remember what was before.

Vocoders, which take as long as a frame lasts or are a chip, are :mod:`station.voice.vocoder`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, Protocol

from radio import g711, opus
from station.voice.opus import RATE, STEP, OpusDecoder, OpusError
from station.voice.samples import Pcm

RATES = {"pcma": 8000, "pcmu": 8000, "s16le8": 8000, "s16le16": 16000, "opus": RATE}
"""Codec name → sample rate, for everything there is a decoder for."""
MOST_CONCEALED = RATE * 12 // 100
"""Samples of a gap that are made up; the ear's own concealment fades out sooner where there is no next frame."""
REWIND = 2 * RATE
"""An index this far back is not late: the sender began to count again."""


class Piece(NamedTuple):
    """Samples from ``start`` on. ``heard`` is false for what was made up in place of a loss: for the ear only."""

    start: int
    pcm: Pcm
    heard: bool = True


class Decoder(Protocol):
    """Decodes the frames of one call, in the order they come, at ``rate`` Hz."""

    rate: int

    def pieces(self, start: int, data: bytes) -> list[Piece]:
        """What the frame from sample ``start`` on makes audible; nothing of one that is torn or comes too late."""


class Alone:
    """A codec whose frames say all by themselves."""

    def __init__(self, codec: str) -> None:
        self.rate = RATES[codec]
        # 16-bit samples are bytes of the same kind at either rate
        self._decode = partial(g711.decode, "s16le8" if codec == "s16le16" else codec)

    def pieces(self, start: int, data: bytes) -> list[Piece]:
        """An odd last byte of 16-bit samples is dropped."""
        pcm = self._decode(data)
        return [Piece(start, pcm)] if len(pcm) else []


class Opus:
    """Opus: what is lost is made up from what was before, and from what the next packet tells of it."""

    rate = RATE

    def __init__(self) -> None:
        """Raises :class:`station.voice.opus.OpusError` where there is no libopus."""
        self._decoder = OpusDecoder()
        self._next: int | None = None  # the sample that follows what was decoded

    def pieces(self, start: int, data: bytes) -> list[Piece]:
        """The packet, behind what stands in for those that are missing before it."""
        if self._next is not None and start < self._next:
            if start > self._next - REWIND:
                return []  # a decoder cannot go back
            self._next = None
        gap = start - self._next if self._next is not None else 0
        found = self._made_up(start - gap, gap, data) if 0 < gap <= MOST_CONCEALED else []
        if gap > MOST_CONCEALED:
            self._decoder.reset()
        try:
            pcm = self._decoder.decode(data)
        except OpusError:
            return found
        self._next = start + len(pcm)
        return [*found, Piece(start, pcm)]

    def _made_up(self, start: int, count: int, following: bytes) -> list[Piece]:
        """``count`` samples: the last packet's worth with the help of the one that follows it."""
        told = min(opus.samples(following), count)
        found: list[Piece] = []
        try:
            for part, helped in ((count - told, b""), (told, following)):
                part -= part % STEP
                if part:
                    found.append(Piece(start, self._decoder.conceal(part, helped), heard=False))
                start += part
        except OpusError:
            pass  # torn: what was made up so far is all there is
        return found


_MAKERS: dict[str, Callable[[], Decoder]] = {"opus": Opus}


def decoder(codec: str) -> Decoder:
    """A decoder for a new call. Raises ``KeyError`` for a codec we have none for, ``OpusError`` without libopus."""
    return _MAKERS[codec]() if codec in _MAKERS else Alone(codec)
