"""Writes read.db: takes entries in and keeps tables, words and bookmarks in step, a batch a transaction."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import sqlite_utils

from journal import assigned, bookmarks, filed, readdb, recorded
from journal.filing import Filing
from journal.forgetting import Forgetting, born
from journal.match import PREFIXES
from journal.reader import Reader
from units.entry import Entry
from units.picture import VERSION, Picture

_COLUMNS: dict[str, dict[str, type]] = {
    "calls": {
        "seq": int,
        "call": str,
        "start": float,
        "end": float,
        "unit": str,
        "unit_id": str,
        "radio": str,
        "talkgroup": str,
        "group_name": str,
        "gateway": str,
        "agency": str,
        "seconds": float,
        "path": str,
        "sha256": str,
        "emergency": int,
        "encrypted": str,
        "why": str,
        "own": str,
        "text": str,
        "gone": str,
        "coded": str,
        "frames": str,
        "upload": int,
        "recorded": float,
        "parts": str,
        "unheard": str,
        "missed": float,
        "owed": int,
        "marks": str,
        "priority": int,
    },
    "texts": {
        "seq": int,
        "time": float,
        "unit": str,
        "unit_id": str,
        "radio": str,
        "to": str,
        "to_name": str,
        "agency": str,
        "text": str,
        "ref": str,
        "state": str,
        "operator": str,
    },
    "statuses": {
        "seq": int,
        "time": float,
        "unit": str,
        "unit_id": str,
        "radio": str,
        "agency": str,
        "code": int,
        "text": str,
        "operator": str,
    },
    "alarms": {
        "seq": int,
        "alarm": str,
        "time": float,
        "unit": str,
        "unit_id": str,
        "radio": str,
        "talkgroup": str,
        "group_name": str,
        "agency": str,
        "call": str,
        "by": str,
        "acknowledged": float,
        "acknowledged_by": str,
        "closed": float,
        "closed_by": str,
        "verdict": str,
        "note": str,
    },
    "notes": {
        "seq": int,
        "time": float,
        "unit": str,
        "unit_id": str,
        "talkgroup": str,
        "group_name": str,
        "agency": str,
        "text": str,
        "operator": str,
    },
    "jobs": {
        "seq": int,
        "time": float,
        "unit": str,
        "unit_id": str,
        "agency": str,
        "text": str,
        "operator": str,
    },
    "lookups": {
        "seq": int,
        "time": float,
        "what": str,
        "unit": str,
        "unit_id": str,
        "agency": str,
        "text": str,
        "call": str,
        "path": str,
        "rows": int,
        "journal": str,
        "seat": str,
        "operator": str,
    },
    "bookmarks": {"seq": int, "version": int, "wall": float, "facts": bytes},
    **assigned.COLUMNS,
    "hours": {"hour": int, "low": int, "high": int},
    "meta": {"key": str, "value": str},
}
_DEFAULTS: dict[str, dict[str, str | float]] = {
    "calls": {"unheard": "", "missed": 0.0, "owed": 0, "marks": "", "priority": 0}
}
_KEYS = {"hours": "hour", "meta": "key", **assigned.KEYS}
_INDEXES = {"calls": ("call",), "texts": ("ref",), "alarms": ("alarm",), **assigned.INDEXES}
_WORDS = (
    "CREATE VIRTUAL TABLE words USING fts5 (names, groups, said, keys,"
    f" tokenize = 'unicode61 remove_diacritics 2', prefix = '{' '.join(str(n) for n in range(1, PREFIXES + 1))}')"
)


class Projection:
    """read.db open for writing, with the picture as it was after the last entry taken in.

    An error of SQLite leaves it unusable: close it and open it again.
    """

    def __init__(self, path: Path, reader: Reader) -> None:
        self._born = 0 if path.exists() else min(born(path.parent), reader.last_seq())
        self._forgot = False
        self._database = sqlite_utils.Database(str(path))
        self._connection: Any = self._database.conn
        try:
            self._prepare(reader)
            self._filing = Filing(self._connection)
            self._assigned = assigned.Assigned(self._connection)
            self._forgetting = Forgetting(self._connection, reader)
            seq = int(readdb.meta(self._connection)["seq"])
            found = bookmarks.nearest(self._connection, seq) or Picture()
            self.picture = bookmarks.replay(reader, found, seq)
        except BaseException:
            self.close()
            raise

    @property
    def seq(self) -> int:
        """The last entry taken in."""
        return self.picture.facts.seq

    def take(self, entries: list[Entry]) -> None:
        """Take ``entries`` in, all of them or (on an error) none."""
        self._connection.execute("BEGIN IMMEDIATE")
        hours: dict[int, tuple[int, int]] = {}
        for entry in entries:
            self._assigned.doubt(entry, self.picture.facts)
            changes = self.picture.apply(entry)
            filed.file(self._filing, entry, changes, self.picture.facts)
            self._assigned.take(entry, changes, self.picture.facts)
            if self._forgetting.take(entry):
                self._assigned = assigned.Assigned(self._connection)
                self._forgot = True
            hour = int(entry.wall // 3600)
            low, _ = hours.get(hour, (entry.seq, 0))
            hours[hour] = low, entry.seq
            if not entry.seq % bookmarks.EVERY:
                bookmarks.store(self._connection, self.picture)
        self._connection.executemany(
            "INSERT INTO hours (hour, low, high) VALUES (?, ?, ?)"
            " ON CONFLICT (hour) DO UPDATE SET low = min(low, excluded.low), high = max(high, excluded.high)",
            [(hour, low, high) for hour, (low, high) in hours.items()],
        )
        self._connection.execute("UPDATE meta SET value = ? WHERE key = 'seq'", (str(self.seq),))
        self._connection.execute("COMMIT")
        if self._forgot:  # nor does the log keep it
            self._forgot = False
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def tidy(self) -> bool:
        """Between entries: make older bookmarks forget what was pruned; ``False`` when nothing is left to do."""
        return self._forgetting.tidy()

    def close(self) -> None:
        """Let go of the file, everything folded in."""
        with contextlib.suppress(readdb.sqlite().Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._database.close()

    def _prepare(self, reader: Reader) -> None:
        self._connection.isolation_level = None  # transactions are spelled out here
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON", "busy_timeout = 2000"):
            self._connection.execute(f"PRAGMA {pragma}")
        if "meta" in self._database.table_names():
            return
        self._connection.execute("BEGIN IMMEDIATE")
        for table, columns in _COLUMNS.items():
            self._database.create_table(table, columns, pk=_KEYS.get(table, "seq"), defaults=_DEFAULTS.get(table))
        for table, indexed in _INDEXES.items():
            self._database.table(table).create_index(indexed)
        self._connection.execute(recorded.INDEX)
        self._connection.execute(_WORDS)
        self._connection.execute("INSERT INTO words (words, rank) VALUES ('secure-delete', 1)")
        meta = {"schema": str(readdb.SCHEMA), "picture": str(VERSION), "journal": reader.id.hex(), "seq": "0"}
        meta["born"] = str(self._born)
        self._database.table("meta").insert_all({"key": key, "value": value} for key, value in meta.items())
        self._connection.execute("COMMIT")
