"""A vector pack for machines without the development data: dense made-up roads, woods, lakes and towns, zooms 6–10."""

from __future__ import annotations

import math
import random
import sqlite3
from pathlib import Path

import numpy as np
import shapely

from console.map.camera import world_x, world_y
from console.map.imports.encoding import tile

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
                db.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (z, x, side - 1 - y, _tile(rng)))
    db.commit()
    db.close()
    return path


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
    areas = shapely.polygons([shapely.linearrings(ring) for ring in rings])
    return tile(
        {
            "landcover": (areas[:40], [{"class": "wood"}] * 40),
            "water": (areas[40:], [{"class": "lake"}] * 20),
            "transportation": (
                np.array([shapely.linestrings(line) for line in lines], object),
                [{"class": roads[n % len(roads)]} for n in range(LINES)],
            ),
        }
    )
