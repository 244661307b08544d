"""The dispatcher's map: what the facts, the selection and the overlays do to the canvas."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QStyle, QToolTip, QWidget

from console.live import Feed
from console.map.buttons import buttons_of
from console.map.camera import EAST, NORTH, SOUTH, WEST, box_of, fit, latitude, longitude
from console.map.canvas import MapCanvas
from console.map.going import NEAR, Going
from console.map.hover import told
from console.map.looking_back import LookingBack
from console.map.overlay import Attribution, Notice, SearchBox, TrailsButton, arrange, sheet
from console.map.packs import Reader
from console.map.readout import Readout
from console.map.stack import MapStack, ground
from console.map.stack_panel import LayersButton, StackPanel
from console.map.tags import Plate
from console.map.tools import tools_of
from console.page import Page
from console.selection import Selection
from console.strip_paint import HEIGHT
from console.theme import Theme
from units.state import Changes

AIR = 3.0
"""px round what lies on the map that stay free too."""
PULSE = 80
PERIOD = 1.25
"""An emergency's ring swells once in so many seconds: below 1 Hz."""
START = ([55.88, 55.73, 55.50], [26.53, 26.25, 25.60])
"""Daugavpils, Zarasai, Utena: what a map without units shows."""


class MapView(MapCanvas):
    """Shows the facts of ``live``; clicking sets ``selection``, and what is selected elsewhere is marked here."""

    unit_selected = Signal(str)

    def __init__(self, live: Feed, theme: Theme, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._live, self._selection = live, selection
        self._pointer: QPointF | None = None
        self.setAccessibleName(self.tr("Map"))
        self.setAccessibleDescription(self.tr("Arrow keys move the map, plus and minus zoom, Home shows all units."))
        self._build()
        self._connect()
        self._show_stack()
        self._restyle()
        self.renderer.selected = selection.unit
        self._show_all()

    def _build(self) -> None:
        self.search = SearchBox(self)
        self.trails = TrailsButton(self)
        self.stack = MapStack(self)
        self.layers = LayersButton(self.stack, self)
        self.attribution = Attribution(self)
        self.readout = Readout(self._theme, self)
        self.notice = Notice(self)
        self.panel = StackPanel(self.stack, self._live, self)
        self.past = LookingBack(self, self._live, self._theme)
        self.tools = tools_of(self, self._live, self._theme, self._selection)
        self.buttons = buttons_of(self.tools, self._theme, self)
        self.going = Going(self, self._live, self._selection)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._age)
        self._beat = QTimer(self)
        self._beat.setInterval(PULSE)
        self._beat.timeout.connect(self._pulse)

    def _connect(self) -> None:
        self._live.changed.connect(self.show_changes)
        self._theme.changed.connect(self._restyle)
        self._selection.changed.connect(self._selected)
        self.moved.connect(self._moved)
        self.pointed.connect(self._pointed)
        self.pressed.connect(self._pressed)
        self.twice.connect(self._twice)
        self.readout.sized.connect(self._corners)
        self.search.chosen.connect(self.going.to)
        self.trails.mode_changed.connect(self._set_trails)
        self.layers.toggled.connect(self.panel.open)
        self.panel.closed.connect(partial(self.layers.setChecked, False))
        self.panel.wanted.connect(self._show_whole)
        self.panel.said.connect(self.notice.say)
        self.stack.changed.connect(self._show_stack)
        self.stack.said.connect(self.notice.say)
        self.search.look_for = self.stack.search
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    # imported maps

    def _show_stack(self) -> None:
        self.ground.use(self.stack.shown())
        self.attribution.setText(self.ground.attribution)
        self._arrange()
        self.schedule()

    def _show_whole(self, reader: Reader) -> None:
        """All that an imported map covers."""
        self.touched = True
        self.look(fit(box_of(*ground(reader)), *self.room, self.devicePixelRatioF(), 60, NEAR))

    # how it looks

    def _restyle(self) -> None:
        self.setStyleSheet(sheet(self._theme.palette))
        self._arrange()
        self.readout.update()
        self.schedule()

    def _arrange(self) -> None:
        arrange(self, self.search, [self.trails, self.layers, *self.buttons], self.notice)
        self.going.place()
        self.past.place()
        self.panel.place(self.layers.geometry().bottom() + 8)
        self.readout.show_camera(self.camera)
        self.readout.move(14, self.height() - self.readout.height() - 10)
        self.attribution.adjustSize()
        self._corners()

    def _corners(self) -> None:
        """Attribution bottom right; above the readout where the map is too narrow for both."""
        size, readout = self.attribution.size(), self.readout.geometry()
        left, top = self.width() - size.width() - 8, self.height() - size.height() - 8
        self.attribution.move(left, top if left > readout.right() + 6 else readout.top() - size.height() - 6)

    def _set_trails(self, mode: str) -> None:
        self.renderer.trails = mode
        self._arrange()
        self.schedule()

    @property
    def still(self) -> bool:
        """True where the desktop asks for no motion."""
        return self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) == 0

    # what changes

    def show_changes(self, changes: Changes) -> None:
        """Slot of ``live.changed``: on screen within one frame."""
        facts = self._live.facts
        if changes.all or changes.config:
            self._show_all()
            return
        units = set(changes.units)
        if changes.alarms:
            units |= {facts.alarms[one].unit for one in changes.alarms if one in facts.alarms}
            units |= {self.renderer.table.ids[row] for row in self.renderer.table.alarm}
        if units:
            self.renderer.show(facts, units, self._live.now())
            self._settle()

    def _show_all(self) -> None:
        self.renderer.show(self._live.facts, None, self._live.now())
        self._settle()

    def _settle(self) -> None:
        """After the units changed: timers, the followed unit, and a frame."""
        ringing = bool(self.renderer.table.ringing) and not self.still and self.isVisible()
        if ringing != self._beat.isActive():
            (self._beat.start if ringing else self._beat.stop)()
        if not ringing:
            self.renderer.phase = 0.0
        if not self.touched and self.isVisible() and not self._all_in_view():
            self.fit_units()
        self.going.keep()
        self.schedule()

    def _age(self) -> None:
        """Once a second: the tags of stale units say how old their fix is. Nothing is painted if none changes."""
        self.renderer.now = now = self._live.now()
        if self.renderer.table.age(now):
            self.schedule()

    def _pulse(self) -> None:
        self.renderer.phase = (time.monotonic() % PERIOD) / PERIOD
        for box in self.renderer.pulse_boxes(self.camera, self.room):
            self.update(box.toAlignedRect())

    # what is selected and where it looks

    def select(self, unit: str) -> None:
        """Show ``unit`` as the selected one."""
        self._selection.select(unit)

    def _selected(self) -> None:
        self.renderer.selected = self._selection.unit
        self.schedule()

    def fit_units(self) -> None:
        """Show all units with a fix, or the border between Daugavpils and Utena where there is none."""
        fixes = [u.fix for u in self._live.facts.units.values() if u.fix is not None and not u.doubtful]
        inside = [fix for fix in fixes if SOUTH < fix.lat < NORTH and WEST < fix.lon < EAST]
        box = box_of([fix.lat for fix in inside], [fix.lon for fix in inside]) if inside else box_of(*START)
        self.look(fit(box, *self.room, self.devicePixelRatioF(), min(90, self.width() // 8), NEAR))

    def _all_in_view(self) -> bool:
        return self.renderer.all_within(self.camera.box(*self.room, -16))

    def locate(self, unit: str) -> None:
        """Bring ``unit`` to the middle."""
        self.going.locate(unit)

    def follow(self, unit: str | None) -> None:
        """Keep ``unit`` in view; None stops."""
        self.going.follow(unit)

    def plates(self) -> tuple[Plate, ...]:
        """Search, buttons, readout, attribution, and the sheet that is open."""
        lying = [*self.upper, self.readout, self.attribution, self.going.plate]
        sheets = [child for child in self.children() if isinstance(child, Page)]
        boxes = [widget.geometry() for widget in (*lying, *sheets) if not widget.isHidden()]
        return tuple(
            (box.left() - AIR, box.top() - AIR, box.right() + 1.0 + AIR, box.bottom() + 1.0 + AIR) for box in boxes
        )

    @property
    def upper(self) -> list[QWidget]:
        """What lies along the upper edge."""
        return [self.search, self.trails, self.layers, *self.buttons]

    # what the pointer and the keys do

    def _moved(self) -> None:
        self.readout.show_camera(self.camera)
        self._tell_place()

    def _pointed(self, place: QPointF) -> None:
        self._pointer = place
        self._tell_place()

    def _tell_place(self) -> None:
        """The coordinates under the pointer; without one, of the middle."""
        place = self._pointer or QPointF(self.width() / 2, self.height() / 2)
        x, y = self.camera.under(place.x(), place.y(), *self.room)
        self.readout.show_place(latitude(y), longitude(x))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went; buttons on the map are off it too."""
        super().leaveEvent(event)
        self._pointer = None
        self.hover("")

    def _pressed(self, place: QPointF) -> None:
        unit = self.renderer.unit_at(place.x(), place.y(), self.camera)
        self._selection.select(unit)
        if unit:
            self.unit_selected.emit(unit)

    def _twice(self, place: QPointF) -> None:
        unit = self.renderer.unit_at(place.x(), place.y(), self.camera)
        if unit:
            self._selection.locate(unit)
        else:
            self.zoom(4, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home shows all units, Z follows the selected one, Esc ends a tool or looking back; else the canvas's."""
        if event.key() == Qt.Key.Key_Escape and self.held is not None:
            self.hold(None)
        elif self.held is not None and self.held.key(event.key()):
            pass
        elif event.key() == Qt.Key.Key_Escape and self.past.on:
            self.past.close()
        elif event.key() == Qt.Key.Key_Escape and any(tool.escaped() for tool in self.tools):
            pass
        elif event.key() == Qt.Key.Key_Home:
            self.follow(None)
            self.touched = False
            self.fit_units()
        elif event.key() == Qt.Key.Key_Z:
            self._selection.follow(self._selection.unit)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be asked of the place, and of the unit there; by the keyboard of the middle."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = QPointF(self.width() / 2, self.height() / 2) if by_key else QPointF(event.pos())
        self.past.menu(place, self.mapToGlobal(place.toPoint()))

    def event(self, event: QEvent) -> bool:
        """Tool tips of units."""
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().event(event)
        place = event.pos()
        unit = self._live.facts.units.get(self.renderer.unit_at(place.x(), place.y(), self.camera))
        if unit is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), told(unit, self._live.facts, self._live.now()), self)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep showing every unit until somebody touches the map; a strip that comes or goes moves nothing."""
        super().resizeEvent(event)
        grown = event.size().height() - event.oldSize().height()
        strip = self.isVisible() and event.oldSize().width() == event.size().width() and abs(grown) == HEIGHT
        if strip:
            self.look(self.camera.moved(0, grown / 2))  # the lower edge stays, and every unit on the screen
        if not self.touched and not (strip and self._all_in_view()):
            self.fit_units()
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to age and to beat; what changed meanwhile is taken over."""
        super().showEvent(event)
        self._second.start()
        self.readout.prepare()
        self._show_all()

    def hideEvent(self, event: QHideEvent) -> None:
        """A hidden map costs nothing."""
        super().hideEvent(event)
        self._second.stop()
        self._beat.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the workers finish."""
        self.stop()
        super().closeEvent(event)

    def stop(self) -> None:
        """End the threads; the map then shows what it has."""
        self.ground.store.stop()
        self.stack.stop()
        self.panel.boundary.stop()
        self.readout.stop()
        self.past.stop()
        for tool in self.tools:
            tool.stop()
