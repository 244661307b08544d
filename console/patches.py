"""Patches: those there are, each with one click to break it, and a new one from the talk-groups that are ticked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from console import patch_words
from console.live import Feed
from console.page import Page, form, quiet
from console.rights import why_not_act, why_not_patch
from console.theme import Theme
from units.patched import patch_of
from units.patches import PatchBroken, Patched, PatchExtended
from units.state import Changes, Facts, Patch

MINUTES = (15, 30, 60, 120, 240)
USUAL = 30
MORE = 1800.0
"""Seconds by which one click lets a patch go on from now."""
LONGEST = 120
"""Letters of a purpose."""
COLUMNS = 3
MOST_ROWS = 6


class PatchPage(Page):
    """All patches, and the form that makes one of ``wanted`` talk-groups."""

    def __init__(self, feed: Feed, theme: Theme, wanted: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._feed = feed
        self.title.setText(self.tr("Patch talk-groups"))
        self.setAccessibleName(self.title.text())
        self.setMinimumWidth(720)
        self.list = QGridLayout()
        self.list.setHorizontalSpacing(12)
        self.rows: dict[str, tuple[QLabel, QPushButton, QPushButton]] = {}
        self.none = quiet(self.tr("No talk-groups are patched."), theme)
        self.body.addWidget(self.none)
        self.body.addLayout(self.list)
        told = self.tr(
            "What is heard on one talk-group is sent on the others. Your own push-to-talk on one of them goes to all."
        )
        self.body.addWidget(quiet(told, theme))
        self.ticks: dict[str, QCheckBox] = {}
        self.body.addLayout(self._groups(set(wanted)))
        self._build_form()
        self.body.addStretch(1)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.refresh)
        self._second.start()
        feed.changed.connect(self._changed)
        self.refresh()

    def _groups(self, wanted: set[str]) -> QGridLayout:
        grid = QGridLayout()
        for number, group in enumerate(self._feed.facts.groups):
            tick = self.ticks[group] = QCheckBox(patch_words.names(self._feed.facts, [group]), self)
            tick.setChecked(group in wanted)
            grid.addWidget(tick, number // COLUMNS, number % COLUMNS)
        return grid

    def _build_form(self) -> None:
        self.purpose = QLineEdit(self)
        self.purpose.setMaxLength(LONGEST)
        self.purpose.setPlaceholderText(self.tr("what it is for"))
        self.purpose.setAccessibleName(self.tr("Purpose"))
        self.purpose.returnPressed.connect(self.make)
        self.minutes = QComboBox(self)
        self.minutes.setAccessibleName(self.tr("Ends after"))
        for minutes in MINUTES:
            self.minutes.addItem(self.tr("{minutes} min").format(minutes=minutes), minutes)
        self.minutes.setCurrentIndex(MINUTES.index(USUAL))
        self.until = QComboBox(self)
        self.until.setAccessibleName(self.tr("Or before, with"))
        self.until.addItem(self.tr("nothing else"), ("", ""))
        for unit, alarm, words in _occasions(self._feed.facts):
            self.until.addItem(words or self.tr("the emergency"), (unit, alarm))
        fields = form()
        fields.addRow(self.tr("Purpose"), self.purpose)
        fields.addRow(self.tr("Ends after"), self.minutes)
        fields.addRow(self.tr("Or before, with"), self.until)
        self.body.addLayout(fields)
        self.go = QPushButton(self.tr("Patch"), self)
        self.go.setProperty("accent", True)
        self.go.clicked.connect(self.make)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.go)
        self.body.addLayout(row)

    def focus_first(self) -> None:
        """What is always typed; where only something is to be broken, its button."""
        chosen = any(tick.isChecked() for tick in self.ticks.values())
        breaks = [broken for _, _, broken in self.rows.values() if broken.isEnabled()]
        (self.purpose if chosen or not breaks else breaks[0]).setFocus()

    @property
    def chosen(self) -> list[str]:
        """The talk-groups that are ticked and can be patched."""
        return [group for group, tick in self.ticks.items() if tick.isChecked() and tick.isEnabled()]

    def refresh(self) -> None:
        """What there is now, and what can be done."""
        facts = self._feed.facts
        for id_ in [id_ for id_ in self.rows if id_ not in facts.patches]:
            for widget in self.rows.pop(id_):
                self.list.removeWidget(widget)
                widget.deleteLater()
        for patch in facts.patches.values():
            self._show(patch)
        self.none.setVisible(not self.rows)
        for group, tick in self.ticks.items():
            why = self._why_not(group)
            tick.setEnabled(not why)
            tick.setToolTip(why)
            tick.setAccessibleDescription(why)
        why = why_not_act(self._feed)
        self.go.setEnabled(not why)
        self.go.setToolTip(why)

    def _why_not(self, group: str) -> str:
        if group not in self._feed.facts.groups:
            return self.tr("not configured any more")
        if self._feed.facts.groups[group].info.intercom:
            return patch_words.refusal("intercom")
        patch = patch_of(self._feed.facts, group)
        if patch is not None:
            return patch_words.refusal("patched")
        return why_not_patch(self._feed, self._feed.facts.groups[group])

    def _show(self, patch: Patch) -> None:
        facts = self._feed.facts
        if patch.id not in self.rows:
            row = len(self.rows)
            said, more, broken = QLabel(self), QPushButton(self.tr("30 min from now"), self), QPushButton(self)
            said.setWordWrap(True)
            broken.setText(self.tr("Break"))
            broken.setProperty("accent", True)
            more.clicked.connect(lambda _checked=False, id_=patch.id: self.extend(id_))
            broken.clicked.connect(lambda _checked=False, id_=patch.id: break_patch(self._feed, id_))
            self.rows[patch.id] = said, more, broken
            for column, widget in enumerate(self.rows[patch.id]):
                self.list.addWidget(widget, self.list.rowCount() if column == 0 else self.list.rowCount() - 1, column)
            self.list.setColumnStretch(0, row + 1)
        said, more, broken = self.rows[patch.id]
        words = [patch_words.names(facts, patch.groups), patch.purpose, patch.operator]
        said.setText(" · ".join([*words, patch_words.left(patch, self._feed.now())]))
        for button in (more, broken):
            button.setEnabled(not why_not_act(self._feed))
            button.setAccessibleName(f"{button.text()}: {words[0]}")

    def extend(self, patch: str) -> None:
        """It goes on, and is ours from now on."""
        feed = self._feed
        feed.act(PatchExtended(seat=feed.seat, operator=feed.operator, patch=patch, seconds=MORE))

    def make(self) -> None:
        """Put the wish on record; the station joins them, or says why not."""
        feed, groups, purpose = self._feed, self.chosen, self.purpose.text().strip()
        why = why_not_act(feed)
        if why:
            self.say(why)
        elif len(groups) < 2:
            self.say(self.tr("A patch needs two talk-groups."))
        elif not purpose:
            self.say(self.tr("A patch needs a purpose."))
            self.purpose.setFocus()
        else:
            unit, alarm = self.until.currentData()
            feed.act(
                Patched(
                    seat=feed.seat,
                    operator=feed.operator,
                    patch=uuid.uuid4().hex[:8],
                    groups=groups,
                    purpose=purpose,
                    seconds=60.0 * self.minutes.currentData(),
                    unit=unit,
                    alarm=alarm,
                )
            )
            self.closed.emit()

    def _changed(self, changes: Changes) -> None:
        if changes.all or changes.patches or changes.groups or changes.gateways:
            self.refresh()


def break_patch(feed: Feed, patch: str) -> None:
    """One click."""
    if not why_not_act(feed):
        feed.act(PatchBroken(seat=feed.seat, operator=feed.operator, patch=patch))


def _occasions(facts: Facts) -> list[tuple[str, str, str]]:
    """What a patch may be made for: (unit, alarm, words) of each open emergency and each job."""
    alarms = [("", alarm.id, _called(facts, alarm.unit)) for alarm in facts.alarms.values()]
    jobs = [(unit.id, "", f"{unit.callsign or unit.id}: {unit.job}") for unit in facts.units.values() if unit.job]
    return alarms[:MOST_ROWS] + jobs


def _called(facts: Facts, unit: str) -> str:
    known = facts.units.get(unit)
    return (known.callsign or unit) if known is not None else unit
