"""Where somebody in need is heard or answered: what must not be spoken over. Looks at the picture only."""

from __future__ import annotations

from units.patched import joined
from units.state import Call, Facts


def is_alarmed(facts: Facts, group: str) -> bool:
    """Whether an emergency that is not over yet belongs to ``group``, acknowledged or not."""
    return any(group in (alarm.group, _to(facts, alarm.call)) for alarm in facts.alarms.values())


def is_for_help(facts: Facts, call: str) -> bool:
    """Whether ``call`` is an emergency's: it says so itself, or is on a talk-group of an open one."""
    known = facts.calls.get(call)
    return known is not None and (known.emergency or is_alarmed(facts, known.to))


def is_unheeded(facts: Facts, call: str) -> bool:
    """Whether ``call`` is of an emergency that nobody has acknowledged yet."""
    to = _to(facts, call)
    return any(
        alarm.ringing and (call == alarm.call or (to and to in (alarm.group, _to(facts, alarm.call))))
        for alarm in facts.alarms.values()
    )


def emergency_passed_on(facts: Facts, group: str) -> str:
    """The talk-group joined to ``group`` by a patch where an emergency is heard that nobody acknowledged; or empty."""
    for other in joined(facts, [group]):
        known = facts.groups.get(other)
        if other == group or known is None or not _is_heard(facts.calls.get(known.call)):
            continue
        if is_unheeded(facts, known.call):
            return other
    return ""


def emergency_on_air(facts: Facts, group: str) -> str:
    """The talk-group whose emergency is being heard now and would be cut by a voice of ours on ``group``; or empty.

    It is heard on ``group`` itself, on one that a patch joins to it, or by the one transmitter that both go through.
    """
    there = set(joined(facts, [group]))
    carrier = _carrier(facts, group)
    for other, known in facts.groups.items():
        if not known.call or not _is_heard(facts.calls.get(known.call)):
            continue
        near = other in there or (carrier and carrier == _carrier(facts, other))
        if near and is_for_help(facts, known.call):
            return other
    return ""


def _is_heard(call: Call | None) -> bool:
    return call is not None and call.end is None and not call.own


def _carrier(facts: Facts, group: str) -> str:
    known = facts.groups.get(group)
    return known.info.carrier if known is not None else ""


def _to(facts: Facts, call: str) -> str:
    known = facts.calls.get(call)
    return known.to if known is not None else ""
