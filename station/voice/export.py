"""Recordings as one file for people outside: joined in numpy, encoded and tagged by pydub. Evidence stays as it is."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from station.voice import clip
from station.voice.clip import Clip
from station.voice.samples import Pcm, to_pcm

PAUSE_SECONDS = 0.5
"""Silence between two recordings."""
MOST_SECONDS = 3600.0
"""pydub keeps everything in memory, several times: an hour is 650 MB at its peak."""
FORMATS = ("wav", "mp3", "flac", "ogg")


class ExportError(Exception):
    """Nothing was exported; the text is one sentence for the supervisor."""


def export(paths: Sequence[Path], out: Path, form: str, tags: Mapping[str, str] | None = None) -> float:
    """Write the recordings at ``paths``, one after the other, to ``out`` as ``form`` (of :data:`FORMATS`); its seconds.

    Everything but WAV needs the program ffmpeg. Raises :class:`ExportError`; then there is no ``out``.
    """
    if form not in FORMATS:
        raise ExportError(f"{form} is not one of {', '.join(FORMATS)}.")
    joined, rate = _join([_load(path) for path in paths])
    seconds = len(joined) / rate
    if seconds > MOST_SECONDS:
        raise ExportError(f"{seconds / 60:.0f} minutes are too many for one file: export an hour at a time.")
    with warnings.catch_warnings():
        # pydub imports audioop, on its way out, and warns about an ffmpeg it may not need
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
        from pydub.exceptions import CouldntEncodeError

    draft = out.with_name(f"{out.name}.new")
    try:
        segment = AudioSegment(joined.astype("<i2").tobytes(), frame_rate=rate, sample_width=2, channels=1)
        with draft.open("wb+") as file:  # opened here, because pydub leaves a file open when its encoder is missing
            segment.export(file, format=form, tags=dict(tags or {}))
        draft.replace(out)
    except FileNotFoundError as error:
        raise ExportError(f"{form.upper()} needs the program ffmpeg, which is not installed; WAV does not.") from error
    except (OSError, CouldntEncodeError) as error:
        raise ExportError(f"{out}: {_reason(error)}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return seconds


def _load(path: Path) -> Clip:
    try:
        return clip.load(path)
    except (OSError, ValueError, RuntimeError) as error:  # libsndfile's errors are RuntimeErrors
        raise ExportError(f"{path.name} cannot be read: {error}.") from error


def _join(clips: Sequence[Clip]) -> tuple[Pcm, int]:
    """All of them at the highest rate among them."""
    if not clips:
        raise ExportError("There is nothing to export.")
    rate = max(one.rate for one in clips)
    pause = np.zeros(int(PAUSE_SECONDS * rate), np.int16)
    pieces: list[Pcm] = []
    for one in clips:
        if pieces:
            pieces.append(pause)
        pieces.append(one.pcm if one.rate == rate else to_pcm(one.read(0, one.samples)))
    return np.concatenate(pieces), rate


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def run(paths: Sequence[Path], out: Path) -> int:
    """``main.py export-audio``: the ending of ``out`` says the form. Exit status 1 and one line if nothing was made."""
    try:
        seconds = export(paths, out, out.suffix.removeprefix(".").lower())
    except ExportError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{seconds:.1f}")
    return 0
