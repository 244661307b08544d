"""One power cut: the shipped writers on a :class:`Disk`, cut at a random moment, and what is there afterwards."""

from __future__ import annotations

import contextlib
import itertools
import random
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import pytest

from journal import log as log_module
from journal.errors import JournalError
from journal.log import Log
from journal.reader import Reader
from journal.schema import Medium
from journal.verify import verify
from tests.journal.feed import note
from tests.journal.powercut.disk import Disk
from units.actions import Noted
from units.entry import Entry
from units.picture import Picture

PATIENCE = 10.0
_names = itertools.count()
Told = tuple[str, Future[int]]


class Outcome(NamedTuple):
    """``acknowledged`` entries, how many of them are ``lost``, and whether the rest can be used (else ``broken``)."""

    acknowledged: int
    lost: int
    broken: str


def trial(
    place: Path,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
    synchronous: str = "FULL",
    within: int = 0,
    turning: bool = False,
) -> Outcome:
    """Cut the power of the writers; the same ``seed`` cuts after the same number of operations.

    ``within``: not anywhere, but when most is at stake, with one of so many writes and syncs after an acknowledgement.
    ``turning``: the journal turns to a new file again and again.
    """
    monkeypatch.setattr(sys, "unraisablehook", _beyond_the_cut(sys.unraisablehook))
    chance = random.Random(seed)
    monkeypatch.setattr(log_module, "_TIDY_PAGES", {"station": chance.choice((10, 40, 1000))})
    # every tenth falls into the making of the journal
    first, last = (1, 60) if seed % 10 == 0 else (40, 1500)
    disk = Disk(f"cut{next(_names)}", seed, None if within else chance.randrange(first, last))
    aimed = (chance.randrange(1, 120), chance.randint(1, within)) if within else None
    told = _work(place / "before", disk, Medium(disk.name, synchronous), chance, aimed, turning)
    disk.cut()
    disk.restore(place / "after")
    disk.unregister()
    return _judge(place / "after", told)


def _beyond_the_cut(usual: Callable[[Any], Any]) -> Callable[[Any], None]:
    """What fails while SQLite rolls back on the dead disk cannot be passed on to anybody, and need not be."""

    def hook(unraisable: Any) -> None:
        if not isinstance(unraisable.exc_value, apsw.IOError):
            usual(unraisable)

    return hook


def _work(
    folder: Path,
    disk: Disk,
    medium: Medium,
    chance: random.Random,
    aimed: tuple[int, int] | None,
    turning: bool,
) -> list[Told]:
    """Append until the power is gone. Returns the text and the Future of each entry.

    ``aimed``: after the acknowledgement of which entry, and how many operations later, it goes.
    """
    told: list[Told] = []
    logs: list[Log] = []
    with contextlib.suppress(JournalError):  # no power while the journal is made or opened
        for program, seat in (("station", ""), ("console", "1")):
            logs.append(Log(folder, program, seat, medium=medium))
    until = time.monotonic() + PATIENCE
    while logs and not disk.is_cut:
        assert time.monotonic() < until, "the power was never cut"
        burst = []
        if turning and chance.random() < 0.2:
            logs[0].turn(f"20{30 + len(told) // 12 % 60:02}-{1 + len(told) % 12:02}", Picture())
        for _ in range(chance.choice((1, 1, 3, 30))):
            text = f"{len(told)} {chance.random()}"
            raw = chance.randbytes(chance.choice((0, 40, 40, 3000)))
            burst.append(chance.choice(logs).append(Noted(seat="1", operator="ja", text=text), raw))
            told.append((text, burst[-1]))
            if aimed is not None and len(told) == aimed[0]:
                burst[-1].add_done_callback(lambda _: disk.cut_soon(aimed[1]))
        if chance.random() < 0.8:
            _settle(burst[-1], disk)
    for log in logs:
        log.close(0.0)
    return told


def _settle(future: Future[int], disk: Disk) -> None:
    """Wait for the acknowledgement, or for the cut that forbids it."""
    done = threading.Event()
    future.add_done_callback(lambda _: done.set())
    while not done.wait(0.002) and not disk.is_cut:
        pass


def _judge(folder: Path, told: list[Told]) -> Outcome:
    """Open what is left as any program would, go on in it, and look for every acknowledged entry."""
    acknowledged = {future.result(): text for text, future in told if future.done() and not future.exception()}
    if not (folder / "journal.db").exists() and not acknowledged:
        return Outcome(0, 0, "")
    started = time.monotonic()
    try:
        log = Log(folder, "station")
        log.append(note(1)).result(30)
        log.turn("2099-12", Picture()).result(30)
        log.close()
        verdict = verify(folder)
        found = _entries(folder)
    except JournalError as error:
        return Outcome(len(acknowledged), len(acknowledged), str(error))
    took = time.monotonic() - started
    lost = sum(
        getattr(found[seq].what, "text", "") != text if seq in found else True for seq, text in acknowledged.items()
    )
    why = "" if verdict.ok else f"entry {verdict.first_bad}: {verdict.why}"
    return Outcome(len(acknowledged), lost, why or (f"opened only after {took:.1f} s" if took > 3 else ""))


def _entries(folder: Path) -> dict[int, Entry]:
    with contextlib.closing(Reader(folder)) as reader:
        return {entry.seq: entry for entry in reader.entries(0, 1_000_000)}
