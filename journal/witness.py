"""The journal's checkpoints, and an anchor kept elsewhere, held against the entries as the proof passes them.

Each checkpoint names the hash of the one before, so one signature stands for all before it: only the last of each key,
and the last before each gap, is verified, and what does not fit is then looked at singly. In a closed segment there may
be gaps (:mod:`journal.thinning`), never at its beginning or end; in the open one there are none. Without an anchor two
things look sound: an end that was cut off, and a journal made anew by somebody with a key of his own.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

import apsw

from journal import schema
from journal.checkpoint import COLUMNS, NONE, Checkpoint, of_row
from journal.errors import Unsound
from journal.keys import fingerprint

NEVER = 1 << 63
_CHUNK = 5000
_SOME = COLUMNS + " WHERE c.number > ? AND c.number <= ? ORDER BY c.number LIMIT ?"
_LAST = "SELECT coalesce(max(number), 0) FROM checkpoints"


class Signed(NamedTuple):
    """What is signed: the entries up to ``seq``, in so many checkpoints, the last ``newest``, by these public keys.

    ``anchored``: the anchor was held against the entries it stands for (``False`` too if there was none).
    """

    seq: int = 0
    checkpoints: int = 0
    newest: Checkpoint | None = None
    publics: tuple[bytes, ...] = ()
    anchored: bool = False


class Witness:
    """Holds checkpoints against entries, a segment at a time.

    :meth:`open`, :meth:`passed` at each entry :attr:`due`, :meth:`close`; after the last segment :meth:`finish`.
    Checkpoints added after :meth:`open` are not looked at. Methods raise :class:`journal.errors.Unsound`.
    """

    def __init__(self, journal: bytes, anchor: Checkpoint | None = None) -> None:
        self._journal, self._anchor = journal, anchor
        self._before: Checkpoint | None = None  # the last one that agreed
        self._hashes = NONE, NONE  # of that one, and of the one that is due
        self._placed: Checkpoint | None = None  # the one that is due, its place among its neighbours found good
        self._publics: list[bytes] = []
        if anchor is not None and anchor.journal != journal:
            raise Unsound(1, "this is not the journal the anchor was taken from")
        self._anchored = False
        self._rows: Iterator[Checkpoint] = iter(())
        self._next: Checkpoint | None = None
        self._first = 1
        self._gap = False
        self._here = False  # the one before is of this segment, or was carried over into it
        self._is_closed: Callable[[], bool] = lambda: False
        self.due = NEVER

    def open(self, connection: apsw.Connection, first: int, gap: bool, is_closed: Callable[[], bool]) -> None:
        """Go on with the segment whose first entry is ``first``; ``gap``: what was before it is not there.

        Then what it takes up is signed too: ask :meth:`passed` about entry ``first - 1`` if that is :attr:`due`.
        """
        self._first, self._gap, self._is_closed = first, gap, is_closed
        self._here = False
        self._rows = self._read(connection)
        self._next = next(self._rows, None)
        self._carry()
        self._advance(first - 2 if gap else first - 1)

    def passed(self, seq: int, heads: Callable[[], bytes]) -> None:
        """Entry ``seq``, which was :attr:`due`, is sound; ``heads()`` sums up the journal up to it."""
        found, anchor = heads(), self._anchor
        if anchor is not None and anchor.seq == seq:
            if anchor.heads != found:
                first = self._vouched(anchor) + 1
                raise Unsound(first, f"{_entries(first, seq)} not what the anchor stands for: the record was made anew")
            self._anchored = True
        if self._next is not None and self._next.seq == seq:
            self._agree(self._next, found)
        self._advance(seq)

    def close(self, last: int) -> None:
        """The segment's last entry was ``last``: nothing of it may still be due."""
        left = self._next
        if left is not None:
            if not left.sound:
                raise _changed(left)
            raise Unsound(last + 1, f"the end is cut off: {_entries(last + 1, left.seq)} missing, and were signed")

    def finish(self, last: int, goes_on: bool = False) -> Signed:
        """The last entry that is there was ``last``; ``goes_on``: in files that are not to be looked at."""
        anchor, before = self._anchor, self._before
        ahead = anchor is not None and anchor.seq > last
        if anchor is not None and ahead and not goes_on:
            first = last + 1
            raise Unsound(first, f"the end is cut off: {_entries(first, anchor.seq)} missing, the anchor has them")
        if before is not None and not before.sound:
            raise _changed(before)
        if anchor is not None and not ahead and (before is None or before.number < anchor.number):
            has = before.number if before is not None else 0
            first = (before.seq if before is not None else 0) + 1
            raise Unsound(first, f"the anchor is checkpoint {anchor.number}, the journal has {has}: set back")
        if before is None:
            return Signed()
        return Signed(before.seq, before.number, before, tuple(self._publics), self._anchored)

    def _carry(self) -> None:
        """A segment begins with the last checkpoint of the one before, word for word."""
        this, before = self._next, self._before
        if before is not None and this == before:
            self._next, self._here = next(self._rows, None), True
        elif before is not None and not self._gap:
            if this is not None and not this.sound:
                raise _changed(this)
            if not before.sound:
                raise _changed(before)
            raise Unsound(
                before.seq + 1, f"the segment from entry {self._first} on does not take up checkpoint {before.number}"
            )
        elif this is not None and this.seq < self._first - 1:
            # nothing could be signed when the segment began: an older one, of which only the signature can be checked
            self._place(this)
            self._accept(this)

    def _agree(self, this: Checkpoint, found: bytes) -> None:
        """``this`` speaks of the entries that are here."""
        if this.heads != found:
            if not this.sound:
                raise _changed(this)
            first = (self._before.seq if self._before is not None else 0) + 1
            raise Unsound(first, f"{_entries(first, this.seq)} not what checkpoint {this.number} signed")
        self._accept(this)

    def _accept(self, this: Checkpoint) -> None:
        self._before, self._here = this, True
        self._hashes = self._hashes[1], NONE
        self._next = next(self._rows, None)

    def _advance(self, reached: int) -> None:
        """Look at the next checkpoint's place among its neighbours and say when it is due."""
        this, anchor = self._next, self._anchor
        if this is not None and this is not self._placed:
            self._place(this)
            self._placed = this
        own = NEVER if this is None else this.seq
        theirs = NEVER if anchor is None else anchor.seq
        self.due = min((seq for seq in (own, theirs) if seq > reached), default=NEVER)

    def _place(self, this: Checkpoint) -> None:
        before, anchor = self._before, self._anchor
        follows = self._follows(this)
        try:
            self._hashes = self._hashes[0], this.hash
        except (struct.error, TypeError, AttributeError, UnicodeError):
            raise _changed(this) from None
        if (follows and this.previous != self._hashes[0]) or this.seq <= (0 if before is None else before.seq):
            if before is not None and not before.sound:
                raise _changed(before)
            if not this.sound:
                raise _changed(this)
            raise Unsound(this.seq, f"checkpoint {this.number} (entry {this.seq}) does not follow the one before")
        if anchor is not None:
            self._hold_against(anchor, this)
        if before is not None and (not follows or this.public != before.public) and not before.sound:
            raise _changed(before)
        if this.public not in self._publics[-1:]:
            self._publics.append(this.public)

    def _follows(self, this: Checkpoint) -> bool:
        """Whether the one before ``this`` is at hand; raises if it should be."""
        before = self._before
        if this.number == (1 if before is None else before.number + 1):
            return True
        # the first of a segment whose past is not there speaks of that past
        taken_up = self._gap and not self._here and this.seq < self._first
        if before is None:
            if taken_up:
                return False
            raise Unsound(self._first, f"checkpoint {1 if self._first == 1 else this.number - 1} is missing")
        if this.number > before.number and (taken_up or (self._here and self._is_closed())):
            return False
        raise Unsound(before.seq + 1, f"checkpoint {before.number + 1} is missing")

    def _hold_against(self, anchor: Checkpoint, this: Checkpoint) -> None:
        """From the anchor on every checkpoint is the same key's; the anchor's own place holds the anchor."""
        if this.number < anchor.number:
            return
        if this.public != anchor.public:
            other = (
                f"checkpoint {this.number} (entry {this.seq}) is signed with another key ({fingerprint(this.public)})"
            )
            raise Unsound(self._vouched(anchor) + 1, f"{other} than the anchor ({fingerprint(anchor.public)})")
        if this.number == anchor.number and self._hashes[1] != anchor.hash:
            if not this.sound:
                raise _changed(this)
            first = self._vouched(anchor) + 1
            raise Unsound(first, f"checkpoint {this.number} is not the anchor: the record was made anew")

    def _vouched(self, anchor: Checkpoint) -> int:
        """The last entry known to be as the anchor's installation left it."""
        before = self._before
        if before is None:
            return 0
        return before.seq if before.number >= anchor.number or self._hashes[0] == anchor.previous else 0

    def _read(self, connection: apsw.Connection) -> Iterator[Checkpoint]:
        if not schema.has_checkpoints(connection):
            return
        last: int = connection.execute(_LAST).get
        number = 0
        while rows := connection.execute(_SOME, (number, last, _CHUNK)).fetchall():
            made = [of_row(self._journal, row) for row in rows]
            yield from made
            number = made[-1].number


def _changed(this: Checkpoint) -> Unsound:
    return Unsound(this.seq, f"checkpoint {this.number} (entry {this.seq}) was changed: its signature does not fit")


def _entries(first: int, last: int) -> str:
    """Subject and verb of a sentence about some entries."""
    return f"entry {first} is" if first >= last else f"one or more of the entries {first} to {last} are"
