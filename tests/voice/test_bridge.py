"""Patches in the voice process: a leg keyed late says all of it, catches up in pauses, and never says anybody else's."""

from __future__ import annotations

import numpy as np
import pytest

from station.voice.bridge import KEPT, PAUSE, Bridge
from station.voice.mixer import Source, Stamp, level
from station.voice.samples import TICK, Block, Pcm
from station.voice.wire import Mic, Talk


def block(number: int) -> Block:
    """A loud tick that says its number; 0: silence."""
    return np.full(TICK, number / 256, np.float32)


def number(mic: Mic) -> int:
    """Which tick it was: the last samples, behind what the filter mixes in from the one before."""
    return round(float(np.frombuffer(mic.data, "<i2")[80:120].mean()) / 128)


class Desk:
    """A bridge, what it sent and what it kept."""

    def __init__(self) -> None:
        self.sent: list[Mic] = []
        self.kept: dict[str, list[tuple[int, Pcm]]] = {}
        self.bridge = Bridge(
            self.sent.append, lambda talk, began, pcm: self.kept.setdefault(talk.press, []).append((began, pcm))
        )

    def key(self, press: str = "p", source: str = "c", on: bool = True) -> None:
        self.bridge.talk(Talk(press=press, call=f"leg {press}", group=press, on=on, source=source))

    def hear(self, *ticks: int, call: str = "c") -> None:
        for tick in ticks:
            self.bridge.tick(
                [Source(call, block(tick), (1.0, 0.0, 0.0), stamp=lambda: Stamp(call, 0, 16000, 0.0, 0.0))]
            )

    def silent(self, ticks: int) -> None:
        """Nobody speaks."""
        for _ in range(ticks):
            self.bridge.tick([])

    def said(self, press: str = "p") -> list[int]:
        return [number(mic) for mic in self.sent if mic.press == press]


def test_a_leg_says_what_is_heard_tick_for_tick() -> None:
    desk = Desk()
    desk.key()
    desk.hear(*range(40, 60))
    assert desk.said() == list(range(40, 60))
    assert not any(mic.rest for mic in desk.sent)
    assert [mic.index for mic in desk.sent] == [160 * tick for tick in range(20)]


@pytest.mark.parametrize("late", [1, 10, KEPT])
def test_a_leg_keyed_late_says_it_from_the_first_syllable(late: int) -> None:
    desk = Desk()
    spoken = [40 + tick % 80 for tick in range(late)]
    desk.hear(*spoken)
    desk.key()
    desk.hear(150)
    for _ in range(late):
        desk.silent(1)
    assert desk.said()[: late + 1] == [*spoken[-KEPT:], 150][: late + 1]
    assert [began for began, _ in desk.kept["p"]] == [160 * tick for tick in range(len(desk.sent))]


def test_later_than_is_remembered_the_beginning_is_what_is_missing() -> None:
    desk = Desk()
    spoken = [40 + tick % 80 for tick in range(KEPT + 7)]
    desk.hear(*spoken)
    desk.key()
    desk.silent(KEPT)
    assert desk.said() == spoken[7:]


def test_a_leg_that_is_behind_catches_up_in_pauses_and_loses_no_word() -> None:
    desk = Desk()
    first, second = list(range(40, 60)), list(range(60, 80))
    desk.hear(*first)
    desk.key()
    assert level(block(0)) == 0
    desk.hear(*[0] * 60)
    desk.hear(*second)
    said = desk.said()
    assert [tick for tick in said if tick] == [*first, *second], "every word, in order, and none is late any more"
    assert said[-1] == second[-1], "20 ticks behind, and of a pause every other tick is left out: caught up"


def test_words_without_a_pause_are_never_hurried() -> None:
    desk = Desk()
    desk.hear(*range(40, 60))
    desk.key()
    desk.hear(*range(60, 100))
    assert desk.said() == list(range(40, 80)), "still behind by what was said before"


def test_what_is_left_is_said_and_then_it_rests() -> None:
    desk = Desk()
    desk.hear(*range(40, 50))
    desk.key()
    desk.silent(12)
    assert desk.said() == [*range(40, 50), 0, 0]
    assert [mic.rest for mic in desk.sent] == [False] * 10 + [True] * 2


def test_a_pause_ends_what_is_remembered() -> None:
    desk = Desk()
    desk.hear(*range(40, 50))
    desk.silent(PAUSE + 1)
    desk.key()
    desk.hear(90)
    assert desk.said() == [90]


def test_another_call_and_our_own_sounds_are_not_sent_on() -> None:
    desk = Desk()
    desk.hear(*range(40, 45), call="other")
    desk.key()
    desk.hear(*range(45, 50), call="other")
    desk.bridge.tick([Source("c", block(99), (1.0, 0.0, 0.0))])  # no call: a tone that has its name
    assert desk.said() == [0] * 6 and all(mic.rest for mic in desk.sent)


def test_unkeyed_it_is_silent_at_once_whatever_was_left() -> None:
    desk = Desk()
    desk.hear(*range(40, 60))
    desk.key()
    desk.hear(60)
    desk.key(on=False)
    desk.hear(61)
    assert desk.said() == [40]


def test_legs_keyed_one_after_the_other_each_say_all_of_it() -> None:
    desk = Desk()
    desk.key("p")
    desk.hear(*range(40, 50))
    desk.key("q")
    desk.hear(*range(50, 60))
    desk.silent(10)
    assert desk.said("p")[:20] == list(range(40, 60)) == desk.said("q")[:20]
