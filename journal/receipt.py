"""A Future of an entry's ``seq`` at a tenth of the cost: the receipts of a Log share one lock and are settled together.

A ``concurrent.futures.Future`` makes a lock and a condition each; at a hundred thousand entries a second that costs
more than the commit does.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, InvalidStateError
from typing import Any

Callback = Callable[[Future[int]], object]

_log = logging.getLogger(__name__)


class Receipt(Future[int]):
    """What :meth:`journal.log.Log.append` returns. Behaves as a running Future: it cannot be cancelled.

    Only ``concurrent.futures.wait`` and ``as_completed`` do not take it: they reach into the base class.
    """

    _seq = 0
    _error: BaseException | None = None
    _calls: list[Callback] | None = None

    # Future.__init__ is what is saved; the base class's own attributes are never read
    def __init__(self, settled: threading.Condition) -> None:
        self._settled = settled

    def __repr__(self) -> str:
        state = f"entry {self._seq}" if self._seq else repr(self._error) if self._error else "waiting"
        return f"<Receipt {state}>"

    def cancel(self) -> bool:
        """What was handed to the writer cannot be taken back."""
        return False

    def cancelled(self) -> bool:
        """Never."""
        return False

    def running(self) -> bool:
        """Until it is on disk or lost."""
        return not self.done()

    def done(self) -> bool:
        """On disk, or lost."""
        return self._seq > 0 or self._error is not None

    def result(self, timeout: float | None = None) -> int:
        """The ``seq``, once it is on disk. Raises what :meth:`exception` returns, or ``TimeoutError``."""
        if not self._seq:
            self._wait(timeout)
            if self._error is not None:
                raise self._error
        return self._seq

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Why it is lost; ``None`` if it is on disk. Waits for either; raises ``TimeoutError``."""
        if not self._seq:
            self._wait(timeout)
        return self._error

    def add_done_callback(self, fn: Callback) -> None:
        """Call ``fn(receipt)`` when it is settled, from the writer's thread; at once if it is."""
        if not self.done():
            with self._settled:
                if not self.done():
                    if self._calls is None:
                        self._calls = []
                    self._calls.append(fn)
                    return
        _call(fn, self)

    def set_running_or_notify_cancel(self) -> bool:
        """It always runs."""
        return True

    def set_result(self, result: int) -> None:
        """Settle this one alone."""
        settle([self], result)

    def set_exception(self, exception: BaseException | None) -> None:
        """Settle this one alone, as lost."""
        if exception is None or self.done():
            raise InvalidStateError(f"{self!r} cannot be lost")
        with self._settled:
            self._error = exception
            self._settled.notify_all()
        self._called()

    def _wait(self, timeout: float | None) -> None:
        until = None if timeout is None else time.monotonic() + timeout
        with self._settled:
            while not self.done():
                left = None if until is None else until - time.monotonic()
                if left is not None and left <= 0:
                    raise TimeoutError
                self._settled.wait(left)

    def _called(self) -> None:
        calls, self._calls = self._calls, None
        for call in calls or ():
            _call(call, self)


def settle(receipts: Iterable[Any], first: int) -> None:
    """These, in order, are entries ``first`` and following, on disk. All of one Log."""
    called = []
    settled = None
    for seq, receipt in enumerate(receipts, first):
        if settled is None:
            settled = receipt._settled
            settled.acquire()
        receipt._seq = seq
        if receipt._calls is not None:
            called.append(receipt)
    if settled is not None:
        settled.notify_all()
        settled.release()
    for receipt in called:
        receipt._called()


def _call(fn: Callback, receipt: Receipt) -> None:
    try:
        fn(receipt)
    except Exception:  # noqa: BLE001 - the listener's bug must not stop the writer, as with any Future
        _log.exception("journal: a callback of %r", receipt)
