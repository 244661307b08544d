"""The open vectors that are no messages: fields of a report, headers, forms, numbers, and what is to be sent.

A field is read inside a message made around it here; what is to be sent is compared with what our encoder writes.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from gps.distance import bearing, distance
from gps.grids import LKS92, LKS94, to_lks, to_mgrs
from radio.codec import Now, ProtocolError, Reply, Settings
from radio.decode import run
from radio.form import Part
from radio.protocols.dmr.crc import crc32
from radio.protocols.hbp.frame import read_alias
from radio.protocols.lrrp import numbers
from radio.protocols.sds import header
from radio.protocols.sds.lines import read_line
from radio.protocols.upload import Upload
from radio.protocols.upload.call import of_form
from radio.requests import SendText
from radio.web import WebRequest, read_answer, write_request
from tests.open_vectors import Events, near, of
from tests.radio.pei_radio import RADIO, Radio
from tests.radio.test_lip import NO_TIME, Fields, long_report, packed, point, velocity

Row = dict[str, Any]
Compare = Callable[[Row], None]
RIGA = (56.949649, 24.105186)
PERIODIC = 129


def decoded(protocol: str, line: str) -> Events:
    """The events of one line, as ``main.py decode`` tells them."""
    out = io.StringIO()
    assert run(protocol, "", "", io.StringIO(line.encode("unicode_escape").decode("ascii") + "\n"), out) == 0
    (answer,) = [json.loads(each) for each in out.getvalue().splitlines()]
    assert answer["error"] is None, answer
    events: Events = answer["events"]
    return events


# LIP, field by field

_REASONS = {
    "emergency condition": "emergency",
    "response to immediate request": "request",
    "max distance exceeded": "distance",
    "reserved": "29",
}
_ERRORS = {"<2km": 2000.0, ">200km": None}


def _long(place: Fields, moving: Fields, reason: int = PERIODIC) -> bytes:
    return long_report(NO_TIME, place, moving, reason=reason)


def _short(error: int, reason: int) -> bytes:
    return packed([(10, 8), (0, 2), (0, 2), *point(*RIGA), (error, 3), (0, 7), (0, 4), (0, 1), (reason, 8)])


def lip_field(row: Row) -> None:
    """One field of a location report; the report around it is ours."""
    expect = row["expect"]
    name = expect["field"]
    value = int(row["hex"], 16) if "hex" in row else int(row["text"])
    still = velocity(0, 0, 0)
    if name == "longitude":
        assert expect["bits"] == 25
        place = _told(_long([(1, 4), (value, 25), point(*RIGA)[1]], still))
        assert near(place["lon"], expect["deg"], 1e-6)
    elif name == "horizontal_velocity":
        place = _told(_long([(1, 4), *point(*RIGA)], velocity(1, value, 0)))
        assert near(place["speed"] * 3.6, expect["kmh"], 0.05)
    elif name == "altitude":
        place = _told(_long([(4, 4), *point(*RIGA), (0, 1), (value, 11)], still))
        assert place["altitude"] == expect["m"]
    elif name == "position_error":
        events = decoded("lip", _short(value, PERIODIC).hex())
        assert of(events, "Located").get("accuracy") == _ERRORS[expect["text"]]
        assert bool(of(events, "NoFix")) is (expect["text"] == ">200km"), "no nearer than that is no place"
    else:
        assert name == "reason_for_sending"
        for data in (_short(1, value), _long([(1, 4), *point(*RIGA)], still, value)):
            events = decoded("lip", data.hex())
            assert of(events, "Located")["reason"] == _REASONS[expect["text"]]
            assert bool(of(events, "EmergencyRaised")) is expect["text"].startswith("emergency")


def _told(data: bytes) -> dict[str, Any]:
    return of(decoded("lip", data.hex()), "Located")


def latitude(row: Row) -> None:
    """The 24 bits of a latitude."""
    place = _told(_long([(1, 4), point(*RIGA)[0], (int(row["text"], 16), 24)], velocity(0, 0, 0)))
    assert near(place["lat"], row["expect"]["lat24"], 1e-6)


# Short data


def status(row: Row) -> None:
    """A status by its number: which alone raises an emergency, which is the status book's business."""
    events = decoded("sds", f"{int(row['text']):04x}")
    assert of(events, "StatusReceived")["code"] == int(row["text"])
    kinds = {"emergency": ["StatusReceived", "EmergencyRaised"], "network/user specific": ["StatusReceived"]}
    assert [event["kind"] for event in events] == kinds[row["expect"]["class"]]


def short_data_header(row: Row) -> None:
    """A ``+CTSDSR`` header, long or short form; the address types are told by the addresses' length."""
    expect = dict(row["expect"])
    line = read_line(row["text"])
    told = header.read_header(line.fields)
    assert line.name == "CTSDSR" and told.bits == expect.pop("bits")
    assert told.service == expect.pop("ai", 12)
    assert (told.source or None) == expect.pop("src") and told.destination == expect.pop("dst")
    assert told.encrypted is bool(expect.pop("e2ee", 0))
    assert expect.pop("src_type", 1) == 1 and not expect
    assert header.radio(Settings(network="262-1001"), told.destination) is not None


def stored(row: Row) -> None:
    """A text that the network may keep so long: how long is its matter, the text comes whole whatever it says."""
    for kind, address in ((0, "05"), (1, "0003e8"), (2, "0003e8041806"), (7, "")):
        octet = int(row["text"]) << 3 | kind
        (event,) = decoded("sds", f"8201 07 {octet:02x}{address} 01 746573746d657373616765".replace(" ", ""))
        assert (event["text"], event["ref"]) == ("testmessage", "7")


