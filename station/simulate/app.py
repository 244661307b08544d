"""``main.py simulate``: starts one process for each site, announces them in one line, ends with its parent.

The sites speak the radios' protocols as bytes over loopback and pseudo-terminals; nothing here leaves the machine.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType

import msgspec

from radio.find import find_protocol
from station.simulate.announcement import announcement
from station.simulate.cast import GATEWAYS
from station.simulate.ends import Link, free_ports
from station.simulate.radio_script import ScriptError, read_script
from station.simulate.site import Order

READY_WITHIN = 30.0
LEAD = 0.4
"""Seconds between the announcement and the story's beginning."""
GRACE = 2.0
WATCH = 0.25


class SiteError(Exception):
    """A site did not start, or ended; the text is one line."""


def run(
    seed: int = 1, token: str = "", speed: float = 1.0, scale: int = 1, scripts: dict[str, str] | None = None
) -> int:
    """Play until the parent ends. Returns 0; 1 with one line on standard error if a site failed.

    ``speed``: times as fast as life, voice too. ``scale`` above 1 is for measurements: up to 68 units, and at the UDP
    position port 10 × ``scale`` sentences a second (100: 1,000/s). ``scripts``: by gateway, TETRA terminals that do as
    a script says.
    """
    if speed <= 0 or scale < 1:
        print("simulate: --speed must be above 0 and --scale at least 1", file=sys.stderr)
        return 2
    try:
        _check(scripts or {})
    except (ScriptError, OSError) as error:
        print(f"simulate: {error}", file=sys.stderr)
        return 2
    over = threading.Event()
    _end_with_parent(over)
    sites: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for order in _orders(seed, token, speed, scale, scripts or {}):
            sites[order.site] = _start(order)
        links = _links(sites)
        epoch = time.time() + LEAD
        for site in sites.values():
            _tell(site, {"epoch": epoch})
        print(announcement(token, links, scale), flush=True)
        while not over.wait(WATCH):
            ended = next((name for name, site in sites.items() if site.poll() is not None), None)
            if ended is not None:
                raise SiteError(f"simulated site {ended} ended with {sites[ended].returncode}")
    except SiteError as error:
        if not over.is_set():
            print(f"simulate: {error}", file=sys.stderr)
            return 1
    finally:
        _end(list(sites.values()))
    return 0


def _check(scripts: dict[str, str]) -> None:
    terminals = [gateway.name for gateway in GATEWAYS if gateway.protocol == "pei"]
    for name, script in scripts.items():
        if name not in terminals:
            raise ScriptError(f"no TETRA terminal {name!r}; there are: {', '.join(terminals)}")
        read_script(script)


def _orders(seed: int, token: str, speed: float, scale: int, scripts: dict[str, str]) -> list[Order]:
    """One order a site, with ports of the console's side chosen so that two simulations never meet."""
    datagrams = [gateway for gateway in GATEWAYS if gateway.link in ("udp", "multicast")]
    ports = dict(zip((gateway.name for gateway in datagrams), free_ports(len(datagrams)), strict=True))
    mark = hashlib.sha256((token or secrets.token_hex(8)).encode()).digest()
    groups = {
        gateway.name: f"239.255.{mark[0]}.{(mark[1] + n) % 254 + 1}"  # RFC 2365: of this site only
        for n, gateway in enumerate(datagrams)
        if gateway.link == "multicast"
    }
    many = {
        gateway.name: dict(zip(services, free_ports(len(services)), strict=True))
        for gateway in GATEWAYS
        if gateway.link == "ports"
        for services in [[service for service, _ in find_protocol(gateway.protocol).ports]]
    }
    names = list(dict.fromkeys(gateway.site for gateway in GATEWAYS))
    return [
        Order(
            site=name,
            seed=seed,
            speed=speed,
            scale=scale,
            ports={gateway.name: ports[gateway.name] for gateway in datagrams if gateway.site == name},
            many={
                gateway.name: many[gateway.name]
                for gateway in GATEWAYS
                if gateway.name in many and gateway.site == name
            },
            groups={gateway.name: groups[gateway.name] for gateway in datagrams if gateway.name in groups},
            scripts=scripts,
        )
        for name in names
    ]


def _start(order: Order) -> subprocess.Popen[bytes]:
    home = str(Path(__file__).resolve().parents[2])
    paths = [home, *([os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else [])]
    return subprocess.Popen(
        [sys.executable, "-m", "station.simulate.site", msgspec.json.encode(order).decode()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
    )


def _links(sites: dict[str, subprocess.Popen[bytes]]) -> dict[str, Link]:
    """Every gateway's link, as the sites report them. One that says nothing in time is killed, an error."""
    links: dict[str, Link] = {}
    late = threading.Timer(READY_WITHIN, _kill, args=(list(sites.values()),))
    late.start()
    try:
        for name, site in sites.items():
            assert site.stdout is not None
            line = site.stdout.readline()
            if not line:
                raise SiteError(f"site {name} did not start")
            links |= json.loads(line)["links"]
    finally:
        late.cancel()
    return links


def _kill(sites: list[subprocess.Popen[bytes]]) -> None:
    for site in sites:
        site.kill()


def _tell(site: subprocess.Popen[bytes], what: dict[str, float]) -> None:
    assert site.stdin is not None
    try:
        site.stdin.write(json.dumps(what).encode() + b"\n")
        site.stdin.flush()
    except OSError as error:
        raise SiteError(f"a site is gone: {error.strerror}") from error


def _end(sites: list[subprocess.Popen[bytes]]) -> None:
    """Close their standard input, which is how they are told; whoever stays is killed."""
    for site in sites:
        for pipe in (site.stdin, site.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
    deadline = time.monotonic() + GRACE
    for site in sites:
        try:
            site.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            site.kill()
            site.wait()


def _end_with_parent(over: threading.Event) -> None:
    """Set ``over`` when we are told to stop, our standard input (if a pipe) ends, or our parent is another."""

    def stop(number: int, frame: FrameType | None) -> None:
        over.set()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)
    threading.Thread(target=_watch, args=(over, os.getppid()), daemon=True).start()
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return
    if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        threading.Thread(target=_read_to_end, args=(over,), daemon=True).start()


def _watch(over: threading.Event, parent: int) -> None:
    """An orphan gets another parent (not on Windows, where only the pipe tells)."""
    while not over.wait(WATCH):
        if os.getppid() != parent:
            over.set()


def _read_to_end(over: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    over.set()
