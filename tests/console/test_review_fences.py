"""Fences in a review: the menu of the map leads to the list as it was then, where one can look and change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from console.fences_page import FencesPage
from console.map.camera import world_x, world_y
from console.map.tool import spot
from console.review.view import ReviewView
from console.review.window import ReviewWindow
from console.theme import Theme
from tests.console import journals
from tests.console.room import NOW, entries
from units import findings as fi
from units.fences import FenceDrawn

pytestmark = pytest.mark.usefixtures("home")
LAT, LON = 55.80, 26.39


@pytest.fixture
def view(qtbot: Any, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReviewView]:
    monkeypatch.setattr("console.review.sound.ReviewSound._start", lambda self: None)
    rows = entries(NOW)
    opened = (rows[0][0], fi.JournalOpened(mode="exercise", installation="0a1b2c3d"))
    ring = [[(LAT - 0.02, LON - 0.04), (LAT + 0.02, LON - 0.04), (LAT + 0.02, LON + 0.04), (LAT - 0.02, LON + 0.04)]]
    port = FenceDrawn(seat="1", operator="12", fence="f1", text="Port", rings=ring, rules=["in"])
    told = sorted([*rows[1:], (NOW - 900, port)], key=lambda row: row[0])
    seen = journals.project(journals.write(home / "exercise", [opened, *told], "exercise"))
    window = ReviewWindow(seen, "exercise", (NOW - 600, NOW), Theme())
    qtbot.addWidget(window)
    window.resize(1500, 900)
    window.show()
    window.gate.page.open()
    qtbot.waitUntil(lambda: window.view is not None, timeout=30_000)
    assert window.view is not None
    feed = window.view.feed
    feed.jump(NOW - 1)
    qtbot.waitUntil(lambda: feed.ready and "f1" in feed.facts.fences, timeout=30_000)
    yield window.view
    window.leave()


def menu_at(view: ReviewView, lat: float, lon: float) -> dict[str, QAction]:
    where = view.map.camera.point(world_x(lon), world_y(lat), *view.map.room)
    menu = QMenu(view)
    view.fence_tool.offer(menu, spot(view.map, QPointF(*where)))
    (part,) = menu.findChildren(QMenu)
    return {action.text(): action for action in part.actions()}


def test_the_menu_leads_to_the_list_which_only_shows(qtbot: Any, view: ReviewView) -> None:
    actions = menu_at(view, LAT, LON)
    assert not actions["Draw a polygon"].isEnabled() and not actions["Draw a circle"].isEnabled()
    assert not [text for text in actions if text.startswith("Change")]
    actions["“Port” in the list …"].trigger()
    window = view.window()
    assert isinstance(window, ReviewWindow)
    page = window.host.panel
    assert isinstance(page, FencesPage)
    assert page.chosen is not None and page.chosen.text == "Port"
    for button in (page.polygon_button, page.circle_button, page.moving_button):
        assert not button.isEnabled()
    for button in (page.change_button, page.switch_button, page.remove_button):
        assert not button.isEnabled()
    page.show_button.click()
    assert window.host.panel is None
    box = view.map.camera.box(*view.map.room)
    assert box.left < world_x(LON - 0.04) < world_x(LON + 0.04) < box.right
    assert view.map.camera.metres_per_px() < 30, "brought into view, as large as it fits"
    menu_at(view, 57.0, 22.0)["All fences …"].trigger()
    assert isinstance(window.host.panel, FencesPage)
    assert window.host.panel.chosen is None
