"""The console finds the station of its journal, or starts one: in a process group of its own, so that it outlives us.

A station that died is started again, with a growing pause. What it says when it cannot start is kept for the screen.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from journal.places import logs_dir, runtime_dir

MAIN = Path(__file__).resolve().parent.parent / "main.py"
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0
STEADY = 30.0
"""A station that ran for longer (s) is started again at once when it dies."""
TAIL = 4096

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Order:
    """What station to start."""

    journal: Path
    config: Path | None = None
    exercise: bool = False
    seed: int = 1

    def command(self) -> list[str]:
        """The command line."""
        command = [sys.executable, str(MAIN), "station", "--journal", str(self.journal)]
        if self.config is not None:
            command += ["--config", str(self.config)]
        if self.exercise:
            command += ["--exercise", "--seed", str(self.seed)]
        return command


class StationChild:
    """The station this console started, if it did. A close ends it only where it is an exercise."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._child: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._pause = FIRST_PAUSE
        self._next = 0.0
        self.why = ""

    @property
    def log(self) -> Path:
        """Where the station's own words go while nobody else listens to them."""
        return logs_dir() / ("station-exercise.out" if self._order.exercise else "station.out")

    @property
    def ours(self) -> bool:
        """True while a station that we started runs."""
        return self._child is not None and self._child.poll() is None

    def watch(self, beating: bool) -> None:
        """Called every half second: starts a station where none is. ``beating``: its heartbeat is seen."""
        now = time.monotonic()
        if self._child is not None and self._child.poll() is not None:
            self._fell(self._child.returncode, now)
        if beating:
            self.why = ""
            return
        if self.ours or now < self._next or is_running(self._order.journal):
            return
        self._start(now)

    def close(self) -> None:
        """The console closes: an exercise we started ends, a live station stays."""
        if self._order.exercise and self._child is not None and self.ours:
            self._child.terminate()
            try:
                self._child.wait(3)
            except subprocess.TimeoutExpired:
                logger.warning("the exercise station did not end within 3 s")

    def _start(self, now: float) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        try:
            with self.log.open("wb") as out:
                self._child = subprocess.Popen(
                    self._order.command(),
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                    start_new_session=os.name == "posix",
                    creationflags=flags,
                    cwd=MAIN.parent,
                )
        except OSError as error:
            self.why = f"station: {error}"
            self._put_off(now)
            return
        self._started = now
        logger.info("station started as %d", self._child.pid)

    def _fell(self, code: int, now: float) -> None:
        """Our station ended: remember its last words, and when to try again."""
        self._child = None
        self.why = last_line(self.log) or f"station ended with {code}"
        logger.warning("station ended with %d: %s", code, self.why)
        if now - self._started > STEADY:
            self._pause = FIRST_PAUSE
        self._put_off(now)

    def _put_off(self, now: float) -> None:
        self._next = now + self._pause
        self._pause = min(LONGEST_PAUSE, self._pause * 2)


def is_running(journal: Path) -> bool:
    """True while some station holds the journal's lock."""
    lock = FileLock(runtime_dir(journal) / "station.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def last_line(log: Path) -> str:
    """The last line a program wrote; empty if none."""
    try:
        with log.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - TAIL))
            lines = file.read().decode("utf-8", "replace").strip().splitlines()
    except OSError:
        return ""
    return lines[-1].strip() if lines else ""
