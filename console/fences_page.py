"""The list of fences: what each watches and who is inside; drawn, changed, switched and removed from here."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from console import fence_words, words
from console.live import Feed
from console.page import Page, quiet
from console.rights import why_not_act
from console.selection import Selection
from console.theme import Theme
from console.unit_facts import how_far
from units.fences import Fence, FenceDrawn, FenceRemoved
from units.state import Changes


class FencesPage(Page):
    """``draw`` asks for a polygon (False) or a circle (True), ``change`` for the form of a :class:`Fence`, ``shown``
    for the map to show one."""

    draw = Signal(bool)
    change = Signal(object)
    shown = Signal(str)

    def __init__(self, feed: Feed, theme: Theme, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._feed, self._selection = feed, selection
        self.title.setText(self.tr("Fences"))
        self.setAccessibleName(self.title.text())
        self.table = QTableWidget(0, 5, self)
        self.table.setAccessibleName(self.title.text())
        self.table.setHorizontalHeaderLabels(
            [self.tr("Fence"), self.tr("Where"), self.tr("Alert"), self.tr("For"), self.tr("Inside")]
        )
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.cellActivated.connect(lambda _row, _column: self._edit())
        self.table.itemSelectionChanged.connect(self._enable)
        self.empty = quiet(self.tr("No fence is drawn yet. An alert of a fence goes to the amber list."), theme)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty)
        self._buttons()
        self._rows: list[Fence] = []
        feed.changed.connect(self._changed)
        selection.changed.connect(self._enable)
        self.refresh()

    def _buttons(self) -> None:
        grid = QGridLayout()
        self.polygon_button = self._button(self.tr("Draw a polygon"), lambda: self._draw(False))
        self.circle_button = self._button(self.tr("Draw a circle"), lambda: self._draw(True))
        self.moving_button = self._button(self.tr("Round the selected unit"), self._moving)
        self.show_button = self._button(self.tr("Show on the map"), self._show)
        self.change_button = self._button(self.tr("Change …"), self._edit)
        self.switch_button = self._button(self.tr("Switch off"), self._switch)
        self.remove_button = self._button(self.tr("Remove"), self._remove)
        new = (self.polygon_button, self.circle_button, self.moving_button)
        old = (self.show_button, self.change_button, self.switch_button, self.remove_button)
        for row, buttons in enumerate((new, old)):
            for column, button in enumerate(buttons):
                grid.addWidget(button, row, column)
        grid.setColumnStretch(4, 1)
        self.body.addLayout(grid)

    def _button(self, words_: str, act: object) -> QPushButton:
        button = QPushButton(words_, self)
        button.clicked.connect(act)
        return button

    def focus_first(self) -> None:
        """The first fence, or the first way to one."""
        (self.table if self._rows else self.polygon_button).setFocus()

    def select(self, id_: str) -> None:
        """Mark one."""
        for row, fence in enumerate(self._rows):
            if fence.id == id_:
                self.table.selectRow(row)

    @property
    def chosen(self) -> Fence | None:
        """The selected one."""
        row = self.table.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) and self.table.selectedItems() else None

    def refresh(self) -> None:
        """Those there are now."""
        facts, before = self._feed.facts, self.chosen
        self._rows = sorted(facts.fences.values(), key=lambda fence: (fence.text.casefold(), fence.id))
        self.table.setRowCount(len(self._rows))
        for row, fence in enumerate(self._rows):
            inside = [one.unit for one in facts.within.values() if one.fence == fence.id]
            names = ", ".join(sorted(self._name(unit) for unit in inside))
            name = fence.text if fence.on else self.tr("{fence} (off)").format(fence=fence.text)
            told = (name, self._where(fence), fence_words.rules(fence), self._whom(fence), names or "–")
            for column, text in enumerate(told):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.setVisible(bool(self._rows))
        self.empty.setVisible(not self._rows)
        if before is not None:
            self.select(before.id)
        self._enable()

    def _name(self, unit: str) -> str:
        known = self._feed.facts.units.get(unit)
        return (known.callsign or known.id) if known is not None else unit

    def _where(self, fence: Fence) -> str:
        if fence.unit:
            said = self.tr("{distance} round {unit}")
            return said.format(distance=how_far(fence.radius), unit=self._name(fence.unit))
        if fence.radius:
            return self.tr("circle of {distance}").format(distance=how_far(fence.radius))
        return self.tr("polygon")

    def _whom(self, fence: Fence) -> str:
        agencies = self._feed.facts.agencies
        names = [agencies[one].name if one in agencies else one for one in fence.agencies]
        names += [words.kind_of(kind) for kind in fence.kinds]
        if fence.hours is not None:
            first, last = fence.hours
            names.append(f"{first // 60:02}:{first % 60:02}–{last // 60:02}:{last % 60:02}")
        return ", ".join(names) or self.tr("all")

    def _enable(self) -> None:
        why, chosen = why_not_act(self._feed), self.chosen
        for button in (self.polygon_button, self.circle_button, self.change_button, self.switch_button):
            button.setEnabled(not why and (chosen is not None or button in (self.polygon_button, self.circle_button)))
            button.setToolTip(why)
        self.remove_button.setEnabled(not why and chosen is not None)
        self.moving_button.setEnabled(not why and self._selection.unit in self._feed.facts.units)
        self.show_button.setEnabled(chosen is not None)
        on = chosen is None or chosen.on
        self.switch_button.setText(self.tr("Switch off") if on else self.tr("Switch on"))

    def _draw(self, circle: bool) -> None:
        self.closed.emit()
        self.draw.emit(circle)

    def _moving(self) -> None:
        unit = self._selection.unit
        if unit in self._feed.facts.units:
            self.change.emit(Fence("", self._name(unit), radius=500.0, unit=unit, rules=["in"]))

    def _show(self) -> None:
        if self.chosen is not None:
            fence = self.chosen.id
            self.closed.emit()
            self.shown.emit(fence)

    def _edit(self) -> None:
        if self.chosen is not None and not why_not_act(self._feed):
            self.change.emit(self.chosen)

    def _switch(self) -> None:
        if self.chosen is not None:
            self._act(msgspec.structs.replace(self.chosen, on=not self.chosen.on))

    def _act(self, fence: Fence) -> None:
        feed = self._feed
        fields = {name: getattr(fence, name) for name in FenceDrawn.__struct_fields__ if hasattr(fence, name)}
        fields |= {"seat": feed.seat, "operator": feed.operator, "fence": fence.id}
        feed.act(FenceDrawn(**fields))

    def _remove(self) -> None:
        feed = self._feed
        if self.chosen is not None and not why_not_act(feed):
            feed.act(FenceRemoved(seat=feed.seat, operator=feed.operator, fence=self.chosen.id))

    def _changed(self, changes: Changes) -> None:
        if changes.all or changes.fences or changes.seats or changes.config:
            self.refresh()
