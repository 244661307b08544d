"""A donor radio whose voice process is killed while it is keyed, by each of the ways there are: nothing stays keyed.

How soon is told by the far end: the chip, the port or the terminal says when it was let go, not when we looked.
"""

from __future__ import annotations

import time
from functools import partial

import pytest

from tests.station.room import Room, wait_for
from tests.station.test_donor import GROUP, Scene, scene, server
from tests.station.test_lines import DUE, OFF, ON

__all__ = ["scene", "server"]
pytestmark = [pytest.mark.peer, pytest.mark.real_time]


def answered(room: Room, press: str) -> bool:
    """Whether ``press``, which is held, is on the air or refused."""
    room.lease(press, GROUP)
    return bool(room.some("Keyed", press=press) or room.some("Refused", press=press))


def keyed(room: Room) -> str:
    """Somebody signs on and presses until it is on the air (a busy machine's sound devices come and go): that press."""
    room.sign_on()
    for number in range(20):
        press = f"p{number}"
        room.press(press, GROUP)
        wait_for(partial(answered, room, press), what="keyed or refused")
        if room.some("Keyed", press=press):
            return press
        time.sleep(0.5)
    raise AssertionError("never keyed")


def test_the_voice_process_is_killed_while_it_transmits(scene: Scene) -> None:
    press = keyed(scene.room)
    scene.room.hold(press, GROUP, 0.2)
    assert scene.chip.next()[0] == ON
    killed = scene.kill_voice()
    scene.room.lease(press, GROUP)
    report, when = scene.chip.next()
    assert (report, when - killed < DUE) == (OFF, True), when - killed
    assert scene.room.find("Unkeyed", press=press).why in ("no-voice", "lease")
    assert scene.room.find("ProgramEnded", program="voice").why == "signal 9"


@pytest.mark.parametrize("scene", ["rts"], indirect=True)
def test_the_voice_process_is_killed_while_a_serial_line_is_keyed(scene: Scene) -> None:
    room, port = scene.room, scene.port
    assert port is not None and not port.port.cts, "off before anything else"
    port.changes.clear()
    press = keyed(room)

    def line_keyed() -> bool:
        room.lease(press, GROUP)
        return bool(port.port.cts)

    wait_for(line_keyed, what="the line keyed")
    room.hold(press, GROUP, 0.2)
    assert [on for on, _ in port.changes] == [True], ("held without a gap", room.some("Unkeyed", press=press))
    killed = scene.kill_voice()

    def off() -> bool:
        room.lease(press, GROUP)  # the key stays down
        return len(port.changes) > 1

    wait_for(off, what="the line off")
    state, when = port.changes[1]
    assert (state, when - killed < DUE) == (False, True), when - killed
    assert room.find("Unkeyed", press=press).why in ("no-voice", "lease")
    assert room.find("ProgramEnded", program="voice").why == "signal 9"
    assert len(port.changes) == 2 and len(room.some("Keyed")) == 1, "only a new press keys again"


@pytest.mark.parametrize("scene", ["at"], indirect=True)
def test_the_voice_process_is_killed_while_a_terminal_is_keyed(scene: Scene) -> None:
    room, terminal = scene.room, scene.terminal
    press = keyed(room)

    def dialled() -> bool:
        room.lease(press, GROUP)
        return any(line.startswith("ATD2201") for line in terminal.heard)

    wait_for(dialled, what="the call dialled")
    terminal.say("+CTOCP: 9,0,0", "+CTCC: 9,1,1,0,1,1,1", "+CTXG: 9,0,0,0")
    room.find("Signal", link="transmitting", meanwhile=lambda: room.lease(press, GROUP))
    killed = scene.kill_voice()

    def given_back() -> bool:
        room.lease(press, GROUP)  # the key stays down
        return "AT+CUTXC=9" in terminal.heard

    wait_for(given_back, what="the turn given back")
    took = terminal.when[terminal.heard.index("AT+CUTXC=9")] - killed
    assert 0 < took < DUE, took
    assert room.find("Unkeyed", press=press).why in ("no-voice", "lease")
    assert room.find("ProgramEnded", program="voice").why == "signal 9"
    assert len(room.some("Keyed")) == 1
