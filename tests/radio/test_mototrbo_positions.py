"""Where the radios of a MOTOTRBO fleet are: asked with spread, by triggers or one by one, and by people."""

from __future__ import annotations

import itertools

from radio.events import (
    Delivered,
    EmergencyRaised,
    Located,
    NoFix,
)
from radio.protocols.lrrp import document
from radio.requests import AskPosition
from tests.radio.fleet_room import Room


def test_a_radio_is_asked_when_it_appears_and_then_sets_a_trigger() -> None:
    room = Room(poll=180)
    room.register(80)
    room.wait(3)
    ((_, peer, first),) = room.asked()
    assert peer == "12.0.0.80/lrrp"
    assert first.kind == document.IMMEDIATE_REQUEST
    room.report(80, first.request)
    assert [(e.radio, e.reason) for e in room.of(Located) if isinstance(e, Located)] == [("dmr@pp:80", "request")]
    room.wait(112)  # its phase in the interval
    ((_, _, trigger),) = room.asked()
    assert (trigger.kind, trigger.interval) == (document.TRIGGER_REQUEST, 180)
    assert trigger.request != first.request
    room.report(80, trigger.request, document.TRIGGER_ANSWER, b"\x38")
    for _ in range(10):
        room.wait(180)
        room.report(80, trigger.request, document.TRIGGER_REPORT)
    assert room.asked() == []
    assert [e.reason for e in room.of(Located)[1:] if isinstance(e, Located)] == ["periodic"] * 10


def test_a_trigger_that_fell_silent_is_set_anew_under_another_id() -> None:
    room = Room(poll=60)
    room.register(80)
    for _ in range(45):
        room.wait(1)
        room.answer_all()
    room.wait(140)
    assert room.asked() == []
    room.wait(10)
    assert [asked.kind for _, _, asked in room.asked()] == [document.TRIGGER_REQUEST]


def test_of_two_triggers_set_by_two_tries_one_is_stopped() -> None:
    room = Room(poll=60)
    room.register(80)
    room.wait(60)
    first, second = [asked for _, _, asked in room.asked() if asked.kind == document.TRIGGER_REQUEST][:2]
    room.report(80, second.request, document.TRIGGER_ANSWER, b"\x38")
    room.report(80, first.request, document.TRIGGER_ANSWER, b"\x38")
    room.wait(2)
    ((_, _, stop),) = room.asked()
    assert (stop.kind, stop.request) == (document.STOP_REQUEST, first.request)


def test_questions_of_a_whole_shift_are_spread() -> None:
    room = Room(poll=180)
    for number in range(1, 41):
        room.register(number)
    room.to("ars")
    times: list[float] = []
    for _ in range(200):
        room.wait(1)
        times += [at for at, peer, _ in room.sent if peer.endswith("/lrrp")]
        room.answer_all()
    assert len(times) == 80, "each one at once and a trigger"
    assert min(after - before for before, after in itertools.pairwise(times)) >= 1.0
    in_the_second_minute = sum(160 <= at < 220 for at in times)
    assert 5 <= in_the_second_minute <= 25, "triggers are set one after another over the interval"


def test_the_interval_grows_with_the_fleet() -> None:
    room = Room(poll=60, positions="immediate")
    for number in range(1, 101):
        room.register(number)
    room.to("ars")
    asked = 0
    for _ in range(600):
        room.wait(1)
        asked += sum(peer.endswith("/lrrp") for _, peer, _ in room.sent)
        room.answer_all()
    assert asked * 0.6 <= 600 / 3 + 100 * 0.6, "a third of the slot, and each radio once when it came"


def test_radios_are_asked_one_by_one_if_wanted() -> None:
    room = Room(poll=60, positions="immediate")
    room.register(80)
    kinds, ids = [], []
    for _ in range(300):
        room.wait(1)
        for _, _, asked in (now := room.asked()):
            kinds.append(asked.kind)
            ids.append(asked.request)
        for _, _, asked in now:
            room.report(80, asked.request)
    assert set(kinds) == {document.IMMEDIATE_REQUEST}
    assert 5 <= len(kinds) <= 7
    assert len(set(ids)) == len(ids), "a fresh id each time"


