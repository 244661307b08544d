"""Calls that other recorders hand in, by a real station: on record with their times and their voice, or refused."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from station.defaults import TEMPLATE
from station.voice.originals import unpack
from tests.station.peers import needs
from tests.station.room import Room, wait_for
from tests.station.uploads import (
    BOUNDARY,
    KEY,
    config,
    free_tcp_port,
    listens_on,
    post,
    post_without_end,
    sdrtrunk,
    spoken,
    trunk_recorder,
    upload_script,
    write_wav,
)

TAKEN = (200, "Call imported successfully.\n")
Make = Callable[[str], Room]


@pytest.fixture
def port() -> int:
    return free_tcp_port()


def listening(room: Make, home: Path, port: int) -> Room:
    made = room(config(home, port)).start()
    wait_for(lambda: answers(port), what="the intake to listen")
    return made


def answers(port: int) -> bool:
    try:
        return post(port, b"", {}, method="GET")[0] > 0
    except OSError:
        return False


def heard(there: Room, recording: Any) -> tuple[np.ndarray[Any, np.dtype[np.int16]], int]:
    pcm, rate = soundfile.read(there.folder / recording.path, dtype="int16")
    return pcm, rate


def test_a_call_of_trunk_recorder_is_on_record_with_its_own_times_and_its_very_samples(
    room: Make, home: Path, port: int
) -> None:
    needs("curl")
    there = listening(room, home, port)
    said, start = spoken(2.0), float(int(time.time()) - 30)
    assert trunk_recorder(port, write_wav(home / "54155-1.wav", said), start) == TAKEN
    began = there.find("CallStarted")
    assert (began.upload, began.to, began.radio) == (True, "upload@county:g54155", "upload@county:1610092")
    assert began.radio_time == datetime.fromtimestamp(start, UTC)
    assert [named.radio for named in there.some("TalkerNamed")] == ["upload@county:1610018"]
    ended = there.find("CallEnded", call=began.call)
    assert ended.radio_time == datetime.fromtimestamp(start + 2, UTC)
    recording = there.find("VoiceRecorded", call=began.call)
    pcm, rate = heard(there, recording)
    assert rate == 8000 and np.array_equal(pcm, said), "what was handed in is what is on record, sample by sample"
    assert (recording.started, recording.seconds, recording.gap, recording.codec) == (start, 2.0, 0.0, "")
    assert recording.group == "upload@county:g54155"
    assert wait_for(lambda: not list((there.folder / "voice" / "incoming").iterdir()) or None)
    assert there.some("EmergencyRaised") == [] and there.some("Undecoded") == []
    raws = b"".join(file.read_bytes() for file in there.folder.glob("journal*"))
    assert KEY.encode() not in raws, "the key never reaches the record"


def test_trunk_recorders_script_and_an_emergency_in_its_json(room: Make, home: Path, port: int) -> None:
    needs("curl")
    there = listening(room, home, port)
    now = int(time.time())
    meta = {
        "call_num": 4171,
        "start_time": now - 8,
        "stop_time": now - 6,
        "emergency": 1,
        "encrypted": 0,
        "call_length": 1.5,
        "call_length_ms": 1500,
        "talkgroup": 54155,
        "short_name": "county",
        "srcList": [{"src": 1610092, "time": now - 8, "pos": 0.0, "emergency": 1, "tag": "EMS 1", "tag_ota": "MEDIC7"}],
    }
    assert upload_script(port, write_wav(home / "call.wav", spoken(1.5)), meta) == TAKEN
    began = there.find("CallStarted")
    assert (began.emergency, began.upload) == (True, True)
    alarm = there.find("AlarmOpened")
    assert (alarm.by, alarm.radio, alarm.call) == ("call", "upload@county:1610092", began.call)
    assert there.find("VoiceRecorded", call=began.call).seconds == 1.5
    assert upload_script(port, write_wav(home / "other.wav", spoken(1.5)), meta, key="wrong-key-of-somebody") == (
        401,
        "Invalid API key for system 11 talkgroup .\n",
    )


def test_sdrtrunk_asks_first_and_then_hands_in_mp3(room: Make, home: Path, port: int) -> None:
    there = listening(room, home, port)
    probe = [("key", KEY.encode(), ""), ("system", b"11", ""), ("test", b"1", "")]
    status, words = sdrtrunk(port, probe)
    assert words.lower().startswith("incomplete call data: no talkgroup"), (status, words)
    file = home / "call.mp3"
    soundfile.write(file, spoken(2.0, 44100) / 32768, 44100, format="MP3")
    parts = [
        ("audio", file.read_bytes(), "20261122_164538.mp3"),
        ("key", KEY.encode(), ""),
        ("system", b"11", ""),
        ("dateTime", str(int(time.time()) - 5).encode(), ""),
        ("talkgroup", b"54155", ""),
        ("source", b"1610092", ""),
        ("talkerAlias", b"MEDIC 7", ""),
        ("patches", b"[]", ""),
    ]
    assert sdrtrunk(port, parts) == TAKEN
    assert there.find("TalkerNamed").text == "MEDIC 7"
    recording = there.find("VoiceRecorded")
    pcm, rate = heard(there, recording)
    assert rate == 16000 and abs(len(pcm) / rate - 2.0) < 0.1
    spectrum = np.abs(np.fft.rfft(pcm[4000:20000].astype(float)))
    assert abs(float(np.argmax(spectrum)) - 600) < 3
    assert recording.codec == "mp3", "what was received is kept as it came, for the samples were made from it"
    kept = unpack((there.folder / recording.frames).read_bytes())
    assert b"".join(piece.data for piece in kept) == file.read_bytes()
    assert sdrtrunk(port, parts) == TAKEN
    time.sleep(0.5)
    assert len(there.some("CallStarted")) == 1, "handed in again it is the same call"


def test_m4a_by_ffmpeg(room: Make, home: Path, port: int) -> None:
    needs("curl")
    needs("ffmpeg")
    there = listening(room, home, port)
    wav, file = write_wav(home / "a.wav", spoken(2.0, 16000), 16000), home / "a.m4a"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-i", str(wav), "-c:a", "aac", "-b:a", "32k", str(file)], check=True, timeout=30
    )
    assert trunk_recorder(port, file, time.time() - 9, "audio/mp4") == TAKEN
    recording = there.find("VoiceRecorded")
    pcm, rate = heard(there, recording)
    assert rate == 16000 and abs(len(pcm) / rate - 2.0) < 0.2
    assert abs(float(np.argmax(np.abs(np.fft.rfft(pcm[4000:20000].astype(float))))) - 600) < 3


def test_who_is_refused_and_in_which_words(room: Make, home: Path, port: int) -> None:
    needs("curl")
    there = listening(room, home, port)
    wav = write_wav(home / "a.wav", spoken(0.5))
    now = time.time()
    assert trunk_recorder(port, wav, now, key="some-other-key-here") == (
        401,
        "Invalid API key for system 11 talkgroup 54155.\n",
    )
    assert trunk_recorder(port, wav, now, talkgroup="7") == (401, "Invalid API key for system 11 talkgroup 7.\n")
    assert trunk_recorder(port, wav, now, system="12") == (401, "Invalid API key for system 12 talkgroup 54155.\n")
    assert trunk_recorder(port, write_wav(home / "0.wav", spoken(0.0)), now)[1] == "Incomplete call data: no audio\n"
    assert trunk_recorder(port, wav, 0)[1] == "Incomplete call data: no timestamp\n"
    form = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    assert post(port, b"{}", {"Content-Type": "application/json"}) == (401, "a key is needed\n")
    assert post(port, b"", form, path="/api/../api/call-upload")[0] == 404
    assert post(port, b"", form | {"Content-Length": str(1 << 30)})[0] == 413
    with contextlib.suppress(ConnectionError):  # it is hung up on while it still sends
        assert post(port, bytes(9 << 20), form)[0] == 413
    assert there.some("CallStarted") == []
    assert not (there.folder / "voice").exists() or not list((there.folder / "voice").rglob("*.flac"))


def test_a_body_without_end_is_told_413(room: Make, home: Path, port: int) -> None:
    there = room(config(home, port).replace('key"', 'key", size = 65536')).start()
    wait_for(lambda: answers(port), what="the intake to listen")
    assert post_without_end(port, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}) == 413
    assert there.some("CallStarted") == []


@pytest.mark.skipif(
    not Path("/proc/self/net/tcp").exists(), reason="NOT TESTED HERE: only Linux tells who listens where"
)
def test_nobody_can_hand_in_anything_where_it_was_not_configured(room: Make, home: Path, port: int) -> None:
    """The station of the first start listens on no port; one that takes phones' positions takes no calls."""
    there = room(TEMPLATE).start()
    assert there.process is not None
    assert there.find("ConfigLoaded").gateways == []
    assert listens_on(there.process.pid) == []
    there.stop()

    phones = config(home, port).partition("[[group]]")[0].replace('"upload"', '"osmand"')
    there = room(phones).start()
    assert there.process is not None
    wait_for(lambda: answers(port), what="the intake to listen")
    assert listens_on(there.process.pid) == [port], "that it is seen here when it does"
    form = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    call = {"key": KEY, "system": "11", "talkgroup": "54155", "dateTime": str(int(time.time())), "audio": "RIFF"}
    body = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in call.items()
    )
    body += f"--{BOUNDARY}--\r\n"
    assert post(port, body.encode(), form)[0] == 401, "a form's key opens forms only"
    assert post(port, body.encode(), form | {"X-Api-Key": KEY})[0] == 400
    post(port, b"", {"X-Api-Key": KEY}, path="/?id=1&lat=56.3&lon=24.1", method="GET")
    there.find("Located")
    assert there.some("CallStarted") == [] and not (there.folder / "voice" / "incoming").exists()


