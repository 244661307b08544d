"""USRP as UDP delivers it: packets lost, doubled and overtaken, the last word behind the end, our own end said thrice."""

from __future__ import annotations

import struct

from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import GroupSettings, Now, Out, Reply, Settings, VoiceFrame
from radio.events import CallEnded, CallStarted
from radio.protocols.usrp import AWAITED, HEADER, MAGIC, TEXT, VOICE, Usrp, write_info
from radio.requests import Key, Unkey

GROUP = "usrp@net:g1"


class Peer:
    """The far end; time stands still unless told."""

    def __init__(self) -> None:
        self.codec = Usrp(
            Settings(gateway="U", network="net", groups=(GroupSettings(id=GROUP, number="1"),), options={})
        )
        self.mono = 1.0
        self.outs: list[Out] = []

    @property
    def now(self) -> Now:
        return Now(1.7e9 + self.mono, self.mono)

    def packet(self, sequence: int, payload: bytes = b"", keyup: bool = True, kind: int = VOICE) -> None:
        data = HEADER.pack(MAGIC, sequence & 0xFFFFFFFF, 0, int(keyup), 0, kind << 24, 0, 0) + payload
        self.outs += self.codec.receive(data, "peer", self.now)

    def voice(self, *sequences: int) -> None:
        """20 ms each, of samples that say their number."""
        for sequence in sequences:
            self.packet(sequence, struct.pack("<h", sequence & 0x7FFF) * 160)

    def wait(self, seconds: float) -> None:
        self.mono += seconds
        self.outs += self.codec.tick(self.now)

    @property
    def frames(self) -> list[tuple[str, int, int]]:
        """Call, place in packets, and what was said."""
        return [
            (out.call, out.index // 160, struct.unpack_from("<h", out.data)[0])
            for out in self.outs
            if isinstance(out, VoiceFrame)
        ]

    @property
    def places(self) -> list[tuple[int, int]]:
        return [(place, said) for _, place, said in self.frames]

    def kinds(self) -> list[str]:
        return [type(out).__name__ for out in self.outs if isinstance(out, CallStarted | CallEnded)]


def test_overtaken_packets_have_their_own_places_and_doubled_ones_are_heard_once() -> None:
    peer = Peer()
    peer.voice(1, 3, 2, 4, 4, 3, 2, 7, 5, 8)
    assert peer.places == [(0, 1), (2, 3), (1, 2), (3, 4), (6, 7), (4, 5), (7, 8)], "and 6 stays a hole"


def test_the_numbers_may_turn_over() -> None:
    peer = Peer()
    peer.voice(0xFFFFFFFE, 0, 0xFFFFFFFF, 1)
    assert [place for _, place, _ in peer.frames] == [0, 2, 1, 3]


def test_a_sender_that_never_counts_is_heard() -> None:
    peer = Peer()
    peer.voice(0, 0, 0, 0)
    assert [place for _, place, _ in peer.frames] == [0, 1, 2, 3]


def test_the_end_waits_a_moment_for_the_last_word_it_overtook() -> None:
    peer = Peer()
    peer.voice(1, 2)
    peer.packet(4, keyup=False)
    peer.voice(3)
    assert peer.places == [(0, 1), (1, 2), (2, 3)]
    assert peer.kinds() == ["CallStarted", "CallEnded"], "it is whole: nothing more is waited for"
    peer.voice(3)
    peer.packet(4, keyup=False)
    assert peer.kinds() == ["CallStarted", "CallEnded"], "nor does what comes after the end begin anything"


def test_a_last_word_that_never_comes_holds_the_end_up_no_longer_than_a_moment() -> None:
    peer = Peer()
    peer.voice(1, 2)
    peer.packet(4, keyup=False)
    peer.packet(5, keyup=False)
    peer.wait(AWAITED / 2)
    assert peer.kinds() == ["CallStarted"]
    peer.wait(AWAITED / 2 + 0.01)
    assert peer.kinds() == ["CallStarted", "CallEnded"]


def test_who_speaks_meanwhile_is_another_call_with_a_name_of_its_own() -> None:
    peer = Peer()
    peer.voice(1, 2)
    peer.packet(4, keyup=False)
    peer.packet(5, write_info(77, 1, "VP-7"), keyup=False, kind=TEXT)
    peer.voice(6)
    assert peer.kinds() == ["CallStarted", "CallEnded", "CallStarted"]
    assert [out.radio for out in peer.outs if isinstance(out, CallStarted)] == [None, "usrp@net:77"]
    assert [place for _, place, _ in peer.frames] == [0, 1, 0]


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(8)))
def test_in_whatever_order_eight_packets_come_nothing_behind_the_first_is_lost(order: list[int]) -> None:
    peer = Peer()
    peer.voice(10, *(11 + number for number in order))
    assert sorted(peer.places) == [(said - 10, said) for said in range(10, 19)]


def test_our_own_end_is_said_three_times_unless_we_speak_again() -> None:
    codec = Peer().codec
    codec.send(Key(group=GROUP, call="own"), Now(0.0, 1.0))
    outs = codec.send(Unkey(group=GROUP, call="own"), Now(0.0, 2.0))
    for step in range(20):
        outs += codec.tick(Now(0.0, 2.0 + 0.02 * step))
    said = [out.data for out in outs if isinstance(out, Reply)]
    numbers = [int.from_bytes(data[4:8], "big") for data in said]
    assert len(said) == 3 and all(data[12:16] == bytes(4) and len(data) == 32 for data in said)
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    codec.send(Unkey(group=GROUP, call="own"), Now(0.0, 3.0))
    codec.send(Key(group=GROUP, call="next"), Now(0.0, 3.01))
    assert codec.tick(Now(0.0, 3.1)) == [], "it would cut what is said now"
