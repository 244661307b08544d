"""Data over the air: packets of every rate, with and without confirmation, lost blocks, texts and statuses."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from radio.codec import ProtocolError
from radio.datagram import Datagram, read_datagram
from radio.events import Located, NoFix, StatusReceived, TextReceived, Undecoded
from radio.protocols.dmr import burst, crc, data, ip, outgoing, trellis
from radio.protocols.dmr.data import SIZES
from radio.protocols.dmr.packets import blocks_of
from tests.radio.dmr.channel import Channel

RATES = tuple(SIZES)
LRRP = Datagram("12.0.8.153", 4001, "13.0.0.1", 4001, bytes.fromhex("0d162204c00000005148610be00ad0ecaa0b5b6c000956a2"))


def packet(payload: bytes = LRRP.payload, **how: object) -> list[bytes]:
    octets = ip.write(msgspec.structs.replace(LRRP, payload=payload))
    return list(outgoing.packet(2201, 1, octets, **how))  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "sequence"), list(itertools.product(RATES, (None, 5))))
def test_a_packet_of_any_rate(kind: int, sequence: int | None) -> None:
    for size in range(60):
        channel = Channel()
        payload = bytes(range(size))
        channel.feed(packet(payload, kind=kind, sequence=sequence))
        (carried,) = channel.carried
        assert carried[:2] == (2201, 1)
        assert carried[2] == Datagram("12.0.8.153", 4001, "13.0.0.1", 4001, payload)
        assert channel.events == []


@pytest.mark.parametrize("kind", RATES)
def test_a_lost_block_of_unconfirmed_data_loses_the_packet(kind: int) -> None:
    channel = Channel()
    bursts = packet(kind=kind)
    del bursts[3]
    channel.feed(bursts)
    channel.wait(4)
    assert channel.carried == []
    (told,) = channel.of(Undecoded)
    assert told.why.startswith("data packet: ")
    assert told.why.endswith("blocks came")
    assert told.radio == "dmr@net:2201"


def test_a_repeat_fills_the_gaps_of_confirmed_data() -> None:
    channel = Channel()
    bursts = packet(kind=burst.RATE_12, sequence=2)
    channel.feed([each for number, each in enumerate(bursts) if number not in (3, 5)])
    assert channel.carried == []
    channel.feed([each for number, each in enumerate(bursts) if number not in (4, 6)])
    assert len(channel.carried) == 1


def test_a_repeat_of_only_the_missing_blocks_fills_the_gaps() -> None:
    """Its header has no full-message flag and counts what it repeats."""
    channel = Channel()
    bursts = packet(kind=burst.RATE_12, sequence=2)
    first = next(number for number, each in enumerate(bursts) if data.header_of(each) is not None)
    header = data.header_of(bursts[first])
    assert header is not None
    lost = (first + 2, first + 4)
    channel.feed([each for number, each in enumerate(bursts) if number not in lost])
    assert channel.carried == []
    again = data.write_header(
        header.dst, header.src, sap=header.sap, blocks=len(lost), pad=header.pad, sequence=2, whole=False
    )
    channel.feed([outgoing.control(again, burst.DATA_HEADER), *(bursts[number] for number in lost)])
    assert len(channel.carried) == 1


def test_a_confirmed_packet_sent_again_is_one_packet() -> None:
    channel = Channel()
    channel.feed(packet(sequence=2))
    channel.feed(packet(sequence=2))
    assert len(channel.carried) == 1
    channel.feed(packet(sequence=3))
    assert len(channel.carried) == 2


def test_a_packet_with_a_wrong_bit_too_many_is_told_as_damaged() -> None:
    channel = Channel()
    blocks, pad = blocks_of(ip.write(LRRP), 12)
    blocks[1] = bytes((blocks[1][0] ^ 1,)) + blocks[1][1:]
    head = data.write_header(1, 2201, sap=data.IP, blocks=len(blocks), pad=pad)
    channel.feed([outgoing.control(head, burst.DATA_HEADER)])
    channel.feed(burst.data_burst(data.write_block(block, burst.RATE_12), burst.RATE_12, 1) for block in blocks)
    assert channel.carried == []
    assert channel.of(Undecoded)[0].why == "data packet: its checksum is wrong"


def test_blocks_without_a_header_are_nobodys() -> None:
    channel = Channel()
    channel.feed(packet()[2:])
    channel.wait(4)
    assert (channel.events, channel.carried) == ([], [])


def test_the_compressed_header_gives_the_same_datagram() -> None:
    channel = Channel()
    for port, host in ((4007, "12.0.8.153"), (5016, "13.0.8.153"), (49000, "12.0.8.153")):
        told = Datagram(host, port, "12.0.0.1", port, b"hello")
        channel.feed(outgoing.packet(2201, 1, ip.write_compressed(told), sap=data.COMPRESSED))
        assert channel.carried.pop() == (2201, 1, told)


def test_a_message_under_motorolas_own_header() -> None:
    """LRRP without IP: application octet 11, the message's first three octets in the second header."""
    channel = Channel()
    blocks, pad = blocks_of(LRRP.payload[3:], 12)
    first = data.write_header(1, 2201, sap=data.PROPRIETARY_DATA, blocks=len(blocks) + 1, pad=pad)
    second = crc.sealed(bytes((0x1F, 0x10, 0, 0, 0x11, 0, 7)) + LRRP.payload[:3], crc.DATA)
    channel.feed([outgoing.control(first, burst.DATA_HEADER), outgoing.control(second, burst.DATA_HEADER)])
    channel.feed(burst.data_burst(data.write_block(block, burst.RATE_12), burst.RATE_12, 1) for block in blocks)
    ((src, dst, told),) = channel.carried
    assert (src, dst, told.destination_port, told.payload) == (2201, 1, 4001, LRRP.payload)


