"""Where the imported boundary lies, and how one is installed: a copy, read through before it replaces another."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import NamedTuple

from gps.areas import Boundary, BoundaryError, read
from journal.places import boundary_file

BUILT_IN = Path(__file__).resolve().parents[1] / "resources" / "map" / "states.geojson"
"""Where each state is about: off by up to 4 km, and proves nothing."""


class Loaded(NamedTuple):
    """A boundary, the SHA-256 of its file, and what that was called where it came from."""

    boundary: Boundary
    sha256: str
    text: str


def load(path: Path) -> Loaded:
    """Read a boundary. Raises :class:`gps.areas.BoundaryError`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BoundaryError("read", error.strerror or "") from error
    return Loaded(read(content), hashlib.sha256(content).hexdigest(), _named(path) or path.name)


def built_in() -> Boundary:
    """The border that is always there."""
    return read(BUILT_IN.read_bytes())


def install(content: bytes, name: str) -> Loaded:
    """Take the GeoJSON ``content`` of a file called ``name`` as the boundary from now on: a running station sees it
    within seconds. Raises :class:`gps.areas.BoundaryError`; what was there before then stays."""
    made = read(content)
    path = boundary_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.new")
        fresh.write_bytes(content)
        _label(path).write_text(json.dumps(name), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise BoundaryError("read", error.strerror or "") from error
    return Loaded(made, hashlib.sha256(content).hexdigest(), name)


def remove() -> bool:
    """Back to the built-in border; false if there was no other."""
    path = boundary_file()
    there = path.exists()
    path.unlink(missing_ok=True)
    _label(path).unlink(missing_ok=True)
    return there


def _label(path: Path) -> Path:
    return path.with_suffix(".name")


def _named(path: Path) -> str:
    try:
        return str(json.loads(_label(path).read_text("utf-8")))[:120]
    except (OSError, ValueError):
        return ""
