"""Choosing a file inside the window: Qt's chooser as a widget, so that no dialog ever covers the emergency strip."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget


class FileChooser(QWidget):
    """Choose a file to read, or (``write``) a place to write to. ``chosen`` carries a ``Path``."""

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, write: bool, suffix: str, suggested: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        pattern = self.tr("{suffix} files (*.{ending})").format(suffix=suffix.upper(), ending=suffix)
        self.dialog = QFileDialog(self, "", str(Path.home()), pattern)
        self.dialog.setWindowFlags(Qt.WindowType.Widget)
        self.dialog.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.DontConfirmOverwrite)
        mode = QFileDialog.AcceptMode.AcceptSave if write else QFileDialog.AcceptMode.AcceptOpen
        self.dialog.setAcceptMode(mode)
        self.dialog.setFileMode(QFileDialog.FileMode.AnyFile if write else QFileDialog.FileMode.ExistingFile)
        self.dialog.setDefaultSuffix(suffix)
        self.dialog.setSizeGripEnabled(False)
        if suggested:
            self.dialog.selectFile(suggested)
        labels = {
            QFileDialog.DialogLabel.Accept: self.tr("Write") if write else self.tr("Read"),
            QFileDialog.DialogLabel.Reject: self.tr("Cancel"),
            QFileDialog.DialogLabel.FileName: self.tr("File name:"),
            QFileDialog.DialogLabel.FileType: self.tr("Kind:"),
            QFileDialog.DialogLabel.LookIn: self.tr("Folder:"),
        }
        for label, text in labels.items():
            self.dialog.setLabelText(label, text)
        self.dialog.fileSelected.connect(self._take)
        self.dialog.rejected.connect(self.cancelled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.dialog)

    def _take(self, path: str) -> None:
        self.chosen.emit(Path(path))


def choose(stack: QStackedWidget, chooser: FileChooser, then: Callable[[Path], None]) -> None:
    """Show ``chooser`` on top of ``stack`` until something is chosen (``then`` gets it) or not."""

    def leave() -> None:
        stack.removeWidget(chooser)
        chooser.deleteLater()

    def take(path: Path) -> None:
        leave()
        then(path)

    chooser.chosen.connect(take)
    chooser.cancelled.connect(leave)
    stack.addWidget(chooser)
    stack.setCurrentWidget(chooser)


def suggestion(name: str, mode: str) -> str:
    """A file name that says whether it holds an exercise: what leaves the screen must still say so."""
    return f"EXERCISE-{name}" if mode == "exercise" else name


def write_text(path: Path, text: str) -> None:
    """Write ``text`` (UTF-8 with a mark, which spreadsheets need) whole or not at all. Raises ``OSError``."""
    write_bytes(path, text.encode("utf-8-sig"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` whole or not at all. Raises ``OSError``."""
    descriptor, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def read_text(path: Path, most: int = 8 << 20) -> str:
    """A text file in UTF-8, or Windows-1257 as a Baltic spreadsheet writes. Raises ``OSError``, ``ValueError``."""
    if path.stat().st_size > most:
        raise ValueError(f"{path}: more than {most >> 20} MB")
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1257", errors="replace")
