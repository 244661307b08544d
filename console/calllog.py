"""The call log: a supervisor finds, listens, proves. Older records are looked up on record, with a purpose.

Three tabs: what is on record, who looked into it, and what is held against deletion.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console import covered, gone_words, words
from console.calllog_form import SearchForm, terms
from console.calllog_out import TakingOut
from console.calllog_rows import FoundModel, LookupModel, RowsModel, gone, keeps_coded
from console.enquiry import Enquiry
from console.erase_form import EraseForm, erasable
from console.hold_form import HoldForm
from console.hold_list import HoldList
from console.live import Feed
from console.page import Page
from console.panels import show_panel
from console.player import Player
from console.questions import NotOnRecord
from console.rights import why_not
from console.theme import Theme
from journal import search
from journal.search import CallRow, Query, Row
from units import actions as ac
from units.state import Changes

PAGE_ROWS = 100
RECORDS, LOOKUPS, HOLDS = 0, 1, 2
"""The tabs."""


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
        self._enquiry = Enquiry(folder, lambda: live.agencies, self)
        self._enquiry.answered.connect(self._answered)
        self.records, self.lookups = FoundModel(lambda: live.facts, theme, self), LookupModel(self)
        self.found: RowsModel = self.records
        self._build()
        self.out = TakingOut(live, folder, self._stack, self.say)
        live.changed.connect(self._changed)
        self.destroyed.connect(self._enquiry.close)

    def leave(self) -> None:
        """End the reader thread: the page is going away."""
        self._enquiry.close()

    # -- building ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(self.tr("What to look at"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for name, act in (
            (self.tr("Records"), "search"),
            (self.tr("Look-ups"), "look-ups"),
            (self.tr("Holds"), "look-ups"),
        ):
            tab, why = self.tabs.addTab(name), why_not(self._live, act)
            self.tabs.setTabEnabled(tab, tab == RECORDS or not why)
            self.tabs.setTabToolTip(tab, why)
        self.tabs.currentChanged.connect(self._turn)
        self.form = SearchForm(self._live, self.theme, self)
        self.form.submitted.connect(self.search)
        self._build_table()
        self._stack = QStackedWidget(self)
        self.holds = HoldList(self._live, self.theme, self.say, self)
        finding = QWidget(self)
        column = QVBoxLayout(finding)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(self.table, 1)
        self.player = Player(self._live, self.theme, self._about, self)
        self.player.follow_keys(self.table)
        column.addWidget(self.player)
        column.addLayout(self._foot())
        self._views = QStackedWidget(self)
        self._views.addWidget(finding)
        self._views.addWidget(self.holds)
        main = QWidget(self)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        column.addWidget(self._views, 1)
        self._stack.addWidget(main)
        self.body.addWidget(self._stack, 1)
        self._may()

    def _build_table(self) -> None:
        self.table = QTableView(self)
        self.table.setAccessibleName(self.tr("Records found"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.doubleClicked.connect(self._listen_to)
        self.table.customContextMenuRequested.connect(self._ask)
        self._show_model(self.found)

    def _show_model(self, model: RowsModel) -> None:
        self.found = model
        self.table.setModel(model)
        header = self.table.horizontalHeader()
        for column, width in enumerate(model.widths):
            stretch = QHeaderView.ResizeMode.Stretch if not width else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, stretch)
            if width:
                self.table.setColumnWidth(column, width)
        self.table.selectionModel().currentRowChanged.connect(self._may)

    def _foot(self) -> QHBoxLayout:
        self.count = QLabel(self)
        self.count.setProperty("quiet", True)
        self.count.setWordWrap(True)
        self.more = self._button(self.tr("Older …"), self.show_more)
        self.stop = self._button(self.tr("Stop searching"), self._stop)
        self.listen = self._button(self.tr("Listen"), lambda: self._listen_to(self.table.currentIndex()))
        self.copy = self._button(self.tr("Copy raw ID"), self._copy)
        self.hold = self._button(self.tr("Legal hold …"), self._hold)
        self.erase = self._button(self.tr("Erase …"), self._erase)
        self.audio = self._button(self.tr("Save audio …"), self._choose_audio)
        self.export = self._button(self.tr("Write CSV …"), self._choose)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        for button in (self.stop, self.more, self.listen, self.copy, self.hold, self.erase, self.audio, self.export):
            row.addWidget(button)
        return row

    def _button(self, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(name, self)
        button.clicked.connect(lambda _checked=False: act())
        return button

    # -- searching --------------------------------------------------------------------------------------------

    def search(self) -> None:
        """Search for what the fields say. An older search is put on record first, committed before a row is read."""
        query = self.form.query()
        why = why_not(self._live, "look-ups" if self.tabs.currentIndex() == LOOKUPS else "search")
        if why:
            self.say(why)
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

    def _turn(self, tab: int) -> None:
        """Another tab: its own rows, nothing found yet."""
        self._enquiry.stop()
        self._query = self._next = None
        self.say("")
        self._views.setCurrentIndex(int(tab == HOLDS))
        self.form.ask_lookups(tab == LOOKUPS)
        for button in (self.listen, self.copy, self.hold, self.erase, self.audio):
            button.setVisible(tab == RECORDS)
        self.found.replace([])
        self._show_model(self.lookups if tab == LOOKUPS else self.records)
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
        if self._next:
            said = self.tr("{rows} shown, there are older ones").format(rows=said)
        self.count.setText(" · ".join(part for part in (said, self._periods()) if part))
        if busy:
            self.count.setText(self.tr("Searching …"))
        self.stop.setVisible(busy)
        self.more.setEnabled(self._next is not None and not busy)
        recorded = isinstance(row, CallRow) and bool(row.path)
        coded = self._coded() if isinstance(row, CallRow) and keeps_coded(row) else ""
        self._able(self.listen, recorded, why_not(self._live, "play") or coded)
        self.copy.setEnabled(bool(getattr(row, "radio", "")))
        self._able(self.hold, row is not None, why_not(self._live, "hold"))
        something = row is not None and (self._live.agencies is None or bool(erasable(row).choices))
        self._able(self.erase, something, why_not(self._live, "erase"))
        export = why_not(self._live, "export")
        self._able(self.audio, recorded, export)
        self._able(self.export, shown > 0 and not busy, export)

    def _periods(self) -> str:
        """Which records of the time asked about are deleted, because their period ended."""
        query = self._query
        if query is None:
            return ""
        sorts = ("voice", *query.kinds) if "calls" in query.kinds else query.kinds
        return gone_words.periods(self._live.facts, sorts, query.since)

    def _able(self, button: QPushButton, possible: bool, why: str) -> None:
        button.setEnabled(possible and not why)
        button.setToolTip(why)
        button.setAccessibleDescription(why)

    # -- what can be done with a row --------------------------------------------------------------------------

    def _current(self) -> Row | None:
        index = self.table.currentIndex()
        return self.found.row(index.row()) if index.isValid() and index.row() < self.found.rowCount() else None

    def _ask(self, place: QPoint) -> None:
        index = self.table.indexAt(place)
        if index.isValid():
            self.table.setCurrentIndex(index)
            menu = self.menu()
            menu.popup(self.table.viewport().mapToGlobal(place))

    def menu(self) -> QMenu:
        """What can be done with the current row; what cannot be done now is disabled."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for button in (self.listen, self.copy, self.audio, self.hold, self.erase):
            action = menu.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        return menu

    def _listen_to(self, index: QModelIndex) -> None:
        row = self.found.row(index.row()) if index.isValid() else None
        why = why_not(self._live, "play")
        if not isinstance(row, CallRow):
            return
        if why or not row.path:
            coded = self._coded() if keeps_coded(row) else gone(row, self._live.facts)
            self.say(why or coded or self.tr("There is no recording of this call."))
            return
        stopped = self._live.playing.call == row.call
        self._live.act(ac.Played(seat=self._live.seat, operator=self._live.operator, call=row.call, stopped=stopped))

    def _about(self, call: str) -> tuple[float, list[int]] | None:
        """Of a call that is shown here: its length and its peaks."""
        row = self.found.call(call)
        known = self._live.facts.calls.get(call)
        return (row.seconds, known.shape if known is not None else []) if row is not None else None

    def _coded(self) -> str:
        return self.tr("The frames of this call are kept as its radio coded them: hearing it needs a vocoder.")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(getattr(self._current(), "radio", "")))

    # -- keeping and erasing ----------------------------------------------------------------------------------

    def _hold(self) -> None:
        row = self._current()
        if row is not None:
            self._open(HoldForm(self._live, self.theme, covered.of_row(row)))

    def _erase(self) -> None:
        row = self._current()
        if row is not None:
            self._open(EraseForm(self._live, self.theme, self._folder, erasable(row)))

    def _open(self, form: HoldForm | EraseForm) -> None:
        """Over this page, which says what came of it."""
        form.done.connect(lambda sentence: self.say(sentence, good=True))
        show_panel(self, form)

    def _changed(self, changes: Changes) -> None:
        if changes.all or changes.holds:
            self.records.holds_changed()
        if changes.all or changes.calls:
            self.records.calls_changed()
        if changes.all or changes.seats:
            self._may()

    # -- taking out -------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        self.out.choose_table(self.write_file)

    def _choose_audio(self) -> None:
        row = self._current()
        if isinstance(row, CallRow):
            self.out.choose_audio(row, self._purpose)

    def write_audio(self, row: CallRow, out: Path) -> None:
        """Write the row's recording to ``out``. That it leaves is put on record first."""
        self.out.write_audio(row, self._purpose, out)

    def write_file(self, path: Path) -> None:
        """Write every row of the search shown, not only its first pages. That they leave is put on record first."""
        query, purpose = self._query, self._purpose
        if query is None or self._enquiry.busy:
            return

        def write(answer: object) -> None:
            self.out.write_table(answer if isinstance(answer, list) else [], query, purpose, path)

        self._then = write
        self._enquiry.everything(query)
        self._may()


def _page(query: Query, before: int | None) -> Query:
    return msgspec.structs.replace(query, limit=PAGE_ROWS, before=before)
