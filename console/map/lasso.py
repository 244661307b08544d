"""Several units at once: drawn round on the map, added one by one, or by agency and status; then told together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton

from console import words
from console.board_rows import is_on_duty
from console.board_rows import name_of as agency_name
from console.live import Feed
from console.map.camera import Camera
from console.map.tool import Spot, Tool
from console.map.unit_sheet import Listed, UnitSheet, name_of
from console.selection import Selection
from console.theme import Palette, Theme
from units.state import Unit

if TYPE_CHECKING:
    from console.map.view import MapView

translate = QCoreApplication.translate

SMALLEST = 10
"""A line that spans no more than so many px draws round nothing: the hand only shook."""
MOST = 200
"""Units that can be chosen together: more than that is no group anybody can speak to by text."""
Floats = NDArray[np.float64]


def inside(xs: Floats, ys: Floats, line: Floats) -> NDArray[np.bool_]:
    """Which points lie inside the closed ``line`` (n × 2), by counting crossings; a figure of eight has two insides."""
    found = np.zeros(len(xs), dtype=bool)
    before = np.roll(line, 1, axis=0)
    for (x1, y1), (x2, y2) in zip(before.tolist(), line.tolist(), strict=True):
        if y1 == y2:
            continue
        crosses = (ys < y1) != (ys < y2)
        found ^= crosses & (xs < x1 + (ys - y1) * (x2 - x1) / (y2 - y1))
    return found


class Lasso(Tool):
    """The line, while it is drawn, and a mark round each gathered unit."""

    icon = "lasso"

    def __init__(self, view: MapView, live: Feed, theme: Theme, selection: Selection) -> None:
        super().__init__(view)
        self._live, self._theme, self._selection = live, theme, selection
        self._line: list[tuple[float, float]] = []
        self._adding = False
        self._toggled = ""
        self.sheet: GatheredSheet | None = None
        selection.gathering.connect(self._gathered)

    def title(self) -> str:
        """What its button does."""
        return self.tr("Draw round several units, to text or call them together (L, or Shift and drag)")

    def offer(self, menu: QMenu, spot: Spot) -> None:
        """Add the unit there, or take it out; and the way without a mouse."""
        if spot.unit:
            had = spot.unit in self._selection.gathered
            words = self.tr("Take out of the units chosen together") if had else self.tr("Add to units chosen together")
            menu.addAction(words).triggered.connect(lambda: self._selection.gather_too(spot.unit))
        menu.addAction(self.tr("Choose several units …")).triggered.connect(self.open)

    def grabs(self, pixel: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Shift draws; Ctrl on a unit adds it or takes it out; both together draw and add."""
        self._adding = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        self._toggled = ""
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._toggled = self.view.renderer.unit_at(pixel.x(), pixel.y(), self.view.camera)
            if not self._toggled:
                return False
        return True

    def pressed(self, pixel: QPointF) -> None:
        """The line begins."""
        self._line = []
        if not self._toggled:
            self.moved(pixel, True)

    def moved(self, pixel: QPointF, down: bool) -> None:
        """The line goes on. It is kept in world coordinates: the wheel may turn meanwhile."""
        if down and not self._toggled:
            self._line.append(self.view.camera.under(pixel.x(), pixel.y(), *self.view.room))
            self.view.schedule()

    def released(self, pixel: QPointF) -> None:
        """What is inside is gathered."""
        toggled, line, adding = self._toggled, self._line, self._adding
        self.view.hold(None)
        if toggled:
            self._selection.gather_too(toggled)
        elif len(line) > 2:
            self._take(np.array(line), adding)

    def _take(self, line: Floats, adding: bool) -> None:
        span = self.view.camera.span * (line.max(axis=0) - line.min(axis=0)).max()
        if span <= SMALLEST:
            return
        table = self.view.renderer.table
        count = len(table)
        with np.errstate(invalid="ignore"):
            rows = np.flatnonzero(inside(table.x[:count], table.y[:count], line) & np.isfinite(table.x[:count]))
        found = [table.ids[row] for row in rows.tolist()]
        had = self._selection.gathered if adding else ()
        if found or not adding:
            self._selection.gather([*had, *sorted(found, key=self._name)][:MOST])
        if not found:
            self.view.notice.say(self.tr("No unit is inside the line."))
        elif len(found) > MOST:
            self.view.notice.say(
                self.tr("{count} units are inside: only {most} are taken.").format(count=len(found), most=MOST)
            )

    def _name(self, unit: str) -> str:
        known = self._live.facts.units.get(unit)
        return name_of(known) if known is not None else unit

    def put_down(self) -> None:
        """The line goes, whether it was of use or not."""
        self._line, self._toggled, self._adding = [], "", False

    def escaped(self) -> bool:
        """All are let go."""
        shown = self.sheet is not None and not self.sheet.isHidden()
        if not shown and not self._selection.gathered:
            return False
        self.close()
        return True

    def open(self) -> None:
        """The plate, to choose by agency and status."""
        if self.sheet is None:
            self.sheet = GatheredSheet(self._live, self._theme, self._selection, self.view)
            self.sheet.closed.connect(self.close)
        self.sheet.fill()
        self.sheet.renew()
        self.sheet.appear()
        self.sheet.agency.setFocus(Qt.FocusReason.PopupFocusReason)

    def close(self) -> None:
        """Nothing is gathered any more."""
        if self.sheet is not None:
            self.sheet.hide()
            self.sheet.sent = {}
        self._selection.gather(())
        self.view.setFocus()

    def _gathered(self) -> None:
        if self._selection.gathered and (self.sheet is None or self.sheet.isHidden()):
            self.open()
        elif self.sheet is not None and not self.sheet.isHidden():
            self.sheet.renew()
        self.view.schedule()

    def paint(self, painter: QPainter, camera: Camera, room: tuple[int, int], palette: Palette) -> None:
        """A broken ring round each gathered unit, and the line."""
        ring = QPen(palette.accent, 2.2, Qt.PenStyle.DashLine)
        painter.setPen(ring)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for unit in self._selection.gathered:
            place = self.view.renderer.where(unit)
            if place is not None:
                x, y = camera.point(*place, *room)
                painter.drawEllipse(QRectF(x - 16, y - 16, 32, 32))
        if len(self._line) > 1:
            veil = QColor(palette.accent)
            veil.setAlphaF(0.12)
            painter.setPen(QPen(palette.accent, 2))
            painter.setBrush(QBrush(veil))
            painter.drawPolygon(QPolygonF([QPointF(*camera.point(x, y, *room)) for x, y in self._line]))


