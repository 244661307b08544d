"""A donor radio that is keyed by its terminal's commands: whatever becomes of the two, no carrier stays up nor a word out."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from journal.slots import Held, Lease
from radio.codec import Proof, Unable
from radio.events import CallStarted, Undecoded
from radio.protocols.donor import OPENING
from station.air import Air
from station.config import parse
from station.links.donor import DonorLink
from tests.radio.test_donor import KEYED, LOUD, QUIET, Radio
from tests.station.key_bench import Bench
from tests.station.room import wait_for
from tests.station.test_donor import GROUP, OTHER, Scene, scene, server
from tests.station.test_donor_voice import keyed
from units.actions import PttPressed

SEATS = {"1": "anna", "2": "bruno"}
__all__ = ["scene", "server"]
CUT = ("link", "lease", "no-microphone")
"""Why it ends: a busy machine may be quicker with another reason. What counts is that the radio is told."""


def speaks(scene: Scene) -> str:
    """Somebody speaks in call instance 9; the press."""
    press = keyed(scene.room)
    hold = partial(scene.room.lease, press, GROUP)

    def dialled() -> bool:
        hold()
        return any(line.startswith("ATD2201") for line in scene.terminal.heard)

    wait_for(dialled, what="the call dialled")
    scene.terminal.say("+CTOCP: 9,0,0", "+CTCC: 9,1,1,0,1,1,1", "+CTXG: 9,0,0,0")
    scene.room.find("Signal", link="transmitting", meanwhile=hold)
    return press


def off(scene: Scene, press: str) -> bool:
    """The radio was told to let go; the key stays down all the while."""
    scene.room.lease(press, GROUP)
    return "AT+CUTXC=9" in scene.terminal.heard


@pytest.mark.peer
@pytest.mark.real_time
@pytest.mark.parametrize("scene", ["at"], indirect=True)
def test_the_terminals_cable_is_pulled(scene: Scene) -> None:
    press = speaks(scene)
    assert scene.terminal._connection is not None
    scene.terminal._connection.shutdown(2)
    hold = partial(scene.room.lease, press, GROUP)
    assert scene.room.find("Unkeyed", press=press, meanwhile=hold).why in CUT
    wait_for(partial(off, scene, press), what="the turn given back, once the terminal is there again")
    assert len(scene.room.some("Keyed")) == 1, "only a new press keys again"


@pytest.mark.peer
@pytest.mark.real_time
@pytest.mark.parametrize("scene", ["at"], indirect=True)
def test_the_terminal_may_not_transmit_any_more(scene: Scene) -> None:
    press = speaks(scene)
    room = scene.room
    text = room.config.read_text("utf-8")
    text = text.replace("transmit = true", "transmit = false")
    before = len(room.all())
    room.config.write_text(text, encoding="utf-8")
    hold = partial(room.lease, press, GROUP)
    room.find("ConfigLoaded", after=before, meanwhile=hold)
    assert room.find("Unkeyed", press=press, meanwhile=hold).why in CUT
    wait_for(partial(off, scene, press), what="the turn given back")
    assert len(room.some("Keyed")) == 1


@pytest.mark.peer
@pytest.mark.real_time
@pytest.mark.parametrize("scene", ["at"], indirect=True)
def test_a_station_that_is_killed_while_its_terminal_is_keyed_lets_go_of_it_when_it_is_back(scene: Scene) -> None:
    room, terminal = scene.room, scene.terminal
    press = keyed(room)
    room.hold(press, GROUP, 0.1)
    terminal.say("+CTOCP: 9,0,0", "+CTCC: 9,1,1,0,1,1,1", "+CTXG: 9,0,0,0")
    room.find("Signal", link="transmitting", meanwhile=lambda: room.lease(press, GROUP))

    def remembered() -> bool:
        room.lease(press, GROUP)
        found = room.pulse.read("held", Held)
        return found is not None and found[0].gateways == {"TETRA": "9"}

    wait_for(remembered, what="the pulse to know")
    before = len(terminal.heard)
    room.kill()
    room.start()
    wait_for(lambda: "AT+CMGS=?" in terminal.heard[before:], what="the radio to have answered")
    asked = terminal.heard[before:]
    assert "AT+CUTXC=9" in asked and "AT+CUTXC=1" not in asked, asked


@pytest.mark.peer
@pytest.mark.real_time
@pytest.mark.parametrize("scene", ["at"], indirect=True)
def test_the_second_press_does_not_cut_the_first_ones_last_words(scene: Scene) -> None:
    room = scene.room
    with scene.server.listening("tx") as radio:
        first = keyed(room)
        room.hold(first, GROUP, 1.6)  # the network says nothing, so it speaks a second late
        room.lease("")
        room.key("again", GROUP)
        room.hold("again", GROUP, 0.7)
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


@pytest.mark.peer
@pytest.mark.real_time
@pytest.mark.parametrize("scene", ["at"], indirect=True)
def test_two_seats_at_once_on_two_talk_groups_of_one_donor_radio(scene: Scene) -> None:
    room, terminal = scene.room, scene.terminal
    text = room.config.read_text("utf-8")
    before = len(room.all())
    room.config.write_text(text.replace(', group = "2201"', ""), encoding="utf-8")  # it carries all of its terminal's
    room.find("ConfigLoaded", after=before)
    room.find("LinkUp", after=before, gateway="Donor")
    room.can_talk()
    for seat, operator in SEATS.items():
        room.sign_on(seat, operator)
    groups = {"1": GROUP, "2": OTHER}

    def presses(number: int, *seats: str) -> dict[str, str]:
        """All of ``seats`` press and hold: what became of each."""
        for seat in seats:
            press = PttPressed(seat=seat, operator=SEATS[seat], press=f"{seat}-{number}", group=groups[seat])
            room.lease(press.press, press.group, seat, SEATS[seat])
            room.log.append(press)

        def became() -> dict[str, str]:
            found: dict[str, str] = {}
            for seat in seats:
                room.lease(f"{seat}-{number}", groups[seat], seat, SEATS[seat])
                for kind in ("Keyed", "Refused"):
                    if room.some(kind, press=f"{seat}-{number}"):
                        found[seat] = kind
            return found if len(found) == len(seats) else {}

        return wait_for(became, what="keyed or refused")

    for number in range(1, 40):  # a busy machine's sound devices come and go
        became = presses(number, "1", "2")
        if "Keyed" in became.values():
            break
        time.sleep(0.5)
    assert sorted(became.values()) == ["Keyed", "Refused"], room.some("Refused")
    loser = next(seat for seat in SEATS if became[seat] == "Refused")
    winner = next(seat for seat in SEATS if seat != loser)
    assert room.find("Refused", press=f"{loser}-{number}").why in ("one-microphone", "busy")

    def dialled() -> list[str]:
        for seat in SEATS:
            room.lease(f"{seat}-{number}", groups[seat], seat, SEATS[seat])
        return [line for line in terminal.heard if line.startswith("ATD")]

    assert wait_for(dialled) == [f"ATD{groups[winner].rpartition('g')[2]}"], "one call, and nothing of the other's"
    for seat in SEATS:
        room.pulse.write(f"lease.{seat}", Lease(seat=seat))
    room.find("Unkeyed", press=f"{winner}-{number}")
    for again in range(40, 80):
        if presses(again, loser)[loser] == "Keyed":
            return  # once it is free
        time.sleep(0.5)
    raise AssertionError(room.some("Refused"))


def test_a_talk_group_that_is_spoken_to_by_another_radio_now_is_let_go_of() -> None:
    bench = Bench()
    bench.press("tetra")
    bench.pass_time(0.1)
    bench.air.voice_of = lambda group: bench.air.gateways["A"]  # type: ignore[method-assign]
    bench.pass_time(0.05)
    assert bench.unkeyed == [("p", "link", "")] and not bench.air.gateways["DONOR"].keyed
    bench.pass_time(1.0)
    assert bench.keyed == ["p"]


class Slow:
    """A link that is open, and takes its time to close."""

    name, stream, dropped = "slow", False, 0

    def __init__(self) -> None:
        self.closing, self.closed = asyncio.Event(), asyncio.Event()

    async def open(self, _receive: object, _lost: object) -> None:
        pass

    def write(self, data: bytes, _peer: str = "") -> None:
        pass

    async def close(self) -> None:
        self.closing.set()
        await self.closed.wait()


def test_a_station_that_is_to_end_while_it_is_configured_anew_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for a gateway to stop must not take its own end for the gateway's."""

    async def story() -> None:
        link, opened = Slow(), asyncio.Event()
        monkeypatch.setattr("station.air.make_link", lambda _config: link)
        sink: Any = SimpleNamespace(heard=lambda *_: opened.set(), voice=lambda *_: None, cut=lambda *_: None)
        air = Air()
        text = '[[gateway]]\nname = "G"\nprotocol = "nmea"\nnetwork = "n"\nlink = { type = "tcp", peer = "h:1" }\n'
        await air.configure(parse(text.encode(), "room.toml"), sink)
        gateway = air.gateway("G")
        assert gateway is not None
        async with asyncio.timeout(30):
            while gateway.state == "down":
                await asyncio.sleep(0.01)
            anew = asyncio.create_task(air.configure(parse(b"", "room.toml"), sink))
            await link.closing.wait()
            anew.cancel()
            link.closed.set()
            with pytest.raises(asyncio.CancelledError):
                await anew

    asyncio.run(story())


