"""Writes what is heard to part files from a thread of its own: flushed within 200 ms, on the platter within a second.

Nobody who hands voice over ever waits for a disk. What the disk does not take stays in memory, up to a bound, and is
tried again until it is taken; :attr:`Recorder.trouble` says so meanwhile.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from journal.reserve import is_full
from station.voice.parts import Frame, Head, Original, pack_frame, pack_head, pack_original
from station.voice.shelf import Shelf

FLUSH_SECONDS = 0.15
SYNC_SECONDS = 1.0
RETRY_SECONDS = 0.5
MOST_WAITING = 64 << 20
"""Bytes kept for a disk that takes none: an hour of one call, three minutes of twenty."""
ROTATE_SECONDS = 3600
"""A call longer than this goes on in another recording."""
STALL_SECONDS = 2.0
WHAT = "voice cannot be written"

_log = logging.getLogger(__name__)


class Trouble(NamedTuple):
    """``disk`` as :class:`journal.slots.Beat` has it, and why in one line."""

    disk: str = "ok"
    why: str = ""


def trouble_of(error: OSError, what: str) -> Trouble:
    """``error`` while doing ``what``, as the beat says it."""
    return Trouble("full" if is_full(error) else "failing", f"{what}: {error.strerror or error}")


class _Writing:
    """A call being recorded, as the writer thread sees it."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.path: Path | None = None
        self.descriptor = -1
        self.waiting: list[bytes | memoryview] = [pack_head(head)]
        self.taken = 0
        self.voiced = 0.0  # s of voice in it
        self.dirty = False
        self.closing = False


Lost = Callable[[str, str, float], None]
"""``lost(call, group, seconds)``: so much of its voice is on no record. Called in the writer thread."""

_Told = tuple[str, Head | None, bytes, float]
"""One thing the engine told the writer: the call, its head when it opens, a record, and s of voice in that.

A plain tuple, as there are thousands a second.
"""


