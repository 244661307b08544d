"""The proof bites: whatever is changed behind the programs' back is found, and the first bad entry named."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import chain, schema
from journal.log import Log
from journal.verify import verify
from tests.journal.feed import fill, note

TRIGGERS = (
    "entries_kept",
    "entries_unchanged",
    "entries_in_order",
    "bodies_unchanged",
    "bodies_once",
    "origins_kept",
    "origins_unchanged",
    "journal_kept",
    "journal_unchanged",
)
COUNT = 40


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of two origins whose entries take turns."""
    base = tmp_path_factory.mktemp("sound")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOPA_HOME", str(base / "home"))
        (base / "runtime").mkdir()
        patch.setenv("XDG_RUNTIME_DIR", str(base / "runtime"))
        logs = [Log(base / "journal", "station"), Log(base / "journal", "console", "1")]
        for number in range(COUNT - 1):
            logs[number % 2].append(note(number), raw=b"raw %d" % number).result(30)
        for log in logs:
            log.close()
    return base / "journal"


def tampered(sound: Path, copy: Path, order: str, *terms: object) -> Path:
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(sound, copy)
    connection = apsw.Connection(str(schema.path_of(copy)))
    for trigger in TRIGGERS:
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(order, terms)
    connection.close()
    return copy


def test_a_sound_journal(sound: Path) -> None:
    done: list[tuple[int, int]] = []
    assert verify(sound, lambda *step: done.append(step)) == (True, COUNT, None, "")
    assert done[-1] == (COUNT, COUNT)


numbers = st.integers(1, COUNT)
header = {
    "n": "n + 1",
    "kind": "kind || 'x'",
    "version": "version + 1",
    "wall": "wall + 1",
    "mono": "mono - 1",
    "clock": "1 - clock",
    "payload": "zeroblob(32)",
    "raw": "CASE WHEN raw IS NULL THEN zeroblob(32) END",
    "prev": "zeroblob(32)",
    "hash": "zeroblob(32)",
    "origin": "3 - origin",
    "home": "seq + 1",
}


@settings(max_examples=60)
@given(seq=numbers, column=st.sampled_from(sorted(header)))
def test_an_edited_header(sound: Path, tmp_path: Path, seq: int, column: str) -> None:
    if column in ("n", "origin"):
        order = f"UPDATE entries SET {column} = {column} + 1000 WHERE seq = ?"
    else:
        order = f"UPDATE entries SET {column} = {header[column]} WHERE seq = ?"
    verdict = verify(tampered(sound, tmp_path / "copy", order, seq))
    assert (verdict.ok, verdict.first_bad) == (False, seq)


@settings(max_examples=40)
@given(seq=numbers, column=st.sampled_from(["salt", "payload", "raw"]), seed=st.integers(0, 99))
def test_an_edited_body(sound: Path, tmp_path: Path, seq: int, column: str, seed: int) -> None:
    verdict = verify(
        tampered(sound, tmp_path / "copy", f"UPDATE bodies SET {column} = ? WHERE seq = ?", b"%d" % seed, seq)
    )
    assert (verdict.ok, verdict.first_bad) == (False, seq)


@settings(max_examples=30)
@given(seq=st.integers(1, COUNT - 1), table=st.sampled_from(["entries", "bodies"]))
def test_a_deleted_entry_or_body(sound: Path, tmp_path: Path, seq: int, table: str) -> None:
    verdict = verify(tampered(sound, tmp_path / "copy", f"DELETE FROM {table} WHERE seq = ?", seq))
    assert (verdict.ok, verdict.first_bad) == (False, seq)


