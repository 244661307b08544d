"""A MOTOTRBO fleet: who is there, what they write, and what goes wrong."""

from __future__ import annotations

import itertools

import pytest

from radio.codec import ProtocolError, Unable
from radio.events import (
    Delivered,
    Deregistered,
    Located,
    Registered,
    TextReceived,
)
from radio.protocols import ars, tms
from radio.protocols.lrrp import document
from radio.requests import AskPosition, Check, Key, SendStatus, SendText
from tests.radio.fleet_room import Room

# --- presence


def test_a_registration_is_answered_and_told() -> None:
    room = Room(refresh=60)
    room.register(2471100)
    assert room.sent == [(100.0, "12.37.180.188:4005/ars", bytes.fromhex("0002bf02"))]
    assert room.events == [Registered(gateway="Fleet", radio="dmr@pp:2471100", minutes=60.0)]


def test_a_registration_repeated_is_answered_again_and_told_once() -> None:
    room = Room()
    for _ in range(3):
        room.register(80)
        room.wait(1.0)
    assert len(room.to("ars")) == 3
    assert len(room.of(Registered)) == 1
    room.wait(1800)
    room.register(80, "refresh")
    assert len(room.of(Registered)) == 2


def test_a_radio_that_does_not_refresh_is_asked_and_then_gone() -> None:
    room = Room(positions="off")
    room.register(80)
    room.wait(30 * 60 + 119)
    room.to("ars")
    assert room.of(Deregistered) == []
    room.wait(62)
    assert [data.hex() for _, peer, data in room.to("ars")] == ["000174"] * 3
    assert room.of(Deregistered) == [Deregistered(gateway="Fleet", radio="dmr@pp:80")]
    room.wait(3600)
    assert len(room.of(Deregistered)) == 1
    assert room.sent == []


def test_a_radio_that_answers_or_speaks_stays() -> None:
    room = Room(positions="off")
    room.register(80)
    room.wait(30 * 60 + 125)
    room.hear("12.0.0.80:4005/ars", bytes.fromhex("00013f"))
    room.wait(30 * 60)
    room.write(80, "still here", 1)
    room.wait(30 * 60)
    assert room.of(Deregistered) == []


def test_a_radio_that_signs_off_is_gone_at_once_and_asked_nothing() -> None:
    room = Room()
    room.register(80)
    room.hear("12.0.0.80:4005/ars", bytes.fromhex("000131"))
    assert len(room.of(Deregistered)) == 1
    room.to("ars")
    room.wait(7200)
    assert room.sent == []
    assert len(room.of(Deregistered)) == 1


def test_two_radios_cannot_claim_one_number() -> None:
    room = Room()
    room.register(80)
    message = ars.write(ars.Message(kind=ars.DEVICE, ack=True, device="80"))
    with pytest.raises(ProtocolError, match="radio 81 registers as 80"):
        room.codec.receive(message, "12.0.0.81:4005/ars", room.now)
    assert len(room.sent) == 1, "the second got no answer"


def test_a_computer_at_a_radio_speaks_for_it_and_strangers_for_nobody() -> None:
    room = Room()
    room.write(80, "by radio", 1)
    room.hear("13.0.0.80:4007/tms", tms.write(tms.Message(kind=tms.TEXT, sequence=2, text="by computer")))
    assert {event.radio for event in room.of(TextReceived)} == {"dmr@pp:80"}
    for stranger in ("10.0.0.80", "12.0.0.0", "radio", ""):
        with pytest.raises(ProtocolError, match="no radio of network 12"):
            room.codec.receive(tms.write(tms.Message(kind=tms.TEXT, text="x")), f"{stranger}:4007/tms", room.now)
    other = Room(cai=20, pc=21)
    with pytest.raises(ProtocolError, match="no radio of network 20"):
        other.write(80, "x", 1)


