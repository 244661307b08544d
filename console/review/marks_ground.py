"""Borders and fences on the time line: who crossed, left, came near, went in or out, or stayed. Read from the record.

The call log does not have them; their units and fences are called what they were called then.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from console import border_words, fence_words
from journal.bookmarks import resume
from journal.reader import Reader
from units.borders import BorderNeared
from units.entry import Anything, Entry
from units.fences import FenceDrawn, FenceDwelt, FenceEntered, FenceLeft
from units.findings import Crossed
from units.state import Facts

BORDERS = ("Crossed", "BorderNeared")
FENCES = ("FenceEntered", "FenceLeft", "FenceDwelt")
PAGE = 2000


class Happening(NamedTuple):
    """``kind``: ``border`` or ``fence``; ``unit`` its id; the rest as the picture has it in a row of the stream, but
    ``text`` of a fence is its id."""

    time: float
    kind: str
    unit: str
    word: str
    text: str
    number: float | None = None
    late: float = 0.0


def happening(entry: Entry) -> Happening | None:
    """What an entry says of a border or a fence; ``None`` if nothing, or nothing that anybody did."""
    what: Anything | None = entry.what
    match what:
        case Crossed():
            word, text = what.told
            return Happening(entry.wall, "border", what.unit, word, text, None, what.late)
        case BorderNeared():
            return Happening(entry.wall, "border", what.unit, what.word, what.into, what.metres, what.late)
        case FenceEntered() if not what.why:
            return Happening(entry.wall, "fence", what.unit, "fence-in", what.fence, None, what.late)
        case FenceLeft() if not what.why:
            return Happening(entry.wall, "fence", what.unit, "fence-out", what.fence, what.seconds, what.late)
        case FenceDwelt():
            return Happening(entry.wall, "fence", what.unit, "fence-dwell", what.fence, what.seconds)
    return None


def read(reader: Reader, after: int, last: int, most: int) -> list[Happening]:
    """All between two entries, the newest ``most`` of each kind of entry."""
    found: list[Happening] = []
    for kind in (*BORDERS, *FENCES):
        some: list[Happening] = []
        seq = after
        while entries := reader.entries(seq, PAGE, before=last + 1, kind=kind):
            some += [made for made in (happening(entry) for entry in entries) if made is not None]
            some = some[-most:]
            seq = entries[-1].seq
        found += some
    return found


class Names:
    """What units and fences were called by the entry ``last``; a fence that was gone by then, after entry ``after``."""

    def __init__(self, folder: Path, reader: Reader, after: int, last: int) -> None:
        self._folder, self._reader, self._after, self._last = folder, reader, after, last
        self._now: Facts | None = None
        self._gone: dict[str, str] | None = None

    def unit(self, id_: str) -> str:
        """Its call sign, else what it is known by."""
        unit = self._facts().units.get(id_)
        return unit.callsign or id_ if unit is not None else id_

    def fence(self, id_: str) -> str:
        """Its name, or nothing."""
        fence = self._facts().fences.get(id_)
        return fence.text if fence is not None else self._former().get(id_, "")

    def said(self, what: Happening) -> str:
        """The sentence."""
        text = self.fence(what.text) if what.kind == "fence" else what.text
        said = fence_words.happened(what.word, text, what.number) or what.word
        return said + border_words.lateness(what.late)

    def _facts(self) -> Facts:
        if self._now is None:
            self._now = resume(self._folder, at=self._last).facts
        return self._now

    def _former(self) -> dict[str, str]:
        if self._gone is None:
            before = resume(self._folder, at=self._after).facts if self._after > 0 else Facts(version=0)
            self._gone = {fence.id: fence.text for fence in before.fences.values()}
            drawn = self._reader.entries(self._after, PAGE, before=self._last + 1, kind="FenceDrawn")
            self._gone |= {entry.what.fence: entry.what.text for entry in drawn if isinstance(entry.what, FenceDrawn)}
        return self._gone
