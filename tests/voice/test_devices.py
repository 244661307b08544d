"""Sound devices that come and go, one by one: what is left plays everything, and each change is said."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from station.voice import soundcard
from station.voice.samples import BUSES
from station.voice.settings import Settings, from_environment
from station.voice.soundcard import SoundCard, routes
from station.voice.wire import Sound
from tests.voice.desk import until

TICK = 0.005
"""A fake device's tick, s: devices here are four times as fast as life."""


class Machine:
    """Devices of a machine, by name, and what stands for PortAudio there."""

    def __init__(self, *names: str) -> None:
        self.there = set(names)
        self.inputs = {"mic"}
        self.dumb: set[str] = set()  # open, and yield nothing
        self.known = set(names)  # PortAudio looks for devices only when it starts
        self.starts = 0
        self.open: list[Stream] = []

    def module(self) -> ModuleType:
        made: Any = ModuleType("sounddevice")
        made.RawOutputStream = lambda **told: Stream(self, told, self.known)
        made.RawInputStream = lambda **told: Stream(self, told, self.known & self.inputs)
        made.query_devices = lambda name: {"name": name}
        made._terminate = lambda: None
        made._initialize = self._initialise
        return made  # type: ignore[no-any-return]

    def _initialise(self) -> None:
        self.known = set(self.there)
        self.starts += 1


class Times:
    currentTime = inputBufferAdcTime = 0.0


class Stream:
    latency = 0.0

    def __init__(self, machine: Machine, told: dict[str, Any], known: set[str]) -> None:
        self.device = told["device"]
        if self.device not in known:
            raise ValueError(f"No output device matching {self.device!r}")
        self._machine, self._told = machine, told
        self._over = threading.Event()
        machine.open.append(self)

    @property
    def active(self) -> bool:
        return not self._over.is_set() and self.device in self._machine.there

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        frames = self._told["blocksize"]
        block = memoryview(bytearray(frames * self._told["channels"] * np.dtype(self._told["dtype"]).itemsize))
        while self.active:
            if self.device not in self._machine.dumb:
                self._told["callback"](block, frames, Times(), None)
            self._over.wait(TICK)

    def abort(self) -> None:
        self._over.set()

    def close(self) -> None:
        self._over.set()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundcard, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(soundcard, "RETRY_SECONDS", 0.05)
    monkeypatch.setattr(soundcard, "SEEK_SECONDS", 0.05)
    # a thread of a busy machine is late, and must not count as a device that is gone
    monkeypatch.setattr(soundcard, "LOST_SECONDS", 20.0)
    monkeypatch.setattr(soundcard, "COLD_SECONDS", 20.0)


class Card:
    def __init__(self, machine: Machine, folder: Path, settings: Settings, patch: pytest.MonkeyPatch) -> None:
        patch.setitem(sys.modules, "sounddevice", machine.module())
        patch.setattr(soundcard, "openable", lambda name, capture: name in machine.there)
        self.said: list[Sound] = []
        self.ticks = 0
        self.held, self.asked = False, 0
        self.sounding, self.heard = False, 0
        self.card = SoundCard(
            settings,
            folder / "guard",
            self._tick,
            lambda *_: None,
            self.said.append,
            held=self._is_held,
            sounding=self._is_sounding,
        )

    def _is_sounding(self) -> bool:
        self.heard += self.sounding
        return self.sounding

    def _is_held(self) -> bool:
        self.asked += self.held
        return self.held

    def _tick(self) -> None:
        self.ticks += 1

    def says(self, fits: Callable[[Sound], bool]) -> Sound:
        return until(lambda: self.said[-1] if self.said and fits(self.said[-1]) else None, 20.0)  # type: ignore[return-value]

    def goes_on(self) -> None:
        """The mixer is still driven by a device."""
        before = self.ticks
        until(lambda: self.ticks > before + 3, 20.0)

    def playing(self) -> dict[str, tuple[str, ...]]:
        return {speaker.name: speaker.buses for speaker in self.card.speakers}


THREE = Settings(output="desk", unselect="wall", headset="ear", microphone="mic")


@pytest.fixture
def machine() -> Machine:
    return Machine("desk", "wall", "ear", "mic")


@pytest.fixture
def card(machine: Machine, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Card]:
    one = Card(machine, tmp_path, THREE, monkeypatch)
    one.says(lambda sound: sound.device == "desk")
    yield one
    one.card.close()


def test_each_bus_has_its_device(card: Card) -> None:
    assert card.playing() == {"desk": ("select",), "wall": ("unselect",), "ear": ("headset",)}
    assert [speaker.leads for speaker in card.card.speakers] == [True, False, False]
    assert card.said == [Sound(device="desk", microphone="mic")]


def test_a_headset_that_is_pulled_out_takes_nothing_else_along(card: Card, machine: Machine) -> None:
    machine.there.discard("ear")
    lost = card.says(lambda sound: bool(sound.lost))
    assert (lost.device, lost.lost) == ("desk", ["ear"])
    assert card.playing() == {"desk": ("select", "headset"), "wall": ("unselect",)}
    card.goes_on()
    assert machine.starts == 0, "the others played on without a gap"
    machine.there.add("ear")
    card.says(lambda sound: not sound.lost)
    assert card.playing() == {"desk": ("select",), "wall": ("unselect",), "ear": ("headset",)}


