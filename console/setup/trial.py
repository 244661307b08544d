"""Trying a draft: ``main.py try-gateway`` on a copy nobody saved, as its own program; what it says, as it comes."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal

from console.launch import MAIN
from console.setup.draft import Draft
from console.setup.room_file import alone, keep_secrets
from radio.codec import Spec

SECONDS = 10


class Trial(QObject):
    """``said`` carries each line (a dict), the last with ``said`` = ``end``; ``ended`` follows, whatever happened."""

    said = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._folder: Path | None = None
        self._whole = False

    @property
    def running(self) -> bool:
        """True while something is tried."""
        return self._process is not None

    @property
    def pid(self) -> int:
        """The process that tries, 0 if none."""
        return int(self._process.processId()) if self._process is not None else 0

    def start(self, draft: Draft, spec: Spec, seconds: int = SECONDS) -> None:
        """Try ``draft``. Secrets typed are in files of their own for as long. Raises ``OSError``."""
        self.stop()
        self._folder = Path(tempfile.mkdtemp(prefix="kopa-try-"))  # 0700
        file = self._folder / "draft.toml"
        kept, _ = keep_secrets(draft, self._folder)
        file.write_text(alone(kept, spec), encoding="utf-8")
        self._whole = False
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        process.setWorkingDirectory(str(MAIN.parent))
        command = [str(MAIN), "try-gateway", "--config", str(file), "--seconds", str(seconds), "--", draft.name]
        process.start(sys.executable, command)

    def stop(self) -> None:
        """End it now; nothing more is said."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            if process.state() != QProcess.ProcessState.NotRunning:
                process.kill()
                process.waitForFinished(2000)
            process.deleteLater()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            line = self._process.readLine().toStdString()
            try:
                told: dict[str, Any] = json.loads(line)
            except ValueError:
                continue
            self._whole = self._whole or told.get("said") == "end"
            self.said.emit(told)

    def _finished(self) -> None:
        self._read()
        self._end("")

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end("the program could not be started")

    def _end(self, why: str) -> None:
        if not self._whole and self._process is not None:
            last = self._process.readAllStandardError().toStdString().strip().splitlines()
            self.said.emit({"said": "end", "state": "failed", "why": why or (last[-1] if last else "")})
        self.stop()
        self.ended.emit()
