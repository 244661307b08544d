"""A backup of a journal of several files, made while they turn, are pruned, compacted and erased from."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from journal import backup, restore
from journal.backup import DONE, INCOMPLETE, REFUSED
from journal.errors import JournalError
from journal.manifest import NAME
from journal.proof import verify as command
from journal.reader import Reader
from journal.verify import prove
from tests.journal.feed import everything
from tests.journal.history import History
from units.keeping import BackedUp, Erased, ErasureAsked


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """Two closed segments and an open one, with recordings; copied a page at a time."""
    monkeypatch.setattr(backup, "_PAGES", 4)
    history = History(tmp_path / "journal")
    for month in ("2026-10", "2026-11"):
        history.traffic(40)
        history.turn(month)
    history.traffic(40)
    history.sign()
    return history


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "saved" / "monday"


def told(history: History) -> list[BackedUp]:
    return [entry.what for entry in everything(history.folder) if isinstance(entry.what, BackedUp)]


def brought_back(place: Path) -> Path:
    back = place.parent / "back"
    assert restore.restore(place, back) == DONE
    return back


def test_there_and_back(history: History, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = history.segments[-1].last
    assert backup.backup(history.folder, place) == DONE
    voices = len(list((history.folder / "voice").iterdir()))
    assert f"{last} entries and {voices} recordings saved" in capsys.readouterr().out
    names = sorted(path.name for path in place.iterdir())
    assert names == ["journal-2026-10.db", "journal-2026-11.db", "journal.db", NAME, "voice"]
    assert told(history) == [BackedUp(path=str(place.resolve()), upto=last)]
    back = brought_back(place)
    assert everything(back) == everything(history.folder)[:last]
    assert command(back, None, with_recordings=True) == DONE
    history.close()


def test_a_journal_whose_first_files_were_pruned(history: History, place: Path) -> None:
    history.unlink_first()
    assert backup.backup(history.folder, place) == DONE
    proof = prove(brought_back(place))
    assert proof.verdict.ok
    assert proof.scope.pruned[0][0] == 1
    history.close()


class Meanwhile:
    """Does one thing after so many steps of the copy."""

    def __init__(self, after: int, what: Callable[[], object]) -> None:
        self.steps, self.after, self.what = 0, after, what

    def __call__(self, done: int, of: int) -> None:
        self.steps += 1
        if self.steps == self.after:
            self.what()


def steps_of(history: History, place: Path) -> int:
    """How many steps a copy takes."""
    count = Meanwhile(0, lambda: None)
    backup.save(history.folder, place.parent / "before", bar=count)
    return count.steps


@pytest.mark.parametrize("share", [0.01, 0.2, 0.4, 0.6, 0.8])
@pytest.mark.parametrize("what", ["turn", "prune", "prune two", "compact", "texts", "thin", "all"])
def test_whatever_is_done_meanwhile(history: History, place: Path, what: str, share: float) -> None:
    """The copy is sound, and holds no less than what was there when it began (but what was lawfully taken away)."""
    positions, texts = history.texts("Located"), history.texts()

    def do() -> None:
        if what in ("compact", "all"):
            history.compact(positions[2:9], 1)
            history.compact(positions[20:24], 2)
        if what in ("texts", "all"):
            history.prune(texts[1:4] + texts[9:12] + texts[-3:])
        if what in ("turn", "all"):
            history.turn("2026-12")
            history.traffic(10)
        if what in ("thin", "all"):
            history.thin()
        if what in ("prune", "prune two", "all"):
            history.unlink_first()
        if what in ("prune two", "all"):
            history.unlink_first()

    steps = steps_of(history, place)
    last = everything(history.folder)[-1].seq
    made = backup.save(history.folder, place, bar=Meanwhile(max(1, int(steps * share)), do))
    assert made.entries >= last
    proof = prove(brought_back(place))
    assert proof.verdict.ok, proof
    history.close()


def erase(history: History, seq: int, backups: list[str]) -> None:
    history.append(Erased(action=1, entries=[(seq, seq)], backups=backups))
    history.delete([seq])


def test_an_erasure_before_the_copy_was_put_on_record(history: History, place: Path) -> None:
    """Nobody could be told where the data still is: so it is nowhere."""
    with pytest.raises(JournalError, match="erased meanwhile"):
        backup.save(history.folder, place, bar=Meanwhile(1, lambda: erase(history, 3, [])))
    assert not place.exists()
    assert not list(place.parent.iterdir())
    history.close()


def test_an_erasure_that_names_the_copy(history: History, place: Path) -> None:
    steps = steps_of(history, place)

    def late() -> None:
        assert told(history)[-1].path == str(place.resolve()), "it is on record before the newest file is copied"
        erase(history, 3, [str(place.resolve())])

    backup.save(history.folder, place, bar=Meanwhile(steps - 10, late))
    assert prove(place).verdict.ok
    history.close()


def test_an_erasure_that_is_not_finished(history: History, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = history.append(ErasureAsked(seat="1", operator="ja", erasure="1", sort="call", subject="c", reason="r"))
    history.append(Erased(action=asked, entries=[(3, 3), (asked, asked)]))
    assert backup.backup(history.folder, place) == REFUSED
    assert "an erasure is under way" in capsys.readouterr().err
    history.delete([3, asked])
    assert backup.backup(history.folder, place) == DONE
    history.close()


def test_a_recording_that_was_pruned_is_not_missed(history: History, place: Path) -> None:
    with contextlib.closing(Reader(history.folder)) as reader:
        found = reader.entries(0, 2, kind="VoiceRecorded")
    what = [entry.what for entry in found]
    for entry in what:
        (history.folder / entry.path).unlink()  # type: ignore[union-attr]
    assert backup.backup(history.folder, place) == INCOMPLETE
    shutil.rmtree(place)
    history.append(Erased(action=1, files=[entry.sha256 for entry in what]))  # type: ignore[union-attr]
    assert backup.backup(history.folder, place) == DONE
    assert command(brought_back(place), None, with_recordings=True) == DONE
    history.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="NOT TESTED HERE: root writes everywhere")
def test_a_journal_that_takes_no_entries_is_saved_all_the_same(history: History, place: Path) -> None:
    history.close()
    for path in (*history.folder.rglob("*"), history.folder):
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        assert backup.backup(history.folder, place) == DONE
    finally:
        history.folder.chmod(0o700)


def test_a_journal_whose_disk_is_full_is_saved_all_the_same(
    history: History, place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise JournalError("The disk is full.")

    monkeypatch.setattr(backup, "Log", refuse)
    assert backup.backup(history.folder, place) == DONE
    assert "Not on record that this copy was made: The disk is full." in capsys.readouterr().err
    history.close()


def _without(place: Path, name: str) -> None:
    manifest = json.loads((place / NAME).read_text("utf-8"))
    manifest["files"] = [file for file in manifest["files"] if file["path"] != name]
    (place / NAME).write_text(json.dumps(manifest), "utf-8")


@pytest.mark.parametrize("name", ["journal.db", "journal-2026-10.db", "journal-2026-11.db"])
def test_a_manifest_that_leaves_out_a_file_of_the_record(history: History, place: Path, name: str) -> None:
    backup.save(history.folder, place)
    _without(place, name)
    assert restore.restore(place, place.parent / "back") == INCOMPLETE
    assert not (place.parent / "back").exists()
    history.close()
