"""The legal holds in force: who placed them, when, why, on what; lifted here, with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
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

from console import covered, icons, times
from console.hold_form import PUT_SECONDS, SHORTEST, HoldForm
from console.live import Feed
from console.page import Aside, quiet
from console.panels import show_panel
from console.rights import why_not
from console.theme import Theme
from units.keeping import HoldLifted
from units.state import Changes, Hold


class HoldList(QWidget):
    """A table of the holds in ``feed``'s facts. ``say(sentence, good)`` shows what came of a change."""

    def __init__(self, feed: Feed, theme: Theme, say: Callable[..., None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme, self._say = feed, theme, say
        self._aside = Aside(self)
        self._holds: list[Hold] = []
        self.table = QTableWidget(0, 5, self)
        self.table.setAccessibleName(self.tr("Legal holds in force"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Placed"), self.tr("By"), self.tr("Reason"), self.tr("Covers"), self.tr("Of the time")]
        )
        self._dress_table()
        self._empty = quiet(self.tr("Nothing is held."), theme)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(self.tr("Reason for lifting the hold"))
        self.reason.setPlaceholderText(self.tr("why it is lifted"))
        self.reason.returnPressed.connect(self.lift)
        self.go = self._button(self.tr("Lift the selected hold"), self.lift)
        self.new = self._button(self.tr("Place a legal hold …"), self._place)
        foot = QHBoxLayout()
        foot.addWidget(self.new)
        foot.addStretch(1)
        foot.addWidget(QLabel(self.tr("Reason"), self))
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.go)
        told = self.tr("What a hold covers is neither pruned nor erased until the hold is lifted.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(quiet(told, theme))
        column.addWidget(self.table, 1)
        column.addWidget(self._empty)
        column.addLayout(foot)
        self.table.itemSelectionChanged.connect(self._may)
        feed.changed.connect(self._changed)
        theme.changed.connect(self.refresh)
        self.refresh()

    def _dress_table(self) -> None:
        table, header = self.table, self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((216, 84, 0, 0, 370)):
            if width:
                table.setColumnWidth(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _button(self, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(name, self)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def refresh(self) -> None:
        """The holds of now, the newest first."""
        facts = self._feed.facts
        self._holds = sorted(facts.holds.values(), key=lambda hold: -hold.placed)
        self.table.setRowCount(len(self._holds))
        for row, hold in enumerate(self._holds):
            said = (
                times.stamp(hold.placed),
                hold.operator,
                hold.reason,
                covered.in_words(hold, facts),
                covered.interval(hold.since, hold.until) if not hold.calls else "",
            )
            for column, text in enumerate(said):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if not column:
                    item.setIcon(icons.icon("hold", self._theme.palette.text))
                self.table.setItem(row, column, item)
        self._empty.setVisible(not self._holds)
        self._may()

    def lift(self) -> None:
        """Lift the selected hold, if a reason is given."""
        hold, reason, why = self._selected(), self.reason.text().strip(), why_not(self._feed, "hold")
        if why or hold is None or self._aside.busy:
            self._say(why or self.tr("Select a hold first."))
            return
        if len(reason) < SHORTEST:
            self._say(self.tr("Lifting a hold needs a reason."))
            self.reason.setFocus()
            return
        feed = self._feed
        done = feed.act(HoldLifted(seat=feed.seat, operator=feed.operator, hold=hold.id, reason=reason))
        self._aside.run(lambda: done.result(timeout=PUT_SECONDS), self._told)

    def _told(self, result: object) -> None:
        if isinstance(result, Exception):
            why = str(result) or type(result).__name__
            self._say(self.tr("This cannot be put on record, so the hold stands: {why}").format(why=why))
        else:
            self.reason.clear()
            self._say(self.tr("The hold is lifted."), good=True)

    def _place(self) -> None:
        """A hold on everything of a time: what one sees in a row is held from the row."""
        form = HoldForm(self._feed, self._theme, covered.Subject((covered.everything(),), self._feed.now()))
        form.done.connect(lambda sentence: self._say(sentence, good=True))
        show_panel(self, form)

    def _selected(self) -> Hold | None:
        rows = self.table.selectionModel().selectedRows()
        return self._holds[rows[0].row()] if rows else None

    def _may(self) -> None:
        why = why_not(self._feed, "hold")
        for button, possible in ((self.new, True), (self.go, self._selected() is not None)):
            button.setEnabled(possible and not why)
            button.setToolTip(why)
            button.setAccessibleDescription(why)
        self.reason.setEnabled(not why)

    def _changed(self, changes: Changes) -> None:
        if changes.all or changes.holds or changes.seats:
            self.refresh()
