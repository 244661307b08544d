"""Our master and our peer as gateways on real sockets, with a network between them that loses and doubles packets."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

from radio.codec import Settings
from radio.events import CallEnded, CallStarted, LinkUp
from radio.find import find_protocol
from station.gateway import Gateway
from station.links.udp import UdpLink
from tests.radio.hbp.test_hbp import FRAMES, call
from tests.station.room import free_port
from tests.station.test_gateway import Heard

LOSS = 0.15


class BadNetwork(asyncio.DatagramProtocol):
    """Between one peer and the master. Whoever is not the master is the peer."""

    def __init__(self, master: tuple[str, int], seed: int) -> None:
        self._master = master
        self._peer: tuple[str, int] | None = None
        self._chance = random.Random(seed)
        self._transport: asyncio.DatagramTransport | None = None
        self.lost = 0

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self._transport is not None
        if addr != self._master:
            self._peer = addr
        target = self._peer if addr == self._master else self._master
        if target is None or self._chance.random() < LOSS:
            self.lost += 1
            return
        for _ in range(2 if self._chance.random() < LOSS else 1):
            self._transport.sendto(data, target)


async def _until(done: Callable[[], bool], seconds: float) -> None:
    end = asyncio.get_running_loop().time() + seconds
    while not done():
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.01)


async def _talk() -> None:
    master_port, peer_port, other_port = free_port(), free_port(), free_port()
    loop = asyncio.get_running_loop()
    spec = find_protocol("hbp")
    master_heard, peer_heard, other_heard = Heard(), Heard(), Heard()
    master = Gateway(
        spec,
        Settings(gateway="Master", network="kraslava", transmit=True, options={"role": "master", "password": "p"}),
        UdpLink(f"127.0.0.1:{master_port}"),
        master_heard,
    )
    network, bad = await loop.create_datagram_endpoint(
        lambda: BadNetwork(("127.0.0.1", master_port), 7), local_addr=("127.0.0.1", 0)
    )
    between = network.get_extra_info("sockname")[1]

    def peer(number: int, port: int, through: int, heard: Heard) -> Gateway:
        options = {"role": "peer", "repeater": number, "password": "p"}
        settings = Settings(gateway=f"Peer {number}", network="kraslava", options=options)
        return Gateway(spec, settings, UdpLink(f"127.0.0.1:{port}", f"127.0.0.1:{through}"), heard)

    listener, speaker = peer(1, peer_port, between, peer_heard), peer(2, other_port, master_port, other_heard)
    tasks = [asyncio.create_task(each.run()) for each in (master, listener, speaker)]
    try:
        await _until(lambda: listener.state == speaker.state == "up", 120)
        for data in call(2, 2201, 9):
            speaker._link.write(data)
            await asyncio.sleep(0.06)
        await _until(lambda: any(isinstance(event, CallEnded) for event, _ in peer_heard.events), 30)
        await _until(lambda: any(isinstance(event, CallEnded) for event, _ in master_heard.events), 30)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        network.close()
    assert bad.lost > 0
    whole = [frame.data for frame in master_heard.frames]
    assert whole == FRAMES
    started = [event for event, _ in peer_heard.events if isinstance(event, CallStarted)]
    assert [(event.radio, event.to) for event in started] == [("dmr@kraslava:2201", "dmr@kraslava:g9")]
    got = [(frame.index // 480, frame.data) for frame in peer_heard.frames]
    first = got[0][0]
    assert 0 < len(got) <= len(FRAMES)
    assert len({index for index, _ in got}) == len(got), "nothing twice"
    numbers = [FRAMES.index(data) for _, data in got]
    assert [index - first for index, _ in got] == [number - numbers[0] for number in numbers], "holes of their length"
    assert any(isinstance(event, LinkUp) for event, _ in other_heard.events)


def test_a_call_over_a_bad_network() -> None:
    asyncio.run(_talk())
