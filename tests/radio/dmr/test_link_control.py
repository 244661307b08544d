"""Link control, control blocks, aliases and positions: what their octets mean."""

from __future__ import annotations

import random

import pytest

from radio.codec import GroupSettings, ProtocolError, Settings
from radio.events import EmergencyRaised, Located, NoFix, Registered, Signal, Undecoded
from radio.protocols.dmr import alias, bptc, burst, crc, csbk, gpsinfo, lc, outgoing, privacy
from radio.protocols.dmr.makers import HYTERA_NEW, MOTOROLA
from radio.protocols.dmr.names import Names

NAMES = Names(
    Settings(gateway="G", network="net", groups=(GroupSettings(id="dmr@net:patrol", number="9"),)),
)


# --- link control


def test_service_options() -> None:
    told = lc.read(lc.call(9, 2201, options=lc.EMERGENCY | lc.PRIVACY | lc.BROADCAST | lc.OPEN_VOICE | 3))
    assert (told.kind, told.group, told.dst, told.src) == ("call", True, 9, 2201)
    assert (told.emergency, told.encrypted, told.broadcast, told.open_voice, told.priority) == (
        True,
        True,
        True,
        True,
        3,
    )


def test_a_private_call() -> None:
    told = lc.read(lc.call(2202, 2201, group=False))
    assert (told.group, told.dst, told.emergency, told.encrypted) == (False, 2202, False, False)


@pytest.mark.parametrize(
    ("octets", "group", "dst", "src", "encrypted", "emergency"),
    [
        ("001000000009000899", True, 9, 2201, False, False),  # Motorola, layout of the standard
        ("006840000009000899", True, 9, 2201, True, False),  # Hytera, private
        ("041080000009" + "03" + "0899", True, 9, 0x0899, False, True),  # Capacity Plus, rest channel 3
        ("0710000000" + "08" + "05" + "089a", False, 8, 0x089A, False, False),  # Capacity Plus, private
        ("101000000009000899", True, 9, 2201, False, False),  # Capacity Max
        ("2010" + "00" + "00" + "0009" + "00" + "0899", True, 9, 0x0899, True, False),  # Motorola, encrypted
        ("0968" + "1000" + "00fb" + "00" + "0899", True, 251, 0x0899, False, True),  # Hytera XPT, emergency group
    ],
)
def test_calls_in_makers_own_words(
    octets: str, group: bool, dst: int, src: int, encrypted: bool, emergency: bool
) -> None:
    told = lc.read(bytes.fromhex(octets))
    assert (told.kind, told.group, told.dst, told.src) == ("call", group, dst, src)
    assert (told.encrypted, told.emergency) == (encrypted, emergency)


def test_the_end_of_data_names_both_sides() -> None:
    told = lc.read(bytes.fromhex("300000000900089980"))
    assert (told.kind, told.dst, told.src, told.group) == ("end", 9, 2201, True)


def test_what_nobody_knows_is_named() -> None:
    told = lc.read(bytes.fromhex("3f5801020304050607"))
    assert told.kind == "unknown"
    assert told.name == "link control 3F of Tait (feature set 58)"
    assert "unknown maker (feature set EE)" in lc.read(bytes.fromhex("00ee01020304050607")).name


def test_link_control_has_nine_octets() -> None:
    with pytest.raises(ProtocolError):
        lc.read(bytes(8))


# --- control blocks


def events(octets: bytes, diagnose: bool = False) -> list[object]:
    found = csbk.block_of(outgoing.control(octets, burst.CSBK))
    assert found is not None
    return list(csbk.events_of(found, NAMES, diagnose))


