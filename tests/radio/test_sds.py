"""Texts in parts, codings, and addresses as radios write them."""

from __future__ import annotations

import pytest

from radio.codec import GroupSettings, Now, Out, ProtocolError, Settings
from radio.events import Delivered, StatusReceived, TextReceived, Undecoded
from radio.protocols.sds import header
from radio.protocols.sds.alone import SdsAlone
from radio.protocols.sds.letters import read_text, write_parts, write_text
from radio.protocols.sds.messages import Sds

LETTERS = "āčēģīķļņōŗšūžĀČĒĢĪĶĻŅŌŖŠŪŽ" + "ąčęėįšųūžĄČĘĖĮŠŲŪŽ"


def part(number: int, text: str, of: int = 3) -> bytes:
    return bytes((0x8A, 0x00, number, 1, 5, 0, 3, 0x77, of, number)) + text.encode()


def sds() -> Sds:
    return Sds("g", lambda *_: None)


def texts(outs: list[Out]) -> list[str]:
    return [out.text for out in outs if isinstance(out, TextReceived)]


def test_parts_are_joined_in_order_however_they_come() -> None:
    it, now = sds(), Now(0.0, 0.0)
    assert it.message(part(3, "c"), None, "r", None, now) == []
    assert it.message(part(1, "a"), None, "r", None, now) == []
    assert it.message(part(1, "a"), None, "other", None, now) == []
    assert texts(it.message(part(2, "b"), None, "r", None, now)) == ["abc"]
    assert it.message(part(2, "b"), None, "r", None, now) == []  # sent again
    assert texts(it.tick(Now(61.0, 61.0))) == ["a […]  […]"]


@pytest.mark.parametrize(
    ("code", "ok", "by"), [(0x7C00, False, "radio"), (0x7E01, True, "radio"), (0x7FFF, True, "person")]
)
def test_short_reports_are_a_range_of_the_statuses(code: int, ok: bool, by: str) -> None:
    it = Sds("g", lambda radio, reference, ok: f"{radio}/{reference}")
    assert it.status(code, "r", None) == [Delivered(gateway="g", radio="r", ref=f"r/{code & 0xFF}", ok=ok, by=by)]
    for beside in (0x7BFF, 0x8000, 0xFA01):
        assert it.status(beside, "r", None) == [StatusReceived(gateway="g", radio="r", code=beside)]


def test_letters_torn_between_two_parts_are_whole() -> None:
    it, now = sds(), Now(0.0, 0.0)
    letters = "🚓ž".encode("utf-16-be")
    for number, cut in ((1, letters[:2]), (2, letters[2:])):
        outs = it.message(bytes((0x8A, 0, number, 26, 5, 0, 3, 9, 2, number)) + cut, None, "r", None, now)
    assert texts(outs) == ["🚓ž"]


def test_a_message_in_pieces_is_read_when_it_is_whole() -> None:
    it, now = sds(), Now(0.0, 0.0)
    whole = bytes.fromhex("82029C01746573746D657373616765")
    assert it.message(bytes((0x8C, 0, 1, 0, 7, 2, 2)) + whole[6:], None, "r", None, now) == []
    assert texts(it.message(bytes((0x8C, 0, 2, 0, 7, 2, 1)) + whole[:6], None, "r", None, now)) == ["testmessage"]
    assert texts(it.message(bytes((0x0C, 0, 7, 1, 1)) + whole, None, "r", None, now)) == ["testmessage"]
    nested = bytes((0x0C, 0, 1, 1, 1)) + bytes((0x0C, 0, 1, 1, 1)) + whole
    assert [type(out) for out in it.message(nested, None, "r", None, now)] == [Undecoded]
    assert it.message(bytes((0x8C, 0, 1, 0, 8, 2, 1)) + whole, None, "r", None, now) == []
    (lost,) = it.tick(Now(61.0, 61.0))
    assert isinstance(lost, Undecoded) and lost.raw == whole.hex()


@pytest.mark.parametrize("body", ["", "00070001", "0007020341"])
def test_a_piece_that_is_none_is_refused(body: str) -> None:
    with pytest.raises(ProtocolError):
        sds().message(bytes.fromhex("0C" + body), None, "r", None, Now(0.0, 0.0))


def test_a_flood_of_first_parts_is_bounded() -> None:
    it, now = sds(), Now(0.0, 0.0)
    told = [it.message(part(1, "a"), None, f"r{n}", None, now) for n in range(300)]
    assert sum(bool(outs) for outs in told) == 100


@pytest.mark.parametrize("scheme", [11, 4, 10, 26])
def test_latvian_and_lithuanian_letters(scheme: int) -> None:
    codec = {11: "iso8859-13", 4: "iso8859-4", 10: "iso8859-10", 26: "utf-16-be"}[scheme]
    ours = "".join(c for c in LETTERS if scheme == 26 or c not in "ōŌŗŖ" or scheme == 4)
    assert read_text(scheme, ours.encode(codec, "ignore")) == ours.encode(codec, "ignore").decode(codec)


