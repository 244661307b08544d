"""A journal of several segments is proven in one go, and whatever is done to any of its files is named."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import apsw
import pytest
from click.testing import CliRunner

from journal import checkpoint, schema
from journal.checkpoint import Checkpoint
from journal.errors import JournalError
from journal.verify import Proof, prove, verify
from main import main
from tests.journal.feed import note
from tests.journal.forge import numbers
from tests.journal.forge_history import FORGERIES, Copy
from tests.journal.history import History, make
from units.keeping import Pruned


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> list[History]:
    """A whole journal, and one whose first file is gone."""
    base = tmp_path_factory.mktemp("histories")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOPA_HOME", str(base / "home"))
        (base / "runtime").mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(base / "runtime"))
        return [make(base / "whole"), make(base / "pruned", first_gone=True)]


@pytest.fixture
def whole(histories: list[History], tmp_path: Path) -> Copy:
    return Copy(histories[0], tmp_path / "copy", random.Random(1))


@pytest.fixture
def pruned(histories: list[History], tmp_path: Path) -> Copy:
    return Copy(histories[1], tmp_path / "copy", random.Random(1))


def anchor_of(folder: Path) -> Checkpoint:
    found = checkpoint.newest(folder)
    assert found is not None
    return found


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_a_sound_history_is_sound(histories: list[History]) -> None:
    for history in histories:
        anchor = anchor_of(history.folder)
        first, last = history.segments[0].first, history.segments[-1].last
        verdict, signed, scope = prove(history.folder, anchor=anchor)
        assert verdict == (True, last - first + 1, None, "")
        assert (signed.seq, signed.anchored) == (last, True)
        assert (scope.first, scope.last, scope.left, scope.unexplained) == (first, last, 0, 0)
        assert scope.compacted > 0
        assert scope.deleted > 0
        assert scope.pruned == (() if first == 1 else ((1, first - 1),))


def test_a_later_file_of_a_newer_program_is_no_forgery(whole: Copy) -> None:
    with whole.opened(whole.segments[-1]) as connection:
        connection.execute("PRAGMA user_version = 99")
    status, said = run("verify", whole.folder)
    assert (status, said.count("\n")) == (2, 1)
    assert "written by a newer Kopa (format 99" in said


def judged(copy: Copy, anchor: Checkpoint | None) -> tuple[bool, int | None]:
    try:
        return prove(copy.folder, anchor=anchor).verdict[::2]
    except JournalError as error:  # the first file itself cannot be read
        assert copy.segments[0].path.name in str(error)
        return False, copy.blamed(copy.first)


def _tamper(histories: list[History], place: Path, times: int) -> None:
    chance = random.Random(times)
    anchors = [anchor_of(history.folder) for history in histories]
    seen: Counter[str] = Counter()
    for number in range(times):
        which = number % 2
        copy = Copy(histories[which], place / "copy", chance)
        how = chance.choice(FORGERIES)
        done = how(copy)
        ok, first_bad = judged(copy, None)
        assert ok == done.cut, (number, done)
        assert ok or first_bad in done.first_bad or how.__name__ == "_truncated", (number, done, first_bad)
        ok, first_bad = judged(copy, anchors[which])
        assert not ok, (number, done)
        assert first_bad in done.first_bad or how.__name__ == "_truncated", (number, done, first_bad)
        seen[how.__name__] += 1
    assert len(seen) == len(FORGERIES), "the forgeries are of all sorts"


def test_150_random_forgeries(histories: list[History], tmp_path: Path) -> None:
    _tamper(histories, tmp_path, 150)


@pytest.mark.soak
def test_1000_random_forgeries(histories: list[History], tmp_path: Path) -> None:
    _tamper(histories, tmp_path, 1000)


# One file alone


def test_a_copy_of_any_one_file_is_proven_and_says_what_it_stands_for(
    histories: list[History], tmp_path: Path, home: Path
) -> None:
    shutil.rmtree(home, ignore_errors=True)
    for place, segment in enumerate(histories[0].segments):
        copy = tmp_path / f"evidence {place}.db"
        shutil.copyfile(segment.path, copy)
        status, said = run("verify", copy)
        assert status == 0, said
        assert said.startswith(f"SOUND: {segment.last - segment.first + 1} entries")
        assert (f"({segment.first} to {segment.last})" in said) == (place > 0)
        assert (f"the entries before {segment.first} were not there to be checked" in said) == (place > 0)
        assert ("The record goes on in journal-2026-1" in said) == (place < 2)
        assert ("if the record says why, it does so in a later segment" in said) == (place < 2)
        assert copy.read_bytes() == segment.path.read_bytes()
    assert not home.exists(), "whoever checks needs no installation and gets none"


def test_one_file_alone_bites(whole: Copy) -> None:
    for segment in whole.segments:
        with whole.opened(segment) as connection:
            seq = whole.any_body(connection, f"e.seq > {segment.first}")
            connection.execute("UPDATE bodies SET payload = x'80' WHERE seq = ?", (seq,))
        assert verify(segment.path)[::2] == (False, seq)


def test_what_one_file_takes_up_is_signed(whole: Copy) -> None:
    """The chain can be made anew over other beginnings; the checkpoint the segment begins with says what they were."""
    segment = whole.segments[1]
    with whole.opened(segment) as connection:
        connection.execute("UPDATE origins SET past = past + 1, genesis = zeroblob(32) WHERE id = 2")
        connection.execute("DELETE FROM bodies; DELETE FROM entries WHERE origin = 2")
    verdict = verify(segment.path)
    assert not verdict.ok
    assert verdict.first_bad == 1
    assert "not what checkpoint" in verdict.why


def test_an_anchor_that_cannot_be_held_is_said_and_no_success(histories: list[History], tmp_path: Path) -> None:
    first, second, third = histories[0].segments
    files = {}
    for segment in (first, second, third):
        files[segment] = tmp_path / f"{segment.first}.txt"
        found = checkpoint.newest(segment.path)
        assert found is not None
        files[segment].write_text(checkpoint.render(found))
    assert run("verify", first.path, "--anchor", files[first])[0] == 0
    assert run("verify", second.path, "--anchor", files[first])[0] == 0, "it takes up exactly that one"
    for segment, anchor in ((first, files[third]), (third, files[first])):
        status, said = run("verify", segment.path, "--anchor", anchor)
        assert status == 2
        assert said.startswith("SOUND")
        assert "could not be held against them" in said
    # the same where the anchor's entries were pruned
    anchored = prove(histories[1].folder, anchor=checkpoint.newest(histories[1].segments[-1].path))
    assert anchored.signed.anchored


def test_an_anchor_needs_no_stored_checkpoint(tmp_path: Path) -> None:
    """Anchors of any moment serve, whether or not thinning left the checkpoint they are."""
    taken: list[Checkpoint] = []

    class Watched(History):
        def sign(self) -> None:
            super().sign()
            taken.append(anchor_of(self.folder))

    history = Watched(tmp_path / "journal")
    for month in ("2026-10", "2026-11"):
        history.traffic(60)
        history.turn(month)
    history.traffic(20)
    before = _stored(history)
    history.thin()
    history.close()
    assert _stored(history) < before
    for anchor in taken:
        verdict, signed, _ = prove(history.folder, anchor=anchor)
        assert verdict.ok, (anchor.number, verdict)
        assert signed.anchored


def _stored(history: History) -> int:
    found = 0
    for segment in history.segments:
        connection = schema.open_reading(segment.path)
        found += len(numbers(connection, "SELECT number FROM checkpoints"))
        connection.close()
    return found


# Deletions that were interrupted


def test_bodies_that_are_still_there_are_counted_and_nothing_bad(tmp_path: Path) -> None:
    """The finding is on disk before the first body goes: a power cut leaves bodies."""
    history = History(tmp_path / "journal")
    positions = history.traffic(40)
    texts = history.texts()
    history.compact(positions[:4], 1, delete=False)
    history.prune(texts[:3], delete=False)
    history.close()
    verdict, _, scope = prove(history.folder)
    assert verdict.ok
    assert (scope.left, scope.compacted, scope.deleted) == (7, 0, 0)
    status, said = run("verify", history.folder)
    assert status == 0
    assert "7 bodies are still there although the record calls them gone" in said


def test_a_chunk_that_is_still_there_although_it_was_pruned(tmp_path: Path) -> None:
    history = History(tmp_path / "journal")
    positions = history.traffic(40)
    history.compact(positions[:4], 1)
    history.append(Pruned(rule="positions 1 day", chunks=[1]))
    history.close()
    assert verify(history.folder).ok


def test_a_compaction_interrupted_before_it_was_put_on_record(tmp_path: Path) -> None:
    """Chunks and window without a finding: the bodies must be there, and the chunk say the same."""
    history = History(tmp_path / "journal")
    positions = history.traffic(40)
    history.store(positions[:4], 1)
    history.close()
    assert verify(history.folder).ok
    with apsw.Connection(str(schema.path_of(history.folder))) as connection:
        connection.execute("UPDATE position_windows SET fixes = fixes + 1")
    verdict = verify(history.folder)
    assert (verdict.ok, verdict.first_bad) == (False, positions[0])
    assert "no entry says so" in verdict.why


def test_positions_put_in_chunks_by_somebody_else(tmp_path: Path) -> None:
    """Readers believe chunks: a window that no entry made must not have them believe another place."""
    history = History(tmp_path / "journal")
    positions = history.traffic(40)
    history.store(positions[:4], 1, moved=0.5)
    history.close()
    verdict = verify(history.folder)
    assert (verdict.ok, verdict.first_bad) == (False, positions[0])


# While the journal is at work


class _At:
    """Does something when a proof has come so far."""

    def __init__(self, after: int, what: object) -> None:
        self.after, self.what, self.done = after, what, False

    def __call__(self, seq: int, of: int) -> None:
        if seq >= self.after and not self.done:
            self.done = True
            self.what()  # type: ignore[operator]


@pytest.fixture
def growing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    monkeypatch.setattr("journal.walk._CHUNK", 10)
    history = History(tmp_path / "journal")
    history.traffic(60)
    return history


def test_bodies_that_go_while_the_proof_runs(growing: History) -> None:
    positions, texts = growing.texts("Located"), growing.texts()

    def keep() -> None:
        growing.compact(positions[10:14], 1)
        growing.prune(texts[6:9])

    proof = prove(growing.folder, _At(20, keep))
    assert proof.verdict.ok, proof
    assert proof.scope.compacted == 4
    growing.close()


def test_a_journal_that_turns_while_the_proof_runs(growing: History) -> None:
    texts = growing.texts()

    def turn() -> None:
        growing.turn("2026-10")
        growing.prune(texts[6:9])
        growing.thin()

    proof = prove(growing.folder, _At(20, turn))
    assert proof.verdict == (True, 61, None, ""), "what was there when it came to the last file"
    assert prove(growing.folder).scope.segments == 2
    growing.close()


def test_a_file_that_is_pruned_while_the_proof_runs(growing: History) -> None:
    growing.turn("2026-10")
    growing.traffic(20)
    growing.turn("2026-11")
    growing.traffic(20)

    def unlink() -> None:
        growing.unlink_first()
        growing.unlink_first()

    proof: Proof = prove(growing.folder, _At(20, unlink))
    assert proof.verdict.ok, proof
    assert len(proof.scope.pruned) == 1, "the first was open, the second went before the proof came to it"
    assert prove(growing.folder).scope.pruned == ((1, growing.segments[0].first - 1),)
    growing.close()


# Segments that were unlinked


def test_a_segment_that_is_still_there_although_it_was_pruned(tmp_path: Path) -> None:
    history = History(tmp_path / "journal")
    history.traffic(20)
    history.turn("2026-10")
    kept = tmp_path / "kept.db"
    shutil.copyfile(history.segments[0].path, kept)
    history.unlink_first(unlink=False)
    history.append(note(1))
    history.close()
    assert verify(history.folder).ok
    shutil.copyfile(kept, history.folder / "journal.db")
    proof = prove(history.folder)
    assert proof.verdict.ok, "its bodies are still there: the deletion was interrupted"
    assert proof.scope.left > 10


def test_what_follows_a_pruned_segment_must_take_it_up(tmp_path: Path) -> None:
    """A finding excuses that file and no other history."""
    history = History(tmp_path / "journal")
    history.traffic(20)
    history.turn("2026-10")
    history.unlink_first(heads=[("aaaaaaaa/station", 3, bytes(32))])
    history.close()
    verdict = verify(history.folder)
    assert not verdict.ok
    assert verdict.first_bad == history.segments[0].first
    assert "take up" in verdict.why


def test_segments_pruned_one_after_the_other(tmp_path: Path) -> None:
    """Also when the segment in which an entry says of the first that it went, has gone itself."""
    history = History(tmp_path / "journal")
    for month in range(3, 9):
        history.traffic(10)
        history.turn(f"2026-{month:02}")
        if len(history.segments) > 2:
            history.unlink_first()
    history.close()
    first = history.segments[0].first
    proof = prove(history.folder)
    assert proof.verdict.ok, proof
    assert proof.scope.pruned == ((1, first - 1),)
    history.segments[0].path.unlink()
    verdict = verify(history.folder)
    assert (verdict.ok, verdict.first_bad) == (False, first), "of this one no entry says that it went"


@pytest.mark.parametrize("named", [True, False])
def test_a_segment_missing_in_the_middle(tmp_path: Path, named: bool) -> None:
    history = History(tmp_path / "journal")
    for month in ("2026-10", "2026-11"):
        history.traffic(20)
        history.turn(month)
    gone = history.segments[1]
    history.unlink_first(index=1) if named else gone.path.unlink()
    history.close()
    proof = prove(history.folder)
    assert (proof.verdict.ok, proof.verdict.first_bad) == (named, None if named else gone.first), proof
    if named:
        assert proof.scope.pruned == ((gone.first, gone.last),)
        assert f"The entries {gone.first} to {gone.last} were pruned" in run("verify", history.folder)[1]
