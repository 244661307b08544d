"""The imported boundary is kept ready made: loading it reads no text, and what does not fit is made anew apart."""

from __future__ import annotations

import hashlib
import math
import os
import random
import subprocess
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import msgspec
import pytest
import shapely

from gps.areas import Boundary, BoundaryError, read
from gps.kept import freeze, thaw
from journal import boundary
from journal.boundary import install, load, remove
from journal.places import boundary_file
from tests.station.ground_room import box, geojson, lvlt

SHA = "ab" * 32
ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPA_HOME", str(tmp_path))
    monkeypatch.setattr(boundary, "SMALL", 0)
    return tmp_path


def until(tried: Callable[[], T], *refused: type[BaseException]) -> T:
    """What it gives once it does not fail so any more."""
    for _ in range(600):
        try:
            return tried()
        except refused:
            time.sleep(0.05)
    return tried()


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


WORLD = shapely.box(-2e7, -2e7, 2e7, 2e7)


def forged(content: bytes, *land: shapely.Geometry) -> bytes:
    """Other land under the hash of ``content``."""
    made = read(content)
    areas = [msgspec.structs.replace(area, shape=shape) for area in made.areas[:1] for shape in land]
    fake = types.SimpleNamespace(areas=areas, land=dict(zip(("LV", "LT"), land, strict=False)))
    return freeze(cast("Boundary", fake), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    "land",
    [
        (),
        (shapely.Point(0, 0),),
        (shapely.Polygon(),),
        (WORLD, shapely.LineString([(0, 0), (1, 1)])),
        (shapely.box(0, 0, float("inf"), 1),),
    ],
    ids=["none", "point", "empty", "line", "infinite"],
)
def test_what_is_kept_is_land(land: tuple[shapely.Geometry, ...]) -> None:
    """Else it is made of the GeoJSON anew."""
    content = lvlt()
    with pytest.raises(BoundaryError):
        thaw(forged(content, *land), hashlib.sha256(content).hexdigest())
    boundary_file().write_bytes(content)
    kept().write_bytes(forged(content, *land))
    assert load(boundary_file(), proven=False).boundary.states == ["LT", "LV"]


@pytest.mark.usefixtures("unread")
def test_what_goes_on_record_under_the_files_hash_is_of_that_file() -> None:
    """What lies beside it can be changed by whoever can write there, and says of itself which file it is of."""
    content = geojson(box("Preiļi", "LV", 55, 56))
    boundary_file().write_bytes(content)
    kept().write_bytes(other := forged(content, WORLD))
    loaded = load(boundary_file())
    assert loaded.sha256 == hashlib.sha256(content).hexdigest()
    assert loaded.boundary.at(55.5, 26.5).state == "LV"
    assert loaded.boundary.at(52.2, 21.0).state == "", "Warsaw"
    assert kept().read_bytes() != other, "and is mended"
    assert load(boundary_file(), proven=False).boundary.at(52.2, 21.0).state == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe in the file system")
def test_the_program_that_reads_ends_with_the_one_that_asked(home: Path) -> None:
    slow = home / "slow.geojson"
    os.mkfifo(slow)
    code = "import sys; from pathlib import Path; from journal.boundary import _read_apart; "
    asking = subprocess.Popen([sys.executable, "-c", code + "_read_apart(Path(sys.argv[1]))", str(slow)], cwd=ROOT)
    try:
        feed = until(lambda: os.open(slow, os.O_WRONLY | os.O_NONBLOCK), OSError)
    finally:
        asking.kill()
        asking.wait()

    def unread() -> None:
        with pytest.raises(BrokenPipeError):
            os.write(feed, b" ")

    try:
        until(unread, pytest.fail.Exception)
    finally:
        os.close(feed)


def test_of_another_file_it_does_not_count() -> None:
    with pytest.raises(BoundaryError):
        thaw(freeze(read(lvlt()), SHA), "cd" * 32)


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("proven", [True, False])
def test_an_installed_one_is_loaded_without_reading_text(monkeypatch: pytest.MonkeyPatch, proven: bool) -> None:
    with monkeypatch.context() as readable:
        readable.setattr(boundary, "read", read)
        install(lvlt(), "pagasti.geojson")
    loaded = load(boundary_file(), proven)
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
