"""Which radio was whose: the table is what the picture said after every entry, however the projection was interrupted."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal import readdb
from journal.assigned import Assignment, assignments, doubted
from journal.log import Log
from journal.projection import Projection
from journal.reader import Reader
from radio.events import Located, Signal
from units.actions import UnitNamed, UnitRemoved
from units.entry import Anything
from units.findings import PositionDoubted
from units.picture import Picture

RADIOS = [f"tetra@247-9:{n}" for n in range(4)]
WHATS: st.SearchStrategy[Anything] = st.one_of(
    st.builds(Located, gateway=st.just("g"), radio=st.sampled_from(RADIOS), lat=st.just(56.0), lon=st.just(24.0)),
    st.builds(Signal, gateway=st.just("g"), radio=st.sampled_from(RADIOS)),
    st.builds(UnitNamed, seat=st.just(""), unit=st.sampled_from(["u1", "u2", RADIOS[0]]),
              callsign=st.sampled_from(["VP 1", "VP 2"]), agency=st.sampled_from(["vp", "vrs"]),
              radios=st.lists(st.sampled_from(RADIOS), unique=True, max_size=3)),
    st.builds(UnitRemoved, seat=st.just(""), unit=st.sampled_from(["u1", "u2", RADIOS[1]])),
)  # fmt: skip


@contextlib.contextmanager
def projected(folder: Path, batch: int = 1000, again: int = 0) -> Iterator[Any]:
    """read.db of the journal, taken in ``batch`` entries at a time, opened anew after each ``again``."""
    path = readdb.path_of(folder)
    with contextlib.closing(Reader(folder)) as reader:
        projection = Projection(path, reader)
        done = 0
        while entries := reader.entries(projection.seq, batch):
            projection.take(entries)
            done += 1
            if again and not done % again:
                projection.close()
                projection = Projection(path, reader)
        projection.close()
    connection = readdb.connect(path)
    with contextlib.closing(connection):
        yield connection


def journal(folder: Path, whats: list[Anything]) -> None:
    log = Log(folder, "station")
    for what in whats:
        log.append(what).result(10)
    log.close()


@given(st.lists(WHATS, max_size=25), st.integers(1, 5), st.integers(0, 2))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_at_every_entry_it_is_as_the_picture_has_it(
    tmp_path_factory: Any, whats: list[Anything], batch: int, again: int
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    journal(folder, whats)
    with projected(folder, batch, again) as connection:
        rows = assignments(connection)
    picture = Picture()
    with contextlib.closing(Reader(folder)) as reader:
        for entry in reader.entries(0, 1000):
            picture.apply(entry)
            facts = picture.facts
            now = {row.radio: row[1:4] for row in rows if row.first <= entry.seq < (row.last or 1 << 62)}
            want = {radio: facts.units[unit] for radio, unit in facts.radios.items()}
            assert now == {radio: (unit.id, unit.callsign, unit.agency) for radio, unit in want.items()}


def test_a_unit_and_a_radio_are_asked_for_by_their_ids(folder: Path) -> None:
    named = UnitNamed(seat="", unit="u1", callsign="VP 1", agency="vp", radios=[RADIOS[0]])
    journal(folder, [Signal(radio=RADIOS[0]), named, Signal(radio=RADIOS[1]), UnitRemoved(seat="", unit="u1")])
    with projected(folder) as connection:
        alone = Assignment(RADIOS[0], RADIOS[0], "", "", 2, 3)
        theirs = Assignment(RADIOS[0], "u1", "VP 1", "vp", 3, 5)
        assert assignments(connection, "u1") == [theirs]
        assert assignments(connection, RADIOS[0]) == [alone, theirs]
        assert assignments(connection) == [alone, theirs, Assignment(RADIOS[1], RADIOS[1], "", "", 4, None)]


def test_positions_nobody_believed_are_known(folder: Path) -> None:
    there = Located(gateway="g", radio=RADIOS[0], lat=56.0, lon=24.0)
    far = Located(gateway="g", radio=RADIOS[0], lat=10.0, lon=24.0)
    doubt = PositionDoubted(radio=RADIOS[0], why="jump", lat=10.0, lon=24.0)
    journal(folder, [there, doubt, far, there, far])
    with projected(folder, batch=1) as connection:
        assert doubted(connection, 1, 100) == [4]
        assert doubted(connection, 5, 100) == []
