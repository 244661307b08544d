"""The HTTP intake on a real socket: who gets in, what they are told, and that nobody can hold it up."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import logging
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from radio.web import WebAnswer, read_request, write_answer
from station.config_http import HttpConfig
from station.links import http, rates
from station.links.http import HttpLink
from station.links.link import LinkError
from tests.station.room import free_port

KEY = "a-key-of-the-room-2026"
KEYS = (hashlib.sha256(b"an-older-key-of-it").digest(), hashlib.sha256(KEY.encode()).digest())
ASK = Callable[..., Awaitable[tuple[int, dict[str, str], bytes]]]


class Intake:
    """A link with whoever answers behind it."""

    def __init__(self, answer: WebAnswer | None = WebAnswer(), **config: Any) -> None:
        self.port = free_port()
        sources = config.pop("sources", ())
        made = HttpConfig(path=config.pop("path", "/"), keys=KEYS, **config)
        self.link = HttpLink(f"127.0.0.1:{self.port}", made, sources)
        self.heard: list[bytes] = []
        self._answer = answer

    def take(self, data: bytes, peer: str) -> None:
        self.heard.append(data)
        if self._answer is not None:
            self.link.write(write_answer(self._answer), peer)

    async def ask(
        self, target: str, method: str = "GET", body: bytes = b"", tls: ssl.SSLContext | None = None, **headers: Any
    ) -> tuple[int, dict[str, str], bytes]:
        """One request on a connection of its own: status, headers, body."""
        head = {"Host": "x", "Connection": "close", "Content-Length": str(len(body))}
        head |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        return await self.say(f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode() + body, tls)

    async def say(self, data: bytes, tls: ssl.SSLContext | None = None) -> tuple[int, dict[str, str], bytes]:
        """These bytes, and what comes back until it is hung up."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, ssl=tls)
        try:
            writer.write(data)
            with contextlib.suppress(ConnectionError):
                await writer.drain()
            came = b""
            with contextlib.suppress(ConnectionError):  # what came before it was hung up on counts
                while piece := await asyncio.wait_for(reader.read(65_536), 30):
                    came += piece
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                await writer.wait_closed()
        head, _, body = came.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        told = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return int(first.split()[1]) if first else 0, told, body


@contextlib.asynccontextmanager
async def serving(intake: Intake) -> AsyncIterator[Intake]:
    await intake.link.open(intake.take, lambda why: None)
    try:
        yield intake
    finally:
        await intake.link.close()


def run(test: Callable[[Intake], Awaitable[None]], answer: WebAnswer | None = WebAnswer(), **config: Any) -> Intake:
    made: list[Intake] = []

    async def scene() -> None:
        async with serving(Intake(answer, **config)) as intake:
            made.append(intake)
            await test(intake)

    asyncio.run(scene())
    return made[0]


