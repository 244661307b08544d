"""``main.py decode``: one line in, one line out, whatever comes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from radio.decode import run, unescape

ROOT = Path(__file__).parents[2]
RIGA = "0a0112437287f5e15a8000"


def decode(protocol: str, *lines: str, peer: str = "", received: str = "2026-01-15T12:00:00Z") -> list[dict[str, Any]]:
    out = io.StringIO()
    assert run(protocol, peer, received, io.StringIO("".join(line + "\n" for line in lines)), out) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_field_is_there_kind_first() -> None:
    (answer,) = decode("lip", RIGA, peer="2201")
    assert list(answer) == ["events", "reply", "error"]
    (event,) = answer["events"]
    assert list(event)[:5] == ["kind", "gateway", "radio", "radio_time", "rssi"]
    place = ["lat", "lon", "speed", "course", "altitude", "accuracy", "age", "reason", "undated"]
    assert list(event)[5:] == place
    assert event["kind"] == "Located"
    assert event["radio"] == "tetra@local:2201"
    assert event["gateway"] is None
    assert event["altitude"] is None
    assert (answer["reply"], answer["error"]) == (None, None)


def test_bad_lines_do_not_stop_it() -> None:
    answers = decode("lip", "zz", "", "0B", "0A", RIGA[:21], RIGA[:9], "ff" * 3000)
    assert [bool(answer["events"]) for answer in answers] == [False, False, False, False, True, False, False]
    assert [bool(answer["error"]) for answer in answers] == [True, True, True, True, False, True, True]


def test_one_codec_serves_the_whole_input() -> None:
    start, talk, end = decode("pei", "+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,1000,0", "+CTXG: 1,3,0,0,0,23404", "+CTCR: 1,1")
    calls = {answer["events"][0]["call"] for answer in (start, talk, end)}
    assert len(calls) == 1
    assert end["events"][0]["kind"] == "CallEnded"


def test_escapes_stand_for_control_characters() -> None:
    (answer,) = decode("sds", r"+CTSDSR: 13,1234567,0,2345678,0,16\r\n8004")
    assert answer["events"][0]["code"] == 0x8004


TAK = (
    "bfd10112ce010a09612d662d472d552d432a064c562d3130313080aefe80a0343880aefe80a03440e0d59081a0344a036d2d67516666666666264c"
    "40599a9999999919384061000000000000284069000000000000144071000000e0cf1263417a720a193c72656d61726b733e506174726f6c3c2f72"
    "656d61726b733e12130a092a3a2d313a7374637012064c562d3130311a130a04426c7565120b5465616d204d656d6265722a02085032130a016412"
    "04746573741a056c696e75782201313a12090000000000002940110000000000f07040"
)  # takproto 3.0.1


def test_bytes_of_a_text_protocol_are_hex_named_or_known_by_their_beginning() -> None:
    escaped = "".join(f"\\x{byte:02x}" for byte in bytes.fromhex(TAK))
    asked = decode("cot", TAK, f"hex:{TAK}", TAK.upper(), f"hex: {TAK[:60]} {TAK[60:]}", escaped)
    assert [answer["error"] for answer in asked] == [None] * 5
    for answer in asked:
        assert [(event["radio"], event["lat"]) for event in answer["events"] if event["kind"] == "Located"] == [
            ("cot@local:LV-101", 56.3)
        ]
    assert [(answer["events"], bool(answer["error"])) for answer in decode("cot", "hex:zz", "bfg1")] == [([], True)] * 2
    (torn,) = decode("cot", TAK[:20])
    assert torn["events"][0]["kind"] == "Undecoded"
    (line,) = decode("nmea", "hex:" + b"$GNRMC,074159.799,A,3114.8943,N,12135.2444,E,0.23,4.94,250215,,,A*73\r\n".hex())
    assert line["events"][0]["kind"] == "Located"


def test_radio_time_is_iso_with_z() -> None:
    (answer,) = decode(
        "nmea", "$GNRMC,074159.799,A,3114.8943,N,12135.2444,E,0.23,4.94,250215,,,A*73", received="2015-02-25T08:00:00Z"
    )
    assert answer["events"][0]["radio_time"] == "2015-02-25T07:41:59.799Z"


def test_without_a_receipt_time_an_old_captures_dates_stand() -> None:
    line = "$GNRMC,074159.799,A,3114.8943,N,12135.2444,E,0.23,4.94,250215,,,A*73"
    assert decode("nmea", line, received="")[0]["events"][0]["radio_time"] == "2015-02-25T07:41:59.799Z"
    doubted = decode("nmea", line)[0]["events"][0]
    assert (doubted["radio_time"], doubted["reason"]) == (None, "clock")


def test_replies_are_hex_and_voice_is_left_out() -> None:
    head = "55535250" + "00000001" + "00" * 4
    asked = head + "00" * 8 + "02000000" + "00" * 8 + b"REG:DVSWITCH".hex()
    voice = head + "00000001" + "00" * 16 + "00" * 320
    answers = decode("usrp", asked, voice)
    assert bytes.fromhex(answers[0]["reply"]).endswith(b"REG:OK\0")
    assert [event["kind"] for event in answers[1]["events"]] == ["CallStarted"]


@pytest.mark.parametrize(
    ("line", "data"),
    [
        (r"\x02$A\r\n", b"\x02$A\r\n"),
        (r"\u0002\t\\\0", b"\x02\t\\\0"),
        (r"\s:r003*5D\$GP", b"\\s:r003*5D\\$GP"),
        (r"\032\x1a", b"\x1a\x1a"),
        ("ā", "ā".encode()),
        ("\\", b"\\"),
    ],
)
def test_unescape(line: str, data: bytes) -> None:
    assert unescape(line) == data


def test_what_it_cannot_begin_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("morse", "", "", io.StringIO(""), io.StringIO()) == 2
    assert run("nmea", "", "yesterday", io.StringIO(""), io.StringIO()) == 2
    told = capsys.readouterr().err
    assert "no protocol 'morse'" in told
    assert "'yesterday' is not an ISO 8601 time" in told


def test_as_anyone_would_run_it() -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "decode", "lip", "--received", "2026-01-15T12:00:00Z"],
        input=RIGA + "\n",
        text=True,
        capture_output=True,
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout)["events"][0]["kind"] == "Located"


def test_bytes_that_are_no_text_stop_nothing_in_any_locale() -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "decode", "lip"],
        input=b"\xff\xfe\x80\n\xc4\n" + RIGA.encode() + b"\n",
        capture_output=True,
        cwd=ROOT,
        check=True,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict"},
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [bool(answer["error"]) for answer in answers] == [True, True, False]
    assert answers[2]["events"][0]["kind"] == "Located"
