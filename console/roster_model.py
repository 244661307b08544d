"""The roster and the status book as Qt tables. Radios nobody named stand first, the last heard on top."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from console import times, words
from console.stream_row import short
from units import book
from units.fold import fold
from units.guests import is_guest
from units.state import Facts, Unit

Index = QModelIndex | QPersistentModelIndex
translate = QCoreApplication.translate
KEY_ROLE = Qt.ItemDataRole.UserRole
FOUND_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_PARENT = QModelIndex()


class TableModel(QAbstractTableModel):
    """Rows of text under fixed headings; ``load`` resets only when something differs."""

    def __init__(self, headings: list[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = headings
        self._rows: list[tuple[str, tuple[str, ...]]] = []

    def load(self, rows: list[tuple[str, tuple[str, ...]]]) -> bool:
        """Take ``rows`` of (key, texts); true if they differ from what was there."""
        if rows == self._rows:
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Rows held."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if role == Qt.ItemDataRole.DisplayRole and side == Qt.Orientation.Horizontal and section < len(self._headings):
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text; the row's key and its folded words under roles of their own."""
        if not index.isValid():
            return None
        key, texts = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[index.column()]
        if role == KEY_ROLE:
            return key
        if role == FOUND_ROLE:
            return fold(" ".join((key, *texts)))
        return None

    def find(self, key: str) -> int:
        """The row of ``key``, −1 if there is none."""
        return next((n for n, row in enumerate(self._rows) if row[0] == key), -1)


class Narrowed(QSortFilterProxyModel):
    """Rows with every word that was typed, diacritics folded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSortRole(Qt.ItemDataRole.DisplayRole)
        self.setSortLocaleAware(True)
        self.setDynamicSortFilter(True)

    def narrow(self, text: str) -> None:
        """Show only rows with the words of ``text``."""
        self._words = fold(text).split()
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """True for a row with every word."""
        found = self.sourceModel().index(source_row, 0).data(FOUND_ROLE)
        return all(word in found for word in self._words)


def roster_rows(facts: Facts) -> list[tuple[str, tuple[str, ...]]]:
    """Units as rows: unknown radios first, then by agency and call sign."""
    named = sorted((u for u in facts.units.values() if u.named), key=lambda u: (u.agency, fold(u.callsign)))
    unnamed = (u for u in facts.units.values() if not u.named and not is_guest(u.id))
    strangers = sorted(unnamed, key=lambda u: -u.last_heard)
    return [_unit_row(u, facts) for u in (*strangers, *named)]


def _unit_row(unit: Unit, facts: Facts) -> tuple[str, tuple[str, ...]]:
    agency = facts.agencies.get(unit.agency)
    return unit.id, (
        unit.callsign if unit.named else translate("roster", "{number} (not named)").format(number=short(unit.id)),
        agency.name if agency is not None else unit.agency,
        words.kind_of(unit.kind_of) if unit.named else "",
        " ".join(unit.radios),
        unit.crew,
        unit.vehicle,
        times.stamp(unit.last_heard) if unit.last_heard else "",
    )


def status_rows(facts: Facts) -> list[tuple[str, tuple[str, ...]]]:
    """The status book as rows, by code, the common row before those of agencies."""
    return [
        (book.key(s.code, s.agency), (str(s.code), s.en, s.lv, s.lt, s.agency, s.key))
        for s in sorted(book.rows(facts), key=lambda s: (s.code, s.agency))
    ]
