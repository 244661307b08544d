"""HTTP, as the one who is called: phones and trackers post, the codec answers. Knows keys, sizes and rates.

Each request becomes one message of :mod:`radio.web`; what the codec replies under the same name is the answer. Whoever
has no key gets 401 and is not heard; the key never goes further than here. With an authority configured, who shows no
certificate of it does not get as far as a request. A request has 10 s (a big one what 32 KiB/s
need), a connection as long between two of them, an address 64 connections, or as many as it may send requests a
second: a whole fleet may come through one address. Who sends more or slower is hung up on.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import hashlib
import hmac
import importlib
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from radio.codec import ProtocolError
from radio.form import boundary_of, read_form, without
from radio.web import WANTED, WebAnswer, WebRequest, read_answer, write_request
from station.config_http import HttpConfig
from station.links import address
from station.links.certificates import called
from station.links.link import LinkError, Lost, Receive, one_line
from station.links.rates import Rates
from station.links.strangers import Strangers

if TYPE_CHECKING:
    from aiohttp.web import BaseRequest, Response, Server
    from aiohttp.web_protocol import RequestHandler

PATIENCE = 10.0
"""Seconds a request may take to come in, and a connection may be idle."""
SLOWEST = 32 * 1024
"""Bytes a second that a bigger body must bring at least."""
CODEC = 2.0
"""Seconds the codec has for its answer; it takes a millisecond, or never answers."""
MOST_CONNECTIONS = 512
MOST_OF_ONE = 64
MOST_HELD = 64 << 20
"""Bytes of all requests that are coming in; beyond, whoever comes is asked to come again."""
HEAD = 16 * 1024
"""Bytes of a message beside its body."""
UNAUTHORISED = {"WWW-Authenticate": 'Basic realm="positions"'}

_log = logging.getLogger(__name__)


class HttpLink:
    """A server at ``bind`` (``host:port``). ``sources`` are addresses or networks to listen to; none: everybody."""

    stream = False

    def __init__(self, bind: str, config: HttpConfig, sources: Sequence[str] = ()) -> None:
        self._host, self._port = address.split(bind)
        self._config = config
        self._sources = address.networks(sources)
        scheme = "https" if config.tls is not None else "http"
        self.name = f"{scheme}://{bind}{config.path}"
        self.largest = config.size + HEAD
        self.dropped = 0
        self._rates = Rates(config.rate)
        self._strangers = Strangers(self.name, what="requests of strangers")
        self._receive: Receive | None = None
        self._web: Any = None
        self._server: Server | None = None
        self._listening: asyncio.Server | None = None
        self._sweeping: asyncio.Task[None] | None = None
        self._until: dict[RequestHandler, float] = {}
        self._answers: dict[str, asyncio.Future[bytes]] = {}
        self._count = 0
        self._held = 0

    @property
    def refused(self) -> int:
        """Requests without a key, and of addresses that are not allowed."""
        return self._strangers.count

    async def open(self, receive: Receive, lost: Lost) -> None:
        """Listen."""
        loop = asyncio.get_running_loop()
        self._web = await loop.run_in_executor(None, importlib.import_module, "aiohttp.web")  # 0.4 s
        tls = self._config.tls
        context = None
        if tls is not None:
            context = await loop.run_in_executor(None, called, tls.certificate, tls.private_key, tls.authority)
        quiet = logging.Logger("aiohttp", logging.CRITICAL)  # bad requests are nobody's news
        self._server = self._web.Server(
            self._serve,
            logger=quiet,
            access_log=None,
            keepalive_timeout=PATIENCE,
            lingering_time=1.0,
            auto_decompress=False,
            max_line_size=8190,
            max_field_size=4096,
        )
        self._receive = receive
        try:
            patience = PATIENCE if context is not None else None
            self._listening = await loop.create_server(
                self._meet, self._host, self._port, ssl=context, ssl_handshake_timeout=patience
            )
        except OSError as error:
            await self.close()
            raise LinkError(one_line(error, self.name)) from error
        if tls is None and not address.is_loopback(self._host):
            _log.warning("%s: keys and positions go unencrypted beyond this machine", self.name)
        self._sweeping = asyncio.create_task(self._sweep(), name=f"sweep {self.name}")

    def write(self, data: bytes, peer: str = "") -> None:
        """The answer to request ``peer``."""
        waiting = self._answers.get(peer)
        if waiting is None or waiting.done():
            self.dropped += 1
        else:
            waiting.set_result(data)

    async def close(self) -> None:
        """Stop listening and hang up on everybody."""
        sweeping, self._sweeping = self._sweeping, None
        if sweeping is not None:
            sweeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sweeping
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()
        server, self._server = self._server, None
        if server is not None:
            await server.shutdown(0.1)
        self._until.clear()
        self._receive = None

    # Connections

    def _meet(self) -> asyncio.Protocol:
        """A connection comes: taken, or hung up on where there are too many."""
        if self._server is None or len(self._server.connections) >= MOST_CONNECTIONS:
            return _HangUp()
        made: RequestHandler = self._server()
        self._until[made] = asyncio.get_running_loop().time() + PATIENCE
        return made

    async def _sweep(self) -> None:
        """Hang up on whoever takes too long: on a head without end nobody else does."""
        while True:
            await asyncio.sleep(1.0)
            if self._server is None:
                return
            now = asyncio.get_running_loop().time()
            open_ = set(self._server.connections)
            self._until = {one: until for one, until in self._until.items() if one in open_ or now < until}
            of_one: dict[str, int] = {}
            most = max(MOST_OF_ONE, self._config.rate)
            for one in open_:
                host = _host(one.transport)
                of_one[host] = of_one.get(host, 0) + 1
                if now > self._until.get(one, now) or of_one[host] > most:
                    one.force_close()

    # Requests

    async def _serve(self, request: BaseRequest) -> Response:
        host = _host(request.transport)
        loop = asyncio.get_running_loop()
        answer = self._refusal(request, host, loop.time())
        if answer is None:
            answer = await self._taken(request, host, loop.time())
        if answer.status in (408, 413, 429):
            answer.force_close()
        self._until[request.protocol] = loop.time() + PATIENCE
        return answer

    async def _taken(self, request: BaseRequest, host: str, mono: float) -> Response:
        """The body comes in and is answered."""
        held = request.content_length or self._config.size
        patience = PATIENCE + (request.content_length or 0) / SLOWEST
        self._until[request.protocol] = mono + patience
        self._held += held
        try:
            async with asyncio.timeout(patience):
                if request.headers.get("Expect", "").lower() == "100-continue":  # curl waits a second, others longer
                    await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                    request.writer.output_size = 0
                body = await self._body(request)
            if body is None:
                return self._said(413, "too big")
            if self._config.form and not self._knows(request):
                try:
                    body = self._unlocked(request, body)
                except _Locked as why:
                    self._strangers.refused(host)
                    return self._said(401, str(why), UNAUTHORISED)
            return await self._ask(request, host, body)
        except TimeoutError:
            return self._said(408, "too slow")
        finally:
            self._held -= held

    def _unlocked(self, request: BaseRequest, body: bytes) -> bytes:
        """The form without the key that came in it. Raises :class:`_Locked` with what its sender is told."""
        boundary = boundary_of(request.headers.get("Content-Type", ""))
        words = "a key is needed"
        try:
            told, rest = without(body, boundary, "key")
            if self._matches(told[:1]):
                return rest
            short = {part.name: _plain(part.text) for part in read_form(body, boundary) if len(part.data) <= 80}
            words = self._config.refusal.format_map(_Blank(short)) or words
        except ProtocolError:
            pass
        raise _Locked(words)

    def _refusal(self, request: BaseRequest, host: str, mono: float) -> Response | None:
        """What is answered without looking into the body; ``None``: it may come in."""
        if not address.within(host, self._sources):
            self._strangers.refused(host)
            return self._said(403, "not from there")
        if not self._rates.takes(host, mono):
            return self._said(429, "too many", {"Retry-After": "5"})
        path, own = request.rel_url.raw_path, self._config.path
        if ".." in path or (path != own and not path.startswith(own.rstrip("/") + "/")):
            return self._said(404, "nothing here")
        if request.method not in ("GET", "POST"):
            return self._said(405, "GET or POST", {"Allow": "GET, POST"})
        if not self._config.form and not self._knows(request):
            self._strangers.refused(host)
            return self._said(401, "a key is needed", UNAUTHORISED)
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            return self._said(415, "not compressed")
        if (request.content_length or 0) > self._config.size:
            return self._said(413, "too big")
        if self._held + (request.content_length or self._config.size) > MOST_HELD:
            return self._said(503, "too much at once", {"Retry-After": "5"})
        return None

    def _knows(self, request: BaseRequest) -> bool:
        """Whether one of the keys came along, wherever a client can put it."""
        told = [value for name, value in request.rel_url.query.items() if name == "key"][:1]
        told += [request.headers[name] for name in ("X-Api-Key",) if name in request.headers]
        scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            told.append(credentials.strip())
        elif scheme.lower() == "basic":
            with contextlib.suppress(binascii.Error, ValueError):
                told.append(base64.b64decode(credentials, validate=True).decode("utf-8", "replace").partition(":")[2])
        return self._matches(told)

    def _matches(self, told: list[str]) -> bool:
        """Whether one of ``told`` is a key; each is looked at, so that no time tells anything."""
        digests = [hashlib.sha256(key.encode("utf-8", "replace")).digest() for key in told]
        matches = [hmac.compare_digest(known, digest) for known in self._config.keys for digest in digests]
        return any(matches)

    async def _body(self, request: BaseRequest) -> bytes | None:
        """The body; ``None`` if it is too big, whatever its head promised."""
        body = bytearray()
        async for piece in request.content.iter_any():
            body += piece
            if len(body) > self._config.size:
                return None
        return bytes(body)

    async def _ask(self, request: BaseRequest, host: str, body: bytes) -> Response:
        """What the codec says to it."""
        if self._receive is None:
            return self._said(503, "closing")
        kept = [piece for piece in request.rel_url.raw_query_string.split("&") if not _is_key(piece)]
        headers = {name: _plain(request.headers[name]) for name in WANTED if name in request.headers}
        message = write_request(
            WebRequest(
                method=request.method,
                path=request.rel_url.raw_path,
                query="&".join(kept),
                headers=headers,
                body=body,
            )
        )
        self._count += 1
        name = f"{host}#{self._count}"
        waiting: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._answers[name] = waiting
        try:
            self._receive(message, name)
            async with asyncio.timeout(CODEC):
                answer = read_answer(await waiting)
        except (TimeoutError, ProtocolError):
            return self._said(503, "no answer")
        finally:
            del self._answers[name]
        return self._response(answer)

    def _said(self, status: int, why: str, headers: dict[str, str] | None = None) -> Response:
        return self._response(WebAnswer(status=status, body=f"{why}\n".encode()), headers)

    def _response(self, answer: WebAnswer, headers: dict[str, str] | None = None) -> Response:
        kind = {"Content-Type": answer.kind}
        made: Response = self._web.Response(status=answer.status, body=answer.body, headers=kind | (headers or {}))
        return made


class _Locked(Exception):
    """A form without a key."""


class _Blank(dict[str, str]):
    """The fields of a form; of one that is not there nothing."""

    def __missing__(self, name: str) -> str:
        return ""


class _HangUp(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


def _host(transport: Any) -> str:
    peer = transport.get_extra_info("peername") if transport is not None else None
    return str(peer[0]) if peer else ""


def _is_key(piece: str) -> bool:
    return unquote_plus(piece.partition("=")[0]) == "key"


def _plain(value: str) -> str:
    return "".join(c for c in value[:256] if c.isprintable())
