"""What a finding of the station does to the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from units import amber, duty, handed_in, own_radio, recorded, stream
from units import findings as fi
from units import keeping as ke
from units.alerts import Alert
from units.borders import LastCrossing
from units.entry import Entry
from units.people import unit_of
from units.state import Alarm, Changes, Facts, Gateway, Group, Line, Part, Rejected


def journal_opened(facts: Facts, entry: Entry, what: fi.JournalOpened, changes: Changes) -> None:
    """The journal's mode, for its whole life."""
    facts.mode, facts.installation = what.mode, what.installation
    changes.all = True


def station_started(facts: Facts, entry: Entry, what: fi.StationStarted, changes: Changes) -> None:
    """A fresh station: nothing is keyed, no link proven yet."""
    for gateway in facts.gateways.values():
        gateway.state, gateway.since, gateway.why = "waiting", entry.wall, ""
        own_radio.forget(gateway)
    for group in facts.groups.values():
        group.keyed, group.press, group.priority = "", "", 0
    for seat in facts.seats.values():
        seat.pedal = seat.pedal_why = ""  # not read yet, or none any more
    changes.all = True
    _tell(facts, entry, changes, "station-started")


def station_stopped(facts: Facts, entry: Entry, what: fi.StationStopped, changes: Changes) -> None:
    """The station went down on purpose: no link is proven any more."""
    for gateway in facts.gateways.values():
        if gateway.state != "down":
            gateway.state, gateway.since, gateway.why = "down", entry.wall, "station stopped"
            own_radio.forget(gateway)
    changes.all = True
    _tell(facts, entry, changes, "station-stopped", what.why)


def config_loaded(facts: Facts, entry: Entry, what: fi.ConfigLoaded, changes: Changes) -> None:
    """Talk-groups and gateways as configured; what is known of those that stay, stays."""
    facts.room, facts.config_error, facts.off_duty = what.room, "", list(what.off_duty)
    facts.config_path = what.path
    facts.agencies = {a.id: a for a in what.agencies}
    former = facts.gateways
    facts.gateways = {}
    for info in what.gateways:
        gateway = former.get(info.name)
        if gateway is None or gateway.info != info:
            gateway = Gateway(info=info, since=entry.wall)
        facts.gateways[info.name] = gateway
    groups = facts.groups
    facts.groups = {}
    for group_info in what.groups:
        group = groups.get(group_info.id) or Group(info=group_info)
        group.info = group_info
        facts.groups[group_info.id] = group
    for seat in facts.seats.values():
        if seat.held not in facts.groups:  # else everything else would be silent for ever
            seat.held = ""
    for unit in facts.units.values():
        duty.settle(facts, unit, changes)
    changes.all = changes.config = True
    _tell(facts, entry, changes, "config", what.path, number=float(len(what.groups)))


def config_refused(facts: Facts, entry: Entry, what: fi.ConfigRefused, changes: Changes) -> None:
    """The changed file has an error; the running configuration stays."""
    facts.config_error = what.why
    changes.state = True
    _tell(facts, entry, changes, "config-refused", what.why)


def voice_recorded(facts: Facts, entry: Entry, what: fi.VoiceRecorded, changes: Changes) -> None:
    """A recording can be played from now on."""
    call = facts.calls.get(what.call)
    if call is None:
        return
    part = Part(
        seq=entry.seq, path=what.path, recorded=what.started, seconds=what.seconds, shape=what.shape, cuts=what.cuts
    )
    if part.path not in call.paths:  # a recording may be finalised twice
        if what.gap >= recorded.GAP:
            recorded.mark(call, "gap", what.gap)
        if what.recovered and "recovered" not in call.marks:
            recorded.mark(call, "recovered", 1)
    recorded.add(call, part)
    if call.upload:
        handed_in.recorded(facts, call, call.seconds, changes)
    changes.calls.add(call.id)
    changes.groups.add(call.to)
    line = facts.lines.get(call.line)
    if line is not None:
        stream.touch(changes, line)


