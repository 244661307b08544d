"""The names of an imported map, searchable: an index of our own beside each pack, made when it is imported.

Towns, villages, streets with the town they are in, and addresses. Everything is compared folded, without punctuation.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from console.map.imports.drafting import Room, full_disk_said, synced
from console.map.packs import PackError, opened
from units.fold import fold

SUFFIX = ".names"
PATIENCE = 0.15
"""Seconds for one search: it runs while somebody types."""
ROW = 400
"""Bytes of a name with its places in the indexes, roughly."""
SCHEMA = """
CREATE TABLE names (key TEXT, name TEXT, sort TEXT, town TEXT, town_key TEXT, lat REAL, lon REAL, weight REAL);
CREATE TABLE addresses (key TEXT, name TEXT, sort TEXT, town TEXT, town_key TEXT, lat REAL, lon REAL, weight REAL);
CREATE TABLE later (word TEXT, place INTEGER);
"""
INDEXES = (
    "CREATE INDEX by_key ON names (key)",
    "CREATE INDEX by_address ON addresses (key)",
    "CREATE INDEX by_word ON later (word)",
)
_GAPS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A place with a name. ``sort``: city, town, village, street, address …; ``weight`` ranks it; ``town`` it is in."""

    name: str
    sort: str
    lat: float
    lon: float
    weight: float = 0.0
    town: str = ""


def key(text: str) -> str:
    """What names are compared by: ``18. novembra iela`` and ``18 Novembra  iela`` are one."""
    return _GAPS.sub(" ", fold(text)).strip()


def write(path: Path, found: Iterable[Named]) -> int:
    """Make the index at ``path``; how many names are in it. Raises :class:`PackError` when the disk is full."""
    count, room = 0, Room(path.parent)
    with full_disk_said():
        db = sqlite3.connect(path, isolation_level=None)
        try:
            db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA + "BEGIN")
            for one in found:
                folded = key(one.name)
                if not folded:
                    continue
                count += 1
                room.take(ROW)
                row = (folded, one.name, one.sort, one.town, key(one.town), one.lat, one.lon, one.weight)
                table = "addresses" if one.sort == "address" else "names"
                place = db.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
                if table == "names":
                    words = [word for word in folded.split()[1:] if len(word) > 1]
                    db.executemany("INSERT INTO later VALUES (?, ?)", [(word, place) for word in words])
            for index in INDEXES:
                db.execute(index)
            db.execute("COMMIT")
        finally:
            db.close()
        synced(path)
    return count


class Gazetteer:
    """Searches one pack's index. A broken index finds nothing."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._opened = opened(path)
        self._db: sqlite3.Connection | None = self._opened.__enter__()
        self._db.set_progress_handler(lambda: time.monotonic() > self._until, 10_000)

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            if self._db is not None:
                self._db = None
                self._opened.__exit__(None, None, None)

    def search(self, text: str, most: int = 8) -> list[Named]:
        """What begins so, then what has a later word that does; ``street town`` and ``town street`` are understood."""
        words = key(text).split()
        if len("".join(words)) < 2:
            return []
        found: dict[tuple[str, str, int, int], Named] = {}
        for one in self._answers(words, most):
            spot = (one.name, one.town, round(one.lat * 200), round(one.lon * 200))
            found.setdefault(spot, one)
            if len(found) >= most:
                break
        return list(found.values())

    def _answers(self, words: list[str], most: int) -> Iterator[Named]:
        tables = ("names", "addresses") if any(word[0].isdigit() for word in words) else ("names",)
        with self._lock:
            self._until = time.monotonic() + PATIENCE
            for head, tail in _splits(words):
                for table in tables:
                    yield from self._begins(table, head, tail, most)
            yield from self._later(words, most)

    def _begins(self, table: str, head: str, town: str, most: int) -> list[Named]:
        within, values = "", [head, head + "\U0010ffff"]
        if town:
            within, values = " AND town_key >= ? AND town_key < ?", [*values, town, town + "\U0010ffff"]
        return self._rows(
            f"SELECT name, sort, lat, lon, weight, town FROM {table} WHERE key >= ? AND key < ?{within} "
            "ORDER BY weight DESC, length(key), key, town LIMIT ?",
            [*values, most],
        )

    def _later(self, words: list[str], most: int) -> list[Named]:
        text = " ".join(words)
        return self._rows(
            "SELECT name, sort, lat, lon, weight, town FROM later JOIN names ON names.rowid = place "
            "WHERE word >= ? AND word < ? ORDER BY weight DESC, key, town LIMIT ?",
            [text, text + "\U0010ffff", most],
        )

    def _rows(self, sql: str, values: list[str | int]) -> list[Named]:
        if self._db is None:
            return []
        try:
            return [Named(*row) for row in self._db.execute(sql, values)]
        except (sqlite3.Error, TypeError):
            return []


def _splits(words: list[str]) -> Iterator[tuple[str, str]]:
    """(name, town): all of it a name, then each way of reading its end, or its beginning, as the town."""
    yield " ".join(words), ""
    for at in range(len(words) - 1, 0, -1):
        yield " ".join(words[:at]), " ".join(words[at:])
    for at in range(1, len(words)):
        yield " ".join(words[at:]), " ".join(words[:at])


def beside(pack: Path) -> Gazetteer | None:
    """The index of a pack, if there is one that can be read."""
    path = pack.with_suffix(SUFFIX)
    try:
        return Gazetteer(path) if path.exists() else None
    except (PackError, sqlite3.Error):
        return None
