"""What of a call was within earshot, tick by tick: the rule, and what the engine makes of it."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from station.voice.audience import AUDIBLE, Audience, heard
from station.voice.calls import Calls
from station.voice.discipline import gains
from station.voice.engine import Engine
from station.voice.mixer import Source
from station.voice.recall import Loaded, Recall
from station.voice.recorder import Recorder
from station.voice.samples import BUSES, TICK, TICK_SECONDS, Block
from station.voice.shelf import Shelf
from station.voice.talker import Talker
from station.voice.wire import (
    Broken,
    Close,
    GroupMix,
    Mic,
    Mixing,
    Open,
    Play,
    PlayedOut,
    Reached,
    Sounder,
    Talk,
    Voice,
)
from tests.voice.desk import GROUP, tone

OTHER = "tetra@247-9:g2202"
LOUD = np.full(TICK, 0.2, np.float32)
QUIET = np.zeros(TICK, np.float32)

mixes = st.builds(
    GroupMix,
    bus=st.sampled_from([*BUSES, "off"]),
    gain=st.floats(0, 1),
    muted=st.booleans(),
    force=st.booleans(),
)
presences = st.sets(st.sampled_from(BUSES))


def judged(wanted: list[GroupMix], talking: bool, present: set[str], blocks: list[Block] | None = None) -> list[str]:
    """Why each of so many calls at once reaches nobody."""
    blocks = blocks or [LOUD] * len(wanted)
    sources = [
        Source(str(n), block, gains(mix, talking)) for n, (mix, block) in enumerate(zip(wanted, blocks, strict=True))
    ]
    told: list[Reached] = []
    audience = Audience(told.append)
    audience.tick(sources, {source.key: mix for source, mix in zip(sources, wanted, strict=True)}, talking, present)
    for source in sources:
        audience.over(source.key)
    return [next(iter(one.missed), "") for one in told]


@settings(deadline=None, max_examples=200)
@given(mixes, st.booleans(), presences)
def test_what_is_within_earshot_really_sounds_at_a_device_that_is_there(
    mix: GroupMix, talking: bool, present: set[str]
) -> None:
    (why,) = judged([mix], talking, present)
    now = gains(mix, talking)
    audible = {bus for bus, gain in zip(BUSES, now, strict=True) if gain >= AUDIBLE}
    if not why:
        assert audible & present
    if not present:
        assert why
    if mix.muted and not mix.force:
        assert why == "muted"
    if mix.bus == "off" and not mix.muted and not mix.force:
        assert why == "off"


@settings(deadline=None, max_examples=200)
@given(st.lists(mixes, min_size=1, max_size=5), st.booleans(), presences)
def test_on_one_bus_at_most_one_of_those_who_speak_is_understood(
    wanted: list[GroupMix], talking: bool, present: set[str]
) -> None:
    whys = judged(wanted, talking, present)
    for number in range(len(BUSES)):
        there = [n for n, mix in enumerate(wanted) if gains(mix, talking)[number] >= AUDIBLE]
        alone = [n for n in there if sum(gain >= AUDIBLE for gain in gains(wanted[n], talking)) == 1]
        assert sum(not whys[n] for n in alone) <= 1


@settings(deadline=None, max_examples=100)
@given(mixes, mixes, st.booleans(), presences)
def test_one_more_device_never_makes_anything_unheard(
    mix: GroupMix, other: GroupMix, talking: bool, present: set[str]
) -> None:
    before = judged([mix, other], talking, present)
    after = judged([mix, other], talking, set(BUSES))
    assert all(not now for was, now in zip(before, after, strict=True) if not was)


def test_two_on_one_bus_cover_each_other_unless_one_is_far_louder() -> None:
    full, half = GroupMix(bus="select", gain=0.8), GroupMix(bus="select", gain=0.4)
    everywhere = set(BUSES)
    assert judged([full, full], False, everywhere) == ["overlap", "overlap"]
    assert judged([full, half], False, everywhere) == ["", "overlap"]
    assert judged([full, GroupMix(bus="unselect", gain=0.8)], False, everywhere) == ["", ""], "two ears, two places"
    assert judged([full, full], False, everywhere, [LOUD, QUIET]) == ["", "overlap"], "silence covers nobody"
    assert judged([full, GroupMix(bus="select", muted=True)], False, everywhere) == ["", "muted"]


def test_while_we_transmit_loudspeakers_are_out_of_earshot_and_the_headset_is_not() -> None:
    here = set(BUSES)
    assert judged([GroupMix(bus="select", gain=1.0)], True, here) == ["talking"]
    assert judged([GroupMix(bus="headset", gain=0.7)], True, here) == [""]
    assert judged([GroupMix(bus="off", force=True)], True, here) == [""], "an emergency goes to the headset then"
    assert judged([GroupMix(bus="off", force=True)], True, {"select"}) != [""]


class Bench:
    """An engine whose buses sound from ``present``, and what it told of who could hear."""

    def __init__(self, journal: Path) -> None:
        self.journal = journal
        self.present = set(BUSES)
        self.told: list[Reached | PlayedOut | Broken] = []
        self.sent: list[Mic] = []
        self.loads: queue.SimpleQueue[Loaded] = queue.SimpleQueue()
        self.recorder = Recorder(Shelf(journal), lambda part: None)
        self.coming: dict[str, list[Voice]] = {}
        self.clock = 0.0
        calls = Calls(self.recorder, clock=lambda: self.clock)
        self.engine = Engine(
            calls,
            Talker(self.sent.append, lambda talk, index, pcm: None),
            Recall(journal, self.recorder.so_far, self.loads.put),
            lambda slot, value: None,
            lambda count: None,
            tell=self.told.append,
            present=lambda: self.present,
        )
        self.tell = self.engine.receive

    def speak(self, call: str, seconds: float, group: str = GROUP) -> None:
        """From now on, a frame a tick."""
        self.tell(Open(call=call, group=group, wall=1000.0, record=False))
        pcm = tone(500, seconds)
        self.coming[call] = [
            Voice(call=call, index=at, codec="s16le8", data=pcm[at : at + 160].tobytes(), wall=1000.0)
            for at in range(0, len(pcm), 160)
        ]

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds / TICK_SECONDS)):
            self.clock += TICK_SECONDS
            for call, frames in list(self.coming.items()):
                if frames:
                    self.tell(frames.pop(0))
                else:
                    self.tell(Close(call=call))
                    del self.coming[call]
            self.engine.tick()

    def of(self, call: str) -> Reached:
        """All that was told of ``call``."""
        told = [each for each in self.told if isinstance(each, Reached) and each.call == call]
        missed: dict[str, float] = {}
        for each in told:
            for why, seconds in each.missed.items():
                missed[why] = missed.get(why, 0.0) + seconds
        return Reached(call=call, heard=sum(each.heard for each in told), missed=missed, over=told[-1].over)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    one = Bench(tmp_path)
    yield one
    one.recorder.stop()


def test_a_call_that_sounded_was_heard_from_end_to_end(bench: Bench) -> None:
    bench.speak("c", 2.0)
    bench.run(3.0)
    told = bench.of("c")
    assert (told.over, told.missed) == (True, {})
    assert told.heard == pytest.approx(2.0, abs=0.1)


def test_muted_in_mid_call_is_missed_from_then_on(bench: Bench) -> None:
    bench.speak("c", 2.0)
    bench.run(1.0)
    bench.tell(Mixing(groups={GROUP: GroupMix(muted=True)}))
    bench.run(2.0)
    told = bench.of("c")
    assert told.heard == pytest.approx(1.0, abs=0.1)
    assert told.missed == {"muted": pytest.approx(1.0, abs=0.1)}


@pytest.mark.parametrize("talking", [False, True])
def test_the_tone_that_announces_an_emergency_does_not_drown_it(bench: Bench, talking: bool) -> None:
    bench.tell(Mixing(groups={GROUP: GroupMix(bus="off", muted=True, force=True)}))
    bench.tell(Sounder(emergency=True))
    if talking:
        bench.tell(Talk(press="p", call="own", group=OTHER))
    bench.speak("help", 4.0)
    bench.run(5.0)
    told = bench.of("help")
    assert (told.over, told.missed) == (True, {}) and told.heard == pytest.approx(4.0, abs=0.1)


def test_two_groups_at_once_on_one_bus_miss_what_they_share(bench: Bench) -> None:
    bench.speak("a", 2.0)
    bench.run(1.0)
    bench.speak("b", 2.0, OTHER)
    bench.run(3.0)
    assert bench.of("a").missed == {"overlap": pytest.approx(1.0, abs=0.2)}
    assert bench.of("b").missed == {"overlap": pytest.approx(1.0, abs=0.2)}
    assert bench.of("b").heard == pytest.approx(1.0, abs=0.2)


def test_what_goes_nowhere_is_not_to_be_heard() -> None:
    assert heard(GroupMix(bus="headset", gain=0.5)) and heard(GroupMix(bus="off", muted=True, force=True))
    silent = (
        GroupMix(bus="select", gain=1.0, muted=True),
        GroupMix(bus="off", gain=1.0),
        GroupMix(bus="select", gain=0),
    )
    assert not any(map(heard, silent))


def test_our_own_transmission_and_a_missing_device_are_told_apart(bench: Bench) -> None:
    bench.speak("c", 2.0)
    bench.run(0.5)
    bench.tell(Talk(press="p", call="own", group=OTHER))
    bench.run(0.5)
    bench.tell(Talk(press="p", call="own", group=OTHER, on=False))
    bench.present = {"select", "headset"}
    bench.run(2.0)
    told = bench.of("c")
    assert told.missed["talking"] == pytest.approx(0.5, abs=0.1)
    assert told.missed["device"] == pytest.approx(1.0, abs=0.2)


def test_by_how_much_a_call_was_drawn_together_is_told_when_it_is_over(bench: Bench) -> None:
    bench.speak("c", 12.0)
    bench.run(0.5)
    late = [bench.coming["c"].pop(0) for _ in range(75)]  # the network stands still for 1.5 s
    bench.clock += 1.5
    for _ in range(75):
        bench.engine.tick()
    for frame in late:
        bench.tell(frame)
    bench.run(14.0)
    told = [each for each in bench.told if isinstance(each, Reached) and each.call == "c"]
    assert told[-1].over and told[-1].drawn > 0.5
    assert sum(each.heard for each in told) + told[-1].drawn == pytest.approx(12.0, abs=0.5)


def play(bench: Bench, seconds: float, name: str = "c.flac", speed: float = 1.0) -> None:
    soundfile.write(bench.journal / name, tone(400, seconds), 8000, subtype="PCM_16")
    bench.tell(Play(call="c", path=name, action=7, speed=speed))
    bench.engine.loaded(bench.loads.get(timeout=20))


def test_how_much_of_a_recording_sounded_is_told_when_it_ends(bench: Bench) -> None:
    play(bench, 1.0)
    bench.run(1.5)
    assert bench.told == [PlayedOut(action=7, call="c", heard=1.0, of=1.0)]
    bench.told.clear()
    play(bench, 2.0, speed=2.0)
    bench.run(0.5)
    bench.tell(Play())
    bench.run(0.1)
    (told,) = bench.told
    assert isinstance(told, PlayedOut)
    assert told.of == 2.0
    assert told.heard == pytest.approx(1.0, abs=0.1), "stopped half-way, at twice the speed"
    bench.told.clear()
    bench.present = {"select"}
    play(bench, 1.0)
    bench.run(1.5)
    assert bench.told == [PlayedOut(action=7, call="c", heard=0.0, of=1.0)], "nothing to hear it on"


def test_nothing_that_is_played_back_goes_out(bench: Bench) -> None:
    """Keyed while a recording sounds at full level: of what leaves for the air, every sample is the microphone's."""
    play(bench, 3.0)
    bench.tell(Talk(press="p", call="own", group=GROUP))
    bench.tell(Talk(press="q", call="own2", group=OTHER))
    heard = []
    for _ in range(100):
        bench.engine.talker.heard(np.zeros(960, np.float32))
        heard.append(bench.engine.tick())
    assert float(np.abs(np.concatenate(heard, axis=1)).max()) > 0.1, "it does play"
    assert len(bench.sent) == 200
    assert not any(any(mic.data) for mic in bench.sent)


