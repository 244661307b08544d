"""One gateway as somebody is setting it up: what its part of the file says, as plain data. Knows no widgets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from radio.codec import Option, Spec

KEYS = ("name", "protocol", "network", "transmit", "talk_limit", "link", "options")
"""What a ``[[gateway]]`` can say, in the order in which a new one says it."""
NETWORK = "local"
TALK_LIMIT = 60.0
"""What the station takes where the file is silent."""


class GroupDraft(msgspec.Struct, kw_only=True):
    """A talk-group of the gateway. ``was`` is its id in the file, empty for a new one."""

    number: str = ""
    name: str = ""
    agency: str = ""
    label: str = ""
    id: str = ""
    was: str = ""


class Draft(msgspec.Struct, kw_only=True):
    """A gateway. ``was`` is its name in the file, empty for a new one; ``talk_limit`` in s, ``None`` where the file is
    silent (:data:`TALK_LIMIT`).

    ``link`` and ``options`` hold what the file says or is to say, in TOML's types; of a secret only the reference.
    ``secrets`` are those typed just now, by option: they leave this only into a file of their own.
    """

    name: str = ""
    protocol: str = ""
    network: str = NETWORK
    transmit: bool = False
    talk_limit: float | None = None
    link: dict[str, Any] = {}
    options: dict[str, Any] = {}
    groups: list[GroupDraft] = []
    secrets: dict[str, str] = {}
    was: str = ""

    def __repr__(self) -> str:
        """Without secrets: what is shown may end in a log."""
        return f"Draft({self.name!r}, {self.protocol!r}, {self.link!r})"


class Pedal(msgspec.Struct, kw_only=True, frozen=True):
    """The foot switch as ``[voice]`` has it: ``line`` (``!cts:/dev/ttyUSB0``; empty: none), whose ``seat`` it is, the
    talk-group it speaks on (empty: what is selected)."""

    line: str = ""
    seat: str = "1"
    group: str = ""

    @property
    def parts(self) -> tuple[str, str, bool]:
        """Kind, device, and whether the contact opens when it is pressed."""
        kind, _, device = self.line.removeprefix("!").partition(":")
        return kind, device, self.line.startswith("!")


def read_pedal(table: Mapping[str, Any]) -> Pedal:
    """What a whole configuration says of the pedal; what has a wrong type is left out."""
    voice = table.get("voice")
    told = voice if isinstance(voice, Mapping) else {}
    return Pedal(line=_text(told, "pedal"), seat=_text(told, "pedal_seat", "1"), group=_text(told, "pedal_group"))


def pedal_keys(pedal: Pedal) -> dict[str, str]:
    """What ``[voice]`` is to say of it; empty: nothing."""
    if not pedal.line:
        return {"pedal": "", "pedal_seat": "", "pedal_group": ""}
    return {
        "pedal": pedal.line,
        "pedal_seat": pedal.seat if pedal.seat != "1" else "",
        "pedal_group": pedal.group,
    }


def read(table: Mapping[str, Any], groups: Iterable[Mapping[str, Any]] = ()) -> Draft:
    """The draft of a ``[[gateway]]`` table and those of ``groups`` that name it; what has a wrong type is left out."""
    name = _text(table, "name")
    limit = table.get("talk_limit")
    return Draft(
        name=name,
        protocol=_text(table, "protocol"),
        network=_text(table, "network", NETWORK),
        transmit=table.get("transmit") is True,
        talk_limit=float(limit) if isinstance(limit, int | float) and _is_number(limit) else None,
        link=dict(table["link"]) if isinstance(table.get("link"), Mapping) else {},
        options=dict(table["options"]) if isinstance(table.get("options"), Mapping) else {},
        groups=[_group(group) for group in groups if group.get("gateway") == name],
        was=name,
    )


def _group(table: Mapping[str, Any]) -> GroupDraft:
    id_ = _text(table, "id")
    number = _text(table, "number", id_.rpartition(":")[2].removeprefix("g"))
    return GroupDraft(
        number=number,
        name=_text(table, "name", number),
        agency=_text(table, "agency"),
        label=_text(table, "label"),
        id=id_,
        was=id_,
    )


def gateway_table(draft: Draft, spec: Spec) -> dict[str, Any]:
    """What the file is to say of ``draft``, in the order of :data:`KEYS`; options its protocol has not are left out."""
    table: dict[str, Any] = {"name": draft.name, "protocol": draft.protocol, "network": draft.network}
    table["transmit"] = draft.transmit
    if draft.talk_limit is not None:
        table["talk_limit"] = plain(draft.talk_limit)
    table["link"] = dict(draft.link)
    known = {option.name for option in spec.options}
    options = {key: value for key, value in draft.options.items() if key in known}
    if options:
        table["options"] = options
    return table


def group_table(group: GroupDraft, gateway: str) -> dict[str, Any]:
    """What the file is to say of ``group``."""
    table = {"id": group.id, "number": group.number, "name": group.name or group.number, "gateway": gateway}
    if group.label:
        table["label"] = group.label
    if group.agency:
        table["agency"] = group.agency
    return table


def group_id(spec: Spec, network: str, number: str) -> str:
    """The id a talk-group gets: ``tetra@247-9:g2201``. Spaces and marks that an id cannot have become hyphens."""
    return f"{spec.system or spec.name}@{_part(network) or NETWORK}:g{_part(number)}"


def option_value(option: Option, table: Mapping[str, Any]) -> Any:
    """What ``table`` says of ``option``, or its default where it says nothing that can be shown."""
    value = table.get(option.name, option.default)
    fits = {
        "flag": isinstance(value, bool),
        "number": _is_number(value),
        "choice": value in option.choices,
    }.get(option.type, isinstance(value, str))
    return value if fits else option.default


def changed_keys(before: Draft | None, after: Draft, spec: Spec) -> list[str]:
    """Which keys differ, for the record: ``link.bind``, ``options.poll``, ``talk-groups``; values never."""
    new = gateway_table(after, spec)
    old = gateway_table(before, spec) if before is not None else {}
    if before is not None and before.protocol != after.protocol:
        old["options"] = dict(before.options)
    keys = []
    for key in KEYS:
        one, other = old.get(key), new.get(key)
        if isinstance(one, Mapping) or isinstance(other, Mapping):
            parts = {**(one or {}), **(other or {})}
            keys += [f"{key}.{part}" for part in parts if (one or {}).get(part) != (other or {}).get(part)]
        elif one != other:
            keys.append(key)
    keys += [f"options.{name}" for name in after.secrets if f"options.{name}" not in keys]
    if before is None or _groups(before) != _groups(after):
        keys += ["talk-groups"] if after.groups or before is not None else []
    return keys


def _groups(draft: Draft) -> list[dict[str, Any]]:
    return [group_table(group, draft.name) for group in draft.groups]


def plain(number: float) -> int | float:
    """A whole number without its point: ``60``, not ``60.0``."""
    return int(number) if float(number).is_integer() else number


def _part(text: str) -> str:
    return re.sub(r"[\s:@]+", "-", text.strip())


def _text(table: Mapping[str, Any], key: str, default: str = "") -> str:
    value = table.get(key, default)
    return value if isinstance(value, str) else default


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