EMERGENCIES = [
    (csbk.write(0x27, 9, 2201, fid=MOTOROLA), "button", "dmr@net:patrol"),
    (csbk.write(0x27, 9, 2201), "button", "dmr@net:patrol"),
    (csbk.write(0x27, 9, 2201, fid=HYTERA_NEW), "button", "dmr@net:patrol"),
    (csbk.write(csbk.CALL_REQUEST, 2202, 2201, middle=b"\x80\x00"), "call", "dmr@net:2202"),
    (csbk.write(csbk.RANDOM_ACCESS, 9, 2201, middle=b"\x80\x01"), "call", "dmr@net:patrol"),
    (csbk.write(csbk.RANDOM_ACCESS, 2202, 2201, middle=b"\x80\x00"), "call", "dmr@net:2202"),
    (csbk.write(csbk.AHOY, 2202, 2201, middle=b"\x80\x00"), "call", "dmr@net:2202"),
    (csbk.write(0x30, 2202, 2201, middle=b"\x01\x02"), "call", "dmr@net:2202"),
    (csbk.write(0x31, 9, 2201, middle=b"\x01\x02"), "call", "dmr@net:patrol"),
    (csbk.write(0x32, 9, 2201, middle=b"\x01\x02"), "call", "dmr@net:patrol"),
    (csbk.write(0x33, 2202, 2201, middle=b"\x01\x02"), "call", "dmr@net:2202"),
    (csbk.write(0x34, 9, 2201, middle=b"\x01\x02"), "call", "dmr@net:patrol"),
    (csbk.write(0x35, 2202, 2201, middle=b"\x01\x02"), "call", "dmr@net:2202"),
    (csbk.write(0x36, 2202, 2201, middle=b"\x01\x02"), "call", "dmr@net:2202"),
    (csbk.write(0x37, 2202, 2201, middle=b"\x01\x02"), "call", "dmr@net:2202"),
    (csbk.write(0x38, 9, 2201, middle=b"\x01\x02"), "call", "dmr@net:patrol"),
]


@pytest.mark.parametrize(("octets", "by", "to"), EMERGENCIES, ids=[e[0][:4].hex() for e in EMERGENCIES])
def test_every_known_emergency_raises_the_alarm(octets: bytes, by: str, to: str) -> None:
    assert events(octets) == [EmergencyRaised(gateway="G", radio="dmr@net:2201", by=by, to=to)]


@pytest.mark.parametrize(
    "octets",
    [
        csbk.write(csbk.RANDOM_ACCESS, 9, 2201, middle=b"\x00\x01"),
        csbk.write(0x31, 9, 2201, middle=b"\x01\x00"),
        csbk.write(csbk.ACTIVATION, 101, 202),
        csbk.write(csbk.PREAMBLE, 410, 412, middle=b"\xc0\x80"),
        csbk.write(csbk.ALOHA, 1, 2, middle=b"\x80\x82"),
        csbk.write(csbk.ANNOUNCEMENT, 1, 2),
        csbk.write(0x3E, 1, 2, fid=MOTOROLA),
        csbk.write(0x0A, 1, 2, fid=HYTERA_NEW),
    ],
)
def test_what_a_channel_arranges_is_no_news(octets: bytes) -> None:
    assert events(octets) == []
    assert [type(event) for event in events(octets, diagnose=True)] == [Signal]


@pytest.mark.parametrize(("opcode", "fid"), [(0x33, 0x58), (0x27, 0x58), (0x3F, MOTOROLA), (0x15, 0), (0x3D, 0x20)])
def test_a_makers_unknown_block_is_kept_and_named(opcode: int, fid: int) -> None:
    octets = csbk.write(opcode, 9, 2201, fid=fid)
    (told,) = events(octets)
    assert isinstance(told, Undecoded)
    assert told.raw == octets[:10].hex()
    assert told.why.startswith(f"control block {opcode:02X} of ")
    assert told.why.endswith(f"(feature set {fid:02X})")


@pytest.mark.parametrize(
    ("octets", "word"),
    [
        (csbk.write(csbk.CALL_ALERT, 2202, 2201, fid=MOTOROLA), "calls radio 2202 (call alert)"),
        (csbk.write(csbk.CALL_ALERT_ANSWER, 2202, 2201, fid=MOTOROLA), "confirms the call alert of radio 2202"),
        (csbk.write(csbk.EXTENDED, 2202, 2201, fid=MOTOROLA, middle=b"\0\0"), "radio check, asked"),
        (csbk.write(csbk.EXTENDED, 2202, 2201, fid=MOTOROLA, middle=b"\0\x80"), "radio check, answered"),
        (csbk.write(csbk.EXTENDED, 2202, 2201, fid=MOTOROLA, middle=b"\0\x7f"), "radio disabled, asked"),
        (csbk.write(csbk.REFUSAL, 2202, 2201, middle=b"\xc4\x21"), "refuses radio 2202: reason 21"),
        (csbk.write(csbk.CALL_REQUEST, 2202, 2201), "asks radio 2202 for a call"),
    ],
)
def test_what_radios_ask_of_each_other(octets: bytes, word: str) -> None:
    assert events(octets) == [Signal(gateway="G", radio="dmr@net:2201", link=word)]


def test_a_trunked_network_registers_a_radio() -> None:
    octets = csbk.write(0x20, 2201, 0xFFFEC6, middle=bytes((0, 0x62 << 1)))
    assert events(octets) == [Registered(gateway="G", radio="dmr@net:2201")]


