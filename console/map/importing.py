"""Installs a pack while the console goes on: checked and copied in a thread, told about by signals."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from console.map.packs import PackError, copy_in
from journal.places import maps_dir


class Importing(QObject):
    """One import at a time. ``progress`` 0–1; ``done`` carries why it failed, or an empty text."""

    progress = Signal(float)
    done = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def start(self, file: Path) -> None:
        """Begin; returns at once."""
        self._pool.start(partial(self._run, file))

    def wait(self) -> None:
        """Until what was begun is done."""
        self._pool.waitForDone()

    def _run(self, file: Path) -> None:
        try:
            copy_in(file, maps_dir(), self.progress.emit)
        except PackError as error:
            self.done.emit(str(error))
        else:
            self.done.emit("")
