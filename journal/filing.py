"""Filing a row of read.db: who was called what at that time, and the words it is found by."""

from __future__ import annotations

from typing import Any, NamedTuple

from journal import recorded
from units.findings import VoiceRecorded
from units.fold import fold
from units.people import OWN
from units.state import Facts

_DAY = 86_400
_MONTH = 32  # days
_NAMED = 40  # days or months an interval is named by, at most


class Words(NamedTuple):
    """What a row is found by: callsigns, talk-group names, everything else a person may type, and exact keys."""

    names: str = ""
    groups: str = ""
    said: str = ""
    keys: str = ""


class Who(NamedTuple):
    """A radio and whose it was."""

    radio: str = ""
    unit_id: str = ""
    unit: str = ""
    agency: str = ""

    def keys(self) -> list[str]:
        """The exact keys it is found by: unit, radio, and the number as it is printed on the radio."""
        found = [key("u", self.unit_id)] if self.unit_id else []
        if self.radio:
            found += [key("r", self.radio), key("n", self.radio.rpartition(":")[2])]
        return found


def key(sort: str, value: str) -> str:
    """``value`` as one token that no text holds: ``u`` unit, ``r`` radio, ``n`` number, ``g`` group, ``a`` agency."""
    return f"{sort}x{fold(value).encode().hex()}"


def days(since: float, until: float) -> list[str]:
    """The keys of the days (or, of more than a few weeks, of the 32-day months) from ``since`` to ``until``.

    FTS5 looks at the bounds of an interval only where *all* words meet; where they never do, it reads on to the end of
    the record. With these keys there is nothing to read outside the interval. Empty if it is too long to be named.
    """
    first, last = int(since // _DAY), int(until // _DAY)
    if last - first < _NAMED:
        return [f"dx{day}" for day in range(first, last + 1)]
    first, last = first // _MONTH, last // _MONTH
    return [f"mx{month}" for month in range(first, last + 1)] if last - first < _NAMED else []


class Filing:
    """Files entries through one connection, in its caller's transaction."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, order: str, *terms: Any) -> Any:
        """One statement."""
        return self._connection.execute(order, terms)

    def insert(self, table: str, row: dict[str, Any], who: Who, group: str, group_name: str, *words: str) -> None:
        """A new row and the words it is found by."""
        names = ", ".join(f"[{name}]" for name in row)
        marks = ", ".join("?" * len(row))
        self._connection.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", list(row.values()))
        keys = [key("s", table), *who.keys()]
        if row.get("agency"):
            keys.append(key("a", row["agency"]))
        if group:
            keys.append(key("g", group))
        if row.get("emergency"):
            keys.append(key("x", "emergency"))
        if row.get("upload"):
            keys.append(key("x", "upload"))
        day = int(row.get("start", row.get("time", 0.0)) // _DAY)
        keys += [f"dx{day}", f"mx{day // _MONTH}"]
        text = " ".join((who.radio, group, *words))
        self._connection.execute(
            "INSERT OR REPLACE INTO words (rowid, names, groups, said, keys) VALUES (?, ?, ?, ?, ?)",
            (row["seq"], fold(who.unit), fold(group_name), fold(text), " ".join(keys)),
        )

    def record(self, what: VoiceRecorded) -> None:
        """A recording of a call."""
        recorded.add(self._connection, what)

    def add_words(self, seq: int, more: Words) -> None:
        """Further words for a row."""
        found = self._connection.execute("SELECT names, groups, said, keys FROM words WHERE rowid = ?", (seq,))
        row = found.fetchone()
        if row is None:
            return
        joined = [f"{old} {new}".strip() if new and new not in old else old for old, new in zip(row, more, strict=True)]
        if joined != list(row):
            order = "UPDATE words SET names = ?, groups = ?, said = ?, keys = ? WHERE rowid = ?"
            self._connection.execute(order, (*joined, seq))


def who(facts: Facts, radio: str | None, unit_id: str = "") -> Who:
    """Whose ``radio`` is now, or the unit itself."""
    if radio and not radio.startswith(OWN):
        unit_id = unit_id or facts.radios.get(radio, "")
    unit = facts.units.get(unit_id)
    if unit is None:
        return Who(radio or "")
    return Who(radio or "", unit_id, unit.callsign, unit.agency)


def group_name(facts: Facts, group: str | None) -> str:
    """What the talk-group is called now."""
    found = facts.groups.get(group or "")
    return found.info.name if found is not None else ""


def group_agency(facts: Facts, group: str | None) -> str:
    found = facts.groups.get(group or "")
    return found.info.agency if found is not None else ""
