"""Crossings and warnings: once, by an imported boundary, through noise; the built-in border proves nothing."""

from __future__ import annotations

import random
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gps.areas import BoundaryError
from journal.boundary import Loaded
from station.sights import COARSE, UNTOLD, Sights
from station.territory import BoundaryFile, Territory
from tests.station.border_room import SHA, Watch, apart, left
from tests.station.ground_room import BORDER, CAR, METRE, Ground, box, geojson, lvlt
from units.borders import BorderNeared, BoundaryLoaded
from units.findings import Crossed


def test_a_boundary_is_on_record_with_its_hash() -> None:
    told = Watch().ground.told
    assert told == [BoundaryLoaded(sha256=SHA, text="lvlt.geojson", areas=3, states=["LT", "LV"])]


def test_the_first_crossing() -> None:
    watch = Watch()
    crossed = watch.go(900, 500, 100, -100, -500, -900)
    assert crossed == [Crossed(unit="car", into="LT", out_of="LV", boundary=SHA, radio=CAR)]
    line = list(watch.ground.facts().lines.values())[-1]
    assert (line.word, line.text, line.unit, line.sort) == ("crossed", "LT", "car", "position")
    assert not watch.ground.facts().alerts, "between Latvia and Lithuania it informs"
    assert [one.into for one in watch.go(-500, 500, 900)] == ["LT", "LV"]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000), st.floats(-20, 20))
def test_noise_on_the_line_crosses_nothing(seed: int, at: float) -> None:
    chance, watch = random.Random(seed), Watch()
    watch.go(600)
    noise = [max(-30.0, min(30.0, chance.gauss(0, 12))) for _ in range(100)]
    assert watch.go(*(at + off for off in noise)) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000))
def test_a_drive_through_noise_crosses_once(seed: int) -> None:
    chance, watch = random.Random(seed), Watch()
    assert len(watch.go(*(1000 - 50 * n + max(-45, min(45, chance.gauss(0, 15))) for n in range(50)))) == 1


def test_a_municipality_is_no_state() -> None:
    assert Watch().go(20_000, 21_000, 23_000, 24_000, 25_000) == []


def test_stale_late_coarse_and_repeated_fixes_never_cross() -> None:
    watch = Watch()
    assert watch.go(900, 500) == []
    assert watch.go(-500, -900, -900, late=300) == []
    assert watch.go(-500, -900, -900, accuracy=600) == []
    assert watch.go(500) == []
    assert watch.go(-500, -900, -900, late=45) == [], "older than what is known"
    one = watch.ground.fix(-500)
    for _ in range(5):
        watch.sights.seen(one, watch.ground.now)
    assert watch.go() == []


def test_who_leaves_for_nobody_knows_where_is_told_of_once_and_who_comes_back() -> None:
    watch = Watch(geojson(box("Latvija", "LV", BORDER, BORDER + 0.4, "state")))
    watch.go(900, 500, -100, -200)
    assert left(watch) == [], "so wide may the strip be that is nobody's"
    watch.go(-500, -900, -2000)
    assert left(watch) == [("LV", "", False)], "by the built-in border this is Lithuania"
    line = list(watch.ground.facts().lines.values())[-1]
    assert (line.word, line.text, line.unit, line.sort) == ("left-state", "LV", "car", "position")
    watch.go(-300, -40, -500)
    assert len(left(watch)) == 1
    watch.go(500, 900)
    assert left(watch)[1:] == [("", "LV", False)]
    watch.go(-2000, -3000)
    assert left(watch)[2:] == [("LV", "", False)]


def test_who_leaves_for_belarus_by_the_built_in_border_is_on_the_amber_list() -> None:
    watch = Watch()
    watch.go(-20_000, -40_000, -41_000, -42_000)
    assert left(watch) == [("LT", "", True)]
    assert [row.word for row in watch.ground.facts().alerts.values()][-1] == "left-state"
    assert not watch.ground.facts().alarms, "never on the strip"
    assert watch.go(-20_000, -10_000)[1:] == [Crossed(unit="car", into="LT", boundary=SHA, radio=CAR)]