def test_gsm_letters() -> None:
    assert read_text(0, bytes.fromhex("E8329BFD06")) == "hello"
    assert read_text(0, bytes.fromhex("9B32")) == "€"
    assert read_text(0, b"") == ""


def test_a_coding_nobody_defines_is_read_all_the_same() -> None:
    assert read_text(99, b"abc") == "abc"


def test_the_shortest_coding_that_holds_the_letters() -> None:
    assert write_text("Lab", 10) == (1, b"Lab")
    assert write_text("ā", 10)[0] == 26
    assert write_text("ā" * 8, 10)[0] == 11
    with pytest.raises(ValueError, match="too long"):
        write_text("ā" * 11, 10)


SETTINGS = Settings(network="247-9", groups=(GroupSettings(id="tetra@247-9:g2201", number="2201"),))


@pytest.mark.parametrize(
    ("text", "qualified"),
    [
        ("23404", "tetra@247-9:23404"),
        ("00023404", "tetra@247-9:23404"),
        ("02470000900023404", "tetra@247-9:23404"),
        ("09011638300023404", "tetra@901-16383:23404"),
        ("262100101234567", "tetra@262-1001:1234567"),
        ("", None),
        ("abc", None),
    ],
)
def test_addresses(text: str, qualified: str | None) -> None:
    assert header.radio(SETTINGS, text) == qualified


def test_a_destination_is_a_group_if_the_room_has_it() -> None:
    assert header.destination(SETTINGS, "2201") == "tetra@247-9:g2201"
    assert header.destination(SETTINGS, "2202") == "tetra@247-9:2202"
    assert header.group(SETTINGS, "09011638300002201") == "tetra@901-16383:g2201"


@pytest.mark.parametrize(
    ("last", "parts"),
    [
        ("16", None),
        ("120", None),
        ("2047", None),
        ("168004", ("16", "8004")),
        ("11282040801476A61746A616A676A61", ("112", "82040801476A61746A616A676A61")),
        ("840A112853A9FF4D4FFFE81", ("84", "0A112853A9FF4D4FFFE81")),
    ],
)
def test_a_payload_glued_to_its_length(last: str, parts: tuple[str, str] | None) -> None:
    assert header.split_glued(last) == parts


def test_no_part_of_a_text_ends_in_half_a_character() -> None:
    text = "ā" + "🚓" * 40
    scheme, parts = write_parts(text, 21, 12)
    assert "".join(read_text(scheme, part) for part in parts) == text
    assert all("\ufffd" not in read_text(scheme, part) for part in parts)


SHORT_EMERGENCY = "0a0112437287f5e15a802"
LONG_EMERGENCY = "0a4c112222227777780080"
SHAPE_15 = "0a4cf123456789abcdef0002"
E2EE = "+CTSDSR: {service},23404,0,9999,0,{bits},1\r\n{data}\r\n"


def said(service: int, bits: int, data: str) -> list[str]:
    codec = SdsAlone(Settings(gateway="g", network="247-9"))
    outs = codec.receive(E2EE.format(service=service, bits=bits, data=data).encode(), "", Now(0.0, 0.0))
    assert all(getattr(out, "radio", "") == "tetra@247-9:23404" for out in outs)
    return [type(out).__name__ for out in outs]


@pytest.mark.parametrize(
    ("service", "bits", "data", "kinds"),
    [
        (13, 16, "0000", ["StatusReceived", "EmergencyRaised"]),
        (13, 8, "00", ["StatusReceived", "EmergencyRaised"]),
        (13, 16, "00", ["StatusReceived", "EmergencyRaised"]),
        (12, 84, SHORT_EMERGENCY, ["Located", "EmergencyRaised"]),
        (12, 88, SHORT_EMERGENCY + "0", ["Located", "EmergencyRaised"]),
        (12, 82, LONG_EMERGENCY, ["Located", "EmergencyRaised"]),
        (12, 96, SHAPE_15, ["NoFix", "EmergencyRaised", "Undecoded"]),
    ],
)
def test_an_emergency_in_clear_that_is_said_to_be_encrypted_is_one(
    service: int, bits: int, data: str, kinds: list[str]
) -> None:
    assert said(service, bits, data) == kinds


@pytest.mark.parametrize(
    ("service", "bits", "data"),
    [
        (13, 16, "8002"),
        (12, 84, "0a0112437287f5e15a800"),
        (12, 84, "0a0112437287f5e15a808"),
        (12, 148, SHORT_EMERGENCY + "0123456789abcdef"),
        (12, 104, "0201746573746d657373616765"),
        (12, 16, "0a01"),
    ],
)
def test_what_is_said_to_be_encrypted_and_is_no_emergency_is_not_guessed_at(service: int, bits: int, data: str) -> None:
    assert said(service, bits, data) == ["Undecoded"]
