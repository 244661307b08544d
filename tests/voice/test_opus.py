"""Opus in the voice process: heard, recorded as it was heard and as it came; losses made up for the ear alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.opus import samples as lasts
from station.voice import calls as calling
from station.voice import opus
from station.voice.calls import Calls
from station.voice.decode import Opus, Piece
from station.voice.microphone import MicrophoneFile
from station.voice.opus import OpusDecoder, OpusEncoder, OpusError
from station.voice.originals import seconds, unpack
from station.voice.parts import read
from station.voice.playout import Playout
from station.voice.recorder import Recorder
from station.voice.samples import TICK, Block, Pcm
from station.voice.shelf import Shelf
from station.voice.talker import Talker
from station.voice.wire import Close, Mic, Open, Talk, Voice
from tests.voice.desk import desk, make_journal, tone, until

GROUP = "svx@border:g112"
STEP = 320


@pytest.fixture(autouse=True)
def libopus() -> None:
    if not opus.there():
        pytest.skip("NOT RUN WITH LIBOPUS: it is not installed on this machine")


def packets(pcm: Pcm, rate: int = 16000) -> list[bytes]:
    encoder = OpusEncoder(rate)
    size = rate // 50
    return [encoder.encode(pcm[at : at + size]) for at in range(0, len(pcm), size)]


def pitch(pcm: Pcm) -> float:
    spectrum = np.abs(np.fft.rfft(pcm * np.hanning(len(pcm))))
    return float(np.argmax(spectrum) * 16000 / len(pcm))


def power(pcm: Pcm) -> float:
    return float(np.mean(pcm.astype(np.float64) ** 2))


@pytest.mark.parametrize("rate", [8000, 16000])
def test_what_goes_in_comes_out(rate: int) -> None:
    decoder = OpusDecoder()
    coded = packets(tone(700, 1.0, rate), rate)
    assert all(lasts(packet) == STEP for packet in coded)
    assert max(map(len, coded)) < 120
    heard = np.concatenate([decoder.decode(packet) for packet in coded])
    assert len(heard) == 16000
    assert pitch(heard[4000:]) == pytest.approx(700, abs=5)
    assert power(heard[4000:]) == pytest.approx(power(tone(700, 1.0, 16000)[4000:]), rel=0.3)


def test_a_torn_packet_is_refused_and_the_next_one_heard() -> None:
    decoder = OpusDecoder()
    (good,) = packets(tone(700, 0.02, 16000))
    for torn in (b"", b"\xff", b"\x03", bytes(8000)):
        with pytest.raises(OpusError):
            decoder.decode(torn)
    assert len(decoder.decode(good)) == STEP
    with pytest.raises(OpusError):
        OpusEncoder(8000).encode(np.zeros(100, np.int16))


@given(st.lists(st.binary(max_size=200), max_size=8))
@settings(max_examples=200)
def test_any_bytes_are_survived(several: list[bytes]) -> None:
    decoder = Opus()
    for number, data in enumerate(several):
        for piece in decoder.pieces(number * STEP, data):
            assert 0 < len(piece.pcm) <= 1920
    assert decoder.pieces(100_000, packets(tone(300, 0.02, 16000))[0])


def gaps(lost: set[int], count: int = 50, hertz: float = 300) -> tuple[list[Piece], Pcm]:
    """What a decoder makes of a tone without the ``lost`` packets; and the tone."""
    said = tone(hertz, count / 50, 16000)
    decoder = Opus()
    found: list[Piece] = []
    for number, packet in enumerate(packets(said)):
        if number not in lost:
            found += decoder.pieces(number * STEP, packet)
    return found, said


@pytest.mark.parametrize("lost", [{20}, {20, 21, 22}, {10, 30}])
def test_a_gap_is_made_up_and_says_so(lost: set[int]) -> None:
    found, said = gaps(lost)
    at = 0
    for piece in found:
        assert piece.start == at
        at += len(piece.pcm)
    assert at == 50 * STEP
    assert {piece.start // STEP for piece in found if not piece.heard} <= lost
    assert sum(len(piece.pcm) for piece in found if not piece.heard) == len(lost) * STEP
    first = next(piece for piece in found if not piece.heard)
    assert power(first.pcm[:STEP]) > 0.3 * power(said[: 50 * STEP]), "a lost tone sounds on"


def test_a_long_gap_is_silence_and_what_comes_late_is_too_late() -> None:
    coded = packets(tone(300, 1.0, 16000))
    decoder = Opus()
    assert [piece.heard for piece in decoder.pieces(0, coded[0])] == [True]
    assert [piece.start for piece in decoder.pieces(40 * STEP, coded[40])] == [40 * STEP]
    assert decoder.pieces(39 * STEP, coded[39]) == []
    assert decoder.pieces(40 * STEP, coded[40]) == []
    assert [piece.start for piece in decoder.pieces(41 * STEP, coded[41])] == [41 * STEP]
    far = 10 * 16000
    decoder.pieces(far, coded[42])
    assert [piece.start for piece in decoder.pieces(5 * STEP, coded[5])] == [5 * STEP], "the sender counts anew"


def test_the_ear_gets_what_was_made_up() -> None:
    """The sound goes on through a loss of 40 ms, and the buffer does not grow for it."""
    coded = packets(tone(300, 1.0, 16000))
    decoder, playout = Opus(), Playout(16000)
    ticks: list[Block] = []
    for number, packet in enumerate(coded):
        if number not in (25, 26):
            for piece in decoder.pieces(number * STEP, packet):
                (playout.put if piece.heard else playout.fill)(piece.start, piece.pcm)
        block = playout.pull()
        if block is not None:
            ticks.append(block)
    loud = np.array([float(np.sqrt((block**2).mean())) for block in ticks])
    assert loud[3:].min() > 0.1 * np.median(loud), "it fades and comes back; there is no hole"
    assert len(ticks) >= 47
    assert playout.target == pytest.approx(0.06)


def test_made_up_voice_never_replaces_what_was_heard() -> None:
    playout = Playout(16000)
    playout.fill(0, np.full(STEP, 1000, np.int16))
    assert playout.pull() is None, "nothing was heard yet: there is nothing to go on from"
    playout.put(0, np.full(2 * STEP, 2000, np.int16))
    playout.fill(STEP, np.full(2 * STEP, 1000, np.int16))
    playout.put(3 * STEP, np.full(3 * STEP, 2000, np.int16))
    blocks = [block for _ in range(8) if (block := playout.pull()) is not None]  # two ticks it is held
    steps = [round(float(block[TICK // 2]) * 32768) for block in blocks]
    assert steps == [2000, 2000, 1000, 2000, 2000, 2000]


def tell(calls: Calls, call: str, coded: list[bytes]) -> None:
    for number, packet in enumerate(coded):
        calls.voice(Voice(call=call, index=number * STEP, codec="opus", data=packet, wall=1000.0 + number / 50))


def test_on_record_is_what_came_and_nothing_made_up(tmp_path: Path) -> None:
    coded = packets(tone(500, 1.0, 16000))
    with desk(make_journal(tmp_path / "journal")) as room:
        room.tell(Open(call="a", group=GROUP, wall=1000.0))
        for number, packet in enumerate(coded):
            if number not in (20, 21):
                room.tell(Voice(call="a", index=number * STEP, codec="opus", data=packet, wall=1000 + number / 50))
        room.tell(Close(call="a"))
        (found,) = room.recorded()
        pcm, rate = soundfile.read(room.journal / found.path, dtype="int16")
        assert (rate, len(pcm), found.gap) == (16000, 16000, 0.04)
        assert not pcm[20 * STEP : 22 * STEP].any(), "what did not come is silence on record"
        assert pitch(pcm[: 20 * STEP]) == pytest.approx(500, abs=5)
        kept = unpack((room.journal / found.frames).read_bytes())
        assert [piece.data for piece in kept] == coded[:20] + coded[22:]
        assert (found.codec, seconds(kept)) == ("opus", 0.96)


def test_without_libopus_the_packets_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coded = packets(tone(500, 0.2, 16000))

    def none(codec: str) -> None:
        raise OpusError("libopus is not installed")

    monkeypatch.setattr(calling, "decoder", none)
    shelf = Shelf(make_journal(tmp_path / "journal"))
    finished: list[Path] = []
    recorder = Recorder(shelf, finished.append)
    calls = Calls(recorder)
    calls.open(Open(call="a", group=GROUP, wall=1000.0))
    tell(calls, "a", coded)
    calls.close("a")
    (part,) = until(lambda: finished)
    recorder.stop()
    kept = read(part.read_bytes())
    assert [piece.data for piece in kept.originals] == coded and kept.frames == []


def told(talker: Talker, sent: list[Mic], codec: str) -> Callable[[], None]:
    talker.talk(Talk(press="p", call="own", group=GROUP, codec=codec))
    sent.clear()
    return talker.tick


def test_our_own_voice_goes_out_as_the_gateway_wants_it(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "said.wav", tone(440, 1.0, 16000), 16000)
    sent: list[Mic] = []
    kept: list[Pcm] = []
    talker = Talker(sent.append, lambda talk, index, pcm: kept.append(pcm), MicrophoneFile(tmp_path / "said.wav"))
    tick = told(talker, sent, "opus")
    for _ in range(50):
        tick()
    talker.talk(Talk(press="p", call="own", group=GROUP, on=False))
    assert {mic.codec for mic in sent} == {"opus"}
    assert [mic.index for mic in sent] == list(range(0, 16000, 320))
    decoder = OpusDecoder()
    heard = np.concatenate([decoder.decode(mic.data) for mic in sent])
    assert pitch(heard[4000:]) == pytest.approx(440, abs=5)
    assert np.array_equal(np.concatenate(kept), tone(440, 1.0, 16000)), "on record is what was said, before any coding"
    tick = told(talker, sent, "")
    tick()
    assert (sent[0].codec, len(sent[0].data)) == ("s16le8", 320)


def test_fifty_calls_at_once_each_have_a_memory_of_their_own() -> None:
    streams = [packets(tone(200 + 20 * number, 0.2, 16000)) for number in range(50)]
    decoders = [Opus() for _ in streams]
    heard: list[list[Pcm]] = [[] for _ in streams]
    for step in range(10):
        for number, decoder in enumerate(decoders):
            heard[number] += [piece.pcm for piece in decoder.pieces(step * STEP, streams[number][step])]
    pitches = [pitch(np.concatenate(pieces)[1280:]) for pieces in heard]
    assert pitches == pytest.approx([200 + 20 * number for number in range(50)], abs=12)
