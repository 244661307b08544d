"""The first syllable end to end: what a real capture device heard since the key went down goes out and is on record.

Words come out of PulseAudio into the microphone. A key goes down before a word and the station learns of it only when
the word is over, as behind a busy disk or a slow pedal: all of the word must come to the far end. Not tested here: a
sound card.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile
from msgspec.structs import replace

from journal.slots import Lease
from radio import g711
from station.press import EXPIRY
from station.voice.samples import Pcm
from tests.station.room import Radio, Room, free_port, wait_for
from tests.station.test_donor import COLD_SECONDS, seconds_of
from tests.station.test_station import config
from tests.voice import sinks
from tests.voice.desk import tone
from tests.voice.sinks import RATE, Ear, Sinks
from units.actions import PttPressed

pytestmark = [pytest.mark.peer, pytest.mark.real_time]
GROUP = "rtp@net:g1"
HERTZ = 600.0
WORD, PAUSE = 0.12, 0.88
AGO = 0.32
"""s before the station is told that the key went down. Half of what it believes beyond the word is for us to hear that
the word is over, the other half for the press to come in time."""
LONG_OVER = 0.35
"""s after a word in which even a slow capture device has handed it on, and the voice process remembers it still."""
EDGE = 0.03
"""s of a word that may be lost at its edges, where a piece of 20 ms is neither loud nor silent."""
MAX_TRIES = 12
"""Words spoken until one press comes in time: a machine under load may take longer than the key is believed."""


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sinks]:
    if sys.platform != "linux" or sinks.missing():
        pytest.skip(f"LOUD: {sinks.missing() or 'Linux'} is not installed: the first syllable NOT tested with sound")
    one = Sinks(tmp_path_factory.mktemp("pa"))
    one.start()
    for name, value in one.environment.items():
        monkeypatch.setenv(name, value)
    with one.playing_silence():
        time.sleep(COLD_SECONDS)
    yield one
    one.stop()


@pytest.fixture
def radio() -> Iterator[Radio]:
    with closing(Radio()) as made:
        yield made


def after_a_word(ear: Ear) -> float:
    """Wait until a word that begins from now on is over; when that was, s monotonic."""
    ear.so_far()
    heard = len(ear.samples)

    def over() -> float:
        ear.so_far()
        now, piece = time.monotonic(), RATE // 100
        new = ear.samples[heard:, 0]
        loud = np.abs(new[: len(new) // piece * piece].reshape(-1, piece)).max(axis=1, initial=0) > 1000
        begins = np.flatnonzero(loud & ~np.append(True, loud[:-1]))
        ends = np.flatnonzero(~loud & np.append(False, loud[:-1]))
        return now if len(begins) and (ends > begins[0]).any() else 0.0

    return wait_for(over, what="a word")


def said(station: Room, radio: Radio, press: str, down: float) -> Pcm:
    """What came to the far end of a press of 0.3 s whose key went down at ``down`` (0: when we tell of it)."""
    radio.hear()
    lease = Lease(seat="1", press=press, group=GROUP, operator="anna", down=down)
    counts = itertools.count(1)

    def renew() -> None:
        station.pulse.write("lease.1", replace(lease, count=next(counts)))

    renew()
    station.log.append(PttPressed(seat="1", operator="anna", press=press, group=GROUP))
    station.find("Keyed", press=press, meanwhile=renew)
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        renew()
        time.sleep(0.05)
    station.pulse.write("lease.1", Lease(seat="1", let_go=press, count=next(counts)))
    station.find("Unkeyed", press=press)
    packets = sorted(radio.hear(0.3), key=lambda packet: packet[4:8])
    return g711.decode("pcma", b"".join(packet[-160:] for packet in packets))


def test_a_word_spoken_between_the_key_and_its_press_goes_out(
    server: Sinks, room: Callable[[str], Room], radio: Radio
) -> None:
    assert WORD < AGO < EXPIRY
    station = room(config(radio, free_port())).start()
    station.sign_on()
    station.can_talk()
    word = np.concatenate([np.zeros(int(PAUSE * RATE), np.int16), tone(HERTZ, WORD, RATE)])
    with server.speaking(np.tile(word, 40)), server.listening("micfeed") as ear:
        after_a_word(ear)
        time.sleep(LONG_OVER)
        before = said(station, radio, "without", 0.0)
        assert len(before) > 0 and seconds_of(before, 8000, HERTZ) == 0, "nothing of before the key goes out"
        for number in range(MAX_TRIES):
            press = f"p{number}"
            over = after_a_word(ear)
            pcm = said(station, radio, press, over - AGO)
            if seconds_of(pcm, 8000, HERTZ) > WORD - EDGE:
                break
    assert WORD - EDGE < seconds_of(pcm, 8000, HERTZ) < 2 * WORD - EDGE, "all of the word, once"
    (keyed,) = station.some("Keyed", press=press)
    recorded = station.find("VoiceRecorded", call=keyed.call)
    kept, rate = soundfile.read(station.folder / recorded.path, dtype="int16")
    assert WORD - EDGE < seconds_of(kept, rate, HERTZ) < 2 * WORD - EDGE, "and on record"
