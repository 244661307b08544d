"""What the voice process has been told of calls and has not carried out yet: a new one must be told it again.

Nothing that was heard may be lost because a sound driver took the voice process along. Knows no process and no pipe.
"""

from __future__ import annotations

import logging
from collections import deque

from station.voice.wire import Close, Open, Voice

MOST_BYTES = 32 << 20
"""Voice kept for a process that does not come back: a minute of twenty calls of the most talkative codec."""

OfCalls = Open | Voice | Close

_log = logging.getLogger(__name__)


class Owed:
    """Messages of calls in order: first those that were sent (numbered), then those that could not be."""

    def __init__(self) -> None:
        self._before: dict[str, Open] = {}
        self._sent: deque[tuple[int, OfCalls]] = deque()
        self._unsent: deque[OfCalls] = deque()
        self._bytes = 0
        self._full = False

    def sent(self, number: int, message: OfCalls) -> None:
        """``message`` went out as the ``number``-th to this process."""
        self._sent.append((number, message))
        self._bytes += _size(message)
        while self._bytes > MOST_BYTES:  # it lives, or its death would have been noticed: the oldest was carried out
            self._drop()

    def keep(self, message: OfCalls) -> None:
        """Nobody is there to be told ``message``."""
        if self._bytes + _size(message) > MOST_BYTES:
            if not self._full:
                _log.error("voice is being lost: there is no voice process, and memory for it is full")
            self._full = True
            return
        self._unsent.append(message)
        self._bytes += _size(message)

    def taken(self, number: int) -> None:
        """The process has carried out everything up to ``number``."""
        while self._sent and self._sent[0][0] <= number:
            self._drop()

    def lost(self) -> None:
        """The process is gone: the calls that were open, and all it did not take, are to be told anew."""
        for _, message in reversed(self._sent):
            self._unsent.appendleft(message)
        self._unsent.extendleft(reversed(self._before.values()))
        self._sent.clear()
        self._before.clear()

    def next(self) -> OfCalls | None:
        """What is to be told next."""
        if not self._unsent:
            self._full = False
            return None
        message = self._unsent.popleft()
        self._bytes -= _size(message)
        return message

    def _drop(self) -> None:
        _, message = self._sent.popleft()
        self._bytes -= _size(message)
        if isinstance(message, Open):
            self._before[message.call] = message
        elif isinstance(message, Close):
            self._before.pop(message.call, None)


def _size(message: OfCalls) -> int:
    return len(message.data) if isinstance(message, Voice) else 0
