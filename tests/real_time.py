"""Tests of what must happen in real time: one that fails while the machine had no time for it is tried again.

Sound, keys that are let go after 400 ms and programs that watch each other cannot be given a clock of the test's own.
Such tests are marked ``real_time``. When one fails, what counts is whether the processors were free and a sleeping
thread was woken in time while it ran: then it has failed. Else the failure says nothing of the program, and the test is
run again from the beginning, up to ``ATTEMPTS`` times in all. What fails on a busy machine every time has failed, too.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

AGAIN = "again"
ATTEMPTS = 5
NAP = 0.01
LATE = 0.05
"""Seconds a thread was woken too late, from which on the machine had no time."""
FREE = 0.3
"""Share of the processors' time that must have been free; our own programs leave more."""
LONGEST = 120.0
"""Seconds after which no other attempt begins: all of them are one test to pytest-timeout."""
PAUSE = 2.0
"""Seconds between two attempts: what kept the machine busy may be over."""


class Watch:
    """How busy the machine is between ``with`` and its end."""

    def __enter__(self) -> Watch:
        self.late = 0.0
        self._idle, self._total = _ticks()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._nap, name="watch", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()
        idle, total = _ticks()
        self.free = (idle - self._idle) / (total - self._total) if total > self._total else 1.0

    def _nap(self) -> None:
        while not self._over.is_set():
            begun = time.monotonic()
            time.sleep(NAP)
            self.late = max(self.late, time.monotonic() - begun - NAP)

    @property
    def busy(self) -> bool:
        """True if the machine had no time."""
        return self.late > LATE or self.free < FREE


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was run again, and why."""
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for name, why in report.user_properties:
            if name == AGAIN:
                terminalreporter.write_line(f"RUN AGAIN {report.nodeid}: {why}")


def _ticks() -> tuple[int, int]:
    """Idle and all time of all processors, in ticks; where nobody tells, none."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return 0, 0
    ticks = [int(word) for word in stat.read_text("ascii").split("\n", 1)[0].split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a marked test, again if need be; others are pytest's own affair."""
    if item.get_closest_marker("real_time") is None:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    begun = time.monotonic()
    for attempt in range(1, ATTEMPTS + 1):
        with Watch() as watch:
            reports = runtestprotocol(item, nextitem=nextitem, log=False)
        spent = attempt == ATTEMPTS or time.monotonic() - begun > LONGEST
        if spent or not watch.busy or not any(report.failed for report in reports):
            break
        item.user_properties.append((AGAIN, f"{watch.free:.0%} free, woken {watch.late * 1000:.0f} ms late"))
        time.sleep(PAUSE)
        item._initrequest()  # type: ignore[attr-defined]
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
