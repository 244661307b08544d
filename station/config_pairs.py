"""Which donor radio gives its voice to which gateway's talk-groups. Checks that it can."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from radio.codec import GroupSettings, Spec
from station.config_table import Fault, Table
from station.lines.named import ptt_line
from units.findings import GroupInfo

if TYPE_CHECKING:
    from station.config import GatewayConfig

Groups = list[tuple[GroupInfo, GroupSettings]]
PAIRED = "paired"
"""The option by which a gateway names the one it is paired with."""


def pair(drafts: Sequence[tuple[Table, GatewayConfig, Spec]], groups: Groups) -> Groups:
    """``groups`` with the donor radio that carries their voice. Raises :class:`Fault`."""
    configs = {config.name: (config, spec) for _, config, spec in drafts}
    taken: dict[tuple[str, str], str] = {}
    for table, donor, _ in drafts:
        if PAIRED not in donor.options:
            continue
        _check_keys(table, donor)
        data = str(donor.options[PAIRED] or "")
        if data:
            _check_data(table, donor, data, configs)
            tuned = str(donor.options.get("group") or "")
            other = taken.get((data, "")) or taken.get((data, tuned)) or (not tuned and _any(taken, data))
            if other:
                why = f"{data!r} has its voice from {other!r} already; each needs a talk-group of its own"
                raise _at(table, PAIRED, why)
            taken[data, tuned] = donor.name
            groups = [_lent(table, donor, data, tuned, *group) for group in groups]
        _check_tuned(table, donor, groups, configs)
    return groups


def _any(taken: dict[tuple[str, str], str], data: str) -> str:
    return next((name for (of, _), name in taken.items() if of == data), "")


def _at(table: Table, key: str, why: str) -> Fault:
    return table.table("options").fault(key, why)


def _check_keys(table: Table, donor: GatewayConfig) -> None:
    """What transmits needs something to key and somewhere to speak."""
    link = donor.link.donor
    if link is None or not donor.transmit:
        return
    if link.ptt == "none":
        raise table.fault("transmit", "needs a push-to-talk line: ptt in link, like rts:/dev/ttyUSB0")
    if not link.output:
        raise table.fault("transmit", "needs a sound device to the radio: output in link")


def _check_data(table: Table, donor: GatewayConfig, data: str, configs: dict[str, tuple[GatewayConfig, Spec]]) -> None:
    if data not in configs or data == donor.name:
        raise _at(table, PAIRED, f"no other gateway is called {data!r}")
    if PAIRED in configs[data][0].options:
        raise _at(table, PAIRED, f"{data!r} is a donor radio too")


def _lent(
    table: Table, donor: GatewayConfig, data: str, tuned: str, info: GroupInfo, settings: GroupSettings
) -> tuple[GroupInfo, GroupSettings]:
    if info.gateway != data or tuned not in ("", settings.number):
        return info, settings
    if info.audio:
        raise _at(table, PAIRED, f"{info.id} is heard through {data!r} itself")
    return msgspec.structs.replace(info, audio=True, transmit=donor.transmit, voice=donor.name), settings


def _check_tuned(
    table: Table, donor: GatewayConfig, groups: Groups, configs: dict[str, tuple[GatewayConfig, Spec]]
) -> None:
    """A push-to-talk line keys whatever the radio is tuned to: that must be known."""
    link = donor.link.donor
    through = ptt_line(link.ptt).where if link is not None and link.ptt.startswith("at:") else ""
    if through and through != donor.options[PAIRED]:
        why = f"{through!r} is not the gateway it is paired with ({PAIRED} in options)"
        raise table.table("link").fault("ptt", why)
    if through and donor.transmit and not configs[through][0].transmit:
        raise table.table("link").fault("ptt", f"{through!r} may not transmit")
    own = [info for info, _ in groups if donor.name in (info.gateway, info.voice)]
    if donor.transmit and not through and len(own) > 1 and not donor.options.get("group"):
        raise _at(table, "group", "is missing: to which of its talk-groups is the radio tuned that is keyed here?")
