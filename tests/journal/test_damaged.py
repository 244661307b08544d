"""A file whose pages a disk has spoilt, or of which little is there: each command says so in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from journal import backup, proof, rebuild, schema
from journal.verify import prove
from tests.journal.feed import fill

Command = Callable[[Path], int]
PAGE = 4096


@pytest.fixture
def spoilt(folder: Path) -> Path:
    """Two thousand entries; one page in the midst of their headers holds something else."""
    fill(folder, 2000)
    with apsw.Connection(str(folder / schema.FIRST)) as connection:
        root = int(connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries'").get)
    connection.close()
    data = bytearray((folder / schema.FIRST).read_bytes())
    inner = data[(root - 1) * PAGE : root * PAGE]
    assert inner[0] == 5, "the table has grown beyond one page"
    cell = int.from_bytes(inner[12 + 2 * 10 : 14 + 2 * 10], "big")
    page = int.from_bytes(inner[cell : cell + 4], "big")
    data[(page - 1) * PAGE : page * PAGE] = b"\xaa" * PAGE
    (folder / schema.FIRST).write_bytes(data)
    return folder


def test_the_first_entry_that_cannot_be_read_is_named(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verdict = prove(spoilt).verdict
    assert not verdict.ok and verdict.first_bad is not None
    assert 100 < verdict.first_bad < 1000 and verdict.entries == verdict.first_bad - 1
    assert proof.verify(spoilt, None) == proof.BAD
    said = capsys.readouterr().out
    assert said.startswith(f"BAD: entry {verdict.first_bad} cannot be read from journal.db: the journal is damaged")
    assert said.count("\n") == 1 and said.count("malformed") == 1


@pytest.mark.parametrize("command", [rebuild.run, lambda journal: backup.backup(journal, journal.parent / "copy")])
def test_no_command_ends_in_a_traceback(spoilt: Path, command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(spoilt) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{spoilt}: the journal is damaged") and said.count("\n") == 1
    assert not (spoilt.parent / "copy").exists()


@pytest.mark.parametrize("length", [17, 60, 99])
def test_hardly_anything_is_there(folder: Path, length: int, capsys: pytest.CaptureFixture[str]) -> None:
    fill(folder, 3)
    path = folder / schema.FIRST
    path.write_bytes(path.read_bytes()[:length])
    assert proof.verify(folder, None) == proof.UNREADABLE
    assert capsys.readouterr().err == f"{path}: truncated (only {length} bytes are there); restore it from a backup.\n"


@pytest.mark.parametrize(
    "command", [rebuild.run, lambda journal: backup.backup(journal, journal.parent.parent / "copy")]
)
def test_one_file_of_a_journal_is_not_the_journal(
    folder: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(folder, 3)
    path = folder / schema.FIRST
    assert command(path) == 2
    assert capsys.readouterr().err == f"{path}: one file of a journal; name its folder, {folder}.\n"
