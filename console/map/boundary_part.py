"""What says whose ground it is, on the plate of the layers: which boundary counts, what is in it; import, removal."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from console import fence_words
from console.live import Feed
from console.map.importing import Importing
from console.rights import why_not
from console.territory import Book
from units.state import Changes

OFTEN = 500
"""ms between two looks, while it is shown, at what the book knows by now."""
SUFFIXES = ("geojson", "json", "gpkg")


class BoundaryPart(QWidget):
    """``said`` carries a sentence. Without a ``feed``, and in a review, it shows and changes nothing."""

    said = Signal(str)

    def __init__(self, book: Book, feed: Feed | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book, self._feed = book, feed
        self._doomed = False
        self._note = ""
        self.importing = Importing(self, "import-boundary")
        self.importing.progress.connect(self._far)
        self.importing.note.connect(self._noted)
        self.importing.done.connect(self._over)
        self._build()
        self._clock = QTimer(self)
        self._clock.setInterval(OFTEN)
        self._clock.timeout.connect(self._look)
        if feed is not None:
            feed.changed.connect(self._changed)
        self.refresh()

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Whose ground"))
        self.title = QLabel(self.tr("Whose ground"))
        self.title.setStyleSheet("font-weight: 600;")
        self.what, self.worth, self.hash = QLabel(), QLabel(), QLabel()
        for label in (self.what, self.worth, self.hash):
            label.setWordWrap(True)
        self.hash.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.import_button = QPushButton(self.tr("Import boundary …"))
        self.import_button.clicked.connect(self._ask)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.importing.cancel)
        self.remove_button = QPushButton(self.tr("Remove"))
        self.remove_button.clicked.connect(self._remove)
        row = QHBoxLayout()
        for one in (self.import_button, self.bar, self.cancel_button, self.remove_button):
            row.addWidget(one)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        for label in (self.title, self.what, self.worth, self.hash):
            column.addWidget(label)
        column.addLayout(row)

    # -- what there is ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """As the book has it now."""
        loaded, fault = self._book.loaded, self._book.fault
        if self._book.reading:
            told, worth = self.tr("The boundary is being read …"), ""
        elif loaded is not None:
            told = fence_words.found(loaded)
            worth = self.tr("Exact as its file: who crosses a state’s border goes on record, with this hash.")
        else:
            told = self.tr("Built-in border")
            worth = self.tr("Approximate, off by up to 4 km: no crossing goes on record.")
        if fault:
            told = fence_words.not_loaded(fault)
        self._set(self.what, told, bool(fault))
        self._set(self.worth, worth)
        sha256 = loaded.sha256 if loaded is not None else ""
        parts = " ".join(sha256[at : at + 16] for at in range(0, len(sha256), 16))
        self._set(self.hash, f"SHA-256 {parts}" if parts else "")
        self._buttons()

    def _set(self, label: QLabel, text: str, worry: bool = False) -> None:
        if (label.text(), label.property("worry")) == (text, worry):
            return
        label.setText(text)
        label.setVisible(bool(text))
        label.setProperty("worry", worry)
        label.style().unpolish(label)
        label.style().polish(label)

    def _buttons(self) -> None:
        busy, changes = self.importing.busy, self._feed is not None and self._feed.can_act
        why = why_not(self._feed, "configure") if self._feed is not None else ""
        there = self._book.loaded is not None or bool(self._book.fault)
        self.bar.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.import_button.setVisible(changes and not busy)
        self.remove_button.setVisible(changes and there and not busy)
        for button in (self.import_button, self.remove_button):
            button.setEnabled(not why)
            button.setToolTip(why)
        sure = self._doomed and there
        self.remove_button.setText(self.tr("Really remove") if sure else self.tr("Remove"))
        self.remove_button.setAccessibleName(self.tr("Remove the boundary"))
        if self.remove_button.property("worry") != sure:
            self.remove_button.setProperty("worry", sure)
            self.remove_button.style().unpolish(self.remove_button)
            self.remove_button.style().polish(self.remove_button)

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.all or changes.seats or changes.config):
            self._buttons()

    def _look(self) -> None:
        self._book.look()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Looks while it can be seen."""
        super().showEvent(event)
        self._doomed = False
        self._clock.start()
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        """And no longer."""
        super().hideEvent(event)
        self._clock.stop()

    # -- changing it -----------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._doomed = False
        kinds = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
        path, _kind = QFileDialog.getOpenFileName(
            self, self.tr("Import boundary"), "", self.tr("Boundaries ({kinds})").format(kinds=kinds)
        )
        if path:
            self.bring_in(Path(path))

    def bring_in(self, file: Path) -> None:
        """Import a file; returns at once."""
        if self._feed is None or why_not(self._feed, "configure"):
            return
        self._note = ""
        self.importing.start(file)
        self._buttons()

    def stop(self) -> None:
        """End an import."""
        self.importing.stop()

    def _far(self, share: float) -> None:
        self.bar.setValue(round(100 * share))
        self.bar.setFormat(f"{self.importing.file.name}  %p %")

    def _noted(self, note: str) -> None:
        self._note = note

    def _over(self, fault: str) -> None:
        self.said.emit(fault or self.tr("Boundary imported: {what}.").format(what=self._note))
        self._book.look_again()
        self.refresh()

    def _remove(self) -> None:
        """Asked twice, on the plate itself."""
        if self._feed is None or why_not(self._feed, "configure"):
            return
        if not self._doomed:
            self._doomed = True
            self._buttons()
            return
        from journal.boundary import remove  # slow to load, and rarely needed

        self._doomed = False
        try:
            remove()
        except OSError as error:
            self.said.emit(self.tr("The boundary cannot be removed: {why}.").format(why=error.strerror or error))
        self._book.look_again()
        self.refresh()
