"""The status book: what a code means, to whom. Part of the picture.

Networks leave almost all codes to those who use them, so each agency has a book of its own, and one book holds for all
that have none. A code of another agency's book means nothing here: better a number than a wrong word. Code 0 is
emergency in every network and stands in no book.
"""

from __future__ import annotations

from collections.abc import Iterable

from units.state import Facts, Status

EMERGENCY = 0


def meaning(facts: Facts, code: int, agency: str) -> Status | None:
    """The row for ``code`` sent by a unit of ``agency``; of a unit of no agency the only row there is."""
    own = facts.agency_statuses.get(key(code, agency)) if agency else None
    common = facts.statuses.get(code)
    if own is None and common is not None and common.agency in ("", agency):
        own = common
    if own is None and not agency:
        found = [row for row in rows(facts) if row.code == code]
        own = found[0] if len(found) == 1 else None
    return own


def known(facts: Facts, code: int) -> bool:
    """True if anybody's book has ``code``."""
    return any(row.code == code for row in rows(facts))


def rows(facts: Facts) -> Iterable[Status]:
    """Every row, the common ones first."""
    yield from facts.statuses.values()
    yield from facts.agency_statuses.values()


def offered(facts: Facts, agency: str) -> list[Status]:
    """What can be set for a unit of ``agency``: its own book, and the common rows it does not replace."""
    own = [row for row in rows(facts) if row.agency == agency]
    codes = {row.code for row in own}
    return [*own, *(row for row in rows(facts) if not row.agency and row.code not in codes)]


def put(facts: Facts, row: Status) -> None:
    """Write ``row`` into its book; one without words is taken out."""
    if row.code == EMERGENCY:
        return
    if row.agency:
        own, name = facts.agency_statuses, key(row.code, row.agency)
        former = facts.statuses.get(row.code)
        if former is not None and former.agency == row.agency:
            del facts.statuses[row.code]  # as older programs kept it
        if row.en:
            own[name] = row
        else:
            own.pop(name, None)
    elif row.en:
        facts.statuses[row.code] = row
    else:
        facts.statuses.pop(row.code, None)


def at(facts: Facts, name: str) -> Status | None:
    """The row of that :func:`key`."""
    return next((row for row in rows(facts) if key(row.code, row.agency) == name), None)


def key(code: int, agency: str) -> str:
    """What distinguishes a row from every other: ``17`` of all agencies, ``vp:17`` of one."""
    return f"{agency}:{code}" if agency else str(code)
