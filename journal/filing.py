"""How an entry becomes rows of read.db: who was called what at that time, and the words it is found by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from radio import events as ev
from units import actions as ac
from units import findings as fi
from units.entry import Entry
from units.fold import fold
from units.people import OWN
from units.state import Changes, Facts


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


class Filing:
    """Files entries through one connection, in its caller's transaction."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def file(self, entry: Entry, changes: Changes, facts: Facts) -> None:
        """File ``entry`` after the picture took it in: ``changes`` say what it may do, ``facts`` who is who."""
        how = TABLE.get(type(entry.what))
        if how is not None:
            how(self, entry, entry.what, changes, facts)

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
        text = " ".join((who.radio, group, *words))
        self._connection.execute(
            "INSERT OR REPLACE INTO words (rowid, names, groups, said, keys) VALUES (?, ?, ?, ?, ?)",
            (row["seq"], fold(who.unit), fold(group_name), fold(text), " ".join(keys)),
        )

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


def _agency(facts: Facts, group: str | None) -> str:
    found = facts.groups.get(group or "")
    return found.info.agency if found is not None else ""


def _call_started(filing: Filing, entry: Entry, what: ev.CallStarted, changes: Changes, facts: Facts) -> None:
    if filing.execute("SELECT 1 FROM calls WHERE call = ?", what.call).fetchone() is not None:
        return  # the same call through a second gateway
    speaker = who(facts, what.radio)
    name = group_name(facts, what.to) or who(facts, what.to).unit
    row = {
        "seq": entry.seq,
        "call": what.call,
        "start": entry.wall,
        "unit": speaker.unit,
        "unit_id": speaker.unit_id,
        "radio": speaker.radio,
        "talkgroup": what.to or "",
        "group_name": name,
        "gateway": what.gateway,
        "agency": speaker.agency or _agency(facts, what.to),
        "seconds": 0.0,
        "path": "",
        "sha256": "",
        "emergency": int(what.emergency),
        "encrypted": what.encrypted or "",
        "why": "",
        "own": "",
        "text": "",
    }
    filing.insert("calls", row, speaker, what.to or "", name, what.gateway)


def _talker_named(filing: Filing, entry: Entry, what: ev.TalkerNamed, changes: Changes, facts: Facts) -> None:
    found = filing.execute("SELECT seq, radio, text FROM calls WHERE call = ?", what.call).fetchone()
    if found is None or (what.radio is None and not what.text):
        return
    seq, radio, text = found
    speaker = who(facts, what.radio)
    if what.radio and not radio:
        order = (
            "UPDATE calls SET unit = ?, unit_id = ?, radio = ?, agency = coalesce(nullif(?, ''), agency) WHERE seq = ?"
        )
        filing.execute(order, speaker.unit, speaker.unit_id, speaker.radio, speaker.agency, seq)
    if what.text and what.text not in text:
        filing.execute("UPDATE calls SET text = ? WHERE seq = ?", f"{text} {what.text}".strip(), seq)
    words = fold(f"{speaker.radio} {what.text}".strip())
    filing.add_words(seq, Words(fold(speaker.unit), "", words, " ".join(speaker.keys())))


def _call_ended(filing: Filing, entry: Entry, what: ev.CallEnded, changes: Changes, facts: Facts) -> None:
    order = "UPDATE calls SET end = ?, why = ?, seconds = max(seconds, ? - start) WHERE call = ? AND end IS NULL"
    filing.execute(order, entry.wall, what.why, entry.wall, what.call)


def _station_started(filing: Filing, entry: Entry, what: fi.StationStarted, changes: Changes, facts: Facts) -> None:
    filing.execute("UPDATE calls SET why = 'lost' WHERE end IS NULL AND why = ''")


def _recorded(filing: Filing, entry: Entry, what: fi.VoiceRecorded, changes: Changes, facts: Facts) -> None:
    order = "UPDATE calls SET path = ?, sha256 = ?, seconds = ? WHERE call = ?"
    filing.execute(order, what.path, what.sha256, what.seconds, what.call)


