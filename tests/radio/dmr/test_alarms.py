"""Emergencies and encryption of a slot's calls: every alarm is raised once, nothing encrypted is heard."""

from __future__ import annotations

import pytest

from radio.codec import VoiceFrame
from radio.events import CallStarted, EmergencyRaised
from radio.protocols.dmr import lc, outgoing
from tests.radio.dmr.channel import PATROL, Channel, call, voice

# --- emergencies


def test_the_emergency_bit_raises_the_alarm_once_a_call() -> None:
    channel = Channel()
    channel.feed(call(24, emergency=True))
    assert channel.kinds == ["CallStarted", "EmergencyRaised", "CallEnded"]
    (alarm,) = channel.of(EmergencyRaised)
    assert (alarm.radio, alarm.by, alarm.call, alarm.to) == (
        "dmr@net:2201",
        "call",
        channel.of(CallStarted)[0].call,
        "dmr@net:patrol",
    )
    assert channel.of(CallStarted)[0].emergency


def test_a_call_that_becomes_an_emergency() -> None:
    channel = Channel()
    channel.feed([outgoing.header(PATROL), *outgoing.voice(voice(6), [lc.call(9, 2201, options=lc.EMERGENCY)])])
    assert channel.kinds == ["CallStarted", "EmergencyRaised"]
    assert channel.of(EmergencyRaised)[0].call == channel.of(CallStarted)[0].call


def test_an_emergency_joined_late() -> None:
    channel = Channel()
    channel.feed(call(24, emergency=True)[4:])
    assert channel.kinds == ["CallStarted", "EmergencyRaised", "CallEnded"]


def test_an_encrypted_emergency_waits_for_no_key() -> None:
    channel = Channel()
    channel.feed(call(6, emergency=True, key=(0x21, 1))[:1])
    assert channel.kinds[:2] == ["CallStarted", "EmergencyRaised"]


@pytest.mark.parametrize("missed", [24, 26])
def test_an_emergency_of_which_only_the_end_was_heard_is_told_once(missed: int) -> None:
    channel = Channel()
    bursts = call(24, emergency=True)
    assert len(bursts) == 27, "two headers, 24 bursts of voice, a terminator"
    channel.feed([*bursts[missed:], bursts[-1], bursts[-1]])
    (alarm,) = channel.of(EmergencyRaised)
    assert (alarm.radio, alarm.by, alarm.to) == ("dmr@net:2201", "call", "dmr@net:patrol")


def test_the_ends_of_an_emergency_that_was_told_tell_nothing_new() -> None:
    channel = Channel()
    bursts = call(24, emergency=True)
    channel.feed([*bursts, bursts[-1], bursts[-1]])
    assert len(channel.of(EmergencyRaised)) == 1


def test_a_call_whose_end_says_that_it_was_an_emergency() -> None:
    channel = Channel()
    end = outgoing.terminator(lc.call(9, 2201, options=lc.EMERGENCY))
    channel.feed([outgoing.header(PATROL), *outgoing.voice(voice(6), [PATROL]), end, end])
    assert channel.kinds == ["CallStarted", "EmergencyRaised", "CallEnded"]


def test_an_alarm_repeated_is_one_alarm_and_pressed_again_another() -> None:
    channel = Channel()
    channel.feed([outgoing.alarm(2201, 9)] * 20)
    channel.wait(5)
    channel.feed([outgoing.alarm(2201, 9)])
    assert len(channel.of(EmergencyRaised)) == 1
    channel.feed([outgoing.alarm(2202, 9)])
    channel.wait(10)
    channel.feed([outgoing.alarm(2201, 9)])
    assert [alarm.radio for alarm in channel.of(EmergencyRaised)] == ["dmr@net:2201", "dmr@net:2202", "dmr@net:2201"]


# --- encryption


def encrypted_voice(channel: Channel) -> list[VoiceFrame]:
    secret = {started.call for started in channel.of(CallStarted) if started.encrypted}
    assert all(frame.call in secret for frame in channel.voice)
    return channel.voice


def test_an_encrypted_call_names_its_key() -> None:
    channel = Channel()
    channel.feed(call(12, key=(0x25, 3)))
    assert channel.of(CallStarted)[0].encrypted == "AES-256 key 3"
    assert len(encrypted_voice(channel)) == 12


def test_an_encrypted_call_whose_key_nobody_named() -> None:
    channel = Channel()
    bursts = call(12, key=(0x25, 3))
    del bursts[2]
    channel.feed(bursts)
    assert channel.of(CallStarted)[0].encrypted == "privacy"
    assert len(encrypted_voice(channel)) == 12


def test_an_encrypted_call_with_nothing_but_a_header() -> None:
    channel = Channel()
    channel.feed(call(1, key=(0x25, 3))[:1])
    channel.wait(0.3)
    assert channel.of(CallStarted)[0].encrypted == "privacy"


@pytest.mark.parametrize("missed", range(3, 9))
def test_an_encrypted_call_joined_late_is_never_heard_in_the_clear(missed: int) -> None:
    channel = Channel()
    channel.feed(call(24, key=(0x25, 3))[missed:])
    assert channel.of(CallStarted)[0].encrypted == "privacy"
    assert len(encrypted_voice(channel)) == 27 - missed


def test_a_call_that_turns_out_encrypted_begins_anew() -> None:
    channel = Channel()
    secret = lc.call(9, 2201, options=lc.PRIVACY)
    channel.feed(
        [outgoing.header(PATROL), *outgoing.voice(voice(18), [secret], secret=True), outgoing.terminator(PATROL)]
    )
    first, second = channel.of(CallStarted)
    assert (first.encrypted, second.encrypted, second.late) == (None, "privacy", True)
    assert channel.kinds == ["CallStarted", "CallEnded", "CallStarted", "CallEnded"]
    assert sum(frame.call == first.call for frame in channel.voice) <= 5


@pytest.mark.parametrize(("saying", "encrypted"), [(1, None), (3, None), (4, "privacy")])
def test_a_few_bursts_that_say_encrypted_are_noise_and_more_are_not(saying: int, encrypted: str | None) -> None:
    clear = call(12)
    secret = [*clear[:2], *outgoing.voice(voice(12), [PATROL], secret=True), clear[-1]]
    channel = Channel()
    channel.feed([*clear[:3], *secret[3 : 3 + saying], *clear[3 + saying :]])
    assert channel.of(CallStarted)[-1].encrypted == encrypted
