"""Every console test runs without a screen and keeps its settings to itself."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.garbage import collect

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


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
