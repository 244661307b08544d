"""Feeds: sentences beside bare pynmea2, gpsd's own logs reproduced, phones, a terminal's lines, partners, Opus.

Phones and the terminal speak to a real station in its own process, by HTTP with a key and by TCP, at an even pace that
does not wait for answers: the time of each counts from when it was due. gpsd's logs are read where they lie beside the
checkout; without them that part says so and is left out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pynmea2

from benchmarks import feeds_opus, feeds_pei, feeds_posts, report
from benchmarks.room import ROOT
from gps.nmea import Framer, Sentence, checksum
from gps.sentence import Unknown, Unreadable, read
from radio.codec import Now, Out, ProtocolError, Settings
from radio.events import Located
from radio.find import find_protocol

LOGS = ROOT / "../shared/gpsd-logs"
SAME = 1e-6
"""Degrees by which two places are the same."""
NMEA, TPV, POSTS, P99, OPUS, PEI = 0.8, 0.999, 1000.0, 0.050, 0.025, 2000.0
"""What is to be reached: times pynmea2, share of places, posts a second, s, s, lines a second."""
BEHIND = 0.5
"""s within which 99 % of a terminal's positions are to be heard at that pace: it keeps up."""
STREAMS = 50
ROUNDS = 5


class Figures:
    """What was found, and what was missed."""

    def __init__(self) -> None:
        self.ours: dict[str, float] = {}
        self.peers: dict[str, float] = {}
        self.ratios: dict[str, float] = {}
        self.missed: list[str] = []

    def need(self, what: str, reached: bool) -> None:
        """``what`` was to be reached."""
        if not reached:
            self.missed.append(what)


def run(arguments: list[str]) -> int:
    """Measure and report; 1 if a target is missed."""
    parser = argparse.ArgumentParser("feeds")
    parser.add_argument("--only", choices=sorted(PARTS), help="one part")
    parser.add_argument("--seconds", type=float, default=10.0, help="of posting")
    options = parser.parse_args(arguments)
    print(report.machine(), flush=True)
    figures = Figures()
    for name, part in PARTS.items():
        if options.only in (None, name):
            part(figures, options.seconds)
    report.say("feeds", figures.ours, figures.peers, figures.ratios)
    for why in figures.missed:
        print(f"missed: {why}", file=sys.stderr)
    return 1 if figures.missed else 0


def nmea(figures: Figures, seconds: float) -> None:
    """Sentences a second, checksum, place, time and motion read and checked, beside pynmea2 with its fields looked at.

    Both judge the checksum; ours is cut out of the stream as well.
    """
    lines = _sentences()
    stream = [line.encode("latin-1") + b"\r\n" for line in lines]

    def theirs() -> int:
        placed = 0
        for line in lines:
            message = pynmea2.parse(line, check=True)
            if isinstance(message, pynmea2.RMC):
                placed += bool((message.latitude, message.longitude, message.timestamp, message.datestamp)[0])
                _ = message.spd_over_grnd, message.true_course
            elif isinstance(message, pynmea2.GGA):
                placed += bool((message.latitude, message.longitude, message.timestamp, message.altitude)[0])
        return placed

    def ours() -> int:
        placed, framer = 0, Framer()
        for data in stream:
            for found in framer.feed(data):
                reading = read(found.text) if isinstance(found, Sentence) else None
                placed += reading is not None and reading.lat is not None
        return placed

    placed, expected = ours(), theirs()
    one, other = _rates({"ours": ours, "pynmea2": theirs}, len(lines))
    print(f"NMEA: {len(lines)} sentences, {placed} places ({expected}); {one:,.0f}/s, pynmea2 {other:,.0f}/s")
    figures.ours["nmea_per_s"], figures.peers["pynmea2_per_s"] = one, other
    figures.ratios["nmea"] = one / other
    figures.need(f"NMEA {one / other:.2f} × pynmea2 instead of {NMEA}", one / other >= NMEA)


def _sentences() -> list[str]:
    """RMC and GGA of real receivers that either side can read, else a drive of our own."""
    found = [
        line.rstrip()
        for log in sorted(LOGS.glob("*.log"))
        for line in log.read_text("latin-1").splitlines()
        if line[3:6] in ("RMC", "GGA") and line[:1] == "$"
    ]
    if not found:
        print(f"gpsd's logs are not at {LOGS}: sentences of our own", flush=True)
        bodies = (
            f"GPRMC,12{n % 60:02}00.00,A,55{n % 60:02}.1234,N,02632.1234,E,10.0,90.0,211126,,,A" for n in range(2000)
        )
        found = [f"${body}*{checksum(body.encode()):02X}" for body in bodies]
    return [line for line in found if _readable(line)]


def _readable(line: str) -> bool:
    try:
        (found,) = Framer().feed(line.encode("latin-1"))
        message = pynmea2.parse(line, check=True)
        _ = read(found.text) if isinstance(found, Sentence) else None, message.latitude, message.timestamp
    except (Unknown, Unreadable, ValueError, AttributeError, TypeError, pynmea2.ParseError):
        return False
    return isinstance(found, Sentence)


