"""Guests through a TAK server that others wrote (taky): over TCP and mutual TLS, torn down and back, never ourselves."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from radio.codec import Settings
from radio.events import EmergencyCancelled, EmergencyRaised, LinkDown, LinkUp, Located, Registered, TextReceived
from radio.find import find_protocol
from station.config_http import TlsConfig
from station.gateway import Gateway
from station.links.link import Link
from station.links.tcp import TcpLink
from station.links.tls import TlsLink
from tests.station import takserver
from tests.station.room import Room
from tests.station.takserver import Partner, event
from tests.station.test_gateway import Heard, end
from units.picture import Picture

pytestmark = [
    pytest.mark.peer,
    pytest.mark.real_time,
    pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: taky runs on POSIX only"),
]


@contextlib.asynccontextmanager
async def listening(link: Link, kind: str) -> AsyncIterator[Heard]:
    heard = Heard()
    spec = find_protocol("cot")
    options: dict[str, Any] = {option.name: option.default for option in spec.options}
    gateway = Gateway(spec, Settings(gateway="TAK", network="lt", link=kind, options=options), link, heard)
    task = asyncio.create_task(gateway.run())
    try:
        await heard.until(lambda: heard.of(LinkUp) or heard.of(LinkDown))
        yield heard
    finally:
        await end(task)


def of(heard: Heard, kind: type, radio: str) -> list[Any]:
    return [one for one in heard.of(kind) if one.radio == f"cot@lt:{radio}"]


def test_what_partners_say_comes_in_and_nothing_of_ours_goes_out(tmp_path: Path) -> None:
    async def scene(port: int) -> None:
        lithuanian, onlooker = Partner(port), Partner(port)
        lithuanian.say(event("LT-early"))
        await asyncio.sleep(0.3)
        async with listening(TcpLink(f"127.0.0.1:{port}"), "tcp") as heard:
            assert heard.of(LinkUp), "the server answers a ping before anybody speaks"
            await heard.until(lambda: of(heard, Located, "LT-early"))  # kept by the server for who comes late
            detail = (
                '<contact callsign="Ąžuolas 7" endpoint="*:-1:stcp"/><track speed="12.5" course="271"/>'
                '<status battery="80"/><remarks>Prie sienos</remarks>'
            )
            lithuanian.say(event("LT-7", detail=detail), event("LT-8"), event("LT-9"), pieces=97)
            await heard.until(lambda: of(heard, Located, "LT-9"))
            (seen,) = of(heard, Located, "LT-7")
            assert (seen.lat, seen.lon, seen.speed, seen.course) == (55.9, 26.5, 12.5, 271)
            assert (seen.altitude, seen.accuracy, seen.reason) == (120.5, 4.5, None)
            (known,) = of(heard, Registered, "LT-7")
            assert known.name == "Ąžuolas 7"
            assert 4.5 < known.minutes <= 5
            assert [text.text for text in of(heard, TextReceived, "LT-7")] == ["Prie sienos"]

            alarm = (
                '<link uid="LT-7" type="a-f-G-U-C" relation="p-p"/><contact callsign="Ąžuolas 7-Alert"/>'
                '<emergency type="911 Alert">Ąžuolas 7</emergency>'
            )
            lithuanian.say(*[event("LT-7-9-1-1", "b-a-o-tbl", alarm)] * 3)
            await heard.until(lambda: of(heard, EmergencyRaised, "LT-7"))
            over = alarm.replace('type="911 Alert"', 'cancel="true"')
            lithuanian.say(event("LT-7-9-1-1", "b-a-o-can", over))
            await heard.until(lambda: of(heard, EmergencyCancelled, "LT-7"))
            assert len(of(heard, EmergencyRaised, "LT-7")) == 1

            chat = (
                '<__chat parent="RootContactGroup" chatroom="All Chat Rooms" id="All Chat Rooms" senderCallsign="LT-8">'
                '<chatgrp uid0="LT-8" uid1="All Chat Rooms" id="All Chat Rooms"/></__chat>'
                '<link uid="LT-8" type="a-f-G-U-C" relation="p-p"/>'
                '<remarks source="BAO.F.ATAK.LT-8" to="All Chat Rooms" time="2026-11-22T05:00:00.000Z">'
                "Labas, Latvija</remarks>"
            )
            lithuanian.say(event("GeoChat.LT-8.All Chat Rooms.1", "b-t-f", chat, how="h-g-i-g-o"))
            await heard.until(lambda: of(heard, TextReceived, "LT-8"))
            assert of(heard, TextReceived, "LT-8")[0].text == "Labas, Latvija"

            lithuanian.say(event("KOPA.VP-12"), event("LT-last"))  # our own unit, echoed by somebody
            await heard.until(lambda: of(heard, Located, "LT-last"))
            assert not any("KOPA" in (one.radio or "") for one, _ in heard.events)
        assert b"LT-last" in onlooker.listen()
        assert onlooker.heard.count(b'uid="KOPA.') == onlooker.heard.count(b'uid="KOPA.VP-12"') == 1
        for partner in (lithuanian, onlooker):
            partner.close()

    with takserver.plain(tmp_path) as server:
        asyncio.run(scene(server.port))


def test_a_server_that_dies_is_down_and_comes_back(tmp_path: Path) -> None:
    async def scene(server: takserver.TakServer) -> None:
        async with listening(TcpLink(f"127.0.0.1:{server.port}"), "tcp") as heard:
            await asyncio.to_thread(server.stop)
            await heard.until(lambda: heard.of(LinkDown))
            await asyncio.to_thread(server.start)
            await heard.until(lambda: len(heard.of(LinkUp)) == 2, 20)
            partner = Partner(server.port)
            partner.say(event("LT-7"))
            await heard.until(lambda: of(heard, Located, "LT-7"))
            partner.close()

    with takserver.plain(tmp_path) as server:
        asyncio.run(scene(server))


def test_a_station_records_guests_and_their_emergency(room: Callable[[str], Room], home: Path) -> None:
    with takserver.plain(home) as server:
        made = room(
            '[[gateway]]\nname = "TAK"\nprotocol = "cot"\nnetwork = "lt"\n'
            f'link = {{ type = "tcp", peer = "127.0.0.1:{server.port}" }}\n'
        ).start()
        made.find("LinkUp", gateway="TAK")
        partner = Partner(server.port)
        partner.say(event("LT-7", detail='<contact callsign="LT 7"/>'), event("KOPA.VP-12"))
        made.find("Located", radio="cot@lt:LT-7")
        partner.say(event("LT-7-9-1-1", "b-a-o-tbl", '<link uid="LT-7" type="a-f-G" relation="p-p"/>'))
        made.find("AlarmOpened", radio="cot@lt:LT-7")
        partner.close()
        made.stop()
    picture = Picture()
    picture.apply_all(made.all())
    guest = picture.facts.units["cot@lt:LT-7"]
    assert (guest.callsign, guest.agency, guest.named) == ("LT 7", "guest", False)
    assert picture.facts.agencies["guest"].shape == "pentagon"
    assert guest.alarm in picture.facts.alarms
    assert guest.fix is not None and guest.until > guest.fix.time
    assert [unit for unit in picture.facts.units if "KOPA" in unit] == []


def own(folder: Path, **more: str) -> TlsConfig:
    paths = {"certificate": str(folder / "kopa.pem"), "private_key": str(folder / "kopa.key")}
    return TlsConfig(**{**paths, "authority": str(folder / "ca.pem"), "name": "localhost", **more})


def test_by_mutual_tls(tmp_path: Path) -> None:
    async def scene(port: int) -> None:
        async with listening(TlsLink(f"127.0.0.1:{port}", own(tmp_path)), "tls") as heard:
            assert heard.of(LinkUp)
            partner = await asyncio.to_thread(_encrypted, tmp_path, port)
            await asyncio.to_thread(partner.say, event("LT-7"))
            await heard.until(lambda: of(heard, Located, "LT-7"))
            partner.close()
        stranger = own(tmp_path, certificate="", private_key="")
        async with listening(TlsLink(f"127.0.0.1:{port}", stranger), "tls") as heard:
            await asyncio.sleep(0.5)
            assert not heard.of(LinkUp), "without a certificate of ours nobody talks to us"
            assert "tls://127.0.0.1" in heard.of(LinkDown)[0].why
        async with listening(TlsLink(f"127.0.0.1:{port}", own(tmp_path, name="tak.example")), "tls") as heard:
            assert "its certificate is not taken" in heard.of(LinkDown)[0].why

    with takserver.mutual(tmp_path) as server:
        asyncio.run(scene(server.port))


def _encrypted(folder: Path, port: int) -> Partner:
    context = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    context.verify_flags &= ~ssl.VerifyFlags.VERIFY_X509_STRICT
    context.load_cert_chain(folder / "kopa.pem", folder / "kopa.key")
    bare = socket.create_connection(("127.0.0.1", port), 5)
    return Partner(port, context.wrap_socket(bare, server_hostname="localhost"))
