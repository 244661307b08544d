"""One site of the simulated network as a process: its gateways, playing their part of the story until the parent ends.

Started by ``app`` as ``python -m station.simulate.site ORDER``, with the order in JSON. It opens its ports, prints them
as one JSON line, reads from standard input the moment at which the story begins, plays, and ends when that input does.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator

import msgspec

from station.simulate import hbp_site, hytera_repeater, mototrbo_fleet, pei, rtp_box, sds
from station.simulate.cast import (
    DMR,
    DONOR_ZA,
    FLEET_DP,
    GATEWAYS,
    GPS_DP,
    GPS_KR,
    GPS_UT,
    REPEATER_UT,
    RTP_DI,
    RTP_DP,
    RTP_IG,
    RTP_KO,
    SITE_IL,
    TETRA_DP,
    TETRA_ZA,
    Gateway,
)
from station.simulate.cues import Cue
from station.simulate.donor_box import DonorBox
from station.simulate.ends import End, Multicast, Pty, TcpPort, UdpPort, UdpPorts
from station.simulate.lines import Clock, Part
from station.simulate.people import players
from station.simulate.radio_script import read_script
from station.simulate.receiver import Receiver
from station.simulate.scripted_radio import ScriptedRadio
from station.simulate.story import Story
from station.simulate.usrp_bridge import UsrpBridge
from station.simulate.words import Words

NAP = 0.2
"""Seconds slept at most: within these a hung-up terminal and the parent's end are noticed."""
ASLEEP = 5.0
"""Seconds the story may be behind before it is held instead of hurried (a laptop that slept)."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a site is to be. By gateway: ``ports`` the console's UDP port, ``many`` its ports by the name of their
    service, ``groups`` the multicast group, ``scripts`` the script that plays it instead of the story."""

    site: str
    seed: int = 1
    speed: float = 1.0
    scale: int = 1
    ports: dict[str, int] = {}
    many: dict[str, dict[str, int]] = {}
    groups: dict[str, str] = {}
    scripts: dict[str, str] = {}


def part(gateway: Gateway, order: Order, words: Words, clock: Clock) -> Part:
    """The part a gateway plays."""
    if gateway.name in order.scripts:
        return ScriptedRadio(read_script(order.scripts[gateway.name]))
    cast = {player.callsign: player for player in players(order.scale)}
    dice = random.Random(f"{order.seed}/{gateway.name}")
    parts: dict[str, Callable[[], Part]] = {
        TETRA_DP: lambda: pei.Terminal(gateway, "2200900", cast, pei.Habits(), clock, dice),
        TETRA_ZA: lambda: pei.Terminal(
            gateway,
            "4100900",
            cast,
            pei.Habits(long_numbers=True, whole_bytes=False, scheme=sds.BALTIC, maker="KOPA-SIM-2"),
            clock,
            dice,
        ),
        RTP_DP: lambda: rtp_box.RtpBox(gateway, 0x10, cast, rtp_box.Habits(), words, dice),
        RTP_DI: lambda: rtp_box.RtpBox(gateway, 0x10, cast, rtp_box.Habits(), words, dice),
        RTP_KO: lambda: rtp_box.RtpBox(gateway, 0x10, cast, rtp_box.Habits(ed137=False, alive=2.0), words, dice),
        RTP_IG: lambda: rtp_box.RtpBox(
            gateway, 0x10, cast, rtp_box.Habits(payload=rtp_box.PCMU, alive=1.0), words, dice
        ),
        DMR: lambda: UsrpBridge(gateway, cast, words, dice),
        GPS_DP: lambda: Receiver(gateway, "plain", cast, clock),
        GPS_KR: lambda: Receiver(gateway, "fleetsync", cast, clock),
        GPS_UT: lambda: Receiver(gateway, "nexedge", cast, clock, brief=order.scale > 1),
        FLEET_DP: lambda: mototrbo_fleet.MototrboFleet(gateway, cast, clock, dice),
        REPEATER_UT: lambda: hytera_repeater.HyteraRepeater(gateway, 4107900, cast, words, clock, dice),
        DONOR_ZA: lambda: DonorBox(gateway, TETRA_ZA, words, dice),
        SITE_IL: lambda: hbp_site.HbpSite(gateway, 247131, cast, dice),
    }
    return parts[gateway.name]()


