"""Tracks and passages are what going through the whole record by hand finds, before, during and after compaction."""

from __future__ import annotations

import contextlib
import math
import random
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps.distance import distance
from gps.fix import is_place
from journal import readdb
from journal.assigned import Assignment, assignments
from journal.errors import JournalError
from journal.log import Log
from journal.positions import look
from journal.positions.compact import Compactor
from journal.positions.tracks import Passage, Track, Tracks
from journal.projection import Projection
from journal.reader import Reader
from radio.events import Located
from tests.journal.positions import patrol
from tests.journal.positions.patrol import RADIOS
from units.actions import UnitNamed, UnitRemoved
from units.entry import Anything, Entry
from units.findings import PositionDoubted
from units.picture import Picture

EVER = (-math.inf, math.inf)
PLACE = (55.87, 26.53)


def named(unit: str, callsign: str, agency: str, *radios: str) -> UnitNamed:
    return UnitNamed(seat="", unit=unit, callsign=callsign, agency=agency, radios=list(radios))


def shift() -> list[Anything]:
    """Radios that change hands, some of them named late or never."""
    parts = [patrol.whats(150, seed=seed) for seed in range(5)]
    return [
        *parts[0],
        named("u1", "VP 1", "vp", RADIOS[0], RADIOS[1]),
        named("u2", "LP 2", "lp", RADIOS[2]),
        *parts[1],
        named("u2", "LP 2", "lp", RADIOS[2], RADIOS[1]),
        *parts[2],
        named("u1", "VP 11", "vp", RADIOS[0]),
        UnitRemoved(seat="", unit="u2"),
        *parts[3],
        named("u3", "VRS 3", "vrs", RADIOS[2]),
        *parts[4],
    ]


def project(folder: Path) -> None:
    with contextlib.closing(Reader(folder)) as reader:
        projection = Projection(readdb.path_of(folder), reader)
        while entries := reader.entries(projection.seq, 1000):
            projection.take(entries)
        projection.close()


def known(folder: Path) -> list[Assignment]:
    connection = readdb.connect(readdb.path_of(folder))
    with contextlib.closing(connection):
        return assignments(connection)


def true_at(entry: Entry) -> float:
    """As the picture has it: asked of the picture itself."""
    what = entry.what
    assert isinstance(what, Located)
    picture = Picture()
    picture.apply(entry)
    fix = picture.facts.units[what.radio or ""].fix
    assert fix is not None
    return fix.time


def owner(theirs: list[Assignment], entry: Entry) -> Assignment:
    what = entry.what
    assert isinstance(what, Located)
    for each in theirs:
        if each.radio == what.radio and each.first <= entry.seq < (each.last or 1 << 62):
            return each
    raise AssertionError(f"nobody had {what.radio}")


def positions(folder: Path) -> list[Entry]:
    return [entry for entry in patrol.entries(folder) if isinstance(entry.what, Located)]


def track_by_hand(folder: Path, who: str, since: float, until: float, agencies: Any) -> list[tuple[Any, ...]]:
    theirs, found = known(folder), []
    for entry in positions(folder):
        whose, what, at = owner(theirs, entry), entry.what, true_at(entry)
        assert isinstance(what, Located)
        mine = who in (whose.unit_id, what.radio) and (agencies is None or whose.agency in agencies)
        if mine and since <= at <= until:
            found.append((at, entry.seq, what.radio, entry.wall, what.lat, what.lon, what.speed, what.course))
    return sorted(found)


def rows(track: Track) -> list[tuple[Any, ...]]:
    radios = [track.radios[number] for number in track.radio.tolist()]
    told = [[None if math.isnan(v) else v for v in column.tolist()] for column in (track.speed, track.course)]
    columns = (track.time.tolist(), track.seq.tolist(), radios, track.received.tolist(), track.lat.tolist())
    return list(zip(*columns, track.lon.tolist(), *told, strict=True))


def near_by_hand(folder: Path, metres: float, since: float, until: float, agencies: Any) -> dict[str, list[int]]:
    theirs = known(folder)
    found: dict[str, list[int]] = {}
    for entry in positions(folder):
        whose, what = owner(theirs, entry), entry.what
        assert isinstance(what, Located)
        here = distance(*PLACE, what.lat, what.lon) <= metres and since <= true_at(entry) <= until
        if here and (agencies is None or whose.agency in agencies):
            found.setdefault(whose.unit_id, []).append(entry.seq)
    return found


