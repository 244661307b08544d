"""The console program as a program: opens, refuses what cannot be, and goes when asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from journal.bookmarks import resume
from journal.log import Log
from journal.places import runtime_dir
from journal.pulse import Pulse
from journal.slots import Beat
from units.actions import SignedOn

MAIN = Path(__file__).resolve().parents[2] / "main.py"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return tmp_path


def open_console(folder: Path, *more: str) -> subprocess.Popen[str]:
    """A console on ``folder`` with no station: the lock is taken by the test."""
    return subprocess.Popen(
        [sys.executable, str(MAIN), "--journal", str(folder), *more], stderr=subprocess.PIPE, text=True
    )


@pytest.mark.skipif(os.name != "posix", reason="NOT TESTED HERE: signals")
def test_opens_keeps_its_seat_and_goes_when_asked(home: Path) -> None:
    folder = home / "journal"
    Log(folder, "station").close()
    with FileLock(runtime_dir(folder) / "station.lock"):
        console = open_console(folder)
        pulse = Pulse(folder)
        end = time.monotonic() + 30
        while pulse.read("console.1", Beat) is None:
            assert time.monotonic() < end
            time.sleep(0.05)
        pulse.close()
        second = open_console(folder)
        _, said = second.communicate(timeout=30)
        assert second.returncode == 2
        assert said.count("\n") == 1 and "position 1" in said
        time.sleep(1.0)
        console.send_signal(signal.SIGTERM)
        _, said = console.communicate(timeout=30)
        assert console.returncode == 0, said
        assert said.replace("This plugin does not support propagateSizeHints()\n", "") == ""


ASKED_AMID_PAINTING = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from console.app import heed_signals, make_application

class Painted(QWidget):
    times = 0
    def paintEvent(self, event):
        self.times += 1
        if self.times == 2:
            os.kill(os.getpid(), signal.SIGTERM)
            sum(range(10_000)), sum(range(10_000))  # lines at which Python runs the handler

app = make_application(["kopa"])
if sys.argv[1] == "queued":
    heed_signals(app)
else:
    signal.signal(signal.SIGTERM, lambda *_: app.quit())
painted = Painted()
painted.show()
QTimer.singleShot(50, painted.update)
beat = QTimer(interval=10)
beat.timeout.connect(lambda: None)
beat.start()
sys.exit(app.exec())
"""


@pytest.mark.skipif(os.name != "posix", reason="NOT TESTED HERE: signals")
@pytest.mark.parametrize("how", ["queued", "at once"])
def test_a_signal_amid_painting_waits_for_its_end(home: Path, how: str) -> None:
    """The second run is the control: a window closed inside its own paint event is flushed without a surface."""
    command = [sys.executable, "-c", ASKED_AMID_PAINTING, how]
    done = subprocess.run(command, cwd=MAIN.parent, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert ("QBackingStore" in done.stderr) == (how == "at once")


@pytest.mark.skipif(os.name != "posix", reason="NOT TESTED HERE: signals")
def test_a_new_console_starts_unsigned_whoever_sat_there_before(home: Path) -> None:
    folder = home / "journal"
    log = Log(folder, "console", "1")
    log.append(SignedOn(seat="1", operator="12", name="A", role="dispatcher"))
    log.append(SignedOn(seat="2", operator="13", name="B", role="dispatcher"))
    log.close()
    with FileLock(runtime_dir(folder) / "station.lock"):
        console = open_console(folder)
        end = time.monotonic() + 30
        while resume(folder).facts.seats["1"].operator:
            assert time.monotonic() < end
            time.sleep(0.1)
        assert resume(folder).facts.seats["2"].operator == "13"  # another seat is none of its business
        console.send_signal(signal.SIGTERM)
        console.communicate(timeout=30)


def test_a_journal_of_another_mode_is_one_line(home: Path) -> None:
    folder = home / "journal"
    Log(folder, "station", mode="exercise").close()
    console = open_console(folder)
    _, said = console.communicate(timeout=30)
    assert console.returncode == 2
    assert said.startswith("kopa: ") and said.count("\n") == 1 and "Traceback" not in said