@settings(max_examples=40)
@given(pair=st.lists(numbers, min_size=2, max_size=2, unique=True), table=st.sampled_from(["entries", "bodies"]))
def test_two_swapped(sound: Path, tmp_path: Path, pair: list[int], table: str) -> None:
    copy = tampered(sound, tmp_path / "copy", f"UPDATE {table} SET seq = -seq WHERE seq IN (?, ?)", *pair)
    connection = apsw.Connection(str(schema.path_of(copy)))
    connection.execute(f"UPDATE {table} SET seq = ? + seq WHERE seq < 0", (sum(pair),))
    connection.close()
    verdict = verify(copy)
    assert (verdict.ok, verdict.first_bad) == (False, min(pair))


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE journal SET value = 'exercise' WHERE key = 'mode'",
        "UPDATE journal SET value = zeroblob(16) WHERE key = 'id'",
        "UPDATE origins SET name = 'someone/else' WHERE id = 1",
        "UPDATE boots SET boot = 'another'",
        "DELETE FROM origins WHERE id = 1",
        "DELETE FROM boots",
    ],
)
def test_a_changed_name(sound: Path, tmp_path: Path, order: str) -> None:
    verdict = verify(tampered(sound, tmp_path / "copy", order))
    assert (verdict.ok, verdict.first_bad) == (False, 1)


def test_an_entry_smuggled_in(sound: Path, tmp_path: Path) -> None:
    order = (
        "INSERT INTO entries SELECT ?, origin, n + 1, kind, version, wall, mono, boot, clock, payload, raw, hash, hash,"
        " NULL FROM entries WHERE seq = ?"
    )
    assert verify(tampered(sound, tmp_path / "copy", order, COUNT + 1, COUNT - 1)).first_bad == COUNT + 1
    body = "INSERT INTO bodies SELECT ?, salt, payload, raw FROM bodies WHERE seq = ?"
    assert verify(tampered(sound, tmp_path / "copy", body, COUNT + 1, COUNT)).first_bad == COUNT + 1


def test_a_chain_of_another_journal(sound: Path, folder: Path, tmp_path: Path) -> None:
    """Everything of another journal is sound in itself, and still not this one's."""
    fill(folder, 5)
    copy = tampered(sound, tmp_path / "copy", "SELECT 1")
    connection = apsw.Connection(str(schema.path_of(copy)))
    connection.execute("ATTACH ? AS other", (str(schema.path_of(folder)),))
    for table in ("bodies", "entries", "origins", "boots"):
        connection.execute(f"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM other.{table}")
    connection.close()
    assert verify(copy) == (False, 1, 1, verify(copy).why)


def test_bits_flipped_in_the_file(sound: Path, tmp_path: Path) -> None:
    """Whatever a random byte hits: contents are found out; free space and indexes may not matter. Never a crash."""
    chance = random.Random(1)
    original = schema.path_of(sound).read_bytes()
    caught = 0
    for _ in range(40):
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        data = bytearray(original)
        start = data.find(b"note %d" % chance.randrange(COUNT - 1))
        data[start] ^= 1 << chance.randrange(8)
        schema.path_of(copy).write_bytes(data)
        caught += not verify(copy).ok
    assert caught == 40


link = {
    "seq": st.integers(0, 2**63),
    "n": st.integers(0, 2**63),
    "wall": st.integers(-(2**63), 2**63 - 1),
    "mono": st.integers(-(2**63), 2**63 - 1),
    "version": st.integers(0, 65535),
    "clock": st.integers(0, 1),
    "payload": st.binary(min_size=32, max_size=32),
    "raw": st.none() | st.binary(min_size=32, max_size=32),
    "origin": st.text(max_size=5),
    "kind": st.text(max_size=5),
    "boot": st.text(max_size=5),
}
links = st.fixed_dictionaries(link)


@given(one=links, other=links, field=st.sampled_from(sorted(link)))
def test_any_difference_makes_another_hash(one: dict[str, object], other: dict[str, object], field: str) -> None:
    changed = {**one, field: other[field]}
    prev = bytes(32)
    same = chain.link(prev, **one) == chain.link(prev, **changed)  # type: ignore[arg-type]
    assert same == (one == changed)
    assert chain.link(b"\1" * 32, **one) != chain.link(prev, **one)  # type: ignore[arg-type]


def test_fields_do_not_run_into_each_other() -> None:
    base: dict[str, object] = {
        "seq": 1, "n": 1, "wall": 0, "mono": 0, "version": 1, "clock": 1, "payload": bytes(32), "raw": None,
        "boot": "b",
    }  # fmt: skip
    assert chain.link(bytes(32), origin="ab", kind="c", **base) != chain.link(bytes(32), origin="a", kind="bc", **base)  # type: ignore[arg-type]
