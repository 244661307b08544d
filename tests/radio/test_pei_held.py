"""What a TETRA radio would go on transmitting in without us, by name, and how whoever comes next lets go of it."""

from __future__ import annotations

import pytest

from radio.protocols.pei.sending import DIALLING
from radio.requests import Key, Unkey
from tests.radio.pei_radio import GROUP, Radio


@pytest.fixture
def radio() -> Radio:
    made = Radio()
    made.open()
    return made


def begun(held: str) -> Radio:
    """A link that opens, where an earlier life left ``held``: the first command is written."""
    radio = Radio()
    radio.take(radio.codec.opened(radio.now))
    radio.send(Unkey(group="", call="", held=held))
    radio.send(Unkey(group=GROUP, call=""))
    radio.written.clear()
    return radio


def test_what_is_held_is_the_call_we_speak_in(radio: Radio) -> None:
    assert radio.held == ""
    radio.send(Key(group=GROUP, call="own-1"))
    assert radio.held == DIALLING
    radio.says("+CTOCP: 4,0,0,1,1,0,1,1")
    assert radio.held == "4"
    radio.says("+CTCC: 4,1,1,0,1,1", "+CTXG: 4,0,0,0")
    assert radio.held == "4"
    radio.send(Unkey(group=GROUP, call="own-1"))
    assert radio.held == ""


@pytest.mark.parametrize(
    ("held", "command"),
    [("4", "AT+CUTXC=4"), ("12", "AT+CUTXC=12"), (DIALLING, "ATH"), ("1;ATZ", "AT+CUTXC=1"), ("4000", "AT+CUTXC=1")],
)
def test_it_is_let_go_of_first_and_until_the_radio_took_it(held: str, command: str) -> None:
    radio = begun(held)
    assert radio.held == held
    radio.says("OK")
    assert radio.written == [command + "\r"], "before everything but the echo"
    radio.pass_(2.2)
    assert radio.written[:2] == [command + "\r"] * 2, "once more, for it did not answer"
    assert radio.held == held
    radio.written.clear()
    radio.says("+CME ERROR: 34")
    assert radio.held == "", "it knows of no such call: then nothing is on the air there"
    assert not any(line.startswith(("AT+CUTXC", "ATH")) for line in radio.commands())


def test_without_an_answer_it_is_still_held() -> None:
    radio = begun("4")
    radio.says("OK")
    radio.pass_(10.0)
    assert radio.held == "4"


def test_who_presses_meanwhile_is_not_cut_by_it() -> None:
    radio = begun("4")
    radio.says("+CTICN: 4,0,0,0,23404,1,1,0,1,1,0,2201,0")
    radio.send(Key(group=GROUP, call="own-1"))
    radio.says("OK")
    assert radio.commands()[:2] == ["AT+CUTXC=4", "AT+CTXD=4,1"], "in this order"
    assert radio.held == "4"


def test_a_link_that_closes_says_so_as_its_last_word(radio: Radio) -> None:
    radio.says("+CTICN: 3,0,0,0,23404,1,1,0,1,1,0,2201,0")
    radio.send(Key(group=GROUP, call="own-1"))
    radio.written.clear()
    radio.take(radio.codec.closed(radio.now))
    assert radio.written == ["AT+CUTXC=3\r"]
    radio.written.clear()
    radio.take(radio.codec.closed(radio.now))
    assert radio.written == [], "and where nothing is keyed nothing"
