"""OsmAnd over HTTP: positions of phones with the Traccar client, OsmAnd and trackers that speak their form.

``GET`` or ``POST /?id=…&lat=…&lon=…&timestamp=…&speed=…`` (query or form), or the JSON of newer clients. Speed is in
knots in the first and m/s in the second; -1 is unknown. A report without an id is refused (400), all else is 200 and
empty: a client sends again what was refused, before all that it has to say since. A place that is none is a fault of
its report alone; a call for help in it is heard. Source: the tests of traccar's OsmAndProtocolDecoder (facts), tried
against no phone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from gps.dates import believed
from radio.codec import Now, Option, Out, Proof, ProtocolError, Reply, Settings, Spec, Unable, VoiceFrame
from radio.events import AnyEvent, EmergencyRaised, Located, NoFix, Signal
from radio.identity import radio_id, told_id
from radio.requests import AnyRequest
from radio.told import MOST_SPEED, course, inside, instant, json_object, number, place
from radio.web import WebAnswer, WebRequest, read_query, read_request, write_answer

UNITS = {"kn": 1852 / 3600, "km/h": 1 / 3.6, "m/s": 1.0}
NEAR = 300.0
"""s: a time without a zone is UTC only if that is about now; a local one would be hours off."""
MOST_REPORTS = 2000
"""Of one post: a phone that was out of reach for a shift tells all of it at once. What is beyond is not read."""
SOS = "sos"


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report as sent, SI units. ``void``: why it holds no place, empty if it does. ``battery`` in %.

    ``fault``: what stands there for a place and is none.
    """

    device: str
    void: str = ""
    fault: str = ""
    lat: float = 0.0
    lon: float = 0.0
    time: datetime | None = None
    speed: float | None = None
    course: float | None = None
    altitude: float | None = None
    accuracy: float | None = None
    battery: float | None = None
    alarm: str = ""


