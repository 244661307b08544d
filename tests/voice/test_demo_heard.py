"""The demo with its voices: the simulated network's calls, recorded at the monitors of real (null) sinks, by level.

The selected talk-group is heard from the select loudspeaker at full volume, a monitored one from the other at half, the
rest from none: what each sink played is compared with what the station recorded of the very call, piece by piece.
"""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from station.simulate.cast import GROUPS
from station.simulate.story import ALARM_GROUP
from station.voice.resample import at_rate
from tests.station.test_exercise import ExerciseRoom
from tests.station.test_unheard_station import console
from tests.voice import sinks
from tests.voice.sinks import RATE, SINKS, Ear, Sinks
from units.actions import GroupMixed
from units.findings import VoiceRecorded

pytestmark = [pytest.mark.peer, pytest.mark.real_time]
PIECE, PIECES = int(0.12 * RATE), 12
"""So short that some arrive without a hole on a busy machine; so many of each call, the loudest."""
EARLY, LATE = 0.5, 1.5
"""s around the moment of its recording in which a piece is looked for: jitter buffer, devices and the start of parec."""
ALIKE = 0.97
"""Correlation from which on what a sink played is that piece, whole; other speech reaches half of it."""
VOLUME = {"select": 1.0, "unselect": 0.5}
ENOUGH = 5
"""Pieces found at each sink, of however many calls: a busy machine tears holes into what it plays."""
PATIENCE = 100.0
Samples = npt.NDArray[np.float32]


class Heard(NamedTuple):
    """Of the loudest ``pieces`` of a call those found at a sink: how loud each was, beside what was recorded."""

    pieces: int
    levels: list[float]


def heard(ear: Ear, began: float, call: Samples, started: float) -> Heard:
    """How much of ``call`` (at :data:`RATE`, begun at ``started``) arrived where ``ear`` listened since ``began``."""
    sounded: Samples = (ear.samples[:, 0] / 32768).astype(np.float32)
    first = int((started - began) * RATE)
    pieces = sorted(range(0, len(call) - PIECE, PIECE), key=lambda at: -_loudness(call[at : at + PIECE]))[:PIECES]
    levels = []
    for at in pieces:
        low = max(0, first + at - int(EARLY * RATE))
        alike, level = _best(sounded[low : max(low, first + at + PIECE + int(LATE * RATE))], call[at : at + PIECE])
        if alike > ALIKE:
            levels.append(level)
    return Heard(len(pieces), levels)


def _loudness(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples**2)))


def _best(sounded: Samples, piece: Samples) -> tuple[float, float]:
    """The correlation of ``piece`` with ``sounded`` where that is greatest, and how loud it is there."""
    if len(sounded) <= len(piece):
        return 0.0, 0.0
    size = 1 << (len(sounded) + len(piece)).bit_length()
    spectra = np.fft.rfft(sounded, size) * np.conj(np.fft.rfft(piece, size))
    product = np.fft.irfft(spectra, size)[: len(sounded) - len(piece)]
    power = np.concatenate(([0.0], np.cumsum(sounded.astype(np.float64) ** 2)))
    there = np.sqrt(np.maximum(power[len(piece) : -1] - power[: -len(piece) - 1], 1e-9))
    own = float(np.linalg.norm(piece))
    alike = product / (there[: len(product)] * own)
    at = int(np.argmax(alike))
    return float(alike[at]), float(product[at]) / own**2


