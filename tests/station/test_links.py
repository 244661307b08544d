"""Links on real sockets and pseudo-terminals: bytes come and go, faults are one line, nothing blocks."""

from __future__ import annotations

import asyncio
import os
import pty
import socket
import sys
import tty
from collections.abc import Awaitable, Callable

import pytest

from station.links.address import join, networks, split, within
from station.links.link import Link, LinkError
from station.links.serial import SerialLink
from station.links.tcp import TcpLink
from station.links.udp import UdpLink
from tests.station.room import free_port

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: pseudo-terminals are needed")


class Ends:
    """What a link handed over."""

    def __init__(self) -> None:
        self.heard: list[tuple[bytes, str]] = []
        self.lost: list[str] = []

    async def open(self, link: Link) -> None:
        await link.open(lambda data, peer: self.heard.append((data, peer)), self.lost.append)

    async def until(self, look: Callable[[], object], seconds: float = 30.0) -> None:
        async with asyncio.timeout(seconds):
            while not look():
                await asyncio.sleep(0.005)


def run(test: Callable[[Ends], Awaitable[None]]) -> None:
    async def body() -> None:
        await test(Ends())

    asyncio.run(body())


def udp_socket() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    sock.settimeout(2)
    return sock


def test_udp_hears_its_peer_and_answers_it() -> None:
    async def test(ends: Ends) -> None:
        with udp_socket() as radio:
            port = free_port()
            link = UdpLink(f"127.0.0.1:{port}", join(radio.getsockname()))
            assert link.name == f"udp://127.0.0.1:{port}"
            await ends.open(link)
            radio.sendto(b"hello", ("127.0.0.1", port))
            await ends.until(lambda: ends.heard)
            assert ends.heard == [(b"hello", join(radio.getsockname()))]
            link.write(b"back", ends.heard[0][1])
            link.write(b"again")
            assert radio.recv(100) == b"back"
            assert radio.recvfrom(100) == (b"again", ("127.0.0.1", port)), "answers come from the port that hears"
            await link.close()
            link.write(b"nobody")
            assert link.dropped == 1

    run(test)


def test_udp_hears_only_its_sources() -> None:
    async def test(ends: Ends) -> None:
        with udp_socket() as radio:
            port = free_port()
            link = UdpLink(f"127.0.0.1:{port}", sources=["127.0.0.2"])
            await ends.open(link)
            radio.sendto(b"forged", ("127.0.0.1", port))
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as allowed:
                allowed.bind(("127.0.0.2", 0))
                allowed.sendto(b"real", ("127.0.0.1", port))
            await ends.until(lambda: ends.heard)
            assert [data for data, _ in ends.heard] == [b"real"]
            assert link.refused == 1
            await link.close()

    run(test)


def test_udp_port_in_use_is_one_line() -> None:
    async def test(ends: Ends) -> None:
        with udp_socket() as other:
            link = UdpLink(join(other.getsockname()))
            with pytest.raises(LinkError, match=r"^udp://127\.0\.0\.1:\d+ is in use by another program$"):
                await ends.open(link)
        await ends.open(link)  # and heals
        await link.close()

    run(test)


def test_udp_address_of_another_machine_is_one_line() -> None:
    async def test(ends: Ends) -> None:
        with pytest.raises(LinkError, match=r"this machine has no such address"):
            await ends.open(UdpLink("192.0.2.1:5004"))

    run(test)


def test_multicast_is_shared_and_does_not_hear_itself() -> None:
    async def test(ends: Ends) -> None:
        port, group = free_port(), "239.255.77.77"
        other = Ends()
        one = UdpLink(f"0.0.0.0:{port}", multicast=group, interface="127.0.0.1", ttl=0)
        two = UdpLink(f"0.0.0.0:{port}", multicast=group, interface="127.0.0.1", ttl=0)
        third = Ends()
        elsewhere = UdpLink(f"0.0.0.0:{port}", multicast="239.255.77.78", interface="127.0.0.1", ttl=0)
        await ends.open(one)
        await other.open(two)
        await third.open(elsewhere)
        one.write(b"over")
        await other.until(lambda: other.heard)
        await asyncio.sleep(0.1)
        assert [data for data, _ in other.heard] == [b"over"]
        assert ends.heard == [], "our own transmission is not a call"
        assert third.heard == [], "another group on the same port is another gateway's"
        for link in (one, two, elsewhere):
            await link.close()

    run(test)


