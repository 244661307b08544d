"""Rids a segment file of what deleted bodies left in the unused parts of its pages. Changes no row.

``PRAGMA secure_delete`` overwrites the cell that is deleted. But when SQLite moves cells between neighbouring pages to
fill them evenly, the *gap* of a page (between its cell pointers and its cells) may keep a copy of a row that lives
elsewhere now; once that row is deleted, nobody overwrites the copy. So after something was deleted the pages of
its table are looked at, and those with anything but zeros in their gap are written anew: read through a VFS that clears
the gap, dirtied by a row that is changed and changed back in one transaction. File format: https://sqlite.org/fileformat2.html
§1.6 (b-tree pages).

What is left to the disk itself: a flash drive or a file system that copies on writing keeps old blocks until they are
used again; only a drive encrypted as a whole answers that.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import apsw

from journal import schema

LEAF, INNER, LEAF_INDEX, INNER_INDEX = 13, 5, 10, 2  # what a page of a b-tree begins with
PAGES = 256  # looked at in a step
MOST_PAGES = 0x0200_0000
"""Pages (128 GB) from which on the first byte of a page that is none of a b-tree may look like one's."""
ROWS = 40  # rows by which pages are written anew in a transaction
_HEADS = {LEAF: 8, LEAF_INDEX: 8, INNER: 12, INNER_INDEX: 12}
_NAMES = "position_radios"
_TREES = (
    "SELECT type, tbl_name, rootpage FROM sqlite_master WHERE rootpage > 0"
    f" AND tbl_name IN ('bodies', 'position_chunks', '{_NAMES}') ORDER BY tbl_name, type DESC"
)
_RADIOS = f"SELECT id FROM {_NAMES}"
_TOUCHED: dict[str, tuple[str, str, Callable[[Any], Any]]] = {
    "bodies": ("seq", "salt", lambda salt: bytes(byte ^ 0xFF for byte in salt)),
    "position_chunks": ("number", "newest", lambda newest: newest ^ 1),
    _NAMES: ("id", "radio", lambda radio: radio[::-1] + "~"),
}
"""Of each table its key, a column, and another value of it: a row is changed and changed back."""


class Scrub:
    """Goes through the tables of the segment file ``path`` that hold what was said, some pages a :meth:`step`.

    The write-ahead log must have been folded in before; whoever appends meanwhile is not in the way.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: list[tuple[str, int]] = []
        self._pages = self._walk()
        self.pages = 0
        """Rows by which pages were written anew."""

    def step(self) -> bool:
        """Some more; ``False`` when all is done. Raises :class:`apsw.Error`."""
        some = list(itertools.islice(self._pages, PAGES))
        if some:
            self._found += [row for row in some if row is not None]
            return True
        if not self._found:
            return False
        rows, self._found = self._found[:ROWS], self._found[ROWS:]
        self._write_anew(rows)
        return bool(self._found)

    def _walk(self) -> Iterator[tuple[str, int] | None]:
        """Page by page: a row by which to write it anew if its gap is not empty, else ``None``."""
        with contextlib.closing(schema.open_reading(self._path)) as connection:
            trees: list[tuple[str, str, int]] = list(connection.execute(_TREES))
            names = [row for (row,) in connection.execute(_RADIOS)] if any(t[1] == _NAMES for t in trees) else []
            if connection.execute("PRAGMA page_count").get >= MOST_PAGES:
                return
        flags = [apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_READONLY, 0]
        file = apsw.VFSFile("", str(self._path.absolute()), flags)  # SQLite's own file: closing another drops its locks
        try:
            for kind, table, root in trees:
                stale = False
                for page in _pages(file, root):
                    begin, end = gap(page)
                    left = page.count(0, begin, end) != end - begin
                    stale = stale or left
                    yield (table, _first_row(page)) if left and kind == "table" and table != _NAMES else None
                if stale and table == _NAMES:
                    yield from ((table, int(str(name))) for name in names)
        finally:
            file.xClose()

    def _write_anew(self, rows: list[tuple[str, int]]) -> None:
        vfs = _Clearing(f"kopa-scrub-{id(self)}")
        try:
            medium = schema.Medium(vfs=vfs.name, synchronous="NORMAL")
            with contextlib.closing(schema.open_appending(self._path, medium)) as connection:
                connection.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
                connection.execute("BEGIN IMMEDIATE")
                for table, row in rows:
                    key, column, other = _TOUCHED[table]
                    value = connection.execute(f"SELECT {column} FROM {table} WHERE {key} = ?", (row,)).get
                    if value is not None:
                        for told in (other(value), value):
                            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (told, row))
                        self.pages += 1
                connection.execute("COMMIT")
        finally:
            vfs.unregister()


def _pages(file: apsw.VFSFile, root: int) -> Iterator[bytes]:
    """The pages of a b-tree that hold keys or rows."""
    size = int.from_bytes(file.xRead(2, 16), "big")
    size = 65536 if size == 1 else size
    waiting = [root]
    while waiting:
        try:
            page = file.xRead(size, (waiting.pop() - 1) * size)
        except apsw.IOError:  # a page the file does not have yet: only the log has
            continue
        if page[0] in (INNER, INNER_INDEX):
            waiting += _children(page)
        if page[0] in (LEAF, LEAF_INDEX, INNER_INDEX):
            yield page


def gap(page: bytes) -> tuple[int, int]:
    """Where the unused part of a page of a b-tree begins and ends; (0, 0) if the page is not one."""
    head = _HEADS.get(page[0])
    if head is None:
        return 0, 0
    begin, end = head + 2 * int.from_bytes(page[3:5], "big"), int.from_bytes(page[5:7], "big") or 65536
    return (begin, end) if begin <= end <= len(page) else (0, 0)


def cleared(page: bytes) -> bytes:
    """A page as it is read, its gap empty if it is one of a b-tree."""
    begin, end = gap(page)
    return page[:begin] + bytes(end - begin) + page[end:]


def _children(page: bytes) -> list[int]:
    cells = int.from_bytes(page[3:5], "big")
    found = [int.from_bytes(page[8:12], "big")]
    for at in range(12, 12 + 2 * cells, 2):
        cell = int.from_bytes(page[at : at + 2], "big")
        found.append(int.from_bytes(page[cell : cell + 4], "big"))
    return [child for child in found if child]


def _first_row(page: bytes) -> int:
    """The rowid of the first cell; 0 if there is none."""
    if not int.from_bytes(page[3:5], "big"):
        return 0
    at = int.from_bytes(page[8:10], "big")
    _, at = _varint(page, at)  # the size of the record
    return _varint(page, at)[0]


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(9):
        byte = page[at]
        at += 1
        if count == 8:
            return value << 8 | byte, at
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, at


class _Clearing(apsw.VFS):
    """The usual VFS, but pages come with their gap cleared: from the file, and from the log."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        """Open a file of the database."""
        return _ClearedFile(name, flags)


class _ClearedFile(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._pages = bool(flags[0] & (apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_WAL))

    def xRead(self, amount: int, offset: int) -> bytes:
        """Bytes of the file. A whole page is asked for at once and nothing else is as long (a frame is longer)."""
        data = super().xRead(amount, offset)
        return cleared(data) if self._pages and amount >= 512 and not amount & amount - 1 else data
