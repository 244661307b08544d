"""Journals of older programs are read as today's; what a newer program wrote is said to be unreadable, and kept."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from journal import schema, upcast
from journal.log import Log
from journal.reader import Reader
from journal.search import NoteRow, Query
from journal.verify import verify
from tests.journal.feed import everything, note
from tests.journal.older import NOTES, OLDER
from tests.journal.shift import working
from units import actions as ac
from units.entry import encode
from units.picture import Picture


def _said_is_text(fields: dict[str, Any]) -> dict[str, Any]:
    return {("text" if name == "said" else name): value for name, value in fields.items()}


@pytest.fixture
def older(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(OLDER, folder)
    monkeypatch.setitem(upcast.UPCASTERS, ("Noted", 0), _said_is_text)
    return folder


def notes(folder: Path) -> list[str | None]:
    entries = [entry for entry in everything(folder) if entry.kind == "Noted"]
    return [entry.what.text if isinstance(entry.what, ac.Noted) else None for entry in entries]


def stored(folder: Path) -> list[tuple[Any, ...]]:
    with contextlib.closing(schema.open_reading(folder)) as connection:
        return connection.execute("SELECT * FROM entries e JOIN bodies b ON b.seq = e.seq ORDER BY e.seq").fetchall()


def test_an_older_payload_is_read_as_todays(older: Path) -> None:
    assert notes(older) == [*NOTES, "of today", None]
    with contextlib.closing(Reader(older)) as reader:
        assert [entry.what for entry in reader.entries(0, 10)] == [entry.what for entry in everything(older)]


def test_nothing_stored_is_touched_and_the_hashes_hold(older: Path) -> None:
    before = stored(older)
    assert notes(older)[0] == NOTES[0]
    with working(older) as search:
        found = [row.text for row in search.notes(Query(text="suns cela")).rows if isinstance(row, NoteRow)]
    assert found == [NOTES[0]]
    assert stored(older) == before
    verdict = verify(older)
    assert (verdict.ok, verdict.entries) == (True, 6)


def test_an_older_journal_goes_on(older: Path) -> None:
    log = Log(older, "station")
    log.append(note(1)).result(30)
    log.close()
    assert notes(older) == [*NOTES, "of today", None, "note 1"]
    assert verify(older).ok


def test_without_its_upcaster_an_older_payload_is_unread_not_misread(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(upcast.UPCASTERS, ("Noted", 0))
    assert notes(older) == [None, None, None, "of today", None]
    assert [entry.unread for entry in everything(older)] == [False, True, True, True, False, True]


def test_what_a_newer_program_wrote_is_shown_as_such(older: Path) -> None:
    last = everything(older)[-1]
    assert (last.what, last.unread, last.kind) == (None, True, "Noted")
    picture = Picture()
    picture.apply_all(everything(older))
    assert [(line.word, line.text) for line in picture.facts.lines.values() if line.word == "unread"] == [
        ("unread", "Noted")
    ]


def test_a_deleted_body_is_not_an_unread_one(older: Path) -> None:
    with contextlib.closing(schema.open_appending(schema.path_of(older))) as connection:
        connection.execute("DELETE FROM bodies WHERE seq = 3")
    assert [(entry.what is None, entry.unread) for entry in everything(older)][2] == (True, False)


def test_versions_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    payload = encode(ac.Noted(seat="1", text="a"))
    monkeypatch.setitem(upcast.VERSIONS, "Noted", 3)
    monkeypatch.setitem(upcast.UPCASTERS, ("Noted", 1), lambda fields: {**fields, "text": fields["text"] + "b"})
    monkeypatch.setitem(upcast.UPCASTERS, ("Noted", 2), lambda fields: {**fields, "text": fields["text"] + "c"})
    assert upcast.read("Noted", 1, payload) == ac.Noted(seat="1", text="abc")
    assert upcast.read("Noted", 2, payload) == ac.Noted(seat="1", text="ac")
    assert upcast.read("Noted", 3, payload) == ac.Noted(seat="1", text="a")
    assert upcast.read("Noted", 4, payload) is None
    assert upcast.read("Noted", 1, b"\xc1") is None


def test_every_kind_that_changed_has_its_whole_way() -> None:
    for kind, version in upcast.VERSIONS.items():
        assert [(kind, old) in upcast.UPCASTERS for old in range(upcast.FIRST, version)] == [True] * (version - 1), kind


def test_the_writer_says_the_version_of_the_kind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(upcast.VERSIONS, "Noted", 2)
    log = Log(folder, "station")
    log.append(note(1)).result(30)
    log.close()
    with contextlib.closing(schema.open_reading(folder)) as connection:
        found = connection.execute("SELECT kind, version FROM entries ORDER BY seq").fetchall()
    assert found == [("JournalOpened", 1), ("Noted", 2)]
    assert notes(folder) == ["note 1"]
