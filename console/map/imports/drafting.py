"""A map pack in the making: an MBTiles file and the spool of shapes it is cut from, in a folder of its own.

Nothing of it is seen before it is whole. A killed import leaves only its folder, which the next one removes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

import filelock
from PySide6.QtCore import QCoreApplication

from console.map.packs import PackError

FOLDER = ".drafts"
SPARE = 64 * 1024 * 1024
"""Bytes of the disk an import leaves free: the record lies there too."""
HELD = 16 * 1024 * 1024
"""Bytes that SQLite and the system may hold back before the disk shows them."""
STRIDE = 4 * 1024 * 1024
"""After so many bytes an import looks again how much of the disk is free."""
OVERHEAD = 64
"""Bytes of a row beside its blob, generously; 2,000 rows of next to nothing are counted too."""
PAGES = 2**31
"""Of one file, at most."""
SCHEMA = """
CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB,
    PRIMARY KEY (zoom_level, tile_column, tile_row)) WITHOUT ROWID;
"""
Cell = tuple[int, int, int]


@contextlib.contextmanager
def full_disk_said() -> Iterator[None]:
    """A disk that is full, or a folder that cannot be written, as one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC, errno.EFBIG}:
            raise PackError(no_room()) from error
        raise PackError(f"{error.filename or ''}: {error.strerror or error}".lstrip(": ")) from error
    except sqlite3.OperationalError as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise PackError(no_room()) from error
        raise PackError(str(error)) from error
    except sqlite3.Error as error:
        raise PackError(str(error)) from error


def no_room() -> str:
    """The sentence for a full disk."""
    return QCoreApplication.translate(
        "imports", "The disk is full: the map was not imported, and nothing of it is left."
    )


def check_room(folder: Path, wanted: int) -> None:
    """Raises :class:`PackError` where the disk has not ``wanted`` bytes to give."""
    with full_disk_said():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        free = shutil.disk_usage(folder).free
    if free < wanted + SPARE:
        raise PackError(
            QCoreApplication.translate(
                "imports", "The disk has {free} MB free; this import needs about {wanted} MB."
            ).format(free=free // 1_000_000, wanted=(wanted + SPARE) // 1_000_000)
        )


class Room:
    """The disk an import writes to, looked at while it grows: what is made of a small file may be large."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._since = STRIDE

    def take(self, count: int) -> None:
        """So many bytes more. Raises :class:`PackError` before the disk is short of :data:`SPARE`."""
        self._since += count
        if self._since < STRIDE:
            return
        self._since = 0
        with full_disk_said():
            free = shutil.disk_usage(self._folder).free
        if free < SPARE + HELD:
            raise PackError(no_room())


class Bench:
    """Where one import works: a folder within the maps folder that goes with it. One import at a time."""

    def __init__(self, maps: Path) -> None:
        self._home = maps / FOLDER
        with full_disk_said():
            self._home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = filelock.FileLock(str(self._home / "lock"))
        self.folder = self._home

    def __enter__(self) -> Bench:
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout as error:
            raise PackError(QCoreApplication.translate("imports", "Another map is being imported.")) from error
        for left in self._home.iterdir():  # of imports that were killed
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
        with full_disk_said():
            self.folder = Path(tempfile.mkdtemp(dir=self._home))
        return self

    def __exit__(self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()


def _made(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", f"max_page_count={PAGES}", "cache_size=-16000"):
        db.execute(f"PRAGMA {pragma}")
    return db


class Draft:
    """An MBTiles file being written. Close it before it is put in place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._count = 0
        self._room = Room(path.parent)
        with full_disk_said():
            self._db = _made(path)
            self._db.executescript(SCHEMA)
            self._db.execute("BEGIN")

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        self._db.close()

    def put(self, z: int, x: int, y: int, data: bytes) -> None:
        """Tile ``z``/``x``/``y``, y down."""
        self._room.take(len(data) + OVERHEAD)
        with full_disk_said():
            self._db.execute("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?)", (z, x, (1 << z) - 1 - y, data))
            self._count += 1
            if self._count % 2000 == 0:
                self._db.execute("COMMIT")
                self._db.execute("BEGIN")

    def finish(self, meta: dict[str, str]) -> None:
        """Write what is said of it, and everything to the disk."""
        with full_disk_said():
            self._db.executemany("INSERT OR REPLACE INTO metadata VALUES (?, ?)", meta.items())
            self._db.execute("COMMIT")
            self._db.close()
            synced(self.path)

    @property
    def tiles(self) -> int:
        """How many were put."""
        return self._count


class Spool:
    """Blobs by cell, on the disk, so that a country need not fit into memory."""

    def __init__(self, path: Path) -> None:
        self._room = Room(path.parent)
        with full_disk_said():
            self._db = _made(path)
            self._db.execute("CREATE TABLE spool (z INTEGER, x INTEGER, y INTEGER, shapes BLOB)")
            self._db.execute("BEGIN")

    def put(self, cell: Cell, blob: bytes) -> None:
        """Add to a cell."""
        self._room.take(len(blob) + OVERHEAD)
        with full_disk_said():
            self._db.execute("INSERT INTO spool VALUES (?, ?, ?, ?)", (*cell, blob))

    def cells(self) -> list[Cell]:
        """Those with anything in them; no more can be put then."""
        with full_disk_said():
            self._db.execute("COMMIT")
            self._db.execute("CREATE INDEX by_cell ON spool (z, x, y)")
            return self._db.execute("SELECT DISTINCT z, x, y FROM spool ORDER BY z, x, y").fetchall()

    def of(self, cell: Cell) -> list[bytes]:
        """All blobs of a cell."""
        rows = self._db.execute("SELECT shapes FROM spool WHERE z=? AND x=? AND y=? ORDER BY rowid", cell)
        return [row[0] for row in rows]

    def close(self) -> None:
        """Let the file go."""
        self._db.close()


def synced(path: Path) -> None:
    """Put what was written to ``path`` on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def indexed(path: Path) -> None:
    """Give tiles that lie in a table without an index one: each would be looked for through the whole file."""
    seek = "EXPLAIN QUERY PLAN SELECT 1 FROM tiles WHERE zoom_level=1 AND tile_column=1 AND tile_row=1"
    with full_disk_said():
        db = sqlite3.connect(path, isolation_level=None)
        try:
            db.execute("PRAGMA trusted_schema=OFF")
            table = db.execute("SELECT 1 FROM sqlite_master WHERE type='table' AND name='tiles'").fetchone()
            if table and any("SCAN" in str(row[-1]) for row in db.execute(seek)):
                db.execute("PRAGMA journal_mode=OFF")
                db.execute("CREATE INDEX kopa_tiles ON tiles (zoom_level, tile_column, tile_row)")
        except sqlite3.DatabaseError as error:
            if "full" in str(error):
                raise
            raise PackError(f"{path}: {error}") from error
        finally:
            db.close()


def copied(file: Path, target: Path, progress: Callable[[float], None]) -> None:
    """Copy a file block by block."""
    with full_disk_said():
        total, done = max(1, file.stat().st_size), 0
        with file.open("rb") as source, target.open("wb") as sink:
            while block := source.read(4 * 1024 * 1024):
                sink.write(block)
                done += len(block)
                progress(done / total)
            sink.flush()
            os.fsync(sink.fileno())
