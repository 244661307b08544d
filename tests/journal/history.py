"""A journal with a past: three segments, positions in chunks, bodies pruned and erased, perhaps the first file gone.

What housekeeping does to a journal is done here by hand and as small as can be, so that each row is known.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import msgspec
import pytest

from journal import clock, schema, segments
from journal.append import Appender, Draft, appending, found
from journal.positions import tables
from journal.positions.chunk import Chunk, Received, digest, encode
from journal.reader import Reader
from journal.signing import Signer
from journal.thinning import Thinning
from journal.turning import Turn
from journal.walk import root_of
from radio.events import Located, TextReceived
from units import actions as ac
from units.entry import Anything
from units.entry import encode as encoded
from units.findings import JournalOpened, VoiceRecorded
from units.keeping import Compacted, Erased, Pruned, Ranges, SegmentPruned
from units.picture import Picture

INSTALL = "aaaaaaaa"
EACH = 7
"""Entries a checkpoint."""
START = 1_790_000_000_000_000
TICK = 120_000_000
"""µs between two entries: two minutes, so that a segment has checkpoints of several hours."""


class Segment(NamedTuple):
    """One file and its entries, both inclusive."""

    path: Path
    first: int
    last: int


class History:
    """Makes the journal in ``folder``; :attr:`accounts` says which finding named which bodies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.accounts: dict[int, list[int]] = {}
        self._signer = Signer(INSTALL)
        self._micros = START
        self._since = 0
        self._windows: dict[int, int] = {}  # by chunk: the first entry of its compaction
        opened = JournalOpened(mode="live", installation=INSTALL)
        self._station: Appender | None = None
        self._console: Appender | None = None
        found(folder, "live", f"{INSTALL}/station", self._draft(opened))
        self._open()

    @property
    def segments(self) -> list[Segment]:
        """The files that are there."""
        some = segments.segments(self.folder)
        with contextlib.closing(Reader(self.folder)) as reader:
            last = reader.last_seq()
        return [Segment(s.path, s.first, s.last or last) for s in some]

    def append(self, what: Anything, console: bool = False) -> int:
        """One entry, and a checkpoint if one is due."""
        appender = self._console if console else self._station
        assert appender is not None
        seq = appender.commit([self._draft(what)])
        self._since += 1
        if self._since == EACH:
            self.sign()
        return seq

    def sign(self) -> None:
        assert self._station is not None
        self._station.sign(self._signer)
        self._since = 0

    def traffic(self, count: int) -> list[int]:
        """So many entries of every sort; returns the positions among them."""
        positions = []
        for number in range(count):
            match number % 5:
                case 0 | 3:
                    radio = f"dmr@kraslava:{number % 3}"
                    fix = Located(gateway="dmr", radio=radio, lat=56.0 + number / 100, lon=27.0)
                    positions.append(self.append(fix))
                case 1:
                    self.append(ac.Noted(seat="1", operator="ja", text=f"note {number}"), console=True)
                case 2:
                    self.append(TextReceived(gateway="dmr", radio="dmr@kraslava:1", text=f"text {number}"))
                case _:
                    self.append(self.recording(f"voice/c{self._micros}.flac"))
        return positions

    def turn(self, segment: str) -> None:
        assert self._station is not None
        turn = Turn(self.folder, segment, Picture(), self._draft, signer=self._signer)
        turn.carry_out(self._station).close()
        self._open()
        self._since = 0

    def compact(self, seqs: list[int], number: int, parts: int = 1, delete: bool = True) -> int:
        """Move these positions into chunks from ``number`` on; the finding's ``seq``."""
        hashes = b"".join(map(digest, self.store(seqs, number, parts)))
        seq = self.append(Compacted(first=seqs[0], last=seqs[-1], fixes=len(seqs), chunk=number, hashes=hashes))
        self._windows.update(dict.fromkeys(range(number, number + parts), seqs[0]))
        if delete:
            self._delete(seq, seqs)
        return seq

    def store(self, seqs: list[int], number: int, parts: int = 1, moved: float = 0.0) -> list[bytes]:
        """The chunks, and nothing that says so; ``moved``: degrees to the north of the truth."""
        with self._opened(self._holding(seqs[0])) as connection:
            fixes = [self._fix(connection, seq, moved) for seq in seqs]
            packed = [encode(fixes[part::parts]) for part in range(parts)]
            tables.make(connection)
            with tables.transaction(connection):
                for at, stored in enumerate(packed, number):
                    tables.put(connection, at, stored)
                row = (seqs[0], seqs[-1], number, parts, len(seqs))
                order = "INSERT INTO position_windows (first, last, chunk, chunks, fixes) VALUES (?, ?, ?, ?, ?)"
                connection.execute(order, row)
        return packed

    def prune(self, seqs: list[int], chunks: Sequence[int] = (), delete: bool = True) -> int:
        seq = self.append(Pruned(rule="texts 1 day", entries=ranges(seqs), chunks=list(chunks)))
        if delete:
            self._delete(seq, seqs)
        for number in chunks:
            self.accounts[seq].append(self._windows[number])
            self._drop(number)
        return seq

    def erase(self, seqs: list[int], number: int, fix: int) -> int:
        """Erase these, and one position out of a chunk."""
        path = self._chunk_file(number)
        with self._opened(path) as connection:
            packed = tables.stored(connection, number)
            assert packed is not None
            left = encode([some for some in Chunk(packed).fixes() if some.seq != fix])
        seq = self.append(Erased(action=1, entries=ranges(seqs), chunks=[(number, digest(left))]))
        self._delete(seq, seqs)
        self._drop(number)
        with self._opened(path) as connection, tables.transaction(connection):
            tables.put(connection, number, left)
        self.accounts[seq] += [fix, self._windows[number]]
        return seq

    def unlink_first(
        self, unlink: bool = True, heads: list[tuple[str, int, bytes]] | None = None, index: int = 0
    ) -> int:
        """Prune the oldest segment (or another) away whole; ``heads``: what is said of its end, if not the truth."""
        oldest, then = self.segments[index : index + 2]
        with self._opened(oldest.path) as connection:
            bodies: list[Any] = connection.execute("SELECT seq FROM bodies ORDER BY seq").fetchall()
            self.prune([seq for (seq,) in bodies])
            root, ends = root_of(connection), segments.heads(connection)
        assert then.first == oldest.last + 1
        name = oldest.path.stem.removeprefix("journal").removeprefix("-")
        gone = SegmentPruned(segment=name, first=oldest.first, last=oldest.last, root=root, heads=heads or ends)
        seq = self.append(gone)
        for end in ("", "-wal", "-shm") if unlink else ():
            oldest.path.with_name(oldest.path.name + end).unlink(missing_ok=True)
        for finding, named in self.accounts.items():
            self.accounts[finding] = [some for some in named if some > oldest.last]
        self.accounts[seq] = [oldest.first]
        return seq

    def thin(self) -> None:
        thinning = Thinning(self.folder)
        while thinning.step():
            pass

    def close(self) -> None:
        self.sign()
        for appender in (self._station, self._console):
            assert appender is not None
            appender.close()

    def texts(self, kind: str = "TextReceived") -> list[int]:
        """Entries of a kind whose bodies are there."""
        with contextlib.closing(Reader(self.folder)) as reader:
            return [entry.seq for entry in reader.entries(0, 10_000, kind=kind) if entry.what is not None]

    def _open(self) -> None:
        for appender in (self._station, self._console):
            if appender is not None:
                appender.close()
        self._station, self._console = (
            appending(self.folder, "live", f"{INSTALL}/{program}") for program in ("station", "console/1")
        )

    def _draft(self, what: Anything) -> Draft:
        self._micros += TICK
        kind = str(what.__struct_config__.tag)
        return Draft(kind, encoded(what), b"raw %d" % self._micros, self._micros, self._micros, 1, "b" * 16)

    def recording(self, path: str, sound: bytes = b"") -> VoiceRecorded:
        """A recording that is there, to be appended."""
        sound = sound or b"fLaC" + path.encode()
        file = self.folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(sound)
        sha256 = hashlib.sha256(sound).hexdigest()
        return VoiceRecorded(call=path, group="g", path=path, sha256=sha256, seconds=1.0, rate=8000, started=1.0)

    def _fix(self, connection: apsw.Connection, seq: int, moved: float) -> Received:
        with contextlib.closing(Reader(self.folder)) as reader:
            (entry,) = reader.entries(seq - 1, 1)
        assert isinstance(entry.what, Located)
        wall = connection.execute("SELECT wall FROM entries WHERE seq = ?", (seq,)).get
        return Received(seq, wall, msgspec.structs.replace(entry.what, lat=entry.what.lat + moved))

    def _holding(self, seq: int) -> Path:
        return next(segment.path for segment in self.segments if segment.first <= seq <= segment.last)

    def _chunk_file(self, number: int) -> Path:
        for segment in self.segments:
            with self._opened(segment.path) as connection:
                if tables.there(connection) and tables.stored(connection, number) is not None:
                    return segment.path
        raise KeyError(number)

    def _drop(self, number: int) -> None:
        with self._opened(self._chunk_file(number)) as connection, tables.transaction(connection):
            tables.drop(connection, number)

    def _delete(self, finding: int, seqs: Iterable[int]) -> None:
        self.accounts[finding] = list(seqs)
        self.delete(seqs)

    def delete(self, seqs: Iterable[int]) -> None:
        """Bodies, and nothing that says so."""
        for segment in self.segments:
            with self._opened(segment.path) as connection:
                connection.executemany("DELETE FROM bodies WHERE seq = ?", [(seq,) for seq in seqs])

    @contextlib.contextmanager
    def _opened(self, path: Path) -> Iterator[apsw.Connection]:
        with contextlib.closing(schema.open_appending(path)) as connection:
            yield connection


def ranges(seqs: Iterable[int]) -> Ranges:
    return [(seq, seq) for seq in seqs]


def make(folder: Path, first_gone: bool = False) -> History:
    """The journal: three segments (or the first of them gone), everything done to it that may be done."""
    with pytest.MonkeyPatch.context() as patch:
        history = History.__new__(History)
        patch.setattr(clock, "wall", lambda: history._micros)
        history.__init__(folder)  # type: ignore[misc]
        early = history.traffic(40)
        history.compact(early[:6], 1, parts=2)
        history.compact(early[6:12], 3)
        history.turn("2026-10")
        history.prune(history.texts()[:3])
        middle = history.traffic(40)
        history.compact(middle[:8], 4, parts=2)
        history.turn("2026-11")
        history.traffic(10)
        history.compact(middle[8:14], 6)
        history.prune(history.texts()[:2], chunks=[3])
        history.erase(history.texts()[:2], 4, middle[2])
        history.traffic(10)
        if first_gone:
            history.unlink_first()
        history.traffic(10)
        history.thin()
        history.close()
    return history
