"""A recording as a file to take away, made by a program of its own: sound is the station's craft."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from console.launch import MAIN

LONGEST = 1200.0
"""Seconds a day of sound may take to encode."""


def save_audio(recordings: Sequence[Path], out: Path) -> None:
    """Write ``recordings``, one after the other, to ``out`` (wav, flac; mp3 and ogg with ffmpeg).

    Raises ``OSError`` with one sentence.
    """
    told = [sys.executable, str(MAIN), "export-audio", "--out", str(out), *(str(path) for path in recordings)]
    try:
        made = subprocess.run(told, capture_output=True, text=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired as error:
        raise OSError(f"{out.name}: it took too long") from error
    if made.returncode:
        raise OSError((made.stderr.strip().splitlines() or ["it could not be made"])[-1])
