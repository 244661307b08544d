"""What was done to the record itself: turned to a new segment, compacted, pruned, erased, held. Always journaled.

Design §2: a body may be deleted only by a ``Compacted``, ``Erased`` or ``Pruned`` finding. They are appended, and on
disk, *before* the first body goes, so that a power cut leaves at worst a body that a finding already calls gone.
"""

from __future__ import annotations

from units.actions import Action
from units.findings import Finding

Ranges = list[tuple[int, int]]
"""Entries as (first, last) pairs of ``seq``, both inclusive, ascending, apart."""


class SegmentClosed(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The last entry of a segment. ``next`` is the file name of the one that follows."""

    next: str


class SegmentOpened(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The first entry of a segment (but the journal's first begins with ``JournalOpened``).

    ``segment`` names it (``2026-12``), ``previous`` is the file before it; ``subjects`` is how many ``Remembered``
    follow at once: what the picture held when the segment opened, so that it can be read without its past.
    """

    segment: str
    previous: str
    mode: str
    installation: str
    subjects: int = 0
    product: str = ""


class Remembered(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """One subject of the picture as it stood when the segment opened; one entry each, so that one can be erased.

    ``sort`` is a field of :class:`units.state.Facts` (``units``, ``groups``, ``lines`` …; ``room`` for what is no
    table; ``fixes`` for where a unit was), ``subject`` its key as text, ``facts`` the msgpack of the shape in
    :mod:`units.state`, ``version`` the picture's.
    """

    sort: str
    subject: str
    facts: bytes
    version: int


class Compacted(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The bodies of ``fixes`` ``Located`` entries between ``first`` and ``last`` (inclusive) live on in chunks.

    The chunks are those of the same segment numbered from ``chunk``; ``hashes`` are their SHA-256, 32 bytes each, in
    the order of their numbers.
    """

    first: int
    last: int
    fixes: int
    chunk: int
    hashes: bytes


class Pruned(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A retention period ended: the bodies of ``entries`` are deleted, and recordings.

    ``rule`` is the rule in words (``voice 90 days``), ``sort`` its class (:data:`journal.classes.CLASSES`); ``before``:
    what was made earlier than that (s since 1970 UTC) is over. ``files``: SHA-256 (hex) of the recordings, as their
    ``VoiceRecorded`` had it: a path names the call. ``chunks`` are the numbers of position chunks that went whole.
    """

    rule: str
    sort: str = ""
    before: float = 0.0
    entries: Ranges = []
    files: list[str] = []
    chunks: list[int] = []
    bodies: int = 0


class SegmentPruned(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A segment of which no body was left was unlinked. What proves the rest is kept here.

    ``first`` and ``last`` are its entries; ``root`` is the SHA-256 over the hashes of all its headers, in order;
    ``heads``: (origin, n, hash) of each origin at its end, which is where the next segment takes up.
    """

    segment: str
    first: int
    last: int
    root: bytes
    heads: list[tuple[str, int, bytes]] = []


class Erased(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The data of a person, a radio or a call was erased wherever it lived; ``action`` is the entry that asked for it.

    That entry's body names the subject and goes too, so ``sort``, ``reason``, ``operator`` and ``seat`` are kept here.
    ``entries``: whose bodies are deleted. ``rows``: entries whose rows of the call log had part of it and are made
    anew. ``chunks``: (number, SHA-256 of what is left of it, empty: nothing). ``files``: SHA-256 (hex) of the
    recordings deleted. ``backups``: copies made earlier that still hold it and must be destroyed by hand. ``looked``:
    (entry, operator) of the look-ups whose words went: who looked stays known (Directive (EU) 2016/680, Art. 25).
    """

    action: int
    sort: str = ""
    reason: str = ""
    operator: str = ""
    seat: str = ""
    rows: list[int] = []
    looked: list[tuple[int, str]] = []
    entries: Ranges = []
    chunks: list[tuple[int, bytes]] = []
    files: list[str] = []
    backups: list[str] = []
    bodies: int = 0


class BackedUp(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A copy of the record up to entry ``upto`` was made at ``path``."""

    path: str
    upto: int


class ClockSynchronised(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The wall clock is disciplined by a time source again (``on``), or is not any more."""

    on: bool
    why: str = ""


class ReserveUsed(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The disk was full and the reserve was given up (``on``), or space is back and it is laid aside again."""

    on: bool
    minutes: float = 0.0


class HoldPlaced(Action, frozen=True, kw_only=True, omit_defaults=True):
    """A legal hold: nothing it covers is pruned or erased until it is lifted; ``operator`` is its author.

    It covers what was made between ``since`` and ``until`` (s since 1970 UTC, ``None``: open) and concerns one of
    ``units``, ``radios``, ``groups`` or ``calls``; with all four empty, everything of that time.
    """

    hold: str
    reason: str
    since: float | None = None
    until: float | None = None
    units: list[str] = []
    radios: list[str] = []
    groups: list[str] = []
    calls: list[str] = []


class HoldLifted(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The hold ended."""

    hold: str
    reason: str


class ErasureAsked(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The data of ``subject`` is to go wherever it lives. A supervisor's act; a hold refuses it.

    ``sort``: ``call`` (a call's id), ``radio`` (a qualified id), ``unit`` (its id: all its radios while they were its)
    or ``person`` (a name as it stands in crews, aliases, texts, notes and look-ups; not who decided: operators answer
    for what they did). What exactly is found: :mod:`journal.traces`. ``since``, ``until`` limit it, s since 1970 UTC.
    ``reason`` stays on record and must not name the subject.
    """

    erasure: str
    sort: str
    subject: str
    reason: str
    since: float | None = None
    until: float | None = None


KeptFinding = (
    SegmentClosed
    | SegmentOpened
    | Remembered
    | Compacted
    | Pruned
    | SegmentPruned
    | Erased
    | BackedUp
    | ClockSynchronised
    | ReserveUsed
)
KeptAction = HoldPlaced | HoldLifted | ErasureAsked
