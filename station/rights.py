"""Who may do what: an unsigned seat may listen and silence its own sounder, all else needs the signed operator.

What an operator may read is the console's to keep (console/rights.py): every search there carries it.
"""

from __future__ import annotations

from journal.slots import Lease
from units.actions import ALL_CALL, Action, AlarmSilenced, GroupMixed, Played, PttPressed, SignedOff, SignedOn
from units.discipline import GroupHeld
from units.fitness import FitnessAsked
from units.patches import patch_in
from units.people import SUPERVISED
from units.state import Facts

ANYONE = (FitnessAsked, SignedOn, SignedOff, GroupMixed, GroupHeld, Played, AlarmSilenced)
"""Needs no sign-on, or is one."""


def refusal(facts: Facts, action: Action) -> str:
    """Why the record so far does not allow ``action`` (one of :data:`units.findings.REFUSALS`), or empty."""
    if isinstance(action, ANYONE):
        return ""
    if isinstance(action, PttPressed):
        return speaking(facts, action.seat, action.operator, action.priority)
    why = who(facts, action.seat, action.operator)
    if not why and isinstance(action, SUPERVISED) and facts.seats[action.seat].role != "supervisor":
        return "rights"
    return why


def lease_refusal(facts: Facts, lease: Lease) -> str:
    """The same for a push-to-talk lease."""
    return speaking(facts, lease.seat, lease.operator, lease.priority)


def speaking(facts: Facts, seat: str, operator: str | None, priority: int) -> str:
    """The same for a press: an all-call is for who works here; a trainer makes one in an exercise alone."""
    why = who(facts, seat, operator)
    if why or not priority:
        return why
    works = facts.seats[seat].role != "trainer" or facts.mode == "exercise"
    return "" if works and priority == ALL_CALL and not patch_in(seat) else "rights"


def who(facts: Facts, seat: str, operator: str | None) -> str:
    """``unsigned`` where nobody is signed on, ``rights`` where it is somebody else; a patch speaks for its owner."""
    relaying = patch_in(seat)
    if relaying:
        patch = facts.patches.get(relaying)
        return "" if patch is not None and patch.operator == operator else "rights"
    sitting = facts.seats.get(seat)
    if not operator or sitting is None or not sitting.operator:
        return "unsigned"
    return "" if sitting.operator == operator else "rights"
