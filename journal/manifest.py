"""What a backup holds: a list of its files with their hashes, written last."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from journal import schema
from journal.errors import JournalError

NAME = "manifest.json"
FORMAT = 2  # 1: of a journal of one file


class Saved(msgspec.Struct, frozen=True):
    """A file of a backup; ``path`` within it, ``sha256`` of what is there."""

    path: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds: the entries from ``first`` to ``entries``.

    ``missing`` and ``changed``: recordings that were not there, or not as their entry says.
    """

    format: int
    product: str
    made: str
    journal: str
    mode: str
    entries: int
    files: list[Saved]
    first: int = 1
    missing: list[str] = []
    changed: list[str] = []

    @property
    def segments(self) -> list[str]:
        """The names of the record's own files."""
        return [file.path for file in self.files if is_segment(file.path)]

    def counts(self) -> str:
        """What was saved or restored, in words."""
        voices = len(self.files) - len(self.segments)
        return f"{self.entries - self.first + 1} entries and {voices} recordings"

    def gaps(self) -> list[str]:
        """What is not as it should be, in words."""
        lines = []
        for paths, what in ((self.missing, "missing"), (self.changed, "not as recorded")):
            if paths:
                some = f"{', '.join(paths[:3])}{' …' * (len(paths) > 3)}"
                lines.append(f"{len(paths)} recordings are {what}: {some}")
        return lines


class NotAsSaved(JournalError):
    """A backup was changed or damaged since it was made."""


def is_segment(path: str) -> bool:
    """True for a file of the record itself."""
    return path == schema.FIRST or schema.LATER.fullmatch(path) is not None


def read(saved: Path) -> Manifest:
    """What the backup in ``saved`` should hold. Raises :class:`JournalError`."""
    path = saved / NAME
    try:
        made = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise JournalError(f"{saved}: not a backup (no {NAME}; it is written last).") from None
    except OSError as error:
        raise JournalError(f"{path}: cannot be read ({error.strerror}).") from None
    except msgspec.MsgspecError as error:
        raise NotAsSaved(f"{path}: damaged ({error}).") from None
    if made.format > FORMAT:
        raise JournalError(f"{path}: written by a newer Kopa (format {made.format}; this one reads up to {FORMAT}).")
    if not made.segments:
        raise NotAsSaved(f"{path}: damaged (it names no {schema.FIRST}).")
    return made


def write(made: Manifest, folder: Path) -> None:
    """Put it on disk for good."""
    with (folder / NAME).open("xb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(made), indent=1))
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def private() -> Iterator[None]:
    """What was said is for this account, wherever it is saved."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextlib.contextmanager
def new_folder(place: Path) -> Iterator[Path]:
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


def sentence(error: JournalError | OSError, place: Path) -> str:
    """What went wrong, in one sentence."""
    if isinstance(error, JournalError):
        return str(error)
    return f"{error.filename or place}: {error.strerror or error}."
