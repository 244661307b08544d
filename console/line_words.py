"""What a line of the stream says: its word and data as one sentence, without time, unit and talk-group."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console import (
    fence_words,
    fitness_words,
    gone_words,
    own_radio,
    patch_words,
    recording_words,
    times,
    unheard_words,
    words,
)
from console.fix_age import age_of
from units import book
from units.state import Facts, Line
from units.unheard import is_due

translate = QCoreApplication.translate


def sentence(line: Line, facts: Facts, now: float | None = None) -> str:
    """What the row of ``line`` says, without time, unit and talk-group, which have columns of their own.

    ``now`` (s UTC) is needed only for what runs: the age of an alarm's fix. An empty string is a call, which the
    view draws as its duration and shape.
    """
    for part in (_radio_sentence, _alarm_sentence, _people_sentence, _kept_sentence, _state_sentence):
        said = part(line, facts, now)
        if said is not None:
            return said
    return patch_words.sentence(line) or fence_words.sentence(line) or f"{line.word} {line.text}".strip()


def _radio_sentence(line: Line, facts: Facts, now: float | None) -> str | None:
    match line.word:
        case "call":
            return _call_sentence(line, facts)
        case "text":
            return _quoted(line.text)
        case "text-out":
            return translate("words", "to {to}: {text}").format(to=addressee(line, facts), text=_quoted(line.text))
        case "status":
            return _status(line, facts)
        case "status-hand":
            return translate("words", "{status} (by operator)").format(status=_status(line, facts))
        case "no-fix":
            return translate("words", "no position")
        case "doubtful":
            why = words.doubt(line.text)
            said = translate("words", "position doubtful")
            return f"{said}: {why}" if why else said
        case "fixes-fail":
            said = translate("words", "POSITIONS DOUBTFUL: {units} – jamming?")
            return said.format(units=words.Counted().failing(round(line.number or 0)))
        case "fixes-back":
            return translate("words", "positions are reliable again")
        case "registered":
            return translate("words", "radio switched on")
        case "deregistered":
            return translate("words", "radio switched off")
        case "guest-came":
            return translate("words", "partner's unit joined")
        case "guest-left":
            return translate("words", "partner's unit left")
        case "undecoded":
            said = translate("words", "{gateway}: not understood").format(gateway=line.radio)
            return f"{said}: {line.text}" if line.text else said
        case _:
            return None


def _status(line: Line, facts: Facts) -> str:
    code = line.text if line.number is None else int(line.number)
    unit = facts.units.get(line.unit)
    agency = unit.agency if unit is not None else ""
    named = words.status_name(facts, code, agency)
    known = str(code).isdigit() and book.meaning(facts, int(code), agency) is not None
    if not known:
        return named
    return translate("words", "status {code} · {name}").format(code=code, name=named)


def _call_sentence(line: Line, facts: Facts) -> str:
    call = facts.calls.get(line.call)
    if call is None:
        return line.text
    parts = []
    if call.emergency:
        parts.append(translate("words", "emergency call"))
    if call.encrypted:
        parts.append(translate("words", "encrypted"))
    if not call.group:
        parts.append(translate("words", "private call"))
    if is_due(call) and call.line == line.seq:
        parts.append(unheard_words.of_call(call))
    ended = words.call_ended(call.why) if call.end is not None else ""
    if ended:
        parts.append(ended)
    gone = gone_words.recording_gone(facts, call.start, call.to, call.gone) if call.end is not None else ""
    if gone and not call.path:
        parts.append(gone)
    if call.line == line.seq:
        parts += recording_words.grave(call.marks)
    return " · ".join(part for part in parts if part)


def addressee(line: Line, facts: Facts) -> str:
    """Who a text went to: a talk-group's or a unit's name, else the raw ID."""
    if line.group:
        group = facts.groups.get(line.group)
        return group.info.name if group else line.group
    unit = facts.units.get(line.unit)
    if unit and unit.callsign:
        return unit.callsign
    return line.radio or line.unit


def _quoted(text: str) -> str:
    return translate("words", "“{text}”").format(text=text)


def _alarm_sentence(line: Line, facts: Facts, now: float | None) -> str | None:
    match line.word:
        case "alarm":
            return _emergency(line, facts, now)
        case "alarm-again":
            return translate("words", "EMERGENCY pressed again · {by}").format(by=words.raised_by(line.text))
        case "alarm-joined":
            return translate("words", "further emergency signal · {by}").format(by=words.raised_by(line.text))
        case "alarm-cancelled":
            return translate("words", "the radio cancelled its emergency")
        case "alarm-ack":
            return translate("words", "emergency acknowledged")
        case "alarm-closed":
            said = translate("words", "emergency closed")
            return f"{said} · {words.verdict(line.text)}" if line.text else said
        case _:
            return None


def _emergency(line: Line, facts: Facts, now: float | None) -> str:
    alarm = facts.alarms.get(line.alarm)
    signals = alarm.signals if alarm is not None and alarm.signals else [line.text]
    parts = [translate("words", "EMERGENCY"), *(words.raised_by(by) for by in signals[:3] if by)]
    unit = facts.units.get(line.unit)
    if alarm is not None and unit is not None:
        if unit.fix is None:
            parts.append(translate("words", "no position"))
        elif now is not None:
            age = age_of(unit, now)
            old = translate("words", "fix {age}").format(age=times.age(age)) if age is not None else ""
            parts.append(old or translate("words", "fix of unknown age"))
    return " · ".join(parts)


def _people_sentence(line: Line, facts: Facts, now: float | None) -> str | None:
    who = line.operator
    match line.word:
        case "note":
            return line.text
        case "signed-on":
            return translate("words", "operator {operator} signed on").format(operator=who or line.text)
        case "signed-off":
            return translate("words", "operator {operator} signed off").format(operator=who or line.text)
        case "handed-over":
            said = translate("words", "position handed over")
            if line.number:
                said += f" · {unheard_words.Counts().owed(round(line.number))}"
            return f"{said}: {line.text}" if line.text else said
        case "fitness":
            return translate("words", "room measured: {verdict}").format(verdict=fitness_words.verdict(line.text))
        case "dismissed":
            said = translate("words", "unheard call dismissed")
            return f"{said}: {unheard_words.dismissal(line.text)}" if line.text else said
        case "named":
            return translate("words", "radio named {name}").format(name=line.text)
        case "played":
            return translate("words", "recording played")
        case "searched":
            return translate("words", "older records searched: {purpose}").format(purpose=line.text)
        case "exported":
            return translate("words", "records exported: {what}").format(what=line.text)
        case "config-saved":
            return _config_saved(line.text)
        case "refused":
            return words.refusal(line.text)
        case _:
            return None


def _config_saved(text: str) -> str:
    what, _, gateway = text.partition(" ")
    match what:
        case "added":
            return translate("words", "gateway {gateway} set up").format(gateway=gateway)
        case "removed":
            return translate("words", "gateway {gateway} removed from the configuration").format(gateway=gateway)
        case _ if not gateway:
            return translate("words", "settings of the pedal changed")
        case _:
            return translate("words", "settings of gateway {gateway} changed").format(gateway=gateway)


def _kept_sentence(line: Line, facts: Facts, now: float | None) -> str | None:
    """What was done to the record itself."""
    match line.word:
        case "hold-placed":
            return translate("words", "legal hold placed: {reason}").format(reason=line.text)
        case "hold-lifted":
            return translate("words", "legal hold lifted: {reason}").format(reason=line.text)
        case "erasure-asked":
            return translate("words", "erasure asked for: {reason}").format(reason=line.text)
        case "erased":
            return gone_words.erased(line)
        case _:
            return None


def _state_sentence(line: Line, facts: Facts, now: float | None) -> str | None:
    match line.word:
        case "link-up":
            return translate("words", "{gateway}: link up").format(gateway=line.radio)
        case "link-down":
            said = translate("words", "{gateway}: no link").format(gateway=line.radio)
            return f"{said}: {words.link_why(line.text)}" if line.text else said
        case "own-radio":
            return f"{line.radio}: {own_radio.network(line.text)}"
        case "tuned":
            group = own_radio.name_of(facts, line.group)
            return translate("words", "{gateway}: its radio is now set to {group}").format(
                gateway=line.radio, group=group or "–"
            )
        case "tune":
            said = translate("words", "radio to be set to {group}")
            return said.format(group=own_radio.name_of(facts, line.group))
        case "lacks":
            return f"{line.radio}: {own_radio.lacking(line.text)}"
        case "unkeyed":
            return words.unkeyed(line.text)
        case "pedal-stuck":
            return translate("words", "the pedal is stuck: it keys nothing until it comes up")
        case "pedal-lost":
            said = translate("words", "the pedal cannot be read")
            return f"{said}: {line.text}" if line.text else said
        case "pedal-ready":
            return translate("words", "the pedal works again")
        case "config":
            return translate("words", "configuration loaded")
        case "config-refused":
            return translate("words", "configuration not loaded: {why}").format(why=line.text)
        case "clock":
            return translate("words", "the clock jumped by {seconds} s").format(seconds=round(line.number or 0, 1))
        case "clock-alone":
            return words.clock_why(line.text)
        case "clock-kept":
            return translate("words", "the clock is synchronised again")
        case "reserve-used":
            said = translate("words", "the disk is full: recording goes on from the reserve, about {minutes} min")
            return said.format(minutes=round(line.number or 0))
        case "reserve-back":
            return translate("words", "the disk has room again")
        case "not-recording":
            said = translate("words", "NOT RECORDING")
            return f"{said}: {words.link_why(line.text)}" if line.text else said
        case "recording-again":
            return translate("words", "recording again")
        case "sound-none":
            return translate("words", "NO SOUND: no loudspeaker")
        case "voice-broken":
            said = translate("words", "voice of {group} broken: {share} % of a call was not heard as it was said")
            return said.format(group=line.text, share=round(line.number or 0))
        case "voice-lost" | "recording-damaged" | "recording-unreadable":
            return recording_words.sentence(line.word, line.text, line.number or 0.0)
        case "sound-part":
            lost = ", ".join(_device(name) for name in line.text.split(", "))
            return translate("words", "sound device lost: {devices}").format(devices=lost)
        case "sound-back":
            said = translate("words", "sound is back")
            return f"{said}: {line.text}" if line.text else said
        case "station-started":
            return translate("words", "station started")
        case "station-stopped":
            return translate("words", "station stopped")
        case "unread":
            return translate("words", "an entry this Kopa cannot read: {kind}").format(kind=line.text)
        case "program-ended":
            return translate("words", "{program} ended unasked and is started again").format(
                program=words.program(line.text)
            )
        case _:
            return None


def _device(name: str) -> str:
    """A sound device by its own name, or what it is where it has none."""
    match name:
        case "microphone":
            return translate("words", "microphone")
        case "default":
            return translate("words", "the default loudspeaker")
    return name
