"""A set of files: the sheet is made last, whatever its name looks like, and names what it left with, and the hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest

from console.export import writing
from console.export.track import TrackOut
from console.export.writing import File, needs_picture, render, write
from journal.errors import JournalError
from tests.console.export.made import out
from units.actions import Exported


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """The hashes each sheet was given, in the order the sheets were made."""
    found: list[dict[str, str]] = []

    def sheet(outs: Sequence[TrackOut], picture: object, files: Mapping[str, str]) -> bytes:
        found.append(dict(files))
        return b"%PDF"

    monkeypatch.setattr(writing, "sheet", sheet)
    return found


@pytest.mark.parametrize("names", [["t.pdf", "t.csv", "t.gpx"], ["T.PDF", "T.CSV", "T.KML"], ["a.Pdf", "b.GeoJSON"]])
def test_the_sheet_is_made_last_and_names_the_others_with_their_hashes(
    named: list[dict[str, str]], tmp_path: Path, names: list[str]
) -> None:
    files = render([out()], tmp_path, "1", [tmp_path / name for name in names], None)
    assert [file.path.name for file in files][-1] == names[0]
    assert named == [{file.path.name: hashlib.sha256(file.content).hexdigest() for file in files[:-1]}]
    assert set(named[0]) == set(names[1:])
    assert all(file.action.sha256 == hashlib.sha256(file.content).hexdigest() for file in files)


def test_two_files_of_one_name_are_told_apart_and_one_said_twice_is_one(
    named: list[dict[str, str]], tmp_path: Path
) -> None:
    paths = [tmp_path / "a" / "t.csv", tmp_path / "b" / "t.csv", tmp_path / "t.gpx", tmp_path / "t.gpx"]
    render([out()], tmp_path, "1", [tmp_path / "t.pdf", *paths], None)
    assert set(named[0]) == {str(paths[0]), str(paths[1]), "t.gpx"}


def test_a_picture_is_drawn_for_what_needs_one_however_its_ending_is_written() -> None:
    assert needs_picture([Path("t.csv"), Path("T.PDF")]) and needs_picture([Path("t.Png")])
    assert not needs_picture([Path("t.csv"), Path("pdf"), Path("t.pdf.gpx")])


def test_the_record_names_every_unit_and_counts_all_positions(tmp_path: Path) -> None:
    outs = [out()._replace(unit="vp118"), out(count=30)._replace(unit="vrs2")]
    (file,) = render(outs, tmp_path, "1", [tmp_path / "t.csv"], None)
    assert "track of vp118, vrs2 2026-" in file.action.what and file.action.rows == 120


def test_a_record_that_does_not_answer_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PUT_SECONDS", 0.01)
    action = Exported(seat="1", purpose="test", what="track")
    with pytest.raises(JournalError, match="did not take word"):
        write([(File(tmp_path / "t.csv", b"", action), Future())])
    assert not (tmp_path / "t.csv").exists()
