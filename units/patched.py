"""Which talk-groups are joined now, by whom and until when. Part of the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from units import stream
from units.entry import Entry
from units.patches import PatchEnded, PatchMade, PatchWarned
from units.state import Changes, Facts, Line, Patch


def patch_of(facts: Facts, group: str) -> Patch | None:
    """The patch that ``group`` is in."""
    return next((patch for patch in facts.patches.values() if group in patch.groups), None)


def patch_told(facts: Facts, line: Line) -> Patch | None:
    """The patch of which ``line`` of the stream tells, while it lasts: a talk-group is in one at a time."""
    if not line.word.startswith("patch-"):
        return None
    patch = patch_of(facts, line.group)
    return patch if patch is not None and line.time >= patch.since else None


def joined(facts: Facts, groups: list[str]) -> list[str]:
    """``groups`` and every other that is in a patch with one of them, those asked for first."""
    found = list(groups)
    for group in groups:
        patch = patch_of(facts, group)
        found += patch.groups if patch is not None else []
    return list(dict.fromkeys(found))


def made(facts: Facts, entry: Entry, what: PatchMade, changes: Changes) -> None:
    """Joined, or joined for longer."""
    before = facts.patches.get(what.patch)
    facts.patches[what.patch] = Patch(
        id=what.patch,
        action=before.action if before is not None else what.action,
        groups=list(what.groups),
        purpose=what.purpose,
        operator=what.operator or "",
        seat=what.seat,
        since=before.since if before is not None else entry.wall,
        until=what.until,
        unit=what.unit,
        alarm=what.alarm,
    )
    line = _tell(facts, entry, changes, what.patch, "patch-extended" if before is not None else "patch-made")
    line.operator = what.operator or ""
    line.number = max(0.0, what.until - entry.wall)


def warned(facts: Facts, entry: Entry, what: PatchWarned, changes: Changes) -> None:
    """It will end, unless somebody says otherwise."""
    patch = facts.patches.get(what.patch)
    if patch is not None:
        patch.warned = what.why
        _tell(facts, entry, changes, what.patch, f"patch-warned-{what.why}").number = what.seconds


def ended(facts: Facts, entry: Entry, what: PatchEnded, changes: Changes) -> None:
    """Not joined any more."""
    if what.patch not in facts.patches:
        return
    line = _tell(facts, entry, changes, what.patch, "patch-ended")
    line.ref = what.why
    del facts.patches[what.patch]


def _tell(facts: Facts, entry: Entry, changes: Changes, patch_id: str, word: str) -> Line:
    """A row of the stream that names its talk-groups and its purpose."""
    patch = facts.patches[patch_id]
    names = [facts.groups[group].info.name if group in facts.groups else group for group in patch.groups]
    said = " + ".join(names)
    text = f"{said} · {patch.purpose}" if patch.purpose else said
    changes.patches.add(patch_id)
    changes.groups.update(patch.groups)
    changes.state = True
    line = Line(seq=entry.seq, time=entry.wall, sort="system", word=word, text=text)
    line.group = patch.groups[0] if patch.groups else ""
    return stream.add(facts, changes, line)


Apply = Callable[[Facts, Entry, Any, Changes], None]

TABLE: dict[type, Apply] = {PatchMade: made, PatchWarned: warned, PatchEnded: ended}
