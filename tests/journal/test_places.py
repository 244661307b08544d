"""Where things lie, and who may lie there."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from journal import places
from journal.errors import JournalError
from tests.journal.feed import ROOT


def test_everything_lies_under_home(home: Path) -> None:
    assert places.data_home() == home
    named = (
        places.live_journal(),
        places.demo_journal(),
        places.audit_journal(),
        places.config_file(),
        places.maps_dir(),
        places.logs_dir(),
    )
    assert len(set(named)) == 6
    assert all(home in path.parents for path in named)
    assert not home.exists()


def test_one_runtime_directory_a_journal(folder: Path, tmp_path: Path) -> None:
    place = places.runtime_dir(folder)
    assert place == places.runtime_dir(tmp_path / "x" / ".." / folder.name)
    assert place != places.runtime_dir(tmp_path / "other")
    assert place.is_dir()
    (tmp_path / "link").symlink_to(folder)
    assert places.runtime_dir(tmp_path / "link") == place


def test_without_a_session_there_is_a_place_too(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "gone"))
    monkeypatch.setattr(os, "getuid", lambda: 54321) if os.name != "nt" else None
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    if os.name == "nt":
        assert tmp_path in places.runtime_dir(folder).parents
    else:
        with pytest.raises(JournalError, match="another account"):
            places.runtime_dir(folder)  # made as root, asked for as 54321
        assert (tmp_path / "kopa-54321").is_dir()


@pytest.mark.skipif(os.name == "nt", reason="NOT TESTED HERE: modes are POSIX")
def test_a_runtime_directory_open_to_others_is_shut(folder: Path) -> None:
    place = places.runtime_dir(folder)
    place.chmod(0o755)
    assert places.runtime_dir(folder).stat().st_mode & 0o777 == 0o700


def test_programs_that_start_at_once_are_one_installation(home: Path) -> None:
    order = [sys.executable, "-c", "from journal.places import installation; print(installation())"]
    starting = [subprocess.Popen(order, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    names = {process.communicate(timeout=30)[0].strip() for process in starting}
    assert names == {places.installation()}
    assert len(names.pop()) == 8
    assert sorted(path.name for path in home.iterdir()) == ["installation"]
    if os.name != "nt":
        assert (home / "installation").stat().st_mode & 0o777 == 0o600


def test_a_spoiled_installation_id_is_told(home: Path) -> None:
    home.mkdir()
    (home / "installation").write_text("../../etc")
    with pytest.raises(JournalError, match="not an installation id"):
        places.installation()
