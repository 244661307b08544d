"""Every console test runs without a screen, keeps its settings to itself and waits with patience."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from console.garbage import collect
from tests.console.patience import PatientBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """pytest-qt's own, with longer limits."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, operators, maps and logs of this test alone."""
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "kopa-home"))


@pytest.fixture(autouse=True)
def _garbage_in_this_thread() -> Iterator[None]:
    """As in the program: no widget is destroyed in a reader thread because that happened to collect."""
    gc.disable()
    yield
    collect()
    gc.enable()
