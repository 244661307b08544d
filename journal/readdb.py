"""read.db: where it lies, how it is opened to read, whether it can be believed. Derived: made anew at any doubt."""

from __future__ import annotations

import contextlib
import importlib
import os
from pathlib import Path
from types import ModuleType
from typing import Any

from journal.errors import JournalError
from journal.schema import OLDEST_SQLITE
from units.picture import VERSION as PICTURE

SCHEMA = 12
"""Raised whenever a table changes, or what is indexed: an older file is then made anew."""


def sqlite() -> ModuleType:
    """The one SQLite library for read.db in this process: the one sqlite-utils takes (importing that costs 0.2 s)."""
    try:
        return importlib.import_module("pysqlite3")
    except ImportError:
        return importlib.import_module("sqlite3")


def check_library() -> None:
    """Refuse an SQLite that is known to damage files like ours (as :func:`journal.schema.check_library`)."""
    lib = sqlite()
    if _number(lib.sqlite_version_info) < OLDEST_SQLITE:
        raise JournalError(
            f"SQLite {lib.sqlite_version} (of Python's {lib.__name__}) is too old to keep the call log safely;"
            " install pysqlite3 0.6.1 or newer."
        )


def _number(version: tuple[int, int, int]) -> int:
    major, minor, patch = version
    return major * 1_000_000 + minor * 1_000 + patch


def path_of(folder: Path) -> Path:
    """The file of the projection in a journal's folder."""
    return folder / "read.db"


def draft_of(folder: Path) -> Path:
    """Where it is made before it takes the other's place."""
    return folder / "read.db.new"


def connect(path: Path) -> Any:
    """A read-only connection for any thread (one at a time); ``None`` if the file is missing or no SQLite."""
    if not path.exists():
        return None
    lib = sqlite()
    uri = f"{path.resolve().as_uri()}?mode=ro"
    for address in (uri, f"{uri}&immutable=1"):  # a read-only folder has no room for the -shm file
        if "immutable" in address and os.access(path.parent, os.W_OK):
            break
        with contextlib.suppress(lib.Error):
            connection = lib.connect(address, uri=True, timeout=0.25, check_same_thread=False, isolation_level=None)
            try:
                connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
                return connection
            except lib.Error:
                connection.close()
    return None


def meta(connection: Any) -> dict[str, str]:
    """``schema``, ``picture`` (version of the bookmarks), ``journal`` (id in hex), ``seq`` (last entry taken in)."""
    return dict(connection.execute("SELECT key, value FROM meta"))


def fits(found: dict[str, str], journal: bytes) -> bool:
    """True if the file with this :func:`meta` is of this journal and this program can search it."""
    return found.get("schema") == str(SCHEMA) and found.get("journal") == journal.hex()


def continues(found: dict[str, str], journal: bytes, last: int) -> bool:
    """True if the worker may go on with it: also the bookmarks are of this program, and the record has not shrunk."""
    return fits(found, journal) and found.get("picture") == str(PICTURE) and int(found.get("seq", -1)) <= last
