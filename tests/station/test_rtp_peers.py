"""RTP against programs that others wrote: ffmpeg sends and hears packets of every length, tshark reads every bit."""

from __future__ import annotations

import asyncio
import itertools
import re
import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest

from radio.codec import Now, Reply, Settings, VoiceFrame
from radio.events import CallStarted
from radio.find import find_protocol
from radio.g711 import decode
from radio.protocols.rtp import ed137
from radio.protocols.rtp.packet import read_packet
from radio.requests import Key, Unkey
from station.links.udp import UdpLink
from tests.station.peers import free_port, needs, write_capture
from tests.station.test_peers import GROUP, pitch, serving, tone, until

pytestmark = [pytest.mark.peer, pytest.mark.real_time]


@pytest.mark.parametrize("samples", [80, 160, 240, 320, 480, 137, 479])
def test_ffmpegs_packets_of_any_length_are_heard_whole(samples: int) -> None:
    needs("ffmpeg")
    port = free_port()

    async def scene() -> list[VoiceFrame]:
        async with serving(UdpLink(f"127.0.0.1:{port}")) as (_, heard):
            source = f"sine=600:r=8000:d=1.5,asetnsamples=n={samples}:p=0"
            sender = await asyncio.create_subprocess_exec(
                *("ffmpeg", "-nostdin", "-loglevel", "error", "-re", "-f", "lavfi", "-i", source),
                *("-ac", "1", "-c:a", "pcm_alaw", "-f", "rtp", f"rtp://127.0.0.1:{port}"),
                stdout=subprocess.DEVNULL,
            )
            await sender.wait()
            await until(lambda: "CallEnded" in heard.kinds())
            assert heard.kinds().count("CallStarted") == 1
            assert "TalkerNamed" not in heard.kinds(), "one over"
            return heard.frames

    frames = asyncio.run(scene())
    assert {len(frame.data) for frame in frames[:-1]} == {samples}
    assert sum(len(frame.data) for frame in frames) == 12_000
    indexes = [frame.index for frame in frames]
    assert indexes == list(range(0, 12_000, samples))
    heard = np.concatenate([decode("pcma", frame.data) for frame in frames])
    assert pitch(heard[:8000], 8000) == pytest.approx(600, abs=2)


def test_ffmpegs_voice_with_pauses_is_one_over_each() -> None:
    """A second ffmpeg on the same source number goes on where the first one paused."""
    needs("ffmpeg")
    port = free_port()

    async def scene() -> list[str]:
        async with serving(UdpLink(f"127.0.0.1:{port}")) as (_, heard):
            for _ in range(2):
                sender = await asyncio.create_subprocess_exec(
                    *("ffmpeg", "-nostdin", "-loglevel", "error", "-re", "-f", "lavfi", "-i", "sine=600:r=8000:d=0.6"),
                    *("-ac", "1", "-c:a", "pcm_mulaw", "-ssrc", "4660", "-f", "rtp", f"rtp://127.0.0.1:{port}"),
                    stdout=subprocess.DEVNULL,
                )
                await sender.wait()
                await until(lambda: heard.kinds()[-1] == "CallEnded")
            radios = {event.radio for event in heard.events if isinstance(event, CallStarted)}
            assert radios == {"rtp@test:00001234"}
            return heard.kinds()

    kinds = asyncio.run(scene())
    assert [kind for kind in kinds if kind.startswith("Call")] == ["CallStarted", "CallEnded"] * 2


@pytest.mark.parametrize(("law", "length"), [("pcma", "20"), ("pcmu", "10"), ("pcmu", "30"), ("pcmu", "60")])
def test_ffmpeg_hears_packets_of_ours_of_any_length(law: str, length: str, tmp_path: Path) -> None:
    needs("ffmpeg")
    port, ours = free_port(), free_port()
    number = {"pcmu": 0, "pcma": 8}[law]
    sdp = tmp_path / "voice.sdp"
    sdp.write_text(f"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio {port} RTP/AVP {number}\n")
    wav = tmp_path / "heard.wav"

    async def scene() -> None:
        link = UdpLink(f"127.0.0.1:{ours}", peer=f"127.0.0.1:{port}")
        async with serving(link, payload=law, packet=length) as (gateway, _):
            receiver = await asyncio.create_subprocess_exec(
                *("ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-protocol_whitelist", "file,udp,rtp"),
                *("-i", str(sdp), "-t", "1", str(wav)),
            )
            await asyncio.sleep(1.0)
            gateway.send(Key(group=GROUP.id, call="c"))
            for number, block in enumerate(tone(800, 4.0)):
                gateway.speak(VoiceFrame("c", number * 160, "s16le8", block))
                await asyncio.sleep(0.02)
                if receiver.returncode is not None:
                    break
            gateway.send(Unkey(group=GROUP.id, call="c"))
            await asyncio.wait_for(receiver.wait(), 30)

    asyncio.run(scene())
    raw = np.frombuffer(wav.read_bytes()[44:], dtype="<i2").astype(float)
    assert pitch(raw[:4000], 8000) == pytest.approx(800, abs=4)


