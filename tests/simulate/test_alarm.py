"""The simulated TETRA terminal with text, status and an emergency told three ways, which is exactly one alarm."""

from __future__ import annotations

import pytest

from radio.events import EmergencyRaised, StatusReceived, TextReceived
from station.simulate.cast import TETRA_DP
from tests.simulate.test_decodes import Meeting
from tests.station.test_alarms import Desk
from units.findings import AlarmJoined, AlarmOpened

VICTIM = "tetra@247-9:2201118"


@pytest.mark.parametrize("seed", [1, 7])
def test_whatever_raises_it_the_terminals_emergency_is_one_alarm(seed: int) -> None:
    meeting = Meeting(TETRA_DP, seed)
    meeting.play(200.0)
    assert not meeting.faults
    assert meeting.of(TextReceived) and meeting.of(StatusReceived)
    desk = Desk()
    desk.tick(0.0)
    raised = [(at, event) for at, event in meeting.heard if isinstance(event, EmergencyRaised)]
    for at, event in raised:
        desk.tick(at)
        desk.alarms.raised(event, event.to or "", desk.now)
    (opened,) = (what for what in desk.journal if isinstance(what, AlarmOpened))
    assert opened.radio == VICTIM
    joined = {what.by for what in desk.journal if isinstance(what, AlarmJoined)}
    assert joined | {opened.by} == {event.by for _, event in raised} == {"status", "position", "call"}
    assert len(desk.picture.facts.alarms) == 1