def sea(watch: Watch, *kilometres: float) -> list[tuple[str, str, bool]]:
    """Twice at each place so far west of the coast at Liepāja."""
    for west in kilometres:
        for _ in range(2):
            watch.go(0, lat=56.5, lon=20.98 - west / 61.4)
    return left(watch)


def test_the_sea_before_the_coast_is_the_coasts() -> None:
    coast = box("Latvija", "LV", 56.3, 56.7, "state")
    coast["geometry"]["coordinates"] = [[[20.98, 56.3], [22, 56.3], [22, 56.7], [20.98, 56.7], [20.98, 56.3]]]
    watch = Watch(geojson(coast))
    assert sea(watch, -3, -1, 0.3, 0.6, 5, 15, 21, 15, 5, 0.3, -1, -3) == []
    again = Watch(geojson(coast), watch.ground)
    assert sea(watch, -1, 5) == [] == sea(again, 5, -1, -3), "nor after a restart out there"
    assert sea(again, 5, 21, 23, 30) == [("LV", "", False)], "twelve miles out it is nobody's"
    assert sea(again, 5, -1) == [("LV", "", False), ("", "LV", False)]


def test_a_strip_between_two_states_hides_no_crossing() -> None:
    for way in ((900, 500, 200, 20, 0, -20, -60, -170, -300, -500, -900), (900, 500, -200, -500, -900)):
        watch = Watch(apart(200.0))
        watch.go(*way)
        assert left(watch) == [("LV", "LT", False)]
    watch = Watch(apart(200.0))
    watch.go(900, 500, -60, -70, -120, -130, -140)
    assert left(watch) == [], "not clearly inside"
    watch.go(-160, -170)
    assert left(watch) == [("LV", "LT", False)]
    wide = Watch(apart(3000.0))
    wide.go(3000, 0, 0, -3000, -3500)
    assert left(wide) == [("LV", "LT", False)], "by the built-in border it was in no other state before"


def test_a_spike_in_the_file_crosses_nothing() -> None:
    latvia = box("Latvija", "LV", BORDER, BORDER + 0.4, "state")
    latvia["geometry"]["coordinates"][0][3:3] = [[26.6, BORDER + 0.4], [26.6, BORDER + 0.5], [26.6, BORDER + 0.4]]
    watch = Watch(geojson(latvia, box("Lietuva", "LT", BORDER - 0.3, BORDER, "state")))
    watch.go(-900, -500, 500, 900, 1500, 2000, 2500, 3000, 3500, 4000, 4000, 4000)
    assert left(watch) == [("LT", "LV", False)]


def test_municipalities_drawn_finer_than_their_state_cross_nothing_again_and_again() -> None:
    finer = box("Daugavpils", "LV", BORDER - 300 * METRE, BORDER + 0.4)
    latvia, lithuania = (
        box("Latvija", "LV", BORDER, BORDER + 0.4, "state"),
        box("Lietuva", "LT", BORDER - 0.3, BORDER, "state"),
    )
    watch = Watch(geojson(latvia, lithuania, finer))
    watch.go(900, 500, *[-150] * 12)
    assert left(watch) == [("LV", "LT", False)]
    watch = Watch(geojson(latvia, finer))
    watch.go(900, 500, *[-150] * 12)
    assert left(watch) == []


def test_states_that_overlap_are_crossed_at_the_far_side() -> None:
    watch = Watch(apart(-400.0))
    watch.go(900, 100, -100, -150, -100, 0)
    assert left(watch) == []
    watch.go(-500, -600)
    assert left(watch) == [("LV", "LT", False)]


