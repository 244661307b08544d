"""What arrives at the loudspeaker: with a console that is stuck, how late, and whether to the last bit as sent."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from benchmarks import report
from benchmarks.room import ROOT, home
from benchmarks.voice_desk import CHILD, Desk, desk, pace, voice
from station.voice.samples import RATE, TICK, Pcm, to_block, to_pcm
from station.voice.speaker import Raiser
from station.voice.wire import Open
from tests.voice.sinks import RATE as SINK_RATE
from tests.voice.sinks import Sinks

STUCK_SECONDS = 45.0
TONE = 1000.0
PIECE = 48
"""Samples at the sink by which losses are counted: 1 ms, a period of the tone."""
SPURTS, SPURT_TICKS = 25, 100
SAME_SECONDS = 10.0
LEAD = 1
"""Frames sent ahead, so that what is compared is the path and not this program's own lateness."""


def environment(sinks: Sinks, buffer_ms: int, gain_control: bool = False) -> dict[str, str]:
    """A voice process on the sinks, each bus with its own."""
    told = {"KOPA_VOICE_OUTPUT": "select", "KOPA_VOICE_HEADSET": "headset"}
    if not gain_control:
        told["KOPA_VOICE_GAIN_CONTROL"] = "off"
    return {**sinks.environment, **told, "KOPA_VOICE_BUFFER_MS": str(buffer_ms)}


@contextmanager
def sounding(buffer_ms: int, kind: str = "voice") -> Iterator[tuple[Desk, Sinks]]:
    """A voice process that plays one talk-group, ``c``, into the sink ``select``."""
    with home() as folder:
        (folder / "pa").mkdir()
        sinks = Sinks(folder / "pa")
        sinks.start()
        try:
            with desk(folder / "desk", environment(sinks, buffer_ms), kind) as one:
                one.ready(sound=True)
                one.route({"c": "select"})
                one.open("c")
                yield one, sinks
        finally:
            sinks.stop()


