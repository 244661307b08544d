"""What we say by RTP and USRP: keyed, framed, unkeyed; and that another of us hears it."""

from __future__ import annotations

import numpy as np
import pytest

from radio.codec import Codec, GroupSettings, Now, Out, Reply, Settings, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, EmergencyRaised, LinkDown, TalkerNamed
from radio.find import find_protocol
from radio.g711 import decode as to_samples
from radio.protocols.rtp import read_packet
from radio.requests import Key, SendText, Unkey

TONE = (8000 * np.sin(np.arange(3 * 160) * 2 * np.pi * 440 / 8000)).astype("<i2")


def codec(protocol: str, **options: object) -> Codec:
    groups = (GroupSettings(id=f"{protocol}@net:g9", number="9"),)
    return find_protocol(protocol).codec(Settings(gateway=protocol, network="net", groups=groups, options=options))


def spoken(protocol: str, now: Now, **options: object) -> list[bytes]:
    """An over of 60 ms as datagrams, fed in pieces that are no whole frames."""
    speaker = codec(protocol, **options)
    group = f"{protocol}@net:g9"
    outs: list[Out] = speaker.send(Key(group=group, call="own"), now)
    pcm = TONE.tobytes()
    for start in range(0, len(pcm), 200):
        outs += speaker.send(VoiceFrame("own", start // 2, "s16le8", pcm[start : start + 200]), now)
    outs += speaker.send(Unkey(group=group, call="own"), now)
    assert speaker.send(VoiceFrame("own", 0, "s16le8", pcm), now) == []  # a straggler after the unkey
    return [out.data for out in outs if isinstance(out, Reply)]


@pytest.mark.parametrize(
    ("protocol", "options"),
    [
        ("usrp", {"radio": 4001, "callsign": "DISP"}),
        ("rtp", {}),
        ("rtp", {"payload": "pcmu"}),
        ("rtp", {"ed137": True}),
    ],
)
def test_another_of_us_hears_what_we_say(protocol: str, options: dict[str, object]) -> None:
    now = Now(1.7e9, 5.0)
    listener = codec(protocol)
    outs = [out for data in spoken(protocol, now, **options) for out in listener.receive(data, "", now)]
    outs += listener.tick(Now(now.utc, now.mono + 2))
    frames = [out for out in outs if isinstance(out, VoiceFrame)]
    heard = np.concatenate([to_samples(frame.codec, frame.data) for frame in frames])
    assert [frame.index for frame in frames] == [0, 160, 320]
    assert np.abs(heard.astype(int) - TONE).max() <= (0 if protocol == "usrp" else 300)
    (started,) = [out for out in outs if isinstance(out, CallStarted)]
    (ended,) = [out for out in outs if isinstance(out, CallEnded)]
    assert started.to == f"{protocol}@net:g9"
    assert (ended.call, ended.why) == (started.call, "released")
    if protocol == "usrp":
        assert started.radio == "usrp@net:4001"
        assert [out.text for out in outs if isinstance(out, TalkerNamed)] == ["DISP"]


def test_rtp_marks_the_first_packet_and_counts_on() -> None:
    packets = [read_packet(data) for data in spoken("rtp", Now(1.7e9, 0.0))]
    assert [packet.marker for packet in packets] == [True, False, False]
    assert [len(packet.payload) for packet in packets] == [160] * 3
    first = packets[0]
    assert [(p.sequence - first.sequence) & 0xFFFF for p in packets] == [0, 1, 2]
    assert [(p.timestamp - first.timestamp) & 0xFFFFFFFF for p in packets] == [0, 160, 320]


def test_ed137_push_to_talk_is_on_in_every_packet_and_off_at_the_end() -> None:
    packets = [read_packet(data) for data in spoken("rtp", Now(1.7e9, 0.0), ed137=True, ptt_id=9)]
    assert [packet.ptt for packet in packets] == [1, 1, 1, 1, 0, 0, 0]
    assert {packet.ptt_id for packet in packets} == {9}


def test_ed137_emergency_and_keep_alive() -> None:
    now = Now(1.7e9, 0.0)
    speaker, listener = codec("rtp", ed137=True), codec("rtp")
    (out,) = speaker.send(Key(group="rtp@net:g9", call="own", emergency=True), now)
    assert isinstance(out, Reply)
    (said,) = speaker.send(VoiceFrame("own", 0, "s16le8", bytes(320)), now)
    assert isinstance(said, Reply)
    assert any(isinstance(heard, EmergencyRaised) for heard in listener.receive(said.data, "", now))
    assert len(speaker.tick(Now(1.7e9, 0.25))) == 1
    assert speaker.tick(Now(1.7e9, 0.30)) == []


def test_our_own_packets_come_back_by_multicast_and_are_not_heard() -> None:
    now = Now(1.7e9, 0.0)
    one = codec("rtp", ssrc="00c0ffee")
    one.send(Key(group="rtp@net:g9", call="own"), now)
    (said,) = one.send(VoiceFrame("own", 0, "s16le8", bytes(320)), now)
    assert isinstance(said, Reply)
    assert one.receive(said.data, "", now) == []


@pytest.mark.parametrize("protocol", ["usrp", "rtp"])
def test_what_they_cannot(protocol: str) -> None:
    with pytest.raises(Unable):
        codec(protocol).send(SendText(to="x:1", text="x"), Now(0.0, 0.0))
    speaker = codec(protocol)
    speaker.send(Key(group=f"{protocol}@net:g9", call="own"), Now(0.0, 0.0))
    with pytest.raises(Unable, match="opus"):
        speaker.send(VoiceFrame("own", 0, "opus", b""), Now(0.0, 0.0))


def test_a_port_is_one_group() -> None:
    with pytest.raises(Unable, match="not rtp@net:g10"):
        codec("rtp").send(Key(group="rtp@net:g10", call="own"), Now(0.0, 0.0))


def test_an_ssrc_that_is_not_hex_is_told() -> None:
    with pytest.raises(ValueError, match="ssrc"):
        codec("rtp", ssrc="xyz")


def test_usrp_registers_keeps_registered_and_tells_a_refusal() -> None:
    client = codec("usrp", register=True)
    (asked,) = client.opened(Now(0.0, 0.0))
    assert isinstance(asked, Reply)
    assert asked.data.endswith(b"REG:DVSWITCH")
    head = asked.data[:32]
    assert [type(out).__name__ for out in client.receive(head + b"REG:OK", "", Now(0.0, 1.0))] == ["Proof"]
    (ping,) = client.tick(Now(0.0, 21.0))
    assert isinstance(ping, Reply)
    assert ping.data.endswith(b"PING")
    refused = client.receive(head + b"REG:UNREG", "", Now(0.0, 22.0))
    assert [type(out).__name__ for out in refused] == ["Proof", "LinkDown"]


def test_an_ed137_peer_that_falls_silent_is_gone_and_a_plain_one_is_not() -> None:
    listener, speaker = codec("rtp"), codec("rtp", ed137=True)
    now = Now(1.7e9, 5.0)
    (alive,) = speaker.opened(now)
    assert isinstance(alive, Reply)
    listener.receive(alive.data, "", now)
    assert listener.tick(Now(now.utc + 2.9, now.mono + 2.9)) == []
    (gone,) = listener.tick(Now(now.utc + 3.1, now.mono + 3.1))
    assert isinstance(gone, LinkDown)
    assert listener.tick(Now(now.utc + 9, now.mono + 9)) == []
    plain = codec("rtp")
    for data in spoken("rtp", now):
        plain.receive(data, "", now)
    assert not any(isinstance(out, LinkDown) for out in plain.tick(Now(now.utc + 60, now.mono + 60)))
