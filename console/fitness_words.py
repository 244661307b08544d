"""The room's fitness for duty in words: figures, limits, what could not be measured and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from units.fitness import Figure

translate = QCoreApplication.translate


def verdict(code: str) -> str:
    """One of :data:`units.fitness.VERDICTS`."""
    match code:
        case "fit":
            return translate("fitness", "fit for duty")
        case "unproven":
            return translate("fitness", "not proven fit: not all could be measured")
        case _:
            return translate("fitness", "NOT FIT FOR DUTY")


def name(figure: Figure) -> str:
    """What was measured."""
    match figure.name:
        case "loudspeaker":
            said = translate("fitness", "loudspeaker")
        case "microphone":
            said = translate("fitness", "microphone")
        case "ptt-to-key":
            said = translate("fitness", "key down to keyed, the worst of all")
        case "ptt-to-wire":
            said = translate("fitness", "key down to first voice out, the worst of all")
        case "mouth-to-ear":
            said = translate("fitness", "mouth to ear through the loop, 95 of 100")
        case "underruns":
            said = translate("fitness", "moments the sound devices ran dry")
        case "drift":
            said = translate("fitness", "clock of the sound device is off by")
        case "append":
            said = translate("fitness", "entry on disk, 99 of 100")
        case "link":
            said = translate("fitness", "link")
        case _:
            said = figure.name
    return f"{said}: {figure.of}" if figure.of else said


def value(figure: Figure) -> str:
    """The figure, or why there is none."""
    if figure.name in ("loudspeaker", "microphone"):
        return figure.note or (translate("fitness", "there") if figure.value else translate("fitness", "none"))
    if figure.name == "link":
        return translate("fitness", "up") if figure.value else translate("fitness", "down")
    if figure.value is None:
        return translate("fitness", "not measured: {why}").format(why=why(figure.note))
    return f"{figure.value:g} {figure.unit}".strip()


def limit(figure: Figure) -> str:
    """By what it was judged."""
    if figure.name in ("loudspeaker", "microphone"):
        return translate("fitness", "must be there")
    if figure.name == "link":
        return translate("fitness", "must be up")
    return "" if figure.limit is None else f"≤ {figure.limit:g} {figure.unit}".strip()


def judged(figure: Figure) -> str:
    """Within its limit, beyond, or unknown."""
    match figure.verdict:
        case "ok":
            return translate("fitness", "good")
        case "over" if figure.name in ("loudspeaker", "microphone", "link"):
            return translate("fitness", "MISSING")
        case "over":
            return translate("fitness", "BEYOND THE LIMIT")
        case _:
            return translate("fitness", "unknown")


def why(code: str) -> str:
    """Why a figure could not be had."""
    match code:
        case "no-microphone":
            return translate("fitness", "no microphone")
        case "no-loudspeaker":
            return translate("fitness", "no loudspeaker")
        case "no-voice":
            return translate("fitness", "the voice process did not answer")
        case "nothing-came":
            return translate("fitness", "nothing came round")
        case "not-keyed":
            return translate("fitness", "it did not key")
        case "too-early":
            return translate("fitness", "the device has run for less than 20 s")
        case "no-disk":
            return translate("fitness", "the disk did not answer")
        case _:
            return code
