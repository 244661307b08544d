"""Emergencies, the station's side: one alarm per unit, rung until a signed seat takes it, escalated if nobody does.

Told the time. Whether an alarm still rings is the picture's to say once the record has it; until then, ours.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future

import msgspec

from journal.slots import Urgent, Urgents
from radio.codec import Now
from radio.events import EmergencyRaised
from station.one_press import OnePress
from units.entry import Anything
from units.findings import AlarmEscalated, AlarmJoined, AlarmOpened
from units.state import Facts

ESCALATION = 20.0
SILENCE = 60.0
COMMIT = 0.25
"""Seconds the disk gets before an emergency is shown from the pulse, marked NOT RECORDED."""
AGAIN = 1.0
"""Seconds after which an alarm that the record lost for good (no disk, no memory) is handed to it again."""
MOST_URGENT = 16
MOST_CALLS = 1000

Append = Callable[[Anything], Future[int]]


class OpenAlarm(msgspec.Struct):
    """An alarm that no one closed yet; times on the monotonic clock. ``quiet``: seat → until when it is silenced."""

    id: str
    radio: str
    by: str
    group: str
    wall: float
    rung: float
    signals: set[tuple[str, str]]
    press: OnePress
    opened: AlarmOpened | None = None
    recorded: Future[int] | None = None
    ringing: bool = True
    tried: float = 0.0
    escalated: bool = False
    quiet: dict[str, float] = {}


class Alarms:
    """The open emergencies. ``append`` journals a finding; ``facts`` is the picture as it is now."""

    def __init__(self, append: Append, facts: Callable[[], Facts]) -> None:
        self._append = append
        self._facts = facts
        self._open: dict[str, OpenAlarm] = {}
        self._calls: dict[str, tuple[str, str]] = {}  # on the air now: call → who speaks, to whom

    def resume(self, now: Now) -> None:
        """Take over what an earlier station left open.

        Of its press only the beginning is known, not when it was last repeated: what comes now rings rather once more.
        """
        for state in self._facts().alarms.values():
            ago = now.utc - state.opened
            rung = now.mono - max(0.0, ago)
            by = state.signals[0] if state.signals else ""
            self._open[state.id] = OpenAlarm(
                id=state.id,
                radio=state.radio,
                by=by,
                group=state.group,
                wall=state.opened,
                rung=rung,
                signals={(each, "") for each in state.signals},
                press=OnePress(state.radio, by, rung if ago >= 0 else float("-inf")),  # in the future: a clock was set
                ringing=state.ringing,
                escalated=state.escalated,
                quiet={},
            )

    def raised(self, event: EmergencyRaised, group: str, now: Now) -> bool:
        """An emergency signal. True if it opened an alarm or rings one again: then the position is to be asked."""
        radio = event.radio or event.gateway
        alarm = self._of(radio)
        signal = (event.by, event.call or "")
        if alarm is None:
            self._begin(event, radio, group, now)
            return True
        alarm.group = alarm.group or group
        known = event.late and event.by in {by for by, _ in alarm.signals}  # told again to a link that was away
        again = not known and alarm.press.begins(radio, event.by, now.mono) and not alarm.ringing
        if again:
            alarm.ringing, alarm.escalated, alarm.rung = True, False, now.mono
            alarm.quiet.clear()
            alarm.signals.clear()
        if again or signal not in alarm.signals:
            alarm.signals.add(signal)
            self._append(AlarmJoined(alarm=alarm.id, by=event.by, call=event.call, again=again))
        return again

    def _begin(self, event: EmergencyRaised, key: str, group: str, now: Now) -> None:
        alarm = OpenAlarm(
            id=f"alarm-{secrets.token_hex(6)}",
            radio=key,
            by=event.by,
            group=group,
            wall=now.utc,
            rung=now.mono,
            tried=now.mono,
            signals={(event.by, event.call or "")},
            press=OnePress(key, event.by, now.mono),
            quiet={},
        )
        self._open[alarm.id] = alarm
        alarm.opened = AlarmOpened(alarm=alarm.id, radio=event.radio, by=event.by, group=group or None, call=event.call)
        alarm.recorded = self._append(alarm.opened)

    def _of(self, radio: str) -> OpenAlarm | None:
        """The open alarm of the unit that ``radio`` belongs to now."""
        radios = self._facts().radios
        unit = radios.get(radio, radio)
        return next((a for a in self._open.values() if radios.get(a.radio, a.radio) == unit), None)

    def in_need(self, radio: str) -> bool:
        """True while an emergency of the unit of ``radio`` is open."""
        return self._of(radio) is not None

    def follow(self, changed: Iterable[str]) -> None:
        """The record changed these alarms: acknowledged, closed, rung again."""
        for id_ in changed:
            alarm = self._open.get(id_)
            state = self._facts().alarms.get(id_)
            if alarm is None:
                continue
            if state is None:
                del self._open[id_]
                continue
            alarm.ringing, alarm.group = state.ringing, state.group or alarm.group

    def silenced(self, id_: str, seat: str, age: float, now: Now) -> None:
        """``seat`` wants quiet for what is left of 60 s; an empty ``id_`` means all that ring."""
        for alarm in self._open.values():
            if id_ in ("", alarm.id):
                alarm.quiet[seat] = now.mono - age + SILENCE

    def tick(self, now: Now) -> None:
        """Escalate what nobody took; hand to the record again what it lost."""
        for alarm in self._open.values():
            if alarm.opened is not None and _lost(alarm.recorded) and now.mono - alarm.tried >= AGAIN:
                alarm.tried = now.mono
                late = round(now.utc - alarm.wall, 1)
                alarm.recorded = self._append(msgspec.structs.replace(alarm.opened, late=max(0.0, late)))
            waited = now.mono - alarm.rung
            if alarm.ringing and not alarm.escalated and waited >= ESCALATION:
                alarm.escalated = True
                self._append(AlarmEscalated(alarm=alarm.id, seconds=round(waited, 1)))

    def sounding(self, seats: Collection[str], now: Now) -> bool:
        """True while some alarm rings that some present seat has not silenced; with no seat present, any that rings."""
        for alarm in self._open.values():
            if not alarm.ringing:
                continue
            if not seats or any(alarm.quiet.get(seat, 0.0) <= now.mono for seat in seats):
                return True
        return False

    def speaks(self, call: str, radio: str, to: str) -> bool:
        """``radio`` speaks in ``call`` to ``to``, a talk-group or anybody. True if it is one in need."""
        self._calls[call] = radio, to
        if len(self._calls) > MOST_CALLS:
            del self._calls[next(iter(self._calls))]
        return call in self._pleas(self._ringing())

    def ended(self, call: str) -> None:
        """It is not on the air any more."""
        self._calls.pop(call, None)

    def loud(self) -> set[str]:
        """Whoever is called by these sounds whatever was muted: the talk-group of an alarm that rings, and wherever
        its unit speaks now, be it elsewhere or to one person."""
        ringing = self._ringing()
        if not ringing:
            return set()  # as it mostly is, and this is asked every 10 ms
        groups = {alarm.group for alarm in ringing if alarm.group}
        return groups | {self._calls[call][1] for call in self._pleas(ringing)}

    def _ringing(self) -> list[OpenAlarm]:
        return [alarm for alarm in self._open.values() if alarm.ringing]

    def _pleas(self, ringing: list[OpenAlarm]) -> set[str]:
        """The calls on the air of those whose alarm rings."""
        radios = self._facts().radios
        units = {radios.get(alarm.radio, alarm.radio) for alarm in ringing}
        told = {call for alarm in ringing for _, call in alarm.signals}
        return {call for call, (radio, _) in self._calls.items() if call in told or radios.get(radio, radio) in units}

    def urgent(self, now: Now) -> Urgents:
        """What the disk did not take in time."""
        late = [
            alarm
            for alarm in self._open.values()
            if alarm.recorded is not None and now.mono - alarm.rung > COMMIT and not _on_disk(alarm.recorded)
        ]
        return Urgents(
            alarms=[Urgent(alarm=a.id, radio=a.radio, by=a.by, wall=a.wall, group=a.group) for a in late[-MOST_URGENT:]]
        )


def _lost(recorded: Future[int] | None) -> bool:
    return recorded is not None and recorded.done() and recorded.exception() is not None


def _on_disk(recorded: Future[int]) -> bool:
    return recorded.done() and recorded.exception() is None
