"""Voice: what fifty talk-groups cost, what is heard while the screen is stuck, how late, and what a crash costs.

Each part runs the real voice process (or the real station with it) and talks to it as in life; sound comes out of a
private PulseAudio's null sinks, whose monitors are the ear. Where PulseAudio is not installed those parts say so and
are left out. Figures mean something only on a machine that does nothing else: the load is printed beside them.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import NamedTuple

from benchmarks import report, voice_costs, voice_heard, voice_keyed, voice_killed
from tests.voice import sinks


class Bound(NamedTuple):
    """What is to be reached: ``least`` or at most ``bound``."""

    name: str
    bound: float
    unit: str
    least: bool = False


BOUNDS = {
    bound.name: bound
    for bound in (
        Bound("core_50", 0.20, "of a core, 50 Opus talk-groups"),
        Bound("core_100", 0.35, "of a core, 100 Opus talk-groups"),
        Bound("tick_p99", 0.30, "of the 20 ms frame, p99 of a tick at 50"),
        Bound("callback_p99", 0.30, "of the 20 ms frame, p99 of the device's callback at 50"),
        Bound("dry_50", 0, "ticks of a device without sound at 50"),
        Bound("dry_100", 0, "ticks of a device without sound at 100"),
        Bound("recording_core", 0.03, "of a core, 100 recordings at once"),
        Bound("dropouts_ms", 0, "ms lost while the console holds the interpreter lock 150 ms at a time"),
        Bound("stuck_dry", 0, "ticks of a device without sound meanwhile"),
        Bound("control_ms", 1, "ms lost by the same engine inside the console: the control, which must fail", True),
        Bound("to_sink", 3.0, "device buffers of 20 ms from frame to sink, median"),
        Bound("to_sink_unheard", 0, "of the clicks that did not arrive at the sink"),
        Bound("same_samples", 480_000, "samples of 480,000 the same at the sink", True),
        Bound("keyed_p99_ms", 60, "ms from press to first packet on the wire, p99"),
        Bound("killed_s", 1.0, "s of a call lost by kill -9 of voice"),
        Bound("killed_calls", 0, "calls lost by it"),
        Bound("back_s", 2.0, "s until voice is back"),
    )
}
Part = Callable[[float], dict[str, float]]
PARTS: dict[str, tuple[Part, bool]] = {
    "costs": (voice_costs.measure, False),
    "recordings": (voice_costs.recordings, False),
    "stuck": (voice_heard.stuck, True),
    "control": (voice_heard.control, True),
    "delay": (voice_heard.delay, True),
    "exact": (voice_heard.exact, True),
    "keyed": (voice_keyed.measure, False),
    "killed": (voice_killed.measure, False),
}
"""Name → what measures it, given the length factor, and whether it needs PulseAudio."""


def run(arguments: list[str]) -> int:
    """Measure and report; 1 if a bound is missed."""
    parser = argparse.ArgumentParser("voice")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="one part (again for another)")
    parser.add_argument("--short", action="store_true", help="a tenth of the time: whether it works, not how well")
    options = parser.parse_args(arguments)
    lacking = sinks.missing() if sys.platform == "linux" else "Linux"
    print(report.machine(), flush=True)
    ours: dict[str, float] = {}
    missed: list[str] = []
    for name, (part, needs_sound) in PARTS.items():
        if options.only and name not in options.only:
            continue
        if needs_sound and lacking:
            print(f"{name}: left out, {lacking} is not there", flush=True)
            continue
        before = _load()
        found = part(0.1 if options.short else 1.0)
        for figure, value in found.items():
            missed += _say(name, figure, value, f"load {before:.1f} → {_load():.1f}")
        ours |= found
    ratios = {figure: value / BOUNDS[figure].bound for figure, value in ours.items() if BOUNDS.get(figure, _NONE).bound}
    report.say("voice", ours, {}, ratios)
    for why in missed:
        print(f"missed: {why}", file=sys.stderr)
    return 1 if missed else 0


_NONE = Bound("", 0, "")


def _say(part: str, figure: str, value: float, load: str) -> list[str]:
    """One line for people; what is missed."""
    bound = BOUNDS.get(figure)
    if bound is None:
        print(f"{part}: {figure} {value:.4g} ({load})", flush=True)
        return []
    reached = value >= bound.bound if bound.least else value <= bound.bound
    word = "at least" if bound.least else "at most"
    verdict = "ok" if reached else "MISSED"
    print(f"{part}: {value:.4g} {bound.unit}; {word} {bound.bound:g}: {verdict} ({load})", flush=True)
    return [] if reached else [f"{figure} {value:.4g} instead of {word} {bound.bound:g}"]


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
