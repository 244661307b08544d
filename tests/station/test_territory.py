"""Crossings and warnings: once, by an imported boundary, through noise; the built-in border proves nothing."""

from __future__ import annotations

import random
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gps.areas import BoundaryError
from journal.boundary import Loaded
from station.config_ground import GroundConfig
from station.sights import Sights
from station.territory import BoundaryFile, Territory
from tests.station.ground_room import BORDER, Ground, box, geojson, lvlt, made
from units.borders import BorderNeared, BoundaryLoaded
from units.findings import Crossed, PositionDoubted

SHA = "ab" * 32


class Watch:
    """A territory whose boundary was imported, and the sights that reach it."""

    def __init__(self, content: bytes | None = None, ground: Ground | None = None) -> None:
        self.ground = ground or Ground()
        self.territory = Territory(self.ground.append, self.ground.facts, BoundaryFile(lambda: Path("none")))
        self.territory.configure(GroundConfig(warn=("BY",)))
        self.territory.use(Loaded(made(content), SHA, "lvlt.geojson"))
        self.sights = Sights(self.ground.facts, [self.territory.seen])

    def go(self, *metres: float, **fields: object) -> list[Crossed]:
        for at in metres:
            event = self.ground.fix(at, **fields)  # type: ignore[arg-type]
            self.sights.seen(event, self.ground.now)
            self.ground.put(event)
        return [what for what in self.ground.told if isinstance(what, Crossed)]


def test_a_boundary_is_on_record_with_its_hash() -> None:
    told = Watch().ground.told
    assert told == [BoundaryLoaded(sha256=SHA, text="lvlt.geojson", areas=3, states=["LT", "LV"])]


def test_the_first_crossing() -> None:
    watch = Watch()
    crossed = watch.go(900, 500, 100, -100, -500, -900)
    assert crossed == [Crossed(unit="car", into="LT", out_of="LV", boundary=SHA)]
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


def test_what_an_earlier_station_knew_makes_the_first_fix_a_crossing() -> None:
    ground = Ground()
    ground.put(ground.fix(900))
    watch = Watch(ground=ground)
    assert len(watch.go(-500, -900)) == 1


def test_a_doubtful_last_fix_says_nothing() -> None:
    ground = Ground()
    ground.put(ground.fix(900))
    ground.put(PositionDoubted(radio="tetra@247-9:1", why="jump", lat=1, lon=1))
    assert Watch(ground=ground).go(-500, -900) == []


def test_nobodys_ground_is_no_crossing() -> None:
    watch = Watch()
    assert watch.go(-20_000, -40_000, -41_000, -42_000) == [], "beyond what the file knows"
    assert watch.go(-20_000, -10_000) == []
    assert len(watch.go(500, 900)) == 1


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


def test_the_built_in_border_journals_no_crossing_and_warns_of_about() -> None:
    ground = Ground()
    territory = Territory(ground.append, ground.facts, BoundaryFile(lambda: Path("none")))
    territory.configure(GroundConfig(warn=("BY", "RU")))
    sights = Sights(ground.facts, [territory.seen])
    for lat, lon in ((55.88, 26.53), (55.80, 26.5), (55.66, 26.62), (55.6, 27.3), (55.5, 27.4)):
        for _ in range(2):
            sights.seen(ground.fix(0, lat=lat, lon=lon), ground.now)
    assert [type(what) for what in ground.told] == [BorderNeared]
    assert all(what.approximate and what.into == "BY" for what in ground.told)


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