def written_text(row: Row) -> None:
    """A text as our radio is told to send it, in the simple form."""
    radio = Radio(text="2")
    radio.open()
    radio.send(SendText(ref="r", to=RADIO, text=row["text"].rpartition(" ")[2]))
    (sent,) = [line for line in radio.commands() if line.startswith("AT+CMGS=")]
    assert sent == f"AT+CMGS=23404,{row['expect']['bits']}\r\n{row['expect']['hex']}\x1a"


def receipt(row: Row) -> None:
    """What is answered, of itself, to a text whose sender wants to know that it came."""
    assert row["text"] == "auto receipt to 1234567 for ref 0xC9"
    radio = Radio(report=True)
    radio.open()
    radio.says("+CTSDSR: 12,1234567,0,9999,0,40", "8204C90141")
    assert radio.commands() == row["expect"]["commands"]


# Calls handed in

B = "b7"


def form(fields: dict[str, str]) -> bytes:
    parts = [f'--{B}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    return ("".join(parts) + f"--{B}--\r\n").encode()


def upload(row: Row) -> None:
    """A form as senders write it: what they are told, or when the call was."""
    expect = row["expect"]
    if "time_s" in expect:
        call = of_form([Part(name, value.encode()) for name, value in row["fields"].items()])
        assert call.start == datetime.fromtimestamp(expect["time_s"], UTC)
        late = of_form([Part("timestamp", str(expect["time_s"] * 1000).encode())])
        assert late.start == call.start, "and the other field has milliseconds"
        return
    head = {"content-type": f"multipart/form-data; boundary={B}"}
    asked = WebRequest(method="POST", path="/api/call-upload", headers=head, body=form(row["fields"]))
    codec = Upload(Settings(gateway="U", network="county"))
    try:
        outs = codec.receive(write_request(asked), "p", Now(1.7e9, 0.0))
    except ProtocolError as fault:
        outs = fault.kept
    (answer,) = [read_answer(out.data) for out in outs if isinstance(out, Reply)]
    assert answer.body.decode().lower().startswith(expect["body_startswith_ci"])


def recorder(row: Row) -> None:
    """Trunk-recorder's JSON, as the ``meta`` of its form."""
    expect = row["expect"]
    call = of_form([Part("meta", json.dumps(row["json"]).encode())])
    assert call.group == str(expect.get("tg", 1))
    assert next((talker.unit for talker in call.talkers if talker.unit), None) == expect["unit"]
    assert (call.emergency, call.encrypted) == (expect.get("emergency", False), expect.get("encrypted", False))
    assert call.seconds == expect.get("len_s", 0.0)


# Pieces of DMR, numbers, checksums


def alias(row: Row) -> None:
    """A talker alias, block by block: with the last one it is whole."""
    out = io.StringIO()
    assert run("dmr", "", "", io.StringIO(row["hex"].replace("|", "\n") + "\n"), out) == 0
    texts: list[str] = [
        of(json.loads(each)["events"], "TalkerNamed").get("text", "") for each in out.getvalue().splitlines()
    ]
    assert texts[-1] == row["expect"]["text"] and len(texts[-1]) == row["expect"]["length"]
    assert all(text.endswith("…") for text in texts[:-1]), "a piece does not look like a whole one"


def alias_block(row: Row) -> None:
    """A piece of an alias as MMDVMHost hands it on; who it is of stands before it."""
    told = read_alias(bytes.fromhex(row["hex"]))
    assert (told.src, told.block) == (row["expect"]["src"], row["expect"]["block"])


def number(read: Callable[[bytes, int], tuple[float, int]]) -> Compare:
    def compare(row: Row) -> None:
        data = bytes.fromhex(row["hex"])
        assert read(data, 0) == (row["expect"]["value"], len(data))

    return compare


def checksum(row: Row) -> None:
    """What closes a data packet."""
    assert crc32(bytes.fromhex(row["hex"])).to_bytes(4, "little").hex() == row["expect"]["crc32_last_block"]


# Places


def grid(row: Row) -> None:
    """A place in the grids of both countries, to 1 cm, and in MGRS. The web's Mercator is the map's own, not read here."""
    lat, lon = (float(text) for text in row["text"].split(","))
    for code, system in (("EPSG:3059", LKS92), ("EPSG:3346", LKS94)):
        east, north = row["expect"][code]
        told = to_lks(lat, lon, system)
        assert near(told[0], north, 0.01) and near(told[1], east, 0.01), (system, told)
    assert to_mgrs(lat, lon).replace(" ", "") == row["expect"]["MGRS"]


def geodesic(row: Row) -> None:
    """Two places: m and degrees between them."""
    (lat, lon), (to_lat, to_lon) = ([float(text) for text in place.split(",")] for place in row["text"].split(";"))
    assert near(distance(lat, lon, to_lat, to_lon), row["expect"]["distance_m"], 0.01)
    assert near(bearing(lat, lon, to_lat, to_lon), row["expect"]["bearing"], 1e-4)


PARTS: dict[str, Compare] = {
    "tetra-lip-field": lip_field,
    "tetra.lip.field": latitude,
    "tetra-status": status,
    "tetra-ctsdsr-header": short_data_header,
    "tetra-sds-validity": stored,
    "tetra-sds-encode": written_text,
    "tetra-sds-send": receipt,
    "rdio-upload": upload,
    "trunk-recorder-json": recorder,
    "mbxml-uintvar": number(numbers.uintvar),
    "mbxml-ufloat": number(numbers.ufloatvar),
    "mbxml-sfloat": number(numbers.sfloatvar),
    "dmr-data-crc32": checksum,
    "dmr-talker-alias": alias,
    "mmdvm-net": alias_block,
    "crs": grid,
    "geodesic": geodesic,
}
