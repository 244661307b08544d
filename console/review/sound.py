"""The sound of a review: starts the voice process that plays for this window, and tells it where the playhead is."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from console.launch import MAIN
from console.review.feed import ReviewFeed
from journal.errors import JournalError
from journal.pulse import Pulse
from journal.slots import Beat, Playhead

TELL = 40
"""Milliseconds between two words to the player while something moves."""
LOOK = 12
"""Every so many of them its heartbeat is looked at."""
AGAIN = 5000
DEAD = 2.0


class ReviewSound(QObject):
    """``changed`` when sound came or went; ``why`` is empty while there is sound. Started again when it dies."""

    changed = Signal()

    def __init__(self, feed: ReviewFeed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._token = secrets.token_hex(8)
        self._pulse: Pulse | None = None
        self._process: QProcess | None = None
        self._count = 0
        self.device = ""
        self.why = self.tr("the player is starting")
        self._timer = QTimer(self, interval=TELL)
        self._timer.timeout.connect(self._tell)
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._again.timeout.connect(self._start)

    def start(self) -> None:
        """Begin. Without a player everything but the sound goes on."""
        try:
            self._pulse = Pulse(self._feed.folder, name=f"review-{self._token}")
        except (JournalError, OSError) as error:
            self._said(str(error))
            return
        self._tell()
        self._timer.start()
        self._start()

    def stop(self) -> None:
        """End the player and take its pulse away."""
        self._timer.stop()
        self._again.stop()
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect()
            process.terminate()
            if not process.waitForFinished(1500):
                process.kill()
                process.waitForFinished(500)
        if self._pulse is not None:
            self._pulse.close()
            self._pulse = None
            _forget(self._feed.folder, f"review-{self._token}")

    def _start(self) -> None:
        process = QProcess(self)
        process.setProgram(sys.executable)
        process.setArguments([str(MAIN), "voice", "--journal", str(self._feed.folder), "--review", self._token])
        process.setWorkingDirectory(str(MAIN.parent))
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._ended)
        process.start()
        self._process = process

    def _ended(self) -> None:
        self._said(self.tr("the player ended"))
        self._again.start()

    def _tell(self) -> None:
        if self._pulse is None:
            return
        feed = self._feed
        speed = float(feed.speed) if feed.running and feed.ready else 0.0
        self._pulse.write("playhead", Playhead(time=feed.now(), speed=speed, count=feed.jumps))
        self._count += 1
        if self._count % LOOK == 0:
            self._look()

    def _look(self) -> None:
        assert self._pulse is not None
        read = self._pulse.read("voice", Beat)
        if read is None or read[1] > DEAD:
            return
        self.device = read[0].sound
        self._said("" if self.device else self.tr("no loudspeaker"))

    def _said(self, why: str) -> None:
        if why != self.why:
            self.why = why
            self.changed.emit()


def _forget(folder: Path, name: str) -> None:
    """A pulse serves one window: its files go with it."""
    from journal.places import runtime_dir

    for ending in ("", ".lock"):
        try:
            (runtime_dir(folder) / f"{name}{ending}").unlink(missing_ok=True)
        except OSError:
            return
