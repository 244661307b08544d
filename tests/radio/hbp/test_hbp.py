"""Our peer and our master over a bad network, and everybody who should not get in."""

from __future__ import annotations

import contextlib
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radio.codec import Out, Proof, ProtocolError, Reply, Settings, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, LinkDown, Signal, TalkerNamed
from radio.protocols.dmr import alias, lc, outgoing
from radio.protocols.hbp import HbpMaster, HbpPeer, frame
from radio.requests import Key, SendText, Unkey
from tests.radio.hbp.air import Air

T = TypeVar("T")
FRAMES = [bytes([n]) * 27 for n in range(18)]


def peer(repeater: int = 2470020, password: str = "passw0rd", **options: object) -> HbpPeer:
    told = {"repeater": repeater, "password": password, **options}
    return HbpPeer(Settings(gateway="Peer", network="kraslava", options=told))


def master(password: str = "passw0rd", *, transmit: bool = True, **options: object) -> HbpMaster:
    told = {"password": password, **options}
    return HbpMaster(Settings(gateway="Master", network="kraslava", transmit=transmit, options=told))


def of(outs: list[Out], kind: type[T]) -> list[T]:
    return [out for out in outs if isinstance(out, kind)]


def call(repeater: int, src: int, dst: int, stream: int = 7, first: int = 0) -> list[bytes]:
    """A call as a repeater sends it: header, eighteen bursts of voice, terminator."""
    octets = lc.call(dst, src)
    bursts = [outgoing.header(octets), *outgoing.voice(FRAMES, [octets]), outgoing.terminator(octets)]
    sorts = [("data", 1), *(("sync", 0) if n % 6 == 0 else ("voice", n % 6) for n in range(18)), ("data", 2)]
    return [
        frame.write_dmrd(frame.Dmrd(first + n, src, dst, repeater, 2, True, sort, value, stream, burst))
        for n, (burst, (sort, value)) in enumerate(zip(bursts, sorts, strict=True))
    ]


def test_a_peer_logs_in_and_proves_the_link_by_pings() -> None:
    air = Air({"peer": peer(options="TS2=9"), "master": master()})
    air.run(30)
    assert len(of(air.heard["peer"], Proof)) >= 3
    assert [signal.link for signal in of(air.heard["master"], Signal)] == ["repeater 2470020: logged in: KOPA"]
    assert of(air.heard["peer"], LinkDown) == []
    assert air.errors == {"peer": [], "master": []}


@pytest.mark.parametrize("seed", range(8))
def test_it_gets_in_and_stays_in_though_every_fourth_packet_is_lost(seed: int) -> None:
    air = Air({"peer": peer(), "master": master()}, seed, loss=0.25)
    air.run(600)
    ups = of(air.heard["peer"], Proof)
    assert len(ups) > 40
    assert len(of(air.heard["peer"], LinkDown)) <= 3


@pytest.mark.parametrize(
    ("wrong", "options", "why"),
    [
        ({"password": "other"}, {}, "the master does not accept the password"),
        ({"repeater": 99}, {"repeaters": "2470020, 2470021"}, "the master does not accept this repeater id"),
        ({}, {"repeaters": "all of them"}, "the master does not accept this repeater id"),
    ],
)
def test_a_refusal_is_told_in_words_once(wrong: dict[str, object], options: dict[str, object], why: str) -> None:
    air = Air({"peer": peer(**wrong), "master": master(**options)})  # type: ignore[arg-type]
    air.run(55)
    assert [down.why for down in of(air.heard["peer"], LinkDown)] == [why]
    assert of(air.heard["peer"], Proof) == []


def test_a_peer_whose_own_id_was_forgotten_says_so_and_asks_nobody() -> None:
    air = Air({"peer": peer(0), "master": master()})
    air.run(200, step=0.5)
    assert [down.why for down in of(air.heard["peer"], LinkDown)] == [
        "no master would accept this repeater id: ours is 0 (option repeater)"
    ]
    assert (air.heard["master"], air.errors["master"]) == ([], [])


def test_a_session_that_the_master_lost_is_begun_anew() -> None:
    air = Air({"peer": peer(), "master": master()})
    air.run(5)
    air.nodes["master"] = master()
    air.run(40)
    assert [down.why for down in of(air.heard["peer"], LinkDown)] == ["the master ended the session"]
    assert of(air.heard["peer"][-5:], Proof)


