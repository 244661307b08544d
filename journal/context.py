"""What entries before it tell about an entry: whose a radio was, who spoke in a call, which emergency was whose.

Fed with the record from its beginning on, in order, at least with :data:`journal.traces.TELLING`. Judges no rights:
what an unsigned seat decided is left out, the rest is for the picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from journal.classes import CLASSES
from journal.traces import Named, made_at, named
from radio import events as ev
from units import actions as ac
from units import findings as fi
from units import remembered
from units.entry import Entry
from units.handed_in import when
from units.keeping import Remembered
from units.state import Alarm, Call, Line, Unit

MOST = 20_000
"""Calls and texts remembered; the oldest go: what belongs to one comes soon after it."""

RARE = CLASSES["alarms"] | {"UnitNamed", "UnitRemoved", "Remembered"}
"""Kinds that tell of emergencies and of whose they were."""
BEFORE = 300.0
"""Seconds before an emergency was raised that belong to it: where the unit was, what was said last."""

K = TypeVar("K")
V = TypeVar("V")


class Spoken(msgspec.Struct):
    """A call: its talk-group (or whom it was to), who spoke, and the entry that began it.

    ``made``: when it was (s UTC), if another recorder handed it in afterwards.
    """

    to: str
    seq: int
    radios: set[str] = msgspec.field(default_factory=set)
    made: float | None = None


class Need(msgspec.Struct):
    """An emergency; times s UTC, ``closed`` ``None`` while nobody closed it as far as was read.

    To it belong what its unit said and where it was, from shortly before until it was closed, and its calls whole.
    """

    id: str
    radio: str
    unit: str
    group: str
    opened: float
    seq: int
    closed: float | None = None
    calls: set[str] = msgspec.field(default_factory=set)

    @property
    def begins(self) -> float:
        """From when on what its unit did belongs to it."""
        return self.opened - BEFORE


class Context:
    """What is known after the entries fed so far.

    Of emergencies also what comes later counts: how a call began that became one, where its unit was before. So whoever
    asks for that feeds a context with :data:`RARE` first, and goes on with one that ``knows`` it.
    """

    def __init__(self, knows: Context | None = None) -> None:
        self.calls: dict[str, Spoken] = {}
        self.needs: dict[str, Need] = {} if knows is None else knows.needs
        self.owner: dict[str, str] = {}
        self.radios: dict[str, set[str]] = {}
        """The radios of a unit now."""
        self.ever: dict[str, set[str]] = {}
        """All radios a unit has had."""
        self._texts: dict[str | int, str] = {}
        self._concerned: dict[str, list[Need]] = {} if knows is None else knows._concerned

    def feed(self, entry: Entry) -> None:
        """Take ``entry`` in. Entries come in the order of ``seq``."""
        what = entry.what
        match what:
            case ev.CallStarted():
                call = self.calls.get(what.call)
                if call is None:
                    made = when(what.radio_time, entry.wall) if what.upload else None
                    call = self.calls[what.call] = Spoken(what.to or "", entry.seq, made=made)
                    _bound(self.calls)
                elif what.to:
                    call.to = what.to  # a donor radio's guess; its data gateway knows
                if what.radio:
                    call.radios.add(what.radio)
            case ev.TalkerNamed():
                if what.call in self.calls and what.radio:
                    self.calls[what.call].radios.add(what.radio)
            case ev.TextReceived():
                self._keep_text(entry.seq, what.to or "")
            case ac.TextSent():
                self._keep_text(entry.seq, what.to)
                self._keep_text(what.ref, what.to)
            case fi.Sent():
                if what.ref:
                    self._keep_text(what.ref, self._texts.get(what.action, ""))
            case fi.AlarmOpened() if what.alarm not in self.needs:
                radio = what.radio or ""
                need = Need(what.alarm, radio, self.owner.get(radio, ""), what.group or "", entry.wall, entry.seq)
                self._begin(need, what.call)
            case fi.AlarmJoined():
                if what.alarm in self.needs and what.call:
                    self._join(self.needs[what.alarm], what.call)
            case ac.AlarmClosed():
                if what.alarm in self.needs and what.operator:
                    self.needs[what.alarm].closed = entry.wall
            case ac.UnitNamed():
                if what.operator or "/station" in entry.origin:
                    self._name(what.unit, what.radios)
            case ac.UnitRemoved():
                self._name(what.unit, [])
            case Remembered():
                self._remember(entry, what)
            case _:
                pass

    def about(self, entry: Entry) -> Named:
        """What ``entry`` names, and what that belongs to: the radios of a call, the unit of a radio."""
        if entry.what is None:
            return Named.none()
        found = named(entry.what)
        ids, units, calls = set(found.ids), set(found.units), set(found.calls)
        for id_ in found.alarms:
            need = self.needs.get(id_)
            if need is not None:
                calls |= need.calls
                ids.update(x for x in (need.radio, need.group) if x)
                units.update([need.unit] if need.unit else [])
        for id_ in found.calls:
            call = self.calls.get(id_)
            if call is not None:
                ids.update(call.radios, [call.to] if call.to else [])
        units.update(self.owner[radio] for radio in ids if radio in self.owner)
        return Named(frozenset(ids), frozenset(units), frozenset(calls), found.alarms)

    def made_at(self, entry: Entry) -> float:
        """When what ``entry`` tells was, s UTC: all of a call that was handed in was when that call was."""
        if isinstance(entry.what, ev.CallStarted | ev.TalkerNamed | ev.CallEnded | fi.VoiceRecorded):
            call = self.calls.get(entry.what.call)
            if call is not None and call.made is not None:
                return call.made
        return made_at(entry)

    def group_of(self, entry: Entry) -> str:
        """The talk-group by whose rule ``entry`` is kept; empty if there is none."""
        what: Any = entry.what
        for field in ("group", "to"):
            told = getattr(what, field, None)
            if isinstance(told, str) and told:
                return told
        row = remembered.read(what) if isinstance(what, Remembered) else what
        if isinstance(row, Call | Line):
            return row.to if isinstance(row, Call) else row.group
        call = self.calls.get(getattr(what, "call", "") or "")
        if call is not None:
            return call.to
        for field in ("ref", "action", "text"):
            key = getattr(what, field, None)
            if isinstance(key, str | int) and key in self._texts:
                return self._texts[key]
        return ""

    def needs_of(self, entry: Entry, about: Named) -> list[Need]:
        """The emergencies to which ``entry`` belongs."""
        keys = about.alarms | about.calls | about.ids | about.units
        some = {need.id: need for key in keys for need in self._concerned.get(key, ())}
        times = (entry.wall, self.made_at(entry))  # a call handed in: either, another recorder's clock may be wrong
        return [
            need
            for need in some.values()
            if need.id in about.alarms
            or need.calls & about.calls
            or any(need.begins <= time and (need.closed is None or time <= need.closed) for time in times)
        ]

    def _begin(self, need: Need, call: str | None) -> None:
        self.needs[need.id] = need
        for key in {need.id, need.radio, need.unit} - {""}:
            self._concerned.setdefault(key, []).append(need)
        if call:
            self._join(need, call)

    def _join(self, need: Need, call: str) -> None:
        if call not in need.calls:
            need.calls.add(call)
            self._concerned.setdefault(call, []).append(need)

    def _name(self, unit: str, radios: Iterable[str]) -> None:
        for radio in self.radios.pop(unit, ()):
            self.owner.pop(radio, None)
        for radio in radios:
            former = self.owner.get(radio, "")
            self.radios.get(former, set()).discard(radio)
            self.owner[radio] = unit
            self.radios.setdefault(unit, set()).add(radio)
            self.ever.setdefault(unit, set()).add(radio)

    def _remember(self, entry: Entry, what: Remembered) -> None:
        row = remembered.read(what)
        if isinstance(row, Unit) and what.sort == "units" and row.named:
            self._name(row.id, row.radios)
        elif isinstance(row, Call) and row.id not in self.calls:
            radios = {radio for radio in (row.radio, row.talker) if radio}
            self.calls[row.id] = Spoken(row.to, entry.seq, radios, row.start if row.upload else None)
        elif isinstance(row, Alarm) and row.id not in self.needs:
            need = Need(row.id, row.radio, row.unit, row.group, row.opened, entry.seq)
            self._begin(need, row.call)

    def _keep_text(self, key: str | int, to: str) -> None:
        self._texts[key] = to
        _bound(self._texts)


def _bound(known: dict[K, V]) -> None:
    if len(known) > MOST:
        del known[next(iter(known))]
