"""The real voice process over real pipes: what it records, plays and sends."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from journal.pulse import Pulse
from journal.slots import Levels
from radio import g711
from station.voice.wire import Mic, Open, Talk, Voice
from tests.voice.desk import GROUP, desk, noise, recordings, samples, tone, until

pytestmark = pytest.mark.real_time
SECOND = 8000


def test_a_call_is_recorded_bit_for_bit_and_entered(journal: Path) -> None:
    pcm = noise(3 * SECOND)
    with desk(journal) as one:
        began = time.time()
        one.open("tetra-1")
        one.speak("tetra-1", pcm)
        one.close("tetra-1")
        (found,) = one.recorded()
        assert (found.call, found.group, found.rate, found.seconds) == ("tetra-1", GROUP, 8000, 3.0)
        assert (found.recovered, found.gap, len(found.shape)) == (False, 0.0, 48)
        assert abs(found.started - began) < 2
        assert found.sha256 == hashlib.sha256((journal / found.path).read_bytes()).hexdigest()
        assert found.path.startswith("voice/2") and found.path.endswith("/tetra-1.flac")
        assert np.array_equal(samples(journal, found), pcm)
        until(lambda: not one.part("tetra-1").exists())
        assert one.hang_up() == 0


@pytest.mark.parametrize(("codec", "rate"), [("pcma", 8000), ("pcmu", 8000), ("s16le16", 16000)])
def test_every_codec_is_recorded_at_its_own_rate(journal: Path, codec: str, rate: int) -> None:
    pcm = tone(440, 1.0, rate)
    data = pcm.astype("<i2").tobytes()
    if codec != "s16le16":
        data = g711.to_alaw(pcm) if codec == "pcma" else g711.to_ulaw(pcm)
        pcm = g711.decode(codec, data)
    width = len(data) // len(pcm)
    with desk(journal) as one:
        one.open("c")
        for at in range(0, len(pcm), rate // 50):
            piece = data[at * width : (at + rate // 50) * width]
            one.tell(Voice(call="c", index=at, codec=codec, data=piece, wall=time.time()))
        one.close("c")
        (found,) = one.recorded()
        assert found.rate == rate
        assert np.array_equal(samples(journal, found), pcm)


def test_reordered_repeated_and_lost_frames(journal: Path) -> None:
    pcm = noise(SECOND)
    frames = [
        Voice(call="c", index=at, codec="s16le8", data=pcm[at : at + 160].tobytes(), wall=time.time())
        for at in range(0, SECOND, 160)
    ]
    order = [*frames[:10], frames[11], frames[10], frames[11], *frames[12:20], *frames[25:]]
    with desk(journal) as one:
        one.open("c")
        one.tell(*order)
        one.close("c")
        (found,) = one.recorded()
    expected = pcm.copy()
    expected[20 * 160 : 25 * 160] = 0
    assert np.array_equal(samples(journal, found), expected)
    assert found.gap == 0.1


def test_twenty_calls_at_once_stay_apart_and_light(journal: Path) -> None:
    voices = {f"c{number}": noise(SECOND, number) for number in range(20)}
    with desk(journal) as one:
        for call in voices:
            one.open(call, group=f"{GROUP}{call}")
        one.beat(lambda beat: beat.count > 0)
        used = _processor_seconds(one.process.pid)
        began = time.monotonic()
        for at in range(0, SECOND, 160):
            wall = time.time()
            one.tell(
                *(
                    Voice(call=call, index=at, codec="s16le8", data=pcm[at : at + 160].tobytes(), wall=wall)
                    for call, pcm in voices.items()
                )
            )
            time.sleep(max(0.0, began + (at + 160) / SECOND - time.monotonic()))
        assert one.beat(lambda beat: beat.recording == 20)
        share = (_processor_seconds(one.process.pid) - used) / (time.monotonic() - began)
        for call in voices:
            one.close(call)
        found = {each.call: each for each in one.recorded(20)}
        for call, pcm in voices.items():
            assert np.array_equal(samples(journal, found[call]), pcm)
        one.beat(lambda beat: beat.recording == 0 and beat.waiting == 0)
    assert share < 0.5, f"{share:.2f} of a core for 20 calls"


def _processor_seconds(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_call_without_voice_leaves_nothing(journal: Path) -> None:
    with desk(journal) as one:
        one.open("silent")
        one.close("silent")
        one.open("unknown codec")
        one.tell(Voice(call="unknown codec", index=0, codec="melpe", data=b"\0" * 9, wall=time.time()))
        one.close("unknown codec")
        one.open("after")
        one.speak("after", noise(800))
        one.close("after")
        assert [found.call for found in one.recorded()] == ["after"]
        assert one.hang_up() == 0
    assert len(recordings(journal)) == 1
    assert [path.name for path in (journal / "voice").rglob("*.*")] == ["after.flac"]


def test_a_call_not_to_be_recorded_is_not(journal: Path) -> None:
    with desk(journal) as one:
        one.tell(Open(call="private", group=GROUP, wall=time.time(), record=False))
        one.speak("private", noise(800))
        assert one.hang_up() == 0
    assert recordings(journal) == []


def test_call_ids_become_safe_names_and_never_share_a_file(journal: Path) -> None:
    calls = ["../../etc/passwd", "a/b", "a_b", "a:b", "ķēde", "x" * 300, "c"]
    with desk(journal) as one:
        for number, call in enumerate(calls):
            one.open(call)
            one.speak(call, noise(800, number))
            one.close(call)
        found = {each.call: each for each in one.recorded(len(calls))}
        one.open("c")  # the station repeats an id (it should not): both recordings stay
        one.tell(Voice(call="c", index=0, codec="s16le8", data=noise(160, 99).tobytes(), wall=time.time()))
        one.close("c")
        again = one.recorded(len(calls) + 1)[-1]
    assert len({each.path for each in found.values()} | {again.path}) == len(calls) + 1
    for number, call in enumerate(calls):
        assert np.array_equal(samples(journal, found[call]), noise(800, number))
        assert (journal / found[call].path).resolve().is_relative_to((journal / "voice").resolve())


def test_voice_of_a_call_nobody_opened_is_recorded_all_the_same(journal: Path) -> None:
    with desk(journal) as one:
        one.speak("lost-open", noise(800))
        one.close("lost-open")
        (found,) = one.recorded()
        assert (found.call, found.group) == ("lost-open", "")
        one.speak("lost-open", noise(160))  # too late: it does not open again
        one.open("next")
        one.speak("next", noise(800))
        one.close("next")
        assert [each.call for each in one.recorded(2)] == ["lost-open", "next"]


def test_no_sound_device_is_told_and_recording_goes_on(journal: Path) -> None:
    with desk(journal, DEAF) as one:
        assert one.sound().device == ""
        beat = one.beat(lambda beat: beat.count > 2)
        assert (beat.sound, beat.disk) == ("", "ok")
        one.open("c")
        one.speak("c", noise(800))
        one.close("c")
        assert np.array_equal(samples(journal, one.recorded()[0]), noise(800))


DEAF = {"KOPA_VOICE_OUTPUT": "no such device"}
"""An environment in which no sound device is found, also on a machine that has one."""


def test_our_own_transmission_goes_out_and_on_record(journal: Path) -> None:
    said = tone(500, 2.0)
    soundfile.write(journal.parent / "said.wav", said, 8000)
    with desk(journal, {**DEAF, "KOPA_MIC_FILE": str(journal.parent / "said.wav")}) as one:
        assert one.sound().microphone == "said.wav"
        one.tell(Open(call="own", group=GROUP, wall=time.time(), own=True))
        one.tell(Talk(press="p1", call="own", group=GROUP))
        frames: list[Mic] = []
        while len(frames) < 25:
            message = one.heard.get(timeout=2)
            assert isinstance(message, Mic)
            frames.append(message)
        one.tell(Talk(press="p1", call="own", group=GROUP, on=False))
        one.close("own")
        (found,) = one.recorded()
    assert [frame.index for frame in frames] == list(range(0, 25 * 160, 160))
    assert {(frame.press, frame.call) for frame in frames} == {("p1", "own")}
    sent = np.frombuffer(b"".join(frame.data for frame in frames), "<i2")
    assert np.array_equal(sent, said[: len(sent)])
    kept = samples(journal, found)
    assert len(kept) >= len(sent)
    assert np.array_equal(kept, said[: len(kept)])


def test_without_a_microphone_nothing_is_sent(journal: Path) -> None:
    with desk(journal, DEAF) as one:
        assert one.sound().microphone == ""
        one.tell(Talk(press="p1", call="own", group=GROUP))
        time.sleep(0.3)
        assert one.heard.empty()


def test_levels_are_told_while_voice_sounds(journal: Path) -> None:
    with desk(journal) as one:
        one.beat(lambda beat: beat.count > 0)
        pulse = Pulse(journal)
        one.open("c")
        one.speak("c", tone(1000, 0.6, level=0.5), pace=0.02)
        loud = pulse.read("levels", Levels)
        assert loud is not None
        assert 70 <= loud[0].groups[GROUP] <= 95
        one.close("c")
        until(lambda: (now := pulse.read("levels", Levels)) is not None and not now[0].groups)
        pulse.close()
