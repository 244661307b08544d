"""The open vectors of radio fleets over IP (MOTOTRBO, Hytera), their field names mapped to ours."""

from __future__ import annotations

from typing import Any

from radio.cai import octets_of
from tests.open_vectors import KNOT, Check, Events, Meaning, field, located, near, number_of, of

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


def number_of_host(host: str) -> int:
    return int.from_bytes(octets_of(host)[1:], "big")


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

HYTERA: dict[str, Meaning] = {
    "service": "framing",
    "reliable": "framing",
    "opcode": "framing",
    "type": lambda events, value: (
        events == []
        if value in ("heartbeat", "ack")
        else bool(of(events, "Delivered" if "text" in value else "Registered"))
    ),
    "radio_ip": lambda events, value: events == [] or number_of("radio")(events, number_of_host(value)),
    "radio_id": number_of("radio"),
    "result": lambda events, value: bool(of(events, "Registered", "Located", "Delivered")) is (value == 0),
    "renew_s": lambda events, value: near(of(events, "Registered").get("minutes"), value / 60, 0),
    "online": lambda events, value: bool(of(events, "Registered")) is value,
    "request_id": lambda events, value: of(events, "Delivered").get("ref", str(value)) == str(value),
    "valid": lambda events, value: bool(of(events, "Located")) is value,
    "time": lambda events, value: f"T{value}Z" in (of(events, "Located").get("radio_time") or ""),
    "date": lambda events, value: (of(events, "Located").get("radio_time") or "").startswith(value),
    "lat": located("lat"),
    "lon": located("lon"),
    "speed_raw": lambda events, value: near(of(events, "Located")["speed"], float(value) * KNOT, 1e-6),
    "heading": located("course"),
    "rssi": field("Located", "rssi"),
    "payload": lambda events, value: bool(of(events, "TextReceived")) if value == "group_text" else events == [],
    "text": field("TextReceived", "text"),
    "device_id": "the repeater's own number",
    "channel": "the slot: told with calls only",
    "sn": "framing",
    "pn": "framing",
    "checksum": "framing",
    "target": "whom another console calls: no event",
    "hdap_service": "framing",
    "rcp_opcode": "framing",
}

MULTI_SITE: dict[str, Meaning] = dict.fromkeys(
    ("seq", "slot", "slot_type", "colour_code", "call", "dst", "src"), "multi-site traffic is not read, and said so"
)

FLEETS: dict[str, tuple[str, dict[str, Meaning]]] = {
    "lrrp": ("lrrp", LRRP),
    "lrrp-in-tetra-sds": ("lrrp", LRRP),
    "dmr-ip-data": ("mototrbo", IP),
    "ars": ("ars", ARS),
    "tms": ("tms", TMS),
    **{f"hytera-{kind}": ("hytera", HYTERA) for kind in ("rrs", "lp", "lp-noservicebyte", "tmp", "hstrp", "hrnp")},
    "hytera-ipsc": ("hytera", MULTI_SITE),
}
