"""What repeaters and modems send that they should not: gaps, repeats, ends nobody heard, numbers that two radios use."""

from __future__ import annotations

import contextlib
import itertools
import random

import pytest

from radio.codec import Codec, Now, Out, ProtocolError, Reply, Settings, Unable, VoiceFrame
from radio.datagram import Datagram
from radio.events import CallEnded, CallStarted, EmergencyRaised, Undecoded
from radio.find import find_protocol
from radio.protocols import tms
from radio.protocols.dmr import burst as air
from radio.protocols.dmr import ip, lc, outgoing
from radio.protocols.hbp import HbpMaster, HbpPeer, frame
from radio.protocols.mmdvm import frame as modem_frame
from radio.requests import SendText
from tests.radio.hbp.test_hbp import FRAMES, call, of

MODEM = {1: 0x18, 2: 0x1A}


class Listener:
    """A codec that hears whatever comes, every 60 ms."""

    def __init__(self, codec: Codec) -> None:
        self.codec, self.now = codec, Now(1.7e9, 100.0)
        self.outs: list[Out] = []
        self.faults: list[str] = []

    def hear(self, *datagrams: bytes, every: float = 0.06) -> Listener:
        for data in datagrams:
            self.wait(every)
            try:
                self.outs += self.codec.receive(data, "10.0.0.1:62031", self.now)
            except ProtocolError as fault:
                self.outs += fault.kept
                self.faults.append(str(fault))
        return self

    def wait(self, seconds: float) -> Listener:
        self.now = Now(self.now.utc + seconds, self.now.mono + seconds)
        self.outs += self.codec.tick(self.now)
        return self

    def starts(self) -> list[CallStarted]:
        return of(self.outs, CallStarted)

    def ends(self) -> list[str]:
        return [end.why for end in of(self.outs, CallEnded)]

    def voice(self) -> list[int]:
        return [out.index // 480 for out in of(self.outs, VoiceFrame)]

    def said(self) -> list[str]:
        return [out.why for out in of(self.outs, Undecoded)]


def listener() -> Listener:
    return Listener(HbpPeer(Settings(gateway="g", network="n", options={"diagnose": True})))


def modem() -> Listener:
    heard = Listener(find_protocol("mmdvm").codec(Settings(gateway="g", network="n")))
    return heard.hear(modem_frame(0, b"\x01MMDVM"), *(modem_frame(0x70, bytes((step,))) for step in (4, 2, 3)))


def modem_call(src: int, dst: int, slot: int = 1, emergency: bool = False) -> list[bytes]:
    """Header, eighteen bursts of voice, terminator."""
    octets = lc.call(dst, src, options=lc.EMERGENCY if emergency else 0)
    bursts = [outgoing.header(octets), *outgoing.voice(FRAMES, [octets]), outgoing.terminator(octets)]
    controls = [0x41, *(0x20 if n % 6 == 0 else n % 6 for n in range(18)), 0x42]
    return [
        modem_frame(MODEM[slot], bytes((control,)) + burst) for control, burst in zip(controls, bursts, strict=True)
    ]


def test_a_gap_in_the_numbers_is_a_gap_in_the_voice() -> None:
    bursts = call(1, 2201, 9)
    heard = listener().hear(*bursts[:5], *bursts[9:])
    assert heard.voice() == [0, 1, 2, 3, *range(8, 18)]
    assert heard.ends() == ["released"]


def test_what_comes_twice_or_overtaken_is_heard_once_and_in_order() -> None:
    bursts = call(1, 2201, 9)
    twice = [one for burst in bursts for one in (burst, burst)]
    heard = listener().hear(*twice, every=0.03)
    assert (len(heard.starts()), heard.voice(), heard.ends()) == (1, list(range(18)), ["released"])
    swapped = [*bursts[:4], bursts[5], bursts[4], *bursts[6:]]
    heard = listener().hear(*swapped)
    assert heard.voice() == [n for n in range(18) if n != 3], "voice is played, not waited for"
    assert heard.ends() == ["released"]


@pytest.mark.parametrize("stream", [0, 7])
def test_calls_that_all_have_one_stream_id_are_still_calls(stream: int) -> None:
    heard = listener()
    for src in (2201, 2202, 2201):
        heard.hear(*call(1, src, 9, stream)).wait(0.5)
    assert [one.radio for one in heard.starts()] == ["dmr@n:2201", "dmr@n:2202", "dmr@n:2201"]
    assert heard.ends() == ["released"] * 3


def test_two_short_calls_of_one_stream_id_close_together_are_two() -> None:
    """The second begins its numbers anew: that is no packet of the first overtaken on its way."""
    bursts = call(1, 2201, 9, stream=0)
    numbered = [*bursts[:4], bursts[-1][:4] + b"\x04" + bursts[-1][5:]]
    heard = listener().hear(*numbered).wait(0.3).hear(*numbered)
    assert (heard.ends(), heard.voice()) == (["released"] * 2, [0, 1, 2] * 2)
    assert [start.late for start in heard.starts()] == [False, False]


def test_voice_of_another_radio_right_behind_an_end_is_no_straggler() -> None:
    heard = listener().hear(*call(1, 2201, 9)).hear(*call(1, 2202, 9, stream=8)[1:])
    assert [(start.radio, start.late) for start in heard.starts()] == [("dmr@n:2201", False), ("dmr@n:2202", True)]
    assert heard.voice() == [*range(18)] * 2
    heard = listener().hear(*call(1, 2201, 9)).hear(*call(1, 2201, 9, stream=8)[17:19])
    assert len(heard.starts()) == 1


def test_a_missing_terminator_is_a_call_lost_after_a_second() -> None:
    for heard in (listener().hear(*call(1, 2201, 9)[:-1]), modem().hear(*modem_call(2201, 9)[:-1])):
        heard.wait(0.98)
        assert heard.ends() == []
        heard.wait(0.04)
        assert heard.ends() == ["lost"]


def test_late_entry_says_so() -> None:
    for heard in (listener().hear(*call(1, 2201, 9)[4:]), modem().hear(*modem_call(2201, 9)[4:])):
        (start,) = heard.starts()
        assert (start.radio, start.to, start.late) == ("dmr@n:2201", "dmr@n:g9", True)
        assert heard.ends() == ["released"]


def test_the_next_call_ends_one_whose_terminator_was_missed() -> None:
    heard = listener().hear(*call(1, 2201, 9)[:-1], *call(1, 2202, 9, stream=8))
    assert heard.ends() == ["lost", "released"]
    heard = modem().hear(*modem_call(2201, 9)[:-1], *modem_call(2202, 9))
    assert heard.ends() == ["lost", "released"]


def test_noise_that_ends_a_call_does_not_lose_its_end() -> None:
    """The first burst of the next stream is none: the call before it is over all the same."""
    heard = listener().hear(*call(1, 2201, 9)[:-1])
    noise = frame.Dmrd(0, 2202, 9, 1, 2, True, "voice", 9, 8, bytes(range(33)))
    heard.hear(frame.write_dmrd(noise))
    assert heard.ends() == ["lost"]
    assert len(heard.faults) == 1


def test_header_and_link_control_that_disagree_are_both_on_record() -> None:
    octets = lc.call(8, 4404)
    bursts = [outgoing.header(octets), *outgoing.voice(FRAMES, [octets])]
    sorts = [("data", 1), *(("sync", 0) if n % 6 == 0 else ("voice", n % 6) for n in range(18))]
    heard = listener().hear(
        *(
            frame.write_dmrd(frame.Dmrd(n, 2201, 9, 1, 2, True, sort, value, 7, burst))
            for n, (burst, (sort, value)) in enumerate(zip(bursts, sorts, strict=True))
        )
    )
    (start,) = heard.starts()
    assert (start.radio, start.to) == ("dmr@n:2201", "dmr@n:g9")
    (why,) = heard.said()
    assert "radio 2201 to 9" in why and "radio 4404 to 8" in why


def shuffled(one: list[bytes], other: list[bytes]) -> list[bytes]:
    return [data for pair in itertools.zip_longest(one, other) for data in pair if data is not None]


def slot(data: bytes, number: int) -> bytes:
    return data[:15] + bytes((data[15] & 0x7F | (number == 2) << 7,)) + data[16:]


def test_one_number_on_two_slots_at_once_is_two_radios() -> None:
    one, other = call(1, 2201, 9), [slot(data, 1) for data in call(1, 2201, 8, stream=8)]
    modems = shuffled(modem_call(2201, 9, 1), modem_call(2201, 8, 2))
    for heard in (listener().hear(*shuffled(one, other), every=0.03), modem().hear(*modems, every=0.03)):
        assert [start.to for start in heard.starts()] == ["dmr@n:g9", "dmr@n:g8"]
        assert heard.ends() == ["released", "released"]
        (why,) = heard.said()
        assert "dmr@n:2201" in why and "two radios claim one number" in why
        assert "to dmr@n:g8" in why and "to dmr@n:g9" in why


def test_one_radio_heard_through_two_repeaters_is_one_radio() -> None:
    heard = listener().hear(*shuffled(call(1, 2201, 9), call(2, 2201, 9)), every=0.03)
    assert len(heard.starts()) == 2
    assert heard.said() == []


def test_a_radio_that_changes_the_group_after_a_missed_end_is_one_radio() -> None:
    other = [slot(data, 1) for data in call(1, 2201, 8, stream=8)]
    heard = listener().hear(*call(1, 2201, 9)[:-1], *other)
    assert heard.said() == []
    assert sorted(heard.ends()) == ["lost", "released"]


def test_a_modem_is_told_to_listen_without_a_transmitter() -> None:
    """With the transmitter off, the firmware's duplex receiver looks for nothing but wake-ups of a repeater."""
    spec = find_protocol("mmdvm")
    settings = Settings(gateway="g", network="n", options={option.name: option.default for option in spec.options})
    for version, flags_at in ((1, 3), (2, 3)):
        codec = spec.codec(settings)
        now = Now(1.7e9, 100.0)
        codec.opened(now)
        codec.receive(modem_frame(0x00, bytes((version,)) + bytes(20)), "", now)
        (config,) = codec.receive(modem_frame(0x70, b"\x04"), "", now)
        assert isinstance(config, Reply) and config.data[2] == 0x02
        assert config.data[flags_at] & 0x80, "simplex"


def test_a_modem_s_emergency_is_told_whatever_came_before_it() -> None:
    heard = modem().hear(b"\xe0\x04", *modem_call(2201, 9, emergency=True), every=0.6)
    assert [raised.by for raised in of(heard.outs, EmergencyRaised)] == ["call"]


def test_a_modem_s_long_frame_is_as_long_as_it_says() -> None:
    """A length of 0: the octet behind it, plus 255, is the length of all."""
    said = b"\xe0\x00" + bytes((300 - 255, 0x00)) + b"\x01MMDVM".ljust(296, b".")
    heard = Listener(find_protocol("mmdvm").codec(Settings(gateway="g", network="n"))).hear(
        said + modem_frame(0x70, b"\x04")
    )
    replies = [out.data[2] for out in of(heard.outs, Reply)]
    assert (len(said), replies, heard.faults) == (300, [0x00, 0x04, 0x02], [])


# --- a master whose repeaters are logged in, and then say anything

NEIGHBOURS = {"10.0.0.1:62031": 2470020, "10.0.0.2:62031": 247131}


def logged_in(**options: object) -> HbpMaster:
    codec = HbpMaster(Settings(gateway="g", network="n", options={"password": "p", **options}))
    now = Now(1.7e9, 100.0)
    for address, repeater in NEIGHBOURS.items():
        (salted,) = of(codec.receive(frame.tagged(b"RPTL", repeater), address, now), Reply)
        codec.receive(frame.tagged(b"RPTK", repeater, frame.digest(salted.data[6:10], "p")), address, now)
        codec.receive(frame.write_config(repeater), address, now)
    return codec


def damaged(dice: random.Random, data: bytes, repeater: int) -> bytes:
    """Bits, octets and lengths changed; a burst stays that of its repeater, or nobody would read on."""
    changed = bytearray(data)
    for _ in range(dice.choice((0, 1, 1, 2, 5))):
        at = dice.randrange(len(changed))
        if dice.random() < 0.7:
            changed[at] ^= 1 << dice.randrange(8)
        else:
            changed[at : at + dice.randrange(4)] = dice.randbytes(dice.randrange(4))
        changed = changed or bytearray(b"D")
    if changed[:4] == b"DMRD":
        changed[11:15] = repeater.to_bytes(4, "big")
    return bytes(changed)


def survives(count: int, seed: str) -> None:
    dice = random.Random(seed)
    octets = lc.call(9, 2201, options=lc.EMERGENCY)
    text = tms.write(tms.Message(kind=tms.TEXT, ack=True, sequence=3, text="Ķemmes ąžuolas"))
    told = ip.write(Datagram("12.0.8.153", tms.PORT, "12.0.0.7", tms.PORT, text))
    bursts = [*outgoing.packet(2201, 7, told), *outgoing.packet(2201, 7, told, sequence=1), outgoing.alarm(2201, 9)]
    data = [frame.Dmrd(n, 2201, 7, 1, 1, False, "data", _kind(burst), 5, burst) for n, burst in enumerate(bursts)]
    good = [
        *call(1, 2201, 9),
        *map(frame.write_dmrd, data),
        frame.tagged(b"RPTPING", 2470020),
        frame.write_config(247131),
    ]
    good += [b"DMRA" + (2201).to_bytes(3, "big") + b"\0" + octets[2:], b"DMRG" + (2201).to_bytes(3, "big") + octets[2:]]
    good += [frame.tagged(b"RPTL", 2470020), frame.tagged(b"RPTO", 247131, b"TS1=9")]
    codec, now = logged_in(texts="tms", radio=7), Now(1.7e9, 100.0)
    read = 0
    for turn in range(count):
        address, repeater = dice.choice(list(NEIGHBOURS.items()))
        pause = dice.choice((0.0, 0.01, 0.06, 0.06, 0.3, 1.2))
        now = Now(now.utc + pause, now.mono + pause)
        with contextlib.suppress(ProtocolError):
            read += bool(codec.receive(damaged(dice, good[turn % len(good)], repeater), address, now))
        if turn % 50 == 0:
            with contextlib.suppress(Unable):
                codec.send(SendText(ref=str(turn), to="dmr@n:2201", text="Nāc šurp"), now)
        codec.tick(now)
    assert read > count / 4
    codec.closed(now)


def _kind(burst: bytes) -> int:
    found = air.read(burst).slot_type
    assert found is not None
    return found.kind


def test_a_master_survives_whatever_its_repeaters_say() -> None:
    survives(2_000, "short")


@pytest.mark.soak
def test_a_master_survives_whatever_its_repeaters_say_for_long() -> None:
    survives(200_000, "long")
