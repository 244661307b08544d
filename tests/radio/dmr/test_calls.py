"""Calls of a slot: begun, joined late, damaged, encrypted, disputed, and ended in every way."""

from __future__ import annotations

import random

import pytest

from radio.events import CallEnded, CallStarted, Located, TalkerNamed, Undecoded
from radio.protocols.dmr import alias, bptc, burst, embedded, gpsinfo, outgoing
from radio.protocols.dmr.call import Claim
from tests.radio.dmr.channel import OTHER, PATROL, Channel, call, voice


def spoilt(data: bytes) -> bytes:
    """A burst whose information bits nobody can repair; sync and slot type are as they were."""
    number, dice = int.from_bytes(data, "big"), random.Random(1)
    for place in dice.sample(bptc.INFORMATION, 80):
        number ^= 1 << 263 - place
    return number.to_bytes(33, "big")


def test_a_whole_call() -> None:
    channel = Channel()
    channel.feed(call())
    started = CallStarted(
        gateway="G", radio="dmr@net:2201", call=channel.of(CallStarted)[0].call, to="dmr@net:patrol", slot=1
    )
    ended = CallEnded(gateway="G", radio="dmr@net:2201", call=started.call, to="dmr@net:patrol", why="released")
    assert channel.events == [started, ended]
    assert [frame.data for frame in channel.voice] == voice(12)
    assert [frame.index for frame in channel.voice] == [480 * n for n in range(12)]
    assert {frame.codec for frame in channel.voice} == {"ambe2"}


def test_headers_and_terminators_repeated_are_one_call() -> None:
    channel = Channel()
    bursts = call()
    channel.feed([bursts[0], *bursts, bursts[-1], bursts[-1]])
    assert channel.kinds == ["CallStarted", "CallEnded"]


def test_a_private_call() -> None:
    channel = Channel()
    channel.feed(outgoing.call(2201, 2202, voice(6), group=False))
    (started,) = channel.of(CallStarted)
    assert (started.to, started.group) == ("dmr@net:2202", False)


def test_a_terminator_out_of_nowhere_is_nothing() -> None:
    channel = Channel()
    channel.feed([outgoing.terminator(PATROL)])
    assert channel.events == []


def test_a_terminator_missed_is_a_call_lost_after_a_second() -> None:
    channel = Channel()
    channel.feed(call()[:-1])
    channel.wait(0.9)
    assert channel.kinds == ["CallStarted"]
    channel.wait(0.15)
    assert channel.of(CallEnded)[0].why == "lost"


def test_a_terminator_that_cannot_be_read_ends_the_call_all_the_same() -> None:
    channel = Channel()
    bursts = call()
    channel.feed([*bursts[:-1], spoilt(bursts[-1])])
    assert channel.of(CallEnded)[0].why == "released"


def test_bursts_that_come_late_begin_no_call() -> None:
    channel = Channel()
    bursts = call()
    channel.feed([*bursts, *bursts[-3:-1]])
    channel.wait(3)
    assert channel.kinds == ["CallStarted", "CallEnded"]


def test_the_next_over_of_the_same_radio_is_another_call() -> None:
    channel = Channel()
    channel.feed([*call()[:-1], *call()])  # the terminator between them was missed
    assert channel.kinds == ["CallStarted", "CallEnded", "CallStarted", "CallEnded"]
    assert [ended.why for ended in channel.of(CallEnded)] == ["lost", "released"]


def test_the_link_is_gone() -> None:
    channel = Channel()
    channel.feed(call()[:-1])
    channel.close()
    assert channel.of(CallEnded)[0].why == "lost"


# --- joined late


@pytest.mark.parametrize("missed", range(2, 8))
def test_a_call_joined_in_progress(missed: int) -> None:
    """From any burst of the six, with all the voice that was heard."""
    channel = Channel()
    channel.feed(call(24)[missed:])
    (started,) = channel.of(CallStarted)
    assert (started.radio, started.to, started.late) == ("dmr@net:2201", "dmr@net:patrol", True)
    assert [frame.data for frame in channel.voice] == voice(24)[missed - 2 :]
    assert [frame.index for frame in channel.voice] == [480 * n for n in range(26 - missed)]


