"""Sign on, off, hand over: who sits here. The demo shows its operator; a first live start makes a supervisor."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QTabWidget, QWidget

from console import times, words
from console.live import Feed
from console.operators import OperatorsTable, pin_sentence
from console.page import Aside, Page, form, quiet
from console.pins import DEMO_NUMBER, DEMO_PIN, Operator, Operators, PinError
from console.rights import why_not
from console.theme import Theme
from console.unheard_words import Counts
from units import actions as ac
from units import unheard

FIELD_WIDTH = 260


class SignOnPanel(Page):
    """The page of one seat. ``operators`` is the file of this journal's mode (:func:`console.pins.operators_path`)."""

    signed = Signal()
    """Somebody has just signed on here."""
    owed = Signal()
    """The list of what nobody heard is wanted."""

    def __init__(self, live: Feed, theme: Theme, operators: Operators, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._live = live
        self._operators = operators
        self._aside = Aside(self)
        self._content: QWidget | None = None
        self._first: QLineEdit | None = None
        self._seen = ""
        live.changed.connect(self._follow)
        self._show()

    def focus_first(self) -> None:
        """Put the cursor where typing starts."""
        if self._first is not None:
            self._first.setFocus()

    # -- what stands on the page ------------------------------------------------------------------------------

    def _follow(self) -> None:
        if (self._live.operator or "") != self._seen:
            self._show()

    def _show(self) -> None:
        self._seen = self._live.operator or ""
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget(self)
        self._first = None
        self.message.hide()
        try:
            if self._live.facts.mode == "exercise":
                self._operators.ship_demo()
            known = self._operators.all()
        except PinError as error:
            self._set_title(self.tr("Sign on"))
            self.say(pin_sentence(error))
            self.body.addWidget(self._content, 1)
            return
        if self._seen:
            self._build_signed(known)
        elif not known:
            self._build_first()
        else:
            self._build_sign_on()
        self.body.addWidget(self._content, 1)
        QTimer.singleShot(0, self, self.focus_first)

    def _set_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)

    def _build_sign_on(self) -> None:
        self._set_title(self.tr("Sign on at position {seat}").format(seat=self._live.seat))
        rows = self._form()
        self.number = self._field(rows, self.tr("Operator"), 12)
        self.pin = self._field(rows, self.tr("PIN"), 12, secret=True)
        self.go = self._button(self.tr("Sign on"), self._sign_on)
        rows.addRow("", self.go)
        self.pin.returnPressed.connect(self._sign_on)
        self.number.returnPressed.connect(self.pin.setFocus)
        if self._live.facts.mode == "exercise":
            hint = self.tr("Exercise: operator {number}, PIN {pin}").format(number=DEMO_NUMBER, pin=DEMO_PIN)
            rows.addRow("", quiet(hint, self.theme))
        rows.addRow(
            "", quiet(self.tr("Without signing on this position may listen and silence its sounder."), self.theme)
        )
        self._first = self.number

    def _build_first(self) -> None:
        self._set_title(self.tr("The first shift supervisor"))
        rows = self._form()
        rows.addRow(quiet(self.tr("Nobody can sign on yet. Whoever is entered here can enter the others."), self.theme))
        self.number = self._field(rows, self.tr("Operator"), 12)
        self.name = self._field(rows, self.tr("Name"), 80)
        self.pin = self._field(rows, self.tr("PIN"), 12, secret=True)
        self.again = self._field(rows, self.tr("PIN again"), 12, secret=True)
        self.go = self._button(self.tr("Enter and sign on"), self._create_first)
        rows.addRow("", self.go)
        rows.addRow("", quiet(self.tr("4 to 12 digits. It is kept as a hash only: nobody can look it up."), self.theme))
        self.again.returnPressed.connect(self._create_first)
        self._first = self.number

    def _build_signed(self, known: list[Operator]) -> None:
        seat = self._live.seat_facts
        self._set_title(self.tr("Position {seat}").format(seat=self._live.seat))
        rows = self._form()
        if not why_not(self._live, "operators"):
            rows = self._beside_operators(rows)
        who = " · ".join(part for part in (seat.operator, seat.name, words.role(seat.role)) if part)
        rows.addRow(self.tr("Signed on"), quiet(who, self.theme))
        rows.addRow(self.tr("since"), quiet(times.stamp(seat.since), self.theme))
        known_as = {agency.id: agency.name for agency in self._live.facts.agencies.values()}
        rows.addRow(self.tr("Reads records of"), quiet(words.agencies(known_as, seat.agencies), self.theme))
        self._add_owed(rows)
        self.note = self._field(rows, self.tr("To do for the next"), 500)
        self.to = QComboBox(self)
        self.to.setFixedWidth(FIELD_WIDTH)
        self.to.setAccessibleName(self.tr("Hand over to"))
        self.to.addItem("", "")
        for operator in known:
            if operator.number != seat.operator:
                self.to.addItem(f"{operator.number} {operator.name}".strip(), operator.number)
        rows.addRow(self.tr("Hand over to"), self.to)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.go = self._button(self.tr("Hand over"), self._hand_over)
        off = QPushButton(self.tr("Sign off"), self)
        off.clicked.connect(self._sign_off)
        for button in (self.go, off):
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows.addRow("", buttons)
        self.pin = self._field(rows, self.tr("New PIN"), 12, secret=True)
        change = QPushButton(self.tr("Change my PIN"), self)
        change.clicked.connect(self._change_pin)
        change.setFixedWidth(max(FIELD_WIDTH, change.sizeHint().width()))
        rows.addRow("", change)
        self._first = self.note

    def _add_owed(self, rows: QFormLayout) -> None:
        """What nobody heard yet goes to the next operator: shown before it is handed over."""
        facts = self._live.facts
        left = len(unheard.due(facts)) + facts.unlisted
        if not left:
            rows.addRow(self.tr("Unheard"), quiet(self.tr("nothing is left"), self.theme))
            return
        self.list_button = QPushButton(self.tr("{left}: show them …").format(left=Counts().owed(left)), self)
        self.list_button.clicked.connect(self.owed)
        rows.addRow(self.tr("Unheard"), self.list_button)

    def _form(self) -> QFormLayout:
        rows = form()
        assert self._content is not None
        self._content.setLayout(rows)
        self._content.setMaximumWidth(760)
        return rows

    def _beside_operators(self, outer: QFormLayout) -> QFormLayout:
        """What concerns this position in one tab, everybody who may sign on in another."""
        tabs = QTabWidget(self._content)
        position = QWidget(tabs)
        rows = form()
        rows.setContentsMargins(0, 12, 0, 0)
        position.setLayout(rows)
        agencies = list(self._live.facts.agencies.values())
        tabs.addTab(position, self.tr("This position"))
        tabs.addTab(OperatorsTable(self._operators, agencies, self.theme, self.say, tabs), self.tr("Operators"))
        outer.addRow(tabs)
        return rows

    def _field(self, rows: QFormLayout, name: str, length: int, secret: bool = False) -> QLineEdit:
        field = QLineEdit(self)
        field.setMaxLength(length)
        field.setFixedWidth(FIELD_WIDTH)
        field.setAccessibleName(name)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        rows.addRow(name, field)
        return field

    def _button(self, name: str, act: object) -> QPushButton:
        button = QPushButton(name, self)
        button.setProperty("accent", True)
        button.clicked.connect(act)
        button.setFixedWidth(max(FIELD_WIDTH, button.sizeHint().width()))
        return button

    # -- what it does -----------------------------------------------------------------------------------------

    def _sign_on(self) -> None:
        number, pin = self.number.text().strip(), self.pin.text()
        if not number or not pin or self._aside.busy:
            return
        self.go.setEnabled(False)
        # argon2 takes its 50 ms and 64 MB: never in the thread that renews a push-to-talk lease
        self._aside.run(lambda: self._operators.sign_on(number, pin), self._checked)

    def _create_first(self) -> None:
        if self._aside.busy:
            return
        if self.pin.text() != self.again.text():
            self.say(self.tr("The two PINs differ."))
            return
        number, name, pin = self.number.text().strip(), self.name.text(), self.pin.text()
        self.go.setEnabled(False)
        self._aside.run(lambda: self._operators.add(number, name, "supervisor", pin), self._checked)

    def _checked(self, result: object) -> None:
        self.go.setEnabled(True)
        if isinstance(result, Operator):
            self.pin.clear()
            seat, number = self._live.seat, result.number
            name, role, agencies = result.name, result.role, result.agencies
            self._live.act(ac.SignedOn(seat=seat, operator=number, name=name, role=role, agencies=agencies))
            self.closed.emit()
            self.signed.emit()
            return
        self.pin.clear()
        self.pin.setFocus()
        self.say(pin_sentence(result) if isinstance(result, PinError) else str(result))

    def _sign_off(self) -> None:
        self._live.act(ac.SignedOff(seat=self._live.seat, operator=self._live.operator))

    def _hand_over(self) -> None:
        to, note = str(self.to.currentData() or ""), self.note.text().strip()
        self._live.act(ac.HandedOver(seat=self._live.seat, operator=self._live.operator, to=to, note=note))

    def _change_pin(self) -> None:
        number, pin = self._seen, self.pin.text()
        if not pin or self._aside.busy:
            return
        self._aside.run(lambda: self._operators.change_pin(number, pin), self._pin_changed)

    def _pin_changed(self, result: object) -> None:
        self.pin.clear()
        if isinstance(result, PinError):
            self.say(pin_sentence(result))
        elif isinstance(result, Exception):
            self.say(str(result))
        else:
            self.say(self.tr("The PIN is changed."), good=True)
