"""One row of the stream as a person reads it: a line of the picture turned into words, tone, rank and search text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from console import line_words, times
from console.shapes import UNKNOWN
from units import recorded
from units.findings import AgencyInfo
from units.fold import fold
from units.patched import patch_told
from units.state import Call, Facts, Line, Unit
from units.unheard import is_due

translate = QCoreApplication.translate

ALARM, WAITING, DONE = 0, 1, 2
"""Ranks: unacknowledged emergencies stand first, then what is on air, unheard or unread, then the rest by time."""

BUTTON = "button"
"""The tone of a row whose state is what one click does, in words."""

ICONS = {
    "call": "play",
    "text": "text",
    "status": "check",
    "alarm": "triangle",
    "note": "note",
    "link": "link",
    "position": "pin",
    "system": "settings",
}
"""The icon of each sort of line; see ``resources/icons``."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the view draws. ``tone``: ``ok``, ``warn``, ``muted``, ``emergency``, ``pill`` or :data:`BUTTON`.

    ``shape``: peaks 0–255.

    ``length`` is the duration of a call or an over (``0:07``) and empty for all else; ``call`` is set where there is
    a recording to play; ``running`` marks a row whose words change with time; ``found`` is what the filter searches.
    """

    seq: int
    sort: str
    rank: int
    time: str
    name: str
    raw: str
    unit: str
    agency: AgencyInfo | None
    text: str
    length: str
    shape: tuple[int, ...]
    group: str
    state: str
    tone: str
    call: str
    icon: str
    running: bool
    emphasis: bool
    found: str

    @property
    def spoken(self) -> str:
        """The row as one sentence, for screen readers and tooltips."""
        parts = (self.time, self.name, self.raw, self.length, self.text, self.group, self.state)
        return ", ".join(part for part in parts if part)


def is_unheard(call: Call) -> bool:
    """True for a transmission that ended and that no signed seat could or did hear."""
    return is_due(call)


def make(line: Line, facts: Facts, now: float) -> Row:
    """The row of ``line`` at ``now`` (s UTC)."""
    call = facts.calls.get(line.call) if line.word == "call" else None
    unit = facts.units.get(line.unit)
    name, raw = _who(line, unit, call)
    group_name = _towards(line.group, facts)
    length, shape = _sound(line, call, now) if line.word == "call" else ("", ())
    text = line_words.sentence(line, facts, now)
    rank, state, tone = _state(line, call, facts)
    agency = facts.agencies.get(unit.agency, UNKNOWN) if unit is not None else None
    return Row(
        seq=line.seq,
        sort=line.sort,
        rank=rank,
        time=times.clock(line.time),
        name=name,
        raw=raw,
        unit=line.unit,
        agency=agency,
        text=text,
        length=length,
        shape=shape,
        group=group_name,
        state=state,
        tone=tone,
        call=line.call if call is not None and call.path else "",
        icon=_icon(line),
        running=rank == ALARM or line.state == "on-air",
        emphasis=rank == ALARM,
        found=fold(" ".join((name, raw, text, group_name, unit.crew if unit else "", line.operator, _called(call)))),
    )


def _called(call: Call | None) -> str:
    """That it was an all-call, in words; empty if it was none."""
    return translate("StreamRow", "all-call") if call is not None and call.priority else ""


def _towards(target: str, facts: Facts) -> str:
    """Where it was said: a talk-group's name, or the unit or number of the radio it was said to."""
    group = facts.groups.get(target)
    if group is not None:
        return group.info.name
    unit = facts.units.get(facts.radios.get(target, ""))
    return unit.callsign if unit is not None and unit.callsign else short(target)


def _icon(line: Line) -> str:
    if line.word.startswith("alarm"):
        return "triangle"
    if line.word == "link-down":
        return "link-off"
    if line.word.startswith("hold"):
        return "hold"
    if line.word.startswith("eras"):
        return "erased"
    if line.word in ("signed-on", "signed-off", "handed-over", "named"):
        return "person"
    return ICONS.get(line.sort, "settings")


