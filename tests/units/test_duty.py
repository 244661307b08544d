"""Off duty: by the configured codes; the marker goes, and an open emergency of the unit overrides it."""

from __future__ import annotations

import pytest

from radio import events as ev
from tests.units.room import entries
from units import actions as ac
from units import findings as fi
from units.duty import is_hidden, is_off_duty
from units.entry import Anything
from units.picture import Picture
from units.state import Facts, Unit

CAR = "tetra@247-9:1001"
OFF = 18
ROOM: list[Anything] = [
    fi.ConfigLoaded(hash="h", off_duty=[OFF]),
    ac.SignedOn(seat="1", operator="ja"),
    ac.UnitNamed(seat="1", operator="ja", unit="u1", callsign="VP 1", radios=[CAR]),
]
HERE = ev.Located(gateway="gw", radio=CAR, lat=56.9, lon=24.1)
HOME = ev.Located(gateway="gw", radio=CAR, lat=56.8, lon=24.3)
WENT_HOME = ev.StatusReceived(gateway="gw", radio=CAR, code=OFF)
ALARM = fi.AlarmOpened(alarm="a1", radio=CAR, by="button")
TAKEN: list[Anything] = [
    ac.AlarmAcknowledged(seat="1", operator="ja", alarm="a1", shown=2),
    ac.AlarmClosed(seat="1", operator="ja", alarm="a1", verdict="real"),
]


def unit_after(*whats: Anything) -> tuple[Facts, Unit]:
    picture = Picture()
    picture.apply_all(entries(*ROOM, *whats))
    return picture.facts, picture.facts.units["u1"]


@pytest.mark.parametrize("word", [WENT_HOME, ac.StatusSet(seat="1", operator="ja", unit="u1", code=OFF)])
def test_the_marker_goes_and_none_comes_until_the_unit_is_on_duty_again(word: Anything) -> None:
    facts, unit = unit_after(HERE, word)
    assert is_off_duty(facts, unit) and unit.fix is None and unit.trail == []
    facts, unit = unit_after(HERE, word, HOME)
    assert unit.fix is None, "whatever came to the record between two threads is not shown"
    facts, unit = unit_after(HERE, word, HOME, ev.StatusReceived(gateway="gw", radio=CAR, code=10), HERE)
    assert not is_off_duty(facts, unit) and unit.fix is not None


def test_an_emergency_shows_where_the_unit_is_until_it_is_closed() -> None:
    facts, unit = unit_after(HERE, WENT_HOME, ALARM, HOME)
    assert is_off_duty(facts, unit) and not is_hidden(facts, unit)
    assert unit.fix is not None and unit.fix.lat == HOME.lat
    facts, unit = unit_after(HERE, WENT_HOME, ALARM, HOME, *TAKEN)
    assert unit.fix is None and is_hidden(facts, unit)


def test_an_emergency_by_status_does_not_mean_back_on_duty() -> None:
    pressed = ev.StatusReceived(gateway="gw", radio=CAR, code=0)
    facts, unit = unit_after(HERE, WENT_HOME, pressed, ALARM, HOME)
    assert unit.fix is not None
    facts, unit = unit_after(HERE, WENT_HOME, pressed, ALARM, HOME, *TAKEN)
    assert is_off_duty(facts, unit) and unit.fix is None


def test_a_configuration_that_names_other_codes_counts_at_once() -> None:
    whats: list[Anything] = [HERE, ev.StatusReceived(gateway="gw", radio=CAR, code=19)]
    assert unit_after(*whats)[1].fix is not None
    assert unit_after(*whats, fi.ConfigLoaded(hash="i", off_duty=[19]))[1].fix is None
