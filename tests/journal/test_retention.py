"""Retention: what is over goes and nothing else, whatever kills the station; holds and emergencies beat every period."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from journal import clock
from journal.bodies import MOST, Bodies, Deleting
from journal.classes import BY_KIND, CLASSES, FLOORS, STANDING
from journal.holds import Holding
from journal.log import Log
from journal.positions.compact import Compactor, Now
from journal.pruning import Pruner
from journal.retention import DAY, Rules
from journal.segments import segments
from journal.verify import verify
from radio import events as ev
from tests.journal.feed import everything
from tests.journal.gone import BOSS, CALL, CAR, FOOT, GROUP, OTHER_CALL, OTHER_GROUP, ROOM, call, noise, where
from units import actions as ac
from units import findings as fi
from units.entry import Anything
from units.keeping import Pruned, Remembered, SegmentPruned
from units.picture import Picture
from units.state import Hold

NOW = 1_790_000_000.0


class Diary:
    """A journal whose entries are some days old."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._age = 0.0
        monkeypatch.setattr(clock, "wall", lambda: int((NOW - self._age * DAY) * 1e6))
        self.at(1000)
        self.station, self.console = Log(folder, "station"), Log(folder, "console", "1")

    def at(self, days: float) -> None:
        """What follows was so many days ago."""
        self._age = days

    def write(self, *whats: Anything) -> list[int]:
        logs = {True: self.console, False: self.station}
        raws = [b"bytes of " + repr(what).encode() if isinstance(what, ev.Event) else None for what in whats]
        return [logs[isinstance(w, ac.Action)].append(w, raw).result(30) for w, raw in zip(whats, raws, strict=True)]

    def turn(self, segment: str) -> None:
        picture = Picture()
        picture.apply_all(everything(self.folder))
        self.station.turn(segment, picture).result(30)

    def pruner(self, rules: Rules, holding: Holding | None = None, later: float = 0.0) -> Pruner:
        self.at(0)
        return Pruner(
            self.folder, self.station.append, lambda: rules, lambda: holding or Holding(), lambda: NOW + later * DAY
        )

    def prune(self, rules: Rules, holding: Holding | None = None, later: float = 0.0) -> list[Pruned]:
        before = len(self.all())
        pruner = self.pruner(rules, holding, later)
        while pruner.step():
            pass
        assert verify(self.folder).ok
        return [entry.what for entry in self.all()[before:] if isinstance(entry.what, Pruned)]

    def all(self) -> list[Any]:
        return everything(self.folder)

    def kinds(self) -> list[str]:
        """Of the entries whose bodies are there."""
        return [entry.kind for entry in self.all() if entry.what is not None]

    def close(self) -> None:
        self.station.close()
        self.console.close()


@pytest.fixture
def diary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    made = Diary(folder, monkeypatch)
    with contextlib.closing(made):
        yield made


def test_every_kind_has_a_period_or_stands() -> None:
    kinds = {str(shape.__struct_config__.tag) for shape in get_args(Anything)}
    assert kinds == set(BY_KIND) | STANDING
    assert not set(BY_KIND) & STANDING
    assert sum(len(some) for some in CLASSES.values()) == len(BY_KIND), "none is in two classes"
    assert set(FLOORS) <= set(CLASSES)


def test_each_class_goes_when_its_time_is_over(diary: Diary) -> None:
    diary.at(100)
    diary.write(*ROOM, *call(diary.folder, CALL, [CAR]), ev.TextReceived(gateway="gw", radio=CAR, to=GROUP, text="old"))
    diary.write(ac.Noted(**BOSS, text="old note"), ac.Searched(**BOSS, purpose="p", terms="t"))
    diary.at(20)
    diary.write(
        *call(diary.folder, OTHER_CALL, [FOOT]), ev.TextReceived(gateway="gw", radio=FOOT, to=GROUP, text="new")
    )
    said = diary.prune(Rules(days={"voice": 30, "calls": 90, "texts": 90, "lookups": 365}))
    assert [(one.rule, one.bodies, len(one.files)) for one in said] == [
        ("calls 90 days", 3, 0),
        ("voice 30 days", 1, 1),
        ("texts 90 days", 1, 0),
    ]
    left = diary.kinds()
    assert left.count("CallStarted") == left.count("VoiceRecorded") == left.count("TextReceived") == 1
    assert "Noted" in left and "Searched" in left and left.count("UnitNamed") == 2
    assert where(diary.folder, CALL, "old\x00", f"what was said in {CALL}") == []
    assert where(diary.folder, f"what was said in {OTHER_CALL}")


