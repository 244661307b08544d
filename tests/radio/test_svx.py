"""One SvxReflector login, wire by wire."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest

from radio.codec import GroupSettings, Now, ProtocolError, Settings, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, Deregistered, LinkDown, Registered, Signal, TalkerNamed, Tuned
from radio.protocols.svx import SPEC
from radio.protocols.svx import messages as msg
from radio.protocols.svx.client import HANG, NO_VOICE_PATH, Svx
from radio.requests import Key, SelectGroup, SendText, Unkey
from tests.radio.svx_reflector import CHALLENGE, INFO, PACKET, RESPONSE, WELCOME, Reflector


def test_a_login_as_a_real_reflector_takes_it() -> None:
    far = Reflector()
    assert far.heard() == [("tcp", msg.hello(1))]
    far.tcp(CHALLENGE)
    assert far.heard() == [("tcp", RESPONSE)]
    far.tcp(WELCOME + INFO)
    assert far.heard() == [("udp", msg.datagram(msg.UDP_HEARTBEAT, 0, 0))]
    assert far.proofs == 0, "an open connection proves no voice"
    far.udp(msg.UDP_HEARTBEAT)
    assert far.proofs == 1
    assert far.events == [], "we are no news to ourselves"


def test_protocol_2_selects_its_talk_group_and_asks_about_the_others() -> None:
    far = Reflector(groups=(2201, 112))
    far.tcp(CHALLENGE + WELCOME + INFO)
    told = [data for wire, data in far.heard() if wire == "tcp"]
    assert told[2].startswith(bytes.fromhex("00000012006f000e")) and json.loads(told[2][8:]) == {"sw": "Kopa"}
    assert told[3:] == [bytes.fromhex("00000006006a00000899"), bytes.fromhex("0000000c006b00020000089900000070")]
    alone = Reflector(groups=(112,))
    alone.tcp(CHALLENGE + WELCOME + INFO)
    assert not any(data[4:6] == b"\x00\x6b" for _, data in alone.heard()), "one group is only selected"


def test_both_wires_are_kept_alive() -> None:
    far = Reflector().login()
    far.wait(31)
    said = far.heard()
    assert [data for wire, data in said if wire == "tcp"] == [msg.frame(msg.HEARTBEAT)] * 3, "the limit is 15 s"
    assert [data[:2] for wire, data in said if wire == "udp"] == [b"\0\1"] * 2, "the limit is 120 s"


def test_a_closed_udp_port_is_said_and_believed_only_when_something_comes() -> None:
    far = Reflector()
    far.tcp(CHALLENGE + WELCOME + INFO)
    far.heard()
    far.wait(6)
    assert len([1 for wire, _ in far.heard() if wire == "udp"]) >= 5
    assert far.why() == NO_VOICE_PATH
    far.tcp(msg.frame(msg.HEARTBEAT))
    assert far.proofs == 0
    with pytest.raises(Unable, match="not logged in"):
        far.send(Key(group="svx@border:g1", call="own"))
    far.udp(msg.UDP_HEARTBEAT)
    assert far.proofs == 1
    far.wait(61)
    assert far.kinds().count("LinkDown") == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Access denied", "login refused: call sign or key unknown there, or KOPA-1 is logged in already"),
        ("Invalid callsign", "login refused: the reflector takes no call sign like KOPA-1"),
        ("Unsupported protocol version 2.0", "the reflector does not speak protocol 2: choose 1, which has no"),
        (
            "Unsupported protocol version 2.0. Must be at least 3.0.",
            "the reflector wants protocol 3, which is not spoken here: it must let protocol 2 in",
        ),
        ("UDP heartbeat timeout", "the reflector did not hear us by UDP"),
        ("Out of\r\ncoffee", "the reflector says: Out of  coffee"),
    ],
)
def test_a_refusal_is_said_in_words(text: str, words: str) -> None:
    far = Reflector(groups=(112,)).login()
    far.talks("VP-1", group=112)
    far.tcp(msg.frame(msg.ERROR, msg.text(text)))
    assert far.why().startswith(words)
    assert far.kinds()[-2:] == ["CallEnded", "LinkDown"]
    with pytest.raises(Unable):
        far.send(Key(group="svx@border:g112", call="own"))


def test_a_reflector_that_asks_for_the_older_protocol_gets_it() -> None:
    far = Reflector(groups=(112,))
    far.heard()
    far.tcp(msg.frame(msg.DOWNGRADE, struct.pack(">HH", 1, 0)))
    assert far.heard() == [("tcp", msg.hello(1))]
    far.login()
    far.talks("VP-1")
    assert [event.to for event in far.events if isinstance(event, CallStarted)] == ["svx@border:g112"]
    far.tcp(msg.frame(msg.DOWNGRADE, struct.pack(">HH", 0, 6)))
    assert "does not speak protocol 1" in far.why()


@pytest.mark.parametrize(
    ("protocol", "text", "words"),
    [
        ("1", "Unsupported protocol version 1.0. Must be at least 2.0.", "does not speak protocol 1: choose 2"),
        ("1", "Unsupported protocol version 1.0. Must be at least 3.0.", "wants protocol 3, which is not spoken here"),
        ("1", "Unsupported protocol version 1.0", "does not speak protocol 1"),
        ("2", "Unsupported protocol version 2.0. Must be at least 65535.9.", "wants protocol 65535, which"),
        ("2", "Unsupported protocol version 2.0. Must be at least 2.7.", "does not speak protocol 2"),
    ],
)
def test_which_protocol_to_choose_is_what_the_reflector_asks_for(protocol: str, text: str, words: str) -> None:
    far = Reflector(groups=(112,), protocol=protocol)
    far.tcp(msg.frame(msg.ERROR, msg.text(text)))
    assert far.why().removeprefix("the reflector ").removesuffix(": it must let protocol 2 in").startswith(words)
    assert "choose 1" not in far.why()


def test_a_reflector_that_wants_protocol_3_is_not_told_to_choose_1() -> None:
    far = Reflector(groups=(112,))
    far.tcp(msg.frame(msg.DOWNGRADE, struct.pack(">HH", 3, 0)))
    assert far.why() == "the reflector wants protocol 3, which is not spoken here: it must let protocol 2 in"


@pytest.mark.parametrize(
    ("options", "groups", "why"),
    [
        ({"key": ""}, (112,), "call sign and key are needed"),
        ({"callsign": ""}, (112,), "call sign and key are needed"),
        ({"protocol": "2"}, (), ""),
    ],
)
def test_what_is_missing_is_said(options: dict[str, Any], groups: tuple[int, ...], why: str) -> None:
    far = Reflector(groups=groups, **options)
    assert why in far.why()
    assert bool(far.why()) == (far.heard() == [])
    named = GroupSettings(id="svx@border:gx", number="north")
    codec = Svx(Settings(groups=(named,), options={"callsign": "K", "key": "k", "protocol": "2"}))
    (down,) = codec.opened(Now(0.0, 0.0))
    assert isinstance(down, LinkDown) and "talk-group with a number" in down.why


def test_an_over_with_its_voice() -> None:
    far = Reflector().login()
    far.talks("VP-RIGA-01")
    for _ in range(3):
        far.udp(msg.AUDIO, PACKET)
        far.wait(0.02, 0.02)
    far.udp(msg.FLUSH)
    assert far.heard()[-1] == ("udp", msg.datagram(msg.FLUSHED, 0, 1)), "we say that all was played"
    far.talks("VP-RIGA-01", on=False)
    started, ended = far.events
    assert isinstance(started, CallStarted) and isinstance(ended, CallEnded)
    assert (started.radio, started.to, started.late) == ("svx@border:VP-RIGA-01", "svx@border:g1", False)
    assert (ended.call, ended.why) == (started.call, "released")
    assert [(frame.call, frame.index, frame.codec) for frame in far.frames] == [
        (started.call, 320 * number, "opus") for number in range(3)
    ]


def test_the_end_by_one_wire_waits_a_moment_for_the_other() -> None:
    far = Reflector().login()
    far.talks("VP-RIGA-01")
    far.udp(msg.AUDIO, PACKET)
    far.talks("VP-RIGA-01", on=False)
    far.udp(msg.AUDIO, PACKET)  # the last voice, slower than the word
    far.wait(0.1)
    assert far.kinds() == ["CallStarted"] and len(far.frames) == 2
    far.wait(0.15)
    assert far.kinds() == ["CallStarted", "CallEnded"]
    far.talks("VP-RIGA-01")
    far.talks("VP-RIGA-02")
    assert far.kinds()[2:] == ["CallStarted", "CallEnded", "CallStarted"], "the next one begins at once"


def test_voice_comes_a_moment_before_the_word_who_talks() -> None:
    far = Reflector().login()
    far.udp(msg.AUDIO, PACKET)
    far.wait(0.05)
    assert far.events == []
    far.talks("VP-RIGA-01")
    far.udp(msg.AUDIO, PACKET)
    assert [frame.index for frame in far.frames] == [0, 320]
    assert far.kinds() == ["CallStarted"]


def test_an_over_joined_in_the_middle_gets_its_name_when_it_is_known() -> None:
    far = Reflector().login()
    far.udp(msg.AUDIO, PACKET)
    far.wait(0.15)
    (started,) = far.events
    assert isinstance(started, CallStarted) and (started.radio, started.late) == (None, True)
    assert len(far.frames) == 1
    far.talks("VP-RIGA-01")
    assert isinstance(far.events[1], TalkerNamed) and far.events[1].radio == "svx@border:VP-RIGA-01"
    silent = Reflector().login()
    silent.udp(msg.AUDIO, PACKET)
    silent.wait(11)
    assert silent.kinds() == ["CallStarted", "CallEnded"], "nobody will ever say that it ended"


def test_a_sign_of_life_between_two_packets_is_no_hole() -> None:
    far = Reflector().login()
    far.talks("VP-RIGA-01")
    for kind in (msg.AUDIO, msg.UDP_HEARTBEAT, msg.AUDIO, msg.FLUSHED, msg.UDP_HEARTBEAT, msg.AUDIO):
        far.udp(kind, PACKET if kind == msg.AUDIO else None)
    assert [frame.index // 320 for frame in far.frames] == [0, 1, 2]
    far.sequence += 3  # lost
    far.udp(msg.UDP_HEARTBEAT)
    far.udp(msg.AUDIO, PACKET)
    assert far.frames[-1].index // 320 == 6


def test_an_end_that_comes_late_or_twice_is_not_that_of_the_next_over() -> None:
    far = Reflector().login()
    far.talks("VP-1")
    far.udp(msg.AUDIO, PACKET)
    far.udp(msg.FLUSH)
    far.talks("VP-1", on=False)
    assert far.kinds() == ["CallStarted", "CallEnded"]
    far.talks("VP-2")
    far.udp(msg.AUDIO, PACKET)
    far.heard()
    far.sequence -= 2
    far.udp(msg.FLUSH)
    assert far.heard() == [], "it was answered when it came first"
    far.wait(1.0)
    assert far.kinds() == ["CallStarted", "CallEnded", "CallStarted"]


def test_the_numbers_of_datagrams_turn_over() -> None:
    far = Reflector()
    far.sequence = 0xFFFE
    far.login()
    far.talks("VP-RIGA-01")
    for _ in range(4):
        far.udp(msg.AUDIO, PACKET)
        far.sequence &= 0xFFFF
    assert [frame.index // 320 for frame in far.frames] == [0, 1, 2, 3]


def test_a_datagram_of_somebody_else_is_no_proof() -> None:
    far = Reflector().login()
    before = far.proofs
    with pytest.raises(ProtocolError, match="client 7"):
        far.udp(msg.UDP_HEARTBEAT, client=7)
    assert far.proofs == before
    early = Reflector()
    with pytest.raises(ProtocolError):
        early.udp(msg.AUDIO, PACKET)
    with pytest.raises(ProtocolError, match="before the login"):
        early.talks("VP-1")


def test_we_speak() -> None:
    far = Reflector().login()
    far.send(Unkey(group="svx@border:g1", call=""))
    assert far.heard() == [], "nothing of an earlier life can still be keyed: a login of its own"
    far.send(Key(group="svx@border:g1", call="own"))
    far.send(VoiceFrame("own", 0, "opus", PACKET))
    far.talks("KOPA-1")
    far.send(VoiceFrame("other", 0, "opus", PACKET))
    far.send(VoiceFrame("own", 160, "opus", PACKET))
    far.send(Unkey(group="svx@border:g1", call="own"))
    far.send(VoiceFrame("own", 320, "opus", PACKET))
    far.talks("KOPA-1", on=False)
    said = [data for wire, data in far.heard() if wire == "udp"]
    assert [msg.read_udp(data) for data in said] == [
        msg.Datagram(msg.AUDIO, 0, 1, PACKET),
        msg.Datagram(msg.AUDIO, 0, 2, PACKET),
        msg.Datagram(msg.FLUSH, 0, 3),
    ]
    (granted,) = far.events
    assert isinstance(granted, Signal) and granted.link == "transmitting", "our own call is the station's to journal"


def test_busy_is_refused_in_words() -> None:
    far = Reflector().login()
    far.talks("VP-RIGA-01")
    with pytest.raises(Unable, match="busy: VP-RIGA-01 talks"):
        far.send(Key(group="svx@border:g1", call="own"))
    far.talks("VP-RIGA-01", on=False)
    far.send(Key(group="svx@border:g1", call="own"))
    far.talks("VP-RIGA-02")  # who was quicker by a moment; our voice is dropped there
    (signal,) = [event for event in far.events if isinstance(event, Signal)]
    assert signal.link == "transmission refused: VP-RIGA-02 talks"


def test_what_it_cannot() -> None:
    far = Reflector(groups=(112,)).login()
    with pytest.raises(Unable, match="voice only"):
        far.send(SendText(to="svx@border:VP-1", text="x"))
    with pytest.raises(Unable, match="no talk-group north"):
        far.send(Key(group="svx@border:gnorth", call="own"))
    far.send(Key(group="svx@border:g112", call="own"))
    with pytest.raises(Unable, match="libopus"):
        far.send(VoiceFrame("own", 0, "s16le8", bytes(320)))


def selected(far: Reflector) -> list[int]:
    return [int.from_bytes(data[6:], "big") for wire, data in far.heard() if wire == "tcp" and data[4:6] == b"\0\x6a"]


def test_a_gateway_of_several_groups_goes_where_somebody_talks_and_comes_home() -> None:
    far = Reflector(groups=(2201, 112)).login()
    far.talks("VP-1", group=112)
    assert selected(far) == [112]
    far.udp(msg.FLUSH)  # of the group we left: the reflector sends one when somebody talks there, too
    far.udp(msg.AUDIO, PACKET)
    far.talks("VP-2", group=2201)
    assert selected(far) == [], "who is heard is heard out"
    far.wait(1.5)
    far.udp(msg.FLUSH)
    far.talks("VP-1", on=False, group=112)
    far.wait(0.05)
    assert selected(far) == [2201], "then our own, where somebody waits"
    far.talks("VP-2", on=False, group=2201)
    far.wait(0.5)
    far.talks("VP-1", group=112)
    far.wait(2)
    far.udp(msg.FLUSH)
    far.talks("VP-1", on=False, group=112)
    far.wait(HANG - 0.3)
    assert selected(far) == [112], "an answer may come here"
    far.wait(0.5)
    assert selected(far) == [2201]
    calls = [(event.to, event.radio) for event in far.events if isinstance(event, CallStarted)]
    assert [to for to, _ in calls] == ["svx@border:g112", "svx@border:g2201", "svx@border:g112"]
    assert {frame.call for frame in far.frames} == {next(e.call for e in far.events if isinstance(e, CallStarted))}
    assert far.kinds().count("CallEnded") == 3


def test_scanning_can_be_switched_off() -> None:
    far = Reflector(groups=(2201, 112), scan=False).login()
    far.talks("VP-1", group=112)
    far.talks("VP-1", on=False, group=112)
    far.wait(5)
    assert selected(far) == []
    assert far.kinds() == ["Tuned", "CallStarted", "CallEnded"], "who talks there is known all the same"


def test_keying_goes_to_the_group_and_stays_there() -> None:
    far = Reflector(groups=(2201, 112)).login()
    far.send(Key(group="svx@border:g112", call="own"))
    assert selected(far) == [112]
    far.talks("VP-2", group=2201)
    far.wait(3)
    assert selected(far) == []
    far.send(Unkey(group="svx@border:g112", call="own"))
    far.wait(0.1)
    assert selected(far) == [2201]
    far.send(SelectGroup(group="svx@border:g112"))
    assert selected(far) == [112]
    told = [event for event in far.events if isinstance(event, Tuned)]
    assert [(event.selected, event.scanned) for event in told] == [
        ("svx@border:g2201", ["svx@border:g112"]),
        ("svx@border:g112", ["svx@border:g2201"]),
    ]


def test_nodes_are_known_by_name() -> None:
    far = Reflector()
    many = [f"N-{number}" for number in range(400)] + ["", "x" * 300, "KOPA-1"]
    nodes = struct.pack(">H", len(many)) + b"".join(map(msg.text, many))
    far.tcp(CHALLENGE + WELCOME + msg.frame(msg.SERVER_INFO, bytes(4) + nodes + b"\0\1" + msg.text("OPUS")))
    assert far.kinds() == ["Registered"] * 256
    far.tcp(msg.frame(msg.NODE_JOINED, msg.text("VP 1:x")) + msg.frame(msg.NODE_LEFT, msg.text("N-1")))
    joined, left = far.events[-2:]
    assert isinstance(joined, Registered) and joined.radio == "svx@border:VP%201%3Ax"
    assert isinstance(left, Deregistered) and left.radio == "svx@border:N-1"


def test_the_spec() -> None:
    assert (SPEC.spoken, SPEC.silence, SPEC.links) == ("opus", 16.0, ("tcp+udp",))
