"""A segment's beginning makes the same picture as all that was before it, and changes nothing in one that is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio import events as ev
from tests.units.room import CALLS, CONFIG, GROUPS, RADIOS, anything, entries, entry
from units import actions as ac
from units import findings as fi
from units import keeping as ke
from units import snapshot
from units.entry import Anything, Entry
from units.keeping import Remembered, SegmentClosed, SegmentOpened
from units.picture import Picture
from units.snapshot import NUMBERED, OF_THE_ENTRY, SCALARS, TABLES, encode, subjects
from units.state import Facts, Unit
from units.stream import MAX_LINES

OPENED = fi.JournalOpened(mode="live", installation="ab12")
SIGNED = ac.SignedOn(seat="1", operator="12", name="A. Ozols")
EMERGENCY = fi.AlarmOpened(alarm="a1", radio=RADIOS[0], by="status", group=GROUPS[0])
NAMED = ac.UnitNamed(seat="1", operator="12", unit="u1", callsign="VP 118", radios=[RADIOS[0]])
CALL = ev.CallStarted(call=CALLS[0], to=GROUPS[0], radio=RADIOS[0], gateway="gw")
Erase = Callable[[Remembered], bool]


def lived(whats: list[Anything]) -> Picture:
    picture = Picture()
    picture.apply_all(entries(OPENED, CONFIG, SIGNED, *whats))
    return picture


def opening(facts: Facts, erased: Erase = lambda _: False) -> list[Entry]:
    """The first entries of the segment that follows."""
    told = list(subjects(facts))
    opened = SegmentOpened(
        segment="2026-12", previous="journal.db", mode="live", installation="ab12", subjects=len(told)
    )
    start = facts.seq + 1  # SegmentClosed
    whats: list[Anything] = [opened, *told]
    rows = [entry(start + n, what) for n, what in enumerate(whats, 1)]
    gone = {row.seq for row in rows if isinstance(row.what, Remembered) and erased(row.what)}
    return [msgspec.structs.replace(row, what=None) if row.seq in gone else row for row in rows]


def alike(one: Picture, other: Picture) -> bool:
    """The same facts in the same order, on which views and the stream's bound rely."""
    return one.facts == other.facts and all(
        list(getattr(one.facts, sort)) == list(getattr(other.facts, sort)) for sort in TABLES
    )


def begun(rows: list[Entry]) -> Picture:
    picture = Picture()
    picture.apply_all(rows)
    return picture


@settings(max_examples=300)
@given(st.lists(anything, max_size=60))
def test_a_segments_beginning_is_the_picture_and_changes_nothing_in_a_living_one(whats: list[Anything]) -> None:
    living = lived(whats)
    rows = opening(living.facts)
    fresh = begun(rows)
    closed = entry(living.facts.seq + 1, SegmentClosed(next="journal-2026-12.db"))
    for row in (closed, *rows):
        assert not living.apply(row)
    assert alike(fresh, living)


@settings(max_examples=100)
@given(st.lists(anything, max_size=40), st.lists(anything, max_size=40))
def test_it_goes_on_alike_from_either(whats: list[Anything], more: list[Anything]) -> None:
    living = lived(whats)
    rows = opening(living.facts)
    fresh = begun(rows)
    living.apply_all(rows)
    for seq, what in enumerate(more, rows[-1].seq + 1):
        row = entry(seq, what, "ab12/console/1")
        assert living.apply(row) == fresh.apply(row)
    assert alike(fresh, living)


