"""Calls on a full disk: recorded from the reserve, sample for sample, without a moment of NOT RECORDING."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from journal import reserve
from journal.reserve import Reserve
from station.voice.parts import Frame, pack_frame
from tests.journal.feed import small_disk
from tests.voice.desk import desk, make_journal, noise, samples
from tests.voice.test_faults import SECOND, _fill


def test_calls_are_recorded_from_the_reserve(home: Path) -> None:
    with small_disk(home / "small", "size=48m"):
        journal = make_journal(home / "small" / "journal")
        Reserve(journal, reserve.SIZE).look(0.0)
        pcm = noise(60 * SECOND)
        with desk(journal) as one:
            one.open("c")
            one.speak("c", pcm[:SECOND])
            one.beat(lambda beat: beat.recording == 1)
            _fill(home / "small" / "stuffing")
            assert shutil.disk_usage(journal).free < 4096
            one.speak("c", pcm[SECOND:])
            one.open("begun-on-a-full-disk")
            one.speak("begun-on-a-full-disk", noise(SECOND, 7))
            one.close("begun-on-a-full-disk")
            one.close("c")
            found = {each.call: each for each in one.recorded(2)}
            assert np.array_equal(samples(journal, found["c"]), pcm)
            assert np.array_equal(samples(journal, found["begun-on-a-full-disk"]), noise(SECOND, 7))
            one.beat(lambda beat: beat.disk == "ok")
            assert one.hang_up() == 0
        assert reserve.path_of(journal).stat().st_size < 6 << 20, "some of it was taken"


@pytest.mark.parametrize("rate", [8000])
def test_a_second_of_voice_costs_what_the_reserve_was_reckoned_with(rate: int) -> None:
    frame = Frame(0, 0.0, rate, np.zeros(rate // 50, np.int16))
    assert 50 * len(pack_frame(frame)) <= 17_500
