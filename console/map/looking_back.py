"""What the map shows of the past, and how one asks for it: its context menu, the plate, the answers drawn."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from PySide6.QtWidgets import QMenu

from console import gone_words, times
from console.live import Feed
from console.map.camera import fit, latitude, longitude, world_x, world_y
from console.map.stops import StopMarks
from console.map.tool import spot
from console.map.tools import tool_of
from console.map.ways import Way
from console.page import Aside
from console.rights import why_not
from console.shapes import UNKNOWN
from console.theme import Theme
from console.wanted import add_wanted
from units.actions import Searched

if TYPE_CHECKING:
    from console.export.page import TakeOutPage
    from console.export.track import Standing
    from console.map.past import PastPositions
    from console.map.past_panel import PastPanel
    from console.map.view import MapView
    from journal.positions.tracks import Track

NEAREST = 60
"""Zoom steps of the nearest view that a circle or a way is fitted into."""


class LookingBack(QObject):
    """Of one map. ``wanted`` carries what else is wanted of a unit (``track``, ``hold``, ``erase``) and which.

    ``purpose`` stands in the plate to begin with: a review was opened for one.
    """

    wanted = Signal(str, str)

    def __init__(self, view: MapView, live: Feed, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._live, self._theme = view, live, theme
        self.panel: PastPanel | None = None
        self.questions: PastPositions | None = None
        self.taking: TakeOutPage | None = None
        self.purpose = ""
        self._searched: tuple[float, float] | None = None
        self._standing = Aside(self)

    @property
    def on(self) -> bool:
        """True while the plate is there."""
        return self.panel is not None and not self.panel.isHidden()

    def stop(self) -> None:
        """End the thread."""
        if self.questions is not None:
            self.questions.close()

    # -- how one asks --------------------------------------------------------------------------------------------

    def menu(self, place: QPointF, at: QPoint) -> QMenu:
        """The menu of a place on the map, and of the unit there; shown ``at`` the screen."""
        view, feed = self._view, self._live
        x, y = view.camera.under(place.x(), place.y(), *view.room)
        lat, lon = latitude(y), longitude(x)
        menu = QMenu(view)
        menu.aboutToHide.connect(menu.deleteLater)
        unit = feed.facts.units.get(view.renderer.unit_at(place.x(), place.y(), view.camera))
        if unit is not None:
            menu.addSection(unit.callsign or unit.id)
            add_wanted(menu, feed, unit, self.wanted.emit)
            menu.addSeparator()
        here = spot(view, place)
        for tool in view.tools:
            tool.offer(menu, here)
        why = why_not(feed, "positions") or self._no_journal()
        who = menu.addAction(self.tr("Who was here …"))
        who.triggered.connect(lambda: self.ask_place(lat, lon))
        who.setEnabled(not why)
        who.setToolTip(why)
        menu.setToolTipsVisible(True)
        menu.popup(at)
        return menu

    def ask_place(self, lat: float, lon: float) -> None:
        """Open the plate: who was here?"""
        self._clear()
        panel = self._open()
        panel.ask_place(lat, lon)
        self._circle()

    def ask_track(self, unit: str) -> None:
        """Open the plate: where did ``unit`` go?"""
        if why_not(self._live, "positions") or self._no_journal():
            return
        self._clear()
        self._open().ask_track(unit)

    def close(self) -> None:
        """The plate and everything it drew go."""
        if self.panel is not None:
            self.panel.hide()
        self._clear()
        self._view.setFocus()

    def place(self) -> None:
        """The map has another size."""
        if self.on and self.panel is not None:
            self.panel.place_on_map()

    def _no_journal(self) -> str:
        return "" if getattr(self._live, "folder", None) is not None else self.tr("There is no journal to look into.")

    def _open(self) -> PastPanel:
        if self.panel is None or self.questions is None:
            from console.map.past import PastPositions
            from console.map.past_panel import PastPanel

            feed = self._live
            self.panel = PastPanel(feed, self._theme, self._view)
            self.panel.purpose.setText(self.purpose)
            self.panel.asked.connect(self.ask)
            self.panel.chosen.connect(self._choose)
            self.panel.scaled.connect(self._circle)
            self.panel.closed.connect(self.close)
            self.panel.taken_out.connect(self.take_out)
            self.panel.stops.chosen.connect(self._choose_stop)
            folder = getattr(feed, "folder", None)
            assert folder is not None
            self.questions = PastPositions(folder, lambda: feed.agencies, self)
            self.questions.answered.connect(self._answered)
        return self.panel

    # -- the question --------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Put the question the plate stands for; one into older records is on record first."""
        from console.map.past_panel import Asks

        panel, questions = self._open(), self.questions
        assert questions is not None
        since, until = panel.interval
        purpose = panel.purpose.text().strip()
        why = why_not(self._live, "positions")
        if not why and until <= since:
            why = self.tr("The interval ends before it begins.")
        if not why and panel.is_enquiry and len(purpose) < 3:
            why = self.tr("Records older than this shift: say first what they are looked up for.")
            panel.purpose.setFocus()
        panel.say(why)
        if why:
            return
        self._view.renderer.past.ways = {}
        self._show_stops(None)
        panel.show_passages([], self._live.facts)
        panel.told.setText(self.tr("Searching …"))
        self._searched = since, until
        if panel.mode is Asks.TRACK:
            recorded = self._record(panel, purpose, f"track of {panel.unit}")
            questions.tracks([panel.unit], since, until, recorded)
        else:
            lat, lon = panel.place
            metres = float(panel.radius.value())
            recorded = self._record(panel, purpose, f"who was within {metres:g} m of {lat:.5f} {lon:.5f}")
            questions.within(lat, lon, metres, since, until, recorded)

    def _record(self, panel: PastPanel, purpose: str, terms: str) -> Future[int] | None:
        if not panel.is_enquiry:
            return None
        live = self._live
        since, until = panel.interval
        return live.act(
            Searched(
                seat=live.seat,
                operator=live.operator,
                purpose=purpose,
                terms=f"{terms} {times.stamp(since)} – {times.stamp(until)}",
                journal=str(getattr(live, "folder", "")),
            )
        )

    def _choose(self, units: list[str]) -> None:
        """Of who was there, draw the ways of these: the same search, as a further page of it would be."""
        ways = self._view.renderer.past.ways
        for gone in ways.keys() - set(units):
            del ways[gone]
        self._view.schedule()
        new = [unit for unit in units if unit not in ways]
        if new and self._searched is not None and self.questions is not None:
            self.questions.tracks(new, *self._searched)

    # -- the answer ----------------------------------------------------------------------------------------------

    def _answered(self, _number: int, answer: object) -> None:
        from console.questions import NotOnRecord

        panel = self.panel
        if panel is None or not self.on:
            return
        match answer:
            case NotOnRecord():
                panel.told.clear()
                said = self.tr("The search cannot be put on record, so nothing is shown: {why}")
                panel.say(said.format(why=answer))
            case Exception():
                panel.told.clear()
                panel.say(self.tr("The positions cannot be looked up now: {why}").format(why=answer))
            case dict():
                self._draw(panel, answer)
            case list():
                panel.show_passages(answer, self._live.facts)
                panel.told.setText(self._told(self.tr("%n unit(s)", "", len(answer))))
                self._fit()

    def _draw(self, panel: PastPanel, tracks: dict[str, Track]) -> None:
        from console.map.past_panel import Asks

        facts, past = self._live.facts, self._view.renderer.past
        for unit, track in tracks.items():
            known = facts.units.get(unit)
            agency = facts.agencies.get(known.agency, UNKNOWN) if known is not None else UNKNOWN
            past.ways[unit] = Way.of(agency, track.lat, track.lon, track.time, track.doubted)
        if panel.mode is Asks.TRACK:
            count = sum(len(track.seq) for track in tracks.values())
            told = self.tr("%n position(s)", "", count)
            if any(track.more for track in tracks.values()):
                told += " · " + self.tr("there are more: choose a shorter time")
            panel.told.setText(self._told(told))
            self._stand(list(tracks.values()))
        self._fit()

    def _stand(self, tracks: list[Track]) -> None:
        """Where the track stood still, found in a thread: its positions may be many."""
        from console.export.track import standings

        self._standing.run(
            lambda: [one for track in tracks for one in standings(track)],
            lambda found: self._show_stops(found if isinstance(found, list) else []),
        )

    def _show_stops(self, stops: list[Standing] | None) -> None:
        if stops is None:
            self._standing.drop()
        if self.panel is not None:
            self.panel.show_stops(stops)
        self._marks().show(stops or [])

    def _choose_stop(self, number: int) -> None:
        marks = self._marks()
        marks.show(marks.stops, number)
        taken = self.panel.width() + 12 if self.panel is not None else 0
        for stop in (one.stop for one in marks.stops if one.number == number):
            self._view.touched = True
            there = self._view.camera.at(world_x(stop.lon), world_y(stop.lat))
            self._view.look(there.moved(-taken / 2, 0.0))

    def _marks(self) -> StopMarks:
        return tool_of(self._view, StopMarks)

    def take_out(self) -> None:
        """The track shown leaves the product: ask how."""
        from console.export.taking_out import TakingTrackOut

        panel, folder = self.panel, getattr(self._live, "folder", None)
        if panel is None or folder is None or self._searched is None:
            return
        taking = TakingTrackOut(self._live, folder, panel.unit, self._searched, lambda: self._view.ground.stack)
        self.taking = taking.ask(self._theme, self._view, panel.purpose.text().strip())

    def _told(self, said: str) -> str:
        """What was found, and that positions of that time are deleted, where they are."""
        since = self._searched[0] if self._searched is not None else None
        over = gone_words.periods(self._live.facts, ("positions",), since)
        return f"{said} · {over}" if over else said

    def _circle(self) -> None:
        panel = self.panel
        if panel is None:
            return
        self._view.renderer.past.place = (*panel.place, float(panel.radius.value()))
        self._view.schedule()

    def _fit(self) -> None:
        """Everything drawn into what the plate leaves free."""
        view, panel = self._view, self.panel
        box = view.renderer.past.box()
        if box is not None and panel is not None:
            taken = panel.width() + 12
            wide, high = view.room
            view.touched = True
            camera = fit(box, max(160, wide - taken), high, view.devicePixelRatioF(), 48, NEAREST)
            view.look(camera.moved(-taken / 2 if wide > taken + 160 else 0.0, 0.0))
        view.schedule()

    def _clear(self) -> None:
        if self.questions is not None:
            self.questions.stop()
        self._searched = None
        self._show_stops(None)
        past = self._view.renderer.past
        past.ways, past.place = {}, None
        self._view.schedule()
