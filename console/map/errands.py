"""Work done in threads, its results brought home to the GUI thread by a timer that runs only while there is any.

Python's executor and not QThreadPool: a pool owned by a view dies with it, possibly in one of its own threads, and then
waits for itself; and a signal sent from a worker may find its object gone. Here a worker knows no Qt object at all, and
the interpreter joins what still runs before anything is torn down.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QTimer

LOOK = 8
"""Milliseconds between two looks for results."""
Result = tuple[int, Any, BaseException | None]


class Errands(QObject):
    """Up to ``threads`` at a time; ``run`` returns at once and ``home`` is called with the result in the GUI thread.

    An exception in the work is raised where ``home`` would have been called: it is a bug and must be heard of.
    """

    def __init__(self, threads: int, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._results: SimpleQueue[Result] = SimpleQueue()
        self._homes: dict[int, Callable[[Any], None]] = {}
        self._tickets = 0
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.collect)

    @property
    def busy(self) -> bool:
        """True while anything is under way."""
        return bool(self._homes)

    def run(self, work: Callable[[], Any], home: Callable[[Any], None]) -> None:
        """Begin ``work``. It must not hold Qt objects that live in the GUI thread."""
        if self._stopped:
            return
        self._tickets += 1
        self._homes[self._tickets] = home
        self._threads.submit(_carry_out, work, self._tickets, self._results)
        if not self._timer.isActive():
            self._timer.start()

    def collect(self) -> None:
        """Bring home what is done."""
        while True:
            try:
                ticket, result, error = self._results.get_nowait()
            except Empty:
                break
            home = self._homes.pop(ticket)
            if error is not None:
                raise error
            home(result)
        if not self._homes:
            self._timer.stop()

    def stop(self) -> None:
        """Drop what has not begun, wait for what has, bring nothing home; from now on nothing is begun."""
        self._stopped = True
        self._timer.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._homes.clear()


def _carry_out(work: Callable[[], Any], ticket: int, results: SimpleQueue[Result]) -> None:
    try:
        results.put((ticket, work(), None))
    except BaseException as error:  # noqa: BLE001 - raised again in the GUI thread
        results.put((ticket, None, error))
