"""Installs a pack while the console goes on: checked and copied in a thread, told about by signals."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from console.map.errands import Errands
from console.map.packs import PackError, copy_in
from journal.places import maps_dir


class Importing(QObject):
    """One import at a time. ``progress`` 0–1; ``done`` carries why it failed, or an empty text."""

    progress = Signal(float)
    done = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = Errands(1, "map-import", self)
        self._share = [0.0]
        self._timer = QTimer(self)
        self._timer.setInterval(200)
        self._timer.timeout.connect(self._tell)

    @property
    def busy(self) -> bool:
        """True while a pack is being installed."""
        return self._errands.busy

    def start(self, file: Path) -> None:
        """Begin; returns at once."""
        self._share[0] = 0.0
        self._timer.start()
        self._errands.run(partial(_install, file, self._share), self._home)

    def stop(self) -> None:
        """Wait for what was begun."""
        self._timer.stop()
        self._errands.stop()

    def _tell(self) -> None:
        self.progress.emit(self._share[0])

    def _home(self, fault: str) -> None:
        self._timer.stop()
        self.done.emit(fault)


def _install(file: Path, share: list[float]) -> str:
    """Why it failed, or nothing. ``share`` takes how far it is."""

    def progress(done: float) -> None:
        share[0] = done

    try:
        copy_in(file, maps_dir(), progress)
    except PackError as error:
        return str(error)
    return ""
