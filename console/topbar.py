"""The top bar: what time it is, what mode this is, what works and what does not, and who sits here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget

from console import times
from console.buttons import SmallButton
from console.clock_mark import ClockMark
from console.lamps import Lamps
from console.live import Feed
from console.ptt import Ptt
from console.state_marks import Mark, state_marks
from console.theme import BODY, BOLD, LARGE, REGULAR, SEMIBOLD, Theme, mixed
from units.amber import waiting
from units.state import Changes
from units.unheard import due

HEIGHT = 40
SPACES = 150
"""Everything between the parts, px."""
SOON = 100
BAND = 5
"""The violet band of an exercise, px."""


class ModeMark(QWidget):
    """LIVE in a green outline; EXERCISE filled violet; nothing while the mode is unknown."""

    def __init__(self, feed: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme = feed, theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def words(self) -> str:
        """The mode in words."""
        known = {"live": self.tr("LIVE"), "exercise": self.tr("EXERCISE")}
        return known.get(self._feed.facts.mode, "")

    def refresh(self) -> None:
        """The mode became known."""
        self.setAccessibleName(self.words())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        words = self.words()
        wide = QFontMetrics(self._theme.font(12, BOLD)).horizontalAdvance(words) + len(words) + 24
        return QSize(wide if words else 0, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw outline or plate."""
        words = self.words()
        if not words:
            return
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._theme.font(12, BOLD)
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.8)
        painter.setFont(font)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._feed.facts.mode == "exercise":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.exercise)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor("#FFFFFF"))
        else:
            painter.setPen(QPen(palette.ok, 2))
            painter.drawRoundedRect(box, 3, 3)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)


class Flat(QAbstractButton):
    """A word that can be clicked; underlined under the mouse, ringed with the focus."""

    def __init__(self, theme: Theme, weight: int = REGULAR, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._weight, self.token = theme, weight, "text"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)

    def set_words(self, words: str) -> None:
        """Say ``words``; none hides it."""
        if words != self.text():
            self.setText(words)
            self.updateGeometry()
        self.setVisible(bool(words))

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        metrics = QFontMetrics(self._theme.font(BODY, self._weight))
        return QSize(metrics.horizontalAdvance(self.text()) + 12, HEIGHT - 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        painter = QPainter(self)
        font = self._theme.font(BODY, self._weight)
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(getattr(self._theme.palette, self.token))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(self._theme.palette.accent, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 3, -1, -3), 4, 4)


class Marks(QWidget):
    """Lasting states that must be seen: TRANSMITTING, NOT RECORDING, NO SOUND, NO STATION. Filled plates, in words.

    ``configuration`` when the plate of an error in the configuration was clicked.
    """

    configuration = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.marks: list[Mark] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("States"))
        theme.changed.connect(self.update)

    def show_marks(self, marks: list[Mark]) -> None:
        """Show these and no others."""
        if marks == self.marks:
            return
        self.marks = marks
        self.setToolTip("\n".join(filter(None, (mark.why for mark in marks))))
        self.setAccessibleDescription(", ".join(f"{mark.words} {mark.why}".strip() for mark in marks))
        self.setVisible(bool(marks))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its plates."""
        return QSize(sum(self._wide(mark) + 8 for mark in self.marks), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plates."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(12, BOLD))
        palette, x = self._theme.palette, 0
        for mark in self.marks:
            box = QRectF(x, 1, self._wide(mark), self.height() - 2)
            ground, text = (palette.text, palette.panel) if mark.own else (palette.warn, palette.panel)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.words)
            x += self._wide(mark) + 8

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Whoever clicks what is wrong with the configuration gets to it."""
        x = 0
        for mark in self.marks:
            if mark.config and x <= event.position().x() < x + self._wide(mark):
                self.configuration.emit()
            x += self._wide(mark) + 8

    def _wide(self, mark: Mark) -> int:
        return QFontMetrics(self._theme.font(12, BOLD)).horizontalAdvance(mark.words) + 18


