"""Push-to-talk through a real station: leases in the pulse, presses in the journal, voice packets on a socket."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from journal import clock
from journal.slots import OnAir
from tests.station.room import Radio, Room, free_port, wait_for
from tests.station.test_station import config
from units.actions import PttPressed, PttReleased, SignedOff

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed"),
    pytest.mark.real_time,
]

GROUP = "rtp@net:g1"
FLOOD = """
import os, socket, sys
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    sock.sendto(os.urandom(300), ("127.0.0.1", int(sys.argv[1])))
"""


@pytest.fixture
def radio() -> Iterator[Radio]:
    made = Radio()
    yield made
    made.close()


@pytest.fixture
def station(room: Callable[[str], Room], radio: Radio, tone: None) -> Room:
    made = room(config(radio, free_port())).start()
    made.sign_on()
    made.find("SoundChanged")  # voice is there
    time.sleep(0.1)
    return made


def test_a_press_is_heard_recorded_and_let_go(station: Room, radio: Radio) -> None:
    began = time.monotonic()
    station.press("p1", GROUP)
    taken = time.monotonic() - began
    keyed = station.find("Keyed", press="p1", seconds=1)
    assert (keyed.group, keyed.gateway, keyed.seat, keyed.operator) == (GROUP, "RTP", "1", "anna")
    assert keyed.late == 0.0 or taken > 0.03, "on record in time"
    found = station.pulse.read("onair", OnAir)
    assert found is not None and found[0].presses == {"p1": GROUP}
    station.hold("p1", GROUP, 0.8)
    station.lease("")
    unkeyed = station.find("Unkeyed", press="p1", seconds=1)
    assert unkeyed.why == "released"
    heard = radio.hear(0.2)
    assert 20 <= len(heard) <= 60, "0.8 s are 40 packets"
    assert len({packet[12:] for packet in heard}) > 1, "it is the microphone, not silence"
    assert radio.hear(0.3) == [], "nothing after the release"
    started = station.find("CallStarted", call=keyed.call)
    assert started.radio is not None and started.radio.startswith("console@") and started.radio.endswith(":1")
    assert station.find("CallEnded", call=keyed.call).why == "released"
    assert station.find("VoiceRecorded", call=keyed.call).seconds > 0.4


def test_a_lease_that_is_not_renewed_unkeys_within_half_a_second(station: Room, radio: Radio) -> None:
    station.press("p1", GROUP)
    station.hold("p1", GROUP, 0.3)
    station.lease("p1", GROUP)
    last = time.monotonic()
    assert station.find("Unkeyed", press="p1").why == "lease"
    assert 0.4 < time.monotonic() - last < 0.75, "run again where the machine had no time"
    radio.hear(0.1)
    station.hold("p1", GROUP, 0.4)
    assert len(station.some("Keyed")) == 1 and radio.hear() == [], "a lease that expired needs a new press"
    station.key("p2", GROUP)


def test_a_press_that_is_not_held_is_not_carried_out(station: Room) -> None:
    seq = station.act(PttPressed(seat="1", operator="anna", press="p1", group=GROUP))
    refused = station.find("Refused", action=seq)
    assert (refused.why, refused.press, refused.group) == ("stale", "p1", GROUP)
    station.hold("p1", GROUP, 0.3)
    assert not station.some("Keyed"), "and never will be"


def test_an_old_press_is_stale_however_it_is_held(station: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its disk took the press only after a second: what counts is when it was made."""
    real = clock.mono
    monkeypatch.setattr(clock, "mono", lambda: real() - 1_500_000)
    seq = station.act(PttPressed(seat="1", operator="anna", press="p1", group=GROUP))
    monkeypatch.undo()
    assert station.find("Refused", action=seq).why == "stale"


def test_held_without_a_record_it_keys_late_and_says_so(station: Room) -> None:
    began = time.monotonic()
    station.lease("p1", GROUP)
    keyed = station.find("Keyed", press="p1")
    assert 0.04 < time.monotonic() - began < 0.3
    assert keyed.late >= 0.05
    seq = station.act(PttPressed(seat="1", operator="anna", press="p1", group=GROUP))
    station.lease("")
    station.find("Unkeyed", press="p1")
    time.sleep(0.2)
    assert not station.some("Refused", action=seq) and len(station.some("Keyed")) == 1


