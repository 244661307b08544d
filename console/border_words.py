"""What borders say: who came near one, over one, or left for nobody knows where; and how old the position may be."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console import times, words

translate = QCoreApplication.translate


def happened(word: str, text: str, number: float | None) -> str | None:
    """The sentence of an alert or a row of the stream; ``None`` if it is about something else."""
    match word:
        case "border-near":
            return _near(text).format(distance=_far(number))
        case "border-near-about":
            return _near(text).format(distance=_far(number)) + " · " + approximate()
        case "border-beyond-about":
            return _beyond(text) + " · " + approximate()
        case "crossed":
            return words.crossed(text)
        case "left-state":
            return left(text)
        case _:
            return None


def lateness(late: float) -> str:
    """What is added where a position may be old (``late`` s; below 0: its radio does not know); else nothing."""
    if late < 0:
        return " · " + translate("fences", "position of unknown age")
    return " · " + translate("fences", "position up to {age} old").format(age=times.age(late)) if late else ""


def approximate() -> str:
    """Of the built-in border."""
    return translate("fences", "approximate")


def left(state: str) -> str:
    """Out of a country, where the boundary knows of no other."""
    match state:
        case "LV":
            return translate("fences", "left Latvia: whose ground beyond is unknown")
        case "LT":
            return translate("fences", "left Lithuania: whose ground beyond is unknown")
        case "EE":
            return translate("fences", "left Estonia: whose ground beyond is unknown")
        case "PL":
            return translate("fences", "left Poland: whose ground beyond is unknown")
        case "BY":
            return translate("fences", "left Belarus: whose ground beyond is unknown")
        case "RU":
            return translate("fences", "left Russia: whose ground beyond is unknown")
        case _:
            return translate("fences", "left {state}: whose ground beyond is unknown").format(state=state)


def _near(state: str) -> str:
    match state:
        case "BY":
            return translate("fences", "near the border of Belarus ({distance})")
        case "RU":
            return translate("fences", "near the border of Russia ({distance})")
        case _:
            return translate("fences", "near a border: {state}").format(state=state) + " ({distance})"


def _beyond(state: str) -> str:
    match state:
        case "BY":
            return translate("fences", "probably in Belarus")
        case "RU":
            return translate("fences", "probably in Russia")
        case _:
            return translate("fences", "probably over a border: {state}").format(state=state)


def _far(metres: float | None) -> str:
    from console.unit_facts import how_far

    return how_far(metres or 0.0)
