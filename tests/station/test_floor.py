"""The floor of a patch: one source at a time, an echo of ourselves never, whatever is joined to whatever outside."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.floor import ECHO, HANG, SHADOW, Floor

A, B, C = "a", "b", "c"
LIMIT = 10.0
"""Seconds after which push-to-talk cuts a leg: the talk-time limit."""


def speak(floor: Floor, call: str, group: str, begin: float, end: float, emergency: bool = False) -> None:
    floor.began(call, group, emergency)
    at = begin
    while at < end:
        floor.voice(call, at)
        at += 0.02


def test_the_first_who_speaks_has_it_until_all_is_said() -> None:
    floor = Floor([A, B, C])
    speak(floor, "1", A, 0.0, 1.0)
    assert floor.choose(1.0, False, False) == "1"
    assert floor.targets(1.0) == ([B, C], [])
    speak(floor, "2", B, 1.0, 1.2)
    assert floor.choose(1.2, False, True) == "1", "who came second waits"
    assert floor.targets(1.2) == ([C], [B]), "and is not spoken over"
    floor.ended("1")
    assert floor.choose(1.2, False, True) == "1", "the last words are still on their way"
    assert floor.choose(1.3, False, False) == "2"
    assert floor.targets(1.3) == ([A, C], [])
    assert floor.choose(1.2 + HANG + 0.1, False, False) == "", "silence in an open call keeps no floor"


def test_an_emergency_takes_the_floor_and_waits_for_nobody() -> None:
    floor = Floor([A, B, C])
    speak(floor, "1", A, 0.0, 1.0)
    assert floor.choose(1.0, False, False) == "1"
    speak(floor, "2", B, 0.8, 1.0, emergency=True)
    assert floor.choose(1.0, False, True) == "2"
    assert floor.targets(1.0) == ([A, C], [])
    floor = Floor([A, B])
    speak(floor, "1", A, 0.0, 1.0)
    speak(floor, "2", B, 0.5, 1.0)
    assert floor.choose(1.0, False, False) == "1"
    floor.began("2", B, emergency=True)
    assert floor.choose(1.0, False, True) == "2", "a call becomes one while it is on the air"


def test_a_dispatcher_beats_it() -> None:
    floor = Floor([A, B])
    speak(floor, "1", A, 0.0, 1.0)
    assert floor.choose(1.0, True, True) == ""
    assert floor.targets(1.0) == ([], [])
    speak(floor, "1", A, 1.0, 1.1)
    assert floor.choose(1.1, False, False) == "1", "who still speaks when the key comes up is sent on"


def test_what_begins_while_we_speak_is_not_sent_on_until_it_cannot_be_ourselves() -> None:
    floor = Floor([A, B])
    speak(floor, "1", A, 0.0, 1.0)
    floor.choose(1.0, False, False)
    floor.said(1.0)
    speak(floor, "echo", B, 1.0 + SHADOW - 0.1, 1.4)
    floor.ended("1")
    assert floor.choose(1.4, False, False) == ""
    assert floor.targets(1.4) == ([], [])
    speak(floor, "echo", B, 1.4, 1.0 + ECHO + 0.1)
    assert floor.choose(1.0 + ECHO + 0.1, False, False) == "echo", "so long after it is somebody who spoke over us"


def test_a_quick_answer_after_our_last_word_is_no_echo() -> None:
    floor = Floor([A, B])
    speak(floor, "1", A, 0.0, 1.0)
    floor.choose(1.0, False, False)
    floor.said(1.0)
    floor.ended("1")
    speak(floor, "2", B, 1.0 + SHADOW + 0.01, 1.5)
    assert floor.choose(1.5, False, False) == "2"


def test_a_repeater_that_stores_and_sends_back_is_found_out() -> None:
    floor = Floor([A, B])
    at = 0.0
    for turn, group in enumerate([A, B, A, B, A, B, A]):
        call = str(turn)
        speak(floor, call, group, at, at + 2.0)
        assert floor.choose(at + 1.0, False, False) == call
        floor.said(at + 2.1)
        floor.ended(call)
        floor.choose(at + 2.2, False, False)
        assert floor.is_loop == (turn >= 5)
        at += 3.0


def test_people_who_answer_each_other_are_no_loop() -> None:
    floor = Floor([A, B])
    at = 0.0
    for turn, length in enumerate([2.0, 1.0, 2.5, 0.4, 0.4, 0.4, 0.4, 3.0, 2.0]):
        speak(floor, str(turn), (A, B)[turn % 2], at, at + length)
        floor.choose(at + 0.1, False, False)
        floor.said(at + length + 0.1)
        floor.ended(str(turn))
        at += length + 0.5 + 0.3 * (turn % 3)
        assert not floor.is_loop


class Air:
    """Talk-groups of some patches, joined outside in any way: what is sent on one is heard on others, a little later."""

    def __init__(self, patches: list[set[str]], outside: dict[tuple[str, str], float]) -> None:
        self.floors = [Floor(groups) for groups in patches]
        self.outside = outside
        self.on: list[dict[str, str]] = [{} for _ in patches]
        """Of each patch, its legs: talk-group → what it says."""
        self.sent: list[tuple[float, str, str]] = []
        self._names = itertools.count()
        self._since: dict[int, tuple[str, float]] = {}
        self._calls: dict[tuple[str, str], tuple[str, float]] = {}

    def hear(self, mono: float, group: str, source: str, told: str) -> None:
        """``source`` (a person or a leg) is heard on ``group``; ``told``: whose words they are."""
        call, _ = self._calls.get((group, source), (f"{told} {next(self._names)}", 0.0))
        for floor in self.floors:
            if group in floor.groups:
                floor.began(call, group)
                floor.voice(call, mono)
        self._calls[(group, source)] = call, mono

    def step(self, mono: float) -> None:
        """A tick: calls that fell silent end, floors decide, legs speak."""
        for key, (call, heard) in list(self._calls.items()):
            if mono - heard > 0.4:
                del self._calls[key]
                for floor in self.floors:
                    floor.ended(call)
        for number, (floor, legs) in enumerate(zip(self.floors, self.on, strict=True)):
            source = floor.choose(mono, False, False)
            if number not in self._since or self._since[number][0] != source:
                self._since[number] = source, mono
            wanted, _ = ([], []) if floor.is_loop or mono - self._since[number][1] > LIMIT else floor.targets(mono)
            spurt = floor.spurt(source)
            speaks = spurt is not None and spurt.speaks(mono) and mono - spurt.voiced < 0.03
            legs.clear()
            for group in wanted if speaks else []:
                assert spurt is not None and group != spurt.group, "never back on its own talk-group"
                legs[group] = source.partition(" ")[0]
                self.sent.append((mono, group, legs[group]))
                floor.said(mono)


def run(air: Air, people: list[tuple[str, float, float]], seconds: float) -> float:
    """Let ``people`` speak (talk-group, begin, length) and time pass; when the last of them was done."""
    late: list[tuple[float, str, str, str]] = []
    end = max(begin + length for _, begin, length in people)
    for tick in range(round((end + seconds) * 50)):
        mono = tick * 0.02
        for number, (group, begin, length) in enumerate(people):
            if begin <= mono < begin + length:
                air.hear(mono, group, f"person{number}", f"p{number}")
        for one in [one for one in late if one[0] <= mono]:
            air.hear(mono, *one[1:])
            late.remove(one)
        air.step(mono)
        for number, legs in enumerate(air.on):
            for group, told in legs.items():
                for (here, there), delay in air.outside.items():
                    if here == group:
                        late.append((mono + delay, there, f"leg{number}{group}", told))
    return end


def joints(most: float, *groups: str) -> st.SearchStrategy[dict[tuple[str, str], float]]:
    """Which talk-groups hear what is sent on which others, and how much later."""
    two = st.tuples(st.sampled_from(groups), st.sampled_from(groups)).filter(lambda pair: pair[0] != pair[1])
    return st.dictionaries(two, st.floats(0.02, most), max_size=6)


@settings(max_examples=40, deadline=None)
@given(
    joined=joints(SHADOW - 0.05, *"abcd"),
    people=st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0, 4), st.floats(0.1, 3)), min_size=1, max_size=3),
)
def test_whatever_hears_us_while_we_speak_nothing_of_it_goes_round(
    joined: dict[tuple[str, str], float], people: list[tuple[str, float, float]]
) -> None:
    air = Air([set("abcd")], joined)
    end = run(air, people, 5.0)
    assert not [sent for sent in air.sent if sent[0] > end + 1], "the room falls silent when people do"


@settings(max_examples=15, deadline=None)
@given(
    joined=joints(1.5, *"abcd"),
    group=st.sampled_from("abcd"),
    length=st.floats(0.1, 3),
)
def test_two_patches_joined_to_a_ring_outside_fall_silent_or_end(
    joined: dict[tuple[str, str], float], group: str, length: float
) -> None:
    air = Air([set("ab"), set("cd")], joined)
    end = run(air, [(group, 0.0, length)], 60.0)
    assert not [sent for sent in air.sent if sent[0] > end + 55]


@pytest.mark.parametrize("delay", [0.02, 0.5, 1.5])
def test_two_talk_groups_joined_outside_are_sent_on_once(delay: float) -> None:
    air = Air([{A, B}], {})
    said: list[tuple[float, str]] = []
    for tick in range(600):
        mono = tick * 0.02
        if 1.0 <= mono < 3.0:
            air.hear(mono, A, "person", "p")
        for due, group in [one for one in said if one[0] <= mono]:
            air.hear(mono, A, "leg", "p")
            said.remove((due, group))
        air.step(mono)
        said += [(mono + delay, group) for group in air.on[0] if group == B]
    spoken = [group for _, group, _ in air.sent]
    assert set(spoken) == {B} and 95 <= len(spoken) <= 105, "two seconds, once"
