"""Where a subject's data lives: which entries are about a call, a radio, a unit or a person, and what exactly counts.

* A **call**: every entry, but those of :data:`KEPT`, in which its id stands as a word, in any field.
* A **radio**: the same with its qualified id; the recordings of all calls it spoke in, whole (a recording is of all who
  spoke); and what became of its emergencies. Its number alone, in a text somebody wrote, is no trace of it.
* A **unit**: entries that name its id in a field for units, and everything of its radios while they were its.
* A **person**: a name found as whole words, whatever their case and diacritics, in crews, call signs and vehicles of
  the roster, aliases that networks and radios send, texts and their references, notes, jobs, verdicts, reasons, the
  words of searches and the words and files of exports, and wherever else it stands as text in bytes of the air.
  Other case endings are other words: ask once for each. Who *decided* something (``operator``, and names at signing
  on) is not found: operators answer for what they did. A person's voice and places are found by call, radio and unit.

Bytes of the air lie beside the entry they became, and go with it. A row of a segment's beginning (``Remembered``) is
about what the row is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from journal.bodies import Wanted
from journal.classes import BY_KIND, CLASSES, STANDING
from radio.events import Undecoded
from units import remembered
from units.entry import Anything, Entry
from units.fold import fold
from units.keeping import ErasureAsked, HoldPlaced, Remembered
from units.state import Alarm, Call, Hold, Line

SORTS = ("call", "radio", "unit", "person")
SHORTEST = 3
"""Letters a person's name has at least: fewer would be found in every second text."""

KEPT = STANDING - {"UnitNamed", "UnitRemoved", "StatusNamed", "Refused", "LinkUp", "LinkDown", "Remembered"}
"""Kinds no erasure touches: what the record itself is, what was done to it, how the room was configured."""

IDS = frozenset({"radio", "radios", "to", "group", "talker", "last_talker", "fix_radio"})
UNITS = frozenset({"unit", "units"})
CALLS = frozenset({"call", "last_call"})
ALARMS = frozenset({"alarm"})
SAID = frozenset(
    {"crew", "callsign", "vehicle", "text", "ref", "note", "purpose", "terms", "what", "job", "reason", "detail"}
)
"""Fields in which a person may be named, whatever the kind (a chat's reference tells who wrote to whom) …"""
SAID_OF = {"Registered": "name", "Exported": "path", "Undecoded": "why", "Dismissed": "why"}
"""… and of one kind: what a radio calls itself, an export's file, whose message no unit sent, why a call was left."""
_DECIDED = ("signed-on", "signed-off")
"""Rows of the stream whose text is an operator's name."""


class Subject(NamedTuple):
    """Whose data: ``sort`` is one of :data:`SORTS`; only what was made from ``since`` to ``until`` (s UTC)."""

    sort: str
    name: str
    since: float | None = None
    until: float | None = None

    @classmethod
    def of(cls, asked: ErasureAsked) -> Subject:
        """The subject of an erasure."""
        return cls(asked.sort, asked.subject, asked.since, asked.until)

    def limited(self) -> bool:
        """True if only some of the data is meant."""
        return self.since is not None or self.until is not None

    def then(self, wall: float) -> bool:
        """True for what was made at ``wall``, if time is all that is asked."""
        return (self.since is None or wall >= self.since) and (self.until is None or wall <= self.until)

    def wanted(self) -> Wanted:
        """The bodies in which there can be something of it, and those needed to tell."""
        if self.sort == "person":
            return Wanted()  # a name may stand in the bytes of the air of any kind
        return Wanted(TELLING, frozenset({self.name.encode()}))


class Named(NamedTuple):
    """What an entry names: ``ids`` of radios and talk-groups, units, calls, alarms."""

    ids: frozenset[str]
    units: frozenset[str]
    calls: frozenset[str]
    alarms: frozenset[str]

    @classmethod
    def none(cls) -> Named:
        """Nothing."""
        return cls(frozenset(), frozenset(), frozenset(), frozenset())


TELLING = frozenset(
    {
        *CLASSES["calls"],
        *CLASSES["voice"],
        *CLASSES["alarms"],
        "UnitNamed",
        "UnitRemoved",
        "Remembered",
        "ErasureAsked",
        "HoldPlaced",
    }
)
"""Kinds that say whose radio is whose, who spoke where, which emergency was whose, what was held."""


