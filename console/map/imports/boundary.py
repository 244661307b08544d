"""Takes a file of states' and municipalities' polygons as the boundary that says whose ground it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from console.fence_words import boundary_fault, found
from console.map.imports import told
from gps.areas import MOST_BYTES, BoundaryError
from journal.boundary import Loaded, install, remove


def bring_in(path: Path, progress: Callable[[float], None] | None = None) -> Loaded:
    """Install the GeoJSON or GeoPackage at ``path``. Raises :class:`gps.areas.BoundaryError`; what was there stays."""
    try:
        if path.stat().st_size > 4 * MOST_BYTES:
            raise BoundaryError("size")
        with path.open("rb") as file:
            head = file.read(16)
        content = _of_geopackage(path) if head.startswith(b"SQLite format 3") else path.read_bytes()
    except OSError as error:
        raise BoundaryError("read", error.strerror or "") from error
    return install(content, path.name, progress)


def _of_geopackage(path: Path) -> bytes:
    """Its polygons as GeoJSON: in degrees, each with the columns beside it."""
    import shapely

    from console.map.imports.geopackage import features
    from console.map.packs import PackError

    try:
        found = [
            {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape))}
            for shape, properties in features(path)
        ]
    except PackError as error:
        raise BoundaryError("read", str(error)) from error
    except (ValueError, shapely.errors.ShapelyError) as error:  # a place that no projection has
        raise BoundaryError("number") from error
    return json.dumps({"type": "FeatureCollection", "features": found}, separators=(",", ":")).encode()


def run(file: Path | None, take_away: bool, lines: bool = False, lang: str | None = None) -> int:
    """The command: 0, or 1 and a sentence. ``lines``: one JSON object a line, for the console that asked."""
    if lines:
        return _told(file, lang)
    if take_away:
        print("The built-in border counts again." if remove() else "There is no imported boundary.")
        return 0
    if file is None:
        print("Name a file of polygons: GeoJSON or GeoPackage.")
        return 1
    try:
        loaded = bring_in(file)
    except BoundaryError as error:
        print(f"{file}: {boundary_fault(str(error))}")
        return 1
    states = ", ".join(loaded.boundary.states)
    print(f"{file.name}: {len(loaded.boundary.areas)} areas of {states}; SHA-256 {loaded.sha256}")
    print("A running station takes it within seconds and puts its hash on record.")
    return 0


def _told(file: Path | None, lang: str | None) -> int:
    told.speak(lang)
    try:
        if file is None:
            raise BoundaryError("read")
        loaded = bring_in(file, told.each_percent(lambda share: told.line(said="progress", share=share)))
    except BoundaryError as error:
        told.line(said="fault", why=boundary_fault(str(error)))
        return 1
    told.line(said="done", note=found(loaded))
    return 0