def test_a_radio_that_takes_no_trigger_is_asked_one_by_one() -> None:
    room = Room(poll=60)
    room.register(80)
    kinds = []
    for _ in range(400):
        room.wait(1)
        for _, _, asked in room.asked():
            kinds.append(asked.kind)
            if asked.kind == document.TRIGGER_REQUEST:
                room.report(80, asked.request, document.TRIGGER_ANSWER, b"\x37\x0a")
            else:
                room.report(80, asked.request)
    assert kinds.count(document.TRIGGER_REQUEST) == 1
    assert kinds.count(document.IMMEDIATE_REQUEST) >= 4
    assert [e.reason for e in room.of(NoFix) if isinstance(e, NoFix)] == ["bad command"]


def test_a_radio_without_a_fix_says_so() -> None:
    room = Room()
    room.register(80)
    room.wait(3)
    ((_, _, asked),) = room.asked()
    room.report(80, asked.request, tokens=b"\x37\x10")
    assert [e.reason for e in room.of(NoFix) if isinstance(e, NoFix)] == ["no GPS"]


def test_a_trigger_of_an_earlier_run_is_stopped_and_another_programs_is_not() -> None:
    room = Room(positions="off")
    before = Room(poll=60)
    before.register(80)
    before.wait(70)
    stale = before.asked()[-1][2].request
    room.report(80, stale, document.TRIGGER_REPORT)
    room.report(80, bytes.fromhex("01020304"), document.TRIGGER_REPORT)
    room.wait(2)
    ((_, _, stop),) = room.asked()
    assert (stop.kind, stop.request) == (document.STOP_REQUEST, stale)
    assert len(room.of(Located)) == 2, "what they told is told all the same"
    room.report(80, stale, document.TRIGGER_REPORT)
    room.wait(2)
    assert room.asked() == [], "asked once"


def test_a_person_asks_and_is_served_first() -> None:
    room = Room(poll=180)
    for number in range(1, 30):
        room.register(number)
    room.wait(3)
    room.asked()
    room.take(room.codec.send(AskPosition(ref="ask-1", radio="dmr@pp:7"), room.now))
    ((at, peer, asked),) = room.asked()
    assert (at, peer) == (room.mono, "12.0.0.7/lrrp")
    room.report(7, asked.request)
    room.wait(60)
    assert not [e for e in room.of(Delivered) if isinstance(e, Delivered) and e.ref == "ask-1"]


def test_a_question_nobody_answers_fails_and_is_told() -> None:
    room = Room(positions="off")
    room.take(room.codec.send(AskPosition(ref="ask-1", radio="dmr@pp:7"), room.now))
    room.wait(60)
    asked = room.asked()
    assert len(asked) == 3
    assert len({one.request for _, _, one in asked}) == 3
    assert room.of(Delivered) == [Delivered(gateway="Fleet", radio="dmr@pp:7", ref="ask-1", ok=False, by="network")]
    late = asked[0][2].request
    room.report(7, late)
    assert len(room.of(Located)) == 1, "a late answer still tells where"


def test_an_emergency_trigger_raises_the_alarm() -> None:
    room = Room(emergency=True, poll=3600)
    room.register(80)
    room.wait(8)
    asked = [one for _, _, one in room.asked() if one.kind == document.TRIGGER_REQUEST]
    (armed,) = asked
    assert armed.wants[:2] == (0x4A, 1)
    room.report(80, armed.request, document.TRIGGER_ANSWER, b"\x38")
    assert room.of(EmergencyRaised) == []
    room.report(80, armed.request, document.TRIGGER_REPORT)
    assert room.of(EmergencyRaised) == [EmergencyRaised(gateway="Fleet", radio="dmr@pp:80", by="position")]
    assert [e.reason for e in room.of(Located) if isinstance(e, Located)] == ["emergency"]


def test_the_emergency_trigger_is_off_unless_told() -> None:
    room = Room()
    room.register(80)
    room.wait(30)
    assert not [one for _, _, one in room.asked() if one.wants[:1] == (0x4A,)]