def test_encrypted_data_is_told_as_such() -> None:
    channel = Channel()
    blocks, pad = blocks_of(LRRP.payload, 12)
    first = data.write_header(1, 2201, sap=data.PROPRIETARY_DATA, blocks=len(blocks), pad=pad)
    second = crc.sealed(bytes((0x4F, 0x10, 0x25, 3)) + bytes(6), crc.DATA)
    channel.feed([outgoing.control(first, burst.DATA_HEADER), outgoing.control(second, burst.DATA_HEADER)])
    channel.feed(burst.data_burst(data.write_block(block, burst.RATE_12), burst.RATE_12, 1) for block in blocks)
    assert channel.carried == []
    assert channel.of(Undecoded)[0].why == "encrypted data, algorithm 25 key 3"


@pytest.mark.parametrize("text", ["Labrīt!", "", "Pie robežas ielas 17, otrais stāvs, durvis vaļā. " * 5])
def test_a_text_as_short_data(text: str) -> None:
    channel = Channel()
    channel.feed(outgoing.short_text(2201, 9, text, group=True))
    assert channel.events == [TextReceived(gateway="G", radio="dmr@net:2201", to="dmr@net:patrol", text=text)]


@pytest.mark.parametrize(
    ("detail", "octets", "text"),
    [
        (2, bytes.fromhex("c3db0e9b0d"), "abcdefgh"[:5]),
        (3, "Rēzekne".replace("ē", "é").encode("latin-1"), "Rézekne"),
        (18, "Rēzekne".encode(), "Rēzekne"),
        (21, "Rēzekne".encode("utf-16-le"), "Rēzekne"),
    ],
)
def test_texts_in_other_letters(detail: int, octets: bytes, text: str) -> None:
    if detail == 2:
        number = 0
        for sign in text:
            number = number << 7 | ord(sign)
        octets = (number << -7 * len(text) % 8).to_bytes((7 * len(text) + 7) // 8, "big")
    blocks, pad = blocks_of(octets, 12)
    idle = pad * 8 + (-7 * len(text) % 8 if detail == 2 else 0)
    channel = Channel()
    head = data.write_short_header(2202, 2201, blocks=len(blocks), detail=detail, pad=idle)
    channel.feed([outgoing.control(head, burst.DATA_HEADER)])
    channel.feed(burst.data_burst(data.write_block(block, burst.RATE_12), burst.RATE_12, 1) for block in blocks)
    assert channel.of(TextReceived)[0].text == text


def test_confirmed_short_data_sent_again_is_one_text() -> None:
    blocks, pad = blocks_of("Labi".encode("utf-16-be"), 10)
    head = bytearray(data.write_short_header(9, 2201, blocks=len(blocks), detail=20, pad=pad * 8))
    head[0] |= 0x40  # an answer is wanted
    bursts = [outgoing.control(crc.sealed(bytes(head[:10]), crc.DATA), burst.DATA_HEADER)]
    for serial, block in enumerate(blocks):
        whole = data.confirmed(block, serial, burst.RATE_12)
        bursts.append(burst.data_burst(data.write_block(whole, burst.RATE_12), burst.RATE_12, 1))
    channel = Channel()
    channel.feed(bursts * 2)
    assert [text.text for text in channel.of(TextReceived)] == ["Labi"]
    channel.wait(10)
    channel.feed(bursts)
    assert len(channel.of(TextReceived)) == 2


def test_binary_short_data_is_kept() -> None:
    blocks, pad = blocks_of(b"\1\2\3", 12)
    channel = Channel()
    head = data.write_short_header(2202, 2201, blocks=1, detail=0, pad=pad * 8)
    channel.feed([outgoing.control(head, burst.DATA_HEADER)])
    channel.feed(burst.data_burst(data.write_block(block, burst.RATE_12), burst.RATE_12, 1) for block in blocks)
    (told,) = channel.of(Undecoded)
    assert told.why == "short data of format 0"
    assert told.raw.startswith("010203")


def test_a_status() -> None:
    channel = Channel()
    channel.feed([outgoing.control(data.write_status(9, 2201, 513, group=True), burst.DATA_HEADER)])
    assert channel.events == [StatusReceived(gateway="G", radio="dmr@net:2201", to="dmr@net:patrol", code=513)]


def unified(form: int, octets: bytes, idle: int = 0) -> list[bytes]:
    """UDT: header and appended blocks with their CRC-16."""
    whole = crc.sealed(octets + bytes(-(len(octets) + 2) % 12), 0)
    first = bytes((form & 0x10, form & 15)) + (9).to_bytes(3, "big") + (2201).to_bytes(3, "big")
    head = crc.sealed(first + bytes((idle << 3 | len(whole) // 12 - 1, 0x1A)), crc.DATA)
    blocks = [whole[at : at + 12] for at in range(0, len(whole), 12)]
    return [
        outgoing.control(head, burst.DATA_HEADER),
        *(burst.data_burst(data.write_block(block, burst.RATE_12), burst.RATE_12, 1) for block in blocks),
    ]


def test_unified_data_carries_a_text() -> None:
    channel = Channel()
    channel.feed(unified(7, "Ludza".encode("utf-16-be")))
    assert channel.of(TextReceived)[0].text == "Ludza"
    channel.feed(unified(4, b"Ludza"))
    assert channel.of(TextReceived)[1].text == "Ludza"


@pytest.mark.parametrize("good", [True, False])
def test_unified_data_carries_a_position(good: bool) -> None:
    bits = f"0{1:b}{1:b}{good:b}{10:07b}{55:07b}{52:06b}{2000:014b}{26:08b}{31:06b}{8000:014b}{12:05b}{34:06b}000"
    assert len(bits) == 80
    channel = Channel()
    channel.feed(unified(5, int(bits, 2).to_bytes(10, "big")))
    if not good:
        assert channel.of(NoFix)[0].radio == "dmr@net:2201"
        return
    (place,) = channel.of(Located)
    assert place.lat == pytest.approx(55 + 52.2 / 60)
    assert place.lon == pytest.approx(26 + 31.8 / 60)
    assert place.speed == pytest.approx(10 * 1852 / 3600)


@given(st.binary(max_size=400), st.integers(0, 65535), st.integers(0, 65535), st.integers(0, 65535))
def test_a_datagram_survives_the_way_there_and_back(payload: bytes, source: int, destination: int, number: int) -> None:
    told = Datagram("12.0.8.153", source, "225.1.2.3", destination, payload)
    assert read_datagram(ip.write(told, number)) == told
    assert ip.read_compressed(ip.write_compressed(told, number), 0x899, 0x10203) == told


@given(st.binary(max_size=40))
def test_a_compressed_header_of_anything(octets: bytes) -> None:
    try:
        told = ip.read_compressed(octets, 2201, 1)
    except ProtocolError:
        return
    assert len(told.payload) <= len(octets)


def test_hosts_that_are_no_radios_cannot_be_compressed() -> None:
    with pytest.raises(ValueError, match="no network of radios"):
        ip.write_compressed(Datagram("192.168.1.2", 1, "12.0.0.1", 1, b""))
    with pytest.raises(ValueError, match="no IPv4"):
        ip.write(Datagram("radio", 1, "12.0.0.1", 1, b""))


@pytest.mark.parametrize("octets", [bytes(17), bytes(19)])
def test_the_trellis_takes_eighteen_octets(octets: bytes) -> None:
    with pytest.raises(ValueError, match="18 octets"):
        trellis.encode(octets)


@given(st.binary(min_size=10, max_size=10))
def test_any_header_is_read_or_refused(octets: bytes) -> None:
    try:
        header = data.read_header(octets)
    except ProtocolError:
        return
    assert 0 <= header.blocks < 128
    assert 0 <= header.src < 1 << 24
