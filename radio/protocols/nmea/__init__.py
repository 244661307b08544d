"""NMEA 0183 positions over serial, TCP or UDP: plain receivers, and radios that name themselves (Kenwood, Raveon).

One report may come as up to six sentences; they are merged by unit, time of day and place into one event. A sentence
that tells place and motion of a known unit is passed on at once; one that tells less waits for its fellows until the
line is quiet for ``QUIET`` seconds. Plain sentences belong to the unit of the ``PKNID`` just before them.
"""

from __future__ import annotations

from collections.abc import Iterable

from gps.dates import moment
from gps.nmea import Fault, Framer, Sentence
from gps.sentence import Reading, Unknown, Unreadable
from gps.sentence import read as read_standard
from radio.codec import Now, Option, Out, Proof, ProtocolError, Settings, Spec, Unable, VoiceFrame
from radio.events import EmergencyRaised, Located, NoFix, StatusReceived, Undecoded
from radio.identity import radio_id
from radio.protocols.nmea import kenwood
from radio.requests import AnyRequest

QUIET = 0.15  # s after the last byte: the rest of a report is not coming
FELLOWS = 2.0  # s in which sentences of a report already passed on are recognised, and a PKNID counts
TORN = 2.0  # s after which a begun sentence is given up
SAME_PLACE = 0.001  # degrees: sentences of one report differ by rounding only
MAX_UNITS = 20_000


