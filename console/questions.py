"""Reading the record beside the GUI thread: one thread, one question at a time, interruptible, none without record.

A question may carry a future: the entry by which a look at older records is put on record. Nothing is read until that
entry is committed; when it cannot be, nothing is read and nothing is shown.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

COMMIT_SECONDS = 10.0
"""How long to wait for the entry by which a question is put on record."""

Wanted = Callable[[], bool]
"""False as soon as nobody waits for the answer any more."""


class NotOnRecord(Exception):
    """The question could not be put on record, and so it was not asked."""


class _Question(NamedTuple):
    number: int
    recorded: Future[int] | None
    work: Callable[[Wanted], object]


class Questions(QObject):
    """``answered`` carries a question's number and its answer, or the exception it raised.

    Who knows how to interrupt what is being read overrides :meth:`interrupt`; who keeps something open, :meth:`let_go`.
    """

    answered = Signal(int, object)
    _came = Signal(int, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._questions: queue.SimpleQueue[_Question | None] = queue.SimpleQueue()
        self._number = 0
        self._busy = 0
        self._thread: threading.Thread | None = None
        self._came.connect(self._settle)

    @property
    def busy(self) -> bool:
        """True while the last question is not answered."""
        return self._busy > 0

    def put(self, work: Callable[[Wanted], object], recorded: Future[int] | None = None) -> int:
        """Do ``work`` in the thread once ``recorded`` is on disk; an earlier question is dropped. Its number."""
        self.stop()
        self._busy = self._number
        self._questions.put(_Question(self._number, recorded, work))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        return self._number

    def stop(self) -> None:
        """Interrupt what is being answered: nobody waits for it any more."""
        self._number += 1
        self._busy = 0
        self.interrupt()

    def close(self) -> None:
        """End the thread."""
        self.stop()
        if self._thread is not None:
            self._questions.put(None)
            self._thread.join(timeout=2)
            self._thread = None

    def interrupt(self) -> None:
        """Called in the GUI thread: make what is being read in the other one end soon."""

    def let_go(self) -> None:
        """Called in the thread as it ends."""

    def _settle(self, number: int, answer: object) -> None:
        """In the GUI thread, all at once: who sees that nothing is being read sees the answer, too."""
        if number == self._number:  # else another question came while this answer was on its way
            self._busy = 0
            self.answered.emit(number, answer)

    def _run(self) -> None:
        while True:
            question = self._questions.get()
            if question is None:
                break
            if question.number != self._number:
                continue
            answer: object
            try:
                answer = self._answer(question)
            except Exception as error:  # noqa: BLE001 - told to whoever asked, in words
                answer = error
            if question.number == self._number:
                with contextlib.suppress(RuntimeError):  # the page is gone
                    self._came.emit(question.number, answer)
        self.let_go()

    def _answer(self, question: _Question) -> object:
        if question.recorded is not None:
            try:
                question.recorded.result(timeout=COMMIT_SECONDS)
            except Exception as error:
                raise NotOnRecord(str(error) or type(error).__name__) from error
        return question.work(lambda: question.number == self._number)
