"""The open vectors of radio fleets over IP (MOTOTRBO, Hytera), their field names mapped to ours."""

from __future__ import annotations

from typing import Any

from tests.open_vectors import Check, Events, Meaning, field, located, near, number_of, of

REQUESTS = {"triggered_request", "triggered_stop_request", "immediate_request"}
DOCUMENTS = {"immediate_report": "request", "triggered_report": "periodic", "unsolicited_report": None}


def document(events: Events, value: Any) -> bool:
    """A report tells a position for its reason, an answer what became of the request, a request nothing."""
    if value in REQUESTS:
        return events == []
    if value in DOCUMENTS:
        return bool(of(events, "Located").get("reason", "") == DOCUMENTS[value])
    return bool(of(events, "Delivered"))


def radio_time(events: Events, value: Any) -> bool:
    return bool(of(events, "Located").get("radio_time") == value)


def inside(table: dict[str, Meaning]) -> Check:
    """A field that holds fields."""

    def check(events: Events, value: dict[str, Any]) -> bool:
        meanings = [(table[name], told) for name, told in value.items()]
        return all(isinstance(meaning, str) or meaning(events, told) for meaning, told in meanings)

    return check


LRRP: dict[str, Meaning] = {
    "doc": document,
    "request_id": lambda events, value: of(events, "Delivered").get("ref", value) == value,
    "lat": located("lat"),
    "lon": located("lon"),
    "time": radio_time,
    "radius": located("accuracy", 1e-5),
    "altitude": located("altitude", 1e-5),
    "speed_hor": located("speed", 1e-5),
    "heading": located("course"),
    "result_code": lambda events, value: of(events, "Delivered").get("ok") is (value == 0),
    "speed_vrt": "no event tells how fast somebody climbs",
    "speed_raw": "with speed_hor",
    "interval_s": "asked of a radio, told by no event",
}

IP: dict[str, Meaning] = {
    "crc32_last_block": "checked where the blocks are joined",
    "ipv4": "framing",
    "udp": "framing",
    "src_radio": number_of("radio"),
    "dst_radio": "the server: no event tells to whom a report went",
    "lrrp": inside(LRRP),
}

ARS: dict[str, Meaning] = {
    "type": lambda events, value: bool(of(events, "Deregistered" if "dereg" in value else "Registered")),
    "event": "a refresh is told as a registration",
    "device_id": number_of("radio"),
    "user_id": "no event tells who uses the radio",
    "success": lambda events, value: bool(of(events, "Registered")) is value,
    "refresh_minutes": lambda events, value: near(of(events, "Registered").get("minutes"), value, 0),
}

TMS: dict[str, Meaning] = {
    "type": lambda events, value: bool(of(events, {"text": "TextReceived"}.get(value, "Signal"))),
    "capability": lambda events, value: value in of(events, "Signal")["link"],
    "ack_wanted": field("TextReceived", "wants", lambda value: "received" if value else "none"),
    "address": lambda events, value: not value or number_of("to")(events, int(value)),
    "seq": field("TextReceived", "ref", str),
    "text": field("TextReceived", "text"),
}

FLEETS: dict[str, tuple[str, dict[str, Meaning]]] = {
    "lrrp": ("lrrp", LRRP),
    "lrrp-in-tetra-sds": ("lrrp", LRRP),
    "dmr-ip-data": ("mototrbo", IP),
    "ars": ("ars", ARS),
    "tms": ("tms", TMS),
}
