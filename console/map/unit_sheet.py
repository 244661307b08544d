"""A plate on the map that lists units, writes them a text and says how it fared. Which units is another's business."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from console import texting
from console.board_rows import agency_of, status_words
from console.compose import Compose
from console.fix_age import age_words, is_stale
from console.live import Feed
from console.map.plate import SideSheet, symbol
from console.rights import why_not_act
from console.selection import Selection
from console.shapes import UNKNOWN
from console.stream_row import standing
from console.theme import BODY, SEMIBOLD, Theme
from console.tile_face import short_radio
from units.state import Changes, Unit

ROW = 28
SOON = 200
"""Milliseconds after which a change is shown: many come together."""
FEWEST_ROWS, MOST_ROWS = 2, 9
"""Rows that are seen without scrolling: where the map is low, and where it is not."""


@dataclass(frozen=True)
class Listed:
    """A row: which unit, and what its columns say beside its name."""

    unit: str
    cells: tuple[str, ...]


def name_of(unit: Unit) -> str:
    """What a unit is called."""
    return unit.callsign or short_radio(unit.id)


def fill(box: QComboBox, wanted: list[tuple[str, str]]) -> None:
    """Offer these (words, value), keeping what was chosen; a box that offers them already is left alone."""
    if [(box.itemText(row), box.itemData(row)) for row in range(box.count())] == wanted:
        return
    chosen = box.currentData()
    box.clear()
    for words, value in wanted:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))


class UnitSheet(SideSheet):
    """``list_units`` fills the table. A click selects a unit, a double one or Enter locates it; Esc closes.

    ``sent`` are the references of the text sent from here, by unit.
    """

    WIDEST = 1
    """The column that takes what room is left."""
    NUMBERED = False
    """The rows have numbers, which the map shows too."""

    def __init__(
        self, feed: Feed, theme: Theme, selection: Selection, area: QWidget, title: str, heads: list[str]
    ) -> None:
        super().__init__(theme, title, area)
        self.feed, self.selection = feed, selection
        self.listed: list[Listed] = []
        self.sent: dict[str, str] = {}
        self._to: list[str] = []
        self._to_group = ""
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.renew)
        self.told = QLabel(self)
        self.told.setProperty("quiet", True)
        self.told.setWordWrap(True)
        self.table = self._table([self.tr("Unit"), *heads, self.tr("Text")])
        self.tiles = QComboBox(self)
        self.tiles.setAccessibleName(self.tr("Talk-groups these units were last heard on"))
        self.tile_button = QPushButton(self.tr("Select tile"), self)
        self.tile_button.clicked.connect(lambda: self.selection.tile_wanted.emit(self.tiles.currentData() or ""))
        self.text_to = QComboBox(self)
        self.text_to.setAccessibleName(self.tr("Whom the text goes to"))
        self.text_button = QPushButton(self.tr("Text to all"), self)
        self.text_button.setProperty("accent", True)
        self.text_button.clicked.connect(self.write)
        self.foot = QStackedWidget(self)
        self.compose = Compose(self)
        self.compose.sent.connect(self.send)
        self.compose.done.connect(lambda: self.foot.setCurrentIndex(0))
        self.left_out = QLabel(self)
        self.left_out.setProperty("worry", True)
        self.left_out.setWordWrap(True)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.left_out)
        self._lay_out_foot()
        feed.changed.connect(self._on_changed)

    def _table(self, heads: list[str]) -> QTableWidget:
        table = QTableWidget(0, len(heads), self)
        table.setHorizontalHeaderLabels(heads)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(self.WIDEST, QHeaderView.ResizeMode.Stretch)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setIconSize(QSize(18, 18))
        table.setMinimumHeight(ROW * (FEWEST_ROWS + 1))
        table.itemSelectionChanged.connect(self._select)
        table.cellDoubleClicked.connect(lambda row, _column: self.selection.locate(self.listed[row].unit))
        return table

    def _lay_out_foot(self) -> None:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text_to, 1)
        row.addWidget(self.text_button)
        self.foot.addWidget(bar)
        self.foot.addWidget(self.compose)
        self.foot.setFixedHeight(32)
        group = QHBoxLayout()
        group.setSpacing(8)
        group.addWidget(self.tiles, 1)
        group.addWidget(self.tile_button)
        self.body.addLayout(group)
        self.body.addWidget(self.foot)

    def sizeHint(self) -> QSize:
        """High enough for the rows there are, up to a number."""
        size = super().sizeHint()
        rows = ROW * (max(FEWEST_ROWS, min(len(self.listed), MOST_ROWS)) + 1) + 12
        return QSize(size.width(), size.height() - self.table.sizeHint().height() + rows)

    # -- what it lists -------------------------------------------------------------------------------------------

    def list_units(self, rows: list[Listed]) -> None:
        """Show these; the selection stays where its unit still is."""
        facts = self.feed.facts
        kept = [row for row in rows if row.unit in facts.units]
        chosen = self.chosen()
        self.table.blockSignals(True)
        self.table.setRowCount(len(kept))
        self.listed = kept
        for number, row in enumerate(kept):
            unit = facts.units[row.unit]
            name = f"{number + 1}  {name_of(unit)}" if self.NUMBERED else name_of(unit)
            for column, text in enumerate((name, *row.cells, self.text_words(unit))):
                item = QTableWidgetItem(text)
                worry = self.worry_words(unit)
                item.setToolTip("\n".join([name_of(unit), *unit.radios, *row.cells, *([worry] if worry else [])]))
                if not column:
                    item.setIcon(symbol(agency_of(facts, unit) or UNKNOWN, self.theme.palette))
                    item.setFont(self.theme.font(BODY, SEMIBOLD))
                elif self.is_doubted(unit) and column == len(row.cells):
                    item.setForeground(self.theme.palette.warn)
                    item.setFont(self.theme.font(BODY, SEMIBOLD))
                    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text} · {worry}")
                self.table.setItem(number, column, item)
            if row.unit == chosen:
                self.table.selectRow(number)
        self.table.blockSignals(False)
        self.table.setColumnHidden(self.table.columnCount() - 1, not self.sent)
        self._offer()
        if not self.isHidden():
            self.place()

    def units(self) -> list[Unit]:
        """The units listed."""
        facts = self.feed.facts
        return [facts.units[row.unit] for row in self.listed if row.unit in facts.units]

    def fix_words(self, unit: Unit) -> str:
        """How old a position is, with the board's mark where it is doubtful; in full in the tool tip."""
        if unit.fix is None:
            return self.tr("no position")
        age = age_words(unit, self.feed.now())
        return f"? {age}" if unit.doubtful else age

    def worry_words(self, unit: Unit) -> str:
        """Why its position is marked; empty where it is not."""
        if unit.doubtful:
            return self.tr("doubtful")
        return self.tr("stale") if self.is_stale(unit) else ""

    def text_words(self, unit: Unit) -> str:
        """How the text that was sent fared with this unit."""
        if unit.id not in self.sent:
            return "–"
        return standing(texting.state(self.feed.facts, self.sent[unit.id]))[0] or self.tr("asked for")

    def is_stale(self, unit: Unit) -> bool:
        """True if its fix is old, or gone."""
        return is_stale(unit, self.feed.now())

    def is_doubted(self, unit: Unit) -> bool:
        """True if it may well be somewhere else."""
        return bool(unit.doubtful) or self.is_stale(unit)

    def status_of(self, unit: Unit) -> str:
        """Its status in words."""
        return status_words(self.feed.facts, unit) or "–"

    # -- telling them something ----------------------------------------------------------------------------------

    def _offer(self) -> None:
        """The talk-groups they share, and whom a text can go to."""
        facts, units = self.feed.facts, self.units()
        heard = Counter(unit.group for unit in units if unit.group in facts.groups)
        shared = [
            (self.tr("{group}: {count} of {all}").format(group=facts.groups[g].info.name, count=n, all=len(units)), g)
            for g, n in heard.most_common()
        ]
        fill(self.tiles, shared or [(self.tr("None of them was heard on a talk-group yet"), "")])
        self.tiles.setEnabled(bool(heard))
        self.tile_button.setEnabled(bool(heard))
        reached = [unit for unit in units if not texting.why_not(self.feed, unit)]
        ways = [(self.tr("Each radio by itself: {count}").format(count=len(reached)), "")]
        group, count = heard.most_common(1)[0] if heard else ("", 0)
        if count == len(units) and units and not texting.why_not_group(self.feed, group):
            ways.append((self.tr("Once, to {group}").format(group=facts.groups[group].info.name), group))
        fill(self.text_to, ways)
        why = why_not_act(self.feed)
        self.text_button.setEnabled(bool(reached) and not why)
        self.text_button.setToolTip(why)
        missed = [unit for unit in units if unit not in reached]
        said = ", ".join(f"{name_of(unit)} ({texting.why_not(self.feed, unit).rstrip('.')})" for unit in missed[:4])
        more = f" +{len(missed) - 4}" if len(missed) > 4 else ""
        self.left_out.setText(self.tr("No text reaches {units}").format(units=said + more) if missed else "")
        self.left_out.setVisible(bool(missed) and not why)

    def write(self) -> None:
        """Begin the text. Whom it goes to is settled now, whatever the list does while it is written."""
        if not self.text_button.isEnabled():
            return
        self._to_group = str(self.text_to.currentData() or "")
        units = self.units() if self._to_group else [u for u in self.units() if not texting.why_not(self.feed, u)]
        self._to = [unit.id for unit in units]
        names = ", ".join(name_of(unit) for unit in units[:3]) + (f" +{len(units) - 3}" if len(units) > 3 else "")
        self.foot.setCurrentWidget(self.compose)
        self.compose.open(self.text_to.currentText() if self._to_group else names)

    @property
    def is_writing(self) -> bool:
        """True while a text is being written."""
        return self.foot.currentWidget() is self.compose

    def send(self, text: str) -> None:
        """One action a unit, each with a state of its own; or one to the talk-group that covers them all."""
        facts = self.feed.facts
        if self._to_group:
            ref = texting.send(self.feed, self._to_group, text)
            self.sent = dict.fromkeys(self._to, ref)
        else:
            units = [facts.units[one] for one in self._to if one in facts.units]
            self.sent = {unit.id: texting.send(self.feed, texting.radio_of(facts, unit), text) for unit in units}
        self.foot.setCurrentIndex(0)
        self.renew()

    def renew(self) -> None:
        """List them again: something about them changed."""

    def chosen(self) -> str:
        """The unit of the selected row; empty for none."""
        row = self.table.currentRow()
        picked = self.table.selectionModel().hasSelection()
        return self.listed[row].unit if picked and 0 <= row < len(self.listed) else ""

    def _select(self) -> None:
        if self.chosen():
            self.selection.select(self.chosen())

    def _on_changed(self, changes: Changes) -> None:
        mine = {row.unit for row in self.listed}
        texts = {self.feed.facts.refs.get(ref, 0) for ref in self.sent.values()}
        if not self.isHidden() and (changes.all or mine & changes.units or texts & changes.lines or changes.gateways):
            self._soon.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter locates."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen() and self.table.hasFocus():
            self.selection.locate(self.chosen())
        else:
            super().keyPressEvent(event)
