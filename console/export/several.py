"""The tracks of several units leave the map together: of those chosen together, or of those whose ways are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton

from console.live import Feed
from console.map.lasso import Lasso
from console.map.tool import Spot, Tool
from console.map.tools import tool_of
from console.rights import why_not
from console.selection import Selection
from console.theme import Theme
from console.wanted import why_not_of

if TYPE_CHECKING:
    from console.export.page import TakeOutPage
    from console.map.view import MapView

HOUR = 3600.0


class SeveralTracks(Tool):
    """In the map's menu while there are any, and a button on the plate of the units chosen together."""

    def __init__(self, view: MapView, live: Feed, theme: Theme, selection: Selection) -> None:
        super().__init__(view)
        self._live, self._theme, self._selection = live, theme, selection
        self.button: QPushButton | None = None
        self.page: TakeOutPage | None = None
        selection.gathering.connect(self._gathered)

    @property
    def units(self) -> list[str]:
        """Whose tracks: the units chosen together, else several whose ways are drawn."""
        drawn = list(self.view.renderer.past.ways)
        return list(self._selection.gathered) or (drawn if len(drawn) > 1 else [])

    def offer(self, menu: QMenu, spot: Spot) -> None:
        """To take them out."""
        units = self.units
        if not units:
            return
        why = self._why_not(units)
        action = menu.addAction(self.tr("Export the tracks of %n unit(s) …", "", len(units)))
        action.triggered.connect(self.ask)
        action.setEnabled(not why)
        action.setToolTip(why)

    def ask(self) -> None:
        """Ask from when to when, as what, what for and where to."""
        from console.export.taking_out import TakingTracksOut

        units, folder = self.units, getattr(self._live, "folder", None)
        why = self._why_not(units)
        if why or not units or folder is None:
            self.view.notice.say(why)
            return
        now = self._live.now()
        interval = now - HOUR, now
        past = self.view.past
        if not self._selection.gathered and past.panel is not None:
            interval = past.panel.interval
        taking = TakingTracksOut(self._live, folder, units, interval, lambda: self.view.ground.stack)
        self.page = taking.ask(self._theme, self.view, past.purpose)

    def _why_not(self, units: list[str]) -> str:
        if getattr(self._live, "folder", None) is None:
            return self.tr("There is no journal to look into.")
        facts = self._live.facts
        of_others = (why_not_of(self._live, facts.units[one]) for one in units if one in facts.units)
        return why_not(self._live, "export") or why_not(self._live, "positions") or next(filter(None, of_others), "")

    def _gathered(self) -> None:
        """The plate is made when units are first chosen: the button comes after everything else on it."""
        sheet = tool_of(self.view, Lasso).sheet
        if sheet is None or not self._selection.gathered:
            return
        if self.button is None:
            self.button = QPushButton(self.tr("Export tracks …"), sheet)
            self.button.clicked.connect(self.ask)
            sheet.body.addWidget(self.button)
            sheet.place()
        why = self._why_not(self.units)
        self.button.setEnabled(not why)
        self.button.setToolTip(why)