@settings(max_examples=100)
@given(st.lists(anything, max_size=40), st.lists(anything, max_size=20), st.integers(0, 1 << 16))
def test_whatever_was_erased_before_and_in_it_the_picture_is_one_and_hangs_together(
    whats: list[Anything], more: list[Anything], chosen: int
) -> None:
    """Of the past some bodies are gone, and some subjects: from the past's remains or without them, it is the same."""
    past = entries(OPENED, CONFIG, SIGNED, *whats)
    whole = begun(past)
    count = [0]

    def erased(_: Remembered) -> bool:
        count[0] += 1
        return bool(chosen >> count[0] % 16 & 1)

    rows = opening(whole.facts, erased)
    remains = [msgspec.structs.replace(row, what=None) if chosen >> row.seq % 16 & 1 else row for row in past]
    fresh, replayed = begun(rows), begun(remains + rows)
    for radio, unit in fresh.facts.radios.items():
        assert radio in fresh.facts.units[unit].radios
    for group in fresh.facts.groups.values():
        assert not group.call or group.call in fresh.facts.calls
        assert not group.alarm or group.alarm in fresh.facts.alarms
    if not rows[1].what:  # the room itself
        return
    assert alike(replayed, fresh)
    for seq, what in enumerate(more, rows[-1].seq + 1):
        fresh.apply(entry(seq, what, "ab12/console/1"))


@settings(max_examples=60)
@given(st.lists(anything, max_size=40), st.integers(0, 30))
def test_a_bookmark_in_the_midst_of_it_is_a_bookmark(whats: list[Anything], cut: int) -> None:
    rows = opening(lived(whats).facts)
    resumed = Picture.resume(begun(rows[:cut]).bookmark())
    resumed.apply_all(rows[cut:])
    assert alike(resumed, begun(rows))


def test_every_field_of_the_picture_is_told() -> None:
    told = set(TABLES) | set(SCALARS) | OF_THE_ENTRY
    assert told == set(Facts.__struct_fields__)
    tables = {field.name for field in msgspec.structs.fields(Facts) if str(field.type).startswith("dict")}
    assert set(TABLES) == tables
    assert {sort for sort in TABLES if "dict[int" in str(Facts.__annotations__[sort])} == NUMBERED


def test_the_room_of_every_day_is_told_a_subject_at_a_time() -> None:
    facts = lived(
        [NAMED, CALL, EMERGENCY, ac.TextSent(seat="1", operator="12", to=RADIOS[0], text="a", ref="r1")]
    ).facts
    told = [(each.sort, each.subject) for each in subjects(facts)]
    assert told == [(each.sort, each.subject) for each in subjects(facts)]
    assert len(set(told)) == len(told)
    assert told[0] == ("room", "")
    assert {("units", "u1"), ("radios", RADIOS[0]), ("groups", GROUPS[0]), ("agencies", "vp"), ("gateways", "gw")} <= {
        *told
    }
    assert {("calls", CALLS[0]), ("alarms", "a1"), ("seats", "1"), ("refs", "r1"), ("lines", "2")} <= {*told}


def test_holds_in_force_are_told() -> None:
    boss = ac.SignedOn(seat="2", operator="13", role="supervisor")
    facts = lived([boss, ke.HoldPlaced(seat="2", operator="13", hold="h1", reason="Case 12", units=["u1"])]).facts
    assert set(facts.holds) == {"h1"}
    assert begun(opening(facts)).facts.holds == facts.holds


def test_an_erased_unit_is_gone_and_the_rest_stands() -> None:
    facts = lived([NAMED, CALL, EMERGENCY]).facts
    fresh = begun(opening(facts, lambda what: what.sort == "units")).facts
    assert not fresh.units
    assert not fresh.radios
    assert fresh.alarms == facts.alarms
    assert fresh.groups == facts.groups
    heard = ev.StatusReceived(radio=RADIOS[0], code=3)
    picture = Picture(fresh)
    picture.apply(entry(fresh.seq + 1, heard))
    assert fresh.units[RADIOS[0]].status == 3, "its radio is a stranger again"


def changed(rows: list[Entry], **fields: Any) -> list[Entry]:
    """As another version of the program would have told it: each row with those ``fields`` besides."""
    told = []
    for row in rows:
        what = row.what
        if isinstance(what, Remembered):
            body = msgspec.msgpack.decode(what.facts)
            if isinstance(body, dict):
                body = body | fields
            what = msgspec.structs.replace(what, facts=encode(body), version=what.version + 1)
        told.append(msgspec.structs.replace(row, what=what))
    return told


