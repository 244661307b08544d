"""Taking a track, or a view, out of the console: asked for, allowed, on record with its hash, then there."""

from __future__ import annotations

import hashlib
import inspect
import re
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import gpxpy
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

import console.review.view
import console.window
from console.export import picture
from console.export.page import TakeOutPage
from console.export.several import SeveralTracks
from console.export.track import read
from console.live import Act
from console.map.camera import Camera, world_x, world_y
from console.map.snapshot import SnapshotTool
from console.map.stops import StopMarks
from console.map.view import MapView
from console.moment import Moment
from console.panels import PanelHost
from console.selection import Selection
from console.theme import DAY, Theme
from journal.errors import JournalError
from radio.events import Located
from tests.console import journals
from tests.console.room import NOW, RoomFeed, entries
from units import actions as ac

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PATIENCE = 30_000
RADIO = "tetra@247-9:2201118"


class Recorded(RoomFeed):
    """A room with a journal, where a supervisor sits."""

    broken = False

    def __init__(self, folder: Path, role: str = "supervisor") -> None:
        super().__init__()
        self.folder = folder
        self._role = role

    @property
    def role(self) -> str:
        return self._role

    def act(self, action: Act) -> Future[int]:
        if self.broken:
            done: Future[int] = Future()
            done.set_exception(JournalError("the disk is full"))
            return done
        return super().act(action)