def stuck(factor: float) -> dict[str, float]:
    """ms of a tone lost while a console beside us holds its interpreter lock."""
    seconds = max(5.0, STUCK_SECONDS * factor)
    busy = subprocess.Popen(
        [sys.executable, "-m", CHILD, "console", str(seconds + 20)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        lost, dry = _lost("voice", seconds)
    finally:
        busy.kill()
        busy.wait()
    return {"dropouts_ms": lost, "stuck_dry": dry}


def control(factor: float) -> dict[str, float]:
    """The same with the console's work inside the voice process: what the other design would lose."""
    lost, dry = _lost("inside", max(5.0, STUCK_SECONDS * factor / 3))
    return {"control_ms": lost, "control_dry": dry}


def _lost(kind: str, seconds: float) -> tuple[float, float]:
    at = np.arange(RATE) / RATE
    pcm = np.rint(8000 * np.sin(2 * np.pi * TONE * at)).astype("<i2")
    with sounding(40, kind) as (one, sinks):
        with sinks.listening() as ear:
            one.watch()
            began = time.monotonic()
            for tick in range(int(seconds / 0.02)):
                if tick >= LEAD:
                    pace(began, tick - LEAD)
                place = tick * TICK % RATE
                one.tell(voice("c", tick * TICK, "s16le16", pcm[place : place + TICK].tobytes()))
            time.sleep(1.0)
        if kind == "inside":
            one.end()  # it hears nothing while the lock is held: no use to ask
            return missing_ms(ear.samples[:, 0], seconds), 0.0
        return missing_ms(ear.samples[:, 0], seconds), float(one.seen().dry)


def missing_ms(heard: npt.NDArray[np.int16], seconds: float) -> float:
    """ms of ``seconds`` of the tone that did not arrive, counted from when it first did."""
    pieces = heard[: len(heard) // PIECE * PIECE].reshape(-1, PIECE).astype(np.float64)
    probe = np.exp(-2j * np.pi * TONE * np.arange(PIECE) / SINK_RATE)
    there = 2 * np.abs(pieces @ probe) / PIECE > 4000
    found = np.flatnonzero(there)
    if not len(found):
        return 1000 * seconds
    span = there[found[0] : found[0] + int(1000 * seconds)]
    return float(max(0, int(1000 * seconds) - 2 - int(span.sum())))


def delay(factor: float) -> dict[str, float]:
    """From a frame's coming to its sound at the sink's monitor, in device buffers of 20 ms; the ear's wait included."""
    dice = np.random.default_rng(1)
    quiet, click = np.zeros(TICK, "<i2"), np.zeros(TICK, "<i2")
    click[:8] = 20_000
    sent: list[float] = []
    with sounding(20) as (one, sinks), _timed(sinks) as ear:
        for spurt in range(max(3, int(SPURTS * factor))):
            name = f"c{spurt}"
            one.tell(Open(call=name, group="c", wall=time.time()))
            began, due = time.monotonic(), 10
            for tick in range(SPURT_TICKS):
                pace(began, tick)
                loud = tick == due
                if loud:
                    due += int(dice.integers(15, 25))
                    if spurt:  # the first one teaches what this talk-group needs
                        sent.append(time.monotonic())
                one.tell(voice(name, tick * TICK, "s16le16", (click if loud else quiet).tobytes()))
            one.close(name)
            time.sleep(0.4 + float(dice.random()) * 0.02)
    delays = ear.match(sent)
    median, p95 = statistics.median(delays), report.percentile(delays, 0.95)
    return {
        "to_sink": median / 0.02,
        "to_sink_ms": 1000 * median,
        "to_sink_p95_ms": 1000 * p95,
        "to_sink_unheard": (len(sent) - len(delays)) / len(sent),
    }


class _Ear:
    """The monitor of a sink, and when each sample of it came."""

    def __init__(self) -> None:
        self.chunks: list[tuple[float, npt.NDArray[np.int16]]] = []

    def match(self, sent: list[float]) -> list[float]:
        """s from each time of ``sent`` to the first loud sample behind it."""
        came = [at for at, samples in self.chunks if np.abs(samples.astype(np.int32)).max(initial=0) > 3000]
        starts = [at for number, at in enumerate(came) if not number or at - came[number - 1] > 0.1]
        found = []
        for at in sent:
            after = [heard - at for heard in starts if 0 < heard - at < 0.24]
            if after:
                found.append(after[0])
        return found or [float("inf")]


@contextmanager
def _timed(sinks: Sinks) -> Iterator[_Ear]:
    command = ["parec", "--raw", "--channels=1", "--format=s16le", "--latency-msec=5", f"--rate={SINK_RATE}"]
    process = subprocess.Popen(
        [*command, "-d", "select.monitor"], env={**os.environ, **sinks.environment}, stdout=subprocess.PIPE
    )
    ear, pipe = _Ear(), process.stdout
    assert pipe is not None

    def read() -> None:
        while data := os.read(pipe.fileno(), 4096):
            ear.chunks.append((time.monotonic(), np.frombuffer(data, "<i2", len(data) // 2)))

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        yield ear
    finally:
        process.terminate()
        process.wait()
        thread.join()
        pipe.close()


def exact(factor: float) -> dict[str, float]:
    """Samples at the sink that are what the mixer's filter makes of what was sent, 480,000 of them."""
    seconds = max(1.0, SAME_SECONDS * factor)
    pcm = np.random.default_rng(7).integers(-9000, 9000, int(seconds * RATE)).astype(np.int16)
    with sounding(40) as (one, sinks), sinks.listening() as ear:
        began = time.monotonic()
        for tick in range(len(pcm) // TICK):
            if tick >= LEAD:
                pace(began, tick - LEAD)
            data = pcm[tick * TICK : (tick + 1) * TICK].astype("<i2").tobytes()
            one.tell(voice("c", tick * TICK, "s16le16", data))
        one.close("c")
        time.sleep(1.0)
    same = same_samples(ear.samples[:, 0], pcm)
    return {"same_samples": same if factor == 1.0 else same / len(pcm) / 3 * 480_000}


def at_the_device(said: Pcm) -> Pcm:
    """``said`` (16 kHz) as a device must get it at full volume: raised to its rate by the mixer's own filter."""
    raiser, rows = Raiser(), np.zeros((6, TICK), np.float32)
    made = []
    for block in to_block(said).reshape(-1, TICK):
        rows[:2] = block
        made.append(to_pcm(raiser(rows)[0]))
    return np.concatenate(made)


def same_samples(heard: npt.NDArray[np.int16], said: Pcm) -> float:
    """How many samples of ``said``, raised to the device's rate, stand in ``heard`` as they should."""
    expected = at_the_device(said)
    begins = np.flatnonzero(heard)
    if not len(begins):
        return 0.0
    first = int(np.flatnonzero(expected)[0])
    best = 0
    for at in range(max(0, int(begins[0]) - first - 2), int(begins[0]) - first + 3):
        piece = heard[at : at + len(expected)]
        best = max(best, int((piece == expected[: len(piece)]).sum()))
    return float(best)