def _keyed(filing: Filing, entry: Entry, what: fi.Keyed, changes: Changes, facts: Facts) -> None:
    filing.execute("UPDATE calls SET own = ? WHERE call = ?", what.operator or what.seat, what.call)
    found = filing.execute("SELECT seq FROM calls WHERE call = ?", what.call).fetchone()
    if found is not None and what.operator:
        filing.add_words(found[0], Words(said=fold(what.operator)))


def _mark_emergency(filing: Filing, call: str | None) -> None:
    """A call that belongs to an emergency is found as one."""
    found = filing.execute("SELECT seq FROM calls WHERE call = ?", call).fetchone() if call else None
    if found is not None:
        filing.execute("UPDATE calls SET emergency = 1 WHERE seq = ?", found[0])
        filing.add_words(found[0], Words(keys=key("x", "emergency")))


def _text_received(filing: Filing, entry: Entry, what: ev.TextReceived, changes: Changes, facts: Facts) -> None:
    _text(filing, entry, facts, who(facts, what.radio), what.to or "", what.text, what.ref or "", "unread", "")


def _text_sent(filing: Filing, entry: Entry, what: ac.TextSent, changes: Changes, facts: Facts) -> None:
    if entry.seq in changes.lines:
        receiver = Who() if what.to in facts.groups else who(facts, what.to)
        _text(filing, entry, facts, receiver, what.to, what.text, what.ref, "waiting", what.operator or "")


def _text(
    filing: Filing, entry: Entry, facts: Facts, unit: Who, to: str, text: str, ref: str, state: str, operator: str
) -> None:
    name = group_name(facts, to)
    row: dict[str, Any] = {
        "seq": entry.seq,
        "time": entry.wall,
        "unit": unit.unit,
        "unit_id": unit.unit_id,
        "radio": unit.radio,
        "to": to,
        "to_name": name or who(facts, to).unit,
        "agency": unit.agency or _agency(facts, to),
        "text": text,
        "ref": ref,
        "state": state,
        "operator": operator,
    }
    filing.insert("texts", row, unit, to if name else "", name, text, operator, row["to_name"])


def _text_read(filing: Filing, entry: Entry, what: ac.TextRead, changes: Changes, facts: Facts) -> None:
    if what.text in changes.lines:
        order = "UPDATE texts SET state = 'read', operator = ? WHERE seq = ? AND state = 'unread'"
        filing.execute(order, what.operator or "", what.text)


def _sent(filing: Filing, entry: Entry, what: fi.Sent, changes: Changes, facts: Facts) -> None:
    filing.execute("UPDATE texts SET state = 'sent' WHERE seq = ? AND state = 'waiting'", what.action)
    if what.ref:
        filing.execute("UPDATE texts SET ref = ? WHERE seq = ?", what.ref, what.action)


def _refused(filing: Filing, entry: Entry, what: fi.Refused, changes: Changes, facts: Facts) -> None:
    filing.execute("UPDATE texts SET state = 'refused' WHERE seq = ? AND operator <> ''", what.action)


def _delivered(filing: Filing, entry: Entry, what: ev.Delivered, changes: Changes, facts: Facts) -> None:
    if not what.ref:
        return
    state = "failed" if not what.ok else "sent" if what.by == "network" else "delivered"
    order = "UPDATE texts SET state = ? WHERE ref = ? AND operator <> '' AND NOT (state = 'delivered' AND ?)"
    filing.execute(order, state, what.ref, int(what.by == "network"))


def _status_received(filing: Filing, entry: Entry, what: ev.StatusReceived, changes: Changes, facts: Facts) -> None:
    _status(filing, entry, facts, who(facts, what.radio), what.code, "")


def _status_set(filing: Filing, entry: Entry, what: ac.StatusSet, changes: Changes, facts: Facts) -> None:
    if what.unit in changes.units:
        _status(filing, entry, facts, who(facts, None, what.unit), what.code, what.operator or "")


def _status(filing: Filing, entry: Entry, facts: Facts, unit: Who, code: int, operator: str) -> None:
    book = facts.statuses.get(code)
    row = {
        "seq": entry.seq,
        "time": entry.wall,
        "unit": unit.unit,
        "unit_id": unit.unit_id,
        "radio": unit.radio,
        "agency": unit.agency,
        "code": code,
        "text": book.en if book is not None else "",
        "operator": operator,
    }
    meaning = (book.en, book.lv, book.lt) if book is not None else ()
    filing.insert("statuses", row, unit, "", "", str(code), operator, *meaning)


