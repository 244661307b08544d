"""``main.py backup`` and ``main.py restore``: a copy of a journal that is whole, made while the station goes on.

A backup is a folder: ``journal.db`` as it stood at one moment, the recordings its entries name, and ``manifest.json``
with the hash of every file, written last. read.db is not in it: it is made anew from journal.db. Neither are calls that
are still on the air; their recordings come with the next backup.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import apsw
import msgspec

from journal import progress, schema
from journal.errors import JournalError
from journal.progress import Progress
from journal.reader import Reader
from journal.verify import verify
from journal.version import product
from units.findings import VoiceRecorded

DONE, INCOMPLETE, REFUSED = 0, 1, 2
"""Exit statuses: all is well; recordings are missing or changed, or a backup is not what it was; not done."""
MANIFEST = "manifest.json"
FORMAT = 1
_PAGES = 256  # a step of the copy
_PAUSE = 0.001  # s between steps: whoever records comes first
_BLOCK = 1 << 20
_ROWS = 2000


class Saved(msgspec.Struct, frozen=True):
    """A file of a backup; ``path`` within it, ``sha256`` of what is there."""

    path: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds. ``missing`` and ``changed``: recordings that were not there, or not as their entry says."""

    format: int
    product: str
    made: str
    journal: str
    mode: str
    entries: int
    files: list[Saved]
    missing: list[str] = []
    changed: list[str] = []


def backup(journal: Path, place: Path, link: bool = False) -> int:
    """``main.py backup``: prints one sentence; the exit status."""
    try:
        with _private(), progress.shown("Saving") as bar:
            made = save(journal, place, link, bar)
    except (JournalError, OSError) as error:
        print(_sentence(error, place), file=sys.stderr)
        return REFUSED
    voices = len(made.files) - 1
    print(f"{place}: {made.entries} entries and {voices} recordings saved.")
    _say_gaps(made)
    return INCOMPLETE if made.missing or made.changed else DONE


def restore(saved: Path, place: Path) -> int:
    """``main.py restore``: prints one sentence; the exit status."""
    try:
        with _private(), progress.shown("Restoring") as bar:
            made = bring_back(saved, place, bar)
    except NotAsSaved as error:
        print(error, file=sys.stderr)
        return INCOMPLETE
    except (JournalError, OSError) as error:
        print(_sentence(error, place), file=sys.stderr)
        return REFUSED
    print(f"{place}: {made.entries} entries and {len(made.files) - 1} recordings restored and verified.")
    _say_gaps(made)
    return DONE


def _say_gaps(made: Manifest) -> None:
    for paths, what in ((made.missing, "missing"), (made.changed, "not as recorded")):
        if paths:
            print(
                f"{len(paths)} recordings are {what}: {', '.join(paths[:3])}{' …' * (len(paths) > 3)}", file=sys.stderr
            )


class NotAsSaved(JournalError):
    """A backup was changed or damaged since it was made."""


def save(journal: Path, place: Path, link: bool = False, bar: Progress | None = None) -> Manifest:
    """Save ``journal`` to the new folder ``place``; ``link``: recordings as hard links where the disk is the same.

    Raises :class:`JournalError` and ``OSError``; then nothing is left at ``place``.
    """
    with _new_folder(place) as draft:
        copy = schema.path_of(draft)
        _copy_database(journal, copy, bar)
        with contextlib.closing(Reader(draft)) as reader:
            ident, mode, entries = reader.id.hex(), reader.mode(), reader.last_seq()
            voices = recordings(reader)
        files = [Saved(copy.name, copy.stat().st_size, _digest(copy))]
        missing, changed = [], []
        for number, (path, due) in enumerate(voices.items(), 1):
            found = _take(journal, draft, path, link)
            if found is None:
                missing.append(path)
            else:
                files.append(found)
                if found.sha256 != due:
                    changed.append(path)
            if bar is not None:
                bar(number, len(voices))
        made = Manifest(
            format=FORMAT,
            product=product(),
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            journal=ident,
            mode=mode,
            entries=entries,
            files=files,
            missing=missing,
            changed=changed,
        )
        _write(draft / MANIFEST, msgspec.json.format(msgspec.json.encode(made), indent=1))
    return made


def bring_back(saved: Path, place: Path, bar: Progress | None = None) -> Manifest:
    """Restore the backup ``saved`` as the new journal ``place``, and prove it before it stands there.

    Raises :class:`NotAsSaved`, other :class:`JournalError` and ``OSError``; then nothing is left at ``place``.
    """
    made = read_manifest(saved)
    with _new_folder(place) as draft:
        for number, file in enumerate(made.files, 1):
            source = saved / _inside(file.path)
            if not source.is_file():
                raise NotAsSaved(f"{source}: missing from the backup; nothing was restored.")
            if _copy(source, draft / _inside(file.path)) != file.sha256:
                raise NotAsSaved(f"{source}: not as it was saved; nothing was restored.")
            if bar is not None:
                bar(number, len(made.files))
        _prove(saved, draft, made)
        with contextlib.closing(apsw.Connection(str(schema.path_of(draft)))) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    return made


