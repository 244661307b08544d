"""What voice costs: so many live Opus talk-groups decoded, mixed and recorded, and a hundred recordings alone."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks import report
from benchmarks.feeds_opus_child import packets
from benchmarks.room import ROOT, home
from benchmarks.voice_desk import CHILD, desk, pace, voice
from benchmarks.voice_heard import environment
from tests.voice.sinks import Sinks, missing

SECONDS = 20.0
FRAME = 0.02


def measure(factor: float) -> dict[str, float]:
    """50 and 100 talk-groups that all speak at once, the worst that can be; on a real device where there is one."""
    fifty = _streams(50, SECONDS * factor)
    hundred = _streams(100, SECONDS * factor)
    callback = {"callback_p99": fifty["callback"] / FRAME} if fifty["callback"] else {}  # only where there is a device
    return {
        "core_50": fifty["share"],
        "tick_p99": fifty["tick"] / FRAME,
        **callback,
        "core_100": hundred["share"],
        "tick_p99_100": hundred["tick"] / FRAME,
        "dry_50": fifty["dry"],
        "dry_100": hundred["dry"],
    }


def _streams(count: int, seconds: float) -> dict[str, float]:
    coded = packets(2.0)
    calls = [f"g{number}" for number in range(count)]
    with home() as folder, ExitStack() as stack:
        told = {"KOPA_VOICE_OUTPUT": "no such device"}
        if sys.platform == "linux" and not missing():
            sinks = Sinks(_made(folder / "pa"))
            sinks.start()
            stack.callback(sinks.stop)
            told = environment(sinks, 40, gain_control=True)  # as a room has it
        one = stack.enter_context(desk(folder / "desk", told))
        one.ready(sound="HOME" in told)
        one.route({call: "select" if number % 4 == 0 else "unselect" for number, call in enumerate(calls)})
        one.open(*calls)
        began = time.monotonic()
        for tick in range(int((seconds + 2) / FRAME)):
            if tick == 100:
                one.watch()
            data = coded[tick % len(coded)]
            for number, call in enumerate(calls):  # spread over the tick, as real ones are
                if number % 10 == 0:
                    pace(began, tick + number / count)
                one.tell(voice(call, tick * 320, "opus", data))
        seen = one.seen()
    return {
        "share": seen.share,
        "tick": report.percentile(seen.ticks, 0.99),
        "callback": report.percentile(seen.callbacks, 0.99) if seen.callbacks else 0.0,
        "dry": float(seen.dry),
    }


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def recordings(factor: float) -> dict[str, float]:
    """A hundred calls recorded at once: framing, CRC, writing and syncing."""
    with home() as folder:
        told = subprocess.run(
            [sys.executable, "-m", CHILD, "recorder", str(folder), str(SECONDS * factor)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    return {"recording_core": float(told.stdout)}
