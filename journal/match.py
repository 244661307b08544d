"""A search as FTS5 reads it: callsigns, names and words, the last of which may be unfinished.

An unfinished word is what costs: FTS5 gathers *all* rows of *all* words that begin so before it gives the first. Short
beginnings are therefore indexed themselves (:data:`PREFIXES`), longer ones are spelled out as the few words there are:
both are then read newest first, only as far as a page needs.
"""

from __future__ import annotations

from collections.abc import Callable

from journal.earshot import UNHEARD
from journal.filing import key
from journal.found import Query
from units.fold import fold

PREFIXES = 5
"""Beginnings of up to so many letters are in the index."""
SPELLED = 40
"""Words a longer beginning is spelled out as, at most."""

Vocabulary = Callable[[str, int], "list[str] | None"]
"""The words that begin so; ``None`` if they are more than the number given."""


def match(query: Query, vocabulary: Vocabulary) -> str:
    """The full-text question for everything but the interval; empty if nothing was asked."""
    parts = []
    if query.unit:
        callsign = _phrase(query.unit, vocabulary)
        parts.append(f"(keys : {key('u', query.unit)}" + (f" OR names : {callsign}" if callsign else "") + ")")
    if query.radio:
        parts.append(f"(keys : {key('r', query.radio)} OR keys : {key('n', query.radio)})")
    if query.group:
        name = _phrase(query.group, vocabulary)
        parts.append(f"(keys : {key('g', query.group)}" + (f" OR groups : {name}" if name else "") + ")")
    if query.agency:
        parts.append(f"keys : {key('a', query.agency)}")
    if query.emergency:
        parts.append(f"keys : {key('x', 'emergency')}")
    if query.handed_in:
        parts.append(f"keys : {key('x', 'upload')}")
    if query.unheard:
        parts.append(f"keys : {UNHEARD}")
    words = _words(query.text)
    parts += [f'{{names groups said}} : "{word}"' for word in words[:-1]]
    if words:
        parts.append(f"{{names groups said}} : {_ending([], words[-1], vocabulary)}")
    return " AND ".join(parts)


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


def _phrase(text: str, vocabulary: Vocabulary) -> str:
    """Words that must follow each other; the last may be unfinished."""
    words = _words(text)
    return _ending(words[:-1], words[-1], vocabulary) if words else ""


def _ending(before: list[str], last: str, vocabulary: Vocabulary) -> str:
    """The phrase of ``before`` and a word that begins with ``last``."""
    spelled = vocabulary(last, SPELLED) if len(last) > PREFIXES else None
    if spelled is None:
        return f'"{" ".join([*before, last])}"*'
    return "(" + " OR ".join(f'"{" ".join([*before, word])}"' for word in spelled or [last]) + ")"
