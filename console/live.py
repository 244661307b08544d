"""What every view is given: the facts, what changed in them, the pulse, and one way to act.

Theory of operation. ``Feed`` is what views know: a picture and two signals. ``Live`` feeds it from a growing journal:
every 10 ms a bounded read of new entries becomes one ``changed``; levels, leases and heartbeats come from the pulse
and become ``pulsed``. ``act`` hands an action to the appender's own thread: the GUI thread never waits for a disk.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from journal.slots import Beat, Lease, Levels, OnAir, Playhead, Urgents
from units.actions import AnyAction
from units.picture import Picture
from units.state import Changes, Facts, Mix, Seat

if TYPE_CHECKING:
    from units.entry import Anything, Entry

T = TypeVar("T")

TICK = 10
"""Milliseconds between two looks at the journal."""
LEVELS_EVERY = 4
"""Ticks between two looks at levels and what is on air."""
BEATS_EVERY = 20
"""Ticks between two looks at the heartbeats, and two of our own."""
READ_SECONDS = 0.008
"""What one tick may spend reading."""
BEAT_DEAD = 2.0
"""A program whose heartbeat stands still for longer (s) is not there."""


class Appends(Protocol):
    """The appender as the console needs it (``journal.log.Log``)."""

    def append(self, what: Anything, raw: bytes | None = None) -> Future[int]: ...
    @property
    def waiting(self) -> int: ...
    @property
    def fault(self) -> str: ...
    def close(self, timeout: float = 5.0) -> None: ...


class Follows(Protocol):
    """The follower (``journal.tail.Tail``)."""

    def read(self, rows: int = 1000, seconds: float = 0.008) -> list[Entry]: ...
    def close(self) -> None: ...


class Feed(QObject):
    """A picture and the news of it. ``changed`` carries :class:`units.state.Changes`; ``pulsed`` nothing.

    A bare ``Feed`` stands still and refuses to act: what a test or a replay starts from.
    """

    changed = Signal(object)
    pulsed = Signal()
    beaten = Signal()

    def __init__(self, picture: Picture | None = None, seat: str = "1", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picture = picture if picture is not None else Picture()
        self.seat = seat
        self.levels = Levels()
        self.onair = OnAir()
        self.urgents = Urgents()
        self.playing = Playhead()
        self.beats: dict[str, Beat] = {}
        self.station_why = ""

    @property
    def facts(self) -> Facts:
        """What is true at the last entry read. Read only."""
        return self.picture.facts

    @property
    def seat_facts(self) -> Seat:
        """This seat as the record knows it (unsigned when it does not)."""
        return self.facts.seats.get(self.seat) or Seat(id=self.seat)

    @property
    def operator(self) -> str | None:
        """Who is signed on here; ``None`` for nobody."""
        return self.seat_facts.operator or None

    @property
    def role(self) -> str:
        """The role signed on with: ``dispatcher``, ``supervisor``, ``trainer`` or empty."""
        return self.seat_facts.role if self.seat_facts.operator else ""

    def now(self) -> float:
        """The time of what is shown, s since 1970 UTC: the wall clock here, the playhead in a review."""
        return time.time()

    def mix(self, group: str) -> Mix:
        """How this seat hears ``group``."""
        return self.seat_facts.mix.get(group) or Mix()

    def alive(self, program: str) -> bool:
        """True while ``program`` (``station``, ``voice``, ``worker``) beats."""
        return program in self.beats

    @property
    def can_act(self) -> bool:
        """False where nothing can be done (a review)."""
        return False

    def act(self, action: AnyAction) -> Future[int]:
        """Put ``action`` on record; the future gives its ``seq`` or why it could not be written."""
        refused: Future[int] = Future()
        refused.set_exception(RuntimeError(f"nothing can be done here: {type(action).__name__}"))
        return refused

    def write_lease(self, lease: Lease) -> None:
        """Say in the pulse that push-to-talk is held (nothing where nothing can be done)."""

    def show(self, changes: Changes) -> None:
        """Tell the views."""
        if changes:
            self.changed.emit(changes)


class Live(Feed):
    """The feed of a journal that grows. ``folder`` is the journal's; made (with ``mode``) when there is none.

    Raises ``journal.log.JournalError`` (one sentence) where the journal cannot be used.
    """

    def __init__(self, folder: Path, seat: str = "1", mode: str = "live", parent: QObject | None = None) -> None:
        from journal.bookmarks import resume
        from journal.log import Log
        from journal.pulse import Pulse
        from journal.tail import Tail

        self.folder = folder
        self.log: Appends = Log(folder, "console", seat, mode)
        super().__init__(resume(folder), seat, parent)
        self.tail: Follows = Tail(folder, self.facts.seq)
        self.pulse = Pulse(folder)
        self._beat = 0
        self._ticks = 0
        self._ages: dict[str, float] = {}
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @property
    def can_act(self) -> bool:
        """True: actions reach the journal."""
        return True

    def start(self) -> None:
        """Begin to follow."""
        self._timer.start(TICK)

    def stop(self) -> None:
        """Stop following and close the journal; what was accepted is written first (bounded)."""
        self._timer.stop()
        self.tail.close()
        self.log.close()
        self.pulse.close()

    def act(self, action: AnyAction) -> Future[int]:
        """Put ``action`` on record; returns at once."""
        return self.log.append(action)

    def write_lease(self, lease: Lease) -> None:
        """Write the push-to-talk lease of this seat into the pulse."""
        self.pulse.write(f"lease.{self.seat}", lease)

    def tick(self) -> None:
        """One look at the journal and, every so often, at the pulse."""
        self._ticks += 1
        entries = self.tail.read(seconds=READ_SECONDS)
        if entries:
            self.show(self.picture.apply_all(entries))
        if self._ticks % LEVELS_EVERY == 0:
            self._look_at_levels()
        if self._ticks % BEATS_EVERY == 0:
            self._look_at_beats()

    def alive(self, program: str) -> bool:
        """True while ``program`` (``station``, ``voice``, ``worker``) beats."""
        return program in self.beats and self._ages.get(program, BEAT_DEAD) < BEAT_DEAD

    def _look_at_levels(self) -> None:
        levels = self._fresh("levels", Levels, 0.3) or Levels()
        onair = self._fresh("onair", OnAir, BEAT_DEAD) or OnAir()
        urgents = self._fresh("urgent", Urgents, None) or Urgents()
        playing = self._fresh("playing", Playhead, 1.0) or Playhead()
        if (levels, onair, urgents, playing) != (self.levels, self.onair, self.urgents, self.playing):
            self.levels, self.onair, self.urgents, self.playing = levels, onair, urgents, playing
            self.pulsed.emit()

    def _fresh(self, slot: str, type_: type[T], seconds: float | None) -> T | None:
        """What ``slot`` says, unless it stood still for longer than ``seconds``."""
        read: tuple[T, float] | None = self.pulse.read(slot, type_)
        if read is None or (seconds is not None and read[1] > seconds):
            return None
        return read[0]

    def _look_at_beats(self) -> None:
        for program in ("station", "voice", "worker"):
            read = self.pulse.read(program, Beat)
            if read is not None:
                self.beats[program], self._ages[program] = read
        self._beat += 1
        own = Beat(pid=os.getpid(), count=self._beat, waiting=self.log.waiting, why=self.log.fault)
        self.pulse.write(f"console.{self.seat}", own)
        self.beaten.emit()
