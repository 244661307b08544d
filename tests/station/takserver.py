"""A TAK server that others wrote (taky), run as a program of its own, and a partner's client that talks to it."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from tests.station.room import wait_for


def program(name: str) -> str:
    """Where it is; skips, loudly, where it is not."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"NOT RUN AGAINST {name.upper()}: it is not installed here (pip install taky)")
    return found


def free_tcp_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class TakServer:
    """taky on ``port`` of the loopback interface; with ``folder/ssl`` it speaks mutual TLS."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self._taky: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / "taky.log").open("ab") as log:
            self._taky = subprocess.Popen(
                [program("taky"), "-c", "taky.conf", "-l", "info"], cwd=self.folder, stdout=log, stderr=log
            )
        wait_for(self._listens, what="taky")

    def _listens(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def stop(self) -> None:
        if self._taky is not None:
            self._taky.kill()
            self._taky.wait(30)


@contextlib.contextmanager
def plain(folder: Path) -> Iterator[TakServer]:
    """Over bare TCP."""
    program("taky")
    port = free_tcp_port()
    (folder / "up").mkdir()
    (folder / "taky.conf").write_text(
        "[taky]\nhostname=localhost\nnode_id=TAKY\nbind_ip=127.0.0.1\npublic_ip=127.0.0.1\nroot_dir=.\n"
        f"[cot_server]\nport={port}\n[dp_server]\nupload_path=./up\n[ssl]\nenabled=false\n"
    )
    server = TakServer(folder, port)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def mutual(folder: Path) -> Iterator[TakServer]:
    """Over TLS with its own authority; ``folder`` has ``ca.pem``, and ``kopa.pem`` and ``kopa.key`` for a client."""
    control = program("takyctl")
    setup = [control, "setup", "--host", "localhost", "--bind-ip", "127.0.0.1", "--public-ip", "127.0.0.1", "tls"]
    subprocess.run(setup, cwd=folder, check=True, capture_output=True, timeout=60)
    made, port = folder / "tls", free_tcp_port()
    conf = made / "taky.conf"
    conf.write_text(conf.read_text().replace("port = 8089", f"port = {port}"))
    subprocess.run(
        [control, "-c", "taky.conf", "build_client", "kopa"], cwd=made, check=True, capture_output=True, timeout=60
    )
    with zipfile.ZipFile(made / "kopa.zip") as archive:
        name = next(name for name in archive.namelist() if Path(name).match("kopa*.p12"))
        key, certificate, _ = pkcs12.load_key_and_certificates(archive.read(name), b"atakatak")
    assert key is not None and certificate is not None
    pem, no_password = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "ca.pem").write_bytes((made / "ssl" / "ca.crt").read_bytes())
    (folder / "kopa.pem").write_bytes(certificate.public_bytes(pem))
    hidden = folder / "kopa.key"
    hidden.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, no_password))
    hidden.chmod(0o600)
    server = TakServer(made, port)
    try:
        server.start()
        yield server
    finally:
        server.stop()


class Partner:
    """A partner's client: speaks XML, remembers what it hears."""

    def __init__(self, port: int, sock: socket.socket | None = None) -> None:
        self.sock = sock or socket.create_connection(("127.0.0.1", port), 5)
        self.sock.settimeout(0.2)
        self.heard = b""

    def say(self, *events: str, pieces: int = 0) -> None:
        """All of them back to back; in ``pieces`` of so many bytes."""
        data = "".join(events).encode()
        for at in range(0, len(data), pieces or len(data)):
            self.sock.sendall(data[at : at + (pieces or len(data))])
            if pieces:
                time.sleep(0.001)

    def listen(self, seconds: float = 0.5) -> bytes:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(TimeoutError):
                self.heard += self.sock.recv(65536)
        return self.heard

    def close(self) -> None:
        self.sock.close()


def event(
    uid: str,
    kind: str = "a-f-G-U-C",
    detail: str = "",
    place: tuple[float, float] = (55.9, 26.5),
    minutes: float = 5,
    how: str = "m-g",
) -> str:
    """An event made now."""
    now = datetime.now(UTC)
    made, stale = (at.strftime("%Y-%m-%dT%H:%M:%S.%fZ") for at in (now, now + timedelta(minutes=minutes)))
    detail = detail or f'<contact callsign="{uid}"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><event version="2.0" uid="{uid}" type="{kind}" how="{how}" '
        f'time="{made}" start="{made}" stale="{stale}"><point lat="{place[0]}" lon="{place[1]}" hae="120.5" ce="4.5" '
        f'le="9999999.0"/><detail>{detail}</detail></event>'
    )