def test_a_short_call_without_a_header_is_told_by_its_terminator() -> None:
    channel = Channel()
    channel.feed(call(3)[2:])
    assert channel.kinds == ["CallStarted", "CallEnded"]
    assert len(channel.voice) == 3


def test_voice_of_nobody_is_kept_as_such() -> None:
    channel = Channel()
    channel.feed(call(4)[2:-1])
    channel.wait(1.1)
    (told,) = channel.of(Undecoded)
    assert told.why == "voice of nobody: 4 bursts"
    assert channel.voice == []


def test_a_header_that_cannot_be_read_waits_for_the_voice() -> None:
    channel = Channel()
    bursts = call(12)
    channel.feed([spoilt(bursts[0]), spoilt(bursts[1]), *bursts[2:]])
    assert channel.of(CallStarted)[0].radio == "dmr@net:2201"
    assert len(channel.voice) == 12


def test_a_transport_that_names_the_talker_is_believed_after_two_rounds() -> None:
    channel = Channel()
    claim = Claim(src=2201, dst=9)
    empty = [burst.voice_burst(frames, embedded.write_middle(1, embedded.NONE, 0)) for frames in voice(14)]
    channel.feed([outgoing.header(PATROL)[:13] + bytes(7) + bytes(13)], Claim(src=2201, dst=9, letter=0))
    channel.feed(empty[:10], claim)
    assert channel.kinds == []
    channel.feed(empty[10:], claim)
    assert channel.kinds == ["CallStarted"]
    assert channel.of(CallStarted)[0].late


def test_an_embedded_link_control_with_many_wrong_bits_needs_a_second_witness() -> None:
    channel = Channel()
    middle = bytearray(embedded.encode(PATROL))
    for column in (0, 5, 9, 13):
        middle[column] ^= 0x80 >> column % 7
    assert embedded.decode(bytes(middle)) == (PATROL, 4)
    bursts = []
    for number, frames in enumerate(voice(12)):
        letter = number % 6
        if letter == 0:
            bursts.append(burst.voice_burst(frames, burst.MS_VOICE))
            continue
        part = embedded.NONE if letter == 5 else embedded.PARTS[letter - 1]
        signalling = int.from_bytes(middle[4 * letter - 4 : 4 * letter], "big") if letter < 5 else 0
        bursts.append(burst.voice_burst(frames, embedded.write_middle(1, part, signalling)))
    channel.feed(bursts[:6])
    assert channel.kinds == []
    channel.feed(bursts[6:])
    assert channel.kinds == ["CallStarted"]


def test_a_terrible_channel_names_the_right_radio_or_nobody() -> None:
    """Twelve wrong bits in each embedded link control, for 500 of them."""
    channel, dice = Channel(), random.Random(12)
    for _ in range(500):
        bursts = list(outgoing.voice(voice(6), [PATROL]))
        for bit in dice.sample(range(128), 12):
            letter, place = 1 + bit // 32, 116 + bit % 32
            number = int.from_bytes(bursts[letter], "big") ^ 1 << place
            bursts[letter] = number.to_bytes(33, "big")
        channel.feed(bursts)
    assert {started.radio for started in channel.of(CallStarted)} <= {"dmr@net:2201"}


# --- lost bursts


