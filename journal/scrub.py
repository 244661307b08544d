"""Rids a segment file of what deleted bodies left in the unused parts of its pages. Changes no row.

``PRAGMA secure_delete`` overwrites the cell that is deleted. But when SQLite moves cells between neighbouring pages to
fill them evenly, the *gap* of a page (between its cell pointers and its cells) may keep a copy of a row that lives
elsewhere now; once that row is deleted, nobody overwrites the copy. So after bodies were deleted the leaf pages of the
table are looked at, and those with anything but zeros in their gap are written anew: read through a VFS that clears the
gap, dirtied by a row that is changed and changed back in one transaction. File format: https://sqlite.org/fileformat2.html
§1.6 (b-tree pages).

What is left to the disk itself: a flash drive or a file system that copies on writing keeps old blocks until they are
used again; only a drive encrypted as a whole answers that.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import apsw

from journal import schema

LEAF, INNER = 13, 5  # pages of a table
PAGES = 256  # looked at in a step
ROWS = 40  # pages written anew in a transaction
_HEAD = 8
_INNER_HEAD = 12


class Scrub:
    """Goes through table ``bodies`` of the segment file ``path``, some pages a :meth:`step`.

    The write-ahead log must have been folded in before; whoever appends meanwhile is not in the way.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: list[int] = []
        self._leaves = self._walk()
        self.pages = 0
        """Pages that were written anew."""

    def step(self) -> bool:
        """Some more; ``False`` when all is done. Raises :class:`apsw.Error`."""
        some = list(itertools.islice(self._leaves, PAGES))
        if some:
            self._found += [row for row in some if row]
            return True
        if not self._found:
            return False
        rows, self._found = self._found[:ROWS], self._found[ROWS:]
        self._write_anew(rows)
        return bool(self._found)

    def _walk(self) -> Iterator[int]:
        """Leaf by leaf: a row of the page if its gap is not empty, else 0."""
        with contextlib.closing(schema.open_reading(self._path)) as connection:
            root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'bodies'").get
        flags = [apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_READONLY, 0]
        file = apsw.VFSFile("", str(self._path), flags)  # SQLite's own file: closing another drops its locks
        try:
            size = int.from_bytes(file.xRead(2, 16), "big")
            size = 65536 if size == 1 else size
            waiting = [int(root)]
            while waiting:
                page = file.xRead(size, (waiting.pop() - 1) * size)
                if page[0] == INNER:
                    waiting += _children(page)
                elif page[0] == LEAF:
                    begin, end = gap(page)
                    yield _first_row(page) if page.count(0, begin, end) != end - begin else 0
        except apsw.IOError:  # a page the file does not have yet: only the log has
            return
        finally:
            file.xClose()

    def _write_anew(self, rows: list[int]) -> None:
        vfs = _Clearing(f"kopa-scrub-{id(self)}")
        try:
            medium = schema.Medium(vfs=vfs.name, synchronous="NORMAL")
            with contextlib.closing(schema.open_appending(self._path, medium)) as connection:
                connection.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
                connection.execute("BEGIN IMMEDIATE")
                for row in rows:
                    salt = connection.execute("SELECT salt FROM bodies WHERE seq = ?", (row,)).get
                    if salt is not None:
                        other = bytes(byte ^ 0xFF for byte in salt)
                        for value in (other, salt):
                            connection.execute("UPDATE bodies SET salt = ? WHERE seq = ?", (value, row))
                        self.pages += 1
                connection.execute("COMMIT")
        finally:
            vfs.unregister()


def gap(page: bytes) -> tuple[int, int]:
    """Where the unused part of a leaf page of a table begins and ends; (0, 0) if the page is not one."""
    cells = int.from_bytes(page[3:5], "big")
    begin, end = _HEAD + 2 * cells, int.from_bytes(page[5:7], "big") or 65536
    return (begin, end) if begin <= end <= len(page) else (0, 0)


def cleared(page: bytes) -> bytes:
    """A page as it is read, its gap empty if it is a leaf page of a table."""
    if page[0] != LEAF:
        return page
    begin, end = gap(page)
    return page[:begin] + bytes(end - begin) + page[end:]


def _children(page: bytes) -> list[int]:
    cells = int.from_bytes(page[3:5], "big")
    found = [int.from_bytes(page[8:12], "big")]
    for at in range(_INNER_HEAD, _INNER_HEAD + 2 * cells, 2):
        cell = int.from_bytes(page[at : at + 2], "big")
        found.append(int.from_bytes(page[cell : cell + 4], "big"))
    return [child for child in found if child]


def _first_row(page: bytes) -> int:
    """The rowid of the first cell; 0 if there is none."""
    if not int.from_bytes(page[3:5], "big"):
        return 0
    at = int.from_bytes(page[_HEAD : _HEAD + 2], "big")
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
