"""``main.py station``: starts one station on one journal, or says in one sentence why it cannot."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import logging.handlers
import os
import signal
import sys
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from journal import places, readdb
from journal.errors import JournalError
from journal.log import Log
from station.config import Config, ConfigError
from station.config_file import first_config
from station.station import Station

BAD_CONFIG = 2
ALREADY_RUNS = 3
NO_JOURNAL = 4
LOOK = 1.0
"""Seconds to try for the lock: a console that looks whether a station runs holds it for a moment."""

_log = logging.getLogger(__name__)


class Options(NamedTuple):
    """The command line. Without a ``journal`` the live one is meant, or the exercise's."""

    journal: Path | None = None
    config: Path | None = None
    exercise: bool = False
    seed: int = 1


def run(options: Options) -> int:
    """Run until asked to end. Exit status: 0 ended as asked, 2 configuration, 3 already running, 4 journal refused."""
    os.umask(0o077)  # the record and its logs are for this account
    folder = options.journal or (places.demo_journal() if options.exercise else places.live_journal())
    try:
        _keep_log("station-exercise.log" if options.exercise else "station.log")
        lock = FileLock(places.runtime_dir(folder) / "station.lock", mode=0o600)
        with lock.acquire(timeout=LOOK, poll_interval=0.1):
            return _run_locked(options, folder)
    except Timeout:
        print(f"{folder}: a station already runs on this journal.", file=sys.stderr)
        return ALREADY_RUNS
    except ConfigError as error:
        print(error, file=sys.stderr)
        return BAD_CONFIG
    except JournalError as error:
        print(error, file=sys.stderr)
        return NO_JOURNAL
    except OSError as error:
        print(f"{error.filename or folder}: {error.strerror or error}", file=sys.stderr)
        return NO_JOURNAL


def _run_locked(options: Options, folder: Path) -> int:
    readdb.check_library()  # its worker would end again and again
    if options.exercise:
        config, file = Config(hash=hashlib.sha256(b"").hexdigest(), path=""), None
    else:
        config, file = first_config(options.config, places.config_file())
    log = Log(folder, "station", mode="exercise" if options.exercise else "live")
    try:
        asyncio.run(_serve(folder, log, config, file, options.seed))
    finally:
        log.close()
    return 0


async def _serve(folder: Path, log: Log, config: Config, file: Path | None, seed: int) -> None:
    station = Station(folder, log, config, file, seed)
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, station.stop)
        except NotImplementedError:  # Windows
            with contextlib.suppress(ValueError):
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(station.stop))
    _log.info("station on %s", folder)
    await station.run()


def _keep_log(name: str) -> None:
    """The operational log: no personal data, apart from the journal, and never larger than 4 MB."""
    places.logs_dir().mkdir(parents=True, exist_ok=True, mode=0o700)
    rotating = logging.handlers.RotatingFileHandler(
        places.logs_dir() / name, maxBytes=1 << 20, backupCount=3, encoding="utf-8", delay=True
    )
    told = logging.StreamHandler(sys.stderr)
    told.setLevel(logging.WARNING)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", handlers=[rotating, told]
    )
