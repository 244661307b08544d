"""Copying the coordinates of a place on the map, in any system: what is offered is what is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from console.live import Feed
from console.map.coordinates import SYSTEMS, written
from console.map.tool import Spot, Tool

if TYPE_CHECKING:
    from console.map.view import MapView


class Copying(Tool):
    """Has no button and is never held: a submenu of every place, and of every unit its fix."""

    def __init__(self, view: MapView, live: Feed) -> None:
        super().__init__(view)
        self._live = live

    def offer(self, menu: QMenu, spot: Spot) -> None:
        """The chosen systems first."""
        known = self._live.facts.units.get(spot.unit)
        fix = known.fix if known is not None else None
        lat, lon = (fix.lat, fix.lon) if fix is not None else (spot.lat, spot.lon)
        chosen = self.view.readout.systems
        submenu = menu.addMenu(self.tr("Copy coordinates"))
        for system in [*chosen, *(one for one in SYSTEMS if one not in chosen)]:
            said = written(lat, lon, system)
            action = submenu.addAction(said)
            action.setEnabled(not said.endswith("–"))
            action.triggered.connect(lambda _checked=False, text=said: QGuiApplication.clipboard().setText(text))
