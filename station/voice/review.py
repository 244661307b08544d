"""The sound of a review: follows the review window's playhead and plays what was recorded at that time. Never appends.

Window and player meet in a pulse of their own, ``review-<token>``: the window writes ``playhead``, we write ``voice``
(that we live, and on which device).
"""

from __future__ import annotations

import logging
import os
import queue
import time
from collections.abc import Callable
from pathlib import Path

from journal.errors import JournalError
from journal.places import runtime_dir
from journal.pulse import Pulse
from journal.slots import Beat, Playhead
from station.voice.catalogue import Catalogue
from station.voice.clock import Clock
from station.voice.mixer import Mixer, Source
from station.voice.parent import Parent
from station.voice.samples import RATE, Block
from station.voice.settings import Settings
from station.voice.soundcard import SoundCard
from station.voice.speaker import Raiser, play
from station.voice.stretch import Stretch
from station.voice.timeline import Timeline
from station.voice.wire import Sound

ALONE_SECONDS = 10.0
"""A playhead still for so long, and the window's program gone: so are we."""
TOLERANCE = 0.25
"""s by which we may be off the window's playhead (times its speed) before jumping to it."""
BEAT_EVERY = 10
HEADSET = (0.0, 0.0, 1.0)

_log = logging.getLogger(__name__)


class Player:
    """Follows a playhead over a timeline; pure of devices and clocks."""

    def __init__(self, timeline: Timeline, jumped: Callable[[float], None]) -> None:
        """``jumped`` is told each new place (s UTC) to play from."""
        self._timeline = timeline
        self._jumped = jumped
        self._stretch: Stretch | None = None
        self._origin = 0.0
        self._count = -1

    @property
    def time(self) -> float:
        """Where we play, s UTC; 0 while paused."""
        return self._origin + self._stretch.seconds if self._stretch else 0.0

    def follow(self, playhead: Playhead, age: float) -> None:
        """The window says ``playhead``, ``age`` s ago."""
        if playhead.speed <= 0:
            self._stretch = None
            return
        should = playhead.time + playhead.speed * min(age, 1.0)
        off = abs(self.time - should)
        if self._stretch is None or playhead.count != self._count or off > TOLERANCE * max(1.0, playhead.speed):
            # samples are counted from here, so that they stay small and exact
            self._origin = should
            self._stretch = Stretch(self._read, 0, playhead.speed)
            self._count = playhead.count
            self._jumped(should)
        self._stretch.speed = playhead.speed

    def pull(self) -> Block | None:
        """The next tick; ``None`` while paused."""
        if self._stretch is None:
            return None
        self._timeline.prepare(self.time, self._stretch.speed)
        return self._stretch.pull()

    def _read(self, start: int, count: int) -> Block:
        return self._timeline.read(self._origin + start / RATE, count)


class Review:
    """The player's process: pulse, devices, clock."""

    def __init__(self, journal: Path, token: str, settings: Settings) -> None:
        """Raises :class:`JournalError`."""
        self._pulse = Pulse(journal, name=f"review-{token}")
        timeline = Timeline(journal)
        self._catalogue = Catalogue(journal, timeline)
        self._player = Player(timeline, self._catalogue.aim)
        self._items: queue.SimpleQueue[Sound | None] = queue.SimpleQueue()
        guard = runtime_dir(journal) / "review.opening"
        self._card = SoundCard(
            settings, guard, lambda: self._items.put(None), lambda _block, _at: None, self._items.put, capture=False
        )
        self._sound = Sound()
        self._mixer, self._raiser, self._parent = Mixer(), Raiser(), Parent()
        self._ticks = 0
        self._playhead = Playhead()
        self._still_since = time.monotonic()

    def run(self) -> int:
        """Until the window is gone."""
        clock = Clock(time.monotonic())
        while not self._alone():
            try:
                item = self._items.get(timeout=clock.left(time.monotonic()))
            except queue.Empty:
                pass
            else:
                if item is None:
                    clock.device(time.monotonic())
                    self._tick()
                else:
                    self._sound = item
            if clock.own(time.monotonic()):
                self._tick()
        self._card.close()
        return 0

    def _alone(self) -> bool:
        return time.monotonic() - self._still_since > ALONE_SECONDS and not self._parent.alive

    def _tick(self) -> None:
        self._ticks += 1
        found = self._pulse.read("playhead", Playhead)
        if found is not None:
            self._player.follow(*found)
            if found[0] != self._playhead:
                self._playhead, self._still_since = found[0], time.monotonic()
        block = self._player.pull()
        sources = [] if block is None else [Source("review", block, HEADSET)]
        play(self._mixer.mix(sources), self._raiser, self._card.speakers)
        if self._ticks % BEAT_EVERY == 0:
            self._pulse.write("voice", Beat(pid=os.getpid(), count=self._ticks, sound=self._sound.device[:60]))


def run(journal: Path, token: str, settings: Settings) -> int:
    """Play for the review window with ``token`` until it is gone. Exit status."""
    try:
        return Review(journal, token, settings).run()
    except JournalError as error:
        _log.error("%s", error)
        return 1
