"""Sound for real: what a dispatcher hears from a private PulseAudio's null sinks, and what a microphone gives."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from journal.pulse import Pulse
from journal.slots import Beat, Playhead
from station.voice.wire import GroupMix, Mic, Mixing, Sounder, Talk
from tests.voice import sinks
from tests.voice.desk import GROUP, MAIN, Desk, desk, noise, samples, tone, until
from tests.voice.sinks import Sinks

pytestmark = pytest.mark.peer
OTHER = "tetra@247-9:g2202"
COLD_SECONDS = 2.5
"""A null sink of a server that just started asks for nothing in its first two seconds; later ones start at once."""
READY_SECONDS = 0.4


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sinks]:
    if sys.platform != "linux" or sinks.missing():
        pytest.skip(f"LOUD: {sinks.missing() or 'Linux'} is not installed: sound end to end NOT tested")
    one = Sinks(tmp_path_factory.mktemp("pa"))
    one.start()
    yield one
    one.stop()


@pytest.fixture
def server(running: Sinks) -> Sinks:
    """The server, warm, whatever the last test did to it."""
    if running.fresh:
        with running.playing_silence():
            time.sleep(COLD_SECONDS)
        running.fresh = False
    return running


def call(one: Desk, name: str, hertz: float, group: str = GROUP, seconds: float = 0.6) -> None:
    one.open(name, group)
    one.speak(name, tone(hertz, seconds), pace=0.02)
    one.close(name)
    time.sleep(0.2)


def test_what_is_heard_and_what_is_not(server: Sinks, journal: Path) -> None:
    with desk(journal, server.environment) as one:
        assert one.sound().device == "default"
        time.sleep(READY_SECONDS)
        with server.listening() as ear:
            call(one, "c1", 1000)
        assert ear.seconds_of(1000) == pytest.approx(0.6, abs=0.06), "heard from the first sample to the last"

        one.tell(Mixing(groups={GROUP: GroupMix(muted=True), OTHER: GroupMix(bus="select", gain=1.0)}))
        with server.listening() as ear:
            call(one, "c2", 1000)
            call(one, "c3", 700, OTHER)
        assert ear.seconds_of(1000) == 0, "a muted talk-group is not heard"
        assert ear.seconds_of(700) == pytest.approx(0.6, abs=0.06)

        one.tell(Mixing(groups={GROUP: GroupMix(bus="off", muted=True, gain=0.0, force=True)}))
        with server.listening() as ear:
            call(one, "c4", 500)
            one.tell(Sounder(emergency=True))
            time.sleep(0.5)
            one.tell(Sounder(emergency=False))
            time.sleep(0.2)
        assert ear.seconds_of(500, 0.2) == pytest.approx(0.6, abs=0.06), "an emergency is heard through mute, loud"
        assert ear.seconds_of(960, 0.2) == pytest.approx(0.25, abs=0.12)
        assert ear.seconds_of(1440, 0.2) == pytest.approx(0.25, abs=0.12)
        assert len(one.recorded(4)) == 4, "recorded whether heard or not"


def test_the_microphone_goes_out_only_while_talking(server: Sinks, journal: Path) -> None:
    with desk(journal, server.environment) as one, server.speaking(tone(600, 30.0, 48000)):
        assert one.sound().microphone == "default"
        time.sleep(READY_SECONDS + 1.6)
        assert one.heard.empty()
        one.tell(Talk(press="p", call="own", group=GROUP))
        time.sleep(1.5)
        one.tell(Talk(press="p", call="own", group=GROUP, on=False))
        time.sleep(0.3)
        said = []
        while not one.heard.empty():
            message = one.heard.get()
            assert isinstance(message, Mic)
            said.append(message)
        one.close("own")
        (found,) = one.recorded()
        time.sleep(0.1)
        assert one.heard.empty()
    assert len(said) * 0.02 == pytest.approx(1.5, abs=0.15)
    pcm = np.frombuffer(b"".join(message.data for message in said), "<i2")
    assert np.array_equal(samples(journal, found), pcm)
    second = pcm[-8000:]
    assert np.argmax(np.abs(np.fft.rfft(second))) == 600


def test_buses_go_to_the_devices_they_were_given(server: Sinks, journal: Path) -> None:
    named = {"KOPA_VOICE_OUTPUT": "select", "KOPA_VOICE_HEADSET": "headset"}
    with desk(journal, {**server.environment, **named}) as one:
        assert one.sound().device == "select"
        time.sleep(READY_SECONDS)
        one.tell(Mixing(groups={GROUP: GroupMix(bus="headset", gain=1.0), OTHER: GroupMix(bus="unselect", gain=1.0)}))
        with server.listening("select") as loudspeaker, server.listening("headset") as headset:
            call(one, "c1", 1000)
            call(one, "c2", 700, OTHER)
        assert headset.seconds_of(1000) == pytest.approx(0.6, abs=0.1)
        assert loudspeaker.seconds_of(1000) == 0
        assert loudspeaker.seconds_of(700) == pytest.approx(0.6, abs=0.06)
        assert headset.seconds_of(700) == 0


def test_a_review_window_hears_what_was_recorded(server: Sinks, journal: Path) -> None:
    with desk(journal, server.environment) as one:
        one.open("c")
        one.speak("c", tone(1000, 2.0))
        one.close("c")
        (found,) = one.recorded()
        one.hang_up()
    pulse = Pulse(journal, name="review-token")
    command = [sys.executable, str(MAIN), "voice", "--journal", str(journal), "--review", "token"]
    player = subprocess.Popen(command, env={**os.environ, **server.environment}, stderr=subprocess.DEVNULL)
    try:
        until(lambda: (beat := pulse.read("voice", Beat)) is not None and beat[0].sound == "default")
        time.sleep(READY_SECONDS)
        with server.listening() as ear:
            began = time.monotonic()
            while (passed := time.monotonic() - began) < 2.0:
                pulse.write("playhead", Playhead(time=found.started - 0.5 + 2 * passed, speed=2.0))
                time.sleep(0.02)
            pulse.write("playhead", Playhead(time=found.started, speed=0.0))
            time.sleep(0.2)
        assert ear.seconds_of(1000) == pytest.approx(1.0, abs=0.1), "two seconds at double speed, pitch kept"
    finally:
        player.terminate()
        player.wait(5)
        pulse.close()


def test_the_sound_server_dies_and_comes_back(server: Sinks, journal: Path) -> None:
    with desk(journal, server.environment) as one:
        one.sound(lambda sound: bool(sound.device))
        one.beat(lambda beat: beat.sound == "default")
        server.stop()
        gone = one.sound(lambda sound: not sound.device)
        assert gone.why
        one.beat(lambda beat: beat.sound == "" and beat.disk == "ok")
        pcm = noise(8000)
        one.open("deaf")
        one.speak("deaf", pcm, pace=0.02)
        one.close("deaf")
        assert np.array_equal(samples(journal, one.recorded()[0]), pcm)
        server.start()
        one.sound(lambda sound: bool(sound.device), 8)
        time.sleep(COLD_SECONDS)
        with server.listening() as ear:
            call(one, "c", 1000)
        assert ear.seconds_of(1000) == pytest.approx(0.6, abs=0.06)
