"""What more than one package's tests begin with: a home and a runtime directory of their own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def pytest_configure() -> None:
    """Every station a test starts would keep half a gigabyte in reserve."""
    os.environ.setdefault("KOPA_RESERVE_MB", "1")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home nobody else has, without sound from this machine's settings."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    for name in ("KOPA_MIC_FILE", "KOPA_VOICE_OUTPUT", "KOPA_VOICE_INPUT", "PULSE_SERVER"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path
