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

from benchmarks.voice_heard import at_the_device
from journal.pulse import Pulse
from journal.slots import Beat, Playhead
from station.voice.wire import GroupMix, Mic, Mixing, Sounder, Talk
from tests.voice import sinks
from tests.voice.desk import GROUP, MAIN, Desk, desk, noise, samples, tone, until
from tests.voice.sinks import Sinks

pytestmark = [pytest.mark.peer, pytest.mark.real_time]
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
    for sink in sinks.SINKS:
        running.plug_in(sink)
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


def spoken(one: Desk) -> list[Mic]:
    """What of the microphone came since; the voice process also tells of devices and of who was heard."""
    said = []
    while not one.heard.empty():
        message = one.heard.get()
        if isinstance(message, Mic):
            said.append(message)
    return said


def test_the_microphone_goes_out_only_while_talking(server: Sinks, journal: Path) -> None:
    with desk(journal, server.environment) as one, server.speaking(tone(600, 30.0, 48000)):
        assert one.sound().microphone == "default"
        time.sleep(READY_SECONDS + 1.6)
        assert not spoken(one), "nothing before the key went down"
        one.tell(Talk(press="p", call="own", group=GROUP))
        time.sleep(1.5)
        one.tell(Talk(press="p", call="own", group=GROUP, on=False))
        time.sleep(0.3)
        said = spoken(one)
        one.close("own")
        (found,) = one.recorded()
        time.sleep(0.1)
        assert not spoken(one), "nothing after the key came up"
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


THREE = {"KOPA_VOICE_OUTPUT": "select", "KOPA_VOICE_UNSELECT": "unselect", "KOPA_VOICE_HEADSET": "headset"}


def test_select_and_unselect_sound_from_their_loudspeakers_as_loud_as_they_should(server: Sinks, journal: Path) -> None:
    """What each loudspeaker plays is compared by level: its own talk-group, at its volume and side, and nothing else."""
    with desk(journal, {**server.environment, **THREE, "KOPA_VOICE_GAIN_CONTROL": "off"}) as one:
        one.sound(lambda sound: sound.device == "select" and not sound.lost, 20)
        time.sleep(READY_SECONDS)
        mine, theirs = GroupMix(bus="select", gain=1.0), GroupMix(bus="unselect", gain=0.5, pan=1.0)
        one.tell(Mixing(groups={GROUP: mine, OTHER: theirs}))
        with (
            server.listening("select") as select,
            server.listening("unselect") as unselect,
            server.listening("headset") as headset,
        ):
            one.open("a", GROUP)
            one.open("b", OTHER)
            for at in range(0, 8000, 160):  # both speak at once
                began = time.monotonic()
                one.speak("a", tone(1000, 1.0)[at : at + 160])
                one.speak("b", tone(700, 1.0)[at : at + 160])
                time.sleep(max(0.0, began + 0.02 - time.monotonic()))
            one.close("a")
            one.close("b")
            time.sleep(0.4)
        assert select.level_of(1000) == pytest.approx((0.3, 0.3), rel=0.05)
        assert max(select.level_of(700)) < 0.003
        assert unselect.level_of(700) == pytest.approx((0.0, 0.15), abs=0.008)
        assert max(unselect.level_of(1000)) < 0.003
        assert not headset.samples.any(), "silence to the last bit"
        assert len(one.recorded(2)) == 2


def test_a_voice_arrives_at_the_loudspeaker_bit_for_bit(server: Sinks, journal: Path) -> None:
    pcm = noise(32_000, level=9000)
    with desk(journal, {**server.environment, **THREE, "KOPA_VOICE_GAIN_CONTROL": "off"}) as one:
        one.sound(lambda sound: sound.device == "select", 20)
        time.sleep(READY_SECONDS)
        one.tell(Mixing(groups={GROUP: GroupMix(bus="select", gain=1.0)}))
        with server.listening("select") as ear:
            one.open("c")
            one.speak("c", pcm[:320], 16_000)  # a frame ahead, so that this test's own lateness is not heard
            one.speak("c", pcm[320:], 16_000, pace=0.02)
            one.close("c")
            time.sleep(0.4)
    # by tenths of a second: a busy machine may tear a hole, but what arrives is what was sent (all of it at one piece:
    # python -m benchmarks voice --only exact)
    pieces = at_the_device(pcm).reshape(-1, 4800)
    for side in (0, 1):
        heard = ear.samples[:, side].tobytes()
        found = sum(piece.tobytes() in heard for piece in pieces)
        assert found > len(pieces) / 2, f"{found} of {len(pieces)} pieces arrived bit for bit"


def test_a_headset_that_is_pulled_out_sounds_from_the_loudspeaker_until_it_is_back(
    server: Sinks, journal: Path
) -> None:
    with desk(journal, {**server.environment, **THREE}) as one:
        one.sound(lambda sound: sound.device == "select" and not sound.lost, 20)
        time.sleep(READY_SECONDS)
        one.tell(Mixing(groups={GROUP: GroupMix(bus="headset", gain=1.0), OTHER: GroupMix(bus="select", gain=1.0)}))
        with server.listening("select") as ear:
            one.open("long", OTHER)
            one.speak("long", tone(700, 0.4), pace=0.02)
            server.unplug("headset")
            one.speak("long", tone(700, 2.0), pace=0.02)
            one.close("long")
            lost = one.sound(lambda sound: bool(sound.lost), 20)
            call(one, "c1", 1000)
        assert (lost.device, lost.lost) == ("select", ["headset"])
        assert ear.seconds_of(700) == pytest.approx(2.4, abs=0.1), "the loudspeaker played on without a gap"
        assert ear.seconds_of(1000) == pytest.approx(0.6, abs=0.1)
        server.plug_in("headset")
        one.sound(lambda sound: not sound.lost, 60)
        time.sleep(COLD_SECONDS)
        with server.listening("headset") as back:
            call(one, "c2", 1000)
        assert back.seconds_of(1000) == pytest.approx(0.6, abs=0.1)


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
