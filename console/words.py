"""The one place that turns codes of the record into sentences a person reads: lines, states, refusals, statuses, links.

The record holds data (``word``, ``number``, ``text``); what a dispatcher reads is made here, in the language of
:func:`console.i18n.install`. Serving officers of both countries have yet to check the words: they change here only.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from console import times
from units.state import Facts, Line

translate = QCoreApplication.translate


class Counted(QObject):
    """Sentences with a number in them: the only ones that need plural forms."""

    def unheard(self, n: int) -> str:
        """``n`` transmissions nobody here has heard."""
        return self.tr("%n unheard", "", n)

    def units(self, n: int) -> str:
        """``n`` units."""
        return self.tr("%n unit(s)", "", n)

    def rows(self, n: int) -> str:
        """``n`` rows of a table."""
        return self.tr("%n row(s)", "", n)

    def calls(self, n: int) -> str:
        """``n`` calls found."""
        return self.tr("%n call(s)", "", n)

    def seconds(self, n: int) -> str:
        """``n`` seconds, spelled out: for waiting, not for ages."""
        return self.tr("%n second(s)", "", n)

    def recordings(self, n: int) -> str:
        """``n`` recordings."""
        return self.tr("%n recording(s)", "", n)


def language() -> str:
    """The language sentences are made in now: ``en``, ``lv`` or ``lt``."""
    return {QLocale.Language.Latvian: "lv", QLocale.Language.Lithuanian: "lt"}.get(QLocale().language(), "en")


# -- single words ------------------------------------------------------------------------------------------------


def role(code: str) -> str:
    """Who an operator is."""
    match code:
        case "supervisor":
            return translate("words", "shift supervisor")
        case "trainer":
            return translate("words", "trainer")
        case _:
            return translate("words", "dispatcher")


def kind_of(code: str) -> str:
    """What kind of unit."""
    match code:
        case "foot":
            return translate("words", "on foot")
        case "boat":
            return translate("words", "boat")
        case "air":
            return translate("words", "aircraft")
        case "post":
            return translate("words", "post")
        case _:
            return translate("words", "car")


def verdict(code: str) -> str:
    """What an emergency turned out to be."""
    match code:
        case "real":
            return translate("words", "real")
        case "false":
            return translate("words", "false")
        case "test":
            return translate("words", "test")
        case _:
            return code


def raised_by(code: str) -> str:
    """What raised an emergency."""
    match code:
        case "button":
            return translate("words", "radio button")
        case "status":
            return translate("words", "emergency status")
        case "position":
            return translate("words", "emergency position report")
        case "call":
            return translate("words", "emergency call")
        case _:
            return code


def call_ended(code: str) -> str:
    """Why a call ended, if there is something to say: a normal release is silent."""
    match code:
        case "timeout":
            return translate("words", "timed out")
        case "lost":
            return translate("words", "signal lost")
        case "preempted":
            return translate("words", "pre-empted")
        case _:
            return ""


def unkeyed(why: str) -> str:
    """Why a transmission of ours ended other than by letting go of the key."""
    match why:
        case "lease":
            return translate("words", "transmission ended: the console stopped answering")
        case "limit":
            return translate("words", "transmission ended: talk-time limit")
        case "link":
            return translate("words", "transmission ended: link lost")
        case "restart":
            return translate("words", "transmission ended: the station restarted")
        case _:
            return translate("words", "transmission ended: {why}").format(why=why)


def status_name(facts: Facts, code: int | str | None) -> str:
    """The status book's words for ``code`` in the reader's language; ``status 17`` where the book has none."""
    if code is None or code == "":
        return ""
    try:
        number = int(code)
    except ValueError:
        return str(code)
    status = facts.statuses.get(number)
    if status is not None:
        named = {"lv": status.lv, "lt": status.lt}.get(language(), "") or status.en
        if named:
            return named
    if number == 0:
        return translate("words", "emergency")
    return translate("words", "status {code}").format(code=number)


def country(code: str) -> str:
    """A country's name."""
    match code.upper():
        case "LV" | "LATVIA":
            return translate("words", "Latvia")
        case "LT" | "LITHUANIA":
            return translate("words", "Lithuania")
        case "EE" | "ESTONIA":
            return translate("words", "Estonia")
        case "PL" | "POLAND":
            return translate("words", "Poland")
        case "BY" | "BELARUS":
            return translate("words", "Belarus")
        case "RU" | "RUSSIA":
            return translate("words", "Russia")
        case _:
            return code


