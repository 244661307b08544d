"""Phones that post their positions to a real station by HTTP, at an even pace, whatever the answers take."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.report import percentile
from benchmarks.room import home, station
from journal.reader import Reader
from radio.events import Located

KEY = "a-key-of-the-benchmark"
CONNECTIONS = 50
PATIENCE = 30.0


class Found(NamedTuple):
    """``rate`` posts a second, times in s from when a post was due to its answer; ``kept``: positions on record."""

    asked: float
    answered: float
    kept: float
    rate: float
    median: float
    p99: float


def measure(rate: float, seconds: float) -> Found:
    """Post ``rate`` times a second for ``seconds``."""
    with home() as folder:
        port = _free_tcp_port()
        key = folder / "phones.key"
        key.write_text(KEY, encoding="utf-8")
        key.chmod(0o600)
        config = folder / "room.toml"
        config.write_text(
            '[[gateway]]\nname = "Phones"\nprotocol = "osmand"\nnetwork = "bench"\n'
            f'link = {{ type = "http", bind = "127.0.0.1:{port}", key = "file:{key.as_posix()}", rate = 100000 }}\n',
            encoding="utf-8",
        )
        journal = folder / "journal"
        with station(journal, config):
            _wait(port)
            asyncio.run(_post(port, "warm", rate, 2.0))
            times, statuses, took = asyncio.run(_post(port, "phone", rate, seconds))
            until = time.monotonic() + PATIENCE
            while (kept := _located(journal)) < len(times) and time.monotonic() < until:
                time.sleep(0.1)
    return Found(
        asked=len(times),
        answered=statuses.count(200),
        kept=kept,
        rate=len(times) / took,
        median=percentile(times, 0.5),
        p99=percentile(times, 0.99),
    )


async def _post(port: int, name: str, rate: float, seconds: float) -> tuple[list[float], list[int], float]:
    """Times, statuses, and how long it all took."""
    count = int(rate * seconds)
    times: list[float] = []
    statuses: list[int] = []
    loop = asyncio.get_running_loop()
    start = loop.time() + 0.2

    async def phone(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for post in range(number, count, CONNECTIONS):
            due = start + post / rate
            await asyncio.sleep(max(0.0, due - loop.time()))
            lat, lon = 55.5 + post % 5000 / 1e4, 26.0 + number / 100
            target = f"/?id={name}-{number}&lat={lat:.5f}&lon={lon:.5f}&speed=10&key={KEY}"
            writer.write(f"GET {target} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
            await reader.readexactly(int(length.split(b":")[1]))
            times.append(loop.time() - due)
            statuses.append(int(head.split()[1]))
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    await asyncio.gather(*(phone(number) for number in range(CONNECTIONS)))
    return times, statuses, loop.time() - start


def _located(journal: Path) -> int:
    count = last = 0
    with contextlib.closing(Reader(journal)) as reader:
        while entries := reader.entries(last, 50_000):
            located = (entry.what for entry in entries if isinstance(entry.what, Located))
            count += sum((one.radio or "").startswith("osmand@bench:phone") for one in located)
            last = entries[-1].seq
    return count


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("the station does not listen")


def _free_tcp_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
