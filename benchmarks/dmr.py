"""DMR: how fast and how well bursts are decoded beside the two open Python libraries, and 200 calls at once.

Peers run unmodified in a virtual environment of their own on the same inputs in the same run. A header burst is decoded
with slot type, BPTC and Reed–Solomon check. Wrong bits are random places among the 196 information bits. The calls come
from a hundred repeaters (a process of their own) by UDP on loopback, through the shipped gateway.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks import report
from benchmarks.dmr_peers import Peers
from benchmarks.room import ROOT
from radio.codec import Now, Settings, VoiceFrame
from radio.events import AnyEvent, CallEnded, CallStarted, LinkDown, Undecoded
from radio.find import find_protocol
from radio.protocols.dmr import bptc, burst, lc, outgoing, reed
from radio.protocols.lrrp import read as read_lrrp
from station.gateway import Gateway
from station.links.udp import UdpLink

HEADERS = 2_000
TRIALS, MANY = 1_000, 10_000
ERRORS = {1: 1.0, 2: 0.99, 3: 0.98, 5: 0.95, 8: 0.85}
"""Wrong bits → the least share of headers that must come out right."""
BEYOND = 12
REPEATERS = 100
CORE = 0.40
RATE, OVER_OK, LRRP_OVER_OK = 8_000, 30, 5
PASSWORD = "benchmark"
REPORTS = tuple(
    bytes.fromhex(each)
    for each in (
        "0d162204c00000005148610be00ad0ecaa0b5b6c000956a2",
        "0d162204c00000005148610e0c0ad0ec0d0a736c001056a2",
        "0d1a22047fffffff6948610e0c0ad0ec0d8337606c001056a2704001",
        "0d162204c000000051486109b90ad0eb120a4e6c002556a2",
    )
)
"""Triggered reports of MOTOTRBO radios (the bytes are from ok-dmrlib's own tests)."""


def run(arguments: list[str]) -> int:
    """Measure and report; 1 if a target is missed."""
    parser = argparse.ArgumentParser("dmr")
    parser.add_argument("--headers", type=int, default=HEADERS)
    parser.add_argument("--trials", type=int, default=TRIALS, help="damaged headers a number of wrong bits")
    parser.add_argument("--seconds", type=float, default=20.0, help="of 200 calls")
    parser.add_argument("--without-peers", action="store_true", help="no virtual environment, no ratios")
    options = parser.parse_args(arguments)
    print(report.machine(), flush=True)
    peers = None if options.without_peers else _peers()
    if peers is not None:
        print(peers.settings(), flush=True)
    ours: dict[str, float] = {}
    theirs: dict[str, float] = {}
    ratios: dict[str, float] = {}
    _headers(peers, options.headers, ours, theirs, ratios)
    _damaged(peers, options.trials, ours, theirs)
    _lrrp(peers, options.headers, ours, theirs, ratios)
    ours |= _calls(options.seconds)
    report.say("dmr", ours, theirs, ratios)
    missed = _missed(ours, ratios)
    for why in missed:
        print(f"missed: {why}", file=sys.stderr)
    return 1 if missed else 0


def _peers() -> Peers | None:
    """The peers, or ``None`` and a loud line where their environment cannot be made."""
    try:
        return Peers()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"SKIPPED: no peers, so no ratios: their environment cannot be made ({error})", file=sys.stderr)
        return None


def _missed(ours: dict[str, float], ratios: dict[str, float]) -> list[str]:
    told = [f"{errors} wrong bits" for errors, share in ERRORS.items() if ours[f"right_at_{errors}"] < share]
    checks = (
        (ours["headers_per_s"] >= RATE, "headers a second"),
        (ours["wrong_believed"] == 0, "a wrong link control was believed"),
        (ours["core"] <= CORE, "share of a core for 200 calls"),
        (ours["lost_bursts"] == 0, "bursts lost"),
        (ratios.get("headers_over_ok_dmrlib", OVER_OK) >= OVER_OK, "headers over ok-dmrlib"),
        (ratios.get("lrrp_over_ok_dmrlib", LRRP_OVER_OK) >= LRRP_OVER_OK, "LRRP over ok-dmrlib"),
    )
    return told + [why for met, why in checks if not met]


