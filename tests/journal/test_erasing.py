"""Erasure: nothing of the subject in any byte of any file, all else as it was, and the record still proves itself."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import msgspec
import pytest

from journal import clock
from journal.bodies import Deleting, merged
from journal.erasing import Erasing, Refusal, unfinished
from journal.holds import Holding
from journal.log import Log
from journal.positions.compact import Compactor, Now
from journal.segments import segments
from journal.verify import verify
from radio import events as ev
from station.voice.shelf import file_stem
from tests.journal.feed import everything
from tests.journal.gone import (
    BOAT,
    BOSS,
    CALL,
    CAR,
    FOOT,
    GROUP,
    OTHER_CALL,
    OTHER_GROUP,
    PERSON,
    ROOM,
    asked,
    call,
    erase,
    noise,
    record,
    where,
)
from units import actions as ac
from units.entry import Anything
from units.keeping import BackedUp, Erased, HoldLifted, HoldPlaced, Pruned
from units.picture import Picture
from units.state import Hold

SECRET = "konfidenciāli"


def uneven(folder: Path) -> None:
    """A journal whose pages were filled evenly again and again, so that they keep copies of what lies elsewhere now."""
    dice = random.Random(7)
    whats: list[Anything] = []
    for number in range(4000):
        radio = CAR if dice.random() < 0.3 else BOAT
        text = f"{SECRET if radio == CAR else 'atklāti'} {number} " * dice.choice([1, 2, 3, 9, 25, 90, 300])
        whats.append(ev.TextReceived(gateway="gw", radio=radio, to=GROUP, text=text))
    log = Log(folder, "station")
    receipts = [log.append(what) for what in whats]
    seqs = [seq.result(20) for seq in receipts]
    others = [seq for seq, what in zip(seqs, whats, strict=True) if what.radio == BOAT and dice.random() < 0.6]  # type: ignore[union-attr]
    log.append(Pruned(rule="texts 1 days", entries=merged(others), bodies=len(others))).result(10)
    log.close()
    deleting = Deleting(folder / "journal.db", merged(others))
    while deleting.step():
        pass
    deleting.close()


def test_pages_keep_no_copies(folder: Path) -> None:
    uneven(folder)
    assert erase(folder, asked("radio", CAR)).bodies > 1000
    assert where(folder, SECRET, CAR) == []
    assert verify(folder).ok


def test_without_the_scrubbing_they_would(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journal.erasing.Scrub.step", lambda scrub: False)
    uneven(folder)
    erase(folder, asked("radio", CAR))
    assert where(folder, SECRET), "the test above has nothing to find"


def test_killed_after_any_step_the_next_station_does_the_rest(folder: Path) -> None:
    record(folder, [*story(folder), asked("radio", CAR)])
    seq = everything(folder)[-1].seq
    job = Erasing(folder, seq, asked("radio", CAR), file_stem)
    for _ in job.look(Holding()):
        pass
    assert unfinished(folder) is None, "nothing is on record yet"
    record(folder, [job.finding()])
    for count in itertools.count(1):
        left = unfinished(folder)
        if left is None:
            break
        erased, what = left
        again = Erasing(folder, erased.action, what, file_stem)
        for _ in again.look(Holding()):
            pass
        for _ in itertools.islice(again.carry_out(erased), count):
            pass
        assert verify(folder).ok, f"killed after step {count}"
    assert count > 3
    assert where(folder, CAR, "esam klāt") == [] and verify(folder).ok


def story(folder: Path) -> list[Anything]:
    """A shift in which everybody says something."""
    return [
        *ROOM,
        *noise(300, 1),
        *call(folder, CALL, [CAR, FOOT], alias="Kalvāns"),
        *noise(200, 2),
        *call(folder, OTHER_CALL, [FOOT], OTHER_GROUP),
        ev.TextReceived(gateway="gw", radio=CAR, to=GROUP, text="esam klāt"),
        ev.TextReceived(gateway="gw", radio=FOOT, to=GROUP, text=f"aizturēts {PERSON.upper()}, 44"),
        ac.TextSent(**BOSS, to=CAR, text="brauciet", ref="t1"),
        ac.Noted(**BOSS, text=f"{PERSON} piezvanīja", unit="unit-two"),
        ac.Played(seat="1", operator="12", call=CALL),
        ac.Searched(**BOSS, purpose="lieta 4", terms=f"text={PERSON}"),
        *noise(300, 3),
    ]


def test_a_call(folder: Path) -> None:
    record(folder, story(folder))
    done = erase(folder, asked("call", CALL))
    assert where(folder, CALL, "Kalvāns", "what was said in " + CALL) == []
    assert verify(folder).ok
    kept = [entry.what for entry in everything(folder) if entry.what is not None]
    assert [what.call for what in kept if isinstance(what, ev.CallStarted)] == [OTHER_CALL]
    assert sum(isinstance(what, ev.TextReceived) for what in kept) == 802
    assert (done.sort, done.reason, done.operator, done.bodies) == ("call", "lēmums 4/26", "12", 7)
    assert [operator for _, operator in done.looked] == ["12"], "who listened stays known, to what does not"
    assert len(done.files) == 1


def test_a_radio(folder: Path) -> None:
    record(folder, story(folder))
    done = erase(folder, asked("radio", CAR))
    assert where(folder, CAR, "esam klāt", "what was said in " + CALL) == []
    assert verify(folder).ok
    kept = [entry.what for entry in everything(folder) if entry.what is not None]
    talkers = [what.radio for what in kept if isinstance(what, ev.TalkerNamed)]
    assert talkers == [FOOT, FOOT], "what others said in the same call stays, but the recording, which is of all"
    rows = {entry.seq: entry.kind for entry in everything(folder)}
    assert [rows[row] for row in done.rows] == [], "the call's row goes whole: the radio began it"


def test_a_radio_that_only_answered(folder: Path) -> None:
    record(folder, story(folder))
    done = erase(folder, asked("radio", FOOT))
    assert where(folder, FOOT, "what was said in " + CALL, "what was said in " + OTHER_CALL) == []
    rows = {entry.seq: entry for entry in everything(folder)}
    (row,) = done.rows
    began = rows[row].what
    assert isinstance(began, ev.CallStarted) and began.radio == CAR
    assert verify(folder).ok


def test_a_unit_with_its_radios_while_they_were_its(folder: Path) -> None:
    whats = story(folder)
    whats += [
        ac.UnitNamed(**BOSS, unit="unit-one", callsign="Rīga 12", radios=[]),
        ac.UnitNamed(**BOSS, unit="unit-new", callsign="Rīga 14", radios=[CAR]),
        ev.TextReceived(gateway="gw", radio=CAR, to=GROUP, text="cita ekipāža"),
    ]
    record(folder, whats)
    erase(folder, asked("unit", "unit-one"))
    assert where(folder, "unit-one", "esam klāt", "what was said in " + CALL) == []
    kept = [entry.what for entry in everything(folder) if entry.what is not None]
    assert [what.text for what in kept if isinstance(what, ev.TextReceived) and what.radio == CAR] == ["cita ekipāža"]
    assert verify(folder).ok


def test_a_radio_nobody_named_is_a_unit_until_it_is(folder: Path) -> None:
    whats = [*story(folder), ac.UnitNamed(**BOSS, unit="unit-boat", callsign="Laiva", radios=[BOAT]), *noise(3, 4)]
    record(folder, whats)
    done = erase(folder, asked("unit", BOAT))
    left = [entry.what for entry in everything(folder) if isinstance(entry.what, ev.TextReceived)]
    assert done.bodies == 801 and sum(what.radio == BOAT for what in left) == 3
    assert verify(folder).ok


def test_a_person(folder: Path) -> None:
    record(folder, story(folder))
    done = erase(folder, asked("person", "janis berzins-kalns"))
    assert where(folder, PERSON, PERSON.upper()) == []
    kept = [entry.what for entry in everything(folder) if entry.what is not None]
    assert any(isinstance(what, ev.CallStarted) and what.call == CALL for what in kept)
    assert not any(isinstance(what, ac.UnitNamed) and what.unit == "unit-one" for what in kept)
    assert [operator for _, operator in done.looked] == ["12"], "that somebody searched is kept, for whom is not"
    assert verify(folder).ok


def test_only_what_was_asked_for_by_time(folder: Path) -> None:
    record(folder, story(folder))
    told = [(entry, entry.what) for entry in everything(folder)]
    (text,) = [e for e, what in told if isinstance(what, ev.TextReceived) and what.radio == CAR]
    wall = text.wall
    done = erase(folder, asked("radio", CAR, since=wall - 1e-6, until=wall + 1e-6))
    assert done.bodies == 2 and done.entries[0] == (text.seq, text.seq)
    assert where(folder, "esam klāt") == [] and where(folder, CAR)
    assert verify(folder).ok


@pytest.fixture
def compacted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal with positions of two radios, an hour of them, in chunks they share."""
    times = itertools.count(1_790_000_000_000_000, 6_000_000)
    monkeypatch.setattr(clock, "wall", lambda: next(times))
    places = [
        ev.Located(gateway="gw", radio=radio, lat=56.0 + number / 1e4, lon=24.0)
        for number in range(300)
        for radio in (CAR, FOOT)
    ]
    record(folder, [*ROOM, *places])
    log = Log(folder, "station")
    compactor = Compactor(folder, log.append, Now(lambda: clock.mono() + 7_200_000_000, clock.boot))
    while compactor.step():
        pass
    compactor.close()
    log.close()
    assert any(entry.kind == "Compacted" for entry in everything(folder))
    return folder


