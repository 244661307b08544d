"""What each file of a journal carries over: its proof, its picture; files of the older format, files that are gone."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import struct
from pathlib import Path
from typing import Any

import apsw
import pytest

from journal import bookmarks, checkpoint, readdb, rebuild, schema, segments
from journal.errors import JournalError
from journal.found import Query, TextRow
from journal.log import Log
from journal.reader import Reader
from journal.search import Search
from journal.tail import Tail
from journal.verify import verify
from tests.journal.feed import everything, note
from tests.journal.older import OLDER
from tests.journal.turned import read, replayed, three_segments, turn, unlink
from units.entry import Entry
from units.picture import Picture


class TestPruned:
    def test_a_journal_without_its_first_files_begins_at_the_oldest(self, folder: Path) -> None:
        three_segments(folder)
        before = everything(folder)
        oldest = segments.segments(folder)[1]
        unlink(folder / "journal.db")
        left = [entry for entry in before if entry.seq >= oldest.first]
        assert read(folder) == everything(folder) == left
        with contextlib.closing(Reader(folder)) as reader:
            assert reader.first_seq() == oldest.first
            assert reader.span()[0] == left[0].wall
            assert reader.seq_at(before[0].wall) == 0
        assert bookmarks.resume(folder).facts == replayed(before).facts
        assert bookmarks.resume(folder, 3).facts == Picture().facts
        log = Log(folder, "console", "1")
        assert log.append(note(9)).result(30) == before[-1].seq + 1
        log.close()
        assert len(list(folder.glob("*.db"))) == 2, "no new journal was founded"

    def test_what_is_open_meanwhile_goes_on(self, folder: Path) -> None:
        log, idle = Log(folder, "station"), Log(folder, "console", "1")
        log.append(note(1)).result(30)
        idle.append(note(1)).result(30)
        with contextlib.closing(Reader(folder)) as reader, contextlib.closing(Tail(folder, 1)) as tail:
            assert len(tail.read(rows=1)) == 1
            for segment in ("2026-11", "2026-12"):
                turn(log, segment)
            oldest = segments.segments(folder)[-1]
            unlink(folder / "journal.db")
            unlink(folder / "journal-2026-11.db")
            reader.last_seq()
            assert reader.first_seq() == oldest.first
            assert reader.entries(0, 1)[0].seq == oldest.first
            last = idle.append(note(2)).result(30)
            seen: list[Entry] = []
            while more := tail.read():
                seen += more
            assert [entry.seq for entry in seen if entry.seq >= oldest.first] == list(range(oldest.first, last + 1))
        log.close()
        idle.close()


class TestTheProof:
    def test_a_file_proves_what_it_continues_with_nothing_but_sha256(self, folder: Path) -> None:
        """As the head of journal/segments.py says it, with none of the product's code."""
        three_segments(folder)
        connection = apsw.Connection(str(folder / "journal-2026-12.db"), flags=apsw.SQLITE_OPEN_READONLY)
        rows: list[tuple[Any, ...]] = connection.execute("SELECT id, name, past, genesis FROM origins").fetchall()
        origins = {row[0]: row[1:] for row in rows}
        assert all(past > 0 for _, past, _ in origins.values())
        heads = {key: (past, genesis) for key, (_, past, genesis) in origins.items()}
        question = (
            "SELECT e.seq, origin, n, kind, version, wall, mono, b.boot, clock, payload, raw, prev, hash"
            " FROM entries e JOIN boots b ON b.id = e.boot ORDER BY seq"
        )
        for seq, origin, n, kind, version, wall, mono, boot, clock, payload, raw, prev, due in connection.execute(
            question
        ):
            before, head = heads[origin]
            assert (n, prev) == (before + 1, head)
            header = struct.pack(">QQqqHB", seq, n, wall, mono, version, clock) + payload
            header += b"\0" if raw is None else b"\1" + raw
            for text in (origins[origin][0], kind, boot):
                header += struct.pack(">H", len(text.encode())) + text.encode()
            assert hashlib.sha256(prev + b"kopa1" + header).digest() == due
            heads[origin] = n, due
        carried = connection.execute("SELECT heads, seq FROM checkpoints ORDER BY number LIMIT 1").fetchone()
        signed = [
            struct.pack(">H", len(name)) + name.encode() + struct.pack(">Q", past) + genesis
            for name, past, genesis in origins.values()
        ]
        first: int = connection.execute("SELECT min(seq) FROM entries").get
        assert carried == (hashlib.sha256(b"".join(sorted(signed))).digest(), first - 1)
        connection.close()

    def test_signatures_form_one_chain_and_cover_who_is_silent(self, folder: Path) -> None:
        three_segments(folder)
        made: list[checkpoint.Checkpoint] = []
        for segment in segments.segments(folder):
            with contextlib.closing(schema.open_reading(segment.path)) as connection:
                journal, _ = schema.facts_of(connection)
                question = checkpoint.COLUMNS + " ORDER BY c.number"
                rows = [checkpoint.of_row(journal, row) for row in connection.execute(question)]
                assert segment.last in (None, rows[-1].seq), "a closed file is signed to its end"
                if made:
                    assert rows[0] == made[-1], "carried over word for word"
                    rows = rows[1:]
                made += rows
                heads = segments.heads(connection)
        assert [one.number for one in made] == list(range(1, len(made) + 1))
        assert [one.previous for one in made] == [checkpoint.NONE, *(one.hash for one in made[:-1])]
        assert all(one.sound for one in made)
        entries = read(folder)
        assert made[-1].seq == entries[-1].seq
        assert {name: n for name, n, _ in heads} == {e.origin: e.n for e in entries}
        items = (checkpoint.item(name, n, head) for name, n, head in heads)
        assert made[-1].heads == checkpoint.heads_hash(items)
        assert checkpoint.newest(folder) == made[-1]


