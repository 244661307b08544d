"""Recordings as one file for people outside: joined in numpy, encoded and tagged by pydub. Evidence stays as it is.

More than an hour is written some seconds at a time by libsndfile, as pydub keeps everything in memory.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import soundfile

from station.voice import clip
from station.voice.clip import Clip
from station.voice.samples import RATE, Pcm, to_pcm

PAUSE_SECONDS = 0.5
"""Silence between two calls; what a call goes on in follows at once."""
IN_MEMORY_SECONDS = 3600.0
"""pydub keeps everything in memory, several times: an hour is 650 MB at its peak."""
MOST_SECONDS = 24 * 3600.0
FORMATS = ("wav", "mp3", "flac", "ogg")
_LONG = {"wav": "PCM_16", "flac": "PCM_16", "ogg": "VORBIS", "mp3": "MPEG_LAYER_III"}
_SOME = 10 * RATE


class ExportError(Exception):
    """Nothing was exported; the text is one sentence for the supervisor."""


def export(paths: Sequence[Path], out: Path, form: str, tags: Mapping[str, str] | None = None) -> float:
    """Write the recordings at ``paths``, one after the other, to ``out`` as ``form`` (of :data:`FORMATS`); its seconds.

    Everything but WAV needs the program ffmpeg, up to an hour. Raises :class:`ExportError`; then there is no ``out``.
    """
    if form not in FORMATS:
        raise ExportError(f"{form} is not one of {', '.join(FORMATS)}.")
    seconds = sum(_seconds(path) for path in paths)
    if seconds > MOST_SECONDS:
        raise ExportError(f"{seconds / 3600:.0f} hours are too many for one file: export a day at a time.")
    if seconds > IN_MEMORY_SECONDS:
        return _export_long(paths, out, form, tags or {})
    joined, rate = _join([_load(path) for path in paths], _pauses(paths))
    seconds = len(joined) / rate
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


def _export_long(paths: Sequence[Path], out: Path, form: str, tags: Mapping[str, str]) -> float:
    """One recording in memory at a time."""
    draft = out.with_name(f"{out.name}.new")
    try:
        rate = max(soundfile.info(path).samplerate for path in paths)
        with soundfile.SoundFile(draft, "w", rate, 1, _LONG[form], format=form.upper()) as file:
            for name, text in tags.items():
                if name in ("title", "artist", "album", "comment", "date"):
                    setattr(file, name, text)
            for path, pause in zip(paths, _pauses(paths), strict=True):
                file.write(np.zeros(int(pause * rate), np.int16))
                one = _load(path)
                for at in range(0, one.samples, _SOME):
                    file.write(_at_rate(one, rate, at, min(_SOME, one.samples - at)))
            seconds = float(file.frames / rate)
        draft.replace(out)
    except (OSError, ValueError, RuntimeError) as error:  # libsndfile's errors are RuntimeErrors
        raise ExportError(f"{out}: {_reason(error)}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return seconds


def _at_rate(one: Clip, rate: int, start: int, count: int) -> Pcm:
    """``count`` samples from ``start``, both counted at 16 kHz, as samples at ``rate``."""
    if one.rate == rate:
        return one.pcm[start * rate // RATE : (start + count) * rate // RATE]
    return to_pcm(one.read(start, count))


def _pauses(paths: Sequence[Path]) -> list[float]:
    """The silence before each; none before what a call goes on in (names: :mod:`station.voice.shelf`)."""
    calls = [path.with_name(path.stem.partition("~")[0]) for path in paths]
    return [PAUSE_SECONDS if at and call != calls[at - 1] else 0.0 for at, call in enumerate(calls)]


def _seconds(path: Path) -> float:
    try:
        return float(soundfile.info(path).duration)
    except (OSError, RuntimeError) as error:  # libsndfile's errors are RuntimeErrors
        raise ExportError(f"{path.name} cannot be read: {error}.") from error


def _join(clips: Sequence[Clip], pauses: Sequence[float]) -> tuple[Pcm, int]:
    """All of them at the highest rate among them, with ``pauses`` (s) before each."""
    if not clips:
        raise ExportError("There is nothing to export.")
    rate = max(one.rate for one in clips)
    pieces: list[Pcm] = []
    for one, pause in zip(clips, pauses, strict=True):
        pieces.append(np.zeros(int(pause * rate), np.int16))
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
