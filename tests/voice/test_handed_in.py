"""Recordings of others: read apart whatever they are, then recordings like every other; taken up again after a crash."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from station.uploads import MOST_WAITING, store
from station.voice.incoming import MAIN, Incoming, Told, folder_of
from station.voice.originals import unpack
from station.voice.parts import read as read_part
from station.voice.reading import Read, UnreadableError, apart, read
from station.voice.resample import at_rate
from station.voice.samples import Pcm, to_block
from station.voice.shelf import Shelf
from station.voice.wire import HandedIn
from tests.voice.desk import desk, make_journal, samples, tone, until

TOLD = Told(call="rec-1", name="rec-1.wav", kind="wav", group="upload@county:g9", radio="upload@county:5", wall=1000.0)


def wav(path: Path, pcm: Pcm, rate: int, subtype: str = "PCM_16", form: str = "WAV") -> Path:
    soundfile.write(path, pcm / 32768 if subtype == "FLOAT" else pcm, rate, subtype=subtype, format=form)
    return path


def pitch(pcm: Pcm, rate: int) -> float:
    spectrum = np.abs(np.fft.rfft(pcm * np.hanning(len(pcm))))
    return float(np.argmax(spectrum) * rate / len(pcm))


@pytest.mark.parametrize("rate", [8000, 16000])
def test_samples_we_can_play_stay_as_they_are(tmp_path: Path, rate: int) -> None:
    said = tone(440, 1.0, rate)
    found = read(wav(tmp_path / "a.wav", said, rate), "wav")
    assert (found.rate, found.exact) == (rate, True)
    assert np.array_equal(found.pcm, said)


@pytest.mark.parametrize(
    ("rate", "subtype", "form", "kind", "channels"),
    [
        (44100, "PCM_16", "WAV", "wav", 1),
        (48000, "PCM_24", "WAV", "wav", 2),
        (11025, "FLOAT", "WAV", "wav", 1),
        (8000, "ULAW", "WAV", "wav", 1),
        (22050, "PCM_16", "FLAC", "flac", 1),
        (16000, "VORBIS", "OGG", "ogg", 1),
        (44100, "MPEG_LAYER_III", "MP3", "mp3", 1),
        (8000, "PCM_16", "WAV", "wav", 2),
    ],
)
def test_everything_else_becomes_what_we_can_play(
    tmp_path: Path, rate: int, subtype: str, form: str, kind: str, channels: int
) -> None:
    said = tone(440, 1.0, rate)
    file = wav(tmp_path / f"a.{kind}", np.stack([said] * channels, axis=1), rate, subtype, form)
    found = read(file, kind)
    assert found.rate in (8000, 16000) and not found.exact
    assert len(found.pcm) / found.rate == pytest.approx(1.0, abs=0.08)
    assert pitch(found.pcm, found.rate) == pytest.approx(440, abs=2)
    middle = to_block(found.pcm)[len(found.pcm) // 4 : -len(found.pcm) // 4]
    assert float(np.abs(middle).max()) == pytest.approx(0.3, rel=0.1)


@pytest.mark.parametrize(("rate", "wanted"), [(44100, 16000), (48000, 16000), (11025, 16000), (8000, 16000)])
def test_at_another_rate_the_tone_is_the_same_and_nothing_is_added(rate: int, wanted: int) -> None:
    made = at_rate(to_block(tone(1000, 1.0, rate)), rate, wanted)
    expected = to_block(tone(1000, 1.0, wanted))
    assert len(made) == wanted
    error = made[500:-500] - expected[500:-500]
    assert 20 * np.log10(np.sqrt((error**2).mean()) / 0.2) < -70
    assert len(at_rate(np.zeros(0, np.float32), rate, wanted)) == 0


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", "wav"), (b"RIFF\xff\xff\xff\xffWAVEfmt ", "wav"), (bytes(5000), "mp3"), (b"OggS" + bytes(100), "ogg")],
)
def test_what_is_no_sound_is_one_line(tmp_path: Path, content: bytes, kind: str) -> None:
    file = tmp_path / f"a.{kind}"
    file.write_bytes(content)
    with pytest.raises(UnreadableError, match=kind) as here:
        read(file, kind)
    with pytest.raises(UnreadableError, match=kind) as there:
        apart(file, kind, MAIN)
    assert "\n" not in str(here.value) + str(there.value)


def test_aac_needs_ffmpeg_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.m4a"
    file.write_bytes(bytes(2000))
    if shutil.which("ffmpeg"):
        with pytest.raises(UnreadableError, match="m4a: "):
            read(file, "m4a")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableError, match="needs the program ffmpeg"):
        read(file, "m4a")


def test_ffmpeg_is_never_left_to_guess(tmp_path: Path) -> None:
    """A playlist that is called m4a would have it read other files."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("NOT RUN AGAINST FFMPEG: it is not installed on this machine")
    wav(tmp_path / "secret.wav", tone(440, 0.5), 8000)
    list_ = tmp_path / "a.m4a"
    list_.write_text(f"ffconcat version 1.0\nfile '{tmp_path / 'secret.wav'}'\n")
    with pytest.raises(UnreadableError):
        read(list_, "m4a")
    list_.write_text(f"#EXTM3U\n#EXTINF:1,\nfile://{tmp_path / 'secret.wav'}\n")
    with pytest.raises(UnreadableError):
        read(list_, "m4a")


def test_apart_it_is_the_same(tmp_path: Path) -> None:
    said = tone(440, 0.5, 44100)
    file = wav(tmp_path / "a.wav", said, 44100)
    here, there = read(file, "wav"), apart(file, "wav", MAIN)
    assert (here.rate, here.exact) == (there.rate, there.exact)
    assert np.array_equal(here.pcm, there.pcm)
    done = subprocess.run(
        [sys.executable, str(MAIN), "read-recording", str(file), "nonsense"], capture_output=True, check=False
    )
    assert done.returncode == 0, "a kind only matters where ffmpeg is asked"


