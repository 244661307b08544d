"""The sound devices: opened once and kept running, looked for again every 2 s when they go. Recording never needs them.

Everything that can take long (opening, closing, a driver that hangs) happens in a thread of its own.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from station.voice.samples import BUSES, DEVICE_RATE, DEVICE_TICK, Block
from station.voice.settings import Settings
from station.voice.speaker import Speaker
from station.voice.wire import Sound

RETRY_SECONDS = 2.0
LOST_SECONDS = 1.0
"""A device that asked for nothing for so long is gone."""
COLD_SECONDS = 5.0
"""The same for one that has not yet begun: a sound server that just started takes up to 2 s."""
LOOK_SECONDS = 0.2
BURNT_RETRY_SECONDS = 20.0
PROBE_SECONDS = 5.0

_log = logging.getLogger(__name__)


class SoundCard:
    """Keeps the devices of ``settings`` open.

    ``ticked`` is called at each tick of the first loudspeaker, ``heard`` with each tick of microphone (mono, 48 kHz),
    ``changed`` when a device came or went: the first two from PortAudio's threads, the last from ours.

    Audio libraries have been seen to abort the whole process (ALSA without a configuration does). ``guard`` is a file
    that exists while they are being opened: if it is there already, the last try killed us, and from then on a child
    tries first. A room may lose its sound to a driver, but not its recording.
    """

    def __init__(
        self,
        settings: Settings,
        guard: Path,
        ticked: Callable[[], None],
        heard: Callable[[Block], None],
        changed: Callable[[Sound], None],
        capture: bool = True,
    ) -> None:
        self._settings = settings
        self._guard = guard
        self._burnt = guard.exists()
        self._ticked = ticked
        self._heard = heard
        self._changed = changed
        self._capture = capture and settings.microphone_file is None
        self.speakers: list[Speaker] = []
        self._streams: list[Any] = []
        self._microphone: Any = None
        self._last: Sound | None = None
        self._stop = threading.Event()
        self._initialised = False
        self._thread = threading.Thread(target=self._run, name="sound card", daemon=True)
        self._thread.start()

    def close(self, seconds: float = 1.0) -> None:
        """Let go of the devices; a driver that hangs is not waited for."""
        self._stop.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                if self._burnt and not _survives():
                    raise OSError("the sound driver crashes")
                self._guard.touch()
                self._open()
                self._guard.unlink()
            except Exception as error:  # noqa: BLE001 - PortAudio and its drivers raise anything; all mean: no sound now
                self._shut()
                self._tell(Sound(why=sentence(error)))
                self._stop.wait(BURNT_RETRY_SECONDS if self._burnt else RETRY_SECONDS)
                if not self._burnt:
                    self._guard.unlink(missing_ok=True)
                continue
            why = self._watch()
            self._shut()
            if why:
                self._tell(Sound(why=why))
                self._stop.wait(RETRY_SECONDS)

    def _open(self) -> None:
        import sounddevice  # here: it fails where PortAudio is not installed

        if self._initialised:
            # PortAudio looks for devices only when it starts
            sounddevice._terminate()
            sounddevice._initialize()
        self._initialised = True
        speakers: list[Speaker] = []
        for name, buses in _routes(self._settings).items():
            speaker = Speaker(name, buses, None if speakers else self._ticked)
            stream = sounddevice.OutputStream(
                samplerate=DEVICE_RATE,
                blocksize=DEVICE_TICK,
                device=name or None,
                channels=2,
                dtype="float32",
                latency=self._settings.buffer_ms / 1000,
                callback=speaker.callback,
            )
            self._streams.append(stream)
            stream.start()
            speaker.called = time.monotonic()
            speaker.name = device_name(sounddevice, stream.device)
            speakers.append(speaker)
        microphone = self._open_microphone(sounddevice)
        self.speakers = speakers
        self._tell(Sound(device=speakers[0].name, microphone=microphone))

    def _open_microphone(self, sounddevice: Any) -> str:
        if not self._capture:
            return ""

        def callback(data: Any, _frames: int, _time: object, _status: object) -> None:
            self._heard(np.array(data[:, 0], np.float32))

        try:
            self._microphone = sounddevice.InputStream(
                samplerate=DEVICE_RATE,
                blocksize=DEVICE_TICK,
                device=self._settings.microphone or None,
                channels=1,
                dtype="float32",
                latency=self._settings.buffer_ms / 1000,
                callback=callback,
            )
            self._microphone.start()
        except Exception as error:  # noqa: BLE001 - as above; a room without a microphone still hears
            _log.info("no microphone: %s", sentence(error))
            self._microphone = None
            return ""
        return device_name(sounddevice, self._microphone.device)

    def _watch(self) -> str:
        """Until a device goes (the answer says why) or we are to stop (empty)."""
        while not self._stop.wait(LOOK_SECONDS):
            now = time.monotonic()
            for speaker, stream in zip(self.speakers, self._streams, strict=True):
                patience = LOST_SECONDS if speaker.running else COLD_SECONDS
                if not stream.active or now - speaker.called > patience:
                    return f"{speaker.name} is gone"
            if self._microphone is not None and not self._microphone.active:
                return "the microphone is gone"
        return ""

    def _shut(self) -> None:
        self.speakers = []
        streams, self._streams = self._streams, []
        if self._microphone is not None:
            streams.append(self._microphone)
            self._microphone = None
        for stream in streams:
            try:
                stream.abort()
                stream.close()
            except Exception as error:  # noqa: BLE001 - it is gone already
                _log.info("closing a sound device: %s", sentence(error))

    def _tell(self, sound: Sound) -> None:
        if sound != self._last:
            self._last = sound
            _log.info("sound: %s", sound.device or f"none ({sound.why})")
            self._changed(sound)


def _survives() -> bool:
    """Whether a child of ours can open the sound devices without dying."""
    command = [sys.executable, "-c", "import sounddevice as s; o = s.OutputStream(channels=2); o.start(); o.close()"]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=PROBE_SECONDS, stdin=subprocess.DEVNULL, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode in (0, 1)  # 1: an exception, which is no crash


def _routes(settings: Settings) -> dict[str, list[str]]:
    """Device name → the buses it plays, the first one being the clock."""
    named = {"select": settings.output, "unselect": settings.unselect, "headset": settings.headset}
    routes: dict[str, list[str]] = {}
    for bus in BUSES:
        routes.setdefault(named[bus] or settings.output, []).append(bus)
    return routes


def device_name(sounddevice: Any, device: Any) -> str:
    """What PortAudio calls the device of a stream."""
    number = device[1] if isinstance(device, (tuple, list)) else device
    return str(sounddevice.query_devices(number)["name"])


def sentence(error: Exception) -> str:
    """What an audio library said, as one line."""
    text = str(error).strip().splitlines()
    if not text:
        return type(error).__name__
    return "no sound device" if "querying device -1" in text[0] else text[0]
