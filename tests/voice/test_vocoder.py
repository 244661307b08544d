"""Coded voice: kept as it came, heard where a vocoder is, never played while encrypted."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import numpy as np
import pytest
import soundfile

from station.voice import vocoder as vocoding
from station.voice.ambe_chip import Chip as Client
from station.voice.ambe_chip import ChipError
from station.voice.calls import Calls
from station.voice.originals import pack, unpack
from station.voice.parts import Original
from station.voice.recorder import Recorder
from station.voice.samples import Pcm
from station.voice.shelf import Shelf
from station.voice.vocoder import Decoded, Vocoding, installed
from station.voice.wire import Close, Open, Voice
from tests.voice.chip import PtyChip, UdpChip
from tests.voice.desk import Desk, desk, make_journal, until

GROUP = "dmr@kraslava:g9"


@pytest.fixture(
    params=[
        "udp",
        pytest.param("serial", marks=pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: pty")),
    ]
)
def chip(request: pytest.FixtureRequest) -> Iterator[UdpChip | PtyChip]:
    made = UdpChip() if request.param == "udp" else PtyChip()
    yield made
    made.close()


def burst(*first: int) -> bytes:
    """Three frames a DMR burst, each nine bytes of one value."""
    return b"".join(bytes([value] * 9) for value in first)


def say(room: Desk, call: str, bursts: list[bytes]) -> None:
    for number, data in enumerate(bursts):
        room.tell(Voice(call=call, index=480 * number, codec="ambe2", data=data, wall=1000.0 + 0.06 * number))


def test_the_chip_says_what_it_is_and_decodes(chip: UdpChip | PtyChip) -> None:
    client = Client(chip.where)
    assert client.ready() == "AMBE3000R"
    assert chip.rates == [33]
    use = client()
    assert use is not None
    pcm = use.decode(bytes([7] * 9))
    assert pcm is not None and pcm.tolist() == [700] * 160
    assert chip.frames == [bytes([7] * 9)]
    assert client() is None, "one call at a time"
    use.close()
    again = client()
    assert again is not None
    again.close()
    client.drop()


def test_a_chip_that_falls_silent_is_set_up_anew(chip: UdpChip | PtyChip) -> None:
    client = Client(chip.where)
    use = client()
    assert use is not None
    chip.mute = True
    assert [use.decode(bytes(9)) for _ in range(4)] == [None] * 4
    chip.mute = False
    use.decode(bytes(9))  # an answer may still be on its way; by now it was set up again or answers
    assert until(lambda: use.decode(bytes([5] * 9)) is not None)
    use.close()
    client.drop()


def test_voice_that_comes_too_late_is_not_of_the_next_call() -> None:
    class Late(UdpChip):
        held = b""

        def answer(self, packet: bytes) -> bytes:
            late, self.held = self.held, b""
            answer = super().answer(packet)
            if packet[3] == 1 and packet[6] == 1:  # the answer to frames of ones waits for the next question
                self.held, answer = answer, b""
            if late:
                self._socket.sendto(late, self.peer)
            return answer

        def _run(self) -> None:
            with contextlib.suppress(OSError):
                while True:
                    packet, self.peer = self._socket.recvfrom(2048)
                    if not packet:
                        return
                    if answer := self.answer(packet):
                        self._socket.sendto(answer, self.peer)

    chip = Late()
    try:
        client = Client(chip.where)
        first = client()
        assert first is not None and first.decode(bytes([1] * 9)) is None
        first.close()
        second = client()
        assert second is not None, "the late answer is no answer to what the chip is"
        pcm = second.decode(bytes([7] * 9))
        assert pcm is not None and pcm[0] == 700
        second.close()
        client.drop()
    finally:
        chip.close()


def test_what_is_no_chip_is_said() -> None:
    class Echo(UdpChip):
        def answer(self, packet: bytes) -> bytes:
            return packet[:5] + b"?"

    echo = Echo()
    try:
        with pytest.raises(ChipError):
            Client(echo.where).ready()
        assert Client(echo.where)() is None
    finally:
        echo.close()
    assert Client("udp:127.0.0.1:9")() is None
    assert Client("serial:/dev/there-is-none")() is None


def test_without_a_vocoder_the_frames_are_kept_and_nothing_sounds(tmp_path: Path) -> None:
    with desk(make_journal(tmp_path / "journal")) as room:
        bursts = [burst(1, 2, 3), burst(4, 5, 6)]
        room.tell(Open(call="a", group=GROUP, wall=1000.0))
        say(room, "a", bursts)
        room.tell(Close(call="a"))
        (found,) = room.recorded()
        assert (found.path, found.codec, found.seconds) == ("", "ambe2", 0.12)
        pieces = unpack((room.journal / found.frames).read_bytes())
        assert [piece.data for piece in pieces] == bursts
        assert [piece.start for piece in pieces] == [0, 480]


def test_with_a_chip_the_call_is_heard_recorded_and_kept_as_it_came(tmp_path: Path, chip: UdpChip | PtyChip) -> None:
    with desk(make_journal(tmp_path / "journal"), {"KOPA_VOICE_VOCODER": chip.where}) as room:
        bursts = [burst(10, 20, 30), burst(40, 50, 60)]
        room.tell(Open(call="a", group=GROUP, wall=1000.0))
        say(room, "a", bursts)
        room.tell(Close(call="a"))
        (found,) = room.recorded()
        pcm, rate = soundfile.read(room.journal / found.path, dtype="int16")
        assert rate == 8000
        assert pcm.tolist() == [value * 100 for value in (10, 20, 30, 40, 50, 60) for _ in range(160)]
        assert [piece.data for piece in unpack((room.journal / found.frames).read_bytes())] == bursts
        assert len(found.files) == 2


def test_an_encrypted_call_is_kept_and_never_decoded(tmp_path: Path, chip: UdpChip | PtyChip) -> None:
    with desk(make_journal(tmp_path / "journal"), {"KOPA_VOICE_VOCODER": chip.where}) as room:
        room.tell(Open(call="a", group=GROUP, wall=1000.0, encrypted=True))
        say(room, "a", [burst(1, 2, 3)])
        room.tell(Close(call="a"))
        (found,) = room.recorded()
        assert found.path == "" and found.frames
        assert chip.frames == []


class Slow:
    """A vocoder from a package: takes its time, fails when told to."""

    def decode(self, frame: bytes) -> Pcm | None:
        if frame[0] == 0xFF:
            raise ValueError("out of its mind")
        time.sleep(0.005)
        return np.full(160, frame[0], np.int16)

    def close(self) -> None:
        pass


def test_an_installed_package_is_found_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    points = EntryPoints(
        [
            EntryPoint("ambe2", "tests.voice.test_vocoder:no_such", vocoding.GROUP),
            EntryPoint("ambe2", "tests.voice.test_vocoder:Slow", vocoding.GROUP),
            EntryPoint("imbe", "tests.voice.test_vocoder:GROUP", "some.other.group"),
        ]
    )
    monkeypatch.setattr(vocoding, "entry_points", points.select)
    assert installed("ambe2") is Slow
    assert installed("imbe") is None


def test_the_calls_end_waits_for_the_vocoder_and_a_failing_one_ends_nothing_else(tmp_path: Path) -> None:
    finished: list[Path] = []
    recorder = Recorder(Shelf(tmp_path), finished.append)
    outs: list[Decoded] = []
    voices = Vocoding({"ambe2": Slow}, outs.append)
    calls = Calls(recorder, voices)
    for name, frame in (("good", 5), ("bad", 0xFF)):
        calls.open(Open(call=name, group=GROUP, wall=1000.0))
        for number in range(5):
            calls.voice(
                Voice(call=name, index=480 * number, codec="ambe2", data=burst(frame, frame, frame), wall=1000.0)
            )
        calls.close(name)
    until(lambda: len([out for out in outs if not len(out.pcm)]) == 2)
    assert not finished, "the last words are not in it yet"
    for out in outs:
        calls.decoded(out)
    recorder.stop()
    assert sorted(path.stem for path in finished) == ["bad", "good"]
    assert sum(len(out.pcm) for out in outs if out.call == "good") == 15 * 160
    assert not any(len(out.pcm) for out in outs if out.call == "bad")
    voices.stop()


def test_a_file_of_coded_voice_reads_back_and_a_torn_one_is_told() -> None:
    pieces = [Original(0, 1000.0, "ambe2", burst(1, 2, 3)), Original(-5, 1e9, "ambe2", b"")]
    assert unpack(pack(pieces)) == pieces
    with pytest.raises(ValueError, match="torn"):
        unpack(pack(pieces)[:-20])
    with pytest.raises(ValueError, match="not a file"):
        unpack(b"fLaC")
