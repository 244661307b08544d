"""Whether a person could hear it: the rule for any room, and who is asked once a call is over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import Now
from station.unheard import LEAST, MOST, PATIENCE, SILENT, Earshot, is_enough, judge, nobody, seconds_of
from station.voice.wire import Close, Open, PlayedOut, Reached, Voice
from units.actions import Played
from units.earshot import REASONS, Listened, Unheard
from units.findings import GroupInfo, Refused
from units.state import Call, Facts, Mix, Seat

GROUP = "rtp@net:g1"
FRAME = b"\x55" * 160

seconds = st.floats(0, 600)
missing = st.dictionaries(st.sampled_from(["muted", "overlap", "device", "talking"]), st.floats(0.02, 300), max_size=3)
mixes = st.builds(
    Mix, mode=st.sampled_from(["select", "monitor", "off"]), muted=st.booleans(), volume=st.integers(0, 100)
)
seats = st.lists(
    st.builds(
        Seat,
        id=st.sampled_from(["1", "2", "3"]),
        operator=st.sampled_from(["", "12", "13"]),
        mix=st.dictionaries(st.just(GROUP), mixes),
        held=st.sampled_from(["", GROUP, "other"]),
    ),
    unique_by=lambda seat: seat.id,
    max_size=3,
)
present = st.sets(st.sampled_from(["1", "2", "3"]))


@settings(max_examples=200)
@given(seconds, seconds, missing, st.booleans())
def test_what_was_missed_is_never_more_than_there_was_and_has_a_reason(
    given_: float, heard: float, missed: dict[str, float], cut: bool
) -> None:
    verdict = judge(given_, heard, missed, cut)
    assert verdict.why in ("", *REASONS)
    assert verdict.missed <= verdict.seconds + 1e-6
    if cut:
        assert verdict.why, "a process that died in mid-call says nothing of it"
    elif not verdict.why:
        assert verdict.missed <= MOST
        assert verdict.missed <= max(LEAST, 0.2 * verdict.seconds) + 1e-6


@settings(max_examples=200)
@given(seconds, seconds, missing, st.sampled_from(["muted", "overlap"]), st.floats(0.02, 100))
def test_to_miss_more_never_makes_it_heard(
    given_: float, heard: float, missed: dict[str, float], why: str, more: float
) -> None:
    """``more`` of what was heard is missed instead."""
    more = min(more, heard)
    worse = {**missed, why: missed.get(why, 0.0) + more}
    if judge(given_, heard, missed, False).why:
        assert judge(given_, heard - more, worse, False).why


@settings(max_examples=200)
@given(seats, present, st.booleans())
def test_one_signed_seat_that_hears_it_is_enough_and_an_empty_room_never_is(
    sitting: list[Seat], consoles: set[str], forced: bool
) -> None:
    facts = Facts(version=1, seats={seat.id: seat for seat in sitting})
    why = nobody(facts, consoles, GROUP, forced)
    signed = [seat for seat in sitting if seat.operator and seat.id in consoles]
    if not signed:
        assert why in ("unsigned", "console")
    elif forced:
        assert not why, "an emergency sounds whatever was muted"
    alone = [nobody(Facts(version=1, seats={seat.id: seat}), consoles, GROUP, forced) for seat in signed]
    assert bool(why) == all(alone), "heard if any of them hears it"


def test_the_rule_in_numbers() -> None:
    assert is_enough(0.3, 0.5) and not is_enough(0.4, 0.5)
    assert is_enough(0.8, 4.0) and not is_enough(0.9, 4.0)
    assert is_enough(2.0, 60.0) and not is_enough(2.1, 60.0)
    assert seconds_of("pcma", FRAME) == 0.02
    assert seconds_of("ambe2", bytes(27)) == 0.06
    assert seconds_of("codec2", bytes(8)) == 0.0


class Bench:
    """An earshot in a room of one seat whose console lives."""

    def __init__(self) -> None:
        self.facts = Facts(version=1, seats={"1": Seat(id="1", operator="12")})
        self.found: list[Unheard | Listened | Refused] = []
        self.loud: set[str] = set()
        self.groups = {GROUP: GroupInfo(id=GROUP, name="One", gateway="RTP")}
        self.earshot = Earshot(self.found.append, lambda: self.facts, lambda: self.loud, lambda: self.groups)
        self.look(0.0)

    def look(self, mono: float, present: tuple[str, ...] = ("1",)) -> None:
        self.earshot.look(present, Now(utc=1000.0 + mono, mono=mono))

    def call(self, frames: int = 100, encrypted: bool = False, own: bool = False) -> None:
        self.earshot.sent(Open(call="c", group=GROUP, wall=0.0, encrypted=encrypted, own=own))
        for n in range(frames):
            self.earshot.sent(Voice(call="c", index=160 * n, codec="pcma", data=FRAME, wall=0.0))

    def over(self, heard: float = 0.0, missed: dict[str, float] | None = None) -> None:
        self.earshot.sent(Close(call="c"))
        self.earshot.reached(Reached(call="c", heard=heard, missed=missed or {}, over=True))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_call_that_was_heard_leaves_no_word(bench: Bench) -> None:
    bench.call()
    bench.over(2.0)
    assert bench.found == []


@pytest.mark.parametrize("why", ["muted", "off", "volume", "device", "talking", "overlap"])
def test_what_took_most_of_it_is_the_reason(bench: Bench, why: str) -> None:
    bench.call()
    bench.over(0.5, {why: 1.3, "other": 0.2})
    assert bench.found == [Unheard(call="c", why=why, group=GROUP, seconds=2.0, missed=1.5)]


def test_an_empty_room_hears_nothing_whatever_sounds(bench: Bench) -> None:
    bench.call()
    bench.look(1.0, ())
    bench.over(1.5, {"overlap": 0.5})
    bench.facts.seats["1"].operator = ""
    bench.call()
    bench.over(2.0)
    assert [each.why for each in bench.found if isinstance(each, Unheard)] == ["console", "unsigned"]


def test_an_operator_who_leaves_in_mid_call_misses_the_rest(bench: Bench) -> None:
    bench.call(200)
    bench.earshot.reached(Reached(call="c", heard=2.0))
    bench.facts.seats["1"].operator = ""
    bench.over(2.0)
    assert bench.found == [Unheard(call="c", why="unsigned", group=GROUP, seconds=4.0, missed=2.0)]


def test_voice_that_never_sounded_is_lost(bench: Bench) -> None:
    bench.call()
    bench.over(0.9)
    assert bench.found == [Unheard(call="c", why="lost", group=GROUP, seconds=2.0, missed=1.1)]


def test_what_was_caught_up_with_is_not_missed(bench: Bench) -> None:
    """The network stood still; what came then sounded with shorter pauses, and all of it was heard."""
    bench.call(750)
    bench.earshot.sent(Close(call="c"))
    bench.earshot.reached(Reached(call="c", heard=12.8, drawn=2.2, over=True))
    assert bench.found == []


def test_frames_that_come_twice_are_one(bench: Bench) -> None:
    bench.call()
    bench.call()
    bench.over(2.0)
    assert bench.found == []


def test_a_voice_process_that_dies_in_mid_call_leaves_it_unheard(bench: Bench) -> None:
    bench.call()
    bench.earshot.lost()
    bench.over(2.0)
    (found,) = bench.found
    assert isinstance(found, Unheard) and found.why == "lost"


def test_a_call_of_which_nobody_says_anything_is_judged_in_the_end(bench: Bench) -> None:
    bench.call()
    bench.earshot.sent(Close(call="c"))
    bench.look(PATIENCE - 1)
    assert bench.found == []
    bench.look(PATIENCE + 1)
    assert bench.found == [Unheard(call="c", why="lost", group=GROUP, seconds=2.0, missed=2.0)]


def test_what_cannot_sound_is_told_apart_from_what_was_lost(bench: Bench) -> None:
    bench.groups[GROUP] = GroupInfo(id=GROUP, name="One", gateway="DMR", audio=False, coded="ambe2")
    bench.call()
    bench.over()
    bench.call(encrypted=True)
    bench.over()
    assert [each.why for each in bench.found if isinstance(each, Unheard)] == ["no-audio", "encrypted"]


def test_no_voice_and_our_own_voice_are_nothing_to_miss(bench: Bench) -> None:
    bench.call(0)
    bench.look(SILENT)  # a key that was touched
    bench.over()
    bench.call(own=True)
    bench.over()
    bench.groups[GROUP] = GroupInfo(id=GROUP, name="One", gateway="PEI", audio=False)
    bench.call(0)  # signalled only
    bench.look(30.0)
    bench.over()
    assert bench.found == []


def test_a_call_whose_voice_never_came_is_unheard_for_a_reason_of_its_own(bench: Bench) -> None:
    """A dead cable; a login at a reflector that hears another talk-group: our own voice process lost nothing."""
    bench.call(0)
    bench.look(30.0)
    bench.over()
    assert bench.found == [Unheard(call="c", why="no-voice", group=GROUP, seconds=30.0, missed=30.0)]
    bench.groups[GROUP] = GroupInfo(id=GROUP, name="One", gateway="PEI", voice="Donor")
    bench.call(0, encrypted=True)  # on the air; the donor radio's cable would have it in clear
    bench.look(40.0)
    bench.over()
    assert bench.found[1:] == [Unheard(call="c", why="no-voice", group=GROUP, seconds=10.0, missed=10.0)]
    bench.call(0)
    bench.look(50.0, ())
    bench.over()
    assert isinstance(bench.found[2], Unheard) and bench.found[2].why == "console", "nobody was there to miss it"


def test_a_call_that_goes_on_while_its_beginning_sounds_is_judged_as_one(bench: Bench) -> None:
    """The station opens it again with the same id; the voice process tells of the end of each part."""
    bench.call()
    bench.earshot.sent(Close(call="c"))
    bench.call(500)  # its frames are counted from the beginning again
    bench.earshot.reached(Reached(call="c", heard=2.0, over=True))
    bench.look(PATIENCE + 1)
    assert bench.found == []
    bench.over(0.0, {"muted": 10.0})
    assert bench.found == [Unheard(call="c", why="muted", group=GROUP, seconds=12.0, missed=10.0)]


def test_both_parts_may_be_over_before_the_voice_process_says_so(bench: Bench) -> None:
    for _ in range(2):
        bench.call()
        bench.earshot.sent(Close(call="c"))
    bench.earshot.reached(Reached(call="c", heard=2.0, over=True))
    assert bench.found == []
    bench.earshot.reached(Reached(call="c", heard=2.0, over=True))
    bench.look(PATIENCE + 1)
    assert bench.found == []


def test_what_is_lost_of_the_second_part_is_lost_though_it_counts_anew(bench: Bench) -> None:
    bench.call()
    bench.earshot.sent(Close(call="c"))
    bench.call()
    bench.earshot.reached(Reached(call="c", heard=2.0, over=True))
    bench.over()
    assert bench.found == [Unheard(call="c", why="lost", group=GROUP, seconds=4.0, missed=2.0)]


def test_of_a_call_that_began_anew_a_dead_voice_process_tells_one_end(bench: Bench) -> None:
    bench.call()
    bench.earshot.sent(Close(call="c"))
    bench.call()
    bench.earshot.lost()
    bench.over(2.0)
    assert [each.why for each in bench.found if isinstance(each, Unheard)] == ["lost"]


def test_an_emergency_of_that_moment_is_marked(bench: Bench) -> None:
    bench.loud.add(GROUP)
    bench.call()
    bench.loud.clear()
    bench.over(0.0, {"device": 2.0})
    assert bench.found == [Unheard(call="c", why="device", group=GROUP, seconds=2.0, missed=2.0, emergency=True)]


def test_an_emergency_that_begins_in_mid_call_is_marked(bench: Bench) -> None:
    bench.call(50)
    bench.loud.add(GROUP)
    bench.earshot.sent(Voice(call="c", index=160 * 50, codec="pcma", data=FRAME, wall=0.0))
    bench.loud.clear()
    bench.over(0.0, {"device": 1.02})
    assert bench.found == [Unheard(call="c", why="device", group=GROUP, seconds=1.02, missed=1.02, emergency=True)]


def test_what_cannot_be_read_is_refused_in_a_word(bench: Bench) -> None:
    bench.earshot.plays(5, Played(seat="1", operator="12", call="c"))
    bench.earshot.played_out(PlayedOut(action=5, call="c", heard=0.0, of=0.0))
    assert bench.found == [Refused(action=5, why="unreadable", seat="1")]


def test_what_was_played_counts_as_heard_if_enough_of_it_sounded(bench: Bench) -> None:
    bench.facts.calls["c"] = Call(id="c", seconds=4.0)
    for action, heard in ((5, 3.5), (6, 1.0)):
        bench.earshot.plays(action, Played(seat="1", operator="12", call="c"))
        bench.earshot.played_out(PlayedOut(action=action, call="c", heard=heard, of=4.0))
    bench.earshot.played_out(PlayedOut(action=7, call="c", heard=4.0, of=4.0))  # nobody asked for it
    assert bench.found == [
        Listened(action=5, call="c", seat="1", operator="12", seconds=3.5, of=4.0, enough=True),
        Listened(action=6, call="c", seat="1", operator="12", seconds=1.0, of=4.0),
    ]


def test_what_a_station_that_crashed_did_not_judge_is_unheard(bench: Bench) -> None:
    from units.state import Group

    bench.facts.groups[GROUP] = Group(info=bench.groups[GROUP])
    bench.facts.wall = 100.0
    for name, end in (("open", None), ("just", 99.9), ("before", 50.0)):
        bench.facts.calls[name] = Call(id=name, to=GROUP, end=end, heard=True)
    bench.earshot.resume(crashed=True)
    assert [each.call for each in bench.found if not isinstance(each, Refused)] == ["open", "just"]
