"""One alarm per unit: joined, acknowledged, rung again, escalated, silenced. The rule is told the time."""

from __future__ import annotations

import random
from concurrent.futures import Future

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.errors import JournalError
from radio.codec import Now
from radio.events import EmergencyRaised
from station.alarms import Alarms
from station.mixing import mixing
from units.actions import AlarmAcknowledged, AlarmClosed, GroupMixed, SignedOn, UnitNamed
from units.entry import Anything, Entry
from units.findings import AlarmJoined, AlarmOpened
from units.picture import Picture

CAR, HANDHELD = "tetra@247-9:1", "tetra@247-9:2"


class Desk:
    """The rule with a picture that follows what it journals."""

    def __init__(self, committing: bool = True) -> None:
        self.picture = Picture()
        self.time = 0.0
        self.journal: list[Anything] = []
        self.committing = committing
        self.futures: list[Future[int]] = []
        self.alarms = Alarms(self.append, lambda: self.picture.facts)
        self.put(SignedOn(seat="1", operator="anna", name="Anna"))
        self.put(
            UnitNamed(seat="1", operator="anna", unit="vp-1", callsign="VP 1", agency="vp", radios=[CAR, HANDHELD])
        )
        self.journal.clear()

    @property
    def now(self) -> Now:
        return Now(1_790_000_000.0 + self.time, 1000.0 + self.time)

    def append(self, what: Anything) -> Future[int]:
        future: Future[int] = Future()
        self.futures.append(future)
        if self.committing:
            self.put(what)
            future.set_result(len(self.journal))
        return future

    def put(self, what: Anything) -> None:
        self.journal.append(what)
        seq = self.picture.facts.seq + 1
        origin = "ab/console/1" if hasattr(what, "seat") else "ab/station"
        entry = Entry(seq, origin, seq, type(what).__name__, self.now.utc, self.now.mono, "boot", 1, what)
        self.alarms.follow(self.picture.apply(entry).alarms)

    def raise_(self, radio: str | None = CAR, by: str = "status", call: str | None = None, group: str = "") -> bool:
        return self.alarms.raised(EmergencyRaised(gateway="gw", radio=radio, by=by, call=call), group, self.now)

    def tick(self, to: float) -> None:
        self.time = to
        self.alarms.tick(self.now)

    def acknowledge(self, shown: float = 2.0) -> None:
        alarm = next(iter(self.picture.facts.alarms))
        self.put(AlarmAcknowledged(seat="1", operator="anna", alarm=alarm, shown=shown))

    def kinds(self) -> list[str]:
        return [type(what).__name__ for what in self.journal]


def test_all_signals_of_a_unit_are_one_alarm() -> None:
    desk = Desk()
    assert desk.raise_(CAR, "status"), "the first one asks for the position"
    assert not desk.raise_(HANDHELD, "call", call="c1", group="g1")
    assert not desk.raise_(CAR, "position")
    assert not desk.raise_(CAR, "position"), "repeated by the radio: on record as an event, no news"
    assert desk.kinds() == ["AlarmOpened", "AlarmJoined", "AlarmJoined"]
    assert len(desk.picture.facts.alarms) == 1
    assert desk.raise_("tetra@247-9:99", "status"), "another unit is another alarm"
    assert desk.kinds().count("AlarmOpened") == 2


def test_nobody_answers_and_it_escalates_once() -> None:
    desk = Desk()
    desk.raise_()
    desk.tick(19.9)
    assert "AlarmEscalated" not in desk.kinds()
    desk.tick(20.1)
    desk.tick(60.0)
    assert desk.kinds().count("AlarmEscalated") == 1


def test_acknowledged_in_time_it_does_not_escalate() -> None:
    desk = Desk()
    desk.raise_()
    desk.tick(5.0)
    desk.acknowledge()
    desk.tick(60.0)
    assert "AlarmEscalated" not in desk.kinds()
    assert not desk.alarms.sounding([], desk.now) and not desk.alarms.loud()


