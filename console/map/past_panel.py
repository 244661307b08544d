"""The plate on the map that asks of the past: who was here, or where a unit went; with its answers as a table."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console import times
from console.calllog_form import GRACE, SHIFT
from console.live import Feed
from console.map.plate import MapSheet, symbol
from console.map.stops_table import StopsTable
from console.moment import Moment
from console.page import quiet
from console.rights import why_not
from console.shapes import UNKNOWN
from console.theme import SMALL, Theme
from console.unit_facts import how_far
from console.where import degrees, in_words
from gps.stops import LONG, ROUND
from units.state import Facts

if TYPE_CHECKING:
    from console.export.track import Standing
    from journal.positions.tracks import Passage

NARROW, WIDE, TALL = 424, 500, 480
HOUR = 3600.0
RADIUS = 300
LARGEST = 20_000
"""Metres round a place that can be asked about."""


class Asks(Enum):
    """What the plate asks."""

    PLACE = "place"
    TRACK = "track"


class PastPanel(MapSheet):
    """``asked`` when the question is put, ``chosen`` with the units selected in the answer, ``scaled`` when the radius
    changed. ``taken_out`` when the track shown is to leave the product. ``closed`` takes the plate and everything it
    drew away.
    """

    asked = Signal()
    chosen = Signal(list)
    scaled = Signal()
    taken_out = Signal()

    def __init__(self, feed: Feed, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "", parent)
        self._feed = feed
        self.mode = Asks.PLACE
        self.place = (0.0, 0.0)
        self.unit = ""
        self._units: list[str] = []
        self.where = QLabel(self)
        self.where.setProperty("quiet", True)
        self.where.setWordWrap(True)
        self.radius = QSpinBox(self)
        self.radius.setRange(10, LARGEST)
        self.radius.setSingleStep(100)
        self.radius.setValue(RADIUS)
        self.radius.setSuffix(" m")
        self.radius.setAccessibleName(self.tr("Within"))
        line = self.radius.lineEdit()
        if line is not None:
            line.setTextMargins(8, 0, 4, 0)
        self.since, self.until = Moment(self.tr("From"), feed.now() - HOUR), Moment(self.tr("To"), feed.now())
        self.purpose = QLineEdit(self)
        self.purpose.setAccessibleName(self.tr("Purpose"))
        self.purpose.setPlaceholderText(self.tr("why these records are looked up"))
        self.purpose.setMaxLength(200)
        self.go = QPushButton(self)
        self.go.setProperty("accent", True)
        self.stops = StopsTable(self)
        self.standing = quiet("", theme)
        self.export = QPushButton(self.tr("Export …"), self)
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        self._labels: dict[QWidget, QLabel] = {}
        fields: tuple[tuple[str, QWidget, int, int, int], ...] = (
            (self.tr("From"), self.since, 0, 0, 1),
            (self.tr("To"), self.until, 0, 1, 1),
            (self.tr("Within"), self.radius, 2, 0, 1),
            (self.tr("Purpose"), self.purpose, 4, 0, 2),
        )
        for name, widget, row, column, span in fields:
            label = QLabel(name, self)
            label.setProperty("quiet", True)
            label.setFont(self.theme.font(SMALL))
            label.setBuddy(widget)
            self._labels[widget] = label
            grid.addWidget(label, row, column)
            grid.addWidget(widget, row + 1, column, 1, span)
        grid.addWidget(self.go, 3, 1)
        self.told = QLabel(self)
        self.told.setProperty("quiet", True)
        self.told.setWordWrap(True)
        self.table = QTableWidget(0, 4, self)
        self.table.setAccessibleName(self.tr("Who was here"))
        self.table.setHorizontalHeaderLabels([self.tr("Unit"), self.tr("Nearest"), self.tr("First"), self.tr("Last")])
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 74), (2, 66), (3, 66)):
            self.table.setColumnWidth(column, width)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setIconSize(QSize(18, 18))
        self.table.setMinimumHeight(92)
        self.body.addWidget(self.where)
        self.body.addLayout(grid)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.standing)
        self.body.addWidget(self.stops)
        self.body.addWidget(self.export)
        column_box = self.layout()
        if isinstance(column_box, QVBoxLayout):
            column_box.setContentsMargins(12, 8, 12, 10)

    def _connect(self) -> None:
        self.go.clicked.connect(self.asked)
        self.export.clicked.connect(self.taken_out)
        self.purpose.returnPressed.connect(self.asked)
        self.radius.valueChanged.connect(self.scaled)
        self.since.dateTimeChanged.connect(self._may)
        self.table.itemSelectionChanged.connect(self._choose)

    # -- what it asks --------------------------------------------------------------------------------------------

    def ask_place(self, lat: float, lon: float) -> None:
        """Begin to ask who was at a place."""
        self.mode, self.place = Asks.PLACE, (lat, lon)
        self._name(self.tr("Who was here"), f"{in_words(lat, lon)} · {degrees(lat, lon)}", self.tr("Search"))

    def ask_track(self, unit: str) -> None:
        """Begin to ask where ``unit`` went."""
        self.mode, self.unit = Asks.TRACK, unit
        known = self._feed.facts.units.get(unit)
        name = known.callsign if known is not None and known.callsign else unit
        self._name(self.tr("Track of {unit}").format(unit=name), "", self.tr("Show"))

    def _name(self, title: str, where: str, go: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)
        self.where.setText(where)
        self.where.setVisible(bool(where))
        self.go.setText(go)
        of_place = self.mode is Asks.PLACE
        for widget in (self.radius, self._labels[self.radius], self.table):
            widget.setVisible(of_place)
        now = self._feed.now()
        for field, wall in ((self.since, now - HOUR), (self.until, now)):
            field.setDateTime(Moment("", wall).dateTime())
        self.show_passages([], self._feed.facts)
        self.show_stops(None)
        self.told.clear()
        self.say("")
        self._may()
        self.show()
        self.raise_()
        self.since.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def interval(self) -> tuple[float, float]:
        """From when to when, s UTC; the second begun counts whole."""
        return self.since.wall, self.until.wall + 0.999

    @property
    def is_enquiry(self) -> bool:
        """True if it reaches further back than this shift, and always in a review."""
        return not self._feed.can_act or self.since.wall < self._feed.now() - SHIFT - GRACE

    def _may(self) -> None:
        for widget in (self.purpose, self._labels[self.purpose]):
            widget.setVisible(self.is_enquiry)
        self.place_on_map()

    def place_on_map(self) -> None:
        """At the map's right edge, as high as it needs to be and the map allows."""
        area = self.parentWidget()
        if area is None:
            return
        layout = self.layout()
        if layout is not None:
            layout.activate()
        wanted = TALL if self.mode is Asks.PLACE else self.sizeHint().height()
        wide = max(NARROW, min(WIDE, round(area.width() * 0.42)))
        self.resize(min(wide, area.width() - 24), min(wanted, area.height() - 24))
        self.move(area.width() - self.width() - 12, 12)

    # -- what is answered -----------------------------------------------------------------------------------------

    def show_passages(self, passages: list[Passage], facts: Facts) -> None:
        """Who was there, the first to come first; units and agencies as they were called then."""
        self._units = [passage.unit_id for passage in passages]
        with_days = bool(passages) and passages[-1].last - passages[0].first > 20 * HOUR
        self.table.blockSignals(True)
        self.table.setRowCount(len(passages))
        for row, passage in enumerate(passages):
            agency = facts.agencies.get(passage.agency, UNKNOWN)
            name = agency.name if passage.agency in facts.agencies else passage.agency
            said = (
                passage.unit or passage.radio,
                how_far(passage.metres),
                _moment(passage.first, with_days),
                _moment(passage.last, with_days),
            )
            tip = self.tr("{unit} · {agency} · {radio} · there {first} – {last} · nearest at {time}").format(
                unit=said[0],
                agency=name,
                radio=passage.radio,
                first=times.stamp(passage.first),
                last=times.stamp(passage.last),
                time=times.stamp(passage.time),
            )
            for column, text in enumerate(said):
                item = QTableWidgetItem(text if column else f"{text} · {name}" if name else text)
                item.setToolTip(tip)
                if not column:
                    item.setIcon(symbol(agency, self.theme.palette))
                self.table.setItem(row, column, item)
        self.table.blockSignals(False)
        for column in (2, 3):
            self.table.setColumnWidth(column, 112 if with_days else 66)

    def show_stops(self, stops: list[Standing] | None) -> None:
        """Where the track shown stood still; ``None`` while there is no track, and so nothing to take out."""
        bounds = {"minutes": f"{LONG / 60:g}", "metres": f"{ROUND:g}"}
        if stops:
            self.standing.setText(self.tr("Stops: at least {minutes} min within {metres} m").format(**bounds))
        else:
            self.standing.setText(self.tr("No stops: nowhere {minutes} min within {metres} m").format(**bounds))
        self.stops.show_stops(stops or [])
        self.standing.setVisible(stops is not None)
        why = why_not(self._feed, "export")
        self.export.setVisible(stops is not None)
        self.export.setEnabled(not why)
        self.export.setToolTip(why)
        self.place_on_map()

    def _choose(self) -> None:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        self.chosen.emit([self._units[row] for row in rows if row < len(self._units)])

    # -- events --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks; Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        else:
            super().keyPressEvent(event)


def _moment(wall: float, days: bool) -> str:
    return times.local(wall).strftime("%d.%m. %H:%M") if days else times.minute(wall)
