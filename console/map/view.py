"""The map on the screen: a widget round the renderer. Moves the camera, paces the painting, knows what is pointed at."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMessageBox, QStyle, QToolTip, QWidget

from console.i18n import settings
from console.live import Feed
from console.map.camera import Box, Camera, box_of, fit, latitude, longitude
from console.map.ground import Ground
from console.map.hover import told
from console.map.overlay import Attribution, LayersButton, SearchBox, TrailsButton, arrange, sheet
from console.map.packs import PackError, copy_in, installed
from console.map.places import Found
from console.map.readout import Readout
from console.map.renderer import MapRenderer
from console.selection import Selection
from console.theme import Theme
from journal.places import maps_dir
from units.state import Changes

FRAME = 16
"""Milliseconds between two frames at most."""
PULSE = 80
PERIOD = 1.25
"""An emergency's ring swells once in so many seconds: below 1 Hz."""
START = ([55.88, 55.73, 55.50], [26.53, 26.25, 25.60])
"""Daugavpils, Zarasai, Utena: what an empty map shows."""
NEAR = 42
"""Zoom steps of a view that shows one unit."""
PAN = 96


class MapView(QWidget):
    """The dispatcher's map. Shows the facts of ``live``; clicking sets ``selection``."""

    unit_selected = Signal(str)

    def __init__(self, live: Feed, theme: Theme, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live, self._theme, self._selection = live, theme, selection
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(QSize(240, 180))
        self.setAccessibleName(self.tr("Map"))
        self.setAccessibleDescription(self.tr("Arrow keys move the map, plus and minus zoom, Home shows all units."))
        self.ground = Ground(theme.font)
        self.renderer = MapRenderer(theme.font, self.ground)
        self.camera = Camera(0.5, 0.3, 34)
        self._placed = False
        self._touched = False
        self._drag: QPointF | None = None
        self._dragged = False
        self._wheel = 0
        self._painted = 0.0
        self._build()
        self._connect()
        self.load_packs()
        self._restyle()
        self._show_all()

    # what it is made of

    def _build(self) -> None:
        self.search = SearchBox(self)
        self.trails = TrailsButton(self)
        self.layers = LayersButton(self)
        self.attribution = Attribution(self)
        self.readout = Readout(self._theme, self)
        self._frame = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self.update)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._age)
        self._beat = QTimer(self, interval=PULSE)
        self._beat.timeout.connect(self._pulse)

    def _connect(self) -> None:
        self._live.changed.connect(self.show_changes)
        self._theme.changed.connect(self._restyle)
        self._selection.changed.connect(lambda: self.select(self._selection.unit))
        self._selection.located.connect(self.locate)
        self._selection.followed.connect(self._follow_moved)
        self.ground.store.ready.connect(self.schedule)
        self.search.chosen.connect(self._go_to)
        self.trails.mode_changed.connect(self._set_trails)
        self.layers.stack_changed.connect(self._use_stack)
        self.layers.wanted.connect(lambda path: self.import_map(Path(path)))
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.ground.store.stop)

    def load_packs(self) -> None:
        """Open the installed packs anew."""
        readers, faults = installed()
        hidden = settings().value("map/hidden", [])
        names = {str(one) for one in hidden} if isinstance(hidden, list) else {str(hidden)}
        self.layers.offer(readers, faults, names)
        self._use_stack(remember=False)

    def _use_stack(self, remember: bool = True) -> None:
        self.ground.use(self.layers.stack())
        if remember:
            settings().setValue("map/hidden", sorted(self.layers.hidden))
        self.attribution.setText(self.ground.attribution)
        self._arrange()
        self.schedule()

    def import_map(self, path: Path) -> None:
        """Install a pack from a file and show it; a sentence on the screen if that cannot be."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            copy_in(path, maps_dir(), lambda _share: QApplication.processEvents())
        except PackError as error:
            QApplication.restoreOverrideCursor()
            QMessageBox.warning(self, self.tr("Import map"), str(error))
            return
        QApplication.restoreOverrideCursor()
        self.load_packs()

    def _restyle(self) -> None:
        self.setStyleSheet(sheet(self._theme.palette))
        self._arrange()
        self.readout.update()
        self.schedule()

    def _arrange(self) -> None:
        arrange(self, self.search, [self.trails, self.layers])
        self.readout.show_camera(self.camera)
        self.readout.move(14, self.height() - self.readout.height() - 10)
        self.attribution.adjustSize()
        self.attribution.move(self.width() - self.attribution.width() - 8, self.height() - self.attribution.height() - 8)

    # what changes

    def show_changes(self, changes: Changes) -> None:
        """Slot of ``live.changed``: on screen within one frame."""
        facts = self._live.facts
        if changes.all or changes.config:
            self.renderer.show(facts, None, self._live.now())
        else:
            units = set(changes.units)
            if changes.alarms:
                units |= {facts.alarms[one].unit for one in changes.alarms if one in facts.alarms}
                units |= {self.renderer.table.ids[row] for row in self.renderer.table.alarm}
            if not units:
                return
            self.renderer.show(facts, units, self._live.now())
        self._settle()
        self._keep_followed()
        self.schedule()

    def _show_all(self) -> None:
        self.renderer.show(self._live.facts, None, self._live.now())
        self._settle()

    def _settle(self) -> None:
        """Start and stop the timers; until somebody touches the map it shows every unit."""
        ringing = bool(self.renderer.table.ringing) and not self.still
        if ringing != self._beat.isActive() and self.isVisible():
            (self._beat.start if ringing else self._beat.stop)()
        if not ringing:
            self.renderer.phase = 0.0
        if self.isVisible() and not self._touched and not self._in_view():
            self.fit_units()

    def _age(self) -> None:
        """Once a second: tags of stale units say how old their fix is."""
        self.renderer.now = now = self._live.now()
        table = self.renderer.table
        if table.age(now) or bool((table.look[: len(table)] & 1).any()):
            self.schedule()

    def _pulse(self) -> None:
        self.renderer.phase = (time.monotonic() % PERIOD) / PERIOD
        for box in self.renderer.pulse_boxes(self.camera, (self.width(), self.height())):
            self.update(box.toAlignedRect())

    @property
    def still(self) -> bool:
        """True where the desktop asks for no motion."""
        return self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) == 0

    def select(self, unit: str) -> None:
        """Show ``unit`` as the selected one."""
        if unit != self.renderer.selected:
            self.renderer.selected = unit
            self.schedule()

    def _set_trails(self, mode: str) -> None:
        self.renderer.trails = mode
        self.schedule()

    def schedule(self) -> None:
        """Paint soon: at once if the last frame is long enough ago, else when its time has come."""
        left = FRAME - (time.monotonic() - self._painted) * 1000
        if left <= 0:
            self.update()
        elif not self._frame.isActive():
            self._frame.start(max(1, int(left)))

    # where it looks

    def look(self, camera: Camera) -> None:
        """Show this."""
        if camera != self.camera:
            self.camera = camera
            self.readout.show_camera(camera)
            self.schedule()

    def fit_units(self) -> None:
        """Show all units with a fix, or the border between Daugavpils and Utena where there is none."""
        fixes = [unit.fix for unit in self._live.facts.units.values() if unit.fix is not None]
        inside = [fix for fix in fixes if 48.5 < fix.lat < 65 and 8 < fix.lon < 40]
        box = box_of([fix.lat for fix in inside], [fix.lon for fix in inside]) if inside else box_of(*START)
        self.look(fit(box, self.width(), self.height(), self.devicePixelRatioF(), 90, NEAR))

    def _in_view(self) -> bool:
        shown: Box = self.camera.box(self.width(), self.height(), -20)
        table = self.renderer.table
        places = [place for place in map(self.renderer.where, table.ids) if place is not None]
        return all(shown.left < x < shown.right and shown.top < y < shown.bottom for x, y in places)

    def locate(self, unit: str) -> None:
        """Bring ``unit`` to the middle."""
        place = self.renderer.where(unit)
        if place is not None:
            self._touched = True
            self.look(Camera(*place, max(NEAR, self.camera.step), self.devicePixelRatioF()).clamped())

    def follow(self, unit: str | None) -> None:
        """Keep ``unit`` in view; None stops."""
        if (unit or "") != self._selection.following:
            self._selection.follow(unit or "")

    def _follow_moved(self, unit: str) -> None:
        if unit:
            self.locate(unit)

    def _keep_followed(self) -> None:
        place = self.renderer.where(self._selection.following) if self._selection.following else None
        if place is None:
            return
        x, y = self.camera.point(*place, self.width(), self.height())
        wide, high = self.width() * 0.28, self.height() * 0.28
        if not (wide < x < self.width() - wide and high < y < self.height() - high):
            self.look(self.camera.at(*place))

    def _go_to(self, found: Found | None) -> None:
        if found is None:
            self.renderer.pin = None
            self.schedule()
            return
        self._touched = True
        self.follow(None)
        self.renderer.put_pin(found.lat, found.lon, found.name)
        pin = self.renderer.pin
        assert pin is not None
        self.look(Camera(pin.x, pin.y, found.step, self.devicePixelRatioF()).clamped())
        self.schedule()
        self.setFocus()

    def _zoom(self, steps: int, at: QPointF | None = None) -> None:
        self._touched = True
        point = at or QPointF(self.width() / 2, self.height() / 2)
        self.look(self.camera.zoomed(steps, point.x(), point.y(), self.width(), self.height()))

    def _pan(self, dx: float, dy: float) -> None:
        self._touched = True
        self.follow(None)
        self.look(self.camera.moved(dx, dy))

    # what Qt tells

    def paintEvent(self, _event: QPaintEvent) -> None:
        dpr = self.devicePixelRatioF()
        if self.camera.dpr != dpr:
            self.camera = Camera(self.camera.x, self.camera.y, self.camera.step, dpr)
        self._painted = time.monotonic()
        painter = QPainter(self)
        self.renderer.paint(painter, self.camera, (self.width(), self.height()), self._theme.palette)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(self._theme.palette.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._placed or not self._touched:
            self._placed = True
            self.fit_units()
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._second.start()
        self._show_all()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._second.stop()
        self._beat.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.ground.store.stop()
        super().closeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        x, y = self.camera.under(place.x(), place.y(), self.width(), self.height())
        self.readout.show_place(latitude(y), longitude(x))
        if self._drag is None:
            over = bool(self.renderer.unit_at(place.x(), place.y(), self.camera))
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        moved = place - self._drag
        if self._dragged or moved.manhattanLength() >= QApplication.startDragDistance():
            self._dragged = True
            self._drag = place
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._pan(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._drag is None:
            return
        self._drag = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if not self._dragged:
            unit = self.renderer.unit_at(event.position().x(), event.position().y(), self.camera)
            self._selection.select(unit)
            if unit:
                self.unit_selected.emit(unit)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        unit = self.renderer.unit_at(event.position().x(), event.position().y(), self.camera)
        if unit:
            self._selection.locate(unit)
        else:
            self._zoom(4, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / 60)
        if steps:
            self._wheel -= steps * 60
            self._zoom(steps, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (PAN, 0),
            Qt.Key.Key_Right: (-PAN, 0),
            Qt.Key.Key_Up: (0, PAN),
            Qt.Key.Key_Down: (0, -PAN),
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._pan(*moves[key])
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self._zoom(2)
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}:
            self._zoom(-2)
        elif key == Qt.Key.Key_Home:
            self._touched = False
            self.follow(None)
            self.fit_units()
        elif key == Qt.Key.Key_Z:
            self._selection.follow(self._selection.unit)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            place: QPoint = event.pos()  # type: ignore[attr-defined]
            unit = self._live.facts.units.get(self.renderer.unit_at(place.x(), place.y(), self.camera))
            if unit is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), told(unit, self._live.facts, self._live.now()), self)  # type: ignore[attr-defined]
            return True
        return super().event(event)
