"""What counts as somebody's data: no field with text in it is overlooked when a new one comes to exist."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

import msgspec

from journal.traces import ALARMS, CALLS, IDS, KEPT, SAID, SAID_OF, UNITS, is_spelled, speaks_of, words
from radio import events as ev
from units.entry import Anything

NOBODY = {
    "agencies": "agencies",
    "agency": "an agency",
    "by": "a word of a list",
    "calls": "of a hold: a hold goes by what it says, not by what it covers",
    "codec": "a vocoder",
    "commands": "of a terminal",
    "boundary": "a hash",
    "en": "the book of statuses",
    "encrypted": "an algorithm",
    "erasure": "an id",
    "fence": "an id",
    "frames": "a file named after the call",
    "frames_sha256": "a hash",
    "gateway": "from the configuration",
    "groups": "talk-groups of a hold or a patch",
    "hold": "an id",
    "into": "of a list",
    "journal": "an id",
    "kinds": "of a list",
    "key": "on the keyboard",
    "kind_of": "of a list",
    "known": "talk-groups a terminal knows",
    "link": "of a list",
    "lt": "the book of statuses",
    "lv": "the book of statuses",
    "operator": "who decided answers for it",
    "out_of": "of a list",
    "patch": "an id",
    "press": "an id",
    "raw": "bytes of the air: is_spelled",
    "rules": "of a list",
    "role": "of a list",
    "scanned": "talk-groups",
    "seat": "a place in the room",
    "selected": "a talk-group",
    "sha256": "a hash",
    "sort": "of a list",
    "subject": "of an erasure: as itself; of what is remembered: by its row",
    "verdict": "of a list",
    "wants": "of a list",
}
"""Names of fields in which no person is named, and why."""
NOBODY_IN = {
    ("SignedOn", "name"): "who decides answers for it",
    ("VoiceRecorded", "path"): "a file named after the call",
    ("RecordingDamaged", "path"): "a file named after the call",
    ("CallEnded", "why"): "of a list",
    ("Unheard", "why"): "of a list",
    ("Unkeyed", "why"): "of a list",
    ("Refused", "why"): "of a list",
    ("PatchWarned", "why"): "of a list",
    ("PatchEnded", "why"): "of a list",
    ("PositionDoubted", "why"): "of a list",
    ("FenceEntered", "why"): "of a list",
    ("FenceLeft", "why"): "of a list",
    ("LinkUp", "why"): "what the other side says of itself",
    ("LinkDown", "why"): "what the system says",
}


def kinds(what: Any) -> Iterator[type]:
    """The members of a union of unions."""
    some = typing.get_args(what)
    if not some:
        yield what
    for one in some:
        yield from kinds(one)


def texts(shape: type) -> Iterator[str]:
    """The fields of ``shape`` that hold text somewhere."""

    def holds(what: Any) -> bool:
        if isinstance(what, type) and issubclass(what, msgspec.Struct):
            return any(texts(what))
        return what is str or any(holds(part) for part in typing.get_args(what))

    return (field.name for field in msgspec.structs.fields(shape) if holds(field.type))


def test_every_text_is_looked_into_or_names_nobody() -> None:
    known = IDS | UNITS | CALLS | ALARMS | SAID | set(NOBODY)
    new = [
        (kind.__name__, field)
        for kind in kinds(Anything)
        if kind.__name__ not in KEPT
        for field in texts(kind)
        if field not in known and (kind.__name__, field) not in NOBODY_IN and SAID_OF.get(kind.__name__) != field
    ]
    assert new == [], "say in journal/traces.py whether a person may be named there, or here why not"


def test_a_name_in_bytes_of_the_air() -> None:
    name = words("Jānis Bērziņš")
    for raw in ("<contact callsign='JANIS BERZINS'/>", "\x0a\x0eJānis Bērziņš\x12", "§Jānis\tBērziņš§"):
        assert is_spelled(raw.encode(), name)
        assert speaks_of(ev.Undecoded(raw=raw.encode().hex(), why="?"), name)
    for other in ("Jānis Bērziņš-Kalns".replace("ž", "z")[:9], "Bērziņš Jānis", "", "\xff"):
        assert not is_spelled(other.encode("latin-1", "replace"), name)
    assert not speaks_of(ev.Undecoded(raw="not hex", why="?"), name)
