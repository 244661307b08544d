"""Why a transmission reached nobody, and why one was dismissed, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from journal.found import CallRow
from units import unheard
from units.earshot import NEVER
from units.state import Call, Facts

translate = QCoreApplication.translate


class Counts(QObject):
    """Sentences with a number in them."""

    def owed(self, n: int) -> str:
        """``n`` transmissions that nobody heard, for the end of a line."""
        return self.tr("%n unheard", "", n)

    def overdue(self, n: int) -> str:
        """``n`` of them for too long."""
        return self.tr("%n overdue", "", n)

    def unlisted(self, n: int) -> str:
        """``n`` so long ago that only the call log has them."""
        return self.tr("%n older one(s) in the call log", "", n)


def why(code: str) -> str:
    """One of :data:`units.earshot.REASONS`."""
    match code:
        case "unsigned":
            return translate("unheard", "nobody signed on")
        case "console":
            return translate("unheard", "no console open")
        case "off":
            return translate("unheard", "not monitored")
        case "muted":
            return translate("unheard", "muted")
        case "alone":
            return translate("unheard", "another group alone")
        case "volume":
            return translate("unheard", "turned down")
        case "device":
            return translate("unheard", "no sound device")
        case "talking":
            return translate("unheard", "we transmitted")
        case "overlap":
            return translate("unheard", "two at once")
        case "lost":
            return translate("unheard", "voice was lost")
        case "no-voice":
            return translate("unheard", "no voice came in")
        case "station":
            return translate("unheard", "the station was down")
        case "no-audio":
            return translate("unheard", "no audio")
        case "encrypted":
            return translate("unheard", "encrypted")
        case _:
            return code


def dismissal(code: str) -> str:
    """One of :data:`units.actions.DISMISSALS`, or the operator's own word."""
    match code:
        case "repeated":
            return translate("unheard", "was said again")
        case "told":
            return translate("unheard", "known otherwise")
        case "nothing-said":
            return translate("unheard", "nothing was said")
        case "not-ours":
            return translate("unheard", "not meant for us")
        case _:
            return code


def of_group(facts: Facts, group: str) -> int:
    """How many of this talk-group are owed to an ear."""
    return sum(call.to == group and unheard.is_due(call) for call in facts.calls.values())


def of_row(row: CallRow, owed: bool) -> str:
    """The same of a row of the call log; of one that somebody has heard since, why nobody could at first."""
    if not row.unheard or row.unheard in NEVER:
        return ""
    said = translate("unheard", "unheard: {why}") if owed else translate("unheard", "unheard at first: {why}")
    return said.format(why=reason(row))


def of_call(call: Call) -> str:
    """``unheard: muted``, with how much of it where it was a part."""
    return translate("unheard", "unheard: {why}").format(why=reason(call)) if call.unheard else ""


def reason(call: Call | CallRow) -> str:
    """``muted``, with how much of it where it was a part."""
    said = why(call.unheard) if call.unheard else ""
    lasted = call.seconds or ((call.end or call.start) - call.start)
    if said and 0 < call.missed < 0.8 * lasted:
        said += " " + translate("unheard", "({missed} s of {all} s)").format(
            missed=max(1, round(call.missed)), all=max(1, round(lasted))
        )
    return said
