"""Where the map goes by itself: to a unit, along with one (and says with which), to what was searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtWidgets import QPushButton

from console import times
from console.fix_age import age_of, age_words, is_stale
from console.live import Feed
from console.map.camera import Camera, box_of, fit, latitude, longitude
from console.map.places import Found
from console.selection import Selection
from console.tile_face import short_radio
from units.state import Unit

if TYPE_CHECKING:
    from console.map.view import MapView

NEAR = 42
"""Zoom steps of a view that shows one unit."""
KEPT_INSIDE = 0.28
"""A followed unit nearer to an edge than this share of the map is brought back to the middle."""


class Going(QObject):
    """Of one map. ``plate`` stands on it while a unit is followed."""

    def __init__(self, view: MapView, live: Feed, selection: Selection) -> None:
        super().__init__(view)
        self._view, self._live, self._selection = view, live, selection
        self.plate = QPushButton(view)
        self.plate.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.plate.setToolTip(self.tr("Stop following (Z)"))
        self.plate.clicked.connect(lambda: self.follow(None))
        self.plate.hide()
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.say)
        selection.located.connect(self.locate)
        selection.followed.connect(self._followed)
        selection.tracked.connect(self._track)
        view.taken.connect(lambda: self.follow(None))
        view.pressed.connect(self._note)
        if selection.following:
            self._followed(selection.following)

    # -- to a unit -----------------------------------------------------------------------------------------------

    def locate(self, unit: str) -> None:
        """Bring ``unit`` to the middle."""
        view = self._view
        place = view.renderer.where(unit)
        if place is not None:
            view.touched = True
            view.look(Camera(*place, max(NEAR, view.camera.step), view.devicePixelRatioF()).clamped())

    def _track(self, unit: str) -> None:
        """Show the whole way of ``unit``, whatever is selected; an empty one stops."""
        view = self._view
        view.renderer.tracked = unit
        found = self._live.facts.units.get(unit)
        if found is not None and found.trail:
            view.touched = True
            box = box_of([point[0] for point in found.trail], [point[1] for point in found.trail])
            view.look(fit(box, *view.room, view.devicePixelRatioF(), 90, NEAR))
        view.schedule()

    # -- along with one ------------------------------------------------------------------------------------------

    def follow(self, unit: str | None) -> None:
        """Keep ``unit`` in view; None stops."""
        if (unit or "") != self._selection.following:
            self._selection.follow(unit or "")

    def _followed(self, unit: str) -> None:
        if unit:
            self.locate(unit)
            self._second.start()
        else:
            self._second.stop()
        self.say()

    def keep(self) -> None:
        """The units changed: the followed one stays in view."""
        view = self._view
        place = view.renderer.where(self._selection.following) if self._selection.following else None
        if place is None:
            return
        x, y = view.camera.point(*place, *view.room)
        wide, high = view.width() * KEPT_INSIDE, view.height() * KEPT_INSIDE
        if not (wide < x < view.width() - wide and high < y < view.height() - high):
            view.look(view.camera.at(*place))

    def say(self) -> None:
        """The plate anew: whom the map follows, and whether that can be trusted."""
        unit = self._live.facts.units.get(self._selection.following)
        worry = unit is None
        if unit is None:
            said = self.tr("Following a unit that is no longer known")
        else:
            said = self.tr("Following {unit}").format(unit=unit.callsign or short_radio(unit.id))
            if unit.fix is None:
                worry, why = True, self.tr("its position is not known")
            else:
                worry = is_stale(unit, self._live.now()) or bool(unit.doubtful)
                why = self._worry(unit)
            said += f" · {why}"
        if self.plate.property("worry") != worry:
            self.plate.setProperty("worry", worry)
            self.plate.style().polish(self.plate)
        text = f"{said}  ✕"
        if text != self.plate.text():
            self.plate.setText(text)
            self.plate.setAccessibleName(said)
        shown = bool(self._selection.following)
        if shown:
            self.place()
        self.plate.setVisible(shown)

    def _worry(self, unit: Unit) -> str:
        """How old its position is, or what is worse."""
        now = self._live.now()
        age = age_of(unit, now)
        if age is not None and age >= times.STALE:
            return self.tr("no new position for {age}").format(age=times.age(age))
        if unit.no_fix:
            return self.tr("the radio has no position now")
        if age is None:
            return self.tr("how old its position is nobody knows")
        return self.tr("position doubtful") if unit.doubtful else age_words(unit, now)

    def place(self) -> None:
        """In the middle of the upper edge, below what lies there."""
        view = self._view
        wide = min(self.plate.fontMetrics().horizontalAdvance(self.plate.text()) + 28, view.width() - 28)
        over = max((button.geometry().bottom() for button in view.upper), default=0)
        self.plate.setGeometry((view.width() - wide) // 2, over + 9, wide, 28)
        self.plate.raise_()

    # -- to what was searched ------------------------------------------------------------------------------------

    def to(self, found: Found | None) -> None:
        """Mark what was found and show it; None takes the mark away."""
        view = self._view
        if found is None:
            view.renderer.pin = None
            view.schedule()
            return
        view.touched = True
        self.follow(None)
        x, y = view.renderer.put_pin(found.lat, found.lon, found.name)
        view.look(Camera(x, y, found.step, view.devicePixelRatioF()).clamped())
        view.readout.note(found.lat, found.lon)
        view.schedule()
        view.setFocus()

    def _note(self, pixel: QPointF) -> None:
        x, y = self._view.camera.under(pixel.x(), pixel.y(), *self._view.room)
        self._view.readout.note(latitude(y), longitude(x))
