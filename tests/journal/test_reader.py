"""Reading any part; and what is refused, each in one sentence."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from pathlib import Path

import apsw
import pytest

from journal import clock, schema
from journal.errors import JournalError
from journal.log import Log
from journal.reader import Reader
from journal.tail import Tail
from journal.verify import verify
from tests.journal.feed import fill, note


def test_any_part(folder: Path) -> None:
    fill(folder, 20)
    with contextlib.closing(Reader(folder)) as reader:
        assert [entry.seq for entry in reader.entries(5, 3)] == [6, 7, 8]
        assert [entry.seq for entry in reader.entries(5, 100, before=8)] == [6, 7]
        assert [entry.seq for entry in reader.entries(19, 100)] == [20, 21]
        assert reader.entries(21, 5) == []
        assert (reader.first_seq(), reader.last_seq(), reader.mode()) == (1, 21, "live")
        first, last = reader.span()
        assert 0 < first <= last <= time.time()


def test_a_folder_with_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "Rīga #1? 100%20 & co"
    fill(folder, 3)
    with contextlib.closing(Reader(folder)) as reader:
        assert reader.last_seq() == 4


def test_by_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(folder, "station")
    for number in range(50):
        monkeypatch.setattr(clock, "wall", lambda number=number: 2_000_000_000_000_000 + number * 1_000_000)
        log.append(note(number))
    log.close()
    with contextlib.closing(Reader(folder)) as reader:
        opened = reader.span()[0]
        assert reader.seq_at(opened - 1) == 0
        assert reader.seq_at(opened) == 1
        assert reader.seq_at(2_000_000_010.0) == 12
        assert reader.seq_at(2_000_000_010.5) == 12
        assert reader.seq_at(3e9) == 51


def test_interrupting_a_read(folder: Path) -> None:
    fill(folder, 1)
    with contextlib.closing(Reader(folder)) as reader:
        reader.interrupt()
        assert reader.last_seq() == 2  # an interruption of nothing stops nothing


def spoil(folder: Path, offset: int, data: bytes) -> None:
    with schema.path_of(folder).open("r+b") as file:
        file.seek(offset)
        file.write(data)


@pytest.mark.parametrize("reader", [Reader, Tail, verify, lambda folder: Log(folder, "station")])
class TestRefused:
    def test_a_newer_journal(self, folder: Path, reader: type[Reader]) -> None:
        fill(folder, 1)
        spoil(folder, 60, (7).to_bytes(4, "big"))
        with pytest.raises(JournalError, match=r"written by a newer Kopa \(format 7; this program reads up to 2\)"):
            reader(folder)

    def test_a_file_of_another_program(self, folder: Path, reader: type[Reader]) -> None:
        folder.mkdir()
        other = sqlite3.connect(schema.path_of(folder))
        other.execute("CREATE TABLE cards (id)")
        other.close()
        with pytest.raises(JournalError, match="an SQLite file of another program"):
            reader(folder)

    @pytest.mark.parametrize(("data", "said"), [(b"", "it is empty"), (b"a diary" * 100, "no SQLite file")])
    def test_no_database(self, folder: Path, reader: type[Reader], data: bytes, said: str) -> None:
        folder.mkdir()
        schema.path_of(folder).write_bytes(data)
        with pytest.raises(JournalError, match=said):
            reader(folder)
        assert schema.path_of(folder).read_bytes() == data

    def test_a_truncated_file(self, folder: Path, reader: type[Reader]) -> None:
        fill(folder, 500)
        path = schema.path_of(folder)
        path.write_bytes(path.read_bytes()[:-9000])
        with pytest.raises(JournalError, match="truncated"):
            reader(folder)

    def test_a_folder_that_is_a_file(self, folder: Path, reader: type[Reader]) -> None:
        folder.write_text("not a folder")
        with pytest.raises(JournalError):
            reader(folder)

    def test_an_old_library(self, folder: Path, reader: type[Reader], monkeypatch: pytest.MonkeyPatch) -> None:
        fill(folder, 1)
        monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.40.1")
        with pytest.raises(JournalError, match=r"SQLite 3\.40\.1 is too old"):
            reader(folder)


@pytest.mark.parametrize("reader", [Reader, Tail, verify])
def test_no_journal_at_all(folder: Path, reader: type[Reader]) -> None:
    with pytest.raises(JournalError, match="there is no journal here"):
        reader(folder)
    assert not folder.exists()


def test_damage_inside_is_told(folder: Path) -> None:
    fill(folder, 500)
    spoil(folder, 4096 * 6, bytes(range(256)) * 48)
    with pytest.raises(JournalError, match="damaged"), contextlib.closing(Reader(folder)) as reader:
        reader.entries(0, 1000)
