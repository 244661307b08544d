"""What our encoders write is what others wrote, bit by bit, and what others read."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from benchmarks.dmr_peers import FOLDER, Peers
from radio.datagram import read_datagram
from radio.events import Located
from radio.protocols.dmr import alias, bptc, burst, crc, csbk, data, embedded, gpsinfo, ip, lc, outgoing, reed
from tests.vectors import OPEN

FILE = OPEN / "dmr.jsonl"
ROWS: list[dict[str, Any]] = (
    [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()] if FILE.exists() else []
)
needs_them = pytest.mark.skipif(not ROWS, reason=f"NOT TESTED AGAINST THE OPEN VECTORS: they are not at {OPEN}")
needs_peers = pytest.mark.skipif(
    not FOLDER.exists(),
    reason="NOT TESTED AGAINST OK-DMRLIB AND DMR_UTILS3: they are not there: python -m benchmarks dmr installs them apart",
)
INFORMATION = (1 << 98) - 1 << 166 | (1 << 98) - 1


def rows(protocol: str) -> list[bytes]:
    return [bytes.fromhex(part) for row in ROWS if row["protocol"] == protocol for part in row["hex"].split("|")]


def captured() -> list[bytes]:
    return [row[20:53] for protocol in ("hbp-dmrd", "hbp-dmrd-seq") for row in rows(protocol)]


@needs_them
def test_captured_data_bursts_are_written_again_as_they_were() -> None:
    seen = 0
    for octets in captured():
        told = burst.read(octets)
        slot_type = told.slot_type
        if told.voice is not False or slot_type is None:
            continue
        (block, repaired), *_ = bptc.candidates(octets)
        assert repaired == 0
        sync = told.number >> 108 & (1 << 48) - 1
        assert burst.data_burst(bptc.encode(block), slot_type.kind, slot_type.colour, sync) == octets
        seen += 1
    assert seen == 4


@needs_them
def test_captured_voice_bursts_are_written_again_as_they_were() -> None:
    seen = 0
    for octets in captured():
        told = burst.read(octets)
        emb = embedded.read_emb(told.emb)
        if told.voice is not None or emb is None or emb.repaired:
            continue
        middle = embedded.write_middle(emb.colour, emb.part, told.embedded, emb.privacy)
        assert burst.voice_burst(told.voice_frames, middle) == octets
        seen += 1
    assert seen == 5


@needs_them
def test_blocks_of_others_are_written_again_as_they_were() -> None:
    for block in rows("dmr-csbk"):
        opcode, fid = block[0] & 0x3F, block[1]
        target, source = int.from_bytes(block[4:7], "big"), int.from_bytes(block[7:10], "big")
        assert csbk.write(opcode, target, source, fid=fid, middle=block[2:4]) == block
    for block in rows("dmr-data-header"):
        assert crc.sealed(block[:10], crc.DATA) == block
    for message in rows("dmr-embedded-lc"):
        found = embedded.decode(message)
        assert found is not None
        assert embedded.encode(found[0]) == message
    blocks = rows("dmr-talker-alias")
    assert [each + bytes((crc.sum5(each) << 3,)) for each in alias.write("R4WBP Dmitrii", alias.UTF_16)] == blocks
    for octets in rows("dmr-flc"):
        place = gpsinfo.read(octets[:9], "", None)
        assert isinstance(place, Located)
        assert gpsinfo.write(place.lat, place.lon) == octets[:9]
    for packet in rows("dmr-ip-data"):
        assert ip.write(read_datagram(packet), int.from_bytes(packet[4:6], "big")) == packet
    for packet in rows("dmr-data-crc32"):
        told = ip.read_compressed(packet, 1, 2)
        assert ip.write_compressed(told, int.from_bytes(packet[:2], "big")) == packet


@needs_peers
@pytest.mark.peer
def test_ok_dmrlib_reads_what_we_write() -> None:
    dice = random.Random(7)
    sent: list[tuple[bytes, bytes]] = []
    for _ in range(20):
        src, dst = dice.getrandbits(24), dice.getrandbits(24)
        octets = lc.call(dst, src, group=dice.random() < 0.5, options=dice.choice((0, lc.EMERGENCY, 3)))
        sent.append((outgoing.header(octets), reed.sealed(octets, reed.HEADER)))
        sent.append((outgoing.terminator(octets), reed.sealed(octets, reed.TERMINATOR)))
        block = csbk.write(csbk.PREAMBLE, dst, src, middle=bytes((0x80, dice.randrange(64))))
        sent.append((outgoing.control(block, burst.CSBK), block))
        for sequence in (None, dice.randrange(8)):
            head = data.write_header(dst, src, sap=data.IP, blocks=3, pad=dice.randrange(24), sequence=sequence)
            sent.append((outgoing.control(head, burst.DATA_HEADER), head))
        for kind, size in data.SIZES.items():
            octets = dice.randbytes(size)
            sent.append((burst.data_burst(data.write_block(octets, kind), kind, dice.randrange(16)), octets))
    answer = Peers().ask("ok-dmrlib", "block", [each for each, _ in sent])
    assert answer.told == [octets.hex() for _, octets in sent]


@needs_peers
@pytest.mark.peer
def test_dmr_utils3_reads_what_we_write() -> None:
    dice = random.Random(8)
    calls = [lc.call(dice.getrandbits(24), dice.getrandbits(24)) for _ in range(20)]
    headers = [outgoing.header(octets) for octets in calls]
    parts: list[bytes] = []
    for octets in calls:
        frames = [dice.randbytes(27) for _ in range(6)]
        parts += list(outgoing.voice(frames, [octets], colour=dice.randrange(16)))[1:5]
    peers = Peers()
    assert peers.ask("dmr_utils3", "header", headers).told == [octets.hex() for octets in calls]
    told = peers.ask("dmr_utils3", "part", parts).told
    assert "".join(part or "" for part in told) == b"".join(map(embedded.encode, calls)).hex()
