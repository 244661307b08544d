"""Whose records an operator may read, as boxes to tick: all agencies, or some, and what belongs to none."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from console.theme import SMALL, Theme
from units.findings import AgencyInfo

COLUMNS = 4


class AgencyChoice(QWidget):
    """Boxes for ``agencies`` of the configuration; ``chosen`` as :attr:`console.pins.Operator.agencies` has it."""

    def __init__(self, agencies: list[AgencyInfo], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("Reads records of"), self)
        title.setProperty("quiet", True)
        title.setFont(theme.font(SMALL))
        self.all = QCheckBox(self.tr("all agencies"), self)
        self.boxes = {agency.id: QCheckBox(agency.name, self) for agency in agencies}
        self.boxes[""] = QCheckBox(self.tr("no agency"), self)
        self.boxes[""].setToolTip(self.tr("Radios nobody named yet, joint talk-groups, log entries"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.addWidget(title, 0, 0)
        for place, box in enumerate((self.all, *self.boxes.values())):
            box.setAccessibleDescription(title.text())
            grid.addWidget(box, 1 + place // COLUMNS, place % COLUMNS)
        grid.setColumnStretch(COLUMNS, 1)
        self.all.toggled.connect(self._all_toggled)
        self.show_role("dispatcher")

    @property
    def chosen(self) -> list[str] | None:
        """``None`` for all; else the ids ticked, perhaps none at all."""
        if self.all.isChecked():
            return None
        return [id_ for id_, box in self.boxes.items() if box.isChecked()]

    def show_role(self, role: str) -> None:
        """What a new operator of ``role`` usually reads: a dispatcher the own agencies, everybody else all.

        Which are a dispatcher's own nobody can know but who makes the operator; a room with one agency has no choice.
        """
        self.all.setChecked(role != "dispatcher" or len(self.boxes) == 1)
        for id_, box in self.boxes.items():
            box.setChecked(not id_ or len(self.boxes) == 2)

    def show_chosen(self, agencies: list[str] | None) -> None:
        """Tick what an operator has."""
        self.all.setChecked(agencies is None)
        for id_, box in self.boxes.items():
            box.setChecked(agencies is None or id_ in agencies)

    def _all_toggled(self, on: bool) -> None:
        for box in self.boxes.values():
            box.setEnabled(not on)
