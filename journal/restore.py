"""``main.py restore``: a new journal of a backup, proven before it stands there."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path, PurePosixPath

import apsw

from journal import manifest, progress, recordings, segments
from journal.backup import DONE, INCOMPLETE, REFUSED, copy_file
from journal.errors import JournalError
from journal.lawful import Lawful
from journal.manifest import Manifest, NotAsSaved, is_segment
from journal.progress import Progress
from journal.reader import Reader
from journal.verify import verify


def restore(saved: Path, place: Path) -> int:
    """``main.py restore``: prints one sentence; the exit status."""
    try:
        with manifest.private(), progress.shown("Restoring") as bar:
            made = bring_back(saved, place, bar)
    except NotAsSaved as error:
        print(error, file=sys.stderr)
        return INCOMPLETE
    except (JournalError, OSError) as error:
        print(manifest.sentence(error, place), file=sys.stderr)
        return REFUSED
    print(f"{place}: {made.counts()} restored and verified.")
    for line in made.gaps():
        print(line, file=sys.stderr)
    return DONE


def bring_back(saved: Path, place: Path, bar: Progress | None = None) -> Manifest:
    """Restore the backup ``saved`` as the new journal ``place``, and prove it before it stands there.

    Raises :class:`NotAsSaved`, other :class:`JournalError` and ``OSError``; then nothing is left at ``place``.
    """
    made = manifest.read(saved)
    with manifest.new_folder(place) as draft:
        for number, file in enumerate(made.files, 1):
            inside = _inside(file.path)
            source = saved / inside
            if not source.is_file():
                raise NotAsSaved(f"{source}: missing from the backup; nothing was restored.")
            if copy_file(source, draft / inside) != file.sha256:
                raise NotAsSaved(f"{source}: not as it was saved; nothing was restored.")
            if bar is not None:
                bar(number, len(made.files))
        _prove(saved, draft, made)
        for name in made.segments:
            with contextlib.closing(apsw.Connection(str(draft / name))) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
    return made


def _prove(saved: Path, draft: Path, made: Manifest) -> None:
    """The chain, and every recording against its own entry: a manifest can be written by anybody."""
    verdict = verify(draft)
    if not verdict.ok:
        raise NotAsSaved(f"{saved}: the record in this backup is not sound: {verdict.why}; nothing was restored.")
    chained = [segment.path.name for segment in segments.segments(draft)]
    with contextlib.closing(Reader(draft)) as reader:
        if (reader.last_seq(), reader.id.hex(), sorted(chained)) != (made.entries, made.journal, sorted(made.segments)):
            raise NotAsSaved(f"{saved}: the record is not the one the manifest names; nothing was restored.")
        due = {found.path: found for found in recordings.recordings(reader)}
    lawful = Lawful()
    lawful.look(draft)
    there = {file.path: file.sha256 for file in made.files if not is_segment(file.path)}
    for path, found in due.items():
        if path in there and there[path] != found.sha256 and path not in made.changed:
            raise NotAsSaved(f"{saved / path}: not the recording its entry names; nothing was restored.")
        if path not in there and path not in made.missing and not recordings.let_go(found, lawful):
            raise NotAsSaved(f"{saved / path}: its entry is there and it is not; nothing was restored.")


def _inside(path: str) -> PurePosixPath:
    try:
        return recordings.inside(path)
    except recordings.LeadsOut:
        raise NotAsSaved(f"{path}: leads out of the backup.") from None
