"""Our end of the pipe to the station: two threads that may block, so that nobody else does."""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Callable

import msgspec

from station.voice.wire import ToStation, ToVoice, Unpacker, pack, to_voice

MOST_UNSENT = 200
"""Messages kept for a station that does not read: four seconds of microphone."""
CHUNK = 65536
REST_SECONDS = 0.002
"""Between two looks at the pipe: little beside a tick."""
BUSY, BUSY_REST_SECONDS = 1000.0, 0.01
"""Messages a second (of twenty calls) from which on the next look comes later: each one wakes everybody."""
COUNTED_SECONDS = 0.2
"""So long they are counted."""

_log = logging.getLogger(__name__)


def listen(descriptor: int, told: Callable[[ToVoice | None], None]) -> None:
    """Read messages from ``descriptor`` in a thread and hand each to ``told``; ``None`` when the station is gone."""
    thread = threading.Thread(target=_listen, args=(descriptor, told), name="from station", daemon=True)
    thread.start()


def _listen(descriptor: int, told: Callable[[ToVoice | None], None]) -> None:
    unpacker = Unpacker()
    rest, count, since = REST_SECONDS, 0, time.monotonic()
    try:
        while data := os.read(descriptor, CHUNK):
            while payloads := unpacker.feed(data):
                _pass_on(payloads, told)
                count += len(payloads)
                data = b""
            now = time.monotonic()
            if now - since >= COUNTED_SECONDS:
                rest = BUSY_REST_SECONDS if count > BUSY * (now - since) else REST_SECONDS
                count, since = 0, now
            time.sleep(rest)
    except (OSError, ValueError) as error:
        _log.error("the pipe from the station broke: %s", error)
    told(None)


def _pass_on(payloads: list[bytes], told: Callable[[ToVoice | None], None]) -> None:
    for payload in payloads:
        try:
            message = to_voice(payload)
        except msgspec.MsgspecError as error:
            _log.error("the station says what we do not know: %s", error)
        else:
            told(message)


class Mouth:
    """What we say to the station. Never blocks the caller; a station that does not read loses the newest."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._queue: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="to station", daemon=True)
        self._thread.start()

    def say(self, message: ToStation) -> None:
        """Send ``message`` soon."""
        self.put(pack(message))

    def put(self, data: bytes) -> None:
        """Send what is packed already."""
        if self._queue.qsize() < MOST_UNSENT:
            self._queue.put(data)

    def close(self, seconds: float = 1.0) -> None:
        """Say what is left, for at most ``seconds``."""
        self._queue.put(None)
        self._thread.join(seconds)

    def _run(self) -> None:
        while (data := self._queue.get()) is not None:
            view = memoryview(data)
            try:
                while view:
                    view = view[os.write(self._descriptor, view) :]
            except OSError:
                return  # the station is gone; the other end of the pipe says so to the engine


def take_pipe() -> tuple[int, int]:
    """Standard input and output, for messages only: from now on a stray ``print`` goes to standard error."""
    incoming, outgoing = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(incoming, os.O_BINARY)
        msvcrt.setmode(outgoing, os.O_BINARY)
    return incoming, outgoing
