"""Thinning leaves the first and last checkpoint of a closed segment and the last of each hour, and proves no less."""

from __future__ import annotations

import contextlib
import itertools
from pathlib import Path

import apsw
import pytest

from journal import checkpoint, clock, schema, thinning
from journal.thinning import HOUR, LONGEST, MOST, Thinning
from journal.verify import prove, verify
from tests.journal.forge import numbers, unguarded
from tests.journal.history import History


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """Two closed segments of some hours and an open one; every seventh entry is signed, two minutes apart."""
    history = History.__new__(History)
    monkeypatch.setattr(clock, "wall", lambda: history._micros)
    history.__init__(tmp_path / "journal")  # type: ignore[misc]
    for month in ("2026-10", "2026-11"):
        history.traffic(150)
        history.turn(month)
    history.traffic(100)
    history.close()
    return history


def stored(path: Path) -> list[tuple[int, int]]:
    """Number and hour of the checkpoints in one file."""
    with contextlib.closing(schema.open_reading(path)) as connection:
        rows = connection.execute("SELECT number, wall FROM checkpoints ORDER BY number").fetchall()
        return [(int(str(number)), int(str(wall)) // HOUR) for number, wall in rows]


def due(rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What must be kept of a closed segment's."""
    kept = {rows[0], rows[-1]}
    kept |= {row for row, after in itertools.pairwise(rows) if row[1] != after[1]}
    return sorted(kept)


def thin(folder: Path) -> Thinning:
    found = Thinning(folder)
    while found.step():
        pass
    return found


def test_what_is_kept(history: History) -> None:
    before = [stored(segment.path) for segment in history.segments]
    anchor = checkpoint.newest(history.folder)
    thin(history.folder)
    after = [stored(segment.path) for segment in history.segments]
    assert after == [due(before[0]), due(before[1]), before[2]], "the open segment keeps all"
    assert len(after[0]) < len(before[0]) / 2
    assert after[0][-1] == after[1][0], "a segment begins with the last one of the segment before"
    verdict, signed, _ = prove(history.folder, anchor=anchor)
    assert verdict.ok
    assert (signed.seq, signed.checkpoints) == (history.segments[-1].last, before[2][-1][0])
    assert not Thinning(history.folder)._begin() or thin(history.folder), "again changes nothing"
    assert [stored(segment.path) for segment in history.segments] == after


def test_every_step_is_short_and_leaves_a_sound_journal(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thinning, "_FIRST", 3)
    monkeypatch.setattr(thinning, "MOST", 3)
    steps = Thinning(history.folder)
    count = 0
    while steps.step():
        count += 1
        assert verify(history.folder).ok, count
    assert count > 12
    assert (MOST, LONGEST) == (500, 0.005)


def test_it_can_be_stopped_anywhere(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thinning, "_FIRST", 2)
    before = [stored(segment.path) for segment in history.segments]
    for _ in range(40):
        steps = Thinning(history.folder)
        for _ in range(6):
            steps.step()
        steps.close()
    assert [stored(segment.path) for segment in history.segments] == [due(before[0]), due(before[1]), before[2]]


@pytest.mark.parametrize("which", ["the first", "the last", "the last of an hour", "any of the open segment"])
def test_the_table_itself_refuses_to_lose_what_must_be_kept(history: History, which: str) -> None:
    thin(history.folder)
    path = history.segments[-1 if "open" in which else 0].path
    rows = stored(path)
    number = {"the first": rows[0], "the last": rows[-1]}.get(which, rows[len(rows) // 2])[0]
    with contextlib.closing(apsw.Connection(str(path))) as connection, pytest.raises(apsw.ConstraintError):
        connection.execute("DELETE FROM checkpoints WHERE number = ?", (number,))


def _delete(path: Path, number: int) -> None:
    with contextlib.closing(apsw.Connection(str(path))) as connection:
        unguarded(connection)
        connection.execute("DELETE FROM checkpoints WHERE number = ?", (number,))


@pytest.mark.parametrize("thinned", [False, True])
def test_a_checkpoint_taken_away_in_the_open_segment_is_noticed(history: History, thinned: bool) -> None:
    if thinned:
        thin(history.folder)
    segment = history.segments[-1]
    with contextlib.closing(schema.open_reading(segment.path)) as connection:
        ends = numbers(connection, "SELECT seq FROM checkpoints ORDER BY number")
    rows = stored(segment.path)
    _delete(segment.path, rows[3][0])
    verdict = verify(history.folder)
    assert (verdict.ok, verdict.first_bad) == (False, ends[2] + 1)
    assert f"checkpoint {rows[3][0]} is missing" in verdict.why


def test_a_gap_in_the_open_segment_is_not_excused_by_closing_it(history: History) -> None:
    """Whoever writes that a file follows must also have an entry that says so."""
    segment = history.segments[-1]
    rows = stored(segment.path)
    _delete(segment.path, rows[3][0])
    with contextlib.closing(apsw.Connection(str(segment.path))) as connection:
        connection.execute("INSERT INTO journal VALUES ('next', 'journal-2026-12.db')")
    assert not verify(history.folder).ok
    assert not verify(segment.path).ok, "nor alone"


@pytest.mark.parametrize("column", ["seq", "wall", "heads", "previous", "signature", "signer"])
def test_one_that_was_kept_cannot_be_changed(history: History, column: str) -> None:
    """Each of those around a gap is checked by its own signature."""
    thin(history.folder)
    for segment in history.segments[:2]:
        rows = stored(segment.path)
        for number, _ in rows:
            with contextlib.closing(apsw.Connection(str(segment.path))) as connection:
                unguarded(connection)
                connection.execute("BEGIN")
                was = connection.execute(f"SELECT {column} FROM checkpoints WHERE number = ?", (number,)).get
                new = was + 1 if isinstance(was, int) else b"\1" * len(was)
                connection.execute(f"UPDATE checkpoints SET {column} = ? WHERE number = ?", (new, number))
                connection.execute("COMMIT")
                verdict = verify(history.folder)
                connection.execute(f"UPDATE checkpoints SET {column} = ? WHERE number = ?", (was, number))
            assert not verdict.ok, (segment.path.name, number)
    assert verify(history.folder).ok


def test_a_journal_of_which_nothing_was_ever_signed(tmp_path: Path, history: History) -> None:
    path = history.segments[0].path
    with contextlib.closing(apsw.Connection(str(path))) as connection:
        connection.execute("DROP TABLE checkpoints")
    thin(history.folder)


def test_a_file_that_goes_meanwhile(history: History) -> None:
    steps = Thinning(history.folder)
    assert steps.step()
    history.segments[1].path.unlink()
    while steps.step():
        pass
