"""The imported boundary is kept ready made: loading it reads no text, and what does not fit is made anew apart."""

from __future__ import annotations

import hashlib
import math
import random
from pathlib import Path

import pytest

from gps.areas import BoundaryError, read
from gps.kept import freeze, thaw
from journal import boundary
from journal.boundary import install, load, remove
from journal.places import boundary_file
from tests.station.ground_room import box, geojson, lvlt

SHA = "ab" * 32


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPA_HOME", str(tmp_path))
    monkeypatch.setattr(boundary, "SMALL", 0)
    return tmp_path


def kept() -> Path:
    return boundary_file().with_suffix(".kept")


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading text here fails the test."""

    def never(_content: bytes) -> None:
        raise AssertionError("read here")

    monkeypatch.setattr(boundary, "read", never)


def test_it_comes_back_as_it_was() -> None:
    was = read(lvlt())
    now = thaw(freeze(was, SHA), SHA)
    assert (now.states, [one.name for one in now.areas]) == (was.states, [one.name for one in was.areas])
    chance = random.Random(1)
    for _ in range(300):
        place = chance.uniform(55, 57), chance.uniform(25.5, 27.5)
        assert now.at(*place) == was.at(*place)
        for state in ("LV", "LT", "BY"):
            assert now.depth(state, *place) == pytest.approx(was.depth(state, *place))


@pytest.mark.parametrize("content", [b"", b"\xc0", b"\x94\x01\xa0\x90", bytes(200), freeze(read(lvlt()), SHA)[:-40]])
def test_what_is_no_kept_boundary(content: bytes) -> None:
    with pytest.raises(BoundaryError):
        thaw(content, SHA)


def test_of_another_file_it_does_not_count() -> None:
    with pytest.raises(BoundaryError):
        thaw(freeze(read(lvlt()), SHA), "cd" * 32)


@pytest.mark.usefixtures("unread")
def test_an_installed_one_is_loaded_without_reading_text(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as readable:
        readable.setattr(boundary, "read", read)
        install(lvlt(), "pagasti.geojson")
    loaded = load(boundary_file())
    assert (loaded.text, loaded.sha256) == ("pagasti.geojson", hashlib.sha256(lvlt()).hexdigest())
    assert loaded.boundary.states == ["LT", "LV"]
    assert not math.isinf(loaded.boundary.depth("LV", 56.0, 26.5))


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("there", [None, b"", freeze(read(lvlt()), SHA)], ids=["none", "broken", "of another file"])
def test_where_none_fits_a_program_of_its_own_makes_it(there: bytes | None) -> None:
    """A file that was put there by hand, or by an older version."""
    content = geojson(box("Preiļi", "LV", 55, 56))
    boundary_file().write_bytes(content)
    if there is not None:
        kept().write_bytes(there)
    assert load(boundary_file()).boundary.at(55.5, 26.5) == ("LV", "Preiļi")
    assert thaw(kept().read_bytes(), hashlib.sha256(content).hexdigest()).states == ["LV"]


@pytest.mark.usefixtures("unread")
def test_what_that_program_refuses_is_refused_in_its_words() -> None:
    boundary_file().write_bytes(geojson(box("Preiļi", "", 55, 56)))
    with pytest.raises(BoundaryError) as refused:
        load(boundary_file())
    assert (refused.value.code, refused.value.detail) == ("state", "Preiļi")


def test_whatever_goes_wrong_is_a_boundary_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread that loads it would die without a word of anything else."""

    def broken(_content: bytes) -> None:
        raise RuntimeError("of a library")

    monkeypatch.setattr(boundary, "SMALL", 10**9)
    monkeypatch.setattr(boundary, "read", broken)
    boundary_file().write_bytes(lvlt())
    with pytest.raises(BoundaryError) as refused:
        load(boundary_file())
    assert str(refused.value) == "read: RuntimeError"


def test_taken_away_nothing_is_left(home: Path) -> None:
    install(lvlt(), "pagasti.geojson")
    assert len(list(home.iterdir())) == 3
    assert remove()
    assert list(home.iterdir()) == []
    assert not remove()
