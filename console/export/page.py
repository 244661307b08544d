"""Asks how tracks, or a view of the map, are to be taken out: from when to when, as what, what for, and where to."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from console.files import FileChooser, choose, suggestion
from console.moment import Moment
from console.page import Page, form, quiet
from console.theme import Theme

SHORTEST = 3
"""Letters of a purpose."""


class TakeOutPage(Page):
    """``wanted`` carries the purpose and the paths of the files. ``name`` is what they are called to begin with.

    ``kinds`` are endings of :data:`console.export.writing.ENDINGS`; of a single one nothing is asked. With ``when`` (s
    UTC) it asks from when to when, beginning with that.
    """

    wanted = Signal(str, list)

    def __init__(
        self,
        theme: Theme,
        title: str,
        kinds: tuple[str, ...],
        name: str,
        mode: str,
        purpose: str,
        when: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(theme, title)
        self._suggested = suggestion(name, mode)
        self._stack = QStackedWidget(self)
        self.boxes = {kind: QCheckBox(self._words(kind), self) for kind in kinds}
        self.purpose = QLineEdit(purpose, self)
        self.purpose.setAccessibleName(self.tr("Purpose"))
        self.purpose.setPlaceholderText(self.tr("why these records leave"))
        self.purpose.setMaxLength(200)
        self.purpose.returnPressed.connect(self.go_on)
        self.go = QPushButton(self.tr("Choose where …"), self)
        self.go.setProperty("accent", True)
        self.go.clicked.connect(self.go_on)
        sheet = QWidget(self)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        rows = form()
        self.moments: tuple[Moment, Moment] | None = None
        if when is not None:
            self.moments = Moment(self.tr("From"), when[0]), Moment(self.tr("To"), when[1])
            rows.addRow(self.tr("From"), self.moments[0])
            rows.addRow(self.tr("To"), self.moments[1])
        rows.addRow(self.tr("Purpose"), self.purpose)
        for kind, box in self.boxes.items():
            box.setChecked(kind in ("pdf", "csv") or len(kinds) == 1)
            box.setVisible(len(kinds) > 1)
            column.addWidget(box)
        column.addLayout(rows)
        column.addWidget(quiet(self.tr("Each file is put on record, with its hash, before it is written."), theme))
        column.addWidget(self.go)
        column.addStretch(1)
        self._stack.addWidget(sheet)
        self.body.addWidget(self._stack, 1)
        self.setFixedSize(620, 460 if when is None else 540)

    @property
    def interval(self) -> tuple[float, float] | None:
        """From when to when, s UTC, if that is asked; the second begun counts whole."""
        return None if self.moments is None else (self.moments[0].wall, self.moments[1].wall + 0.999)

    def focus_first(self) -> None:
        """Where typing starts."""
        self.purpose.setFocus()

    def go_on(self) -> None:
        """Choose the place, if all is said."""
        purpose = self.purpose.text().strip()
        kinds = [kind for kind, box in self.boxes.items() if box.isChecked()]
        if len(purpose) < SHORTEST:
            self.say(self.tr("Say first what these records are taken out for."))
            self.purpose.setFocus()
        elif self.interval is not None and self.interval[1] <= self.interval[0]:
            self.say(self.tr("The interval ends before it begins."))
        elif not kinds:
            self.say(self.tr("Choose at least one kind of file."))
        else:
            self.say("")
            chooser = FileChooser(True, kinds[0], f"{self._suggested}.{kinds[0]}", parent=self._stack)
            choose(self._stack, chooser, partial(self._chosen, purpose, kinds))

    def busy(self) -> None:
        """The files are being written."""
        self.go.setEnabled(False)
        self.say(self.tr("Writing …"))

    def done(self, result: object, files: list[Path]) -> None:
        """They are, or ``result`` is the exception that kept one from it."""
        self.go.setEnabled(True)
        if isinstance(result, Exception):
            why = str(result) or type(result).__name__
            self.say(self.tr("Not written: {why}").format(why=why))
        else:
            self.say(self.tr("Written: {files}.").format(files=", ".join(file.name for file in files)), good=True)

    def _chosen(self, purpose: str, kinds: list[str], path: Path) -> None:
        stem = path.name.removesuffix(f".{kinds[0]}")
        self.wanted.emit(purpose, [path.with_name(f"{stem}.{kind}") for kind in kinds])

    def _words(self, kind: str) -> str:
        match kind:
            case "pdf":
                return self.tr("A4 sheet for print (PDF)")
            case "csv":
                return self.tr("Table (CSV)")
            case "png":
                return self.tr("Picture (PNG)")
            case "geojson":
                return "GeoJSON"
            case _:
                return kind.upper()
