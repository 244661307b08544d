"""A room of its own for a benchmark: a home, a configuration, a station, and a window over it in this process."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """A fresh home for everything Kopa keeps, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="kopa-bench-") as folder:
        before = {name: os.environ.get(name) for name in ("KOPA_HOME", "XDG_RUNTIME_DIR")}
        os.environ["KOPA_HOME"] = folder
        os.environ["XDG_RUNTIME_DIR"] = folder
        try:
            yield Path(folder)
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def offscreen(folder: Path) -> str:
    """The offscreen platform with one screen of 1920×1080 (by itself it has 800×800), for ``QT_QPA_PLATFORM``."""
    screen = {"name": "wide", "x": 0, "y": 0, "width": 1920, "height": 1080}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return f"offscreen:configfile={file}"


def free_port() -> int:
    """A UDP port nobody has now."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def station(journal: Path, config: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A station of its own process on ``journal``."""
    command = [sys.executable, str(ROOT / "main.py"), "station", "--journal", str(journal), "--config", str(config)]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
