"""Takes the view of the map out as a picture: on record first; with scale, sources, time and mode on it."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from console import times
from console.files import write_bytes
from console.live import Feed
from console.map.camera import latitude, longitude
from console.map.tool import Spot, Tool
from console.page import Aside
from console.panels import show_panel
from console.rights import why_not
from console.theme import Theme
from console.where import degrees
from units.actions import Exported

if TYPE_CHECKING:
    from console.export.page import TakeOutPage
    from console.map.view import MapView

PUT_SECONDS = 10.0
"""How long to wait for the entry by which the picture is put on record."""


class SnapshotTool(Tool):
    """Offers it in the menu of the map."""

    def __init__(self, view: MapView, live: Feed, theme: Theme) -> None:
        super().__init__(view)
        self._live, self._theme = live, theme
        self._aside = Aside(self)
        self.page: TakeOutPage | None = None

    def offer(self, menu: QMenu, spot: Spot) -> None:
        """To save what is shown."""
        why = why_not(self._live, "export")
        action = menu.addAction(self.tr("Save this view as a picture …"))
        action.triggered.connect(self.ask)
        action.setEnabled(not why)
        action.setToolTip(why)

    def ask(self) -> None:
        """Ask what for, and where to."""
        from console.export.page import TakeOutPage

        title = QCoreApplication.translate("TakeOutPage", "Take out a picture of the map")
        day = times.local(self._live.now()).strftime("%Y-%m-%d-%H%M%S")
        mode, purpose = self._live.facts.mode, self.view.past.purpose
        page = TakeOutPage(self._theme, title, ("png",), f"map-{day}", mode, purpose)
        page.wanted.connect(partial(self._take, page))
        self.page = page
        show_panel(self.view, page)

    def _take(self, page: TakeOutPage, purpose: str, paths: list[Path]) -> None:
        from console.export.picture import of_view, png

        why = why_not(self._live, "export")
        if why or self._aside.busy:
            page.say(why)
            return
        page.busy()
        live, (path,) = self._live, paths
        said = f"{times.stamp(live.now())} Europe/Riga"
        content = png(of_view(self.view, self._theme, said, live.facts.mode == "exercise"))
        camera = self.view.camera
        place = degrees(latitude(camera.y), longitude(camera.x))
        recorded = live.act(
            Exported(
                seat=live.seat,
                operator=live.operator,
                purpose=purpose,
                what=f"picture of the map round {place} at {times.stamp(live.now())}",
                path=str(path),
                journal=str(getattr(live, "folder", "")),
                sha256=hashlib.sha256(content).hexdigest(),
            )
        )

        def work() -> None:
            recorded.result(timeout=PUT_SECONDS)
            write_bytes(path, content)

        self._aside.run(work, lambda result: page.done(result, paths))
