"""The one place that turns codes of the record into words a person reads: states, refusals, statuses, links, counts.

The record holds data (``word``, ``number``, ``text``); what a dispatcher reads is made here (whole lines of the stream:
:mod:`console.line_words`), in the language of :func:`console.i18n.install`. Serving officers of both countries have yet
to check the words: they change here only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from console import patch_words
from units import book
from units.findings import ALL_CALL_OF
from units.state import Facts

translate = QCoreApplication.translate


class Counted(QObject):
    """Sentences with a number in them: the only ones that need plural forms."""

    def rows(self, n: int) -> str:
        """``n`` rows of a table."""
        return self.tr("%n row(s)", "", n)

    def seconds(self, n: int) -> str:
        """``n`` seconds, spelled out: for waiting, not for ages."""
        return self.tr("%n second(s)", "", n)

    def failing(self, n: int) -> str:
        """``n`` units whose receivers fail at the same time."""
        return self.tr("%n unit(s) lost their positions together", "", n)

    def all_call(self, n: int) -> str:
        """To how many talk-groups the next press speaks, or this one does."""
        return self.tr("ALL CALL: %n talk-group(s)", "", n)

    def tries(self, n: int) -> str:
        """``n`` tries left."""
        return self.tr("%n more try(s)", "", n)


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


def agencies(names: dict[str, str], ids: Iterable[str] | None) -> str:
    """Whose records somebody may read; ``names`` by id."""
    if ids is None:
        return translate("words", "all agencies")
    return ", ".join(names.get(one, one) if one else translate("words", "no agency") for one in ids)


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


def of_kind(code: str) -> str:
    """The kind of a unit in the genitive: how fast such a one goes."""
    match code:
        case "foot":
            return translate("words", "a patrol on foot")
        case "boat":
            return translate("words", "a boat")
        case "air":
            return translate("words", "an aircraft")
        case "post":
            return translate("words", "a post")
        case _:
            return translate("words", "a car")


def program(name: str) -> str:
    """One of the station's programs."""
    match name:
        case "voice":
            return translate("words", "the voice program")
        case "worker":
            return translate("words", "the call-log program")
        case "simulate" | "simulator":
            return translate("words", "the simulator")
        case _:
            return name


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
    why, _, detail = why.partition(": ")
    if detail.startswith(ALL_CALL_OF):
        position = translate("words", "position {seat}").format(seat=detail.removeprefix(ALL_CALL_OF))
        return f"{unkeyed('all-call')} ({position})"
    if detail:
        return f"{unkeyed(why)} ({detail})"
    match why:
        case "lease":
            return translate("words", "transmission ended: the console stopped answering")
        case "limit":
            return translate("words", "transmission ended: talk-time limit")
        case "refused":
            return translate("words", "transmission ended: the network gave the turn to somebody else")
        case "interrupted":
            return translate("words", "transmission ended: the network took the turn away")
        case "all-call":
            return translate("words", "transmission ended: an all-call goes before it")
        case "link":
            return translate("words", "transmission ended: link lost")
        case "restart":
            return translate("words", "transmission ended: the station restarted")
        case "no-voice":
            return translate("words", "transmission ended: the voice process ended")
        case "no-microphone":
            return translate("words", "transmission ended: nothing came from the microphone")
        case _:
            return translate("words", "transmission ended: {why}").format(why=why)


def status_name(facts: Facts, code: int | str | None, agency: str = "") -> str:
    """The words for ``code`` in the book of ``agency``, in the reader's language; ``status 17`` where it has none."""
    if code is None or code == "":
        return ""
    try:
        number = int(code)
    except ValueError:
        return str(code)
    status = book.meaning(facts, number, agency)
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
        case "held":
            return translate("words", "Refused: a legal hold or an open emergency keeps this data.")
        case "no-voice":
            return translate("words", "Refused: the voice process is not there now, nobody would be heard.")
        case "no-microphone":
            return translate("words", "Refused: there is no microphone, nobody would be heard.")
        case "one-microphone":
            return translate("words", "Refused: another seat at this machine talks, and there is one microphone.")
        case "emergency":
            return translate("words", "Refused: an emergency is on the air there.")
        case "unreadable":
            return translate("words", "Refused: nothing of this recording can be read.")
        case "off-duty":
            return translate("words", "Refused: the unit is off duty, where it is is not kept.")
        case _:
            return patch_words.refusal(code) or translate("words", "Refused.")


def link_why(why: str) -> str:
    """Why a link is down, or the disk takes nothing. Known reasons are translated, a system's own words passed on."""
    for pattern, sentence in _link_reasons():
        found = re.search(pattern, why, re.IGNORECASE)
        if found:
            return sentence.format(*found.groups())
    return why


def _link_reasons() -> tuple[tuple[str, str], ...]:
    return (
        (r"registration", translate("words", "the other side refused the registration")),
        (r"accept this repeater id", translate("words", "the master does not accept our repeater id")),
        (r"accept the password", translate("words", "the master does not accept the password")),
        (
            r"accept what this repeater",
            translate("words", "the master does not accept what our repeater says of itself"),
        ),
        (r"accept the options", translate("words", "the master does not accept the options")),
        (r"master (?:ended|closed) the session", translate("words", "the master ended the session")),
        (r"modem speaks protocol", translate("words", "the modem speaks a protocol that is not known here")),
        (
            r"modem refuses (configuration|mode DMR|frequency)",
            translate("words", "the modem does not take the setting: {0}"),
        ),
        (r"disk is full|no space|disk full", translate("words", "the disk is full")),
        (r"read-?only", translate("words", "the disk is read-only")),
        (r"station stopped", translate("words", "station stopped")),
        (
            r"login refused.*logged in",
            translate("words", "login refused: name or key unknown there, or the name is logged in already"),
        ),
        (r"login refused", translate("words", "login refused: a name like ours is not taken there")),
        (r"answer by UDP", translate("words", "no voice: nothing comes back by UDP, is the port closed on the way?")),
        (r"not speak protocol (\d)", translate("words", "the other side does not speak protocol {0}")),
        (r"did not hear us", translate("words", "the other side does not hear us")),
        (r"sign and key are needed", translate("words", "our call sign or the key is not set")),
        (r"needs a talk-group", translate("words", "no talk-group with a number is set up here")),
        (r"only Opus", translate("words", "the voice there is coded as we cannot hear it")),
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


def clock_why(code: str) -> str:
    """Why the clock is not synchronised, as a clause of its own."""
    match code:
        case "no-source":
            return translate("words", "the clock is not synchronised: no time source sets it")
        case "silent-source":
            return translate("words", "the clock is not synchronised: its time source has been silent for over an hour")
        case "clock-error":
            return translate("words", "the clock is not synchronised: the system reports a fault of the clock")
        case _:
            return translate("words", "the clock is not synchronised")


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
        case "coarse":
            return translate("words", "too inexact")
        case _:
            return why