class Osmand:
    """One intake. Each message is a whole request."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._knots = UNITS.get(str(settings.options.get("speed", "kn")), UNITS["kn"])
        self._trust = settings.options.get("clock", "check") == "trust"

    def opened(self, now: Now) -> list[Out]:
        """Nothing to say: a listener."""
        return []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One request; it is always answered."""
        try:
            reports, faults = read(read_request(data), self._knots)
            outs: list[Out] = [event for report in reports for event in self._events(report, now)]
        except ProtocolError as fault:
            answer = WebAnswer(status=400, body=str(fault).encode())
            raise ProtocolError(str(fault), [Reply(write_answer(answer), peer)]) from None
        outs = [Proof(), *outs, Reply(write_answer(WebAnswer()), peer)]
        faults += [report.fault for report in reports if report.fault]
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            raise ProtocolError(faults[0] + more, outs)
        return outs

    def _events(self, report: Report, now: Now) -> Iterable[AnyEvent]:
        gateway, radio = self._settings.gateway, radio_id("osmand", self._settings.network, told_id(report.device))
        when, clock = self._when(report.time, now)
        sos = report.alarm == SOS
        if sos:  # said first: it is to be heard even if the place is not believed
            yield EmergencyRaised(gateway=gateway, radio=radio, radio_time=when, by="button")
        if not report.void and not report.fault:
            yield Located(
                gateway=gateway,
                radio=radio,
                radio_time=when,
                lat=report.lat,
                lon=report.lon,
                speed=report.speed,
                course=report.course,
                altitude=report.altitude,
                accuracy=report.accuracy,
                reason="emergency" if sos else clock or None,
            )
        elif report.battery is None and not sos and not report.fault:
            yield NoFix(gateway=gateway, radio=radio, radio_time=when, reason=report.void)
        if report.battery is not None:
            yield Signal(gateway=gateway, radio=radio, radio_time=when, battery=report.battery)

    def _when(self, told: datetime | None, now: Now) -> tuple[datetime | None, str]:
        """The moment, and ``clock`` if one was told that nobody can believe."""
        if told is None:
            return None, ""
        when = believed(told, now.utc, self._trust)
        if when is not None and told.tzinfo is None and not self._trust and abs(when.timestamp() - now.utc) > NEAR:
            when = None
        return when, "" if when is not None else "clock"

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Phones ask, they are not asked."""
        raise Unable("a position intake only listens")

    def tick(self, now: Now) -> list[Out]:
        """No timers."""
        return []

    def closed(self, now: Now) -> list[Out]:
        """Nothing kept."""
        return []


def read(request: WebRequest, speed_unit: float = UNITS["kn"]) -> tuple[list[Report], list[str]]:
    """What a request reports, and what in it is no report; ``speed_unit`` in m/s. Raises :class:`ProtocolError`."""
    if request.body.lstrip()[:1] == b"{":
        return _json(json_object(request.body))
    fields = read_query(request.query)
    if request.body and request.form:
        fields |= read_query(request.body.decode("utf-8", "replace").strip())
    return [_query(fields, speed_unit)], []


def _query(fields: dict[str, str], speed_unit: float) -> Report:
    device = fields.get("id") or fields.get("deviceid") or ""
    if not device:
        raise ProtocolError("a report without an id")
    lat, lon = fields.get("lat"), fields.get("lon")
    if lat is None and lon is None:
        lat, _, lon = fields.get("location", "").partition(",")
    speed = number(fields.get("speed"), 0, MOST_SPEED / speed_unit)
    return Report(
        device=device,
        **_place(lat, lon, fields.get("valid", "").lower() in ("0", "false")),
        time=instant(fields.get("timestamp")),
        speed=speed * speed_unit if speed is not None else None,
        course=course(fields.get("bearing") or fields.get("heading")),
        altitude=number(fields.get("altitude"), -1000, 100_000),
        accuracy=number(fields.get("accuracy"), 0, 1e6),
        battery=number(fields.get("batt"), 0, 100),
        alarm=fields.get("alarm", "").lower(),
    )


def _json(root: dict[str, Any]) -> tuple[list[Report], list[str]]:
    device = root.get("device_id")
    if isinstance(device, int) and not isinstance(device, bool):
        device = str(device)
    if not isinstance(device, str) or not device:
        raise ProtocolError("a report without a device_id")
    told = root.get("location")
    told = told if isinstance(told, list) else [told]
    locations = [location for location in told[:MOST_REPORTS] if isinstance(location, dict)]
    if not locations:
        raise ProtocolError("a report without a location")
    faults = ["a location that is none"] * (len(told[:MOST_REPORTS]) - len(locations))
    if len(told) > MOST_REPORTS:
        faults.append(f"{len(told)} reports in one, {MOST_REPORTS} of them read")
    return [_location(device, location) for location in locations], faults


def _location(device: str, location: dict[str, Any]) -> Report:
    coords, extras = inside(location, "coords"), inside(location, "extras")
    level = number(inside(location, "battery").get("level"), 0, 1)
    return Report(
        device=device,
        **_place(coords.get("latitude"), coords.get("longitude")),
        time=instant(location.get("timestamp")),
        speed=number(coords.get("speed"), 0, MOST_SPEED),
        course=course(coords.get("heading")),
        altitude=number(coords.get("altitude"), -1000, 100_000),
        accuracy=number(coords.get("accuracy"), 0, 1e6),
        battery=level * 100 if level is not None else None,
        alarm=str(extras.get("alarm") or location.get("alarm") or "")[:20].lower(),
    )


def _place(lat: object, lon: object, void: bool = False) -> dict[str, Any]:
    if void:
        return {"void": "void"}
    if lat in (None, "") and lon in (None, ""):
        return {"void": "no position"}
    found = place(lat, lon)
    if found is None:
        if number(lat, 0, 0) is not None and number(lon, 0, 0) is not None:
            return {"void": "at 0,0"}
        return {"fault": f"{str(lat)[:20]!r}, {str(lon)[:20]!r} is no place"}
    return {"lat": found[0], "lon": found[1]}


SPEC = Spec(
    name="osmand",
    title="Phones and trackers by HTTP (OsmAnd, Traccar client)",
    links=("http",),
    port=5055,
    options=(
        Option(
            name="speed",
            type="choice",
            default="kn",
            choices=tuple(UNITS),
            title="Unit of the speed in queries (Traccar client: kn, OsmAnd: m/s)",
        ),
        Option(
            name="clock",
            type="choice",
            default="check",
            choices=("check", "trust"),
            title="The phone's date (check: more than two years off counts as unknown)",
        ),
    ),
    capabilities=frozenset({"position"}),
    codec=Osmand,
    text=True,
    charset="utf-8",
)