def crossed(into: str) -> str:
    """A unit crossed a border: a whole sentence each, because Latvian and Lithuanian bend the country's name."""
    match into.upper():
        case "LV" | "LATVIA":
            return translate("words", "crossed into Latvia")
        case "LT" | "LITHUANIA":
            return translate("words", "crossed into Lithuania")
        case "EE" | "ESTONIA":
            return translate("words", "crossed into Estonia")
        case "PL" | "POLAND":
            return translate("words", "crossed into Poland")
        case "BY" | "BELARUS":
            return translate("words", "crossed into Belarus")
        case "RU" | "RUSSIA":
            return translate("words", "crossed into Russia")
        case _:
            return translate("words", "crossed: {place}").format(place=into)


# -- refusals and links ------------------------------------------------------------------------------------------


def refusal(code: str, detail: str = "") -> str:
    """Why something asked was not done, as one sentence for the status line."""
    said = _refusal(code)
    return f"{said} ({detail})" if detail and detail != code else said


def _refusal(code: str) -> str:
    match code:
        case "unsigned":
            return translate("words", "Refused: nobody is signed on at this position.")
        case "rights":
            return translate("words", "Refused: your role does not allow this.")
        case "stale":
            return translate("words", "Refused: it came too late to be carried out safely. Try again.")
        case "unknown-outcome":
            return translate(
                "words", "Refused: the station restarted and cannot tell whether it was done. Check, then repeat."
            )
        case "no-link":
            return translate("words", "Refused: there is no link to this network now.")
        case "transmit-off":
            return translate("words", "Refused: transmitting is switched off for this gateway.")
        case "unable":
            return translate("words", "Refused: this network cannot do that.")
        case "busy":
            return translate("words", "Refused: the talk-group is busy.")
        case "unknown-target":
            return translate("words", "Refused: no configured network knows this radio or talk-group.")
        case _:
            return translate("words", "Refused.")


def link_why(why: str) -> str:
    """Why a link is down. Known reasons are translated; an operating system's own words are passed on."""
    for pattern, sentence in _link_reasons():
        found = re.search(pattern, why, re.IGNORECASE)
        if found:
            return sentence.format(*found.groups())
    return why


def _link_reasons() -> tuple[tuple[str, str], ...]:
    return (
        (r"refused", translate("words", "connection refused")),
        (r"timed? ?out", translate("words", "no answer")),
        (r"no such (?:file|device)|not found|does not exist", translate("words", "device not there")),
        (r"unplugged|disconnected|device gone", translate("words", "device unplugged")),
        (r"in use", translate("words", "port already in use")),
        (r"permission", translate("words", "no permission for the device")),
        (
            r"(?:silent|silence|no (?:traffic|keep-?alive|proof|answer|data)).*?(\d+)(?:\.\d+)? ?s",
            translate("words", "nothing heard for {0} s"),
        ),
        (r"silen|no (?:traffic|keep-?alive|proof|answer|data|reply)", translate("words", "nothing heard")),
        (r"unreachable|no route", translate("words", "network unreachable")),
        (r"reset|broken pipe|closed|end of (?:file|stream)", translate("words", "connection closed by the other side")),
        (r"removed|config", translate("words", "no longer configured")),
        (r"noise|baud", translate("words", "only noise: check the baud rate")),
    )


def doubt(why: str) -> str:
    """Why a position is not believed."""
    match why:
        case "speed" | "jump":
            return translate("words", "impossible speed")
        case "future" | "time":
            return translate("words", "impossible time")
        case "old" | "stale":
            return translate("words", "old fix")
        case "range" | "far":
            return translate("words", "too far away")
        case _:
            return why


