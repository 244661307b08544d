"""The feed of a review: the picture at a playhead. Views cannot tell it from the live one, but for what it refuses.

Theory of operation. ``jump`` resumes the picture from the nearest bookmark in a thread; while playing, every 20 ms the
playhead moves on by speed times the time passed and entries up to it are applied, bounded in rows and milliseconds: on
a dense journal the playhead slows down rather than showing a moment whose entries are not all there.
"""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from console.live import Act, Feed
from console.page import Aside
from console.review.audit import SEAT
from console.review.shelf import Shelf
from journal.reader import Reader
from journal.slots import Playhead
from units import actions as ac
from units.entry import Anything, Entry
from units.picture import Picture
from units.state import Changes

TICK = 20
IDLE = 60
"""ms between two pictures kept ahead: a fifth of a core while it lasts."""
ROWS = 500
SECONDS = 0.012
SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 60.0)


class Sink(Protocol):
    """Takes word of what was looked at (``journal.log.Log``)."""

    def append(self, what: Anything, raw: bytes | None = None) -> Future[int]: ...


class ReviewFeed(Feed):
    """The journal in ``folder`` between ``since`` and ``until`` (s UTC), looked at by ``reviewer``.

    ``starts`` says when the interval's calls began (s UTC), as far as known. ``moved`` follows the playhead,
    ``state_changed`` playing, pausing and speed; ``failed`` carries a sentence.
    """

    moved = Signal()
    state_changed = Signal()
    failed = Signal(str)
    _recorded = Signal(str, object)

    def __init__(
        self,
        folder: Path,
        sink: Sink,
        since: float,
        until: float,
        reviewer: str | None = None,
        role: str = "trainer",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(Picture(), parent=parent)
        self.folder = folder
        self.since, self.until = since, until
        self.reviewer, self._role = reviewer, role
        self.speed = 1.0
        self.running = False
        self.jumps = 0
        self.starts: dict[str, float] = {}
        self._sink = sink
        self._time = since
        self._reader = Reader(folder)
        self._shelf = Shelf(folder)
        self.journal_mode = self._reader.mode()
        self._waiting: list[Entry] = []
        self._last = 0.0
        self._wanted: float | None = None
        self.warm = False
        """Nothing is left to be kept ahead: jumps are as short as they get."""
        self._aside = Aside(self)
        self._heard: set[str] = set()
        self._recorded.connect(self._on_record)
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self.tick)
        self._ahead = QTimer(self, interval=IDLE, singleShot=True)
        self._ahead.timeout.connect(self._warm)

    # -- as any feed --------------------------------------------------------------------------------------------

    @property
    def operator(self) -> str | None:
        """Who reviews: whoever sat at the seat then is part of the picture, not of this."""
        return self.reviewer

    @property
    def role(self) -> str:
        """In which role: it decides what may be searched and taken out; nothing can be changed here by any."""
        return self._role

    @property
    def agencies(self) -> tuple[str, ...] | None:
        """All: nobody else is let into a review (:func:`console.rights.why_not_review`)."""
        return None

    def now(self) -> float:
        """The playhead."""
        return self._time

    def act(self, action: Act) -> Future[int]:
        """Word of a look-up goes to the sink; a recording is played by moving the playhead; all else is refused."""
        match action:
            case ac.Played(stopped=True):
                self.pause()
                return self._word(action)
            case ac.Played(call=call):
                word = self._word(action)
                word.add_done_callback(lambda done: self._emit(call, done))
                return word
            case ac.Searched() | ac.Exported():
                return self._word(action)
            case _:
                self.failed.emit(self.tr("This is a review: nothing can be sent or changed here."))
                return super().act(action)

    def _word(self, action: ac.Played | ac.Searched | ac.Exported) -> Future[int]:
        return self._sink.append(msgspec.structs.replace(action, seat=SEAT, operator=self.reviewer))

    def _emit(self, call: str, done: Future[int]) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone
            self._recorded.emit(call, done.exception())

    def _on_record(self, call: str, error: object) -> None:
        if error is not None:
            self.failed.emit(self.tr("This cannot be put on record, so it is not played: {why}").format(why=error))
            return
        found = self.facts.calls.get(call)
        start = found.start if found is not None else self.starts.get(call)
        if start is None:
            self.failed.emit(self.tr("This call lies outside the interval shown: choose another one first."))
            return
        self._heard.add(call)
        self.jump(start, play=True)

    # -- the playhead ---------------------------------------------------------------------------------------------

    def jump(self, wall: float, play: bool | None = None) -> None:
        """Show the moment ``wall``; then play (or pause) if ``play`` says so. Only the last of many jumps counts."""
        self._time = min(max(wall, self.since), self.until)
        self.jumps += 1
        self.playing = Playhead()
        if play is not None:
            self.running = play
            if not play:
                self._timer.stop()
            self.state_changed.emit()
        self._wanted = self._time
        self.moved.emit()
        if not self._aside.busy:
            self._resume()

    def play(self) -> None:
        """Go on from the playhead, or from the beginning when it stands at the end."""
        if self._time >= self.until:
            self.jump(self.since, play=True)
            return
        self.running = True
        self._last = time.monotonic()
        self._timer.start()
        self.state_changed.emit()

    def pause(self) -> None:
        """Stand still."""
        self.running = False
        self.playing = Playhead()
        self._timer.stop()
        self._ahead.start()
        self.state_changed.emit()
        self.pulsed.emit()

    def step(self, seconds: float) -> None:
        """Stand still so many seconds further on, or back."""
        self.jump(self._time + seconds, play=False)

    def set_speed(self, speed: float) -> None:
        """One of :data:`SPEEDS`, times as fast as life."""
        self.speed = speed
        self.jumps += 1
        self.state_changed.emit()

    def set_interval(self, since: float, until: float) -> None:
        """Look at another interval; the playhead goes to its beginning."""
        self.since, self.until = since, max(until, since + 1)
        self.warm = False
        self.jump(self.since)

    @property
    def ready(self) -> bool:
        """True while the picture is that of the playhead."""
        return self._wanted is None

    def close(self) -> None:
        """Let go of the journal."""
        self._timer.stop()
        self._ahead.stop()
        if not self._aside.busy:  # else its thread still reads; it lets go when it ends
            self._shelf.close()
        self._aside.drop()
        self._reader.close()

    def _resume(self) -> None:
        wanted = self._wanted
        assert wanted is not None
        self._aside.run(lambda: self._shelf.at(wanted), lambda picture: self._resumed(wanted, picture))

    def _resumed(self, wanted: float, picture: object) -> None:
        if isinstance(picture, Picture):
            self.picture = picture
            self._waiting = []
            self.show(Changes(all=True))
        else:
            self.failed.emit(self.tr("The journal cannot be read: {why}").format(why=picture))
        if self._wanted != wanted:
            self._resume()
            return
        self._wanted = None
        self._last = time.monotonic()
        if self.running:
            self._timer.start()
        self._ahead.start()
        self.moved.emit()

    def _warm(self) -> None:
        """Nobody drags and nothing plays: keep a picture more of the interval, so that the next jump is short."""
        if self.ready and not self.running and not self._aside.busy:
            since, until = self.since, self.until
            self._aside.run(lambda: self._shelf.warm(since, until), self._warmed)

    def _warmed(self, more: object) -> None:
        if not self.ready:  # a jump came meanwhile
            self._resume()
        elif more is True:
            self._ahead.start()
        else:
            self.warm = True

    def tick(self) -> None:
        """Move on."""
        now = time.monotonic()
        passed, self._last = now - self._last, now
        if not self.running or not self.ready:
            return
        target = min(self._time + min(passed, 0.5) * self.speed, self.until)
        changes = Changes()
        self._time = self._advance(target, changes)
        self._listen(changes)
        self.show(changes)
        self.moved.emit()
        if self._time >= self.until:
            self.pause()

    def _advance(self, target: float, changes: Changes) -> float:
        """Apply what came up to ``target``; how far that got within the bounds of one tick."""
        began = time.monotonic()
        rows = 0
        while True:
            if not self._waiting:
                self._waiting = self._reader.entries(self.facts.seq, ROWS)
                self._waiting.reverse()
                if not self._waiting:
                    return target
            entry = self._waiting[-1]
            if entry.wall > target:
                return target
            self.picture.take(self._waiting.pop(), changes)
            rows += 1
            if rows >= ROWS or time.monotonic() - began > SECONDS:
                return min(target, max(self._time, entry.wall))

    def _listen(self, changes: Changes) -> None:
        """Which call sounds now; each one heard leaves word once."""
        sounding = ""
        for call_id in changes.calls:
            call = self.facts.calls.get(call_id)
            if call is not None and call.end is None and call.id not in self._heard:
                self._heard.add(call.id)
                self._word(ac.Played(seat=SEAT, operator=self.reviewer, call=call.id))
        for group in self.facts.groups.values():
            sounding = group.call or sounding
        if sounding != self.playing.call:
            self.playing = Playhead(call=sounding, time=self._time)
            self.pulsed.emit()
