"""A journal of several files is read as one, in order, wherever it begins."""

from __future__ import annotations

import contextlib
import itertools
import random
import shutil
import threading
import time
from pathlib import Path

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import bookmarks, segments
from journal.append import Appender, Closed
from journal.errors import JournalError
from journal.log import Log
from journal.reader import Reader
from journal.tail import Tail
from journal.verify import verify
from tests.journal.feed import everything, fill, note, raws, whats
from tests.journal.turned import read, replayed, three_segments, turn, unlink
from units.entry import Anything, Entry
from units.keeping import Remembered, SegmentClosed, SegmentOpened
from units.picture import Picture


class TestTheChainOfFiles:
    def test_segments_follow_each_other_without_a_gap(self, folder: Path) -> None:
        three_segments(folder)
        first, second, third = segments.segments(folder)
        assert [(s.path.name, s.name, s.next) for s in (first, second, third)] == [
            ("journal.db", "", "journal-2026-11.db"),
            ("journal-2026-11.db", "2026-11", "journal-2026-12.db"),
            ("journal-2026-12.db", "2026-12", ""),
        ]
        assert first.last is not None
        assert second.last is not None
        assert (first.first, second.first, third.first) == (1, first.last + 1, second.last + 1)
        assert third.last is None
        assert segments.current(folder) == third.path
        kinds = {entry.seq: type(entry.what) for entry in read(folder)}
        assert [kinds[first.last], kinds[second.last]] == [SegmentClosed, SegmentClosed]
        assert [kinds[second.first], kinds[third.first]] == [SegmentOpened, SegmentOpened]
        assert kinds[second.first + 1] is Remembered

    def test_a_file_nobody_points_to_is_none_of_them(self, folder: Path) -> None:
        three_segments(folder)
        shutil.copyfile(folder / "journal-2026-12.db", folder / "journal-2027-01.db")
        before = read(folder)
        assert len(segments.segments(folder)) == 3
        log = Log(folder, "console", "1")
        assert log.append(note(7)).result(30) == before[-1].seq + 1
        log.close()
        assert verify(folder).ok

    def test_a_file_named_itself_is_that_one_alone(self, folder: Path, tmp_path: Path) -> None:
        three_segments(folder)
        shutil.copyfile(folder / "journal-2026-11.db", tmp_path / "copy.db")
        for path in (folder / "journal-2026-11.db", tmp_path / "copy.db"):
            with contextlib.closing(Reader(path)) as reader:
                second = segments.segments(folder)[1]
                assert [reader.first_seq(), reader.last_seq()] == [second.first, second.last]
                assert reader.entries(0, 1000) == [
                    e for e in read(folder) if second.first <= e.seq <= (second.last or 0)
                ]

    def test_a_missing_last_file_is_said_in_one_sentence(self, folder: Path) -> None:
        three_segments(folder)
        unlink(folder / "journal-2026-12.db")
        for reads in (Reader, Tail, lambda place: Log(place, "console")):
            with pytest.raises(JournalError, match=r"journal-2026-12.db: missing; .*Restore it from a backup\.$"):
                reads(folder)

    def test_over_a_missing_file_in_the_middle_is_gone_on_recording(self, folder: Path) -> None:
        three_segments(folder)
        first, _, third = segments.segments(folder)
        unlink(folder / "journal-2026-11.db")
        last = read(folder)[-1].seq
        log = Log(folder, "console", "1")
        assert log.append(note(7)).result(30) == last + 1
        log.close()
        numbers = [entry.seq for entry in read(folder)]
        assert numbers == [*range(1, (first.last or 0) + 1), *range(third.first, last + 2)]
        with contextlib.closing(Tail(folder)) as tail, pytest.raises(JournalError, match="is missing"):
            while tail.read():
                pass
        assert not verify(folder).ok

    @pytest.mark.parametrize(
        "name", ["journal.db", "journal-2026-11.db", "journal-2026-10.db", "../journal-2027-01.db", 7]
    )
    def test_a_chain_that_leads_back_or_elsewhere_is_refused(self, folder: Path, name: str | int) -> None:
        three_segments(folder)
        (folder / "journal-2026-10.db").write_bytes((folder / "journal-2026-12.db").read_bytes())
        (folder.parent / "journal-2027-01.db").write_bytes((folder / "journal-2026-12.db").read_bytes())
        connection = apsw.Connection(str(folder / "journal-2026-11.db"))
        connection.execute("DROP TRIGGER journal_unchanged")
        connection.execute("UPDATE journal SET value = ? WHERE key = 'next'", (name,))
        connection.close()
        for reads in (Reader, Tail, lambda place: Log(place, "console")):
            with pytest.raises(JournalError, match=r"the journal is damaged \(it cannot go on in "):
                reads(folder)

    def test_a_file_of_another_journal_is_refused(self, folder: Path, tmp_path: Path) -> None:
        for place in (folder, tmp_path / "other"):
            three_segments(place)
        shutil.copyfile(tmp_path / "other" / "journal-2026-12.db", folder / "journal-2026-12.db")
        for reads in (Reader, Tail, lambda place: Log(place, "console")):
            with pytest.raises(JournalError, match=r"journal-2026-12.db: a file of another journal\.$"):
                reads(folder)