def heard(radio: Radio) -> bool:
    """Whether the next sound proves the radio."""
    before = radio.all(Proof)
    radio.hear(QUIET)
    return len(radio.all(Proof)) > len(before)


def test_a_radio_whose_microphone_is_not_open_yet_cannot_be_pressed_and_is_heard() -> None:
    """What is said in that moment would go nowhere, or out too late and without its end."""
    radio = Radio()
    radio.say(f"speaker 0 {OPENING}")
    assert not heard(radio), "so the station knows of no link, and refuses a press at once"
    with pytest.raises(Unable, match=OPENING):
        radio.send(KEYED)
    for _ in range(10):
        radio.hear(LOUD)
    assert radio.all(CallStarted) and radio.sound
    radio.say("speaker 1 USB Audio")
    assert heard(radio)
    radio.send(KEYED)
    assert not radio.all(Undecoded), "and nothing of that is news"


def test_one_that_is_missing_is_said_to_be_and_the_radio_is_heard() -> None:
    radio = Radio()
    radio.say(f"speaker 0 {OPENING}")
    radio.say("speaker 0 no such device")
    assert heard(radio) and [type(out) for out in radio.all(Undecoded)] == [Undecoded]


@pytest.mark.parametrize("keys", [True, False])
def test_each_sound_program_has_to_open_it_first(keys: bool) -> None:
    async def story() -> None:
        link = DonorLink("no such device", "no such device either", "none", "vox:-40")
        link.keys = keys
        told: list[str] = []
        await link.open(lambda data, _peer: told.append(data.decode()), lambda _why: None)
        assert (f"speaker 0 {OPENING}" in told) is keys
        told.clear()
        link._sound_ended("signal 9")
        assert [line for line in told if line.startswith("speaker")] == [f"speaker 0 {OPENING}"] * keys
        await link.close()

    asyncio.run(story())
