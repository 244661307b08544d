"""Tampering bites: every forgery is detected and the first bad entry named; a cut-off end with an anchor, and only then."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journal import checkpoint, keys
from journal.verify import prove, verify
from main import main
from tests.journal.forge import EACH, FORGERIES, copied, cut, forge, grow, opened, rechain, resign, signed_at

COUNT = 40


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("sound")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOPA_HOME", str(base / "home"))
        (base / "runtime").mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(base / "runtime"))
        grow(base / "journal", COUNT)
    return base / "journal"


@pytest.fixture
def own_key(sound: Path, monkeypatch: pytest.MonkeyPatch) -> Ed25519PrivateKey:
    """The installation's own key in the hands of whoever forges."""
    with monkeypatch.context() as patch:
        patch.setenv("KOPA_HOME", str(sound.parent / "home"))
        return keys.signing_key()


@pytest.fixture
def anchor(sound: Path) -> checkpoint.Checkpoint:
    found = checkpoint.newest(sound)
    assert found is not None
    return found


def test_a_sound_journal_is_sound(sound: Path, tmp_path: Path, anchor: checkpoint.Checkpoint) -> None:
    verdict, signed, _ = prove(copied(sound, tmp_path / "copy"), anchor=anchor)
    assert verdict == (True, COUNT, None, "")
    assert (signed.seq, signed.checkpoints) == (COUNT, len(signed_at(COUNT)))
    assert signed.publics == (anchor.public,)


def _tamper(sound: Path, tmp_path: Path, times: int) -> None:
    anchor = checkpoint.newest(sound)
    assert anchor is not None
    chance = random.Random(times)
    seen = set()
    for number in range(times):
        copy = copied(sound, tmp_path / "copy")
        done = forge(copy, COUNT, chance)
        alone, anchored = prove(copy).verdict, prove(copy, anchor=anchor).verdict
        assert (alone.ok, alone.first_bad) == ((True, None) if done.cut else (False, done.first_bad)), (
            number,
            done,
            alone,
        )
        assert (anchored.ok, anchored.first_bad) == (False, done.first_bad), (number, done, anchored)
        seen.add(done.what.split()[0])
    assert len(seen) >= len(FORGERIES) - 2, "the forgeries are of many sorts"


def test_150_random_forgeries(sound: Path, tmp_path: Path) -> None:
    _tamper(sound, tmp_path, 150)


@pytest.mark.soak
def test_1000_random_forgeries(sound: Path, tmp_path: Path) -> None:
    _tamper(sound, tmp_path, 1000)


@pytest.mark.parametrize("seq", [1, EACH, EACH + 1, COUNT - 1])
def test_a_cut_is_seen_with_an_anchor_and_only_then(
    sound: Path, tmp_path: Path, anchor: checkpoint.Checkpoint, seq: int
) -> None:
    copy = copied(sound, tmp_path / "copy")
    with opened(copy) as connection:
        cut(connection, seq)
    assert verify(copy).ok, "the control: without an anchor nobody can know that there was more"
    verdict = prove(copy, anchor=anchor).verdict
    assert (verdict.ok, verdict.first_bad) == (False, seq + 1)
    assert "cut off" in verdict.why


def test_a_journal_signed_anew_with_another_key(sound: Path, tmp_path: Path, anchor: checkpoint.Checkpoint) -> None:
    copy = copied(sound, tmp_path / "copy")
    with opened(copy) as connection:
        connection.execute("UPDATE entries SET wall = wall + 60000000 WHERE seq = 20")
        rechain(connection)
        resign(connection, Ed25519PrivateKey.generate())
    assert verify(copy).ok, "the control: the chain and every signature fit"
    verdict = prove(copy, anchor=anchor).verdict
    assert not verdict.ok
    assert verdict.first_bad is not None
    assert verdict.first_bad <= 20
    assert "another key" in verdict.why
    assert keys.fingerprint(anchor.public) in verdict.why


def test_what_follows_the_anchor_under_another_key(sound: Path, tmp_path: Path, anchor: checkpoint.Checkpoint) -> None:
    """The journal goes on under another key (restored on another machine, or forged from there): said, never silent."""
    copy = copied(sound, tmp_path / "copy")
    grow(copy, COUNT + 9, install="bbbbbbbb")
    alone, anchored = prove(copy), prove(copy, anchor=anchor)
    assert alone.verdict.ok
    assert len(alone.signed.publics) == 2
    assert (anchored.verdict.ok, anchored.verdict.first_bad) == (False, COUNT + 1)


