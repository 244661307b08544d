"""Room kept for the day the disk is full: a file beside the record, given back in slices so that recording goes on.

:data:`SIZE` is ten minutes of the worst a room of twenty talk-groups can do, from figures that the tests measure again
(``tests/journal/test_reserve.py``, ``tests/voice/test_full_disk.py``): a call writes 17.5 kB/s of voice, so twenty at
once without a pause write 210 MB in ten minutes (1,100 calls a day of 10 s are a hundredth of that); an entry costs
under 1 kB in journal.db, so 200 a second are 120 MB; as much again is left for read.db, finished recordings whose parts
are not gone yet, and the write-ahead log before it is folded in.

``KOPA_RESERVE_MB`` chooses another size; 0 keeps none. A disk that compresses zeros, or another program that takes the
room as fast as it is given back, leaves less.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import shutil
import threading
import time
from collections import deque
from pathlib import Path

SIZE = 512 << 20
EXERCISE_SIZE = 16 << 20
SLICE = 16 << 20
"""Bytes given back at a time, and how much room is always kept free while there is a reserve."""
NOTHING = 64 << 10
"""Bytes of room that are none."""
LOOK = 0.25
ASSUMED_MINUTES = 10
"""What a whole reserve is worth until what is really used has been measured."""
MOST_MINUTES = 40
"""What it is worth in the quietest hour: nobody is promised more."""
_SHARE = 8  # of the disk, at most one part in so many is kept in reserve
_MEASURE = 5.0, 60.0  # s of use that count: at least, at most

_log = logging.getLogger(__name__)


def path_of(folder: Path) -> Path:
    """The reserve of the journal in ``folder``."""
    return folder / "reserve"


def size_for(mode: str) -> int:
    """Bytes to keep for a journal of ``mode``, unless the environment says otherwise."""
    named = os.environ.get("KOPA_RESERVE_MB", "")
    return int(named) << 20 if named.isdecimal() else SIZE if mode == "live" else EXERCISE_SIZE


def is_full(error: OSError) -> bool:
    """Whether ``error`` says that there is no room."""
    return error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def give(folder: Path, needed_in: Path | None = None) -> bool:
    """Give a slice of the reserve back to the disk; ``False`` if none is left.

    For whoever just met a full disk, in any program. ``needed_in``: a folder which may lie on another disk: then
    ``False``. Never raises.
    """
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(path_of(folder), flags)
    except OSError:
        return False
    try:
        found = os.fstat(descriptor)
        if not found.st_size or (needed_in is not None and needed_in.stat().st_dev != found.st_dev):
            return False
        left = max(0, found.st_size - SLICE)
        os.ftruncate(descriptor, left)
    except OSError as error:
        _log.error("reserve: cannot be given back: %s", error)
        return False
    finally:
        os.close(descriptor)
    _log.warning("the disk is full: %d MiB of the reserve are left", left >> 20)
    return True


class Reserve:
    """Keeps the reserve of the journal in ``folder``: made, given back in time, made again. One program has it.

    It looks from a thread of its own, as a disk may hang.
    """

    def __init__(self, folder: Path, size: int) -> None:
        self._folder = folder
        with contextlib.suppress(OSError):
            size = min(size, shutil.disk_usage(folder).total // _SHARE)
        self._size = size
        self._low = min(SLICE, size // 4)
        self._used: deque[tuple[float, int]] = deque()
        self._minutes: int | None = None
        self._looked = not size
        self._used_up = False
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reserve", daemon=True)

    @property
    def looked(self) -> bool:
        """Whether :attr:`minutes` is known."""
        return self._looked

    @property
    def minutes(self) -> int | None:
        """``None`` while there is room; else how many minutes recording can still go on."""
        return self._minutes

    @property
    def used_up(self) -> bool:
        """Nothing is left, of the reserve or of the disk."""
        return self._used_up

    def start(self) -> None:
        """Look four times a second from now on."""
        if self._size:
            self._thread.start()

    def close(self) -> None:
        """Look no more. The reserve stays, for the next start on a full disk."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join(1.0)

    def _run(self) -> None:
        complained = ""
        while not self._closing.wait(LOOK):
            try:
                self.look(time.monotonic())
                complained = ""
            except OSError as error:
                if str(error) != complained:
                    complained = str(error)
                    _log.error("reserve: %s", error)

    def look(self, mono: float) -> None:
        """Give back or make again what is due. Raises ``OSError``."""
        free, have = shutil.disk_usage(self._folder).free, self._have()
        while have and free < self._low and give(self._folder):
            free, have = shutil.disk_usage(self._folder).free, self._have()
        if have < self._size and free - (self._size - have) >= 2 * self._low:
            self._make()
            free, have = shutil.disk_usage(self._folder).free, self._have()
        if have >= self._size:
            self._used.clear()
            self._minutes = None
            self._used_up = False
        else:
            self._used_up = free + have < NOTHING
            self._minutes = self._left(mono, free + have)
        self._looked = True

    def _left(self, mono: float, room: int) -> int:
        """Minutes until ``room`` is used up as fast as the last minute used it."""
        used = self._used
        used.append((mono, room))
        while mono - used[0][0] > _MEASURE[1]:
            used.popleft()
        slowest = self._size / (60 * MOST_MINUTES)
        spent = mono - used[0][0]
        rate = (used[0][1] - room) / spent if spent >= _MEASURE[0] else self._size / (60 * ASSUMED_MINUTES)
        return int(room / max(rate, slowest, 1) / 60)

    def _have(self) -> int:
        """Bytes really kept: a copy of the folder may have made holes of them."""
        try:
            found = path_of(self._folder).stat()
        except FileNotFoundError:
            return 0
        blocks = getattr(found, "st_blocks", None)
        return found.st_size if blocks is None else min(found.st_size, int(blocks) * 512)

    def _make(self) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(path_of(self._folder), flags, 0o600)
        had = os.fstat(descriptor).st_size
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(descriptor, 0, self._size)
            else:
                os.ftruncate(descriptor, self._size)  # Windows takes the room at once
        except OSError:
            os.ftruncate(descriptor, had)
            raise
        finally:
            os.close(descriptor)
