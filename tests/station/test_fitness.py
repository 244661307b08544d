"""Fit for duty: measured through the loop, judged by its limits, honest about what cannot be measured, never on air."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from journal.log import Log
from journal.pulse import Pulse
from journal.slots import Lease
from radio.codec import Now
from station import fitness
from station.fit_for_duty import NOT_MEASURED, run
from station.fitness import APPEND, PRESSES, TO_EAR
from station.loop import LOOP, Loop, LoopAir, LoopGateway, LoopVoice
from station.voice.measure import Measuring, Pace
from station.voice.samples import DEVICE_RATE, DEVICE_TICK
from station.voice.speaker import Speaker
from station.voice.wire import Close, Looped, Measure, Measured, Mic, Open, Sound, Sounder, Talk, ToVoice
from tests.station.room import ROOT, Radio, Room, free_port
from tests.station.test_station import beat_of, config
from tests.voice import sinks
from tests.voice.desk import make_journal
from units.actions import PttPressed
from units.fitness import Figure, FitnessAsked, at_most, there, verdict

MakeRoom = Callable[[str], Room]


posix = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
MAX_TRIES = 4
"""Measurements until one goes as it should: a machine under load may lose a device at any time."""


def test_a_verdict_is_never_better_than_its_worst_figure() -> None:
    good, bad = there("microphone", True), at_most("append", 51.0, "ms", 50.0)
    unknown = at_most("mouth-to-ear", None, "ms", 300.0, "no-microphone")
    assert [figure.verdict for figure in (good, bad, unknown)] == ["ok", "over", "unmeasured"]
    assert verdict([good]) == "fit"
    assert verdict([good, unknown]) == "unproven"
    assert verdict([good, unknown, bad]) == "unfit"
    assert verdict([]) == "unproven"
    assert at_most("append", 50.0, "ms", 50.0).verdict == "ok"


# The loop: the code that goes on air, into nothing


class Bench:
    def __init__(self, home: Path) -> None:
        self.sent: list[ToVoice] = []
        self.log = Log(make_journal(home / "loop"), "fitness", LOOP, "exercise")
        self.pulse = Pulse(home / "loop")
        self.loop = Loop(self.log, self.pulse, self.sent.append)

    def press(self, press: str, mono: float) -> None:
        self.pulse.write(
            f"lease.{LOOP}", Lease(seat=LOOP, press=press, group=LOOP, operator=LOOP, count=int(mono * 10))
        )
        action = PttPressed(seat=LOOP, operator=LOOP, press=press, group=LOOP)
        self.loop.ptt.pressed(2, action, 0.0, Now(utc=1000.0, mono=mono))

    def close(self) -> None:
        self.log.close()
        self.pulse.close()


@pytest.fixture
def bench(home: Path) -> Iterator[Bench]:
    made = Bench(home)
    yield made
    made.close()


def test_a_loops_press_keys_and_wants_the_microphone_and_nothing_else(bench: Bench) -> None:
    bench.press("p", 5.0)
    assert "p" in bench.loop.gateway.keyed
    (talk,) = bench.sent
    assert isinstance(talk, Talk) and talk.loop and talk.on
    bench.loop.mic(Mic(press="p", call=talk.call, index=0, data=b"\0" * 320, loop=True), Now(utc=1000.0, mono=5.0))
    assert bench.sent[1:] == [Looped(call=talk.call, index=0, codec="s16le8", data=b"\0" * 320)]
    assert "p" in bench.loop.gateway.wired
    bench.loop.ptt.stop()
    assert all(isinstance(message, Talk | Looped) for message in bench.sent)


def test_a_loop_knows_no_gateway_but_its_own() -> None:
    air = LoopAir(LoopGateway(lambda _: None))
    for name in ("RTP", "", "tetra"):
        assert air.gateway(name) is None
        assert air.voice_of(name) is None
    assert not hasattr(LoopGateway, "link") and not hasattr(LoopGateway, "codec")
    said: list[ToVoice] = []
    voice = LoopVoice(said.append)
    for message in (Open(call="c", group="g", wall=0.0), Close(call="c"), Sounder(tone="permit")):
        voice.send(message)
    assert said == [], "nothing is recorded, nothing sounds"


def test_the_voice_process_counts_from_the_microphone_to_the_ear() -> None:
    told: list[Measured] = []
    now = [100.0]
    measuring = Measuring(told.append, lambda: now[0])
    speaker = Speaker("headset", ("headset",), None)
    speaker.latency = 0.04
    measuring.tick([speaker])
    measuring.ask(Measure(ref="r"))
    for n in range(30):
        measuring.hearing(now[0] - 0.03)
        mic = Mic(press="p", call="c", index=160 * n, data=b"\1" * 320, loop=True)
        measuring.said(mic)
        measuring.hearing(0.0)
        measuring.looped(Looped(call="c", index=160 * n, codec="s16le8", data=mic.data))
        now[0] += 0.02
        measuring.tick([speaker])
    for _ in range(28):
        speaker.push(np.zeros((6, DEVICE_TICK), np.float32))
        speaker.callback(bytearray(4 * DEVICE_TICK), DEVICE_TICK, None, None)
    speaker._ring.keep(0)
    for _ in range(4):  # half ticks, as with the least buffer
        speaker.callback(bytearray(2 * DEVICE_TICK), DEVICE_TICK // 2, None, None)
    measuring.ask(Measure(ref="r", on=False))
    (found,) = told
    assert len(found.delays) > 20
    assert all(0.07 <= delay <= 0.3 for delay in found.delays), "microphone, jitter buffer, loudspeaker"
    assert (found.dry, found.asked) == (2, 30)
    assert found.drift == {}, "too early to say"


@pytest.mark.parametrize("frames", [DEVICE_TICK, DEVICE_TICK // 2])
@pytest.mark.parametrize("millionths", [-150.0, 0.0, 150.0])
def test_a_clocks_drift_is_found_through_its_jitter(millionths: float, frames: int) -> None:
    pace, speaker = Pace(), Speaker("d", ("select",), None)
    for n in range(3000):
        speaker.asked = n * frames
        speaker.called = n * frames / DEVICE_RATE / (1 + millionths / 1e6) + (0.004 if n % 3 else 0.0)
        pace.look(speaker)
        if n == 500:
            assert pace.drift is None
    assert pace.drift == pytest.approx(millionths, abs=10.0)


# A real station


@pytest.fixture
def radio() -> Iterator[Radio]:
    made = Radio()
    yield made
    made.close()


def figures(found: Any) -> dict[str, Figure]:
    return {figure.name: figure for figure in found.figures}


@posix
@pytest.mark.real_time
def test_without_sound_devices_it_says_what_it_could_not_measure(
    room: MakeRoom, radio: Radio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPA_VOICE_OUTPUT", "a device nobody has")
    monkeypatch.setenv("KOPA_VOICE_INPUT", "a device nobody has")
    monkeypatch.setenv("KOPA_MIC_FILE", "")
    port = free_port()
    station = room(config(radio, port)).start()
    beat_of(station.folder, "voice")
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "fit-for-duty", "--journal", str(station.folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("NOT FIT FOR DUTY")
    assert "not measured: no loudspeaker" in done.stdout
    found = station.find("FitForDuty")
    told = figures(found)
    assert found.fit == "unfit"
    assert told["microphone"].verdict == told["loudspeaker"].verdict == "over"
    assert told["ptt-to-key"].value is not None
    for name in ("ptt-to-wire", "mouth-to-ear", "underruns", "drift"):
        assert (told[name].verdict, told[name].value) == ("unmeasured", None)
        assert told[name].note, "and why"
    assert told["append"].value is not None and told["append"].limit == APPEND
    assert (told["link"].of, told["link"].verdict) == ("RTP", "over")
    assert not list(station.folder.glob(f"{fitness.PREFIX}*")), "nothing is left of it"


@posix
@pytest.mark.real_time
def test_nothing_of_it_goes_on_air_or_on_record(room: MakeRoom, radio: Radio, tone: None) -> None:
    port = free_port()
    station = room(config(radio, port)).start()
    beat_of(station.folder, "voice")
    station.sign_on()
    radio.talk(port, 5, 10)
    station.find("CallEnded", seconds=20.0)
    heard: list[bytes] = []
    stop = threading.Event()

    def listen() -> None:
        while not stop.is_set():
            heard.extend(radio.hear())
            time.sleep(0.02)

    listener = threading.Thread(target=listen)
    listener.start()
    before = len(station.all())
    station.act(FitnessAsked(seat="1", operator="anna"))
    found = station.find("FitForDuty", after=before, seconds=60.0)
    stop.set()
    listener.join()
    told = figures(found)
    assert told["ptt-to-wire"].value is not None, "the microphone did come round"
    assert told["microphone"].verdict == "ok"
    assert heard == []
    kinds = {entry.kind for entry in station.all()[before:]}
    assert not kinds & {"Keyed", "Unkeyed", "CallStarted", "PttPressed", "Refused"}
    assert len(station.some("VoiceRecorded")) <= 1, "only the call that came in"
    assert found.operator == "anna"


@pytest.mark.peer
@posix
@pytest.mark.real_time
def test_with_a_microphone_and_a_loudspeaker_mouth_to_ear_is_a_figure(
    room: MakeRoom, radio: Radio, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if sys.platform != "linux" or sinks.missing():
        pytest.skip(f"LOUD: {sinks.missing() or 'Linux'} is not installed: mouth to ear NOT measured")
    server = sinks.Sinks(tmp_path_factory.mktemp("pa"))
    server.start()
    try:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        station = room(config(radio, free_port())).start()
        station.find("SoundChanged", seconds=30.0)
        with server.playing_silence():
            time.sleep(2.5)  # a null sink of a server that just started takes nothing for so long
        for _ in range(MAX_TRIES):
            before = len(station.all())
            station.act(FitnessAsked(seat="1"))
            told = figures(station.find("FitForDuty", after=before, seconds=60.0))
            both = told["loudspeaker"].verdict == told["microphone"].verdict == "ok"
            if both and told["mouth-to-ear"].value is not None:
                break
        assert told["loudspeaker"].verdict == told["microphone"].verdict == "ok"
        ear = told["mouth-to-ear"]
        assert ear.value is not None and ear.limit == TO_EAR
        assert ear.value > 20.0
        assert told["underruns"].value is not None
        assert told["drift"].limit == fitness.DRIFT
    finally:
        server.stop()


def test_a_shift_is_measured_once_it_has_settled_and_not_again_within_the_hour() -> None:
    from units.fitness import Measured as Last
    from units.state import Facts

    facts, asked, busy = Facts(version=0), [], [True]
    one = fitness.Fitness(Path(), lambda _: None, lambda _: None, lambda: facts, lambda: None, lambda: busy[0])
    one.asked = lambda *what: asked.append(what)  # type: ignore[method-assign]
    one.signed_on("1", "12", 0.0, 1000.0)
    one.tick(fitness.SETTLED - 1)
    one.tick(fitness.SETTLED + 1)
    assert asked == [], "somebody talks"
    busy[0] = False
    one.tick(fitness.SETTLED + 2)
    assert asked == [(0, "1", "12")]
    facts.measured = Last(at=1000.0, fit="fit")
    one = fitness.Fitness(Path(), lambda _: None, lambda _: None, lambda: facts, lambda: None, lambda: False)
    one.asked = lambda *what: asked.append(what)  # type: ignore[method-assign]
    one.signed_on("1", "13", 50.0, 1000.0 + fitness.SHIFT - 1)
    one.tick(1000.0)
    assert len(asked) == 1


def test_presses_that_did_not_all_come_are_no_figure() -> None:
    assert fitness._all([1.0] * (PRESSES - 1), PRESSES) is None
    assert fitness._all([1.0] * (PRESSES - 1) + [7.0], PRESSES) == 7.0
    assert fitness._share([], 0.99) is None
    assert fitness._share([float(n) for n in range(100)], 0.95) == 95.0


def test_mouth_to_ear_is_judged_by_what_nineteen_in_twenty_do_not_exceed() -> None:
    """Its best delay would say nothing, and one that was late by chance does not make a room unfit."""
    sound = Sound(device="desk", microphone="mic")

    def judged(late: int) -> Figure:
        delays = [0.1] * (100 - late) + [TO_EAR / 1000 + 0.1] * late
        return next(f for f in fitness._of_voice(Measured(ref="r", delays=delays), sound) if f.name == "mouth-to-ear")

    assert (judged(4).verdict, judged(4).value) == ("ok", 100.0)
    assert (judged(10).verdict, judged(10).value) == ("over", TO_EAR + 100.0)


def test_without_a_station_nothing_is_measured_and_that_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(make_journal(home / "journal")) == NOT_MEASURED
    assert "no station runs" in capsys.readouterr().err