def test_a_talk_group_may_have_a_period_of_its_own(diary: Diary) -> None:
    diary.at(10)
    diary.write(*call(diary.folder, CALL, [CAR], GROUP), *call(diary.folder, OTHER_CALL, [CAR], OTHER_GROUP))
    diary.write(
        ac.TextSent(**BOSS, to=GROUP, text="one", ref="t1"),
        ac.TextSent(**BOSS, to=OTHER_GROUP, text="two", ref="t2"),
        ev.Delivered(gateway="gw", ref="t1", ok=True),
        ev.Delivered(gateway="lt", ref="t2", ok=True),
    )
    rules = Rules(days={"voice": 30, "texts": 5, "calls": 30}, groups={GROUP: {"voice": 7, "calls": 7, "texts": 0}})
    diary.prune(rules)
    left = [entry.what for entry in diary.all() if entry.what is not None]
    assert [w.call for w in left if isinstance(w, fi.VoiceRecorded)] == [OTHER_CALL]
    assert [w.call for w in left if isinstance(w, ev.TalkerNamed)] == [OTHER_CALL], "by the call's talk-group"
    assert [w.text for w in left if isinstance(w, ac.TextSent)] == ["one"]
    assert [w.ref for w in left if isinstance(w, ev.Delivered)] == ["t1"]


@pytest.mark.parametrize(
    ("hold", "kept"),
    [
        (Hold(id="h"), 2),
        (Hold(id="h", calls=[CALL]), 1),
        (Hold(id="h", radios=[FOOT]), 1),
        (Hold(id="h", units=["unit-one"]), 1),
        (Hold(id="h", groups=[OTHER_GROUP]), 1),
        (Hold(id="h", since=NOW - 11 * DAY, until=NOW - 9 * DAY), 2),
        (Hold(id="h", since=NOW - 9 * DAY), 0),
        (Hold(id="h", calls=["another"]), 0),
    ],
)
def test_a_hold_beats_every_period(diary: Diary, hold: Hold, kept: int) -> None:
    diary.at(20)
    diary.write(*ROOM)
    diary.at(10)
    diary.write(*call(diary.folder, CALL, [CAR]), *call(diary.folder, OTHER_CALL, [FOOT], OTHER_GROUP))
    rules = Rules(days={"voice": 1, "calls": 1})
    diary.prune(rules, Holding([hold]))
    assert diary.kinds().count("VoiceRecorded") == diary.kinds().count("TalkerNamed") == kept
    assert len(list((diary.folder / "voice").rglob("*.flac"))) == kept
    diary.prune(rules)
    assert diary.kinds().count("VoiceRecorded") == 0, "once it is lifted"


def test_an_emergency_is_kept_until_it_is_closed_and_its_period_after_that(diary: Diary) -> None:
    diary.at(20)
    diary.write(*ROOM)
    diary.at(10)
    diary.write(*call(diary.folder, CALL, [CAR]), *call(diary.folder, OTHER_CALL, [FOOT], OTHER_GROUP))
    diary.write(fi.AlarmOpened(alarm="a1", radio=CAR, by="call", group=GROUP, call=CALL))
    diary.write(ev.TextReceived(gateway="gw", radio=CAR, to=GROUP, text="palīgā"))
    rules = Rules(days={"voice": 3, "calls": 3, "texts": 3, "alarms": 3})
    diary.prune(rules, Holding(open_=["a1"]))
    assert diary.kinds().count("VoiceRecorded") == 1 and "AlarmOpened" in diary.kinds()
    assert diary.kinds().count("TextReceived") == 1, "what the unit said meanwhile"
    diary.at(2)
    diary.write(ac.AlarmClosed(**BOSS, alarm="a1", verdict="real"))
    assert diary.prune(rules) == [], "its time has only begun"
    diary.prune(rules, later=2)
    assert not {"VoiceRecorded", "AlarmOpened", "TextReceived", "CallStarted"} & set(diary.kinds())


