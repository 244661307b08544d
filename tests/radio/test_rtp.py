"""RTP as networks deliver it: packets of any size, late, twice, out of order; overs by marker or gap; ED-137's word."""

from __future__ import annotations

import itertools
import random
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import Codec, GroupSettings, Now, Out, Reply, Settings, VoiceFrame
from radio.events import CallEnded, CallStarted, EmergencyRaised, Signal, TalkerNamed
from radio.find import find_protocol
from radio.g711 import decode, to_alaw
from radio.protocols.rtp import ed137
from radio.protocols.rtp.packet import read_bye, read_packet
from radio.requests import Key, Unkey
from station.voice.playout import Playout

SIZES = (80, 160, 240, 320, 480, 137, 64, 1)
"""Samples in a packet: 10 to 60 ms, and what no standard has."""
GROUP = "rtp@net:g9"


def codec(**options: object) -> Codec:
    groups = (GroupSettings(id=GROUP, number="9"),)
    return find_protocol("rtp").codec(Settings(gateway="RTP", network="net", groups=groups, options=options))


class Sender:
    """One source: its packets one after another, cut as asked."""

    def __init__(self, ssrc: int = 0xABC, sequence: int = 65_530, timestamp: int = 2**32 - 400) -> None:
        self.ssrc, self.sequence, self.timestamp = ssrc, sequence, timestamp
        self.sent = b""

    def packet(self, samples: int, marker: bool = False, word: int | None = None, profile: int = 0x0167) -> bytes:
        payload = np.random.default_rng(self.sequence).integers(0, 256, samples, np.uint8).tobytes()
        self.sent += payload
        head = struct.pack(
            ">BBHII",
            0x80 if word is None else 0x90,
            8 | marker << 7,
            self.sequence & 0xFFFF,
            self.timestamp & 0xFFFFFFFF,
            self.ssrc,
        )
        self.sequence += 1
        self.timestamp += samples
        extension = b"" if word is None else struct.pack(">HHI", profile, 1, word)
        return head + extension + payload

    def pause(self, seconds: float) -> None:
        """The sender's clock goes on while nothing is said."""
        self.timestamp += round(seconds * 8000)


class Listener:
    """A codec and a clock."""

    def __init__(self, **options: object) -> None:
        self.codec = codec(**options)
        self.now = Now(1.7e9, 10.0)
        self.outs: list[Out] = []

    def hear(self, data: bytes, at: float | None = None) -> None:
        if at is not None:
            self.now = Now(1.7e9 + at, 10.0 + at)
        self.outs += self.codec.receive(data, "", self.now)

    def wait(self, seconds: float) -> None:
        self.now = Now(self.now.utc + seconds, self.now.mono + seconds)
        self.outs += self.codec.tick(self.now)

    def all(self, kind: type) -> list[Any]:
        return [out for out in self.outs if isinstance(out, kind)]

    def timeline(self) -> dict[int, int]:
        """Index → A-law byte, each told once."""
        told: dict[int, int] = {}
        for frame in self.all(VoiceFrame):
            for at, byte in enumerate(frame.data, frame.index):
                assert at not in told, "no sample twice"
                told[at] = byte
        return told


