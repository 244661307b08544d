"""The built-in border: it warns, marked approximate, of who comes near and is probably beyond, and proves nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from journal.boundary import Loaded, built_in
from station.config_ground import GroundConfig
from station.sights import Sight, Sights
from station.territory import BoundaryFile, Territory
from tests.station.ground_room import Ground, box, geojson, made
from units.borders import BorderNeared
from units.findings import Crossed

Away = Callable[[str, Sight], tuple[float, float, bool]]


class Alone:
    """A territory without an imported boundary, and a drive over the country as it is."""

    def __init__(self, *warn: str) -> None:
        self.ground = Ground()
        self.territory = Territory(self.ground.append, self.ground.facts, BoundaryFile(lambda: Path("none")))
        self.territory.configure(GroundConfig(warn=warn))
        self.sights = Sights(self.ground.facts, [self.territory.seen])

    def drive(self, *way: tuple[float, float]) -> list[BorderNeared]:
        """Twice at each place; what is new."""
        before = len(self.ground.told)
        for lat, lon in way:
            for _ in range(2):
                self.sights.seen(self.ground.fix(0, lat=lat, lon=lon), self.ground.now)
        return self.ground.told[before:]


DAUGAVPILS, UTENA = (55.88, 26.53), (55.50, 25.60)


def test_the_built_in_border_journals_no_crossing() -> None:
    about = built_in()
    assert [about.at(*place).state for place in (DAUGAVPILS, UTENA)] == ["LV", "LT"], "it knows of either"
    assert Alone("BY", "RU").drive(DAUGAVPILS, UTENA, DAUGAVPILS, UTENA) == []


def test_the_built_in_border_warns_of_about() -> None:
    alone = Alone("BY", "RU")
    (near,) = alone.drive(DAUGAVPILS, (55.83, 27.3), (55.78, 27.3))
    assert (near.into, near.approximate, near.inside, near.metres % 1000) == ("BY", True, False, 0)
    assert [row.word for row in alone.ground.facts().alerts.values()] == ["border-near-about"]


FAR_IN, AT_IT, OUT = (55.45, 27.55), (55.78, 27.55), (55.90, 27.20)


def test_who_is_probably_inside_belarus_is_warned_of_each_time_it_goes() -> None:
    alone = Alone("BY")
    assert [what.inside for what in alone.drive(OUT, AT_IT, FAR_IN, FAR_IN)] == [False, True]
    told = list(alone.ground.facts().alerts.values())[-1]
    assert told.word == "border-beyond-about" and (told.number or 0) > 10_000
    assert not [what for what in alone.ground.told if isinstance(what, Crossed)], "about is no crossing"
    assert [what.inside for what in alone.drive(OUT, FAR_IN)] == [True]
    assert [what.inside for what in alone.drive((56.3, 26.5), AT_IT, FAR_IN)] == [False, True], "from far away anew"


def test_at_home_by_a_boundary_nobody_is_probably_elsewhere() -> None:
    """What is imported knows better than what is built in."""
    alone = Alone("BY")
    square = box("Latvija", "LV", 55.3, 56.0, "state")
    square["geometry"]["coordinates"] = [[[27, 55.3], [28, 55.3], [28, 56], [27, 56], [27, 55.3]]]
    alone.territory.use(Loaded(made(geojson(square)), "ab" * 32, "lv.geojson"))
    alone.ground.told.clear()
    assert alone.drive(OUT, AT_IT, FAR_IN) == [], "nor near there: the imported line is 14 km off"
    (near,) = alone.drive((55.33, 27.55))
    assert (near.inside, near.approximate, near.metres) == (False, True, 3000.0), "near that line"
    assert [what.inside for what in alone.drive(FAR_IN, (55.33, 27.55))] == [False], "and again"


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 100_000), st.booleans())
def test_what_is_not_measured_had_nothing_to_tell(seed: int, imported: bool) -> None:
    """The same walk, judged at every fix and only where something can be told: the same findings."""
    chance, told = random.Random(seed), list[list[object]]()
    content = geojson(
        box("Latvija", "LV", 55.7, 56.1, "state"),
        box("Lietuva", "LT", 55.5, 55.7, "state"),
        box("BY", "BY", 55.3, 55.5, "state"),
    )
    lat, lon, way = 55.7, 26.5, []
    for _ in range(120):
        lat, lon = lat + chance.gauss(0, 0.03), lon + chance.gauss(0, 0.05)
        way.append((min(56.3, max(55.2, lat)), min(27.5, max(25.8, lon))))
    measured = []
    for every in (False, True):
        alone = Alone("BY", "RU")
        if imported:
            alone.territory.use(Loaded(made(content), "ab" * 32, "f.geojson"))
        away, asked = alone.territory._away, [0]

        def count(state: str, sight: Sight, away: Away = away, asked: list[int] = asked) -> tuple[float, float, bool]:
            asked[0] += 1
            return away(state, sight)

        alone.territory._away = count  # type: ignore[method-assign]
        for place in way:
            alone.drive(place)
            if every:
                alone.territory.configure(GroundConfig(warn=("BY", "RU")))
        told.append(alone.ground.told)
        measured.append(asked[0])
    assert told[0] == told[1]
    assert measured[0] <= measured[1]


def test_who_is_far_from_all_borders_is_not_measured() -> None:
    alone = Alone("BY", "RU")
    alone.drive((56.9, 24.1))
    away, asked = alone.territory._away, list[str]()

    def told(state: str, sight: Sight) -> tuple[float, float, bool]:
        asked.append(state)
        return away(state, sight)

    alone.territory._away = told  # type: ignore[method-assign]
    alone.drive((56.91, 24.1), (56.95, 24.3))
    assert asked == []
    assert alone.drive((55.83, 27.3)) and asked


def test_a_place_is_measured_once_from_each_state() -> None:
    alone = Alone("BY", "RU")
    away, asked = alone.territory._away, list[str]()

    def told(state: str, sight: Sight) -> tuple[float, float, bool]:
        asked.append(state)
        return away(state, sight)

    alone.territory._away = told  # type: ignore[method-assign]
    assert alone.drive((55.83, 27.3)), "it is near"
    assert asked == ["BY", "RU"] * 2, "for it was seen there twice"
