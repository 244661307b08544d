"""Imported map packs: MBTiles 1.3, raster or vector (OpenMapTiles, Protomaps). The only SQL outside the journal.

A pack is somebody else's SQLite file, so it is opened read only, with untrusted schema, and every tile is bounded
before it is unpacked. Rows are TMS (y up) unless the file says ``scheme`` = ``xyz``; everything outside this file
counts y down.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from console.map.camera import LIMITS, Box, world_x, world_y
from console.map.mvt import TileError, inflate, layers
from console.map.style import LAYERS
from journal.places import maps_dir

MAX_TILE = 4 * 1024 * 1024
"""Larger stored tiles are refused unread."""
DEEPEST = 16
PATIENCE = 3.0
"""Seconds for one question to a pack."""
_IMAGES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"RIFF": "webp"}


class PackError(ValueError):
    """A file that cannot serve as a map. The message is one sentence for the person who imported it."""


@dataclass(frozen=True)
class Pack:
    """What is known of a pack: where, whose, which zooms it has, raster or vector, and the part of the world in it."""

    path: Path
    name: str
    attribution: str
    raster: bool
    levels: tuple[int, ...]
    box: Box
    overlay: bool = False
    """Lies on the maps below and hides nothing of them (MBTiles' ``type``)."""
    down: bool = False
    """Its rows are counted from the north (``scheme``: ``xyz``)."""

    def row(self, z: int, y: int) -> int:
        """The stored row of ``y`` (down), and the other way round."""
        return y if self.down else (1 << z) - 1 - y


def _open(path: Path, longest: int = 2 * MAX_TILE) -> sqlite3.Connection:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise PackError(f"{path}: {error.strerror or error}") from error
    if head != b"SQLite format 3\x00":
        raise PackError(f"{path}: {_not_mbtiles()}")
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    db = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)
    try:
        for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0", "cache_size=-2000"):
            db.execute(f"PRAGMA {pragma}")
    except sqlite3.Error as error:
        db.close()
        raise PackError(f"{path}: {_why(error)}") from error
    with contextlib.suppress(AttributeError):  # Python 3.11 has it; a distribution's build may not
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
    return db


@contextlib.contextmanager
def opened(path: Path, longest: int = 2 * MAX_TILE) -> Iterator[sqlite3.Connection]:
    """Somebody else's SQLite file, read only; no value in it may be longer than ``longest`` bytes."""
    db = _open(path, longest)
    try:
        yield db
    finally:
        db.close()


