"""What a new voice process is told: the calls that were open, and everything the one before did not carry out."""

from __future__ import annotations

import pytest

from station import owed
from station.owed import OfCalls, Owed
from station.voice.wire import Close, Open, Voice


def voice(call: str, index: int, size: int = 160) -> Voice:
    return Voice(call=call, index=index, codec="ulaw", data=bytes(size), wall=1.0)


def told(it: Owed) -> list[OfCalls]:
    found = []
    while (message := it.next()) is not None:
        found.append(message)
    return found


A, B = Open(call="a", group="g", wall=1.0), Open(call="b", group="g", wall=2.0)


def test_nothing_is_told_twice_that_was_carried_out() -> None:
    it = Owed()
    messages: list[OfCalls] = [A, voice("a", 0), B, voice("a", 160), voice("b", 0)]
    for number, message in enumerate(messages, 1):
        it.sent(number, message)
    it.taken(3)
    it.lost()
    assert told(it) == [A, B, voice("a", 160), voice("b", 0)]


def test_what_came_while_nobody_was_there_follows_in_order() -> None:
    it = Owed()
    it.sent(1, A)
    it.sent(2, voice("a", 0))
    it.taken(1)
    it.lost()
    it.keep(voice("a", 160))
    it.keep(Close(call="a"))
    it.keep(B)
    it.keep(voice("b", 0))
    it.keep(Close(call="b"))
    assert told(it) == [A, voice("a", 0), voice("a", 160), Close(call="a"), B, voice("b", 0), Close(call="b")]
    assert told(it) == []


def test_a_call_that_ended_is_not_opened_again() -> None:
    it = Owed()
    messages: list[OfCalls] = [A, voice("a", 0), Close(call="a"), B]
    for number, message in enumerate(messages, 1):
        it.sent(number, message)
    it.taken(4)
    it.lost()
    assert told(it) == [B]


def test_one_that_falls_while_it_is_told_costs_nothing() -> None:
    it = Owed()
    it.keep(A)
    it.keep(voice("a", 0))
    it.sent(1, it.next() or B)
    it.lost()
    assert told(it) == [A, voice("a", 0)]


def test_memory_is_bounded_and_the_beginning_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owed, "MOST_BYTES", 1000)
    it = Owed()
    it.keep(A)
    for index in range(20):
        it.keep(voice("a", index, 100))
    it.keep(Close(call="a"))
    assert told(it) == [A, *(voice("a", index, 100) for index in range(10)), Close(call="a")]
    it = Owed()
    it.sent(1, A)
    for index in range(20):
        it.sent(2 + index, voice("a", index, 100))  # a process that never says how far it is
    it.lost()
    assert told(it) == [A, *(voice("a", index, 100) for index in range(10, 20))]
