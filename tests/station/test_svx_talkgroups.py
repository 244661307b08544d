"""SvxReflector protocol 2 over real sockets, against a stand-in that knows nothing of our codec."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from radio.codec import GroupSettings, Settings, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, LinkDown, LinkUp, Tuned
from radio.find import find_protocol
from radio.protocols.svx import client
from radio.requests import Key, SelectGroup, Unkey
from station.gateway import Gateway
from station.links.tcp_udp import TcpUdpLink
from station.voice import opus
from tests.station.peers import Heard
from tests.station.svx_room import KEYS, NODE, OTHER, US, US_TOO
from tests.station.svx_scenes import configured, room_of, talk_groups
from tests.station.svx_talkgroups import StandIn, stand_in

pytestmark = pytest.mark.real_time
PATIENCE = 30.0


def packets(mark: int, count: int = 15) -> list[bytes]:
    """20 ms each by their first byte, and to be told apart."""
    return [bytes((0x28, mark, number)) + b"voice" for number in range(count)]


def group(number: int) -> str:
    return f"svx@border:g{number}"


class Desk:
    """A gateway that runs, and what it heard."""

    def __init__(self, there: StandIn, callsign: str, numbers: tuple[int, ...], silence: float, **options: Any) -> None:
        spec = msgspec.structs.replace(find_protocol("svx"), silence=silence)
        named = tuple(GroupSettings(id=group(number), number=str(number)) for number in numbers)
        told = {"callsign": callsign, "key": KEYS[callsign], "protocol": "2"} | options
        settings = Settings(gateway=callsign, network="border", groups=named, options=told)
        self.heard = Heard()
        self.gateway = Gateway(spec, settings, TcpUdpLink(f"127.0.0.1:{there.port}"), self.heard, transmit=True)
        self.there, self.callsign = there, callsign

    def events(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.heard.events if isinstance(event, kind)]

    def voice(self, call: str) -> list[bytes]:
        return [frame.data for frame in self.heard.frames if frame.call == call]

    async def up(self) -> None:
        await until(lambda: self.gateway.state == "up")

    async def call(self, to: int, ended: int = 1) -> CallStarted:
        """The first call, when so many are over."""
        await until(lambda: len(self.events(CallEnded)) >= ended)
        found: CallStarted = next(one for one in self.events(CallStarted) if one.to == group(to))
        return found


async def until(look: Callable[[], Any]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not look():
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def desk(
    there: StandIn, callsign: str, *numbers: int, silence: float = 60.0, **options: Any
) -> AsyncIterator[Desk]:
    made = Desk(there, callsign, numbers, silence, **options)
    task = asyncio.create_task(made.gateway.run())
    try:
        yield made
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def scene(home: Path, play: Callable[[StandIn], Awaitable[None]], **times: float) -> None:
    with stand_in(home, KEYS, **times) as there:
        asyncio.run(asyncio.wait_for(play(there), 3 * PATIENCE))
        assert [login.wrong for login in there.logins if login.wrong] == []


def test_the_key_is_proven_and_the_talk_group_selected(tmp_path: Path) -> None:
    async def play(there: StandIn) -> None:
        there.nodes = [NODE]
        async with desk(there, US, 112) as ours:
            await ours.up()
            await until(lambda: there.login(US).group == 112)
            assert there.login(US).told == {"sw": "Kopa"}
            assert there.login(US).address is not None, "it knows our UDP port"
            assert [event.radio for event in ours.heard.events if type(event).__name__ == "Registered"] == [
                f"svx@border:{NODE}"
            ]
            async with desk(there, US, 112) as second:
                await until(lambda: second.events(LinkDown))
                assert second.events(LinkDown)[0].why.startswith("login refused: call sign or key unknown there")
            assert ours.gateway.state == "up"
        async with desk(there, US_TOO, 112, key="not the room's") as wrong:
            await until(lambda: wrong.events(LinkDown))
            assert wrong.events(LinkDown)[0].why.startswith("login refused: call sign or key unknown there")
            assert wrong.events(LinkUp) == []

    scene(tmp_path, play)


def test_two_talk_groups_by_two_logins_are_heard_at_once_and_kept_apart(tmp_path: Path) -> None:
    async def play(there: StandIn) -> None:
        async with desk(there, US, 112) as one, desk(there, US_TOO, 2201) as two:
            await asyncio.gather(one.up(), two.up())
            await until(lambda: (there.login(US).group, there.login(US_TOO).group) == (112, 2201))
            await asyncio.gather(
                asyncio.to_thread(there.speaks, NODE, 112, packets(1)),
                asyncio.to_thread(there.speaks, OTHER, 2201, packets(2)),
            )
            for desk_, number, node, mark in ((one, 112, NODE, 1), (two, 2201, OTHER, 2)):
                call = await desk_.call(number)
                assert (call.radio, call.group, call.late) == (f"svx@border:{node}", True, False)
                assert desk_.voice(call.call) == packets(mark)
                assert [frame.index for frame in desk_.heard.frames] == [320 * at for at in range(15)]
                (ended,) = desk_.events(CallEnded)
                assert (ended.call, ended.why) == (call.call, "released")
                assert len(desk_.events(CallStarted)) == 1

    scene(tmp_path, play)


def test_our_voice_is_on_the_keyed_talk_group_and_ends_with_a_flush(tmp_path: Path) -> None:
    async def play(there: StandIn) -> None:
        async with desk(there, US, 112) as ours, desk(there, OTHER, 112) as theirs:
            await asyncio.gather(ours.up(), theirs.up())
            await until(lambda: (there.login(US).group, there.login(OTHER).group) == (112, 112))
            ours.gateway.send(Key(group=group(112), call="own"))
            for number, packet in enumerate(packets(3)):
                ours.gateway.speak(VoiceFrame("own", 160 * number, "opus", packet))
                await asyncio.sleep(0.02)
            assert there.login(US).flushes == 0
            ours.gateway.send(Unkey(group=group(112), call="own"))
            await until(lambda: there.login(US).flushes)
            call = await theirs.call(112)
            assert call.radio == f"svx@border:{US}"
            assert theirs.voice(call.call) == packets(3)
            assert [packet for _, packet in there.login(US).spoken] == packets(3)
            numbers = [number for number, _ in there.login(US).spoken]
            assert numbers == list(range(numbers[0], numbers[0] + 15))
            assert [line for line in there.said().splitlines() if "Talker" in line] == [
                f"{US}: Talker start on TG #112",
                f"{US}: Talker stop on TG #112",
            ]
            assert ours.events(CallStarted) == [], "what we say is journaled by who keyed it"

            await asyncio.to_thread(there.begins, NODE, 112)
            await until(lambda: ours.events(CallStarted))
            with pytest.raises(Unable, match=f"busy: {NODE} talks on this talk-group"):
                ours.gateway.send(Key(group=group(112), call="second"))

    scene(tmp_path, play, pause=60.0)


def test_one_login_of_two_talk_groups_goes_where_somebody_talks_and_home_again(tmp_path: Path) -> None:
    async def play(there: StandIn) -> None:
        async with desk(there, US, 112, 2201) as ours:
            await ours.up()
            await until(lambda: there.login(US).monitored == [112, 2201] and there.login(US).group == 112)
            assert (ours.events(Tuned)[0].selected, ours.events(Tuned)[0].scanned) == (group(112), [group(2201)])
            await asyncio.to_thread(there.speaks, NODE, 2201, packets(5, 25))
            call = await ours.call(2201)
            said = ours.voice(call.call)
            assert said and said == packets(5, 25)[-len(said) :], "from where it came in, without a gap"
            await until(lambda: there.login(US).group == 112)

            ours.gateway.send(SelectGroup(group=group(2201)))
            await until(lambda: there.login(US).group == 2201)
            await until(lambda: ours.events(Tuned)[-1].selected == group(2201))

    scene(tmp_path, play)


def test_a_talker_whose_voice_stops_is_ended_by_the_reflector(tmp_path: Path) -> None:
    async def play(there: StandIn) -> None:
        async with desk(there, US, 112) as ours:
            await ours.up()
            await until(lambda: there.login(US).group == 112)
            await asyncio.to_thread(there.begins, NODE, 112)
            call = await ours.call(112)
            assert ours.voice(call.call) == [b"\x28began"]
            assert ours.events(CallEnded)[0].why == "released"

    scene(tmp_path, play, pause=0.5)


def test_our_heartbeats_keep_both_wires_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "TCP_BEAT", 0.2)
    monkeypatch.setattr(client, "UDP_BEAT", 0.3)

    async def play(there: StandIn) -> None:
        async with desk(there, US, 112) as ours:
            await ours.up()
            await until(lambda: there.login(US).beats >= 5 and there.login(US).udp_beats >= 5)
            monkeypatch.setattr(client, "TCP_BEAT", 1000.0)
            await until(lambda: ours.events(LinkDown))
            assert ours.events(LinkDown)[0].why == "the reflector did not hear us"

    scene(tmp_path, play, beat=0.2, limit=2.0)


def test_a_reflector_without_a_heartbeat_is_down_and_found_again(tmp_path: Path) -> None:
    async def play(there: StandIn) -> None:
        async with desk(there, US, 112, silence=2.0) as ours:
            await ours.up()
            await until(lambda: there.login(US).group == 112)
            await asyncio.to_thread(there.begins, NODE, 112)
            await until(lambda: ours.events(CallStarted))
            there.silent = True
            await until(lambda: ours.gateway.state != "up" and ours.events(LinkDown))
            assert ours.events(LinkDown)[0].why == "silent for 2 s"
            assert ours.events(CallEnded)[0].why == "lost"
            before = len(ours.events(LinkUp))
            there.silent = False
            await until(lambda: len(ours.events(LinkUp)) > before)
            await until(lambda: there.login(US).group == 112 and there.login(US).address)
            await asyncio.to_thread(there.speaks, NODE, 112, packets(6))
            await until(lambda: len(ours.events(CallEnded)) == 2)
            again = ours.events(CallStarted)[1]
            assert (again.late, again.radio, again.to) == (True, None, group(112)), "who talks was told before we came"
            assert ours.voice(again.call) == packets(6)

    scene(tmp_path, play, pause=60.0)


def test_a_station_hears_two_talk_groups_by_two_logins_and_speaks_on_one(home: Path, tone: None) -> None:
    if not opus.there():
        pytest.skip("NOT RUN WITH VOICE: libopus is not installed on this machine")
    with stand_in(home, KEYS) as there:
        config = configured(there, (US, 112), (US_TOO, 2201), protocol=2)
        with room_of(home, config) as room:
            room.start()
            talk_groups(there, room)
