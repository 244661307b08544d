"""Patches on record: talk-groups joined so that what is heard on one is sent on the others, for a purpose and a time.

A patch begins with the station's ``PatchMade``, never with the wish alone, and ends with ``PatchEnded``. What each leg
of it transmitted is a call of its own (``Keyed`` from the seat :func:`seat_of` the patch).
"""

from __future__ import annotations

from units.actions import Action
from units.findings import Finding

MARK = "patch:"
"""A patch transmits from a seat of its own: this and its id."""

ENDS = ("broken", "time", "purpose", "owner", "link", "loop", "config", "restart")
"""Somebody broke it; its time was over; the job or emergency it was made for is over; nobody owned it any more; fewer
than two of its talk-groups had a link; it heard itself; a talk-group of it is not configured any more; the station was
not there: a patch is never resumed by itself."""

LONGEST = 12 * 3600.0
"""Seconds a patch can be made, or extended, for at once: a shift."""


class Patched(Action, frozen=True, kw_only=True, omit_defaults=True):
    """``groups`` are to be joined for ``purpose``, for ``seconds``.

    ``unit``: ends with that unit's job; ``alarm``: ends when that emergency is closed.
    """

    patch: str
    groups: list[str]
    purpose: str
    seconds: float
    unit: str = ""
    alarm: str = ""


class PatchExtended(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The patch is to last ``seconds`` from now, and who says so owns it from now on."""

    patch: str
    seconds: float


class PatchBroken(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The patch is to end at once."""

    patch: str


class PatchMade(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The station joined the talk-groups, or the patch goes on until then: the action of entry ``action`` was good.

    ``until``: s since 1970 UTC. The rest as in :class:`Patched`; ``operator`` owns it.
    """

    patch: str
    action: int
    groups: list[str]
    purpose: str
    until: float
    seat: str
    operator: str | None = None
    unit: str = ""
    alarm: str = ""


class PatchWarned(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """``patch`` ends in ``seconds``: ``why`` is ``time``, or ``owner`` when its owner left."""

    patch: str
    seconds: float
    why: str = "time"


class PatchEnded(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """``groups`` are not joined any more. ``why``: one of :data:`ENDS`."""

    patch: str
    why: str
    detail: str = ""
    groups: list[str] = []


Patching = Patched | PatchExtended | PatchBroken | PatchMade | PatchWarned | PatchEnded


def seat_of(patch: str) -> str:
    """The seat from which the patch transmits."""
    return MARK + patch


def patch_in(seat: str) -> str:
    """The patch that transmits from ``seat``; empty where a person does."""
    return seat.removeprefix(MARK) if seat.startswith(MARK) else ""
