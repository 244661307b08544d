"""A seat asks for quiet: for a minute, for itself, for what rings then."""

from __future__ import annotations

from tests.station.test_alarms import Desk


def test_a_seat_is_quiet_for_a_minute_and_only_for_itself() -> None:
    desk = Desk()
    desk.raise_()
    alarm = next(iter(desk.picture.facts.alarms))
    assert desk.alarms.sounding([], desk.now), "no console lives: the station sounds it"
    desk.alarms.silenced(alarm, "1", 0.0, desk.now)
    assert not desk.alarms.sounding(["1"], desk.now)
    assert desk.alarms.sounding(["1", "2"], desk.now), "the other seat has not silenced it"
    assert desk.alarms.sounding([], desk.now), "the seat that silenced it is gone"
    desk.time = 61.0
    assert desk.alarms.sounding(["1"], desk.now), "a minute is over"
    assert desk.picture.facts.alarms[alarm].ringing, "silenced is not acknowledged"


def test_a_new_press_ends_the_silence_a_seat_asked_for() -> None:
    """It was asked for what rang then; this is another cry for help."""
    desk = Desk()
    desk.raise_(group="g1")
    desk.alarms.silenced("", "1", 0.0, desk.now)
    assert not desk.alarms.sounding(["1"], desk.now)
    desk.tick(5.0)
    desk.acknowledge()
    desk.tick(45.0)
    assert desk.raise_(group="g1")
    assert desk.alarms.sounding(["1"], desk.now), "within the minute"
