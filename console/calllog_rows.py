"""Rows of the call log for the eye: what a search found, as cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from console import covered, gone_words, icons, recording_words, times, unheard_words, words
from console.theme import BODY, SEMIBOLD, Theme
from journal.search import AlarmRow, CallRow, JobRow, LookupRow, NoteRow, Row, StatusRow, TextRow
from units import book
from units.state import Facts

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole
DECORATION = Qt.ItemDataRole.DecorationRole
FOREGROUND, FONT = Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole


class RowsModel(QAbstractTableModel):
    """Rows found so far, newest first; pages are added at the end. ``widths`` of the columns, px, 0: the rest."""

    widths: tuple[int, ...] = ()

    def __init__(self, headings: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._calls: dict[str, CallRow] = {}
        self._headings = headings

    def replace(self, rows: list[Row]) -> None:
        """Show ``rows`` instead."""
        self.beginResetModel()
        self._rows, self._calls = list(rows), {}
        self._know(rows)
        self.endResetModel()

    def add(self, rows: list[Row]) -> None:
        """The next page."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self._know(rows)
            self.endInsertRows()

    def _know(self, rows: list[Row]) -> None:
        for row in rows:
            if isinstance(row, CallRow):
                self._calls.setdefault(row.call, row)

    def row(self, number: int) -> Row:
        """The row at ``number``."""
        return self._rows[number]

    def call(self, id_: str) -> CallRow | None:
        """The row of a call, if it was found; asked at each pulse while something plays."""
        return self._calls.get(id_)

    def cells(self, row: Row) -> tuple[str, ...]:
        """What stands in the columns of ``row``."""
        raise NotImplementedError

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Rows shown."""
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
        """A cell's text; the row itself under :data:`ROW_ROLE`."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.cells(row)[index.column()]
        if role == ROW_ROLE:
            return row
        return None


class FoundModel(RowsModel):
    """What is on record; a record that a hold keeps is marked by shape and word."""

    widths = (188, 114, 100, 196, 122, 74, 0, 96, 138)
    LENGTH, TEXT, MARK = 5, 6, 8

    def __init__(self, facts: Callable[[], Facts], theme: Theme, parent: QObject | None = None) -> None:
        names = (
            self.tr("Time"),
            self.tr("What"),
            self.tr("Unit"),
            self.tr("Raw ID"),
            self.tr("Talk-group"),
            self.tr("Length"),
            self.tr("Text"),
            self.tr("Operator"),
            self.tr("Kept"),
        )
        super().__init__(names, parent)
        self._facts, self._theme = facts, theme

    def cells(self, row: Row) -> tuple[str, ...]:
        """As :func:`cells`, a status in the reader's words, and the mark."""
        facts, said = self._facts(), list(cells(row))
        if isinstance(row, CallRow) and (missed := unheard_words.of_row(row, self._owed(row))):
            said[self.TEXT] = " · ".join(part for part in (missed, said[self.TEXT]) if part)
        if isinstance(row, StatusRow) and (not row.code or book.meaning(facts, row.code, row.agency)):
            said[self.TEXT] = f"{row.code} · {words.status_name(facts, row.code, row.agency)}"
        if isinstance(row, CallRow) and not row.path and (why := gone(row, facts)):
            said[self.TEXT] = said[self.TEXT].replace(translate("calllog", "no recording"), why)
        return *said, self._mark(row)[1]

    def holds_changed(self) -> None:
        """Other holds are in force: the marks may differ."""
        self._changed(self.MARK)

    def calls_changed(self) -> None:
        """Somebody may have heard what nobody had."""
        self._changed(self.TEXT)

    def _changed(self, column: int) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, column), self.index(len(self._rows) - 1, column))

    def _owed(self, row: Row) -> bool:
        """Whether a call is still unheard: as it was when it was found, unless somebody heard it since."""
        if not isinstance(row, CallRow) or not row.owed:
            return False
        call = self._facts().calls.get(row.call)
        return call is None or not call.heard

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Lengths stand right; marks have a shape, and say why when pointed at."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == self.LENGTH:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if index.column() == self.TEXT and role in (FOREGROUND, FONT) and self._owed(self._rows[index.row()]):
            return self._theme.palette.warn if role == FOREGROUND else self._theme.font(BODY, SEMIBOLD)
        if index.column() == self.MARK and role in (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole):
            icon, _, why = self._mark(self._rows[index.row()])
            if role != DECORATION:
                return why
            return icons.icon(icon, self._theme.palette.text) if icon else None
        return super().data(index, role)

    def _mark(self, row: Row) -> tuple[str, str, str]:
        """Shape, word and reason: held, or what of the record is gone."""
        facts = self._facts()
        if holds := covered.held(facts, row):
            return "hold", translate("holds", "held"), covered.reasons(holds)
        if isinstance(row, CallRow) and not row.path and not keeps_coded(row) and (why := gone(row, facts)):
            return "erased", gone_words.short(facts, row.start, row.group, row.gone or ""), why
        return "", "", ""