def test_reports_come_while_a_call_lasts() -> None:
    told: list[Reached] = []
    audience = Audience(told.append)
    mix = GroupMix()
    for _ in range(100):
        audience.tick([Source("c", LOUD, gains(mix, False))], {"c": mix}, False, set(BUSES))
    assert [each.over for each in told] == [False] * 4
    audience.over("c")
    assert told[-1].over
    assert sum(each.heard for each in told) == pytest.approx(2.0)


def counted(audience: Audience, told: list[Reached]) -> tuple[float, dict[str, float]]:
    """What was told of call ``c`` when it is over now."""
    audience.over("c")
    return round(told[-1].heard, 2), {why: round(seconds, 2) for why, seconds in told[-1].missed.items()}


FULL, LOWERED, SILENT = (1.0, 0.0, 0.0), (0.1, 0.0, 0.0), (0.0, 0.0, 0.0)


def test_a_device_that_goes_and_comes_in_mid_call_counts_at_once() -> None:
    """Nothing else changed: neither how the call is mixed nor how it is wanted."""
    told: list[Reached] = []
    audience, mix = Audience(told.append), GroupMix(bus="select", gain=1.0)
    for present, ticks in ((set(BUSES), 5), ({"unselect", "headset"}, 3), (set(BUSES), 2)):
        for _ in range(ticks):
            audience.tick([Source("c", LOUD, FULL)], {"c": mix}, False, present)
    assert counted(audience, told) == (0.14, {"device": 0.06})