def keyed(facts: Facts, entry: Entry, what: fi.Keyed, changes: Changes) -> None:
    """We are on the air on that group."""
    group = facts.groups.get(what.group)
    if group is not None:
        group.keyed, group.keyed_since = what.seat, entry.wall
        group.press, group.priority = what.press, what.priority
        changes.groups.add(what.group)
        own_radio.turn_over(facts, group.info.gateway, changes)
    call = facts.calls.get(what.call)
    if call is not None:
        call.own, call.heard, call.priority = what.press, True, what.priority
        line = facts.lines.get(call.line)
        if line is not None:
            line.operator = what.operator or ""
            stream.touch(changes, line)


def unkeyed(facts: Facts, entry: Entry, what: fi.Unkeyed, changes: Changes) -> None:
    """We are off the air; anything but a plain release is told."""
    group = facts.groups.get(what.group)
    if group is not None and group.press == what.press:
        group.keyed, group.press, group.priority = "", "", 0
        changes.groups.add(what.group)
        own_radio.turn_over(facts, group.info.gateway, changes)
    if what.why != "released":
        line = _tell(facts, entry, changes, "unkeyed", f"{what.why}: {what.detail}" if what.detail else what.why)
        line.group, line.ref = what.group, what.press


def sent(facts: Facts, entry: Entry, what: fi.Sent, changes: Changes) -> None:
    """The network took it."""
    line = facts.lines.get(what.action)
    if line is None:
        return
    if line.state not in ("delivered", "failed"):
        stream.touch(changes, line, "sent")
    if what.ref:
        line.ref = what.ref
        facts.refs[what.ref] = line.seq


def refused(facts: Facts, entry: Entry, what: fi.Refused, changes: Changes) -> None:
    """What was asked did not happen, and why."""
    facts.erasures.pop(what.action, None)
    line = facts.lines.get(what.action)
    if line is not None and line.sort == "text":
        stream.touch(changes, line, "refused")
    told = _tell(facts, entry, changes, "refused", what.why)
    told.operator, told.ref, told.group = what.seat, what.press, what.group


def alarm_opened(facts: Facts, entry: Entry, what: fi.AlarmOpened, changes: Changes) -> None:
    """An emergency."""
    unit = unit_of(facts, what.radio, entry.wall, changes)
    alarm = Alarm(
        id=what.alarm,
        radio=what.radio or "",
        unit=unit.id if unit is not None else "",
        group=what.group or (unit.group if unit is not None else ""),
        call=what.call or "",
        opened=entry.wall - what.late,
        signals=[what.by],
    )
    facts.alarms[alarm.id] = alarm
    changes.alarms.add(alarm.id)
    if unit is not None:
        unit.alarm = alarm.id
    _mark_group(facts, alarm, changes)
    line = Line(
        seq=entry.seq, time=alarm.opened, sort="alarm", word="alarm", text=what.by, alarm=alarm.id, state="open"
    )
    line.unit, line.radio, line.group = alarm.unit, alarm.radio, alarm.group
    alarm.line = line.seq
    stream.add(facts, changes, line)


def alarm_joined(facts: Facts, entry: Entry, what: fi.AlarmJoined, changes: Changes) -> None:
    """A further signal of the same emergency; a new press after acknowledgement rings again."""
    alarm = facts.alarms.get(what.alarm)
    if alarm is None:
        return
    if what.by not in alarm.signals:
        alarm.signals.append(what.by)
    if what.call:
        alarm.call = what.call
        call = facts.calls.get(what.call)
        if call is not None and not alarm.group:
            alarm.group = call.to
            _mark_group(facts, alarm, changes)
    changes.alarms.add(alarm.id)
    line = facts.lines.get(alarm.line)
    if line is not None and not line.group:
        line.group = alarm.group
    if what.again:
        alarm.ringing, alarm.acknowledged, alarm.acknowledged_by = True, 0.0, ""
        alarm.escalated = False
        if line is not None:
            stream.touch(changes, line, "open")
        again = _tell(facts, entry, changes, "alarm-again", what.by)
        again.unit, again.radio, again.group = alarm.unit, alarm.radio, alarm.group
    elif line is not None:
        stream.touch(changes, line)


