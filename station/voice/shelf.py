"""Where recordings lie in a journal's folder, and how a call's id becomes a file name."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from datetime import UTC, datetime
from pathlib import Path

from journal import reserve
from station.voice import originals

LONGEST_NAME = 80
LATEST = 4e9
_FORBIDDEN = re.compile(r"[^A-Za-z0-9_-]+")


class Shelf:
    """The ``voice`` folder of one journal: ``parts/`` of calls being recorded, ``YYYY-MM-DD/`` of finished ones."""

    def __init__(self, journal: Path) -> None:
        self.journal = journal
        self.parts = journal / "voice" / "parts"
        self.bad = self.parts / "bad"
        self._claimed: set[Path] = set()
        self._lock = threading.Lock()

    def create(self, call: str, folder: str) -> tuple[Path, int]:
        """A new part file for ``call``, open; its recording will overwrite no other one. Raises ``OSError``."""
        self.parts.mkdir(parents=True, exist_ok=True)
        stem = file_stem(call)
        number = 1
        while True:
            path = self.parts / f"{stem if number == 1 else f'{stem}~{number}'}.part"
            flac = self.flac(path, folder)
            if not flac.exists() and not flac.with_suffix(originals.SUFFIX).exists():
                try:
                    with self._lock:
                        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
                        descriptor = os.open(path, flags, 0o600)
                        self._claimed.add(path)
                except FileExistsError:
                    pass
                else:
                    sync_folder(self.parts)
                    return path, descriptor
            number += 1

    def adopt(self, call: str) -> tuple[Path, int] | None:
        """The part file that a dead process left of ``call``, open to go on at its end. Raises ``OSError``.

        A call has one recording, whatever becomes of the program meanwhile. Only for who is alone on the journal.
        """
        stem = file_stem(call)
        with self._lock:
            left = [path for path in self.parts.glob(f"{stem}*.part") if path.stem.partition("~")[0] == stem]
            left = [path for path in left if path not in self._claimed]
            if not left:
                return None
            path = max(left, key=lambda path: (len(path.stem), path.stem))  # …~10 comes after …~9
            flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
            descriptor = os.open(path, flags)
            self._claimed.add(path)
        return path, descriptor

    def has(self, call: str, folder: str) -> bool:
        """Whether there is a part file or a recording of ``call`` already. Raises ``OSError``."""
        stem = file_stem(call)
        named = [*self.parts.glob(f"{stem}*.part"), *(self.journal / "voice" / folder).glob(f"{stem}*")]
        return any(path.stem.partition("~")[0] == stem and not path.name.endswith(".new") for path in named)

    def put(self, call: str, folder: str, data: bytes) -> Path:
        """A whole part file of ``call`` at once, or none: nobody ever sees half of it. Raises ``OSError``."""
        self.parts.mkdir(parents=True, exist_ok=True)
        path = self.parts / f"{file_stem(call)}.part"
        draft = path.with_suffix(".part.new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(draft, flags, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with self._lock:
            draft.replace(path)
            self._claimed.add(path)
        sync_folder(self.parts)
        return path

    def make_room(self) -> bool:
        """The disk is full: take from the reserve; ``False`` if that is used up, or lies on another disk."""
        there = next((place for place in (self.parts, self.parts.parent) if place.exists()), self.journal)
        return reserve.give(self.journal, there)

    def flac(self, part: Path, folder: str) -> Path:
        """Where the recording of ``part`` goes."""
        return self.journal / "voice" / folder / f"{part.stem}.flac"

    def relative(self, path: Path) -> str:
        """``path`` as the record names it, the same on every system."""
        return path.relative_to(self.journal).as_posix()

    def leftover(self) -> list[Path]:
        """Part files that another process left behind, oldest first. Raises ``OSError``."""
        if not self.parts.is_dir():
            return []
        with self._lock:
            found = [path for path in self.parts.glob("*.part") if path not in self._claimed]
            self._claimed.update(found)
        return sorted(found, key=lambda path: path.stat().st_mtime)

    def set_aside(self, part: Path) -> Path:
        """Move a part in which nothing can be read out of the way, never over another one. Raises ``OSError``."""
        self.bad.mkdir(parents=True, exist_ok=True)
        number = 1
        target = self.bad / part.name
        while target.exists():
            number += 1
            target = self.bad / f"{part.stem}~{number}.part"
        part.rename(target)
        return target


def recordings_of(journal: Path, call: str) -> list[str]:
    """The recordings of a call older than the picture remembers, in order: files are named after their calls."""
    if not call:
        return []
    stem = file_stem(call)
    named = [path for path in (journal / "voice").glob(f"*/{stem}*.flac") if path.stem.partition("~")[0] == stem]
    last = max((path.parent.name for path in named), default="")
    found = sorted((path for path in named if path.parent.name == last), key=lambda path: (len(path.stem), path.stem))
    return [path.relative_to(journal).as_posix() for path in found]


def file_stem(call: str) -> str:
    """``call`` as a file name on any system; different calls never share one."""
    plain = _FORBIDDEN.sub("_", call)[:LONGEST_NAME]
    if plain == call and plain:
        return plain
    return f"{plain}-{hashlib.sha256(call.encode()).hexdigest()[:8]}"


def day(wall: float) -> str:
    """The folder of a call that began at ``wall`` (s UTC); an impossible time counts as the nearest possible one."""
    return datetime.fromtimestamp(min(max(0.0, wall), LATEST), UTC).date().isoformat()


def sync_folder(folder: Path) -> None:
    """Make names in ``folder`` survive a power cut, where the system can (Windows cannot and need not)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