class GatheredSheet(UnitSheet):
    """The gathered units, and the way to gather some without a mouse."""

    def __init__(self, feed: Feed, theme: Theme, selection: Selection, view: MapView) -> None:
        heads = [
            translate("GatheredSheet", "Agency"),
            translate("GatheredSheet", "Status"),
            translate("GatheredSheet", "Position"),
        ]
        super().__init__(feed, theme, selection, view, "", heads)
        self.agency, self.status = QComboBox(self), QComboBox(self)
        self.agency.setAccessibleName(self.tr("Agency"))
        self.status.setAccessibleName(self.tr("Status"))
        self.add_button = QPushButton(self.tr("Add"), self)
        self.add_button.setToolTip(self.tr("Add every unit on duty of this agency and status"))
        self.add_button.clicked.connect(self.add)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.agency, 1)
        row.addWidget(self.status, 1)
        row.addWidget(self.add_button)
        self.body.insertLayout(0, row)

    def fill(self) -> None:
        """The agencies and statuses there are now."""
        facts = self.feed.facts
        for box, everything in ((self.agency, self.tr("All agencies")), (self.status, self.tr("Any status"))):
            box.clear()
            box.addItem(everything, None)
        for agency in facts.agencies.values():
            self.agency.addItem(agency_name(agency), agency.id)
        codes = {unit.status for unit in facts.units.values() if unit.status is not None}
        for code in sorted(codes):
            self.status.addItem(words.status_name(facts, code), code)

    def add(self) -> None:
        """Gather every unit on duty that is of the agency and has the status."""
        agency, code = self.agency.currentData(), self.status.currentData()
        facts, now = self.feed.facts, self.feed.now()
        found = [unit for unit in facts.units.values() if is_on_duty(facts, unit, now)]
        wanted = [
            unit.id
            for unit in sorted(found, key=name_of)
            if (agency is None or unit.agency == agency) and (code is None or unit.status == code)
        ]
        self.say("" if wanted else self.tr("No unit on duty is of this agency and status."))
        self.selection.gather([*self.selection.gathered, *wanted][:MOST])

    def renew(self) -> None:
        """The units as they are now."""
        facts = self.feed.facts
        gathered = [facts.units[one] for one in self.selection.gathered if one in facts.units]
        self.list_units([Listed(unit.id, self._cells(unit)) for unit in gathered])
        self.title.setText(self.tr("%n unit(s) chosen", "", len(gathered)))
        self.setAccessibleName(self.title.text())
        doubtful = sum(bool(unit.doubtful) for unit in gathered)
        stale = sum(self.is_stale(unit) and not unit.doubtful for unit in gathered)
        parts = [self.tr("Ctrl and click adds or takes out; Delete takes out; Esc lets all go.")]
        if doubtful:
            parts.append(self.tr("Positions doubtful: {count}.").format(count=doubtful))
        if stale:
            parts.append(self.tr("Positions stale: {count}.").format(count=stale))
        self.told.setText(" ".join(parts))

    def _cells(self, unit: Unit) -> tuple[str, str, str]:
        known = self.feed.facts.agencies.get(unit.agency)
        return agency_name(known) if known is not None else "–", self.status_of(unit), self.fix_words(unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the selected row's unit out."""
        if event.key() == Qt.Key.Key_Delete and self.chosen():
            self.selection.gather_too(self.chosen())
        else:
            super().keyPressEvent(event)
