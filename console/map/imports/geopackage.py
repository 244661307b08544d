"""GeoPackage 1.x (OGC 12-128): the tables of shapes in somebody else's SQLite file, turned into degrees."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import shapely
from PySide6.QtCore import QCoreApplication

from console.map.imports.cutting import Cutter
from console.map.imports.shapes import Convert, Sieve, from_system, name_of
from console.map.packs import MAX_TILE, PackError, opened

LARGEST = 64 * 1024 * 1024
BATCH = 500
_ENVELOPES = (0, 32, 48, 48, 64)
"""Bytes of the envelope by its kind (clause 2.1.3)."""


def looks_like(path: Path) -> bool:
    """True for an SQLite file that lists geometry columns."""
    try:
        with opened(path) as db:
            return bool(db.execute("SELECT 1 FROM sqlite_master WHERE name='gpkg_contents'").fetchone())
    except (sqlite3.Error, PackError):
        return False


def read(path: Path, cutter: Cutter, progress: Callable[[float], None]) -> Sieve:
    """Every table of shapes in ``path`` into ``cutter``. Raises :class:`PackError`."""
    whole = Sieve(cutter)
    try:
        with opened(path, LARGEST) as db:
            tables = db.execute(
                "SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c JOIN gpkg_geometry_columns g "
                "ON c.table_name = g.table_name WHERE c.data_type = 'features' LIMIT 200"
            ).fetchall()
            if not tables:
                raise PackError(
                    QCoreApplication.translate("imports", "This GeoPackage holds no shapes (pictures cannot be shown).")
                )
            for number, (table, column, system) in enumerate(tables):
                sieve = Sieve(cutter, _convert(db, system))
                _table(db, str(table), str(column), sieve, lambda part, n=number: progress((n + part) / len(tables)))  # type: ignore[misc]
                whole.taken += sieve.taken
                whole.degrees += sieve.degrees
                whole.names += sieve.names
    except sqlite3.Error as error:
        raise PackError(
            QCoreApplication.translate("imports", "The GeoPackage is damaged or cut off: {why}.").format(why=error)
        ) from error
    return whole


def features(path: Path) -> Iterator[tuple[shapely.Geometry, dict[str, str | float | int]]]:
    """Every readable shape in degrees, with the words and numbers beside it. Raises :class:`PackError`."""
    try:
        with opened(path, LARGEST) as db:
            rows = db.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns LIMIT 200").fetchall()
            for table, column, system in rows:
                convert = _convert(db, system)
                cursor = db.execute(f"SELECT * FROM {_quoted(str(table))}")
                titles = [str(one[0]) for one in cursor.description]
                for row in cursor:
                    beside = dict(zip(titles, row, strict=True))
                    shape = shapely.from_wkb(_wkb(beside.pop(str(column), None)), on_invalid="ignore")
                    if shape is not None:
                        told = {name: value for name, value in beside.items() if isinstance(value, str | float | int)}
                        yield (shapely.transform(shape, convert) if convert is not None else shape), told
    except sqlite3.Error as error:
        raise PackError(
            QCoreApplication.translate("imports", "The GeoPackage is damaged or cut off: {why}.").format(why=error)
        ) from error


def _convert(db: sqlite3.Connection, system: object) -> Convert | None:
    """Of the system a table is in. 0 and -1 stand for "undefined" (clause 1.1.2)."""
    if system in {0, -1}:
        raise PackError(
            QCoreApplication.translate("imports", "Its coordinate system is not known: {system}.").format(system=system)
        )
    row = db.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id=?", (system,)
    ).fetchone()
    if row is None:
        return from_system(f"EPSG:{system}")
    return from_system(f"EPSG:{row[1]}" if str(row[0]).upper() == "EPSG" else str(row[2]))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _table(db: sqlite3.Connection, table: str, column: str, sieve: Sieve, progress: Callable[[float], None]) -> None:
    total = max(1, int(db.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()[0]))
    cursor = db.execute(f"SELECT * FROM {_quoted(table)}")
    titles = [str(one[0]) for one in cursor.description]
    where = titles.index(column) if column in titles else -1
    done = 0
    while where >= 0 and (rows := cursor.fetchmany(BATCH)):
        blobs = [_wkb(row[where]) for row in rows]
        names = [name_of(dict(zip(titles, row, strict=True))) for row in rows]
        with np.errstate(invalid="ignore"):  # coordinates that are no numbers are counted by the sieve
            shapes = shapely.from_wkb(blobs, on_invalid="ignore")
        sieve.take(shapes.tolist(), names)
        done += len(rows)
        progress(min(1.0, done / total))


def _wkb(blob: object) -> bytes | None:
    """A geometry without GeoPackage's header; None for what is none."""
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        return None
    kind = blob[3] >> 1 & 7
    return blob[8 + _ENVELOPES[kind] :] if kind < len(_ENVELOPES) and len(blob) <= LARGEST + MAX_TILE else None