def test_what_a_newer_program_told_is_taken_as_far_as_it_is_understood() -> None:
    living = lived([NAMED, CALL, EMERGENCY, ev.StatusReceived(radio=RADIOS[0], code=3)])
    rows = changed(opening(living.facts), mood="calm", battery="three quarters")
    fresh = begun(rows).facts
    assert fresh.units["u1"].callsign == "VP 118"
    assert fresh.units["u1"].battery is None
    before = living.bookmark()
    assert not living.apply_all(rows)
    living.facts.seq, living.facts.wall = Picture.resume(before).facts.seq, Picture.resume(before).facts.wall
    assert living.bookmark() == before, "what this program knows itself is not replaced"


def test_what_an_older_program_told_has_defaults_for_what_is_new() -> None:
    facts = lived([NAMED]).facts
    rows = opening(facts)
    for n, row in enumerate(rows):
        if isinstance(row.what, Remembered) and row.what.sort == "units":
            body = {k: v for k, v in msgspec.msgpack.decode(row.what.facts).items() if k not in ("radios", "callsign")}
            rows[n] = msgspec.structs.replace(
                row, what=msgspec.structs.replace(row.what, facts=encode(body), version=row.what.version - 1)
            )
    assert begun(rows).facts.units["u1"] == Unit(id="u1", named=True)


@pytest.mark.parametrize("body", [b"", b"\xc1", encode([1, 2]), encode({"mood": 1}), encode({"id": 7})])
def test_a_row_of_which_nothing_can_be_made_is_left_out(body: bytes) -> None:
    living = lived([NAMED, CALL])
    rows = opening(living.facts)
    for n, row in enumerate(rows):
        if isinstance(row.what, Remembered) and row.what.sort in ("units", "lines", "room"):
            rows[n] = msgspec.structs.replace(row, what=msgspec.structs.replace(row.what, facts=body))
    fresh = begun(rows).facts
    assert not fresh.units
    assert not fresh.lines
    assert fresh.mode == "live"
    assert set(fresh.groups) == set(living.facts.groups)
    assert not living.apply_all(rows), "and kept where it is known"


def test_unknown_tables_and_keys_are_passed_over() -> None:
    picture = lived([])
    for what in (
        Remembered(sort="dogs", subject="Rex", facts=b"", version=9),
        Remembered(sort="lines", subject="first", facts=b"", version=9),
        Remembered(sort="room", subject="", facts=b"", version=9),
    ):
        assert not picture.apply(entry(picture.facts.seq + 1, what))


def test_a_segment_only_a_newer_program_can_read_is_told_once_and_takes_nothing_away() -> None:
    living = lived([NAMED, CALL, EMERGENCY])
    rows = [
        msgspec.structs.replace(row, what=None, unread=True) if isinstance(row.what, Remembered) else row
        for row in opening(living.facts)
    ]
    lines = len(living.facts.lines)
    living.apply_all(rows)
    assert len(living.facts.lines) == lines + 1
    assert "u1" in living.facts.units
    assert living.facts.opening is None


def test_a_full_stream_opens_as_full_and_drops_the_same_line_next() -> None:
    living = lived([EMERGENCY, *(ac.Noted(seat="1", operator="12", text=str(n)) for n in range(MAX_LINES + 5))])
    rows = opening(living.facts)
    fresh = begun(rows)
    living.apply_all(rows)
    note = entry(rows[-1].seq + 1, ac.Noted(seat="1", operator="12", text="next"), "ab12/console/1")
    assert living.apply(note) == fresh.apply(note)
    assert list(fresh.facts.lines) == list(living.facts.lines)
    assert len(fresh.facts.lines) == MAX_LINES


def test_the_room_is_read_from_the_facts_alone() -> None:
    facts = lived([fi.NotRecording(why="The disk is full."), fi.SoundChanged(device="headset")]).facts
    room = msgspec.msgpack.decode(snapshot.room_of(facts), type=Facts)
    assert (room.mode, room.room, room.recording, room.sound) == ("live", "Daugavpils", "The disk is full.", "headset")
    assert room.units == {}
