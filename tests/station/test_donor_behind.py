"""A donor radio whose turn came late, and a dispatcher who presses again right after letting go: both go out whole."""

from __future__ import annotations

from functools import partial

import pytest

from tests.station.room import wait_for
from tests.station.test_donor import GROUP, Scene, scene, server
from tests.station.test_donor_voice import keyed

__all__ = ["scene", "server"]
pytestmark = [pytest.mark.peer, pytest.mark.real_time]


@pytest.mark.parametrize("scene", ["at"], indirect=True)
def test_the_second_press_does_not_cut_the_first_ones_last_words(scene: Scene) -> None:
    room = scene.room
    with scene.server.listening("tx") as radio:
        first = keyed(room)
        room.hold(first, GROUP, 2.0)  # the network says nothing, so it speaks a second late
        room.lease("")
        room.key("again", GROUP)
        room.hold("again", GROUP, 1.0)
        room.lease("")
        for press in (first, "again"):
            assert room.find("Unkeyed", press=press).why == "released"
        calls = [entry.call for entry in room.some("Keyed") if entry.press in (first, "again")]
        said = [room.find("VoiceRecorded", call=call).seconds for call in calls]
        wait_for(partial(let_go, scene), what="the turn given back")
    assert len(said) == 2 and radio.seconds_of(440) == pytest.approx(sum(said), abs=0.5), said
    assert sum(line.startswith("ATD") for line in scene.terminal.heard) == 1, "one carrier, one turn"


def let_go(scene: Scene) -> bool:
    return any(line.startswith(("AT+CUTXC", "ATH")) for line in scene.terminal.heard[20:])