def test_the_key_itself_in_wrong_hands(
    sound: Path, tmp_path: Path, anchor: checkpoint.Checkpoint, own_key: Ed25519PrivateKey
) -> None:
    """Who holds the key can make all of it anew; an anchor from before still says so, and from where on."""
    copy = copied(sound, tmp_path / "copy")
    with opened(copy) as connection:
        connection.execute("UPDATE entries SET wall = wall + 60000000 WHERE seq = ?", (COUNT - 1,))
        rechain(connection)
        resign(connection, own_key, after=signed_at(COUNT)[-2])
    assert verify(copy).ok
    verdict = prove(copy, anchor=anchor).verdict
    assert (verdict.ok, verdict.first_bad) == (False, signed_at(COUNT)[-2] + 1)
    assert "made anew" in verdict.why


def test_set_back_and_gone_on(
    sound: Path, tmp_path: Path, anchor: checkpoint.Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older copy put back, and the same installation recorded on: longer than the anchor, and another history."""
    copy = copied(sound, tmp_path / "copy")
    with opened(copy) as connection:
        cut(connection, 3 * EACH)
    monkeypatch.setenv("KOPA_HOME", str(sound.parent / "home"))
    grow(copy, COUNT + 20, after=1000)
    assert verify(copy).ok
    verdict = prove(copy, anchor=anchor).verdict
    assert not verdict.ok
    assert verdict.first_bad is not None
    assert verdict.first_bad <= COUNT
    assert "made anew" in verdict.why


def test_checkpoints_taken_away(sound: Path, tmp_path: Path, anchor: checkpoint.Checkpoint) -> None:
    copy = copied(sound, tmp_path / "copy")
    with opened(copy) as connection:
        connection.execute("DROP TABLE checkpoints")
    assert verify(copy).ok
    verdict = prove(copy, anchor=anchor).verdict
    assert (verdict.ok, verdict.first_bad) == (False, 1)


def test_an_older_anchor_serves_a_journal_that_grew(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPA_HOME", str(sound.parent / "home"))
    copy = copied(sound, tmp_path / "copy")
    before = checkpoint.newest(copy)
    grow(copy, COUNT + 30)
    grow(copy, COUNT + 33, sign=False)
    verdict, signed, _ = prove(copy, anchor=before)
    assert verdict == (True, COUNT + 33, None, "")
    assert signed.seq == COUNT + 30


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_the_command_needs_nothing_but_the_file(sound: Path, tmp_path: Path, home: Path) -> None:
    copy = copied(sound, tmp_path / "elsewhere")
    renamed = tmp_path / "evidence.db"
    renamed.write_bytes((copy / "journal.db").read_bytes())
    for place in (copy, copy / "journal.db", renamed):
        status, said = run("verify", place)
        assert status == 0, said
        assert said.startswith(f"SOUND: {COUNT} entries in an unbroken chain, signed up to entry {COUNT}")
        assert "Not proven without an anchor" in said
    assert not home.exists(), "whoever checks needs no installation and gets none"
    assert renamed.read_bytes() == (sound / "journal.db").read_bytes()


def test_the_command_names_the_first_bad_entry_and_its_status(sound: Path, tmp_path: Path) -> None:
    anchor, copy = tmp_path / "anchor.txt", copied(sound, tmp_path / "copy")
    assert run("checkpoint", sound, "--out", anchor) == (0, "")
    assert run("verify", copy, "--anchor", anchor)[0] == 0
    with opened(copy) as connection:
        cut(connection, 20)
    assert run("verify", copy)[0] == 0
    status, said = run("verify", copy, "--anchor", anchor)
    assert status == 1
    assert re.search(r"BAD: the end is cut off: .*entries 21 to 40", said)
    with opened(copy) as connection:
        connection.execute("UPDATE bodies SET payload = x'00' WHERE seq = 9")
    assert run("verify", copy) == (1, "BAD: entry 9: its body was changed.\n")


def test_what_cannot_be_read_is_two_and_one_sentence(sound: Path, tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.txt"
    rubbish.write_bytes(b"\xff\xfe no anchor")
    for words in (
        ("verify", tmp_path / "nowhere"),
        ("verify", rubbish),
        ("verify", sound, "--anchor", rubbish),
        ("verify", sound, "--anchor", tmp_path / "missing.txt"),
        ("checkpoint", tmp_path / "nowhere"),
        ("checkpoint", sound, "--out", tmp_path / "no" / "folder.txt"),
    ):
        status, said = run(*words)
        assert status == 2, said
        assert said.count("\n") == 1, said


def test_a_journal_of_before_there_were_checkpoints(tmp_path: Path) -> None:
    demo = Path(__file__).resolve().parents[2] / "resources" / "demo" / "exercise"
    copy = copied(demo, tmp_path / "demo")
    with opened(copy) as connection:
        connection.execute("DROP TABLE IF EXISTS checkpoints; DROP TABLE IF EXISTS signers")
    status, said = run("verify", copy)
    assert status == 0
    assert "nothing is signed" in said
    assert run("checkpoint", copy)[0] == 2