def tpv(figures: Figures, seconds: float) -> None:
    """The places gpsd expects of its logs, of the sentences and of its own reports: had, and none made up.

    Made up is what gpsd does not report and no sentence of the log says either; what a receiver did say and gpsd passed
    over (it sums up a cycle, and leaves out its beginning) is counted apart.
    """
    logs = sorted(LOGS.glob("*.log"))
    if not logs:
        print(f"gpsd's logs are not at {LOGS}: NOT MEASURED", flush=True)
        return
    for name, heard in (("sentences", _of_sentences), ("reports", _of_reports)):
        expected = had = passed = invented = 0
        for log in logs:
            places = [(one["lat"], one["lon"]) for one in _reports(log) if "lat" in one]
            ours = {(one.lat, one.lon) for one in heard(log)}
            expected += len(places)
            had += sum(any(_same(place, one) for one in ours) for place in places)
            others = [one for one in ours if not any(_same(place, one) for place in places)]
            said = _said(log) if name == "sentences" else []
            passed += len(others)
            invented += sum(not any(_same(place, one) for place in said) for one in others)
        share = had / expected
        print(
            f"gpsd by {name}: {had} of {expected} places ({100 * share:.2f} %), {passed} it does not report, "
            f"{invented} of them said by nobody",
            flush=True,
        )
        figures.ours[f"gpsd_{name}_share"], figures.ours[f"gpsd_{name}_invented"] = share, invented
        figures.ours[f"gpsd_{name}_passed_over"] = passed
        figures.need(f"gpsd by {name}: {share:.4f} instead of {TPV}", share >= TPV)
        figures.need(f"gpsd by {name}: {invented} places made up", not invented)


def _same(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) <= SAME and abs(one[1] - other[1]) <= SAME


def _reports(log: Path) -> list[dict[str, float]]:
    lines = Path(f"{log}.chk").read_text("latin-1").splitlines()
    return [json.loads(line) for line in lines if line.startswith('{"class":"TPV"')]


def _said(log: Path) -> list[tuple[float, float]]:
    """The places that a log's sentences vouch for, as pynmea2 reads them: void ones are nobody's word."""
    found: list[tuple[float, float]] = []
    for line in log.read_text("latin-1").splitlines():
        try:
            message = pynmea2.parse(line[line.rindex("$") :].strip(), check=True)
            if _vouched(message):
                found.append((float(message.latitude), float(message.longitude)))
        except (ValueError, AttributeError, TypeError, pynmea2.ParseError):
            continue
    return found


def _vouched(message: Any) -> bool:
    """Whether the sentence itself says that its place counts (a GLL before NMEA 2.0 has no word for it)."""
    if isinstance(message, pynmea2.GGA):
        return bool(str(message.gps_qual or "").strip("0"))
    if isinstance(message, pynmea2.GNS):
        return bool(str(message.mode_indicator).strip("N"))
    return bool(getattr(message, "status", "A") == "A")


def _of_sentences(log: Path) -> list[Located]:
    data = b"".join(line for line in log.read_bytes().splitlines(True) if not line.startswith(b"#"))
    return _heard("nmea", [data[at : at + 61] for at in range(0, len(data), 61)])


def _of_reports(log: Path) -> list[Located]:
    return _heard("gpsd", [json.dumps(one).encode() + b"\n" for one in _reports(log)])


def _heard(protocol: str, pieces: list[bytes]) -> list[Located]:
    codec = find_protocol(protocol).codec(Settings(options={"clock": "trust", "unit": "1"}))
    outs: list[Out] = codec.opened(Now(1.6e9, 0.0))
    for number, piece in enumerate(pieces):
        try:
            outs += codec.receive(piece, "", Now(1.6e9, number * 0.01))
        except ProtocolError as fault:
            outs += fault.kept
    outs += codec.tick(Now(1.6e9, 1e9))
    return [out for out in outs if isinstance(out, Located)]


def posts(figures: Figures, seconds: float) -> None:
    """Phones that post to a real station."""
    found = feeds_posts.measure(POSTS, seconds)
    print(
        f"OsmAnd: {found.answered:.0f} of {found.asked:.0f} posts answered 200 at {found.rate:,.0f}/s, "
        f"{found.kept:.0f} positions on record; median {1e3 * found.median:.1f} ms, p99 {1e3 * found.p99:.1f} ms",
        flush=True,
    )
    figures.ours |= {"posts_per_s": found.rate, "posts_p99_s": found.p99, "posts_lost": found.asked - found.kept}
    figures.need(f"posts: {found.asked - found.kept:.0f} not on record", found.kept == found.asked)
    figures.need(f"posts: {found.rate:.0f}/s instead of {POSTS:.0f}", found.rate >= 0.99 * POSTS)
    figures.need(f"posts: p99 {1e3 * found.p99:.1f} ms instead of {1e3 * P99:.0f}", found.p99 <= P99)


