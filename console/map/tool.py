"""A thing to do on the map beside moving it: it offers itself in the menu, paints over the map, may take the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from console.map.camera import Camera, latitude, longitude
from console.theme import Palette

if TYPE_CHECKING:
    from console.map.view import MapView


class Spot(NamedTuple):
    """A place on the map: window pixel, degrees WGS 84, and the id of the unit there, or nothing."""

    pixel: QPointF
    lat: float
    lon: float
    unit: str


def spot(view: MapView, pixel: QPointF) -> Spot:
    """What is at ``pixel`` of the map's window."""
    x, y = view.camera.under(pixel.x(), pixel.y(), *view.room)
    return Spot(pixel, latitude(y), longitude(x), view.renderer.unit_at(pixel.x(), pixel.y(), view.camera))


class Tool(QObject):
    """One tool of one map. While it is *held* the left mouse button is its own; wheel and keys still move the map.

    Whatever it changes on the screen it says with ``view.schedule()``. One with an ``icon`` has a button on the map.
    """

    icon = ""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.view = view

    def title(self) -> str:
        """What its button does, in words and with its key."""
        return ""

    def take_up(self) -> None:
        """Its button was pressed, or its key: hold it, or put it down again."""
        self.view.hold(None if self.view.held is self else self)

    def grabs(self, pixel: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """True if a press of the left button with these keys is its own though it is not held; it then is."""
        return False

    def escaped(self) -> bool:
        """Escape on the map while no tool is held; True if it closed something of this one."""
        return False

    def offer(self, menu: QMenu, spot: Spot) -> None:
        """Add what can be done at ``spot`` to the map's context menu."""

    def paint(self, painter: QPainter, camera: Camera, room: tuple[int, int], palette: Palette) -> None:
        """Draw over the map; the painter comes antialiased and is put back afterwards."""

    def pressed(self, pixel: QPointF) -> None:
        """The left button went down while this is held."""

    def moved(self, pixel: QPointF, down: bool) -> None:
        """The pointer moved while this is held; ``down``: with the left button."""

    def released(self, pixel: QPointF) -> None:
        """The left button went up."""

    def twice(self, pixel: QPointF) -> None:
        """It was clicked twice."""

    def key(self, key: int) -> bool:
        """A key while this is held; True if it was for the tool. Escape puts it down and never comes here."""
        return False

    def put_down(self) -> None:
        """It is held no more, for whatever reason: what was not finished is dropped."""

    def stop(self) -> None:
        """The map closes: end threads."""
