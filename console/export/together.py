"""What a file of several tracks says of all of them: whose they are, from when to when, what proves them."""

from __future__ import annotations

from collections.abc import Sequence

from console import times
from console.export.track import Source, TrackOut

NAMED = 5
"""Call signs in a title; of more units the rest is counted."""


def title(outs: Sequence[TrackOut]) -> str:
    """Of whom and when; an exercise says so first."""
    first = outs[0]
    if len(outs) == 1:
        return first.title
    mark = "EXERCISE · " if first.mode == "exercise" else ""
    return f"{mark}{names(outs)} · {times.stamp(first.since)} – {times.stamp(first.until)}"


def names(outs: Sequence[TrackOut]) -> str:
    """The call signs, the first few of many."""
    more = f" +{len(outs) - NAMED}" if len(outs) > NAMED else ""
    return ", ".join(out.callsign for out in outs[:NAMED]) + more


def source(outs: Sequence[TrackOut]) -> Source:
    """Where all of them came from: the first and the last entry of any."""
    found = [out.source for out in outs if len(out.track.seq)] or [outs[0].source]
    return found[0]._replace(first=min(one.first for one in found), last=max(one.last for one in found))


def said(outs: Sequence[TrackOut]) -> dict[str, str]:
    """What a file says of itself, by stable English names: of one unit all of it, of several what they share."""
    if len(outs) == 1:
        return outs[0].said()
    whole = source(outs)
    own = ("unit", "callsign", "agency")
    shared = {name: text for name, text in outs[0]._replace(source=whole).said().items() if name not in own}
    return {"mode": shared.pop("mode"), "units": ", ".join(out.unit for out in outs), **shared}