def test_a_file_that_is_no_sound_is_kept_and_hurts_nobody(room: Make, home: Path, port: int) -> None:
    needs("curl")
    there = listening(room, home, port)
    bad = home / "bad.wav"
    bad.write_bytes(write_wav(home / "a.wav", spoken(0.5)).read_bytes()[:60] + b"\xff" * 50)
    worse = home / "worse.mp3"
    worse.write_bytes(b"ID3" + bytes(range(256)) * 20)
    assert trunk_recorder(port, worse, time.time() - 3, "audio/mpeg") == TAKEN
    recording = there.find("VoiceRecorded")
    assert (recording.path, recording.codec) == ("", "mp3")
    assert b"".join(p.data for p in unpack((there.folder / recording.frames).read_bytes())) == worse.read_bytes()
    assert trunk_recorder(port, write_wav(home / "b.wav", spoken(1.0)), time.time() - 2) == TAKEN
    assert wait_for(lambda: [r for r in there.some("VoiceRecorded") if r.path])


def test_what_was_promised_outlives_kill_9(room: Make, home: Path, port: int) -> None:
    """The answer says that it is safe: then it is on record, whatever dies next."""
    needs("curl")
    there = listening(room, home, port)
    said = spoken(3.0)
    assert trunk_recorder(port, write_wav(home / "a.wav", said), time.time() - 9) == TAKEN
    there.kill()
    there.start()
    (began,) = there.some("CallStarted")
    recording = there.find("VoiceRecorded", seconds=30, call=began.call)
    pcm, _ = heard(there, recording)
    assert np.array_equal(pcm, said)
    time.sleep(1.0)
    assert len(there.some("VoiceRecorded")) == 1


@pytest.mark.skipif(shutil.which("curl") is None, reason="NOT RUN AGAINST CURL: it is not installed on this machine")
def test_the_disk_is_full(room: Make, home: Path, port: int) -> None:
    """Nobody is told that a call is safe which is not; when there is room again it is taken."""
    there = listening(room, home, port)
    there.folder.joinpath("voice").mkdir(exist_ok=True)
    there.folder.joinpath("voice", "incoming").write_text("in the way")
    wav = write_wav(home / "a.wav", spoken(0.5))
    status, words = trunk_recorder(port, wav, 1_700_000_000)
    assert status == 503 and words.startswith("not stored: "), (status, words)
    there.folder.joinpath("voice", "incoming").unlink()
    assert trunk_recorder(port, wav, 1_700_000_000) == TAKEN
    assert there.find("VoiceRecorded").seconds == 0.5