class Nmea:
    """One port. Says nothing, only listens."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        options = settings.options
        self._checksum = str(options.get("checksum", "strict"))
        self._strict = self._checksum == "strict"
        self._trust = options.get("clock", "check") == "trust"
        self._own = str(options.get("unit", "") or "")
        self._emergency = str(options.get("emergency_status", "") or "")
        self._framer = Framer(self._checksum)
        self._report: Reading | None = None  # waiting for its fellows
        self._passed: Reading | None = None  # passed on, whose fellows say nothing new
        self._passed_at = 0.0
        self._repeated = False
        self._named = ""  # unit of the last PKNID
        self._named_at = 0.0
        self._heard = 0.0
        self._statuses: dict[str, int] = {}
        self._unknown: set[str] = set()

    @property
    def holds(self) -> bool:
        """True while a place has yet to be passed on, or was told again: what comes out now may be of other bytes."""
        return self._report is not None or self._repeated

    def opened(self, now: Now) -> list[Out]:
        """Nothing to say: a listener."""
        return []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """Any cut of the stream. Faults of single sentences are raised at the end, with all the others said kept."""
        self._heard, self._repeated = now.mono, False
        return self._frames(self._framer.feed(data), now)

    def _frames(self, frames: Iterable[Sentence | Fault], now: Now) -> list[Out]:
        outs: list[Out] = []
        faults: list[str] = []
        for frame in frames:
            if isinstance(frame, Fault):
                faults.append(f"{frame.why}: {frame.raw[:60].decode('latin-1')!r}")
                continue
            if frame.checked:
                outs.append(Proof())
            try:
                outs += self._sentence(frame.text, now)
            except Unreadable as why:
                faults.append(f"{why}: {frame.text[:80]}")
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            raise ProtocolError(faults[0] + more, outs)
        return outs

    def _sentence(self, text: str, now: Now) -> list[Out]:
        name = text[1:].split(",", 1)[0].upper()
        try:
            reading = kenwood.read(text) if kenwood.knows(name) else read_standard(text, self._strict)
        except Unknown:
            return self._strange(name, text)
        if reading is None:
            return []
        if reading.kind in ("PKNID", "PKLID"):
            outs = self._flush(now)
            self._named, self._named_at = reading.unit, now.mono
            return outs + self._status(reading)
        if not reading.unit and now.mono - self._named_at < FELLOWS:
            reading.unit = self._named
        elif reading.unit != self._named:
            self._named = ""  # plain sentences from here on are not that unit's
        if self._belongs(reading, self._passed) and now.mono - self._passed_at < FELLOWS:
            self._repeated = True
            return self._status(reading)
        outs = []
        if self._report is not None and self._belongs(reading, self._report):
            _merge(self._report, reading)
        elif reading.lat is None and not reading.void:
            return []  # motion without a place, and no report to join
        else:
            outs = self._flush(now)
            self._report = reading
        if reading.whole and (self._report.unit or self._own):
            outs += self._flush(now)
        return outs

    def _strange(self, name: str, text: str) -> list[Out]:
        """A type we do not know is told once, not once a second."""
        if name in self._unknown or len(self._unknown) >= 256:
            return []
        self._unknown.add(name)
        raw = text.encode("latin-1", "replace").hex()
        return [Undecoded(gateway=self._settings.gateway, raw=raw, why=f"NMEA sentence {name[:12]}")]

    def _belongs(self, reading: Reading, report: Reading | None) -> bool:
        """Same unit (or one not told), same time of day, same place."""
        if report is None or (reading.unit and report.unit and reading.unit != report.unit):
            return False
        if reading.kind == "VTG":
            return True
        if reading.seconds != report.seconds or (reading.kind == report.kind and reading.seconds is None):
            return False
        if reading.lat is None or report.lat is None or reading.lon is None or report.lon is None:
            return bool(reading.void and report.void) or reading.seconds is not None
        return abs(reading.lat - report.lat) < SAME_PLACE and abs(reading.lon - report.lon) < SAME_PLACE

    def _flush(self, now: Now) -> list[Out]:
        report, self._report = self._report, None
        if report is None:
            return []
        self._passed, self._passed_at = report, self._heard
        gateway, radio = self._settings.gateway, self._radio(report.unit)
        when = None
        if report.seconds is not None and not report.day_garbled:
            when = moment(report.seconds, report.day, now.utc, self._trust)
        status = self._status(report)
        if report.lat is None or report.lon is None:
            return [NoFix(gateway=gateway, radio=radio, radio_time=when, reason=report.void or "void"), *status]
        clock = report.day is not None and report.seconds is not None and when is None
        located = Located(
            gateway=gateway,
            radio=radio,
            radio_time=when,
            rssi=report.rssi,
            lat=report.lat,
            lon=report.lon,
            speed=report.speed,
            course=report.course,
            altitude=report.altitude,
            reason=report.flag or ("clock" if clock else None),
        )
        return [located, *status]

    def _status(self, reading: Reading) -> list[Out]:
        """A status is in every report of its unit; only a change of it is one."""
        unit = reading.unit
        if reading.status is None or not unit or self._statuses.get(unit) == reading.status:
            return []
        if len(self._statuses) >= MAX_UNITS:
            self._statuses.clear()
        self._statuses[unit] = reading.status
        gateway, radio = self._settings.gateway, self._radio(unit)
        outs: list[Out] = [StatusReceived(gateway=gateway, radio=radio, code=reading.status)]
        if self._emergency and str(reading.status) == self._emergency:
            outs.append(EmergencyRaised(gateway=gateway, radio=radio, by="status"))
        return outs

    def _radio(self, unit: str) -> str | None:
        unit = unit or self._own
        return radio_id("nmea", self._settings.network, unit) if unit else None

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """A position port carries nothing outward."""
        raise Unable("an NMEA port only listens")

    def tick(self, now: Now) -> list[Out]:
        """Passes on what waited long enough."""
        if now.mono - self._heard < QUIET:
            return []
        outs = self._flush(now)
        if self._framer.waiting and now.mono - self._heard >= TORN:
            try:
                outs += self._frames(self._framer.flush(), now)
            except ProtocolError as fault:
                outs += [*fault.kept, Undecoded(gateway=self._settings.gateway, raw="", why=str(fault))]
            outs += self._flush(now)
        return outs

    def closed(self, now: Now) -> list[Out]:
        """Passes on what waited; forgets a sentence torn by the link."""
        self._framer = Framer(self._checksum)
        return self._flush(now)


def _merge(report: Reading, reading: Reading) -> None:
    """Fills what ``report`` does not know from a fellow sentence. A place beats a void."""
    report.unit = report.unit or reading.unit
    if report.lat is None and reading.lat is not None:
        report.lat, report.lon, report.void = reading.lat, reading.lon, ""
    for name in ("day", "speed", "course", "altitude", "rssi", "status"):
        if getattr(report, name) is None:
            setattr(report, name, getattr(reading, name))
    report.flag = report.flag or reading.flag


SPEC = Spec(
    name="nmea",
    title="NMEA positions (GPS, Kenwood, Raveon)",
    links=("serial", "tcp", "udp"),
    port=4800,
    options=(
        Option(name="unit", type="text", default="", title="Unit of a plain receiver"),
        Option(
            name="checksum",
            type="choice",
            default="strict",
            choices=("strict", "lenient", "off"),
            title="Checksums (lenient: they may be missing; off: even wrong)",
        ),
        Option(
            name="clock",
            type="choice",
            default="check",
            choices=("check", "trust"),
            title="The radio's date (check: more than two years off counts as unknown)",
        ),
        Option(name="emergency_status", type="text", default="", title="Status that means emergency"),
    ),
    capabilities=frozenset({"position", "status"}),
    codec=Nmea,
    text=True,
    settle=FELLOWS,
)
