"""A Hytera repeater: connected, acknowledged, repeated; its radios, their places and texts."""

from __future__ import annotations

import struct

import pytest

from radio.codec import Now, Proof, ProtocolError, Reply, Unable
from radio.events import (
    Delivered,
    Deregistered,
    EmergencyRaised,
    Located,
    Registered,
    TextReceived,
)
from radio.find import find_protocol
from radio.protocols.hytera import hdap, hrnp, hstrp, lp, rcp, rrs, tmp
from radio.requests import AskPosition, Check, Key, SendText
from tests.radio.repeater_room import OPTIONS, PLACE, SERVICES, RepeaterRoom

# --- the repeater


def test_the_repeater_is_answered_and_asked_for_its_log_of_calls() -> None:
    room = RepeaterRoom(connected=False)
    room.datagram("rcp1", hstrp.Frame(flags=hstrp.OPTIONS | hstrp.CONNECT, number=5, options=OPTIONS))
    (port, answer), (_, asked) = room.replies()
    assert (port, answer.flags, answer.number) == ("rcp1", hstrp.CONNECT | hstrp.ACK, 5)
    assert hdap.read(asked.data)[0] == rcp.subscribe()
    assert any(isinstance(out, Proof) for out in room.outs)


def test_heartbeats_go_both_ways() -> None:
    room = RepeaterRoom()
    room.datagram("rrs1", hstrp.Frame(flags=hstrp.HEARTBEAT))
    assert [frame.flags for _, frame in room.replies()] == [hstrp.HEARTBEAT]
    room.acknowledge_all()
    room.wait(20)
    beats = [port for port, frame in room.replies() if frame.flags == hstrp.HEARTBEAT]
    assert set(beats) == {"rrs1", "gps1", "tms1", "rcp1"}
    assert 8 <= len(beats) <= 16


def test_a_heartbeat_that_answers_ours_is_not_answered_again_and_again() -> None:
    room = RepeaterRoom()
    room.acknowledge_all()
    beats = 0
    for _ in range(600):
        room.wait(0.1)
        for port, frame in room.replies():
            if frame.flags == hstrp.HEARTBEAT:
                beats += 1
                room.datagram(port, hstrp.Frame(flags=hstrp.HEARTBEAT))
    assert 4 * 8 <= beats <= 4 * 11, "one a port every six seconds for a minute, whoever begins"


def test_what_the_repeater_sends_again_is_acknowledged_again_and_told_once() -> None:
    room = RepeaterRoom()
    for _ in range(3):
        room.say("rrs1", rrs.write(rrs.Registration(kind=rrs.REGISTER, radio=10 << 24 | 7)), number=44)
    acknowledged = [frame.number for _, frame in room.replies() if frame.flags == hstrp.ACK]
    assert acknowledged == [44, 44, 44]
    assert len(room.of(Registered)) == 1


def test_what_the_repeater_does_not_acknowledge_is_sent_again_and_given_up() -> None:
    room = RepeaterRoom()
    room.register(7)
    room.replies()
    room.wait(20)
    assert [port for port, _ in room.sent()] == ["rrs1"] * 2, "thrice in all"
    room.register(8)
    room.acknowledge_all()
    room.wait(20)
    assert room.sent() == []


def test_a_second_repeater_is_refused_while_the_first_is_there() -> None:
    room = RepeaterRoom()
    with pytest.raises(ProtocolError, match=r"10\.9\.9\.9 claims to be the repeater at 10\.1\.0\.7"):
        room.datagram("rrs1", hstrp.Frame(flags=hstrp.OPTIONS | hstrp.CONNECT, options=OPTIONS), host="10.9.9.9")
    room.mono += 31
    room.datagram("rrs1", hstrp.Frame(flags=hstrp.OPTIONS | hstrp.CONNECT, options=OPTIONS), host="10.9.9.9")


