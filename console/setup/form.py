"""The form of one gateway, drawn from its protocol's ``Spec``: no protocol is named in here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from console.page import form, quiet
from console.setup.draft import TALK_LIMIT, Draft, group_id, option_value
from console.setup.fields import ChoiceField, Field, FlagField, NumberField, SecretField, TextField, field_of
from console.setup.groups import GroupsTable
from console.setup.link_form import LinkForm
from console.theme import SEMIBOLD, Theme
from radio.codec import Spec

translate = QCoreApplication.translate


class GatewayForm(QScrollArea):
    """Shows a :class:`Draft` and reads it back. ``changed`` when somebody changed anything.

    ``specs`` are the protocols a gateway can speak, by name; ``groups`` is the table of talk-groups, which stands
    elsewhere on the page.
    """

    changed = Signal()

    def __init__(self, theme: Theme, specs: Mapping[str, Spec], groups: GroupsTable) -> None:
        super().__init__()
        self._theme, self._specs, self._groups = theme, specs, groups
        self._was = ""
        self._options: QWidget | None = None
        self._told: frozenset[str] = frozenset()
        self._limit_told = False
        self.options: dict[str, Field] = {}
        self._build()
        groups.changed.connect(self.changed)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self._theme
        self.name = TextField(theme, self.tr("Name"), usual=self.tr("as the link lamp shows it"))
        titles = [(name, translate("protocols", spec.title)) for name, spec in self._specs.items()]
        self.protocol = ChoiceField(theme, self.tr("Protocol"), titles)
        self.network = TextField(theme, self.tr("Network"), usual="247-9")
        self.network.widget.setToolTip(self.tr("It stands in the id of every radio heard here: tetra@247-9:1234567."))
        self.link = LinkForm(theme)
        self.transmit = FlagField(theme, self.tr("Transmit"))
        self.warning = quiet("", theme)
        self.limit = NumberField(theme, self.tr("Own transmissions end after so many seconds"), 1, 3600, TALK_LIMIT)
        inner = QWidget()
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 16, 0)
        self._column.setSpacing(8)
        self._section("", self.name, self.protocol, self.network)
        self._column.addWidget(self._heading(self.tr("Link")))
        self._column.addWidget(self.link)
        self._options_heading = self._heading(self.tr("Settings of the protocol"))
        self._column.addWidget(self._options_heading)
        self._options_at = self._column.count()
        self._section(self.tr("On the air"), self.transmit)
        self._column.addWidget(self.warning)
        self._section("", self.limit)
        self._column.addStretch(1)
        self.link.changed.connect(self.changed)
        self.protocol.changed.connect(self._other_protocol)
        self.network.changed.connect(self._follow)
        self.transmit.changed.connect(self._warn)
        for field in (self.name, self.network, self.transmit, self.limit):
            field.changed.connect(self.changed)
        self._theme.changed.connect(self._warn)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setFont(self._theme.font(14, SEMIBOLD))
        label.setContentsMargins(0, 8, 0, 0)
        return label

    def _section(self, title: str, *fields: Field) -> None:
        if title:
            self._column.addWidget(self._heading(title))
        rows = form()
        for field in fields:
            field.into(rows)
        self._column.addLayout(rows)

    # -- what it shows -------------------------------------------------------------------------------------------

    @property
    def spec(self) -> Spec:
        """The protocol chosen."""
        return self._specs[self.protocol.get()]

    def show_draft(self, draft: Draft, agencies: dict[str, str]) -> None:
        """Show ``draft``; an unknown protocol becomes the first there is. ``agencies`` are names by id."""
        self._was = draft.was
        self._told, self._limit_told = frozenset(draft.options), draft.talk_limit is not None
        self.name.put(draft.name)
        self.protocol.put(draft.protocol)
        self.network.put(draft.network)
        self.link.show_link(self.spec, draft.link)
        self._draw_options(draft.options)
        for name, value in draft.secrets.items():
            field = self.options.get(name)
            if isinstance(field, SecretField):
                field.line.setText(value)
        self.transmit.put(draft.transmit and self._can_transmit)
        self.limit.put(TALK_LIMIT if draft.talk_limit is None else draft.talk_limit)
        self._groups.show_groups(draft.groups, agencies, self.spec, draft.network)
        self._warn()
        self.blame("", "")

    def draft(self) -> Draft:
        """What it says now."""
        spec, network = self.spec, self.network.get()
        options = {option.name: self.options[option.name].get() for option in spec.options}
        usual = {option.name: option.default for option in spec.options if option.name not in self._told}
        secrets = {n: f.typed for n, f in self.options.items() if isinstance(f, SecretField) and f.typed}
        limit = float(self.limit.get())
        groups = self._groups.groups()
        for group in groups:
            group.id = group.id or group_id(spec, network, group.number)
        return Draft(
            name=self.name.get(),
            protocol=spec.name,
            network=network,
            transmit=self.transmit.get(),
            talk_limit=None if limit == TALK_LIMIT and not self._limit_told else limit,
            link=self.link.link(),
            options={name: value for name, value in options.items() if name not in usual or value != usual[name]},
            groups=groups,
            secrets=secrets,
            was=self._was,
        )

    def set_editable(self, on: bool) -> None:
        """May somebody change it? Looking is always allowed."""
        inner = self.widget()
        if inner is not None:
            inner.setEnabled(on)
        self._groups.set_editable(on)

    def blame(self, key: str, why: str, group: str = "") -> bool:
        """Say ``why`` at the field of ``key`` (``link.bind``) or talk-group; true if there is such a field."""
        fields = self.fields()
        for field in fields.values():
            field.blame("")
        self._groups.blame("", "")
        if not why:
            return True
        if group:
            self._groups.blame(group, why)
            return True
        found = fields.get(key) or fields.get(f"{key}.type") or fields.get(key.rpartition(".")[0])
        if found is None:
            return False
        found.blame(why)
        found.widget.setFocus()
        QTimer.singleShot(0, found, lambda: self.ensureWidgetVisible(found))
        return True

    def fields(self) -> dict[str, Field]:
        """Every row by its key of the file, from top to bottom."""
        rows: dict[str, Field] = {"name": self.name, "protocol": self.protocol, "network": self.network}
        rows |= {f"link.{key}": field for key, field in self.link.fields.items()}
        rows |= {f"options.{key}": field for key, field in self.options.items()}
        return {**rows, "transmit": self.transmit, "talk_limit": self.limit}

    # -- what follows what ---------------------------------------------------------------------------------------

    @property
    def _can_transmit(self) -> bool:
        return "transmit" in self.spec.capabilities

    def _draw_options(self, values: Mapping[str, Any]) -> None:
        if self._options is not None:
            self._column.removeWidget(self._options)
            self._options.deleteLater()
        self._options = QWidget()
        rows = form()
        self._options.setLayout(rows)
        self.options = {option.name: field_of(self._theme, option) for option in self.spec.options}
        for option in self.spec.options:
            field = self.options[option.name]
            field.put(option_value(option, values))
            field.into(rows)
            field.changed.connect(self.changed)
        self._options_heading.setVisible(bool(self.options))
        self._column.insertWidget(self._options_at, self._options)

    def _other_protocol(self) -> None:
        """Another protocol: its own rows; what was said of the link stays where it can."""
        link = self.link.link()
        self.link.show_link(self.spec, {key: value for key, value in link.items() if key in ("type", "peer", "device")})
        self._told = frozenset()
        self._draw_options({})
        self.transmit.put(self.transmit.get() and self._can_transmit)
        self._follow()
        self._warn()
        self.changed.emit()

    def _follow(self) -> None:
        self._groups.follow(self.spec, self.network.get())

    def _warn(self) -> None:
        self.transmit.setEnabled(self._can_transmit)
        self.limit.setEnabled(self.transmit.get())
        on = self.transmit.get()
        if not self._can_transmit:
            said = self.tr("This protocol only listens.")
        elif on:
            said = self.tr(
                "ON: push-to-talk, texts and questions from this room go on the air here, and officers hear them. "
                "Only where this room may transmit."
            )
        else:
            said = self.tr("Off: nothing goes out here, no acknowledgements and no questions either.")
        self.warning.setText(said)
        colour = self._theme.palette.warn if on else self._theme.palette.muted
        self.warning.setStyleSheet(f"color: {colour.name()}; font-weight: {600 if on else 400};")


def new_draft(specs: Mapping[str, Spec]) -> Draft:
    """A gateway nobody set up yet: it listens."""
    return Draft(protocol=next(iter(specs)))


def copy_of(draft: Draft, name: str) -> Draft:
    """The same gateway under another ``name``; talk-groups belong to one gateway and stay there."""
    return msgspec.structs.replace(draft, name=name, was="", groups=[], secrets={})