class Reader:
    """The tiles of one pack, from any thread. Broken tiles and a broken file count as missing tiles."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[int, int, int], bool] = {}
        self._db: sqlite3.Connection | None = _open(path)
        self._until = 0.0
        self._db.set_progress_handler(self._late, 100_000)
        self._until = time.monotonic() + PATIENCE
        try:
            self.pack = _describe(path, self._db)
        except sqlite3.Error as error:
            self.close()
            raise PackError(f"{path}: {_why(error)}") from error
        except PackError:
            self.close()
            raise

    def _late(self) -> bool:
        """True stops SQLite: a view in somebody's file can be made to run for ever."""
        return time.monotonic() > self._until

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The stored bytes of tile ``z``/``x``/``y`` (y down); None if there is none, or none that is believable."""
        if z not in self.pack.levels:
            return None
        row = self._one(
            "SELECT tile_data FROM tiles WHERE zoom_level=? AND tile_column=? AND tile_row=? AND length(tile_data)<=?",
            (z, x, self.pack.row(z, y), MAX_TILE),
        )
        return bytes(row[0]) if row and isinstance(row[0], bytes) and row[0] else None

    def has(self, z: int, x: int, y: int) -> bool:
        """True if there is such a tile; remembered."""
        key = (z, x, y)
        if key not in self._known:
            self._known[key] = z in self.pack.levels and bool(
                self._one(
                    "SELECT 1 FROM tiles WHERE zoom_level=? AND tile_column=? AND tile_row=?",
                    (z, x, self.pack.row(z, y)),
                )
            )
        return self._known[key]

    def _one(self, sql: str, values: tuple[int, ...]) -> tuple[object, ...] | None:
        with self._lock:
            if self._db is None:
                return None
            self._until = time.monotonic() + PATIENCE
            try:
                row: tuple[object, ...] | None = self._db.execute(sql, values).fetchone()
            except (sqlite3.Error, OverflowError):
                return None
            return row

    def count(self, least: int) -> int:
        """How many tiles there are from zoom ``least`` on (of its deepest, where that is less). Raises
        :class:`PackError`."""
        with self._lock, self._sound():
            if self._db is None:
                return 0
            self._until = time.monotonic() + 60 * PATIENCE
            first = min(least, self.pack.levels[-1])
            return int(self._db.execute("SELECT count(*) FROM tiles WHERE zoom_level >= ?", (first,)).fetchone()[0])

    def all(self, least: int) -> Iterator[tuple[int, int, int, bytes]]:
        """The tiles :meth:`count` counts, the deepest first: (z, x, y, bytes). Raises :class:`PackError` where the file
        is damaged."""
        with self._sound():
            yield from self._all(least)

    def _all(self, least: int) -> Iterator[tuple[int, int, int, bytes]]:
        for z in reversed([z for z in self.pack.levels if z >= min(least, self.pack.levels[-1])]):
            with self._lock:
                if self._db is None:
                    return
                self._until = float("inf")
                rows = self._db.execute(
                    "SELECT tile_column, tile_row, tile_data FROM tiles WHERE zoom_level=? AND length(tile_data)<=?",
                    (z, MAX_TILE),
                )
            for x, row, data in rows:
                if isinstance(data, bytes) and data and _placed(z, x, row):
                    yield z, x, self.pack.row(z, row), data

    def samples(self) -> Iterator[tuple[int, int, int, bytes]]:
        """Some tiles of every zoom: (z, x, y, bytes)."""
        for z in self.pack.levels:
            with self._lock:
                if self._db is None:
                    return
                self._until = time.monotonic() + PATIENCE
                rows = self._db.execute(
                    "SELECT tile_column, tile_row, tile_data, length(tile_data) FROM tiles WHERE zoom_level=? LIMIT 12",
                    (z,),
                ).fetchall()
            for x, row, data, size in rows:
                if not isinstance(data, bytes) or size > MAX_TILE:
                    text = QCoreApplication.translate("imports", "a tile of zoom {z} is larger than 4 MB or no tile")
                    raise PackError(f"{self.pack.path}: {text.format(z=z)}")
                if _placed(z, x, row):
                    yield z, x, self.pack.row(z, row), data

    @contextlib.contextmanager
    def _sound(self) -> Iterator[None]:
        """A damaged page met on the way, as one sentence."""
        try:
            yield
        except sqlite3.Error as error:
            raise PackError(f"{self.pack.path}: {_why(error)}") from error


def _placed(z: int, x: object, row: object) -> bool:
    """SQLite keeps words and nothing where numbers should be."""
    return isinstance(x, int) and isinstance(row, int) and 0 <= x < 1 << z and 0 <= row < 1 << z


def _why(error: sqlite3.Error) -> str:
    text = str(error)
    if "no such table" in text or "no such column" in text:
        return QCoreApplication.translate("imports", "an SQLite file, but not MBTiles")
    if "interrupted" in text:
        return QCoreApplication.translate("imports", "it takes too long to read")
    return QCoreApplication.translate("imports", "the file is damaged")


def _not_mbtiles() -> str:
    return QCoreApplication.translate("imports", "not an MBTiles file, nor any other map that can be imported")


def _describe(path: Path, db: sqlite3.Connection) -> Pack:
    meta = {str(k): str(v) for k, v in db.execute("SELECT name, value FROM metadata LIMIT 200") if v is not None}
    one = "SELECT 1 FROM tiles WHERE zoom_level=? LIMIT 1"  # an index seek each; DISTINCT would read a large file whole
    levels = tuple(z for z in range(DEEPEST + 1) if db.execute(one, (z,)).fetchone())
    if not levels:
        empty = QCoreApplication.translate("imports", "there is no tile in it")
        raise PackError(f"{path}: {empty}")
    system = (meta.get("crs") or meta.get("srs") or "").upper().replace(" ", "")
    if system and not any(code in system for code in ("3857", "900913", "3785")):
        text = QCoreApplication.translate(
            "imports", "its projection is {system}; only Web Mercator (EPSG:3857) can be shown"
        )
        raise PackError(f"{path}: {text.format(system=system[:40])}")
    first = db.execute("SELECT tile_data FROM tiles WHERE zoom_level=? LIMIT 1", (levels[0],)).fetchone()
    image = _image_kind(bytes(first[0])) if first and isinstance(first[0], bytes) else ""
    box = _bounds(meta.get("bounds", ""))
    return Pack(
        path=path,
        name=(meta.get("name") or path.stem)[:80],
        attribution=_plain(meta.get("attribution", ""))[:200],
        raster=bool(image),
        levels=levels,
        box=box,
        overlay=meta.get("type") == "overlay",
        down=meta.get("scheme", "").strip().lower() == "xyz" and not _is_tms(db, levels[-1], box),
    )


def _is_tms(db: sqlite3.Connection, z: int, box: Box) -> bool:
    """True where the rows lie within the file's own bounds only if they are TMS, whatever its ``scheme`` says: tools
    that turn tiles over while they pack them leave the word of their source."""
    side = 1 << z

    def within(x: int, y: int) -> bool:
        return box.meets(Box(x / side, y / side, (x + 1) / side, (y + 1) / side))

    found = db.execute("SELECT tile_column, tile_row FROM tiles WHERE zoom_level=? LIMIT 12", (z,)).fetchall()
    placed = [(x, row) for x, row in found if _placed(z, x, row)]
    up = all(within(x, side - 1 - row) for x, row in placed)
    return up and not any(within(x, row) for x, row in placed)


def _plain(text: str) -> str:
    """Attribution without its HTML."""
    parts = [piece.split(">", 1)[-1] for piece in text.split("<")]
    return " ".join("".join(parts).replace("&copy;", "©").split())


def _image_kind(data: bytes) -> str:
    return next((kind for head, kind in _IMAGES.items() if data.startswith(head)), "")


def _bounds(text: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return Box(0.0, 0.0, 1.0, 1.0)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        return Box(0.0, 0.0, 1.0, 1.0)
    return Box(world_x(west), world_y(north), world_x(east), world_y(south))


def check(path: Path) -> Pack:
    """Look at a file as closely as is quick. Raises :class:`PackError` with one sentence."""
    reader = Reader(path)
    try:
        _check_tiles(reader)
    except sqlite3.Error as error:
        raise PackError(f"{path}: {_why(error)}") from error
    finally:
        reader.close()
    return reader.pack


def _check_tiles(reader: Reader) -> None:
    pack, known = reader.pack, False
    if not pack.box.meets(LIMITS):
        text = QCoreApplication.translate("imports", "It shows no part of the map’s window (8–40° E, 48.5–65° N).")
        raise PackError(f"{pack.path}: {text}")
    for z, x, y, data in reader.samples():
        where = f"{pack.path}: {z}/{x}/{y}"
        if bool(_image_kind(data)) != pack.raster:
            text = QCoreApplication.translate("imports", "this tile is of another kind than the rest")
            raise PackError(f"{where}: {text}")
        if pack.raster:
            known = True
            continue
        try:
            names = {layer.name for layer in layers(inflate(data))}
        except TileError as error:
            raise PackError(f"{where}: {error}") from error
        known = known or bool(names & LAYERS)
    if not known:
        text = QCoreApplication.translate("imports", "its layers are neither OpenMapTiles’ nor Protomaps’")
        raise PackError(f"{pack.path}: {text}")


def installed(folder: Path | None = None) -> tuple[list[Reader], list[str]]:
    """The packs in the maps folder, opened, and a sentence for each that cannot be."""
    readers, faults = [], []
    place = folder or maps_dir()
    for path in sorted(place.glob("*.mbtiles")) if place.is_dir() else []:
        try:
            readers.append(Reader(path))
        except PackError as error:
            faults.append(str(error))
    return readers, faults
