"""The page of the gateways: which there are and how they are, one of them as a form, its talk-groups, its test."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.live import Feed
from console.page import Page, quiet
from console.rights import why_not
from console.setup import room_file
from console.setup.draft import Draft, GroupDraft, Pedal
from console.setup.faults import Fault, fault_of, place
from console.setup.form import GatewayForm, copy_of, new_draft
from console.setup.gateway_list import GatewayList, live_row, row_of
from console.setup.groups import GroupsTable
from console.setup.link_form import drawn
from console.setup.pedal_form import PedalForm
from console.setup.room_file import Room
from console.setup.saving import PEDAL, Saving, blamed, stubborn_words
from console.setup.trial_panel import TrialPanel
from console.theme import Theme
from radio.codec import Spec
from radio.find import find_protocol, protocols
from units.state import Changes

NEW = ""
"""The name of a gateway that is not in the file yet."""
SOON = 200


def speakable() -> dict[str, Spec]:
    """The protocols a gateway can speak, by name in the order of their titles."""
    specs = [find_protocol(name) for name in protocols()]
    return {spec.name: spec for spec in sorted(specs, key=lambda spec: spec.title.casefold()) if drawn(spec)}


class GatewaysPage(Page):
    """Gateways of the configuration ``path`` that the station of ``feed`` runs with. Everyone may look."""

    def __init__(self, feed: Feed, theme: Theme, path: Path, specs: Mapping[str, Spec] | None = None) -> None:
        super().__init__(theme, "")
        self.title.setText(self.tr("Gateways"))
        self.setAccessibleName(self.title.text())
        self._feed, self._path = feed, path
        self._specs = dict(specs if specs is not None else speakable())
        self._room = Room(path=path)
        self._unsaved: dict[str, Draft] = {}
        self._current = NEW
        self._sure = ""
        self.saving = Saving(feed, self)
        self._build()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._follow)
        self.saving.said.connect(self.say)
        self.saving.saved.connect(self._saved)
        self.saving.refused.connect(self._blame)
        feed.changed.connect(self._on_changed)
        self._load()
        self._tell_fault()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.list = GatewayList(self.theme, self)
        self.list.currentRowChanged.connect(lambda _: self._chosen())
        self.groups = GroupsTable(self.theme, self)
        self.form = GatewayForm(self.theme, self._specs, self.groups)
        self.form.changed.connect(self._edited)
        self.trial = TrialPanel(self._feed, self.theme, self._to_try)
        self.trial.faulted.connect(lambda fault: self._blame(fault, self.form.draft().name, fault.key, ""))
        self.note = quiet("", self.theme)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(self._row(self._list_buttons()))
        left.addLayout(self._row([self._pedal_button()]))
        left.addWidget(self.pedal)
        middle = QVBoxLayout()
        middle.addWidget(self.form, 1)
        middle.addLayout(self._row(self._form_buttons()))
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.groups, 1)
        right.addWidget(self.trial, 1)
        row = self._columns = QHBoxLayout()
        row.setSpacing(20)
        for column in (left, middle, right):
            row.addLayout(column)
        self.body.addWidget(self.note)
        self.body.addLayout(row, 1)

    def _order_tabs(self) -> None:
        """Tab goes as the eye does, after every row that is drawn anew."""
        chain: list[QWidget] = [self.list, self.new_button, self.copy_button, self.pedal_button]
        chain += [*(field.widget for field in self.pedal.fields()), self.pedal.save]
        chain += [field.widget for field in self.form.fields().values()]
        chain += [self.save_button, self.undo_button, self.remove_button]
        chain += [self.groups.table, self.groups.add_button, self.groups.drop_button]
        chain += [self.trial.cancel, self.trial.button, self.trial.text]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _list_buttons(self) -> list[QPushButton]:
        self.new_button = QPushButton(self.tr("New gateway"), self)
        self.new_button.clicked.connect(self._new)
        self.copy_button = QPushButton(self.tr("Duplicate"), self)
        self.copy_button.clicked.connect(self._copy)
        return [self.new_button, self.copy_button]

    def _pedal_button(self) -> QPushButton:
        """The pedal is of the room, not of a gateway: its form opens below the list."""
        self.pedal = PedalForm(self.theme, self)
        self.pedal.hide()
        self.pedal.saving.connect(self._save_pedal)
        self.pedal_button = QPushButton(self.tr("Pedal …"), self)
        self.pedal_button.setCheckable(True)
        self.pedal_button.toggled.connect(self._open_pedal)
        return self.pedal_button

    def _form_buttons(self) -> list[QPushButton]:
        self.save_button = QPushButton(self.tr("Save"), self)
        self.save_button.setProperty("accent", True)
        self.save_button.clicked.connect(self._save)
        self.undo_button = QPushButton(self.tr("Undo changes"), self)
        self.undo_button.clicked.connect(self._undo)
        self.remove_button = QPushButton(self.tr("Remove"), self)
        self.remove_button.clicked.connect(self._remove)
        return [self.save_button, self.undo_button, self.remove_button]

    @staticmethod
    def _row(buttons: list[QPushButton]) -> QHBoxLayout:
        row = QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        return row

    # -- what is shown -----------------------------------------------------------------------------------------

    @property
    def exercise(self) -> bool:
        """The gateways are the simulator's, and no file here."""
        return self._feed.facts.mode == "exercise"

    @property
    def why_fixed(self) -> str:
        """Why nothing can be changed here now; empty if it can."""
        if self.exercise:
            return self.tr("These gateways are announced by the simulator: an exercise opens no other.")
        if self._room.stubborn:
            return stubborn_words(self._room.stubborn)
        if not self._room.hash and self._feed.facts.config_path and self._feed.facts.gateways:
            return self.tr("The configuration in use, {file}, cannot be found.").format(file=self._path)
        return why_not(self._feed, "configure")

    def _load(self) -> None:
        """Read the file again, unless it is the simulator's."""
        if not self.exercise:
            try:
                self._room = room_file.load(self._path)
            except OSError as error:
                self._room = Room(path=self._path, stubborn=str(error))
        names = [draft.was for draft in self._room.gateways]
        if self._current not in names and NEW not in self._unsaved:
            self._current = names[0] if names else NEW
        if not self.pedal.dirty:
            self.pedal.show_pedal(self._room.pedal, self._feed.facts)
        self._refresh()
        self._show_form()

    def _refresh(self) -> None:
        """The list and what may be pressed."""
        facts = self._feed.facts
        if self.exercise:
            rows = [live_row(gateway, self._specs) for gateway in facts.gateways.values()]
        else:
            drafts = list(self._room.gateways) + ([self._unsaved[NEW]] if NEW in self._unsaved else [])
            rows = [
                row_of(self._unsaved.get(draft.was, draft), self._specs, facts, draft.was in self._unsaved)
                for draft in drafts
            ]
        self.list.show_rows(rows, self._current)
        known = not self.exercise and (bool(self._room.gateways) or NEW in self._unsaved)
        fixed = self.why_fixed
        where = "" if self.exercise else self.tr("File: {file}").format(file=self._path)
        if not known and not fixed:
            where = self.tr("No gateway is set up yet: begin with “New gateway”.") + "  " + where
        self.note.setText("  ".join(filter(None, (fixed, where))))
        for number, stretch in enumerate((5, 9, 8) if known else (9, 0, 9)):
            self._columns.setStretch(number, stretch)
        self.form.setVisible(known)
        self.groups.setVisible(known or self.exercise)
        self.trial.setVisible(known)
        self.form.set_editable(not fixed)
        self.pedal.set_editable(fixed)
        self.pedal_button.setVisible(not self.exercise)
        for button in (self.new_button, self.copy_button, self.save_button, self.undo_button, self.remove_button):
            button.setVisible(not self.exercise)
            button.setEnabled(not fixed and not self.saving.busy)
            button.setToolTip(fixed)
        for button in (self.copy_button, self.save_button, self.undo_button, self.remove_button):
            button.setVisible(known)
        dirty = self._current in self._unsaved
        self.save_button.setEnabled(self.save_button.isEnabled() and dirty)
        self.undo_button.setEnabled(self.undo_button.isEnabled() and dirty)
        self.trial.button.setEnabled(not fixed and not self.trial.trial.running)
        self.trial.button.setToolTip(fixed)

    def _show_form(self) -> None:
        draft = self._unsaved.get(self._current) or self._room.draft(self._current)
        if self.exercise:
            self._show_announced()
            self._refresh()
        elif draft is not None:
            agencies = {agency.id: agency.name for agency in self._feed.facts.agencies.values()}
            self.form.show_draft(draft, agencies)
            if draft.protocol not in self._specs:
                self.form.blame("protocol", self.tr("This Kopa knows no protocol {name}.").format(name=draft.protocol))
            self._order_tabs()
        self._rename_remove("")

    def _show_announced(self) -> None:
        """The talk-groups of one of the simulator's gateways."""
        facts = self._feed.facts
        gateway = facts.gateways.get(self._current) or next(iter(facts.gateways.values()), None)
        spec = self._specs.get(gateway.info.protocol) if gateway is not None else None
        if gateway is None or spec is None:
            return
        self._current = gateway.info.name
        infos = [group.info for group in facts.groups.values() if group.info.gateway == gateway.info.name]
        groups = [
            GroupDraft(number=info.id.rpartition(":")[2].removeprefix("g"), name=info.name, agency=info.agency,
                       label=info.label, id=info.id)
            for info in infos
        ]  # fmt: skip
        agencies = {agency.id: agency.name for agency in facts.agencies.values()}
        self.groups.show_groups(groups, agencies, spec, gateway.info.network)

    def _chosen(self) -> None:
        name = self.list.current
        if name is None:
            return
        self._current = name
        if self.exercise:
            self._show_announced()
            return
        self.trial.clear()
        self._show_form()
        self._refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.all or changes.config or changes.gateways or changes.seats or changes.state:
            self._soon.start()

    def _follow(self) -> None:
        """News of the station: its states, and a file that somebody else may have changed."""
        if not self.exercise and not self.saving.busy:
            try:
                changed = room_file.load(self._path).hash != self._room.hash
            except OSError:
                changed = False
            if changed and self._current not in self._unsaved:
                self._load()
        self._refresh()
        self._tell_fault()

    # -- what somebody does --------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._order_tabs()
        self._unsaved[self._current] = self.form.draft()
        self._rename_remove("")
        self._refresh()

    def _new(self) -> None:
        self._begin(new_draft(self._specs))

    def _copy(self) -> None:
        draft = self.form.draft()
        name = self.tr("{name} (copy)").format(name=draft.name)
        self._begin(copy_of(draft, name))

    def _begin(self, draft: Draft) -> None:
        self._unsaved[NEW] = draft
        self._current = NEW
        self.trial.clear()
        self._show_form()
        self._refresh()
        self.form.name.widget.setFocus()
        self.form.ensureWidgetVisible(self.form.name)

    def _undo(self) -> None:
        self._unsaved.pop(self._current, None)
        self.say("")
        self._load()

    def _save(self) -> None:
        if self.why_fixed or self.saving.busy:
            self.say(self.why_fixed)
            return
        draft = self.form.draft()
        if not self._complete(draft):
            return
        self.form.blame("", "")
        self.saving.save(self._room, draft, self.form.spec)
        self._refresh()

    def _complete(self, draft: Draft) -> bool:
        """What a person can be told at once, in their own language; the station checks the rest."""
        taken = any(other.was == draft.name and other.was != draft.was for other in self._room.gateways)
        if not draft.name:
            self.form.blame("name", self.tr("A gateway needs a name."))
        elif taken:
            self.form.blame("name", self.tr("Another gateway has this name."))
        elif not draft.network:
            self.form.blame("network", self.tr("A gateway needs a network: it stands in the ids of its radios."))
        else:
            return True
        return False

    def _remove(self) -> None:
        if self._current == NEW or self._current not in {draft.was for draft in self._room.gateways}:
            self._undo()
        elif self._sure != self._current:
            self._rename_remove(self._current)
        else:
            self._unsaved.pop(self._current, None)
            self.saving.remove(self._room, self._current)
            self._rename_remove("")

    def _rename_remove(self, sure: str) -> None:
        """Removing takes two presses: the second button says what goes."""
        self._sure = sure
        self.remove_button.setText(self.tr("Really remove it, with its talk-groups") if sure else self.tr("Remove"))

    def _open_pedal(self, shown: bool) -> None:
        self.pedal.setVisible(shown)
        if shown:
            self.pedal.look()
            self.pedal.kind.widget.setFocus()

    def _save_pedal(self, pedal: Pedal) -> None:
        if self.why_fixed or self.saving.busy:
            self.say(self.why_fixed)
            return
        self.saving.pedal(self._room, pedal)
        self._refresh()

    def _saved(self, name: str) -> None:
        if name == PEDAL:
            self.pedal.show_pedal(self.pedal.pedal(), self._feed.facts)
            self._load()
            return
        self._unsaved.pop(self._current, None)
        self._current = name
        self._load()

    def _to_try(self) -> tuple[Draft, Spec] | None:
        self.form.blame("", "")
        draft = self.form.draft()
        if not draft.name:
            draft = msgspec.structs.replace(draft, name=self.tr("New gateway"))
        return draft, self.form.spec

    # -- what is wrong -------------------------------------------------------------------------------------------

    def _tell_fault(self) -> None:
        """An error in the file that the station found: said, and shown at its field."""
        why = self._feed.facts.config_error
        if not why or self.exercise:
            return
        fault = fault_of(why)
        name, key, group = place(self._room.text, fault)
        self._blame(fault, name, key, group)

    def _blame(self, fault: Fault, name: str, key: str, group: str) -> None:
        if name and name != self.form.draft().name and name in {draft.was for draft in self._room.gateways}:
            self._current = name
            self._show_form()
            self._refresh()
        table, _, foot = fault.key.partition(".")
        self.pedal.blame(foot if table == "voice" else "", fault.why)
        at_field = bool(name) and self.form.blame(key, fault.why, group)
        why = fault.why if at_field else blamed(fault).why
        if self._feed.facts.config_error:
            said = self.tr("The file has an error, and what was in use stays in use: {why}")
        else:
            said = self.tr("Not saved, the station would refuse it: {why}")
        self.say(said.format(why=why))
        self._refresh()
