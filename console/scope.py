"""What and from when to when: the part that the forms for a legal hold and for an erasure have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from console.covered import AROUND, Choice, Subject
from console.moment import Moment


class Scope(QWidget):
    """The choices of ``subject`` and an interval open at either side. ``changed`` follows every choice.

    One call needs no interval: it is itself. Else a record's neighbourhood is offered, or (``whole``) all there is.
    """

    changed = Signal()

    def __init__(self, subject: Subject, now: float, whole: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = subject.choices
        self.name = QLineEdit(self)
        self.name.setMaxLength(80)
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setPlaceholderText(self.tr("name as it stands in texts, crews, log entries"))
        self.name.hide()
        self.name.textChanged.connect(self.changed)
        self._group = QButtonGroup(self)
        self.buttons: list[QRadioButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for number, choice in enumerate(self._choices):
            button = QRadioButton(choice.words, self)
            button.setChecked(number == 0)
            self._group.addButton(button, number)
            self.buttons.append(button)
            column.addWidget(button)
        column.addWidget(self.name)
        moment = now if subject.wall is None else subject.wall
        self.since, self.until = Moment(self.tr("From"), moment - AROUND), Moment(self.tr("To"), moment + AROUND)
        self.always = QCheckBox(self.tr("from the beginning"), self)
        self.endless = QCheckBox(self.tr("no end"), self)
        self.always.setChecked(whole)
        self.endless.setChecked(whole or subject.wall is None)
        self.times = QWidget(self)
        grid = QGridLayout(self.times)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(12)
        for row, (name, field, box) in enumerate(
            ((self.tr("From"), self.since, self.always), (self.tr("To"), self.until, self.endless))
        ):
            grid.addWidget(QLabel(name, self.times), row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(box, row, 2)
        grid.setColumnStretch(3, 1)
        column.addWidget(self.times)
        self._group.idToggled.connect(self._look)
        for box in (self.always, self.endless):
            box.toggled.connect(self._look)
        self._look()

    @property
    def choice(self) -> Choice:
        """What is chosen; a person by the name typed."""
        chosen = self._choices[max(0, self._group.checkedId())]
        return chosen._replace(id=self.name.text().strip()) if chosen.sort == "person" else chosen

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """From when to when, s UTC; ``None`` where that side is open."""
        if self.choice.sort == "call":
            return None, None
        since = None if self.always.isChecked() else self.since.wall
        return since, None if self.endless.isChecked() else self.until.wall

    @property
    def backwards(self) -> bool:
        """True if the interval ends before it begins."""
        since, until = self.interval
        return since is not None and until is not None and until <= since

    def _look(self) -> None:
        self.times.setVisible(self.choice.sort != "call")
        self.name.setVisible(self.choice.sort == "person")
        self.since.setEnabled(not self.always.isChecked())
        self.until.setEnabled(not self.endless.isChecked())
        self.changed.emit()