def read_manifest(saved: Path) -> Manifest:
    """What the backup in ``saved`` should hold. Raises :class:`JournalError`."""
    path = saved / MANIFEST
    try:
        made = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise JournalError(f"{saved}: not a backup (no {MANIFEST}; it is written last).") from None
    except OSError as error:
        raise JournalError(f"{path}: cannot be read ({error.strerror}).") from None
    except msgspec.MsgspecError as error:
        raise NotAsSaved(f"{path}: damaged ({error}).") from None
    if made.format > FORMAT:
        raise JournalError(f"{path}: written by a newer Kopa (format {made.format}; this one reads up to {FORMAT}).")
    if [file.path for file in made.files].count("journal.db") != 1:
        raise NotAsSaved(f"{path}: damaged (it names no journal.db).")
    return made


def recordings(reader: Reader) -> dict[str, str]:
    """Path and SHA-256 of every recording that the record names and still has the entry of; the last word counts."""
    found: dict[str, str] = {}
    seq = 0
    while entries := reader.entries(seq, _ROWS, kind="VoiceRecorded"):
        for entry in entries:
            if isinstance(entry.what, VoiceRecorded):
                found.update(entry.what.files)
        seq = entries[-1].seq
    return found


def _prove(saved: Path, draft: Path, made: Manifest) -> None:
    """The chain, and every recording against its own entry: a manifest can be written by anybody."""
    verdict = verify(draft)
    if not verdict.ok:
        raise NotAsSaved(f"{saved}: the record in this backup is not sound: {verdict.why}; nothing was restored.")
    with contextlib.closing(Reader(draft)) as reader:
        if (reader.last_seq(), reader.id.hex()) != (made.entries, made.journal):
            raise NotAsSaved(f"{saved}: the record is not the one the manifest names; nothing was restored.")
        due = recordings(reader)
    there = {file.path: file.sha256 for file in made.files if file.path != "journal.db"}
    for path, sha256 in due.items():
        if path in there and there[path] != sha256 and path not in made.changed:
            raise NotAsSaved(f"{saved / path}: not the recording its entry names; nothing was restored.")
        if path not in there and path not in made.missing:
            raise NotAsSaved(f"{saved / path}: its entry is there and it is not; nothing was restored.")


def _copy_database(journal: Path, copy: Path, bar: Progress | None) -> None:
    """journal.db at one moment. Whoever appends meanwhile is never kept waiting: it is a reader's snapshot (WAL).

    Without the snapshot SQLite would begin again at every commit of another program, and never end.
    """
    with contextlib.closing(schema.open_reading(journal)) as source:
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            with contextlib.closing(apsw.Connection(str(copy))) as target:
                source.execute("BEGIN")
                source.execute("SELECT max(seq) FROM entries").get  # noqa: B018 - the moment of the copy
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


def _take(journal: Path, draft: Path, path: str, link: bool) -> Saved | None:
    """One recording into the backup; ``None`` if it is not there (or its entry names a place outside the journal)."""
    try:
        inside = _inside(path)
        source, target = journal / inside, draft / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        if link:
            with contextlib.suppress(OSError):
                os.link(source, target)
                return Saved(path, target.stat().st_size, _digest(target))
        digest = _copy(source, target)
    except (NotAsSaved, FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    return Saved(path, target.stat().st_size, digest)


def _copy(source: Path, target: Path) -> str:
    """Copy a file onto the disk for good; its SHA-256."""
    digest = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reading, target.open("xb") as writing:
        while block := reading.read(_BLOCK):
            digest.update(block)
            writing.write(block)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, text: bytes) -> None:
    with path.open("xb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _inside(path: str) -> PurePosixPath:
    """``path`` as one that stays where it is put."""
    found = PurePosixPath(path)
    if not path or found.is_absolute() or ".." in found.parts or "\\" in path or ":" in path:
        raise NotAsSaved(f"{path}: leads out of the backup.")
    return found


@contextlib.contextmanager
def _private() -> Iterator[None]:
    """What was said is for this account, wherever it is saved."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextlib.contextmanager
def _new_folder(place: Path) -> Iterator[Path]:
    """A folder beside ``place`` that takes its name when all in it is done, and goes if it fails."""
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise JournalError(f"{place}: not empty; nothing is overwritten.")
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.parent / f".{place.name}.{secrets.token_hex(4)}"
    draft.mkdir(mode=0o700)
    try:
        yield draft
        if place.exists():
            place.rmdir()
        draft.rename(place)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _sentence(error: JournalError | OSError, place: Path) -> str:
    if isinstance(error, JournalError):
        return str(error)
    return f"{error.filename or place}: {error.strerror or error}."