def test_the_key_may_come_in_four_ways_and_goes_no_further() -> None:
    async def test(intake: Intake) -> None:
        basic = base64.b64encode(f"anna:{KEY}".encode()).decode()
        older = base64.b64encode(b"x:an-older-key-of-it").decode()
        asked = [
            await intake.ask(f"/?id=1&key={KEY}&lat=56&%6Bey=other"),
            await intake.ask("/?id=1&lat=56", Authorization=f"Bearer {KEY}"),
            await intake.ask("/?id=1&lat=56", Authorization=f"Basic {basic}"),
            await intake.ask("/?id=1&lat=56", Authorization=f"Basic {older}"),
            await intake.ask("/?id=1&lat=56", X_Api_Key=KEY),
        ]
        assert [status for status, _, _ in asked] == [200] * 5
        assert asked[0][2] == b""
        assert len({bytes(data) for data in intake.heard}) == 1
        assert intake.heard[0] == b"GET /?id=1&lat=56\r\n\r\n"

    run(test)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong-key-of-the-room"},
        {"Authorization": "Basic !!!"},
        {"Authorization": "Basic " + base64.b64encode(f"{KEY}:".encode()).decode()},
        {"Authorization": f"Digest {KEY}"},
        {"X-Api-Key": KEY[:-1]},
        {"X-Api-Key": KEY + "\u00e9"},
    ],
)
def test_without_the_key_nothing_is_heard(headers: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    async def test(intake: Intake) -> None:
        status, told, _ = await intake.ask("/?id=1&lat=56&key=", "POST", b"{}", **headers)
        assert status == 401
        assert told["www-authenticate"].startswith("Basic")

    with caplog.at_level(logging.WARNING):
        intake = run(test)
    assert intake.heard == []
    assert intake.link.refused == 1
    assert "1 requests of strangers, the latest of 127.0.0.1" in caplog.text
    assert KEY[:-1] not in caplog.text


def test_a_request_is_handed_on_with_what_matters() -> None:
    async def test(intake: Intake) -> None:
        said: dict[str, Any] = {
            "Content-Type": "application/json",
            "X-Limit-U": "jānis",
            "X-Limit-D": "pixel",
            "Cookie": "c=1",
        }
        status, told, body = await intake.ask(f"/in/pub?u=j%C4%81nis&key={KEY}", "POST", b'{"a":1}', **said)
        assert (status, told["content-type"], body) == (200, "application/json", b"[]")
        request = read_request(intake.heard[0])
        assert (request.method, request.path, request.query) == ("POST", "/in/pub", "u=j%C4%81nis")
        assert request.headers == {"content-type": "application/json", "x-limit-u": "jānis", "x-limit-d": "pixel"}
        assert request.body == b'{"a":1}'

    run(test, WebAnswer(kind="application/json", body=b"[]"), path="/in")


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/in", 200),
        ("/in/", 200),
        ("/in/more", 200),
        ("/", 404),
        ("/inn", 404),
        ("/out/../in", 404),
        ("/in/../out", 404),
        ("/in%2F..%2Fout", 404),
        ("//in", 404),
        ("/%69n", 404),
        ("http://elsewhere/in", 200),
    ],
)
def test_only_its_own_path(target: str, status: int) -> None:
    async def test(intake: Intake) -> None:
        assert (await intake.ask(target, X_Api_Key=KEY))[0] == status

    run(test, path="/in")


def test_what_is_no_get_and_no_post_is_refused() -> None:
    async def test(intake: Intake) -> None:
        for method in ("PUT", "DELETE", "OPTIONS", "HEAD"):
            status, told, _ = await intake.ask("/", method, X_Api_Key=KEY)
            assert (status, told["allow"]) == (405, "GET, POST")
        assert (await intake.ask("/", "POST", b"\x1f\x8b", X_Api_Key=KEY, Content_Encoding="gzip"))[0] == 415
        assert intake.heard == []

    run(test)


def test_a_body_that_is_too_big_is_refused_promised_or_not() -> None:
    async def test(intake: Intake) -> None:
        exact, more = b"x" * 2048, b"x" * 2049
        assert (await intake.ask("/", "POST", exact, X_Api_Key=KEY))[0] == 200
        assert (await intake.ask("/", "POST", more, X_Api_Key=KEY))[0] == 413
        chunk = f"{len(more):x}\r\n{more.decode()}\r\n"
        head = f"POST / HTTP/1.1\r\nHost: x\r\nX-Api-Key: {KEY}\r\nTransfer-Encoding: chunked\r\n\r\n"
        for chunked in (chunk, chunk * 50 + "0\r\n\r\n"):  # the first one keeps us waiting for more
            assert (await intake.say((head + chunked).encode()))[0] == 413
        assert len(intake.heard) == 1

    run(test, size=2048)


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # a TLS client
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(500)) + b"\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nzzz",
        b"POST / HTTP/1.1\r\nX-Api-Key: a\r\n b\r\n\r\n",
        b"GET / HTTP/1.1\r\nX-Api-Key: a\0b\r\n\r\n",
        b"\r\n\r\n\r\n\r\n\0\0\0\0",
    ],
)
def test_tricks_with_the_head_get_nowhere_and_the_next_is_served(data: bytes) -> None:
    async def test(intake: Intake) -> None:
        async with asyncio.timeout(30):
            with contextlib.suppress(TimeoutError):
                status = (await asyncio.wait_for(intake.say(data), 1.5))[0]
                assert status == 0 or 400 <= status < 500, status
            assert (await intake.ask("/", X_Api_Key=KEY))[0] == 200
        assert len(intake.heard) == 1

    run(test)


