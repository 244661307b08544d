"""What must survive: a killed console loses nothing of a recording, a killed station at most a second of it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from journal.verify import verify
from tests.whole import Room, end, room
from units.findings import VoiceRecorded

pytestmark = pytest.mark.real_time


def recording(house: Room, number: int = 0) -> npt.NDArray[np.int16]:
    found = house.wait_for("VoiceRecorded", number + 1)[number].what
    assert isinstance(found, VoiceRecorded)
    samples: npt.NDArray[Any]
    samples, rate = soundfile.read(house.journal / found.path, dtype="int16")
    assert rate == 8000
    return samples


def overlap(recorded: npt.NDArray[np.int16], said: npt.NDArray[np.int16]) -> int:
    """How many samples from the beginning are exactly what was said."""
    n = min(len(recorded), len(said))
    wrong = np.nonzero(recorded[:n] != said[:n])[0]
    return int(wrong[0]) if len(wrong) else n


def pid_of(house: Room, program: str) -> int:
    """The process id of ``program`` on this room's journal, from its heartbeat."""
    from journal.pulse import Pulse
    from journal.slots import Beat

    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(house.home / "run")
    try:
        pulse = Pulse(house.journal)
        for _ in range(200):
            read = pulse.read(program, Beat)
            if read is not None and read[1] < 2.0:
                return read[0].pid
            time.sleep(0.05)
        raise AssertionError(f"no heartbeat of {program}")
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before


def test_a_console_killed_in_mid_call_loses_nothing_of_its_recording(tmp_path: Path) -> None:
    with room(tmp_path) as house:
        console = house.start()
        house.wait_for("ConfigLoaded")
        time.sleep(0.5)
        house.far.speak(4.0)
        house.wait_for("CallStarted")
        time.sleep(1.0)
        console.send_signal(signal.SIGKILL)
        console.wait()
        said = house.far.finish()
        recorded = recording(house)
        station = pid_of(house, "station")
        assert overlap(recorded, said) == len(said), "every sample that was sent"
        os.kill(station, signal.SIGTERM)
        house.wait_for("StationStopped")


def test_a_station_killed_in_mid_call_loses_at_most_a_second(tmp_path: Path) -> None:
    with room(tmp_path) as house:
        station = house.start("station")
        house.wait_for("ConfigLoaded")
        house.wait_for("SoundChanged")
        house.far.speak(30.0)
        house.wait_for("CallStarted")
        time.sleep(2.5)
        sent = len(house.far.said) * 160
        station.send_signal(signal.SIGKILL)
        station.wait()
        house.far.hush()
        recorded = recording(house)
        assert overlap(recorded, np.concatenate(house.far.said)) >= sent - 8000, "at most one second"
        again = house.start("station")
        house.wait_for("StationStarted", 2)
        lost = house.wait_for("CallEnded")[0].what
        assert lost is not None and getattr(lost, "why", "") == "lost"
        house.far.speak(1.0)
        house.far.finish()
        house.wait_for("VoiceRecorded", 2)
        end(again)
        assert verify(house.journal).ok


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["dies", "hangs"])
def test_a_voice_process_that_falls_in_mid_call_costs_nothing_of_it(tmp_path: Path, how: signal.Signals) -> None:
    """What is heard while there is none is told to the next one, which goes on in the same recording."""
    with room(tmp_path) as house:
        station = house.start("station")
        house.wait_for("SoundChanged")
        house.far.speak(30.0)
        house.wait_for("CallStarted")
        time.sleep(1.5)
        first = pid_of(house, "voice")
        os.kill(first, how)
        ended = house.wait_for("ProgramEnded")[0].what
        assert "signal 9" in str(ended)
        until = time.monotonic() + 30
        while pid_of(house, "voice") == first:
            assert time.monotonic() < until, "no new voice process"
            time.sleep(0.2)
        time.sleep(0.5)
        house.far.hush()
        recorded = recording(house)
        said = np.concatenate(house.far.said)
        assert len(recorded) == len(said), "one recording, as long as the call"
        wrong = np.count_nonzero(recorded != said) / 8000
        assert wrong <= 0.5, f"{wrong:.2f} s of it are silence"
        end(station)
        assert sum(e.kind == "VoiceRecorded" for e in house.entries()) == 1


def test_a_second_station_on_the_same_journal_says_so_and_ends(tmp_path: Path) -> None:
    with room(tmp_path) as house:
        house.start("station")
        house.wait_for("ConfigLoaded")
        second = house.start("station")
        assert second.wait(30) == 3
        assert "already" in (tmp_path / "out.log").read_text()


def test_the_station_outlives_the_console_and_a_new_console_finds_it(tmp_path: Path) -> None:
    with room(tmp_path) as house:
        first = house.start()
        house.wait_for("ConfigLoaded")
        station = pid_of(house, "station")
        end(first)
        time.sleep(0.5)
        os.kill(station, 0)
        second = house.start()
        time.sleep(2.0)
        assert pid_of(house, "station") == station
        assert sum(e.kind == "StationStarted" for e in house.entries()) == 1
        end(second)
        os.kill(station, signal.SIGTERM)
        house.wait_for("StationStopped")


def test_a_console_restarts_a_killed_station(tmp_path: Path) -> None:
    with room(tmp_path) as house:
        console = house.start()
        house.wait_for("ConfigLoaded")
        os.kill(pid_of(house, "station"), signal.SIGKILL)
        house.wait_for("StationStarted", 2)
        station = pid_of(house, "station")
        end(console)
        os.kill(station, signal.SIGTERM)
        house.wait_for("StationStopped")


def test_a_configuration_error_names_file_line_and_key_and_starts_nothing(tmp_path: Path) -> None:
    with room(tmp_path) as house:
        house.config.write_text('[room]\nname = "x"\n[[gateway]]\nname = "A"\nprotocol = "telegraph"\n')
        station = house.start("station")
        assert station.wait(30) == 2
        said = (tmp_path / "out.log").read_text()
        assert "kopa.toml" in said and ":5" in said.replace("line 5", ":5") and "protocol" in said
        assert "Traceback" not in said
        assert not any(e.kind == "ConfigLoaded" for e in house.entries())


def test_nothing_is_left_behind_when_a_station_ends(tmp_path: Path) -> None:
    with room(tmp_path) as house:
        station = house.start("station")
        house.wait_for("SoundChanged")
        voice = pid_of(house, "voice")
        end(station)
        for _ in range(100):
            left = subprocess.run(["ps", "-p", str(voice)], capture_output=True, check=False).returncode == 0
            if not left:
                break
            time.sleep(0.1)
        assert not left