class Recorder:
    """Records any number of calls at once. ``finished`` gets each part file that is complete (in the writer thread)."""

    def __init__(
        self,
        shelf: Shelf,
        finished: Callable[[Path], None],
        alone: Callable[[], bool] = lambda: False,
        lost: Lost = lambda *_: None,
    ) -> None:
        """``alone``: no other voice process works on this journal, so what lies there of a call may be gone on with.

        ``lost`` is told, once the disk takes voice again, what it and memory had no room for.
        """
        self._shelf = shelf
        self._alone = alone
        self._finished = finished
        self._told: deque[_Told | None] = deque()  # nobody waits at it: it is looked into
        self._hurry = threading.Event()  # set when it is to end
        self._calls: dict[str, _Writing] = {}
        self._voiced: set[str] = set()  # the engine's side: calls with voice
        self._accepted = self._written = 0  # bytes; each counted by one thread only
        self._say_lost = lost
        self._lost: dict[str, float] = {}  # s by call
        self._losing = threading.Lock()
        self._trouble = self._unsynced = Trouble()
        self._busy_since = 0.0
        self._deadline: float | None = None
        self._rotated: list[_Writing] = []
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    @property
    def recording(self) -> int:
        """Calls of which voice is being recorded now."""
        return len(self._voiced)

    @property
    def waiting(self) -> int:
        """Bytes not yet written."""
        return self._accepted - self._written

    @property
    def trouble(self) -> Trouble:
        """Whether the disk takes the voice."""
        since = self._busy_since
        if self._trouble.disk == "ok" and since and time.monotonic() - since > STALL_SECONDS:
            return Trouble("failing", "the disk does not answer")
        return self._trouble if self._trouble.disk != "ok" else self._unsynced

    def open(self, head: Head) -> None:
        """A call began. Its file comes into being with its first voice. Of one that is open: its true talk-group."""
        self._told.append((head.call, head, b"", 0.0))

    def voice(self, call: str, frame: Frame, original: Original | None = None) -> None:
        """Record ``frame`` of an open call, and with it what it was decoded from."""
        record = pack_frame(frame)
        if original is not None:
            record = pack_original(original) + record
        self._keep(call, record, len(frame.pcm) / frame.rate)

    def original(self, call: str, original: Original, seconds: float) -> None:
        """Record ``seconds`` of an open call as its radio coded them."""
        self._keep(call, pack_original(original), seconds)

    def _keep(self, call: str, record: bytes, seconds: float) -> None:
        size = len(record)
        if self._accepted - self._written + size > MOST_WAITING:
            if not self._lost:
                _log.error("voice is being lost: the disk takes nothing and memory for it is full")
            with self._losing:
                self._lost[call] = self._lost.get(call, 0.0) + seconds
            return
        self._accepted += size
        self._voiced.add(call)
        self._told.append((call, None, record, seconds))

    def close(self, call: str) -> None:
        """The call ended: its part file is finished once everything is in it."""
        self._voiced.discard(call)
        self._told.append((call, None, b"", 0.0))

    def stop(self, seconds: float = 5.0) -> None:
        """Finish every call and end; a disk that takes nothing is given ``seconds``."""
        self._deadline = time.monotonic() + seconds
        self._voiced.clear()
        self._told.append(None)
        self._hurry.set()
        self._thread.join(seconds + STALL_SECONDS)

    def so_far(self, call: str) -> Path | None:
        """The part file of a call that is being recorded, if voice of it is on disk."""
        writing = self._calls.get(call)
        return writing.path if writing else None

    # -- the writer thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        synced = retried = time.monotonic()
        stopping = False
        while not (stopping and self._all_done()):
            stopping = self._listen(FLUSH_SECONDS) or stopping
            now = time.monotonic()
            if self._trouble.disk != "ok" and now - retried < RETRY_SECONDS:
                continue
            retried = self._busy_since = now
            self._write()
            if now - synced >= SYNC_SECONDS:
                self._sync()
                synced = time.monotonic()
            self._busy_since = 0.0
        if self._lost:
            self._tell_lost({})

    def _all_done(self) -> bool:
        if not self._calls and not self._rotated:
            return True
        late = self._deadline is not None and time.monotonic() > self._deadline
        if late:
            _log.error("%d calls end unfinished: %s", len(self._calls), self._trouble.why)
        return late

    def _listen(self, seconds: float) -> bool:
        """Take what was told, after ``seconds`` at most; whether it was told to stop.

        All at once: to be woken by every frame of a hundred calls would cost more than to write them.
        """
        if self._hurry.is_set():
            time.sleep(seconds / 10)
        else:
            self._hurry.wait(seconds)
        stopping = False
        while self._told:
            told = self._told.popleft()
            if told is None:
                stopping = True
                for writing in self._calls.values():
                    writing.closing = True
            else:
                self._take(told)
        return stopping

    def _take(self, told: _Told) -> None:
        call, head, record, seconds = told
        if head is not None:
            before = self._calls.get(call)
            if before is not None and before.closing:  # still waiting for the disk: the new one gets a file of its own
                self._rotated.append(before)
                before = None
            if before is None:
                self._calls[call] = _Writing(head)
                self._go_on(self._calls[call])
            elif head.group != before.head.group:
                before.head = msgspec.structs.replace(before.head, group=head.group)
                before.waiting.append(pack_head(before.head))
            return
        writing = self._calls.get(call)
        if writing is None:
            self._written += len(record)
        elif not record:
            writing.closing = True
        else:
            if writing.voiced >= ROTATE_SECONDS:
                writing.closing = True
                self._rotated.append(writing)
                writing = self._calls[call] = _Writing(writing.head)
            writing.waiting.append(record)
            writing.taken += len(record)
            writing.voiced += seconds

    def _go_on(self, writing: _Writing) -> None:
        """If a voice process died in this call, its file is gone on with: one call, one recording."""
        try:
            found = self._shelf.adopt(writing.head.call) if self._alone() else None
        except OSError as error:
            _log.error("recording: %s", trouble_of(error, "a recording cannot be gone on with").why)
            return
        if found is not None:
            writing.path, writing.descriptor = found

    def _write(self) -> None:
        """Hand everything to the operating system; close what is complete."""
        trouble = Trouble()
        groups = {name: writing.head.group for name, writing in self._calls.items()} if self._lost else {}
        for writing in (*self._rotated, *list(self._calls.values())):
            try:
                while not self._put_or_make_room(writing):
                    pass
            except OSError as error:
                trouble = trouble_of(error, WHAT)
                continue
            if writing.closing:
                self._finish(writing)
        if trouble.disk != "ok" and trouble != self._trouble:
            _log.error("recording: %s", trouble.why)
        if trouble.disk == "ok" and self._lost:
            self._tell_lost(groups)
        self._trouble = trouble

    def _tell_lost(self, groups: dict[str, str]) -> None:
        with self._losing:
            lost, self._lost = self._lost, {}
        _log.error("%.1f s of voice were lost while the disk took nothing", sum(lost.values()))
        for call, seconds in lost.items():
            self._say_lost(call, groups.get(call, ""), seconds)

    def _put_or_make_room(self, writing: _Writing) -> bool:
        """Put it; ``False`` to try again, as the full disk has room now."""
        try:
            self._put(writing)
        except OSError as error:
            if is_full(error) and self._shelf.make_room():
                return False
            raise
        return True

    def _put(self, writing: _Writing) -> None:
        if not writing.voiced:
            return
        if writing.path is None:
            writing.path, writing.descriptor = self._shelf.create(writing.head.call, writing.head.folder)
        while writing.waiting:
            left = memoryview(writing.waiting[0] if len(writing.waiting) == 1 else b"".join(writing.waiting))
            writing.waiting = [left]
            # a full disk may take a piece of what it is offered: go on exactly behind it
            count = os.write(writing.descriptor, left)
            writing.waiting = [left[count:]] if count < len(left) else []
            writing.dirty = True
        self._written += writing.taken
        writing.taken = 0

    def _finish(self, writing: _Writing) -> None:
        if writing in self._rotated:
            self._rotated.remove(writing)
        else:
            del self._calls[writing.head.call]
        if writing.path is None:
            return
        try:
            _sync(writing.descriptor)
        except OSError as error:
            _log.error("recording: %s", trouble_of(error, WHAT).why)
        os.close(writing.descriptor)
        self._finished(writing.path)

    def _sync(self) -> None:
        trouble = Trouble()
        for writing in list(self._calls.values()):
            if writing.dirty:
                try:
                    _sync(writing.descriptor)
                    writing.dirty = False
                except OSError as error:
                    trouble = trouble_of(error, WHAT)
        self._unsynced = trouble


def _sync(descriptor: int) -> None:
    if hasattr(os, "fdatasync"):
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)
