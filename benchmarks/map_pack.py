"""A vector pack for machines without the development data: dense made-up roads, woods, lakes and towns, zooms 6–10."""

from __future__ import annotations

import gzip
import math
import random
import sqlite3
from pathlib import Path

from console.map.camera import world_x, world_y

WEST, EAST, SOUTH, NORTH = 21.0, 28.0, 55.0, 56.6
LINES, CORNERS = 260, 24
"""Of one tile; about what a dense tile of a real pack has."""


def made_pack(path: Path) -> Path:
    """Write it."""
    rng = random.Random(5)
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE metadata (name text, value text)")
    db.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
    meta = {
        "name": "made",
        "format": "pbf",
        "minzoom": "6",
        "maxzoom": "10",
        "bounds": f"{WEST},{SOUTH},{EAST},{NORTH}",
    }
    db.executemany("INSERT INTO metadata VALUES (?, ?)", meta.items())
    for z in range(6, 11):
        side = 1 << z
        for x in range(int(world_x(WEST) * side), int(world_x(EAST) * side) + 1):
            for y in range(int(world_y(NORTH) * side), int(world_y(SOUTH) * side) + 1):
                blob = gzip.compress(_tile(rng), 1)
                db.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (z, x, side - 1 - y, blob))
    db.commit()
    db.close()
    return path


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _field(number: int, body: bytes | int) -> bytes:
    if isinstance(body, int):
        return _varint(number << 3) + _varint(body)
    return _varint(number << 3 | 2) + _varint(len(body)) + body


def _geometry(kind: int, points: list[tuple[int, int]]) -> bytes:
    words = [1 << 3 | 1]
    x = y = 0
    for n, (px, py) in enumerate(points):
        if n == 1:
            words.append((len(points) - 1) << 3 | 2)
        words += [((px - x) << 1) ^ ((px - x) >> 31), ((py - y) << 1) ^ ((py - y) >> 31)]
        x, y = px, py
    if kind == 3:
        words.append(1 << 3 | 7)
    return b"".join(map(_varint, words))


def _layer(name: str, kind: int, tag: tuple[str, tuple[str, ...]], shapes: list[list[tuple[int, int]]]) -> bytes:
    key, values = tag
    body = _field(1, name.encode())
    for n, points in enumerate(shapes):
        tags = b"".join(map(_varint, (0, n % len(values))))
        body += _field(2, _field(2, tags) + _field(3, kind) + _field(4, _geometry(kind, points)))
    body += _field(3, key.encode())
    body += b"".join(_field(4, _field(1, value.encode())) for value in values)
    return _field(3, body + _field(5, 4096) + _field(15, 2))


def _tile(rng: random.Random) -> bytes:
    lines = []
    for _ in range(LINES):
        x, y, turn = rng.uniform(0, 4096), rng.uniform(0, 4096), rng.random() * math.tau
        line = []
        for _ in range(CORNERS):
            line.append((round(x), round(y)))
            turn += rng.uniform(-0.5, 0.5)
            x, y = x + 40 * math.cos(turn), y + 40 * math.sin(turn)
        lines.append(line)
    rings = []
    for _ in range(60):
        x, y = rng.uniform(0, 4096), rng.uniform(0, 4096)
        far = [rng.uniform(40, 200) for _ in range(20)]
        rings.append(
            [
                (round(x + f * math.cos(n * math.tau / 20)), round(y + f * math.sin(n * math.tau / 20)))
                for n, f in enumerate(far)
            ]
        )
    roads = ("trunk", "primary", "secondary", "tertiary")
    return (
        _layer("landcover", 3, ("class", ("wood",)), rings[:40])
        + _layer("water", 3, ("class", ("lake",)), rings[40:])
        + _layer("transportation", 2, ("class", roads), lines)
    )