class Host(QWidget):
    """A window that shows panels."""

    def __init__(self, view: MapView, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addWidget(view)
        self.host = PanelHost(theme, self)

    def show_panel(self, panel: QWidget, fill: bool = False) -> None:
        self.host.setGeometry(self.rect())
        self.host.show_panel(panel, fill)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("taking")
    rows = entries(NOW)
    stood = [
        (NOW - 3000 + 10 * at, Located(radio=RADIO, lat=55.7, lon=26.3, accuracy=9.0)) for at in range(40)
    ]  # before anything else of it
    named = [row for row in rows if isinstance(row[1], ac.UnitNamed)]
    rest = [row for row in rows[1:] if not isinstance(row[1], ac.UnitNamed)]
    early = [(NOW - 3600, what) for _, what in named]
    opened = (NOW - 3700, rows[0][1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        return journals.project(journals.write(home / "live", [opened, *early, *stood, *rest]))


@pytest.fixture
def feed(folder: Path) -> Recorded:
    return Recorded(folder)


@pytest.fixture
def view(qtbot: Any, feed: Recorded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MapView]:
    monkeypatch.setenv("KOPA_HOME", str(tmp_path))
    theme = Theme()
    made = MapView(feed, theme, Selection())
    host = Host(made, theme)
    host.resize(1100, 760)
    qtbot.addWidget(host)
    host.show()
    yield made
    made.stop()


def marks(view: MapView) -> StopMarks:
    return next(tool for tool in view.tools if isinstance(tool, StopMarks))


def tracked(qtbot: Any, view: MapView) -> None:
    view.past.ask_track("vp118")
    panel = view.past.panel
    assert panel is not None and not panel.export.isVisible()
    panel.go.click()
    qtbot.waitUntil(panel.export.isVisible, timeout=PATIENCE)


def test_stops_are_listed_and_stand_on_the_map(qtbot: Any, view: MapView) -> None:
    tracked(qtbot, view)
    panel = view.past.panel
    assert panel is not None
    assert [one.number for one in marks(view).stops] == [1] and panel.stops.rowCount() == 1
    assert "3 min within 50 m" in panel.standing.text()
    panel.stops.selectRow(0)
    assert marks(view).chosen == 1
    x, y = view.camera.point(*world(55.7, 26.3), *view.room)
    assert abs(x - (view.width() - panel.width() - 12) / 2) < 3 and abs(y - view.height() / 2) < 3, "and not behind it"
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    view.render(image)
    middle = QPoint(round(x), round(y))
    around = {image.pixelColor(middle + QPoint(dx, dy)).name() for dx in range(-8, 9) for dy in range(-8, 9)}
    assert view._theme.palette.accent.name() in around, "the chosen dot is filled"
    view.past.close()
    assert marks(view).stops == []


def world(lat: float, lon: float) -> tuple[float, float]:
    from console.map.camera import world_x, world_y

    return world_x(lon), world_y(lat)


def test_a_track_leaves_as_files_each_on_record(qtbot: Any, view: MapView, feed: Recorded, tmp_path: Path) -> None:
    tracked(qtbot, view)
    panel = view.past.panel
    assert panel is not None
    panel.export.click()
    page = view.past.taking
    assert isinstance(page, TakeOutPage)
    page.go_on()
    assert "taken out for" in page.message.text(), "not without a purpose"
    page.purpose.setText("lieta 11-2026")
    paths = [tmp_path / "t.pdf", tmp_path / "t.csv"]
    page.wanted.emit("lieta 11-2026", paths)
    qtbot.waitUntil(page.go.isEnabled, timeout=PATIENCE)
    assert "t.csv" in page.message.text() and paths[0].read_bytes().startswith(b"%PDF")
    said = [act for act in feed.acts if isinstance(act, ac.Exported)]
    assert {one.path: one.sha256 for one in said} == {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
    }
    assert {(one.purpose, one.operator, one.rows > 40) for one in said} == {("lieta 11-2026", feed.operator, True)}


def test_what_cannot_be_put_on_record_is_not_written(qtbot: Any, view: MapView, feed: Recorded, tmp_path: Path) -> None:
    tracked(qtbot, view)
    assert view.past.panel is not None
    view.past.panel.export.click()
    page = view.past.taking
    assert page is not None
    feed.broken = True
    page.wanted.emit("lieta", [tmp_path / "t.gpx"])
    qtbot.waitUntil(lambda: "disk is full" in page.message.text(), timeout=PATIENCE)
    assert list(tmp_path.glob("t.*")) == []


def test_a_dispatcher_sees_the_button_and_why_not(qtbot: Any, folder: Path, view: MapView, feed: Recorded) -> None:
    feed._role = "dispatcher"
    tracked(qtbot, view)
    panel = view.past.panel
    assert panel is not None and not panel.export.isEnabled() and panel.export.toolTip()
    menu = view.past.menu(QPointF(10, 10), QPoint(10, 10))
    (action,) = [one for one in menu.actions() if "picture" in one.text()]
    assert not action.isEnabled() and action.toolTip()
    menu.close()


def test_no_position_of_an_agency_that_may_not_be_read_is_in_it(folder: Path, feed: Recorded) -> None:
    def positions(agencies: tuple[str, ...] | None) -> int:
        (one,) = read(folder, feed.facts, ["vp118"], (NOW - 3700, NOW), agencies, ("test", "7", NOW))
        return len(one.track.seq)

    assert positions(None) == positions(("vp",)) >= 40
    assert positions(("vrs",)) == positions(()) == 0


def test_a_view_leaves_as_a_picture_with_its_strip(qtbot: Any, view: MapView, feed: Recorded, tmp_path: Path) -> None:
    tool = next(tool for tool in view.tools if isinstance(tool, SnapshotTool))
    tool.ask()
    page = tool.page
    assert page is not None
    path = tmp_path / "map.png"
    page.wanted.emit("report", [path])
    qtbot.waitUntil(page.go.isEnabled, timeout=PATIENCE)
    image = QImage(str(path))
    assert image.width() == view.width() and image.height() == view.height() + 30
    (said,) = [act for act in feed.acts if isinstance(act, ac.Exported)]
    assert "picture of the map" in said.what and said.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_exercise_is_marked_in_its_files_name_and_picture(qapp: Any) -> None:
    theme = Theme()
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0)
    marked = picture.framed(image, Camera(0.5, 0.3, 34), theme, "now", "GeoNames", True)
    assert marked.height() == 360 and marked.pixelColor(4, 4).name() == theme.palette.exercise.name()
    page = TakeOutPage(theme, "t", ("png",), "map", "exercise", "")
    assert page._suggested.startswith("EXERCISE-")


@pytest.fixture
def several(view: MapView, feed: Recorded) -> SeveralTracks:
    tool = SeveralTracks(view, feed, view._theme, view._selection)
    view.tools.append(tool)
    return tool


def test_the_units_chosen_together_leave_together(
    qtbot: Any, view: MapView, feed: Recorded, several: SeveralTracks, tmp_path: Path
) -> None:
    menu = view.past.menu(QPointF(10, 10), QPoint(10, 10))
    assert not any("tracks" in one.text() for one in menu.actions()), "of nobody there is nothing to take out"
    menu.close()
    view._selection.gather(["vp118", "vp124"])
    menu = view.past.menu(QPointF(10, 10), QPoint(10, 10))
    assert any("tracks of 2 unit" in one.text() and one.isEnabled() for one in menu.actions())
    menu.close()
    button = several.button
    assert button is not None and button.isEnabled()
    button.click()
    page = several.page
    assert page is not None and page.moments is not None
    page.purpose.setText("lieta 11")
    page.moments[1].setDateTime(page.moments[0].dateTime().addSecs(-5))
    page.go_on()
    assert "ends before" in page.message.text()
    for field, wall in zip(page.moments, (NOW - 3700, NOW), strict=True):
        field.setDateTime(Moment("", wall).dateTime())
    paths = [tmp_path / "t.PDF", tmp_path / "t.gpx", tmp_path / "t.csv"]
    page.wanted.emit("lieta 11", paths)
    qtbot.waitUntil(page.go.isEnabled, timeout=PATIENCE)
    assert "t.gpx" in page.message.text() and paths[0].read_bytes().startswith(b"%PDF")
    searched, *exported = [act for act in feed.acts if isinstance(act, ac.Searched | ac.Exported)]
    assert isinstance(searched, ac.Searched) and searched.terms.startswith("track of vp118, vp124 ")
    assert {act.path for act in exported if isinstance(act, ac.Exported)} == {str(path) for path in paths}
    assert exported[-1].path == str(paths[0]), "the sheet is the last"  # type: ignore[union-attr]
    assert [way.name.split(" · ")[0] for way in gpxpy.parse(paths[1].read_text()).tracks if way.name] == [
        feed.facts.units[unit].callsign for unit in ("vp118", "vp124")
    ]
    assert b"vp118" in paths[2].read_bytes() and b"vp124" in paths[2].read_bytes()


def test_several_tracks_are_not_read_before_that_is_on_record(
    qtbot: Any, view: MapView, feed: Recorded, several: SeveralTracks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr("console.export.taking_out.read", never)
    view._selection.gather(["vp118", "vp124"])
    several.ask()
    page = several.page
    assert page is not None
    feed.broken = True
    page.wanted.emit("lieta", [tmp_path / "t.gpx"])
    qtbot.waitUntil(lambda: "disk is full" in page.message.text(), timeout=PATIENCE)
    assert list(tmp_path.glob("t.*")) == []


def test_who_may_not_take_out_one_of_them_takes_out_none(
    view: MapView, feed: Recorded, several: SeveralTracks, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = next(unit.id for unit in feed.facts.units.values() if unit.agency != "vp")
    monkeypatch.setattr(Recorded, "agencies", property(lambda _: ("vp",)))
    view._selection.gather(["vp118", others])
    assert several.button is not None and not several.button.isEnabled() and "agency" in several.button.toolTip()
    view._selection.gather(["vp118"])
    assert several.button.isEnabled()
    feed._role = "dispatcher"
    view._selection.gather(["vp118", "vp124"])
    assert not several.button.isEnabled() and several.button.toolTip()
    several.ask()
    assert several.page is None


def test_console_and_review_have_it() -> None:
    for window in (console.window, console.review.view):
        assert "self.map.tools.append(SeveralTracks(" in inspect.getsource(window)


@pytest.mark.parametrize("night", [False, True])
def test_a_view_says_time_scale_and_whose_map_it_is(
    view: MapView, monkeypatch: pytest.MonkeyPatch, night: bool
) -> None:
    said: list[str] = []
    draw = QPainter.drawText

    def note(painter: QPainter, *rest: Any) -> Any:
        if isinstance(rest[-1], str):
            said.append(rest[-1])
        return draw(painter, *rest)

    monkeypatch.setattr(picture, "QPainter", type("Noted", (QPainter,), {"drawText": note}))
    theme = Theme(night)
    image = picture.of_view(view, theme, "2026-11-22 00:00:00 Europe/Riga", False)
    (strip,) = [text for text in said if "Europe/Riga" in text]
    assert re.match(r"[\d.]+ k?m · 2026-11-22 00:00:00 Europe/Riga$", strip), "scale and time"
    assert said[-1] == view.ground.attribution, "whose map, all of it"
    below = image.height() - round(15 * image.devicePixelRatio())
    assert image.pixelColor(2, below).name() == theme.palette.panel.name()


def test_of_whose_map_it_is_nothing_is_cut(qapp: Any) -> None:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0)
    short, long = (
        picture.framed(image, Camera(0.5, 0.3, 34), Theme(), "now", words, False)
        for words in ("GeoNames", "© OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · GSHHG (LGPL) " * 3)
    )
    assert short.height() == 330 and long.height() > 370


def test_a_unit_under_a_plate_has_its_call_sign_in_the_picture(qtbot: Any, view: MapView, feed: Recorded) -> None:
    view.touched = True
    view.look(view.camera.at(world_x(26.3941), world_y(55.8012)))
    qtbot.waitUntil(lambda: not view.ground.store.busy, timeout=PATIENCE)
    said = "2026-11-22 00:00:00 Europe/Riga"
    picture.of_view(view, view._theme, said, False)
    free = view.renderer.tags
    plates = ((0.0, 0.0, float(view.room[0]), float(view.room[1])),)
    view.renderer.plates = plates
    screen = QImage(*view.room, QImage.Format.Format_RGB32)
    painter = QPainter(screen)
    view.renderer.paint(painter, view.camera, view.room, DAY)
    painter.end()
    assert view.renderer.tags < free, "on the screen they have no room"
    picture.of_view(view, view._theme, said, False)
    assert view.renderer.tags == free and view.renderer.plates == plates, "and the plate is still there"
