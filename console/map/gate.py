"""Who paints a frame goes first: what works beside it for later frames waits meanwhile.

Python lets one thread run at a time, and every call of Qt gives the others their turn: beside two threads that decode
tiles a frame of 20 ms took 100.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 0.1
"""s a worker waits at the most, should a frame never end."""


class Gate:
    """Open unless a frame is being painted. Workers come by as often as they can."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._open.set()

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Nobody passes meanwhile."""
        self._open.clear()
        try:
            yield
        finally:
            self._open.set()

    def wait(self) -> None:
        """Pass, at once or when it is opened."""
        if not self._open.is_set():
            self._open.wait(LONGEST)


def straight_on() -> None:
    """In place of :meth:`Gate.wait` where nobody paints."""
