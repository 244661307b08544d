"""Where the imported boundary lies, and how one is installed: a copy, read through before it replaces another.

Beside the GeoJSON lies what was made of it (:mod:`gps.kept`): who loads the boundary while it works, a station or a
console, reads that. Where there is none that fits, a program of its own makes it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from gps.areas import Boundary, BoundaryError, read
from gps.kept import freeze, thaw
from journal.places import boundary_file

BUILT_IN = Path(__file__).resolve().parents[1] / "resources" / "map" / "states.geojson"
"""Where each state is about: off by up to 4 km, and proves nothing."""
MAIN = Path(__file__).resolve().parents[1] / "main.py"
SMALL = 200 * 1024
"""Bytes of GeoJSON that are read here and now: some 10 ms."""
PATIENCE = 600.0
"""Seconds for the program that reads a large one."""


class Loaded(NamedTuple):
    """A boundary, the SHA-256 of its file, and what that was called where it came from."""

    boundary: Boundary
    sha256: str
    text: str


def load(path: Path) -> Loaded:
    """Read a boundary without holding up other threads. Raises :class:`gps.areas.BoundaryError`, and nothing else."""
    try:
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        return Loaded(_made_of(path, content, sha256), sha256, _named(path) or path.name)
    except BoundaryError:
        raise
    except OSError as error:
        raise BoundaryError("read", error.strerror or "") from error
    except Exception as error:  # a library's own: a thread that reads a boundary must not die of it in silence
        raise BoundaryError("read", type(error).__name__) from error


def _made_of(path: Path, content: bytes, sha256: str) -> Boundary:
    if len(content) <= SMALL:
        return read(content)
    with contextlib.suppress(OSError, BoundaryError):
        return thaw(_kept(path).read_bytes(), sha256)
    told = _read_apart(path)
    made = thaw(told, sha256)
    with contextlib.suppress(OSError):
        _written(_kept(path), told)
    return made


def _read_apart(path: Path) -> bytes:
    """Have a program of its own read the file; what :func:`gps.kept.freeze` made of it."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    order = [sys.executable, str(MAIN), "read-boundary", str(path)]
    try:
        done = subprocess.run(
            order, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, creationflags=flags, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BoundaryError("read", f"{PATIENCE:.0f} s") from error
    if done.returncode == 1:
        code, _, detail = done.stdout.decode("utf-8", "replace").partition(": ")
        raise BoundaryError(code, detail)
    if done.returncode != 0:
        raise BoundaryError("read", f"{done.returncode}")
    return done.stdout


def read_apart(path: Path) -> int:
    """That program: the boundary on standard output and 0, or why not and 1."""
    out = sys.stdout.buffer
    try:
        content = path.read_bytes()
        out.write(freeze(read(content), hashlib.sha256(content).hexdigest()))
        status = 0
    except (OSError, BoundaryError) as error:
        why = error if isinstance(error, BoundaryError) else BoundaryError("read", error.strerror or "")
        out.write(str(why).encode())
        status = 1
    out.flush()
    return status


def built_in() -> Boundary:
    """The border that is always there."""
    return read(BUILT_IN.read_bytes())


def install(content: bytes, name: str, progress: Callable[[float], None] | None = None) -> Loaded:
    """Take the GeoJSON ``content`` of a file called ``name`` as the boundary from now on: a running station sees it
    within seconds. ``progress`` is told 0–1. Raises :class:`gps.areas.BoundaryError`; what was there then stays."""
    made = read(content, progress)
    sha256 = hashlib.sha256(content).hexdigest()
    path = boundary_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _written(_kept(path), freeze(made, sha256))
        _label(path).write_text(json.dumps(name), encoding="utf-8")
        _written(path, content)
    except OSError as error:
        raise BoundaryError("read", error.strerror or "") from error
    return Loaded(made, sha256, name)


def remove() -> bool:
    """Back to the built-in border; false if there was no other."""
    path = boundary_file()
    there = path.exists()
    for one in (path, _label(path), _kept(path)):
        one.unlink(missing_ok=True)
    return there


def _written(path: Path, content: bytes) -> None:
    """Whole, or as it was."""
    fresh = path.with_suffix(f".{os.getpid()}.new")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _label(path: Path) -> Path:
    return path.with_suffix(".name")


def _kept(path: Path) -> Path:
    return path.with_suffix(".kept")


def _named(path: Path) -> str:
    try:
        return str(json.loads(_label(path).read_text("utf-8")))[:120]
    except (OSError, ValueError):
        return ""
