"""The recordings of a call in the picture: one, or of a call longer than an hour one for each hour, as one.

And which calls of a talk-group can be played again.
"""

from __future__ import annotations

from collections.abc import Callable

from units import cuts
from units.state import Call, Facts, Part

MOST = 30
"""Calls of one talk-group that are offered to be played again."""
PEAKS = 48
"""Of a call's shape."""
MARKS = ("lost", "damaged", "recovered", "gap")
"""What a record may lack: s that the disk and memory had no room for; bytes that could not be read; (1) made after a
crash of what lay on the disk; s inside without voice, of :data:`GAP` at least."""
GAP = 1.0


def mark(call: Call, name: str, amount: float) -> None:
    """One more of :data:`MARKS`."""
    call.marks = {**call.marks, name: round(call.marks.get(name, 0.0) + amount, 2)}


def add(call: Call, part: Part) -> None:
    """One more recording, in its place by time: the parts may come in any order. The last word about a file counts."""
    _set(call, sorted([*(known for known in of(call) if not _same(known, part)), part], key=lambda each: each.recorded))


def is_playable(facts: Facts, call: Call) -> bool:
    """Of one that goes on, what was said so far can be heard; our own voice nobody asks for again."""
    if call.own or call.path:
        return not call.own
    group = facts.groups.get(call.to)
    return call.end is None and (group is None or group.info.audio)


def last_calls(facts: Facts, group: str) -> list[Call]:
    """The calls of ``group`` that can be played, the newest first."""
    calls = [call for call in facts.calls.values() if call.to == group and is_playable(facts, call)]
    return sorted(calls, key=lambda call: -call.start)[:MOST]


def drop(call: Call, gone: Callable[[int], bool]) -> bool:
    """Forget the recordings whose entries are ``gone``; whether there were any."""
    before = of(call)
    left = [part for part in before if not gone(part.seq)]
    if len(left) == len(before):
        return False
    if left:
        _set(call, left)
    else:
        call.path, call.shape, call.voice, call.recorded, call.parts = "", [], 0, 0.0, []
    return True


def of(call: Call) -> list[Part]:
    """Every recording of the call, in order."""
    if call.parts or not call.voice:
        return list(call.parts)
    return [Part(seq=call.voice, path=call.path, recorded=call.recorded, seconds=call.seconds, shape=call.shape)]


def place(call: Call, wall: float) -> float:
    """Where (s) the moment ``wall`` (s UTC) is in all that can be played of the call, one recording after the other."""
    before = 0.0
    for part in of(call):
        after = wall - (part.recorded or call.start)
        if after <= 0:
            break
        before += min(cuts.place(part.cuts, after), part.seconds)
    return before


def _same(one: Part, other: Part) -> bool:
    """A recording may be finalised twice; one that is coded only has no path."""
    return one.path == other.path and (bool(one.path) or one.recorded == other.recorded)


def _set(call: Call, parts: list[Part]) -> None:
    call.parts = parts if len(parts) > 1 or parts[0].cuts else []
    call.path = next((part.path for part in parts if part.path), "")
    call.voice = max(part.seq for part in parts)
    call.recorded = parts[0].recorded
    call.seconds = parts[0].seconds if len(parts) == 1 else round(sum(part.seconds for part in parts), 4)
    call.shape = parts[0].shape if len(parts) == 1 else _shape(parts)


def _shape(parts: list[Part]) -> list[int]:
    """The peaks of all, each as long as it lasts."""
    whole = sum(part.seconds for part in parts)
    peaks = [0] * PEAKS
    if not whole or not any(part.shape for part in parts):
        return []
    begin = 0.0
    for part in parts:
        for number, peak in enumerate(part.shape):
            low = (begin + part.seconds * number / len(part.shape)) / whole * PEAKS
            high = (begin + part.seconds * (number + 1) / len(part.shape)) / whole * PEAKS
            for at in range(int(low + 1e-6), min(PEAKS, max(int(low + 1e-6) + 1, int(high - 1e-6) + 1))):
                peaks[at] = max(peaks[at], peak)
        begin += part.seconds
    return peaks
