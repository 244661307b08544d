"""All recordings of a journal laid side by side on the clock: what was heard at any moment, mixed."""

from __future__ import annotations

import bisect
import logging
import queue
import threading
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

import numpy as np

from station.voice import clip
from station.voice.clip import Clip
from station.voice.samples import RATE, Block
from units.cuts import Stretch, stretches
from units.findings import VoiceRecorded

MOST_SAMPLES = 100_000_000
"""Samples of decoded recordings kept in memory (200 MB)."""
AHEAD_SECONDS = 2.0

_log = logging.getLogger(__name__)


class _Laid(NamedTuple):
    """A recording as it lies on the clock: its last stretch ends ``lasted`` s after it began."""

    recording: VoiceRecorded
    stretches: list[Stretch]
    lasted: float

    def between(self, start: float, end: float) -> list[Stretch]:
        """The stretches of which something lies between ``start`` and ``end`` (s UTC)."""
        start, end = start - self.recording.started, min(end - self.recording.started, self.lasted)
        low = max(0, bisect.bisect(self.stretches, start, key=lambda each: each.after) - 1)
        high = bisect.bisect(self.stretches, end, key=lambda each: each.after)
        return [each for each in self.stretches[low:high] if each.after + each.length > start and self.lasted > start]


class Timeline:
    """Recordings by the time they began. :meth:`read` never waits: what is not in memory yet is silent and on its way.

    One thread may :meth:`add` while another reads.
    """

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._starts: list[float] = []
        self._laid: list[_Laid] = []
        self._longest = 0.0
        self._clips: OrderedDict[str, Clip | None] = OrderedDict()
        self._asked: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._wanted: set[str] = set()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._load, name="timeline", daemon=True)
        self._thread.start()

    def add(self, recording: VoiceRecorded) -> None:
        """One more recording, in any order."""
        laid = stretches(recording.cuts)
        lasted = laid[-1].after + recording.seconds - laid[-1].place
        with self._lock:
            at = bisect.bisect(self._starts, recording.started)
            self._starts.insert(at, recording.started)
            self._laid.insert(at, _Laid(recording, laid, lasted))
            self._longest = max(self._longest, lasted)

    def covering(self, start: float, end: float) -> list[VoiceRecorded]:
        """The recordings of which something sounds between ``start`` and ``end`` (s UTC)."""
        return [laid.recording for laid in self._covering(start, end) if laid.between(start, end)]

    def _covering(self, start: float, end: float) -> list[_Laid]:
        with self._lock:
            low = bisect.bisect(self._starts, start - self._longest)
            high = bisect.bisect(self._starts, end)
            return self._laid[low:high]

    def read(self, start: float, count: int) -> Block:
        """``count`` samples at 16 kHz of everything that sounded from ``start`` (s UTC) on, each at its own time."""
        mixed = np.zeros(count, np.float32)
        for laid in self._covering(start, start + count / RATE):
            for each in laid.between(start, start + count / RATE):
                found = self._clip(laid.recording.path)
                if found is None:
                    break
                began = start - laid.recording.started - each.after
                first = max(0, round(-began * RATE))
                last = min(count, round(min(each.length - began, count / RATE) * RATE))
                if last > first:
                    mixed[first:last] += found.read(round((began + each.place) * RATE) + first, last - first)
        return mixed

    def prepare(self, start: float, speed: float) -> None:
        """Have in memory what sounds soon when played from ``start`` on at ``speed``."""
        for recording in self.covering(start, start + AHEAD_SECONDS * max(speed, 1.0)):
            self._clip(recording.path)

    def _clip(self, path: str) -> Clip | None:
        with self._lock:
            if path in self._clips:
                self._clips.move_to_end(path)
                return self._clips[path]
            if path not in self._wanted:
                self._wanted.add(path)
                self._asked.put(path)
        return None

    def _load(self) -> None:
        while True:
            path = self._asked.get()
            found: Clip | None = None
            try:
                found = clip.load(clip.inside(self._journal, path))
            except (OSError, ValueError, RuntimeError) as error:  # libsndfile's errors are RuntimeErrors
                _log.warning("%s cannot be played: %s", path, error)
            with self._lock:
                self._clips[path] = found
                self._wanted.discard(path)
                held = sum(len(one.pcm) for one in self._clips.values() if one)
                while held > MOST_SAMPLES and len(self._clips) > 1:
                    _, oldest = self._clips.popitem(last=False)
                    held -= len(oldest.pcm) if oldest else 0
