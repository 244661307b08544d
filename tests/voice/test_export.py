"""Exports: WAV exact, MP3 audible, errors one sentence, linear in the number of calls."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from station.voice import export as exporting
from station.voice.export import ExportError, export
from tests.voice.desk import noise, tone


def recording(path: Path, pcm: np.ndarray, rate: int = 8000) -> Path:
    soundfile.write(path, pcm, rate, format="FLAC", subtype="PCM_16")
    return path


def test_wav_holds_the_recordings_exactly_with_a_pause_between(tmp_path: Path) -> None:
    one, two = noise(8000, 1), noise(4000, 2)
    paths = [recording(tmp_path / "1.flac", one), recording(tmp_path / "2.flac", two)]
    assert export(paths, tmp_path / "out.wav", "wav") == 2.0
    pcm, rate = soundfile.read(tmp_path / "out.wav", dtype="int16")
    assert rate == 8000
    assert np.array_equal(pcm, np.concatenate((one, np.zeros(4000, np.int16), two)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.flac", "2.flac", "out.wav"]


def test_different_rates_meet_at_the_higher_one(tmp_path: Path) -> None:
    paths = [recording(tmp_path / "1.flac", tone(500, 1)), recording(tmp_path / "2.flac", tone(500, 1, 16000), 16000)]
    export(paths, tmp_path / "out.wav", "wav")
    pcm, rate = soundfile.read(tmp_path / "out.wav", dtype="int16")
    assert (rate, len(pcm)) == (16000, 40000)
    for half in (pcm[4000:12000], pcm[28000:36000]):
        assert np.argmax(np.abs(np.fft.rfft(half))) == 250  # 500 Hz in half a second
        assert abs(int(np.abs(half).max()) - int(0.3 * 32767)) < 150


@pytest.mark.peer
def test_mp3(tmp_path: Path) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("LOUD: ffmpeg is not installed: MP3 export NOT tested")
    path = recording(tmp_path / "1.flac", tone(500, 2))
    assert export([path], tmp_path / "out.mp3", "mp3", {"title": "Kopa"}) == 2.0
    heard, rate = soundfile.read(tmp_path / "out.mp3")
    middle = heard[rate // 2 : rate // 2 + rate]
    assert np.argmax(np.abs(np.fft.rfft(middle))) == 500


def test_without_ffmpeg_mp3_is_refused_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = recording(tmp_path / "1.flac", tone(500, 1))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("pydub.AudioSegment.converter", "ffmpeg-that-is-not-there")
    with pytest.raises(ExportError, match="needs the program ffmpeg"):
        export([path], tmp_path / "out.mp3", "mp3")
    assert not (tmp_path / "out.mp3").exists()


def test_what_cannot_be_exported_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.flac").write_bytes(b"no music")
    good = recording(tmp_path / "good.flac", tone(500, 1))
    with pytest.raises(ExportError, match=r"bad\.flac cannot be read"):
        export([good, tmp_path / "bad.flac"], tmp_path / "out.wav", "wav")
    with pytest.raises(ExportError, match="nothing"):
        export([], tmp_path / "out.wav", "wav")
    with pytest.raises(ExportError, match="not one of"):
        export([good], tmp_path / "out.aiff", "aiff")
    with pytest.raises(ExportError):
        export([good], tmp_path / "no such folder" / "out.wav", "wav")
    monkeypatch.setattr(exporting, "MOST_SECONDS", 0.5)
    with pytest.raises(ExportError, match="a day at a time"):
        export([good], tmp_path / "out.wav", "wav")
    assert not (tmp_path / "out.wav").exists()


def test_joining_stays_linear(tmp_path: Path) -> None:
    path = recording(tmp_path / "1.flac", tone(500, 2))

    def spent(count: int) -> float:
        began = time.process_time()
        export([path] * count, tmp_path / "out.wav", "wav")
        return time.process_time() - began

    spent(10)
    few, many = min(spent(50) for _ in range(3)), min(spent(400) for _ in range(2))
    assert many / few < 16, f"8 times as many calls took {many / few:.1f} times as long"
