"""What each kind of entry becomes in read.db. A kind that is not here leaves no row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from journal import earshot
from journal.filing import Filing, Who, Words, group_agency, group_name, key, who
from radio import events as ev
from units import actions as ac
from units import book
from units import findings as fi
from units.earshot import Listened, Unheard
from units.entry import Entry
from units.fold import fold
from units.handed_in import when
from units.keeping import Erased
from units.state import Changes, Facts


def file(filing: Filing, entry: Entry, changes: Changes, facts: Facts) -> None:
    """File ``entry`` after the picture took it in: ``changes`` say what it may do, ``facts`` who is who."""
    how = TABLE.get(type(entry.what))
    if how is not None:
        how(filing, entry, entry.what, changes, facts)


def _call_started(filing: Filing, entry: Entry, what: ev.CallStarted, changes: Changes, facts: Facts) -> None:
    found = filing.execute("SELECT seq, talkgroup, end FROM calls WHERE call = ?", what.call).fetchone()
    if found is not None:  # the same call through a second gateway, which may know better
        if what.to and what.to != found[1] and found[2] is None:
            order = "UPDATE calls SET talkgroup = ?, group_name = ? WHERE seq = ?"
            filing.execute(order, what.to, group_name(facts, what.to), found[0])
            filing.add_words(found[0], Words("", fold(group_name(facts, what.to)), fold(what.to), key("g", what.to)))
        return
    speaker = who(facts, what.radio)
    name = group_name(facts, what.to) or who(facts, what.to).unit
    start = when(what.radio_time, entry.wall) if what.upload else entry.wall
    row = {
        "seq": entry.seq,
        "call": what.call,
        "start": start,
        "unit": speaker.unit,
        "unit_id": speaker.unit_id,
        "radio": speaker.radio,
        "talkgroup": what.to or "",
        "group_name": name,
        "gateway": what.gateway,
        "agency": speaker.agency or group_agency(facts, what.to),
        "seconds": 0.0,
        "path": "",
        "sha256": "",
        "emergency": int(what.emergency),
        "encrypted": what.encrypted or "",
        "why": "",
        "own": "",
        "text": "",
        "coded": "",
        "frames": "",
        "upload": int(what.upload),
        "recorded": 0.0,
        "parts": "",
    }
    filing.insert("calls", row, speaker, what.to or "", name, what.gateway)
    if what.upload:  # a search by its own time must look as far as its entry
        order = (
            "INSERT INTO hours (hour, low, high) VALUES (?, ?, ?)"
            " ON CONFLICT (hour) DO UPDATE SET low = min(low, excluded.low), high = max(high, excluded.high)"
        )
        filing.execute(order, int(start // 3600), entry.seq, entry.seq)


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
    end = entry.wall
    found = filing.execute("SELECT start FROM calls WHERE call = ? AND upload = 1", what.call).fetchone()
    if found is not None:
        end = max(found[0], when(what.radio_time, entry.wall))
    filing.execute(order, end, what.why, end, what.call)


def _station_started(filing: Filing, entry: Entry, what: fi.StationStarted, changes: Changes, facts: Facts) -> None:
    filing.execute("UPDATE calls SET why = 'lost' WHERE end IS NULL AND why = ''")


def _recorded(filing: Filing, entry: Entry, what: fi.VoiceRecorded, changes: Changes, facts: Facts) -> None:
    filing.record(what)
    earshot.marked(filing, what, facts)


def _keyed(filing: Filing, entry: Entry, what: fi.Keyed, changes: Changes, facts: Facts) -> None:
    order = "UPDATE calls SET own = ?, owed = 0, priority = ? WHERE call = ?"
    filing.execute(order, what.operator or what.seat, what.priority, what.call)
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
        "agency": unit.agency or group_agency(facts, to),
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
    known = book.meaning(facts, code, unit.agency)
    row = {
        "seq": entry.seq,
        "time": entry.wall,
        "unit": unit.unit,
        "unit_id": unit.unit_id,
        "radio": unit.radio,
        "agency": unit.agency,
        "code": code,
        "text": known.en if known is not None else "",
        "operator": operator,
    }
    meaning = (known.en, known.lv, known.lt) if known is not None else ()
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
        "agency": unit.agency or group_agency(facts, group),
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
        "agency": unit.agency or group_agency(facts, what.group),
        "text": what.text,
        "operator": what.operator or "",
    }
    filing.insert("notes", row, unit, what.group, row["group_name"], what.text, what.operator or "")


def _job_set(filing: Filing, entry: Entry, what: ac.JobSet, changes: Changes, facts: Facts) -> None:
    if what.unit not in changes.units:
        return
    unit = who(facts, None, what.unit)
    row: dict[str, Any] = {
        "seq": entry.seq,
        "time": entry.wall,
        "unit": unit.unit,
        "unit_id": unit.unit_id,
        "agency": unit.agency,
        "text": what.job,
        "operator": what.operator or "",
    }
    filing.insert("jobs", row, unit, "", "", what.job, what.operator or "")


def _played(filing: Filing, entry: Entry, what: ac.Played, changes: Changes, facts: Facts) -> None:
    if what.stopped or (what.at is not None and _is_playing(filing, what)):
        return
    found = filing.execute("SELECT radio, unit_id, unit, agency FROM calls WHERE call = ?", what.call).fetchone()
    _look_up(filing, entry, what, "played", "", Who(*found) if found else Who(), call=what.call)


def _is_playing(filing: Filing, what: ac.Played) -> bool:
    """Whether it only goes on elsewhere in what this operator has listened to last: one look, one row."""
    order = "SELECT call, operator FROM lookups WHERE what = 'played' ORDER BY seq DESC LIMIT 1"
    last = filing.execute(order).fetchone()
    return last is not None and tuple(last) == (what.call, what.operator or "")


def _searched(filing: Filing, entry: Entry, what: ac.Searched, changes: Changes, facts: Facts) -> None:
    _look_up(filing, entry, what, "searched", f"{what.purpose}: {what.terms}", Who(), journal=what.journal)


def _exported(filing: Filing, entry: Entry, what: ac.Exported, changes: Changes, facts: Facts) -> None:
    text = f"{what.purpose}: {what.what}"
    _look_up(filing, entry, what, "exported", text, Who(), path=what.path, rows=what.rows, journal=what.journal)


def _look_up(filing: Filing, entry: Entry, action: ac.Action, what: str, text: str, of: Who, **more: str | int) -> None:
    """Filed whoever looked, signed on here or (a review) elsewhere: that somebody looked is what counts."""
    row: dict[str, Any] = {
        "seq": entry.seq,
        "time": entry.wall,
        "what": what,
        "unit": of.unit,
        "unit_id": of.unit_id,
        "agency": of.agency,
        "text": text,
        "call": "",
        "path": "",
        "rows": 0,
        "journal": "",
        "seat": action.seat,
        "operator": action.operator or "",
        **more,
    }
    filing.insert("lookups", row, of, "", "", what, text, action.operator or "", str(row["path"]))


def _erased(filing: Filing, entry: Entry, what: Erased, changes: Changes, facts: Facts) -> None:
    """Calls of which something was erased: those without a recording now had one, if recordings were erased."""
    for row in what.rows if what.files else ():
        filing.execute("UPDATE calls SET gone = 'erased' WHERE seq = ? AND path = ''", row)


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
    fi.RecordingDamaged: earshot.lacking,
    fi.VoiceLost: earshot.lacking,
    Unheard: earshot.unheard,
    Listened: earshot.listened,
    ac.Dismissed: earshot.dismissed,
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
    ac.JobSet: _job_set,
    ac.Played: _played,
    ac.Searched: _searched,
    ac.Exported: _exported,
    Erased: _erased,
}