def test_a_voice_is_found_at_the_sink_that_played_it_and_nowhere_else() -> None:
    """The measure itself: half as loud, late, beside another voice."""
    dice = np.random.default_rng(1)
    one, other = (dice.normal(0, 0.1, 2 * RATE).astype(np.float32) for _ in range(2))
    loud, both, quiet = Ear(), Ear(), Ear()
    played = np.zeros(4 * RATE, np.float32)
    played[RATE : 3 * RATE] = 0.5 * one
    for ear, what in (
        (loud, played),
        (both, played + np.roll(0.05 * np.tile(other, 2), 99)),
        (quiet, 0.3 * played[::-1]),
    ):
        ear.samples = (np.repeat(what[:, None], 2, axis=1) * 32767).astype(np.int16)
    for ear in (loud, both):
        found = heard(ear, 99.5, one, 100.2)
        assert found.levels == pytest.approx([0.5] * PIECES, rel=0.05) and found.pieces == PIECES
    assert heard(quiet, 99.5, one, 100.2) == Heard(PIECES, [])


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, home: Path) -> Sinks:
    if sys.platform != "linux" or sinks.missing():
        pytest.skip(f"LOUD: {sinks.missing() or 'Linux'} is not installed: the demo's voices NOT listened to")
    server = Sinks(tmp_path_factory.mktemp("pa"))
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    for name, bus in (("OUTPUT", "select"), ("UNSELECT", "unselect"), ("HEADSET", "headset")):
        monkeypatch.setenv(f"KOPA_VOICE_{name}", bus)
    monkeypatch.setenv("KOPA_VOICE_GAIN_CONTROL", "off")
    return server


def test_the_demos_voices_are_heard_on_the_loudspeakers_they_belong_to(server: Sinks, home: Path) -> None:
    room = ExerciseRoom(home, "")
    with ExitStack() as stack:
        server.start()
        stack.callback(server.stop)
        stack.callback(room.close)
        with server.playing_silence():  # a null sink of a server that just started takes nothing for two seconds
            room.start()
            buses = _mix(room)
            stack.enter_context(console(room))
            room.find("SoundChanged", device="select", lost=[])
        ears = {sink: stack.enter_context(server.listening(sink)) for sink in SINKS}
        began, until = time.time(), time.monotonic() + PATIENCE
        said: dict[str, list[float]] = {sink: [] for sink in VOLUME}
        judged: set[str] = set()
        while min(len(levels) for levels in said.values()) < ENOUGH:
            assert time.monotonic() < until, f"not heard as they should be: {said} of {judged}"
            for made in _recorded(room, set(buses), began, judged):
                sink = buses[made.group]
                found = {name: _at(ear, began, room, made) for name, ear in ears.items()}
                strays = {name for name, one in found.items() if name != sink and len(one.levels) > 0.2 * one.pieces}
                assert not strays, f"{made.call} belongs to {sink}: {found}"
                if sink in VOLUME:
                    said[sink] += found[sink].levels
            time.sleep(0.1)
        for sink, volume in VOLUME.items():
            assert float(np.median(said[sink])) == pytest.approx(volume, rel=0.1), f"{sink}: {said}"


def _recorded(room: ExerciseRoom, groups: set[str], began: float, judged: set[str]) -> list[VoiceRecorded]:
    """Calls of ``groups`` begun since, each once, when all of it has arrived at any sink."""
    found = [
        made
        for made in room.some("VoiceRecorded")
        if made.group in groups
        and made.call not in judged
        and made.path
        and made.started > began + EARLY
        and made.started + made.seconds + LATE < time.time()
    ]
    judged.update(made.call for made in found)
    return found


def _at(ear: Ear, began: float, room: ExerciseRoom, made: VoiceRecorded) -> Heard:
    ear.so_far()
    pcm, rate = soundfile.read(room.folder / made.path, dtype="float32")
    return heard(ear, began, at_rate(pcm, rate, RATE), made.started)


def _mix(room: ExerciseRoom) -> dict[str, str]:
    """The bus of each group: who speaks first is selected, who speaks next is monitored, nobody else is heard."""
    loaded = [group for group in room.find("ConfigLoaded").groups if group.audio and not group.intercom]
    names = {group.name: group.id for group in loaded if group.name != ALARM_GROUP}  # which is forced on select
    in_turn = [names[group.name] for group in sorted(GROUPS, key=lambda group: group.first) if group.name in names]
    room.sign_on()
    modes = ["select", "monitor", *["off"] * len(in_turn)]
    for group, mode in zip(in_turn, modes, strict=False):
        volume = 100 if mode == "select" else 50
        room.act(GroupMixed(seat="1", operator="anna", group=group, mode=mode, volume=volume))
    return dict(zip(in_turn, ["select", "unselect", *["off"] * len(in_turn)], strict=False))
