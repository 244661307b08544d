"""PMTiles v3 into MBTiles: the directories are walked with every length bounded, the tiles are copied as they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from pmtiles.tile import Compression, TileType, deserialize_header
from PySide6.QtCore import QCoreApplication

from console.map.imports.cutting import Report
from console.map.imports.drafting import Draft
from console.map.imports.hilbert import cells, in_window
from console.map.imports.leaves import Entry, entries
from console.map.mvt import TileError, inflate
from console.map.packs import MAX_TILE, PackError

HEAD = 127
METADATA = 16 * 1024 * 1024
DIRECTORY = 2 * 1024 * 1024
"""Bytes of one directory, unpacked. Writers keep the root below 16 kB and split the rest, a planet's to 100 kB."""
DEPTH = 4
DIRECTORIES = 20_000
TILES = 50_000_000
"""More than these in one file, and it is not believed."""
CHUNK = 65_536
"""Tiles that are placed at once."""
Tile = tuple[int, int, int, bytes]


def looks_like(head: bytes) -> bool:
    """True for any version of it."""
    return head.startswith((b"PMTiles", b"PM\x02\x00", b"PM\x01\x00"))


def _said() -> PackError:
    return PackError(QCoreApplication.translate("imports", "The PMTiles file is damaged or cut off."))


class Archive:
    """One file. Raises :class:`PackError` wherever it does not hold together."""

    def __init__(self, path: Path) -> None:
        self._size = path.stat().st_size
        self._directories = 0
        self._file = path.open("rb")
        try:
            self._open()
        except PackError:
            self._file.close()
            raise

    def _open(self) -> None:
        head = self._file.read(HEAD)
        if len(head) < HEAD or head[:7] != b"PMTiles" or head[7] != 3:
            if len(head) < HEAD:
                raise _said()
            raise PackError(
                QCoreApplication.translate("imports", "It is PMTiles of another version; version 3 is wanted.")
            )
        try:
            self.header = deserialize_header(head)
        except (ValueError, KeyError, IndexError) as error:
            raise _said() from error
        if self.header["tile_type"] not in {TileType.MVT, TileType.PNG, TileType.JPEG, TileType.WEBP}:
            raise PackError(QCoreApplication.translate("imports", "Its tiles are of a kind that cannot be shown."))
        for part in ("tile_compression", "internal_compression"):
            if self.header[part] not in {Compression.NONE, Compression.GZIP}:
                raise PackError(
                    QCoreApplication.translate(
                        "imports", "It is compressed in a way that cannot be read (only gzip can)."
                    )
                )

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def _bytes(self, offset: int, length: int, most: int) -> bytes:
        if not (0 <= length <= most and offset >= 0 and offset + length <= self._size):
            raise _said()
        self._file.seek(offset)
        return self._file.read(length)

    def _unpacked(self, data: bytes, most: int) -> bytes:
        try:
            return inflate(data, most)
        except TileError as error:
            raise _said() from error

    def metadata(self) -> dict[str, object]:
        """What it says of itself."""
        raw = self._bytes(self.header["metadata_offset"], self.header["metadata_length"], METADATA)
        try:
            found = json.loads(self._unpacked(raw, METADATA) or b"{}")
        except (ValueError, RecursionError) as error:
            raise _said() from error
        return found if isinstance(found, dict) else {}

    def _directory(self, offset: int, length: int) -> Iterator[Entry]:
        self._directories += 1
        if self._directories > DIRECTORIES:
            raise _said()
        try:
            return entries(self._unpacked(self._bytes(offset, length, DIRECTORY), DIRECTORY))
        except ValueError as error:
            if isinstance(error, PackError):
                raise
            raise _said() from error

    def tiles(self, passed: Callable[[int, int], None]) -> Iterator[Tile]:
        """(z, x, y down, bytes) of every tile that the map can show. ``passed``: so many tiles were gone through, so
        many of them not to be shown."""
        waiting: list[Entry] = []
        held = 0
        for entry in self._walk(self.header["root_offset"], self.header["root_length"], 0):
            for first in range(0, entry.run, CHUNK):
                part = entry._replace(id=entry.id + first, run=min(CHUNK, entry.run - first))
                waiting.append(part)
                held += part.run
                if held >= CHUNK:
                    yield from self._placed(waiting, passed)
                    waiting, held = [], 0
        yield from self._placed(waiting, passed)

    def _placed(self, some: list[Entry], passed: Callable[[int, int], None]) -> Iterator[Tile]:
        runs = np.array([one.run for one in some], np.int64)
        owner = np.repeat(np.arange(len(some)), runs)
        step = np.arange(len(owner)) - np.repeat(np.cumsum(runs) - runs, runs)
        try:
            placed = cells(np.array([one.id for one in some], np.int64)[owner] + step)
        except ValueError as error:
            raise _said() from error
        shown = np.flatnonzero(in_window(placed))
        held, data = -1, b""
        for which, (z, x, y) in zip(owner[shown].tolist(), placed[shown].tolist(), strict=True):
            if which != held:
                held, one = which, some[which]
                data = self._bytes(self.header["tile_data_offset"] + one.offset, one.length, MAX_TILE)
            yield z, x, y, data
        passed(len(owner), len(owner) - len(shown))

    def _walk(self, offset: int, length: int, depth: int) -> Iterator[Entry]:
        """The entries of tiles, of this directory and of all below it."""
        if depth > DEPTH:
            raise _said()
        for entry in self._directory(offset, length):
            if entry.run == 0:
                yield from self._walk(self.header["leaf_directory_offset"] + entry.offset, entry.length, depth + 1)
            elif entry.run > TILES or not entry.length:
                raise _said()
            else:
                yield entry


def read(path: Path, draft: Draft, progress: Callable[[float], None], report: Report) -> None:
    """The tiles of ``path`` that the map can show into ``draft``, with what it says of itself. Raises
    :class:`PackError`."""
    archive = Archive(path)
    done = outside = 0

    def passed(count: int, not_shown: int) -> None:
        nonlocal done, outside
        done, outside = done + count, outside + not_shown
        if done > TILES:
            raise _said()
        progress(min(1.0, done / total))

    try:
        meta = archive.metadata()
        head = archive.header
        total = max(1, int(head.get("addressed_tiles_count") or 0))
        if total > TILES:
            raise _said()
        for z, x, y, data in archive.tiles(passed):
            draft.put(z, x, y, data)
            if draft.tiles % 500 == 0:
                progress(min(1.0, draft.tiles / total))
        if outside and not draft.tiles:
            raise PackError(
                QCoreApplication.translate("imports", "It shows no part of the map’s window (8–40° E, 48.5–65° N).")
            )
        if outside:
            report.leave_out(QCoreApplication.translate("imports", "outside the map’s window"), outside)
    finally:
        archive.close()
    corners = [one / 1e7 for one in (head["min_lon_e7"], head["min_lat_e7"], head["max_lon_e7"], head["max_lat_e7"])]
    said = {key: str(meta[key]) for key in ("name", "attribution", "description", "type") if meta.get(key)}
    kinds = {TileType.MVT: "pbf", TileType.PNG: "png", TileType.JPEG: "jpg", TileType.WEBP: "webp"}
    draft.finish({"name": path.stem, **said, "bounds": ",".join(map(str, corners)), "format": kinds[head["tile_type"]]})
