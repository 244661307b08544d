"""Instant recall in the engine: what plays, how fast, from where, and what cannot be read."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from journal.slots import Playhead
from station.voice.samples import RATE
from station.voice.wire import GroupMix, Mixing, Play
from tests.voice.desk import GROUP, tone, until
from tests.voice.test_engine import HEADSET, SELECT, Bench, bench, loudness

__all__ = ["bench"]


def kept(bench: Bench, name: str, pcm: np.ndarray) -> str:
    path = bench.journal / "voice" / f"{name}.flac"
    path.parent.mkdir(exist_ok=True)
    soundfile.write(path, pcm, 8000, format="FLAC", subtype="PCM_16")
    return f"voice/{name}.flac"


def test_recall_plays_on_the_headset_and_says_where_it_is(bench: Bench) -> None:
    bench.tell(Play(call="c", path=kept(bench, "c", tone(500, 1.0))))
    bench.load()
    heard = bench.run(60)
    assert not heard[SELECT].any()
    assert 0.95 * RATE < np.count_nonzero(np.abs(heard[HEADSET][0]) > 0) < 1.05 * RATE
    said = [value for value in bench.slot("playing") if isinstance(value, Playhead)]
    assert said[0].call == "c"
    assert [value.position for value in said[:-1]] == sorted(value.position for value in said[:-1])
    assert said[-1] == Playhead()


def test_recall_stops_changes_speed_and_starts_over(bench: Bench) -> None:
    path = kept(bench, "c", tone(500, 4.0))
    bench.tell(Play(call="c", path=path))
    bench.load()
    bench.run(10)
    bench.tell(Play(call="c", path=path, speed=2.0))  # the same call: faster, from where it is
    bench.run(10)
    assert bench.engine.recall.playhead.position == pytest.approx(0.6, abs=0.05)
    bench.tell(Play())
    bench.run(1)
    assert not bench.run(5).any()
    bench.tell(Play(call="c", path=path, speed=2.0))
    bench.load()
    bench.run(10)
    assert bench.engine.recall.playhead.position == pytest.approx(0.4, abs=0.05)


def test_only_the_last_recording_asked_for_plays(bench: Bench) -> None:
    bench.tell(Play(call="a", path=kept(bench, "a", tone(500, 1.0))))
    bench.tell(Play(call="b", path=kept(bench, "b", tone(500, 1.0))))
    bench.load()
    bench.load()
    assert bench.engine.recall.playhead.call == "b"


@pytest.mark.parametrize("path", ["voice/none.flac", "../outside.flac", "voice/bad.flac"])
def test_a_recording_that_cannot_be_read_is_passed_over(bench: Bench, path: str) -> None:
    kept(bench, "x", tone(500, 1.0))
    (bench.journal / "voice/bad.flac").write_bytes(b"rubbish")
    bench.tell(Play(call="c", path=path, action=7))
    bench.load()
    (ended,) = bench.engine.recall.told(True)
    assert (ended.action, ended.heard, ended.of) == (7, 0.0, 0.0), "which whoever asked is told"
    assert not bench.run(5).any()


def test_a_call_still_going_on_can_be_heard_again(bench: Bench) -> None:
    bench.speak("now", tone(500, 1.0))
    until(lambda: (part := bench.recorder.so_far("now")) is not None and part.stat().st_size > 16000)
    bench.tell(Mixing(groups={GROUP: GroupMix(bus="off")}))
    bench.tell(Play(call="now"))
    bench.load()
    assert loudness(bench.run(20)[HEADSET]) > 0.25


def test_recall_goes_on_elsewhere_and_what_sounded_twice_counts_once(bench: Bench) -> None:
    path = kept(bench, "c", tone(500, 4.0))
    bench.tell(Play(call="c", path=path, action=7))
    bench.load()
    bench.run(50)
    bench.tell(Play(call="c", path=path, at=3.0))
    bench.run(10)
    assert bench.engine.recall.playhead.position == pytest.approx(3.2, abs=0.05)
    for _ in range(3):
        bench.tell(Play(call="c", path=path, at=0.0))
        bench.run(50)
    assert bench.engine.recall.playhead.position == pytest.approx(1.0, abs=0.05)
    bench.tell(Play(call="c", path=path, at=99.0))  # behind its end: it is over
    assert bench.engine.recall.pull() is None
    (ended,) = bench.engine.recall.told(True)
    assert (ended.action, ended.of) == (7, 4.0)
    assert ended.heard == pytest.approx(1.2, abs=0.1), "the first second, though four times, and a bit of the last"


def test_a_recording_may_begin_to_play_in_its_midst(bench: Bench) -> None:
    bench.tell(Play(call="c", path=kept(bench, "c", tone(500, 4.0)), at=2.0))
    bench.load()
    bench.run(10)
    assert bench.engine.recall.playhead.position == pytest.approx(2.2, abs=0.05)
