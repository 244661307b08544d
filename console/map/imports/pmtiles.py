"""PMTiles v3 into MBTiles: the directories are walked with every length bounded, the tiles are copied as they are."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from pmtiles.tile import Compression, Entry, TileType, deserialize_directory, deserialize_header, tileid_to_zxy
from PySide6.QtCore import QCoreApplication

from console.map.imports.drafting import Draft
from console.map.mvt import TileError, inflate
from console.map.packs import MAX_TILE, PackError

HEAD = 127
DIRECTORY = 16 * 1024 * 1024
DEPTH = 4
TILES = 50_000_000
"""More than these in one run, and the file is not believed."""


def looks_like(head: bytes) -> bool:
    """True for any version of it."""
    return head.startswith((b"PMTiles", b"PM\x02\x00", b"PM\x01\x00"))


def _said() -> PackError:
    return PackError(QCoreApplication.translate("imports", "The PMTiles file is damaged or cut off."))


class Archive:
    """One file. Raises :class:`PackError` wherever it does not hold together."""

    def __init__(self, path: Path) -> None:
        self._size = path.stat().st_size
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

    def _unpacked(self, data: bytes) -> bytes:
        try:
            return inflate(data)  # at most 16 MB of it
        except TileError as error:
            raise _said() from error

    def metadata(self) -> dict[str, object]:
        """What it says of itself."""
        raw = self._bytes(self.header["metadata_offset"], self.header["metadata_length"], DIRECTORY)
        try:
            found = json.loads(self._unpacked(raw) or b"{}")
        except (ValueError, RecursionError) as error:
            raise _said() from error
        return found if isinstance(found, dict) else {}

    def _directory(self, offset: int, length: int) -> list[Entry]:
        raw = self._bytes(offset, length, DIRECTORY)
        self._unpacked(raw)
        try:
            if self.header["internal_compression"] == Compression.NONE:
                raw = gzip.compress(raw, 0)  # the library takes them packed only
            found: list[Entry] = deserialize_directory(raw)
        except (ValueError, IndexError, EOFError, OSError) as error:
            raise _said() from error
        return found

    def tiles(self) -> Iterator[tuple[int, int, int, bytes]]:
        """(z, x, y down, bytes) of every tile."""
        yield from self._walk(self.header["root_offset"], self.header["root_length"], 0)

    def _walk(self, offset: int, length: int, depth: int) -> Iterator[tuple[int, int, int, bytes]]:
        if depth > DEPTH:
            raise _said()
        for entry in self._directory(offset, length):
            if entry.run_length == 0:
                yield from self._walk(self.header["leaf_directory_offset"] + entry.offset, entry.length, depth + 1)
                continue
            if entry.run_length > TILES or not entry.length:
                raise _said()
            data = self._bytes(self.header["tile_data_offset"] + entry.offset, entry.length, MAX_TILE)
            for number in range(entry.tile_id, entry.tile_id + entry.run_length):
                try:
                    z, x, y = tileid_to_zxy(number)
                except (ValueError, OverflowError) as error:
                    raise _said() from error
                yield z, x, y, data


def read(path: Path, draft: Draft, progress: Callable[[float], None]) -> None:
    """Every tile of ``path`` into ``draft``, with what it says of itself."""
    archive = Archive(path)
    try:
        meta = archive.metadata()
        head = archive.header
        total = max(1, int(head.get("addressed_tiles_count") or 0))
        if total > TILES:
            raise _said()
        for done, (z, x, y, data) in enumerate(archive.tiles()):
            if done > TILES:
                raise _said()
            draft.put(z, x, y, data)
            if done % 500 == 0:
                progress(min(1.0, done / total))
    finally:
        archive.close()
    corners = [one / 1e7 for one in (head["min_lon_e7"], head["min_lat_e7"], head["max_lon_e7"], head["max_lat_e7"])]
    said = {key: str(meta[key]) for key in ("name", "attribution", "description", "type") if meta.get(key)}
    kinds = {TileType.MVT: "pbf", TileType.PNG: "png", TileType.JPEG: "jpg", TileType.WEBP: "webp"}
    draft.finish({"name": path.stem, **said, "bounds": ",".join(map(str, corners)), "format": kinds[head["tile_type"]]})