def test_a_new_press_after_acknowledgement_rings_again() -> None:
    desk = Desk()
    desk.raise_(group="g1")
    desk.tick(5.0)
    desk.acknowledge()
    desk.tick(9.0)
    assert not desk.raise_(by="call", call="c1"), "the first call, within 10 s of the press: it is of that press"
    assert desk.journal[-1] == AlarmJoined(alarm=next(iter(desk.picture.facts.alarms)), by="call", call="c1")
    assert not desk.raise_(by="status"), "its status once more, 9 s after the first"
    assert not desk.alarms.sounding([], desk.now)
    desk.tick(19.5)
    assert desk.raise_(by="call", call="c2"), "the position is asked for again"
    joined = desk.journal[-1]
    assert isinstance(joined, AlarmJoined) and joined.again
    assert desk.alarms.sounding([], desk.now) and desk.alarms.loud() == {"g1"}
    assert next(iter(desk.picture.facts.alarms.values())).ringing
    desk.tick(40.0)
    assert desk.kinds()[-1] == "AlarmEscalated"


@pytest.mark.parametrize("by", ["status", "call", "button"])
def test_pressed_again_right_after_a_late_acknowledgement_it_rings(by: str) -> None:
    """What counts is when it was pressed, not when somebody took it."""
    desk = Desk()
    desk.raise_(by=by, call="c1" if by == "call" else None)
    desk.tick(60.0)
    desk.acknowledge()
    desk.tick(60.2)
    assert desk.raise_(by=by, call="c2" if by == "call" else None)
    desk.tick(62.0)
    desk.acknowledge()
    assert not desk.raise_(by="position"), "the second press told in another way"
    desk.tick(65.0)
    desk.acknowledge()
    assert not desk.raise_(HANDHELD, "position") and not desk.alarms.sounding([], desk.now)
    desk.tick(71.0)
    assert desk.raise_(by=by), "and the third"


@pytest.mark.parametrize("every", [1.0, 5.0, 30.0, 60.0, 120.0])
def test_the_places_a_radio_tells_while_its_emergency_lasts_do_not_ring(every: float) -> None:
    desk = Desk()
    desk.raise_(CAR, "status")
    desk.tick(4.0)
    desk.acknowledge()
    for number in range(1, 30):
        desk.tick(number * every)
        assert not desk.raise_(CAR, "position"), f"report {number}, nobody pressed anything"
    assert not desk.alarms.sounding([], desk.now)
    desk.tick(desk.time + 0.1)
    assert desk.raise_(CAR, "status"), "a press between two of them rings"
    desk.acknowledge()
    desk.tick(desk.time + every)
    assert not desk.raise_(CAR, "position"), "the row of positions goes on"
    desk.tick(desk.time + 131.0)
    assert desk.raise_(CAR, "position"), "one that comes out of long silence is a press"


def test_the_other_radio_of_the_car_has_a_button_of_its_own() -> None:
    desk = Desk()
    desk.raise_(CAR, "status")
    desk.acknowledge()
    for second in (5.0, 20.0, 40.0):
        desk.tick(second)
        assert not desk.raise_(CAR, "position")
    assert desk.raise_(HANDHELD, "position"), "it was silent up to now"
    desk.acknowledge()
    for second in (55.0, 60.0):
        desk.tick(second)
        assert not desk.raise_(HANDHELD, "position") and not desk.raise_(CAR, "position"), "both rows go on"


def test_where_only_the_button_sends_a_place_each_is_a_press() -> None:
    """MOTOTRBO asks radios to report when it is pressed, Hytera's reports are told once a press."""
    desk = Desk()
    desk.raise_("dmr@pp:80", "position")
    desk.tick(40.0)
    desk.acknowledge()
    desk.tick(41.0)
    assert desk.raise_("dmr@pp:80", "position")
    desk.acknowledge()
    desk.tick(44.0)
    assert not desk.raise_("dmr@pp:80", "position"), "the same once more"


def test_who_presses_without_a_pause_is_heard_again() -> None:
    desk = Desk()
    desk.raise_()
    rung = []
    for second in range(5, 66, 5):
        desk.tick(float(second))
        desk.acknowledge()
        if desk.raise_():
            rung.append(second)
    assert rung == [30, 60]


