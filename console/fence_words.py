"""What fences, borders and the amber list say: whole sentences, and why a shape or a boundary cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from console import border_words, times, words
from units.alerts import Alert
from units.fences import Fence
from units.state import Line

if TYPE_CHECKING:
    from journal.boundary import Loaded

translate = QCoreApplication.translate


def sentence(line: Line) -> str | None:
    """What a row of the stream says; ``None`` if it is about something else."""
    said = happened(line.word, line.text, line.number)
    if said is not None:
        return said + border_words.lateness(line.late)
    match line.word:
        case "fence-drawn":
            return translate("fences", "fence drawn: {fence}").format(fence=line.text)
        case "fence-changed":
            return translate("fences", "fence changed: {fence}").format(fence=line.text)
        case "fence-removed":
            return translate("fences", "fence removed: {fence}").format(fence=line.text)
        case "alert-dismissed" if (line.number or 0) > 1:
            return translate("fences", "amber list: {count} dismissed").format(count=round(line.number or 0))
        case "alert-dismissed":
            return translate("fences", "amber list: dismissed")
        case "boundary":
            return translate("fences", "boundary loaded: {file}").format(file=line.text)
        case "boundary-none" if line.text:
            return not_loaded(line.text)
        case "boundary-none":
            return translate("fences", "no boundary imported: the border is approximate")
        case _:
            return None


def happened(word: str, text: str, number: float | None) -> str | None:
    """What an alert is about; rows of the stream say the same."""
    match word:
        case "fence-in":
            return translate("fences", "entered: {fence}").format(fence=text)
        case "fence-out":
            return translate("fences", "left: {fence}").format(fence=text)
        case "fence-dwell":
            said = translate("fences", "too long in {fence}: {time}")
            return said.format(fence=text, time=times.length(number or 0.0))
        case _:
            return border_words.happened(word, text, number)


def of_alert(alert: Alert) -> str:
    """The sentence of a row of the amber list."""
    said = happened(alert.word, alert.text, alert.number) or f"{alert.word} {alert.text}".strip()
    return said + border_words.lateness(alert.late)


def rule(code: str) -> str:
    """When a fence alerts."""
    match code:
        case "in":
            return translate("fences", "who comes in")
        case "out":
            return translate("fences", "who goes out")
        case _:
            return translate("fences", "who stays too long")


def rules(fence: Fence) -> str:
    """All rules of a fence in short."""
    said = [rule(code) for code in fence.rules]
    if "dwell" in fence.rules:
        said[-1 if fence.rules[-1] == "dwell" else fence.rules.index("dwell")] += f" ({times.length(fence.dwell)})"
    return ", ".join(said) or translate("fences", "no alerts")


def shape_fault(code: str) -> str:
    """Why a drawn shape cannot be a fence (:class:`gps.fences.ShapeError`)."""
    match code:
        case "points":
            return translate("fences", "A fence needs at least three corners.")
        case "many":
            return translate("fences", "A fence has at most 2000 corners.")
        case "antimeridian":
            return translate("fences", "A fence cannot go across the 180th meridian.")
        case "crossing":
            return translate("fences", "The lines of this fence cross each other.")
        case "small":
            return translate("fences", "This fence is too small for positions to tell who is inside.")
        case "radius":
            return translate("fences", "A circle is from 10 m to 200 km in radius.")
        case "hole":
            return translate("fences", "A hole lies outside its fence.")
        case _:
            return translate("fences", "This is no place for a fence.")


def found(loaded: Loaded) -> str:
    """What a boundary has: its file, how many areas, of which states."""
    states = ", ".join(words.country(state) for state in loaded.boundary.states)
    said = translate("fences", "{file}: {states} (areas: {count})")
    return said.format(file=loaded.text, count=len(loaded.boundary.areas), states=states)


def not_loaded(fault: str) -> str:
    """That a boundary does not count, and why."""
    return translate("fences", "boundary not loaded: {why}").format(why=boundary_fault(fault))


def boundary_fault(text: str) -> str:
    """Why a file is no boundary (:class:`gps.areas.BoundaryError`)."""
    code, _, detail = text.partition(": ")
    match code:
        case "size" | "many" | "points":
            said = translate("fences", "the file is too large for a boundary")
        case "json" | "kind":
            said = translate("fences", "the file is no GeoJSON collection")
        case "empty":
            said = translate("fences", "there are no polygons in the file")
        case "projection":
            said = translate("fences", "its coordinates are not degrees WGS 84")
        case "number":
            said = translate("fences", "a polygon has a broken point")
        case "state":
            said = translate("fences", "a polygon does not say its state")
        case "read":
            said = translate("fences", "the file cannot be read")
        case _:
            return text
    return f"{said} ({detail})" if detail else said
