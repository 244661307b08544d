"""``main.py backup``: a copy of a journal that is whole, made while the station goes on.

A backup is a folder: the files of the record, the recordings its entries name, and ``manifest.json`` with the hash of
every file, written last. read.db is not in it: it is made anew from the record. Neither are calls that are still on the
air; their recordings come with the next backup.

The files are copied the oldest first, each as it stood at one moment, and the chain of files is followed in the copies.
A finding is on disk before the first body it names goes. So whatever was compacted, pruned or erased meanwhile, a
later copied file has the finding for what an earlier copied one has lost, and the copy is sound.

That the copy was made is put on record (``BackedUp``) before the newest file is copied, so that an erasure can name the
copies that still hold what it erased. If one ran while older files were copied, the copy is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import apsw

from journal import manifest, progress, recordings, schema, segments
from journal.erasing import unfinished
from journal.errors import JournalError
from journal.lawful import Lawful
from journal.log import Log
from journal.manifest import Manifest, Saved
from journal.progress import Progress
from journal.reader import Reader
from journal.recordings import LeadsOut, inside
from journal.version import product
from units.keeping import BackedUp, Erased

DONE, INCOMPLETE, REFUSED = 0, 1, 2
"""Exit statuses: all is well; recordings are missing or changed, or a backup is not what it was; not done."""
PROGRAM = "backup"
"""As which program ``BackedUp`` is appended."""
_PAGES = 256  # a step of the copy
_PAUSE = 0.001  # s between steps: whoever records comes first
_BLOCK = 1 << 20
_ATTEMPTS = 4
_ON_DISK = 5.0  # s to wait until ``BackedUp`` is on disk


def backup(journal: Path, place: Path, link: bool = False) -> int:
    """``main.py backup``: prints one sentence; the exit status."""
    try:
        with manifest.private(), progress.shown("Saving") as bar:
            made = save(journal, place, link, bar)
    except (JournalError, OSError) as error:
        print(manifest.sentence(error, place), file=sys.stderr)
        return REFUSED
    except apsw.Error as error:
        print(f"{journal}: {schema.explain(error)}; nothing was saved.", file=sys.stderr)
        return REFUSED
    print(f"{place}: {made.counts()} saved.")
    for line in made.gaps():
        print(line, file=sys.stderr)
    return INCOMPLETE if made.missing or made.changed else DONE


def save(journal: Path, place: Path, link: bool = False, bar: Progress | None = None) -> Manifest:
    """Save ``journal`` to the new folder ``place``; ``link``: recordings as hard links where the disk is the same.

    Raises :class:`JournalError` and ``OSError``; then nothing is left at ``place``.
    """
    if journal.is_file():
        raise JournalError(f"{journal}: one file of a journal; name its folder, {journal.parent}.")
    if _is_erasing(journal):
        raise JournalError(f"{journal}: an erasure is under way; try again when the station has finished it.")
    with manifest.new_folder(place) as draft:
        with contextlib.closing(Reader(journal)) as reader:
            began, mode = reader.last_seq(), reader.mode()
        names = _copy_segments(journal, draft, bar, lambda upto: _put_on_record(journal, place, mode, upto))
        files = [Saved(name, (draft / name).stat().st_size, recordings.digest_of(draft / name)) for name in names]
        saved, missing, changed = _copy_recordings(journal, draft, link, bar)
        _refuse_erased(journal, place, began)
        with contextlib.closing(Reader(draft)) as reader:
            made = Manifest(
                format=manifest.FORMAT,
                product=product(),
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                journal=reader.id.hex(),
                mode=mode,
                entries=reader.last_seq(),
                first=reader.first_seq(),
                files=files + saved,
                missing=missing,
                changed=changed,
            )
        manifest.write(made, draft)
    return made


def _is_erasing(journal: Path) -> bool:
    """True while an erasure is on record and not carried out."""
    for _ in range(_ATTEMPTS):
        with contextlib.suppress(JournalError):  # a file was pruned away while it was looked at
            return unfinished(journal) is not None
    return unfinished(journal) is not None


# The record


def _copy_segments(journal: Path, draft: Path, bar: Progress | None, last: Callable[[int], None]) -> list[str]:
    """Every file of the record; their names. ``last`` is told the last entry before the newest file is copied."""
    names: list[str] = []
    path: Path | None = schema.path_of(journal)
    while path is not None:
        try:
            following = _copy_database(path, draft / path.name, bar, last)
        except JournalError:
            if path.exists():
                raise
            # pruned away just now: the finding that says so comes with a later file
            path = segments.after(path, path.name) if names else schema.path_of(journal)
            continue
        names.append(path.name)
        path = segments.after(path, following) if following else None
    return names


def _copy_database(path: Path, copy: Path, bar: Progress | None, last: Callable[[int], None]) -> str:
    """One file at one moment; which follows it. Whoever appends meanwhile is never kept waiting: it is a snapshot.

    Without it SQLite would begin again at every commit of another program, and never end.
    """
    with contextlib.closing(schema.open_reading(path)) as source:
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            with contextlib.closing(apsw.Connection(str(copy))) as target:
                source.execute("BEGIN")
                upto = int(source.execute("SELECT coalesce(max(seq), 0) FROM entries").get)  # the moment of the copy
                following = segments.next_of(source)
                if not following:
                    last(upto)
                with target.backup("main", source, "main") as steps:
                    while not steps.done:
                        steps.step(_PAGES)
                        if bar is not None:
                            bar(steps.page_count - steps.remaining, steps.page_count)
                        time.sleep(_PAUSE)
                source.execute("COMMIT")
                target.execute("PRAGMA journal_mode = DELETE")  # one file, readable from a read-only disk
        except apsw.Error as error:
            raise JournalError(f"{copy}: {schema.explain(error)}.") from error
    return following


def _put_on_record(journal: Path, place: Path, mode: str, upto: int) -> None:
    """Append ``BackedUp``. A journal that takes no entries (read-only, a full disk) is saved all the same."""
    try:
        with contextlib.closing(Log(journal, PROGRAM, mode=mode)) as log:
            log.append(BackedUp(path=str(place.resolve()), upto=upto)).result(_ON_DISK)
    except (JournalError, TimeoutError) as error:
        why = str(error) or "the disk does not take it."
        print(f"Not on record that this copy was made: {why}", file=sys.stderr)


def _refuse_erased(journal: Path, place: Path, after: int) -> None:
    """Nothing may be kept that was erased since entry ``after`` without anybody being told where it still is."""
    with contextlib.closing(Reader(journal)) as reader:
        for entry in reader.entries(after, 1000, kind="Erased"):
            if isinstance(entry.what, Erased) and str(place.resolve()) not in entry.what.backups:
                raise JournalError(
                    f"{place}: something was erased meanwhile, so this copy was not kept; make it again."
                )


# Recordings


def _copy_recordings(
    journal: Path, draft: Path, link: bool, bar: Progress | None
) -> tuple[list[Saved], list[str], list[str]]:
    """What the record in ``draft`` names: what was there, the paths of what was not, and of what is not as recorded."""
    with contextlib.closing(Reader(draft)) as reader:
        due = {found.path: found for found in recordings.recordings(reader)}
    lawful = Lawful()
    lawful.look(draft)
    saved: list[Saved] = []
    missing: list[str] = []
    changed: list[str] = []
    for number, (path, named) in enumerate(due.items(), 1):
        found = _take(journal, draft, path, link)
        if found is not None and (found.sha256 == named.sha256 or not recordings.let_go(named, lawful)):
            saved.append(found)
            if found.sha256 != named.sha256:
                changed.append(path)
        elif not recordings.let_go(named, lawful):
            missing.append(path)
        if bar is not None:
            bar(number, len(due))
    return saved, missing, changed


def _take(journal: Path, draft: Path, path: str, link: bool) -> Saved | None:
    """One recording into the backup; ``None`` if it is not there (or its entry names a place outside the journal)."""
    try:
        source, target = journal / inside(path), draft / inside(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if link:
            with contextlib.suppress(OSError):
                os.link(source, target)
                return Saved(path, target.stat().st_size, recordings.digest_of(target))
        digest = copy_file(source, target)
    except (LeadsOut, FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    return Saved(path, target.stat().st_size, digest)


def copy_file(source: Path, target: Path) -> str:
    """Copy a file onto the disk for good; its SHA-256, hex."""
    digest = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reading, target.open("xb") as writing:
        while block := reading.read(_BLOCK):
            digest.update(block)
            writing.write(block)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()
