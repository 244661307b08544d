"""TLS to a server: both sides prove themselves, or there is one sentence why not."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from station.config_http import TlsConfig
from station.links.link import LinkError
from station.links.tls import TlsLink
from tests.station.certificates import Authority


class Room:
    """What a link handed over."""

    def __init__(self) -> None:
        self.heard = b""
        self.lost: list[str] = []

    def take(self, data: bytes, peer: str) -> None:
        self.heard += data

    async def until(self, text: bytes) -> None:
        async with asyncio.timeout(30):
            while text not in self.heard:
                await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def server(authority: Authority, folder: Path, name: str = "tak.example") -> AsyncIterator[int]:
    """Echoes to whoever shows a certificate of ``authority``; its port."""
    certificate, key = authority.signs(name)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(authority.file))
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_cert_chain(certificate, key)

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            while data := await reader.read(100):
                writer.write(b"you said " + data)
        writer.close()

    listening = await asyncio.start_server(echo, "127.0.0.1", 0, ssl=context)
    try:
        yield int(listening.sockets[0].getsockname()[1])
    finally:
        listening.close()


def own(ours: Authority, name: str = "tak.example", **more: str) -> TlsConfig:
    certificate, key = ours.signs("VP-Latgale")
    paths = {"certificate": str(certificate), "private_key": str(key), "authority": str(ours.file)}
    return TlsConfig(**{**paths, "name": name, **more})


def test_both_show_certificates(tmp_path: Path) -> None:
    async def scene() -> None:
        authority, room = Authority(tmp_path), Room()
        async with server(authority, tmp_path) as port:
            link = TlsLink(f"127.0.0.1:{port}", own(authority))
            await link.open(room.take, room.lost.append)
            link.write(b"hello")
            await room.until(b"you said hello")
            assert link.far == ("127.0.0.1", port)
            await link.close()
            assert room.lost == []
            by_address = TlsLink(f"127.0.0.1:{port}", own(authority, name=""))
            await by_address.open(room.take, room.lost.append)
            await by_address.close()

    asyncio.run(scene())


def test_without_a_certificate_of_ours_the_server_hangs_up(tmp_path: Path) -> None:
    async def scene() -> None:
        authority, room = Authority(tmp_path), Room()
        async with server(authority, tmp_path) as port:
            config = TlsConfig(authority=str(authority.file), name="tak.example")
            link = TlsLink(f"127.0.0.1:{port}", config)
            with contextlib.suppress(LinkError):  # TLS 1.3: the refusal comes after the handshake
                await link.open(room.take, room.lost.append)
                async with asyncio.timeout(30):
                    while not room.lost:
                        await asyncio.sleep(0.01)
                assert room.lost[0].startswith(f"tls://127.0.0.1:{port} closed the connection")
            await link.close()
            assert room.heard == b""

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("name", "its certificate is not taken: .*[Hh]ostname mismatch"),
        ("authority", "its certificate is not taken: "),
        ("no authority", "its certificate is not taken"),
    ],
)
def test_a_server_that_is_another_is_not_spoken_to(tmp_path: Path, wrong: str, why: str) -> None:
    async def scene() -> None:
        authority, room = Authority(tmp_path), Room()
        other = Authority(tmp_path, "other")
        config = {
            "name": own(authority, name="another.example"),
            "authority": own(authority, authority=str(other.file)),
            "no authority": own(authority, authority=""),
        }[wrong]
        async with server(authority, tmp_path) as port:
            with pytest.raises(LinkError, match=why):
                await TlsLink(f"127.0.0.1:{port}", config).open(room.take, room.lost.append)

    asyncio.run(scene())


def test_a_server_that_speaks_no_tls(tmp_path: Path) -> None:
    async def scene() -> None:
        room = Room()

        async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b'<?xml version="1.0"?><event/>')
            writer.close()

        listening = await asyncio.start_server(greet, "127.0.0.1", 0)
        port = int(listening.sockets[0].getsockname()[1])
        with pytest.raises(LinkError, match=f"tls://127.0.0.1:{port}: no TLS"):
            await TlsLink(f"127.0.0.1:{port}", own(Authority(tmp_path))).open(room.take, room.lost.append)
        listening.close()
        with pytest.raises(LinkError, match="connection refused"):
            await TlsLink(f"127.0.0.1:{port}", own(Authority(tmp_path))).open(room.take, room.lost.append)

    asyncio.run(scene())


def test_files_that_are_no_certificates_are_one_sentence(tmp_path: Path) -> None:
    async def scene() -> None:
        authority, room = Authority(tmp_path), Room()
        junk = tmp_path / "junk.pem"
        junk.write_text("no certificate")
        _, locked = authority.signs("VP-Latgale", b"secret")
        certificate, _ = authority.signs("VP-Other")
        for config, why in (
            (own(authority, authority=str(junk)), "no certificates of an authority in it"),
            (own(authority, certificate=str(junk), private_key=""), "junk.pem"),
            (own(authority, certificate=str(certificate)), "key values mismatch"),
            (own(authority, private_key=str(tmp_path / "gone.key")), "gone.key"),
        ):
            with pytest.raises(LinkError, match=why):
                await TlsLink("127.0.0.1:1", config).open(room.take, room.lost.append)
        authority.signs("VP-Latgale", b"secret")
        made = TlsConfig(certificate=str(tmp_path / "VP-Latgale.pem"), private_key=str(locked))
        with pytest.raises(LinkError, match="has a password"):
            await TlsLink("127.0.0.1:1", made).open(room.take, room.lost.append)

    asyncio.run(scene())
