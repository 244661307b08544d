"""The stream's rows: added, changed and, beyond a bound, dropped. Part of the picture."""

from __future__ import annotations

from units.state import Call, Changes, Facts, Line

MAX_LINES = 1000
"""Rows kept. The call log searches further back."""


def add(facts: Facts, changes: Changes, line: Line) -> Line:
    """Append ``line``; the oldest go beyond :data:`MAX_LINES`, open alarms last."""
    facts.lines[line.seq] = line
    changes.lines.add(line.seq)
    if len(facts.lines) > MAX_LINES:
        _drop(facts, changes)
    return line


def touch(changes: Changes, line: Line, state: str | None = None) -> None:
    """``line`` changed; optionally it now has ``state``."""
    if state is not None:
        line.state = state
    changes.lines.add(line.seq)


def _drop(facts: Facts, changes: Changes) -> None:
    line = next((line for line in facts.lines.values() if not _pinned(line)), None)
    if line is None:
        return
    del facts.lines[line.seq]
    changes.lines.add(line.seq)
    if line.sort == "text":  # ours has two: the one we gave it and the network's
        for ref in [ref for ref, seq in facts.refs.items() if seq == line.seq]:
            del facts.refs[ref]
    forget(facts, changes, line.call)


def forget(facts: Facts, changes: Changes, call_id: str) -> None:
    """The call is over, its rows are gone, and no tile speaks of it: nothing needs it any more."""
    call = facts.calls.get(call_id)
    if call is not None and call.line not in facts.lines and _forgettable(facts, call):
        del facts.calls[call.id]
        changes.calls.add(call.id)


def _pinned(line: Line) -> bool:
    return line.state == "on-air" or (line.sort == "alarm" and line.state in ("open", "acknowledged"))


def _forgettable(facts: Facts, call: Call) -> bool:
    group = facts.groups.get(call.to)
    return call.end is not None and call.heard and (group is None or call.id not in (group.call, group.last_call))