def intervals(folder: Path) -> Iterator[tuple[float, float]]:
    times = sorted(true_at(entry) for entry in positions(folder))
    yield EVER
    yield times[len(times) // 4], times[len(times) // 2]
    yield times[7], times[7]
    yield times[-1] + 1, times[-1] + 2


def agree(folder: Path) -> None:
    """The answers are those found by hand."""
    tracks = Tracks(folder)
    for since, until in intervals(folder):
        for agencies in (None, ("vp",), ("lp", "vrs"), ()):
            for who in ("u1", "u2", "u3", RADIOS[1], RADIOS[5], "nobody"):
                by_hand = track_by_hand(folder, who, since, until, agencies)
                assert rows(tracks.track(who, since, until, agencies)) == by_hand
            for metres in (50.0, 800.0, 20_000.0):
                passages = tracks.within(*PLACE, metres, since, until, agencies)
                check(folder, passages, near_by_hand(folder, metres, since, until, agencies))


def check(folder: Path, passages: list[Passage], by_hand: dict[str, list[int]]) -> None:
    entries = {entry.seq: entry for entry in positions(folder)}
    assert {each.unit_id: each.fixes for each in passages} == {unit: len(seqs) for unit, seqs in by_hand.items()}
    for each in passages:
        seqs = by_hand[each.unit_id]
        times = [true_at(entries[seq]) for seq in seqs]
        assert (each.first, each.last) == (min(times), max(times))
        what = entries[each.seq].what
        assert isinstance(what, Located)
        assert (each.lat, each.lon, each.radio) == (what.lat, what.lon, what.radio)
        assert each.time == true_at(entries[each.seq])
        assert each.metres == pytest.approx(distance(*PLACE, each.lat, each.lon))
        assert each.metres <= min(distance(*PLACE, e.lat, e.lon) for e in map(located, map(entries.get, seqs))) + 1e-6
        whose = owner(known(folder), entries[each.seq])
        assert (each.unit, each.agency) == (whose.unit, whose.agency)


def located(entry: Entry | None) -> Located:
    assert entry is not None
    assert isinstance(entry.what, Located)
    return entry.what


@pytest.mark.parametrize("compacted", ["not", "partly", "half deleted", "all"])
def test_answers_are_those_found_by_hand(folder: Path, compacted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journal.positions.gather.ROWS", 64)
    monkeypatch.setattr("journal.positions.compact.MOST", 200)
    monkeypatch.setattr("journal.positions.gather.READ", 100)
    monkeypatch.setattr("journal.bodies.MOST", 20)
    monkeypatch.setattr(look, "_SLICE", 70)
    patrol.journal(folder, shift())
    project(folder)
    steps = {"not": 0, "partly": 12, "half deleted": 22, "all": 10**6}[compacted]
    with contextlib.closing(Log(folder, "station")) as log, patrol.impatient():
        compactor = Compactor(folder, log.append, patrol.LATER)
        for _ in range(steps):
            if not compactor.step():
                break
        compactor.close()
    assert bool(patrol.bodies(folder)) == (compacted != "all")
    agree(folder)


def test_a_journal_of_several_files_is_asked_as_one(folder: Path) -> None:
    with contextlib.closing(Log(folder, "station")) as log:
        for month, part in enumerate(_thirds(shift()), 1):
            patrol.append(log, part)
            if month < 3:
                log.turn(f"2027-{month:02}", Picture()).result(30)
    project(folder)
    agree(folder)
    before = patrol.located(folder)
    patrol.compact(folder)
    assert patrol.bodies(folder) == set()
    assert patrol.located(folder) == before
    agree(folder)
    numbers: list[int] = []
    for segment in range(3):
        with contextlib.closing(patrol.opened(folder, segment)) as connection:
            numbers += [int(row[0]) for row in connection.execute("SELECT number FROM position_chunks")]
    assert len(numbers) == len(set(numbers)), "a chunk's number says which it is in the whole journal"


def _thirds(some: list[Anything]) -> Iterator[list[Anything]]:
    for third in range(3):
        yield some[third * len(some) // 3 : (third + 1) * len(some) // 3]


def test_a_position_nobody_believed_is_marked(folder: Path) -> None:
    there = Located(gateway="g", radio=RADIOS[0], lat=PLACE[0], lon=PLACE[1])
    far = Located(gateway="g", radio=RADIOS[0], lat=56.5, lon=24.0)
    patrol.journal(folder, [there, PositionDoubted(radio=RADIOS[0], why="jump", lat=56.5, lon=24.0), far, there])
    project(folder)
    tracks = Tracks(folder)
    assert tracks.track(RADIOS[0], *EVER).doubted.tolist() == [False, True, False]
    assert [(each.fixes, each.doubted) for each in tracks.within(56.5, 24.0, 10, *EVER)] == [(1, 1)]
    assert [(each.fixes, each.doubted) for each in tracks.within(*PLACE, 10, *EVER)] == [(2, 0)]


def test_what_is_no_place_is_near_nothing(folder: Path) -> None:
    nowhere = [(0.0, 0.0), (math.inf, 24.0), (95.0, 24.0), (-math.inf, -math.inf), (1e300, 1e300), (56.0, 190.0)]
    patrol.journal(folder, [Located(gateway="g", radio=RADIOS[0], lat=lat, lon=lon) for lat, lon in nowhere])
    project(folder)
    for _ in range(2):
        tracks = Tracks(folder)
        assert tracks.within(0.5, 0.5, 1e8, *EVER) == []
        assert len(tracks.track(RADIOS[0], *EVER).seq) == len(nowhere), "but said"
        patrol.compact(folder)
    with pytest.raises(ValueError, match="no place"):
        tracks.within(0.0, 0.0, 1.0, *EVER)


def test_times_beyond_all_reason_are_survived(folder: Path) -> None:
    ages = [math.inf, -math.inf, 1e300, -1e300, 0.0]
    some: list[Anything] = [Located(gateway="g", radio=RADIOS[0], lat=56.0, lon=24.0, age=age) for age in ages]
    some.append(Located(gateway="g", radio=RADIOS[0], lat=56.0, lon=24.0, radio_time=datetime(1980, 1, 6, tzinfo=UTC)))
    patrol.journal(folder, some)
    before = patrol.located(folder)
    project(folder)
    found = []
    for _ in range(2):
        tracks = Tracks(folder)
        now = time.time()
        found.append((len(tracks.track(RADIOS[0], 0, now).seq), len(tracks.within(56.0, 24.0, 5, now - 60, now))))
        patrol.compact(folder)
    assert found == [(2, 1), (2, 1)]
    assert patrol.located(folder) == before


def test_a_question_is_interrupted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journal.positions.gather.ROWS", 2)
    patrol.journal(folder, patrol.whats(400))
    project(folder)
    patrol.compact(folder)
    tracks = Tracks(folder)
    begun, told = threading.Event(), threading.Event()
    real = look.of_radio

    def slow(*asked: Any) -> list[int]:
        begun.set()
        assert told.wait(30)
        return real(*asked)

    def impatient() -> None:
        begun.wait(30)
        tracks.interrupt()
        told.set()

    monkeypatch.setattr(look, "of_radio", slow)
    threading.Thread(target=impatient).start()
    with pytest.raises(JournalError, match="interrupted"):
        tracks.track(RADIOS[0], *EVER)
    monkeypatch.setattr(look, "of_radio", real)
    assert len(tracks.track(RADIOS[0], *EVER).seq)


def test_too_long_an_answer_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patrol.journal(folder, patrol.whats(200, share=1.0))
    project(folder)
    tracks = Tracks(folder)
    whole = tracks.track(RADIOS[0], *EVER)
    assert not whole.more
    monkeypatch.setattr("journal.positions.tracks.MOST", 10)
    cut = tracks.track(RADIOS[0], *EVER)
    assert cut.more
    assert len(cut.seq) == 10
    with pytest.raises(JournalError, match="ask for less"):
        tracks.within(*PLACE, 1e6, *EVER)


def test_without_its_call_log_a_journal_says_so(folder: Path) -> None:
    patrol.journal(folder, patrol.whats(5))
    with pytest.raises(JournalError, match="being made anew"):
        Tracks(folder).track(RADIOS[0], *EVER)


LATS, LONS = st.floats(-90, 90), st.floats(-180, 180)


@given(LATS, LONS, st.floats(0.001, 30_000_000), st.randoms(use_true_random=False))
def test_boxes_hold_whatever_is_within(lat: float, lon: float, metres: float, chance: random.Random) -> None:
    boxes = look.around(lat, lon, metres)
    assert all(box.west <= box.east and box.south <= box.north for box in boxes)
    for _ in range(30):
        reach = min(metres, 20_000_000) / 111_000
        to_lat = max(-90.0, min(90.0, lat + chance.uniform(-reach, reach)))
        shrink = max(0.01, math.cos(math.radians(to_lat)))
        to_lon = (lon + chance.uniform(-reach, reach) / shrink + 540) % 360 - 180
        if distance(lat, lon, to_lat, to_lon) <= metres:
            assert any(box.holds(to_lat, to_lon) for box in boxes), (to_lat, to_lon)


def test_a_box_at_the_date_line_is_two() -> None:
    boxes = look.around(10.0, 179.999, 1000)
    assert len(boxes) == 2
    assert all(is_place(box.south, box.west) for box in boxes)
    assert any(box.holds(10.0, -179.999) for box in boxes)
    assert [box[2:] for box in look.around(89.95, 5.0, 1000)] == [(-180.0, 180.0)], "near a pole it goes all round"
