"""Where a review leaves word of what it looked at: the live journal while its station lives, else the audit journal."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from journal.errors import JournalError
from journal.log import Log
from journal.places import audit_journal, live_journal
from journal.pulse import Pulse
from journal.reader import Reader
from journal.schema import path_of
from journal.slots import Beat

PROGRAM = "review"
"""The program in the origin of these entries; a station does not act on them."""
SEAT = "review"
LISTEN = 0.6
"""How long (s) to listen for a station's heart: it beats every 100–250 ms."""


def open_sink() -> tuple[Log, Path]:
    """The appender for word of this review, and the journal it writes to. Raises :class:`JournalError`, ``OSError``."""
    live = live_journal()
    if path_of(live).exists() and station_lives(live):
        with contextlib.closing(Reader(live)) as reader:
            mode = reader.mode()
        return Log(live, PROGRAM, SEAT, mode), live
    audit = audit_journal()
    return Log(audit, PROGRAM, SEAT, "live"), audit


def station_lives(folder: Path) -> bool:
    """True if the station of the journal in ``folder`` beats within :data:`LISTEN`."""
    try:
        pulse = Pulse(folder)
    except (JournalError, OSError):
        return False
    with contextlib.closing(pulse):
        first = pulse.read("station", Beat)
        until = time.monotonic() + LISTEN
        while time.monotonic() < until:
            now = pulse.read("station", Beat)
            if now is not None and (first is None or now[0].count != first[0].count):
                return True
            time.sleep(0.02)
    return False
