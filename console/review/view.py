"""The picture of a review: the same tiles, map, board, stream and detail as live, over a feed that looks back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from console import times, words
from console.board import Board
from console.detail import Detail
from console.export.several import SeveralTracks
from console.map.fences import FenceTool
from console.map.tools import tool_of
from console.map.view import MapView
from console.mixing import Mixing
from console.page import Aside
from console.panels import show_panel
from console.ptt import Ptt
from console.review import marks
from console.review.events import EventsPage
from console.review.feed import ReviewFeed
from console.review.frame import Plate
from console.review.interval import IntervalSheet
from console.review.sound import ReviewSound
from console.review.timeline import Timeline
from console.review.transport import Transport
from console.selection import Selection
from console.stream import StreamPanel
from console.strip import Strip
from console.theme import HUGE, SEMIBOLD, Theme
from console.tiles import TilePanel
from units import actions as ac


class QuietStrip(Strip):
    """The emergency strip of a review: it shows and locates; nothing can be taken or closed, and nothing sounds."""

    def _refresh_now(self) -> None:
        super()._refresh_now()
        for button in (self.main_button, *self.verdict_buttons):
            button.hide()
        self._place()


class ReviewView(QWidget):
    """Everything of a review over ``feed``. ``purpose`` is what the look-up was opened for."""

    def __init__(
        self, feed: ReviewFeed, theme: Theme, sound: ReviewSound, purpose: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.feed, self._theme, self._sound, self.purpose = feed, theme, sound, purpose
        self._exercise = feed.journal_mode == "exercise"
        self._aside = Aside(self)
        self._entry = Aside(self)
        self.selection = Selection(self)
        self.setAutoFillBackground(True)
        self._build()
        self._connect()
        self._moved()
        self._show_sound()

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        feed, theme, selection = self.feed, self._theme, self.selection
        mixing, ptt = Mixing(feed, self), Ptt(feed, self)
        self.strip = QuietStrip(feed, theme)
        self.tiles = TilePanel(feed, theme, mixing, ptt)
        self.map = MapView(feed, theme, selection)
        self.board = Board(feed, theme, selection)
        self.stream = StreamPanel(feed, theme, selection)
        self.detail = Detail(feed, theme, selection, ptt)
        self.fence_tool = tool_of(self.map, FenceTool)
        self.fence_tool.listed.connect(self.open_fences)
        self.map.tools.append(SeveralTracks(self.map, feed, theme, selection))
        self.map.past.purpose = self.purpose
        self.map.past.wanted.connect(self._wanted)
        self.board.wanted.connect(self._wanted)
        self.transport = Transport(feed, theme)
        self.timeline = Timeline(theme)
        upper, lower, both = (
            QSplitter(Qt.Orientation.Horizontal, self),
            QSplitter(Qt.Orientation.Horizontal, self),
            QSplitter(Qt.Orientation.Vertical, self),
        )
        for name, part in ((self.tr("Talk-groups"), self.tiles), (self.tr("Units"), self.board)):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(part.header)
            column.addWidget(part, 1)
            side.setAccessibleName(name)
            upper.addWidget(side)
        upper.insertWidget(1, self.map)
        lower.addWidget(self.stream)
        lower.addWidget(self.detail)
        both.addWidget(upper)
        both.addWidget(lower)
        upper.setSizes([340, 1200, 330])
        lower.setSizes([1300, 500])
        both.setSizes([640, 220])
        both.setStretchFactor(0, 1)
        for splitter in (upper, lower, both):
            splitter.setHandleWidth(1)
            splitter.setObjectName("seam")
            splitter.setChildrenCollapsible(False)
        upper.setStretchFactor(1, 1)
        lower.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.strip)
        column.addWidget(both, 1)
        column.addWidget(self.transport)
        column.addWidget(self.timeline)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        row.addWidget(Plate(self._theme, words.translate("review", "REVIEW")))
        self.exercise = Plate(self._theme, words.translate("review", "EXERCISE"), exercise=True)
        self.exercise.setVisible(self._exercise)
        row.addWidget(self.exercise)
        self.clock = QLabel()
        self.clock.setFont(self._theme.font(HUGE, SEMIBOLD))
        self.clock.setStyleSheet("font-size: 28px; font-weight: 700;")
        self.date = QLabel()
        row.addWidget(self.clock)
        row.addWidget(self.date)
        row.addStretch(1)
        self.sentence = QLabel()
        row.addWidget(self.sentence)
        row.addWidget(QLabel(str(self.feed.folder.name)))
        who = self.feed.reviewer
        row.addWidget(QLabel(self.tr("operator {operator}").format(operator=who) if who else ""))
        self.log_button = QPushButton(self.tr("Call log"))
        row.addWidget(self.log_button)
        head.setFixedHeight(48)
        return head

    def _connect(self) -> None:
        feed = self.feed
        feed.moved.connect(self._moved)
        for said in (feed.failed, self.strip.said, self.detail.said):
            said.connect(self.say)
        self._sound.changed.connect(self._show_sound)
        self._theme.changed.connect(self._show_sound)
        self.timeline.sought.connect(feed.jump)
        self.transport.last.connect(lambda: self._to(self.timeline.marks.before(feed.now())))
        self.transport.next.connect(lambda: self._to(self.timeline.marks.after(feed.now())))
        self.transport.interval.connect(self.ask_interval)
        self.transport.events.connect(self.open_events)
        self.transport.follow.connect(self.selection.follow)
        self.selection.followed.connect(self.transport.show_followed)
        self.strip.locate.connect(self.selection.locate)
        self.stream.searching.connect(self.open_log)
        self.log_button.clicked.connect(self._open_log)
        for keys, act in (
            ("Space", self.transport.toggle),
            (",", self.transport.last.emit),
            (".", self.transport.next.emit),
            ("[", lambda: self._to(self.timeline.marks.before(feed.now(), "alarm"))),
            ("]", lambda: self._to(self.timeline.marks.after(feed.now(), "alarm"))),
            ("E", self.open_events),
            ("Z", lambda: self.selection.follow(self.selection.unit)),
            ("+", lambda: self.transport.faster(1)),
            ("-", lambda: self.transport.faster(-1)),
            ("Ctrl+F", self.stream.focus_filter),
            ("Ctrl+G", self._open_log),
            ("N", lambda: self._theme.set(not self._theme.palette.night)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # -- what is shown --------------------------------------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """A sentence at the top."""
        self.sentence.setText(sentence)

    def load(self) -> None:
        """Read what happened in the interval, for the time line; then show its beginning."""
        feed = self.feed
        folder, since, until, agencies = feed.folder, feed.since, feed.until, feed.agencies
        self.timeline.show_interval(since, until, [])
        self._aside.run(lambda: marks.load(folder, since, until, agencies), self._loaded)
        feed.jump(since)

    def ask_interval(self) -> None:
        """Ask which other interval is to be shown."""
        sheet = IntervalSheet(self._theme, self.feed.since, self.feed.until)
        sheet.asked.connect(self.show_interval)
        show_panel(self, sheet)

    def show_interval(self, since: float, until: float) -> None:
        """Another interval: a look-up of its own, on record before it is shown."""
        span = f"{times.stamp(since)} – {times.stamp(until)}"
        searched = ac.Searched(
            seat="", operator=None, purpose=self.purpose, terms=f"review {span}", journal=str(self.feed.folder)
        )
        word = self.feed.act(searched)

        def then(result: object) -> None:
            if isinstance(result, Exception):
                self.say(self.tr("This cannot be put on record, so it is not shown: {why}").format(why=result))
                return
            self.feed.pause()
            self.feed.set_interval(since, until)
            self.load()

        self._entry.run(lambda: word.result(timeout=10), then)

    def open_log(self, text: str = "") -> None:
        """The call log of this journal, over the picture."""
        from console.calllog import CallLogPage

        page = CallLogPage(self.feed, self._theme, self.feed.folder)
        page.form.purpose.setText(self.purpose)
        page.closed.connect(page.leave)
        if text:
            page.form.fill(text)
        show_panel(self, page, fill=True)

    def open_fences(self, chosen: str = "") -> None:
        """The fences as they were then, over the picture; with ``chosen``, that one marked."""
        from console.fences_page import FencesPage

        page = FencesPage(self.feed, self._theme, self.selection)
        page.shown.connect(self.fence_tool.show_fence)
        show_panel(self, page, fill=True)
        page.select(chosen)

    def open_events(self) -> None:
        """The list of what happened in the interval, over the picture."""
        page = EventsPage(self._theme, self.timeline.marks, self.feed.now())
        page.chosen.connect(self._to)
        show_panel(self, page)

    def _wanted(self, what: str, unit: str) -> None:
        """Of a unit: its track; the record is not changed here."""
        if what == "track":
            self.map.past.ask_track(unit)

    def _open_log(self) -> None:
        self.open_log()

    def _loaded(self, found: object) -> None:
        if isinstance(found, list):
            self.feed.starts = {mark.call: mark.time for mark in found if mark.call}
            self.timeline.show_interval(self.feed.since, self.feed.until, found)
        else:
            self.say(str(found))

    def _to(self, mark: marks.Mark | None) -> None:
        if mark is None:
            self.say(self.tr("Nothing more happened in this interval."))
        else:
            self.feed.jump(mark.time - 0.5 if mark.kind == "call" else mark.time + 0.01)

    def _moved(self) -> None:
        now = self.feed.now()
        self.clock.setText(times.clock(now))
        self.date.setText(f"{times.day(now)} · Europe/Riga" if self.feed.ready else self.tr("looking …"))
        self.timeline.show_time(now)

    def _dress(self) -> None:
        self.setStyleSheet(f"#seam::handle {{ background: {self._theme.palette.line.name()}; }}")

    def _show_sound(self) -> None:
        self._dress()
        why = self._sound.why
        colour = self._theme.palette.warn.name() if why else self._theme.palette.muted.name()
        self.sentence.setStyleSheet(f"color: {colour}; font-weight: 600;")
        if why:
            self.say(words.translate("review", "NO SOUND: {why}").format(why=why))
        else:
            self.say("")
