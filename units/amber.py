"""The amber list: what somebody should look at and is no emergency. Part of the picture.

Each row is one finding. It stays until somebody who is signed on takes it off; beyond a bound those go first that
somebody has acknowledged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from units import stream
from units.alerts import Alert, AlertsAcknowledged, AlertsDismissed
from units.entry import Entry
from units.state import Changes, Facts, Line

MOST = 300


def waiting(facts: Facts) -> list[Alert]:
    """What nobody has acknowledged, oldest first."""
    return [alert for alert in facts.alerts.values() if not alert.taken]


def add(facts: Facts, changes: Changes, alert: Alert) -> None:
    """A new row."""
    facts.alerts[alert.seq] = alert
    changes.alerts.add(alert.seq)
    if len(facts.alerts) > MOST:
        gone = min(facts.alerts.values(), key=lambda one: (not one.taken, one.seq))
        drop(facts, changes, gone.seq)


def drop(facts: Facts, changes: Changes, seq: int) -> None:
    """The row goes."""
    if facts.alerts.pop(seq, None) is not None:
        changes.alerts.add(seq)


def acknowledged(facts: Facts, entry: Entry, what: AlertsAcknowledged, changes: Changes) -> None:
    """Seen."""
    for seq in what.alerts:
        alert = facts.alerts.get(seq)
        if alert is not None and not alert.taken:
            alert.taken, alert.by = entry.wall, what.operator or ""
            changes.alerts.add(seq)


def dismissed(facts: Facts, entry: Entry, what: AlertsDismissed, changes: Changes) -> None:
    """Done with: one row of the stream says so."""
    known = [seq for seq in what.alerts if seq in facts.alerts]
    if not known:
        return
    first = facts.alerts[known[0]]
    for seq in known:
        drop(facts, changes, seq)
    line = Line(seq=entry.seq, time=entry.wall, sort="position", word="alert-dismissed", text=first.text)
    line.operator, line.number = what.operator or "", float(len(known))
    line.unit = first.unit if len(known) == 1 else ""
    stream.add(facts, changes, line)


def of_unit(facts: Facts, unit: str) -> list[Alert]:
    """The rows about ``unit``."""
    return [alert for alert in facts.alerts.values() if alert.unit == unit]


Apply = Callable[[Facts, Entry, Any, Changes], None]

SIGNED: dict[type, Apply] = {AlertsAcknowledged: acknowledged, AlertsDismissed: dismissed}
