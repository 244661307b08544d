"""Which units are nearest: free ones first, each sort by distance."""

from __future__ import annotations

import pytest

from gps.fix import Fix
from units.state import Facts, Status, Unit
from units.suitable import is_free, minutes, nearest

HERE = (55.80, 26.40)


def unit(id_: str, lat: float, lon: float, status: int | None = 2, **more: str) -> Unit:
    return Unit(id=id_, fix=Fix(lat=lat, lon=lon, time=0.0), status=status, **more)  # type: ignore[arg-type]


@pytest.fixture
def facts() -> Facts:
    facts = Facts(version=1)
    facts.statuses = {1: Status(code=1, en="Free"), 2: Status(code=2, en="moving")}
    units = [
        unit("close", 55.81, 26.40),
        unit("busy", 55.82, 26.40, 1, job="job 14"),
        unit("free far", 55.90, 26.40, 1),
        unit("free", 55.80, 26.60, 1),
        Unit(id="nowhere", status=1),
    ]
    facts.units = {one.id: one for one in units}
    return facts


def test_free_first_then_by_distance(facts: Facts) -> None:
    found = nearest(facts, facts.units.values(), *HERE, 8, only_free=False)
    assert [one.unit for one in found] == ["free far", "free", "close", "busy"]
    assert [one.free for one in found] == [True, True, False, False]
    assert found[0].metres == pytest.approx(11_134, abs=10)
    assert found[0].bearing == pytest.approx(0, abs=0.01)
    assert found[1].bearing == pytest.approx(90, abs=0.2)


def test_only_free_and_so_many(facts: Facts) -> None:
    assert [one.unit for one in nearest(facts, facts.units.values(), *HERE, 1, only_free=True)] == ["free far"]
    assert nearest(facts, [], *HERE, 8, only_free=False) == []


def test_free_is_a_status_and_neither_job_nor_emergency(facts: Facts) -> None:
    assert is_free(facts, facts.units["free"])
    assert not is_free(facts, facts.units["busy"])
    assert not is_free(facts, unit("a", 55, 26, 1, alarm="x"))
    assert not is_free(facts, unit("b", 55, 26, None))
    assert not is_free(facts, unit("c", 55, 26, 99))


@pytest.mark.parametrize(("metres", "kmh", "wanted"), [(0, 60, 1), (1000, 60, 1), (1001, 60, 2), (60_000, 120, 30)])
def test_minutes_are_rounded_up(metres: float, kmh: float, wanted: int) -> None:
    assert minutes(metres, kmh) == wanted
