"""Checkpoints: made when due, over every program's entries, immutable; carried away and read back."""

from __future__ import annotations

import hashlib
import random
import time
from pathlib import Path

import apsw
import numpy as np
import pytest

from journal import checkpoint, clock, keys, schema
from journal.checkpoint import Checkpoint, heads_hash, item
from journal.log import Log
from journal.proof import draw
from journal.signing import Signer
from journal.verify import prove
from tests.journal.feed import fill, note
from tests.journal.forge import grow

zxingcpp = pytest.importorskip("zxingcpp", reason="NOT TESTED HERE: reading the QR code back needs zxing-cpp")


def numbers(folder: Path) -> list[tuple[int, int]]:
    connection = schema.open_reading(folder)
    try:
        rows = connection.execute("SELECT number, seq FROM checkpoints ORDER BY number").fetchall()
        return [(int(str(number)), int(str(seq))) for number, seq in rows]
    finally:
        connection.close()


def test_the_station_signs_everybodys_entries_within_a_second_or_so_and_at_its_end(folder: Path) -> None:
    station, console = Log(folder, "station"), Log(folder, "console", "1")
    station.append(note(1)).result(30)
    console.append(note(2)).result(30)
    end = time.monotonic() + 30
    while (found := checkpoint.newest(folder)) is None or found.seq < 3:
        assert time.monotonic() < end, "nobody signed"
        time.sleep(0.02)
    console.append(note(3)).result(30)
    station.close()
    console.append(note(4)).result(30)
    console.close()
    proof = prove(folder)
    assert proof.verdict == (True, 5, None, "")
    assert proof.signed.seq == 4, "what came after the station's end is not signed"
    assert proof.signed.publics == (keys.public_key(),)


def test_only_the_station_signs(folder: Path) -> None:
    fill(folder, 5, "console")
    assert checkpoint.newest(folder) is None
    assert not keys.private_file().exists()


def test_a_quiet_journal_gets_no_checkpoints(folder: Path) -> None:
    log = Log(folder, "station")
    log.append(note(1)).result(30)
    time.sleep(2.5)
    log.close()
    assert len(numbers(folder)) == 1


def test_a_flood_is_signed_every_thousand_entries_and_never_ten_times_a_second(folder: Path) -> None:
    log = Log(folder, "station")
    started = time.monotonic()
    for number in range(5000):
        last = log.append(note(number))
    last.result(30)
    seconds = time.monotonic() - started
    log.close()
    found = numbers(folder)
    assert found[-1] == (len(found), 5001)
    assert 1 <= len(found) <= seconds / 0.1 + 2


def test_it_is_due_after_a_second_or_a_thousand_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    mono = [50_000_000]
    monkeypatch.setattr(clock, "mono", lambda: mono[0])
    signer = Signer("aaaaaaaa")
    signer.count(999)
    mono[0] += 900_000
    assert not signer.due()
    signer.count(1)
    assert signer.due(), "a thousand"
    other = Signer("aaaaaaaa")
    other.count(5000)
    mono[0] += 50_000
    assert not other.due(), "but never more than ten a second"
    third = Signer("aaaaaaaa")
    mono[0] += 1_000_000
    assert third.due(), "a second"


def test_heads_are_what_a_third_party_makes_them() -> None:
    """With SHA-256 and the words at the head of journal/checkpoint.py."""
    one, two = bytes(range(32)), bytes(range(32, 64))
    said = b"\0\1a" + bytes(7) + b"\x07" + one + b"\0\3\xc4\x93b" + bytes(6) + b"\x01\x00" + two
    assert heads_hash([item("ēb", 256, two), item("a", 7, one)]) == hashlib.sha256(said).digest()


def test_a_lock_held_by_another_program_delays_only_the_signature(folder: Path) -> None:
    fill(folder, 3)
    before = numbers(folder)
    fill(folder, 3, "console")
    blocker, own = (schema.open_appending(schema.path_of(folder)) for _ in range(2))
    blocker.execute("BEGIN IMMEDIATE")
    signer = Signer("aaaaaaaa")
    assert not signer.sign(own), "it does not wait for the lock to be let go"
    assert not own.in_transaction
    blocker.execute("COMMIT")
    assert signer.sign(own)
    assert not signer.sign(own), "nothing new"
    blocker.close()
    own.close()
    assert len(numbers(folder)) == len(before) + 1


