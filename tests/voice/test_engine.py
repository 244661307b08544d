"""What the engine does with messages, tick by tick, without devices; recall; and the review player."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
import soundfile

from journal.log import Log
from journal.pulse import Pulse
from journal.slots import Beat, Levels, Playhead
from station.voice import review
from station.voice.assemble import assemble
from station.voice.calls import Calls
from station.voice.catalogue import Catalogue
from station.voice.engine import UNDER, Engine
from station.voice.parent import Parent
from station.voice.parts import read
from station.voice.recall import Loaded, Recall
from station.voice.recorder import Recorder
from station.voice.review import Player
from station.voice.samples import RATE, TICK, Block
from station.voice.settings import Settings
from station.voice.shelf import Shelf
from station.voice.stretch import SNIPPET
from station.voice.talker import Talker
from station.voice.timeline import Timeline
from station.voice.wire import Close, GroupMix, Mic, Mixing, Open, Quit, Sounder, Talk, Voice
from tests.voice.desk import GROUP, make_journal, tone, until
from units.findings import VoiceRecorded

SELECT, UNSELECT, HEADSET = (slice(row, row + 2) for row in (0, 2, 4))


class Bench:
    """An engine and what it said."""

    def __init__(self, journal: Path) -> None:
        self.journal = journal
        self.said: list[tuple[str, msgspec.Struct]] = []
        self.sent: list[Mic] = []
        self.finished: list[Path] = []
        self.loads: queue.SimpleQueue[Loaded] = queue.SimpleQueue()
        self.recorder = Recorder(Shelf(journal), self.finished.append)
        calls = Calls(self.recorder)
        self.engine = Engine(
            calls,
            Talker(self.sent.append, lambda talk, index, pcm: calls.own_voice(talk, index, pcm, 1000.0 + index / 8000)),
            Recall(journal, self.recorder.so_far, self.loads.put),
            lambda slot, value: self.said.append((slot, value)),
            lambda count: None,
        )
        self.tell = self.engine.receive

    def speak(self, call: str, pcm: np.ndarray, group: str = GROUP) -> None:
        self.tell(Open(call=call, group=group, wall=1000.0))
        for at in range(0, len(pcm), 160):
            self.tell(
                Voice(call=call, index=at, codec="s16le8", data=pcm[at : at + 160].tobytes(), wall=1000.0 + at / 8000)
            )

    def run(self, ticks: int) -> Block:
        """The buses over so many ticks."""
        return np.concatenate([self.engine.tick() for _ in range(ticks)], axis=1)

    def load(self) -> None:
        self.engine.loaded(self.loads.get(timeout=5))

    def slot(self, name: str) -> list[msgspec.Struct]:
        return [value for slot, value in self.said if slot == name]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    one = Bench(tmp_path)
    yield one
    one.recorder.stop()


def loudness(block: Block) -> float:
    return float(np.abs(block).max())


def test_a_talk_group_nobody_routed_is_heard(bench: Bench) -> None:
    bench.speak("c", tone(500, 0.5))
    assert loudness(bench.run(20)[UNSELECT]) > 0.1


def test_mute_silences_the_ear_and_not_the_meter(bench: Bench) -> None:
    bench.tell(Mixing(groups={GROUP: GroupMix(bus="select", muted=True)}))
    bench.speak("c", tone(500, 0.5))
    assert not bench.run(20).any()
    levels = [value for value in bench.slot("levels") if isinstance(value, Levels)]
    assert max(value.groups.get(GROUP, 0) for value in levels) > 50
    bench.tell(Close(call="c"))
    bench.run(40)
    last = bench.slot("levels")[-1]
    assert isinstance(last, Levels)
    assert last.groups == {}


def test_our_own_call_is_not_played_back_to_us(bench: Bench) -> None:
    bench.tell(Open(call="own", group=GROUP, wall=1000.0, own=True))
    bench.speak("own", tone(500, 0.5))
    assert not bench.run(20).any()


def test_while_talking_loudspeakers_are_low_and_the_microphone_is_measured(bench: Bench) -> None:
    bench.tell(Mixing(groups={GROUP: GroupMix(bus="select", gain=1.0)}))
    bench.speak("c", tone(500, 2.0))
    before = loudness(bench.run(15)[SELECT])
    bench.tell(Talk(press="p", call="own", group="other"))
    bench.engine.talker.heard(np.full(960, 0.2, np.float32))
    bench.run(1)
    assert loudness(bench.run(10)[SELECT]) < before * 0.2
    assert [(mic.press, mic.index, len(mic.data)) for mic in bench.sent] == [("p", 0, 320)]
    levels = bench.slot("levels")[-1]
    assert isinstance(levels, Levels)
    assert levels.mic > 50
    bench.tell(Talk(press="p", call="own", group="other", on=False))
    bench.engine.talker.heard(np.full(960, 0.2, np.float32))
    assert len(bench.sent) == 1, "nothing goes out after the key came up"
    bench.run(1)
    assert loudness(bench.run(10)[SELECT]) == pytest.approx(before, rel=0.05)


def test_one_microphone_to_several_groups(bench: Bench) -> None:
    for press in ("p1", "p2"):
        bench.tell(Talk(press=press, call=f"call-{press}", group=press))
    bench.engine.talker.heard(np.full(960, 0.2, np.float32))
    assert [(mic.press, mic.call) for mic in bench.sent] == [("p1", "call-p1"), ("p2", "call-p2")]
    assert bench.recorder.recording == 2


def test_the_emergency_sounder_is_in_the_headset_only_while_we_transmit(bench: Bench) -> None:
    bench.tell(Sounder(emergency=True))
    bench.tell(Sounder(tone="text"))  # a short tone does not end it
    heard = bench.run(25)
    assert loudness(heard[SELECT]) > 0.3
    assert loudness(heard[HEADSET]) > 0.3
    bench.tell(Talk(press="p", call="own", group=GROUP))
    bench.run(1)
    heard = bench.run(10)
    assert not heard[SELECT].any()
    assert not heard[UNSELECT].any()
    assert loudness(heard[HEADSET]) > 0.3
    bench.tell(Sounder(emergency=False))
    bench.run(1)
    assert not bench.run(10).any()


def test_the_same_tone_for_many_legs_sounds_once(bench: Bench) -> None:
    """An all-call is granted leg by leg; what comes within two ticks is one word to one ear."""
    bench.tell(Sounder(tone="permit"))
    one = bench.run(12)
    for _ in range(8):
        bench.tell(Sounder(tone="permit"))
    first = bench.run(1)
    for _ in range(16):
        bench.tell(Sounder(tone="permit"))
    many = np.concatenate([first, bench.run(11)], axis=1)
    assert loudness(one) > 0.1 and np.allclose(many, one, atol=1e-6)
    bench.tell(Sounder(tone="denied"))
    bench.tell(Sounder(tone="permit"))
    assert loudness(bench.run(12)) > loudness(one) * 1.2, "another word is another tone"
    bench.tell(Sounder(tone="denied"))
    bench.run(30)
    once = loudness(one)
    bench.tell(Sounder(tone="denied"))
    bench.run(5)
    for _ in range(20):
        bench.tell(Sounder(tone="denied"))
    later = bench.run(60)[HEADSET]
    assert later.shape[1] == 60 * TICK and later[:, 20 * TICK : 30 * TICK].any(), "said later, it is said once more"
    assert not later[:, 40 * TICK :].any() and loudness(later) < 1.2 * once, "and never adds up"


def test_the_sounder_is_low_while_the_emergency_speaks_and_loud_again_in_its_silence(bench: Bench) -> None:
    bench.tell(Mixing(groups={GROUP: GroupMix(force=True)}))
    bench.tell(Sounder(emergency=True))
    alone = loudness(bench.run(25)[HEADSET])
    bench.speak("help", tone(500, 1.0))
    bench.run(10)
    beside = bench.run(20)
    assert loudness(beside[HEADSET]) == pytest.approx(alone * UNDER, rel=0.05)
    assert loudness(beside[SELECT]) > 4 * loudness(beside[HEADSET]), "the voice over the tone"
    bench.run(100)
    assert loudness(bench.run(25)[HEADSET]) == pytest.approx(alone, rel=0.05), "it has said all: it is rung again"
    bench.tell(Mixing(groups={GROUP: GroupMix(bus="select")}))
    bench.speak("usual", tone(500, 1.0))
    bench.run(10)
    assert loudness(bench.run(20)[HEADSET]) == pytest.approx(alone, rel=0.05), "any other call lets it be"


def test_frames_after_the_end_do_not_open_the_call_again(bench: Bench) -> None:
    bench.speak("c", tone(500, 0.1))
    bench.tell(Close(call="c"))
    bench.run(20)
    bench.tell(Voice(call="c", index=800, codec="s16le8", data=bytes(320), wall=1000.0))
    until(lambda: bench.finished)
    assert bench.recorder.recording == 0
    assert len(bench.finished) == 1


def test_a_call_that_is_opened_again_while_its_end_still_sounds_loses_nothing(bench: Bench) -> None:
    for _ in range(2):
        bench.speak("c", tone(500, 0.5))
        bench.run(2)
        bench.tell(Close(call="c"))
    until(lambda: len(bench.finished) == 2, 20.0)
    kept = [assemble(read(path.read_bytes()).frames) for path in bench.finished]
    assert [one.seconds for one in kept if one is not None] == [0.5, 0.5]
    assert loudness(bench.run(30)[UNSELECT]) > 0.1


def test_quit_is_heard(bench: Bench) -> None:
    assert not bench.engine.quit
    bench.tell(Quit())
    assert bench.engine.quit


# -- review


def recording(journal: Path, name: str, started: float, pcm: np.ndarray, rate: int = 8000) -> VoiceRecorded:
    path = journal / "voice" / f"{name}.flac"
    path.parent.mkdir(exist_ok=True)
    soundfile.write(path, pcm, rate, format="FLAC", subtype="PCM_16")
    return VoiceRecorded(
        call=name,
        group=GROUP,
        path=f"voice/{name}.flac",
        sha256="",
        seconds=len(pcm) / rate,
        rate=rate,
        started=started,
    )


def warm(timeline: Timeline, start: float, seconds: float) -> Block:
    """What sounded, once it is in memory."""
    for one in timeline.covering(start, start + seconds):
        until(lambda: timeline._clip(one.path) is not None)  # noqa: B023
    return timeline.read(start, int(seconds * RATE))


def test_recordings_lie_at_their_time_and_overlap(tmp_path: Path) -> None:
    timeline = Timeline(tmp_path)
    timeline.add(recording(tmp_path, "b", 1002.0, tone(900, 2.0, 16000), 16000))
    timeline.add(recording(tmp_path, "a", 1000.0, tone(400, 3.0)))
    assert [one.call for one in timeline.covering(1001.0, 1001.5)] == ["a"]
    assert [one.call for one in timeline.covering(1002.5, 1002.6)] == ["a", "b"]
    assert timeline.covering(1004.5, 1100.0) == []
    heard = warm(timeline, 999.0, 6.0)

    def strength(second: float, hertz: float) -> float:
        piece = heard[int((second + 0.1) * RATE) : int((second + 0.9) * RATE)]
        return float(2 * abs(np.dot(piece, np.exp(-2j * np.pi * hertz * np.arange(len(piece)) / RATE))) / len(piece))

    assert [round(strength(second, 400), 1) for second in range(6)] == [0, 0.3, 0.3, 0.3, 0, 0]
    assert [round(strength(second, 900), 1) for second in range(6)] == [0, 0, 0, 0.3, 0.3, 0]


def play(player: Player, seconds: float, playhead: Callable[[float], Playhead]) -> list[Block | None]:
    blocks = []
    for tick in range(int(seconds * 50)):
        player.follow(playhead(tick * 0.02), 0.0)
        blocks.append(player.pull())
    return blocks


@pytest.mark.parametrize("speed", [1.0, 2.0, 4.0, 16.0])
def test_the_player_follows_the_window(tmp_path: Path, speed: float) -> None:
    timeline = Timeline(tmp_path)
    timeline.add(recording(tmp_path, "a", 1010.0, tone(400, 20.0)))
    warm(timeline, 1010.0, 1.0)
    jumps: list[float] = []
    player = Player(timeline, jumps.append)
    blocks = play(player, 3.0, lambda now: Playhead(time=1000.0 + speed * now, speed=speed))
    sound = np.concatenate([block for block in blocks if block is not None])
    assert jumps == [1000.0], "one start, no correction in between"
    assert player.time == pytest.approx(1000 + 3.0 * speed, abs=0.1 * speed)
    first = np.flatnonzero(np.abs(sound) > 0.1)
    if speed <= 2:
        assert not len(first)
    else:
        assert first[0] / RATE == pytest.approx(10.0 / speed, abs=0.05 + SNIPPET / RATE)


def test_the_player_pauses_jumps_and_goes_on(tmp_path: Path) -> None:
    timeline = Timeline(tmp_path)
    timeline.add(recording(tmp_path, "a", 1000.0, tone(400, 100.0)))
    warm(timeline, 1000.0, 1.0)
    jumps: list[float] = []
    player = Player(timeline, jumps.append)
    assert play(player, 0.1, lambda now: Playhead(time=1000.0, speed=0.0)) == [None] * 5
    play(player, 0.5, lambda now: Playhead(time=1005.0 + now, speed=1.0, count=1))
    play(player, 0.5, lambda now: Playhead(time=1005.6 + now, speed=1.0, count=2))  # a jump of 0.1 s, but meant
    play(player, 0.5, lambda now: Playhead(time=1050.0 + now, speed=1.0, count=2))  # the window is elsewhere
    assert jumps == pytest.approx([1005.0, 1005.6, 1050.0])
    assert player.time == pytest.approx(1050.5, abs=0.05)
    assert play(player, 0.04, lambda now: Playhead(time=1050.5, speed=0.0)) == [None, None]


def test_the_catalogue_reads_from_where_one_looks(home: Path) -> None:
    journal = home / "journal"
    log = Log(journal, "voice", mode="exercise")
    made = []
    for number in range(40):
        made.append(
            VoiceRecorded(
                call=f"c{number}",
                group=GROUP,
                path=f"v/{number}",
                sha256="",
                seconds=1.0,
                rate=8000,
                started=time.time() - 1,
            )
        )
        log.append(made[-1]).result(5)
        if number == 19:
            time.sleep(0.2)
            middle = time.time()
            time.sleep(0.2)
    timeline = Timeline(journal)
    catalogue = Catalogue(journal, timeline)
    time.sleep(0.1)
    assert timeline.covering(0, 1e12) == []
    catalogue.aim(middle + 5.0)
    until(lambda: len(timeline.covering(0, 1e12)) == 20)
    assert {one.call for one in timeline.covering(0, 1e12)} == {f"c{number}" for number in range(20, 40)}
    catalogue.aim(middle - 3600)
    until(lambda: len(timeline.covering(0, 1e12)) == 40)
    log.append(
        VoiceRecorded(call="new", group=GROUP, path="v/new", sha256="", seconds=1.0, rate=8000, started=time.time())
    )
    until(lambda: len(timeline.covering(0, 1e12)) == 41, what="for the journal's growth")
    log.close()


@pytest.mark.real_time
def test_a_review_player_ends_when_its_window_is_gone_and_not_before(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = make_journal(home / "journal")
    monkeypatch.setattr(review, "ALONE_SECONDS", 0.6)
    monkeypatch.setattr(Parent, "alive", False)
    pulse = Pulse(journal, name="review-t1")
    ended: list[int] = []
    settings = Settings(output="no such device")
    thread = threading.Thread(target=lambda: ended.append(review.run(journal, "t1", settings)), daemon=True)
    thread.start()
    for step in range(20):
        pulse.write("playhead", Playhead(time=1000.0 + step, speed=1.0))
        time.sleep(0.05)
    assert not ended
    assert pulse.read("voice", Beat) is not None
    thread.join(30)
    assert ended == [0]
    pulse.close()


def test_a_review_of_no_journal_ends_with_a_sentence(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert review.run(home / "nothing", "t1", Settings()) == 1
    assert len(caplog.messages) == 1
