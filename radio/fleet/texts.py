"""Texts to and from the radios of a fleet: acknowledged, repeated, and told once. Told the time; knows no protocol.

To one radio goes one text at a time; without acknowledgement it is sent again under the same sequence number, and given
up after some tries. A text that comes in twice (our acknowledgement was lost) is acknowledged twice and told once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import msgspec

from radio.codec import Unable

ANSWER_IN, TRIES = 12.0, 4
MOST_WAITING = 32
TOLD_FOR = 300.0
"""Seconds in which the same text under the same number is the same text."""
MOST_TOLD = 4096


class Outgoing(msgspec.Struct):
    """A text on its way under ``sequence``; ``due``: when it is sent (again)."""

    ref: str
    sequence: int
    data: bytes
    tries: int = 0
    due: float = 0.0


class Texts:
    """All texts of one gateway, by radio number.

    ``encode`` makes the bytes of (radio, sequence, text); ``longest`` in characters; there are ``sequences`` numbers.
    """

    def __init__(self, encode: Callable[[int, int, str], bytes], longest: int, sequences: int) -> None:
        self._encode = encode
        self._longest = longest
        self._count = sequences
        self._out: dict[int, deque[Outgoing]] = {}
        self._sequences: dict[int, int] = {}

    def write(self, number: int, text: str, ref: str, first: int) -> None:
        """Queue ``text``. ``first``: the number of the first one ever sent to that radio. Raises :class:`Unable`."""
        if len(text) > self._longest:
            raise Unable(f"a text has {self._longest} characters at most, this one has {len(text)}")
        waiting = self._out.setdefault(number, deque())
        if len(waiting) >= MOST_WAITING:
            raise Unable("too many texts to this radio wait already")
        sequence = (self._sequences.get(number, first - 1) + 1) % self._count
        self._sequences[number] = sequence
        waiting.append(Outgoing(ref=ref, sequence=sequence, data=self._encode(number, sequence, text)))

    def due(self, mono: float) -> tuple[list[tuple[int, bytes]], list[tuple[int, str]]]:
        """(radio and bytes to send now, radio and ref of texts nobody acknowledged)."""
        send, failed = [], []
        for number in list(self._out):
            waiting = self._out[number]
            head = waiting[0]
            if head.due > mono:
                continue
            if head.tries >= TRIES:
                failed.append((number, head.ref))
                self._pop(number)
                continue
            head.tries, head.due = head.tries + 1, mono + ANSWER_IN
            send.append((number, head.data))
        return send, failed

    def acknowledged(self, number: int, sequence: int | None) -> str | None:
        """The ref of our text that ``number`` acknowledged; ``None`` if it is none on its way.

        Without a ``sequence`` (some radios leave it out) it is the one on its way: there is only one.
        """
        waiting = self._out.get(number)
        if not waiting or sequence not in (waiting[0].sequence, None) or not waiting[0].tries:
            return None
        return self._pop(number).ref

    def waiting(self) -> list[tuple[int, str]]:
        """Radio and ref of every text that nobody acknowledged yet."""
        return [(number, text.ref) for number, texts in self._out.items() for text in texts]

    def _pop(self, number: int) -> Outgoing:
        waiting = self._out[number]
        head = waiting.popleft()
        if not waiting:
            del self._out[number]
        return head


class Told:
    """The texts that came in lately, so that one that is repeated is told once."""

    def __init__(self) -> None:
        self._told: dict[tuple[int, int], tuple[str, float]] = {}

    def is_new(self, number: int, sequence: int | None, text: str, mono: float) -> bool:
        """False for a text of radio ``number`` that was told already; without a ``sequence`` nobody can know."""
        if sequence is None:
            return True
        key = (number, sequence)
        told = self._told.pop(key, None)
        self._told[key] = text, mono
        if len(self._told) > MOST_TOLD:
            del self._told[next(iter(self._told))]
        return told is None or told[0] != text or mono - told[1] > TOLD_FOR
