"""One unit's row of the roster as a form: naming a radio that was just heard, or correcting what is there."""

from __future__ import annotations

import re
import secrets

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console import words
from console.live import Feed
from console.page import form, quiet
from console.theme import SEMIBOLD, Theme
from units import actions as ac
from units.fold import fold
from units.guests import GUEST, is_guest
from units.roster import KINDS
from units.state import Unit

RADIO = re.compile(r"[a-z0-9]+@[^\s:]+:[^\s]+")


class UnitForm(QWidget):
    """The fields of one unit. ``decided`` carries the action to take; ``said`` why there is none."""

    decided = Signal(object)
    said = Signal(str)

    def __init__(self, live: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._unit = ""
        self.title = QLabel(self)
        self.title.setFont(theme.font(14, SEMIBOLD))
        self.callsign = self._field(24)
        self.agency = QComboBox(self)
        self.kind = QComboBox(self)
        for kind in KINDS:
            if kind != "other":
                self.kind.addItem(words.kind_of(kind), kind)
        self.radios = self._field(400)
        self.radios.setPlaceholderText("tetra@247-9:2201118")
        self.crew = self._field(80)
        self.vehicle = self._field(40)
        rows = form()
        for name, widget in (
            (self.tr("Call sign"), self.callsign),
            (self.tr("Agency"), self.agency),
            (self.tr("Kind"), self.kind),
            (self.tr("Radios"), self.radios),
            (self.tr("Crew"), self.crew),
            (self.tr("Vehicle"), self.vehicle),
        ):
            widget.setAccessibleName(name)
            rows.addRow(name, widget)
        self.hint = quiet("", theme)
        self.save = QPushButton(self.tr("Put on record"), self)
        self.save.setProperty("accent", True)
        self.save.clicked.connect(self._decide)
        self.drop = QPushButton(self.tr("Remove from roster"), self)
        self.drop.clicked.connect(self._remove)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.drop)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addLayout(rows)
        column.addWidget(self.hint)
        column.addLayout(buttons)
        column.addStretch(1)
        self.callsign.textChanged.connect(self._explain)
        for field in (self.callsign, self.radios, self.crew, self.vehicle):
            field.returnPressed.connect(self._decide)
        self.show_unit("")

    def _field(self, length: int) -> QLineEdit:
        field = QLineEdit(self)
        field.setMaxLength(length)
        return field

    def show_unit(self, unit_id: str) -> None:
        """Fill in ``unit_id``'s row; an unnamed radio's is empty but for the radio; an empty id begins a new unit."""
        facts = self._live.facts
        unit = facts.units.get(unit_id)
        self._unit = unit_id if unit is not None else ""
        self.agency.clear()
        self.agency.addItem("", "")
        for agency in facts.agencies.values():
            if agency.id != GUEST.id:
                self.agency.addItem(agency.name, agency.id)
        known = sorted((u.callsign for u in facts.units.values() if u.named), key=fold)
        completer = QCompleter(known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.callsign.setCompleter(completer)
        if unit is None:
            self.title.setText(self.tr("New unit"))
            unit = Unit(id="")
        elif unit.named:
            self.title.setText(unit.callsign)
        else:
            self.title.setText(self.tr("Name {radio}").format(radio=unit.id))
        self.callsign.setText(unit.callsign if unit.named else "")
        self.agency.setCurrentIndex(max(0, self.agency.findData(unit.agency or self._guess(unit))))
        self.kind.setCurrentIndex(max(0, self.kind.findData(unit.kind_of)))
        self.radios.setText(" ".join(unit.radios))
        self.crew.setText(unit.crew)
        self.vehicle.setText(unit.vehicle)
        self.drop.setEnabled(unit.named)
        self._explain()

    def _guess(self, unit: Unit) -> str:
        """The agency of the talk-group an unnamed radio was heard on: nearly always its own."""
        group = self._live.facts.groups.get(unit.group)
        return group.info.agency if group is not None else ""

    def _twin(self) -> Unit | None:
        """The named unit, other than this, that already has the call sign typed."""
        wanted = fold(self.callsign.text().strip())
        if not wanted:
            return None
        units = self._live.facts.units.values()
        return next((u for u in units if u.named and u.id != self._unit and fold(u.callsign) == wanted), None)

    def _explain(self) -> None:
        twin = self._twin()
        if twin is None:
            self.hint.setText("")
        else:
            self.hint.setText(
                self.tr("{unit} exists: it gets these radios as well, the rest of its row stays.").format(
                    unit=twin.callsign
                )
            )

    def _decide(self) -> None:
        callsign = self.callsign.text().strip()
        radios = list(dict.fromkeys(self.radios.text().split()))
        wrong = next((radio for radio in radios if not RADIO.fullmatch(radio)), "")
        guest = next((radio for radio in radios if is_guest(radio)), "")
        if not callsign:
            self.said.emit(self.tr("A unit needs a call sign."))
        elif wrong:
            self.said.emit(self.tr("{radio} is not like tetra@247-9:1234567.").format(radio=wrong))
        elif guest:
            self.said.emit(self.tr("{radio} is a partner's and stays a guest.").format(radio=guest))
        elif self._live.operator is None:
            self.said.emit(words.refusal("unsigned"))
        else:
            self.decided.emit(self._named(callsign, radios))

    def _named(self, callsign: str, radios: list[str]) -> ac.UnitNamed:
        seat, operator = self._live.seat, self._live.operator
        twin = self._twin()
        if twin is not None:
            return ac.UnitNamed(
                seat=seat,
                operator=operator,
                unit=twin.id,
                callsign=twin.callsign,
                agency=twin.agency,
                kind_of=twin.kind_of,
                radios=[*twin.radios, *(radio for radio in radios if radio not in twin.radios)],
                crew=twin.crew,
                vehicle=twin.vehicle,
            )
        known = self._live.facts.units.get(self._unit)
        return ac.UnitNamed(
            seat=seat,
            operator=operator,
            unit=self._unit if known is not None and known.named else f"u-{secrets.token_hex(4)}",
            callsign=callsign,
            agency=str(self.agency.currentData() or ""),
            kind_of=str(self.kind.currentData() or "car"),
            radios=radios,
            crew=self.crew.text().strip(),
            vehicle=self.vehicle.text().strip(),
        )

    def _remove(self) -> None:
        if self._live.operator is None:
            self.said.emit(words.refusal("unsigned"))
        elif self._unit:
            self.decided.emit(ac.UnitRemoved(seat=self._live.seat, operator=self._live.operator, unit=self._unit))
