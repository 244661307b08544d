"""What every view is given: the facts, what changed in them, the pulse, and one way to act.

Theory of operation. ``Feed`` is what views know: a picture and two signals. ``Live`` feeds it from a growing journal:
every 4 ms a bounded read of new entries becomes one ``changed``; levels, leases and heartbeats come from the pulse
and become ``pulsed``. ``act`` hands an action to the appender's own thread: the GUI thread never waits for a disk.
"""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from journal.slots import Beat, Lease, Levels, OnAir, Playhead, Urgents
from units.actions import AnyAction
from units.alerts import Alerting
from units.discipline import GroupHeld
from units.fences import FenceActs
from units.fitness import FitnessAsked
from units.keeping import KeptAction
from units.patches import PatchBroken, Patched, PatchExtended
from units.picture import Picture
from units.state import Changes, Facts, Mix, Seat

if TYPE_CHECKING:
    from units.entry import Anything, Entry

T = TypeVar("T")
Act = AnyAction | KeptAction | GroupHeld | FitnessAsked | Patched | PatchExtended | PatchBroken | Alerting | FenceActs
"""What can be done at a seat."""

TICK = 4
"""Milliseconds between two looks at the journal."""
LEVELS_EVERY = 10
"""Ticks between two looks at levels and what is on air."""
BEATS_EVERY = 50
"""Ticks between two looks at the heartbeats, and two of our own."""
READ_SECONDS = 0.008
"""What one tick may spend reading."""
PATIENCE = 1.0
"""Seconds the start waits for the picture before it shows the window without one."""
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

    @property
    def agencies(self) -> tuple[str, ...] | None:
        """Whose records the operator here may read (``""``: of no agency); ``None``: all; an unsigned seat: none."""
        seat = self.seat_facts
        if not seat.operator:
            return ()
        return None if seat.agencies is None else tuple(seat.agencies)

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

    def act(self, action: Act) -> Future[int]:
        """Put ``action`` on record; the future gives its ``seq`` or why it could not be written."""
        refused: Future[int] = Future()
        refused.set_exception(RuntimeError(f"nothing can be done here: {type(action).__name__}"))
        return refused

    @property
    def append_fault(self) -> str:
        """Why what is done here does not reach the disk now; empty while it does."""
        return ""

    def write_lease(self, lease: Lease) -> None:
        """Say in the pulse that push-to-talk is held (nothing where nothing can be done)."""

    def show(self, changes: Changes) -> None:
        """Tell the views."""
        if changes:
            self.changed.emit(changes)


class Resuming(threading.Thread):
    """Makes the picture beside the GUI thread: a bookmark takes 0.2 s, a long record without one a while."""

    def __init__(self, folder: Path) -> None:
        super().__init__(name="resume", daemon=True)
        self._folder = folder
        self.picture: Picture | None = None
        self.fault = ""
        self.start()

    def run(self) -> None:
        """Resume from the nearest bookmark, or replay everything."""
        from journal.bookmarks import resume
        from journal.errors import JournalError

        try:
            self.picture = resume(self._folder)
        except (JournalError, OSError) as error:
            self.fault = str(error)


class Live(Feed):
    """The feed of a journal that grows. ``folder`` is the journal's; made (with ``mode``) when there is none.

    ``faulted`` carries one sentence when the record cannot be read (any more); ``caught_up`` follows a start that had
    to read the record first. Raises ``journal.errors.JournalError`` (one sentence) where the journal cannot be used.
    """

    faulted = Signal(str)
    caught_up = Signal()

    def __init__(self, folder: Path, seat: str = "1", mode: str = "live", parent: QObject | None = None) -> None:
        from journal.log import Log
        from journal.pulse import Pulse

        self.folder = folder
        self.log: Appends = Log(folder, "console", seat, mode)
        super().__init__(None, seat, parent)
        self.tail: Follows | None = None
        self.pulse = Pulse(folder)
        self._resuming = Resuming(folder)
        self._resuming.join(PATIENCE)
        self._beat = 0
        self._ticks = 0
        self._told = False
        self._ages: dict[str, float] = {}
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._take_over()

    @property
    def fault(self) -> str:
        """Why the record cannot be read; empty while it can."""
        return self._resuming.fault

    @property
    def catching_up(self) -> bool:
        """True while the record is still being read (no bookmark was there to begin from)."""
        return self.tail is None and not self._resuming.fault

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
        if self.tail is not None:
            self.tail.close()
        self.log.close()
        self.pulse.close()

    def act(self, action: Act) -> Future[int]:
        """Put ``action`` on record; returns at once."""
        return self.log.append(action)

    @property
    def append_fault(self) -> str:
        """What the appender says of the disk; it keeps entries in memory and tries again meanwhile."""
        return self.log.fault

    def write_lease(self, lease: Lease) -> None:
        """Write the push-to-talk lease of this seat into the pulse."""
        self.pulse.write(f"lease.{self.seat}", lease)

    def tick(self) -> None:
        """One look at the journal and, every so often, at the pulse."""
        self._ticks += 1
        if self.tail is not None:
            self._follow(self.tail)
        elif not self._told and not self._resuming.is_alive():
            self._take_over()
        if self._ticks % LEVELS_EVERY == 0:
            self._look_at_levels()
        if self._ticks % BEATS_EVERY == 0:
            self._look_at_beats()

    def _follow(self, tail: Follows) -> None:
        from journal.errors import JournalError

        try:
            entries = tail.read(seconds=READ_SECONDS)
        except JournalError as error:
            tail.close()
            self.tail = None
            self._resuming.fault = str(error)
            self.faulted.emit(str(error))
            return
        if entries:
            self.show(self.picture.apply_all(entries))

    def _take_over(self) -> None:
        """Follow from where the background reading ended, once it ended well."""
        from journal.tail import Tail

        picture = self._resuming.picture
        if self._resuming.is_alive():
            return
        self._told = True
        if picture is None:
            self.faulted.emit(self._resuming.fault)
            return
        self.picture = picture
        self.tail = Tail(self.folder, picture.facts.seq)
        self.show(Changes(all=True))
        self.caught_up.emit()

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
