"""The picture taken apart into subjects: what the first entries of a segment say, so that its past is not needed.

One entry a subject, so that one can be erased and the rest still stands. :mod:`units.remembered` puts them together.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from units.alerts import Alert
from units.fences import Fence, Within
from units.findings import AgencyInfo
from units.keeping import Remembered
from units.state import Alarm, Asked, Call, Facts, Gateway, Group, Hold, Line, Patch, Seat, Status, Unit

ROOM = "room"
"""The sort of what is no table: one subject without a name, the :class:`Facts` without their tables."""

TABLES: dict[str, type] = {
    "agencies": AgencyInfo,
    "gateways": Gateway,
    "groups": Group,
    "units": Unit,
    "radios": str,
    "calls": Call,
    "alarms": Alarm,
    "seats": Seat,
    "holds": Hold,
    "patches": Patch,
    "fences": Fence,
    "within": Within,
    "alerts": Alert,
    "statuses": Status,
    "agency_statuses": Status,
    "lines": Line,
    "refs": int,
    "over": float,
    "erasures": Asked,
}
"""The tables of :class:`Facts` in the order in which they are told, and the shape of a row."""

NUMBERED = frozenset({"alerts", "statuses", "lines", "erasures"})
"""Tables whose keys are numbers."""

FIXES = "fixes"
"""Where units were stands in rows of its own, beside theirs: it is kept for a shorter time than who they are."""

PLACES = ("fix", "fix_age", "fix_radio", "no_fix", "doubtful", "doubted", "rejected", "trail", "crossed")
"""The fields of a unit that are told in these."""

OF_THE_ENTRY = frozenset({"version", "seq", "wall", "clock", "opening"})
"""What is true of the entry read last, not of a subject."""

SCALARS = tuple(name for name in Facts.__struct_fields__ if name not in TABLES and name not in OF_THE_ENTRY)

_encoder = msgspec.msgpack.Encoder()


def subjects(facts: Facts) -> Iterator[Remembered]:
    """Every subject of ``facts``, in the order in which they stand there: the same facts, the same findings.

    Read them before ``facts`` change again.
    """
    yield Remembered(sort=ROOM, subject="", facts=room_of(facts), version=facts.version)
    for sort in TABLES:
        for key, row in getattr(facts, sort).items():
            told = standing(row) if isinstance(row, Unit) else row
            yield Remembered(sort=sort, subject=str(key), facts=encode(told), version=facts.version)
        if sort == "units":
            for unit in facts.units.values():
                if (where := whereabouts(unit)) != Unit(id=unit.id):
                    yield Remembered(sort=FIXES, subject=unit.id, facts=encode(where), version=facts.version)


def standing(unit: Unit) -> Unit:
    """A unit without its :data:`PLACES`."""
    nowhere = Unit(id=unit.id)
    return msgspec.structs.replace(unit, **{name: getattr(nowhere, name) for name in PLACES})


def whereabouts(unit: Unit) -> Unit:
    """A unit's :data:`PLACES` alone."""
    return Unit(id=unit.id, **{name: getattr(unit, name) for name in PLACES})


def encode(row: object) -> bytes:
    """A subject as msgpack: a map of what differs from the defaults (a radio's unit and a ref's line as themselves)."""
    return _encoder.encode(row)


def room_of(facts: Facts) -> bytes:
    """What is no table, as msgpack of a :class:`Facts` with nothing else in it."""
    return encode(Facts(version=facts.version, **{name: getattr(facts, name) for name in SCALARS}))