def rows(diary: Diary, sort: str) -> list[str]:
    """Subjects told at the beginning of a segment."""
    told = [entry.what for entry in diary.all() if isinstance(entry.what, Remembered)]
    return [what.subject for what in told if what.sort == sort]


def test_what_a_segment_began_with_goes_by_what_it_is(diary: Diary) -> None:
    diary.at(40)
    diary.write(*ROOM, ev.Located(gateway="gw", radio=CAR, lat=56.9, lon=24.1))
    text, note = diary.write(
        ev.TextReceived(gateway="gw", radio=CAR, to=GROUP, text="vecs teksts"), ac.Noted(**BOSS, text="piezīme")
    )
    diary.write(*call(diary.folder, CALL, [CAR]))
    diary.at(30)
    diary.turn("2026-08")
    assert rows(diary, "fixes") == ["unit-one"] and {str(text), str(note)} <= set(rows(diary, "lines"))
    diary.prune(Rules(days={"texts": 20, "positions": 20, "voice": 20, "calls": 20}))
    assert rows(diary, "fixes") == [] == rows(diary, "calls")
    assert str(text) not in rows(diary, "lines") and str(note) in rows(diary, "lines")
    assert rows(diary, "units") == ["unit-one", "unit-two"], "who is who stays"
    assert where(diary.folder, "vecs teksts") == []
    later = Picture()
    later.apply_all(entry for entry in diary.all() if entry.seq >= segments(diary.folder)[-1].first)
    unit = later.facts.units["unit-one"]
    assert unit.callsign == "Rīga 12" and unit.fix is None


def test_nothing_goes_without_a_rule(diary: Diary) -> None:
    diary.at(900)
    diary.write(*ROOM, *call(diary.folder, CALL, [CAR]))
    assert diary.prune(Rules()) == [] == diary.prune(Rules(days={"texts": 1}))


def test_it_is_looked_again_after_a_day_and_when_anything_changed(diary: Diary) -> None:
    diary.at(10)
    diary.write(*call(diary.folder, CALL, [CAR]))
    held, later = [Hold(id="h")], [0.0]
    rules = Rules(days={"voice": 5})
    diary.at(0)
    pruner = Pruner(
        diary.folder, diary.station.append, lambda: rules, lambda: Holding(held), lambda: NOW + later[0] * DAY
    )

    def pruned() -> bool:
        while pruner.step():
            pass
        return "VoiceRecorded" not in diary.kinds()

    assert not pruned()
    held.clear()
    assert pruned(), "a hold was lifted"
    diary.at(4)
    diary.write(*call(diary.folder, OTHER_CALL, [CAR]))
    diary.at(0)
    later[0] = 0.9
    assert not pruned()
    later[0] = 1.1
    assert pruned(), "a day went by"


def compact(diary: Diary) -> None:
    """Put the positions into chunks."""
    later = Now(lambda: clock.mono() + 7200_000_000, clock.boot)
    compactor = Compactor(diary.folder, diary.station.append, later)
    while compactor.step():
        pass
    compactor.close()
    assert "Compacted" in diary.kinds()


def test_positions_go_from_bodies_and_chunks(diary: Diary) -> None:
    diary.at(20)
    diary.write(*ROOM)
    for days in (15, 9, 2):
        diary.at(days)
        diary.write(*(ev.Located(gateway="gw", radio=CAR, lat=56.0 + n / 1e4, lon=24.0) for n in range(200)))
    compact(diary)
    diary.at(9)
    diary.write(*(ev.Located(gateway="gw", radio=CAR, lat=57.0, lon=24.0) for _ in range(5)))
    located = diary.kinds().count("Located")
    assert located == 605
    held = Holding([Hold(id="h", radios=[CAR], until=NOW - 12 * DAY)])
    diary.prune(Rules(days={"positions": 1}), held)
    diary.prune(Rules(days={"positions": 1}))
    assert diary.kinds().count("Located") == 0


def steps(pruner: Pruner, count: int) -> bool:
    """So many steps; ``False`` if it was done before."""
    return all(pruner.step() for _ in range(count))


