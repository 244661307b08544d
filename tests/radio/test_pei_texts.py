"""Texts both ways: long ones in parts, reports, codings, radios of other networks, and what is never sent."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radio.codec import Now, Out, Settings, Unable
from radio.events import Delivered, TextReceived
from radio.protocols.sds.alone import SdsAlone
from radio.protocols.sds.letters import BALTIC, read_text
from radio.requests import AskPosition, Key, SelectGroup, SendStatus, SendText, TellRead
from tests.radio.pei_radio import GROUP, RADIO, Radio

MODERN = "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽąčęėįšųūžĄČĘĖĮŠŲŪŽ"


@pytest.fixture
def radio() -> Radio:
    it = Radio()
    it.open()
    return it


def payloads(radio: Radio) -> list[bytes]:
    """What was sent, radio answering OK to everything."""
    return [bytes.fromhex(line.split("\n")[1][:-1]) for line in radio.commands() if line.startswith("AT+CMGS=")]


def heard(payload: bytes) -> list[Out]:
    """What another console makes of one message."""
    codec = SdsAlone(Settings())
    return codec.receive(f"+CTSDSR: 12,1,0,2,0,{len(payload) * 8}\r\n{payload.hex()}\r\n".encode(), "", Now(0, 0))


def test_a_long_text_goes_in_parts_and_arrives_as_one(radio: Radio) -> None:
    text = "Meklējam pelēku busiņu. " * 20
    radio.send(SendText(to=RADIO, text=text, ref="t1"))
    sent = payloads(radio)
    assert len(sent) == 4 and all(len(data) * 8 <= 2047 for data in sent)
    codec = SdsAlone(Settings())
    told: list[Out] = []
    for data in reversed(sent):
        line = f"+CTSDSR: 12,1,0,2,0,{len(data) * 8}\r\n{data.hex()}\r\n"
        told += codec.receive(line.encode(), "", Now(0, 0))
    assert [out.text for out in told if isinstance(out, TextReceived)] == [text.strip()]


def test_a_long_text_is_delivered_when_its_last_part_is(radio: Radio) -> None:
    radio.send(SendText(to=RADIO, text="x" * 400, ref="t1"))
    (first, second) = payloads(radio)
    assert first[0] == 0x8A and first[4:10] == bytes((5, 0, 3, 1, 2, 1))
    assert radio.says(f"+CTSDSR: 12,23404,0,9999,0,32\r\n8A1000{second[2]:02X}") == []
    done = radio.says(f"+CTSDSR: 12,23404,0,9999,0,32\r\n8A1000{first[2]:02X}")
    assert done == [Delivered(radio=RADIO, ref="t1", ok=True, by="radio")]


def test_a_part_that_does_not_arrive_is_a_text_that_did_not(radio: Radio) -> None:
    radio.send(SendText(to=RADIO, text="x" * 400, ref="t1"))
    (first, second) = payloads(radio)
    failed = radio.says(f"+CTSDSR: 12,23404,0,9999,0,32\r\n8A1042{first[2]:02X}")
    assert failed == [Delivered(radio=RADIO, ref="t1", ok=False, by="network")]
    assert radio.says(f"+CTSDSR: 12,23404,0,9999,0,32\r\n8A1000{second[2]:02X}") == []


def test_the_network_takes_a_long_text_when_it_took_every_part(radio: Radio) -> None:
    radio.send(SendText(to=RADIO, text="x" * 400, ref="t1"))
    radio.says("OK", "+CMGS: 1", "OK", "OK", "+CMGS: 2", "OK")
    assert radio.says("+CMGS: 1,4,1") == []
    assert radio.says("+CMGS: 2,4,2") == [Delivered(ref="t1", ok=True, by="network")]


def test_what_is_refused_of_a_long_text_stops_it(radio: Radio) -> None:
    radio.send(SendText(to=RADIO, text="x" * 400, ref="t1"))
    radio.says("OK")
    assert radio.says("+CME ERROR: 30") == [Delivered(ref="t1", ok=False, by="network")]
    assert radio.commands()[2:] == [], "no second part without a first"


def test_a_message_whose_kind_is_refused_does_not_go_out_as_another_kind(radio: Radio) -> None:
    """A status sent as text would be no status, and an emergency least of all."""
    radio.send(SendStatus(to=RADIO, code=0x8004, ref="s1"))
    assert radio.says("+CME ERROR: 34") == [Delivered(ref="s1", ok=False, by="network")]
    assert not any("CMGS" in line for line in radio.commands())
    radio = Radio(report=True)
    radio.open()
    radio.says("+CTSDSR: 12,1234567,0,9999,0,40\r\n8204C90141")
    radio.says("ERROR")
    assert not any("CMGS" in line for line in radio.commands())


@pytest.mark.parametrize("scheme", BALTIC)
def test_every_coding_that_holds_the_letters_can_be_chosen(scheme: int) -> None:
    radio = Radio(letters=str(scheme))
    radio.open()
    radio.send(SendText(to=RADIO, text=MODERN))
    (data,) = payloads(radio)
    assert data[3] == scheme
    (text,) = heard(data)
    assert isinstance(text, TextReceived) and text.text == MODERN


def test_plain_letters_stay_plain_and_strange_ones_are_not_lost() -> None:
    radio = Radio(letters="11")
    radio.open()
    for text, scheme in (("Labdien", 1), ("ž", 11), ("Ω 🚓", 26)):
        radio.send(SendText(to=RADIO, text=text))
        (data,) = payloads(radio)
        assert data[3] == scheme
        assert read_text(scheme, data[4:]) == text


def test_simple_text_has_no_parts() -> None:
    radio = Radio(text="2")
    radio.open()
    with pytest.raises(Unable, match="too long"):
        radio.send(SendText(to=RADIO, text="x" * 300))


def test_a_radio_that_takes_shorter_messages_gets_shorter_parts(radio: Radio) -> None:
    radio.says("+CMGS: (0-16777215),(1-1024)")
    radio.send(SendText(to=RADIO, text="x" * 300))
    assert [len(data) for data in payloads(radio)] == [128, 128, 74]


def test_a_radio_of_another_network_is_called_by_its_whole_number(radio: Radio) -> None:
    """Its short number belongs to somebody else here."""
    radio.send(SendText(to="tetra@246-1:1234567", text="Labas"))
    asked = radio.commands()
    assert asked[0] == "AT+CTSDS=12,5,0,0,1" and asked[1].startswith("AT+CMGS=02460000101234567,")
    with pytest.raises(Unable, match="no TETRA number"):
        radio.send(SendText(to="dmr@kraslava:2201", text="x"))
    with pytest.raises(Unable, match="no TETRA number"):
        radio.send(SendText(to="tetra@247-9:abc", text="x"))


def test_each_part_is_reported_and_a_report_that_wants_it_is_acknowledged() -> None:
    radio = Radio(report=True)
    radio.open()
    for part in (1, 2):
        data = f"8A04{part + 10:02X}01050003770{2}{part:02X}41"
        radio.says(f"+CTSDSR: 12,1234567,0,9999,0,{len(data) * 4}\r\n{data}")
    radio.says("+CTSDSR: 12,1234567,0,9999,0,32\r\n82180042")
    sent = [line.split("\n")[1] for line in radio.commands() if "CMGS" in line]
    assert sent == ["8A10000B\x1a", "8A10000C\x1a", "82200042\x1a"]


@pytest.mark.parametrize("data", ["8200C90141", "8208C90141", "0201", "82100042", "0A0112437287F5E15A8020"])
def test_what_wants_no_report_gets_none(data: str) -> None:
    radio = Radio(report=True)
    radio.open()
    radio.says(f"+CTSDSR: 12,1234567,0,9999,0,{len(data) * 4}\r\n{data}")
    assert radio.commands() == []


def test_read_is_told_when_somebody_read_it_and_reports_are_on() -> None:
    radio = Radio(report=True)
    radio.open()
    radio.send(TellRead(to=RADIO, message="201"))
    assert radio.commands() == ["AT+CTSDS=12,0,0,0,1", "AT+CMGS=23404,32\r\n821002C9\x1a"]
    with pytest.raises(Unable):
        radio.send(TellRead(to=RADIO, message="abc"))
    with pytest.raises(Unable, match="reports are switched off"):
        Radio().send(TellRead(to=RADIO, message="201"))


def test_where_transmitting_is_off_nothing_goes_on_the_air() -> None:
    radio = Radio(transmit=False, report=True, ask=True)
    asked = radio.open()
    assert not any(re.match(r"AT\+(CMGS=\d|CTXD|CUTXC|CTSDS)|ATD", line) for line in asked)
    radio.says("+CTSDSR: 12,1234567,0,9999,0,40\r\n8204C90141")
    for request in (
        Key(group=GROUP, call="own"),
        SendText(to=RADIO, text="x"),
        SendStatus(to=RADIO, code=1),
        TellRead(to=RADIO, message="1"),
        AskPosition(radio=RADIO),
    ):
        with pytest.raises(Unable, match="switched off"):
            radio.send(request)
    radio.send(SelectGroup(group=GROUP))
    assert radio.commands() == ["AT+CTGS=1,2201"], "to listen is not to transmit"


def test_motorola_radios_are_asked_in_lrrp() -> None:
    radio = Radio(ask=True, ask_by="lrrp")
    radio.open()
    radio.send(AskPosition(radio=RADIO))
    (data,) = payloads(radio)
    assert data == bytes.fromhex("80050722020001516257")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=600))
def test_any_text_arrives_as_it_was_written(text: str) -> None:
    radio = Radio()
    radio.open()
    try:
        radio.send(SendText(to=RADIO, text=text))
    except Unable:
        assert len(text.encode("utf-16-be")) > 1500
        return
    codec = SdsAlone(Settings())
    told: list[Out] = []
    for data in payloads(radio):
        line = f"+CTSDSR: 12,1,0,2,0,{len(data) * 8}\r\n{data.hex()}\r\n"
        told += codec.receive(line.encode(), "", Now(0, 0))
    (got,) = told
    assert isinstance(got, TextReceived)
    assert got.text.strip() == text.strip()