def test_whoever_dawdles_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "PATIENCE", 0.5)

    async def slow(intake: Intake, data: bytes) -> float:
        """Seconds until we hang up on somebody who sends a byte now and then."""
        reader, writer = await asyncio.open_connection("127.0.0.1", intake.port)
        loop = asyncio.get_running_loop()
        start = loop.time()
        try:
            for byte in data:
                writer.write(bytes((byte,)))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(1), 0.1)
                    return loop.time() - start
        except ConnectionError:
            return loop.time() - start
        finally:
            writer.close()
        raise AssertionError("nobody hung up")

    async def test(intake: Intake) -> None:
        head = b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200
        body = f"POST / HTTP/1.1\r\nHost: x\r\nX-Api-Key: {KEY}\r\nContent-Length: 200\r\n\r\n".encode()
        _, writer = await asyncio.open_connection("127.0.0.1", intake.port)
        writer.write(body)
        took = await asyncio.gather(*(slow(intake, head) for _ in range(5)))
        assert max(took) < 20, "long before its last byte"
        assert (await intake.ask("/", X_Api_Key=KEY))[0] == 200
        writer.close()

    run(test)


def test_a_slow_body_gets_408(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "PATIENCE", 0.4)

    async def test(intake: Intake) -> None:
        head = f"POST / HTTP/1.1\r\nHost: x\r\nX-Api-Key: {KEY}\r\nContent-Length: 100\r\n\r\nbegun".encode()
        assert (await intake.say(head))[0] == 408

    run(test)


def test_one_address_has_so_many_connections_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MOST_CONNECTIONS", 5)

    async def test(intake: Intake) -> None:
        held = [await asyncio.open_connection("127.0.0.1", intake.port) for _ in range(5)]
        await asyncio.sleep(0.05)
        reader, writer = await asyncio.open_connection("127.0.0.1", intake.port)
        assert await asyncio.wait_for(reader.read(), 30) == b"", "hung up on at once"
        for _, one in [*held, (reader, writer)]:
            one.close()
        await asyncio.sleep(0.1)
        assert (await intake.ask("/", X_Api_Key=KEY))[0] == 200

    run(test)


@pytest.mark.parametrize(("rate", "left"), [(2, 3), (5, 5)])
def test_an_address_with_more_connections_than_its_rate_loses_the_others(
    monkeypatch: pytest.MonkeyPatch, rate: float, left: int
) -> None:
    monkeypatch.setattr(http, "MOST_OF_ONE", 3)
    monkeypatch.setattr(http, "PATIENCE", 1000.0)

    async def test(intake: Intake) -> None:
        held = [await asyncio.open_connection("127.0.0.1", intake.port) for _ in range(7)]
        ends = [asyncio.create_task(reader.read()) for reader, _ in held]
        async with asyncio.timeout(30):
            while sum(end.done() for end in ends) < 7 - left:
                await asyncio.sleep(0.02)
        assert sum(end.done() for end in ends) == 7 - left
        for _, writer in held:
            writer.close()
        await asyncio.gather(*ends, return_exceptions=True)

    run(test, rate=rate)


def test_a_flood_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "BURST", 200.0)  # 20 at once, and so slow a refill that no machine is slow enough

    async def test(intake: Intake) -> None:
        told = [await intake.ask("/", X_Api_Key=KEY) for _ in range(30)]
        statuses = [status for status, _, _ in told]
        assert statuses[:20] == [200] * 20
        assert statuses[-1] == 429
        assert told[-1][1]["retry-after"] == "5"
        assert len(intake.heard) == statuses.count(200) < 30

    run(test, rate=0.1)


def test_only_from_where_it_is_allowed() -> None:
    async def test(intake: Intake) -> None:
        assert (await intake.ask("/", X_Api_Key=KEY))[0] == 403
        assert intake.heard == []

    run(test, sources=["10.1.0.0/16"])


def test_a_codec_that_says_nothing_is_503(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "CODEC", 0.1)

    async def test(intake: Intake) -> None:
        assert (await intake.ask("/", X_Api_Key=KEY))[0] == 503
        intake.link.write(b"too late", "127.0.0.1#1")
        assert intake.link.dropped == 1

    run(test, answer=None)


def test_a_port_in_use_is_one_sentence() -> None:
    async def test(intake: Intake) -> None:
        second = HttpLink(f"127.0.0.1:{intake.port}", HttpConfig(path="/", keys=KEYS))
        with pytest.raises(LinkError, match="in use by another program"):
            await second.open(intake.take, lambda why: None)
        await second.close()

    run(test)


def test_it_opens_again_after_it_was_closed() -> None:
    async def test(intake: Intake) -> None:
        for _ in range(2):
            await intake.link.close()
            await intake.link.open(intake.take, lambda why: None)
            assert (await intake.ask("/", X_Api_Key=KEY))[0] == 200

    run(test)
