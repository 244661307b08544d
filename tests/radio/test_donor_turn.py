"""A donor radio whose turn came late: what was said meanwhile is behind, and is said to its end when the key comes up."""

from __future__ import annotations

import numpy as np
import pytest

from radio.codec import Reply, VoiceFrame
from radio.events import Undecoded
from radio.protocols.donor import BEHIND, GUARD, HELD, MOST_LEFT
from radio.requests import Key, Unkey
from station.voice.donor import Playing
from tests.radio.test_donor import GROUP, KEYED, LOUD, QUIET, Radio

TICK = 0.02
LET_GO = Unkey(group=GROUP, call="own", finish=True)


class Air(Radio):
    """The same, with the sound program behind it, that plays a tick each 20 ms."""

    def __init__(self) -> None:
        super().__init__()
        self.playing = Playing()
        self.played = 0
        self._read = 0

    def tick(self, *pieces: bytes, call: str = "own") -> None:
        """20 ms, in which the station gives ``pieces`` of our voice."""
        for piece in pieces:
            self.send(VoiceFrame(call, 0, "s16le8", piece))
        self.hear(QUIET)
        for out in self.outs[self._read :]:
            if isinstance(out, Reply) and out.data.startswith(b"pcm "):
                self.playing.put(out.data[4:])
            elif isinstance(out, Reply) and out.data == b"key 0":
                self.playing.quiet()
        self._read = len(self.outs)
        block = self.playing.take()
        self.played += block is not None and float(np.abs(block).max()) > 0.05

    @property
    def keyed(self) -> bool:
        return [word for word in self.words if word.startswith(b"key")][-1] != b"key 0"


def spoken(late: int, ticks: int) -> Air:
    """``late`` ticks waited for the turn and came at once, then ``ticks`` as they were said."""
    air = Air()
    air.send(KEYED)
    air.tick(*[LOUD] * late)
    for _ in range(ticks):
        air.tick(LOUD)
    return air


def test_what_waited_for_the_turn_is_said_to_its_end() -> None:
    air = spoken(30, 50)
    assert air.played <= 51
    air.send(LET_GO)
    ticks = 0
    while air.keyed:
        air.tick()
        ticks += 1
    assert air.played == 80, "every word"
    assert 30 <= ticks <= 30 + (HELD + 2 * TICK) / TICK + 2, "and hardly longer"
    assert any(isinstance(out, Undecoded) and "longer" in out.why for out in air.outs), "which is said"


def test_without_a_late_turn_the_key_comes_up_at_once() -> None:
    air = spoken(1, 50)
    air.send(LET_GO)
    assert not air.keyed


def test_whoever_did_not_let_go_himself_is_cut_at_once() -> None:
    air = spoken(30, 50)
    air.send(Unkey(group=GROUP, call="own"))
    assert not air.keyed
    later = spoken(30, 50)
    later.send(LET_GO)
    assert later.keyed
    later.send(Unkey(group=GROUP, call="own"))
    assert not later.keyed, "nor does anything stand against it while the last words are said"


def test_caught_up_in_a_pause_there_is_nothing_to_wait_for() -> None:
    air = spoken(30, 10)
    for _ in range(60):
        air.tick(QUIET)
    air.tick(LOUD)
    air.send(LET_GO)
    assert not air.keyed or (air.codec._finish is not None and air.codec._finish - air.now.mono <= BEHIND + HELD + TICK)


def test_it_is_bounded_and_nothing_new_is_said_meanwhile() -> None:
    air = spoken(400, 1)
    air.send(LET_GO)
    before = len(air.words)
    air.send(VoiceFrame("own", 0, "s16le8", LOUD))
    assert len(air.words) == before
    air.wait(MOST_LEFT + HELD + TICK)
    assert not air.keyed


@pytest.mark.parametrize("pause", [0, 20])
def test_what_is_said_with_a_new_press_comes_behind_it(pause: int) -> None:
    air = spoken(30, 50)
    air.send(LET_GO)
    for _ in range(pause):
        air.tick()
    air.send(Key(group=GROUP, call="next"))
    assert air.words.count(b"key 0") == 1, "that of the start: one carrier"
    for _ in range(40):
        air.tick(LOUD, call="next")
    air.send(Unkey(group=GROUP, call="next", finish=True))
    while air.keyed:
        air.tick()
    assert air.played == 120, "both went out whole"


def test_a_press_behind_it_is_cut_like_any_other() -> None:
    air = spoken(30, 50)
    air.send(LET_GO)
    air.send(Key(group=GROUP, call="next"))
    air.send(Unkey(group=GROUP, call="own"))
    assert air.keyed, "what was said before is no key of its own any more"
    air.send(Unkey(group=GROUP, call="next"))
    assert not air.keyed
    air.tick()
    before = air.played
    air.tick()
    assert air.played == before


def test_press_upon_press_falls_not_further_behind() -> None:
    air = spoken(400, 1)
    for number in range(5):
        air.send(Unkey(group=GROUP, call=f"p{number}" if number else "own", finish=True))
        air.send(Key(group=GROUP, call=f"p{number + 1}"))
        air.tick(LOUD, call=f"p{number + 1}")
    air.send(Unkey(group=GROUP, call="p5", finish=True))
    air.wait(MOST_LEFT + HELD + TICK)
    assert not air.keyed


@pytest.mark.parametrize("after", [GUARD / 2])
def test_it_does_not_hear_itself_afterwards(after: float) -> None:
    air = spoken(30, 50)
    air.send(LET_GO)
    while air.keyed:
        air.tick()
    for _ in range(int(after / TICK)):
        air.hear(LOUD)
    assert not air.sound
