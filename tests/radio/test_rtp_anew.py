"""RTP boxes that number their packets anew: what they say is not what they said before, come twice."""

from __future__ import annotations

import pytest

from radio.codec import VoiceFrame
from radio.events import CallStarted, TalkerNamed
from tests.radio.test_rtp import Listener, Sender


@pytest.mark.parametrize("timestamps", [True, False])
def test_a_sender_that_numbers_each_over_anew_is_heard_whole(timestamps: bool) -> None:
    """Its packets are not those of the over before come twice."""
    sender, listener = Sender(sequence=0, timestamp=1000), Listener()
    at = 0.0
    for _ in range(3):
        for number in range(30):
            listener.hear(sender.packet(160, marker=number == 0), at)
            at += 0.02
        at += 0.2
        sender.sequence = 0
        sender.pause(0.2)
        if timestamps:
            sender.timestamp = 1000
    assert len(listener.all(CallStarted)) == 1 and len(listener.all(TalkerNamed)) == 2
    told = listener.timeline()
    assert bytes(told[at] for at in sorted(told)) == sender.sent
    assert max(told) + 1 == 3 * 4800 + 2 * 1600, "with the pauses between"


def test_a_sender_that_numbers_anew_without_a_marker_loses_nothing_where_its_timestamps_go_on() -> None:
    sender, listener = Sender(sequence=0), Listener()
    for number in range(100):
        if number == 50:
            sender.sequence = 0
        listener.hear(sender.packet(160), number * 0.02)
    assert sorted(listener.timeline()) == list(range(16000))


def test_a_first_packet_that_the_network_held_back_is_no_new_numbering() -> None:
    sender, listener = Sender(), Listener()
    first, second, third = (sender.packet(160, marker=True) for _ in range(3))
    listener.hear(second, 0.02)
    listener.hear(third, 0.04)
    listener.hear(first, 0.16)
    assert not listener.all(TalkerNamed)
    assert [frame.index for frame in listener.all(VoiceFrame)] == [0, 160]
