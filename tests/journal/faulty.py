"""A disk that fails once, at a chosen operation: an SQLite VFS that counts. And a journal as a crash would leave it."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import apsw


class Faulty(apsw.VFS):
    """A VFS named ``name`` over the system's own: once armed, the operation ``at`` fails with ``error``, that one only.

    Operations are writes, truncations, syncs and the opening of files; ``passed`` counts them.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.at: int | None = None
        self.error: type[apsw.Error] = apsw.IOError
        self.passed = 0
        self.failed = False
        self.only_syncs = False
        self.held = threading.RLock()  # who holds it keeps every operation waiting
        super().__init__(name, "")

    def arm(self, at: int, error: type[apsw.Error], only_syncs: bool = False) -> None:
        """From now on the operation ``at`` (1: the next) fails; of ``only_syncs``, if so told."""
        self.at, self.error, self.passed, self.failed = at, error, 0, False
        self.only_syncs = only_syncs

    def disarm(self) -> None:
        """Nothing fails any more."""
        self.at = None

    def count(self, error: type[apsw.Error] | None = None, sync: bool = False) -> None:
        """One more operation."""
        if self.at is None or (self.only_syncs and not sync):
            return
        self.passed += 1
        if self.passed == self.at:
            self.failed = True
            raise (error or self.error)("the disk is made to fail here")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        self.count(apsw.CantOpenError)
        return _File(self, name, flags)


class _File(apsw.VFSFile):
    def __init__(self, disk: Faulty, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk

    def xWrite(self, data: bytes, offset: int) -> None:
        with self._disk.held:
            self._disk.count()
            super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        with self._disk.held:
            self._disk.count()
            super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        with self._disk.held:
            self._disk.count(apsw.IOError, sync=True)
            super().xSync(flags)


def crashed(folder: Path, place: Path) -> Path:
    """``folder`` as it would be found if every program were killed now: the shared memory is gone.

    Nobody may write meanwhile.
    """
    shutil.copytree(folder, place, ignore=shutil.ignore_patterns("*-shm"))
    return place
