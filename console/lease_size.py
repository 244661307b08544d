"""How many talk-groups one hold can name: a lease is one slot of the pulse, and what it keys another (onair)."""

from __future__ import annotations

from collections.abc import Iterable

NAMED = 1150
"""Bytes that the ids of a hold's talk-groups may have in all: with them both slots hold it in whatever state it is."""
_APIECE = 3
"""Bytes that say how long an id is, at most."""


def fitting(groups: Iterable[str], most: int) -> list[str]:
    """The first of ``groups`` that a lease can name, not more than ``most``."""
    found: list[str] = []
    left = NAMED
    for group in groups:
        left -= len(group.encode()) + _APIECE
        if left < 0 or len(found) == most:
            break
        found.append(group)
    return found