def test_who_may_not_is_refused(station: Room, radio: Radio) -> None:
    nobody = station.press("p1", GROUP, seat="2", operator=None)
    assert station.find("Refused", action=nobody).why == "unsigned"
    other = station.press("p2", GROUP, operator="bruno")
    assert station.find("Refused", action=other).why == "rights"
    unknown = station.press("p3", "rtp@net:g99")
    assert station.find("Refused", action=unknown).why == "unknown-target"
    station.lease("p4", GROUP, operator="bruno")
    refused = station.find("Refused", press="p4")
    assert refused.why == "rights" and refused.action == 0, "a lease alone is refused, too"
    assert not station.some("Keyed") and radio.hear() == []


def test_without_a_microphone_nothing_is_keyed_and_it_is_on_record(
    room: Callable[[str], Room], radio: Radio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPA_MIC_FILE", "")
    monkeypatch.setenv("KOPA_VOICE_INPUT", "a microphone that nobody has")
    station = room(config(radio, free_port())).start()
    station.sign_on()
    assert "microphone" in station.find("SoundChanged").lost
    seq = station.press("p1", GROUP)
    refused = station.find("Refused", press="p1", meanwhile=lambda: station.lease("p1", GROUP))
    assert (refused.why, refused.action) == ("no-microphone", seq)
    assert not station.some("Keyed") and radio.hear(0.1) == []


def test_one_seat_at_a_time_on_a_group(station: Room) -> None:
    station.sign_on("2", "bruno")
    station.key("p1", GROUP)
    busy = station.press("p2", GROUP, seat="2", operator="bruno")
    assert station.find("Refused", action=busy).why == "busy"


def test_signing_off_unkeys(station: Room) -> None:
    station.key("p1", GROUP)
    station.lease("p1", GROUP)
    station.act(SignedOff(seat="1", operator="anna"))
    assert station.find("Unkeyed", press="p1").why == "released"


def test_the_journaled_release_is_enough(station: Room) -> None:
    station.key("p1", GROUP)
    station.lease("p1", GROUP)
    station.act(PttReleased(seat="1", operator="anna", press="p1", group=GROUP))
    assert station.find("Unkeyed", press="p1").why == "released"


def test_nothing_is_keyed_through_a_restart(station: Room, radio: Radio) -> None:
    station.key("p1", GROUP)
    station.kill()
    before = len(station.all())
    station.lease("p1", GROUP)
    station.start()
    assert station.find("Unkeyed", press="p1", after=before).why == "restart"
    onair = station.pulse.read("onair", OnAir)
    assert onair is not None and not onair[0].presses, "what the dead station last said is not true any more"
    radio.hear(0.1)
    station.hold("p1", GROUP, 0.5)
    assert radio.hear() == [] and len(station.some("Keyed")) == 1, "held through our restart: a new press is required"
    station.key("p2", GROUP)


def test_transmitting_is_off_until_enabled(room: Callable[[str], Room], radio: Radio) -> None:
    station = room(config(radio, free_port(), transmit=False)).start()
    station.sign_on()
    seq = station.press("p1", GROUP)
    assert station.find("Refused", action=seq).why == "transmit-off"
    station.hold("p1", GROUP, 0.3)
    assert radio.hear() == [] and not station.some("Keyed")


def test_a_talk_that_is_too_long_is_cut(room: Callable[[str], Room], radio: Radio, tone: None) -> None:
    text = config(radio, free_port()).replace("transmit = true", "transmit = true\ntalk_limit = 1")
    station = room(text).start()
    station.sign_on()
    station.key("p1", GROUP)
    station.hold("p1", GROUP, 1.4)
    assert station.find("Unkeyed", press="p1").why == "limit"
    assert station.find("CallEnded").why == "timeout"
    assert len(station.some("Keyed")) == 1


def test_a_gateway_that_goes_unkeys(station: Room) -> None:
    station.key("p1", GROUP)
    station.config.write_text("", encoding="utf-8")

    def cut() -> bool:
        station.lease("p1", GROUP)
        return bool(station.some("Unkeyed", press="p1", why="link"))

    wait_for(cut)


def test_a_flood_does_not_hold_the_key(station: Room, radio: Radio) -> None:
    """Noise as fast as one process can send it, on the very port: the key still goes down and, above all, up."""
    port = int(station.config.read_text("utf-8").split("127.0.0.1:")[1].split('"')[0])
    flood = subprocess.Popen([sys.executable, "-c", FLOOD, str(port)])
    try:
        station.find("Undecoded")
        station.key("p1", GROUP)
        station.hold("p1", GROUP, 1.0)
        station.lease("")
        assert station.find("Unkeyed", press="p1", seconds=1).why == "released"
    finally:
        flood.kill()
        flood.wait()
    assert len(station.some("Undecoded")) < 60
