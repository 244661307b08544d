"""What more than one package's tests begin with: a home and a runtime directory of their own, and chosen examples."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import real_time


def pytest_configure(config: pytest.Config) -> None:
    """Before any test module is read: what its stations keep in reserve, and which examples hypothesis gives it.

    The short form takes the same examples every time: whether a change is good must not hang on a draw of that day.
    ``make soak`` draws new ones, in the same tests and in the long ones; what it finds is printed as a blob to repeat.
    No example has a deadline and no drawing is too slow: how fast a machine is, is measured in benchmarks/.
    """
    # every station a test starts would keep half a gigabyte
    os.environ.setdefault("KOPA_RESERVE_MB", "1")
    # a fixture that serves all examples of a test is meant to: each example empties its folder itself
    allowed = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    settings.register_profile("same", derandomize=True, deadline=None, print_blob=True, suppress_health_check=allowed)
    settings.register_profile("drawn", deadline=None, print_blob=True, suppress_health_check=allowed)
    wanted = config.getoption("--hypothesis-profile", default=None)
    soaking = "soak" in config.option.markexpr.replace("not soak", "")
    config.pluginmanager.register(real_time)
    _in_memory()
    settings.load_profile(wanted or ("drawn" if soaking else "same"))


MEMORY = Path("/dev/shm")
ROOM = 2 << 30


def _in_memory() -> None:
    """The tests' folders lie in memory where there is room: a journal waits for the disk with every entry.

    No test proves anything of a real disk; what is lost when the power goes is tried on one of our own
    (tests/journal/powercut), full and failing ones are mounted or made.
    """
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


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
