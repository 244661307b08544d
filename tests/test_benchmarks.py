"""The voice benchmark in its short form: that it ends, finds every figure, loses no call, and that its control fails.

How good the figures are, is for ``python -m benchmarks voice`` to say on a machine that does nothing else.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.voice import BOUNDS, PARTS
from tests.voice import sinks

ROOT = Path(__file__).resolve().parents[1]
FIGURES = {
    "costs": {"core_50", "tick_p99", "callback_p99", "core_100", "tick_p99_100", "dry_50", "dry_100"},
    "recordings": {"recording_core"},
    "stuck": {"dropouts_ms", "stuck_dry"},
    "control": {"control_ms", "control_dry"},
    "delay": {"to_sink", "to_sink_ms", "to_sink_p95_ms", "to_sink_unheard"},
    "exact": {"same_samples"},
    "keyed": {"keyed_p99_ms", "keyed_p50_ms", "keyed_max_ms"},
    "killed": {"killed_s", "killed_calls", "back_s", "back_median_s"},
}


def test_every_bound_has_a_part_that_measures_it() -> None:
    assert FIGURES.keys() == PARTS.keys()
    assert BOUNDS.keys() <= set().union(*FIGURES.values())


@pytest.mark.real_time
@pytest.mark.parametrize("part", PARTS)
def test_the_short_form_of_the_voice_benchmark_works(part: str) -> None:
    lacking = sinks.missing() if sys.platform == "linux" else "Linux"
    if PARTS[part][1] and lacking:
        pytest.skip(f"LOUD: {lacking} is not installed: the benchmark's part {part!r} NOT tested")
    if sys.platform == "win32":
        pytest.skip("NOT TESTED HERE: the benchmark needs signals of POSIX")
    command = [sys.executable, "-m", "benchmarks", "voice", "--short", "--only", part]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    said = f"{done.stdout}\n{done.stderr}"
    assert done.stdout.splitlines()[-1:] and done.stdout.splitlines()[-1].startswith("{"), said
    figures = json.loads(done.stdout.splitlines()[-1])["ours"]
    there = FIGURES[part] - ({"callback_p99"} if lacking else set())
    assert figures.keys() == there, said
    assert all(math.isfinite(value) for value in figures.values()), said
    assert (done.returncode == 0) == ("missed" not in done.stderr), said
    if part == "killed":
        assert figures["killed_calls"] == 0, said
    if part == "exact":
        assert figures["same_samples"] > 0, "nothing of what was said arrived as it was"
    if part == "delay":
        assert figures["to_sink_unheard"] < 1, "no click arrived"
    if part == "control":
        assert figures["control_ms"] > 0, "inside the console the same engine must lose sound"
