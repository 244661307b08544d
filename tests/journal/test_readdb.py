"""The library under read.db: a too old one is refused before anything is written with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import console.app
import station.app
from journal import rebuild, worker
from journal.errors import JournalError
from journal.readdb import check_library, path_of, sqlite
from tests.journal.feed import fill

Use = Callable[[int, int, int], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Makes the process find an SQLite of that version under read.db."""

    def stub(*version: int) -> None:
        library = SimpleNamespace(
            __name__="sqlite3",
            sqlite_version=".".join(map(str, version)),
            sqlite_version_info=version,
            Error=sqlite().Error,
        )
        monkeypatch.setattr("journal.readdb.sqlite", lambda: library)

    return stub


def test_the_library_that_is_installed_will_do() -> None:
    check_library()


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (2, 99, 99)])
def test_one_that_damages_files_is_refused_with_what_to_install(use: Use, version: tuple[int, int, int]) -> None:
    use(*version)
    named = ".".join(map(str, version))
    with pytest.raises(JournalError) as refused:
        check_library()
    assert str(refused.value) == (
        f"SQLite {named} (of Python's sqlite3) is too old to keep the call log safely; install pysqlite3 0.6.1 or newer."
    )


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 0), (4, 0, 0)])
def test_the_first_without_the_fault_and_later_ones_serve(use: Use, version: tuple[int, int, int]) -> None:
    use(*version)
    check_library()


@pytest.mark.parametrize("program", ["station", "console", "worker", "rebuild"])
def test_no_program_starts_on_it(
    program: str, folder: Path, use: Use, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPA_HOME", str(folder.parent / "home"))
    mask = os.umask(0o077)
    fill(folder, 3)
    use(3, 40, 1)
    try:
        status = {
            "station": lambda: station.app.run(station.app.Options(journal=folder, exercise=True)),
            "console": lambda: console.app.run(console.app.Options(journal=folder)),
            "worker": lambda: worker.run(folder),
            "rebuild": lambda: rebuild.run(folder),
        }[program]()
    finally:
        os.umask(mask)
    told = capsys.readouterr().err.strip()
    assert status != 0
    assert "SQLite 3.40.1" in told
    assert len(told.splitlines()) == 1
    assert not path_of(folder).exists()