def fields(what: Anything) -> Iterator[tuple[str, str]]:
    """Every text in ``what`` with the name of the field it stands in; of a ``Remembered`` those of its row."""
    if isinstance(what, Remembered):
        yield "subject", what.subject
        if what.sort == "radios":
            yield "radio", what.subject
        if what.sort == "calls":
            yield "call", what.subject
        if what.sort in ("units", "fixes"):
            yield "unit", what.subject
        if what.sort == "refs":
            yield "ref", what.subject
        row = remembered.read(what)
        yield from _texts("unit" if what.sort == "radios" else what.sort, row)
    else:
        yield from _texts("", what)


def _texts(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _texts(field, getattr(value, field))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(name, item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(name, key)
            yield from _texts(name, item)


def named(what: Anything) -> Named:
    """What ``what`` names in the fields that are for it."""
    found: dict[frozenset[str], set[str]] = {IDS: set(), UNITS: set(), CALLS: set(), ALARMS: set()}
    for field, text in fields(what):
        for sort, texts in found.items():
            if text and field in sort:
                texts.update(text.split() if sort is IDS else (text,))
    return Named(*(frozenset(found[sort]) for sort in (IDS, UNITS, CALLS, ALARMS)))


def has_word(text: str, word: str) -> bool:
    """True if ``word`` (an id) stands in ``text`` by itself, not as a part of another id."""
    if word not in text:
        return False
    return re.search(rf"(?<![\w@:-]){re.escape(word)}(?![\w@:-])", text) is not None


def words(name: str) -> list[str]:
    """A person's name as it is compared."""
    return re.findall(r"\w+", fold(name))


def speaks_of(what: Anything, name: list[str]) -> bool:
    """True if a person of that :func:`words` is named."""
    row = remembered.read(what) if isinstance(what, Remembered) else None
    if isinstance(row, Line) and row.word in _DECIDED:
        return False
    own = SAID_OF.get(type(what).__name__, "")
    if any((field in SAID or field == own) and is_part(name, words(text)) for field, text in fields(what)):
        return True
    return isinstance(what, Undecoded) and is_spelled(unhex(what.raw), name)


def is_spelled(raw: bytes, name: list[str]) -> bool:
    """True if the :func:`words` of a name stand as text in bytes of the air."""
    return is_part(name, words(raw.decode("utf-8", "replace")))


def unhex(text: str) -> bytes:
    """The bytes that ``text`` spells; none if it spells none."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def is_part(name: list[str], told: list[str]) -> bool:
    """True if the :func:`words` of a name stand together in those told."""
    return any(told[at : at + len(name)] == name for at in range(len(told) - len(name) + 1))


def placed(what: Anything) -> str:
    """The id of the legal hold that ``what`` places, or remembers; empty if it is none."""
    row = remembered.read(what) if isinstance(what, Remembered) else None
    return what.hold if isinstance(what, HoldPlaced) else row.id if isinstance(row, Hold) else ""


def made_at(entry: Entry) -> float:
    """When what ``entry`` tells was: a row of the stream or a call remembered from before has a time of its own."""
    row = remembered.read(entry.what) if isinstance(entry.what, Remembered) else None
    if isinstance(row, Line):
        return row.time
    if isinstance(row, Call):
        return row.start
    if isinstance(row, Alarm):
        return row.opened
    return entry.wall


def class_of(entry: Entry) -> str:
    """The class by which it is kept (:data:`journal.classes.CLASSES`); empty for what stands."""
    if not isinstance(entry.what, Remembered):
        return BY_KIND.get(entry.kind, "")
    if entry.what.sort == "lines":
        row = remembered.read(entry.what)
        return _LINES.get(row.sort, "") if isinstance(row, Line) else ""
    return _ROWS.get(entry.what.sort, "")


_LINES = {
    "call": "calls",
    "text": "texts",
    "status": "statuses",
    "alarm": "alarms",
    "note": "notes",
    "position": "positions",
    "system": "lookups",
    "link": "",
}
_ROWS = {"calls": "calls", "fixes": "positions", "refs": "texts", "within": "positions", "alerts": "positions"}
