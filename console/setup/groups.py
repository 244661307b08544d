"""The talk-groups of one gateway as a small table: number, name, agency, label; the id makes itself."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.setup.draft import GroupDraft, group_id
from console.theme import SEMIBOLD, Theme
from radio.codec import Spec

NUMBER, NAME, AGENCY, LABEL, ID = range(5)
NARROW = 520
"""Width (px) below which the id has no column."""
KEPT = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class AgencyPick(QStyledItemDelegate):
    """Chooses among ``agencies`` (name by id)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.agencies: dict[str, str] = {}

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list of them, and none."""
        box = QComboBox(parent)
        for id_, name in {"": "", **self.agencies}.items():
            box.addItem(name, id_)
        box.activated.connect(lambda _: self.commitData.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What is chosen."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(KEPT))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), KEPT)
            model.setData(index, editor.currentText())


class GroupsTable(QWidget):
    """``changed`` when somebody changed one. The ids follow ``system`` and network until somebody wrote one by hand."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._groups: list[GroupDraft] = []
        self._spec: Spec | None = None
        self._network = ""
        self._made: list[bool] = []
        self.title = QLabel(self.tr("Talk-groups"), self)
        self.title.setFont(theme.font(14, SEMIBOLD))
        self.table = QTableWidget(0, 5, self)
        self.table.setAccessibleName(self.tr("Talk-groups of this gateway"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Number"), self.tr("Name"), self.tr("Agency"), self.tr("Label"), self.tr("ID in the record")]
        )
        self._arrange()
        self.pick = AgencyPick(self.table)
        self.table.setItemDelegateForColumn(AGENCY, self.pick)
        self.table.itemChanged.connect(self._edited)
        self.add_button = QPushButton(self.tr("Add talk-group"), self)
        self.add_button.clicked.connect(self._add)
        self.drop_button = QPushButton(self.tr("Remove the selected"), self)
        self.drop_button.clicked.connect(self._drop)
        self.fault = QLabel(self)
        self.fault.setWordWrap(True)
        self.fault.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.drop_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.table, self.fault):
            column.addWidget(widget)
        column.setStretch(1, 1)
        column.addLayout(buttons)
        theme.changed.connect(self._dress)
        self._dress()

    def _arrange(self) -> None:
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, mode in (
            (NUMBER, QHeaderView.ResizeMode.Interactive),
            (NAME, QHeaderView.ResizeMode.Stretch),
            (AGENCY, QHeaderView.ResizeMode.Stretch),
            (LABEL, QHeaderView.ResizeMode.Stretch),
            (ID, QHeaderView.ResizeMode.ResizeToContents),
        ):
            header.setSectionResizeMode(column, mode)
        header.resizeSection(NUMBER, 76)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(34)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.table.setMinimumHeight(150)

    # -- what it shows ---------------------------------------------------------------------------------------------

    def show_groups(self, groups: list[GroupDraft], agencies: dict[str, str], spec: Spec, network: str) -> None:
        """Show ``groups`` of a gateway of ``spec`` in ``network``; ``agencies`` are names by id."""
        self.pick.agencies = agencies
        self._spec, self._network = spec, network
        self._groups = [msgspec.structs.replace(group) for group in groups]
        self._made = [not group.id or group.id == group_id(spec, network, group.number) for group in groups]
        self.blame("", "")
        self._fill()

    def follow(self, spec: Spec, network: str) -> None:
        """The protocol or network is another: so are the ids that were made of them."""
        self._spec, self._network = spec, network
        for group, made in zip(self._groups, self._made, strict=True):
            if made:
                group.id = group_id(spec, network, group.number)
        self._fill()

    def groups(self) -> list[GroupDraft]:
        """The talk-groups as they are now; rows without a number are none."""
        return [msgspec.structs.replace(group) for group in self._groups if group.number]

    def blame(self, id_: str, why: str) -> None:
        """Say what is wrong with the talk-group ``id_``, and select it."""
        self.fault.setText(f"{id_}: {why}" if id_ else why)
        self.fault.setVisible(bool(why))
        row = next((n for n, group in enumerate(self._groups) if group.id == id_), -1)
        if why and row >= 0:
            self.table.setCurrentCell(row, NUMBER)

    def set_editable(self, on: bool) -> None:
        """May somebody change it?"""
        self.add_button.setVisible(on)
        self.drop_button.setVisible(on)
        trigger = QAbstractItemView.EditTrigger
        edits = trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
        self.table.setEditTriggers(edits if on else trigger.NoEditTriggers)

    def _fill(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._groups))
        for row, group in enumerate(self._groups):
            texts = (group.number, group.name, group.agency, group.label, group.id if group.number else "")
            for column, text in enumerate(texts):
                item = QTableWidgetItem(self.pick.agencies.get(text, text) if column == AGENCY else text)
                item.setData(KEPT, text)
                if column == ID:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                    item.setForeground(self._theme.palette.muted)
                item.setToolTip(group.id if column == NUMBER else item.text())
                self.table.setItem(row, column, item)
        self.table.blockSignals(False)

    # -- what somebody does ----------------------------------------------------------------------------------------

    def _edited(self, item: QTableWidgetItem) -> None:
        group = self._groups[item.row()]
        text = item.text().strip()
        match item.column():
            case 0:
                if text != group.number:
                    group.number, self._made[item.row()] = text, True
                    assert self._spec is not None
                    group.id = group_id(self._spec, self._network, text)
            case 1:
                group.name = text
            case 2:
                group.agency = str(item.data(KEPT) or "")
            case 3:
                group.label = text
        self.table.blockSignals(True)
        shown = self.table.item(item.row(), ID)
        if shown is not None:
            shown.setText(group.id if group.number else "")
        self.table.blockSignals(False)
        self.changed.emit()

    def _add(self) -> None:
        self._groups.append(GroupDraft())
        self._made.append(True)
        self._fill()
        self.table.setFocus()
        self.table.setCurrentCell(len(self._groups) - 1, NUMBER)
        item = self.table.item(len(self._groups) - 1, NUMBER)
        if item is not None:
            self.table.editItem(item)

    def _drop(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._groups):
            del self._groups[row], self._made[row]
            self._fill()
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short the id gives way: it stands in the number's tip too."""
        super().resizeEvent(event)
        self.table.setColumnHidden(ID, self.table.width() < NARROW)

    def _dress(self) -> None:
        self.fault.setStyleSheet(f"color: {self._theme.palette.warn.name()}; font-weight: 600;")
        self._fill()
