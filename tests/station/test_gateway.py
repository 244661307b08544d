"""Gateways on real sockets and pseudo-terminals with real codecs: proof, loss, noise, coming back."""

from __future__ import annotations

import asyncio
import os
import pty
import random
import socket
import sys
import tty
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest

from radio.codec import Now, Out, Proof, Settings, VoiceFrame
from radio.events import AnyEvent, CallEnded, LinkDown, LinkUp, Located, Undecoded
from radio.find import find_protocol
from station.gateway import OVERSIZED, Gateway
from station.links.address import join
from station.links.link import Link, Lost, Receive
from station.links.serial import SerialLink
from station.links.tcp import TcpLink
from station.links.udp import UdpLink
from station.noise import Noise
from tests.station.room import Radio, free_port

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: pseudo-terminals are needed")

FIX = b"$GPRMC,120000.00,A,5552.1234,N,02632.1234,E,10.0,90.0,221126,,,A*"


def sentence(seconds: int = 0) -> bytes:
    """A position with a right checksum."""
    body = FIX[1:-1].replace(b"120000", b"12%02d%02d" % (seconds // 60, seconds % 60))
    check = 0
    for byte in body:
        check ^= byte
    return b"$" + body + b"*%02X\r\n" % check


class Heard:
    """A sink that remembers."""

    def __init__(self) -> None:
        self.events: list[tuple[AnyEvent, bytes | None]] = []
        self.frames: list[VoiceFrame] = []
        self.cuts = 0

    def heard(self, gateway: Gateway, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        assert event.gateway == gateway.name
        self.events.append((event, raw))

    def voice(self, gateway: Gateway, frame: VoiceFrame, now: Now) -> None:
        self.frames.append(frame)

    def cut(self, gateway: Gateway) -> None:
        self.cuts += 1

    def of(self, kind: type) -> list[Any]:
        return [event for event, _ in self.events if type(event) is kind]

    async def until(self, look: Callable[[], object], seconds: float = 30.0) -> None:
        async with asyncio.timeout(seconds):
            while not look():
                await asyncio.sleep(0.01)


class Clock:
    """A gateway's clock, which only the test moves."""

    def __init__(self) -> None:
        self.mono = 100.0
        self.looks = 0

    def __call__(self) -> Now:
        self.looks += 1
        return Now(1.7e9 + self.mono, self.mono)

    async def looked_at(self, heard: Heard) -> None:
        """Until the gateway has gone by this time for a while."""
        enough = self.looks + 10
        await heard.until(lambda: self.looks >= enough)


def gateway(protocol: str, link: Link, sink: Heard, **more: Any) -> Gateway:
    spec = find_protocol(protocol)
    changes = {key: more.pop(key) for key in ("silence", "codec") if key in more}
    spec = msgspec.structs.replace(spec, **changes)
    options = {option.name: option.default for option in spec.options} | more.pop("options", {"unit": "PP120"})
    return Gateway(spec, Settings(gateway="gw", network="net", options=options), link, sink, **more)


def run(test: Callable[[Heard], Awaitable[None]]) -> None:
    async def body() -> None:
        await test(Heard())

    asyncio.run(body())


async def end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_a_link_is_up_only_once_proven_and_down_once_silent() -> None:
    async def test(heard: Heard) -> None:
        port, clock = free_port(), Clock()
        gw = gateway("nmea", UdpLink(f"127.0.0.1:{port}"), heard, silence=0.5, clock=clock)
        task = asyncio.create_task(gw.run())
        await heard.until(lambda: gw.state == "waiting")
        await clock.looked_at(heard)
        assert heard.events == [], "an open socket proves nothing"
        clock.mono += 0.6
        await heard.until(lambda: heard.of(LinkDown))
        assert heard.of(LinkDown)[0].why == "open, but no answer"
        with Radio().sock as radio:
            radio.sendto(sentence(), ("127.0.0.1", port))
            await heard.until(lambda: heard.of(Located))
            kinds = [type(event) for event, _ in heard.events]
            assert kinds.index(LinkUp) < kinds.index(Located)
            assert next(raw for event, raw in heard.events if isinstance(event, Located)) == sentence()
            await clock.looked_at(heard)
            assert len(heard.of(LinkDown)) == 1, "not silent yet"
            assert heard.cuts == 0
            clock.mono += 0.6
            await heard.until(lambda: len(heard.of(LinkDown)) == 2)
            assert heard.of(LinkDown)[1].why == "silent for 0.5 s"
            assert heard.cuts == 1, "whoever speaks into it is told"
            clock.mono += 1.2
            await clock.looked_at(heard)
            assert len(heard.of(LinkDown)) == 2, "the same again is not news"
            radio.sendto(sentence(1), ("127.0.0.1", port))
            await heard.until(lambda: len(heard.of(LinkUp)) == 2)
        await end(task)

    run(test)


def test_a_port_in_use_is_told_once_and_heals() -> None:
    async def test(heard: Heard) -> None:
        other = Radio()
        task = asyncio.create_task(gateway("nmea", UdpLink(f"127.0.0.1:{other.port}"), heard).run())
        await heard.until(lambda: heard.of(LinkDown))
        await asyncio.sleep(1.5)  # it tries again twice
        assert [event.why for event in heard.of(LinkDown)] == [
            f"udp://127.0.0.1:{other.port} is in use by another program"
        ]
        other.close()
        with Radio().sock as radio:

            def speak() -> bool:
                radio.sendto(sentence(), ("127.0.0.1", other.port))
                return bool(heard.of(LinkUp))

            await heard.until(speak)
        await end(task)

    run(test)


def test_an_unplugged_port_is_down_and_comes_back() -> None:
    async def test(heard: Heard) -> None:
        folder = os.fsencode(os.path.realpath(os.environ.get("TMPDIR", "/tmp")))
        name = os.path.join(os.fsdecode(folder), f"kopa-tty-{os.getpid()}-{random.random()}")
        master, slave = pty.openpty()
        tty.setraw(slave)
        os.symlink(os.ttyname(slave), name)
        task = asyncio.create_task(gateway("nmea", SerialLink(name, 4800), heard).run())
        try:
            await heard.until(lambda: os.write(master, sentence()) and heard.of(LinkUp))
            os.unlink(name)
            os.close(slave)
            os.close(master)
            await heard.until(lambda: len(heard.of(LinkDown)) == 2)
            assert "unplugged" in heard.of(LinkDown)[0].why
            assert heard.of(LinkDown)[1].why == f"no such device: {name}"
            assert heard.cuts == 1
            master, slave = pty.openpty()
            tty.setraw(slave)
            os.symlink(os.ttyname(slave), name)
            await heard.until(lambda: os.write(master, sentence(2)) and len(heard.of(LinkUp)) == 2)
        finally:
            await end(task)
            os.unlink(name)
            os.close(slave)
            os.close(master)

    run(test)


def test_tcp_cut_and_back_with_the_first_bytes_of_a_quick_peer() -> None:
    async def test(heard: Heard) -> None:
        writers: list[asyncio.StreamWriter] = []

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(sentence(len(writers)))
            writers.append(writer)

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        task = asyncio.create_task(gateway("nmea", TcpLink(join(server.sockets[0].getsockname())), heard).run())
        await heard.until(lambda: heard.of(Located))
        writers[0].close()
        await heard.until(lambda: len(heard.of(LinkUp)) == 2)
        assert "closed the connection" in heard.of(LinkDown)[0].why
        await end(task)
        writers[1].close()
        server.close()
        await server.wait_closed()

    run(test)


def test_noise_is_counted_not_journaled_line_by_line() -> None:
    async def test(heard: Heard) -> None:
        port = free_port()
        gw = gateway("rtp", UdpLink(f"127.0.0.1:{port}"), heard, options={})
        task = asyncio.create_task(gw.run())
        await heard.until(lambda: gw.state == "waiting")
        noise = random.Random(7)
        radio = Radio()
        for _ in range(500):
            radio.sock.sendto(b"\x00" + noise.randbytes(noise.randrange(1, 400)), ("127.0.0.1", port))
            await asyncio.sleep(0)
        await heard.until(lambda: len(heard.of(Undecoded)) >= 5)
        await asyncio.sleep(0.3)
        assert len(heard.of(Undecoded)) == 5
        assert all(raw for event, raw in heard.events if isinstance(event, Undecoded)), "the bytes are kept"
        assert not heard.of(LinkUp), "noise proves nobody"
        radio.talk(port, 0x77, packets=3)
        await heard.until(lambda: len(heard.frames) == 3)
        await end(task)
        assert "more like it" in heard.of(Undecoded)[-1].why, "what was held back is counted at the end"
        radio.close()

    run(test)


def test_noise_on_a_serial_line_leaves_the_next_sentence_alone() -> None:
    async def test(heard: Heard) -> None:
        master, slave = pty.openpty()
        tty.setraw(slave)
        task = asyncio.create_task(gateway("nmea", SerialLink(os.ttyname(slave), 4800), heard).run())
        await asyncio.sleep(0.2)
        noise = random.Random(3)
        for _ in range(40):
            os.write(master, noise.randbytes(400))
            await asyncio.sleep(0.01)
        await heard.until(lambda: heard.of(LinkDown))
        assert heard.of(LinkDown)[0].why == "only noise: check the baud rate"
        os.write(master, b"\r\n" + sentence())
        await heard.until(lambda: heard.of(Located))
        assert heard.of(LinkUp) and len(heard.of(LinkDown)) == 1
        assert len(heard.of(Undecoded)) <= 10
        await end(task)
        os.close(slave)
        os.close(master)

    run(test)


def test_an_oversized_datagram_never_reaches_the_codec() -> None:
    async def test(heard: Heard) -> None:
        port = free_port()
        gw = gateway("nmea", UdpLink(f"127.0.0.1:{port}"), heard)
        task = asyncio.create_task(gw.run())
        await heard.until(lambda: gw.state == "waiting")
        with Radio().sock as radio:
            radio.sendto(bytes(OVERSIZED + 1), ("127.0.0.1", port))
            await heard.until(lambda: heard.of(Undecoded))
            assert heard.of(Undecoded)[0].why == f"datagram of {OVERSIZED + 1} bytes"
            assert len(heard.events[0][1] or b"") <= 4096
            radio.sendto(sentence(), ("127.0.0.1", port))
            await heard.until(lambda: heard.of(Located))
        await end(task)

    run(test)


class Faulty:
    """A codec with a bug."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def opened(self, now: Now) -> list[Out]:
        return []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        if data == b"bad":
            raise IndexError("a bug")
        return [Proof()]

    def send(self, request: object, now: Now) -> list[Out]:
        raise KeyError("another bug")

    tick = closed = opened


def test_a_bug_in_a_codec_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def test(heard: Heard) -> None:
        port = free_port()
        gw = gateway("nmea", UdpLink(f"127.0.0.1:{port}"), heard, codec=Faulty)
        task = asyncio.create_task(gw.run())
        await heard.until(lambda: gw.state == "waiting")
        with Radio().sock as radio:
            radio.sendto(b"bad", ("127.0.0.1", port))
            await heard.until(lambda: heard.of(Undecoded))
            radio.sendto(b"good", ("127.0.0.1", port))
            await heard.until(lambda: heard.of(LinkUp))
        await end(task)

    run(test)
    assert "bug in the codec nmea" in caplog.text


class Broken(UdpLink):
    """A link with a bug that its own tests did not find."""

    def __init__(self, bind: str) -> None:
        super().__init__(bind)
        self.bugs = 2

    async def open(self, receive: Receive, lost: Lost) -> None:
        if self.bugs:
            self.bugs -= 1
            raise RuntimeError("never thought of")
        await super().open(receive, lost)


def test_a_bug_in_a_link_is_seen_as_a_link_that_is_down_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    async def test(heard: Heard) -> None:
        gw = gateway("nmea", Broken(f"127.0.0.1:{free_port()}"), heard)
        task = asyncio.create_task(gw.run())
        await heard.until(lambda: gw.state == "waiting")
        (down,) = heard.of(LinkDown)
        assert "a fault in the program (RuntimeError)" in down.why
        assert "\n" not in down.why
        await end(task)

    run(test)
    assert len([record for record in caplog.records if record.exc_info]) == 1


def test_a_call_does_not_outlive_its_link() -> None:
    async def test(heard: Heard) -> None:
        port = free_port()
        gw = gateway("rtp", UdpLink(f"127.0.0.1:{port}"), heard, options={})
        task = asyncio.create_task(gw.run())
        await heard.until(lambda: gw.state == "waiting")
        radio = Radio()
        radio.sock.sendto(radio.packet(0x42), ("127.0.0.1", port))
        await heard.until(lambda: heard.frames)
        await end(task)
        kinds = [type(event).__name__ for event, _ in heard.events]
        assert kinds.count("CallStarted") == kinds.count("CallEnded") == 1
        assert heard.of(CallEnded)[0].why == "lost"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as again:
            again.bind(("127.0.0.1", port))  # the port is given back
        radio.close()

    run(test)


def test_noise_counts() -> None:
    noise = Noise(first=2)
    assert [noise.heard("x", b"1", second) for second in range(5)] == [True, True, False, False, False]
    assert noise.due(10.0) is None
    assert noise.due(62.5) == ("x (and 2 more like it)", b"1")
    assert noise.due(200.0) is None
    assert not noise.heard("x", b"2", 63.0), "still noisy: counted"
    assert noise.due(64.0, flush=True) == ("x", b"2")
    assert noise.heard("x", b"3", 200.0), "after a quiet minute it is news again"
