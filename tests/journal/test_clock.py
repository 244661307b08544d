"""The wall clock jumps both ways, an hour and more: the record, the picture and a bookmark go by ``seq`` alone."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import bookmarks, clock
from journal.bookmarks import resume
from journal.log import Log
from journal.reader import Reader
from journal.verify import verify
from tests.journal.feed import everything, whats
from tests.journal.shift import SHIFT, START, working
from units.actions import Action
from units.entry import Anything
from units.findings import ClockJumped
from units.keeping import ClockSynchronised
from units.picture import Picture

HOUR = 3600

jumps = st.sampled_from([0, 0, 0, HOUR, -HOUR, 1, -1, 40 * 86_400, -40 * 86_400])
clocks: st.SearchStrategy[Anything] = st.one_of(
    st.builds(ClockJumped, seconds=st.floats(-1e6, 1e6)),
    st.builds(ClockSynchronised, on=st.booleans(), why=st.sampled_from(clock.WHY)),
)


@settings(max_examples=10)
@given(
    told=st.lists(st.tuples(whats | st.sampled_from(SHIFT) | clocks, jumps), min_size=1, max_size=50),
    every=st.integers(1, 20),
)
def test_a_clock_that_jumps_both_ways_gives_the_same_picture(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[Anything, int]], every: int
) -> None:
    folder = tmp_path_factory.mktemp("journal") / "journal"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bookmarks, "EVERY", every)
        now = START
        patch.setattr(clock, "wall", lambda: now * 1_000_000)
        station, console = Log(folder, "station"), Log(folder, "console", "1")
        for what, jump in told:
            now += 1 + jump
            log = console if isinstance(what, Action) and what.seat else station
            log.append(what).result(30)
        station.close()
        console.close()
        with working(folder):
            pass
        rows = everything(folder)
        assert [row.seq for row in rows] == list(range(1, len(told) + 2))
        assert [row.what for row in rows[1:]] == [what for what, _ in told], "in the order in which it happened"
        picture = Picture()
        with contextlib.closing(Reader(folder)) as reader:
            for entry in reader.entries(0, 1000):
                picture.apply(entry)
                assert resume(folder, entry.seq).bookmark() == picture.bookmark()
        assert list(picture.facts.lines) == sorted(picture.facts.lines)
        assert verify(folder).ok


def test_each_entry_keeps_how_good_its_clock_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [1, 0, 1]
    monkeypatch.setattr("journal.log._CLOCK_CHECK", -1)
    monkeypatch.setattr(clock, "synchronised", lambda: kept[0])
    log = Log(folder, "station")
    for quality in (1, 0, 0, 1):
        kept[0] = quality
        log.append(ClockJumped(seconds=1.0)).result(30)
    log.close()
    assert [row.clock for row in everything(folder)] == [1, 1, 0, 0, 1]
