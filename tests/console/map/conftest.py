"""A map view that closes itself after the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.map.view import MapView
from console.selection import Selection
from console.theme import Theme
from tests.console.map.shown import Make, Still
from units.picture import Picture
from units.state import Facts


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    monkeypatch.setenv("KOPA_HOME", str(tmp_path))
    views: list[MapView] = []

    def made_view(facts: Facts, night: bool = False) -> MapView:
        view = MapView(Still(Picture(facts)), Theme(night), Selection())
        view.resize(900, 600)
        qtbot.addWidget(view)
        view.show()
        qtbot.waitUntil(lambda: not view.ground.store.busy, timeout=20_000)
        views.append(view)
        return view

    yield made_view
    for view in views:
        view.close()
