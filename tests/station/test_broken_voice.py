"""Voice of which too much is missing, through a real station: recorded as it came, on record and in words."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

import pytest

from tests.station.room import Radio, Room, free_port
from tests.station.test_station import config
from tests.units.room import CONFIG, entries
from units import findings as fi
from units.picture import Picture

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX are needed"), pytest.mark.real_time]


@pytest.fixture
def radio() -> Iterator[Radio]:
    made = Radio()
    yield made
    made.close()


def speak(radio: Radio, port: int, ssrc: int, lost: Callable[[int], bool], again: bool = False) -> None:
    for number in range(100):
        packet = radio.packet(ssrc, payload=bytes([0x55 + number % 32]) * 160)
        if not lost(number):
            radio.sock.sendto(packet, ("127.0.0.1", port))
            if again:
                radio.sock.sendto(packet, ("127.0.0.1", port))
        time.sleep(0.02)


def test_a_call_of_which_a_fifth_is_lost_is_said_to_be_broken(room: Callable[[str], Room], radio: Radio) -> None:
    port = free_port()
    station = room(config(radio, port)).start()
    speak(radio, port, 7, lambda number: number % 5 == 4)
    said = station.find("VoiceBroken")
    recorded = station.find("VoiceRecorded", call=said.call)
    # nineteen packets, as the last one is lost behind the end; on a busy machine some of the others come late
    assert 0.1 <= said.lost + said.late <= 1.0
    assert recorded.gap == pytest.approx(19 * 0.02, abs=0.01), "what did not come is silence in its place"
    assert recorded.seconds == pytest.approx(99 * 0.02, abs=0.01)


def test_a_call_whose_packets_come_twice_is_whole(room: Callable[[str], Room], radio: Radio) -> None:
    port = free_port()
    station = room(config(radio, port)).start()
    speak(radio, port, 8, lambda number: False, again=True)
    recorded = station.find("VoiceRecorded")
    assert (recorded.seconds, recorded.gap) == (2.0, 0.0)


def test_the_stream_says_whose_voice_was_broken_and_how_much() -> None:
    picture = Picture()
    told = fi.VoiceBroken(call="c1", group="usrp@pp:g2", seconds=10.0, lost=1.5, late=0.5)
    for entry in entries(CONFIG, told):
        picture.apply(entry)
    (line,) = [line for line in picture.facts.lines.values() if line.word == "voice-broken"]
    assert (line.text, line.number) == ("PP", 20)