class TestReading:
    def test_the_reader_and_the_tail_see_one_record(self, folder: Path) -> None:
        three_segments(folder)
        entries = everything(folder)
        assert read(folder) == entries
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        for origin in {entry.origin for entry in entries}:
            numbers = [entry.n for entry in entries if entry.origin == origin]
            assert numbers == list(range(1, len(numbers) + 1))

    @settings(max_examples=25)
    @given(after=st.integers(-1, 80), limit=st.integers(0, 80), before=st.none() | st.integers(0, 90))
    def test_any_part_of_it(self, tmp_path: Path, after: int, limit: int, before: int | None) -> None:
        folder = tmp_path / "parts"
        if not folder.exists():
            three_segments(folder)
        entries = everything(folder)
        end = before if before is not None else 1000
        with contextlib.closing(Reader(folder)) as reader:
            assert reader.entries(after, limit, before) == [e for e in entries if after < e.seq < end][:limit]
            notes = [e for e in entries if after < e.seq < end and e.kind == "Noted"]
            assert reader.entries(after, limit, before, kind="Noted") == notes[:limit]
            past = [e for e in entries if e.seq < end and e.kind not in ("SegmentOpened", "Remembered")]
            assert reader.recent(limit, end) == past[len(past) - min(limit, len(past)) :]

    def test_any_moment_of_it(self, folder: Path) -> None:
        three_segments(folder)
        entries = everything(folder)
        with contextlib.closing(Reader(folder)) as reader:
            assert reader.span() == (entries[0].wall, entries[-1].wall)
            for at, following in itertools.pairwise(entries):
                if at.wall < following.wall:
                    assert reader.seq_at(at.wall) == at.seq
            assert reader.seq_at(entries[0].wall - 1) == 0
            assert reader.seq_at(entries[-1].wall + 1) == len(entries)

    def test_a_reader_and_a_tail_that_are_open_go_on_over_a_turn(self, folder: Path) -> None:
        log = Log(folder, "station")
        log.append(note(1)).result(30)
        with contextlib.closing(Reader(folder)) as reader, contextlib.closing(Tail(folder)) as tail:
            seen = tail.read()
            assert reader.last_seq() == 2
            assert len(seen) == 2
            for segment in ("2026-11", "2026-12"):
                turn(log, segment)
                last = log.append(note(2)).result(30)
                assert reader.last_seq() == last
                assert reader.entries(1, 1000)[-1].seq == last
                while more := tail.read():
                    seen += more
                assert tail.read() == []
            assert seen == reader.entries(0, 1000)
            assert len(tail._files.segments) == 3
        log.close()

    def test_a_tail_begins_at_the_very_end_of_a_closed_file(self, folder: Path) -> None:
        three_segments(folder)
        first = segments.segments(folder)[0]
        assert first.last is not None
        with contextlib.closing(Tail(folder, first.last)) as tail:
            assert tail.read()[0].seq == first.last + 1

    def test_an_entry_that_only_calls_itself_the_last_ends_nothing(self, folder: Path) -> None:
        fill(folder, 1)
        log = Log(folder, "console")
        with contextlib.closing(Tail(folder)) as tail:
            log.append(SegmentClosed(next="journal-2030-01.db")).result(30)
            assert len(tail.read()) == 3
            assert tail.read() == []
            log.append(note(1)).result(30)
            assert [entry.seq for entry in tail.read()] == [4]
        log.close()

    def test_a_closed_file_without_its_last_entries_is_damage(self, folder: Path) -> None:
        three_segments(folder)
        connection = apsw.Connection(str(folder / "journal.db"))
        connection.execute("DROP TRIGGER entries_kept; PRAGMA foreign_keys = OFF; DELETE FROM entries WHERE seq > 6")
        connection.close()
        with contextlib.closing(Tail(folder)) as tail, pytest.raises(JournalError, match="entry 7 is missing"):
            while tail.read():
                pass

    def test_nothing_new_costs_next_to_nothing_in_a_later_file_too(self, folder: Path) -> None:
        three_segments(folder)
        with contextlib.closing(Tail(folder)) as tail:
            while tail.read():
                pass
            statements: list[str] = []

            def heard(_: object, sql: str, __: object) -> bool:
                statements.append(sql)
                return True

            tail._connection.set_exec_trace(heard)
            for _ in range(5):
                assert tail.read() == []
        assert statements == ["PRAGMA data_version"] * 5