def test_a_press_while_it_rings_is_the_one_that_is_acknowledged() -> None:
    desk = Desk()
    desk.raise_(by="status")
    desk.tick(30.0)
    assert not desk.raise_(by="status"), "it rings as it is"
    desk.tick(31.0)
    desk.acknowledge()
    desk.tick(33.0)
    assert not desk.raise_(by="call", call="c1"), "of the second press, which was told 3 s ago"


def test_a_station_that_began_anew_rings_rather_once_more() -> None:
    desk = Desk()
    desk.raise_(by="status")
    desk.tick(5.0)
    desk.raise_(by="position")
    desk.acknowledge()

    def anew() -> None:
        desk.alarms = Alarms(desk.append, lambda: desk.picture.facts)
        desk.alarms.resume(desk.now)

    anew()
    desk.tick(8.0)
    assert not desk.raise_(by="call", call="c1"), "when it was pressed is on record"
    desk.tick(100.0)
    anew()
    assert desk.raise_(by="status"), "pressed now it rings"
    desk.acknowledge()
    desk.tick(300.0)
    anew()
    assert desk.raise_(by="position"), "nobody knows when the last one came"
    desk.acknowledge()
    desk.tick(360.0)
    assert not desk.raise_(by="position"), "now it is known"
    desk.time = -1000.0
    anew()
    desk.acknowledge()
    assert desk.raise_(by="call", call="c9"), "a clock that was set back makes no press silent"


WAYS = ("status", "call", "button")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(10.1, 90.0), st.permutations(WAYS), st.integers(1, 3)), min_size=1, max_size=12),
    st.floats(1.0, 60.0),
    st.randoms(use_true_random=False),
)
def test_every_press_rings_and_no_repeat_does(
    presses: list[tuple[float, list[str], int]], every: float, dice: random.Random
) -> None:
    """Presses more than 10 s after the last signal, each told in some ways within 4 s; positions all the while."""
    said: list[tuple[float, str, bool]] = []
    at = last = 0.0
    for pause, ways, count in presses:
        at = last + pause
        for number, way in enumerate(ways[:count]):
            last = at + (number and dice.uniform(0.1, 4.0))
            said.append((last, way, number == 0))
        last = max(when for when, _, _ in said)
    start = said[0][0]
    said += [(start + 1.0 + every * number, "position", False) for number in range(int((last - start) / every) + 1)]
    desk = Desk()
    for when, way, new in sorted(said):
        desk.tick(when)
        assert desk.raise_(by=way, call=f"c{when}" if way == "call" else None) is new
        assert desk.alarms.sounding([], desk.now) is new
        desk.acknowledge()
    assert desk.kinds().count("AlarmOpened") == 1


def test_what_a_link_that_was_away_is_told_again_does_not_ring_twice() -> None:
    """A server tells whoever connects what it heard last; the alarm of it may be in hand since."""
    desk = Desk()
    told = EmergencyRaised(gateway="TAK", radio=CAR, by="button", late=True)
    assert desk.alarms.raised(told, "", desk.now), "nobody knew of it: it rings"
    desk.tick(5.0)
    desk.acknowledge()
    desk.tick(300.0)
    assert not desk.alarms.raised(told, "", desk.now) and not desk.alarms.sounding([], desk.now)
    assert desk.kinds().count("AlarmJoined") == 0
    after = Alarms(desk.append, lambda: desk.picture.facts)
    after.resume(desk.now)
    assert not after.raised(told, "", desk.now), "nor for a station that began anew"
    assert after.raised(EmergencyRaised(gateway="gw", radio=HANDHELD, by="status", late=True), "", desk.now), "another"
    desk.acknowledge()
    desk.tick(400.0)
    assert desk.raise_(CAR, "button"), "pressed now it rings"
    desk.acknowledge()
    desk.put(AlarmClosed(seat="1", operator="anna", alarm=next(iter(desk.picture.facts.alarms)), verdict="real"))
    assert desk.alarms.raised(told, "", desk.now), "after the alarm was closed it is a new one"