def alarm_escalated(facts: Facts, entry: Entry, what: fi.AlarmEscalated, changes: Changes) -> None:
    """Nobody took it: it belongs to every seat."""
    alarm = facts.alarms.get(what.alarm)
    if alarm is not None:
        alarm.escalated = True
        changes.alarms.add(alarm.id)


def _mark_group(facts: Facts, alarm: Alarm, changes: Changes) -> None:
    group = facts.groups.get(alarm.group)
    if group is not None:
        group.alarm = alarm.id
        changes.groups.add(alarm.group)


def program_ended(facts: Facts, entry: Entry, what: fi.ProgramEnded, changes: Changes) -> None:
    """A program of the station fell and is started again."""
    _tell(facts, entry, changes, "program-ended", what.program)


def clock_jumped(facts: Facts, entry: Entry, what: fi.ClockJumped, changes: Changes) -> None:
    """The wall clock moved; order stays by sequence."""
    _tell(facts, entry, changes, "clock", number=what.seconds)


def clock_synchronised(facts: Facts, entry: Entry, what: ke.ClockSynchronised, changes: Changes) -> None:
    """A time source keeps the wall clock right again, or does not any more."""
    facts.unsynchronised, facts.clock_why = (0.0, "") if what.on else (entry.wall, what.why)
    changes.state = True
    _tell(facts, entry, changes, "clock-kept" if what.on else "clock-alone", what.why)


def reserve_used(facts: Facts, entry: Entry, what: ke.ReserveUsed, changes: Changes) -> None:
    """The disk is full and the record goes on from its reserve, or there is room again."""
    facts.reserve = entry.wall if what.on else 0.0
    changes.state = True
    _tell(facts, entry, changes, "reserve-used" if what.on else "reserve-back", number=what.minutes)


def not_recording(facts: Facts, entry: Entry, what: fi.NotRecording, changes: Changes) -> None:
    """Recording stopped, or is possible again."""
    facts.recording = what.why if what.on else ""
    changes.state = True
    _tell(facts, entry, changes, "not-recording" if what.on else "recording-again", what.why)


def voice_broken(facts: Facts, entry: Entry, what: fi.VoiceBroken, changes: Changes) -> None:
    """Too much of a call's voice did not come, or not in time."""
    group = facts.groups.get(what.group)
    share = round(100 * (what.lost + what.late) / what.seconds) if what.seconds > 0 else 0
    changes.state = True
    _tell(facts, entry, changes, "voice-broken", group.info.name if group else what.group, share)


def recording_damaged(facts: Facts, entry: Entry, what: fi.RecordingDamaged, changes: Changes) -> None:
    """A recording has a hole, or there is none: what lay on the disk could not be read."""
    word = "recording-unreadable" if what.whole else "recording-damaged"
    _mark_record(facts, entry, what.call, what.group, ("damaged", what.damaged), word, changes)


def voice_lost(facts: Facts, entry: Entry, what: fi.VoiceLost, changes: Changes) -> None:
    """The disk took nothing for so long that not even memory had room."""
    _mark_record(facts, entry, what.call, what.group, ("lost", what.seconds), "voice-lost", changes)


def _mark_record(
    facts: Facts, entry: Entry, name: str, to: str, mark: tuple[str, float], word: str, changes: Changes
) -> None:
    call = facts.calls.get(name)
    group = facts.groups.get(to or (call.to if call is not None else ""))
    told = _tell(facts, entry, changes, word, group.info.name if group is not None else to, number=mark[1])
    told.group = group.info.id if group is not None else to
    if call is None:
        return
    recorded.mark(call, *mark)
    changes.calls.add(call.id)
    line = facts.lines.get(call.line)
    if line is not None:
        stream.touch(changes, line)


