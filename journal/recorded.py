"""The recordings of a call in read.db: one, or of a call longer than an hour one for each hour.

One stands in the row itself. Of several the row has the first that can be played, the length of all, and all of them in
``parts`` (JSON, in order).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import msgspec

from journal.found import Part
from units.findings import VoiceRecorded

INDEX = "CREATE INDEX calls_of_parts ON calls (seq) WHERE parts <> ''"
_COLUMNS = "seq, path, sha256, seconds, recorded, coded, frames, parts"
_ORDER = "UPDATE calls SET path = ?, sha256 = ?, recorded = ?, coded = ?, frames = ?, parts = ? WHERE seq = ?"


def read(parts: str) -> tuple[Part, ...]:
    """What a row has in ``parts``."""
    return msgspec.json.decode(parts, type=tuple[Part, ...]) if parts else ()


def add(connection: Any, what: VoiceRecorded) -> None:
    """One more recording of a call, in its place by time. The last word about a file counts."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM calls WHERE call = ?", (what.call,)).fetchone()
    if row is None:
        return
    coded = what.codec if what.frames else ""
    new = Part(what.path, what.sha256, what.seconds, what.started, coded, what.frames_sha256)
    parts = sorted([*(part for part in _of(row) if not _same(part, new)), new], key=lambda part: part.recorded)
    _put(connection, row[0], parts)
    seconds = new.seconds if len(parts) == 1 else round(sum(part.seconds for part in parts), 4)
    connection.execute("UPDATE calls SET seconds = ? WHERE seq = ?", (seconds, row[0]))


def drop(connection: Any, files: Collection[str], last: int) -> None:
    """Recordings with these SHA-256 were pruned: those of calls up to entry ``last`` that have several."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM calls WHERE parts <> '' AND seq <= ?", (last,)).fetchall()
    for row in rows:
        before = _of(row)
        left = list(_left(before, frozenset(files)))
        if left == before:
            continue
        _put(connection, row[0], left)
        if not left:
            connection.execute("UPDATE calls SET gone = 'pruned' WHERE seq = ?", (row[0],))


def _left(parts: Iterable[Part], files: Collection[str]) -> Iterable[Part]:
    for part in parts:
        kept = part
        if part.sha256 in files:
            kept = msgspec.structs.replace(kept, path="", sha256="")
        if part.frames in files:
            kept = msgspec.structs.replace(kept, coded="", frames="")
        if kept.path or kept.frames:
            yield kept


def _of(row: tuple[Any, ...]) -> list[Part]:
    _, path, sha256, seconds, recorded, coded, frames, parts = row
    if parts:
        return list(read(parts))
    return [Part(path, sha256, seconds, recorded, coded, frames)] if path or frames else []


def _same(one: Part, other: Part) -> bool:
    """A recording may be finalised twice; one that is coded only has no path."""
    return one.path == other.path and (bool(one.path) or one.frames == other.frames)


def _put(connection: Any, seq: int, parts: list[Part]) -> None:
    nothing = Part("", "", 0.0, 0.0)
    first = next((part for part in parts if part.path), parts[0] if parts else nothing)
    coded = next((part for part in parts if part.frames), nothing)
    told = msgspec.json.encode(parts).decode() if len(parts) > 1 else ""
    terms = (first.path, first.sha256, first.recorded, coded.coded, coded.frames, told, seq)
    connection.execute(_ORDER, terms)
