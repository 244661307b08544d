"""A backup is one moment of a journal in use, with its recordings; what is not as it was saved is never restored."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from journal import backup, restore, schema
from journal.backup import DONE, INCOMPLETE, REFUSED
from journal.log import Log
from journal.manifest import NAME as MANIFEST
from journal.reader import Reader
from journal.verify import verify
from tests.journal.feed import ROOT, everything, fill, note, program
from units import findings as fi
from units.keeping import BackedUp

SOUNDS = {f"voice/2026-09-21/c{n}.flac": b"fLaC" + bytes([n]) * 5000 for n in range(3)}


def recorded(path: str, sound: bytes) -> fi.VoiceRecorded:
    digest = hashlib.sha256(sound).hexdigest()
    return fi.VoiceRecorded(call=path, group="g", path=path, sha256=digest, seconds=1.0, rate=8000, started=1.0)


@pytest.fixture
def journal(folder: Path) -> Path:
    """Twenty notes and three recordings."""
    fill(folder, 20)
    log = Log(folder, "station")
    for path, sound in SOUNDS.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(sound)
        log.append(recorded(path, sound)).result(30)
    log.close()
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "saved" / "monday"


def left_over(place: Path) -> list[Path]:
    """What is beside ``place`` where it should be, or be nothing."""
    return [path for path in place.parent.iterdir() if path != place] if place.parent.exists() else []


def test_there_and_back(journal: Path, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert backup.backup(journal, place) == DONE
    assert "24 entries and 3 recordings saved" in capsys.readouterr().out
    assert sorted(path.name for path in place.iterdir()) == ["journal.db", MANIFEST, "voice"]
    manifest = json.loads((place / MANIFEST).read_text("utf-8"))
    for file in manifest["files"]:
        assert hashlib.sha256((place / file["path"]).read_bytes()).hexdigest() == file["sha256"]
    back = tmp_path / "back"
    assert restore.restore(place, back) == DONE
    assert "restored and verified" in capsys.readouterr().out
    assert everything(back) == everything(journal)[:-1]
    last = everything(journal)[-1].what
    assert last == BackedUp(path=str(place.resolve()), upto=24), "an erasure can name the copies that still hold it"
    assert {path: (back / path).read_bytes() for path in SOUNDS} == SOUNDS
    log = Log(back, "station")  # it goes on as a journal does
    log.append(note(1)).result(30)
    log.close()
    assert verify(back).ok
    assert left_over(place) == []


def test_while_the_station_writes(journal: Path, place: Path) -> None:
    """Several programs append; the copy ends all the same, is whole, and nobody waits for it."""
    log = Log(journal, "station")
    others = [program(str(journal), name, "0") for name in ("console", "voice")]
    done = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not done.is_set():
            written.append(log.append(note(len(written))).result(30))

    def others_go_on() -> None:
        """In the midst of the copy: nobody may wait for its end."""
        enough, end = len(written) + 5, time.monotonic() + 60
        while len(written) < enough:
            assert time.monotonic() < end
            time.sleep(0.001)

    for other in others:
        assert other.stdout is not None
        other.stdout.readline()
    writing = threading.Thread(target=write)
    writing.start()
    try:
        with contextlib.closing(Reader(journal)) as reader:
            before = reader.last_seq()
            manifest = backup.save(journal, place, bar=lambda done, of: others_go_on())
            after = reader.last_seq()
    finally:
        done.set()
        writing.join(30)
        for other in others:
            other.kill()
            other.communicate()
        log.close()
    assert before <= manifest.entries < after
    assert verify(place).ok
    assert len(everything(place)) == manifest.entries
    assert len(written) >= 5


def test_a_copy_in_steps_is_one_moment(journal: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry comes between any two steps: without the snapshot the copy would begin again for ever."""
    monkeypatch.setattr(backup, "_PAGES", 1)
    log = Log(journal, "station")
    steps: list[int] = []

    def write(done: int, of: int) -> None:
        steps.append(done)
        assert len(steps) < 1000
        if of > 5:
            log.append(note(done)).result(30)

    manifest = backup.save(journal, place, bar=write)
    log.close()
    assert manifest.entries == 24
    assert verify(place).entries == 24


