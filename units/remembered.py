"""What the first entries of a segment do to the picture: make it, where there is none; else leave it as it is.

After the last ``Remembered`` the picture holds what they told and nothing else, in their order, wherever the reading
began: with the segment or years before it. To a picture that came so far alive this changes nothing. It matters where
bodies were erased since: a picture replayed from the remains of the past then differs, and is put right here.

Another version of the picture: of a row's map those fields are taken that this program knows and that fit; a field
that is not there has its default; a row of which nothing can be made is left out. What a *newer* program remembered
never replaces what is there already. A field whose meaning changes gets a new name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from units import fenced
from units.entry import Entry
from units.keeping import Remembered, SegmentOpened
from units.snapshot import FIXES, NUMBERED, PLACES, ROOM, SCALARS, TABLES, encode, room_of, standing, whereabouts
from units.state import Changes, Facts, Opening, Unit

_maps = msgspec.msgpack.Decoder(dict[str, Any])
_rows: dict[str, msgspec.msgpack.Decoder[Any]] = {
    sort: msgspec.msgpack.Decoder(shape) for sort, shape in (*TABLES.items(), (FIXES, Unit), (ROOM, Facts))
}


def segment_opened(facts: Facts, entry: Entry, what: SegmentOpened, changes: Changes) -> None:
    """A segment begins; ``what.subjects`` entries follow at once."""
    if not facts.mode:
        facts.mode, facts.installation = what.mode, what.installation
        changes.all = True
    if what.subjects:
        facts.opening = Opening(last=entry.seq + what.subjects)


def remembered(facts: Facts, entry: Entry, what: Remembered, changes: Changes) -> None:
    """One subject as it was when the segment opened."""
    if what.sort == ROOM:
        _room(facts, what, changes)
        return
    if what.sort == FIXES:
        _whereabouts(facts, what, changes)
        return
    if what.sort not in TABLES:
        return
    try:
        key = int(what.subject) if what.sort in NUMBERED else what.subject
    except ValueError:
        return
    if facts.opening is not None:
        facts.opening.named.setdefault(what.sort, []).append(what.subject)
    table = getattr(facts, what.sort)
    there = table.get(key)
    known = standing(there) if isinstance(there, Unit) else there
    if there is not None and (what.version > facts.version or encode(known) == what.facts):
        return
    row = read(what)
    if isinstance(row, Unit) and isinstance(there, Unit):
        row = msgspec.structs.replace(row, **{name: getattr(there, name) for name in PLACES})
    if row is not None and row != there:
        table[key] = row
        _tell(changes, what.sort, key)


def _whereabouts(facts: Facts, what: Remembered, changes: Changes) -> None:
    """Where a unit was; its row came before."""
    if facts.opening is not None:
        facts.opening.named.setdefault(FIXES, []).append(what.subject)
    unit = facts.units.get(what.subject)
    if unit is None or encode(whereabouts(unit)) == what.facts:
        return
    if what.version > facts.version and whereabouts(unit) != Unit(id=unit.id):
        return
    row = read(what)
    if row is not None:
        _place(unit, row, changes)


def _place(unit: Unit, row: Unit, changes: Changes) -> None:
    if whereabouts(unit) != whereabouts(row):
        for name in PLACES:
            setattr(unit, name, getattr(row, name))
        changes.units.add(unit.id)


def read(what: Remembered) -> Any:
    """The row, of whatever version; ``None`` if there is nothing in it for this program."""
    shape = {ROOM: Facts, FIXES: Unit}.get(what.sort) or TABLES.get(what.sort)
    if shape is None:
        return None
    try:
        return _rows[what.sort].decode(what.facts)
    except msgspec.MsgspecError:
        pass
    try:
        fields = _maps.decode(what.facts)
    except msgspec.MsgspecError:
        return None
    kept = {name: value for name, value in fields.items() if _fits(shape, name, value)}
    try:
        return msgspec.convert(kept, shape)
    except msgspec.ValidationError:  # what every row must have is not among them
        return None


def _fits(shape: type, name: str, value: Any) -> bool:
    for field in msgspec.structs.fields(shape):
        if field.encode_name == name:
            try:
                msgspec.convert(value, field.type)
            except msgspec.ValidationError:
                return False
            return True
    return False


def _room(facts: Facts, what: Remembered, changes: Changes) -> None:
    row = None if room_of(facts) == what.facts else read(what)
    if row is None:
        return
    for name in SCALARS:
        new, there = getattr(row, name), getattr(facts, name)
        if new != there and (what.version <= facts.version or not there):
            setattr(facts, name, new)
            changes.all = True


def settle(facts: Facts, entry: Entry, changes: Changes) -> None:
    """After each entry while a segment opens: is everything told? Then what nobody named goes."""
    opening = facts.opening
    if opening is None or (entry.seq < opening.last and not entry.unread):
        return
    facts.opening = None
    if not entry.unread:  # of what a newer program tells this one may understand nothing, and keeps what it has
        for sort in TABLES:
            _keep(facts, sort, opening.named.get(sort, []), changes)
        placed = set(opening.named.get(FIXES, []))
        for unit in facts.units.values():
            if unit.id not in placed:
                _place(unit, Unit(id=unit.id), changes)
    _hang_together(facts, changes)


def _keep(facts: Facts, sort: str, named: list[str], changes: Changes) -> None:
    """Rows of those ``named`` stay, in that order."""
    table = getattr(facts, sort)
    keys = [int(name) for name in named] if sort in NUMBERED else named
    wanted = [key for key in keys if key in table]
    if list(table) == wanted:
        return
    for key in table.keys() - set(wanted):
        _tell(changes, sort, key)
    setattr(facts, sort, {key: table[key] for key in wanted})
    changes.all = True


def _hang_together(facts: Facts, changes: Changes) -> None:
    """Nothing points at what is not there: the body of one subject may be erased, of those around it not."""
    fenced.settle(facts, changes)
    for radio in [radio for radio, unit in facts.radios.items() if unit not in facts.units]:
        del facts.radios[radio]
    for unit in facts.units.values():
        lost = [radio for radio in unit.radios if facts.radios.get(radio) != unit.id]
        if lost or (unit.alarm and unit.alarm not in facts.alarms):
            unit.radios = [radio for radio in unit.radios if radio not in lost]
            unit.alarm = unit.alarm if unit.alarm in facts.alarms else ""
            changes.units.add(unit.id)
    for group in facts.groups.values():
        if group.call and group.call not in facts.calls:
            group.call = group.talker = ""
            changes.groups.add(group.info.id)
        if group.alarm and group.alarm not in facts.alarms:
            group.alarm = ""
            changes.groups.add(group.info.id)


def _tell(changes: Changes, sort: str, key: Any) -> None:
    if sort in ("statuses", "agency_statuses"):
        changes.statuses = True
    elif sort == "agencies":
        changes.config = True
    elif sort == "within":
        changes.fences.add(str(key).partition(" ")[0])
    elif sort not in ("radios", "refs", "erasures", "over"):  # which no view shows by themselves
        getattr(changes, sort).add(key)


Apply = Callable[[Facts, Entry, Any, Changes], None]

TABLE: dict[type, Apply] = {SegmentOpened: segment_opened, Remembered: remembered}
"""``SegmentClosed`` is not among them: that the record goes on in another file changes nothing in the picture."""