def test_closed_and_raised_it_is_a_new_alarm() -> None:
    desk = Desk()
    desk.raise_()
    desk.acknowledge()
    alarm = next(iter(desk.picture.facts.alarms))
    desk.put(AlarmClosed(seat="1", operator="anna", alarm=alarm, verdict="test"))
    desk.tick(1.0)
    assert desk.raise_()
    assert desk.kinds().count("AlarmOpened") == 2


def test_what_the_disk_does_not_take_is_urgent() -> None:
    desk = Desk(committing=False)
    desk.raise_(group="g1")
    assert not desk.alarms.urgent(desk.now).alarms
    desk.time = 0.3
    urgent = desk.alarms.urgent(desk.now).alarms
    assert [(u.radio, u.by, u.group) for u in urgent] == [(CAR, "status", "g1")]
    assert desk.alarms.sounding([], desk.now)
    desk.futures[-1].set_result(7)
    assert not desk.alarms.urgent(desk.now).alarms


def test_what_the_record_lost_is_handed_to_it_again_until_it_has_it() -> None:
    desk = Desk(committing=False)
    desk.raise_(group="g1")
    desk.futures[-1].set_exception(JournalError("Memory is full too: this entry is lost."))
    desk.tick(0.5)
    assert len(desk.futures) == 1, "not a hundred times a second"
    desk.tick(1.5)
    assert len(desk.futures) == 2
    desk.futures[-1].set_exception(JournalError("still"))
    assert desk.alarms.urgent(desk.now).alarms, "shown from the pulse all the while"
    desk.committing = True
    desk.tick(3.0)
    (opened,) = [what for what in desk.journal if isinstance(what, AlarmOpened)]
    assert (opened.radio, opened.group, opened.late) == (CAR, "g1", 3.0)
    assert not desk.alarms.urgent(desk.now).alarms
    desk.acknowledge()
    assert not desk.alarms.sounding([], desk.now), "and can be acknowledged now"
    desk.tick(5.0)
    assert desk.kinds().count("AlarmOpened") == 1


def test_a_radio_nobody_knows_is_an_alarm_too() -> None:
    desk = Desk()
    assert desk.raise_(None, "button")
    assert not desk.raise_(None, "call"), "the same gateway's unknown radio"
    opened = desk.journal[0]
    assert isinstance(opened, AlarmOpened) and opened.radio is None


def test_a_new_station_takes_over_what_is_open() -> None:
    desk = Desk()
    desk.raise_(group="g1")
    again = Alarms(desk.append, lambda: desk.picture.facts)
    desk.time = 25.0
    again.resume(desk.now)
    assert again.sounding([], desk.now) and again.loud() == {"g1"}
    again.tick(desk.now)
    assert desk.kinds()[-1] == "AlarmEscalated"
    assert not again.raised(EmergencyRaised(gateway="gw", radio=HANDHELD, by="status"), "", desk.now)
    assert desk.kinds().count("AlarmOpened") == 1


@pytest.mark.parametrize(
    ("mixes", "seats", "bus", "muted", "gain"),
    [
        ([], ["1"], "unselect", False, 0.7),
        ([("1", "select", False, 50)], ["1"], "select", False, 0.5),
        ([("1", "off", False, 50)], ["1"], "off", False, 0.5),
        ([("1", "select", True, 50)], ["1"], "select", True, 0.5),
        ([("1", "monitor", False, 90), ("2", "select", False, 20)], ["1", "2"], "select", False, 0.9),
        ([("1", "monitor", False, 90), ("2", "select", True, 20)], ["1", "2"], "unselect", False, 0.9),
        ([("1", "monitor", False, 90), ("2", "select", False, 20)], ["1"], "unselect", False, 0.9),
    ],
)
def test_the_loudspeaker_does_what_the_seats_want(
    mixes: list[tuple[str, str, bool, int]], seats: list[str], bus: str, muted: bool, gain: float
) -> None:
    desk = Desk()
    for seat, mode, mute, volume in mixes:
        desk.put(GroupMixed(seat=seat, group="g1", mode=mode, muted=mute, volume=volume))
    for forced in (False, True):
        mix = mixing(desk.picture.facts, ["g1"], seats, ["g1"] if forced else []).groups["g1"]
        assert (mix.bus, mix.muted, mix.gain, mix.force) == (bus, muted, gain, forced)
