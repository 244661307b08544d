"""The picture of a waveform inside its FLAC: true at every zoom, passed over by every player."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from station.voice.pyramid import BASE, MARK, STEP, Pyramid, into, of, pyramid
from station.voice.samples import Pcm
from tests.voice.desk import desk, noise


def flac(pcm: Pcm) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, pcm, 8000, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def same(one: Pyramid, other: Pyramid) -> bool:
    return one.samples == other.samples and all(
        np.array_equal(a, b) for a, b in zip(one.levels, other.levels, strict=True)
    )


@pytest.mark.parametrize("count", [1, 255, 256, 257, 8000, 100_001])
def test_it_comes_back_out_of_the_file_and_the_samples_are_the_same(tmp_path: Path, count: int) -> None:
    pcm = noise(count, level=32767)
    made = pyramid(pcm)
    path = tmp_path / "a.flac"
    path.write_bytes(into(flac(pcm), made))
    found = of(path)
    assert found is not None and same(found, made)
    again, rate = soundfile.read(path, dtype="int16")
    assert rate == 8000 and np.array_equal(again, pcm)


def test_another_player_passes_it_over(tmp_path: Path) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("LOUD: ffmpeg is not installed: other players of our recordings NOT tested")
    pcm = noise(50_000)
    path = tmp_path / "a.flac"
    path.write_bytes(into(flac(pcm), pyramid(pcm)))
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b"" and np.array_equal(np.frombuffer(done.stdout, "<i2"), pcm)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 60_000), st.integers(0, 10**6), st.floats(0, 1), st.floats(0, 1), st.integers(1, 300))
def test_no_sample_lies_outside_its_column_at_any_zoom(count: int, seed: int, a: float, b: float, columns: int) -> None:
    pcm = noise(count, seed, 32767)
    start, end = sorted((int(a * (count - 1)), int(b * (count - 1)) + 1))
    seen = pyramid(pcm).seen(start, end, columns).astype(np.int32)
    assert seen.shape == (columns, 2)
    edges = start + np.arange(columns + 1) * (end - start) / columns
    for column, (low, high) in enumerate(seen):
        piece = pcm[int(np.ceil(edges[column])) : int(np.floor(edges[column + 1]))]
        if len(piece):
            assert low <= piece.min() and piece.max() <= high + 256


def test_a_column_shows_no_more_than_what_is_around_it() -> None:
    pcm = np.zeros(8000 * 60, np.int16)
    pcm[240_000:240_100] = 20_000
    seen = pyramid(pcm).seen(0, len(pcm), 100)
    loud = np.flatnonzero(seen[:, 1] > 0)
    assert set(loud.tolist()) <= {49, 50, 51}
    assert seen[loud].max() >= 20_000
    assert len(pyramid(pcm).levels[-1]) * BASE * STEP ** (len(pyramid(pcm).levels) - 1) >= len(pcm)


def test_files_of_others_have_none(tmp_path: Path) -> None:
    for number, data in enumerate(
        (b"", b"RIFF", MARK, flac(noise(800)), into(flac(noise(800)), pyramid(noise(800)))[:60])
    ):
        path = tmp_path / str(number)
        path.write_bytes(data)
        assert of(path) is None
    with pytest.raises(ValueError, match="FLAC"):
        into(b"RIFF", pyramid(noise(10)))


def test_every_recording_has_its_picture(journal: Path) -> None:
    pcm = noise(16_000)
    with desk(journal) as one:
        one.open("c")
        one.speak("c", pcm)
        one.close("c")
        (found,) = one.recorded()
    made = of(journal / found.path)
    assert made is not None and same(made, pyramid(pcm))
