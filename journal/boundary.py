"""Where the imported boundary lies, and how one is installed: a copy, read through before it replaces another.

Of a large one a program of its own makes the shapes: a station has that done each time, for what it journals under the
file's hash must be of that file. A console shows what was made (:mod:`gps.kept`) and lies beside the GeoJSON.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from gps.areas import Boundary, BoundaryError, read
from gps.kept import freeze, thaw
from journal.places import MAIN, boundary_file

BUILT_IN = Path(__file__).resolve().parents[1] / "resources" / "map" / "states.geojson"
"""Where each state is about: off by up to 4 km, and proves nothing."""
SMALL = 200 * 1024
"""Bytes of GeoJSON that are read here and now: some 10 ms."""
PATIENCE = 600.0
"""Seconds for the program that reads a large one."""
HELD = b"h"
"""What that program is told on its standard input by who waits for it."""


class Loaded(NamedTuple):
    """A boundary, the SHA-256 of its file, and what that was called where it came from."""

    boundary: Boundary
    sha256: str
    text: str


def load(path: Path, proven: bool = True) -> Loaded:
    """Read a boundary without holding up other threads. Raises :class:`gps.areas.BoundaryError`, and nothing else.

    Unless ``proven`` the shapes may be those that lie beside the file; whoever can write there could have changed them.
    """
    try:
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        return Loaded(_made_of(path, content, sha256, proven), sha256, _named(path) or path.name)
    except BoundaryError:
        raise
    except OSError as error:
        raise BoundaryError("read", error.strerror or "") from error
    except Exception as error:  # a library's own: a thread that reads a boundary must not die of it in silence
        raise BoundaryError("read", type(error).__name__) from error


def _made_of(path: Path, content: bytes, sha256: str, proven: bool) -> Boundary:
    if len(content) <= SMALL:
        return read(content)
    there = b""
    with contextlib.suppress(OSError, BoundaryError):
        there = _kept(path).read_bytes()
        if not proven:
            return thaw(there, sha256)
    told = _read_apart(path)
    made = thaw(told, sha256)
    if told != there:
        with contextlib.suppress(OSError):
            _written(_kept(path), told)
    return made


def _read_apart(path: Path) -> bytes:
    """Have a program of its own read the file; what :func:`gps.kept.freeze` made of it. It ends with this one."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    order = [sys.executable, str(MAIN), "read-boundary", str(path)]
    began = time.monotonic()
    pipe = subprocess.PIPE
    with subprocess.Popen(order, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, creationflags=flags) as child:
        late = threading.Timer(PATIENCE, child.kill)
        late.daemon = True
        late.start()
        try:
            assert child.stdin is not None and child.stdout is not None
            with contextlib.suppress(OSError):  # it ended already: its status says more
                child.stdin.write(HELD)
                child.stdin.flush()
            told = child.stdout.read()
            status = child.wait()
        finally:
            late.cancel()
            child.kill()
    if status == 1:
        code, _, detail = told.decode("utf-8", "replace").partition(": ")
        raise BoundaryError(code, detail)
    if status != 0:
        raise BoundaryError("read", f"{PATIENCE:.0f} s" if time.monotonic() - began >= PATIENCE else f"{status}")
    return told


def read_apart(path: Path) -> int:
    """That program: the boundary on standard output and 0, or why not and 1."""
    threading.Thread(target=_end_with_who_asked, daemon=True).start()
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


def _end_with_who_asked() -> None:
    """The pipe from a program that said that it holds it is closed when that program is gone, however it went."""
    with contextlib.suppress(OSError):
        if os.read(0, 1) == HELD:
            os.read(0, 1)
            os._exit(3)


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
