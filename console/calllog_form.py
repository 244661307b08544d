"""What to search for, as fields; and whether that is this shift's work or an enquiry into older records."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
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
KINDS = ("calls", "texts", "statuses", "alarms", "notes", "jobs")
LOOKUPS = ("lookups",)
LONGEST = 3600
"""Seconds a call can be asked to have lasted."""


class SearchForm(QWidget):
    """The fields. ``submitted`` when Enter or the button asks for a search.

    ``kinds`` are what may be ticked; with :meth:`ask_lookups` the same form asks who looked into the record instead.
    """

    submitted = Signal()

    def __init__(self, live: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._theme = theme
        self._lookups = False
        self.unit = self._field(self.tr("Unit"), self.tr("call sign"))
        self.radio = self._field(self.tr("Raw ID"), self.tr("radio ID or its number"))
        self.group = self._groups()
        self.agency = self._agencies()
        self.text = self._field(self.tr("Text"), self.tr("words"))
        self.longer = QSpinBox(self)
        self.longer.setAccessibleName(self.tr("Calls of at least"))
        self.longer.setRange(0, LONGEST)
        self.longer.setSuffix(" s")
        self.longer.setSpecialValueText(self.tr("any"))
        line = self.longer.lineEdit()
        if line is not None:
            line.setTextMargins(8, 0, 4, 0)
        self.period = self._periods()
        self.since = Moment(self.tr("From"), live.now() - SHIFT)
        self.until = Moment(self.tr("To"), live.now())
        self.purpose = self._field(self.tr("Purpose"), self.tr("why these records are looked up"))
        self.purpose.setMaxLength(200)
        self.purpose.setCompleter(self._recent_purposes())
        self.emergency = QCheckBox(self.tr("emergencies only"), self)
        self.unheard = QCheckBox(self.tr("unheard only"), self)
        self.unheard.setToolTip(self.tr("calls that nobody could hear and nobody has heard since"))
        self.heard = self._ways_heard()
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
        return (
            self.tr("calls"),
            self.tr("texts"),
            self.tr("status"),
            self.tr("alarms"),
            self.tr("log entries"),
            self.tr("jobs"),
        )

    def _groups(self) -> QComboBox:
        groups = QComboBox(self)
        groups.setEditable(True)
        groups.setAccessibleName(self.tr("Talk-group"))
        groups.addItem("", "")
        for group in self._live.facts.groups.values():
            groups.addItem(group.info.name, group.info.id)
        line = groups.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("all"))
        line.returnPressed.connect(self.submitted)
        return groups

    def _agencies(self) -> QComboBox:
        """Those whose records may be read: others' are not even offered."""
        permitted = self._live.agencies
        agencies = QComboBox(self)
        agencies.setAccessibleName(self.tr("Agency"))
        agencies.addItem(self.tr("all") if permitted is None else self.tr("all you may read"), "")
        for agency in self._live.facts.agencies.values():
            if permitted is None or agency.id in permitted:
                agencies.addItem(agency.name, agency.id)
        return agencies

    def _ways_heard(self) -> QComboBox:
        """Who received a call: gateways of this room, or a recorder elsewhere that handed it in."""
        ways = QComboBox(self)
        ways.setAccessibleName(self.tr("Received by"))
        ways.addItem(self.tr("received here or handed in"), None)
        ways.addItem(self.tr("received here"), False)
        ways.addItem(self.tr("handed in by other recorders"), True)
        return ways

    def _periods(self) -> QComboBox:
        periods = QComboBox(self)
        periods.setAccessibleName(self.tr("Period"))
        for name, seconds in (
            (self.tr("this shift (12 h)"), SHIFT),
            (self.tr("last 24 hours"), 24 * 3600.0),
            (self.tr("last 7 days"), 7 * 86400.0),
            (self.tr("last 30 days"), 30 * 86400.0),
            (self.tr("from – to"), 0.0),
        ):
            periods.addItem(name, seconds)
        return periods

    def _recent_purposes(self) -> QCompleter:
        """What this operator looked things up for lately: from the record, kept nowhere else."""
        mine = [
            line.text.split(": ")[0]
            for line in self._live.facts.lines.values()
            if line.word == "searched" and line.operator and line.operator == self._live.operator
        ]
        completer = QCompleter(list(dict.fromkeys(reversed(mine))), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        return completer

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
        named: tuple[tuple[str, QWidget, int], ...] = (
            (self.tr("Unit"), self.unit, 4),
            (self.tr("Raw ID"), self.radio, 4),
            (self.tr("Talk-group"), self.group, 4),
            (self.tr("Agency"), self.agency, 4),
            (self.tr("Text"), self.text, 5),
            (self.tr("Calls of at least"), self.longer, 3),
            (self.tr("Period"), self.period, 5),
        )
        self._only_records: list[QWidget] = []
        self._grid = grid
        for place, (name, field, stretch) in enumerate(named):
            label = QLabel(name, self)
            label.setProperty("quiet", True)
            label.setFont(self._theme.font(SMALL))
            label.setBuddy(field)
            grid.addWidget(label, 0, place)
            grid.addWidget(field, 1, place)
            grid.setColumnStretch(place, stretch)
            field.setMinimumWidth(80)
            if field in (self.radio, self.group, self.longer):
                self._only_records += [label, field]
        grid.addWidget(self.go, 1, len(named))
        sorts = QWidget(self)
        self._only_records.append(sorts)
        row = QHBoxLayout(sorts)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(16)
        for kind in self.kinds.values():
            row.addWidget(kind)
        row.addSpacing(8)
        row.addWidget(self.emergency)
        row.addWidget(self.unheard)
        row.addWidget(self.heard)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        box.addLayout(grid)
        box.addWidget(sorts)
        box.addLayout(self._when_and_why())

    def _when_and_why(self) -> QHBoxLayout:
        self._interval = QWidget(self)
        interval = QHBoxLayout(self._interval)
        interval.setContentsMargins(0, 0, 0, 0)
        interval.addWidget(self.since)
        interval.addWidget(QLabel("–", self))
        interval.addWidget(self.until)
        self._why = QWidget(self)
        why = QHBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        told = quiet(self.tr("Older than this shift: the search is put on record with its purpose."), self._theme)
        told.setMinimumWidth(200)
        why.addWidget(told, 2)
        why.addWidget(self.purpose, 3)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._interval)
        row.addWidget(self._why, 1)
        return row

    def _period_changed(self) -> None:
        self._interval.setVisible(not self.period.currentData())
        self._why.setVisible(self.is_enquiry(self.query()))

    def ask_lookups(self, on: bool) -> None:
        """Ask who looked into the record; or (off) for what is on it. The fields that then mean nothing go."""
        self._lookups = on
        for widget in self._only_records:
            widget.setVisible(not on)
        for place, stretch in ((1, 4), (2, 4), (5, 3)):  # the room of the fields that went
            self._grid.setColumnStretch(place, 0 if on else stretch)

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
        if self._lookups:
            return Query(
                unit=self.unit.text().strip(),
                agency=str(self.agency.currentData() or ""),
                text=self.text.text().strip(),
                since=since,
                until=until,
                kinds=LOOKUPS,
            )
        return Query(
            unit=self.unit.text().strip(),
            radio=self.radio.text().strip(),
            group=chosen if known and chosen else typed,
            agency=str(self.agency.currentData() or ""),
            text=self.text.text().strip(),
            since=since,
            until=until,
            longer=float(self.longer.value()),
            kinds=tuple(kind for kind, box in self.kinds.items() if box.isChecked()) or KINDS,
            emergency=self.emergency.isChecked(),
            handed_in=self.heard.currentData(),
            unheard=self.unheard.isChecked(),
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
            ("agency", query.agency),
            ("text", query.text),
            ("longer", f"{query.longer:g} s" if query.longer else ""),
            ("kinds", "+".join(query.kinds)),
            ("emergency", "yes" if query.emergency else ""),
            ("unheard", "yes" if query.unheard else ""),
            ("handed-in", {None: "", True: "yes", False: "no"}[query.handed_in]),
        )
        if value
    ]
    since = times.stamp(query.since) if query.since is not None else ""
    until = times.stamp(query.until) if query.until is not None else ""
    return " ".join([*parts, f"{since} – {until}".strip()])