@settings(max_examples=12)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.integers(0, 2), st.lists(st.tuples(whats, raws), min_size=1, max_size=8)),
            st.sampled_from(["2026-11", "2026-12", "2027-01"]),
        ),
        min_size=2,
        max_size=10,
    )
)
def test_every_acknowledged_entry_once_in_order_and_the_last_file_holds_the_picture(
    tmp_path: Path, steps: list[str | tuple[int, list[tuple[Anything, bytes | None]]]]
) -> None:
    folder = tmp_path / "random"
    shutil.rmtree(folder, ignore_errors=True)
    logs = [Log(folder, "station"), Log(folder, "voice"), Log(folder, "console", "1")]
    told: dict[int, tuple[Anything, bytes | None]] = {}
    turns = 0
    for step in steps:
        if isinstance(step, str):
            turn(logs[0], step)
            turns += 1
        else:
            by, rows = step
            futures = [(logs[by].append(what, raw), what, raw) for what, raw in rows]
            told.update({future.result(30): (what, raw) for future, what, raw in futures})
    for log in logs:
        log.close()
    entries = read(folder)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert {entry.seq: (entry.what, entry.raw) for entry in entries if entry.seq in told} == told
    assert entries == everything(folder)
    for log in logs:
        numbers = [entry.n for entry in entries if entry.origin == log.origin]
        assert numbers == list(range(1, len(numbers) + 1))
    assert len(segments.segments(folder)) == turns + 1
    assert verify(folder) == (True, len(entries), None, "")
    last = segments.segments(folder)[-1]
    whole, alone = replayed(entries), replayed([entry for entry in entries if entry.seq >= last.first])
    if turns:
        assert alone.facts == whole.facts
        assert alone.bookmark() == whole.bookmark(), "in the same order too"
    assert bookmarks.resume(folder).facts == whole.facts


def test_a_closed_file_takes_nothing_more(folder: Path) -> None:
    fill(folder, 1)
    with contextlib.closing(Appender(folder / "journal.db", "0a1b2c3d/console")) as appender:
        log = Log(folder, "station")
        turn(log, "2026-12")
        log.close()
        with pytest.raises(Closed), appender.transaction():
            appender.insert([log._draft(note(1), None)])
        with pytest.raises(Closed), appender.transaction() as execute:
            execute("INSERT INTO checkpoints VALUES (99, 1, 0, 1, x'', x'', x'')")


def test_writers_and_a_follower_go_on_while_the_journal_turns(folder: Path) -> None:
    """Threads here; processes in test_turning.py."""
    station = Log(folder, "station")
    others = [Log(folder, "console", str(seat)) for seat in range(3)]
    over = threading.Event()
    told: list[int] = []

    def work(log: Log, chance: random.Random) -> None:
        while not over.is_set():
            futures = [log.append(note(number)) for number in range(chance.choice((1, 1, 30)))]
            told.extend(future.result(30) for future in futures)

    threads = [threading.Thread(target=work, args=(log, random.Random(n))) for n, log in enumerate([station, *others])]
    for thread in threads:
        thread.start()
    entries: list[Entry] = []
    with contextlib.closing(Tail(folder)) as tail:
        for segment in ("2026-10", "2026-11", "2026-12"):
            until = time.monotonic() + 0.1
            future = station.turn(segment, Picture())
            while time.monotonic() < until or not future.done():
                entries += tail.read(100)
            future.result()
        over.set()
        for thread in threads:
            thread.join(30)
        while more := tail.read():
            entries += more
    for log in (station, *others):
        log.close()
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert sorted(told) == [entry.seq for entry in entries if entry.kind == "Noted"]
    assert len(segments.segments(folder)) == 4
    assert verify(folder) == (True, len(entries), None, "")