def test_positions_said_to_be_younger_than_five_minutes_cross_and_the_finding_says_so() -> None:
    """What many terminals send all day: TETRA's "below five minutes"."""
    for elapsed, late in ((0, 0.0), (1, 300.0), (3, UNTOLD)):
        watch = Watch()
        for metres in (900, 500, -500, -900, -1500):
            watch.take(watch.ground.report(metres, elapsed))
        (crossed,) = watch.go()
        assert crossed.late == late
        assert next(line for line in watch.ground.facts().lines.values() if line.word == "crossed").late == late
    watch = Watch()
    for metres in (900, 500, -500, -900, -1500):
        watch.take(watch.ground.report(metres, 2))
    assert watch.go() == [], "half an hour is too long"
    watch = Watch()
    watch.go(900, 500, -500, -900, radio_time=None, age=100.0)
    assert [crossed.late for crossed in watch.go()] == [0.0]


def test_fixes_within_a_kilometre_of_nothing_say_nothing() -> None:
    """Coarser than the wait for a clear one: left out, not waited for with a wide margin."""
    for accuracy, count in ((COARSE, 1), (COARSE + 1, 0)):
        assert len(Watch().go(12_000, 11_000, -11_000, -12_000, accuracy=accuracy)) == count


def test_who_comes_near_belarus_warns_once() -> None:
    content = geojson(box("Krāslava", "LV", BORDER, BORDER + 0.3), box("BY", "BY", BORDER - 0.3, BORDER, "state"))
    watch = Watch(content)

    def near() -> list[BorderNeared]:
        return [what for what in watch.ground.told if isinstance(what, BorderNeared)]

    watch.go(3000, 1100)
    assert near() == []
    watch.go(900, 950, 1100, 900, 800)
    assert near() == [BorderNeared(unit="car", into="BY", metres=900)]
    assert [row.word for row in watch.ground.facts().alerts.values()] == ["border-near"]
    assert not watch.ground.facts().alarms, "never on the strip"
    watch.go(5000, 700)
    assert len(near()) == 2
    (crossed,) = watch.go(-500, -600)
    assert crossed.alert and crossed.into == "BY"
    again = Watch(content, watch.ground)
    again.go(-400)
    assert len(near()) == 2, "an earlier station has warned of it"


def test_a_second_warning_needs_a_way_back() -> None:
    """Out of the warning's distance by less than the share (and what the receiver may err) is not away."""
    content = geojson(box("Krāslava", "LV", BORDER, BORDER + 0.3), box("BY", "BY", BORDER - 0.3, BORDER, "state"))
    for back, accuracy, count in ((1345, None, 1), (1355, None, 2), (1500, 100.0, 1), (1510, 100.0, 2)):
        watch = Watch(content)
        watch.go(3000, 900)
        watch.go(back, accuracy=accuracy)
        watch.go(900)
        assert len([what for what in watch.ground.told if isinstance(what, BorderNeared)]) == count, back


def settled(file: BoundaryFile) -> object:
    """What it finds when its thread is through."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = file.look()
        if found is not False:
            return found
        time.sleep(0.01)
    raise AssertionError("nothing")


def test_a_file_that_comes_changes_and_goes(tmp_path: Path) -> None:
    path = tmp_path / "boundary.geojson"
    file = BoundaryFile(lambda: path)
    assert file.look() is None
    assert file.look() is False
    path.write_bytes(lvlt())
    found = settled(file)
    assert isinstance(found, Loaded) and found.text == "boundary.geojson" and len(found.sha256) == 64
    assert file.look() is False
    path.write_bytes(b"{}")
    assert isinstance(settled(file), BoundaryError)
    path.unlink()
    assert file.look() is None


def test_a_broken_file_is_said_and_crosses_nothing(tmp_path: Path) -> None:
    ground, path = Ground(), tmp_path / "boundary.geojson"
    path.write_bytes(b"{}")
    territory = Territory(ground.append, ground.facts, BoundaryFile(lambda: path))
    until = time.monotonic() + 30
    while not ground.told and time.monotonic() < until:
        territory.tick()
        time.sleep(0.01)
    assert ground.told == [BoundaryLoaded(why="kind")]
    sights = Sights(ground.facts, [territory.seen])
    for metres in (900, 500, -500, -900):
        sights.seen(ground.fix(metres), ground.now)
    assert not [what for what in ground.told if isinstance(what, Crossed)]