def hand_in(journal: Path, content: bytes, told: Told = TOLD) -> None:
    assert store(journal, told, content) == ""


def test_handed_in_it_is_a_recording_of_its_own_time(tmp_path: Path) -> None:
    said = tone(440, 3.5)
    content = wav(tmp_path / "a.wav", said, 8000).read_bytes()
    with desk(make_journal(tmp_path / "journal")) as room:
        hand_in(room.journal, content)
        room.tell(HandedIn(name="rec-1.json"))
        (found,) = room.recorded()
        assert (found.call, found.group, found.started, found.seconds) == (TOLD.call, TOLD.group, 1000.0, 3.5)
        assert (found.rate, found.gap, found.codec, found.recovered) == (8000, 0.0, "", False)
        assert found.path.startswith("voice/1970-01-01/")
        assert np.array_equal(samples(room.journal, found), said)
        assert until(lambda: not list(folder_of(room.journal).iterdir()))


def test_what_a_dead_voice_process_left_is_taken_up(tmp_path: Path) -> None:
    said = tone(440, 1.0)
    journal = make_journal(tmp_path / "journal")
    hand_in(journal, wav(tmp_path / "a.wav", said, 8000).read_bytes())
    with desk(journal) as room:
        (found,) = room.recorded()
        assert np.array_equal(samples(journal, found), said)


@pytest.mark.parametrize("died", ["before the part file", "after it", "after the recording"])
def test_whenever_it_dies_there_is_one_recording(tmp_path: Path, died: str) -> None:
    shelf = Shelf(make_journal(tmp_path / "journal"))
    hand_in(shelf.journal, wav(tmp_path / "a.wav", tone(440, 1.0), 8000).read_bytes())
    if died == "after it":
        shelf.put(TOLD.call, "1970-01-01", b"")
    elif died == "after the recording":
        shelf.flac(shelf.parts / "rec-1.part", "1970-01-01").parent.mkdir(parents=True)
        shelf.flac(shelf.parts / "rec-1.part", "1970-01-01").touch()
    finished: list[Path] = []
    done = threading.Event()

    def finish(part: Path) -> None:
        finished.append(part)
        done.set()

    incoming = Incoming(Shelf(shelf.journal), finish, lambda: True, lambda path, kind, _: read(path, kind))
    assert until(lambda: not list(folder_of(shelf.journal).iterdir()))
    incoming.stop()
    assert len(finished) == (1 if died == "before the part file" else 0)
    assert not list(shelf.parts.glob("*.new"))


def test_what_cannot_be_heard_is_kept_as_it_came(tmp_path: Path) -> None:
    journal = make_journal(tmp_path / "journal")
    content = bytes(range(256)) * 600  # more than one record of the part file
    told = msgspec.structs.replace(TOLD, name="rec-1.mp3", kind="mp3")
    hand_in(journal, content, told)
    with desk(journal) as room:
        (found,) = room.recorded()
        assert (found.path, found.codec, found.seconds) == ("", "mp3", 0.0)
        assert b"".join(piece.data for piece in unpack((journal / found.frames).read_bytes())) == content


def test_nonsense_beside_it_stops_nothing(tmp_path: Path) -> None:
    journal = make_journal(tmp_path / "journal")
    folder_of(journal).mkdir(parents=True)
    (folder_of(journal) / "a.json").write_text("{")
    (folder_of(journal) / "b.json").write_text('{"call": "b", "name": "../../../etc/passwd", "kind": "wav"}')
    hand_in(journal, wav(tmp_path / "a.wav", tone(440, 0.5), 8000).read_bytes())
    with desk(journal) as room:
        (found,) = room.recorded()
        assert found.call == TOLD.call
    assert (folder_of(journal) / "a.bad").exists()


def test_more_than_anybody_takes_up_is_refused(tmp_path: Path) -> None:
    journal = make_journal(tmp_path / "journal")
    folder_of(journal).mkdir(parents=True)
    for number in range(MOST_WAITING):
        (folder_of(journal) / f"{number}.json").touch()
    assert store(journal, TOLD, b"x") == "too many wait already"
    assert len(list(folder_of(journal).iterdir())) == MOST_WAITING


@given(st.binary(max_size=300), st.sampled_from(["wav", "mp3", "ogg", "flac"]))
@settings(max_examples=60)
def test_any_bytes_are_sound_or_one_line(tmp_path_factory: pytest.TempPathFactory, data: bytes, kind: str) -> None:
    file = tmp_path_factory.mktemp("any") / f"a.{kind}"
    file.write_bytes({"wav": b"RIFF", "mp3": b"ID3", "ogg": b"OggS", "flac": b"fLaC"}[kind] + data)
    try:
        found: Read | None = read(file, kind)
    except UnreadableError:
        found = None
    assert found is None or found.rate in (8000, 16000)


def test_a_part_file_is_whole_or_not_there(tmp_path: Path) -> None:
    shelf = Shelf(make_journal(tmp_path / "journal"))
    assert not shelf.has("rec-1", "2026-01-01")
    part = shelf.put("rec-1", "2026-01-01", b"half of it" * 3)
    assert shelf.has("rec-1", "2026-01-01") and not shelf.has("rec-11", "2026-01-01")
    assert read_part(part.read_bytes()).damaged == 30
    assert shelf.leftover() == [], "nobody else may take it up while we are there"
    assert Shelf(shelf.journal).leftover() == [part]