def _alarm_opened(filing: Filing, entry: Entry, what: fi.AlarmOpened, changes: Changes, facts: Facts) -> None:
    unit = who(facts, what.radio)
    alarm = facts.alarms.get(what.alarm)
    group = (alarm.group if alarm is not None else what.group) or ""
    row: dict[str, Any] = {
        "seq": entry.seq,
        "alarm": what.alarm,
        "time": entry.wall - what.late,
        "unit": unit.unit,
        "unit_id": unit.unit_id,
        "radio": unit.radio,
        "talkgroup": group,
        "group_name": group_name(facts, group),
        "agency": unit.agency or _agency(facts, group),
        "call": what.call or "",
        "by": what.by,
        "acknowledged_by": "",
        "closed_by": "",
        "verdict": "",
        "note": "",
    }
    filing.insert("alarms", row, unit, group, row["group_name"], what.by)
    filing.add_words(entry.seq, Words(keys=key("x", "emergency")))
    _mark_emergency(filing, what.call)


def _alarm_joined(filing: Filing, entry: Entry, what: fi.AlarmJoined, changes: Changes, facts: Facts) -> None:
    if what.call:
        filing.execute("UPDATE alarms SET call = ? WHERE alarm = ?", what.call, what.alarm)
        _mark_emergency(filing, what.call)


def _alarm_taken(filing: Filing, entry: Entry, what: ac.AlarmAcknowledged, changes: Changes, facts: Facts) -> None:
    if what.alarm in changes.alarms:
        order = "UPDATE alarms SET acknowledged = ?, acknowledged_by = ? WHERE alarm = ?"
        filing.execute(order, entry.wall, what.operator or "", what.alarm)


def _alarm_closed(filing: Filing, entry: Entry, what: ac.AlarmClosed, changes: Changes, facts: Facts) -> None:
    if what.alarm not in changes.alarms:
        return
    order = "UPDATE alarms SET closed = ?, closed_by = ?, verdict = ?, note = ? WHERE alarm = ?"
    filing.execute(order, entry.wall, what.operator or "", what.verdict, what.note, what.alarm)
    found = filing.execute("SELECT seq FROM alarms WHERE alarm = ?", what.alarm).fetchone()
    if found is not None:
        filing.add_words(found[0], Words(said=fold(f"{what.verdict} {what.note}".strip())))


def _noted(filing: Filing, entry: Entry, what: ac.Noted, changes: Changes, facts: Facts) -> None:
    if entry.seq not in changes.lines:
        return
    unit = who(facts, None, what.unit)
    row: dict[str, Any] = {
        "seq": entry.seq,
        "time": entry.wall,
        "unit": unit.unit,
        "unit_id": unit.unit_id,
        "talkgroup": what.group,
        "group_name": group_name(facts, what.group),
        "agency": unit.agency or _agency(facts, what.group),
        "text": what.text,
        "operator": what.operator or "",
    }
    filing.insert("notes", row, unit, what.group, row["group_name"], what.text, what.operator or "")


File = Callable[[Filing, Entry, Any, Changes, Facts], None]

TABLE: dict[type, File] = {
    ev.CallStarted: _call_started,
    ev.TalkerNamed: _talker_named,
    ev.CallEnded: _call_ended,
    ev.TextReceived: _text_received,
    ev.StatusReceived: _status_received,
    ev.Delivered: _delivered,
    fi.StationStarted: _station_started,
    fi.VoiceRecorded: _recorded,
    fi.Keyed: _keyed,
    fi.Sent: _sent,
    fi.Refused: _refused,
    fi.AlarmOpened: _alarm_opened,
    fi.AlarmJoined: _alarm_joined,
    ac.TextSent: _text_sent,
    ac.TextRead: _text_read,
    ac.StatusSet: _status_set,
    ac.AlarmAcknowledged: _alarm_taken,
    ac.AlarmClosed: _alarm_closed,
    ac.Noted: _noted,
}