def test_a_key_that_goes_down_in_mid_call_counts_at_once() -> None:
    told: list[Reached] = []
    audience, mix = Audience(told.append), GroupMix(bus="select", gain=1.0)
    for talking, ticks in ((False, 5), (True, 3), (False, 2)):
        for _ in range(ticks):
            audience.tick([Source("c", LOUD, LOWERED)], {"c": mix}, talking, set(BUSES))
    assert counted(audience, told) == (0.14, {"talking": 0.06})


def test_a_mix_that_is_changed_in_mid_call_counts_at_once_though_it_sounds_the_same() -> None:
    told: list[Reached] = []
    audience = Audience(told.append)
    for mix, ticks in ((GroupMix(muted=True), 2), (GroupMix(bus="off"), 3), (GroupMix(bus="select", gain=0.0), 4)):
        for _ in range(ticks):
            audience.tick([Source("c", LOUD, SILENT)], {"c": mix}, False, set(BUSES))
    assert counted(audience, told) == (0.0, {"muted": 0.04, "off": 0.06, "volume": 0.08})


def test_gains_that_change_in_mid_call_count_at_once() -> None:
    told: list[Reached] = []
    audience, mix = Audience(told.append), GroupMix(bus="select", gain=1.0)
    for now, ticks in ((FULL, 2), (SILENT, 3), (FULL, 1)):
        for _ in range(ticks):
            audience.tick([Source("c", LOUD, now)], {"c": mix}, False, set(BUSES))
    assert counted(audience, told) == (0.06, {"device": 0.06})
