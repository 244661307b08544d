"""Fences on record: drawn and removed by people; entered, left and stayed in for too long as the station found, once.

A fence is a shape on the ground, or a circle round a unit that moves with it. Its rules say of whom and when it gives
an alert, which goes to the amber list (:mod:`units.amber`), never to the emergency strip.
"""

from __future__ import annotations

import msgspec

from gps.shape import Ring, Shape
from units.actions import Action
from units.findings import Finding

RULES = ("in", "out", "dwell")
"""Alert who comes in; who goes out; who stays longer than ``dwell`` s."""
LONGEST_TEXT = 60
MOST_FENCES = 500
WHYS = ("", "drawn", "off-duty", "gone")
"""Why somebody is inside or not any more: went there; the fence came, moved by hand, was switched on or off; off duty,
where nobody's whereabouts are kept; no such unit any more. Only the first gives an alert."""


class Fence(msgspec.Struct, frozen=True, omit_defaults=True):
    """A fence in the picture: its fields are those of :class:`FenceDrawn`; ``operator`` drew it at ``drawn``."""

    id: str
    text: str = ""
    rings: list[Ring] = []
    radius: float = 0.0
    unit: str = ""
    rules: list[str] = []
    dwell: float = 600.0
    agencies: list[str] = []
    kinds: list[str] = []
    hours: tuple[int, int] | None = None
    on: bool = True
    operator: str = ""
    drawn: float = 0.0

    def shape(self) -> Shape:
        """Where it is; of a fence round a unit the circle without its centre."""
        return Shape(self.rings, self.radius)


class FenceDrawn(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The fence became this: a polygon of ``rings`` (outline, holes; degrees WGS 84), or a circle of ``radius`` m round
    ``rings[0][0]``, or round ``unit`` wherever that is.

    ``text`` is what it is called. ``rules``: of :data:`RULES` (none: it is drawn, and no more); it is for units of
    these ``agencies`` and ``kinds`` (none named: all). ``hours``: minutes of the day, from and to (over midnight where
    to is earlier), in the room's time; ``None``: always.
    """

    fence: str
    text: str
    rings: list[Ring] = []
    radius: float = 0.0
    unit: str = ""
    rules: list[str] = []
    dwell: float = 600.0
    agencies: list[str] = []
    kinds: list[str] = []
    hours: tuple[int, int] | None = None
    on: bool = True


class FenceRemoved(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The fence is no more."""

    fence: str


class FenceEntered(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """``unit`` is inside. ``why``: of :data:`WHYS`; ``alert``: the rules want it on the amber list; ``late``: as of
    :class:`units.findings.Crossed`."""

    fence: str
    unit: str
    why: str = ""
    alert: bool = False
    late: float = 0.0


class FenceLeft(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """``unit`` is not inside any more, after ``seconds``."""

    fence: str
    unit: str
    seconds: float = 0.0
    why: str = ""
    alert: bool = False
    late: float = 0.0


class FenceDwelt(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """``unit`` has been inside for ``seconds``, longer than the fence allows."""

    fence: str
    unit: str
    seconds: float


class Within(msgspec.Struct, omit_defaults=True):
    """That a unit is inside a fence; ``since`` s since 1970 UTC; ``dwelt``: for too long."""

    fence: str
    unit: str
    since: float = 0.0
    dwelt: bool = False


FenceActs = FenceDrawn | FenceRemoved
Fencing = FenceActs | FenceEntered | FenceLeft | FenceDwelt


def within_key(fence: str, unit: str) -> str:
    """The key of a :class:`Within`."""
    return f"{fence} {unit}"


def is_active(fence: Fence, minute: int) -> bool:
    """Whether the fence watches at this minute of the day in the room's time."""
    if not fence.on:
        return False
    if fence.hours is None:
        return True
    first, last = fence.hours
    return first <= minute < last if first <= last else minute >= first or minute < last


def concerns(fence: Fence, unit: str, agency: str, kind: str) -> bool:
    """Whether the fence is for that unit; never for the one it moves round."""
    if unit == fence.unit:
        return False
    return (not fence.agencies or agency in fence.agencies) and (not fence.kinds or kind in fence.kinds)


def is_sound(what: FenceDrawn) -> bool:
    """Whether the picture takes it: it is bounded and says what it has to (that a shape holds is checked before)."""
    points = sum(len(ring) for ring in what.rings)
    return bool(
        what.fence
        and len(what.text) <= LONGEST_TEXT
        and points <= 2_000
        and (what.unit or points)
        and (not what.unit or what.radius > 0)
        and set(what.rules) <= set(RULES)
    )
