"""Voice of a reflector that the network lost, doubled or overtook: each packet once, in its own place."""

from __future__ import annotations

import pytest

from radio.protocols.svx import messages as msg
from radio.requests import Key, Unkey
from tests.radio.svx_reflector import PACKET, Reflector


def places(far: Reflector) -> list[int]:
    return [frame.index // 320 for frame in far.frames]


def test_lost_voice_leaves_a_hole_of_its_length_which_late_voice_fills_once() -> None:
    far = Reflector().login()
    far.talks("VP-RIGA-01")
    first = far.sequence
    for number in (0, 5, 2, 2, 5, 0, 6):
        far.sequence = first + number
        far.udp(msg.AUDIO, PACKET)
    assert places(far) == [0, 5, 2, 6], "in its own place, and what comes twice is heard once"
    far.sequence = first + 100
    far.udp(msg.AUDIO, PACKET)
    far.sequence = first + 3
    far.udp(msg.AUDIO, PACKET)
    assert places(far) == [0, 5, 2, 6, 7], "of what is so late nobody knows whether it was said before the jump"


def test_overtaken_voice_is_placed_across_the_turn_of_the_numbers() -> None:
    far = Reflector()
    far.sequence = 0xFFFC
    far.login()
    far.talks("VP-RIGA-01")
    for number in (0xFFFD, 0xFFFF, 1, 0xFFFE, 0, 2):
        far.sequence = number
        far.udp(msg.AUDIO, PACKET)
    assert places(far) == [0, 2, 4, 1, 3, 5]


def test_early_voice_is_sorted_too_and_a_late_sign_of_life_fills_no_hole() -> None:
    far = Reflector().login()
    first = far.sequence
    for number in (0, 2, 1):
        far.sequence = first + number
        far.udp(msg.AUDIO, PACKET)
    far.talks("VP-RIGA-01")
    assert places(far) == [0, 1, 2]
    far.sequence = first + 4
    far.udp(msg.AUDIO, PACKET)
    far.sequence = first + 3
    far.udp(msg.UDP_HEARTBEAT)
    far.sequence = first + 3
    far.udp(msg.AUDIO, PACKET)
    assert places(far) == [0, 1, 2, 4]


def test_the_end_waits_a_moment_for_the_last_word_it_overtook() -> None:
    far = Reflector().login()
    far.talks("VP-1")
    first = far.sequence
    for number in (0, 1):
        far.sequence = first + number
        far.udp(msg.AUDIO, PACKET)
    far.sequence = first + 3
    far.udp(msg.FLUSH)
    far.talks("VP-1", on=False)
    far.sequence = first + 2
    far.udp(msg.AUDIO, PACKET)
    assert places(far) == [0, 1, 2]
    far.wait(0.5)
    assert far.kinds() == ["CallStarted", "CallEnded"]
    far.sequence = first + 2
    far.udp(msg.AUDIO, PACKET)
    far.wait(0.5)
    assert far.kinds() == ["CallStarted", "CallEnded"], "nor is what comes after the end a call of its own"


@pytest.mark.parametrize(("answered", "said"), [(False, 3), (True, 1)])
def test_our_own_end_is_said_again_until_the_reflector_heard_it(answered: bool, said: int) -> None:
    far = Reflector().login()
    far.send(Key(group="svx@border:g1", call="own"))
    far.send(Unkey(group="svx@border:g1", call="own"))
    if answered:
        far.udp(msg.FLUSHED)
    far.wait(2.0)
    assert [msg.read_udp(data).kind for wire, data in far.heard() if wire == "udp"] == [msg.FLUSH] * said


def test_an_end_is_not_said_again_into_the_next_transmission() -> None:
    far = Reflector().login()
    far.send(Key(group="svx@border:g1", call="own"))
    far.send(Unkey(group="svx@border:g1", call="own"))
    far.send(Key(group="svx@border:g1", call="next"))
    far.heard()
    far.wait(2.0)
    assert far.heard() == [], "it would cut what is said now"
