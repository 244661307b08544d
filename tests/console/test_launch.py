"""The station found, started, started again, and left running."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from console import launch
from console.launch import Order, StationChild, is_running, last_line
from journal.places import runtime_dir


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    return tmp_path / "journal"


def order(folder: Path, program: str, monkeypatch: pytest.MonkeyPatch, exercise: bool = False) -> Order:
    """An order whose station is ``program``."""
    monkeypatch.setattr(Order, "command", lambda _self: [sys.executable, "-c", program])
    return Order(folder, exercise=exercise)


def wait_for(what: object, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_command_line_of_a_station(folder: Path) -> None:
    command = Order(folder, Path("room.toml"), exercise=True, seed=7).command()
    assert command[0] == sys.executable and command[1].endswith("main.py") and command[2] == "station"
    assert command[3:] == ["--journal", str(folder), "--config", "room.toml", "--exercise", "--seed", "7"]
    assert "--exercise" not in Order(folder).command()


def test_a_locked_journal_has_a_station(folder: Path) -> None:
    assert not is_running(folder)
    with FileLock(runtime_dir(folder) / "station.lock"):
        assert is_running(folder)
    assert not is_running(folder)


def test_none_is_started_where_one_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    station = StationChild(order(folder, "import time; time.sleep(30)", monkeypatch))
    station.watch(beating=True)
    assert not station.ours
    with FileLock(runtime_dir(folder) / "station.lock"):
        station.watch(beating=False)
    assert not station.ours


def test_started_in_a_session_of_its_own_and_left_running(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    station = StationChild(
        order(folder, "import os, time; print(os.getsid(0) == os.getpid(), flush=True); time.sleep(30)", monkeypatch)
    )
    station.watch(beating=False)
    assert station.ours
    wait_for(lambda: last_line(station.log) == "True")
    child = station._child
    assert child is not None
    station.close()
    assert child.poll() is None  # a live station outlives its console
    child.kill()
    child.wait()


def test_an_exercise_we_started_ends_with_us(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    station = StationChild(order(folder, "import time; time.sleep(30)", monkeypatch, exercise=True))
    station.watch(beating=False)
    child = station._child
    assert child is not None
    station.close()
    assert child.poll() is not None


def test_one_that_dies_is_started_again_with_growing_pauses(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "FIRST_PAUSE", 0.05)
    starts: list[float] = []
    real = subprocess.Popen
    station = StationChild(order(folder, "raise SystemExit('kopa.toml:3: no such key')", monkeypatch))

    def counted(*given: object, **named: object) -> object:
        starts.append(time.monotonic())
        return real(*given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", counted)

    def look() -> bool:
        station.watch(beating=False)
        return len(starts) >= 4

    wait_for(look, 10)
    assert station.why == "kopa.toml:3: no such key"
    assert starts[3] - starts[2] > 0.1
    wait_for(lambda: not station.ours)


def test_a_program_that_cannot_be_started_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Order, "command", lambda _self: [str(folder / "nothing")])
    station = StationChild(Order(folder))
    station.watch(beating=False)
    assert station.why and not station.ours


def test_last_line_of_no_log(tmp_path: Path) -> None:
    assert last_line(tmp_path / "none") == ""
    (tmp_path / "some").write_text("one\ntwo \n\n")
    assert last_line(tmp_path / "some") == "two"
