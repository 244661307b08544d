"""What a call's record lacks, in words: voice the disk did not take, damage, a crash, silence where voice should be."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

translate = QCoreApplication.translate


def lacks(marks: Mapping[str, float]) -> list[str]:
    """Each of :data:`units.recorded.MARKS` that is there, the gravest first."""
    said = []
    if lost := marks.get("lost"):
        said.append(translate("recording", "{seconds} s not recorded").format(seconds=_number(lost)))
    if marks.get("damaged"):
        said.append(translate("recording", "recording damaged"))
    if marks.get("recovered"):
        said.append(translate("recording", "recovered after a crash"))
    if gap := marks.get("gap"):
        said.append(translate("recording", "{seconds} s without voice").format(seconds=_number(gap)))
    return said


def grave(marks: Mapping[str, float]) -> list[str]:
    """Those of them by which something is missing for good: what a row of the stream has room for."""
    return lacks({name: marks[name] for name in ("lost", "damaged") if name in marks})


def sentence(word: str, group: str, amount: float) -> str:
    """A finding about a recording of ``group`` as the stream tells it; ``amount`` in s where there is one."""
    match word:
        case "voice-lost":
            said = translate("words", "{seconds} s of {group} are not recorded: the disk took nothing for too long")
        case "recording-damaged":
            said = translate("words", "a recording of {group} is damaged: what can be read of it is kept")
        case _:
            said = translate("words", "a recording cannot be read and was set aside: {group}")
    return said.format(seconds=_number(amount), group=group or "–")


def _number(seconds: float) -> str:
    return QLocale().toString(seconds, "f", 1)
