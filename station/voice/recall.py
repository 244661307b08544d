"""Instant recall: plays one call on the headset, all its recordings in order, also the one that is still being made."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from journal.slots import Playhead
from station.voice import clip
from station.voice.afresh import completed
from station.voice.assemble import assemble
from station.voice.clip import Clip
from station.voice.parts import read
from station.voice.reel import Piece, Reel, piece
from station.voice.samples import RATE, TICK, Block
from station.voice.stretch import Stretch
from station.voice.wire import Play, PlayedOut

SLOWEST, FASTEST = 0.5, 16.0

_log = logging.getLogger(__name__)


class Loaded(NamedTuple):
    """A call is ready to play for the ``order``-th request; ``reel`` is ``None`` when nothing of it could be read."""

    order: int
    call: str
    reel: Reel | None
    speed: float
    action: int = 0
    at: float = 0.0


class Recall:
    """At most one call plays. ``deliver`` hands :class:`Loaded` from the reading thread back to the engine."""

    def __init__(self, journal: Path, so_far: Callable[[str], Path | None], deliver: Callable[[Loaded], None]) -> None:
        self._journal = journal
        self._so_far = so_far
        self._deliver = deliver
        self._order = 0
        self._call = ""
        self._reel: Reel | None = None
        self._stretch: Stretch | None = None
        self._action = 0
        self._heard = bytearray()  # a byte for each tick of it: 1 if that sounded, however often
        self._pulled: tuple[float, float] = (0.0, 0.0)  # samples from … to, in this tick
        self._ended: list[PlayedOut] = []

    @property
    def playhead(self) -> Playhead:
        """What plays and how far it is; an empty call for nothing."""
        if self._stretch is None:
            return Playhead()
        return Playhead(call=self._call, position=round(self._stretch.seconds, 3), speed=self._stretch.speed)

    def play(self, message: Play) -> None:
        """Play, play faster or elsewhere (same call again while it plays), or stop."""
        speed = min(max(message.speed, SLOWEST), FASTEST)
        playing, at = self._stretch, message.at
        if playing is not None and message.call == self._call and (speed != playing.speed or at is not None):
            playing.speed = speed
            if at is not None and self._reel is not None:
                playing.seek(_place(at, self._reel))
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
        if loaded.order != self._order:
            return
        if loaded.reel is None:
            self._ended.append(PlayedOut(action=loaded.action, call=loaded.call, heard=0.0, of=0.0))
            return
        self._call, self._reel = loaded.call, loaded.reel
        self._action, self._heard = loaded.action, bytearray(loaded.reel.samples // TICK + 1)
        self._stretch = Stretch(loaded.reel.read, _place(loaded.at, loaded.reel), loaded.speed)

    def pull(self) -> Block | None:
        """The next tick; ``None`` when nothing plays, or what comes next is still being read."""
        if self._stretch is None or self._reel is None:
            return None
        here = int(self._stretch.position)
        if (passed := self._reel.passed(here)) != here:
            self._stretch.seek(passed)
        if self._stretch.position >= self._reel.samples:
            self._end()
            return None
        if not self._reel.ready(passed):
            return None
        block = self._stretch.pull()
        self._pulled = passed, self._stretch.position
        return block

    def told(self, present: bool) -> list[PlayedOut]:
        """After each tick: what has ended, and how much of it sounded; ``present``: the headset has a device."""
        first, last = (round(sample / TICK) for sample in self._pulled)
        if present and last > first:
            last = min(last, len(self._heard))
            self._heard[first:last] = b"\1" * max(0, last - first)
        self._pulled = (0.0, 0.0)
        ended, self._ended = self._ended, []
        return ended

    def _end(self) -> None:
        if self._stretch is not None and self._reel is not None:
            heard = min(self._heard.count(1) * TICK, self._reel.samples) / RATE
            ended = PlayedOut(action=self._action, call=self._call, heard=heard, of=self._reel.samples / RATE)
            self._ended.append(ended)
        self._stretch = self._reel = None

    def _load(self, order: int, message: Play, speed: float) -> None:
        pieces: list[Piece] = []
        for path in [message.path, *message.more] if message.path else []:
            try:
                pieces.append(piece(clip.inside(self._journal, path)))
            except (OSError, ValueError, RuntimeError) as error:  # libsndfile's errors are RuntimeErrors
                _log.warning("recall of %s: %s", path, error)
        pieces += self._growing(message.call)
        reel = Reel(pieces)
        found = reel if reel.load() else None
        at = message.at or 0.0
        self._deliver(Loaded(order, message.call or message.path, found, speed, message.action, at))

    def _growing(self, call: str) -> list[Piece]:
        """What was recorded of a call since its last whole recording."""
        try:
            part = self._so_far(call) if call else None
            recording = assemble(completed(read(part.read_bytes())).frames) if part is not None else None
        except OSError as error:
            _log.warning("recall of %s: %s", call, error)
            return []
        if recording is None:
            return []
        made = Clip(recording.pcm, recording.rate)
        return [Piece(made.samples, None, made)]


def _place(seconds: float, reel: Reel) -> int:
    """The sample that is ``seconds`` into ``reel``: inside it, whatever was asked."""
    return int(min(max(0.0, seconds) * RATE, reel.samples))
