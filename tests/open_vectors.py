"""The open vectors' own field names, mapped to ours: one table a protocol. A field without a mapping fails.

Each entry says what a field of ``expect`` means for the decoded events, or (as text) why it says nothing about them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Events = list[dict[str, Any]]
Check = Callable[[Events, Any], bool]
Meaning = Check | str
KNOT = 1852 / 3600


def of(events: Events, *kinds: str) -> dict[str, Any]:
    """The first event of one of ``kinds``; empty if there is none."""
    return next((event for event in events if event["kind"] in kinds), {})


def near(told: object, value: float, within: float) -> bool:
    return isinstance(told, int | float) and abs(told - value) <= within


def located(name: str, within: float = 1e-6, scale: float = 1.0) -> Check:
    def check(events: Events, value: Any) -> bool:
        told = of(events, "Located").get(name)
        return told is None if value is None else near(told, value * scale, within)

    return check


def field(kind: str, name: str, as_told: Callable[[Any], Any] = lambda value: value) -> Check:
    return lambda events, value: of(events, kind).get(name) == as_told(value)


def number_of(name: str) -> Check:
    """The radio or group (``to``) that anything said of ends in this number."""
    return lambda events, value: any(
        re.search(rf":g?(\d+-)?{re.escape(str(value))}$", event.get(name) or "") for event in events
    )


def word(name: str, words: dict[Any, Any]) -> Check:
    return lambda events, value: of(events, "Located").get(name) == words[value]


ERRORS = {"unknown": None, "<2m": 2, "<20m": 20, "<200m": 200, "<2km": 2000}
REASONS = {0: "power-on", 2: "emergency", 29: "29", 129: "periodic", 130: "distance"}

NMEA: dict[str, Meaning] = {
    "lat": located("lat"),
    "lon": located("lon"),
    "speed": "of the whole cycle, where gpsd merged sentences: see the vectors carried over",
    "track": "as speed",
    "time": "as speed",
    "mode": "1: no position, else one",
    "position_ok": lambda events, value: bool(of(events, "Located")) == value,
    "speed_kn": located("speed", 1e-3, KNOT),
    "course": located("course"),
    "unit": number_of("radio"),
    "fleet": lambda events, value: f":{value}-" in (of(events, "Located").get("radio") or ""),
    "name": number_of("radio"),
    "status": field("StatusReceived", "code"),
    "valid": lambda events, value: bool(of(events, "Located")) == value,
    "fixes": lambda events, value: sum(event["kind"] == "Located" for event in events) == value,
    "fixes_after_merge": lambda events, value: sum(event["kind"] == "Located" for event in events) == value,
    "date": lambda events, value: value is None or (of(events, "Located")["radio_time"] or "").startswith(value),
    "tod": lambda events, value: (of(events, "Located")["radio_time"] or "").endswith(f"T{value}Z"),
    "checksum_ok": "judged by the test: refused when strict",
    "checksum_calc": "the right checksum",
    "variation": "no event tells the magnetic variation",
    "version": "no event tells the radio's version",
    "symbol": "no event tells the map symbol",
    "note": "prose",
}

LIP: dict[str, Meaning] = {
    "lat": located("lat"),
    "lon": located("lon"),
    "dir": located("course"),
    "kmh": located("speed", 1e-3, 1 / 3.6),
    "velocity": located("speed"),
    "velocity_kmh": located("speed", 1e-3, 1 / 3.6),
    "time_elapsed": word("age", {"<5s": 5, "<5min": 300, "<30min": 1800}),
    "pos_err": word("accuracy", ERRORS),
    "err_code": word("accuracy", {0: 2, 1: 20, 2: 200, 7: None}),
    "reason": word("reason", REASONS),
    "aprs_lat": "the same place as lat, in minutes",
    "aprs_lon": "the same place as lon, in minutes",
    "time_of_position": lambda events, v: (of(events, "Located")["radio_time"] or "").endswith(
        f"-{v['day']:02}T{v['hour']:02}:{v['minute']:02}:{v['second']:02}Z"
    ),
    "direction_raw": located("course", 1e-6, 360 / 256),
    "velocity_raw": "with velocity_kmh; 0 is 0",
    "altitude_raw": word("altitude", {2047: 11525}),
    "h_uncertainty_raw": lambda events, v: near(of(events, "Located")["accuracy"], 2 * 1.2 ** (v + 5) - 4, 1e-6),
    "pid": "framing",
    "pdu": "framing",
    "ext": "framing",
    "bits": "framing",
    "shape": "framing",
    "time_type": "framing",
    "velocity_type": "framing",
    "ack_requested": "asked of the network, told by no event",
    "ctsdsr_header": "see protocol sds",
    "note": "prose",
}

SDS: dict[str, Meaning] = {
    "src": number_of("radio"),
    "dst": lambda events, value: bool(of(events, "Delivered")) or number_of("to")(events, value),
    "text": field("TextReceived", "text"),
    "status": lambda events, value: of(events, "StatusReceived").get("code") == value or bool(of(events, "Delivered")),
    "status_dec": field("StatusReceived", "code"),
    "ref": lambda events, value: of(events, "TextReceived", "Delivered").get("ref") == str(value),
    "msg": lambda events, value: bool(of(events, "TextReceived" if value == "transfer" else "Delivered")),
    "report_req": field("TextReceived", "wants", lambda value: ("none", "received", "read", "read")[value]),
    "ack_required": "asked of the transport layer, told by no event",
    "udh_ref": "joins the parts",
    "total": "joins the parts",
    "seq": "joins the parts",
    "store_forward": "the network's matter",
    "validity_s": "the network's matter",
    "fwd_type": "the network's matter",
    "fwd_ssi": "the network's matter",
    "ai": "framing",
    "pid": "framing",
    "encoding": "seen in the text",
}

PEI: dict[str, Meaning] = {
    "calling_ssi": number_of("radio"),
    "called_ssi": number_of("to"),
    "priority": lambda events, value: of(events, "CallStarted").get("emergency") is (value == 15),
    "talker": lambda events, v: of(events, "TalkerNamed").get("radio") == f"tetra@{v['mcc']}-{v['mnc']}:{v['ssi']}",
    "event": lambda events, value: bool(
        of(events, {"connected": "CallStarted", "transmission ceased": "TalkerNamed", "released": "CallEnded"}[value])
    ),
    "cause": field("CallEnded", "why", lambda value: {13: "released"}[value]),
    "stat": field("Signal", "link", lambda value: {1: "home"}[value]),
    "dbm": field("Signal", "rssi"),
    "cc": "seen in the call",
    "grant": "seen in the talker",
    "meaning": "prose",
    "tx_req_permission": "told by no event",
    "instance": "no event before the message's fate is known",
    "dm_comm_type": "direct mode registration is no event",
    "addr": "as dm_comm_type",
    "mni": "as dm_comm_type",
    "la": "told by no event",
    "range": "an answer to a question nobody asks",
    "gtsi": "a row of a list, not of traffic",
    "name": "a row of a list, not of traffic",
    "note": "prose",
}

USRP: dict[str, Meaning] = {
    "dmr_id": number_of("radio"),
    "src": number_of("radio"),
    "call": field("TalkerNamed", "text"),
    "tg": lambda events, value: number_of("to")(events, value) and of(events, "CallStarted")["group"],
    "ts": field("CallStarted", "slot"),
    "pyUC_log": "Begin TX: VP-12 2 112 Group",
    "seq": "framing",
    "type": "framing",
    "tlv": "framing",
    "len": "framing",
    "rpt": "told by no event",
    "cc": "told by no event",
}

RTP: dict[str, Meaning] = {
    "ptt": lambda events, value: of(events, "CallStarted").get("emergency") is (value == 4),
    "ptt_text": lambda events, value: bool(of(events, "EmergencyRaised")) == value.startswith("Emergency"),
    "squ": "seen in the call",
    "ptt_id": "told by no event",
    "sqi": "told by no event",
    "sqi_method": "told by no event",
}

# the open vectors' protocol → ours, with its table
TABLES: dict[str, tuple[str, dict[str, Meaning]]] = {
    "nmea.gpsd": ("nmea", NMEA),
    "nmea.kenwood": ("nmea", NMEA),
    "nmea.edge": ("nmea", NMEA),
    "tetra-lip": ("lip", LIP),
    "tetra.lip": ("lip", LIP),
    "tetra-sds": ("sds", SDS),
    "tetra-ctsdsr": ("sds", SDS),
    "tetra-pei": ("pei", PEI),
    "usrp": ("usrp", USRP),
    "usrp-meta": ("usrp", USRP),
    "rtp-ed137": ("rtp", RTP),
}
# rows that are read in another test, or not at all, and why
ELSEWHERE: dict[str, str] = {
    **dict.fromkeys(
        ("svxreflector-v1", "svxreflector-v2", "svxreflector-udp"),
        "a stream begins with a login: read message by message in tests/radio/test_svx_bytes.py",
    ),
    **dict.fromkeys(
        ("hbp-dmrd", "hbp-dmrd-seq"),
        "bursts out of the middle of calls: taken apart and written again in tests/radio/dmr/test_same_bytes.py",
    ),
    "rtp-g711": "a command of ffmpeg, no bytes: tests/station/test_rtp_peers.py runs ffmpeg",
    "mmdvm-serial": "three of four carried over into tests/vectors/mmdvm.jsonl; the fourth is a question of ours",
    "ipsc-auth": "Motorola's repeater network: no gateway of ours; the key is not published either",
    **dict.fromkeys(
        ("m17-crc", "m17-callsign", "m17-stream", "m17-control", "codec2-3200"), "M17: no gateway of ours speaks it"
    ),
    **dict.fromkeys(
        ("anpr.hikvision.xml", "anpr.dahua.multipart", "anpr.axis.json", "anpr.platerecognizer.json"),
        "plate cameras are not built yet",
    ),
    **dict.fromkeys(
        ("anpr.openalpr.json", "anpr.tattile.xml", "plate.normalise", "plate.match"), "plate cameras are not built yet"
    ),
    "ais": "ships are not read yet",
    "aprs": "amateur positions are not read",
}
