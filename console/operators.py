"""The supervisor's table of operators: who may sign on here, with which role; add, give a new PIN, remove."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console import words
from console.page import Aside
from console.pins import ROLES, Operators, PinError
from console.theme import SEMIBOLD, SMALL, Theme

translate = QCoreApplication.translate


class OperatorsTable(QWidget):
    """Everybody in ``operators``; ``say(sentence, good)`` shows what came of a change."""

    def __init__(self, operators: Operators, theme: Theme, say: Callable[..., None], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._operators = operators
        self._say = say
        self._aside = Aside(self)
        title = QLabel(self.tr("Operators"), self)
        title.setFont(theme.font(SMALL, SEMIBOLD))
        self.table = QTableWidget(0, 3, self)
        self.table.setAccessibleName(self.tr("Operators"))
        self.table.setHorizontalHeaderLabels([self.tr("Operator"), self.tr("Name"), self.tr("Role")])
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setMinimumHeight(140)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.addWidget(title)
        column.addWidget(self.table, 1)
        column.addLayout(self._fields())
        column.addLayout(self._buttons())
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

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, act in (
            (self.tr("Add operator"), self._add),
            (self.tr("Give this PIN to the selected"), self._change),
            (self.tr("Remove the selected"), self._remove),
        ):
            button = QPushButton(name, self)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _fill(self) -> None:
        try:
            people = self._operators.all()
        except PinError as error:
            self._tell(error)
            return
        self.table.setRowCount(len(people))
        for row, who in enumerate(people):
            for column, text in enumerate((who.number, who.name, words.role(who.role))):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.table.setItem(row, column, item)

    def _selected(self) -> str:
        rows = self.table.selectionModel().selectedRows()
        if not rows:
            self._say(self.tr("Select an operator first."))
            return ""
        return str(rows[0].data())

    def _add(self) -> None:
        number, name, role, pin = self.number.text().strip(), self.name.text(), self.role.currentData(), self.pin.text()
        done = self.tr("Operator {number} can sign on now.").format(number=number)
        self._run(lambda: self._operators.add(number, name, str(role), pin), done)

    def _change(self) -> None:
        number, pin = self._selected(), self.pin.text()
        if number:
            done = self.tr("Operator {number} has a new PIN.").format(number=number)
            self._run(lambda: self._operators.change_pin(number, pin), done)

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
        case "last":
            return translate("operators", "The last shift supervisor cannot be removed.")
        case _:
            return translate("operators", "The file of operators cannot be used: {why}").format(why=error.detail)
