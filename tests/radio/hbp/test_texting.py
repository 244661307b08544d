"""Texts out through our repeaters: which of them, when, in which form, and what becomes of them."""

from __future__ import annotations

import contextlib
from itertools import pairwise

import pytest

from radio.cai import host_of
from radio.codec import Now, Out, ProtocolError, Reply, Settings, Unable
from radio.datagram import Datagram
from radio.events import Delivered, TextReceived
from radio.fleet.texts import ANSWER_IN, TRIES
from radio.protocols import tms
from radio.protocols.dmr import ip, outgoing
from radio.protocols.dmr.burst import read
from radio.protocols.hbp import HbpMaster, HbpPeer, frame
from radio.requests import SendText
from tests.radio.hbp.test_hbp import call, of

OWN, RADIO = 2471900, 2471150
NORTH, SOUTH = ("10.0.0.1:62031", 1), ("10.0.0.2:62031", 2)


class Net:
    """Our master with two repeaters, and a radio at one of them that hears what goes out there."""

    def __init__(self, transmit: bool = True, **options: object) -> None:
        told = {"texts": "tms", "radio": OWN, "relay": False, **options}
        self.master = HbpMaster(Settings(gateway="Site", network="n", transmit=transmit, options=told))
        self.now = Now(1.7e9, 100.0)
        self.outs: list[Out] = []
        self.sent: dict[str, list[bytes]] = {}
        self.ears = {
            address: HbpPeer(Settings(gateway="R", network="n", options={"diagnose": True}))
            for address, _ in (NORTH, SOUTH)
        }
        self.heard: dict[str, list[Out]] = {address: [] for address in self.ears}
        self.stream = 100

    def login(self, *repeaters: tuple[str, int]) -> Net:
        for address, repeater in repeaters:
            (asked,) = self.master.receive(frame.tagged(b"RPTL", repeater), address, self.now)
            assert isinstance(asked, Reply)
            self.master.receive(frame.tagged(b"RPTK", repeater, frame.digest(asked.data[6:10], "")), address, self.now)
            self.master.receive(frame.write_config(repeater, callsign="R"), address, self.now)
        return self

    def take(self, outs: list[Out]) -> None:
        for out in outs:
            if isinstance(out, Reply) and out.data[:4] == b"DMRD":
                self.sent.setdefault(out.peer, []).append(out.data)
                self.heard[out.peer] += self.ears[out.peer].receive(out.data, "master", self.now)
            else:
                self.outs.append(out)

    def run(self, seconds: float) -> Net:
        until = self.now.mono + seconds
        while self.now.mono < until:
            self.now = Now(self.now.utc + 0.02, self.now.mono + 0.02)
            self.take(self.master.tick(self.now))
            for address, (_, repeater) in zip(self.ears, (NORTH, SOUTH), strict=True):
                if round(self.now.mono * 50) % 250 == 0:
                    self.master.receive(frame.tagged(b"RPTPING", repeater), address, self.now)
        return self

    def send(self, text: str = "Gaidiet krustojumā.", to: str = f"dmr@n:{RADIO}", ref: str = "r1") -> Net:
        self.take(self.master.send(SendText(ref=ref, to=to, text=text), self.now))
        return self

    def speaks(self, place: tuple[str, int], *bursts: bytes, slot: int = 1, group: bool = False) -> Net:
        """Data bursts of the radio through a repeater."""
        self.stream += 1
        for n, one in enumerate(bursts):
            kind = read(one).slot_type
            assert kind is not None
            told = frame.Dmrd(n, RADIO, OWN, place[1], slot, group, "data", kind.kind, self.stream, one)
            self.take(self.master.receive(frame.write_dmrd(told), place[0], self.now))
            self.run(0.06)
        return self

    def says(self, message: tms.Message, place: tuple[str, int] = NORTH) -> Net:
        datagram = Datagram(host_of(RADIO, 12), 4007, host_of(OWN, 12), 4007, tms.write(message))
        return self.speaks(place, *outgoing.packet(RADIO, OWN, ip.write(datagram)))

    def texts(self, place: tuple[str, int] = NORTH) -> list[TextReceived]:
        return of(self.heard[place[0]], TextReceived)

    def fates(self) -> list[tuple[str, bool, str]]:
        return [(fate.ref, fate.ok, fate.by) for fate in of(self.outs, Delivered)]


def sequence(net: Net) -> int:
    """The number of the text that went out last."""
    told = net.texts()[-1].ref
    assert told is not None
    return int(told)


def acknowledgement(net: Net) -> tms.Message:
    return tms.Message(kind=tms.ACKNOWLEDGEMENT, sequence=sequence(net))


def test_a_text_goes_out_and_its_acknowledgement_says_that_it_arrived() -> None:
    net = Net().login(NORTH, SOUTH).send().run(3)
    (text,) = net.texts()
    assert (text.text, text.radio, text.to, text.wants) == (
        "Gaidiet krustojumā.",
        f"dmr@n:{OWN}",
        f"dmr@n:{RADIO}",
        "received",
    )
    assert len(net.texts(SOUTH)) == 1, "nobody knows where the radio is"
    assert net.fates() == []
    net.says(acknowledgement(net))
    assert net.fates() == [("r1", True, "radio")]
    net.says(acknowledgement(net)).run(60)
    assert net.fates() == [("r1", True, "radio")], "once"
    assert len(net.texts()) == 1


def test_bursts_go_every_60_ms() -> None:
    net = Net().login(NORTH).send("Gaidiet krustojumā, " * 4)
    count = []
    for _ in range(50):
        net.run(0.02)
        count.append(len(net.sent.get(NORTH[0], [])))
    assert max(after - before for before, after in pairwise(count)) == 1
    assert 15 <= count[-1] <= 18