def located(folder: Path) -> list[ev.Located]:
    return [entry.what for entry in everything(folder) if isinstance(entry.what, ev.Located)]


@pytest.mark.parametrize(("sort", "subject"), [("radio", CAR), ("unit", "unit-one")])
def test_positions_in_chunks(compacted: Path, folder: Path, sort: str, subject: str) -> None:
    assert len(located(folder)) == 600
    done = erase(folder, asked(sort, subject))
    assert done.chunks and where(folder, subject) == []
    assert {what.radio for what in located(folder)} == {FOOT} and len(located(folder)) == 300
    assert verify(folder).ok


def test_positions_in_chunks_by_time(compacted: Path, folder: Path) -> None:
    walls = [entry.wall for entry in everything(folder) if isinstance(entry.what, ev.Located)]
    erase(folder, asked("radio", CAR, until=walls[len(walls) // 2]))
    left = [what.radio for what in located(folder)]
    assert left.count(FOOT) == 300 and 148 <= left.count(CAR) <= 151
    assert verify(folder).ok


def test_a_hold_keeps_positions_in_chunks(compacted: Path, folder: Path) -> None:
    with pytest.raises(Refusal, match="held"):
        erase(folder, asked("radio", CAR), Holding([Hold(id="h1", units=["unit-one"])]))
    assert len(located(folder)) == 600


def test_copies_made_since_are_named(folder: Path) -> None:
    record(folder, ROOM)
    record(folder, [BackedUp(path="/mnt/early", upto=len(ROOM))])
    seqs = record(folder, call(folder, CALL, [CAR]))
    record(folder, [BackedUp(path="/mnt/late", upto=seqs[-1])])
    assert erase(folder, asked("call", CALL)).backups == ["/mnt/late"]


def test_a_copy_older_than_what_was_pruned_may_still_have_it_and_is_named(folder: Path) -> None:
    record(folder, ROOM)
    record(folder, [BackedUp(path="/mnt/early", upto=len(ROOM))])
    record(folder, [Pruned(rule="texts 30 days", entries=[(2, 2)], bodies=1)])
    record(folder, [BackedUp(path="/mnt/between", upto=len(ROOM) + 3)])
    record(folder, call(folder, CALL, [CAR]))
    assert erase(folder, asked("call", CALL)).backups == ["/mnt/early"]


@pytest.mark.parametrize(
    ("sort", "subject", "words"),
    [
        ("call", CALL, [CALL, "Kalvāns"]),
        ("radio", CAR, [CAR, "esam klāt"]),
        ("unit", "unit-one", ["unit-one", "esam klāt"]),
        ("person", PERSON, [PERSON]),
    ],
)
def test_also_what_the_next_segment_began_with(folder: Path, sort: str, subject: str, words: list[str]) -> None:
    record(folder, [*story(folder)[:-300], ev.Located(gateway="gw", radio=CAR, lat=56.9, lon=24.1)])
    before = Picture()
    before.apply_all(everything(folder))
    log = Log(folder, "station")
    log.turn("2026-12", before).result(10)
    log.close()
    record(folder, noise(50, 9))
    assert len(segments(folder)) == 2 and where(folder, *words)
    erase(folder, asked(sort, subject))
    assert where(folder, *words) == []
    assert verify(folder).ok
    after = Picture()
    after.apply_all(everything(folder))
    assert after.facts.units["unit-two"].callsign == "Šiauliai 7", "others are still there"


@pytest.mark.parametrize(
    "hold",
    [
        Hold(id="h1"),
        Hold(id="h1", calls=[CALL]),
        Hold(id="h1", groups=[GROUP]),
        Hold(id="h1", radios=[FOOT]),
        Hold(id="h1", units=["unit-two"]),
    ],
)
def test_a_hold_on_any_of_it_refuses_all(folder: Path, hold: Hold) -> None:
    record(folder, story(folder))
    with pytest.raises(Refusal, match="held: h1"):
        erase(folder, asked("call", CALL), Holding([hold]))
    assert where(folder, CALL)


@pytest.mark.parametrize(
    "hold", [Hold(id="h1", calls=[OTHER_CALL]), Hold(id="h1", until=1.0), Hold(id="h1", since=4e9)]
)
def test_a_hold_on_something_else_does_not(folder: Path, hold: Hold) -> None:
    record(folder, story(folder))
    assert erase(folder, asked("call", CALL), Holding([hold])).bodies


HOLD = HoldPlaced(
    seat="1", operator="12", hold="h1", reason="lieta 15", until=1.0, units=["unit-one", "unit-two"], radios=[CAR]
)


@pytest.mark.parametrize(("sort", "subject"), [("unit", "unit-one"), ("radio", CAR), ("person", "lieta")])
@pytest.mark.parametrize("turned", [False, True])
def test_a_hold_that_stands_is_not_erased_with_whom_it_names(
    folder: Path, sort: str, subject: str, turned: bool
) -> None:
    record(folder, [*story(folder), HOLD])
    before = Picture()
    before.apply_all(everything(folder))
    holding = Holding(before.facts.holds.values())
    if turned:
        log = Log(folder, "station")
        log.turn("2026-12", before).result(10)
        log.close()
    erase(folder, asked(sort, subject), holding)
    after = Picture()
    after.apply_all(everything(folder))
    assert list(after.facts.holds) == ["h1"], "it keeps others too"
    assert verify(folder).ok


@pytest.mark.parametrize(("sort", "subject"), [("unit", "unit-one"), ("radio", CAR)])
def test_a_lifted_hold_and_what_was_asked_in_vain_go_too(folder: Path, sort: str, subject: str) -> None:
    vain = msgspec.structs.replace(asked("radio", CAR), reason="lēmums 3/26")
    call_ = msgspec.structs.replace(asked("call", CALL), reason="lēmums 2/26")
    other = asked("radio", BOAT)
    lifted = HoldLifted(seat="1", operator="12", hold="h1", reason="beigta")
    seqs = record(folder, [*story(folder), HOLD, vain, call_, other, lifted])
    erase(folder, asked(sort, subject))
    assert where(folder, subject, CAR, "lēmums 3/26", "lēmums 2/26", "lieta 15") == []
    left = [entry.kind for entry in everything(folder) if entry.what is not None and seqs[-6] < entry.seq <= seqs[-1]]
    assert left == ["ErasureAsked", "HoldLifted"]
    assert verify(folder).ok


@pytest.mark.parametrize(("sort", "subject", "why"), [("person", PERSON, PERSON), ("radio", BOAT, f"par {BOAT}")])
@pytest.mark.parametrize("turned", [False, True])
def test_a_lifted_hold_does_not_stand_again(folder: Path, sort: str, subject: str, why: str, turned: bool) -> None:
    """Why it was lifted names the subject, what it covered does not."""
    record(folder, [*story(folder), msgspec.structs.replace(HOLD, units=[], radios=[FOOT])])
    if turned:
        before = Picture()
        before.apply_all(everything(folder))
        log = Log(folder, "station")
        log.turn("2026-12", before).result(10)
        log.close()
    record(folder, [HoldLifted(seat="1", operator="12", hold="h1", reason=why)])
    erase(folder, asked(sort, subject))
    after = Picture()
    after.apply_all(everything(folder))
    assert after.facts.holds == {} and where(folder, why) == []
    assert verify(folder).ok


def test_a_name_asked_for_in_vain_goes_with_a_part_of_it(folder: Path) -> None:
    record(folder, [*story(folder), asked("person", PERSON)])
    erase(folder, asked("person", "Bērziņš"))
    assert where(folder, PERSON, PERSON.upper()) == []


def test_what_was_erased_stays_erased_and_can_be_asked_again(folder: Path) -> None:
    record(folder, story(folder))
    erase(folder, asked("call", CALL))
    again = erase(folder, asked("call", CALL))
    assert again.bodies == 1, "the entry that asked, no more"
    assert where(folder, CALL) == [] and verify(folder).ok
    assert len([e for e in everything(folder) if isinstance(e.what, Erased)]) == 2


@pytest.mark.parametrize(("sort", "subject"), [("person", "ja"), ("group", "x"), ("call", " ")])
def test_what_cannot_be_meant_is_refused(folder: Path, sort: str, subject: str) -> None:
    record(folder, ROOM)
    with pytest.raises(Refusal, match="unknown-target"):
        erase(folder, asked(sort, subject))
