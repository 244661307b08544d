"""Voice that only a vocoder can make audible (AMBE+2 …): what may decode it, and the thread that has it decoded.

Kopa ships no vocoder. One is found in two ways: a DVSI chip named in the configuration
(:mod:`station.voice.ambe_chip`), or a package that names itself in the entry-point group :data:`GROUP` under the
codec's name. Such an entry point is a callable without arguments that returns a new :class:`Vocoder` for one call.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import NamedTuple, Protocol

import numpy as np

from station.voice.samples import Pcm

GROUP = "kopa.vocoders"
RATE = 8000
CODED = {"ambe2": (9, 160)}
"""Codec → bytes and samples of one of its frames (20 ms at 8 kHz). ``ambe2`` is the DMR half rate, 72 bits on air."""
MOST_WAITING = 500
"""Frames that wait for a slow vocoder, all calls together: 5 s of two calls. What comes beyond stays unheard."""

_log = logging.getLogger(__name__)


class Vocoder(Protocol):
    """Decodes the frames of one call, in order."""

    def decode(self, frame: bytes) -> Pcm | None:
        """160 samples, 16 bits, at 8 kHz; ``None`` if this frame cannot be heard. May take as long as a frame lasts."""

    def close(self) -> None:
        """The call ended."""


Make = Callable[[], "Vocoder | None"]
"""A vocoder for a new call; ``None`` while all are in use."""


class Decoded(NamedTuple):
    """What came of frames handed in: samples of ``call`` from ``start`` on; empty when the call's last one is out."""

    call: str
    start: int
    wall: float
    pcm: Pcm


def installed(codec: str) -> Make | None:
    """The vocoder some installed package offers for ``codec``. A package that fails to load is said once and left."""
    for point in entry_points(group=GROUP, name=codec):
        try:
            make: Make = point.load()
        except Exception:  # noqa: BLE001 - somebody else's package must not silence everything else
            _log.exception("the vocoder %s cannot be loaded", point.value)
            continue
        return make
    return None


class Vocoding:
    """Has frames decoded in a thread of its own; ``out`` gets what came of them (in that thread), in order a call."""

    def __init__(self, makers: dict[str, Make], out: Callable[[Decoded], None]) -> None:
        self._makers = makers
        self._out = out
        self._told: queue.SimpleQueue[tuple[str, str, int, float, bytes] | str | None] = queue.SimpleQueue()
        self._open: dict[str, Vocoder | None] = {}
        self._thread: threading.Thread | None = None
        self.unheard = 0
        """Frames nobody decoded in time."""

    def knows(self, codec: str) -> bool:
        """True if there is something that decodes ``codec``."""
        return codec in self._makers

    def frames(self, call: str, codec: str, start: int, wall: float, data: bytes) -> None:
        """Frames of ``call`` to be decoded. Never blocks."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="vocoder", daemon=True)
            self._thread.start()
        if self._told.qsize() > MOST_WAITING:
            self.unheard += 1
            return
        self._told.put((call, codec, start, wall, data))

    def end(self, call: str) -> None:
        """No more of ``call``: ``out`` gets an empty piece when all of it is out."""
        if self._thread is None:
            self._out(Decoded(call, 0, 0.0, _NONE))
        else:
            self._told.put(call)

    def stop(self, seconds: float = 1.0) -> None:
        """Decode what waits, and end."""
        if self._thread is not None:
            self._told.put(None)
            self._thread.join(seconds)

    def _run(self) -> None:
        while True:
            told = self._told.get()
            if told is None:
                for vocoder in self._open.values():
                    _close(vocoder)
                return
            if isinstance(told, str):
                _close(self._open.pop(told, None))
                self._out(Decoded(told, 0, 0.0, _NONE))
                continue
            self._decode(*told)

    def _decode(self, call: str, codec: str, start: int, wall: float, data: bytes) -> None:
        size, samples = CODED[codec]
        vocoder = self._open.get(call)
        if vocoder is None:
            vocoder = self._open[call] = self._make(codec)
        for number in range(len(data) // size):
            pcm = None
            if vocoder is not None:
                try:
                    pcm = vocoder.decode(data[number * size : (number + 1) * size])
                except Exception as error:  # noqa: BLE001 - somebody else's package; the recording goes on without it
                    _log.error("vocoder: %s", error)
                    _close(vocoder)
                    self._open[call] = vocoder = None
            if pcm is None:
                self.unheard += 1
            elif len(pcm):
                self._out(Decoded(call, start + number * samples, wall, np.asarray(pcm, np.int16)))

    def _make(self, codec: str) -> Vocoder | None:
        try:
            return self._makers[codec]()
        except Exception as error:  # noqa: BLE001 - as above
            _log.error("no vocoder for %s: %s", codec, error)
            return None


_NONE = np.zeros(0, np.int16)


def _close(vocoder: Vocoder | None) -> None:
    if vocoder is not None:
        try:
            vocoder.close()
        except Exception as error:  # noqa: BLE001 - as above
            _log.error("vocoder: %s", error)