def test_it_goes_where_the_radio_was_heard_last_and_on_that_slot() -> None:
    net = Net().login(NORTH, SOUTH)
    net.speaks(SOUTH, outgoing.alarm(RADIO, 9), slot=2).run(2)
    net.send().run(3)
    assert set(net.sent) == {SOUTH[0]}
    assert all(frame.read_dmrd(data).slot == 2 for data in net.sent[SOUTH[0]])


def test_it_waits_for_a_free_slot() -> None:
    net = Net().login(NORTH)
    for n, data in enumerate(call(1, 2201, 9)):
        net.take(net.master.receive(data[:15] + bytes((data[15] & 0x7F,)) + data[16:], NORTH[0], net.now))
        net.run(0.06)
        if n == 5:
            net.send()
    assert net.sent == {}
    net.run(0.4)
    assert net.sent == {}
    net.run(3)
    assert len(net.texts()) == 1


def test_it_is_said_again_under_its_number_and_given_up_at_last() -> None:
    net = Net().login(NORTH).send().run(TRIES * ANSWER_IN - 2)
    numbers = {frame.read_dmrd(data).stream for data in net.sent[NORTH[0]]}
    assert len(numbers) == TRIES
    assert len(net.texts()) == 1, "one text, told once"
    assert net.fates() == []
    net.run(5)
    assert net.fates() == [("r1", False, "network")]


def test_what_was_given_up_before_its_slot_was_free_is_not_said_later() -> None:
    net = Net().login(NORTH).send().run(0)
    for n in range(round(TRIES * ANSWER_IN / 0.3) + 40):
        data = frame.write_dmrd(frame.Dmrd(n & 0xFF, 2201, 9, 1, 1, True, "data", 9, 5, bytes(33)))
        with contextlib.suppress(ProtocolError):
            net.take(net.master.receive(data, NORTH[0], net.now))
        net.run(0.3)
    assert net.fates() == [("r1", False, "network")]
    begun = len(net.sent.get(NORTH[0], []))
    net.run(30)
    assert len(net.sent.get(NORTH[0], [])) == begun


def test_a_text_to_us_is_acknowledged_and_told_once() -> None:
    net = Net().login(NORTH)
    asked = tms.Message(kind=tms.TEXT, ack=True, sequence=7, text="Esam klāt.")
    net.says(asked).run(3).says(asked).run(3)
    (told,) = of(net.outs, TextReceived)
    assert (told.radio, told.to, told.text) == (f"dmr@n:{RADIO}", f"dmr@n:{OWN}", "Esam klāt.")
    assert len({frame.read_dmrd(data).stream for data in net.sent[NORTH[0]]}) == 2, "each time"


@pytest.mark.parametrize("options", [{"transmit": False}, {"texts": "off"}, {"radio": 0}])
def test_nothing_goes_on_the_air_that_is_not_wanted(options: dict[str, object]) -> None:
    net = Net(**options).login(NORTH)  # type: ignore[arg-type]
    net.says(tms.Message(kind=tms.TEXT, ack=True, sequence=7, text="Esam klāt.")).run(5)
    assert len(of(net.outs, TextReceived)) == 1
    assert net.sent == {}


@pytest.mark.parametrize("form", ["tms", "short"])
def test_a_group_is_written_to_through_all_repeaters_and_nobody_answers(form: str) -> None:
    net = Net(texts=form).login(NORTH, SOUTH).send(to="dmr@n:g31").run(60)
    for place in (NORTH, SOUTH):
        (text,) = net.texts(place)
        assert (text.text, text.to) == ("Gaidiet krustojumā.", "dmr@n:g31")
        assert len({frame.read_dmrd(data).stream for data in net.sent[place[0]]}) == 1
        assert all(frame.read_dmrd(data).group for data in net.sent[place[0]])
    assert net.fates() == []


def test_short_data_to_a_radio_is_said_once() -> None:
    net = Net(texts="short").login(NORTH).send("Ščūķis").run(60)
    (text,) = net.texts()
    assert (text.text, text.radio, text.to) == ("Ščūķis", f"dmr@n:{OWN}", f"dmr@n:{RADIO}")
    assert net.fates() == []


def test_what_cannot_be_is_refused_in_words() -> None:
    told = {
        "switched off": Net(texts="off").login(NORTH),
        "radio number of its own": Net(radio=0).login(NORTH),
        "no repeater": Net(),
        "at most": Net().login(NORTH),
        "too long for short data": Net(texts="short").login(NORTH),
    }
    for why, net in told.items():
        with pytest.raises(Unable, match=why):
            net.send("x" * 500)
    for to in ("dmr@n:0", "dmr@n:16777216", "dmr@n:me"):
        with pytest.raises(Unable, match="no radio of this network"):
            Net().login(NORTH).send(to=to)
    peer = HbpPeer(Settings(gateway="g"))
    with pytest.raises(Unable, match="role master"):
        peer.send(SendText(to="dmr@n:1", text="x"), Now(0, 0))


def test_a_flood_of_texts_is_refused_before_it_fills_the_air() -> None:
    net = Net(texts="short").login(NORTH)
    with pytest.raises(Unable, match="too many texts"):
        for _ in range(100):
            net.send()


def test_a_text_on_its_way_when_the_link_closes_was_not_delivered() -> None:
    net = Net().login(NORTH).send().run(1)
    net.take(net.master.closed(net.now))
    assert net.fates() == [("r1", False, "network")]
