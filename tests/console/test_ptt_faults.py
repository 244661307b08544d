"""The real console's push-to-talk on a real station: killed, frozen, its voice process killed; nothing stays keyed.

How soon is told by the wire: when the last voice came to the far end.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from journal.slots import Beat, Lease, OnAir
from tests.station.conftest import room, tone
from tests.station.room import ROOT, Radio, Room, free_port, wait_for
from tests.station.test_station import config

__all__ = ["room", "tone"]
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX are needed"),
    pytest.mark.real_time,
]
GROUP = "rtp@net:g1"
DUE = 0.5
"""s from the fault to the last voice on the wire."""
CONSOLE = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from console.live import Live
from console.ptt import Ptt
from console.rights import why_not_talk
app = QGuiApplication(sys.argv)
feed = Live(Path(sys.argv[1]))
ptt = Ptt(feed)
feed.start()
look = QTimer()
look.timeout.connect(lambda: ptt.group or why_not_talk(feed, "{GROUP}") or ptt.press("{GROUP}", lambda: True))
look.start(50)
app.exec()
"""


@pytest.fixture
def radio() -> Iterator[Radio]:
    made = Radio()
    yield made
    made.close()


class Desk:
    """A station on which somebody signed on, and a console whose key is held down for ever."""

    def __init__(self, station: Room, radio: Radio) -> None:
        self.station, self.radio = station, radio
        self.wire: list[float] = []
        """When each packet with voice came to the far end, s monotonic."""
        self.frozen = 0.0
        self._over = threading.Event()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        self.console = subprocess.Popen(
            [sys.executable, "-c", CONSOLE, str(station.folder)],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )

    def _listen(self) -> None:
        while not self._over.is_set():
            with contextlib.suppress(TimeoutError):
                data = self.radio.sock.recv(4096)
                if data[1] & 0x7F in (0, 8):
                    self.wire.append(time.monotonic())

    def keyed(self) -> Any:
        """The first press that is on the air; voice is on the wire."""
        found = self.station.find("Keyed", seconds=60)
        wait_for(lambda: self.wire, 30, "voice on the wire")
        return found

    def freeze(self) -> str:
        """Stop the console in its tracks (``frozen``: when) while its key is down and on the air; that press."""

        def held() -> str:
            self.frozen = time.monotonic()
            self.console.send_signal(signal.SIGSTOP)
            onair, lease = self.station.pulse.read("onair", OnAir), self.station.pulse.read("lease.1", Lease)
            if onair is not None and lease is not None and lease[0].press in onair[0].presses:
                return lease[0].press
            self.console.send_signal(signal.SIGCONT)
            return ""

        return wait_for(held, 60, "a press on the air")

    def is_quiet(self) -> bool:
        """Whether nothing is on the wire for half a second."""
        came = len(self.wire)
        time.sleep(0.5)
        return len(self.wire) == came

    def close(self) -> None:
        if self.console.poll() is None:
            self.console.send_signal(signal.SIGCONT)
            self.console.kill()
        self.console.wait(20)
        self._over.set()
        self._listening.join()


@pytest.fixture
def desk(room: Callable[[str], Room], radio: Radio, tone: None, home: Path) -> Iterator[Desk]:
    station = room(config(radio, free_port())).start()
    station.sign_on()
    station.find("SoundChanged", seconds=60)  # voice is there
    made = Desk(station, radio)
    yield made
    made.close()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
def test_a_console_killed_or_frozen_with_the_key_down_is_unkeyed(desk: Desk, end: signal.Signals) -> None:
    desk.keyed()
    press = desk.freeze()
    desk.console.send_signal(end)
    assert desk.station.find("Unkeyed", press=press, seconds=30).why == "lease"
    call = desk.station.some("Keyed", press=press)[0].call
    assert desk.station.find("CallEnded", call=call, seconds=30).why == "lost"
    assert desk.is_quiet()
    took = desk.wire[-1] - desk.frozen
    assert 0.2 < took < DUE, took


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
def test_a_voice_process_killed_or_frozen_with_the_key_down_unkeys(desk: Desk, end: signal.Signals) -> None:
    desk.keyed()
    press = desk.freeze()
    beat = desk.station.pulse.read("voice", Beat)
    assert beat is not None
    os.kill(beat[0].pid, end)
    desk.console.send_signal(signal.SIGCONT)
    said = "no-voice" if end is signal.SIGKILL else "no-microphone"
    assert desk.station.find("Unkeyed", press=press, seconds=30).why in (said, "lease")
    assert desk.station.find("ProgramEnded", program="voice", seconds=30).why == "signal 9"
