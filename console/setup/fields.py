"""One setting as a row of the form: its title, its widget, its limits, and what is wrong with it, right below it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.setup.draft import plain
from console.theme import SMALL, Theme
from radio.codec import Option

translate = QCoreApplication.translate

MOST = 2.0**53
"""Numbers beyond are not exact."""
LABEL = 170
"""Width of the titles, px."""
LONGEST = 1000
"""Letters the station takes in one text."""


class Number(QDoubleSpinBox):
    """A number without trailing zeros; the wheel turns it only while it has the focus."""

    def __init__(self, low: float | None, high: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(6)
        self.setRange(-MOST if low is None else low, MOST if high is None else high)
        self.setFixedWidth(120)
        line = self.lineEdit()
        if line is not None:
            line.setTextMargins(8, 0, 4, 0)

    def textFromValue(self, value: float) -> str:
        """The shortest text that says ``value``."""
        locale = QLocale(self.locale())
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        return locale.toString(value, "f", QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A form that is scrolled must not change what it says."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Choice(QComboBox):
    """A choice that the wheel changes only while it has the focus, as narrow as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """See :class:`Number`."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Field(QWidget):
    """A row. ``changed`` when somebody changed it. ``get`` and ``put`` speak TOML's types."""

    changed = Signal()

    def __init__(self, theme: Theme, title: str, widget: QWidget, hint: str = "") -> None:
        super().__init__()
        self._theme, self.title, self.widget = theme, title, widget
        widget.setAccessibleName(title)
        self.hint = QLabel(hint, self)
        self.hint.setProperty("quiet", True)
        self.hint.setFont(theme.font(SMALL))
        self.fault = QLabel(self)
        self.fault.setWordWrap(True)
        self.fault.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(widget, 0 if isinstance(widget, Number) else 1)
        row.addWidget(self.hint, 1 if isinstance(widget, Number) else 0)
        self.hint.setWordWrap(isinstance(widget, Number))
        self.hint.setVisible(bool(hint))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.fault)
        theme.changed.connect(self._dress)
        self._dress()

    def get(self) -> Any:
        """What it says."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Make it say ``value``."""
        raise NotImplementedError

    def blame(self, why: str) -> None:
        """Say what is wrong with it; empty: nothing."""
        self.fault.setText(why)
        self.fault.setVisible(bool(why))
        self.widget.setAccessibleDescription(why)

    def into(self, rows: QFormLayout) -> None:
        """Add it, with a label that wraps, to ``rows``."""
        label = QLabel(self.title)
        label.setWordWrap(True)
        label.setMinimumWidth(LABEL)
        label.setBuddy(self.widget)
        rows.addRow(label, self)

    def _dress(self) -> None:
        self.fault.setStyleSheet(f"color: {self._theme.palette.warn.name()}; font-weight: 600;")


class TextField(Field):
    """A text; spaces around it do not count."""

    def __init__(self, theme: Theme, title: str, usual: str = "") -> None:
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(usual)
        super().__init__(theme, title, self.line)
        self.line.textEdited.connect(self.changed)

    def get(self) -> str:
        """The text."""
        return self.line.text().strip()

    def put(self, value: Any) -> None:
        """Show ``value``."""
        self.line.setText(str(value))


class NumberField(Field):
    """A number within limits, which stand beside it."""

    def __init__(
        self, theme: Theme, title: str, low: float | None, high: float | None, usual: float | None = None
    ) -> None:
        self.box = Number(low, high)
        super().__init__(theme, title, self.box, limits(low, high, usual))
        self.box.valueChanged.connect(self.changed)

    def get(self) -> int | float:
        """The number, whole where it is whole."""
        return plain(self.box.value())

    def put(self, value: Any) -> None:
        """Show ``value``."""
        self.box.blockSignals(True)
        self.box.setValue(float(value))
        self.box.blockSignals(False)


class FlagField(Field):
    """Yes or no."""

    def __init__(self, theme: Theme, title: str) -> None:
        self.box = QCheckBox()
        super().__init__(theme, title, self.box)
        self.box.toggled.connect(self.changed)

    def get(self) -> bool:
        """True for yes."""
        return self.box.isChecked()

    def put(self, value: Any) -> None:
        """Show ``value``."""
        self.box.blockSignals(True)
        self.box.setChecked(bool(value))
        self.box.blockSignals(False)


class ChoiceField(Field):
    """One of several: (code, words) each."""

    def __init__(self, theme: Theme, title: str, choices: list[tuple[str, str]], hint: str = "") -> None:
        self.box = Choice()
        for code, said in choices:
            self.box.addItem(said, code)
        super().__init__(theme, title, self.box, hint)
        self.box.activated.connect(lambda _: self.changed.emit())

    def get(self) -> str:
        """The code chosen."""
        return str(self.box.currentData())

    def put(self, value: Any) -> None:
        """Choose ``value``."""
        self.box.setCurrentIndex(max(0, self.box.findData(value)))


class SecretField(Field):
    """A secret: what is typed is never shown, and what is kept is only a reference to a file."""

    def __init__(self, theme: Theme, title: str) -> None:
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(LONGEST)
        self._reference = ""
        super().__init__(theme, title, self.line)
        self.line.textEdited.connect(self.changed)

    def get(self) -> str:
        """The reference that is kept, not what was typed."""
        return self._reference

    def put(self, value: Any) -> None:
        """Keep the reference ``value``; nothing is typed yet."""
        self._reference = str(value or "")
        self.line.clear()
        kept = translate("setup", "kept in a file of its own; type to replace it")
        self.line.setPlaceholderText(kept if self._reference else translate("setup", "none yet"))

    @property
    def typed(self) -> str:
        """What was typed since."""
        return self.line.text()


def field_of(theme: Theme, option: Option) -> Field:
    """The row of a protocol's ``option``."""
    title = translate("protocols", option.title) if option.title else option.name
    match option.type:
        case "number":
            return NumberField(theme, title, option.low, option.high, option.default)
        case "flag":
            return FlagField(theme, title)
        case "choice":
            usual = translate("setup", "usually {value}").format(value=option.default)
            return ChoiceField(theme, title, [(code, code) for code in option.choices], usual)
        case "secret":
            return SecretField(theme, title)
        case _:
            return TextField(theme, title, usual=str(option.default or ""))


def limits(low: float | None, high: float | None, usual: float | None) -> str:
    """``1–223, usually 12``."""
    said = []
    if low is not None and high is not None:
        said.append(f"{plain(low)}–{plain(high)}")
    if usual is not None:
        said.append(translate("setup", "usually {value}").format(value=plain(usual)))
    return ", ".join(said)
