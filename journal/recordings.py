"""The recordings the record names: which there should be, and whether they are as they were recorded."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from journal.lawful import Lawful
from journal.progress import Progress
from journal.reader import Reader
from units.findings import VoiceRecorded

_ROWS = 2000
_GONE = "gone"  # instead of what is wrong: it was lawfully deleted


class Recording(NamedTuple):
    """Entry ``seq`` says that the file ``path`` (within the journal's folder) has this SHA-256 (hex)."""

    seq: int
    path: str
    sha256: str


class Wrong(NamedTuple):
    """A recording that is not as its entry says, and what is the matter with it."""

    recording: Recording
    why: str


class LeadsOut(ValueError):
    """A path that leads out of the journal's folder."""


def recordings(reader: Reader) -> Iterator[Recording]:
    """Every file of a recording of which the record still has the body, in order; the last word about a path counts."""
    seq = 0
    while entries := reader.entries(seq, _ROWS, kind="VoiceRecorded"):
        for entry in entries:
            if isinstance(entry.what, VoiceRecorded):
                yield from (Recording(entry.seq, path, sha256) for path, sha256 in entry.what.files)
        seq = entries[-1].seq


def check(journal: Path, progress: Progress | None = None) -> tuple[int, list[Wrong]]:
    """How many recordings of the journal in the folder ``journal`` are as recorded, and which are not.

    Those that a later Pruned or Erased names may be gone. Raises :class:`journal.errors.JournalError`.
    """
    lawful = Lawful()
    lawful.look(journal)
    sound, wrong = 0, list[Wrong]()
    with contextlib.closing(Reader(journal)) as reader:
        last = reader.last_seq()
        for found in recordings(reader):
            why = _wrong(journal, found, lawful)
            if not why:
                sound += 1
            elif why != _GONE:
                wrong.append(Wrong(found, why))
            if progress is not None:
                progress(found.seq, max(found.seq, last))
        if wrong:
            wrong = _still_wrong(reader, wrong)
    return sound, wrong


def _wrong(journal: Path, found: Recording, lawful: Lawful) -> str:
    try:
        digest = digest_of(journal / inside(found.path))
    except LeadsOut:
        return "its entry names a place outside the journal"
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return _GONE if let_go(found, lawful) else "it is missing"
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    if digest == found.sha256:
        return ""
    return _GONE if let_go(found, lawful) else "it is not what was recorded"  # overwritten, and not yet unlinked


def let_go(found: Recording, lawful: Lawful) -> bool:
    """True if a later finding says that the recording was deleted."""
    with contextlib.suppress(ValueError):
        return lawful.recordings.get(bytes.fromhex(found.sha256), 0) > found.seq
    return False


def _still_wrong(reader: Reader, wrong: list[Wrong]) -> list[Wrong]:
    """Those about whose file no later entry says something else: a recording may be finalised twice."""
    newest = {found.recording.path: found.recording.seq for found in wrong}
    for said in recordings(reader):
        if said.path in newest:
            newest[said.path] = said.seq
    return [found for found in wrong if newest[found.recording.path] == found.recording.seq]


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, hex. Raises ``OSError``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inside(path: str) -> PurePosixPath:
    """``path`` as one that stays where it is put. Raises :class:`LeadsOut`."""
    found = PurePosixPath(path)
    if not path or found.is_absolute() or ".." in found.parts or "\\" in path or ":" in path:
        raise LeadsOut(f"{path}: leads out of the journal")
    return found