def test_a_radio_at_a_cable_is_answered_in_its_own_framing() -> None:
    room = RepeaterRoom(connected=False)
    registration = hdap.write(rrs.write(rrs.Registration(kind=rrs.REGISTER, radio=10 << 24 | 7)))
    room.hear(
        hrnp.write(hrnp.Frame(opcode=hrnp.DATA, source=0x10, destination=0x20, number=3, data=registration)), "rrs1"
    )
    acknowledged, answered = [hrnp.read(out.data) for out in room.outs if isinstance(out, Reply)]
    assert (acknowledged.opcode, acknowledged.number) == (hrnp.ACK, 3)
    assert (answered.source, answered.destination, answered.opcode) == (0x20, 0x10, hrnp.DATA)
    assert rrs.read(hdap.read(answered.data)[0]) == rrs.Registration(kind=rrs.ANSWER, radio=10 << 24 | 7, seconds=3600)


# --- radios


def test_a_radio_registers_and_is_answered_and_gone_when_it_stays_silent() -> None:
    room = RepeaterRoom(refresh=10)
    room.register(2471100)
    (answer,) = [rrs.read(message) for _, message in room.acknowledge_all()]
    assert answer == rrs.Registration(kind=rrs.ANSWER, radio=10 << 24 | 2471100, seconds=600)
    assert room.of(Registered) == [Registered(gateway="Hytera", radio="dmr@pp:2471100", minutes=10.0)]
    room.wait(721, step=1.0)
    asked = [message for _, message in room.acknowledge_all()]
    assert [rrs.read(message) for message in asked] == [rrs.Registration(kind=rrs.CHECK, radio=10 << 24 | 2471100)]
    room.wait(61, step=1.0)
    assert len(room.of(Deregistered)) == 1


def test_positions_are_asked_with_spread_and_told_with_their_reception() -> None:
    room = RepeaterRoom(poll=180)
    room.register(7)
    room.acknowledge_all()
    room.wait(3)
    ((port, question),) = room.acknowledge_all()
    assert (port, question.opcode, question.payload[4:]) == ("gps1", lp.REQUEST, bytes.fromhex("0a00000701"))
    payload = question.payload[:4] + bytes.fromhex("0a0000070000") + PLACE + struct.pack(">h", -88)
    room.say("gps1", hdap.Message(service=hdap.LP, opcode=0xA003, payload=payload))
    (located,) = room.of(Located)
    assert isinstance(located, Located)
    assert (located.radio, located.rssi, located.reason) == ("dmr@pp:7", -88.0, "request")
    room.acknowledge_all()
    room.wait(100)
    assert room.sent() == [], "its next turn is in its phase"
    room.wait(20)
    assert len({message.payload for _, message in room.sent()}) == 1


def test_an_emergency_is_raised_once_however_often_it_is_reported_and_again_by_a_new_press() -> None:
    room = RepeaterRoom()
    report = hdap.Message(service=hdap.LP, opcode=lp.EMERGENCY, payload=bytes.fromhex("0a00000701") + PLACE)
    for _ in range(20):
        room.say("gps1", report)
        room.wait(10)
    assert len(room.of(EmergencyRaised)) == 1
    assert len(room.of(Located)) == 20
    assert {located.reason for located in room.of(Located) if isinstance(located, Located)} == {"emergency"}
    room.wait(60)
    room.say("gps1", report)
    assert len(room.of(EmergencyRaised)) == 2


@pytest.mark.parametrize("place", [b"", b"A12", bytes(40), b"A" + b"?" * 39, b"V" + bytes(39)])
def test_an_emergency_without_a_place_that_can_be_read_is_an_emergency(place: bytes) -> None:
    room = RepeaterRoom()
    room.say("gps1", hdap.Message(service=hdap.LP, opcode=lp.EMERGENCY, payload=bytes.fromhex("0a00000701") + place))
    assert [raised.radio for raised in room.of(EmergencyRaised)] == ["dmr@pp:7"]
    assert room.of(Located) == []


