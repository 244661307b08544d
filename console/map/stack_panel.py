"""The plate with the imported maps: order, on and off, coverage, removal, import with its progress; and the boundary.

No window of its own: nothing of ours may lie over the emergency strip.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.live import Feed
from console.map.boundary_part import BoundaryPart
from console.map.imports.door import SUFFIXES
from console.map.packs import Reader
from console.map.stack import MapStack
from console.territory import book

WIDE = 440


class LayersButton(QPushButton):
    """Opens and closes the plate; says how far an import is while the plate is closed."""

    def __init__(self, stack: MapStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(self.tr("Layers"))
        self.setAccessibleName(self.tr("Map layers"))
        self.setCheckable(True)
        stack.importing.progress.connect(self._far)
        stack.importing.done.connect(lambda _fault: self._plain())

    def _far(self, share: float) -> None:
        self.setText(self.tr("Importing … {percent} %").format(percent=round(100 * share)))
        self._fit()

    def _plain(self) -> None:
        self.setText(self.tr("Layers"))
        self._fit()

    def _fit(self) -> None:
        self.resize(self.fontMetrics().horizontalAdvance(self.text()) + 28, self.height())


class StackPanel(QWidget):
    """Rows from the topmost map down. ``wanted`` carries a map to be shown whole, ``said`` a sentence."""

    wanted = Signal(object)
    said = Signal(str)
    closed = Signal()

    def __init__(self, stack: MapStack, feed: Feed | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = stack
        self._doomed = ""
        self.boundary = BoundaryPart(book(), feed)
        self.boundary.said.connect(self.said)
        self.setObjectName("stack")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Imported maps"))
        self._rows = QGridLayout()
        self._rows.setSpacing(4)
        self._rows.setColumnStretch(0, 1)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(True)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(stack.importing.cancel)
        self._import = QPushButton(self.tr("Import map …"))
        self._import.clicked.connect(self._ask)
        self._under = QHBoxLayout()
        for one in (self._import, self._bar, self._cancel):
            self._under.addWidget(one)
        self._under.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 10)
        whole.addLayout(self._rows)
        whole.addLayout(self._under)
        whole.addWidget(self.boundary)
        stack.changed.connect(self.fill)
        stack.importing.progress.connect(self._far)
        stack.importing.done.connect(lambda _fault: self.fill())
        self.fill()
        self.hide()

    def fill(self) -> None:
        """The rows anew; the focus stays on what it was on."""
        focus = self.focusWidget()
        mine = focus is not None and (focus.hasFocus() or not self.isActiveWindow())
        held = focus.accessibleName() if mine and focus is not None else ""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        readers = self._stack.readers[::-1]
        for row, reader in enumerate(readers):
            self._row(row, reader, row == 0, row == len(readers) - 1)
        built_in = QLabel(self.tr("Built-in map: coast, lakes, rivers, borders, towns"))
        self._rows.addWidget(built_in, 2 * len(readers), 0, 1, 5)
        for number, fault in enumerate(self._stack.faults):
            label = QLabel(fault)
            label.setWordWrap(True)
            label.setProperty("worry", True)
            self._rows.addWidget(label, 2 * len(readers) + 1 + number, 0, 1, 5)
        self._far(0.0)
        self.place(self.y())
        again = next((one for one in self.findChildren(QWidget) if held and one.accessibleName() == held), None)
        if again is not None:
            again.show()  # its layout would do so only later, and what is hidden takes no focus
            again.setFocus()

    def _row(self, row: int, reader: Reader, first: bool, last: bool) -> None:
        pack, name = reader.pack, reader.pack.path.name
        box = QCheckBox(pack.name)
        box.setAccessibleName(self.tr("Show {map}").format(map=pack.name))
        box.setChecked(name not in self._stack.hidden)
        box.toggled.connect(partial(self._stack.turn, name))
        self._rows.addWidget(box, 2 * row, 0)
        told = self._button("▲", self.tr("Move {map} up"), pack.name, partial(self._move, name, 1))
        told.setEnabled(not first)
        self._rows.addWidget(told, 2 * row, 1)
        told = self._button("▼", self.tr("Move {map} down"), pack.name, partial(self._move, name, -1))
        told.setEnabled(not last)
        self._rows.addWidget(told, 2 * row, 2)
        show = self._button(self.tr("Show"), self.tr("Show all of {map}"), pack.name, partial(self.wanted.emit, reader))
        self._rows.addWidget(show, 2 * row, 3)
        sure = name == self._doomed
        text = self.tr("Really remove") if sure else self.tr("Remove")
        gone = self._button(text, self.tr("Remove {map}"), pack.name, partial(self._remove, name))
        gone.setProperty("worry", sure)
        self._rows.addWidget(gone, 2 * row, 4)
        sort = self.tr("shapes") if pack.overlay else self.tr("pictures") if pack.raster else self.tr("map")
        zooms = self.tr("zoom {first}–{last}").format(first=pack.levels[0], last=pack.levels[-1])
        note = QLabel(" · ".join(part for part in (sort, zooms, pack.attribution) if part))
        note.setWordWrap(True)
        self._rows.addWidget(note, 2 * row + 1, 0, 1, 5)

    def _button(self, text: str, told: str, name: str, pressed: object) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(told.format(map=name))
        button.setToolTip(told.format(map=name))
        button.clicked.connect(lambda _checked: pressed())  # type: ignore[operator]
        return button

    def _move(self, name: str, up: int) -> None:
        self._stack.move(name, up)

    def _remove(self, name: str) -> None:
        """Asked twice, on the plate itself."""
        if self._doomed != name:
            self._doomed = name
            self.fill()
            return
        self._doomed = ""
        fault = self._stack.remove(name)
        if fault:
            self.said.emit(fault)

    def _far(self, share: float) -> None:
        busy = self._stack.importing.busy
        self._bar.setVisible(busy)
        self._cancel.setVisible(busy)
        self._import.setVisible(not busy)
        self._bar.setValue(round(100 * share))
        self._bar.setFormat(f"{self._stack.importing.file.name}  %p %")

    def open(self, on: bool) -> None:
        """Show it or not."""
        self._doomed = ""
        self.setVisible(on)
        self.fill()
        if on:
            self.raise_()
            self._import.setFocus()

    def place(self, top: int) -> None:
        """Below the buttons of the map, as large as its rows need."""
        area = self.parentWidget()
        wide = max(240, min(WIDE, area.width() - 28) if area is not None else WIDE)
        rows = self.layout()
        if rows is not None:
            rows.activate()
            self.setGeometry(14, top, wide, max(rows.totalHeightForWidth(wide), rows.totalMinimumSize().height()))

    def event(self, event: QEvent) -> bool:
        """Grow and shrink with the rows."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.place(self.y())
        return done

    def _ask(self) -> None:
        kinds = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
        paths, _kind = QFileDialog.getOpenFileNames(
            self, self.tr("Import map"), "", self.tr("Maps ({kinds})").format(kinds=kinds)
        )
        for path in paths:
            self._stack.importing.start(Path(path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
