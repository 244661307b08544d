"""A key that came up while words that waited for the turn are still said: within reach of everything that cuts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from journal.slots import Lease, OnAir
from radio.codec import GroupSettings, Now, Settings, VoiceFrame
from radio.protocols.donor import SPEC
from radio.requests import Key, Unkey
from station import gateway as real
from station.press import EXPIRY, LAST_WORDS, Press, Relay
from station.voice.wire import Talk
from tests.station.key_bench import GROUPS, Bench, Gateway
from units.actions import PttPressed
from units.findings import Keyed, Unkeyed
from units.patches import seat_of
from units.state import Patch


@pytest.fixture
def bench() -> Bench:
    """Seat 1 speaks on ``tetra``, and is behind."""
    bench = Bench()
    donor(bench).behind = True
    bench.press("tetra")
    bench.pass_time(0.6)
    bench.hears("PEI", "transmitting")
    bench.pass_time(0.3)
    return bench


def donor(bench: Bench) -> Gateway:
    return bench.air.gateways["DONOR"]


def unkeys(bench: Bench) -> list[bool]:
    """Of every request to unkey the donor radio: whether it may finish."""
    return [one.finish for one in donor(bench).asked if isinstance(one, Unkey)]


def shown(bench: Bench) -> dict[str, str]:
    found = bench.pulse.said["onair"][0]
    assert isinstance(found, OnAir)
    return found.presses


def test_who_lets_go_is_heard_to_the_end_and_is_on_the_air_until_then(bench: Bench) -> None:
    bench.release()
    assert unkeys(bench) == [True] and bench.talking == {"p": False}, "the microphone is off at once"
    assert bench.unkeyed == [] and bench.ptt.keys("DONOR") and shown(bench) == {"p": "tetra"}
    bench.pass_time(0.5)
    assert bench.unkeyed == []
    donor(bench).finishing = False
    bench.pass_time(0.02)
    assert bench.unkeyed == [("p", "released", "")] and not bench.ptt.keys("DONOR") and shown(bench) == {}


def test_whatever_its_gateway_says_it_has_an_end(bench: Bench) -> None:
    bench.release()
    bench.pass_time(LAST_WORDS + 0.1)
    assert unkeys(bench) == [True, False] and len(bench.of(Unkeyed)) == 1


@pytest.mark.parametrize(
    ("cuts", "why"),
    [
        (lambda bench: bench.hears("PEI", "interrupted"), "interrupted"),
        (lambda bench: bench.hears("PEI", "refused"), "refused"),
        (lambda bench: bench.ptt.cut("DONOR"), "link"),
        (lambda bench: bench.ptt.stop("no-voice"), "no-voice"),
    ],
)
def test_what_cuts_a_talker_cuts_the_last_words_too(bench: Bench, cuts: Callable[[Bench], None], why: str) -> None:
    bench.release()
    cuts(bench)
    assert unkeys(bench) == [True, False]
    assert [told for _press, told, _detail in bench.unkeyed] == [why]
    bench.pass_time(0.1)
    assert len(bench.of(Unkeyed)) == 1, "and it is said once"


def test_only_a_finger_that_let_go_is_finished(bench: Bench) -> None:
    bench.release(finger=False)
    assert unkeys(bench) == [False] and bench.unkeyed == [("p", "released", "")]


def test_the_journaled_release_knows_a_finger_from_a_lost_focus(bench: Bench) -> None:
    bench.pulse.write("lease.1", Lease(seat="1", let_go="p"))
    bench.ptt.released("p")
    assert unkeys(bench) == [True]
    bench.ptt.released("p")
    assert unkeys(bench) == [True], "what the lease has said is no cut"


def test_a_journaled_release_alone_cuts(bench: Bench) -> None:
    bench.ptt.released("p")
    assert unkeys(bench) == [False]


def test_whoever_signs_off_is_cut(bench: Bench) -> None:
    bench.facts.seats["1"].operator = ""
    bench.pass_time(0.02)
    assert unkeys(bench) == [False] and bench.unkeyed == [("p", "released", "")]


def test_an_expired_lease_is_cut(bench: Bench) -> None:
    bench.pass_time(0.7, renewed=False)
    assert unkeys(bench) == [False] and bench.unkeyed == [("p", "lease", "")]


def test_the_same_seat_may_press_again_and_another_waits(bench: Bench) -> None:
    bench.release()
    bench.press("tetra", press="other", seat="2", operator="bruno")
    assert bench.refused == [("other", "busy")] and unkeys(bench) == [True]
    bench.release()
    bench.press("tetra", press="again")
    assert bench.keyed == ["p", "again"] and bench.unkeyed == [("p", "released", "")]
    assert donor(bench).keyed and unkeys(bench) == [True], "one carrier: what is said now comes behind"
    order = [type(entry) for entry in bench.journal if isinstance(entry, Keyed | Unkeyed)]
    assert order == [Keyed, Unkeyed, Keyed], "and each is on record in its turn"


def test_who_presses_again_has_the_turn_still_and_is_heard_at_once(bench: Bench) -> None:
    bench.release()
    bench.pass_time(0.3)
    bench.press("tetra", press="again")
    assert bench.tones == ["permit", "permit"] and bench.talking == {"p": False, "again": True}
    bench.says("again", 0)
    assert [frame.index for frame in donor(bench).spoke] == [0], "nothing waits: the turn is ours"
    bench.release()
    assert unkeys(bench) == [True, True] and shown(bench) == {"again": "tetra"}
    donor(bench).finishing = False
    bench.pass_time(0.02)
    assert [press for press, _, _ in bench.unkeyed] == ["p", "again"] and not bench.ptt.keys("DONOR")


def test_who_presses_again_between_two_looks_of_ours_has_let_go_of_the_first(bench: Bench) -> None:
    """A finger is quicker than a station that is busy: all we see is the second press."""
    bench.press("tetra", press="again")
    bench.pass_time(0.1)
    assert unkeys(bench) == [True] and bench.keyed == ["p", "again"]
    assert bench.unkeyed == [("p", "released", "")]


def test_another_operators_press_says_nothing_of_a_finger(bench: Bench) -> None:
    bench.facts.seats["1"].operator = "bruno"
    bench.press("tetra", press="again", operator="bruno")
    assert unkeys(bench)[0] is False


def test_a_press_behind_them_that_cannot_be_keyed_leaves_them(bench: Bench) -> None:
    bench.release()
    donor(bench).refuses = "the sound to the radio is gone"
    bench.press("tetra", press="again")
    assert bench.refused == [("again", "unable")] and unkeys(bench) == [True] and bench.ptt.keys("DONOR")


def test_on_another_talk_group_of_that_radio_a_press_waits_for_them(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(GROUPS, "beside", msgspec.structs.replace(GROUPS["tetra"], id="beside"))
    bench.release()
    down = bench.mono - 0.05
    bench.press("beside", press="again", down=down)
    bench.pass_time(1.5)
    assert bench.keyed == ["p"] and bench.refused == [] and unkeys(bench) == [True]
    donor(bench).finishing = False
    bench.pass_time(0.05)
    assert bench.keyed == ["p", "again"] and bench.unkeyed == [("p", "released", "")]
    since = [message.since for message in bench.told if isinstance(message, Talk) and message.press == "again"]
    assert since == [down], "what was said while it waited is not lost, as far as the microphone is remembered"


@pytest.mark.parametrize("held", [0.02, 1.0])
def test_who_lets_go_while_the_press_waits_for_them_hears_that_it_was_none(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, held: float
) -> None:
    monkeypatch.setitem(GROUPS, "beside", msgspec.structs.replace(GROUPS["tetra"], id="beside"))
    bench.release()
    bench.press("beside", press="again")
    bench.pass_time(held)
    before = list(bench.tones)
    bench.release()
    assert bench.refused == [("again", "busy")] and bench.tones == [*before, "busy"]
    donor(bench).finishing = False
    bench.pass_time(1.0)
    assert bench.keyed == ["p"] and bench.unkeyed == [("p", "released", "")] and len(bench.refused) == 1


def test_a_console_that_dies_while_its_press_waits_for_them_hears_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(GROUPS, "beside", msgspec.structs.replace(GROUPS["tetra"], id="beside"))
    bench.release()
    bench.press("beside", press="again")
    before = list(bench.tones)
    bench.pass_time(2 * EXPIRY, renewed=False)
    assert bench.refused == [("again", "stale")] and bench.tones == before


@pytest.mark.parametrize("late", [False, True], ids=["never", "late"])
def test_a_press_that_waits_for_them_needs_no_record(bench: Bench, monkeypatch: pytest.MonkeyPatch, late: bool) -> None:
    """The disk is slow: the lease proves that the key is down, and what is on record says how late it came there."""
    monkeypatch.setitem(GROUPS, "beside", msgspec.structs.replace(GROUPS["tetra"], id="beside"))
    bench.release()
    bench._lease = Lease(seat="1", press="again", group="beside", operator="anna")
    bench.pass_time(1.0)
    if late:
        bench.ptt.pressed(9, PttPressed(seat="1", operator="anna", press="again", group="beside"), 1.0, bench.now)
    donor(bench).finishing = False
    bench.pass_time(0.05)
    assert bench.keyed == ["p", "again"] and bench.refused == []
    assert bench.of(Keyed)[1].late == (0.0 if late else pytest.approx(1.0, abs=0.1))


def test_a_patch_does_not_cut_its_own_last_words() -> None:
    bench = Bench()
    bench.facts.patches["x"] = Patch(id="x", action=1, groups=["g1", "g2"], operator="anna", until=9e9)
    bench.air.gateways["A"].behind = True
    legs = [
        Relay(seat=seat_of("x"), press=press, group="g1", operator="anna", source=source, entry=1)
        for press, source in (("leg", "c"), ("next", "d"))
    ]
    for leg in legs:
        bench.ptt.relays = lambda _now, leg=leg: [(leg, 0.0)]  # type: ignore[misc]
        bench.ptt.poll(bench.now)
    assert bench.keyed == ["leg", "next"] and bench.unkeyed == [("leg", "released", "")]
    assert [one.finish for one in bench.air.gateways["A"].asked if isinstance(one, Unkey)] == [True]


def test_an_all_call_goes_before_the_last_words(bench: Bench) -> None:
    bench.release()
    bench.facts.seats["2"].role = "supervisor"
    bench.press("tetra", press="all", seat="2", operator="bruno", priority=1)
    assert bench.keyed == ["p", "all"] and bench.unkeyed == [("p", "interrupted", "")]


def test_a_patch_and_an_equal_wait_for_a_persons_last_words_and_nobody_else_does() -> None:
    person, equal, patch = (
        Press("a", "a", "1", "tetra", "anna", 0.0),
        Press("b", "b", "2", "tetra", "bruno", 0.0),
        Press("c", "c", "patch", "tetra", None, 0.0, source="call"),
    )
    assert patch.lets_finish(person) and equal.lets_finish(person)
    assert not person.lets_finish(person) and person.follows(person), "whoever presses again goes on behind them"
    assert not equal.follows(person) and not patch.follows(person)
    assert not patch.lets_finish(patch) and not person.lets_finish(patch)
    equal.priority = 1
    assert not equal.lets_finish(person)


class Cable:
    """A link that is open, and keeps what is written."""

    name, stream, dropped = "cable", False, 0

    def __init__(self) -> None:
        self.open_now = asyncio.Event()
        self.written: list[bytes] = []

    async def open(self, _receive: object, _lost: object) -> None:
        self.open_now.set()

    def write(self, data: bytes, _peer: str = "") -> None:
        self.written.append(data)

    async def close(self) -> None:
        pass


def test_a_real_gateway_says_for_how_long_its_donor_radio_has_last_words() -> None:
    async def scene() -> None:
        cable, mono = Cable(), [100.0]
        sink: Any = SimpleNamespace(heard=lambda *_: None, voice=lambda *_: None, cut=lambda *_: None)
        settings = Settings(gateway="D", groups=(GroupSettings(id="g", number="1"),))
        gateway = real.Gateway(SPEC, settings, cable, sink, transmit=True, clock=lambda: Now(1.7e9, mono[0]))
        assert not gateway.finishing, "nor without a link"
        task = asyncio.create_task(gateway.run())
        async with asyncio.timeout(30):
            while b"key 0" not in cable.written:
                await asyncio.sleep(0.01)
        for cut in (True, False):
            gateway.send(Key(group="g", call="own"))
            for _ in range(50):  # a second that waited for the turn
                gateway.speak(VoiceFrame("own", 0, "s16le8", b"\x00\x20" * 160))
            gateway.send(Unkey(group="g", call="own", finish=True))
            assert gateway.finishing and cable.written[-1] != b"key 0"
            if cut:
                gateway.send(Unkey(group="g", call="own"))
            else:
                mono[0] += 1.2
                async with asyncio.timeout(30):
                    while gateway.finishing:
                        await asyncio.sleep(0.01)
            assert not gateway.finishing and cable.written[-1] == b"key 0"
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(scene())