def test_a_peer_that_goes_silent_is_dropped_and_its_call_is_lost() -> None:
    air = Air({"peer": peer(), "master": master()})
    air.run(5)
    for data in call(2470020, 2201, 9)[:10]:
        air.take("master", "peer", data)
    air.loss = 1.0
    air.run(40)
    (ended,) = of(air.heard["master"], CallEnded)
    assert ended.why == "lost"
    assert "repeater 2470020: silent for 35 s" in [signal.link for signal in of(air.heard["master"], Signal)]


def test_a_call_of_one_repeater_is_heard_and_repeated_to_the_others_under_their_ids() -> None:
    air = Air({"master": master(), "a": peer(1), "b": peer(2), "c": peer(3)})
    air.run(5)
    for data in call(1, 2201, 9):
        air.take("master", "a", data)
        air.run(0.06)
    air.run(2)
    for listener in ("master", "b", "c"):
        (started,) = of(air.heard[listener], CallStarted)
        assert (started.radio, started.to, started.slot) == ("dmr@kraslava:2201", "dmr@kraslava:g9", 2)
        assert [voice.data for voice in of(air.heard[listener], VoiceFrame)] == FRAMES
        assert [ended.why for ended in of(air.heard[listener], CallEnded)] == ["released"]
    assert of(air.heard["a"], CallStarted) == []
    air.take("master", "a", call(2, 2201, 9)[0])
    assert air.errors["master"][-1] == "repeater 2 is logged in from b, this came from a"


def test_where_transmitting_is_off_nothing_is_repeated() -> None:
    air = Air({"master": master(transmit=False), "a": peer(1), "b": peer(2)})
    air.run(5)
    for data in call(1, 2201, 9):
        air.take("master", "a", data)
        air.run(0.06)
    assert len(of(air.heard["master"], CallStarted)) == 1
    assert of(air.heard["b"], CallStarted) == []


