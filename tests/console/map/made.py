"""What the map's tests are made of: hand-encoded vector tiles, small MBTiles files, a room of units."""

from __future__ import annotations

import copy
import gzip
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from gps.fix import Fix
from units.findings import AgencyInfo
from units.state import Alarm, Facts, Unit

NOW = 1_795_000_000.0
Point = tuple[int, int]


def varint(value: int) -> bytes:
    """Protobuf's variable-length number."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number: int, body: bytes | int) -> bytes:
    """One field: a length-delimited one for bytes, a varint for a number."""
    if isinstance(body, int):
        return varint(number << 3) + varint(body)
    return varint(number << 3 | 2) + varint(len(body)) + body


def zigzag(value: int) -> int:
    """Signed to unsigned."""
    return (value << 1) ^ (value >> 31)


def encode_geometry(kind: int, parts: Sequence[Sequence[Point]]) -> bytes:
    """Commands of points (1), lines (2) or rings (3, without the closing point)."""
    words: list[int] = []
    x = y = 0
    if kind == 1:
        words.append(len(parts) << 3 | 1)
    for part in parts:
        for index, (px, py) in enumerate(part):
            if kind != 1 and index == 0:
                words.append(1 << 3 | 1)
            if kind != 1 and index == 1:
                words.append((len(part) - 1) << 3 | 2)
            words += [zigzag(px - x), zigzag(py - y)]
            x, y = px, py
        if kind == 3:
            words.append(1 << 3 | 7)
    return b"".join(varint(word) for word in words)


def encode_feature(kind: int, parts: Sequence[Sequence[Point]], tags: Iterable[int] = ()) -> bytes:
    """A Feature message; ``tags`` are indices, key and value in turn."""
    return field(2, b"".join(map(varint, tags))) + field(3, kind) + field(4, encode_geometry(kind, parts))


def encode_value(value: str | int) -> bytes:
    """A Value message."""
    return field(1, value.encode()) if isinstance(value, str) else field(5, value)


def encode_layer(name: str, features: Sequence[tuple[int, Sequence[Sequence[Point]], dict[str, str | int]]]) -> bytes:
    """A Layer message of extent 4096, with every key and value written once."""
    keys = sorted({key for _kind, _parts, tags in features for key in tags})
    values = list(dict.fromkeys(value for _kind, _parts, tags in features for value in tags.values()))
    body = field(1, name.encode())
    for kind, parts, tags in features:
        indices = [n for key, value in tags.items() for n in (keys.index(key), values.index(value))]
        body += field(2, encode_feature(kind, parts, indices))
    body += b"".join(field(3, key.encode()) for key in keys)
    body += b"".join(field(4, encode_value(value)) for value in values)
    return body + field(5, 4096) + field(15, 2)


def encode_tile(*encoded_layers: bytes) -> bytes:
    """A Tile message."""
    return b"".join(field(3, layer) for layer in encoded_layers)


SQUARE = [(1024, 1024), (3072, 1024), (3072, 3072), (1024, 3072)]


def lake_tile(name: str = "Ezers") -> bytes:
    """A tile with a lake in its middle, a trunk road across, and a town."""
    return encode_tile(
        encode_layer("water", [(3, [SQUARE], {"class": "lake"})]),
        encode_layer("transportation", [(2, [[(0, 500), (4096, 500)]], {"class": "trunk"})]),
        encode_layer("place", [(1, [[(2048, 2048)]], {"class": "town", "name:latin": name})]),
    )


def picture(colour: str, side: int = 256) -> bytes:
    """A PNG of one colour."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def mbtiles(
    path: Path, tiles: dict[tuple[int, int, int], bytes], pack: bool = True, meta: dict[str, str] | None = None
) -> Path:
    """An MBTiles file of ``tiles`` by (z, x, y down); vector tiles are gzipped when ``pack``."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE metadata (name text, value text)")
    db.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
    db.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
    db.executemany("INSERT INTO metadata VALUES (?, ?)", {"name": path.stem, **(meta or {})}.items())
    for (z, x, y), data in tiles.items():
        raster = data[:4] == b"\x89PNG"
        stored = data if raster or not pack else gzip.compress(data)
        db.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (z, x, (1 << z) - 1 - y, stored))
    db.commit()
    db.close()
    return path


AGENCIES = (
    ("vp", "Valsts policija", "shield", "#0072B2"),
    ("vrs", "Valsts robežsardze", "diamond", "#009E73"),
    ("lp", "Lietuvos policija", "shield", "#E69F00"),
)


def unit(id_: str, lat: float, lon: float, age: float = 4.0, **more: object) -> Unit:
    """A unit with a fix ``age`` seconds before NOW."""
    values: dict[str, object] = {"callsign": id_.upper(), "agency": "vp", "radios": [f"tetra@247-9:{id_}"], **more}
    fix = Fix(lat=lat, lon=lon, time=NOW - age, speed=12.0, course=90.0, accuracy=20.0)
    return Unit(id=id_, fix=fix, **values)  # type: ignore[arg-type]


def room(*units: Unit) -> Facts:
    """Facts with the agencies and copies of these units, for a test may change them; a unit's ``alarm`` rings."""
    facts = Facts(version=1)
    for id_, name, shape, colour in AGENCIES:
        facts.agencies[id_] = AgencyInfo(id=id_, name=name, shape=shape, colour=colour)
    for one in copy.deepcopy(units):
        facts.units[one.id] = one
        if one.alarm:
            facts.alarms[one.alarm] = Alarm(id=one.alarm, unit=one.id, opened=NOW - 7)
    return facts
