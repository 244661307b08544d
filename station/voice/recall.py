"""Instant recall: plays one recording on the headset, also the one that is still being made."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from journal.slots import Playhead
from station.voice import clip
from station.voice.assemble import assemble
from station.voice.clip import Clip
from station.voice.parts import read
from station.voice.samples import RATE, TICK, Block
from station.voice.stretch import Stretch
from station.voice.wire import Play, PlayedOut

SLOWEST, FASTEST = 0.5, 16.0

_log = logging.getLogger(__name__)


class Loaded(NamedTuple):
    """A recording was read from disk for the ``order``-th request; ``clip`` is ``None`` when it could not be."""

    order: int
    call: str
    clip: Clip | None
    speed: float
    action: int = 0


class Recall:
    """At most one recording plays. ``deliver`` hands :class:`Loaded` from the reading thread back to the engine."""

    def __init__(self, journal: Path, so_far: Callable[[str], Path | None], deliver: Callable[[Loaded], None]) -> None:
        self._journal = journal
        self._so_far = so_far
        self._deliver = deliver
        self._order = 0
        self._call = ""
        self._clip: Clip | None = None
        self._stretch: Stretch | None = None
        self._action = 0
        self._heard = self._pulled = 0.0
        self._ended: list[PlayedOut] = []

    @property
    def playhead(self) -> Playhead:
        """What plays and how far it is; an empty call for nothing."""
        if self._stretch is None:
            return Playhead()
        return Playhead(call=self._call, position=round(self._stretch.seconds, 3), speed=self._stretch.speed)

    def play(self, message: Play) -> None:
        """Play, play faster (same call again while it plays), or stop."""
        speed = min(max(message.speed, SLOWEST), FASTEST)
        if self._stretch is not None and message.call == self._call and speed != self._stretch.speed:
            self._stretch.speed = speed
            return
        self._order += 1
        self._end()
        if not message.call and not message.path:
            return
        # reading may take a while: an hour of voice, a disk under load
        thread = threading.Thread(target=self._load, args=(self._order, message, speed), name="recall", daemon=True)
        thread.start()

    def loaded(self, loaded: Loaded) -> None:
        """What was asked for is here; play it unless something else was asked for meanwhile."""
        if loaded.order != self._order or loaded.clip is None:
            return
        self._call, self._clip = loaded.call, loaded.clip
        self._action, self._heard = loaded.action, 0.0
        self._stretch = Stretch(loaded.clip.read, 0, loaded.speed)

    def pull(self) -> Block | None:
        """The next tick; ``None`` when nothing plays."""
        if self._stretch is None or self._clip is None:
            return None
        if self._stretch.position >= self._clip.samples:
            self._end()
            return None
        self._pulled += self._stretch.speed * TICK
        return self._stretch.pull()

    def told(self, present: bool) -> list[PlayedOut]:
        """After each tick: what has ended, and how much of it sounded; ``present``: the headset has a device."""
        if present:
            self._heard += self._pulled
        self._pulled = 0.0
        ended, self._ended = self._ended, []
        return ended

    def _end(self) -> None:
        if self._stretch is not None and self._clip is not None:
            heard = min(self._heard, float(self._clip.samples)) / RATE
            ended = PlayedOut(action=self._action, call=self._call, heard=heard, of=self._clip.samples / RATE)
            self._ended.append(ended)
        self._stretch = self._clip = None

    def _load(self, order: int, message: Play, speed: float) -> None:
        found: Clip | None = None
        try:
            if message.path:
                found = clip.load(clip.inside(self._journal, message.path))
            elif (part := self._so_far(message.call)) is not None:
                recording = assemble(read(part.read_bytes()).frames)
                found = Clip(recording.pcm, recording.rate) if recording else None
        except (OSError, ValueError, RuntimeError) as error:  # libsndfile's errors are RuntimeErrors
            _log.warning("recall of %s: %s", message.path or message.call, error)
        self._deliver(Loaded(order, message.call or message.path, found, speed, message.action))