def test_killed_anywhere_the_next_one_does_the_rest(diary: Diary) -> None:
    diary.at(50)
    diary.write(*ROOM, *noise(150, 1))
    for number in range(4):
        diary.write(*call(diary.folder, f"gw-17900000000000{number:02}", [CAR]))
    rules = Rules(days={"voice": 5, "calls": 9, "texts": 9})
    count = 0
    while True:
        count += 1
        pruner = diary.pruner(rules)
        if not steps(pruner, count):
            break
        assert verify(diary.folder).ok, f"killed after step {count}"
    diary.prune(rules)
    assert not {"VoiceRecorded", "CallStarted", "TextReceived"} & set(diary.kinds())
    assert list((diary.folder / "voice").rglob("*.flac")) == []
    named = [entry.what for entry in diary.all() if isinstance(entry.what, Pruned)]
    assert sum(one.bodies for one in named) >= 150 + 4 * 4
    assert count > 5


def test_a_segment_in_which_nothing_is_left_goes_whole(diary: Diary) -> None:
    diary.at(100)
    diary.write(*ROOM, *call(diary.folder, CALL, [CAR]))
    diary.at(70)
    diary.turn("2026-07")
    diary.write(*call(diary.folder, OTHER_CALL, [FOOT], OTHER_GROUP), ac.Noted(**BOSS, text="kept"))
    diary.at(40)
    diary.turn("2026-08")
    rules = Rules(days={"voice": 30, "calls": 30, "lookups": 365, "positions": 30})
    diary.prune(rules)
    assert len(segments(diary.folder)) == 3, "the sign-on is a log of its own kind, kept for a year"
    rules = Rules(days={**rules.days, "lookups": 0})
    diary.prune(rules)
    assert len(segments(diary.folder)) == 3


def test_the_oldest_goes_and_the_next_stays_for_its_note(diary: Diary) -> None:
    diary.at(500)
    diary.write(*ROOM, *call(diary.folder, CALL, [CAR]))
    diary.at(450)
    diary.turn("2025-07")
    diary.write(ac.Noted(**BOSS, text="kept"))
    diary.at(420)
    diary.turn("2025-08")
    first = segments(diary.folder)[0]
    before = Picture()
    before.apply_all(diary.all())
    rules = Rules(days={"voice": 30, "calls": 30, "lookups": 365, "positions": 30})
    held = Holding([Hold(id="h", calls=["another"], until=NOW - 499 * DAY)])
    diary.prune(rules, held)
    assert first.path.exists(), "a hold covers its time"
    diary.prune(rules)
    assert [segment.name for segment in segments(diary.folder)] == ["2025-07", "2025-08"]
    assert not first.path.exists() and not list(diary.folder.glob("journal.db*"))
    (gone,) = [entry.what for entry in diary.all() if isinstance(entry.what, SegmentPruned)]
    assert (gone.first, gone.last) == (first.first, first.last)
    after = Picture()
    after.apply_all(diary.all())
    assert after.facts.units == before.facts.units, "what stood then is told again"
    assert verify(diary.folder).ok


@pytest.mark.parametrize("said", [True, False])
def test_killed_while_a_segment_goes(diary: Diary, said: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    diary.at(500)
    diary.write(ev.TextReceived(gateway="gw", radio=CAR, to=GROUP, text="old"))
    diary.at(450)
    diary.turn("2025-07")
    rules = Rules(days={"texts": 30})
    unlink: Callable[..., None] = Path.unlink

    def die(path: Path, missing_ok: bool = False) -> None:
        if path.name == "journal.db":
            raise OSError("killed")
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", die)
        diary.prune(rules)
    assert len(segments(diary.folder)) == 2
    diary.prune(rules)
    assert len(segments(diary.folder)) == 1
    assert len([entry for entry in diary.all() if isinstance(entry.what, SegmentPruned)]) == 1


def test_no_transaction_deletes_many(diary: Diary) -> None:
    diary.at(50)
    seqs = diary.write(*noise(1200, 5))
    path = segments(diary.folder)[0].path
    with contextlib.closing(Deleting(path, [(seqs[0], seqs[-1])])) as deleting:
        left, more = len(seqs), True
        while more:
            more = deleting.step()
            with contextlib.closing(Bodies(path)) as bodies:
                now = sum(bodies.there(seq, seq) for seq in seqs)
            assert left - MOST <= now
            assert now < left or not left, "the last step may find that nothing is left"
            left = now
    assert left == 0
