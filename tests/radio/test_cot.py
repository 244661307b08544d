"""Cursor-on-Target: any cut of the stream, what may not be in it, pings, and that it stays small."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import Now, Out, Proof, ProtocolError, Reply, Settings, Unable
from radio.events import Deregistered, EmergencyRaised, Located, Registered, TextReceived, Undecoded
from radio.protocols.cot import framing, guests, takproto
from radio.protocols.cot.event import read_xml
from radio.protocols.cot.framing import Document, Fault, Framer
from radio.protocols.cot.guests import ALARM_OVER, LIFE, LONGEST_LIFE, PING_EVERY, TORN, Cot
from radio.requests import SendText
from tests.vectors import load

UTC = 1_795_298_410.0
"""2026-11-21T22:00:10Z, ten seconds after the events below were made."""


def event(uid: str = "LT-7", kind: str = "a-f-G-U-C", detail: str = "", **more: str) -> bytes:
    told = {"time": "2026-11-21T22:00:00Z", "stale": "2026-11-21T22:05:00Z", "how": "m-g", "lat": "56.3", "lon": "24.1"}
    told |= more
    return (
        f'<event version="2.0" uid="{uid}" type="{kind}" how="{told["how"]}" time="{told["time"]}" '
        f'start="{told["time"]}" stale="{told["stale"]}"><point lat="{told["lat"]}" lon="{told["lon"]}" hae="1" ce="2" '
        f'le="3"/><detail>{detail}</detail></event>'
    ).encode()


def codec(link: str = "", **options: Any) -> Cot:
    return Cot(Settings(gateway="TAK", network="lt", link=link, options=options))


def now(mono: float = 0.0) -> Now:
    return Now(UTC + mono, 100.0 + mono)


def of(outs: list[Out], kind: type) -> list[Any]:
    return [out for out in outs if type(out) is kind]


# The stream

_names = st.sampled_from(["contact", "x", "__chat", "remarks", "eventual"])
_texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<&"), max_size=20)
_attributes = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<&\"'"), max_size=12)
_between = st.sampled_from(["", "\n", " ", '<?xml version="1.0" encoding="UTF-8"?>', "<!-- <event> -->", "\ufeff"])


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    quoted = st.builds("{0}{1}{0}".format, st.sampled_from("\"'"), st.builds("{}{}".format, _attributes, st.just("/>")))
    inside = inner | _texts | st.just("<![CDATA[</event><event]]>") | st.just("<!-- > -->")
    whole = st.builds(lambda n, a, b: f"<{n} a={a}>{b}</{n}>", _names, quoted, inside)
    return whole | st.builds(lambda n, a: f"<{n} a={a} />", _names, quoted)


_details = st.recursive(st.just(""), _element, max_leaves=6)
_streams = st.lists(st.tuples(_between, _details), min_size=1, max_size=5)


def cut_anywhere(parts: list[tuple[str, str]], cuts: list[int]) -> None:
    documents = [before.encode() + event(f"u{n}", detail=inside) for n, (before, inside) in enumerate(parts)]
    data = b"".join(documents)
    framer = Framer()
    found: list[Document | Fault] = []
    at = 0
    for cut in sorted({c % (len(data) + 1) for c in cuts}):
        found += framer.feed(data[at:cut])
        at = cut
    found += framer.feed(data[at:])
    assert not framer.waiting
    assert [type(one) for one in found] == [Document] * len(documents)
    assert [read_xml(one.data).uid for one in found if isinstance(one, Document)] == [
        f"u{n}" for n in range(len(parts))
    ]


@given(_streams, st.lists(st.integers(0, 10_000), max_size=12))
@settings(max_examples=300)
def test_events_are_found_however_the_stream_is_cut(parts: list[tuple[str, str]], cuts: list[int]) -> None:
    cut_anywhere(parts, cuts)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@given(_streams, st.lists(st.integers(0, 10_000), max_size=12))
@settings(max_examples=200_000)
def test_events_are_found_however_the_stream_is_cut_for_long(parts: list[tuple[str, str]], cuts: list[int]) -> None:
    cut_anywhere(parts, cuts)


@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=6))
@settings(max_examples=500)
def test_noise_ends_and_what_follows_is_read(noise: bytes, cuts: list[int]) -> None:
    framer = Framer()
    for begin, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(noise)], strict=True):
        framer.feed(noise[begin:end])
    framer.flush()
    found = framer.feed(event())
    assert [one.data for one in found if isinstance(one, Document)] == [event()]


@pytest.mark.parametrize(
    "torn",
    [
        event()[:60],
        event()[: event().index(b"<point") + 20],
        event()[: event().index(b"</detail")],
        b'<?xml version="1.0"?>',
        b"<event ",
        b"<event><!-- ",
        b"<event><![CDATA[ ",
    ],
)
def test_a_torn_event_costs_no_other(torn: bytes) -> None:
    swallows = torn.endswith((b"<!-- ", b"<![CDATA[ "))  # whatever comes is inside, until it is given up
    made = codec()
    try:
        outs = made.receive(torn + event("LT-8"), "", now())
    except ProtocolError as fault:
        outs = fault.kept
    assert bool(of(outs, Located)) is not swallows
    made.tick(now(TORN))
    outs = made.receive(event("LT-9"), "", now(TORN))
    assert [one.radio for one in of(outs, Located)] == ["cot@lt:LT-9"]


def test_what_is_too_big_or_too_deep_is_given_up() -> None:
    for data, why in (
        (b"<event>" + b"x" * framing.MOST_DOCUMENT, "more than"),
        (b"<event a='" + b"x" * framing.MOST_DOCUMENT, "more than"),
        (b"<event>" + b"<a>" * 200, "deep"),
        (bytes((0xBF, 0xFF, 0xFF, 0xFF, 0x7F)), "more than"),
        (bytes((0xBF,)) + b"\xff" * 11, "ten bytes"),
    ):
        framer = Framer()
        found = framer.feed(data)
        assert [one.why for one in found if isinstance(one, Fault) and why in one.why], data[:20]
        framer.flush()
        assert [one for one in framer.feed(event()) if isinstance(one, Document)]


@pytest.mark.parametrize(
    "document",
    [
        b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><event uid="&b;"/>',
        b'<!DOCTYPE event SYSTEM "file:///etc/passwd"><event/>',
        b'<event uid="a"><!DOCTYPE x><point/></event>',
        b'<event uid="a" type="a-f"><detail>&x;</detail></event>',
        b'<?xml version="1.0" encoding="UTF-16"?><event uid="a" type="a-f"/>',
        b'<?xml version="1.0" encoding="klingon"?><event uid="a" type="a-f"/>',
        b'<event uid="a" type="a-f" uid="b"/>',
        b'<event uid="a\x00" type="a-f"/>',
        b'<event uid="\xff" type="a-f"/>',
        b"<events/>",
        b"<event/></event>",
    ],
)
def test_what_no_partner_sends_is_refused(document: bytes) -> None:
    made = codec()
    with pytest.raises(ProtocolError) as fault:
        made.receive(document + b"\n", "", now())
    assert not of(fault.value.kept, Located)
    assert of(made.receive(event(), "", now(1)), Located)


@pytest.mark.parametrize(
    "document",
    [
        b'<!DOCTYPE event><event uid="a" type="a-f"/>',
        b'<!DOCTYPE e [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><event uid="&b;" type="a-f"/>',
        b'<!DOCTYPE e [<!ENTITY a SYSTEM "file:///etc/hostname">]><event uid="a" type="a-f"><x>&a;</x></event>',
    ],
)
def test_what_may_not_be_in_a_document_is_refused_by_whoever_reads_it_too(document: bytes) -> None:
    """Behind the framing, which never lets it through."""
    with pytest.raises(ProtocolError, match="no XML"):
        read_xml(document)


# TAK protobuf


def test_a_datagram_of_the_mesh_says_what_the_stream_says() -> None:
    (row,) = [vector for vector in load("cot") if vector["in"][0].startswith("hex:")]
    stream = bytes.fromhex(row["in"][0].removeprefix("hex:"))
    message = stream[3:]
    datagram = b"\xbf\x01\xbf" + message
    one, other = codec(), codec()
    assert one.receive(stream, "", now()) == other.receive(datagram, "", now())
    assert of(other.receive(datagram[:80], "", now(1)), Located) == []
    with pytest.raises(ProtocolError, match="cut off") as fault:
        other.receive(datagram, "", now(2))
    assert of(fault.value.kept, Located), "a torn datagram costs no other"


@given(st.binary(max_size=200))
@settings(max_examples=500)
def test_any_protobuf_is_an_event_or_a_fault(data: bytes) -> None:
    for message in (data, b"\x12" + bytes((len(data) & 0x7F,)) + data[: len(data) & 0x7F]):
        try:
            takproto.read(message)
        except ProtocolError as fault:
            assert len(str(fault)) < 200


# Who we are, and what is sent


def test_a_ping_is_all_that_ever_goes_out() -> None:
    made = codec("tls")
    sent = of(made.opened(now()), Reply)
    for second in range(1, 200):
        sent += of(made.tick(now(second)), Reply)
        sent += of(made.receive(event(f"LT-{second}"), "", now(second)), Reply)
    assert len(sent) == 1 + int(199 / PING_EVERY)
    ping = read_xml(sent[0].data)
    assert (ping.type, ping.uid, ping.callsign, ping.device) == ("t-x-c-t", "KOPA.ping", "", False)
    with pytest.raises(Unable, match="only listened to"):
        made.send(SendText(to="cot@lt:LT-7", text="hello"), now())
    for quiet in (codec("udp"), codec(), codec("tcp", ping=False)):
        assert quiet.opened(now()) == [] and quiet.tick(now(1000)) == []


@pytest.mark.parametrize(
    "echo",
    [
        event("KOPA.VP-12"),
        event("kopa.vp-12"),
        event("KOPA.VP-12-9-1-1", "b-a-o-tbl"),
        event("LT-7-9-1-1", "b-a-o-tbl", '<link uid="KOPA.VP-12" relation="p-p"/>'),
        event("GeoChat.KOPA.VP-12.All Chat Rooms.1", "b-t-f", "<__chat chatroom='a'/><remarks>hello</remarks>"),
        event("x", "b-t-f", "<__chat chatroom='a'><chatgrp uid0='KOPA.VP-12'/></__chat><remarks>hello</remarks>"),
        event("d", "t-x-d-d", '<link uid="KOPA.VP-12"/>'),
    ],
)
def test_what_is_ours_is_never_taken_in_again(echo: bytes) -> None:
    assert codec().receive(echo, "", now()) == [Proof()]
    (told,) = of(codec(diagnose=True).receive(echo, "", now()), Undecoded)
    assert "our own" in told.why


# Guests


def test_a_promise_is_passed_on_before_it_runs_out() -> None:
    """An event every ten seconds, each promising five minutes: said at the beginning and before half of it is over."""
    made = codec()
    said = []
    for second in range(0, 1200, 10):
        at = now(second)
        stale = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at.utc + 300))
        made_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at.utc))
        said += [
            (second, one.minutes) for one in of(made.receive(event(time=made_at, stale=stale), "", at), Registered)
        ]
    assert [minutes for _, minutes in said] == pytest.approx([5.0] * len(said), abs=0.02)
    starts = [second for second, _ in said]
    assert starts[0] == 0 and len(starts) == 8
    assert all(later - earlier <= 160 for earlier, later in pairwise(starts))


def test_without_a_stale_time_and_with_one_next_year() -> None:
    bare = event().replace(b'stale="2026-11-21T22:05:00Z"', b"")
    (one,) = of(codec().receive(bare, "", now()), Registered)
    assert one.minutes == LIFE / 60
    (one,) = of(codec().receive(event(stale="2027-11-21T22:05:00Z"), "", now()), Registered)
    assert one.minutes == LONGEST_LIFE / 60


def test_an_emergency_that_begins_anew_is_a_new_one() -> None:
    made = codec()
    alarm = event("LT-7-9-1-1", "b-a-o-tbl", '<link uid="LT-7" relation="p-p"/><emergency type="911 Alert"/>')
    raised = [len(of(made.receive(alarm, "", now(second)), EmergencyRaised)) for second in range(0, 300, 10)]
    assert sum(raised) == 1
    assert of(made.receive(alarm, "", now(290 + ALARM_OVER)), EmergencyRaised)
    assert not of(made.receive(event("f", "b-a-g"), "", now(500)), EmergencyRaised), "a fence is no emergency"


def test_an_emergency_that_is_on_when_we_come_is_late_and_one_pressed_later_is_not() -> None:
    on = event("LT-7-9-1-1", "b-a-o-tbl", '<link uid="LT-7" relation="p-p"/>')
    off = event("LT-7-9-1-1", "b-a-o-can", '<link uid="LT-7" relation="p-p"/><emergency cancel="true"/>')

    def late(*story: tuple[float, bytes]) -> list[bool]:
        made = codec("tcp")
        made.opened(now())
        return [one.late for second, told in story for one in of(made.receive(told, "", now(second)), EmergencyRaised)]

    assert late((1, on), (20, on)) == [True], "the server's memory, or a beacon that never stopped"
    assert late((1, on), (20, off), (30, on)) == [True, False], "taken back and pressed anew"
    assert late((1, off), (30, on)) == [False]
    assert late((ALARM_OVER + 1, on)) == [False]
    assert late((1, on), (2 + ALARM_OVER, on)) == [True, False]


def test_remarks_are_told_when_they_change() -> None:
    made = codec()
    outs = [made.receive(event(detail=f"<remarks>{word}</remarks>"), "", now()) for word in ("a", "a", "", "a", "b")]
    assert [len(of(out, TextReceived)) for out in outs] == [1, 0, 0, 1, 1]


def test_it_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guests, "MOST_GUESTS", 50)
    monkeypatch.setattr(guests, "MOST_SEEN", 50)
    made = codec()
    for number in range(500):
        made.receive(event(f"LT-{number}"), "", now())
        made.receive(event(f"m-{number}", "b-m-p-s-m"), "", now())
    assert len(made._guests) == 50
    assert len(made._seen) == 50
    assert of(
        made.receive(event("d", "t-x-d-d", '<link uid="LT-499"/><link uid="LT-1"/>'), "", now()), Deregistered
    ) == [Deregistered(gateway="TAK", radio="cot@lt:LT-499")]