def pei(figures: Figures, seconds: float) -> None:
    """A terminal's lines to a real station."""
    found = feeds_pei.measure(PEI, seconds)
    print(
        f"PEI: {found.lines} lines at {found.rate:,.0f}/s, {found.lost} events not on record; positions heard after "
        f"median {1e3 * report.percentile(found.delays, 0.5):.1f} ms, p99 {1e3 * found.p99:.1f} ms",
        flush=True,
    )
    figures.ours |= {"pei_per_s": found.rate, "pei_p99_s": found.p99, "pei_lost": found.lost}
    figures.need(f"PEI: {found.lost} events not on record", not found.lost)
    figures.need(f"PEI: {found.rate:.0f}/s instead of {PEI:.0f}", found.rate >= 0.99 * PEI)
    figures.need(f"PEI: p99 {1e3 * found.p99:.0f} ms instead of {1e3 * BEHIND:.0f}", found.p99 <= BEHIND)


def cot(figures: Figures, seconds: float) -> None:
    """A partner's events a second, beside the bare XML parser; and that a stream in single bytes costs no square."""
    document = (
        '<?xml version="1.0"?><event version="2.0" uid="LT-{0}" type="a-f-G-U-C" how="m-g" time="2026-11-21T22:00:00Z" '
        'start="2026-11-21T22:00:00Z" stale="2026-11-21T22:05:00Z"><point lat="55.{0}" lon="26.5" hae="12.0" ce="5.0" '
        'le="9999999.0"/><detail><contact callsign="LT {0}" endpoint="*:-1:stcp"/><track speed="12.5" course="271.0"/>'
        '<status battery="80"/><remarks>Patrol</remarks></detail></event>'
    )
    documents = [document.format(1000 + number).encode() for number in range(2000)]
    stream = b"".join(documents)
    pieces = [stream[at : at + 1400] for at in range(0, len(stream), 1400)]

    def ours() -> int:
        codec = find_protocol("cot").codec(Settings(options={"clock": "trust"}))
        return sum(isinstance(out, Located) for piece in pieces for out in codec.receive(piece, "", Now(1.8e9, 0.0)))

    def theirs() -> int:
        return sum(fromstring(one).tag == "event" for one in documents)

    one, other = _rates({"ours": ours, "ElementTree": theirs}, len(documents))
    square = _byte_by_byte(20_000) / _byte_by_byte(2_000)
    print(
        f"CoT: {one:,.0f} events/s, the bare parser {other:,.0f}; ten times the bytes one by one: {square:.1f} × time"
    )
    figures.ours |= {"cot_per_s": one, "cot_ten_times_the_bytes": square}
    figures.peers["elementtree_per_s"] = other
    figures.ratios["cot"] = one / other
    figures.need(f"CoT: ten times the bytes cost {square:.0f} times the time", square < 30)


def opus(figures: Figures, seconds: float) -> None:
    """Fifty talk-groups of a reflector at once, from the datagram to where the mixer takes the samples."""
    found = feeds_opus.measure(STREAMS, seconds)
    median, p99 = (report.percentile(found.delays, share) for share in (0.5, 0.99))
    print(
        f"Opus: {STREAMS} talkers, {len(found.delays)} frames, {found.lost} lost; to the mixer median "
        f"{1e3 * median:.2f} ms, p99 {1e3 * p99:.1f} ms; voice takes {found.share:.3f} of a core, "
        f"{1e6 * found.decode:.1f} µs of it a frame decoded",
        flush=True,
    )
    figures.ours |= {"opus_median_s": median, "opus_p99_s": p99, "opus_core": found.share, "opus_lost": found.lost}
    figures.need(f"Opus: {found.lost} frames lost", not found.lost)
    figures.need(f"Opus: p99 {1e3 * p99:.1f} ms instead of {1e3 * OPUS:.0f}", p99 <= OPUS)


def _byte_by_byte(size: int) -> float:
    data = b"<event uid='" + b"x" * size + b"'><!--" + b"y" * size + b"--><a>" + b"z" * size + b"</a></event>"
    codec = find_protocol("cot").codec(Settings())
    began = time.perf_counter()
    for at in range(len(data)):
        try:
            codec.receive(data[at : at + 1], "", Now(1.8e9, 0.0))
        except ProtocolError:
            continue
    return time.perf_counter() - began


def _rates(steps: dict[str, Callable[[], int]], count: int) -> list[float]:
    """Things a second of each, the median of rounds in turns, so that both see the same machine."""
    took: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(ROUNDS):
        for name, step in steps.items():
            began = time.perf_counter()
            step()
            took[name].append(time.perf_counter() - began)
    return [count / statistics.median(times) for times in took.values()]


PARTS: dict[str, Callable[[Figures, float], None]] = {
    "nmea": nmea,
    "tpv": tpv,
    "cot": cot,
    "opus": opus,
    "posts": posts,
    "pei": pei,
}
