"""What to search for, as fields; and whether that is this shift's work or an enquiry into older records."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console import times
from console.live import Feed
from console.moment import Moment
from console.page import quiet
from console.theme import SMALL, Theme
from journal.search import Query

SHIFT = 12 * 3600.0
"""What lies further back (s) is an older record: looking there is an enquiry, with a purpose, on record."""
GRACE = 60.0
"""A search that began as this shift's does not become an enquiry while it is being typed, s."""
KINDS = ("calls", "texts", "statuses", "alarms", "notes")


class SearchForm(QWidget):
    """The fields. ``submitted`` when Enter or the button asks for a search; ``changed`` when the period changed."""

    submitted = Signal()

    def __init__(self, live: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._theme = theme
        self.unit = self._field(self.tr("Unit"), self.tr("call sign"))
        self.radio = self._field(self.tr("Raw ID"), self.tr("radio ID or its number"))
        self.group = QComboBox(self)
        self.group.setEditable(True)
        self.group.setAccessibleName(self.tr("Talk-group"))
        self.group.addItem("", "")
        for group in live.facts.groups.values():
            self.group.addItem(group.info.name, group.info.id)
        line = self.group.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("all"))
        line.returnPressed.connect(self.submitted)
        self.text = self._field(self.tr("Text"), self.tr("words"))
        self.period = QComboBox(self)
        self.period.setAccessibleName(self.tr("Period"))
        for name, seconds in (
            (self.tr("this shift (12 h)"), SHIFT),
            (self.tr("last 24 hours"), 24 * 3600.0),
            (self.tr("last 7 days"), 7 * 86400.0),
            (self.tr("last 30 days"), 30 * 86400.0),
            (self.tr("from – to"), 0.0),
        ):
            self.period.addItem(name, seconds)
        self.since = Moment(self.tr("From"), live.now() - SHIFT)
        self.until = Moment(self.tr("To"), live.now())
        self.purpose = self._field(self.tr("Purpose"), self.tr("why these records are looked up"))
        self.purpose.setMaxLength(200)
        self.emergency = QCheckBox(self.tr("emergencies only"), self)
        self.kinds = {kind: QCheckBox(name, self) for kind, name in zip(KINDS, self._kind_names(), strict=True)}
        self.kinds["calls"].setChecked(True)
        self.go = QPushButton(self.tr("Search"), self)
        self.go.setProperty("accent", True)
        self.go.clicked.connect(self.submitted)
        self._lay_out()
        self.period.currentIndexChanged.connect(self._period_changed)
        self.since.dateTimeChanged.connect(self._period_changed)
        self._period_changed()

    def _kind_names(self) -> tuple[str, ...]:
        return self.tr("calls"), self.tr("texts"), self.tr("status"), self.tr("alarms"), self.tr("log entries")

    def _field(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.setMaxLength(100)
        field.setClearButtonEnabled(True)
        field.returnPressed.connect(self.submitted)
        return field

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        named = (
            (self.tr("Unit"), self.unit, 2),
            (self.tr("Raw ID"), self.radio, 2),
            (self.tr("Talk-group"), self.group, 2),
            (self.tr("Text"), self.text, 3),
            (self.tr("Period"), self.period, 2),
        )
        for place, (name, field, stretch) in enumerate(named):
            label = QLabel(name, self)
            label.setProperty("quiet", True)
            label.setFont(self._theme.font(SMALL))
            label.setBuddy(field)
            grid.addWidget(label, 0, place)
            grid.addWidget(field, 1, place)
            grid.setColumnStretch(place, stretch)
        self._interval = QWidget(self)
        interval = QHBoxLayout(self._interval)
        interval.setContentsMargins(0, 0, 0, 0)
        interval.addWidget(self.since)
        interval.addWidget(QLabel("–", self))
        interval.addWidget(self.until)
        row = QHBoxLayout()
        row.setSpacing(16)
        for kind in self.kinds.values():
            row.addWidget(kind)
        row.addSpacing(16)
        row.addWidget(self.emergency)
        row.addStretch(1)
        row.addWidget(self._interval)
        row.addWidget(self.go)
        self._why = QWidget(self)
        why = QHBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        why.addWidget(
            quiet(self.tr("Older than this shift: the search is put on record with its purpose."), self._theme)
        )
        why.addWidget(self.purpose, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(grid)
        box.addLayout(row)
        box.addWidget(self._why)

    def _period_changed(self) -> None:
        self._interval.setVisible(not self.period.currentData())
        self._why.setVisible(self.is_enquiry(self.query()))

    # -- what is asked ----------------------------------------------------------------------------------------

    def fill(self, text: str) -> None:
        """Begin with ``text``: a raw ID where it looks like one, else words."""
        (self.radio if "@" in text or text.isdigit() else self.text).setText(text)

    def query(self) -> Query:
        """What the fields ask for."""
        chosen = str(self.group.currentData() or "")
        typed = self.group.currentText().strip()
        known = self.group.itemText(self.group.currentIndex()) == typed
        seconds = float(self.period.currentData() or 0.0)
        since = self._live.now() - seconds if seconds else self.since.wall
        until = None if seconds else self.until.wall
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        return Query(
            unit=self.unit.text().strip(),
            radio=self.radio.text().strip(),
            group=chosen if known and chosen else typed,
            text=self.text.text().strip(),
            since=since,
            until=until,
            kinds=kinds,
            emergency=self.emergency.isChecked(),
        )

    def is_enquiry(self, query: Query) -> bool:
        """True if ``query`` reaches further back than this shift, and always in a review."""
        return not self._live.can_act or query.since is None or query.since < self._live.now() - SHIFT - GRACE


def terms(query: Query) -> str:
    """``query`` as it goes on record: ``unit=VP 118 radio=… 2026-11-20 08:00:00 – …``."""
    parts = [
        f"{name}={value}"
        for name, value in (
            ("unit", query.unit),
            ("radio", query.radio),
            ("group", query.group),
            ("text", query.text),
            ("kinds", "+".join(query.kinds)),
            ("emergency", "yes" if query.emergency else ""),
        )
        if value
    ]
    since = times.stamp(query.since) if query.since is not None else ""
    until = times.stamp(query.until) if query.until is not None else ""
    return " ".join([*parts, f"{since} – {until}".strip()])
