"""The microphone between key-down and the channel: nothing said is lost, nothing from before the key goes out."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from station.voice import talker
from station.voice.app import Ear, Heard
from station.voice.microphone import MOST_LATENCY, first_sample
from station.voice.opus import there
from station.voice.samples import TICK_SECONDS, Block, Pcm
from station.voice.talker import KEPT, Talker
from station.voice.wire import Mic, Talk


class Desk:
    """A talker whose microphone hears a tick every 20 ms: samples that count the seconds since 100.0."""

    def __init__(self) -> None:
        self.mono = 100.0
        self.sent: list[Mic] = []
        self.kept: list[Pcm] = []
        self.talker = Talker(self.sent.append, self._keep, clock=lambda: self.mono)

    def _keep(self, _talk: Talk, _index: int, pcm: Pcm) -> None:
        self.kept.append(pcm)

    def hear(self, seconds: float, level: float) -> None:
        for _ in range(round(seconds / TICK_SECONDS)):
            self.mono += TICK_SECONDS
            block: Block = np.full(960, level, np.float32)
            self.talker.heard(block)

    def talk(self, since: float = 0.0, press: str = "p", codec: str = "") -> None:
        self.talker.talk(Talk(press=press, call=f"own-{press}", group="g", codec=codec, since=since))

    @property
    def said(self) -> Pcm:
        """What went out, in one piece."""
        return np.concatenate([np.frombuffer(mic.data, "<i2").astype(np.int16) for mic in self.sent])


def test_what_was_said_between_key_down_and_the_channel_goes_out_first_and_in_order() -> None:
    desk = Desk()
    desk.hear(0.2, 0.1)  # before the key went down
    down = desk.mono
    desk.hear(0.12, 0.5)  # while the press is on its way
    desk.talk(since=down)
    assert len(desk.sent) == 6, "at once, not when the next tick comes"
    desk.hear(0.04, 0.5)
    assert [mic.index for mic in desk.sent] == list(range(0, 8 * 160, 160))
    said = desk.said
    assert np.all(np.abs(said[40:] - 0.5 * 32768) < 0.03 * 32768), "nothing lost, nothing of the 0.1 before"
    assert np.array_equal(np.concatenate(desk.kept), said), "what went out is what is on record"


def test_a_tick_in_which_the_key_went_down_is_cut_there() -> None:
    desk = Desk()
    desk.hear(0.1, 0.9)
    down = desk.mono + 0.01
    desk.hear(0.02, 0.9)
    desk.talk(since=down)
    (mic,) = desk.sent
    pcm = np.frombuffer(mic.data, "<i2")
    assert not pcm[:70].any(), "half of it is of before"
    assert pcm[100:].min() > 20_000


def test_without_a_time_nothing_of_the_past_goes_out() -> None:
    desk = Desk()
    desk.hear(0.3, 0.5)
    desk.talk()
    assert desk.sent == []
    desk.hear(0.02, 0.5)
    assert len(desk.sent) == 1


def test_the_past_ends_and_is_never_sent_twice() -> None:
    desk = Desk()
    desk.hear(2.0, 0.5)
    desk.talk(since=desk.mono - 1.9)
    assert len(desk.sent) == KEPT
    desk.talk(since=desk.mono - 1.9)
    assert len(desk.sent) == KEPT, "the same press again is no news"
    desk.talker.talk(Talk(press="p", call="own-p", group="g", on=False))
    desk.hear(0.2, 0.5)
    assert len(desk.sent) == KEPT, "nothing after the key came up"


def test_every_leg_of_a_hold_has_its_first_syllable() -> None:
    desk = Desk()
    down = desk.mono
    desk.hear(0.06, 0.5)
    desk.talk(since=down)
    desk.hear(0.04, 0.5)
    desk.talk(since=down, press="p/1")  # its gateway took longer
    desk.hear(0.02, 0.5)
    for press in ("p", "p/1"):
        assert [mic.index for mic in desk.sent if mic.press == press] == list(range(0, 6 * 160, 160))


@pytest.mark.skipif(not there(), reason="NOT TESTED HERE: no libopus here")
def test_opus_gets_the_whole_band() -> None:
    desk = Desk()
    down = desk.mono
    hertz = 5000.0  # more than 8 kHz can carry
    for number in range(50):
        desk.mono += TICK_SECONDS
        at = np.arange(number * 960, (number + 1) * 960) / 48000
        desk.talker.heard((0.3 * np.sin(2 * np.pi * hertz * at)).astype(np.float32))
        if number == 4:
            desk.talk(since=down, codec="opus")
            desk.talk(since=down, press="q")
    wide = np.concatenate([pcm for pcm in desk.kept if len(pcm) == 320]).astype(np.float64)
    narrow = np.concatenate([pcm for pcm in desk.kept if len(pcm) == 160]).astype(np.float64)
    assert np.sqrt(np.mean(wide[1000:] ** 2)) > 0.15 * 32768
    assert np.sqrt(np.mean(narrow[1000:] ** 2)) < 0.01 * 32768
    assert {mic.codec for mic in desk.sent if mic.press == "p"} == {"opus"}
    assert [mic.index for mic in desk.sent if mic.press == "p"] == list(range(0, 50 * 320, 320))


class Counted:
    """An encoder that numbers its packets."""

    made = 0
    encoded = 0

    def __init__(self, rate: int) -> None:
        type(self).made += 1

    def encode(self, pcm: Pcm) -> bytes:
        type(self).encoded += 1
        return bytes([self.encoded])


def test_the_legs_of_a_hold_share_what_is_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """24 talk-groups at once must not cost the thread that mixes 24 times as much; and each has all of it, in order."""
    monkeypatch.setattr(Counted, "made", 0)
    monkeypatch.setattr(Counted, "encoded", 0)
    monkeypatch.setattr(talker, "OpusEncoder", Counted)
    desk = Desk()
    down = desk.mono
    desk.hear(0.1, 0.5)
    for number in range(23):
        desk.talk(since=down, press=f"p/{number}", codec="opus")
    desk.hear(0.1, 0.5)
    desk.talk(since=down, press="late", codec="opus")
    desk.hear(0.1, 0.5)
    assert (Counted.made, Counted.encoded) == (1, 15)
    for press in (*(f"p/{number}" for number in range(23)), "late"):
        sent = [mic for mic in desk.sent if mic.press == press]
        assert [mic.data for mic in sent] == [bytes([number]) for number in range(1, 16)]
        assert [mic.index for mic in sent] == list(range(0, 15 * 320, 320))
        assert {(mic.codec, mic.call) for mic in sent} == {("opus", f"own-{press}")}
    assert len(desk.kept) == 24 * 15, "each is on record"


def test_another_key_down_or_another_codec_shares_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Counted, "made", 0)
    monkeypatch.setattr(Counted, "encoded", 0)
    monkeypatch.setattr(talker, "OpusEncoder", Counted)
    desk = Desk()
    first = desk.mono
    desk.hear(0.1, 0.5)
    desk.talk(since=first, press="a", codec="opus")
    desk.talk(since=first, press="b")
    desk.talk(since=desk.mono, press="c", codec="opus")
    desk.talk(press="d", codec="opus")
    desk.hear(0.1, 0.5)
    count = {press: sum(mic.press == press for mic in desk.sent) for press in "abcd"}
    assert count == {"a": 10, "b": 10, "c": 5, "d": 5}
    assert Counted.made == 3
    assert {len(mic.data) for mic in desk.sent if mic.press == "b"} == {320}


def test_a_tick_heard_just_after_the_key_came_up_does_not_overtake_those_before() -> None:
    """The thread that mixes takes what is remembered before what woke it."""
    woken: list[Heard] = []
    remembered: list[Heard] = []
    ear = Ear(woken.append, remembered.append)
    ticks = [Heard(np.zeros(960, np.float32), 100.0 + number * TICK_SECONDS) for number in range(6)]
    ear.hear(ticks[0], held=False)
    ear.hear(ticks[1], held=True)
    ear.hear(ticks[2], held=True)
    ear.hear(ticks[3], held=False)
    assert (remembered, woken) == (ticks[:1], ticks[1:4])
    ear.took()
    ear.took()
    ear.hear(ticks[4], held=False)
    assert woken == ticks[1:5], "one still waits"
    ear.took()
    ear.took()
    ear.hear(ticks[5], held=False)
    assert remembered == [ticks[0], ticks[5]], "nothing waits: nobody is woken"


@pytest.mark.parametrize(
    ("current", "heard", "ago"),
    [(5.0, 4.95, 0.05), (5.0, 5.0, 0.06), (0.0, 0.0, 0.06), (5.0, 5.0 - 2 * MOST_LATENCY, 0.06), (5.0, 5.5, 0.06)],
)
def test_when_a_tick_was_heard(current: float, heard: float, ago: float) -> None:
    """PortAudio's word, unless it cannot be true: then what the stream holds, and the tick itself."""
    told = SimpleNamespace(currentTime=current, inputBufferAdcTime=heard)
    assert first_sample(1000.0, told, 0.04) == pytest.approx(1000.0 - ago)