def test_when_the_select_loudspeaker_goes_another_one_takes_its_bus_and_the_lead(card: Card, machine: Machine) -> None:
    machine.there.discard("desk")
    lost = card.says(lambda sound: bool(sound.lost))
    assert (lost.device, lost.lost) == ("wall", ["desk"])
    assert card.playing() == {"wall": ("select", "unselect"), "ear": ("headset",)}
    assert [speaker.leads for speaker in card.card.speakers] == [True, False]
    card.goes_on()
    machine.there.add("desk")
    assert card.says(lambda sound: not sound.lost).device == "desk"
    card.goes_on()


def test_a_microphone_that_goes_is_said_and_taken_again(card: Card, machine: Machine) -> None:
    machine.there.discard("mic")
    lost = card.says(lambda sound: bool(sound.lost))
    assert (lost.device, lost.microphone, lost.lost) == ("desk", "", ["microphone"])
    machine.there.add("mic")
    assert card.says(lambda sound: not sound.lost).microphone == "mic"


def test_the_microphone_stays_open_when_the_last_loudspeaker_goes(card: Card, machine: Machine) -> None:
    """Who cannot hear may still have to speak, and must not be cut off in the middle."""
    ear = next(stream for stream in machine.open if stream.device == "mic")
    machine.there = {"mic"}
    gone = card.says(lambda sound: not sound.device)
    assert (gone.microphone, gone.lost) == ("mic", ["desk", "ear", "wall"])
    time.sleep(0.3)
    assert ear.active and machine.starts == 0, "as it was"
    machine.there |= {"desk", "wall", "ear"}
    assert card.says(lambda sound: bool(sound.device) and not sound.lost) == Sound(device="desk", microphone="mic")


def test_who_speaks_is_not_cut_off_when_a_lost_loudspeaker_is_back(card: Card, machine: Machine) -> None:
    """To open a device that came back all are closed, the microphone, too: that waits until nobody speaks."""
    ear = next(stream for stream in machine.open if stream.device == "mic")
    card.held = True
    machine.there.discard("wall")
    card.says(lambda sound: sound.lost == ["wall"])
    machine.there.add("wall")
    until(lambda: card.asked > 10, 20.0)
    assert ear.active and machine.starts == 0, "as it was"
    card.held = False
    card.says(lambda sound: not sound.lost)
    assert machine.starts == 1


def test_before_all_are_opened_anew_it_is_said_that_nobody_can_speak(card: Card, machine: Machine) -> None:
    """A press in those 2 s is refused at once; before, it was permitted and cut."""
    card.says(lambda sound: sound.microphone == "mic")
    machine.there.discard("wall")
    card.says(lambda sound: sound.lost == ["wall"])
    before = len(card.said)
    machine.there.add("wall")
    card.says(lambda sound: not sound.lost)
    assert [(sound.microphone, sound.lost) for sound in card.said[before:]] == [("", ["wall"]), ("mic", [])]


