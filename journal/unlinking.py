"""Recordings taken away: overwritten, then unlinked.

Overwriting once is what a magnetic disk needs; on flash and on file systems that copy on writing the old blocks stay
until the drive uses them again, and nothing a program does changes that. A file that a backup shares (a hard link) is
only unlinked here: what is in a backup is destroyed with it.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from journal.recordings import LeadsOut, inside

STILL = 60.0
"""Seconds without a write after which nobody records into a part file any more."""
_BLOCK = 1 << 16


class Recordings:
    """The files of ``recordings`` (path, SHA-256) and of calls whose files are named like one of ``stems``."""

    def __init__(self, folder: Path, recordings: Iterable[tuple[str, str]], stems: Collection[str] = ()) -> None:
        self._folder = folder
        self._named: set[Path] = set()
        for path, _ in recordings:
            with contextlib.suppress(LeadsOut):
                self._named.add(folder / inside(path))
        self._stems = frozenset(stems)

    def busy(self) -> bool:
        """True while one of the calls may still be being recorded."""
        return any(_age(path) < STILL for path in self._parts())

    def away(self) -> Iterator[None]:
        """Take them away, a piece at a time. Can be done again. Raises ``OSError``."""
        folders = set()
        for path in sorted(self._named | set(self._parts()) | set(self._drafts())):
            yield from _overwritten(path)
            path.unlink(missing_ok=True)
            folders.add(path.parent)
            yield
        for folder in folders:
            _sync(folder)

    def _parts(self) -> list[Path]:
        """What is being recorded, and what another recorder handed in and nobody could take up yet."""
        parts, incoming = self._folder / "voice" / "parts", self._folder / "voice" / "incoming"
        found = [path for path in _below(parts) if path.stem.partition("~")[0] in self._stems]
        return found + [path for path in _below(incoming) if Path(path.name.removesuffix(".new")).stem in self._stems]

    def _drafts(self) -> list[Path]:
        """What a crash left of a recording that was being written."""
        drafts = [path.with_name(path.name + ".new") for path in self._named]
        return [path for path in drafts if path.exists()]


def _below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []


def _age(path: Path) -> float:
    with contextlib.suppress(OSError):
        return time.time() - path.stat().st_mtime
    return STILL


def _overwritten(path: Path) -> Iterator[None]:
    """Zeros in place of what was said."""
    try:
        if path.stat().st_nlink > 1:
            return
        with path.open("r+b") as file:
            left = os.fstat(file.fileno()).st_size
            while left > 0:
                left -= file.write(bytes(min(left, _BLOCK)))
                yield
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return


def _sync(folder: Path) -> None:
    if os.name == "nt" or not folder.is_dir():
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