def test_what_is_lost_leaves_a_hole_of_its_length() -> None:
    air = Air({"peer": peer(), "master": master()})
    air.run(5)
    for number, data in enumerate(call(2470020, 2201, 9, first=250)):  # the sequence wraps
        if number not in (4, 5):
            air.take("master", "peer", data)
            air.take("master", "peer", data)
        air.run(0.06)
    voice = of(air.heard["master"], VoiceFrame)
    assert [frame.index // 480 for frame in voice] == [n for n in range(18) if n not in (3, 4)]
    assert air.nodes["master"]._traffic.lost == 2  # type: ignore[attr-defined]


def test_a_stranger_is_refused_whatever_he_says() -> None:
    air = Air({"peer": peer(), "master": master()})
    air.run(5)
    before = len(air.heard["master"])
    for data in call(2470020, 2201, 9):
        air.take("master", "stranger", data)
    assert len(air.errors["master"]) == 20 and len(air.heard["master"]) == before
    assert set(air.errors["master"]) == {"repeater 2470020 is logged in from peer, this came from stranger"}
    with pytest.raises(ProtocolError, match="claims an id"):
        air.nodes["master"].receive(frame.tagged(b"RPTL", 2470020), "stranger", air.now)
    (reply,) = air.nodes["master"].receive(frame.tagged(b"RPTPING", 2470020), "stranger", air.now)
    assert isinstance(reply, Reply) and reply.data.startswith(b"MSTNAK") and reply.peer == "stranger"


def test_a_login_that_was_overheard_cannot_be_said_again() -> None:
    codec = master()
    air = Air({"master": codec})
    salted = codec.receive(frame.tagged(b"RPTL", 5), "a", air.now)
    assert isinstance(salted[0], Reply)
    proof = frame.tagged(b"RPTK", 5, frame.digest(salted[0].data[6:10], "passw0rd"))
    (elsewhere,) = codec.receive(proof, "b", air.now)
    assert isinstance(elsewhere, Reply) and elsewhere.data.startswith(b"MSTNAK")
    (accepted,) = codec.receive(proof, "a", air.now)
    assert isinstance(accepted, Reply) and accepted.data.startswith(b"RPTACK")
    (again,) = codec.receive(proof, "a", air.now)
    assert isinstance(again, Reply) and again.data.startswith(b"RPTACK"), "the network may bring it twice"
    codec.receive(frame.tagged(b"RPTL", 5), "a", air.now)
    (old,) = of(codec.receive(proof, "a", air.now), Reply)
    assert old.data.startswith(b"MSTNAK")


def test_a_talker_alias_beside_the_voice_names_the_talker_and_a_cut_one_does_nobody_harm() -> None:
    codec = peer(diagnose=True)
    air = Air({"peer": codec})
    for data in call(2470020, 2201, 9)[:3]:
        air.take("peer", "", data)
    piece = alias.write("Anna K", alias.EIGHT)[0][2:]
    air.take("peer", "", b"DMRA" + (2201).to_bytes(3, "big") + b"\x00" + piece)
    assert [named.text for named in of(air.heard["peer"], TalkerNamed)] == ["Anna K"]
    air.take("peer", "", b"DMRA" + (1).to_bytes(4, "big") + (2201).to_bytes(3, "big") + b"\x00" + piece[:3])
    assert air.errors["peer"] == []


def test_an_alias_cut_short_by_a_gateway_is_no_fault_at_the_master_either() -> None:
    air = Air({"peer": peer(), "master": master()})
    air.run(2)
    for data in call(2470020, 2201, 9)[:3]:
        air.take("master", "peer", data)
    piece = alias.write("Anna K", alias.EIGHT)[0][2:]
    head = (2470020).to_bytes(4, "big") + (2201).to_bytes(3, "big")
    air.take("master", "peer", b"DMRA" + head + b"\x00" + piece[:3])
    air.take("master", "peer", b"DMRG" + head + piece[:3])
    assert air.errors["master"] == [] and of(air.heard["master"], TalkerNamed) == []
    air.take("master", "peer", b"DMRA" + head + b"\x00" + piece)
    assert [named.text for named in of(air.heard["master"], TalkerNamed)] == ["Anna K"]


def test_a_wrong_password_leaves_nothing_that_could_be_answered() -> None:
    codec = master()
    air = Air({"master": codec})
    codec.receive(frame.tagged(b"RPTL", 5), "a", air.now)
    air.take("master", "a", frame.tagged(b"RPTK", 5, bytes(32)))
    for question in (frame.tagged(b"RPTK", 5), frame.write_config(5), frame.tagged(b"RPTPING", 5)):
        (denied,) = of(codec.receive(question, "a", air.now), Reply)
        assert denied.data.startswith(b"MSTNAK")


def test_a_flood_of_refused_logins_is_told_once_a_minute() -> None:
    air = Air({"master": master(repeaters="5 6")})
    codec = air.nodes["master"]
    for turn in range(100):
        air.take("master", "b", frame.tagged(b"RPTL", 9))
        (salted,) = codec.receive(frame.tagged(b"RPTL", 5), "a", air.now)
        assert isinstance(salted, Reply)
        air.take("master", "a", frame.tagged(b"RPTK", 5, bytes(32)))
        assert len(of(air.heard["master"], Signal)) == 1, turn
    assert [signal.link for signal in of(air.heard["master"], Signal)] == [
        "repeater 9: refused: its id is not expected"
    ]
    assert set(air.errors["master"]) == {
        "repeater 9 at b refused: its id is not expected",
        "repeater 5 at a refused: wrong password",
    }
    air.run(60, step=1.0)
    codec.receive(frame.tagged(b"RPTL", 5), "a", air.now)
    air.take("master", "a", frame.tagged(b"RPTK", 5, bytes(32)))
    assert of(air.heard["master"], Signal)[-1].link == "repeater 5: refused: wrong password"


def test_nothing_is_sent_and_unkeying_is_no_error() -> None:
    for codec in (peer(), master()):
        air = Air({"x": codec})
        assert codec.send(Unkey(group="g", call="c"), air.now) == []
        for request in (Key(group="g", call="c"), SendText(to="r", text="t"), VoiceFrame("c", 0, "s16le8", b"")):
            with pytest.raises(Unable):
                codec.send(request, air.now)


@given(
    st.sampled_from(
        [
            b"DMRD",
            b"DMRA",
            b"DMRG",
            b"RPTL",
            b"RPTK",
            b"RPTC",
            b"RPTO",
            b"RPTPING",
            b"RPTCL",
            b"RPTACK",
            b"MSTNAK",
            b"MSTPONG",
            b"MSTCL",
            b"RPTSBKN",
            b"RPTG",
            b"",
        ]
    ),
    st.binary(max_size=330),
    st.booleans(),
)
def test_any_bytes_raise_protocol_error_or_nothing(tag: bytes, rest: bytes, ours: bool) -> None:
    air = Air({"peer": peer(), "master": master()})
    air.run(1)
    for codec in air.nodes.values():
        body = (2470020).to_bytes(4, "big") + rest if ours else rest
        with contextlib.suppress(ProtocolError):
            codec.receive(tag + body, "peer", air.now)


@given(
    st.builds(
        frame.Dmrd,
        seq=st.integers(0, 255),
        src=st.integers(0, 0xFFFFFF),
        dst=st.integers(0, 0xFFFFFF),
        repeater=st.integers(0, 0xFFFFFFFF),
        slot=st.sampled_from([1, 2]),
        group=st.booleans(),
        sort=st.sampled_from(["voice", "sync", "data"]),
        value=st.integers(0, 15),
        stream=st.integers(0, 0xFFFFFFFF),
        burst=st.binary(min_size=33, max_size=33),
        ber=st.integers(0, 255),
        rssi=st.none() | st.integers(1, 255).map(lambda x: -float(x)),
    )
)
def test_a_burst_is_read_as_it_was_written(told: frame.Dmrd) -> None:
    assert frame.read_dmrd(frame.write_dmrd(told)) == told
    assert frame.read_dmrd(frame.readdressed(frame.write_dmrd(told), 3)).repeater == 3


def test_what_a_repeater_says_of_itself() -> None:
    told = {"callsign": "KOPA", "rx": "433500000", "location": "Krāslava", "url": "x" * 200}
    data = frame.write_config(7, **told)
    assert len(data) == 302
    read = frame.read_config(data)
    assert (read["callsign"], read["rx"], read["location"], len(read["url"])) == ("KOPA", "433500000", "Kr?slava", 124)


def test_a_salt_that_comes_twice_accepts_no_password() -> None:
    """Else a wrong password would be told as a wrong configuration, and a right one refused where its packet was lost."""
    codec = peer()
    air = Air({"peer": codec})
    salted = b"RPTACK" + bytes(range(4))
    (proof,) = of(codec.receive(salted, "", air.now), Reply)
    assert proof.data.startswith(b"RPTK")
    assert codec.receive(salted, "", air.now) == []
    (down,) = codec.receive(frame.tagged(b"MSTNAK", 2470020), "", air.now)
    assert isinstance(down, LinkDown) and down.why == "the master does not accept the password"


def test_asking_to_log_in_ends_no_session_and_a_right_answer_begins_it_anew() -> None:
    codec = master()
    air = Air({"peer": peer(), "master": codec})
    air.run(2)
    for data in call(2470020, 2201, 9)[:5]:
        air.take("master", "peer", data)
    (salted,) = of(codec.receive(frame.tagged(b"RPTL", 2470020), "peer", air.now), Reply)
    air.take("master", "peer", frame.tagged(b"RPTK", 2470020, bytes(32)))
    late = frame.tagged(b"RPTK", 2470020, frame.digest(salted.data[6:10], "passw0rd"))
    (denied,) = of(codec.receive(late, "peer", air.now), Reply)
    assert denied.data.startswith(b"MSTNAK"), "a salt is good for one answer"
    for data in call(2470020, 2201, 9)[5:10]:
        air.take("master", "peer", data)
    assert of(air.heard["master"], CallEnded) == [] and len(of(air.heard["master"], VoiceFrame)) == 9
    (salted,) = of(codec.receive(frame.tagged(b"RPTL", 2470020), "peer", air.now), Reply)
    proof = frame.tagged(b"RPTK", 2470020, frame.digest(salted.data[6:10], "passw0rd"))
    air.take("master", "peer", proof)
    assert [end.why for end in of(air.heard["master"], CallEnded)] == ["lost"]
    with pytest.raises(ProtocolError, match="not logged in"):
        codec.receive(call(2470020, 2201, 9)[10], "peer", air.now)


def test_a_question_overtaken_by_its_answer_does_not_spoil_the_login() -> None:
    codec = master()
    now = Air({"master": codec}).now
    (salted,) = of(codec.receive(frame.tagged(b"RPTL", 5), "a", now), Reply)
    codec.receive(frame.tagged(b"RPTK", 5, frame.digest(salted.data[6:10], "passw0rd")), "a", now)
    codec.receive(frame.tagged(b"RPTL", 5), "a", now)
    (accepted,) = of(codec.receive(frame.write_config(5), "a", now), Reply)
    assert accepted.data.startswith(b"RPTACK")


def test_a_repeater_whose_id_begins_with_an_l_can_log_in() -> None:
    """``RPTC`` and its id begin like ``RPTCL``."""
    repeater = 0x4C000001
    air = Air({"peer": peer(repeater), "master": master()})
    air.run(2)
    assert [signal.link for signal in of(air.heard["master"], Signal)] == [f"repeater {repeater}: logged in: KOPA"]