def test_a_place_that_is_not_empty(journal: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place.mkdir(parents=True)
    (place / "mine").touch()
    assert backup.backup(journal, place) == REFUSED
    assert "not empty; nothing is overwritten" in capsys.readouterr().err
    assert [path.name for path in place.iterdir()] == ["mine"]
    (place / "mine").unlink()
    assert backup.backup(journal, place) == DONE  # an empty folder is a place
    assert restore.restore(place, journal) == REFUSED
    assert "not empty" in capsys.readouterr().err


def test_recordings_that_are_missing_or_changed_are_told(
    journal: Path, place: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    gone, spoilt, whole = SOUNDS
    (journal / gone).unlink()
    (journal / spoilt).write_bytes(b"another sound")
    assert backup.backup(journal, place) == INCOMPLETE
    told = capsys.readouterr().err
    assert f"1 recordings are missing: {gone}" in told
    assert f"1 recordings are not as recorded: {spoilt}" in told
    assert (place / whole).read_bytes() == SOUNDS[whole]
    assert (place / spoilt).read_bytes() == b"another sound"  # kept: it may be all that is left
    assert restore.restore(place, tmp_path / "back") == DONE
    assert "missing" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["../outside.flac", "/etc/hostname", "", "a/../../b"])
def test_an_entry_cannot_lead_out_of_the_journal(journal: Path, place: Path, path: str) -> None:
    (journal.parent / "outside.flac").write_bytes(b"secret")
    log = Log(journal, "station")
    log.append(recorded(path, b"secret")).result(30)
    log.close()
    assert backup.save(journal, place).missing == [path]
    assert len(list(place.rglob("*.flac"))) == len(SOUNDS)


def test_hard_links_where_the_disk_is_the_same(journal: Path, place: Path) -> None:
    backup.save(journal, place, link=True)
    for path in SOUNDS:
        assert (journal / path).samefile(place / path)


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _forge_manifest(place: Path, change: Callable[[dict[str, object]], None]) -> None:
    manifest = json.loads((place / MANIFEST).read_text("utf-8"))
    change(manifest)
    (place / MANIFEST).write_text(json.dumps(manifest), "utf-8")


def _refit(place: Path, path: str) -> None:
    """Make the manifest say what is there: anybody can."""

    def change(manifest: dict[str, object]) -> None:
        for file in manifest["files"]:  # type: ignore[attr-defined]
            if file["path"] == path:
                file["sha256"] = hashlib.sha256((place / path).read_bytes()).hexdigest()

    _forge_manifest(place, change)


def _change_entry(place: Path) -> None:
    with contextlib.closing(schema.open_appending(schema.path_of(place))) as connection:
        connection.execute("DROP TRIGGER bodies_unchanged")
        connection.execute("UPDATE bodies SET payload = x'80' WHERE seq = 5")
    _refit(place, "journal.db")


def _change_voice(place: Path) -> None:
    path = next(iter(SOUNDS))
    _flip(place / path)
    _refit(place, path)


def _without_voice(place: Path) -> None:
    def change(manifest: dict[str, object]) -> None:
        manifest["files"] = [f for f in manifest["files"] if f["path"] == "journal.db"]  # type: ignore[attr-defined]

    _forge_manifest(place, change)


@pytest.mark.parametrize(
    ("spoil", "status", "why"),
    [
        (lambda p: _flip(p / "journal.db"), INCOMPLETE, "journal.db: not as it was saved"),
        (lambda p: _flip(p / next(iter(SOUNDS))), INCOMPLETE, "c0.flac: not as it was saved"),
        (lambda p: (p / next(iter(SOUNDS))).unlink(), INCOMPLETE, "missing from the backup"),
        (lambda p: (p / MANIFEST).unlink(), REFUSED, "not a backup"),
        (lambda p: (p / MANIFEST).write_bytes(b"{"), INCOMPLETE, "damaged"),
        (lambda p: _forge_manifest(p, lambda m: m.update(format=9)), REFUSED, "newer Kopa"),
        (lambda p: _forge_manifest(p, lambda m: m.update(entries=20)), INCOMPLETE, "not the one the manifest names"),
        (lambda p: _forge_manifest(p, lambda m: m.update(files=[])), INCOMPLETE, "names no journal.db"),
        (_change_entry, INCOMPLETE, "not sound: entry 5"),
        (_change_voice, INCOMPLETE, "not the recording"),
        (_without_voice, INCOMPLETE, "its entry is there and it is not"),
    ],
)
def test_what_is_not_as_it_was_saved_is_not_restored(
    journal: Path,
    place: Path,
    tmp_path: Path,
    spoil: Callable[[Path], object],
    status: int,
    why: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    backup.save(journal, place)
    spoil(place)
    back = tmp_path / "somewhere" / "back"
    assert restore.restore(place, back) == status
    told = capsys.readouterr().err
    assert why in told
    assert told.count("\n") == 1
    assert not back.exists()
    assert left_over(back) == []


def test_a_path_in_the_manifest_cannot_lead_out(journal: Path, place: Path, tmp_path: Path) -> None:
    backup.save(journal, place)
    (place.parent / "evil").write_bytes(b"x")
    evil = {"path": "../evil", "bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    _forge_manifest(place, lambda m: m["files"].append(evil))  # type: ignore[attr-defined]
    assert restore.restore(place, tmp_path / "back" / "here") == INCOMPLETE
    assert list((tmp_path / "back").iterdir()) == []


def test_a_backup_cut_short_leaves_nothing(journal: Path, place: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.save(journal, place, bar=stop)
    assert not place.exists()
    assert left_over(place) == []


@pytest.mark.skipif(os.name == "nt", reason="NOT TESTED HERE: POSIX permissions")
def test_a_backup_is_for_this_account_only(journal: Path, place: Path) -> None:
    assert backup.backup(journal, place) == DONE
    for path in (place, *place.rglob("*")):
        assert not path.stat().st_mode & 0o077, path


def test_the_command(journal: Path, place: Path, tmp_path: Path) -> None:
    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "main.py"), *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    saved = run("backup", journal, place)
    assert (saved.returncode, saved.stderr) == (DONE, "")
    shutil.rmtree(journal)
    assert run("restore", place, journal).returncode == DONE
    assert {path: (journal / path).read_bytes() for path in SOUNDS} == SOUNDS
    nothing = run("backup", tmp_path / "nothing", tmp_path / "there")
    assert nothing.returncode == REFUSED
    assert "there is no journal here" in nothing.stderr
    assert nothing.stderr.count("\n") == 1
