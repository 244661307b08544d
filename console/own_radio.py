"""Words for a gateway's own radio: which talk-group it hears, whether it has a network, what it lacks. Draws nothing.

A room that hears several talk-groups through one radio must know which of them it cannot hear just now.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from units.state import Facts, Gateway, Group

translate = QCoreApplication.translate

_NO_NETWORK = ("searching", "none", "denied")


def gateway_of(facts: Facts, group: Group) -> Gateway | None:
    """The gateway of ``group``, if it is a radio that hears one talk-group at a time."""
    gateway = facts.gateways.get(group.info.gateway)
    return gateway if gateway is not None and "select" in gateway.info.capabilities else None


def has_network(gateway: Gateway) -> bool:
    """False where its radio says that it hears nobody."""
    return gateway.state == "down" or not (gateway.deaf or gateway.registered in _NO_NETWORK)


def network(word: str) -> str:
    """How the radio stands with its network, as a clause."""
    match word:
        case "home" | "visited":
            return translate("radio", "its radio is registered")
        case "searching":
            return translate("radio", "its radio is looking for the network")
        case "none":
            return translate("radio", "its radio is not registered")
        case "denied":
            return translate("radio", "the network refuses its radio")
        case "direct":
            return translate("radio", "its radio is in direct mode, without the network")
        case "no signal":
            return translate("radio", "its radio hears no network")
        case _:
            return ""


def mark(facts: Facts, group: Group) -> str:
    """Two words for the tile where ``group`` is not heard just now; empty where it may be."""
    gateway = gateway_of(facts, group)
    if gateway is None or gateway.state == "down":
        return ""
    if gateway.selected and group.info.id not in (gateway.selected, *gateway.scanned):
        return translate("radio", "not tuned in")
    return translate("radio", "radio busy") if _elsewhere(facts, gateway, group) else ""


def hears(facts: Facts, group: Group) -> list[str]:
    """Whether ``group`` is heard, in sentences: for the tile's tooltip."""
    gateway = gateway_of(facts, group)
    if gateway is None or gateway.state == "down":
        return []
    name = gateway.info.name
    said = [translate("radio", "{gateway} has one radio: it carries one call at a time.").format(gateway=name)]
    if gateway.selected == group.info.id:
        said.append(translate("radio", "It is set to this talk-group."))
    elif group.info.id in gateway.scanned:
        said.append(translate("radio", "It scans this talk-group."))
    elif gateway.selected:
        other = name_of(facts, gateway.selected)
        said.append(translate("radio", "It is set to {group}: this one is not heard.").format(group=other))
    busy = _elsewhere(facts, gateway, group)
    if busy:
        line = translate("radio", "It carries a call on {group} now: nothing else is heard until that ends.")
        said.append(line.format(group=busy))
    if not has_network(gateway):
        clause = network("no signal" if gateway.deaf else gateway.registered)
        said.append(clause[:1].upper() + clause[1:] + ".")
    return said


def of_gateway(facts: Facts, gateway: Gateway) -> str:
    """What stands behind the gateway's name in the row of links; empty where it has no radio of its own."""
    parts = [network("no signal" if gateway.deaf else gateway.registered)]
    if gateway.rssi is not None:
        parts.append(f"{gateway.rssi:.0f} dBm".replace("-", "−"))
    if gateway.selected:
        parts.append(translate("radio", "set to {group}").format(group=name_of(facts, gateway.selected)))
    if gateway.scanned:
        groups = ", ".join(name_of(facts, group) for group in gateway.scanned[:6])
        parts.append(translate("radio", "scans {groups}").format(groups=groups))
    if gateway.lacks:
        parts.append(lacking(" ".join(gateway.lacks)))
    return ", ".join(part for part in parts if part)


def lacking(commands: str) -> str:
    """The radio does not take some commands."""
    return translate("radio", "its radio does not take {commands}").format(commands=commands)


def turn(gateway: Gateway) -> str:
    """What became of our transmission where the network gives the turn; empty while we have it."""
    match gateway.turn:
        case "queued":
            return translate("radio", "waiting for the turn")
        case "refused":
            return translate("radio", "turn refused")
        case "interrupted":
            return translate("radio", "cut off")
        case _:
            return ""


def name_of(facts: Facts, group: str) -> str:
    """What the room calls a talk-group, else what the radio does, else its number."""
    known = facts.groups.get(group)
    if known is not None:
        return known.info.name
    names = (gateway.known.get(group, "") for gateway in facts.gateways.values())
    return next((name for name in names if name), group.rpartition(":g")[2])


def _elsewhere(facts: Facts, gateway: Gateway, group: Group) -> str:
    """The other talk-group on which the gateway carries a call now."""
    for other in facts.groups.values():
        if other is not group and other.info.gateway == gateway.info.name and (other.call or other.keyed):
            return other.info.name
    return ""