def test_lost_bursts_leave_a_gap_of_their_length() -> None:
    channel = Channel()
    bursts = call(24)
    for number, data in enumerate(bursts):
        if number in (5, 6, 7, 15):
            channel.wait(0.06)
        else:
            channel.feed([data])
    assert [frame.index // 480 for frame in channel.voice] == [n for n in range(24) if n not in (3, 4, 5, 13)]


def test_a_gap_of_more_than_a_round() -> None:
    channel = Channel()
    bursts = call(24)
    channel.feed(bursts[:6])
    channel.wait(8 * 0.06)
    channel.feed(bursts[14:])
    assert [frame.index // 480 for frame in channel.voice] == [0, 1, 2, 3, *range(12, 24)]


def test_bursts_that_come_all_at_once_leave_no_gap() -> None:
    channel = Channel()
    bursts = call(24)
    channel.feed(bursts[:8])
    channel.wait(0.3)
    channel.feed(bursts[8:13], period=0.001)
    channel.feed(bursts[13:])
    assert [frame.index // 480 for frame in channel.voice] == list(range(24))


def test_the_same_burst_twice_is_one() -> None:
    channel = Channel()
    for data in call(12):
        channel.feed([data], period=0.001)
        channel.feed([data])
    heard = [frame.data for frame in channel.voice]
    assert [data for data in heard if data in voice(12)] == heard
    assert len(set(heard)) == 12


def test_the_transport_counts_what_is_missing() -> None:
    channel = Channel()
    bursts = call(12)
    channel.feed(bursts[:4], Claim(src=2201, dst=9))
    channel.feed(bursts[9:10], Claim(src=2201, dst=9, letter=1, lost=5))
    assert [frame.index // 480 for frame in channel.voice] == [0, 1, 7]


# --- who it is


def test_alias_and_position_come_with_the_call() -> None:
    channel = Channel()
    more = [*alias.write("VP-12 Bērziņš", alias.UTF_8), gpsinfo.write(55.87, 26.53, 20)]
    channel.feed(outgoing.call(2201, 9, voice(60), more=more))
    assert [named.text for named in channel.of(TalkerNamed)] == ["VP-12…", "VP-12 Bērzi…", "VP-12 Bērziņš"]
    assert {named.radio for named in channel.of(TalkerNamed)} == {"dmr@net:2201"}
    (place,) = channel.of(Located)
    assert place.radio == "dmr@net:2201"


def test_an_alias_never_passes_to_the_next_talker() -> None:
    channel = Channel()
    blocks = alias.write("VP-12 Daugavpils patrol", alias.EIGHT)
    channel.feed(outgoing.call(2201, 9, voice(12), more=blocks[:1]))
    channel.feed(outgoing.call(2202, 9, voice(24), more=blocks[1:]))
    assert [named.radio for named in channel.of(TalkerNamed)] == ["dmr@net:2201"]


def test_another_talker_without_terminator_and_header_between() -> None:
    channel = Channel()
    channel.feed([outgoing.header(PATROL), *outgoing.voice(voice(12), [PATROL]), *outgoing.voice(voice(12), [OTHER])])
    assert [started.radio for started in channel.of(CallStarted)] == ["dmr@net:2201", "dmr@net:2202"]
    assert channel.of(CallEnded)[0].why == "lost"


def test_header_and_link_control_that_disagree_are_both_logged() -> None:
    channel = Channel()
    for data in call(12):
        channel.feed([data], Claim(src=2201, dst=4404))
    assert channel.of(CallStarted)[0].to == "dmr@net:g4404"
    (told,) = channel.of(Undecoded)
    assert told.why == "the header says radio 2201 to 4404, link control says radio 2201 to 9"
    assert told.raw == PATROL.hex()


def test_two_radios_that_claim_one_call_are_logged() -> None:
    channel = Channel()
    channel.feed([outgoing.header(PATROL)], Claim(src=2201, dst=9))
    channel.feed(outgoing.voice(voice(12), [OTHER]), Claim(src=2201, dst=9))
    assert [started.radio for started in channel.of(CallStarted)] == ["dmr@net:2201"]
    assert len(channel.of(Undecoded)) == 1


def test_a_makers_link_control_inside_voice_is_kept_once() -> None:
    channel = Channel()
    strange = bytes.fromhex("085801020304050607")
    channel.feed([outgoing.header(PATROL), *outgoing.voice(voice(24), [PATROL, strange])])
    (told,) = channel.of(Undecoded)
    assert (told.raw, told.why) == (strange.hex(), "link control 08 of Tait (feature set 58)")


def test_noise_is_no_burst() -> None:
    channel = Channel()
    dice = random.Random(4)
    channel.feed(dice.randbytes(33) for _ in range(300))
    channel.close()
    assert channel.faults
    assert not channel.of(CallStarted)
    assert not channel.voice
