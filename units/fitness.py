"""Whether the room is fit for duty: what is asked for, what was measured, and the limit each figure was judged by."""

from __future__ import annotations

import msgspec

from units.actions import Action
from units.findings import Finding

VERDICTS = ("fit", "unproven", "unfit")
"""All within its limits; nothing beyond, but not all could be measured; something beyond."""


class Figure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One figure of :data:`FIGURES` (a link's: ``link`` with the gateway in ``of``) and what came of it.

    ``value`` in ``unit``, ``None`` where it could not be measured, which ``note`` explains in a word or a name.
    ``limit``: the most it may be (of a link, and of a device that is there or not: 1, the least). ``verdict``: ``ok``,
    ``over`` or ``unmeasured``.
    """

    name: str
    verdict: str
    value: float | None = None
    unit: str = ""
    limit: float | None = None
    note: str = ""
    of: str = ""


FIGURES = (
    "loudspeaker",
    "microphone",
    "ptt-to-key",
    "ptt-to-wire",
    "mouth-to-ear",
    "underruns",
    "drift",
    "append",
    "link",
)


class FitnessAsked(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The room is to be measured now."""


class FitForDuty(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The room was measured. ``action``: the entry that asked for it, 0 where a shift began; ``fit``: a verdict."""

    fit: str
    action: int = 0
    seat: str = ""
    operator: str | None = None
    figures: list[Figure] = []


class Measured(msgspec.Struct, omit_defaults=True):
    """The last measurement of the room, as :class:`units.fitness.FitForDuty` says it."""

    at: float
    fit: str
    operator: str = ""
    figures: list[Figure] = []


Fitness = FitnessAsked | FitForDuty


def verdict(figures: list[Figure]) -> str:
    """One of :data:`VERDICTS`: never better than its worst figure."""
    if any(figure.verdict == "over" for figure in figures):
        return "unfit"
    return "fit" if figures and all(figure.verdict == "ok" for figure in figures) else "unproven"


def at_most(name: str, value: float | None, unit: str, limit: float, note: str = "", of: str = "") -> Figure:
    """A figure that may be ``limit`` at most; ``None`` was not measured, and ``note`` says why."""
    how = "unmeasured" if value is None else "ok" if value <= limit else "over"
    return Figure(name=name, verdict=how, value=value, unit=unit, limit=limit, note=note, of=of)


def there(name: str, is_there: bool, note: str = "", of: str = "") -> Figure:
    """Something that must be there."""
    return Figure(name=name, verdict="ok" if is_there else "over", value=float(is_there), limit=1.0, note=note, of=of)