def test_texts_go_both_ways_and_are_acknowledged() -> None:
    room = RepeaterRoom()
    room.outs += room.codec.send(SendText(ref="t1", to="dmr@pp:7", text="Ceļš slēgts."), room.now)
    ((port, message),) = room.acknowledge_all()
    told = tmp.read(message)
    assert told is not None
    assert (port, told.text, told.to, told.by) == ("tms1", "Ceļš slēgts.", 10 << 24 | 7, 10 << 24 | 2471900)
    room.say("tms1", tmp.answer(told))
    assert room.of(Delivered) == [Delivered(gateway="Hytera", radio="dmr@pp:7", ref="t1", ok=True, by="radio")]
    written = tmp.Text(kind=tmp.PRIVATE, request=5, to=told.by, by=10 << 24 | 7, text="Sapratu.", answer=True)
    for _ in range(2):
        room.say("tms1", tmp.write(written))
    (text,) = room.of(TextReceived)
    assert isinstance(text, TextReceived)
    assert (text.radio, text.text, text.wants) == ("dmr@pp:7", "Sapratu.", "received")
    assert [tmp.read(message) for _, message in room.acknowledge_all()] == [tmp.read(tmp.answer(written))] * 2


def test_a_text_to_a_group_is_answered_by_the_repeater() -> None:
    room = RepeaterRoom()
    room.outs += room.codec.send(SendText(ref="t1", to="dmr@pp:g9", text="Visiem"), room.now)
    ((_, message),) = room.acknowledge_all()
    told = tmp.read(message)
    assert told is not None
    assert (told.kind, told.to) == (tmp.GROUP, 9)
    room.say("tms1", tmp.answer(told))
    assert room.of(Delivered) == [Delivered(gateway="Hytera", radio=None, ref="t1", ok=True, by="network")]


def test_a_text_on_a_busy_channel_is_tried_again_and_one_that_failed_is_told() -> None:
    room = RepeaterRoom()
    room.outs += room.codec.send(SendText(ref="t1", to="dmr@pp:7", text="x"), room.now)
    ((_, message),) = room.acknowledge_all()
    told = tmp.read(message)
    assert told is not None
    busy, failed = (
        tmp.write(tmp.Text(kind=tmp.PRIVATE_ANSWER, request=told.request, to=told.to, by=told.by, result=result))
        for result in (4, 8)
    )
    room.say("tms1", busy)
    assert room.of(Delivered) == []
    room.wait(13)
    assert [m for _, m in room.acknowledge_all()] == [message]
    room.say("tms1", failed)
    assert room.of(Delivered) == [Delivered(gateway="Hytera", radio="dmr@pp:7", ref="t1", ok=False, by="radio")]


def test_a_radio_is_reached_by_the_slot_where_it_was_heard() -> None:
    room = RepeaterRoom()
    for service in SERVICES:
        room.datagram(f"{service}2", hstrp.Frame(flags=hstrp.OPTIONS | hstrp.CONNECT, options=OPTIONS))
    room.register(7, "rrs2")
    room.acknowledge_all()
    room.outs += room.codec.send(AskPosition(ref="a", radio="dmr@pp:7"), room.now)
    room.outs += room.codec.send(Check(ref="c", radio="dmr@pp:7"), room.now)
    assert [port for port, _ in room.acknowledge_all()] == ["gps2", "rrs2"]
    checked = rrs.Registration(kind=rrs.CHECKED, radio=10 << 24 | 7)
    room.say("rrs2", rrs.write(checked))
    assert room.of(Delivered) == [Delivered(gateway="Hytera", radio="dmr@pp:7", ref="c", ok=True, by="radio")]


def test_what_it_cannot() -> None:
    room = RepeaterRoom(connected=False)
    with pytest.raises(Unable, match="has not called our TMS port"):
        room.codec.send(SendText(to="dmr@pp:7", text="x"), room.now)
    with pytest.raises(Unable, match="does not send it"):
        RepeaterRoom().codec.send(Key(group="dmr@pp:g9", call="c"), Now(0.0, 0.0))
    assert not find_protocol("hytera").speaks


def test_without_leave_to_transmit_radios_get_no_answer_and_the_repeater_does() -> None:
    room = RepeaterRoom(transmit=False, poll=180)
    room.register(7)
    room.say("tms1", tmp.write(tmp.Text(kind=tmp.PRIVATE, request=1, to=1, by=10 << 24 | 7, text="x", answer=True)))
    room.wait(3000, step=1.0)
    assert {frame.flags for _, frame in room.replies()} == {hstrp.ACK, hstrp.HEARTBEAT}
