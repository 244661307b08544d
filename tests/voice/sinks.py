"""A private PulseAudio with null sinks: sound for real, end to end, on a machine without a sound card."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from station.voice.samples import Pcm
from tests.voice.desk import until

NEEDED = ("pulseaudio", "parec", "pacat", "pactl")
RATE = 48_000
SINKS = ("select", "unselect", "headset")


def missing() -> str:
    """What is not installed, empty if all is there."""
    return ", ".join(name for name in NEEDED if shutil.which(name) is None)


class Sinks:
    """The server; ``environment`` makes a program's ALSA default device its sink ``select``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "pulse.sock"
        self.environment = {"HOME": str(folder), "PULSE_SERVER": f"unix:{self.socket}"}
        pcm = [
            f'pcm.{name} {{ type pulse device {name} hint {{ show on description "{name}" }} }}'
            for name in (*SINKS, "mic")
        ]
        default = (
            "pcm.!default { type asym playback.pcm { type pulse device select } capture.pcm { type pulse device mic } }"
        )
        (folder / ".asoundrc").write_text("\n".join([*pcm, default, "ctl.!default { type pulse }", ""]))
        self.fresh = True
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        loads = [
            f"module-native-protocol-unix socket={self.socket} auth-anonymous=1",
            *(f"module-null-sink sink_name={name} rate={RATE} channels=2" for name in SINKS),
            f"module-null-sink sink_name=micfeed rate={RATE} channels=1",
            f"module-cli-protocol-unix socket={self.folder / 'cli.sock'}",
            "module-remap-source source_name=mic master=micfeed.monitor",
        ]
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit", "--use-pid-file=no"]
        command += ["--realtime=no", "--high-priority=no", "--log-target=stderr"]
        for load in loads:
            command += ["-L", load]
        self._process = subprocess.Popen(
            command, env=self._env(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.fresh = True
        until(self._answers, 10, "for PulseAudio")

    def stop(self) -> None:
        """End the server, as a sound card that is pulled out."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)
            self._process = None
            self.socket.unlink(missing_ok=True)

    def unplug(self, sink: str) -> None:
        """Pull out one device as a driver sees it: whatever plays there fails (the server would move it elsewhere)."""
        number = next(row[0] for row in self._list("sinks") if row[1] == sink)
        playing = [row[0] for row in self._list("sink-inputs") if row[1] == number]
        module = next(row[0] for row in self._list("modules") if f"sink_name={sink}" in row)
        with socket.socket(socket.AF_UNIX) as console:
            console.connect(str(self.folder / "cli.sock"))
            for stream in playing:
                console.sendall(f"kill-sink-input {stream}\n".encode())
            until(lambda: not any(row[1] == number for row in self._list("sink-inputs")), 20, "for the stream to fail")
        self._order("unload-module", module)

    def _list(self, what: str) -> list[list[str]]:
        command = ["pactl", "list", "short", what]
        done = subprocess.run(command, env=self._env(), capture_output=True, text=True, timeout=20, check=True)
        return [line.split() for line in done.stdout.splitlines()]

    def _order(self, *words: str) -> None:
        command = ["pactl", *words]
        subprocess.run(command, env=self._env(), stdout=subprocess.DEVNULL, timeout=20, check=True)

    def plug_in(self, sink: str) -> None:
        """And in again, unless it is there."""
        if not any(row[1] == sink for row in self._list("sinks")):
            self._order("load-module", "module-null-sink", f"sink_name={sink}", f"rate={RATE}", "channels=2")

    def _env(self) -> dict[str, str]:
        return {**os.environ, **self.environment, "XDG_RUNTIME_DIR": str(self.folder)}

    def _answers(self) -> bool:
        done = subprocess.run(["pactl", "info"], env=self._env(), capture_output=True, timeout=5, check=False)
        return done.returncode == 0

    @contextmanager
    def listening(self, sink: str = "select") -> Iterator[Ear]:
        """Record what arrives at ``sink`` while the block runs."""
        with tempfile.TemporaryFile() as heard:
            process = subprocess.Popen(
                [
                    *["parec", "--raw", "--channels=2", "--format=s16le", "--latency-msec=20"],
                    f"--rate={RATE}",
                    "-d",
                    f"{sink}.monitor",
                ],
                env=self._env(),
                stdout=heard,
                stderr=subprocess.DEVNULL,
            )
            ear = Ear(heard.fileno())
            try:
                until(lambda: os.fstat(heard.fileno()).st_size > 0, 5, "for parec")
                yield ear
                time.sleep(0.15)
            finally:
                process.terminate()
                process.wait(30)
            ear.so_far()

    @contextmanager
    def playing_silence(self) -> Iterator[None]:
        """Have every sink run while the block runs."""
        players = [
            subprocess.Popen(["pacat", "-d", sink, "/dev/zero"], env=self._env(), stderr=subprocess.DEVNULL)
            for sink in (*SINKS, "micfeed")
        ]
        yield
        for player in players:
            player.terminate()
            player.wait(30)

    @contextmanager
    def speaking(self, pcm: Pcm) -> Iterator[None]:
        """Feed ``pcm`` (48 kHz) to the microphone while the block runs."""
        with tempfile.TemporaryFile() as said:
            said.write(pcm.astype("<i2").tobytes())
            said.seek(0)
            process = subprocess.Popen(
                [
                    *["pacat", "-d", "micfeed", "--raw", "--channels=1", "--format=s16le", "--latency-msec=20"],
                    f"--rate={RATE}",
                ],
                env=self._env(),
                stdin=said,
                stderr=subprocess.DEVNULL,
            )
            try:
                yield
            finally:
                process.kill()
                process.wait(30)


class Ear:
    """What was heard: ``(n, 2)`` at 48 kHz. ``file``: where it is being written to."""

    samples: npt.NDArray[np.int16] = np.zeros((0, 2), np.int16)

    def __init__(self, file: int = -1) -> None:
        self._file = file

    def so_far(self) -> None:
        """Take in what arrived until now."""
        data = os.pread(self._file, os.fstat(self._file).st_size, 0)  # whose place in it is parec's, too
        self.samples = np.frombuffer(data, "<i2", len(data) // 4 * 2).reshape(-1, 2)

    def level_of(self, hertz: float) -> tuple[float, float]:
        """The amplitude (full scale 1) of a tone of ``hertz`` left and right, where it was at its loudest for 0.2 s."""
        pieces = self.samples[: len(self.samples) // 9600 * 9600].reshape(-1, 9600, 2) / 32768
        probe = np.exp(-2j * np.pi * hertz * np.arange(9600) / RATE)
        left, right = (2 * np.abs(pieces[:, :, side] @ probe) / 9600 for side in (0, 1))
        return float(left.max(initial=0.0)), float(right.max(initial=0.0))

    def seconds_of(self, hertz: float, level: float = 0.02) -> float:
        """For how long a tone of ``hertz`` was heard (at least so loud, full scale 1) in pieces of 20 ms."""
        mono = self.samples.mean(axis=1) / 32768
        pieces = mono[: len(mono) // 960 * 960].reshape(-1, 960)
        probe = np.exp(-2j * np.pi * hertz * np.arange(960) / RATE)
        strength = 2 * np.abs(pieces @ probe) / 960
        return float((strength > level).sum() * 0.02)
