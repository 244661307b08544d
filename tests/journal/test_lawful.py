"""Runs of entries behave as the sets they stand for; a finding accounts only for what was before it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from journal import lawful
from journal.lawful import Lawful, Runs
from units.keeping import Compacted, Erased, Pruned, SegmentPruned

ranges = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=12)


@given(
    batches=st.lists(st.tuples(ranges, st.integers(1, 70)), max_size=6),
    first=st.integers(1, 60),
    size=st.integers(0, 40),
)
def test_runs_are_sets(batches: list[tuple[list[tuple[int, int]], int]], first: int, size: int) -> None:
    runs, due = Runs(), set[int]()
    for number, (some, before) in enumerate(batches):
        runs.add(some, before)
        due |= {seq for begin, end in some for seq in range(max(begin, 1), min(end, before - 1) + 1)}
        if number % 2:
            assert runs.count(1, 100) == len(due)
    seqs = np.arange(first, first + size, dtype=np.int64)
    assert seqs[runs.holds(seqs)].tolist() == [seq for seq in range(first, first + size) if seq in due]
    assert runs.count(first, first + size - 1) == len([seq for seq in due if first <= seq < first + size])


def test_many_ranges_are_merged_as_they_come() -> None:
    runs = Runs()
    for part in range(30):
        runs.add(((seq, seq) for seq in range(part * 10_000 + 1, part * 10_000 + 10_001)), 1 << 40)
    assert runs.count(1, 1 << 40) == 300_000
    assert len(runs._first) == 1, "entries side by side are one run"


def test_numbers_too_large_for_an_entry_do_no_harm() -> None:
    runs = Runs()
    runs.add([(-(1 << 63), (1 << 64) - 1), ((1 << 64) - 2, (1 << 64) - 1)], 10)
    assert runs.count(1, 100) == 9


def test_a_finding_accounts_only_for_what_was_before_it() -> None:
    found = Lawful()
    found.take(10, Pruned(rule="voice 90 days", entries=[(3, 20)], files=["aa" * 32], chunks=[4]))
    found.take(
        30, Erased(action=29, entries=[(25, 26)], files=["bb" * 32, "no hash"], chunks=[(4, b"x" * 32), (5, b"")])
    )
    found.take(40, Compacted(first=12, last=90, fixes=3, chunk=6, hashes=b"a" * 32 + b"b" * 32))
    found.take(50, SegmentPruned(segment="2026-11", first=1, last=2, root=b"r" * 32))
    seqs = np.arange(1, 41, dtype=np.int64)
    assert seqs[found.named.holds(seqs)].tolist() == [*range(3, 10), 25, 26]
    assert found.recordings == {b"\xaa" * 32: 10, b"\xbb" * 32: 30}
    assert found.chunks == {4: [lawful.GONE, b"x" * 32], 5: [b""], 6: [b"a" * 32], 7: [b"b" * 32]}
    (made,) = found.compactions
    assert (made.first, made.last, made.hashes) == (12, 39, (b"a" * 32, b"b" * 32))
    assert found.segments[1][0] == 50
