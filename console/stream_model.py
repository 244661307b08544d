"""The stream as a Qt model: rows of the picture in their order, filtered, changed one by one. Draws nothing.

Order: unacknowledged emergencies, then what is on air, unheard or unread, then the rest, newest first; or exactly the
other way round. Changes arrive as sequence numbers and become inserts, removals, moves and updates of single rows, so
that scrolling and selection survive; only a change of filter, or of very much at once, resets.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from console import stream_row
from console.stream_row import Row
from units.fold import fold
from units.state import Changes, Facts

RESET_BEYOND = 200
"""More rows changed at once than this: a reset is cheaper than the moves."""
ROW_ROLE = Qt.ItemDataRole.UserRole
KINDS = ("all", "calls", "texts", "status", "alarms", "unheard")
_SORTS = {"calls": "call", "texts": "text", "status": "status"}
_NO_PARENT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
Key = tuple[int, int]


class StreamModel(QAbstractListModel):
    """Rows of ``facts.lines``. ``counted`` is sent with the number of unheard calls whenever it changes."""

    counted = Signal(int)

    def __init__(self, facts: Callable[[], Facts], now: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self._now = now
        self._rows: dict[int, Row] = {}
        self._keys: list[Key] = []
        self._shown: dict[int, Key] = {}
        self._calls: dict[str, set[int]] = {}
        self._units: dict[str, set[int]] = {}
        self._names: dict[str, tuple[str, str]] = {}
        self._kind = "all"
        self._words: list[str] = []
        self._newest_first = True
        self._waiting = 0
        self._unheard: set[int] = set()
        self.reload()

    # -- Qt ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Rows shown."""
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row's sentence; the :class:`Row` itself under :data:`ROW_ROLE`."""
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None

    # -- what the view asks -----------------------------------------------------------------------------------

    def row(self, number: int) -> Row:
        """The row shown at ``number``."""
        return self._rows[self._seq(self._keys[number])]

    def find(self, seq: int) -> QModelIndex:
        """Where line ``seq`` stands; an invalid index if it is not shown."""
        key = self._shown.get(seq)
        return self.index(bisect_left(self._keys, key)) if key is not None else QModelIndex()

    @property
    def waiting(self) -> int:
        """Unheard transmissions, filter or not."""
        return self._waiting

    @property
    def held(self) -> int:
        """Rows held, shown or not."""
        return len(self._rows)

    @property
    def newest_first(self) -> bool:
        """Newest on top."""
        return self._newest_first

    # -- what the view sets -----------------------------------------------------------------------------------

    def narrow(self, kind: str, text: str) -> None:
        """Show only rows of ``kind`` (one of :data:`KINDS`) that contain every word of ``text``, diacritics folded."""
        words = fold(text).split()
        if (kind, words) != (self._kind, self._words):
            self._kind, self._words = kind, words
            self._arrange()

    def order(self, newest_first: bool) -> None:
        """Newest on top, or at the bottom."""
        if newest_first != self._newest_first:
            self._newest_first = newest_first
            self._arrange()

    # -- what the picture tells -------------------------------------------------------------------------------

    def show(self, changes: Changes) -> None:
        """Take in what changed."""
        if changes.all or changes.config or changes.statuses:
            self.reload()
            return
        seqs = set(changes.lines)
        for call in changes.calls:
            seqs |= self._calls.get(call, set())
        for unit in changes.units & self._units.keys():
            if self._name(unit) != self._names.get(unit):
                self._names[unit] = self._name(unit)
                seqs |= self._units[unit]
        if changes.patches:
            seqs |= {seq for seq, row in self._rows.items() if row.tone == stream_row.BUTTON}
        self._update(seqs)

    def tick(self) -> None:
        """Time passed: rows whose words run are said anew."""
        self._update({seq for seq, row in self._rows.items() if row.running}, running=True)

    def reload(self) -> None:
        """Everything may differ: read all lines again."""
        self._rows, self._calls, self._units, self._names = {}, {}, {}, {}
        self._unheard.clear()
        facts, now = self._facts(), self._now()
        for seq, line in facts.lines.items():
            self._hold(seq, stream_row.make(line, facts, now), line.call)
        self._arrange()
        self._count()

    # -- within -----------------------------------------------------------------------------------------------

    def _update(self, seqs: Iterable[int], running: bool = False) -> None:
        facts, now = self._facts(), self._now()
        fresh: dict[int, Row | None] = {}
        for seq in seqs:
            line = facts.lines.get(seq)
            row = stream_row.make(line, facts, now) if line is not None else None
            if row != self._rows.get(seq):
                fresh[seq] = row
                if row is not None and line is not None:
                    self._hold(seq, row, line.call)
        if not fresh:
            return
        if len(fresh) > RESET_BEYOND:
            for seq in [seq for seq, row in fresh.items() if row is None]:
                self._forget(seq)
            self._arrange()
        else:
            for seq in sorted(fresh):
                self._place(seq, fresh[seq])
        if not running:
            self._count()

    def _place(self, seq: int, row: Row | None) -> None:
        """Insert, remove, move or update the one row of ``seq``."""
        former = self._shown.get(seq)
        wanted = self._key(row) if row is not None and self._wanted(row) else None
        if former is None and wanted is not None:
            at = bisect_left(self._keys, wanted)
            self.beginInsertRows(QModelIndex(), at, at)
            self._keys.insert(at, wanted)
            self._shown[seq] = wanted
            self.endInsertRows()
        elif former is not None and wanted is None:
            at = bisect_left(self._keys, former)
            self.beginRemoveRows(QModelIndex(), at, at)
            del self._keys[at], self._shown[seq]
            if row is None:
                self._forget(seq)
            self.endRemoveRows()
            return
        elif former is not None and wanted is not None:
            self._move(seq, former, wanted)
        if row is None:
            self._forget(seq)

    def _move(self, seq: int, former: Key, wanted: Key) -> None:
        source = bisect_left(self._keys, former)
        target = bisect_left(self._keys, wanted)
        if former != wanted and target not in (source, source + 1):
            self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target)
            del self._keys[source]
            source = target - (target > source)
            self._keys.insert(source, wanted)
            self._shown[seq] = wanted
            self.endMoveRows()
        else:
            self._keys[source] = wanted
            self._shown[seq] = wanted
        changed = self.index(source)
        self.dataChanged.emit(changed, changed)

    def _arrange(self) -> None:
        self.beginResetModel()
        self._shown = {seq: self._key(row) for seq, row in self._rows.items() if self._wanted(row)}
        self._keys = sorted(self._shown.values())
        self.endResetModel()

    def _key(self, row: Row) -> Key:
        return (row.rank, -row.seq) if self._newest_first else (-row.rank, row.seq)

    def _seq(self, key: Key) -> int:
        return abs(key[1])

    def _wanted(self, row: Row) -> bool:
        if self._kind == "unheard":
            if not is_unheard(row):
                return False
        elif self._kind == "alarms":
            if row.icon != "triangle":
                return False
        elif self._kind != "all" and row.sort != _SORTS[self._kind]:
            return False
        return all(word in row.found for word in self._words)

    def _hold(self, seq: int, row: Row, call: str) -> None:
        self._rows[seq] = row
        (self._unheard.add if is_unheard(row) else self._unheard.discard)(seq)
        if call:
            self._calls.setdefault(call, set()).add(seq)
        if row.unit:
            self._units.setdefault(row.unit, set()).add(seq)
            self._names[row.unit] = self._name(row.unit)

    def _forget(self, seq: int) -> None:
        row = self._rows.pop(seq, None)
        self._unheard.discard(seq)
        if row is None:
            return
        for table in (self._calls, self._units):
            for name in [name for name, seqs in table.items() if seq in seqs]:
                table[name].discard(seq)
                if not table[name]:
                    del table[name]
                    self._names.pop(name, None)

    def _name(self, unit_id: str) -> tuple[str, str]:
        unit = self._facts().units.get(unit_id)
        return (unit.callsign, unit.agency) if unit is not None else ("", "")

    def _count(self) -> None:
        waiting = len(self._unheard)
        if waiting != self._waiting:
            self._waiting = waiting
            self.counted.emit(waiting)


def is_unheard(row: Row) -> bool:
    """True for a call nobody heard: what the chip counts."""
    return row.sort == "call" and row.tone == "pill"
