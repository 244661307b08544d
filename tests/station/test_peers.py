"""Gateways against programs that others wrote: ffmpeg hears and is heard, tshark reads what we send."""

from __future__ import annotations

import asyncio
import contextlib
import math
import subprocess
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from radio.codec import GroupSettings, Now, Reply, Settings, VoiceFrame
from radio.events import CallStarted
from radio.find import find_protocol
from radio.g711 import decode
from radio.requests import Key, Unkey
from station.gateway import Gateway
from station.links.udp import UdpLink
from tests.station.peers import Heard, free_port, needs, write_capture

pytestmark = [pytest.mark.peer, pytest.mark.real_time]

GROUP = GroupSettings(id="rtp@test:g1", number="1")


def tone(hertz: float, seconds: float) -> list[bytes]:
    """20 ms blocks of a sine, 16-bit little-endian at 8 kHz."""
    n = np.arange(int(8000 * seconds))
    samples = (8000 * np.sin(2 * math.pi * hertz * n / 8000)).astype("<i2")
    return [samples[i : i + 160].tobytes() for i in range(0, len(samples), 160)]


def pitch(samples: np.ndarray[Any, Any], rate: float) -> float:
    """The strongest frequency, Hz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * rate / len(samples))


@contextlib.asynccontextmanager
async def serving(link: UdpLink, **options: Any) -> AsyncIterator[tuple[Gateway, Heard]]:
    heard = Heard()
    settings = Settings(gateway="RTP", network="test", groups=(GROUP,), options=options)
    gateway = Gateway(find_protocol("rtp"), settings, link, heard, transmit=True)
    task = asyncio.create_task(gateway.run())
    try:
        await until(lambda: gateway.state != "down")
        yield gateway, heard
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def until(true: Callable[[], bool], seconds: float = 30.0) -> None:
    for _ in range(int(seconds / 0.02)):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not happen in time")


@pytest.mark.parametrize(("law", "codec"), [("a", "pcm_alaw"), ("u", "pcm_mulaw")])
def test_a_tone_that_ffmpeg_sends_is_heard_as_one_call(law: str, codec: str) -> None:
    needs("ffmpeg")
    port = free_port()

    async def scene() -> Heard:
        async with serving(UdpLink(f"127.0.0.1:{port}")) as (_, heard):
            sender = await asyncio.create_subprocess_exec(
                *("ffmpeg", "-nostdin", "-loglevel", "error", "-re", "-f", "lavfi", "-i", "sine=600:r=8000:d=2"),
                *("-ac", "1", "-c:a", codec, "-f", "rtp", f"rtp://127.0.0.1:{port}"),
                stdout=subprocess.DEVNULL,
            )
            await sender.wait()
            await until(lambda: "CallEnded" in heard.kinds())
            return heard

    heard = asyncio.run(scene())
    assert heard.kinds().count("CallStarted") == heard.kinds().count("CallEnded") == 1
    assert "LinkUp" in heard.kinds()
    started = next(e for e in heard.events if isinstance(e, CallStarted))
    assert started.to == GROUP.id and started.radio is not None and started.radio.startswith("rtp@test:")
    sizes = {len(frame.data) for frame in heard.frames}
    samples = np.concatenate([decode("pcma" if law == "a" else "pcmu", frame.data) for frame in heard.frames])
    assert sum(len(frame.data) for frame in heard.frames) == pytest.approx(16_000, abs=800), sizes
    assert pitch(samples[:8000], 8000) == pytest.approx(600, abs=2)
    indexes = [frame.index for frame in heard.frames]
    assert indexes == sorted(indexes) and indexes[-1] + len(heard.frames[-1].data) - indexes[0] == len(samples)


def test_tshark_reads_our_ed137_push_to_talk(tmp_path: Path) -> None:
    needs("tshark")
    codec = find_protocol("rtp").codec(
        Settings(gateway="RTP", network="test", groups=(GROUP,), options={"ed137": True, "ptt_id": 9})
    )
    now = Now(1_790_000_000.0, 1.0)
    outs = list(codec.opened(now))
    outs += codec.send(Key(group=GROUP.id, call="c", emergency=True), now)
    outs += codec.send(VoiceFrame("c", 0, "s16le8", tone(600, 0.02)[0]), now)
    outs += codec.send(Unkey(group=GROUP.id, call="c"), now)
    capture = tmp_path / "ed137.pcap"
    write_capture(capture, [out.data for out in outs if isinstance(out, Reply)], 5004)
    fields = ("rtp.p_type", "rtp.ext.ed137a.ptt_type", "rtp.ext.ed137a.ptt_id")
    told = subprocess.run(
        [
            "tshark",
            "-r",
            str(capture),
            "-d",
            "udp.port==5004,rtp",
            "-T",
            "fields",
            *(a for f in fields for a in ("-e", f)),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    rows = [line.split("\t") for line in told]
    voice = [row for row in rows if row[0] == "8"]
    assert voice and all(row[1] in ("4", "0x00000004") and row[2] == "9" for row in voice), rows
    assert any(row[0] == "123" for row in rows), "keep-alive of payload type 123"
    assert rows[-1][1] in ("0", "0x00000000"), "the last word is: released"
