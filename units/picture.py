"""The picture: everything a screen shows, made of entries and nothing else.

``apply`` is deterministic, reads no clock and does no I/O, so that the same entries give the same picture live,
replayed or resumed from a bookmark. What depends on maps, thresholds or passing time is a finding, made once by the
station.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from units import (
    decided,
    fenced,
    forgotten,
    heard,
    held,
    judged,
    listening,
    measured,
    patched,
    remembered,
    stream,
    unheard,
)
from units.actions import Action
from units.entry import Entry
from units.people import may_decide
from units.state import Changes, Facts, Line

VERSION = 27
"""Raised whenever :mod:`units.state` or an ``apply`` changes: older bookmarks are then made anew."""

REMEMBERED = "Remembered"
"""Of a whole segment's beginning that only a newer program can read, one line of the stream tells."""

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Facts)


class StaleBookmark(ValueError):
    """The bookmark was made by another version of the picture (or is damaged)."""


class Picture:
    """The facts of one journal up to entry ``facts.seq``."""

    def __init__(self, facts: Facts | None = None) -> None:
        self.facts = facts if facts is not None else Facts(version=VERSION)

    def apply(self, entry: Entry) -> Changes:
        """Take ``entry`` in and say what it changed. Entries must come in the order of ``seq``."""
        changes = Changes()
        self.take(entry, changes)
        return changes

    def take(self, entry: Entry, changes: Changes) -> None:
        """Like :meth:`apply`, adding to ``changes``: cheaper for a whole batch."""
        facts = self.facts
        facts.seq, facts.wall = entry.seq, entry.wall
        if facts.clock != entry.clock:
            facts.clock = entry.clock
            changes.state = True
        self._understand(entry, changes)
        if facts.opening is not None:
            remembered.settle(facts, entry, changes)

    def _understand(self, entry: Entry, changes: Changes) -> None:
        facts, what = self.facts, entry.what
        if what is None:
            if entry.unread and (entry.kind != REMEMBERED or facts.opening is not None):
                line = Line(seq=entry.seq, time=entry.wall, sort="system", word="unread", text=entry.kind)
                stream.add(facts, changes, line)
            return
        kind = type(what)
        apply = heard.TABLE.get(kind) or judged.TABLE.get(kind) or decided.ANYONE.get(kind)
        if apply is None:
            apply = remembered.TABLE.get(kind) or forgotten.TABLE.get(kind) or unheard.TABLE.get(kind)
        if apply is None:
            apply = listening.TABLE.get(kind) or measured.TABLE.get(kind) or patched.TABLE.get(kind)
        if apply is None:
            apply = fenced.TABLE.get(kind)
        if apply is None:
            apply = decided.SIGNED.get(kind) or held.TABLE.get(kind) or fenced.SIGNED.get(kind)
            if apply is not None and isinstance(what, Action) and not may_decide(facts, entry, what):
                return
        if apply is not None:
            apply(facts, entry, what, changes)

    def apply_all(self, entries: Iterable[Entry]) -> Changes:
        """A batch, with the changes of all of it."""
        changes = Changes()
        for entry in entries:
            self.take(entry, changes)
        return changes

    def bookmark(self) -> bytes:
        """The picture, written down."""
        return _encoder.encode(self.facts)

    @classmethod
    def resume(cls, bookmark: bytes) -> Picture:
        """The picture a bookmark holds. Raises :class:`StaleBookmark`."""
        try:
            facts = _decoder.decode(bookmark)
        except msgspec.MsgspecError as error:
            raise StaleBookmark(str(error)) from error
        if facts.version != VERSION:
            raise StaleBookmark(f"bookmark of picture version {facts.version}, this program has {VERSION}")
        return cls(facts)