# --- bursts


def _header(octets: bytes, errors: int, dice: random.Random) -> bytes:
    number = int.from_bytes(outgoing.header(octets), "big")
    for place in dice.sample(bptc.INFORMATION, errors):
        number ^= 1 << 263 - place
    return number.to_bytes(burst.OCTETS, "big")


def _random_call(dice: random.Random) -> bytes:
    return lc.call(dice.getrandbits(24), dice.getrandbits(24), options=dice.choice((0, 0x80, 0x04, 3)))


def _decode(data: bytes) -> lc.LinkControl | None:
    """What the shipped decoder does with a header burst."""
    told = burst.read(data)
    slot_type = told.slot_type
    if told.voice is not False or slot_type is None or slot_type.kind != burst.VOICE_HEADER:
        return None
    found = lc.from_burst(data, reed.HEADER)
    return found[0] if found is not None else None


def _seconds(decode: Callable[[bytes], object], messages: Sequence[bytes]) -> float:
    """The median of five runs over all of ``messages``."""
    runs = []
    for _ in range(5):
        begin = time.perf_counter()
        for message in messages:
            decode(message)
        runs.append(time.perf_counter() - begin)
    return statistics.median(runs)


def _headers(
    peers: Peers | None, number: int, ours: dict[str, float], theirs: dict[str, float], ratios: dict[str, float]
) -> None:
    dice = random.Random(1)
    calls = [_random_call(dice) for _ in range(number)]
    messages = [_header(octets, 0, dice) for octets in calls]
    told = [_decode(message) for message in messages]
    if [each.octets if each is not None else b"" for each in told] != calls:
        raise SystemExit("a clean header was not read right")
    ours["headers_per_s"] = number / _seconds(_decode, messages)
    damaged = [_header(octets, 5, dice) for octets in calls]
    ours["headers_with_5_errors_per_s"] = number / _seconds(_decode, damaged)
    print(
        f"header bursts: {ours['headers_per_s']:,.0f}/s, {ours['headers_with_5_errors_per_s']:,.0f}/s with 5 wrong bits"
    )
    for library in ("ok-dmrlib", "dmr_utils3") if peers is not None else ():
        assert peers is not None
        answer = peers.ask(library, "header", messages)
        if answer.told != [octets.hex() for octets in calls]:
            print(f"{library} read a clean header differently", file=sys.stderr)
        name = library.replace("-", "_")
        theirs[f"headers_per_s_{name}"] = number / answer.seconds
        ratios[f"headers_over_{name}"] = ours["headers_per_s"] / theirs[f"headers_per_s_{name}"]
        print(f"  {library}: {number / answer.seconds:,.0f}/s, ours × {ratios[f'headers_over_{name}']:.1f}", flush=True)


def _damaged(peers: Peers | None, trials: int, ours: dict[str, float], theirs: dict[str, float]) -> None:
    believed = 0
    for errors in (*ERRORS, BEYOND):
        dice = random.Random(f"damaged/{errors}")
        number = trials if errors != BEYOND else max(trials, MANY if trials == TRIALS else trials)
        calls = [_random_call(dice) for _ in range(number)]
        messages = [_header(octets, errors, dice) for octets in calls]
        told = [_decode(message) for message in messages]
        right = sum(each is not None and each.octets == octets for each, octets in zip(told, calls, strict=True))
        wrong = sum(each is not None and each.octets != octets for each, octets in zip(told, calls, strict=True))
        believed += wrong
        ours[f"right_at_{errors}"] = right / number
        line = f"{errors:3d} wrong bits, {number:,}: right {right / number:.1%}, wrong believed {wrong}"
        for library in ("ok-dmrlib", "dmr_utils3") if peers is not None else ():
            assert peers is not None
            answer = peers.ask(library, "header", messages[:trials])
            wanted = [octets.hex() for octets in calls[:trials]]
            fits = sum(each == want for each, want in zip(answer.told, wanted, strict=True))
            trusted = zip(answer.told, wanted, answer.proved, strict=True)
            failed = sum(each is not None and each != want and proved for each, want, proved in trusted)
            theirs[f"right_at_{errors}_{library.replace('-', '_')}"] = fits / trials
            line += f"; {library} {fits / trials:.1%}, {failed}"
        print(line, flush=True)
    ours["wrong_believed"] = believed


