"""Things to journal, programs that journal them, and small disks."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import strategies as st

from journal.log import Log
from journal.tail import Tail
from radio import events as ev
from units import actions as ac
from units import findings as fi
from units.entry import Anything, Entry
from units.picture import Picture

ROOT = Path(__file__).resolve().parents[2]

words = st.text(max_size=40)
whats: st.SearchStrategy[Anything] = st.one_of(
    st.builds(
        ev.Located,
        gateway=words,
        radio=st.none() | words,
        lat=st.floats(-90, 90),
        lon=st.floats(-180, 180),
        speed=st.none() | st.floats(0, 100),
    ),
    st.builds(ev.TextReceived, gateway=words, radio=words, text=words),
    st.builds(ev.StatusReceived, radio=words, code=st.integers(0, 65535)),
    st.builds(ev.CallStarted, call=words, to=words, emergency=st.booleans()),
    st.builds(fi.VoiceRecorded, call=words, group=words, path=words, sha256=words, seconds=st.floats(0, 1e4),
              rate=st.just(8000), started=st.floats(0, 2e9), shape=st.lists(st.integers(0, 255), max_size=48)),
    st.builds(ac.Noted, seat=words, operator=st.none() | words, text=words),
)  # fmt: skip
raws = st.none() | st.binary(max_size=60)


def note(number: int) -> ac.Noted:
    return ac.Noted(seat="1", operator="ja", text=f"note {number}")


def fill(folder: Path, count: int, program: str = "station") -> None:
    """A journal with ``count`` notes."""
    log = Log(folder, program)
    try:
        futures = [log.append(note(number), raw=b"raw %d" % number) for number in range(count)]
        for future in futures:
            future.result(30)
    finally:
        log.close()


def everything(folder: Path) -> list[Entry]:
    """All entries, as a tail reads them."""
    with contextlib.closing(Tail(folder)) as tail:
        entries: list[Entry] = []
        while more := tail.read():
            entries += more
        return entries


def program(*words: str) -> subprocess.Popen[str]:
    """This file run as a program of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journal.feed", *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextlib.contextmanager
def small_disk(place: Path, options: str) -> Iterator[None]:
    """A tmpfs at ``place``; the test is skipped where none can be mounted."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("NOT TESTED HERE: a full disk needs root to mount a small tmpfs")
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"NOT TESTED HERE: a full disk needs a small tmpfs: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def _append(folder: str, name: str, count: str, turns: str = "") -> None:
    """Append ``count`` notes (0: without end) and print each ``seq`` once it is acknowledged.

    ``turns``: and turn the journal to a new file again and again.
    """
    log = Log(Path(folder), name)
    lock = threading.Lock()
    number = 0
    while not int(count) or number < int(count):
        number += 1
        future = log.append(note(number))
        future.add_done_callback(lambda done: _say(lock, done.result()))
        if not number % 10:
            future.result(30)
        if turns and not number % 40:
            log.turn(f"{2030 + number // 480}-{1 + number // 40 % 12:02}", Picture())
    log.close(20)


def _say(lock: threading.Lock, seq: int) -> None:
    with lock:
        os.write(1, b"%d\n" % seq)


if __name__ == "__main__":
    _append(*sys.argv[1:])
