"""A serial port behind a network: against pyserial's RFC 2217 server in a process of its own, and against strangers."""

from __future__ import annotations

import asyncio
import random
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.config import Config, ConfigError, parse
from station.config_links import make_link
from station.links.com_port import COM_PORT, DO, IAC, MOST_PARAMETERS, SB, SE, SET_BAUD, WILL, WONT, ComPort
from station.links.link import LinkError
from station.links.rfc2217 import Rfc2217Link
from tests.radio.damage import damaged

SERVER = Path(__file__).with_name("rfc2217_server.py")


@contextmanager
def server(url: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """pyserial's server with ``url`` as its serial port."""
    process = subprocess.Popen([sys.executable, str(SERVER), url], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline()), process
    finally:
        process.kill()
        process.communicate(timeout=30)


@contextmanager
def stranger(says: bytes) -> Iterator[int]:
    """Somebody who answers every caller with ``says`` and waits."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with suppress(OSError):
                sock, _ = listener.accept()
                with sock:
                    sock.sendall(says)
                    sock.settimeout(30)
                    while sock.recv(1024):
                        pass

        threading.Thread(target=serve, daemon=True).start()
        yield int(listener.getsockname()[1])


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def body() -> None:
        await test()

    asyncio.run(body())


async def until(look: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not look():
            await asyncio.sleep(0.005)


def test_a_port_of_pyserials_server_is_set_and_carries_every_byte() -> None:
    heard = bytearray()
    lost: list[str] = []

    async def test() -> None:
        link = Rfc2217Link(f"127.0.0.1:{port}", 19200)
        assert link.name == f"rfc2217://127.0.0.1:{port}@19200"
        for _ in range(2):  # again after hanging up, as after an outage
            heard.clear()
            await link.open(lambda data, peer: heard.extend(data), lost.append)
            link.write(bytes(range(256)) * 4)
            await until(lambda: len(heard) >= 1024)
            assert bytes(heard) == bytes(range(256)) * 4, "0xFF too, once"
            await link.close()
        assert not lost and not link.dropped

    with server("loop://") as (port, process):
        run(test)
        assert process.stdout is not None
        process.kill()
        assert process.stdout.read().split()[-1] == "19200"


def test_a_server_that_goes_is_told_once() -> None:
    lost: list[str] = []

    async def test() -> None:
        link = Rfc2217Link(f"127.0.0.1:{port}", 9600)
        await link.open(lambda data, peer: None, lost.append)
        process.kill()
        await until(lambda: lost)
        assert len(lost) == 1 and "closed the connection" in lost[0]
        await link.close()

    with server("loop://") as (port, process):
        run(test)


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (bytes((IAC, 254, COM_PORT)), "speaks no RFC 2217"),
        (
            bytes((IAC, DO, COM_PORT, IAC, SB, COM_PORT, SET_BAUD + 100))
            + (9600).to_bytes(4, "big")
            + bytes((IAC, SE)),
            "takes 9600 baud, not 38400",
        ),
        (b"login: ", "speaks no RFC 2217"),
    ],
    ids=["refuses", "another speed", "no telnet at all"],
)
def test_a_far_end_without_such_a_port_is_told_in_one_line(
    says: bytes, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("station.links.rfc2217.AGREED", 0.5)

    async def test() -> None:
        link = Rfc2217Link(f"127.0.0.1:{port}", 38400)
        with pytest.raises(LinkError, match=why) as caught:
            await link.open(lambda data, peer: None, lambda why: None)
        assert "\n" not in str(caught.value)
        assert link.far is None, "hung up"

    with stranger(says) as port:
        run(test)


def test_a_baud_rate_in_the_configuration_makes_it_such_a_port() -> None:
    def config(link: str) -> Config:
        text = f'[[gateway]]\nname = "T"\nprotocol = "pei"\nlink = {{ type = "tcp", {link} }}\n'
        return parse(text.encode(), "room.toml")

    (gateway,) = config('peer = "10.1.0.12:4001", baud = 38400').gateways
    assert make_link(gateway.link).name == "rfc2217://10.1.0.12:4001@38400"
    (gateway,) = config('peer = "10.1.0.12:4001"').gateways
    assert make_link(gateway.link).name == "tcp://10.1.0.12:4001"
    with pytest.raises(ConfigError, match="baud"):
        config('peer = "10.1.0.12:4001", baud = 12')


def test_nobody_there_is_a_link_error() -> None:
    async def test() -> None:
        with pytest.raises(LinkError, match="refused"):
            await Rfc2217Link("127.0.0.1:1", 9600).open(lambda data, peer: None, lambda why: None)

    run(test)


def agreed(baud: int = 38400) -> ComPort:
    """A port that is set."""
    port = ComPort(baud)
    port.greeting()
    _, asked = port.receive(bytes((IAC, DO, COM_PORT)))
    assert asked.endswith(bytes((IAC, SB, COM_PORT, SET_BAUD)) + baud.to_bytes(4, "big") + bytes((IAC, SE)))
    port.receive(bytes((IAC, SB, COM_PORT, SET_BAUD + 100)) + baud.to_bytes(4, "big") + bytes((IAC, SE)))
    assert port.ready and not port.refused
    return port


def test_what_is_offered_and_not_wanted_is_refused_once() -> None:
    port = agreed()
    assert port.receive(bytes((IAC, DO, 24, IAC, WILL, 1, IAC, DO, 24))) == (
        b"",
        bytes((IAC, WONT, 24, IAC, 254, 1)),
    )
    assert port.receive(bytes((IAC, DO, COM_PORT)))[1] == b"", "asked once"


def test_a_speed_with_0xff_in_it() -> None:
    port = ComPort(65535)
    _, asked = port.receive(bytes((IAC, DO, COM_PORT)))
    assert bytes((0, 0, 255, 255, 255, 255, IAC, SE)) in asked
    port.receive(bytes((IAC, SB, COM_PORT, SET_BAUD + 100, 0, 0, 255, 255, 255, 255, IAC, SE)))
    assert port.ready


@given(st.binary(max_size=400), st.lists(st.integers(1, 40), max_size=30))
def test_bytes_of_the_port_come_through_however_they_are_cut(data: bytes, cuts: list[int]) -> None:
    port = agreed()
    wire = port.send(data)
    got = b""
    for cut in [*cuts, len(wire)]:
        payload, reply = port.receive(wire[:cut])
        got, wire = got + payload, wire[cut:]
        assert not reply
    assert got == data


SAID = (
    bytes((IAC, DO, COM_PORT)),
    bytes((IAC, WILL, COM_PORT, IAC, WILL, 0, IAC, DO, 0, IAC, WILL, 3)),
    bytes((IAC, 254, COM_PORT)),
    bytes((IAC, SB, COM_PORT, SET_BAUD + 100, 0, 0, 0x96, 0, IAC, SE)),
    bytes((IAC, SB, COM_PORT, SET_BAUD + 100, 0, 0, IAC, IAC, 0, IAC, SE)),
    bytes((IAC, SB, COM_PORT, 107, 0, IAC, SE)),
    bytes((IAC, SB, 24)) + b"x" * 200 + bytes((IAC, SE)),
    bytes((IAC, 249, IAC, 241, IAC, IAC)),
    b"+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,1000,0\r\n",
    bytes(range(256)),
)
CLEAR = bytes((0, 0, IAC, SE))
"""Whatever state the bytes before left: no command, no option and no parameters are open after it."""


def try_any_bytes(count: int, seed: int) -> None:
    """Damaged Telnet: bounded, the same in any cut, and what follows is carried."""
    dice = random.Random(seed)
    for _ in range(count):
        data = b"".join(damaged(dice, SAID) for _ in range(dice.randrange(1, 4))) + CLEAR + b"+CTOM: 0"
        whole, cut = ComPort(38400), ComPort(38400)
        told, replies = whole.receive(data)
        assert len(told) <= len(data) and len(replies) <= 3 * len(data) + 100
        assert told.endswith(b"+CTOM: 0"), data.hex()
        parts = [b"", b""]
        ends = (0, *sorted(dice.choices(range(len(data) + 1), k=3)), len(data))
        for begin, end in pairwise(ends):
            parts = [before + more for before, more in zip(parts, cut.receive(data[begin:end]), strict=True)]
        assert (parts[0], parts[1], cut.ready, cut.refused) == (told, replies, whole.ready, whole.refused), data.hex()
        assert len(whole._parameters) <= MOST_PARAMETERS + 1
        again, _ = whole.receive(bytes((IAC, DO, COM_PORT)))
        assert not again and "\n" not in whole.refused
        assert whole.send(b"\xff") == b"\xff\xff"


def test_damaged_telnet() -> None:
    try_any_bytes(1000, 1)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_damaged_telnet_for_long() -> None:
    try_any_bytes(200_000, 2)


@given(st.lists(st.one_of(st.binary(max_size=80), st.sampled_from([b"\xff\xfa,e", b"\xff\xf0", b"\xff\xfd\x2c"]))))
def test_any_bytes_are_survived(parts: list[bytes]) -> None:
    port = ComPort(38400)
    for part in parts:
        payload, reply = port.receive(part)
        assert len(payload) <= len(part) and len(reply) <= 3 * len(part) + 100
