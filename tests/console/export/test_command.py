"""``export-track``: the same rights and the same record as from the console; nothing is written that is not on record."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
from pathlib import Path

import pytest

from console.export import command
from console.export.command import Wish, moment, run
from console.pins import Operators, operators_path
from journal.errors import JournalError
from journal.places import audit_journal, data_home
from journal.reader import Reader
from tests.console import journals
from tests.console.room import NOW, entries
from units.actions import Exported, Searched
from units.entry import Anything

pytestmark = pytest.mark.usefixtures("home")
SPAN = ("2026-11-21T23:00", "2026-11-21T23:50:00+02:00")


def journal(home: Path, mode: str) -> Path:
    return journals.project(journals.write(home / mode, entries(NOW), mode))


def audited() -> list[Anything]:
    with contextlib.closing(Reader(audit_journal())) as reader:
        found = [entry.what for entry in reader.entries(0, 100)]
    return [what for what in found if isinstance(what, Exported | Searched)]


def test_an_exercise_is_taken_out_marked_and_on_record(home: Path, qapp: object) -> None:
    folder = journal(home, "exercise")
    to = tuple(home / f"t.{ending}" for ending in ("pdf", "csv", "gpx", "png"))
    assert run(Wish(folder, ("vp 118",), *SPAN, to), lambda: "") == 0
    rows = list(csv.DictReader(io.StringIO(to[1].read_text("utf-8-sig")), delimiter=";"))
    assert len(rows) == 21 and {row["mode"] for row in rows} == {"EXERCISE"}
    searched, *exported = audited()
    assert isinstance(searched, Searched) and "track of vp118" in searched.terms
    hashes = {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in to}
    assert {one.path: one.sha256 for one in exported if isinstance(one, Exported)} == hashes
    assert all(isinstance(one, Exported) and one.rows == 21 for one in exported)


def test_a_live_journal_asks_who_and_what_for(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = journal(home, "live")
    book = Operators(operators_path(data_home(), "live"), lambda: NOW)
    book.add("7", "Chief", "supervisor", "7777")
    book.add("8", "Desk", "dispatcher", "8888")
    book.add("9", "Other", "supervisor", "9999", ["vrs"])
    wish = Wish(folder, ("vp118",), *SPAN, (home / "t.csv",), "lieta 1", "7")
    for refused, pin, why in (
        (wish._replace(purpose=""), "7777", "--purpose"),
        (wish._replace(operator=""), "7777", "--operator"),
        (wish, "0000", "wrong"),
        (wish._replace(operator="8"), "8888", "role"),
        (wish._replace(operator="9"), "9999", "agency"),
        (wish._replace(units=("vp118", "nobody")), "7777", "nobody"),
        (wish._replace(until=SPAN[0]), "7777", "before it begins"),
        (wish._replace(since="yesterday"), "7777", "yesterday"),
        (wish._replace(to=(home / "t.exe",)), "7777", "t.exe"),
    ):
        assert run(refused, lambda pin=pin: pin) == 2  # type: ignore[misc]
        assert why in capsys.readouterr().err
        assert not list(home.glob("t.*"))
    assert run(wish, lambda: "7777") == 0
    exported = audited()[-1]
    assert isinstance(exported, Exported) and (exported.operator, exported.purpose) == ("7", "lieta 1")


def test_what_cannot_be_put_on_record_is_not_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = journal(home, "exercise")

    def broken() -> None:
        raise JournalError("the disk is full")

    monkeypatch.setattr("console.review.audit.open_sink", broken)
    assert run(Wish(folder, ("vp118",), *SPAN, (home / "t.csv",)), lambda: "") == 2
    assert not (home / "t.csv").exists()


def test_times_without_a_zone_are_the_rooms() -> None:
    assert moment("2026-11-21T23:00") == moment("2026-11-21T21:00+00:00") == moment("2026-11-21 23:00")
    with pytest.raises(command.Refused):
        moment("soon")
