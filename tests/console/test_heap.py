"""What is freed leaves the process: the control is the C library left to itself."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FREED = """
import sys
from pathlib import Path
from console.heap import give_back, lean

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

if sys.argv[1] == "lean":
    lean()
first = bytearray(20_000_000)  # freed: from then on glibc by itself keeps blocks of up to this size
del first
before = resident()
pairs = [(bytearray(b"x" * 400_000), bytearray(b"y" * 9000)) for _ in range(100)]
small = [pair[1] for pair in pairs]  # each lies between two large ones and stays
del pairs
if sys.argv[1] == "swept":
    give_back()
print(resident() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="NOT TESTED HERE: no /proc")
def test_what_is_freed_leaves_the_process() -> None:
    kept = {}
    for how in ("lean", "swept", "left alone"):
        done = subprocess.run(
            [sys.executable, "-c", FREED, how], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
        )
        kept[how] = int(done.stdout)
    assert kept["lean"] < 5_000_000 > kept["swept"], kept
    if platform.libc_ver()[0] == "glibc":
        assert kept["left alone"] > 20_000_000, kept
