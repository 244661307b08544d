"""verify --recordings: each recording is the one its entry names, or a later entry says that it was deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from journal import recordings
from main import main
from tests.journal.feed import everything
from tests.journal.history import History
from units.findings import VoiceRecorded
from units.keeping import Erased, Pruned


@pytest.fixture
def history(tmp_path: Path) -> History:
    """Two segments with eight recordings each."""
    history = History(tmp_path / "journal")
    history.traffic(40)
    history.turn("2026-10")
    history.traffic(40)
    return history


def named(history: History) -> list[tuple[int, VoiceRecorded]]:
    return [(e.seq, e.what) for e in everything(history.folder) if isinstance(e.what, VoiceRecorded)]


def run(*words: object) -> tuple[int, list[str]]:
    done = CliRunner().invoke(main, ["verify", *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output.splitlines()


def test_all_as_recorded(history: History) -> None:
    history.close()
    steps: list[tuple[int, int]] = []
    assert recordings.check(history.folder, lambda *step: steps.append(step)) == (16, [])
    assert len(steps) == 16
    status, said = run(history.folder, "--recordings")
    assert status == 0
    assert said[-1] == "SOUND: 16 recordings are as their entries say."
    assert run(history.folder)[1] == said[:-1], "only where it is asked for"


def test_missing_and_changed_ones_are_named(history: History) -> None:
    (gone, first), (changed, second) = named(history)[2], named(history)[11]
    (history.folder / first.path).unlink()
    (history.folder / second.path).write_bytes(b"fLaC another sound")
    history.close()
    assert run(history.folder)[0] == 0, "the record itself is sound"
    status, said = run(history.folder, "--recordings")
    assert status == 1
    assert said[-2:] == [
        f"BAD: the recording {first.path} of entry {gone}: it is missing.",
        f"BAD: the recording {second.path} of entry {changed}: it is not what was recorded.",
    ]


def test_many_are_counted(history: History) -> None:
    for _, what in named(history):
        (history.folder / what.path).unlink()
    history.close()
    status, said = run(history.folder, "--recordings")
    assert status == 1
    assert said[-1] == "BAD: so are 6 more recordings."


def test_what_a_later_entry_calls_gone_may_be_gone(history: History) -> None:
    some = [what for _, what in named(history)]
    history.append(Pruned(rule="voice 90 days", files=[what.sha256 for what in some[:3]]))
    history.append(Erased(action=1, files=[some[5].sha256]))
    for what in (*some[:3], some[5]):
        (history.folder / what.path).unlink()
    (history.folder / some[4].path).unlink()
    sound, wrong = recordings.check(history.folder)
    assert (sound, [found.recording.path for found in wrong]) == (11, [some[4].path])
    # overwritten, and the power went before it was unlinked
    (history.folder / some[5].path).write_bytes(bytes(10))
    assert len(recordings.check(history.folder)[1]) == 1
    # an entry accounts for what was before it, not for the same file recorded anew
    again = some[0]
    history.append(again)
    history.close()
    assert [found.why for found in recordings.check(history.folder)[1]] == ["it is missing"] * 2


def test_a_recording_finalised_twice(history: History) -> None:
    """A part found after a crash is finalised anew: the last word about a file counts."""
    first = named(history)[0][1]
    sound = b"fLaC longer than before"
    (history.folder / first.path).write_bytes(sound)
    assert len(recordings.check(history.folder)[1]) == 1
    history.append(history.recording(first.path, sound))
    history.close()
    assert recordings.check(history.folder) == (16, [])


def test_the_bytes_of_the_vocoder_are_checked_too(history: History) -> None:
    sound = history.recording("voice/x.ambe", b"frames")
    both = VoiceRecorded(
        call="x", group="g", path="", sha256="", seconds=1, rate=8000, started=1, codec="ambe",
        frames=sound.path, frames_sha256=sound.sha256,
    )  # fmt: skip
    history.append(both)
    history.close()
    assert recordings.check(history.folder)[0] == 17
    (history.folder / sound.path).write_bytes(b"other")
    assert [found.recording.path for found in recordings.check(history.folder)[1]] == [sound.path]


@pytest.mark.parametrize("path", ["../outside.flac", "/etc/hostname", "C:\\x.flac", ""])
def test_an_entry_cannot_lead_out_of_the_journal(history: History, path: str) -> None:
    (history.folder.parent / "outside.flac").write_bytes(b"secret")
    history.append(VoiceRecorded(call="x", group="g", path=path, sha256="00", seconds=1, rate=8000, started=1))
    history.close()
    assert [found.why for found in recordings.check(history.folder)[1]] == [
        "its entry names a place outside the journal"
    ]


def test_one_file_has_no_recordings(history: History) -> None:
    history.close()
    status, said = run(history.segments[0].path, "--recordings")
    assert status == 2
    assert len(said) == 1
    assert "this is one file" in said[0]


def test_a_bad_record_is_said_first(history: History) -> None:
    history.delete([3])
    history.close()
    assert run(history.folder, "--recordings") == (1, ["BAD: entry 3: its body was deleted, and no entry says why."])
