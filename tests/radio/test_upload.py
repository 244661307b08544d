"""Calls handed in: forms of any cut, which talk-group they are for, when the sender is told that they are safe."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import FILES, GroupSettings, Now, Out, ProtocolError, Reply, Settings, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, EmergencyRaised, TalkerNamed
from radio.form import MOST_PARTS, boundary_of, read_form, without
from radio.protocols.upload import TAKEN, Upload
from radio.protocols.upload.call import kind_of
from radio.requests import Key, Stored
from radio.web import WebRequest, read_answer, write_request
from tests.vectors import load

B = "----boundary7"
NOW = Now(1_669_740_350.0, 100.0)  # 12 s after the call


def wav(samples: int = 8000) -> bytes:
    head = (
        b"RIFF"
        + struct.pack("<I", 36 + 2 * samples)
        + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
    )
    return head + b"data" + struct.pack("<I", 2 * samples) + bytes(2 * samples)


def form(**fields: str | bytes) -> bytes:
    told: dict[str, str | bytes] = {"audio": wav(), "dateTime": "1669740338", "talkgroup": "9", "system": "11"}
    told |= fields
    body = b""
    for name, value in told.items():
        data = value if isinstance(value, bytes) else value.encode()
        file = '; filename="a.wav"' if name == "audio" else ""
        body += f'--{B}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + data + b"\r\n"
    return body + f"--{B}--\r\n".encode()


def message(body: bytes, path: str = "/api/call-upload", kind: str = f"multipart/form-data; boundary={B}") -> bytes:
    return write_request(WebRequest(method="POST", path=path, headers={"content-type": kind}, body=body))


def intake(*numbers: str, **options: Any) -> Upload:
    groups = tuple(GroupSettings(id=f"upload@county:g{n.rpartition('/')[2]}", number=n) for n in numbers or ("9",))
    return Upload(Settings(gateway="U", network="county", groups=groups, options=options))


def answers(outs: list[Out]) -> list[tuple[str, int, str]]:
    found = [(out.peer, read_answer(out.data)) for out in outs if isinstance(out, Reply)]
    return [(peer, answer.status, answer.body.decode().strip()) for peer, answer in found]


def kept(codec: Upload, data: bytes) -> tuple[list[Out], str]:
    with pytest.raises(ProtocolError) as error:
        codec.receive(data, "p", NOW)
    return error.value.kept, str(error.value)


def test_the_sender_is_told_when_the_disk_has_it_and_not_before() -> None:
    codec = intake()
    outs = codec.receive(message(form()), "one", NOW)
    started, frame, ended = [out for out in outs if isinstance(out, CallStarted | VoiceFrame | CallEnded)]
    assert isinstance(started, CallStarted) and isinstance(frame, VoiceFrame) and isinstance(ended, CallEnded)
    assert (frame.codec, frame.data) == ("wav", wav())
    assert answers(outs) == []
    again = codec.receive(message(form()), "two", NOW)
    assert answers(again) == [] and not any(isinstance(out, CallStarted) for out in again)
    assert answers(codec.send(Stored(call=started.call), NOW)) == [("one", 200, TAKEN), ("two", 200, TAKEN)]
    assert answers(codec.receive(message(form()), "three", NOW)) == [("three", 200, TAKEN)]
    assert codec.send(Stored(call="of nobody"), NOW) == []


def test_two_calls_of_one_second_on_one_talk_group_are_two() -> None:
    """Two recorders, or two sites: only the same sound is the same call."""
    codec = intake()
    first, second = (codec.receive(message(form(audio=wav(n))), str(n), NOW) for n in (8000, 8001))
    calls = [out.call for out in (*first, *second) if isinstance(out, CallStarted)]
    assert len(set(calls)) == 2


def test_a_disk_that_fails_is_said_and_the_call_is_taken_the_next_time() -> None:
    codec = intake()
    (started,) = [o for o in codec.receive(message(form()), "one", NOW) if isinstance(o, CallStarted)]
    assert answers(codec.send(Stored(call=started.call, why="the disk is full"), NOW)) == [
        ("one", 503, "not stored: the disk is full")
    ]
    again = codec.receive(message(form()), "two", NOW)
    assert any(isinstance(out, CallStarted) for out in again)


def test_a_slow_disk_has_the_sender_come_again() -> None:
    codec = intake()
    (started,) = [o for o in codec.receive(message(form()), "one", NOW) if isinstance(o, CallStarted)]
    assert codec.tick(Now(NOW.utc, NOW.mono + 1.0)) == []
    assert answers(codec.tick(Now(NOW.utc, NOW.mono + 1.6))) == [("one", 503, "the disk is busy, try again")]
    assert codec.tick(Now(NOW.utc, NOW.mono + 5.0)) == []
    codec.send(Stored(call=started.call), NOW)
    assert answers(codec.receive(message(form()), "two", NOW)) == [("two", 200, TAKEN)]


@pytest.mark.parametrize(
    ("numbers", "fields", "to"),
    [
        (("9",), {}, "upload@county:g9"),
        (("11/9",), {}, "upload@county:g9"),
        (("county/9",), {"systemLabel": "county", "system": "77"}, "upload@county:g9"),
        (("12/9",), {}, None),
        (("8",), {}, None),
    ],
)
def test_talk_groups_are_those_set_up_by_number_or_by_system_and_number(
    numbers: tuple[str, ...], fields: dict[str, str], to: str | None
) -> None:
    outs = intake(*numbers).receive(message(form(**fields)), "p", NOW)
    found = [out.to for out in outs if isinstance(out, CallStarted)]
    assert found == ([to] if to else [])
    if to is None:
        assert answers(outs) == [("p", 401, "Invalid API key for system 11 talkgroup 9.")]
        assert intake(*numbers, any=True).receive(message(form(**fields)), "p", NOW) != outs


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"audio": b"x" * 44}, "no audio"),
        ({"dateTime": ""}, "no timestamp"),
        ({"dateTime": "yesterday"}, "no timestamp"),
        ({"system": "", "systemLabel": ""}, "no system"),
        ({"talkgroup": "0"}, "no talkgroup"),
        ({"talkgroup": "-1"}, "no talkgroup"),
        ({"talkgroup": "nine"}, "no talkgroup"),
    ],
)
def test_what_is_missing_is_told_in_rdio_scanners_words(fields: dict[str, Any], words: str) -> None:
    outs, why = kept(intake(), message(form(**fields)))
    assert answers(outs) == [("p", 417, f"Incomplete call data: {words}")]
    assert words in why


def test_an_emergency_rings_only_while_it_is_fresh() -> None:
    meta = b'{"talkgroup": 9, "start_time": 1669740338, "call_length": 2.0, "emergency": 1, "srcList": [{"src": 5, "pos": 0}]}'
    body = form(meta=meta, dateTime="")
    fresh = intake().receive(message(body, "/api/trunk-recorder-call-upload"), "p", NOW)
    (alarm,) = [out for out in fresh if isinstance(out, EmergencyRaised)]
    assert (alarm.radio, alarm.by, alarm.to) == ("upload@county:5", "call", "upload@county:g9")
    late = intake().receive(message(body, "/api/trunk-recorder-call-upload"), "p", Now(NOW.utc + 600, NOW.mono))
    assert not any(isinstance(out, EmergencyRaised) for out in late)
    assert any(isinstance(out, CallStarted) and out.emergency for out in late)


def test_times_are_the_recorders_own_as_long_as_they_can_be() -> None:
    outs = intake().receive(message(form(frequencies='[{"freq": 1, "pos": 0.5, "len": 3.5}]')), "p", NOW)
    times = [out.radio_time for out in outs if isinstance(out, CallStarted | CallEnded)]
    assert times == [datetime(2022, 11, 29, 16, 45, second, tzinfo=UTC) for second in (38, 42)]
    for told in ("1669740338", "1969740338", "99999999999999"):
        far = Now(NOW.utc + 2 * 366 * 86400, NOW.mono)
        outs = intake().receive(message(form(dateTime=told)), "p", far if told == "1669740338" else NOW)
        assert {o.radio_time for o in outs if isinstance(o, CallStarted | CallEnded)} == {None}
    trusting = intake(clock="trust").receive(message(form()), "p", Now(2e9, 0.0))
    assert any(isinstance(out, CallStarted) and out.radio_time is not None for out in trusting)


def test_talkers_in_the_order_they_spoke() -> None:
    sources = (
        '[{"pos": 0, "src": 5, "tag": "PP 5"}, {"pos": 1.5, "src": 6}, {"pos": 2, "src": 6}, {"pos": 3, "src": -1}, 7]'
    )
    outs = intake().receive(message(form(sources=sources)), "p", NOW)
    named = [(out.radio, out.text) for out in outs if isinstance(out, TalkerNamed)]
    assert named == [("upload@county:5", "PP 5"), ("upload@county:6", "")]
    (ended,) = [out for out in outs if isinstance(out, CallEnded)]
    assert ended.radio == "upload@county:6"


def test_a_form_of_another_kind_is_answered() -> None:
    codec = intake()
    for data, status in (
        (message(b"{}", kind="application/json"), 400),
        (message(b"{}", kind="multipart/form-data"), 400),
        (message(b"nothing of the sort"), 417),
        (message(form(meta=b"[1]"), "/api/trunk-recorder-call-upload"), 417),
        (message(form(), "/elsewhere"), 404),
    ):
        outs, _ = kept(codec, data)
        assert [answer[1] for answer in answers(outs)] == [status]
    with pytest.raises(Unable):
        codec.send(Key(group="g", call="c"), NOW)


def test_sound_of_no_known_kind_is_refused() -> None:
    outs, _ = kept(
        intake(), message(form(audio=bytes(100), audioType="application/octet-stream").replace(b"a.wav", b"a.exe"))
    )
    assert answers(outs)[0][1] == 417


@pytest.mark.parametrize(
    ("audio", "mime", "name", "kind"),
    [
        (wav(0), "", "", "wav"),
        (b"\0\0\0\x20ftypM4A ", "application/octet-stream", "x.wav", "m4a"),
        (b"ID3\4", "", "", "mp3"),
        (b"\xff\xfb\x90\x00", "", "", "mp3"),
        (b"\xff\xf1\x50\x80", "", "", "aac"),
        (b"OggS", "", "", "ogg"),
        (b"fLaC", "", "", "flac"),
        (b"????", "audio/x-wav", "", "wav"),
        (b"????", "audio/mp4; codecs=x", "", "m4a"),
        (b"????", "audio/mpeg", "", "mp3"),
        (b"????", "", "C:\\calls\\a.M4A", "m4a"),
        (b"????", "audio/evil", "../../a.sh", ""),
        (b"", "", "", ""),
    ],
)
def test_what_sort_of_file_it_is(audio: bytes, mime: str, name: str, kind: str) -> None:
    assert kind_of(audio, mime, name) == kind
    assert kind == "" or kind in FILES


# -- forms


@pytest.mark.parametrize(
    ("told", "boundary"),
    [
        ("multipart/form-data; boundary=abc", b"abc"),
        ('multipart/form-data;boundary="a b"; charset=x', b"a b"),
        ("Multipart/Form-Data; charset=utf-8; BOUNDARY=x-y", b"x-y"),
        ("multipart/form-data", b""),
        ("application/json; boundary=abc", b""),
        ("", b""),
    ],
)
def test_boundaries(told: str, boundary: bytes) -> None:
    assert boundary_of(told) == boundary


def test_a_form_cut_anywhere_is_no_form() -> None:
    body = form(audio=wav(20))
    whole = read_form(body, B.encode())
    assert [part.name for part in whole] == ["audio", "dateTime", "talkgroup", "system"]
    for end in range(len(body) - 2):
        with pytest.raises(ProtocolError):
            read_form(body[:end], B.encode())


@given(st.lists(st.tuples(st.text("abc", min_size=1, max_size=5), st.binary(max_size=60)), max_size=6), st.data())
def test_what_is_in_a_form_comes_out_and_a_field_can_be_taken_out(
    parts: list[tuple[str, bytes]], data: st.DataObject
) -> None:
    body = b"a preamble nobody reads\r\n" if data.draw(st.booleans()) else b""
    for name, value in parts:
        body += b"--xYz\r\nContent-Disposition: form-data; name=" + name.encode() + b"\r\n\r\n" + value + b"\r\n"
    body += b"--xYz--"
    if any(b"--xYz" in value for _, value in parts):
        return
    assert [(part.name, part.data) for part in read_form(body, b"xYz")] == parts
    keys, rest = without(body, b"xYz", "abc")
    assert len(keys) == sum(name == "abc" for name, _ in parts)
    assert [(part.name, part.data) for part in read_form(rest, b"xYz")] == [each for each in parts if each[0] != "abc"]


def test_a_form_is_bounded() -> None:
    field = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    assert len(read_form(field * MOST_PARTS + b"--x--", b"x")) == MOST_PARTS
    for body in (
        field * (MOST_PARTS + 1) + b"--x--",
        b"--x\r\n" + b"X: y\r\n" * 2000 + b'Content-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
        b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--",
        b"--x\r\n1\r\n--x--",
        b"--x\n1\n--x--",
    ):
        with pytest.raises(ProtocolError):
            read_form(body, b"x")


KNOWN = [bytes.fromhex(data) for vector in load("upload") for data in vector["in"]]


@given(st.sampled_from(KNOWN), st.integers(0, 1 << 20), st.integers(0, 255), st.integers(0, 4000))
@settings(max_examples=300)
def test_a_damaged_request_is_answered_or_nothing(data: bytes, at: int, value: int, cut: int) -> None:
    damaged = bytearray(data[: len(data) - cut] if cut % 3 == 0 else data)
    if damaged:
        damaged[at % len(damaged)] = value
    codec = intake(any=True)
    try:
        outs = codec.receive(bytes(damaged), "p", NOW)
    except ProtocolError as fault:
        outs = fault.kept
    assert len(answers(outs)) <= 1
    voices = [out for out in outs if isinstance(out, VoiceFrame)]
    assert len(voices) <= 1
    assert all(voice.codec in FILES and 44 < len(voice.data) < len(data) for voice in voices)
