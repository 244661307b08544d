"""What must stay: what a legal hold covers, and what belongs to an emergency that is still open."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Generator, Iterable
from pathlib import Path

from journal.bodies import Bodies, Wanted
from journal.context import RARE, Context, Need
from journal.segments import segments
from journal.traces import Named
from units.entry import Entry
from units.state import Hold


def emergencies(folder: Path) -> Generator[None, None, Context]:
    """All emergencies on record, as a context that another can know."""
    context = Context()
    for segment in segments(folder):
        with contextlib.closing(Bodies(segment.path)) as bodies:
            after, last = segment.first - 1, segment.last or bodies.last()
            while after < last:
                some, after = bodies.some(after, last, Wanted(RARE))
                for entry in some:
                    context.feed(entry)
                yield
    return context


class Holding:
    """The holds in force and the emergencies open now (their ids), as the picture has them."""

    def __init__(self, holds: Iterable[Hold] = (), open_: Collection[str] = ()) -> None:
        self.holds = list(holds)
        self.open = frozenset(open_)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Holding) and (self.holds, self.open) == (other.holds, other.open)

    __hash__ = None  # type: ignore[assignment]

    def keeps(self, entry: Entry, about: Named, context: Context) -> str:
        """The id of a hold or an open emergency that keeps ``entry``, which is ``about`` this; empty for none."""
        wall = context.made_at(entry)
        for hold in self.holds:
            if covers(hold, wall, about):
                return hold.id
        return next((need.id for need in context.needs_of(entry, about) if self.is_open(need)), "")

    def is_open(self, need: Need) -> bool:
        """True while nobody closed it: as the picture knows, whatever the entries read so far say."""
        return need.id in self.open

    def over(self, entry: Entry, about: Named, context: Context) -> float:
        """From when the period of ``entry`` is counted, s UTC: of an emergency, from when it was closed."""
        needs = context.needs_of(entry, about)
        return max([context.made_at(entry), *(need.opened if need.closed is None else need.closed for need in needs)])

    def keep_positions(self, radio: str, units: Collection[str], since: float, until: float, context: Context) -> bool:
        """True if some position of ``radio``, which belonged to ``units``, between these times must stay."""
        about = Named(frozenset([radio]), frozenset(units), frozenset(), frozenset())
        for hold in self.holds:
            then = (hold.since is None or hold.since <= until) and (hold.until is None or since <= hold.until)
            if then and covers(hold, None, about):
                return True
        return any(
            self.is_open(need) and need.begins <= until and (need.radio == radio or need.unit in about.units)
            for need in context.needs.values()
        )


def covers(hold: Hold, wall: float | None, about: Named) -> bool:
    """True if ``hold`` covers something made at ``wall`` (s UTC; ``None``: at a time it covers) about these."""
    if wall is not None and (
        (hold.since is not None and wall < hold.since) or (hold.until is not None and wall > hold.until)
    ):
        return False
    if not (hold.units or hold.radios or hold.groups or hold.calls):
        return True
    return bool(
        about.units.intersection(hold.units)
        or about.ids.intersection(hold.radios)
        or about.ids.intersection(hold.groups)
        or about.calls.intersection(hold.calls)
    )
