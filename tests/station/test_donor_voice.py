"""A donor radio whose voice process is killed while it is keyed, by each of the ways there are: nothing stays keyed."""

from __future__ import annotations

import pytest

from tests.station.room import wait_for
from tests.station.test_donor import GROUP, Scene, scene, server
from tests.station.test_lines import DUE, OFF, ON

__all__ = ["scene", "server"]
pytestmark = [pytest.mark.peer, pytest.mark.real_time]


def test_the_voice_process_is_killed_while_it_transmits(scene: Scene) -> None:
    scene.room.sign_on()
    scene.room.key("p1", GROUP)
    scene.room.hold("p1", GROUP, 0.2)
    assert scene.chip.next()[0] == ON
    killed = scene.kill_voice()
    scene.room.lease("p1", GROUP)
    report, when = scene.chip.next()
    assert (report, when - killed < DUE) == (OFF, True), when - killed
    assert scene.room.find("Unkeyed", press="p1").why in ("no-voice", "lease")
    assert scene.room.find("ProgramEnded", program="voice").why == "signal 9"


@pytest.mark.parametrize("scene", ["rts"], indirect=True)
def test_the_voice_process_is_killed_while_a_serial_line_is_keyed(scene: Scene) -> None:
    room, port = scene.room, scene.port
    assert port is not None and not port.port.cts, "off before anything else"
    room.sign_on()
    room.key("p1", GROUP)

    def keyed() -> bool:
        room.lease("p1", GROUP)
        return bool(port.port.cts)

    wait_for(keyed, what="the line keyed")
    room.hold("p1", GROUP, 0.2)
    assert port.port.cts, "held without a gap"
    scene.kill_voice()

    def off() -> bool:
        room.lease("p1", GROUP)  # the key stays down
        return not port.port.cts

    wait_for(off, what="the line off")
    assert room.find("Unkeyed", press="p1").why in ("no-voice", "lease")
    assert room.find("ProgramEnded", program="voice").why == "signal 9"
    assert not port.port.cts and len(room.some("Keyed")) == 1


@pytest.mark.parametrize("scene", ["at"], indirect=True)
def test_the_voice_process_is_killed_while_a_terminal_is_keyed(scene: Scene) -> None:
    room, terminal = scene.room, scene.terminal
    room.sign_on()
    room.key("p1", GROUP)

    def dialled() -> bool:
        room.lease("p1", GROUP)
        return any(line.startswith("ATD2201") for line in terminal.heard)

    wait_for(dialled, what="the call dialled")
    terminal.say("+CTOCP: 9,0,0", "+CTCC: 9,1,1,0,1,1,1", "+CTXG: 9,0,0,0")
    room.find("Signal", link="transmitting", meanwhile=lambda: room.lease("p1", GROUP))
    scene.kill_voice()

    def given_back() -> bool:
        room.lease("p1", GROUP)  # the key stays down
        return "AT+CUTXC=9" in terminal.heard

    wait_for(given_back, what="the turn given back")
    assert room.find("Unkeyed", press="p1").why in ("no-voice", "lease")
    assert room.find("ProgramEnded", program="voice").why == "signal 9"
    assert len(room.some("Keyed")) == 1
