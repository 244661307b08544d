"""``main.py try-gateway``: opens one configured gateway for some seconds and says what answered and what did not.

Nothing is journaled and nothing keyed. One JSON object a line on standard output, the last one the whole::

    {"said": "opened", "link": "udp://127.0.0.1:34001"}
    {"said": "up", "why": ""}
    {"said": "event", "kind": "Located", "radio": "dmr@kraslava:2201"}
    {"said": "end", "state": "up", "why": "", "inputs": 12, "events": {"Located": 3}, "undecoded": 1, "strange": "…"}

``state`` is ``up`` (a peer proved itself), ``heard`` (bytes came that prove nothing), ``silent`` or ``down`` (the link
could not be had or the peer refused: ``why``).
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from radio.codec import Now, VoiceFrame
from radio.events import AnyEvent, LinkDown, LinkUp, Undecoded
from radio.find import find_protocol
from station.config import ConfigError, GatewayConfig, load, parse, settings
from station.config_links import make_link
from station.gateway import Gateway
from station.links.link import Link, Lost, Receive

MOST_EVENTS = 50
FOUND, SILENT, WRONG = 0, 1, 2
"""Exit statuses: something answered; nothing did; the configuration is wrong."""


def run(file: Path, name: str, seconds: float) -> int:
    """Try the gateway ``name`` of the configuration ``file``; the exit status."""
    try:
        config = parse(file.read_bytes(), str(file))
    except OSError as error:
        return _wrong(f"{file}: cannot be read ({error.strerror})")
    except ConfigError as error:
        return _wrong(str(error))
    found = next((gateway for gateway in config.gateways if gateway.name == name), None)
    if found is None:
        return _wrong(f"{file}: no gateway is called {name!r}")
    return asyncio.run(attempt(found, seconds))


def check(file: Path) -> int:
    """Read ``file`` as the station would at its start; what is wrong goes to standard error."""
    try:
        load(file)
    except ConfigError as error:
        print(error, file=sys.stderr)
        return WRONG
    return FOUND


async def attempt(config: GatewayConfig, seconds: float) -> int:
    """Run it for ``seconds``, or until it proves itself and then a second more."""
    config = msgspec.structs.replace(config, transmit=False)
    heard = _Heard()
    link = _Counting(make_link(config.link))
    gateway = Gateway(find_protocol(config.protocol), settings(config), link, heard, transmit=False)
    task = asyncio.create_task(gateway.run())
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    try:
        while loop.time() < until:
            await asyncio.sleep(0.02)
            if heard.up and until - loop.time() > 1.0:
                until = loop.time() + 1.0
    finally:
        was_up = heard.up
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    state = "up" if was_up else "down" if heard.why else "heard" if link.inputs else "silent"
    _say(
        said="end",
        state=state,
        why="" if was_up else heard.why,
        inputs=link.inputs,
        events=dict(heard.events),
        undecoded=heard.undecoded,
        strange=heard.strange,
        voice=heard.frames,
    )
    return FOUND if state in ("up", "heard") else SILENT


class _Counting:
    """A link whose inputs are counted."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.name, self.stream = link.name, link.stream
        self.inputs = 0
        self.dropped = 0

    async def open(self, receive: Receive, lost: Lost) -> None:
        def counted(data: bytes, peer: str) -> None:
            self.inputs += 1
            receive(data, peer)

        await self._link.open(counted, lost)
        _say(said="opened", link=self.name)

    def write(self, data: bytes, peer: str = "") -> None:
        self._link.write(data, peer)

    async def close(self) -> None:
        await self._link.close()


class _Heard:
    """Takes what the gateway hears, and says it."""

    def __init__(self) -> None:
        self.up = False
        self.why = ""
        self.events: Counter[str] = Counter()
        self.undecoded = 0
        self.strange = ""
        self.frames = 0

    def heard(self, gateway: Gateway, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        if isinstance(event, LinkUp):
            self.up, self.why = True, ""
            _say(said="up", why=event.why)
        elif isinstance(event, LinkDown):
            if not self.up:
                self.why = event.why
                _say(said="down", why=event.why)
        elif isinstance(event, Undecoded):
            self.undecoded += 1
            self.strange = event.why
        else:
            kind = str(event.__struct_config__.tag)
            self.events[kind] += 1
            if self.events.total() <= MOST_EVENTS:
                _say(said="event", kind=kind, radio=event.radio)

    def voice(self, gateway: Gateway, frame: VoiceFrame, now: Now) -> None:
        self.frames += 1

    def cut(self, gateway: Gateway) -> None:
        pass


def _say(**told: Any) -> None:
    print(json.dumps(told), flush=True)


def _wrong(why: str) -> int:
    _say(said="end", state="wrong", why=why)
    print(why, file=sys.stderr)
    return WRONG