@given(st.lists(st.sampled_from(SIZES), min_size=1, max_size=40), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_packets_of_any_size_stand_where_they_were_spoken_however_they_come(
    sizes: list[int], dice: random.Random
) -> None:
    """Delayed by up to 150 ms, so out of order too, and some of them twice."""
    sender, listener = Sender(), Listener()
    spoken = 0.0
    arrivals: list[tuple[float, bytes]] = []
    for size in sizes:
        data = sender.packet(size, marker=not arrivals)
        arrivals.append((spoken + (dice.uniform(0, 0.15) if arrivals else 0.0), data))
        spoken += size / 8000
    twice = [(at + 0.01, data) for at, data in arrivals if dice.random() < 0.1]
    first = arrivals[0]
    for at, data in [first, *sorted([*arrivals[1:], *twice])]:
        listener.hear(data, max(at, listener.now.mono - 10.0))
    assert bytes(byte for _, byte in sorted(listener.timeline().items())) == sender.sent
    assert sorted(listener.timeline()) == list(range(len(sender.sent)))
    assert len(listener.all(CallStarted)) == 1
    assert not listener.all(TalkerNamed), "what the network did is no new over"


def test_what_is_lost_leaves_its_gap() -> None:
    sender, listener = Sender(), Listener()
    packets = [sender.packet(240) for _ in range(10)]
    for number, data in enumerate(packets):
        if number not in (3, 4):
            listener.hear(data, number * 0.03)
    assert sorted(listener.timeline()) == [*range(720), *range(1200, 2400)]


def test_thirty_packets_lost_in_a_row_are_no_new_over() -> None:
    sender, listener = Sender(), Listener()
    packets = [sender.packet(80) for _ in range(60)]
    for number, data in enumerate(packets):
        if not 10 <= number < 40:
            listener.hear(data, number * 0.01)
    assert not listener.all(TalkerNamed)
    assert len(listener.all(CallStarted)) == 1


@pytest.mark.parametrize("size", [80, 160, 320, 480])
def test_an_over_ends_by_a_marker_after_a_pause(size: int) -> None:
    sender, listener = Sender(), Listener()
    at = 0.0
    for number in range(5):
        listener.hear(sender.packet(size, marker=number == 0), at)
        at += size / 8000
    sender.pause(0.12)
    at += 0.12
    listener.hear(sender.packet(size, marker=True), at)
    assert len(listener.all(TalkerNamed)) == 1
    gap = listener.all(VoiceFrame)[-1].index - 5 * size
    assert gap == pytest.approx(0.12 * 8000, abs=1)


def test_an_over_ends_by_a_gap_without_any_marker() -> None:
    sender, listener = Sender(), Listener()
    listener.hear(sender.packet(160), 0.0)
    sender.pause(0.3)
    listener.hear(sender.packet(160), 0.32)
    assert len(listener.all(TalkerNamed)) == 1
    assert listener.all(VoiceFrame)[-1].index == 160 + 2400
    listener.wait(0.39)
    assert not listener.all(CallEnded)
    listener.wait(0.02)
    assert [ended.why for ended in listener.all(CallEnded)] == ["released"]
    listener.hear(sender.packet(160))
    assert len(listener.all(CallStarted)) == 2


def test_a_sender_whose_timestamps_stand_still_in_a_pause() -> None:
    sender, listener = Sender(), Listener()
    listener.hear(sender.packet(160, marker=True), 0.0)
    listener.hear(sender.packet(160, marker=True), 0.32)
    assert len(listener.all(TalkerNamed)) == 1
    assert listener.all(VoiceFrame)[-1].index == 2560, "the pause is there all the same"


def test_a_marker_in_every_packet_is_no_over_each() -> None:
    sender, listener = Sender(), Listener()
    for number in range(20):
        listener.hear(sender.packet(160, marker=True), number * 0.02)
    assert not listener.all(TalkerNamed)
    assert sorted(listener.timeline()) == list(range(3200))


def test_the_first_packet_of_an_over_that_comes_second_stands_first() -> None:
    sender, listener = Sender(), Listener()
    listener.hear(sender.packet(160, marker=True), 0.0)
    sender.pause(0.25)
    first, second = sender.packet(160, marker=True), sender.packet(160)
    listener.hear(second, 0.29)
    listener.hear(first, 0.30)
    frames = listener.all(VoiceFrame)
    assert [frame.index for frame in frames] == [0, 2320, 2160]


def test_a_long_delay_in_the_network_is_no_pause_of_the_speaker() -> None:
    sender, listener = Sender(), Listener()
    for number in range(20):
        listener.hear(sender.packet(480), number * 0.06 + (0.28 if number >= 10 else 0.0))
    assert not listener.all(TalkerNamed)
    assert sorted(listener.timeline()) == list(range(9600))


@pytest.mark.parametrize("size", [80, 160, 480])
def test_jitter_of_forty_milliseconds_is_not_heard(size: int) -> None:
    """From packets through the voice process's buffer: what the ear gets is what was said, without a made-up sample."""
    dice = random.Random(size)
    sender, listener, playout = Sender(), Listener(), Playout(8000)
    pcm = (9000 * np.sin(np.arange(16_000) * 2 * np.pi * 300 / 8000)).astype(np.int16)
    arrivals = []
    for start in range(0, len(pcm) - size, size):
        data = sender.packet(size, marker=not start)[:12] + to_alaw(pcm[start : start + size])
        arrivals.append((start / 8000 + (dice.uniform(0, 0.04) if start else 0.0), data))
    heard: list[Any] = []
    waiting = iter(sorted(arrivals))
    coming = next(waiting, None)
    for tick in itertools.count():
        while coming is not None and coming[0] <= tick * 0.02:
            before = len(listener.outs)
            listener.hear(coming[1], coming[0])
            for out in listener.outs[before:]:
                if isinstance(out, VoiceFrame):
                    playout.put(out.index, decode(out.codec, out.data))
            coming = next(waiting, None)
        if coming is None:
            playout.end()
        block = playout.pull()
        if block is not None:
            heard.append(block)
        if playout.done:
            break
    sound = np.concatenate(heard)[400:-2000]
    tone = np.fft.rfft(sound * np.hanning(len(sound)))
    assert np.argmax(np.abs(tone)) * 16_000 / len(sound) == pytest.approx(300, abs=1)
    quiet = np.abs(sound[: len(sound) // 160 * 160].reshape(-1, 160)).max(axis=1)
    assert quiet.min() > 0.2, "not one gap of 10 ms"


# RTCP


def test_goodbye_ends_the_call_at_once() -> None:
    sender, listener = Sender(), Listener()
    listener.hear(sender.packet(160))
    report = struct.pack(">BBHI", 0x80, 201, 1, 0xABC)
    listener.hear(report + struct.pack(">BBHI", 0x81, 203, 1, 0xABC))
    assert [ended.why for ended in listener.all(CallEnded)] == ["released"]


@given(st.binary(max_size=64))
def test_a_goodbye_is_read_as_far_as_it_goes(data: bytes) -> None:
    for head in (b"", b"\x80\xc9\x00\x01\x00\x00\x00\x00", b"\x9f\xcb\x00\xff"):
        assert len(read_bye(head + data)) <= len(head + data) // 4


# ED-137


@pytest.mark.parametrize("profile", [ed137.VERSION_B, ed137.ORIGINAL])
def test_every_bit_of_the_word_has_its_meaning(profile: int) -> None:
    """The tables of tshark 4.0, which tests/station/test_rtp_peers.py asks itself where it is installed."""
    bits = {
        ed137.VERSION_B: [
            ("ptt", 3),
            ("squelch", 1),
            ("ptt_id", 6),
            ("mute", 1),
            ("summation", 1),
            ("simultaneous", 1),
        ],
        ed137.ORIGINAL: [("ptt", 3), ("squelch", 1), ("ptt_id", 4), ("simultaneous", 1)],
    }[profile]
    place = 16
    for name, width in bits:
        place -= width
        for bit in range(width):
            word = ed137.read_word(profile, (1 << place + bit).to_bytes(2, "big") + b"\0\0")
            assert word is not None
            assert word._asdict() == {**word._asdict(), **dict.fromkeys(word._fields, 0), name: 1 << bit}
    assert ed137.read_word(0xBEDE, bytes(4)) is None
    assert ed137.read_word(profile, bytes(2)) is None


@given(st.integers(0, 7), st.integers(0, 63), st.booleans())
def test_the_word_we_write_is_the_word_we_read(ptt: int, ptt_id: int, squelch: bool) -> None:
    data = struct.pack(">BBHII", 0x90, 123, 0, 0, 1) + ed137.write_extension(ptt, ptt_id, squelch)
    packet = read_packet(data)
    assert (packet.ptt, packet.ptt_id, packet.squelch) == (ptt, ptt_id, squelch)
    assert (packet.mute, packet.summation, packet.simultaneous) == (False, False, False)


@pytest.mark.parametrize(("profile", "emergency"), [(0x0167, 0x80400000), (0x0067, 0x81000000)])
def test_an_emergency_key_in_either_version(profile: int, emergency: int) -> None:
    sender, listener = Sender(), Listener()
    listener.hear(sender.packet(160, word=emergency, profile=profile))
    assert len(listener.all(EmergencyRaised)) == 1
    assert read_packet(sender.packet(160, word=emergency, profile=profile)).ptt_id == 1


def test_a_radio_that_confirms_our_key_is_not_somebody_calling() -> None:
    sender, listener = Sender(), Listener(ed137=True, ptt_id=9)
    listener.codec.send(Key(group=GROUP, call="own"), listener.now)
    ours, theirs, open_squelch = (1 << 29 | 9 << 22), (1 << 29 | 8 << 22), 0x1000_0000
    listener.hear(sender.packet(160, word=ours))
    assert not listener.all(CallStarted)
    listener.hear(sender.packet(160, word=ours | open_squelch))
    assert len(listener.all(CallStarted)) == 1, "what its receiver hears is"
    other = Sender(ssrc=0xDEF)
    listener.hear(other.packet(160, word=theirs))
    assert len(listener.all(CallStarted)) == 2


@pytest.mark.parametrize(
    ("ptt", "ptt_id", "flags", "word"),
    [
        (1, 9, 0x20, "transmission refused: the radio does not take this key"),
        (3, 8, 0, "transmission interrupted: key 8 has priority"),
        (4, 8, 0, "transmission interrupted: key 8 has priority"),
        (1, 9, 0, ""),  # our key, confirmed
        (1, 8, 0, ""),  # somebody else's, of our rank: who is heard is the radio's to say
        (4, 8, 0x10, ""),  # the radio adds both up
        (0, 8, 0x20, ""),
    ],
)
def test_a_radio_that_takes_another_key_or_not_ours_says_so(ptt: int, ptt_id: int, flags: int, word: str) -> None:
    sender, listener = Sender(), Listener(ed137=True, ptt_id=9)
    told = (ptt << 13 | ptt_id << 6 | flags) << 16
    listener.hear(sender.packet(160, word=told))
    assert not listener.all(Signal), "nobody keys here"
    listener.codec.send(Key(group=GROUP, call="own"), listener.now)
    listener.hear(sender.packet(160, word=told))
    assert [signal.link for signal in listener.all(Signal)] == ([word] if word else [])
    listener.codec.send(Unkey(group=GROUP, call="own"), listener.now)
    listener.hear(sender.packet(160, word=told))
    assert len(listener.all(Signal)) == bool(word), "told once: then it is unkeyed"


def test_an_open_squelch_without_voice_keeps_the_call() -> None:
    sender, listener = Sender(), Listener()
    listener.hear(sender.packet(160, word=0x1000_0000))
    alive = struct.pack(">BBHII", 0x90, 123, 0, 0, 0xABC)
    for _ in range(10):
        listener.wait(0.2)
        listener.hear(alive + struct.pack(">HHI", 0x0167, 1, 0x1000_0000))
    assert not listener.all(CallEnded)
    listener.hear(alive + struct.pack(">HHI", 0x0167, 1, 0))
    assert len(listener.all(CallEnded)) == 1


# What we send


@pytest.mark.parametrize("length", [10, 20, 30, 40, 60])
@pytest.mark.parametrize("law", ["pcma", "pcmu"])
def test_we_send_packets_of_the_length_that_is_asked_for_to_the_last_sample(length: int, law: str) -> None:
    speaker, now = codec(packet=str(length), payload=law), Now(1.7e9, 5.0)
    outs = speaker.send(Key(group=GROUP, call="own"), now)
    spoken = (np.arange(1000) * 30 % 20_000 - 10_000).astype("<i2")
    for start in range(0, 1000, 160):
        outs += speaker.send(VoiceFrame("own", start, "s16le8", spoken[start : start + 160].tobytes()), now)
    outs += speaker.send(Unkey(group=GROUP, call="own"), now)
    packets = [read_packet(out.data) for out in outs if isinstance(out, Reply)]
    assert {len(packet.payload) for packet in packets} == {length * 8}
    assert [packet.marker for packet in packets] == [True] + [False] * (len(packets) - 1)
    stamps = [(packet.timestamp - packets[0].timestamp) & 0xFFFFFFFF for packet in packets]
    assert stamps == [number * length * 8 for number in range(len(packets))]
    heard = decode(law, b"".join(packet.payload for packet in packets))
    assert np.abs(heard[:1000].astype(int) - spoken).max() <= 400
    assert np.abs(heard[1000:]).max(initial=0) <= 8, "filled up with silence"
