"""The link of TCP and UDP to one server: both wires named, strangers unheard, broken and opened again."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import pytest

from radio.codec import Spec
from radio.find import find_protocol
from station.config import ConfigError, parse
from station.config_links import LinkConfig, make_link
from station.links.link import LinkError
from station.links.tcp_udp import TcpUdpLink


class Server:
    """A TCP and a UDP socket on one port of the loopback interface."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listening.getsockname()[1])
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))
        self.udp.settimeout(2)
        self.connection: socket.socket | None = None

    def answer(self) -> socket.socket:
        """Take the call."""
        self.connection, _ = self.listening.accept()
        self.connection.settimeout(2)
        return self.connection

    def close(self) -> None:
        for one in (self.listening, self.udp, self.connection):
            if one is not None:
                one.close()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


class Heard:
    """What a link handed over."""

    def __init__(self) -> None:
        self.pieces: list[tuple[bytes, str]] = []
        self.lost: list[str] = []

    async def until(self, count: int) -> None:
        async with asyncio.timeout(30):
            while len(self.pieces) + len(self.lost) < count:
                await asyncio.sleep(0.005)


async def opened(server: Server, heard: Heard) -> TcpUdpLink:
    link = TcpUdpLink(f"127.0.0.1:{server.port}")
    await link.open(lambda data, peer: heard.pieces.append((data, peer)), heard.lost.append)
    return link


def test_both_wires_are_heard_and_answered_by_their_names(server: Server) -> None:
    async def scene() -> None:
        heard = Heard()
        link = await opened(server, heard)
        control = server.answer()
        link.write(b"by TCP")
        assert control.recv(100) == b"by TCP"
        link.write(b"by UDP", "udp")
        data, ours = server.udp.recvfrom(100)
        assert data == b"by UDP"
        control.sendall(b"one")
        await heard.until(1)
        server.udp.sendto(b"two", ours)
        await heard.until(2)
        peer = f"127.0.0.1:{server.port}"
        assert heard.pieces == [(b"one", f"{peer}/tcp"), (b"two", f"{peer}/udp")]
        link.write(b"back", heard.pieces[1][1])
        assert server.udp.recv(100) == b"back"
        await link.close()
        link.write(b"nobody", "udp")
        link.write(b"nobody")
        assert link.dropped == 2

    asyncio.run(scene())


def test_a_strangers_datagram_is_not_heard(server: Server) -> None:
    async def scene() -> None:
        heard = Heard()
        link = await opened(server, heard)
        link.write(b"here", "udp")
        _, ours = server.udp.recvfrom(100)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.sendto(b"voice of nobody", ours)
            server.udp.sendto(b"voice", ours)
            await heard.until(1)
        assert [data for data, _ in heard.pieces] == [b"voice"]
        await link.close()

    asyncio.run(scene())


def test_the_connection_is_the_link(server: Server) -> None:
    async def scene() -> None:
        heard = Heard()
        link = await opened(server, heard)
        server.answer().close()
        await heard.until(1)
        assert heard.lost == [f"tcp://127.0.0.1:{server.port} closed the connection"]
        await link.close()
        link2 = await opened(server, heard)
        server.answer()
        await link2.close()
        assert len(heard.lost) == 1, "closing it ourselves is no loss"

    asyncio.run(scene())


def test_nobody_there_is_one_line() -> None:
    async def scene() -> None:
        with contextlib.closing(socket.socket()) as taken:
            taken.bind(("127.0.0.1", 0))  # bound and not listening: refused for sure
            link = TcpUdpLink(f"127.0.0.1:{taken.getsockname()[1]}")
            with pytest.raises(LinkError, match="connection refused"):
                await link.open(lambda data, peer: None, lambda why: None)

    asyncio.run(scene())


CONFIG = """
[[gateway]]
name = "Reflector"
protocol = "svx"
network = "border"
link = {{ type = "{type}", peer = "{peer}" }}
"""


def test_the_configuration_knows_it() -> None:
    (gateway,) = parse(CONFIG.format(type="tcp+udp", peer="10.1.0.5:5300").encode(), "f").gateways
    assert gateway.link == LinkConfig(type="tcp+udp", peer="10.1.0.5:5300")
    assert make_link(gateway.link).name == "tcp+udp://10.1.0.5:5300"
    assert not gateway.link.stays_here()
    assert LinkConfig(type="tcp+udp", peer="127.0.0.1:5300").stays_here()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"type": "udp"}, "svx runs over tcp.udp, not udp"),
        ({"peer": "10.1.0.5"}, "not like host:port"),
        ({"peer": ""}, "is empty"),
        ({"peer": 'x:1", bind = "0.0.0.0:1'}, "no such key"),
    ],
)
def test_what_it_does_not_take(change: dict[str, str], why: str) -> None:
    text = CONFIG.format(**({"type": "tcp+udp", "peer": "10.1.0.5:5300"} | change))
    with pytest.raises(ConfigError, match=why):
        parse(text.encode(), "f")


def test_only_what_speaks_on_both_wires_gets_it() -> None:
    spec: Spec = find_protocol("svx")
    assert spec.links == ("tcp+udp",)
    text = CONFIG.replace("svx", "usrp").format(type="tcp+udp", peer="10.1.0.5:5300")
    with pytest.raises(ConfigError, match="usrp runs over udp"):
        parse(text.encode(), "f")
