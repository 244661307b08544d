"""A real station with a repeater, a modem, and people who send what they should not."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from radio.protocols.dmr import lc, outgoing
from radio.protocols.hbp import frame
from radio.protocols.mmdvm import frame as modem_frame
from station.voice.originals import unpack
from tests.station.repeater import Modem, Repeater, Udp
from tests.station.room import Room, free_port, wait_for

CONFIG = """
[[gateway]]
name = "Site"
protocol = "hbp"
network = "n"
link = {{ type = "udp", bind = "127.0.0.1:{port}", from = ["127.0.0.1"] }}
options = {{ role = "master", password = "file:{secret}" }}

[[gateway]]
name = "Modem"
protocol = "mmdvm"
network = "m"
link = {{ type = "udp", bind = "127.0.0.1:{modem}", peer = "127.0.0.1:{theirs}" }}

[[group]]
id = "dmr@n:g9"
gateway = "Site"
number = "9"
"""
FRAMES = [bytes((n,)) * 27 for n in range(18)]
PASSWORD = "tikai mums"


class Site:
    """A room whose station is the master of repeaters."""

    def __init__(self, make: Callable[[str], Room], home: Path) -> None:
        self.port, modem = free_port(), free_port()
        secret = home / "secret"
        secret.write_text(PASSWORD, "utf-8")
        secret.chmod(0o600)
        self.modem = Modem(modem)
        path = str(secret).replace("\\", "/")
        self.room = make(CONFIG.format(port=self.port, secret=path, modem=modem, theirs=self.modem.port)).start()
        self.repeater = self.another()
        assert self.repeater.login().startswith(b"RPTACK")
        self.room.find("LinkUp", gateway="Site")

    def another(self, host: str = "127.0.0.1", repeater: int = 247131, password: str = PASSWORD) -> Repeater:
        return Repeater(self.port, repeater, password, host)

    def heard(self, src: int) -> list[str]:
        """Calls of a radio so far."""
        return [call.call for call in self.room.some("CallStarted", radio=f"dmr@n:{src}")]


@pytest.fixture
def site(room: Callable[[str], Room], home: Path) -> Iterator[Site]:
    made = Site(room, home)
    yield made
    made.repeater.close()
    made.modem.close()


def bursts(src: int, dst: int) -> list[bytes]:
    """A call of eighteen voice bursts."""
    return list(outgoing.call(src, dst, FRAMES))[1:]


def kept(site: Site, call: str) -> list[int]:
    """Which of the eighteen bursts were recorded, by their place in the call."""
    recorded = site.room.find("VoiceRecorded", call=call, seconds=30)
    assert (recorded.path, recorded.codec) == ("", "ambe2")
    pieces = unpack((site.room.folder / recorded.frames).read_bytes())
    return sorted(piece.start // 480 for piece in pieces)


def test_gaps_repeats_late_entry_and_ends_nobody_heard(site: Site) -> None:
    """Each of them by its own radio, one after the other; stream id 0 throughout."""
    room, one = site.room, site.repeater

    def call(src: int) -> list[bytes]:
        return one.call(src, 9, bursts(src, 9), stream=0)

    gap = call(2201)
    one.send(*gap[:5], *gap[9:])
    end = room.find("CallEnded", radio="dmr@n:2201")
    assert end.why == "released"
    assert kept(site, end.call) == [0, 1, 2, 3, *range(8, 18)]

    one.send(*(data for burst in call(2202) for data in (burst, burst)))
    assert room.find("CallEnded", radio="dmr@n:2202").why == "released"
    assert kept(site, *site.heard(2202)) == list(range(18))

    one.send(*call(2203)[5:])
    assert room.find("CallStarted", radio="dmr@n:2203").late
    assert room.find("CallEnded", radio="dmr@n:2203").why == "released"

    began = time.time()
    one.send(*call(2204)[:-1])
    end = room.find("CallEnded", radio="dmr@n:2204")
    (wall,) = [e.wall for e in room.all() if e.what is end]
    assert end.why == "lost"
    assert wall - began > 0.9
    assert all(len(site.heard(src)) == 1 for src in (2201, 2202, 2203, 2204))


def test_header_and_link_control_that_disagree_and_two_radios_with_one_number(site: Site) -> None:
    room, one = site.room, site.repeater
    one.send(*one.call(2201, 9, bursts(4404, 8)))
    call = room.find("CallEnded", to="dmr@n:g9")
    assert call.radio == "dmr@n:2201"
    why = room.find("Undecoded", gateway="Site", radio="dmr@n:2201").why
    assert "radio 2201 to 9" in why and "radio 4404 to 8" in why
    assert room.some("Undecoded", gateway="Site", radio="dmr@n:4404") == []

    here, there = one.call(2205, 9, bursts(2205, 9)), one.call(2205, 8, bursts(2205, 8), stream=8, slot=2)
    one.send(*(data for pair in zip(here, there, strict=True) for data in pair))
    wait_for(lambda: len(room.some("CallEnded", radio="dmr@n:2205")) == 2)
    (said,) = room.some("Undecoded", gateway="Site", radio="dmr@n:2205")
    assert "two radios claim one number" in said.why


def test_a_login_that_was_overheard_opens_nothing(site: Site) -> None:
    """Said again from elsewhere, word for word; and who is there stays."""
    room, honest = site.room, site.repeater
    thief = site.another()
    assert thief.ask(honest.proof).startswith(b"MSTNAK")
    thief.send(frame.tagged(b"RPTL", honest.id))  # the same id: not answered while the honest one is there
    other = site.another(repeater=247132, password="guessed")
    assert other.login().startswith(b"MSTNAK")
    thief.send(*thief.call(6666, 9, bursts(6666, 9)))
    other.send(*other.call(6667, 9, bursts(6667, 9)))
    honest.send(*honest.call(2201, 9, bursts(2201, 9)))
    room.find("CallEnded", radio="dmr@n:2201")
    assert site.heard(6666) == site.heard(6667) == []
    assert honest.ask(frame.tagged(b"RPTPING", honest.id)).startswith(b"MSTPONG")
    assert room.some("LinkDown", gateway="Site") == []
    assert any("refused: wrong password" in signal.link for signal in room.some("Signal", gateway="Site"))
    told = [what.why for what in room.some("Undecoded", gateway="Site")]
    assert any("claims an id that is logged in" in why for why in told)
    assert len(told) <= 6, "the first few one by one, then a count a minute"
    thief.close()
    other.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="NOT TESTED HERE: all of 127/8 is this machine")
def test_a_flood_from_unknown_addresses_is_counted_dropped_and_one_line(site: Site) -> None:
    room, one = site.room, site.repeater
    room.find("LinkUp", gateway="Site")
    before = len(room.all())
    stranger, neighbour = Udp(site.port, "127.0.0.66"), Udp(site.port)
    call = one.call(6666, 9, bursts(6666, 9))
    for n in range(10_000):
        stranger.send(call[n % len(call)], every=0)
        if n % 100 == 0:
            time.sleep(0.002)
    for n in range(2_000):  # from an address that is allowed, by somebody who never logged in
        neighbour.send(call[n % len(call)], every=0)
        if n % 100 == 0:
            time.sleep(0.002)
    one.get_through()
    one.send(*one.call(2201, 9, bursts(2201, 9)))
    room.find("CallEnded", radio="dmr@n:2201")
    assert site.heard(6666) == []
    undecoded = [e.what for e in room.all()[before:] if e.kind == "Undecoded"]
    assert len(undecoded) <= 5
    log = (Path(os.environ["KOPA_HOME"]) / "logs" / "station.log").read_text("utf-8")
    lines = [line for line in log.splitlines() if "not allowed" in line]
    assert len(lines) == 1
    assert "127.0.0.66" in lines[0]
    stranger.close()
    neighbour.close()


def test_a_modem_s_calls_are_heard_through_noise_and_end_without_their_end(site: Site) -> None:
    room, modem = site.room, site.modem
    modem.bring_up()
    room.find("LinkUp", gateway="Modem")
    octets = lc.call(9, 2201)
    told = [outgoing.header(octets), *outgoing.voice(FRAMES, [octets])]
    controls = [0x41, *(0x20 if n % 6 == 0 else n % 6 for n in range(18))]
    whole = [modem_frame(0x18, bytes((control,)) + burst) for control, burst in zip(controls, told, strict=True)]
    modem.send(*whole[:6], b"\xff\xff\x01", *whole[6:])
    call = room.find("CallStarted", gateway="Modem")
    assert (call.radio, call.to, call.late) == ("dmr@m:2201", "dmr@m:g9", False)
    assert room.find("CallEnded", gateway="Modem").why == "lost"
    assert "belong to no frame" in room.find("Undecoded", gateway="Modem").why