# -- lines of the stream -----------------------------------------------------------------------------------------


def sentence(line: Line, facts: Facts, now: float | None = None) -> str:
    """What the row of ``line`` says, without time, unit and talk-group, which have columns of their own.

    ``now`` (s UTC) is needed only for what runs: the age of an alarm's fix. An empty string is a call, which the
    view draws as its duration and shape.
    """
    for part in (_radio_sentence, _alarm_sentence, _people_sentence, _state_sentence):
        said = part(line, facts, now)
        if said is not None:
            return said
    return f"{line.word} {line.text}".strip()


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
            why = doubt(line.text)
            said = translate("words", "position doubtful")
            return f"{said}: {why}" if why else said
        case "crossed":
            return crossed(line.text)
        case "registered":
            return translate("words", "radio switched on")
        case "deregistered":
            return translate("words", "radio switched off")
        case "undecoded":
            said = translate("words", "{gateway}: not understood").format(gateway=line.radio)
            return f"{said}: {line.text}" if line.text else said
        case _:
            return None


def _status(line: Line, facts: Facts) -> str:
    code = line.text if line.number is None else int(line.number)
    named = status_name(facts, code)
    known = str(code).isdigit() and int(code) in facts.statuses
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
    ended = call_ended(call.why) if call.end is not None else ""
    if ended:
        parts.append(ended)
    return " · ".join(parts)


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
            return translate("words", "EMERGENCY pressed again · {by}").format(by=raised_by(line.text))
        case "alarm-joined":
            return translate("words", "further emergency signal · {by}").format(by=raised_by(line.text))
        case "alarm-cancelled":
            return translate("words", "the radio cancelled its emergency")
        case "alarm-ack":
            return translate("words", "emergency acknowledged")
        case "alarm-closed":
            said = translate("words", "emergency closed")
            return f"{said} · {verdict(line.text)}" if line.text else said
        case _:
            return None


def _emergency(line: Line, facts: Facts, now: float | None) -> str:
    alarm = facts.alarms.get(line.alarm)
    signals = alarm.signals if alarm is not None and alarm.signals else [line.text]
    parts = [translate("words", "EMERGENCY"), *(raised_by(by) for by in signals[:3] if by)]
    unit = facts.units.get(line.unit)
    if alarm is not None and unit is not None:
        if unit.fix is None:
            parts.append(translate("words", "no position"))
        elif now is not None:
            parts.append(translate("words", "fix {age}").format(age=times.age(now - unit.fix.time)))
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
            return f"{said}: {line.text}" if line.text else said
        case "named":
            return translate("words", "named {name}").format(name=line.text)
        case "played":
            return translate("words", "recording played")
        case "searched":
            return translate("words", "older records searched: {purpose}").format(purpose=line.text)
        case "exported":
            return translate("words", "records exported: {what}").format(what=line.text)
        case "refused":
            return refusal(line.text, line.group)
        case _:
            return None


def _state_sentence(line: Line, facts: Facts, now: float | None) -> str | None:
    match line.word:
        case "link-up":
            return translate("words", "{gateway}: link up").format(gateway=line.radio)
        case "link-down":
            said = translate("words", "{gateway}: no link").format(gateway=line.radio)
            return f"{said}: {link_why(line.text)}" if line.text else said
        case "unkeyed":
            return unkeyed(line.text)
        case "config":
            return translate("words", "configuration loaded")
        case "config-refused":
            return translate("words", "configuration not loaded: {why}").format(why=line.text)
        case "clock":
            return translate("words", "the clock jumped by {seconds} s").format(seconds=round(line.number or 0, 1))
        case "not-recording":
            said = translate("words", "NOT RECORDING")
            return f"{said}: {line.text}" if line.text else said
        case "recording-again":
            return translate("words", "recording again")
        case "sound-none":
            return translate("words", "NO SOUND: no loudspeaker")
        case "sound-back":
            said = translate("words", "sound is back")
            return f"{said}: {line.text}" if line.text else said
        case "station-started":
            return translate("words", "station started")
        case "station-stopped":
            return translate("words", "station stopped")
        case _:
            return None
