"""What a child of ours tries first with the sound devices, as audio libraries may die of it or see only the past.

PortAudio looks for devices once, when it starts; a child that starts now sees those of now.
"""

from __future__ import annotations

import subprocess
import sys

from station.voice.samples import DEVICE_RATE

PROBE_SECONDS = 5.0
_OPENS = "import sounddevice as s; o = s.OutputStream(channels=2); o.start(); o.close()"
_CHECKS = """
import sys, sounddevice as s
name, capture, rate = sys.argv[1] or None, sys.argv[2] == "in", int(sys.argv[3])
check = s.check_input_settings if capture else s.check_output_settings
check(device=name, channels=1 if capture else 2, samplerate=rate)
"""


def survives() -> bool:
    """Whether a child of ours can open the sound devices without dying."""
    return _try(_OPENS) in (0, 1)  # 1: an exception, which is no crash


def openable(name: str, capture: bool) -> bool:
    """Whether the device ``name`` (empty: the system's) is there now, to listen to or to ``capture`` from."""
    return _try(_CHECKS, name, "in" if capture else "out", str(DEVICE_RATE)) == 0


def _try(program: str, *arguments: str) -> int:
    """The exit status of a small Python program; -1 if it hangs or cannot be started."""
    command = [sys.executable, "-c", program, *arguments]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=PROBE_SECONDS, stdin=subprocess.DEVNULL, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return -1
    return done.returncode