def sound_changed(facts: Facts, entry: Entry, what: fi.SoundChanged, changes: Changes) -> None:
    """A sound device went or came."""
    facts.sound, facts.sound_lost = what.device, what.lost
    changes.state = True
    if what.device and what.lost:
        _tell(facts, entry, changes, "sound-part", ", ".join(what.lost))
    else:
        _tell(facts, entry, changes, "sound-back" if what.device else "sound-none", what.device or what.why)


def position_doubted(facts: Facts, entry: Entry, what: fi.PositionDoubted, changes: Changes) -> None:
    """A fix was not believed."""
    unit = unit_of(facts, what.radio, entry.wall, changes)
    if unit is None:
        return
    unit.doubted = (what.lat, what.lon)
    before = unit.rejected.count if unit.rejected is not None and unit.doubtful else 0
    unit.rejected = Rejected(
        at=entry.wall,
        why=what.why,
        lat=what.lat,
        lon=what.lon,
        metres=what.metres,
        seconds=what.seconds,
        fastest=what.fastest,
        count=before + 1,
    )
    if what.late or unit.doubtful == what.why:
        return
    unit.doubtful = what.why
    line = _tell(facts, entry, changes, "doubtful", what.why)
    line.sort, line.unit, line.radio = "position", unit.id, what.radio


def fixes_failed(facts: Facts, entry: Entry, what: fi.FixesFailed, changes: Changes) -> None:
    """Several receivers fail together, or do not any more."""
    facts.failing, facts.failing_since = (len(what.units), entry.wall) if what.on else (0, 0.0)
    changes.state = True
    line = _tell(facts, entry, changes, "fixes-fail" if what.on else "fixes-back", number=float(len(what.units)))
    line.sort = "position"


def crossed(facts: Facts, entry: Entry, what: fi.Crossed, changes: Changes) -> None:
    """A unit went over a border."""
    line = _tell(facts, entry, changes, *what.told)
    line.sort, line.unit, line.late = "position", what.unit, what.late
    unit = facts.units.get(what.unit)
    if unit is not None and not duty.is_hidden(facts, unit):
        unit.crossed = LastCrossing(entry.wall, what.into, what.out_of, what.radio, what.boundary)
    if what.alert:
        row = Alert(entry.seq, entry.wall, line.word, unit=what.unit, text=line.text, late=what.late)
        amber.add(facts, changes, row)


def _tell(facts: Facts, entry: Entry, changes: Changes, word: str, text: str = "", number: float | None = None) -> Line:
    line = Line(seq=entry.seq, time=entry.wall, sort="system", word=word, text=text, number=number)
    return stream.add(facts, changes, line)


Apply = Callable[[Facts, Entry, Any, Changes], None]

TABLE: dict[type, Apply] = {
    fi.JournalOpened: journal_opened,
    fi.StationStarted: station_started,
    fi.StationStopped: station_stopped,
    fi.ConfigLoaded: config_loaded,
    fi.ConfigRefused: config_refused,
    fi.VoiceRecorded: voice_recorded,
    fi.Keyed: keyed,
    fi.Unkeyed: unkeyed,
    fi.Sent: sent,
    fi.Refused: refused,
    fi.AlarmOpened: alarm_opened,
    fi.AlarmJoined: alarm_joined,
    fi.AlarmEscalated: alarm_escalated,
    fi.ProgramEnded: program_ended,
    fi.ClockJumped: clock_jumped,
    ke.ClockSynchronised: clock_synchronised,
    ke.ReserveUsed: reserve_used,
    fi.NotRecording: not_recording,
    fi.SoundChanged: sound_changed,
    fi.VoiceBroken: voice_broken,
    fi.RecordingDamaged: recording_damaged,
    fi.VoiceLost: voice_lost,
    fi.PositionDoubted: position_doubted,
    fi.FixesFailed: fixes_failed,
    fi.Crossed: crossed,
}
