"""The station keeps house: what a supervisor asks to be erased is gone from every file; months turn; it heals."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from journal import clock
from journal.holds import Holding
from journal.retention import DAY, Rules
from journal.segments import segments
from journal.verify import verify
from journal.worker import wanted
from radio import events as ev
from station.config import Config
from station.erasures import Erasures
from station.keeping import Keeping
from tests.journal.gone import CALL, CAR, GROUP, PERSON, ROOM, asked, call, where
from tests.journal.test_retention import NOW, Diary
from tests.station.room import Radio, Room, free_port, wait_for
from tests.station.test_station import config as rtp
from units.actions import Noted, Played, SignedOn, UnitNamed
from units.findings import Refused
from units.keeping import Erased, ErasureAsked, HoldLifted, HoldPlaced
from units.picture import Picture
from units.state import Hold

MakeRoom = Callable[[str], Room]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("station.keeping.IDLE", 0.05)
    monkeypatch.setattr("station.keeping.AGAIN", 0.1)


@pytest.fixture
def diary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Diary]:
    with contextlib.closing(Diary(folder, monkeypatch)) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


class Kept:
    """Housekeeping on a journal whose picture is made here."""

    def __init__(self, diary: Diary, rules: Rules | None = None) -> None:
        self.diary = diary
        self.picture = Picture()
        self.later = 0.0
        config = Config(hash="h", path="", retention=rules or Rules())
        self.keeping = Keeping(
            diary.folder, diary.station, lambda: self.picture.facts, lambda: config, lambda: NOW + self.later * DAY
        )

    def follow(self) -> Picture:
        """What the station does all the while."""
        entries = self.diary.all()
        for entry in entries[self.picture.facts.seq :]:
            self.picture.apply(entry)
        return self.picture

    def until(self, look: Callable[[], object], what: str) -> None:
        def followed() -> object:
            self.follow()
            return look()

        wait_for(followed, 10, what)

    def some(self, kind: type) -> list[Any]:
        return [entry.what for entry in self.diary.all() if isinstance(entry.what, kind)]


@pytest.fixture
def kept(diary: Diary) -> Iterator[Kept]:
    made = Kept(diary, Rules(days={"texts": 30}))
    yield made
    made.keeping.stop()


def test_a_person_is_erased_and_the_unit_keeps_its_name(diary: Diary, kept: Kept) -> None:
    diary.at(1)
    diary.write(*ROOM, *call(diary.folder, CALL, [CAR]), Noted(seat="1", operator="12", text=f"{PERSON} zvanīja"))
    (seq,) = diary.write(asked("person", PERSON))
    kept.follow()
    assert kept.picture.facts.units["unit-one"].crew
    kept.keeping.start()
    kept.keeping.erase(seq)
    kept.until(lambda: kept.some(Erased) and kept.keeping.doing == "", "erased")
    kept.until(lambda: kept.some(UnitNamed)[-1].seat == "station", "told again")
    unit = kept.picture.facts.units["unit-one"]
    assert (unit.callsign, unit.crew, unit.radios) == ("Rīga 12", "", [CAR])
    replayed = Picture()
    replayed.apply_all(diary.all())
    again = replayed.facts.units["unit-one"]
    assert (again.callsign, again.crew, again.radios) == ("Rīga 12", "", [CAR]), "also for who comes later"
    assert where(diary.folder, PERSON) == [] and verify(diary.folder).ok
    assert wanted(diary.folder).exists(), "the call log is to be made anew"


def test_a_hold_placed_while_it_is_looked_refuses_an_erasure(diary: Diary) -> None:
    diary.at(1)
    diary.write(*ROOM, *call(diary.folder, CALL, [CAR]))
    held = [Holding()]
    erasures = Erasures(diary.folder, diary.station.append, lambda: held[0])
    (seq,) = diary.write(asked("call", CALL))
    erasures.ask(seq)
    assert erasures.step() and erasures.waiting, "it looks"
    held[0] = Holding([Hold(id="h", calls=[CALL])])
    while erasures.step():
        pass
    assert [entry.what.why for entry in diary.all() if isinstance(entry.what, Refused)] == ["held"]
    assert "VoiceRecorded" in diary.kinds() and "Erased" not in diary.kinds() and not erasures.waiting


def test_positions_that_wait_for_compaction_do_not_come_back(diary: Diary, kept: Kept) -> None:
    diary.at(1)
    diary.write(*ROOM)
    diary.write(*(ev.Located(gateway="gw", radio=CAR, lat=56.0 + n / 1e4, lon=24.0) for n in range(100)))
    kept.follow()
    kept.keeping.start()
    time.sleep(0.3)
    (seq,) = diary.write(asked("radio", CAR))
    kept.keeping.erase(seq)
    kept.until(lambda: kept.some(Erased), "erased")
    time.sleep(0.3)
    assert where(diary.folder, CAR) == []
    assert CAR not in kept.follow().facts.radios and not kept.picture.facts.units["unit-one"].radios


def test_what_a_dead_station_left_is_finished(diary: Diary, kept: Kept) -> None:
    from journal.erasing import Erasing
    from journal.holds import Holding
    from station.voice.shelf import file_stem

    diary.at(1)
    diary.write(*ROOM, *call(diary.folder, CALL, [CAR]))
    (seq,) = diary.write(asked("call", CALL))
    job = Erasing(diary.folder, seq, asked("call", CALL), file_stem)
    for _ in job.look(Holding()):
        pass
    diary.write(job.finding())
    kept.follow()
    kept.keeping.start()
    kept.until(lambda: where(diary.folder, CALL) == [], "finished")
    assert len(kept.some(Erased)) == 1


def test_the_month_turns_once(diary: Diary, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "synchronised", lambda: 1)
    diary.at(40)
    diary.write(*ROOM)
    diary.at(0)
    kept.follow()
    kept.keeping.start()
    kept.until(lambda: len(segments(diary.folder)) == 2, "turned")
    time.sleep(0.3)
    assert [segment.name for segment in segments(diary.folder)] == ["", "2026-09"]
    diary.write(*call(diary.folder, CALL, [CAR]))
    assert verify(diary.folder).ok
    live, late = kept.follow().facts, Picture()
    late.apply_all(diary.all())
    assert late.facts.units == live.units


def test_what_fails_is_seen_logged_and_tried_again(
    diary: Diary, kept: Kept, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    diary.at(100)
    diary.write(*ROOM, ev.TextReceived(gateway="gw", radio=CAR, to=GROUP, text="vecs teksts"))
    broken = [True]
    step = kept.keeping._pruner.step

    def fail() -> bool:
        if broken[0]:
            raise apsw.IOError("disk I/O error")
        return step()

    monkeypatch.setattr(kept.keeping._pruner, "step", fail)
    diary.at(0)
    kept.follow()
    kept.keeping.start()
    kept.until(lambda: "pruning: the disk reports" in kept.keeping.why, "seen")
    assert where(diary.folder, "vecs teksts")
    broken[0] = False
    kept.until(lambda: where(diary.folder, "vecs teksts") == [] and not kept.keeping.why, "healed")
    assert sum("pruning" in line for line in caplog.messages) == 1, "the same again is not news"


# A real station


@pytest.fixture
def radio() -> Iterator[Radio]:
    made = Radio()
    yield made
    made.close()


def boss(station: Room, role: str = "supervisor") -> None:
    station.act(SignedOn(seat="1", operator="anna", name="Anna", role=role))


def ask(subject: str, sort: str = "call") -> ErasureAsked:
    return ErasureAsked(seat="1", operator="anna", erasure="e1", sort=sort, subject=subject, reason="lēmums 4")


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
def test_a_supervisor_erases_a_call_and_a_hold_keeps_another(room: MakeRoom, radio: Radio) -> None:
    port = free_port()
    station = room(rtp(radio, port)).start()
    calls: list[str] = []
    files: list[Path] = []
    for _ in range(2):
        radio.talk(port, 0x2A, packets=25)
        wait_for(lambda: len(station.some("VoiceRecorded")) == len(calls) + 1, what="recorded")
        recorded = station.some("VoiceRecorded")[-1]
        calls.append(recorded.call)
        files.append(station.folder / recorded.path)
    boss(station, "dispatcher")
    early = station.act(ask(calls[0]))
    assert station.find("Refused", action=early).why == "rights"
    boss(station)
    station.act(HoldPlaced(seat="1", operator="anna", hold="h1", reason="lieta 7", calls=[calls[1]]))
    held = station.act(ask(calls[1]))
    refused = station.find("Refused", action=held)
    assert (refused.why, refused.detail) == ("held", "h1")
    played = station.act(Played(seat="1", operator="anna", call=calls[0]))
    station.find("Listened", action=played)  # while it sounds its id comes again
    wait_for((station.folder / "read.db").exists, what="the call log")
    done = station.act(ask(calls[0]))
    erased = station.find("Erased", action=done)
    assert erased.reason == "lēmums 4" and erased.operator == "anna" and len(erased.files) == 1
    wait_for(lambda: where(station.folder, calls[0]) == [], what="gone from every file")
    assert not files[0].exists() and files[1].exists()
    station.act(HoldLifted(seat="1", operator="anna", hold="h1", reason="beidzās"))
    again = station.act(ask(calls[1]))
    station.find("Erased", action=again)
    wait_for(lambda: where(station.folder, calls[1]) == [] and not files[1].exists(), what="gone too")
    station.stop()
    assert where(station.folder, *calls) == []
    assert verify(station.folder).ok
