"""The configuration file while the station runs: made at the first start, looked at every second, never half taken."""

from __future__ import annotations

import os
from pathlib import Path

from station.config import Config, ConfigError, load
from station.defaults import TEMPLATE


def first_config(named: Path | None, usual: Path) -> tuple[Config, Path]:
    """The configuration to start with, and where it lies.

    Without a file at the ``usual`` place a commented one is made, with no gateways; one that was ``named`` must be
    there. Raises :class:`ConfigError`.
    """
    path = named or usual
    if named is None and not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(TEMPLATE)
        except OSError as error:
            raise ConfigError(f"{path}: cannot be made ({error.strerror})") from error
    return load(path), path


_GONE = (0, 0, 0)


class ConfigFile:
    """Watches ``path``, of which ``config`` is what was loaded last."""

    def __init__(self, path: Path, config: Config) -> None:
        self._path = path
        self._hash = config.hash
        self._stamp = self._look()
        self._refused = ""
        self._settled = False  # it may have changed since it was read: the first look tells

    def _look(self) -> tuple[int, int, int]:
        """Changes whenever the file does; zeros when there is none."""
        try:
            found = self._path.stat()
        except OSError:
            return _GONE
        return found.st_mtime_ns, found.st_size, found.st_ino

    def changed(self) -> Config | None:
        """The new configuration if the file has one. Raises :class:`ConfigError`, once for each way of being wrong.

        A file is read when two looks found it the same: one that is being written or replaced is not half taken.
        """
        stamp = self._look()
        if stamp != self._stamp:
            self._stamp, self._settled = stamp, False
            return None
        if self._settled:
            return None
        self._settled = True
        try:
            config = load(self._path)
        except ConfigError as error:
            if str(error) == self._refused:
                return None
            self._refused = str(error)
            raise
        was_refused, self._refused = self._refused, ""
        if config.hash == self._hash and not was_refused:
            return None
        self._hash = config.hash
        return config
