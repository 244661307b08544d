"""Every console test runs without a screen and keeps its settings to itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, operators, maps and logs of this test alone."""
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "kopa-home"))
