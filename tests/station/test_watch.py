"""Clock and disk watch: told the time, they tell once."""

from __future__ import annotations

from radio.codec import Now
from station.watch import ClockWatch, DiskWatch
from units.findings import ClockJumped, NotRecording


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