def test_a_device_that_comes_back_does_not_cut_what_is_heard(
    card: Card, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A headset with a loose plug must not silence the select loudspeaker in the middle of a call for help."""
    card.sounding = True
    machine.there.discard("ear")
    card.says(lambda sound: sound.lost == ["ear"])
    machine.there.add("ear")
    until(lambda: card.heard > 10, 20.0)
    assert machine.starts == 0, "the others play on"
    monkeypatch.setattr(soundcard, "MOST_SOUNDING", 0.0)
    card.says(lambda sound: not sound.lost)
    assert machine.starts == 1, "but not for ever: some rooms are never silent"


def test_who_lost_the_microphone_does_not_wait_for_silence(card: Card, machine: Machine) -> None:
    """Every press is refused meanwhile, whatever it is for."""
    card.sounding = True
    machine.there.discard("mic")
    card.says(lambda sound: sound.lost == ["microphone"])
    machine.there.add("mic")
    assert card.says(lambda sound: not sound.lost).microphone == "mic"


def test_what_lost_its_only_loudspeaker_does_not_wait_for_silence(card: Card, machine: Machine) -> None:
    card.sounding = True
    machine.there = {"mic"}
    card.says(lambda sound: not sound.device)
    machine.there |= {"desk"}
    card.says(lambda sound: sound.device == "desk")


def test_a_loudspeaker_that_hangs_is_heard_by_nobody_long_before_it_is_gone(card: Card, machine: Machine) -> None:
    until(lambda: card.card.audible == set(BUSES), 20.0)
    machine.dumb.add("desk")
    until(lambda: card.card.audible == {"unselect", "headset"}, 20.0)
    assert card.said[-1].device == "desk", "it may only be slow"
    machine.dumb.clear()
    until(lambda: card.card.audible == set(BUSES), 20.0)


def test_a_key_that_goes_down_while_a_device_is_looked_for_is_not_cut_off(
    card: Card, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = next(stream for stream in machine.open if stream.device == "mic")

    def look(name: str, capture: bool) -> bool:
        card.held = True
        return True

    monkeypatch.setattr(soundcard, "openable", look)
    machine.there.discard("wall")
    until(lambda: card.asked > 10, 20.0)
    assert ear.active and machine.starts == 0


def test_a_microphone_that_is_lost_while_a_key_is_down_is_taken_again(card: Card, machine: Machine) -> None:
    """There is nothing left to cut off."""
    card.held = True
    machine.there.discard("mic")
    card.says(lambda sound: sound.lost == ["microphone"])
    machine.there.add("mic")
    assert card.says(lambda sound: not sound.lost).microphone == "mic"


def test_a_microphone_that_yields_nothing_is_none_until_it_does(
    machine: Machine, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who presses then is refused at once, and does not key a transmitter that carries nothing."""
    machine.dumb.add("mic")
    monkeypatch.setattr(soundcard, "COLD_SECONDS", 0.1)
    monkeypatch.setattr(soundcard, "LOST_SECONDS", 1000.0)
    card = Card(machine, tmp_path, THREE, monkeypatch)
    said = card.says(lambda sound: bool(sound.device))
    assert (said.device, said.microphone, said.lost) == ("desk", "", ["microphone"])
    card.goes_on()
    machine.dumb.clear()
    assert card.says(lambda sound: bool(sound.microphone)) == Sound(device="desk", microphone="mic")
    assert machine.starts == 0, "nothing was opened anew for it"
    card.card.close()


def test_a_room_with_a_microphone_and_no_loudspeaker_can_speak(
    machine: Machine, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.known = machine.there = {"mic"}
    card = Card(machine, tmp_path, THREE, monkeypatch)
    assert card.says(lambda sound: bool(sound.microphone)).device == ""
    card.card.close()


@pytest.mark.parametrize("chosen", ["mic", ""])
def test_a_room_that_never_had_a_microphone_is_told_so(
    machine: Machine, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    """It is looked for once in a while only where none was chosen: looking costs a program."""
    machine.known = machine.there = {"desk"}
    looked: list[str] = []

    def look(name: str, capture: bool) -> bool:
        looked.append(name)
        return False

    card = Card(machine, tmp_path, Settings(output="desk", microphone=chosen), monkeypatch)
    monkeypatch.setattr(soundcard, "openable", look)
    said = card.says(lambda sound: bool(sound.device))
    assert (said.microphone, said.lost) == ("", ["microphone"])
    if chosen:
        until(lambda: looked, 20.0)
    else:
        time.sleep(0.3)
        assert looked == []
    card.card.close()


def test_no_device_at_all_and_all_of_them_back(card: Card, machine: Machine) -> None:
    there = set(machine.there)
    machine.there.clear()
    gone = card.says(lambda sound: not sound.device)
    gone = card.says(lambda sound: not sound.device and not sound.microphone)
    assert gone.why and "microphone" in gone.lost
    assert card.card.speakers == []
    machine.there |= there
    assert card.says(lambda sound: bool(sound.device) and not sound.lost) == Sound(device="desk", microphone="mic")


def test_a_device_that_is_missing_from_the_start_is_said(
    machine: Machine, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.known.discard("wall")
    machine.there.discard("wall")
    card = Card(machine, tmp_path, THREE, monkeypatch)
    said = card.says(lambda sound: bool(sound.device))
    assert (said.device, said.lost) == ("desk", ["wall"])
    assert card.playing() == {"desk": ("select", "unselect"), "ear": ("headset",)}
    card.card.close()


def test_a_device_that_is_there_and_will_not_open_does_not_cut_the_others_again_and_again(
    machine: Machine, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.known.discard("wall")
    monkeypatch.setattr(Machine, "_initialise", lambda self: setattr(self, "starts", self.starts + 1))
    card = Card(machine, tmp_path, THREE, monkeypatch)
    card.says(lambda sound: bool(sound.device))
    began = time.monotonic()
    until(lambda: machine.starts >= 3, 20.0)
    # 0.05 s, then twice as long each time: never sooner
    assert time.monotonic() - began >= 0.05 + 0.1 + 0.2 - 0.1
    assert card.said[-1].lost == ["wall"], "and nothing new is said of it but that nobody can speak meanwhile"
    assert {(sound.device, tuple(sound.lost)) for sound in card.said} == {("desk", ("wall",))}
    card.card.close()


def test_buses_without_a_device_of_their_own_share() -> None:
    assert routes(Settings()) == {"": ["select", "unselect", "headset"]}
    assert routes(Settings(output="a", headset="b")) == {"a": ["select", "unselect"], "b": ["headset"]}


def test_devices_are_told_by_the_environment() -> None:
    told = {"KOPA_VOICE_OUTPUT": "a", "KOPA_VOICE_UNSELECT": "b", "KOPA_VOICE_HEADSET": "c"}
    found = from_environment({**told, "KOPA_VOICE_GAIN_CONTROL": "off"})
    assert (found.output, found.unselect, found.headset, found.gain_control) == ("a", "b", "c", False)
    assert from_environment({}).gain_control
