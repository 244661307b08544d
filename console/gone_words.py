"""What is said where the record holds no more: erased, or deleted when its retention period ended."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console import times
from units.state import Facts, Line

translate = QCoreApplication.translate


def over(facts: Facts, sort: str, group: str = "") -> float:
    """Before which moment (s UTC) records of class ``sort`` are past their period; 0 if they are kept."""
    return facts.over.get(f"{sort} {group}", facts.over.get(sort, 0.0)) if group else facts.over.get(sort, 0.0)


def recording_gone(facts: Facts, start: float, group: str, gone: str = "") -> str:
    """Why a call of ``start`` (s UTC) has no recording, if it had one; else empty."""
    if gone == "erased":
        return translate("gone", "recording erased")
    if gone == "pruned" or start < over(facts, "voice", group):
        return translate("gone", "recording deleted, its period ended")
    return ""


def short(facts: Facts, start: float, group: str, gone: str = "") -> str:
    """The same as the word of a mark."""
    if gone == "erased":
        return translate("gone", "erased")
    return translate("gone", "period ended") if recording_gone(facts, start, group, gone) else ""


def class_name(code: str) -> str:
    """A class of records with a retention period of its own."""
    match code:
        case "voice":
            return translate("gone", "recordings")
        case "calls":
            return translate("gone", "calls")
        case "texts":
            return translate("gone", "texts")
        case "statuses":
            return translate("gone", "statuses")
        case "alarms":
            return translate("gone", "emergencies")
        case "notes":
            return translate("gone", "log entries and jobs")
        case "positions":
            return translate("gone", "positions")
        case "lookups":
            return translate("gone", "look-ups")
        case _:
            return code


def periods(facts: Facts, sorts: tuple[str, ...], since: float | None) -> str:
    """Which of ``sorts`` are over for some of the time asked about; empty if none is."""
    told = []
    for sort in sorts:
        moment = over(facts, sort)
        if moment and (since is None or since < moment):
            said = translate("gone", "{records} before {time} are deleted, their period ended")
            told.append(said.format(records=class_name(sort), time=times.stamp(moment)))
    return "; ".join(told)


def erased(line: Line) -> str:
    """An erasure that was done: why, how much, and which copies are left to destroy."""
    reason, *copies = line.text.split("\n")
    said = translate("gone", "data erased: {reason}").format(reason=reason)
    if not copies:
        return said
    left = translate("gone", "still in {copies}: destroy by hand").format(copies=", ".join(copies))
    return f"{said} · {left}"