class LookupModel(RowsModel):
    """Who looked into the record, and why."""

    widths = (190, 96, 96, 170, 0, 110, 220)

    def __init__(self, parent: QObject | None = None) -> None:
        names = (
            self.tr("Time"),
            self.tr("Operator"),
            self.tr("Position"),
            self.tr("What"),
            self.tr("Purpose: what was asked"),
            self.tr("Unit"),
            self.tr("Written to"),
        )
        super().__init__(names, parent)

    def cells(self, row: Row) -> tuple[str, ...]:
        """Time, operator, position, what was done, why, whose recording, where it went."""
        if not isinstance(row, LookupRow):
            return ("",) * len(self.widths)
        done = {
            "played": translate("calllog", "recording played"),
            "searched": translate("calllog", "records searched"),
        }.get(row.what) or translate("calllog", "records exported")
        who = row.operator or translate("calllog", "nobody signed on")
        return times.stamp(row.time), who, row.seat, done, row.text, row.unit, row.path


def gone(row: CallRow, facts: Facts) -> str:
    """Why a call found has no recording, if it had one."""
    return gone_words.recording_gone(facts, row.start, row.group, row.gone or "")


def keeps_coded(row: CallRow) -> bool:
    """True of a call nobody here can hear whose voice is kept as its radio coded it."""
    return bool(row.coded) and not row.path and not row.gone


def cells(row: Row) -> tuple[str, str, str, str, str, str, str, str]:
    """Time, what, unit, raw ID, talk-group, length, text, operator."""
    match row:
        case CallRow():
            own = translate("calllog", "own transmission") if row.own else ""
            length = times.length(row.seconds) if row.seconds else ""
            group = row.group_name or row.group
            kind, unit = translate("calllog", "call"), row.unit or own
            return times.stamp(row.start), kind, unit, row.radio, group, length, _marks(row), row.own
        case TextRow():
            kind = translate("calllog", "text")
            return times.stamp(row.time), kind, row.unit, row.radio, row.to_name or row.to, "", row.text, row.operator
        case StatusRow():
            said = f"{row.code} · {row.text}" if row.text else str(row.code)
            kind = translate("calllog", "status")
            return times.stamp(row.time), kind, row.unit, row.radio, "", "", said, row.operator
        case AlarmRow():
            kind, group = translate("calllog", "EMERGENCY"), row.group_name or row.group
            return times.stamp(row.time), kind, row.unit, row.radio, group, "", _alarm(row), row.acknowledged_by
        case NoteRow():
            kind, group = translate("calllog", "log entry"), row.group_name or row.group
            return times.stamp(row.time), kind, row.unit, "", group, "", row.text, row.operator
        case JobRow():
            kind = translate("calllog", "job")
            return times.stamp(row.time), kind, row.unit, "", "", "", row.text or "–", row.operator
        case LookupRow():
            kind = translate("calllog", "look-up")
            return times.stamp(row.time), kind, row.unit, "", "", "", _look_up(row), row.operator


def _marks(row: CallRow) -> str:
    """What is to be said of a call beside who and how long."""
    parts = []
    if row.emergency:
        parts.append(translate("calllog", "emergency call"))
    if row.priority:
        parts.append(translate("calllog", "all-call"))
    if row.encrypted:
        parts.append(translate("calllog", "encrypted"))
    if row.upload:
        parts.append(translate("calllog", "handed in"))
    if row.end is None:
        parts.append(translate("calllog", "on air"))
    elif ended := words.call_ended(row.why):
        parts.append(ended)
    if keeps_coded(row):
        parts.append(translate("calllog", "coded frames kept"))
    elif not row.path:
        parts.append(translate("calllog", "no recording"))
    parts += recording_words.lacks(row.marks)
    if row.text:
        parts.append(row.text)
    return " · ".join(parts)


def _look_up(row: LookupRow) -> str:
    match row.what:
        case "played":
            return translate("words", "recording played")
        case "searched":
            return translate("words", "older records searched: {purpose}").format(purpose=row.text)
        case _:
            return translate("words", "records exported: {what}").format(what=row.text)


def _alarm(row: AlarmRow) -> str:
    parts = [words.raised_by(row.by)]
    if row.acknowledged is None:
        parts.append(translate("calllog", "not acknowledged"))
    else:
        seconds = words.Counted().seconds(round(max(0.0, row.acknowledged - row.time)))
        parts.append(translate("calllog", "acknowledged after {seconds}").format(seconds=seconds))
    if row.verdict:
        parts.append(translate("calllog", "verdict: {verdict}").format(verdict=words.verdict(row.verdict)))
    if row.note:
        parts.append(row.note)
    return " · ".join(parts)
