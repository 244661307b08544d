"""Which Kopa this is, for the record: an entry must tell which program wrote it."""

from __future__ import annotations

import configparser
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


@cache
def product() -> str:
    """``kopa 0.1.0``: of this checkout where there is one, else as installed; ``kopa`` if nobody knows."""
    setup = configparser.ConfigParser(interpolation=None)
    try:
        setup.read(Path(__file__).resolve().parents[1] / "setup.cfg", encoding="utf-8")
        if setup.get("metadata", "name", fallback="") == "kopa":
            return f"kopa {setup.get('metadata', 'version')}"
    except (configparser.Error, OSError, UnicodeDecodeError):
        pass
    try:
        return f"kopa {version('kopa')}"
    except PackageNotFoundError:
        return "kopa"