def test_a_control_block_under_another_seal_is_none() -> None:
    octets = crc.sealed(csbk.write(0x27, 9, 2201)[:10], crc.DATA)
    assert csbk.block_of(outgoing.control(octets, burst.CSBK)) is None


def test_an_alarm_survives_eight_wrong_bits() -> None:
    clean, dice, heard = int.from_bytes(outgoing.alarm(2201, 9), "big"), random.Random(8), 0
    for _ in range(200):
        number = clean
        for place in dice.sample(bptc.INFORMATION, 8):
            number ^= 1 << 263 - place
        found = csbk.block_of(number.to_bytes(33, "big"))
        if found is not None:
            heard += 1
            assert (found.opcode, found.target, found.source) == (0x27, 9, 2201)
    assert heard >= 190


# --- privacy header


def test_a_privacy_header_names_algorithm_and_key() -> None:
    assert privacy.header_of(outgoing.control(privacy.write(0x25, 3, 9), burst.PRIVACY)) == "AES-256 key 3"
    assert privacy.header_of(outgoing.control(privacy.write(0x7A, 3, 9), burst.PRIVACY)) == "algorithm 7A key 3"
    assert privacy.header_of(outgoing.alarm(2201, 9)) is None


# --- talker alias


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (alias.SEVEN, "VP-12 Daugavpils patrol 7 abcde"),
        (alias.EIGHT, "Krāslava".replace("ā", "á")),
        (alias.UTF_8, "Jānis Bērziņš"),
        (alias.UTF_16, "Žygimantas P."),
        (alias.SEVEN, "A"),
        (alias.UTF_16, ""),
    ],
)
def test_an_alias_in_any_encoding_whatever_the_order(form: int, text: str) -> None:
    blocks = alias.write(text, form)
    for order in (blocks, blocks[::-1], blocks[1:] + blocks[:1]):
        told = alias.TalkerAlias()
        for block in order:
            told.take(block)
        assert told.text == text


def test_a_partial_alias_shows_what_is_missing() -> None:
    blocks = alias.write("VP-12 Daugavpils patrol 7", alias.EIGHT)
    told = alias.TalkerAlias()
    assert not told.take(blocks[2])  # without the header nobody knows how to read it
    assert told.take(blocks[0])
    assert told.text == "VP-12…ils pat…"
    assert told.take(blocks[1])
    assert told.text == "VP-12 Daugavpils pat…"
    assert not told.take(blocks[1])


def test_a_changed_header_forgets_the_old_blocks() -> None:
    told = alias.TalkerAlias()
    for block in alias.write("Anna Liepa Kraslava", alias.EIGHT):
        told.take(block)
    told.take(alias.write("Juris Kalns Daugavpils", alias.EIGHT)[0])
    assert told.text == "Juris…"


@pytest.mark.parametrize("length", [13, 17])
def test_a_length_in_characters_or_in_octets(length: int) -> None:
    blocks = [bytearray(block) for block in alias.write("Jānis Bērziņš", alias.UTF_8)]
    blocks[0][2] = blocks[0][2] & 0xC1 | length << 1
    told = alias.TalkerAlias()
    for block in blocks:
        told.take(bytes(block))
    assert told.text == "Jānis Bērziņš"


def test_control_characters_are_not_shown() -> None:
    told = alias.TalkerAlias()
    for block in alias.write("VP\x07-1\x1b2", alias.EIGHT):
        told.take(block)
    assert told.text == "VP-12"


# --- position


@pytest.mark.parametrize(("lat", "lon"), [(55.87, 26.53), (-55.87, -126.53), (0.0, 26.5), (89.9, -179.9)])
def test_a_position_all_over_the_world(lat: float, lon: float) -> None:
    told = gpsinfo.read(gpsinfo.write(lat, lon, 15), "G", "dmr@net:2201")
    assert isinstance(told, Located)
    assert told.lat == pytest.approx(lat, abs=1e-5)
    assert told.lon == pytest.approx(lon, abs=1e-5)
    assert told.accuracy == 20.0


def test_no_position() -> None:
    assert isinstance(gpsinfo.read(gpsinfo.write(0, 0), "G", None), NoFix)
    beyond = bytearray(gpsinfo.write(55.87, 26.53))
    beyond[2] = beyond[2] & ~0x0E | 6 << 1
    assert isinstance(gpsinfo.read(bytes(beyond), "G", None), NoFix)