def test_without_its_key_the_station_records_all_the_same(folder: Path) -> None:
    keys.signing_key()
    keys.private_file().write_bytes(b"damaged")
    fill(folder, 5)
    assert prove(folder).verdict == (True, 6, None, "")
    assert checkpoint.newest(folder) is None


def test_an_older_journal_gets_its_checkpoints_when_a_station_opens_it(folder: Path) -> None:
    fill(folder, 5)
    connection = apsw.Connection(str(schema.path_of(folder)))
    connection.execute("DROP TABLE checkpoints; DROP TABLE signers")
    connection.close()
    assert prove(folder).verdict.ok
    assert checkpoint.newest(folder) is None
    fill(folder, 2)
    assert numbers(folder) == [(1, 8)]
    assert prove(folder).signed.seq == 8


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE checkpoints SET wall = 0",
        "DELETE FROM checkpoints",
        "INSERT OR REPLACE INTO checkpoints SELECT * FROM checkpoints",
        "INSERT INTO checkpoints SELECT number + 2, seq + 1, wall, signer, heads, previous, signature FROM checkpoints",
        "INSERT INTO checkpoints SELECT number + 1, seq + 1, wall, signer, heads, previous, signature FROM checkpoints",
        "INSERT INTO checkpoints SELECT number + 1, seq, wall, signer, heads, previous, signature FROM checkpoints",
        "UPDATE signers SET installation = 'x'",
        "DELETE FROM signers",
    ],
)
def test_a_checkpoint_refuses_to_be_changed(folder: Path, order: str) -> None:
    fill(folder, 3)
    connection = apsw.Connection(str(schema.path_of(folder)))
    with pytest.raises(apsw.ConstraintError, match=r"immutable|in order"):
        connection.execute(order)
    connection.close()


@pytest.fixture
def made(folder: Path) -> Checkpoint:
    grow(folder, 20)
    found = checkpoint.newest(folder)
    assert found is not None
    return found


def test_an_anchor_is_read_back(made: Checkpoint) -> None:
    assert made.sound
    text = checkpoint.render(made)
    assert checkpoint.parse(text) == made
    assert checkpoint.parse("\ufeff" + text.replace("\n", "\r\n")) == made, "as a Windows editor saves it"
    assert checkpoint.parse(checkpoint.code(made)) == made
    assert checkpoint.parse(f"\n{checkpoint.code(made).lower()}\n") == made
    assert keys.fingerprint(made.public) in text


def test_a_damaged_anchor_is_refused(made: Checkpoint) -> None:
    """Any letter of what counts: either it is no checkpoint any more, or its signature does not fit."""
    chance = random.Random(3)
    for text in (checkpoint.render(made), checkpoint.code(made)):
        start = text.rfind("#")
        start = text.index("\n", start) if start >= 0 else 6
        places = [at for at in range(start, len(text)) if text[at] in "0123456789abcdefABCDEF"]
        for at in chance.sample(places, 60):
            other = chance.choice([letter for letter in "23" if letter != text[at]])
            with pytest.raises(ValueError, match="checkpoint"):
                checkpoint.parse(text[:at] + other + text[at + 1 :])
        for at in chance.sample(range(start, len(text) - 3), 20):
            with pytest.raises(ValueError, match="checkpoint"):
                checkpoint.parse(text[:at])


@pytest.mark.parametrize("text", ["", "KOPA1:", "KOPA1:AAAA", "# nothing", "journal: 1\n" * 9, "x" * 20_000, "KOPA1:ž"])
def test_rubbish_is_no_anchor(text: str) -> None:
    with pytest.raises(ValueError, match="no checkpoint"):
        checkpoint.parse(text)


def test_the_printed_code_is_read_by_another_program(made: Checkpoint) -> None:
    """The letters of the terminal as a picture, given to zxing."""
    lines = draw(made).splitlines()
    assert len(lines) <= 45
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines[0]) <= 80, "it fits a terminal"
    light = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}
    rows = [[light[letter][half] for letter in line] for line in lines for half in (0, 1)]
    image = np.kron(np.array(rows, np.uint8) * 255, np.ones((6, 6), np.uint8))
    found = zxingcpp.read_barcode(np.ascontiguousarray(image))
    assert found is not None
    assert checkpoint.parse(found.text) == made