def _who(line: Line, unit: Unit | None, call: Call | None) -> tuple[str, str]:
    """Call sign and raw ID. A radio nobody named shows its own number as its name and the whole ID beside it."""
    raw = line.radio if "@" in line.radio else ""
    if unit is not None:
        raw = raw or (unit.radios[0] if unit.radios else "")
        return unit.callsign or short(raw or unit.id), raw
    if call is not None and (call.own or line.radio.startswith("console@")):
        return translate("StreamRow", "this room"), ""
    if line.radio.startswith("console@"):
        return translate("StreamRow", "this room"), ""
    return (line.text if call is not None and not raw else short(raw)), raw


def short(radio: str) -> str:
    """The number within a system-qualified ID: ``2201118`` of ``tetra@247-9:2201118``."""
    return radio.rpartition(":")[2]


def _sound(line: Line, call: Call | None, now: float) -> tuple[str, tuple[int, ...]]:
    if line.state == "on-air":
        return times.length(now - line.time), ()
    if line.number is None:
        return "", ()
    shape: tuple[int, ...] = ()
    if call is not None and call.shape and call.seconds > 0:
        shape = _part(call, line.time, line.number)
    return times.length(line.number), shape


def _part(call: Call, start: float, seconds: float) -> tuple[int, ...]:
    """The peaks of one over within the whole recording's, fewer for a short one: its length is seen at a glance."""
    count = len(call.shape)
    low, high = (recorded.place(call, wall) / call.seconds * count for wall in (start, start + seconds))
    first = min(count - 1, max(0, round(low)))
    last = min(count, max(first + 1, round(high)))
    part = call.shape[first:last]
    bars = min(len(part), 10 + round(2 * seconds))
    return tuple(part[n * len(part) // bars] for n in range(bars))


def _state(line: Line, call: Call | None, facts: Facts) -> tuple[int, str, str]:
    """Rank, the word at the right end, and its tone."""
    if call is not None:
        return _call_state(line, call, facts)
    if patch_told(facts, line) is not None:
        return DONE, translate("StreamRow", "Break"), BUTTON
    rank = ALARM if line.state == "open" else WAITING if line.state == "unread" else DONE
    said, tone = standing(line.state)
    if line.word == "refused":
        return (
            DONE,
            translate("StreamRow", "position {seat}").format(seat=line.operator) if line.operator else "",
            "muted",
        )
    if line.state == "acknowledged" and line.operator:
        said = translate("StreamRow", "acknowledged by {operator}").format(operator=line.operator)
    elif not said and line.operator:
        said = translate("StreamRow", "operator {operator}").format(operator=line.operator)
    return rank, said, tone


def standing(state: str) -> tuple[str, str]:
    """How a line of the stream stands, in words, and the tone they are said in."""
    match state:
        case "open":
            return translate("StreamRow", "not acknowledged"), "emergency"
        case "acknowledged":
            return translate("StreamRow", "acknowledged"), "muted"
        case "closed":
            return translate("StreamRow", "closed"), "muted"
        case "unread":
            return translate("StreamRow", "unread"), "pill"
        case "read":
            return translate("StreamRow", "read"), "muted"
        case "waiting":
            return translate("StreamRow", "not sent yet"), "warn"
        case "sent":
            return translate("StreamRow", "sent"), "muted"
        case "delivered":
            return translate("StreamRow", "delivered"), "ok"
        case "failed":
            return translate("StreamRow", "not delivered"), "warn"
        case "refused":
            return translate("StreamRow", "refused"), "warn"
        case _:
            return "", "muted"


def _call_state(line: Line, call: Call, facts: Facts) -> tuple[int, str, str]:
    if line.state == "on-air":
        return WAITING, _called(call) or translate("StreamRow", "on air"), "ok"
    if call.own:
        operator = line.operator
        said = translate("StreamRow", "operator {operator}").format(operator=operator) if operator else ""
        said = " · ".join(part for part in (_called(call), said) if part)
        return DONE, said or translate("StreamRow", "sent"), "muted"
    if call.line != line.seq or call.end is None:
        return DONE, "", "muted"
    if call.upload:
        return DONE, translate("StreamRow", "handed in"), "muted"
    group = facts.groups.get(call.to)
    if group is not None and not group.info.audio:
        return DONE, translate("StreamRow", "no audio"), "muted"
    if is_unheard(call):
        return WAITING, translate("StreamRow", "unheard"), "pill"
    return DONE, translate("StreamRow", "heard"), "muted"
