"""The supervisor's table of operators: who may sign on here, in which role, and whose records they may read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console import words
from console.agency_choice import AgencyChoice
from console.page import Aside
from console.pins import ROLES, Operator, Operators, PinError
from console.theme import Theme
from units.findings import AgencyInfo

translate = QCoreApplication.translate


class OperatorsTable(QWidget):
    """Everybody in ``operators``; ``say(sentence, good)`` shows what came of a change."""

    def __init__(
        self,
        operators: Operators,
        agencies: list[AgencyInfo],
        theme: Theme,
        say: Callable[..., None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._operators = operators
        self._names = {agency.id: agency.name for agency in agencies}
        self._people: list[Operator] = []
        self._say = say
        self._aside = Aside(self)
        self.choice = AgencyChoice(agencies, theme, self)
        self.table = QTableWidget(0, 4, self)
        self.table.setAccessibleName(self.tr("Operators"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Operator"), self.tr("Name"), self.tr("Role"), self.tr("Reads records of")]
        )
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, 90)
        self.table.setColumnWidth(1, 170)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setMinimumHeight(140)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(self._fields())
        column.addWidget(self.choice)
        column.addLayout(self._buttons())
        self.role.currentIndexChanged.connect(lambda: self.choice.show_role(str(self.role.currentData())))
        self.table.itemSelectionChanged.connect(self._show_rights)
        self._fill()

    def _fields(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.number = self._field(self.tr("Operator"), 12, 90)
        self.name = self._field(self.tr("Name"), 80, 180)
        self.role = QComboBox(self)
        self.role.setAccessibleName(self.tr("Role"))
        for role in ROLES:
            self.role.addItem(words.role(role), role)
        self.pin = self._field(self.tr("PIN"), 12, 90)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        for widget in (self.number, self.name, self.role, self.pin):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _field(self, name: str, length: int, width: int) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setMaxLength(length)
        field.setFixedWidth(width)
        return field

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, (name, act) in enumerate(
            (
                (self.tr("Add operator"), self._add),
                (self.tr("Give this PIN to the selected"), self._change),
                (self.tr("Give this role and these records to the selected"), self._change_rights),
                (self.tr("Remove the selected"), self._remove),
            )
        ):
            button = QPushButton(name, self)
            button.clicked.connect(act)
            grid.addWidget(button, place // 2, place % 2)
        return grid

    def _fill(self) -> None:
        try:
            self._people = self._operators.all()
        except PinError as error:
            self._tell(error)
            return
        self.table.setRowCount(len(self._people))
        for row, who in enumerate(self._people):
            for column, text in enumerate((who.number, who.name, words.role(who.role), self._reads(who.agencies))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.table.setItem(row, column, item)

    def _reads(self, agencies: list[str] | None) -> str:
        return words.agencies(self._names, agencies)

    def _show_rights(self) -> None:
        """The fields begin with what the selected operator has."""
        rows = self.table.selectionModel().selectedRows()
        if rows and rows[0].row() < len(self._people):
            who = self._people[rows[0].row()]
            self.role.setCurrentIndex(self.role.findData(who.role))
            self.choice.show_chosen(who.agencies)

    def _selected(self) -> str:
        rows = self.table.selectionModel().selectedRows()
        if not rows:
            self._say(self.tr("Select an operator first."))
            return ""
        return str(rows[0].data())

    def _add(self) -> None:
        number, name, role, pin = self.number.text().strip(), self.name.text(), self.role.currentData(), self.pin.text()
        agencies = self.choice.chosen
        done = self.tr("Operator {number} can sign on now.").format(number=number)
        self._run(lambda: self._operators.add(number, name, str(role), pin, agencies), done)

    def _change(self) -> None:
        number, pin = self._selected(), self.pin.text()
        if number:
            done = self.tr("Operator {number} has a new PIN.").format(number=number)
            self._run(lambda: self._operators.change_pin(number, pin), done)

    def _change_rights(self) -> None:
        number, role, agencies = self._selected(), str(self.role.currentData()), self.choice.chosen
        if number:
            done = self.tr("Operator {number} has these rights from the next sign-on.").format(number=number)
            self._run(lambda: self._operators.change_rights(number, role, agencies), done)

    def _remove(self) -> None:
        number = self._selected()
        if number:
            done = self.tr("Operator {number} is removed.").format(number=number)
            self._run(lambda: self._operators.remove(number), done)

    def _run(self, work: Callable[[], object], done: str) -> None:
        if self._aside.busy:
            return

        def then(result: object) -> None:
            if isinstance(result, Exception):
                self._tell(result)
                return
            self._say(done, good=True)
            for field in (self.number, self.name, self.pin):
                field.clear()
            self._fill()

        self._aside.run(work, then)

    def _tell(self, error: Exception) -> None:
        self._say(pin_sentence(error) if isinstance(error, PinError) else str(error))


def pin_sentence(error: PinError) -> str:
    """Why signing on, or changing an operator, did not work."""
    match error.code:
        case "wrong":
            tries = words.Counted().tries(error.left)
            return translate("operators", "Operator or PIN is not right. {tries} before a pause.").format(tries=tries)
        case "locked":
            wait = words.Counted().seconds(max(1, round(error.seconds)))
            return translate("operators", "Too many wrong PINs. Wait {seconds}.").format(seconds=wait)
        case "number":
            return translate("operators", "An operator's number has 1 to 12 letters, digits or hyphens.")
        case "pin":
            return translate("operators", "A PIN has 4 to 12 digits.")
        case "taken":
            return translate("operators", "Operator {number} exists already.").format(number=error.detail)
        case "agencies":
            return translate("operators", "Choose whose records this operator may read.")
        case "last":
            return translate("operators", "The last shift supervisor must stay one.")
        case _:
            return translate("operators", "The file of operators cannot be used: {why}").format(why=error.detail)
