"""Our voice on its way to a donor radio: in order, nothing of it lost while it waited for the turn, caught up in pauses."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from station.voice.donor import BEHIND, FIRST_TICKS, MOST_TICKS, Playing, Stream
from station.voice.samples import DEVICE_TICK
from station.voice.soundcard import LOST_SECONDS
from station.voice.speaker import FIRST_CALLS


def spoken(level: int) -> bytes:
    """20 ms at 8 kHz."""
    return np.full(160, level, "<i2").tobytes()


def level(tick: np.ndarray | None) -> int:
    return 0 if tick is None else round(float(tick[DEVICE_TICK // 2]) * 32768 / 1000)


def test_what_comes_at_once_is_played_whole_and_in_order() -> None:
    playing = Playing()
    for number in range(1, 31):
        playing.put(spoken(number * 1000))
    assert [level(playing.take()) for _ in range(30)] == list(range(1, 31))
    assert playing.take() is None


def test_pauses_are_left_out_until_it_has_caught_up() -> None:
    playing = Playing()
    for _ in range(20):
        playing.put(spoken(8000))
    for _ in range(50):
        playing.put(bytes(320))
    for _ in range(20):
        playing.put(spoken(9000))
    heard = [level(playing.take()) for _ in range(60)]
    assert heard.count(8) >= 19 and heard.count(9) >= 19, "no word is lost"
    assert heard.count(0) < 25, "but half of the pause"
    assert heard.index(9) > heard.index(8)


def test_it_begins_with_a_little_in_hand_and_never_holds_more_than_it_may() -> None:
    playing = Playing()
    playing.put(spoken(5000))
    assert playing.take() is None and FIRST_TICKS == 2
    for _ in range(2 * MOST_TICKS):
        playing.put(spoken(5000))
    count = 0
    while playing.take() is not None:
        count += 1
    assert BEHIND < count <= MOST_TICKS


def test_unkeyed_nothing_is_left_to_say() -> None:
    playing = Playing()
    for _ in range(20):
        playing.put(spoken(5000))
    playing.quiet()
    assert playing.take() is None


def test_a_device_that_filled_its_first_buffer_may_still_take_its_time() -> None:
    """A sound server that just began calls a few times at once and then not for two seconds: it is not gone."""
    stream = Stream(SimpleNamespace(active=True), "radio")
    for _ in range(4):
        stream.tick()
    stream.called -= LOST_SECONDS + 1.0
    assert stream.alive()
    for _ in range(FIRST_CALLS):
        stream.tick()
    stream.called -= LOST_SECONDS + 1.0
    assert not stream.alive(), "one that ran and hangs is"
