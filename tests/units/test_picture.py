"""The picture: the same entries give the same picture, and what a dispatcher relies on in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio import events as ev
from tests.units.room import CONFIG, GROUPS, RADIOS, START, anything, entries, entry
from units import actions as ac
from units import findings as fi
from units import keeping as ke
from units.entry import Anything, decode
from units.picture import VERSION, Picture, StaleBookmark
from units.state import Facts
from units.stream import MAX_LINES

SIGNED = ac.SignedOn(seat="1", operator="12", name="A. Ozols")
EMERGENCY = fi.AlarmOpened(alarm="a1", radio=RADIOS[0], by="status", group=GROUPS[0])


def picture_of(*whats: Anything) -> Facts:
    picture = Picture()
    picture.apply_all(entries(*whats))
    return picture.facts


@settings(max_examples=150)
@given(st.lists(anything, max_size=40), st.integers(0, 40))
def test_resumed_from_any_bookmark_it_is_the_same_picture(whats: list[Anything], cut: int) -> None:
    rows = entries(CONFIG, SIGNED, *whats)
    whole = Picture()
    for row in rows:
        whole.apply(row)
    first = Picture()
    first.apply_all(rows[:cut])
    resumed = Picture.resume(first.bookmark())
    resumed.apply_all(rows[cut:])
    assert resumed.facts == whole.facts
    assert resumed.bookmark() == whole.bookmark()


@settings(max_examples=100)
@given(st.lists(anything, max_size=40))
def test_what_the_picture_says_hangs_together(whats: list[Anything]) -> None:
    facts = picture_of(CONFIG, SIGNED, *whats)
    for radio, unit_id in facts.radios.items():
        assert radio in facts.units[unit_id].radios
    for unit in facts.units.values():
        assert all(facts.radios[radio] == unit.id for radio in unit.radios)
        assert not unit.alarm or unit.alarm in facts.alarms
    for group in facts.groups.values():
        assert not group.call or group.call in facts.calls
        assert not group.alarm or group.alarm in facts.alarms
    for line in facts.lines.values():
        assert not line.call or line.call in facts.calls


@settings(max_examples=60)
@given(st.lists(anything, max_size=30))
def test_changes_name_everything_that_differs(whats: list[Anything]) -> None:
    picture = Picture()
    picture.apply_all(entries(CONFIG, SIGNED))
    for seq, what in enumerate(whats, 3):
        before = Picture.resume(picture.bookmark()).facts
        changes = picture.apply(entry(seq, what, "ab12/console/1"))
        if changes.all:
            continue
        after = picture.facts
        assert {u for u in before.units | after.units if before.units.get(u) != after.units.get(u)} <= changes.units
        assert {n for n in before.lines | after.lines if before.lines.get(n) != after.lines.get(n)} <= changes.lines
        assert {
            a for a in before.alarms | after.alarms if before.alarms.get(a) != after.alarms.get(a)
        } <= changes.alarms
        assert {g for g in after.groups if before.groups[g] != after.groups[g]} <= changes.groups
        assert {g for g in after.gateways if before.gateways[g] != after.gateways[g]} <= changes.gateways
        assert {c for c in before.calls | after.calls if before.calls.get(c) != after.calls.get(c)} <= (
            changes.calls | {c.id for c in before.calls.values() if c.line in changes.lines}
        )


def test_a_bookmark_of_another_version_is_refused() -> None:
    picture = Picture()
    picture.facts.version = VERSION + 1
    with pytest.raises(StaleBookmark):
        Picture.resume(picture.bookmark())
    with pytest.raises(StaleBookmark):
        Picture.resume(b"\x00\x01")


def located(lat: float, seconds: float) -> ev.Located:
    when = datetime.fromtimestamp(START + seconds, UTC)
    return ev.Located(radio=RADIOS[0], lat=lat, lon=26.5, radio_time=when)


def test_a_late_fix_never_moves_the_marker_back() -> None:
    facts = picture_of(located(55.9, 10), located(55.0, 5))
    fix = facts.units[RADIOS[0]].fix
    assert fix is not None and fix.lat == 55.9


def test_a_fix_from_the_future_does_not_pin_the_unit() -> None:
    facts = picture_of(located(55.9, 86_400), located(55.8, 2))
    fix = facts.units[RADIOS[0]].fix
    assert fix is not None and fix.lat == 55.8


def test_a_doubted_fix_does_not_move_the_marker_and_the_next_believed_one_does() -> None:
    doubt = fi.PositionDoubted(radio=RADIOS[0], why="jump", lat=50.0, lon=26.5)
    facts = picture_of(located(55.9, 1), doubt, located(50.0, 2))
    unit = facts.units[RADIOS[0]]
    assert unit.fix is not None and unit.fix.lat == 55.9 and unit.doubtful == "jump"
    facts = picture_of(located(55.9, 1), doubt, located(50.0, 2), doubt, located(50.0, 3), located(50.0, 4))
    unit = facts.units[RADIOS[0]]
    assert unit.fix is not None and unit.fix.lat == 50.0 and unit.doubtful == "", "believed at last"


def test_nobody_is_ever_plotted_at_zero() -> None:
    facts = picture_of(ev.Located(radio=RADIOS[0], lat=0.0, lon=0.0))
    assert facts.units[RADIOS[0]].fix is None


def test_each_over_of_a_call_is_a_row_with_its_talker() -> None:
    facts = picture_of(
        CONFIG,
        ev.CallStarted(call="c1", to=GROUPS[0], radio=RADIOS[0]),
        ev.TalkerNamed(call="c1"),
        ev.TalkerNamed(call="c1", radio=RADIOS[1]),
        ev.CallEnded(call="c1", to=GROUPS[0]),
    )
    overs = [line for line in facts.lines.values() if line.sort == "call"]
    assert [(o.radio, o.state, o.number) for o in overs] == [(RADIOS[0], "ended", 1.0), (RADIOS[1], "ended", 1.0)]
    group = facts.groups[GROUPS[0]]
    assert (group.call, group.talker, group.last_talker) == ("", "", RADIOS[1])
    assert not any(unit.talking for unit in facts.units.values())


def test_late_entry_gets_its_talker_in_the_same_row() -> None:
    facts = picture_of(
        CONFIG, ev.CallStarted(call="c1", to=GROUPS[0], late=True), ev.TalkerNamed(call="c1", radio=RADIOS[0])
    )
    overs = [line for line in facts.lines.values() if line.sort == "call"]
    assert [(o.radio, o.unit, o.state) for o in overs] == [(RADIOS[0], RADIOS[0], "on-air")]
    assert facts.units[RADIOS[0]].talking == "c1"


def test_the_same_call_through_two_gateways_is_one_call() -> None:
    facts = picture_of(
        CONFIG,
        ev.CallStarted(call="c1", to=GROUPS[0], gateway="gw"),
        ev.CallStarted(call="c1", to=GROUPS[0], gateway="usrp"),
    )
    assert facts.calls["c1"].heard_via == ["gw", "usrp"]
    assert sum(line.sort == "call" for line in facts.lines.values()) == 1


def test_an_unsigned_seat_decides_nothing_but_how_it_listens() -> None:
    facts = picture_of(
        CONFIG,
        ev.StatusReceived(radio=RADIOS[0], code=3),
        EMERGENCY,
        ac.StatusSet(seat="1", operator="12", unit=RADIOS[0], code=5),
        ac.AlarmAcknowledged(seat="1", operator="12", alarm="a1"),
        ac.UnitNamed(seat="1", operator=None, unit="u", callsign="X", radios=[RADIOS[0]]),
        ac.GroupMixed(seat="1", group=GROUPS[1], mode="select", muted=True),
    )
    assert facts.units[RADIOS[0]].status == 3
    assert facts.alarms["a1"].ringing
    assert "u" not in facts.units
    assert facts.seats["1"].mix[GROUPS[1]].muted


def test_an_alarm_rings_until_acknowledged_and_again_when_pressed_again() -> None:
    acknowledge = ac.AlarmAcknowledged(seat="1", operator="12", alarm="a1", shown=2.0)
    hasty = ac.AlarmAcknowledged(seat="1", operator="12", alarm="a1", shown=0.4)
    assert picture_of(SIGNED, EMERGENCY, hasty).alarms["a1"].ringing, "nobody can have read it yet"
    facts = picture_of(SIGNED, EMERGENCY, acknowledge)
    assert not facts.alarms["a1"].ringing and facts.alarms["a1"].acknowledged_by == "12"
    facts = picture_of(SIGNED, EMERGENCY, acknowledge, fi.AlarmJoined(alarm="a1", by="status", again=True))
    assert facts.alarms["a1"].ringing
    close = ac.AlarmClosed(seat="1", operator="12", alarm="a1", verdict="real")
    facts = picture_of(SIGNED, EMERGENCY, close)
    assert "a1" in facts.alarms, "closing needs an acknowledgement first"
    facts = picture_of(SIGNED, EMERGENCY, acknowledge, close)
    assert not facts.alarms and not facts.units[RADIOS[0]].alarm


def test_naming_a_radio_keeps_what_was_known_of_it() -> None:
    facts = picture_of(
        SIGNED,
        located(55.9, 1),
        EMERGENCY,
        ac.UnitNamed(seat="1", operator="12", unit="u1", callsign="VP 118", agency="vp", radios=[RADIOS[0]]),
    )
    unit = facts.units["u1"]
    assert unit.fix is not None and unit.alarm == "a1" and facts.alarms["a1"].unit == "u1"
    assert RADIOS[0] not in facts.units
    assert next(line for line in facts.lines.values() if line.sort == "alarm").unit == "u1"


def test_removing_a_unit_in_an_emergency_keeps_the_emergency_visible() -> None:
    name = ac.UnitNamed(seat="1", operator="12", unit="u1", callsign="VP 118", radios=[RADIOS[0]])
    facts = picture_of(SIGNED, name, EMERGENCY, ac.UnitRemoved(seat="1", operator="12", unit="u1"))
    assert facts.alarms["a1"].unit == RADIOS[0]
    assert facts.units[RADIOS[0]].alarm == "a1"


def test_a_text_of_ours_follows_its_delivery() -> None:
    text = ac.TextSent(seat="1", operator="12", to=RADIOS[0], text="Labdien", ref="r1")
    sent = fi.Sent(action=2, ref="net-7")
    assert [line.state for line in picture_of(SIGNED, text).lines.values()][-1] == "waiting"
    states = picture_of(SIGNED, text, sent, ev.Delivered(ref="net-7", ok=True, by="radio")).lines[2].state
    assert states == "delivered"
    refused = picture_of(SIGNED, text, fi.Refused(action=2, why="no-link"))
    assert refused.lines[2].state == "refused"


def test_the_stream_is_bounded_and_keeps_open_alarms() -> None:
    notes: list[Anything] = [ac.Noted(seat="1", operator="12", text=str(n)) for n in range(MAX_LINES + 50)]
    facts = picture_of(SIGNED, EMERGENCY, *notes)
    assert len(facts.lines) == MAX_LINES
    assert any(line.sort == "alarm" for line in facts.lines.values())


def test_calls_and_references_go_with_their_rows() -> None:
    rows: list[Anything] = []
    for n in range(MAX_LINES):
        rows += [
            ev.CallStarted(call=f"c{n}", to=GROUPS[n % 2], radio=RADIOS[0]),
            ev.CallEnded(call=f"c{n}", to=GROUPS[n % 2]),
        ]
    notes: list[Anything] = [ac.Noted(seat="1", operator="12", text="-")] * MAX_LINES
    facts = picture_of(CONFIG, SIGNED, *rows, *notes)
    assert set(facts.calls) == {f"c{MAX_LINES - 2}", f"c{MAX_LINES - 1}"}, "of which the tiles speak"
    text = ac.TextSent(seat="1", operator="12", to=RADIOS[0], text="Labdien", ref="r1")
    later = (ev.CallStarted(call="last", to=GROUPS[0]), ev.CallEnded(call="last", to=GROUPS[0]))
    facts = picture_of(CONFIG, SIGNED, *rows, text, fi.Sent(action=2 * MAX_LINES + 3, ref="net-7"), *notes, *later)
    assert facts.refs == {}
    assert set(facts.calls) == {f"c{MAX_LINES - 1}", "last"}


def test_a_clock_that_nothing_keeps_right_is_known_since_when_until_it_is_kept_again() -> None:
    lost = ke.ClockSynchronised(on=False, why="silent-source")
    facts = picture_of(SIGNED, lost)
    assert (facts.unsynchronised, facts.clock_why) == (START + 2, "silent-source")
    facts = picture_of(SIGNED, lost, ke.ClockSynchronised(on=True))
    assert (facts.unsynchronised, facts.clock_why) == (0.0, "")
    assert [line.word for line in facts.lines.values()] == ["signed-on", "clock-alone", "clock-kept"]


def test_a_reserve_in_use_is_known_since_when() -> None:
    used = ke.ReserveUsed(on=True, minutes=10.0)
    assert picture_of(SIGNED, used).reserve == START + 2
    facts = picture_of(SIGNED, used, ke.ReserveUsed(on=False))
    assert facts.reserve == 0.0
    assert [(line.word, line.number) for line in facts.lines.values()][1:] == [
        ("reserve-used", 10.0),
        ("reserve-back", 0.0),
    ]


@settings(max_examples=100)
@given(st.lists(st.tuples(anything, st.floats(-3600, 3600)), max_size=40), st.integers(0, 40))
def test_a_clock_that_jumps_both_ways_changes_no_order(whats: list[tuple[Anything, float]], cut: int) -> None:
    """Entries come in the order of ``seq`` whatever the wall clock says: replayed, resumed, told anew, it is one."""
    told: list[tuple[Anything, float]] = [(CONFIG, 0.0), (SIGNED, 0.0), *whats]
    rows = [entry(seq, what, "ab12/console/1", wall=START + seq + jump) for seq, (what, jump) in enumerate(told, 1)]
    whole = Picture()
    whole.apply_all(rows)
    again = Picture()
    for row in rows:
        again.apply(row)
    first = Picture()
    first.apply_all(rows[:cut])
    resumed = Picture.resume(first.bookmark())
    resumed.apply_all(rows[cut:])
    assert whole.bookmark() == again.bookmark() == resumed.bookmark()
    assert list(whole.facts.lines) == sorted(whole.facts.lines), "the stream stands in the order of the record"
    assert whole.facts.seq == rows[-1].seq


def test_configuration_keeps_what_is_known_of_groups_that_stay() -> None:
    facts = picture_of(CONFIG, ev.LinkUp(gateway="gw"), ev.CallStarted(call="c1", to=GROUPS[0]), CONFIG)
    assert facts.gateways["gw"].state == "up"
    assert facts.groups[GROUPS[0]].call == "c1"


def test_a_body_that_is_no_text_or_too_deep_is_unread_and_no_fault() -> None:
    assert decode(b"\x82\xa4kind\xa5Noted\xa4text\xa2\xff\xfe") is None
    assert decode(b"\x81\xa4kind" + b"\x91" * 100_000) is None
