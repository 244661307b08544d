"""The HTTP intake with certificates: shown by us, and demanded of whoever calls."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path
from typing import Any

import pytest

from station.config_http import TlsConfig
from station.links.link import LinkError
from tests.station.certificates import Authority
from tests.station.test_http_link import KEY, Intake, run


def test_https_where_there_is_a_certificate(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    certificate, key = authority.signs("phones.example")

    async def test(intake: Intake) -> None:
        context = ssl.create_default_context(cafile=str(authority.file))
        assert (await intake.ask("/", tls=context, X_Api_Key=KEY))[0] == 200
        with pytest.raises((ConnectionError, IndexError, ValueError)):
            status, _, _ = await intake.ask("/", X_Api_Key=KEY)
            raise ConnectionError(f"plain HTTP is not served: {status}")

    tls = TlsConfig(certificate=str(certificate), private_key=str(key))
    intake = run(test, tls=tls)
    assert intake.link.name.startswith("https://")
    assert len(intake.heard) == 1


def test_with_an_authority_only_whoever_shows_its_certificate_is_heard(tmp_path: Path) -> None:
    """The room's own certificate may be of any authority; the fleet's alone vouches for phones."""
    (tmp_path / "fleet").mkdir()
    (tmp_path / "other").mkdir()
    room, fleet, other = Authority(tmp_path), Authority(tmp_path / "fleet"), Authority(tmp_path / "other")
    certificate, key = room.signs("room.example")

    def phone(authority: Authority | None) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(room.file))
        if authority is not None:
            context.load_cert_chain(*authority.signs("phone-12"))
        return context

    async def status(intake: Intake, tls: ssl.SSLContext, **headers: Any) -> int:
        """What is answered; 0 if it is hung up on (TLS 1.3 says so only after the handshake)."""
        try:
            return (await intake.ask("/", tls=tls, **headers))[0]
        except (ssl.SSLError, ConnectionError):
            return 0

    async def test(intake: Intake) -> None:
        older = phone(None)
        older.maximum_version = ssl.TLSVersion.TLSv1_2
        for stranger in (phone(None), older, phone(other), phone(room)):
            assert await status(intake, stranger, X_Api_Key=KEY) == 0
        assert intake.heard == []
        assert await status(intake, phone(fleet), X_Api_Key=KEY) == 200
        assert await status(intake, phone(fleet)) == 401, "a certificate is no key"
        assert len(intake.heard) == 1

    run(test, tls=TlsConfig(certificate=str(certificate), private_key=str(key), authority=str(fleet.file)))


def test_an_authority_that_is_none_is_one_sentence_and_nothing_is_served(tmp_path: Path) -> None:
    certificate, key = Authority(tmp_path).signs("room.example")
    junk = tmp_path / "junk.pem"
    junk.write_text("no certificate", encoding="utf-8")
    intake = Intake(tls=TlsConfig(certificate=str(certificate), private_key=str(key), authority=str(junk)))

    async def scene() -> None:
        with pytest.raises(LinkError, match=r"junk\.pem: no certificates of an authority in it"):
            await intake.link.open(intake.take, lambda why: None)
        with pytest.raises(ConnectionError):
            await intake.ask("/", X_Api_Key=KEY)
        await intake.link.close()

    asyncio.run(scene())