class TestOlderFormats:
    @pytest.fixture
    def older(self, tmp_path: Path) -> Path:
        shutil.copytree(OLDER, tmp_path / "older")
        return tmp_path / "older"

    def test_a_journal_of_format_1_goes_on_and_turns(self, older: Path) -> None:
        before = everything(older)
        station, console = Log(older, "station"), Log(older, "console", "1")
        console.append(note(1)).result(30)
        turn(station, "2026-12")
        console.append(note(2)).result(30)
        station.close()
        console.close()
        entries = everything(older)
        assert entries[: len(before)] == before
        assert verify(older) == (True, len(entries), None, "")
        last = entries[len(before) + 2 :]
        assert replayed(last).facts == replayed(entries).facts

    def test_one_in_which_nothing_was_ever_signed_turns_too(self, older: Path) -> None:
        log = Log(older, "console")
        turn(log, "2026-12")
        turn(log, "2027-01")
        log.close()
        assert checkpoint.newest(older) is None
        station = Log(older, "station")
        last = station.append(note(1)).result(30)
        station.close()
        found = checkpoint.newest(older)
        assert found is not None
        assert (found.number, found.seq) == (1, last)
        assert verify(older) == (True, last, None, "")

    def test_a_program_of_format_1_refuses_a_turned_journal(self, older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        log = Log(older, "station")
        turn(log, "2026-12")
        log.close()
        monkeypatch.setattr(schema, "VERSION", 1)
        with pytest.raises(JournalError, match=r"written by a newer Kopa \(format 2; this program reads up to 1\)"):
            Reader(older)

    def test_a_program_of_format_1_that_is_at_work_while_it_turns_is_stopped(self, older: Path) -> None:
        """It would append to a file nobody reads to the end any more."""
        connection = schema.open_appending(older / "journal.db")
        last: int = connection.execute("SELECT max(seq) FROM entries").get
        log = Log(older, "station")
        turn(log, "2026-12")
        with pytest.raises(apsw.ConstraintError, match="the segment is closed"):
            connection.execute(
                "INSERT INTO entries SELECT seq + 1, origin, n + 1, kind, version, wall, mono, boot, clock, payload,"
                " raw, hash, hash, NULL FROM entries ORDER BY seq DESC LIMIT 1"
            )
        assert connection.execute("SELECT max(seq) FROM entries").get == last + 1
        connection.close()
        log.close()


class TestDerived:
    def test_the_call_log_is_made_of_all_files(self, folder: Path) -> None:
        three_segments(folder)
        assert rebuild.run(folder) == 0
        with contextlib.closing(Search(folder)) as search:
            found = [row.text for row in search.texts(Query()).rows if isinstance(row, TextRow)]
            assert found == ["text 2", "text 1", "text 0"]
        connection = readdb.connect(readdb.path_of(folder))
        with contextlib.closing(connection):
            assert int(readdb.meta(connection)["seq"]) == everything(folder)[-1].seq

    def test_a_picture_without_bookmarks_reads_the_last_file_only(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        three_segments(folder)
        entries = everything(folder)
        found = segments.segments(folder)
        taken: list[int] = []
        apply_all = Picture.apply_all

        def noted(self: Picture, some: list[Entry]) -> Any:
            taken.extend(entry.seq for entry in some)
            return apply_all(self, some)

        monkeypatch.setattr(Picture, "apply_all", noted)
        whole = bookmarks.resume(folder)
        assert min(taken) == found[-1].first
        assert whole.facts == replayed(entries).facts
        for end in (found[1].first, found[1].first + 1, found[-1].first - 1, found[-1].first + 3):
            assert bookmarks.resume(folder, end).facts == replayed(entries[:end]).facts
