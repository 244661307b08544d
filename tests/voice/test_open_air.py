"""No headset of its own: what would sound in it sounds from a loudspeaker, and must not go out with our own voice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from station.voice.app import Voice
from station.voice.discipline import URGENT, WHILE_TALKING, gains, open_air
from station.voice.engine import Engine
from station.voice.samples import BUSES
from station.voice.speaker import Speaker
from station.voice.wire import GroupMix, Mixing, Play, Sounder, Talk
from tests.voice.desk import GROUP, tone
from tests.voice.test_engine import HEADSET, Bench, loudness
from tests.voice.test_recall import kept

Make = Callable[[bool], Bench]


@pytest.fixture(name="room")
def _room(tmp_path: Path) -> Iterator[Make]:
    made: list[Bench] = []

    def make(apart: bool) -> Bench:
        home = tmp_path / str(len(made))
        home.mkdir()
        one = Bench(home)
        old = one.engine
        one.engine = Engine(old.calls, old.talker, old.recall, old._say, lambda _: None, apart=lambda: apart)
        one.tell = one.engine.receive
        made.append(one)
        return one

    yield make
    for one in made:
        one.recorder.stop()


def talk(room: Bench, on: bool = True) -> None:
    room.tell(Talk(press="p", call="own", group="other", on=on))
    room.run(1)


def said_on_the_headset(room: Bench, mix: GroupMix) -> tuple[float, float]:
    """How loud a call is in the headset before and while we talk."""
    room.tell(Mixing(groups={GROUP: mix}))
    room.speak("c", tone(500, 2.0))
    before = loudness(room.run(15)[HEADSET])
    talk(room)
    return before, loudness(room.run(10)[HEADSET])


@pytest.mark.parametrize(("apart", "left"), [(True, 1.0), (False, WHILE_TALKING)])
def test_an_intercom_is_brought_down_only_where_the_microphone_would_hear_it(
    room: Make, apart: bool, left: float
) -> None:
    before, now = said_on_the_headset(room(apart), GroupMix(bus="headset", gain=1.0))
    assert now == pytest.approx(before * left, rel=0.05)


def test_an_emergency_stays_noticeable(room: Make) -> None:
    forced = GroupMix(bus="select", force=True)
    _, apart = said_on_the_headset(room(True), forced)
    _, beside = said_on_the_headset(room(False), forced)
    assert beside == pytest.approx(apart * URGENT, rel=0.05)
    alone = room(False)
    alone.tell(Sounder(emergency=True))
    quiet = loudness(alone.run(25)[HEADSET])
    talk(alone)
    assert quiet * URGENT * 0.5 < loudness(alone.run(25)[HEADSET]) <= quiet * URGENT * 1.05


def test_a_recall_waits_until_we_have_spoken(room: Make) -> None:
    bench = room(False)
    bench.tell(Play(call="c", path=kept(bench, "c", tone(500, 4.0))))
    bench.load()
    bench.run(10)
    at = bench.engine.recall.playhead.position
    talk(bench)
    bench.run(1)  # gains glide over one tick
    assert loudness(bench.run(20)[HEADSET]) == 0.0
    assert bench.engine.recall.playhead.position == at, "nothing of it is lost"
    talk(bench, on=False)
    assert loudness(bench.run(10)[HEADSET]) > 0.1
    other = room(True)
    other.tell(Play(call="c", path=kept(other, "c", tone(500, 4.0))))
    other.load()
    talk(other)
    assert loudness(other.run(20)[HEADSET]) > 0.1, "in a headset of its own it plays on"


def test_loudspeakers_are_as_low_as_ever() -> None:
    assert open_air(gains(GroupMix(bus="select", gain=1.0), True), False) == (WHILE_TALKING, 0.0, 0.0)


@pytest.mark.parametrize(
    ("plays", "apart"),
    [
        ([BUSES], False),
        ([("select", "unselect"), ("headset",)], True),
        ([("select",), ("unselect", "headset")], False),
        ([("select",)], True),
        ([], True),
    ],
)
def test_a_headset_is_apart_where_its_device_plays_nothing_else(plays: list[tuple[str, ...]], apart: bool) -> None:
    voice = Voice.__new__(Voice)
    voice._card = type("Card", (), {"speakers": [Speaker("", buses, None) for buses in plays]})()
    assert voice._headset_apart() is apart
