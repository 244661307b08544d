"""What a position hears, for any mix of everything a seat can set: muted is silent, an emergency never is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from radio.codec import Now
from radio.events import EmergencyRaised
from station.alarms import SILENCE, Alarms
from station.mixing import mixing
from station.voice.discipline import WHILE_TALKING, gains
from station.voice.wire import Close, GroupMix, Mic, Mixing, Play, Sounder, Talk
from tests.voice.desk import tone
from tests.voice.test_engine import HEADSET, SELECT, UNSELECT, Bench
from tests.voice.test_recall import kept
from units.state import Alarm, Facts, Mix, Seat

GROUP, OTHER = "tetra@247-9:g2201", "tetra@247-9:g2202"
NOW = Now(1_790_000_000.0, 1000.0)

mixes = st.builds(
    Mix,
    mode=st.sampled_from(["select", "monitor", "off"]),
    muted=st.booleans(),
    volume=st.integers(0, 100),
    output=st.sampled_from(["", "select", "unselect", "headset"]),
    pan=st.integers(-100, 100),
)
seats = st.lists(st.tuples(mixes | st.none(), st.sampled_from(["", GROUP, OTHER]), st.booleans()), max_size=3)
emergencies = st.sampled_from(["none", "rings", "acknowledged", "closed", "again"])


class Room:
    """Seats as drawn, and at most one emergency on ``GROUP``."""

    def __init__(self, drawn: list[tuple[Mix | None, str, bool]], emergency: str) -> None:
        self.facts = Facts(version=0)
        for number, (mix, held, _) in enumerate(drawn, 1):
            mine = {} if mix is None else {GROUP: mix}
            self.facts.seats[str(number)] = Seat(id=str(number), mix=mine, held=held)
        self.present = {str(number) for number, (_, _, here) in enumerate(drawn, 1) if here}
        journal: list[Any] = []
        self.alarms = Alarms(journal.append, lambda: self.facts)  # type: ignore[arg-type]
        self.rings = emergency in ("rings", "again")
        if emergency == "none":
            return
        event = EmergencyRaised(radio="tetra@247-9:1", by="button", to=GROUP)
        self.alarms.raised(event, GROUP, NOW)
        id_ = journal[0].alarm
        if emergency == "rings":
            return
        self.facts.alarms[id_] = Alarm(id=id_, radio="tetra@247-9:1", group=GROUP, ringing=False, acknowledged=NOW.utc)
        self.alarms.follow([id_])
        if emergency == "closed":
            del self.facts.alarms[id_]
            self.alarms.follow([id_])
        if emergency == "again":
            self.alarms.raised(event, GROUP, Now(NOW.utc + 30, NOW.mono + 30))

    def told(self) -> GroupMix:
        return mixing(self.facts, [GROUP, OTHER], self.present, self.alarms.loud()).groups[GROUP]

    def who_listens(self) -> list[Seat]:
        """The seats whose wishes count: those that are there, or all where nobody is."""
        return [seat for seat in self.facts.seats.values() if seat.id in self.present] or list(
            self.facts.seats.values()
        )


def lets_through(seat: Seat) -> bool:
    mix = seat.mix.get(GROUP, Mix())
    return mix.mode != "off" and not mix.muted and seat.held in ("", GROUP)


@given(seats, emergencies, st.booleans(), st.sets(st.sampled_from("123")))
def test_an_unacknowledged_emergency_is_always_heard_and_what_is_muted_never(
    drawn: list[tuple[Mix | None, str, bool]], emergency: str, talking: bool, silenced: set[str]
) -> None:
    room = Room(drawn, emergency)
    for seat in silenced:
        room.alarms.silenced("", seat, 0.0, NOW)
    select, unselect, headset = gains(room.told(), talking)
    if room.rings:
        assert (select, unselect, headset) == ((0.0, 0.0, 1.0) if talking else (1.0, 0.0, 0.0))
        return
    listening = room.who_listens()
    if listening and not any(lets_through(seat) for seat in listening):
        assert (select, unselect, headset) == (0.0, 0.0, 0.0)
    if talking:
        assert max(select, unselect) <= WHILE_TALKING
    if any(lets_through(seat) and seat.mix.get(GROUP, Mix()).volume for seat in listening):
        assert max(select, unselect, headset) > 0
    assert sum(gain > 0 for gain in (select, unselect, headset)) <= 1, "one bus each"


@given(seats, st.sets(st.sampled_from("123")), st.floats(0, 2 * SILENCE))
def test_a_seat_silences_the_tone_for_itself_and_for_a_minute_and_never_the_voice(
    drawn: list[tuple[Mix | None, str, bool]], silenced: set[str], later: float
) -> None:
    room = Room(drawn, "rings")
    for seat in silenced:
        room.alarms.silenced("", seat, 0.0, NOW)
    then = Now(NOW.utc + later, NOW.mono + later)
    sounds = room.alarms.sounding(room.present, then)
    quiet = later < SILENCE and bool(room.present) and room.present <= silenced
    assert sounds is not quiet, "whoever did not ask for quiet hears it, and with nobody there it sounds"
    assert gains(room.told(), talking=False) == (1.0, 0.0, 0.0)


@given(mixes)
def test_a_talk_group_sounds_where_it_was_put(mix: Mix) -> None:
    facts = Facts(version=0, seats={"1": Seat(id="1", mix={GROUP: mix})})
    told = mixing(facts, [GROUP], ["1"], []).groups[GROUP]
    usual = {"select": "select", "monitor": "unselect", "off": "off"}[mix.mode]
    assert told.bus == (mix.output if mix.output and mix.mode != "off" else usual)
    assert told.pan == mix.pan / 100


def test_holding_one_alone_and_letting_go_leaves_every_mix_as_it_was() -> None:
    seat = Seat(id="1", mix={GROUP: Mix(mode="select"), OTHER: Mix(muted=True, volume=30)}, held=GROUP)
    facts = Facts(version=0, seats={"1": seat})
    held = mixing(facts, [GROUP, OTHER, "new"], ["1"], []).groups
    assert gains(held[GROUP], False)[0] > 0
    assert gains(held[OTHER], False) == gains(held["new"], False) == (0, 0, 0), "one that was configured since, too"
    seat.held = ""
    after = mixing(facts, [GROUP, OTHER, "new"], ["1"], []).groups
    assert after[OTHER].muted and gains(after["new"], False)[1] > 0


# In the engine


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    one = Bench(tmp_path)
    yield one
    one.recorder.stop()


def test_an_emergency_on_a_talk_group_nobody_configured_sounds_as_loud() -> None:
    told = mixing(Facts(version=0), [OTHER], set(), {GROUP}).groups
    assert told[GROUP].force
    assert not told[OTHER].force


def loud(block: np.ndarray) -> list[bool]:
    return [float(np.abs(block[bus]).max()) > 0.05 for bus in (SELECT, UNSELECT, HEADSET)]


def test_an_emergency_is_heard_through_mute_hold_and_volume_and_moves_to_the_headset_while_we_talk(
    bench: Bench,
) -> None:
    bench.tell(Mixing(groups={GROUP: GroupMix(bus="off", gain=0.0, muted=True, force=True)}))
    bench.speak("c", tone(500, 3.0), GROUP)
    bench.run(5)
    assert loud(bench.run(20)) == [True, False, False]
    bench.tell(Talk(press="p", call="own", group=OTHER))
    bench.run(2)
    assert loud(bench.run(20)) == [False, False, True]
    bench.tell(Talk(press="p", call="own", group=OTHER, on=False))
    bench.run(2)
    assert loud(bench.run(20)) == [True, False, False]
    bench.tell(Mixing(groups={GROUP: GroupMix(bus="off", gain=0.0, muted=True)}))
    bench.run(2)
    assert loud(bench.run(20)) == [False, False, False], "acknowledged: mute is mute again"


def test_tones_recall_and_what_is_heard_are_neither_recorded_nor_transmitted(bench: Bench) -> None:
    """Two microphones that hear the same, one position silent and one full of sound: the same goes out."""
    spoken = [np.full(960, 0.2 * np.sin(number), np.float32) for number in range(30)]

    def talk() -> list[Mic]:
        bench.sent.clear()
        bench.tell(Talk(press="p", call="own", group=OTHER))
        for block in spoken:
            bench.engine.talker.heard(block, 1.0)
            bench.run(1)
        bench.tell(Talk(press="p", call="own", group=OTHER, on=False))
        bench.tell(Close(call="own"))
        return list(bench.sent)

    quiet = talk()
    for name in ("permit", "busy", "denied", "limit", "cut"):
        bench.tell(Sounder(tone=name))
    bench.tell(Sounder(emergency=True))
    bench.tell(Play(call="r", path=kept(bench, "r", tone(700, 2.0))))
    bench.load()
    bench.speak("c", tone(500, 2.0), GROUP)
    full = talk()
    assert len(quiet) == 30 and [mic.data for mic in quiet] == [mic.data for mic in full]