def test_a_flood_of_strangers_costs_no_memory() -> None:
    room = Room()
    for n in range(5000):
        with pytest.raises(ProtocolError):
            room.codec.receive(b"\x00\x03\xd0\x00\x01", f"10.{n >> 8}.{n & 255}.9:4007/tms", room.now)
    room.wait(10)
    assert room.sent == []
    assert room.events == []


# --- texts


def sent_text(room: Room) -> tms.Message:
    ((_, peer, data),) = room.to("tms")
    assert peer == "12.0.0.80/tms"
    return tms.read(data)


def acknowledge(room: Room, sequence: int | None) -> None:
    message = tms.Message(kind=tms.ACKNOWLEDGEMENT, sequence=sequence)
    room.hear("12.0.0.80:4007/tms", tms.write(message))


def test_a_text_is_delivered_when_the_radio_says_so() -> None:
    room = Room(positions="off")
    room.take(room.codec.send(SendText(ref="t1", to="dmr@pp:80", text="Ceļš slēgts."), room.now))
    message = sent_text(room)
    assert (message.text, message.ack) == ("Ceļš slēgts.", True)
    acknowledge(room, message.sequence)
    acknowledge(room, message.sequence)
    assert room.of(Delivered) == [Delivered(gateway="Fleet", radio="dmr@pp:80", ref="t1", ok=True, by="radio")]


def test_an_acknowledgement_without_a_number_is_of_the_text_that_is_on_its_way() -> None:
    room = Room(positions="off")
    room.hear("12.0.0.80:4007/tms", bytes.fromhex("00021f00"))
    room.take(room.codec.send(SendText(ref="t1", to="dmr@pp:80", text="x"), room.now))
    room.hear("12.0.0.80:4007/tms", bytes.fromhex("00021f00"))
    assert room.of(Delivered) == [Delivered(gateway="Fleet", radio="dmr@pp:80", ref="t1", ok=True, by="radio")]


def test_a_text_is_sent_again_under_the_same_number_and_given_up_at_last() -> None:
    room = Room(positions="off")
    room.take(room.codec.send(SendText(ref="t1", to="dmr@pp:80", text="x"), room.now))
    room.wait(100)
    tries = room.to("tms")
    assert len(tries) == 4
    assert len({data for _, _, data in tries}) == 1
    assert room.of(Delivered) == [Delivered(gateway="Fleet", radio="dmr@pp:80", ref="t1", ok=False, by="network")]
    acknowledge(room, tms.read(tries[0][2]).sequence)
    assert len(room.of(Delivered)) == 1, "too late is too late"


def test_texts_to_one_radio_go_one_after_another_with_numbers_that_count_on() -> None:
    room = Room(positions="off")
    for n in range(3):
        room.take(room.codec.send(SendText(ref=f"t{n}", to="dmr@pp:80", text=f"text {n}"), room.now))
    sequences = []
    for n in range(3):
        message = sent_text(room)
        assert message.text == f"text {n}"
        sequences.append(message.sequence)
        acknowledge(room, 99)
        acknowledge(room, message.sequence)
        room.wait(0.5)
    assert [after - before for before, after in itertools.pairwise(s or 0 for s in sequences)] in ([1, 1], [1, -127])
    assert [e.ref for e in room.of(Delivered) if isinstance(e, Delivered)] == ["t0", "t1", "t2"]


