"""The foot switch of the room as a small form: which line of which device, whose position, on which talk-group."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.page import Aside, form, quiet
from console.setup.draft import Pedal
from console.setup.fields import ChoiceField, Field, FlagField, TextField
from console.setup.link_form import DeviceField, ports_present
from console.theme import Theme
from units.state import Facts

SERIAL = ("cts", "dsr", "cd", "ri")
USUAL = {"cm108": "/dev/hidraw0:3", "hid": "/dev/hidraw1", "key": "/dev/input/event5"}
"""What a device of each kind is called, for who does not know."""


class PedalForm(QWidget):
    """``saving`` carries the :class:`console.setup.draft.Pedal` that somebody wants in the file."""

    saving = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Pedal"))
        self._kept = Pedal()
        self._aside = Aside(self)
        self._ports: list[str] = []
        kinds = [
            ("", self.tr("none")),
            ("cts", self.tr("CTS (serial port)")),
            ("dsr", self.tr("DSR (serial port)")),
            ("cd", self.tr("CD (serial port)")),
            ("ri", self.tr("RI (serial port)")),
            ("cm108", self.tr("sound chip (CM108)")),
            ("hid", self.tr("USB pedal")),
            ("key", self.tr("USB pedal that types")),
        ]
        self.kind = ChoiceField(theme, self.tr("Line"), kinds)
        self.device = DeviceField(theme, self.tr("Device"), "/dev/ttyUSB0")
        self.opens = FlagField(theme, self.tr("Opens when pressed"))
        self.seat = TextField(theme, self.tr("Position"), usual="1")
        self.group = ChoiceField(theme, self.tr("Talks on"), [("", self.tr("what is selected"))])
        rows = form()
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        for field in self.fields():
            rows.addRow(field.title, field)
            field.changed.connect(self._edited)
        self.save = QPushButton(self.tr("Save the pedal"), self)
        self.save.setProperty("accent", True)
        self.save.clicked.connect(lambda: self.saving.emit(self.pedal()))
        self._note = quiet(self.tr("Used from the station's next start on."), theme)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(rows)
        column.addLayout(row)
        column.addWidget(self._note)

    def fields(self) -> list[Field]:
        """In the order in which they stand."""
        return [self.kind, self.device, self.opens, self.seat, self.group]

    def show_pedal(self, pedal: Pedal, facts: Facts) -> None:
        """What the file says; ``facts`` know the talk-groups."""
        self._kept = pedal if pedal.line else Pedal()
        kind, device, opens = pedal.parts
        self.kind.put(kind)
        self.device.put(device)
        self.opens.put(opens)
        self.seat.put(pedal.seat)
        box = self.group.box
        box.clear()
        box.addItem(self.tr("what is selected"), "")
        for group in facts.groups.values():
            if group.info.transmit:
                box.addItem(group.info.name, group.info.id)
        if pedal.group and box.findData(pedal.group) < 0:
            box.addItem(pedal.group, pedal.group)
        self.group.put(pedal.group)
        self.blame("", "")
        self._follow()

    def look(self) -> None:
        """Which serial ports are there; asked of a program, beside the screen's thread."""
        if not self._aside.busy:
            self._aside.run(ports_present, self._found)

    def _found(self, result: object) -> None:
        if isinstance(result, list):
            self._ports = result
            self._follow()

    def pedal(self) -> Pedal:
        """What the form says now."""
        kind, device = self.kind.get(), self.device.get()
        if not kind:
            return Pedal()
        line = f"{'!' if self.opens.get() else ''}{kind}:{device}"
        return Pedal(line=line, seat=self.seat.get() or "1", group=self.group.get())

    @property
    def dirty(self) -> bool:
        """Somebody changed it and did not save."""
        return self.pedal() != self._kept

    def set_editable(self, why_not: str) -> None:
        """Whether it can be changed; why not is said on the button."""
        for field in self.fields():
            field.setEnabled(not why_not)
        self.save.setToolTip(why_not)
        self._follow(bool(why_not))

    def blame(self, key: str, why: str) -> None:
        """Say what is wrong: ``key`` of ``[voice]``, or nothing."""
        at = {"pedal": self.device, "pedal_seat": self.seat, "pedal_group": self.group}
        for name, field in at.items():
            field.blame(why if name == key else "")

    def _edited(self) -> None:
        self.blame("", "")
        self._follow()

    def _follow(self, fixed: bool = False) -> None:
        """Without a line the rest is off; a device is offered by what it is."""
        kind, editable = self.kind.get(), self.kind.isEnabled() and not fixed
        for field in (self.device, self.opens, self.seat, self.group):
            field.setEnabled(bool(kind) and editable)
        self.device.offer(self._ports if kind in SERIAL else [])
        line = self.device.box.lineEdit()
        if line is not None:
            line.setPlaceholderText(USUAL.get(kind, "/dev/ttyUSB0"))
        self.save.setEnabled(editable and self.dirty and not (kind and not self.device.get()))
