"""No timer or widget is destroyed in a reader thread because Python happened to collect there."""

from __future__ import annotations

import gc
import threading
from typing import Any

from PySide6.QtCore import QObject, QTimer

from console.garbage import Garbage


def littered() -> None:
    """Cycles with a running timer in them, and enough allocation to make a collector run."""
    for _ in range(20):
        thing = QObject()
        thing.timer = QTimer(thing)  # type: ignore[attr-defined]
        thing.timer.start(1000)  # type: ignore[attr-defined]
        thing.itself = thing  # type: ignore[attr-defined]


def churn() -> None:
    kept = [[number] for number in range(200_000)]
    assert kept


def test_what_another_thread_allocates_destroys_nothing_of_qt(qtbot: Any) -> None:
    garbage = Garbage()
    try:
        for _ in range(3):
            littered()
            thread = threading.Thread(target=churn)
            thread.start()
            while thread.is_alive():
                qtbot.wait(5)
            thread.join()
        assert not gc.isenabled()
    finally:
        garbage.stop()
    gc.disable()  # the fixture's state


def test_it_is_collected_all_the_same(qtbot: Any) -> None:
    gc.collect()
    garbage = Garbage()
    gone: list[int] = []
    for number in range(5):
        thing = QObject()
        thing.itself = thing  # type: ignore[attr-defined]
        thing.destroyed.connect(lambda _=None, n=number: gone.append(n))
    del thing
    churned = [[n] for n in range(2000)]
    qtbot.waitUntil(lambda: len(gone) == 5, timeout=8000)
    assert churned
    garbage.stop()
    gc.disable()