def test_a_text_that_comes_twice_is_acknowledged_twice_and_told_once() -> None:
    room = Room(positions="off")
    room.write(80, "\r\nVisi labi", 7)
    room.wait(10)
    room.write(80, "\r\nVisi labi", 7)
    assert [data.hex() for _, _, data in room.to("tms")] == ["00039f0007"] * 2
    (told,) = room.of(TextReceived)
    assert isinstance(told, TextReceived)
    assert (told.radio, told.text, told.ref, told.wants) == ("dmr@pp:80", "Visi labi", "7", "received")
    room.write(80, "another", 7)
    room.wait(400)
    room.write(80, "another", 7)
    room.write(81, "another", 7)
    assert len(room.of(TextReceived)) == 4, "another text, another radio, or the number came round again"


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        (SendText(to="dmr@pp:g9", text="x"), "not talk-groups"),
        (SendText(to="dmr@pp:80", text="x" * 300), "280 characters"),
        (SendText(to="dmr@pp:99999999", text="x"), "no radio"),
        (SendText(to="dmr@pp:abc", text="x"), "no radio"),
        (SendStatus(to="dmr@pp:80", code=1), "no voice"),
        (Key(group="dmr@pp:g9", call="c"), "no voice"),
    ],
)
def test_what_it_cannot(request_: SendText | SendStatus | Key, why: str) -> None:
    room = Room()
    with pytest.raises(Unable, match=why):
        room.codec.send(request_, room.now)


def test_too_many_texts_are_refused_not_kept_for_ever() -> None:
    room = Room()
    with pytest.raises(Unable, match="too many"):
        for n in range(100):
            room.codec.send(SendText(ref=str(n), to="dmr@pp:80", text="x"), room.now)


def test_is_a_radio_there() -> None:
    room = Room(positions="off")
    room.take(room.codec.send(Check(ref="c1", radio="dmr@pp:80"), room.now))
    assert [data.hex() for _, _, data in room.to("ars")] == ["000174"]
    room.hear("12.0.0.80:4005/ars", bytes.fromhex("00013f"))
    room.take(room.codec.send(Check(ref="c2", radio="dmr@pp:81"), room.now))
    room.wait(70)
    told = [(e.ref, e.ok) for e in room.of(Delivered) if isinstance(e, Delivered)]
    assert told == [("c1", True), ("c2", False)]


def test_what_is_on_its_way_when_the_gateway_closes_has_failed() -> None:
    room = Room()
    room.take(room.codec.send(SendText(ref="t1", to="dmr@pp:80", text="x"), room.now))
    room.take(room.codec.send(AskPosition(ref="a1", radio="dmr@pp:80"), room.now))
    room.take(room.codec.send(Check(ref="c1", radio="dmr@pp:80"), room.now))
    room.take(room.codec.closed(room.now))
    assert [(e.ref, e.ok) for e in room.of(Delivered) if isinstance(e, Delivered)] == [
        ("t1", False),
        ("a1", False),
        ("c1", False),
    ]


def test_without_leave_to_transmit_it_only_listens() -> None:
    room = Room(transmit=False, emergency=True)
    room.register(80)
    room.write(80, "text", 1)
    room.hear("12.0.0.80:4007/tms", bytes.fromhex("0003d00001"))
    room.report(80, b"\x2f", document.UNSOLICITED_REPORT)
    room.wait(3 * 3600)
    assert room.sent == []
    assert {type(event) for event in room.events} >= {Registered, TextReceived, Located, Deregistered}


def test_the_same_text_under_the_same_number_is_news_after_five_minutes() -> None:
    """Seven bits of number come round; a radio that repeats itself does so within moments."""
    room = Room(positions="off")
    for pause, told in ((0, 1), (290, 1), (310, 2)):
        room.wait(pause)
        room.write(80, "at the gate", 9)
        assert len(room.of(TextReceived)) == told


@pytest.mark.parametrize(("cai", "octets"), [(12, "0c000007"), (14, "0e000007"), (14, "0f000007"), (14, "07")])
def test_whom_a_text_names_is_read_by_the_networks_of_this_gateway(cai: int, octets: str) -> None:
    room = Room(positions="off", cai=cai, pc=15)
    text = tms.Message(kind=tms.TEXT, sequence=1, text="hei", address=bytes.fromhex(octets))
    room.hear(f"{cai}.0.0.80:4007/tms", tms.write(text))
    (told,) = room.of(TextReceived)
    assert isinstance(told, TextReceived) and told.to == "dmr@pp:7"
