"""The open vectors of DMR's air interface: their own field names, mapped to ours."""

from __future__ import annotations

from tests.open_vectors import Meaning, field, located, number_of, of

_ACCURACY = {7: None}
_NAMES = {
    "preamble": "data for",
    "bs_outbound_activation": "wakes repeater",
    "nack_response": "refuses",
    "response": "data received by",
    "short_data_defined": "short data",
    "udt": "unified data",
}

DMR: dict[str, Meaning] = {
    "src": number_of("radio"),
    "dst": lambda events, value: (
        number_of("to")(events, value) or str(value) in (of(events, "Signal").get("link") or "")
    ),
    "flco": lambda events, value: bool(of(events, {0: "CallStarted", 3: "CallStarted", 8: "Located"}[value])),
    "lat": located("lat"),
    "lon": located("lon"),
    "position_error": lambda events, value: of(events, "Located")["accuracy"] == _ACCURACY[value],
    "text": field("TalkerNamed", "text"),
    "name": lambda events, value: _NAMES[value] in of(events, "Signal")["link"],
    "crc_ok": lambda events, value: bool(events) is value,
    "blocks": lambda events, value: of(events, "Signal")["link"].endswith(f"{value} blocks"),
    "csbko": "as name",
    "dpf": "as name",
    "udt_format": "as name",
    "udt_format_name": "as name",
    "sap": "where its packet goes",
    "lc": "framing",
    "lb": "framing",
    "fid": "framing",
    "format": "seen in the text",
    "length": "seen in the text",
}

AIR = dict.fromkeys(("dmr-embedded-lc", "dmr-csbk", "dmr-data-header", "dmr-flc"), ("dmr", DMR))