def test_a_large_datagram_comes_whole() -> None:
    async def test(ends: Ends) -> None:
        with udp_socket() as radio:
            port = free_port()
            link = UdpLink(f"127.0.0.1:{port}")
            await ends.open(link)
            radio.sendto(bytes(60_000), ("127.0.0.1", port))
            await ends.until(lambda: ends.heard)
            assert len(ends.heard[0][0]) == 60_000
            await link.close()

    run(test)


def test_tcp_talks_and_tells_when_the_other_side_hangs_up() -> None:
    async def test(ends: Ends) -> None:
        said: list[bytes] = []

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"welcome")
            said.append(await reader.readexactly(5))
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        link = TcpLink(join(server.sockets[0].getsockname()))
        await ends.open(link)
        await ends.until(lambda: ends.heard)
        link.write(b"hello")
        await ends.until(lambda: ends.lost)
        assert said == [b"hello"] and "closed the connection" in ends.lost[0]
        await link.close()
        server.close()
        await server.wait_closed()
        with pytest.raises(LinkError, match=r"connection refused$"):
            await ends.open(link)

    run(test)


def test_serial_reads_writes_and_is_ours_alone() -> None:
    async def test(ends: Ends) -> None:
        master, slave = pty.openpty()
        tty.setraw(slave)
        device = os.ttyname(slave)
        link = SerialLink(device, 38400)
        await ends.open(link)
        os.write(master, b"\r\nOK\r\n")
        await ends.until(lambda: b"".join(data for data, _ in ends.heard) == b"\r\nOK\r\n")
        link.write(b"AT\r")
        assert await asyncio.to_thread(os.read, master, 100) == b"AT\r"
        with pytest.raises(LinkError, match=rf"^{device} is in use by another program$"):
            await Ends().open(SerialLink(device, 9600))
        await link.close()
        await ends.open(link)  # given back whole
        await link.close()
        os.close(slave)
        os.close(master)

    run(test)


def test_serial_unplugged_is_told_once() -> None:
    async def test(ends: Ends) -> None:
        master, slave = pty.openpty()
        device = os.ttyname(slave)
        link = SerialLink(device, 9600)
        await ends.open(link)
        os.close(slave)
        os.close(master)
        await ends.until(lambda: ends.lost)
        await asyncio.sleep(0.4)
        assert len(ends.lost) == 1 and device in ends.lost[0] and "unplugged" in ends.lost[0]
        await link.close()
        with pytest.raises(LinkError, match=rf"^no such device: {device}$"):
            await ends.open(link)

    run(test)


@pytest.mark.real_time
def test_serial_that_nobody_reads_never_blocks() -> None:
    async def test(ends: Ends) -> None:
        master, slave = pty.openpty()
        tty.setraw(slave)
        link = SerialLink(os.ttyname(slave), 9600)
        await ends.open(link)
        began = asyncio.get_running_loop().time()
        for _ in range(400):
            link.write(bytes(1000))
        assert asyncio.get_running_loop().time() - began < 0.5
        assert link.dropped > 0
        os.close(master)
        await ends.until(lambda: ends.lost)
        await link.close()
        os.close(slave)

    run(test)


def test_addresses() -> None:
    assert split("[::1]:5004") == ("::1", 5004)
    assert join(("::1", 5004)) == "[::1]:5004"
    for wrong in ("5004", ":5004", "::1:5004", "host:0", "host:65536", "host:", "host:٣", "a..b:10", f"{'x' * 70}:10"):
        with pytest.raises(ValueError, match=r"."):
            split(wrong)
    assert within("::ffff:10.1.2.3", networks(["10.1.0.0/16"]))
    assert not within("10.2.2.3", networks(["10.1.0.0/16"]))
    assert within("10.2.2.3", ())
