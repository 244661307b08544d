"""Which page opens for what: imported and made when first asked for, and shown below the strip."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from console.status_pick import StatusPick

if TYPE_CHECKING:
    from pathlib import Path

    from console.covered import Subject
    from console.window import Window
    from gps.shape import Shape
    from units.fences import Fence


class Pages:
    """Opens the pages of one window."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.config: Path | None = None
        """The configuration named at the start, where no station has said yet which it uses."""

    def sign_on(self) -> None:
        """Who sits here."""
        from console.pins import Operators, operators_path
        from console.signon import SignOnPanel
        from journal.places import data_home

        window = self._window
        operators = Operators(operators_path(data_home(), window.feed.facts.mode or "live"), time.time)
        panel = SignOnPanel(window.feed, window.theme, operators)
        panel.signed.connect(self.left_over)
        panel.owed.connect(self.unheard)
        self._show(panel)

    def left_over(self) -> None:
        """Somebody has just signed on: what the shift before left unheard, if anything."""
        from units.unheard import due

        if due(self._window.feed.facts):
            self.unheard()

    def unheard(self) -> None:
        """What nobody heard."""
        from console.unheard import UnheardPage

        window = self._window
        self._show(UnheardPage(window.feed, window.theme, window.recall), fill=True)

    def amber(self) -> None:
        """What somebody should look at and is no emergency."""
        from console.amber import AmberPage

        window = self._window
        self._show(AmberPage(window.feed, window.theme, window.selection), fill=True)

    def fences(self, chosen: str = "") -> None:
        """The fences; with ``chosen``, that one marked."""
        from console.fences_page import FencesPage

        window = self._window
        page = FencesPage(window.feed, window.theme, window.selection)
        page.draw.connect(window.fence_tool.begin)
        page.shown.connect(window.fence_tool.show_fence)
        page.change.connect(self.fence)
        self._show(page, fill=True)
        page.select(chosen)

    def fence(self, fence: Fence) -> None:
        """The form of a fence."""
        from console.fence_form import FenceForm

        form = FenceForm(self._window.feed, self._window.theme, fence)
        self._show(form)
        form.focus_first()

    def fence_drawn(self, shape: Shape) -> None:
        """A shape was drawn: what is it called, and whom is it for?"""
        from units.fences import Fence

        self.fence(Fence("", rings=shape.rings, radius=shape.radius, rules=["in"]))

    def fitness(self) -> None:
        """Whether the room is fit for duty."""
        from console.fitness import FitnessPage

        self._show(FitnessPage(self._window.feed, self._window.theme), fill=True)

    def patches(self, group: str = "") -> None:
        """Patches: broken, made; of ``group`` with what is selected."""
        from console.patches import PatchPage

        window = self._window
        wanted = [group, *window.mixing.selection] if group else []
        self._show(PatchPage(window.feed, window.theme, wanted))

    def recall(self, group: str) -> None:
        """The last calls of a talk-group."""
        from console.recall import RecallPage

        window = self._window
        if group in window.feed.facts.groups:
            self._show(RecallPage(window.feed, window.theme, window.recall, group), fill=True)

    def roster(self, radio: str = "") -> None:
        """Roster and status book; with ``radio``, the form that names it."""
        from console.roster import RosterPage

        page = RosterPage(self._window.feed, self._window.theme)
        self._show(page, fill=True)
        if radio:
            page.name_radio(radio)

    def call_log(self, words: str = "") -> None:
        """Search the record; ``words`` to begin with."""
        from console.calllog import CallLogPage

        folder = getattr(self._window.feed, "folder", None)
        if folder is not None:
            page = CallLogPage(self._window.feed, self._window.theme, folder)
            page.closed.connect(page.leave)
            if words:
                page.form.fill(words)
            self._show(page, fill=True)

    def hold(self, subject: Subject) -> None:
        """Place a legal hold."""
        from console.hold_form import HoldForm

        form = HoldForm(self._window.feed, self._window.theme, subject)
        form.done.connect(self._window.notice.say)
        self._show(form)

    def erase(self, subject: Subject) -> None:
        """Erase somebody's data."""
        from console.erase_form import EraseForm

        folder = getattr(self._window.feed, "folder", None)
        if folder is not None:
            form = EraseForm(self._window.feed, self._window.theme, folder, subject)
            form.done.connect(self._window.notice.say)
            self._show(form)

    def wanted(self, what: str, unit_id: str) -> None:
        """Of a unit: its ``track``, a ``hold``, an ``erase``."""
        from console.covered import of_unit

        unit = self._window.feed.facts.units.get(unit_id)
        if unit is None:
            return
        match what:
            case "track":
                self._window.map.past.ask_track(unit_id)
            case "hold":
                self.hold(of_unit(unit))
            case "erase":
                self.erase(of_unit(unit))

    def traffic(self) -> None:
        """Who spoke how much in the last hour."""
        from console.traffic import TrafficPage

        self._show(TrafficPage(self._window.feed, self._window.theme), fill=True)

    def review(self) -> None:
        """Look back: a program of its own, so that nothing it does can disturb what is live."""
        import sys

        from PySide6.QtCore import QProcess

        from console.launch import MAIN
        from console.words import language

        folder = getattr(self._window.feed, "folder", None)
        if folder is None:
            return
        theme = "night" if self._window.theme.palette.night else "day"
        told = [str(MAIN), "review", str(folder), "--lang", language(), "--theme", theme]
        told += ["--below", str(window_top(self._window))]
        started, _ = QProcess.startDetached(sys.executable, told, str(MAIN.parent))
        if not started:
            self._window.notice.say(self._window.tr("The review window could not be started."), grave=True)

    def gateways(self) -> None:
        """Gateways: set up and test. An error in the configuration is shown where it is."""
        from pathlib import Path

        from console.setup.page import GatewaysPage
        from journal.places import config_file

        feed = self._window.feed
        path = Path(feed.facts.config_path) if feed.facts.config_path else self.config or config_file()
        self._show(GatewaysPage(feed, self._window.theme, path), fill=True)

    def keys(self) -> None:
        """All keys."""
        from console.help import KeySheet

        self._show(KeySheet(self._window.theme))

    def about(self) -> None:
        """Version, journal, key, newest signature."""
        from console.about import AboutPage

        window = self._window
        self._show(AboutPage(window.feed, window.theme, getattr(window.feed, "folder", None)))

    def status(self, unit_id: str) -> None:
        """Status by hand."""
        window = self._window
        unit = window.feed.facts.units.get(unit_id)
        if unit is not None:
            self._show(StatusPick(window.feed, window.theme, unit))

    def _show(self, page: QWidget, fill: bool = False) -> None:
        said = getattr(page, "said", None)
        if said is not None:
            said.connect(self._window.notice.say)
        self._window.show_panel(page, fill)


def window_top(window: Window) -> int:
    """How much of the top of the screen (px) another window must leave free: the bar and the strip, if there or not."""
    from console import strip_paint, topbar

    below = window.frameGeometry().top() - window.screen().availableGeometry().top()
    title = window.geometry().top() - window.frameGeometry().top()
    return max(0, below) + title + topbar.HEIGHT + strip_paint.HEIGHT
