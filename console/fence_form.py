"""What a fence is called, whom it is for and when it alerts: the form that puts it on record."""

from __future__ import annotations

import secrets

import msgspec
from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QTimeEdit, QVBoxLayout, QWidget

from console import fence_words, words
from console.live import Feed
from console.page import Page, form
from console.rights import why_not_act
from console.theme import Theme
from units.fences import LONGEST_TEXT, RULES, Fence, FenceDrawn

KINDS = ("car", "foot", "boat", "air", "post")
COLUMNS = 3
"""Of boxes to tick."""


class FenceForm(Page):
    """``fence`` as it stands, or a new one without an id. ``saved`` follows its way onto the record."""

    saved = Signal()

    def __init__(self, feed: Feed, theme: Theme, fence: Fence, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._feed, self._fence = feed, fence
        self.title.setText(self.tr("New fence") if not fence.id else self.tr("Change fence"))
        self.setAccessibleName(self.title.text())
        self.text = QLineEdit(fence.text, self)
        self.text.setMaxLength(LONGEST_TEXT)
        self.text.setPlaceholderText(self.tr("what it is called"))
        self.radius = QSpinBox(self)
        self.radius.setRange(10, 200_000)
        self.radius.setSuffix(" m")
        self.radius.setValue(round(fence.radius) or 500)
        self.rules = {code: QCheckBox(fence_words.rule(code), self) for code in RULES}
        self.minutes = QSpinBox(self)
        self.minutes.setRange(1, 24 * 60)
        self.minutes.setSuffix(" min")
        self.minutes.setValue(max(1, round(fence.dwell / 60)))
        agencies = feed.facts.agencies.values()
        self.agencies = {agency.id: QCheckBox(agency.name, self) for agency in agencies}
        self.kinds = {code: QCheckBox(words.kind_of(code), self) for code in KINDS}
        self.timed = QCheckBox(self.tr("only from"), self)
        first, last = fence.hours or (22 * 60, 6 * 60)
        self.first, self.last = (QTimeEdit(QTime(minute // 60, minute % 60), self) for minute in (first, last))
        self.on = QCheckBox(self.tr("it watches"), self)
        self.save_button = QPushButton(self.tr("Save"), self)
        self.save_button.setProperty("accent", True)
        self.save_button.clicked.connect(self.save)
        self._fill(fence)
        self._lay_out(fence)

    def _fill(self, fence: Fence) -> None:
        for code, box in self.rules.items():
            box.setChecked(code in fence.rules)
        for boxes, chosen in ((self.agencies, fence.agencies), (self.kinds, fence.kinds)):
            for code, box in boxes.items():
                box.setChecked(not chosen or code in chosen)
        self.timed.setChecked(fence.hours is not None)
        self.on.setChecked(fence.on)
        for field in (self.first, self.last):
            field.setDisplayFormat("HH:mm")
            field.setEnabled(fence.hours is not None)
            self.timed.toggled.connect(field.setEnabled)
        self.rules["dwell"].toggled.connect(self.minutes.setEnabled)
        self.minutes.setEnabled("dwell" in fence.rules)
        self.minutes.setAccessibleName(self.tr("Longer than"))
        self.first.setAccessibleName(self.tr("From"))
        self.last.setAccessibleName(self.tr("To"))

    def _lay_out(self, fence: Fence) -> None:
        fields = form()
        fields.addRow(self.tr("Name"), self.text)
        if fence.radius or fence.unit:
            fields.addRow(self.tr("Radius"), self.radius)
        else:
            self.radius.hide()
        fields.addRow(self.tr("Alert"), _row(*self.rules.values(), self.minutes))
        fields.addRow(self.tr("Agencies"), _column(list(self.agencies.values())))
        fields.addRow(self.tr("Kinds of units"), _row(*self.kinds.values()))
        fields.addRow(self.tr("Hours"), _row(self.timed, self.first, self.last))
        fields.addRow("", self.on)
        self.body.addLayout(fields)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        self.body.addLayout(foot)

    def focus_first(self) -> None:
        """Its name."""
        self.text.setFocus()

    def save(self) -> None:
        """Onto the record, or a sentence why not."""
        feed, text = self._feed, self.text.text().strip()
        why = why_not_act(feed)
        if why or not text:
            self.say(why or self.tr("A fence needs a name."))
            return
        made = self.wanted(text)
        if not _some(self.agencies) or not _some(self.kinds):
            self.say(self.tr("It would be for no unit at all."))
            return
        fields = {name: getattr(made, name) for name in FenceDrawn.__struct_fields__ if hasattr(made, name)}
        fields |= {"seat": feed.seat, "operator": feed.operator, "fence": made.id or f"f{secrets.token_hex(4)}"}
        feed.act(FenceDrawn(**fields))
        self.saved.emit()
        self.closed.emit()

    def wanted(self, text: str) -> Fence:
        """The fence as the form says it."""
        first, last = (field.time().hour() * 60 + field.time().minute() for field in (self.first, self.last))
        circle = bool(self._fence.radius or self._fence.unit)
        return msgspec.structs.replace(
            self._fence,
            text=text,
            radius=float(self.radius.value()) if circle else 0.0,
            rules=[code for code, box in self.rules.items() if box.isChecked()],
            dwell=self.minutes.value() * 60.0,
            agencies=_chosen(self.agencies),
            kinds=_chosen(self.kinds),
            hours=(first, last) if self.timed.isChecked() and first != last else None,
            on=self.on.isChecked(),
        )


def _some(boxes: dict[str, QCheckBox]) -> bool:
    return not boxes or any(box.isChecked() for box in boxes.values())


def _chosen(boxes: dict[str, QCheckBox]) -> list[str]:
    """Those ticked; none where all are, so that whatever comes later belongs to it, too."""
    found = [code for code, box in boxes.items() if box.isChecked()]
    return [] if len(found) == len(boxes) else found


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _column(widgets: list[QCheckBox]) -> QVBoxLayout:
    column = QVBoxLayout()
    for start in range(0, len(widgets), COLUMNS):
        column.addLayout(_row(*widgets[start : start + COLUMNS]))
    return column
