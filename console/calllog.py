"""The call log: a supervisor finds, listens and takes out. Older records are looked up on record, with a purpose."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console import words
from console.audio_out import save_audio
from console.calllog_form import SearchForm, terms
from console.calllog_rows import FoundModel, to_csv
from console.enquiry import MOST_ROWS, Enquiry, NotOnRecord
from console.files import FileChooser, choose, suggestion, write_text
from console.live import Feed
from console.page import Aside, Page
from console.theme import Theme
from journal import search
from journal.search import CallRow, Query, Row
from units import actions as ac

PAGE_ROWS = 100


class CallLogPage(Page):
    """Searches the journal in ``folder``, which ``live`` shows; call :meth:`leave` before throwing it away.

    What is done here goes through ``live.act``: onto this journal's record, or, in a review, onto the audit's.
    """

    def __init__(self, live: Feed, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.title.setText(self.tr("Call log"))
        self.setAccessibleName(self.title.text())
        self._live = live
        self._folder = folder
        self._query: Query | None = None
        self._purpose = ""
        self._next: int | None = None
        self._then: Callable[[object], None] = lambda _: None
        self._enquiry = Enquiry(folder, self)
        self._enquiry.answered.connect(self._answered)
        self._aside = Aside(self)
        self.found = FoundModel(self)
        self._build()
        self.destroyed.connect(self._enquiry.close)

    def leave(self) -> None:
        """End the reader thread: the page is going away."""
        self._enquiry.close()

    # -- building ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.form = SearchForm(self._live, self.theme, self)
        self.form.submitted.connect(self.search)
        self.table = QTableView(self)
        self.table.setModel(self.found)
        self.table.setAccessibleName(self.tr("Records found"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((180, 110, 110, 196, 150, 80)):
            self.table.setColumnWidth(column, width)
        header.setSectionResizeMode(6, QHeaderView.ResizeMode.Stretch)
        self.table.doubleClicked.connect(self._listen_to)
        self.table.selectionModel().currentRowChanged.connect(self._may)
        self._stack = QStackedWidget(self)
        main = QWidget(self)
        column_box = QVBoxLayout(main)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.addWidget(self.form)
        column_box.addWidget(self.table, 1)
        column_box.addLayout(self._foot())
        self._stack.addWidget(main)
        self.body.addWidget(self._stack, 1)
        self._may()

    def _foot(self) -> QHBoxLayout:
        self.count = QLabel(self)
        self.count.setProperty("quiet", True)
        self.more = self._button(self.tr("Older …"), self.show_more)
        self.stop = self._button(self.tr("Stop searching"), self._stop)
        self.listen = self._button(self.tr("Listen"), lambda: self._listen_to(self.table.currentIndex()))
        self.copy = self._button(self.tr("Copy raw ID"), self._copy)
        self.audio = self._button(self.tr("Save audio …"), self._choose_audio)
        self.export = self._button(self.tr("Write CSV …"), self._choose)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        for button in (self.stop, self.more, self.listen, self.copy, self.audio, self.export):
            row.addWidget(button)
        return row

    def _button(self, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(name, self)
        button.clicked.connect(lambda _checked=False: act())
        return button

    # -- searching --------------------------------------------------------------------------------------------

    def search_for(self, text: str) -> None:
        """Open with ``text`` filled in and search this shift for it."""
        self.form.fill(text)
        self.search()

    def search(self) -> None:
        """Search for what the fields say. An older search is put on record first, committed before a row is read."""
        query = self.form.query()
        if self._live.operator is None:
            self.say(words.refusal("unsigned"))
            return
        purpose = self.form.purpose.text().strip()
        recorded = None
        self._purpose = ""
        if self.form.is_enquiry(query):
            if len(purpose) < 3:
                self.say(self.tr("Records older than this shift: say first what they are looked up for."))
                self.form.purpose.setFocus()
                return
            self._purpose = purpose
            recorded = self._live.act(
                ac.Searched(
                    seat=self._live.seat,
                    operator=self._live.operator,
                    purpose=purpose,
                    terms=terms(query),
                    journal=str(self._folder),
                )
            )
        self.say("")
        self._query, self._next = query, None
        self.found.replace([])
        self._then = self._first_page
        self._enquiry.ask(_page(query, None), recorded)
        self._may()

    def show_more(self) -> None:
        """The next page of the same search."""
        if self._query is not None and self._next is not None and not self._enquiry.busy:
            self._then = self._next_page
            self._enquiry.ask(_page(self._query, self._next))
            self._may()

    def _stop(self) -> None:
        self._enquiry.stop()
        self._may()
        self.say(self.tr("The search was stopped."))

    def _answered(self, number: int, answer: object) -> None:
        if isinstance(answer, Exception):
            self.say(self._why(answer))
        else:
            self._then(answer)
        self._may()

    def _why(self, error: Exception) -> str:
        if isinstance(error, NotOnRecord):
            return self.tr("The search cannot be put on record, so nothing is shown: {why}").format(why=error)
        return self.tr("The call log cannot be searched now: {why}").format(why=error)

    def _first_page(self, answer: object) -> None:
        if isinstance(answer, search.Page):
            self.found.replace(answer.rows)
            self._next = answer.next
            if not answer.rows:
                self.say(self.tr("Nothing found."))

    def _next_page(self, answer: object) -> None:
        if isinstance(answer, search.Page):
            self.found.add(answer.rows)
            self._next = answer.next

    def _may(self) -> None:
        """What can be done now."""
        row = self._current()
        busy = self._enquiry.busy
        shown = self.found.rowCount()
        said = words.Counted().rows(shown)
        self.count.setText(self.tr("{rows} shown, there are older ones").format(rows=said) if self._next else said)
        if busy:
            self.count.setText(self.tr("Searching …"))
        self.stop.setVisible(busy)
        self.more.setEnabled(self._next is not None and not busy)
        self.listen.setEnabled(isinstance(row, CallRow) and bool(row.path))
        self.copy.setEnabled(bool(getattr(row, "radio", "")))
        self.audio.setEnabled(self.listen.isEnabled())
        self.export.setEnabled(shown > 0 and not busy)

    # -- what can be done with a row --------------------------------------------------------------------------

    def _current(self) -> Row | None:
        index = self.table.currentIndex()
        return self.found.row(index.row()) if index.isValid() and index.row() < self.found.rowCount() else None

    def _listen_to(self, index: QModelIndex) -> None:
        row = self.found.row(index.row()) if index.isValid() else None
        if not isinstance(row, CallRow):
            return
        if not row.path:
            self.say(self.tr("There is no recording of this call."))
            return
        stopped = self._live.playing.call == row.call
        self._live.act(ac.Played(seat=self._live.seat, operator=self._live.operator, call=row.call, stopped=stopped))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(getattr(self._current(), "radio", "")))

    # -- taking out -------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        if self._live.operator is None:
            self.say(words.refusal("unsigned"))
            return
        suggested = suggestion("call-log.csv", self._live.facts.mode)
        choose(self._stack, FileChooser(True, "csv", suggested, parent=self), self.write_file)

    def _choose_audio(self) -> None:
        row = self._current()
        if self._live.operator is None:
            self.say(words.refusal("unsigned"))
        elif isinstance(row, CallRow) and row.path:
            suggested = suggestion(f"{Path(row.path).stem}.wav", self._live.facts.mode)
            chooser = FileChooser(True, "wav", suggested, parent=self)
            choose(self._stack, chooser, partial(self.write_audio, row))

    def write_audio(self, row: CallRow, out: Path) -> None:
        """Write the row's recording to ``out``; its ending says as what. That it leaves is put on record first."""
        recorded = self._record_export(f"audio of {row.call}", out, 1)

        def work() -> None:
            recorded.result(timeout=10)
            save_audio([self._folder / row.path], out)

        self._aside.run(work, lambda result: self._told(result, self.tr("Audio written to {file}.").format(file=out)))

    def write_file(self, path: Path) -> None:
        """Write every row of the search shown, not only its first pages. That they leave is put on record first."""
        if self._query is None or self._enquiry.busy:
            return
        self._then = lambda answer: self._write(path, answer)
        self._enquiry.everything(self._query)
        self._may()

    def _write(self, path: Path, answer: object) -> None:
        rows: list[Row] = answer if isinstance(answer, list) else []
        assert self._query is not None
        recorded = self._record_export(terms(self._query), path, len(rows))
        text = to_csv(rows, str(self._folder), self._live.facts.mode)
        done = self.tr("{rows} written to {file}.").format(rows=words.Counted().rows(len(rows)), file=path)
        if len(rows) >= MOST_ROWS:
            done += " " + self.tr("There are more: narrow the search.")

        def work() -> None:
            recorded.result(timeout=10)
            write_text(path, text)

        self._aside.run(work, lambda result: self._told(result, done))

    def _record_export(self, what: str, path: Path, rows: int) -> Future[int]:
        return self._live.act(
            ac.Exported(
                seat=self._live.seat,
                operator=self._live.operator,
                purpose=self._purpose or "shift",
                what=what,
                path=str(path),
                rows=rows,
                journal=str(self._folder),
            )
        )

    def _told(self, result: object, done: str) -> None:
        if isinstance(result, Exception):
            self.say(self.tr("Not written: {why}").format(why=str(result) or type(result).__name__))
        else:
            self.say(done, good=True)


def _page(query: Query, before: int | None) -> Query:
    import msgspec

    return msgspec.structs.replace(query, limit=PAGE_ROWS, before=before)
