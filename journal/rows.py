"""Rows of journal.db read back as entries."""

from __future__ import annotations

from typing import Any

import apsw

from journal import upcast
from journal.positions.restore import COMPACTED, Restored
from units.entry import Entry

COLUMNS = (
    "SELECT e.seq, e.origin, e.n, e.kind, e.version, e.wall, e.mono, e.boot, e.clock, b.payload, b.raw"
    " FROM entries e LEFT JOIN bodies b ON b.seq = e.seq"
)


class Names:
    """The names of origins and boots by their row ids: looked up once, as they never change."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._origins: dict[int, str] = {}
        self._boots: dict[int, str] = {}
        self._restored = Restored(connection)

    def entry(self, row: tuple[Any, ...]) -> Entry:
        """A row of :data:`COLUMNS` as an :class:`Entry`; times become s, compacted positions are given back."""
        seq, origin, n, kind, version, wall, mono, boot, clock, payload, raw = row
        name = self._origins.get(origin)
        if name is None:
            name = self._origins[origin] = self._look_up("SELECT name FROM origins WHERE id = ?", origin)
        booted = self._boots.get(boot)
        if booted is None:
            booted = self._boots[boot] = self._look_up("SELECT boot FROM boots WHERE id = ?", boot)
        if payload is not None:
            what = upcast.read(kind, version, payload)
        else:
            what = self._restored.located(seq) if kind == COMPACTED else None
        unread = what is None and payload is not None
        return Entry(seq, name, n, kind, wall / 1e6, mono / 1e6, booted, clock, what, raw, unread)

    def _look_up(self, question: str, key: int) -> str:
        return str(self._connection.execute(question, (key,)).get)
