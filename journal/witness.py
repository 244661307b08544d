"""The journal's checkpoints, and an anchor kept elsewhere, held against the entries as the proof passes them.

Each checkpoint names the hash of the one before, so one signature stands for all before it: only the last of each key
is verified, and what does not fit is then looked at singly. Without an anchor two things look sound: an end that was
cut off, and a journal made anew by somebody with a key of his own.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

import apsw

from journal import schema
from journal.checkpoint import COLUMNS, NONE, Checkpoint, of_row
from journal.keys import fingerprint

NEVER = 1 << 63
_CHUNK = 5000
_SOME = COLUMNS + " WHERE c.number > ? AND c.number <= ? ORDER BY c.number LIMIT ?"
_LAST = "SELECT coalesce(max(number), 0) FROM checkpoints"


class Signed(NamedTuple):
    """What is signed: the entries up to ``seq``, in so many checkpoints, the last ``newest``, by these public keys."""

    seq: int = 0
    checkpoints: int = 0
    newest: Checkpoint | None = None
    publics: tuple[bytes, ...] = ()


class BadCheckpoint(Exception):
    """A checkpoint and the entries do not agree. ``seq``: the first entry this says something bad about."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(why)
        self.seq = seq


class Witness:
    """Holds checkpoints against entries: :meth:`passed` at each entry :attr:`due`, then :meth:`finish`.

    Checkpoints added after it was made are not looked at. Methods raise :class:`BadCheckpoint`.
    """

    def __init__(self, connection: apsw.Connection, journal: bytes, anchor: Checkpoint | None = None) -> None:
        self._connection, self._journal, self._anchor = connection, journal, anchor
        self._before: Checkpoint | None = None  # the last one that agreed
        self._hashes = NONE, NONE  # of that one, and of the one that is due
        self._placed: Checkpoint | None = None  # the one that is due, its place among its neighbours found good
        self._publics: list[bytes] = []
        if anchor is not None and anchor.journal != journal:
            raise BadCheckpoint(1, "this is not the journal the anchor was taken from")
        self._rows = self._read()
        self._next = next(self._rows, None)
        self.due = 0
        self._advance()

    def passed(self, seq: int, heads: Callable[[], bytes]) -> None:
        """Entry ``seq``, which was :attr:`due`, is sound; ``heads()`` sums up the journal up to it."""
        found, anchor = heads(), self._anchor
        if anchor is not None and anchor.seq == seq and anchor.heads != found:
            first = self._vouched(anchor) + 1
            raise BadCheckpoint(
                first, f"{_entries(first, seq)} not what the anchor stands for: the record was made anew"
            )
        if self._next is not None and self._next.seq == seq:
            self._agree(self._next, found)
        self._advance()

    def finish(self, last: int) -> Signed:
        """The journal's last entry was ``last``: nothing may still be due."""
        left, anchor, before = self._next, self._anchor, self._before
        if left is not None:
            if not left.sound:
                raise _changed(left)
            raise BadCheckpoint(
                last + 1, f"the end is cut off: {_entries(last + 1, left.seq)} missing, and were signed"
            )
        if anchor is not None and anchor.seq > last:
            first = last + 1
            raise BadCheckpoint(
                first, f"the end is cut off: {_entries(first, anchor.seq)} missing, the anchor has them"
            )
        if before is not None and not before.sound:
            raise _changed(before)
        if anchor is not None and (before is None or before.number < anchor.number):
            has = before.number if before is not None else 0
            first = (before.seq if before is not None else 0) + 1
            raise BadCheckpoint(first, f"the anchor is checkpoint {anchor.number}, the journal has {has}: set back")
        if before is None:
            return Signed()
        return Signed(before.seq, before.number, before, tuple(self._publics))

    def _agree(self, this: Checkpoint, found: bytes) -> None:
        """``this`` speaks of the entries that are here."""
        if this.heads != found:
            if not this.sound:
                raise _changed(this)
            first = (self._before.seq if self._before is not None else 0) + 1
            raise BadCheckpoint(first, f"{_entries(first, this.seq)} not what checkpoint {this.number} signed")
        self._before = this
        self._hashes = self._hashes[1], NONE
        self._next = next(self._rows, None)

    def _advance(self) -> None:
        """Look at the next checkpoint's place among its neighbours and say when it is due."""
        this, anchor = self._next, self._anchor
        if this is not None and this is not self._placed:
            self._place(this)
            self._placed = this
        own = NEVER if this is None else this.seq
        theirs = NEVER if anchor is None else anchor.seq
        reached = self.due
        self.due = min((seq for seq in (own, theirs) if seq > reached), default=NEVER)

    def _place(self, this: Checkpoint) -> None:
        before, anchor = self._before, self._anchor
        due = 1 if before is None else before.number + 1
        if this.number != due:
            raise BadCheckpoint((before.seq if before else 0) + 1, f"checkpoint {due} is missing")
        try:
            self._hashes = self._hashes[0], this.hash
        except (struct.error, TypeError, AttributeError, UnicodeError):
            raise _changed(this) from None
        if this.previous != self._hashes[0] or this.seq <= (0 if before is None else before.seq):
            if before is not None and not before.sound:
                raise _changed(before)
            if not this.sound:
                raise _changed(this)
            raise BadCheckpoint(this.seq, f"checkpoint {this.number} (entry {this.seq}) does not follow the one before")
        if anchor is not None:
            self._hold_against(anchor, this)
        if this.public not in self._publics[-1:]:
            if before is not None and not before.sound:
                raise _changed(before)
            self._publics.append(this.public)

    def _hold_against(self, anchor: Checkpoint, this: Checkpoint) -> None:
        """From the anchor on every checkpoint is the same key's; the anchor's own place holds the anchor."""
        if this.number < anchor.number:
            return
        if this.public != anchor.public:
            other = (
                f"checkpoint {this.number} (entry {this.seq}) is signed with another key ({fingerprint(this.public)})"
            )
            raise BadCheckpoint(self._vouched(anchor) + 1, f"{other} than the anchor ({fingerprint(anchor.public)})")
        if this.number == anchor.number and self._hashes[1] != anchor.hash:
            if not this.sound:
                raise _changed(this)
            first = self._vouched(anchor) + 1
            raise BadCheckpoint(first, f"checkpoint {this.number} is not the anchor: the record was made anew")

    def _vouched(self, anchor: Checkpoint) -> int:
        """The last entry known to be as the anchor's installation left it."""
        before = self._before
        if before is None:
            return 0
        return before.seq if before.number >= anchor.number or self._hashes[0] == anchor.previous else 0

    def _read(self) -> Iterator[Checkpoint]:
        if not schema.has_checkpoints(self._connection):
            return
        last: int = self._connection.execute(_LAST).get
        number = 0
        while rows := self._connection.execute(_SOME, (number, last, _CHUNK)).fetchall():
            made = [of_row(self._journal, row) for row in rows]
            yield from made
            number = made[-1].number


def _changed(this: Checkpoint) -> BadCheckpoint:
    return BadCheckpoint(
        this.seq, f"checkpoint {this.number} (entry {this.seq}) was changed: its signature does not fit"
    )


def _entries(first: int, last: int) -> str:
    """Subject and verb of a sentence about some entries."""
    return f"entry {first} is" if first >= last else f"one or more of the entries {first} to {last} are"
