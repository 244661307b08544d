"""The open vectors of position feeds (OsmAnd, OwnTracks, Cursor-on-Target), their field names mapped to ours."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.open_vectors import Meaning, field, located, number_of, of

OSMAND: dict[str, Meaning] = {
    "id": number_of("radio"),
    "lat": located("lat"),
    "lon": located("lon"),
    "speed_mps": located("speed"),
    "course": located("course"),
    "time": field("Located", "radio_time"),
    "reject": lambda events, value: (events == []) is value,
    "http": "what the client is told: in the reply",
    "note": "prose",
}

OWNTRACKS: dict[str, Meaning] = {
    "tid": number_of("radio"),
    "lat": located("lat"),
    "lon": located("lon"),
    "speed_kmh": located("speed", 1e-6, 1 / 3.6),
    "course": located("course"),
    "acc_m": located("accuracy"),
    "batt": field("Signal", "battery"),
    "time": field("Located", "radio_time"),
}

COT: dict[str, Meaning] = {
    "uid": number_of("radio"),
    "type": "a unit, or nothing were told",
    "how": lambda events, value: of(events, "Located")["reason"] is None,
    "lat": located("lat"),
    "lon": located("lon"),
    "callsign": field("Registered", "name"),
    "speed_mps": located("speed"),
    "course": located("course"),
    "battery": field("Signal", "battery"),
    "remarks": field("TextReceived", "text"),
    "team": "no event tells a client's colour",
    "stale_s": "as minutes from receipt: see the vectors carried over",
    "sendTime_ms": lambda events, value: (
        of(events, "Located")["radio_time"]
        == datetime.fromtimestamp(value / 1000, UTC).isoformat().replace("+00:00", "Z")
    ),
}

FEEDS: dict[str, tuple[str, dict[str, Meaning]]] = {
    "osmand.http.get": ("osmand", OSMAND),
    "osmand.http.json": ("osmand", OSMAND),
    "owntracks.json": ("owntracks", OWNTRACKS),
    "cot.xml": ("cot", COT),
    "tak.v1.stream": ("cot", COT),
}