def tshark(capture: Path, *fields: str) -> list[list[str]]:
    """The fields of each packet."""
    command = ["tshark", "-r", str(capture), "-d", "udp.port==5004,rtp", "-T", "fields"]
    command += [word for field in fields for word in ("-e", field)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [line.split("\t") for line in told]


VERSIONS = {
    ed137.VERSION_B: ("ed137a", {"ptt": "ptt_type", "mute": "pm", "summation": "ptts", "simultaneous": "sct"}),
    ed137.ORIGINAL: ("ed137", {"ptt": "ptt_type", "simultaneous": "sct"}),
}


@pytest.mark.parametrize("profile", list(VERSIONS))
def test_tshark_reads_each_bit_of_the_word_as_we_do(profile: int, tmp_path: Path) -> None:
    needs("tshark")
    name, renamed = VERSIONS[profile]
    ours = ["ptt", "squelch", "ptt_id", "mute", "summation", "simultaneous"]
    if profile == ed137.ORIGINAL:
        ours = ["ptt", "squelch", "ptt_id", "simultaneous"]
    fields = [f"rtp.ext.{name}.{renamed.get(field, 'squ' if field == 'squelch' else field)}" for field in ours]
    packets = [
        struct.pack(">BBHII", 0x90, 123, bit, 0, 0xABC) + struct.pack(">HHI", profile, 1, 1 << 31 - bit)
        for bit in range(13)
    ]
    capture = tmp_path / "words.pcap"
    write_capture(capture, packets, 5004)
    for data, row in zip(packets, tshark(capture, *fields), strict=True):
        packet = read_packet(data)
        told = [int(value, 0) if value[:1].isdigit() else int(value == "True") for value in row]
        assert told == [int(getattr(packet, field) or 0) for field in ours], (data.hex(), row)


def test_tshark_reads_a_whole_over_of_ours(tmp_path: Path) -> None:
    needs("tshark")
    codec = find_protocol("rtp").codec(
        Settings(gateway="RTP", network="test", groups=(GROUP,), options={"ed137": True, "ptt_id": 63, "packet": "30"})
    )
    now = Now(1_790_000_000.0, 1.0)
    outs = codec.send(Key(group=GROUP.id, call="c"), now)
    for number, block in enumerate(tone(600, 0.2)):
        outs += codec.send(VoiceFrame("c", number * 160, "s16le8", block), now)
    outs += codec.send(Unkey(group=GROUP.id, call="c"), now)
    capture = tmp_path / "over.pcap"
    write_capture(capture, [out.data for out in outs if isinstance(out, Reply)], 5004)
    fields = ("rtp.p_type", "rtp.marker", "rtp.seq", "rtp.timestamp", "rtp.payload")
    rows = tshark(capture, *fields, "rtp.ext.ed137a.ptt_type", "rtp.ext.ed137a.ptt_id")
    voice = [row for row in rows if row[0] == "8"]
    assert len(voice) == 7, "200 ms are six packets of 30 ms and a last one filled up"
    assert [row[1] in ("1", "True") for row in voice] == [True] + [False] * 6
    assert {len(re.sub("[^0-9a-f]", "", row[4])) // 2 for row in voice} == {240}
    sequences = [int(row[2]) for row in rows]
    assert {(after - before) & 0xFFFF for before, after in itertools.pairwise(sequences)} == {1}
    stamps = [int(row[3]) for row in voice]
    assert [(after - before) & 0xFFFFFFFF for before, after in itertools.pairwise(stamps)] == [240] * 6
    assert [int(row[5], 0) for row in rows] == [1] * 8 + [0] * 3, "keyed from the first word, off three times"
    assert {row[6] for row in rows} == {"63"}
