"""Imports files while the console goes on: ``main.py import-map`` as a program of its own, told about by signals.

A program of its own, because an import may take minutes of one core and all of its interpreter; so the screen keeps its
time, an import can be ended at any moment, and a library that crashes on a file takes nothing with it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal

from console.i18n import chosen
from console.launch import MAIN
from console.map.imports.door import sweep
from journal.places import maps_dir


class Importing(QObject):
    """One file at a time, the rest wait. ``progress`` 0–1 of the one; ``done`` carries why it failed, or an empty text.

    ``note`` comes before ``done`` with what there is to say of a file that was imported: what was left out of a map,
    what was found in a boundary (``command``: ``import-map``, ``import-boundary``).
    """

    progress = Signal(float)
    note = Signal(str)
    done = Signal(str)

    def __init__(self, parent: QObject | None = None, command: str = "import-map") -> None:
        super().__init__(parent)
        self._command = command
        self._process: QProcess | None = None
        self._waiting: list[Path] = []
        self._fault: str | None = None
        self.file = Path()

    @property
    def busy(self) -> bool:
        """True while anything is being imported."""
        return self._process is not None

    @property
    def pid(self) -> int:
        """The process that imports, 0 if none."""
        return int(self._process.processId()) if self._process is not None else 0

    def start(self, file: Path) -> None:
        """Begin; returns at once."""
        self._waiting.append(file)
        if self._process is None:
            self._next()

    def _next(self) -> None:
        self.file = self._waiting.pop(0)
        self._fault = None
        process = self._process = QProcess(self)
        process.setWorkingDirectory(str(MAIN.parent))
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self.progress.emit(0.0)
        file = str(self.file.resolve())
        process.start(sys.executable, [str(MAIN), self._command, "--lines", "--lang", chosen(None), "--", file])

    def stop(self) -> None:
        """Cancel: end it, and remove what it had made. Nothing more is told."""
        self._waiting.clear()
        process = self._process
        self._drop()
        if process is not None:
            sweep(maps_dir())

    def cancel(self) -> None:
        """End it and say so."""
        if self._process is not None:
            name = self.file.name
            self.stop()
            self.done.emit(self.tr("The import of {file} was cancelled.").format(file=name))

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            if process.state() != QProcess.ProcessState.NotRunning:
                process.kill()
                process.waitForFinished(5000)
            process.deleteLater()

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            try:
                told = json.loads(self._process.readLine().toStdString())
            except ValueError:
                continue
            if told.get("said") == "progress":
                self.progress.emit(float(told["share"]))
            elif told.get("said") == "fault":
                self._fault = str(told["why"])
            elif told.get("said") == "done":
                self._fault = ""
                if told.get("note"):
                    self.note.emit(str(told["note"]))

    def _finished(self) -> None:
        self._read()
        fault = self._fault
        if fault is None:
            fault = QCoreApplication.translate("imports", "The file cannot be read: the import broke off.")
        self._drop()
        name = self.file.name
        if fault:
            sweep(maps_dir())
        if self._waiting:
            self._next()
        self.done.emit(f"{name}: {fault}" if fault and name not in fault else fault)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._finished()
