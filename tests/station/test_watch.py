"""Clock and disk watch: told the time, they tell once."""

from __future__ import annotations

import pytest

from journal.clock import WHY, Discipline, discipline, judge, synchronised
from journal.slots import Beat
from radio.codec import Now
from station.watch import LIVES, ClockWatch, DiskWatch, ReserveWatch, of_voice
from units.findings import ClockJumped, NotRecording
from units.keeping import ClockSynchronised, ReserveUsed

KEPT = Discipline(True)
CANNOT_SAY = Discipline(None)


def test_a_lost_time_source_is_told_once_and_so_is_its_return() -> None:
    watch = ClockWatch(Now(1000.0, 0.0))
    told = [
        watch.follow(state, recorded=True)
        for state in (KEPT, KEPT, Discipline(False, "silent-source"), Discipline(False, "no-source"), KEPT, KEPT)
    ]
    lost = ClockSynchronised(on=False, why="silent-source")
    assert told == [None, None, lost, None, ClockSynchronised(on=True), None]


def test_what_an_earlier_station_left_on_record_is_not_told_again_but_put_right() -> None:
    watch = ClockWatch(Now(1000.0, 0.0))
    assert watch.follow(Discipline(False, "no-source"), recorded=False) is None
    assert watch.follow(KEPT, recorded=False) == ClockSynchronised(on=True)
    assert ClockWatch(Now(0.0, 0.0)).follow(KEPT, recorded=False) == ClockSynchronised(on=True)
    assert ClockWatch(Now(0.0, 0.0)).follow(Discipline(False, "no-source"), recorded=True) is not None


def test_a_system_that_cannot_say_claims_nothing() -> None:
    watch = ClockWatch(Now(1000.0, 0.0))
    assert watch.follow(CANNOT_SAY, recorded=True) is None
    assert watch.follow(CANNOT_SAY, recorded=False) is None


@pytest.mark.parametrize(
    ("result", "status", "max_error", "found"),
    [
        (0, 0x2001, 1_024_000, KEPT),  # STA_PLL | STA_NANO, between two questions of systemd-timesyncd
        (1, 0x0011, 500, KEPT),  # a leap second is due
        (5, 0x0040, 16_000_000, Discipline(False, "no-source")),
        (0, 0x2001, 2_000_500, Discipline(False, "silent-source")),
        (5, 0x1001, 500, Discipline(False, "clock-error")),
        (5, 0x0001, 500, Discipline(False, "clock-error")),
        (-1, 0, 0, CANNOT_SAY),
    ],
)
def test_what_the_kernel_says_of_its_clock(result: int, status: int, max_error: int, found: Discipline) -> None:
    assert judge(result, status, max_error) == found


def test_this_systems_clock_is_asked() -> None:
    told = discipline()
    assert told.synchronised in (True, False, None)
    assert (told.why in WHY) == (told.synchronised is False)
    assert synchronised() == int(told.synchronised is True)


def test_the_use_of_the_reserve_is_told_once_with_its_minutes() -> None:
    watch = ReserveWatch()
    looks = (None, 10, 9, 3, None, 2, 2, None, None, None)
    told = [watch.look(minutes, recorded=False) for minutes in looks]
    begun, ended = ReserveUsed(on=True, minutes=9.0), ReserveUsed(on=False)
    assert told == [None, None, begun, None, None, None, None, None, ended, None]
    again = ReserveWatch()
    assert [again.look(4, recorded=True) for _ in range(3)] == [None] * 3, "a station that starts on a full disk"
    assert [again.look(None, recorded=True) for _ in range(3)] == [None, ended, None]


def test_a_jump_is_told_once_and_a_drift_is_none() -> None:
    watch = ClockWatch(Now(1000.0, 0.0))
    assert watch.look(Now(1001.0, 1.0)) is None
    assert watch.look(Now(4602.0, 2.0)) == ClockJumped(seconds=3600.0)
    assert watch.look(Now(4603.0, 3.0)) is None
    assert watch.look(Now(4504.0, 4.0)) == ClockJumped(seconds=-100.0)
    for second in range(5, 400):
        assert watch.look(Now(4500.0 + second * 1.01, float(second))) is None or second == 5


def test_a_fault_begins_and_ends_on_record() -> None:
    watch = DiskWatch()
    assert watch.look("", 0, Now(1.0, 1.0)) == []
    assert watch.look("The disk is full.", 0, Now(2.0, 2.0)) == [
        NotRecording(why="The disk is full.", on=True, since=2.0)
    ]
    assert watch.look("The disk does not answer.", 3, Now(3.0, 3.0)) == [], "the same fault in other words"
    assert watch.look("", 3, Now(9.0, 9.0)) == [
        NotRecording(why="The disk is full. 3 entries were lost.", on=False, since=2.0)
    ]
    assert watch.look("", 3, Now(10.0, 10.0)) == []


def test_a_voice_process_whose_disk_takes_nothing_is_on_record_like_the_journals() -> None:
    assert of_voice(None) == of_voice((Beat(pid=1, count=1), 0.1)) == ""
    assert of_voice((Beat(pid=1, count=1, disk="reserve", why="10 min left"), 0.1)) == ""
    full = Beat(pid=1, count=1, disk="full", why="voice cannot be written: No space left on device")
    assert of_voice((full, LIVES + 1)) == "", "it is dead: nobody knows"
    watch = DiskWatch()
    assert watch.look(of_voice((full, 0.1)), 0, Now(1000.0, 0.0)) == [NotRecording(why=full.why, since=1000.0)]
    assert watch.look(of_voice((full, 0.1)), 0, Now(1000.2, 0.2)) == []
    (back,) = watch.look(of_voice((Beat(pid=1, count=2), 0.1)), 0, Now(1003.0, 3.0))
    assert isinstance(back, NotRecording) and not back.on
