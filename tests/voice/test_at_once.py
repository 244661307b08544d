"""A device with a large buffer asks for several ticks at once: they lie ready once it does so again and again."""

from __future__ import annotations

import numpy as np
import pytest

from station.voice.samples import DEVICE_TICK
from station.voice.speaker import AHEAD, FIRST_CALLS, MOST_AHEAD, OFTEN, Speaker


class Device:
    """A loudspeaker that is the mixer's clock, in its own time."""

    def __init__(self) -> None:
        self.now = 100.0
        self._ticked = 0
        self.speaker = Speaker("", ["select"], self._tick, clock=lambda: self.now)
        self._out = bytearray(4 * DEVICE_TICK)
        self.ask(1, times=FIRST_CALLS + 5)

    def _tick(self) -> None:
        self._ticked += 1

    def ask(self, at_once: int, times: int = 1) -> int:
        """It asks for so many ticks, ``times`` over; the mixer comes behind. How often it got none."""
        before = self.speaker.dry
        for _ in range(times):
            self.now += 0.02 * at_once
            for _call in range(at_once):
                self.now += 0.0001
                self.speaker.callback(self._out, DEVICE_TICK, None, None)
            while self._ticked:
                self._ticked -= 1
                if self.speaker.wants:
                    self.speaker.push(np.full((6, DEVICE_TICK), 0.1, np.float32))
        return self.speaker.dry - before

    @property
    def held(self) -> int:
        """Ticks that lie ready."""
        return self.speaker._ring.held // DEVICE_TICK


@pytest.mark.parametrize("at_once", [3, 5, 10])
def test_what_it_asks_for_at_once_lies_ready_after_a_while(at_once: int) -> None:
    device = Device()
    assert device.ask(at_once, times=OFTEN) > 0, "the control: it was not ready for that"
    device.ask(at_once, times=2)
    assert device.ask(at_once, times=100) == 0
    assert at_once <= device.held <= MOST_AHEAD


def test_one_at_a_time_is_held_no_longer_than_ever() -> None:
    device = Device()
    assert device.ask(1, times=1000) == 0
    assert device.held <= AHEAD


def test_a_machine_that_stood_still_now_and_then_makes_no_voice_late() -> None:
    device = Device()
    for _ in range(2 * OFTEN):
        device.ask(4)
        device.ask(1, times=40)
    assert device.held <= AHEAD
