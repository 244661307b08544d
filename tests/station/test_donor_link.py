"""A donor radio's link without a sound device: what it opens and what not, keying by another gateway, programs that die."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from radio.codec import GroupSettings, Settings, Unable, VoiceFrame
from radio.events import LinkDown
from radio.find import find_protocol
from radio.protocols.donor import NOT_WANTED
from radio.requests import AnyRequest, Key, Unkey
from station.air import Air
from station.config import parse
from station.gateway import Gateway
from station.links.donor import DonorLink
from station.links.link import Lost, Receive
from tests.station.peers import Heard
from tests.station.test_lines import OFF, ON, Reports

GROUP = "tetra@247-9:g2201"
SETTINGS = Settings(gateway="Donor", groups=(GroupSettings(id=GROUP, number="2201"),), transmit=True)
posix = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: a CM108's lines are for Linux")


async def until(true: Callable[[], bool], seconds: float = 30.0) -> None:
    for _ in range(int(seconds / 0.01)):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen in time")


class Opened:
    """A link that is open, and what it told."""

    def __init__(self, link: DonorLink) -> None:
        self.link = link
        self.told: list[str] = []

    async def __aenter__(self) -> Opened:
        await self.link.open(lambda data, peer: self.told.append(data.decode("latin-1")), lambda why: None)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.link.close()

    async def hears(self, words: str) -> None:
        await until(lambda: any(told.startswith(words) for told in self.told))


@posix
def test_nothing_that_could_key_is_opened_where_nothing_may_transmit(tmp_path: Path) -> None:
    async def scene() -> None:
        chip = tmp_path / "hidraw"
        chip.touch()
        link = DonorLink("no such device", "no such device", f"cm108:{chip}", "vox:-35")
        async with Opened(link) as opened:
            assert opened.told == ["vox -35", f"ptt 0 {NOT_WANTED}"]
            await opened.hears("sound 0 no such device: ")
            link.write(b"key 1 own " + GROUP.encode())
            await asyncio.sleep(0.3)
            assert chip.read_bytes() == b""
        link.keys = True
        async with Opened(link) as opened:
            await opened.hears("ptt 1")
            link.write(b"key 1 own " + GROUP.encode())
            await until(lambda: chip.read_bytes() == bytes((0, 0, 0, 4, 0, 0, 0, 4, 4, 0)))
        assert chip.read_bytes()[10:] == bytes((0, 0, 0, 4, 0)), "closed: off"

    asyncio.run(scene())


@posix
def test_a_program_that_dies_is_told_and_its_successor_begins_with_off(tmp_path: Path) -> None:
    async def scene() -> None:
        chip, keys = Reports(tmp_path / "hidraw"), tmp_path / "keys"
        keys.touch()
        link = DonorLink("no such device", "x", f"cm108:{tmp_path / 'hidraw'}", f"cm108:{keys}")
        link.keys = True
        async with Opened(link) as opened:
            await opened.hears("ptt 1")
            assert (await asyncio.to_thread(chip.next))[0] == OFF
            link.write(b"key 1 own " + GROUP.encode())
            assert (await asyncio.to_thread(chip.next))[0] == ON
            for process in (link._lines, link._sound):
                assert process is not None
                os.kill(process.pid, signal.SIGKILL)
            await opened.hears("ptt 0 its program ended: signal 9")
            await opened.hears("busy ? its program ended")
            await opened.hears("sound 0 its program ended")
            report, _ = await asyncio.to_thread(chip.next)
            assert report == OFF, "the chip itself held its line: the next program drops it"
        chip.close()

    asyncio.run(scene())


def test_a_radio_without_a_line_is_keyed_by_its_data_gateway() -> None:
    asked: list[AnyRequest] = []
    refuses = False

    def through(name: str, request: AnyRequest) -> None:
        assert name == "TETRA"
        if refuses and isinstance(request, Key):
            raise Unable("TETRA: link down")
        asked.append(request)

    link = DonorLink("x", "y", "at:TETRA", "vox:-40")
    with pytest.raises(Unable):
        link.write(f"key 1 own {GROUP}".encode())
    link.through = through
    for _ in range(3):
        link.write(f"key 1 own {GROUP}".encode())
    link.write(b"key 0")
    link.write(b"key 0")
    assert asked == [Key(group=GROUP, call="own"), Unkey(group=GROUP, call="own")], "once each"
    link.write(f"key 1 own {GROUP}".encode())
    link.write(f"key 1 next {GROUP}".encode())
    link.write(b"key 0")
    assert asked[2:] == [Key(group=GROUP, call="own"), Unkey(group=GROUP, call="own")], (
        "behind the last words: one turn"
    )
    refuses = True
    with pytest.raises(Unable, match="link down"):
        link.write(f"key 1 own2 {GROUP}".encode())
    link.write(b"key 0")
    assert len(asked) == 4


ROOM = """\
[[gateway]]
name = "TETRA"
protocol = "pei"
network = "247-9"
transmit = true
link = { type = "tcp", peer = "127.0.0.1:1" }
[[gateway]]
name = "Donor"
protocol = "donor"
transmit = true
link = { type = "donor", input = "no such device", output = "no such device", ptt = "at:TETRA" }
options = { paired = "TETRA" }
[[group]]
id = "tetra@247-9:g2201"
gateway = "TETRA"
[[group]]
id = "tetra@247-9:g2202"
gateway = "TETRA"
"""


def test_the_air_finds_the_voice_of_a_group_and_keys_through_its_gateway() -> None:
    async def scene() -> None:
        air = Air()
        await air.configure(parse(ROOM.encode(), "room.toml"), Heard())
        try:
            donor, data = air.gateway("Donor"), air.gateway("TETRA")
            assert air.voice_of(GROUP) is donor is not None
            assert air.of_group(GROUP) is data is not None
            assert air.voice_of("unknown") is None
            assert air.elsewhere(GROUP) == "", "by AT commands any of its groups is reached"
            with pytest.raises(Unable, match="TETRA"):
                air._through("TETRA", Key(group=GROUP, call="own"))
            with pytest.raises(Unable, match="not there"):
                air._through("nobody", Key(group=GROUP, call="own"))
        finally:
            await air.close()

    asyncio.run(scene())


class Still:
    """A link that does nothing, and what was written to it."""

    name = "donor://test"
    stream = False
    dropped = 0

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.receive: Receive = lambda data, peer: None

    async def open(self, receive: Receive, lost: Lost) -> None:
        self.receive = receive

    def write(self, data: bytes, peer: str = "") -> None:
        self.written.append(data)

    async def close(self) -> None:
        """Nothing to close."""


class Cuts(Heard):
    """A sink that counts what was cut."""

    def __init__(self) -> None:
        super().__init__()
        self.cuts = 0

    def cut(self, gateway: Gateway) -> None:
        self.cuts += 1


def test_a_line_that_lets_go_by_itself_ends_the_transmission() -> None:
    async def scene() -> None:
        link, sink = Still(), Cuts()
        gateway = Gateway(find_protocol("donor"), SETTINGS, link, sink, transmit=True)
        task = asyncio.create_task(gateway.run())
        await until(lambda: gateway.state == "waiting")
        link.receive(b"pcm " + bytes(320), "")
        assert gateway.sendable
        gateway.send(Key(group=GROUP, call="own"))
        await until(lambda: link.written.count(f"key 1 own {GROUP}".encode()) >= 3)
        link.receive(b"released nobody held it for 400 ms", "")
        assert sink.cuts == 1
        downs: list[Any] = [event for event in sink.events if isinstance(event, LinkDown)]
        assert downs[-1].why.startswith("push-to-talk released itself")
        gateway.speak(VoiceFrame("own", 0, "s16le8", bytes(320)))
        assert link.written[-1] == b"key 0"
        link.receive(b"pcm " + bytes(320), "")
        assert gateway.sendable, "sound proves it again"
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(scene())


def test_its_name_says_which_device() -> None:
    assert DonorLink("USB Audio", "", "none", "vox:-40").name == "donor://USB Audio"
