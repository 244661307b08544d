"""Calls of a Hytera repeater: from its log, from its voice, from both."""

from __future__ import annotations

import struct

import pytest

from radio.codec import VoiceFrame
from radio.events import (
    CallEnded,
    CallStarted,
    Delivered,
    EmergencyRaised,
    TalkerNamed,
)
from radio.protocols.hytera import hdap, hstrp, rcp
from radio.requests import SendText
from tests.radio.repeater_room import RepeaterRoom


def status(code: int, by: int = 2471100, to: int = 9, kind: int = 1, service: int = rcp.VOICE) -> hdap.Message:
    return hdap.Message(
        service=hdap.RCP, opcode=rcp.STATUS, payload=struct.pack("<HHHHII", 0, code, service, kind, to, by)
    )


def voice(sequence: int, by: int = 2471100, to: int = 9, last: bool = False, kind: int = 1) -> bytes:
    extension = bytes((1 << 1 | last,)) + by.to_bytes(3, "big") + to.to_bytes(3, "big") + bytes((kind, 0, 0, 0, 0))
    head = struct.pack(">BBHII", 0x90, 8, sequence & 0xFFFF, sequence * 480 & 0xFFFFFFFF, 0xABCD)
    return head + struct.pack(">HH", 0x15, 3) + extension + b"\xd5" * 480


def test_log_and_voice_are_one_call_that_hangs_on_between_overs() -> None:
    room = RepeaterRoom()
    room.say("rcp1", status(0))
    for n in range(10):
        room.hear(voice(n), "rtp1")
        room.wait(0.06, step=0.06)
    room.hear(voice(10, last=True), "rtp1")
    room.say("rcp1", status(1))
    room.wait(2)
    room.hear(voice(900, by=2471001), "rtp1")
    room.say("rcp1", status(0, by=2471001))
    room.wait(0.06, step=0.06)
    room.hear(voice(901, by=2471001, last=True), "rtp1")
    room.say("rcp1", status(1, by=2471001))
    room.wait(3)
    room.say("rcp1", status(4))
    (started,) = room.of(CallStarted)
    (ended,) = room.of(CallEnded)
    assert isinstance(started, CallStarted)
    assert isinstance(ended, CallEnded)
    assert (started.to, started.group, started.slot, ended.why) == ("dmr@pp:g9", True, 1, "released")
    assert [event.radio for event in room.of(TalkerNamed)] == [None, "dmr@pp:2471001", None]
    frames = [out for out in room.outs if isinstance(out, VoiceFrame)]
    assert {frame.call for frame in frames} == {started.call}
    assert [frame.index for frame in frames[:11]] == [480 * n for n in range(11)]
    assert frames[11].index == pytest.approx(8000 * 2.6, abs=200), "the second over is where it was in time"


def test_a_long_pause_between_overs_is_no_lost_voice() -> None:
    room = RepeaterRoom()
    room.say("rcp1", status(0))
    room.hear(voice(0), "rtp1")
    room.hear(voice(1, last=True), "rtp1")
    room.say("rcp1", status(1))
    room.wait(5)
    room.say("rcp1", status(0, by=7))
    room.wait(0.3)
    room.hear(voice(50, by=7), "rtp1")
    assert room.of(CallEnded) == []
    assert len(room.of(CallStarted)) == 1


def test_voice_that_comes_after_the_end_makes_no_new_call() -> None:
    room = RepeaterRoom()
    room.hear(voice(1), "rtp1")
    room.say("rcp1", status(4))
    room.wait(0.1)
    room.hear(voice(2), "rtp1")
    room.hear(voice(3, last=True), "rtp1")
    assert len(room.of(CallStarted)) == 1
    room.wait(1)
    room.hear(voice(4), "rtp1")
    assert len(room.of(CallStarted)) == 2


def test_another_group_preempts() -> None:
    room = RepeaterRoom()
    room.hear(voice(1), "rtp1")
    room.hear(voice(2, to=21), "rtp1")
    (ended,) = room.of(CallEnded)
    assert isinstance(ended, CallEnded)
    assert ended.why == "preempted"
    assert [e.to for e in room.of(CallStarted) if isinstance(e, CallStarted)] == ["dmr@pp:g9", "dmr@pp:g21"]


def test_two_slots_carry_two_calls() -> None:
    room = RepeaterRoom()
    room.hear(voice(1), "rtp1")
    room.hear(voice(1, to=21, by=7), "rtp2")
    assert [(e.slot, e.to) for e in room.of(CallStarted) if isinstance(e, CallStarted)] == [
        (1, "dmr@pp:g9"),
        (2, "dmr@pp:g21"),
    ]


def test_an_emergency_call_raises_the_alarm_when_it_begins_and_when_it_becomes_one() -> None:
    for first in (3, 1):
        room = RepeaterRoom()
        room.hear(voice(1, kind=first), "rtp1")
        room.hear(voice(2, kind=3), "rtp1")
        (raised,) = room.of(EmergencyRaised)
        assert isinstance(raised, EmergencyRaised)
        assert (raised.by, raised.radio, raised.to) == ("call", "dmr@pp:2471100", "dmr@pp:g9")


def test_ends_that_were_missed() -> None:
    room = RepeaterRoom()
    room.say("rcp1", status(0))
    room.wait(181, step=1.0)
    assert [e.why for e in room.of(CallEnded) if isinstance(e, CallEnded)] == ["timeout"]
    room.say("rcp1", status(0))
    room.say("rcp1", status(1))
    room.wait(31, step=1.0)
    assert [e.why for e in room.of(CallEnded) if isinstance(e, CallEnded)] == ["timeout", "timeout"]
    room.hear(voice(1), "rtp1")
    room.wait(1.1)
    assert [e.why for e in room.of(CallEnded) if isinstance(e, CallEnded)] == ["timeout", "timeout", "lost"]


def test_everything_ends_with_the_link() -> None:
    room = RepeaterRoom()
    room.hear(voice(1), "rtp1")
    room.outs += room.codec.send(SendText(ref="t1", to="dmr@pp:7", text="x"), room.now)
    room.acknowledge_all()
    room.outs += room.codec.closed(room.now)
    assert [e.why for e in room.of(CallEnded) if isinstance(e, CallEnded)] == ["lost"]
    assert [(e.ref, e.ok) for e in room.of(Delivered) if isinstance(e, Delivered)] == [("t1", False)]
    assert {frame.flags for _, frame in room.replies()} == {hstrp.CLOSE}
