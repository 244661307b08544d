"""Reference cycles are taken apart in the GUI thread alone.

Python's collector runs in whatever thread happens to allocate. A widget or a timer that is part of a cycle would then
be destroyed in a reader thread, which Qt does not survive (``QObject::~QObject: Timers cannot be stopped from another
thread``, then a crash). So collecting is switched off and done here, by the same thresholds, between two events.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from console.heap import give_back

EVERY = 500
"""Milliseconds between two looks."""
SWEEP = 60_000
"""Milliseconds after which memory that nobody uses goes back to the system."""


class Garbage(QObject):
    """Collects in the thread it was made in, from now until :meth:`stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(collect)
        self._timer.start()
        self._sweep = QTimer(self, interval=SWEEP)
        self._sweep.timeout.connect(give_back)
        self._sweep.start()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        self._sweep.stop()
        gc.enable()


def collect() -> int:
    """Collect the oldest generation that is due by :func:`gc.get_threshold`; how much was found."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            return gc.collect(generation)
    return 0