def gateways(site: str) -> list[Gateway]:
    """The gateways of a site."""
    return [gateway for gateway in GATEWAYS if gateway.site == site]


def cues(order: Order, words: Words) -> Iterator[Cue]:
    """The story as far as this site's gateways can tell it."""
    names = {gateway.name for gateway in gateways(order.site)}
    heard = [player for player in players(order.scale) if player.data is not None and player.data.gateway in names]
    return Story(order.seed, words, order.scale, [player.callsign for player in heard]).cues()


def end(gateway: Gateway, order: Order) -> End:
    """The port at which a gateway is met."""
    if gateway.link == "pty" and sys.platform != "win32":
        return Pty(38_400 if gateway.protocol == "pei" else 9_600)
    if gateway.link == "multicast":
        return Multicast(order.groups[gateway.name], order.ports[gateway.name])
    if gateway.link == "udp":
        return UdpPort(order.ports[gateway.name])
    if gateway.link == "ports":
        ports = order.many[gateway.name]
        if gateway.protocol == "hytera":
            return UdpPorts([hytera_repeater.HOST], ports, hytera_repeater.PORTS)
        radios = [player.radio(gateway.name) for player in players(order.scale)]
        return UdpPorts([mototrbo_fleet.host(int(radio.number)) for radio in radios if radio is not None], ports)
    return TcpPort()


def main(argument: str) -> int:
    """Open, announce, play."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    order = msgspec.json.decode(argument, type=Order)
    ends = {gateway.name: end(gateway, order) for gateway in gateways(order.site)}
    print(json.dumps({"site": order.site, "links": {name: one.link for name, one in ends.items()}}), flush=True)
    told = _line()
    if not told:
        return 0
    epoch = float(json.loads(told)["epoch"])
    over = threading.Event()
    threading.Thread(target=_watch, args=(over,), daemon=True).start()
    Site(order, ends, epoch).play(over)
    return 0


class Site:
    """The gateways of one site and the story's clock. ``epoch``: UTC at which the story begins."""

    def __init__(self, order: Order, ends: dict[str, End], epoch: float) -> None:
        self._speed = order.speed
        self._zero = time.monotonic() + epoch - time.time()
        self._ends = ends
        words = Words()
        self._parts = {
            gateway.name: part(gateway, order, words, lambda at: epoch + at / order.speed)
            for gateway in gateways(order.site)
        }
        self._cues = cues(order, words)

    def play(self, over: threading.Event) -> None:
        """Until ``over``."""
        cue = next(self._cues)
        while not over.is_set():
            now = self._now(cue.at)
            while cue.at <= now:
                for one in self._parts.values():
                    one.play(cue)
                cue = next(self._cues)
            self._listen(now)
            for name, one in self._parts.items():
                for data in one.speak(now):
                    self._ends[name].write(data)
                if isinstance(one, ScriptedRadio) and one.hangs_up():
                    self._ends[name].hang_up()
            due = min(cue.at, *(one.due() for one in self._parts.values()))
            self._wait(due)

    def _now(self, due: float) -> float:
        now = (time.monotonic() - self._zero) * self._speed
        behind = (now - due) / self._speed
        if behind > ASLEEP:
            self._zero += behind
            return due
        return now

    def _listen(self, now: float) -> None:
        for name, one in self._ends.items():
            joined, heard = one.read()
            if joined:
                self._parts[name].joined(now)
            for data in heard:
                self._parts[name].hear(data, now)

    def _wait(self, due: float) -> None:
        pause = min(max(due / self._speed + self._zero - time.monotonic(), 0.0), NAP)
        sources = [source for one in self._ends.values() for source in one.sources()]
        if sources:
            select.select(sources, [], [], pause)
        else:
            time.sleep(pause)


def _line() -> bytes:
    """One line of standard input, read byte by byte so that nothing stays in a buffer."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            return b""
        line += byte
    return line


def _watch(over: threading.Event) -> None:
    """The parent holds our standard input open; when it ends, however, that closes."""
    while os.read(0, 4096):
        pass
    over.set()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
