"""The units nearest to a place, a unit or an emergency: how far in a straight line, how long that takes at a speed.

Every figure is an estimate and says so: no road is known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QSpinBox

from console.board_rows import is_on_duty
from console.i18n import settings
from console.live import Feed
from console.map.camera import Camera, box_of, fit, latitude, longitude, world_x, world_y
from console.map.going import NEAR
from console.map.places import direction, words
from console.map.tool import Spot, Tool
from console.map.unit_sheet import Listed, UnitSheet, name_of
from console.selection import Selection
from console.theme import BOLD, SMALL, Palette, Theme
from console.unit_facts import how_far
from gps.fix import Fix
from units.state import Changes
from units.suitable import Near, minutes, nearest

if TYPE_CHECKING:
    from console.map.view import MapView

translate = QCoreApplication.translate

MOST = 8
SPEED = 60
"""km/h of the estimate to begin with."""
KEPT = "map/nearest-kmh"
AGAIN = 2000
"""Milliseconds between two looks at what is nearest now."""


class Nearest(Tool):
    """The plate of the nearest units, and lines to them on the map."""

    icon = "nearest"

    def __init__(self, view: MapView, live: Feed, theme: Theme, selection: Selection) -> None:
        super().__init__(view)
        self._live, self._theme, self._selection = live, theme, selection
        self.sheet: NearestSheet | None = None
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(self._renew)

    def title(self) -> str:
        """What its button does."""
        return self.tr("Units nearest to the selected unit, else to the place searched, else to the middle (Ctrl+N)")

    def take_up(self) -> None:
        """No tool to hold: it shows its list, or takes it away."""
        if self.sheet is not None and not self.sheet.isHidden():
            self.close()
        else:
            self.ask_selected()

    def offer(self, menu: QMenu, spot: Spot) -> None:
        """Of the unit there, or of the place."""
        menu.addAction(self.tr("Nearest units")).triggered.connect(lambda: self.ask(spot.lat, spot.lon, spot.unit))

    def ask_selected(self, emergency: str = "") -> None:
        """Of the selected unit; without one of the unit in ``emergency``, of the place searched, of the middle."""
        view = self.view
        for unit in (self._selection.unit, emergency):
            known = self._live.facts.units.get(unit)
            if known is not None and known.fix is not None:
                self.ask(known.fix.lat, known.fix.lon, unit)
                return
        pin = view.renderer.pin
        x, y = (pin.x, pin.y) if pin is not None else (view.camera.x, view.camera.y)
        self.ask(latitude(y), longitude(x))

    def ask_unit(self, unit: str) -> None:
        """Of this unit, whatever is selected."""
        known = self._live.facts.units.get(unit)
        if known is not None and known.fix is not None:
            self.ask(known.fix.lat, known.fix.lon, unit)

    def ask(self, lat: float, lon: float, unit: str = "") -> None:
        """Show who is nearest to a place, or to a unit wherever it goes."""
        if unit:
            known = self._live.facts.units.get(unit)
            lat, lon = (known.fix.lat, known.fix.lon) if known is not None and known.fix is not None else (lat, lon)
        if self.sheet is None:
            self.sheet = NearestSheet(self._live, self._theme, self._selection, self.view)
            self.sheet.closed.connect(self.close)
            self.sheet.listed_anew.connect(self.view.schedule)
        self.sheet.sent = {}
        self.sheet.of(lat, lon, unit)
        self.sheet.appear()
        self.sheet.table.setFocus(Qt.FocusReason.PopupFocusReason)
        self._again.start()
        self._fit(self.sheet)

    def _fit(self, sheet: NearestSheet) -> None:
        """Everybody listed into what the plate leaves free, unless they are there already."""
        view, taken = self.view, sheet.width() + 24
        wide = max(200, view.width() - taken)
        places = [sheet.place_asked, *((fix.lat, fix.lon) for fix in sheet.fixes())]
        pixels = [view.camera.point(world_x(lon), world_y(lat), *view.room) for lat, lon in places]
        if not all(20 < x < wide and 50 < y < view.height() - 40 for x, y in pixels):
            view.touched = True
            box = box_of([place[0] for place in places], [place[1] for place in places])
            camera = fit(box, wide, view.height(), view.devicePixelRatioF(), 60, NEAR)
            view.look(camera.moved(-taken / 2 if view.width() > taken + 200 else 0.0, 0.0))
        view.schedule()

    def _renew(self) -> None:
        if self.sheet is not None and self.view.isVisible():
            self.sheet.renew()

    def close(self) -> None:
        """The list and its lines go."""
        self._again.stop()
        if self.sheet is not None:
            self.sheet.hide()
        self.view.setFocus()
        self.view.schedule()

    def escaped(self) -> bool:
        """Esc on the map closes it."""
        if self.sheet is None or self.sheet.isHidden():
            return False
        self.close()
        return True

    def paint(self, painter: QPainter, camera: Camera, room: tuple[int, int], palette: Palette) -> None:
        """A broken line to each, with its number in the list."""
        sheet = self.sheet
        if sheet is None or sheet.isHidden():
            return
        lat, lon = sheet.place_asked
        center = QPointF(*camera.point(world_x(lon), world_y(lat), *room))
        painter.setFont(self._theme.font(SMALL, BOLD))
        for number, near in reversed(list(enumerate(sheet.near, 1))):
            place = self.view.renderer.where(near.unit)
            if place is None:
                continue
            end = QPointF(*camera.point(*place, *room))
            style = Qt.PenStyle.DashLine if near.free else Qt.PenStyle.DotLine
            painter.setPen(QPen(palette.accent if near.free else palette.muted, 1.6, style))
            painter.drawLine(center, end)
            middle = center + (end - center) * 0.6
            plate = QRectF(middle.x() - 9, middle.y() - 9, 18, 18)
            painter.setPen(QPen(palette.accent if near.free else palette.muted, 1.4))
            painter.setBrush(palette.panel)
            painter.drawEllipse(plate)
            painter.setPen(palette.text)
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, str(number))
        painter.setPen(QPen(palette.text, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(center, 5, 5)


class NearestSheet(UnitSheet):
    """The list. ``near`` is what it shows, in its order; ``place_asked`` of where (lat, lon)."""

    NUMBERED = True
    WIDEST = 3
    listed_anew = Signal()

    def __init__(self, feed: Feed, theme: Theme, selection: Selection, view: MapView) -> None:
        heads = [
            translate("NearestSheet", "Straight line"),
            translate("NearestSheet", "Estimate"),
            translate("NearestSheet", "Status"),
            translate("NearestSheet", "Position"),
        ]
        super().__init__(feed, theme, selection, view, translate("NearestSheet", "Nearest units"), heads)
        self.near: list[Near] = []
        self.place_asked = (0.0, 0.0)
        self.unit = ""
        self.speed = QSpinBox(self)
        self.speed.setRange(5, 200)
        self.speed.setSingleStep(10)
        self.speed.setSuffix(" km/h")
        self.speed.setAccessibleName(self.tr("Speed of the estimate"))
        kept = str(settings().value(KEPT, SPEED))
        self.speed.setValue(int(kept) if kept.isdecimal() else SPEED)
        self.speed.valueChanged.connect(self._faster)
        self.only_free = QCheckBox(self.tr("Only free units"), self)
        self.only_free.toggled.connect(self.renew)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(self.tr("At"), self)
        label.setBuddy(self.speed)
        row.addWidget(label)
        row.addWidget(self.speed)
        row.addWidget(self.only_free, 1)
        self.body.insertLayout(1, row)

    def of(self, lat: float, lon: float, unit: str) -> None:
        """Ask of this place, or of ``unit`` and wherever it goes."""
        self.place_asked, self.unit = (lat, lon), unit
        self.renew()

    def fixes(self) -> list[Fix]:
        """Where the listed units are."""
        return [unit.fix for unit in self.units() if unit.fix is not None]

    def renew(self) -> None:
        """Look again; while the mouse is over the list nobody changes places in it, nor while a text is written."""
        if self.is_writing:
            return
        facts, now = self.feed.facts, self.feed.now()
        known = facts.units.get(self.unit)
        if known is not None and known.fix is not None:
            self.place_asked = (known.fix.lat, known.fix.lon)
        lat, lon = self.place_asked
        units = [one for one in facts.units.values() if one.id != self.unit and is_on_duty(facts, one, now)]
        found = nearest(facts, units, lat, lon, MOST, self.only_free.isChecked())
        if self.table.underMouse() and {one.unit for one in found} == {one.unit for one in self.near}:
            order = [one.unit for one in self.near]
            found.sort(key=lambda one: order.index(one.unit))
        self.near = found
        self.list_units([Listed(one.unit, self._cells(one)) for one in found if one.unit in facts.units])
        where = name_of(known) + " · " + words(lat, lon) if known is not None else words(lat, lon)
        said = self.tr("Straight lines, not roads: the minutes are an estimate. Free units first.")
        if not found:
            said = self.tr("No unit on duty has a position.")
        self.told.setText(f"{where}\n{said}")
        self.listed_anew.emit()

    def _cells(self, near: Near) -> tuple[str, str, str, str]:
        unit = self.feed.facts.units[near.unit]
        return (
            f"{how_far(near.metres)} {direction(near.bearing)}",
            self.tr("≈ {minutes} min").format(minutes=minutes(near.metres, self.speed.value())),
            self.status_of(unit),
            self.fix_words(unit),
        )

    def _faster(self, kmh: int) -> None:
        settings().setValue(KEPT, kmh)
        self.renew()

    def _on_changed(self, changes: Changes) -> None:
        """Positions change all the time: they are looked at every other second."""
        texts = {self.feed.facts.refs.get(ref, 0) for ref in self.sent.values()}
        if not self.isHidden() and (changes.all or changes.alarms or texts & changes.lines):
            self._soon.start()
