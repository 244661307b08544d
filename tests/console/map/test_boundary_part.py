"""The boundary on the plate of the layers: what counts now, importing one with its progress, refusals, removal, rights."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from console.live import Feed
from console.map.boundary_part import BoundaryPart
from console.territory import Book
from journal.boundary import install
from journal.places import boundary_file
from tests.console.map.shown import Make
from tests.console.room import RoomFeed
from tests.station.ground_room import box, geojson, lvlt
from units import actions as ac
from units.state import Changes

LONG = 60_000
Shown = Callable[[Feed | None], BoundaryPart]


def room(role: str = "supervisor") -> RoomFeed:
    feed = RoomFeed(emergency=False, signed=False)
    if role:
        feed.take(ac.SignedOn(seat="1", operator="12", name="A. Ozols", role=role))
    return feed


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "home"))
    made: list[BoundaryPart] = []

    def show(feed: Feed | None) -> BoundaryPart:
        book = Book(boundary_file())
        part = BoundaryPart(book, feed)
        qtbot.addWidget(part)
        made.append(part)
        part.show()
        book.begin()
        qtbot.waitUntil(lambda: not book.reading and "being read" not in part.what.text(), timeout=LONG)
        return part

    yield show
    for part in made:
        part.stop()


def file(tmp_path: Path, content: bytes = b"") -> Path:
    path = tmp_path / "pagasti.geojson"
    path.write_bytes(content or lvlt())
    return path


def press(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def chosen(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))


def test_the_built_in_border_is_approximate(shown: Shown) -> None:
    part = shown(room())
    assert part.what.text() == "Built-in border"
    assert "Approximate" in part.worth.text() and "no crossing" in part.worth.text()
    assert part.hash.isHidden() and part.remove_button.isHidden()
    assert part.import_button.isVisible() and part.import_button.isEnabled()


def test_one_chosen_is_imported_and_said(
    shown: Shown, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    shares: list[float] = []
    part = shown(room())
    part.said.connect(said.append)
    part.importing.progress.connect(shares.append)
    chosen(monkeypatch, file(tmp_path))
    press(part.import_button)
    assert part.bar.isVisible() and part.cancel_button.isVisible() and part.import_button.isHidden()
    qtbot.waitUntil(lambda: "pagasti.geojson" in part.what.text(), timeout=LONG)
    assert part.what.text() == "pagasti.geojson: Lithuania, Latvia (areas: 3)"
    assert part.worth.text().startswith("Exact")
    assert hashlib.sha256(lvlt()).hexdigest() == part.hash.text().removeprefix("SHA-256").replace(" ", "")
    assert said == ["Boundary imported: pagasti.geojson: Lithuania, Latvia (areas: 3)."]
    assert max(shares) == 1.0
    assert boundary_file().read_bytes() == lvlt()
    assert part.bar.isHidden() and part.import_button.isVisible()


def test_a_refused_file_says_why_and_the_former_one_stays(
    shown: Shown, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boundary_file_was = lvlt()
    (tmp_path / "home").mkdir()
    install(boundary_file_was, "former.geojson")
    said: list[str] = []
    part = shown(room())
    part.said.connect(said.append)
    chosen(monkeypatch, file(tmp_path, geojson(box("Preiļi", "", 55, 56))))
    press(part.import_button)
    qtbot.waitUntil(lambda: bool(said), timeout=LONG)
    assert said == ["pagasti.geojson: a polygon does not say its state (Preiļi)"]
    qtbot.waitUntil(lambda: part.what.text().startswith("former.geojson"), timeout=LONG)
    assert boundary_file().read_bytes() == boundary_file_was


def test_cancelled_nothing_changes(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    part = shown(room())
    part.said.connect(said.append)
    chosen(monkeypatch, file(tmp_path))
    press(part.import_button)
    press(part.cancel_button)
    assert said == ["The import of pagasti.geojson was cancelled."]
    assert not part.importing.busy and part.import_button.isVisible()


def test_it_is_taken_away_when_asked_twice(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    install(lvlt(), "pagasti.geojson")
    part = shown(room())
    press(part.remove_button)
    assert boundary_file().exists() and part.remove_button.text() == "Really remove"
    press(part.remove_button)
    assert not boundary_file().exists()
    qtbot.waitUntil(lambda: part.what.text() == "Built-in border", timeout=LONG)
    assert part.remove_button.isHidden()


def test_one_that_cannot_be_used_says_why(shown: Shown, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    boundary_file().write_bytes(b"{}")
    part = shown(room())
    assert part.what.text() == "boundary not loaded: the file is no GeoJSON collection"
    assert part.what.property("worry")
    assert "Approximate" in part.worth.text()
    assert part.remove_button.isVisible()


@pytest.mark.parametrize("role", ["", "dispatcher", "trainer"])
def test_everybody_may_look_and_a_supervisor_change(shown: Shown, tmp_path: Path, role: str) -> None:
    feed = room(role)
    part = shown(feed)
    assert part.import_button.isVisible() and not part.import_button.isEnabled()
    assert part.import_button.toolTip()
    part.bring_in(file(tmp_path))
    assert not part.importing.busy
    feed.take(ac.SignedOn(seat="1", operator="12", name="A. Ozols", role="supervisor"))
    feed.show(Changes(all=True))
    assert part.import_button.isEnabled()


def test_a_review_only_shows_it(shown: Shown, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    install(lvlt(), "pagasti.geojson")
    part = shown(Feed())
    assert part.what.text().startswith("pagasti.geojson: Lithuania")
    assert part.import_button.isHidden() and part.remove_button.isHidden()


def test_it_stands_on_the_plate_of_the_layers(make: Make) -> None:
    from tests.console.map import made

    view = make(made.room())
    view.layers.click()
    part = view.panel.boundary
    assert part.isVisible() and view.panel.rect().contains(part.geometry())
    part.said.emit("said")
    assert "said" in view.notice.text()
