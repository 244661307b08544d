"""The last measurement of the room. Part of the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from units import stream
from units.entry import Entry
from units.fitness import FitForDuty, Measured
from units.state import Changes, Facts, Line


def fit_for_duty(facts: Facts, entry: Entry, what: FitForDuty, changes: Changes) -> None:
    """What counts is the newest."""
    facts.measured = Measured(at=entry.wall, fit=what.fit, operator=what.operator or "", figures=list(what.figures))
    changes.state = True
    line = Line(seq=entry.seq, time=entry.wall, sort="system", word="fitness", text=what.fit)
    line.number = float(sum(figure.verdict != "ok" for figure in what.figures))
    line.operator = what.operator or ""
    stream.add(facts, changes, line)


Apply = Callable[[Facts, Entry, Any, Changes], None]

TABLE: dict[type, Apply] = {FitForDuty: fit_for_duty}
