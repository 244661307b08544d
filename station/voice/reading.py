"""A recording that somebody else made, as samples we can play: read in a process of its own, for files can be anything.

``main.py read-recording FILE KIND`` writes a line of JSON (``rate``, ``exact``) and then 16-bit little-endian samples,
mono. WAV, FLAC, Ogg and MP3 are libsndfile's, the rest is ffmpeg's if it is there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import soundfile

from station.voice.resample import at_rate
from station.voice.samples import RATE, Pcm, to_pcm

MOST_SECONDS = 6 * 3600
"""Longer is no call."""
RATES = (8000, 16000)
"""What can be played as it is; everything else becomes :data:`station.voice.samples.RATE`."""
PATIENCE = 120.0
DEMUXERS = {"m4a": "mov", "aac": "aac", "mp3": "mp3", "ogg": "ogg", "flac": "flac", "wav": "wav"}
"""What ffmpeg is to take a file for; it is never left to guess."""


class Read(NamedTuple):
    """``exact``: the samples are those in the file, none made."""

    pcm: Pcm
    rate: int
    exact: bool


class UnreadableError(Exception):
    """Nothing can be made of the file; the text is one line."""


def read(path: Path, kind: str) -> Read:
    """The samples of a file of ``kind`` (of :data:`radio.codec.FILES`). Raises :class:`UnreadableError`."""
    if kind in ("m4a", "aac"):
        return _by_ffmpeg(path, kind)
    try:
        return _by_libsndfile(path)
    except (OSError, RuntimeError, ValueError, MemoryError) as error:  # libsndfile's errors are RuntimeErrors
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UnreadableError(f"{kind}: {why}") from error


def _by_libsndfile(path: Path) -> Read:
    with soundfile.SoundFile(path) as file:
        rate = int(file.samplerate)
        if not 4000 <= rate <= 192_000 or file.channels > 8 or file.frames > MOST_SECONDS * rate:
            raise ValueError(f"{file.frames} samples at {rate} Hz in {file.channels} channels")
        if rate in RATES and file.channels == 1 and file.subtype in ("PCM_16", "PCM_S8", "PCM_U8", "ULAW", "ALAW"):
            return Read(file.read(dtype="int16"), rate, file.subtype == "PCM_16")
        samples = file.read(dtype="float32", always_2d=True).mean(axis=1)
    if rate in RATES:
        return Read(to_pcm(samples), rate, False)
    return Read(to_pcm(at_rate(samples, rate, RATE)), RATE, False)


def _by_ffmpeg(path: Path, kind: str) -> Read:
    command = [
        *("ffmpeg", "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-f", DEMUXERS[kind]),
        *("-i", str(path.resolve()), "-map", "0:a:0", "-t", str(MOST_SECONDS)),
        *("-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:1"),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except FileNotFoundError as error:
        raise UnreadableError(f"{kind} needs the program ffmpeg, which is not installed") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnreadableError(f"{kind}: ffmpeg: {type(error).__name__}") from error
    if done.returncode or not done.stdout:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnreadableError(f"{kind}: {said[-1][:120] if said else 'nothing in it'}")
    return Read(np.frombuffer(done.stdout[: len(done.stdout) & ~1], "<i2").astype(np.int16), RATE, False)


def run(path: Path, kind: str, out: BinaryIO) -> int:
    """``main.py read-recording``: exit status 1 and one line on standard error if nothing can be made of it."""
    if hasattr(os, "nice"):
        os.nice(10)  # voice on the air comes first
    try:
        found = read(path, kind)
    except UnreadableError as error:
        print(error, file=sys.stderr)
        return 1
    out.write(json.dumps({"rate": found.rate, "exact": found.exact}).encode() + b"\n")
    out.write(found.pcm.astype("<i2", copy=False).tobytes())
    return 0


def apart(path: Path, kind: str, main: Path) -> Read:
    """:func:`read` in a process of its own, which may die of the file. Raises :class:`UnreadableError`."""
    command = [sys.executable, str(main), "read-recording", str(path), kind]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE + 30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnreadableError(f"{kind}: {type(error).__name__}") from error
    head, newline, samples = done.stdout.partition(b"\n")
    if done.returncode or not newline:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnreadableError(said[-1][:200] if said else f"{kind}: the reader ended with {done.returncode}")
    told = json.loads(head)
    return Read(np.frombuffer(samples, "<i2").astype(np.int16), int(told["rate"]), bool(told["exact"]))
