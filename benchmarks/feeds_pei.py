"""A TETRA terminal that talks without pause to a real station by TCP: calls, talkers, positions and statuses in lines.

The pace is even and waits for nobody; the time of each position counts from when its lines were due to when the
station had it.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from benchmarks.feeds_posts import PATIENCE
from benchmarks.report import percentile
from benchmarks.room import home, station
from journal.reader import Reader
from radio.events import CallEnded, CallStarted, Located, StatusReceived
from station.simulate.lip import short_report
from station.simulate.roads import Place

FIRST = 1_000_000
"""The first radio's number; each cycle is another radio's."""
LINES = 9
"""Of one cycle."""
EVENTS = (CallStarted, Located, StatusReceived, CallEnded)
"""That become of it, one of each."""


class Found(NamedTuple):
    """``rate`` lines a second as they went out; ``lost`` events; ``delays`` s from due to heard, of the positions."""

    lines: int
    rate: float
    lost: int
    delays: list[float]

    @property
    def p99(self) -> float:
        """Of ``delays``, s."""
        return percentile(self.delays, 0.99)


def cycle(number: int) -> bytes:
    """A call with its talker, in it a position and a status, as a terminal tells them."""
    radio, call = FIRST + number, number % 200 + 1
    bits = short_report(Place(55.5 + number % 9000 / 1e4, 26.0 + number % 7000 / 1e4, 10.0, 90.0), "periodic")
    report = bits.hex().upper()
    lines = (
        f"+CTICN: {call},0,0,0,{radio},1,1,0,1,1,0,9,0",
        f"+CTXG: {call},3,0,0,1,{radio}",
        f"+CTSDSR: 12,{radio},0,9999,0,84",
        report,
        f"+CTSDSR: 13,{radio},0,9999,0,16",
        "8004",
        "+CSQ: 20,99",
        f"+CDTXC: {call},0",
        f"+CTCR: {call},1",
    )
    assert len(lines) == LINES
    return "".join(f"\r\n{line}\r\n" for line in lines).encode()


def measure(rate: float, seconds: float) -> Found:
    """Talk at ``rate`` lines a second for ``seconds``."""
    with home() as folder:
        return asyncio.run(_measure(folder, rate, seconds))


async def _measure(folder: Path, rate: float, seconds: float) -> Found:
    connected: asyncio.Future[asyncio.StreamWriter] = asyncio.get_running_loop().create_future()

    async def terminal(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while await reader.readuntil(b"\r"):
                writer.write(b"\r\nOK\r\n")
                if not connected.done():
                    connected.set_result(writer)

    server = await asyncio.start_server(terminal, "127.0.0.1", 0)
    config = folder / "room.toml"
    config.write_text(
        '[[gateway]]\nname = "TETRA"\nprotocol = "pei"\nnetwork = "247-9"\n'
        f'link = {{ type = "tcp", peer = "127.0.0.1:{server.sockets[0].getsockname()[1]}" }}\n',
        encoding="utf-8",
    )
    journal = folder / "journal"
    with station(journal, config):
        async with asyncio.timeout(PATIENCE):
            writer = await connected
        await asyncio.sleep(3.0)  # its list of commands is over
        due, took = await _talk(writer, int(rate * seconds / LINES), rate)
        until = time.monotonic() + PATIENCE
        while (kept := await asyncio.to_thread(_kept, journal))[0].total() < len(EVENTS) * len(due):
            if time.monotonic() > until:
                break
            await asyncio.sleep(0.2)
    server.close()
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    counts, heard = kept
    delays = [heard[radio] - at for radio, at in due.items() if radio in heard]
    return Found(LINES * len(due), LINES * len(due) / took, len(EVENTS) * len(due) - counts.total(), delays)


async def _talk(writer: asyncio.StreamWriter, cycles: int, rate: float) -> tuple[dict[str, float], float]:
    """When each radio's lines were due (s since 1970 UTC), and how long it all took."""
    due: dict[str, float] = {}
    ready = [cycle(number) for number in range(cycles)]
    loop = asyncio.get_running_loop()
    start, wall = loop.time() + 0.2, time.time() + 0.2
    for number, lines in enumerate(ready):
        at = number * LINES / rate
        await asyncio.sleep(max(0.0, start + at - loop.time()))
        due[f"tetra@247-9:{FIRST + number}"] = wall + at
        writer.write(lines)
    await writer.drain()
    return due, loop.time() - start


def _kept(journal: Path) -> tuple[Counter[type], dict[str, float]]:
    """How many of each event are on record, and when which radio's position was heard."""
    counts: Counter[type] = Counter()
    heard: dict[str, float] = {}
    last = 0
    with contextlib.closing(Reader(journal)) as reader:
        while entries := reader.entries(last, 50_000):
            for entry in entries:
                if isinstance(entry.what, EVENTS):
                    counts[type(entry.what)] += 1
                if isinstance(entry.what, Located):
                    heard[entry.what.radio or ""] = entry.wall
            last = entries[-1].seq
    return counts, heard