def _lrrp(
    peers: Peers | None, number: int, ours: dict[str, float], theirs: dict[str, float], ratios: dict[str, float]
) -> None:
    messages = [REPORTS[place % len(REPORTS)] for place in range(number)]
    ours["lrrp_per_s"] = number / _seconds(read_lrrp, messages)
    print(f"LRRP reports: {ours['lrrp_per_s']:,.0f}/s", flush=True)
    if peers is not None:
        theirs["lrrp_per_s_ok_dmrlib"] = number / peers.ask("ok-dmrlib", "lrrp", messages).seconds
        ratios["lrrp_over_ok_dmrlib"] = ours["lrrp_per_s"] / theirs["lrrp_per_s_ok_dmrlib"]
        print(f"  ok-dmrlib: {theirs['lrrp_per_s_ok_dmrlib']:,.0f}/s, ours × {ratios['lrrp_over_ok_dmrlib']:.1f}")


# --- calls


class _Counter:
    """A gateway's sink that counts."""

    def __init__(self) -> None:
        self.started = self.frames = self.most = self.gaps = 0
        self.strange: list[str] = []
        self._running: dict[str, int] = {}

    def heard(self, gateway: Gateway, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        """Calls that began and ended; what should not be there."""
        if isinstance(event, CallStarted):
            self.started += 1
            self._running[event.call] = -burst.VOICE_SAMPLES
            self.most = max(self.most, len(self._running))
        elif isinstance(event, CallEnded):
            self._running.pop(event.call, None)
        elif isinstance(event, Undecoded | LinkDown):
            self.strange.append(event.why)

    def voice(self, gateway: Gateway, frame: VoiceFrame, now: Now) -> None:
        """Each burst must follow the one before it."""
        self.frames += 1
        self.gaps += frame.index - self._running[frame.call] != burst.VOICE_SAMPLES
        self._running[frame.call] = frame.index

    def cut(self, gateway: Gateway) -> None:
        """Nothing is keyed here."""


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _calls(seconds: float) -> dict[str, float]:
    """Two calls on each of a hundred repeaters, in real time, through the shipped gateway."""
    return asyncio.run(_follow(seconds))


async def _follow(seconds: float) -> dict[str, float]:
    port, sink = _free_port(), _Counter()
    settings = Settings(
        gateway="HBP",
        network="bench",
        transmit=False,
        options={"role": "master", "password": PASSWORD, "relay": False},
    )
    gateway = Gateway(find_protocol("hbp"), settings, UdpLink(f"127.0.0.1:{port}"), sink)
    serving = asyncio.create_task(gateway.run())
    await asyncio.sleep(0.3)
    command = [sys.executable, "-m", "benchmarks.dmr_repeaters", str(port), str(REPEATERS), str(seconds), PASSWORD]
    far = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.PIPE)
    assert far.stdout is not None
    ready = json.loads(await far.stdout.readline())
    begin, used = time.monotonic(), time.process_time()
    sent = json.loads(await far.stdout.readline())
    core = (time.process_time() - used) / (time.monotonic() - begin)
    await far.wait()
    await asyncio.sleep(0.3)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    lost = sent["voice"] - sink.frames + sent["calls"] - sink.started
    print(f"{ready['ready']} repeaters, {sent['bursts']:,} bursts in {seconds:g} s: {core:.1%} of a core")
    print(f"  {sink.started} of {sent['calls']} calls, at most {sink.most} at once")
    print(f"  {sink.frames:,} of {sent['voice']:,} voice bursts, {sink.gaps} gaps", flush=True)
    if sink.strange:
        print(f"  {len(sink.strange)} undecoded, such as: {sink.strange[0]}", flush=True)
    return {
        "calls": sink.started,
        "most_at_once": sink.most,
        "core": core,
        "lost_bursts": abs(lost) + sink.gaps + len(sink.strange),
    }