class TopBar(QWidget):
    """40 px over everything. ``sign_on``, ``menu``, ``unheard`` and ``amber`` when those were clicked."""

    sign_on = Signal()
    menu = Signal()
    unheard = Signal()
    amber = Signal()

    def __init__(self, feed: Feed, theme: Theme, ptt: Ptt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme, self._ptt = feed, theme, ptt
        self.setFixedHeight(HEIGHT)
        self.clock, self.date = QLabel(), QLabel()
        self.clock.setFont(theme.font(LARGE, BOLD))
        self.clock_mark = ClockMark(feed, theme)
        self.mode = ModeMark(feed, theme)
        self.lamps = Lamps(feed, theme)
        self.marks = Marks(theme)
        self.recording = QLabel()
        self.unheard_button = Flat(theme, SEMIBOLD)
        self.unheard_button.token = "warn"
        self.unheard_button.clicked.connect(self.unheard)
        self.amber_button = Flat(theme, SEMIBOLD)
        self.amber_button.token = "warn"
        self.amber_button.clicked.connect(self.amber)
        self.operator = Flat(theme)
        self.operator.clicked.connect(self.sign_on)
        self.menu_button = SmallButton(theme, "menu", frame=False)
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu_button.setAccessibleName(self.tr("All functions"))
        self.menu_button.clicked.connect(self.menu)
        self._lay_out()
        self._tick = QTimer(self, singleShot=True)
        self._tick.timeout.connect(self._second)
        theme.changed.connect(self._colour)
        ptt.changed.connect(self.refresh)
        feed.changed.connect(self._on_changed)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.refresh)
        feed.beaten.connect(self.refresh_soon)
        feed.pulsed.connect(self.refresh_soon)
        self._colour()
        self._second()
        self.refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(0)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self.clock)
        row.addWidget(self.clock_mark)
        row.addSpacing(20)
        row.addWidget(self.date)
        row.addSpacing(20)
        row.addWidget(self.mode)
        row.addSpacing(20)
        row.addWidget(self.lamps, 1)
        row.addSpacing(12)
        row.addWidget(self.marks)
        row.addSpacing(12)
        for widget in (self.amber_button, self.unheard_button, self.recording, self.operator):
            row.addWidget(widget)
            row.addSpacing(12 if widget is not self.operator else 6)
        row.addWidget(self.menu_button)

    def refresh(self) -> None:
        """Look at everything again but the clock."""
        facts = self._feed.facts
        stopped = any(mark.stops_recording for mark in state_marks(self._feed, self._ptt))
        groups = [group for group in facts.groups.values() if group.info.audio]
        recording = 0 if stopped else len(groups)
        words = self.tr("recording {some} of {all}").format(some=recording, all=len(facts.groups))
        self.recording.setText(words if facts.groups else "")
        self.recording.setToolTip(
            self.tr("Talk-groups that carry signalling only have no audio to record; coded voice is kept as it came.")
        )
        unheard = len(due(facts)) + facts.unlisted
        self.unheard_button.set_words(self.tr("%n unheard", "", unheard) if unheard else "")
        alerts = len(waiting(facts))
        self.amber_button.set_words(self.tr("%n alert(s)", "", alerts) if alerts else "")
        self._fit()

    def refresh_soon(self) -> None:
        """Look again within a tenth of a second: counts may wait, what this seat does itself may not."""
        if not self._soon.isActive():
            self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the date first, then nothing else: states and links stay."""
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """A new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.mode.refresh()
            self.lamps.refresh()
            self.refresh()
            self._show_time()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Panel ground, a line below, and the violet band of an exercise over the whole top edge."""
        painter = QPainter(self)
        palette = self._theme.palette
        painter.fillRect(self.rect(), palette.panel)
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, palette.line)
        if self._feed.facts.mode == "exercise":
            painter.fillRect(0, 0, self.width(), BAND, palette.exercise)

    def _who(self, brief: bool) -> str:
        seat = self._feed.seat_facts
        if brief:
            return f"{seat.operator or '–'} · {self._feed.seat}"
        if not seat.operator:
            return self.tr("not signed on · position {seat}").format(seat=self._feed.seat)
        return self.tr("operator {operator} · position {seat}").format(operator=seat.operator, seat=self._feed.seat)

    def _fit(self) -> None:
        """What gives way where room is short: words of the clock, the date, what is recorded; no state, no link."""
        date = times.day(self._feed.now())
        self.clock_mark.refresh()
        alone = self.clock_mark.words()
        clock = alone or (self.tr("clock synchronised") if self._feed.facts.clock == 1 else "")
        marks = state_marks(self._feed, self._ptt)
        plate = [Mark(self.tr("CLOCK?"), self.clock_mark.why())] if alone else []
        for words, recording, shown, brief in (
            (f"{date} · {clock}" if clock else date, True, marks, False),
            (date, True, marks + plate, False),
            ("", True, marks + plate, False),
            ("", False, marks + plate, False),
            ("", False, marks + plate, True),
        ):
            self.operator.set_words(self._who(brief))
            self._say_date(words, clock)
            self.recording.setVisible(recording and bool(self.recording.text()))
            self.marks.show_marks(shown)
            if self._needed() <= self.width():
                break

    def _needed(self) -> int:
        """The least width (px) at which nothing is cut, the lamps counted."""
        shown = [
            self.clock,
            self.clock_mark,
            self.date,
            self.mode,
            self.marks,
            self.recording,
            self.amber_button,
            self.unheard_button,
            self.operator,
        ]
        wide = sum(widget.sizeHint().width() for widget in shown if not widget.isHidden())
        return wide + self.lamps.wished() + self.menu_button.sizeHint().width() + SPACES

    def _say_date(self, words: str, clock: str) -> None:
        if words != self.date.text():
            self.date.setText(words)
        self.date.setToolTip(clock or self.tr("This system cannot say whether its clock is synchronised."))
        self.date.setVisible(bool(words))

    def _second(self) -> None:
        self._show_time()
        now = self._feed.now()
        self._tick.start(max(20, int((1.0 - now % 1.0) * 1000) + 5))

    def _show_time(self) -> None:
        before = self.clock.text()
        self.clock.setText(times.clock(self._feed.now()))
        if self.clock.text()[:2] != before[:2]:
            self._fit()

    def _colour(self) -> None:
        palette = self._theme.palette
        self.date.setFont(self._theme.font(BODY))
        self.recording.setFont(self._theme.font(BODY))
        late = palette.warn if self._feed.facts.unsynchronised else palette.muted
        self.date.setStyleSheet(f"color: {late.name()};")
        self.clock.setStyleSheet(f"color: {palette.text.name()}; font-size: {LARGE}px; font-weight: {BOLD};")
        self.recording.setStyleSheet(f"color: {mixed(palette.panel, palette.text, 0.95).name()};")
        self.update()

    def _on_changed(self, changes: Changes) -> None:
        if changes.state or changes.all:
            self.mode.refresh()
            self._colour()
        if changes.all or changes.state or changes.seats:
            self.refresh()
        elif changes.calls or changes.groups or changes.alerts:
            self.refresh_soon()
