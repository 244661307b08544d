"""A home, a runtime directory and a journal of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.voice.desk import make_journal


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    for name in ("KOPA_MIC_FILE", "KOPA_VOICE_OUTPUT", "KOPA_VOICE_INPUT", "PULSE_SERVER"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def journal(home: Path) -> Path:
    return make_journal(home / "journal")
