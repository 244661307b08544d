"""The sound devices: opened once and kept running, looked for again when they go. Recording never needs them.

A device that goes takes only itself along: its buses sound from another one until it is back. Everything that can take
long (opening, closing, a driver that hangs) happens in a thread of its own.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from station.voice.microphone import first_sample
from station.voice.samples import BUSES, DEVICE_RATE, DEVICE_TICK, Block
from station.voice.settings import LEAST_BUFFER, Settings
from station.voice.speaker import AHEAD, Speaker
from station.voice.tried import openable, survives
from station.voice.wire import Sound

RETRY_SECONDS = 2.0
LOST_SECONDS = 1.0
"""A device that asked for nothing for so long is gone."""
COLD_SECONDS = 5.0
"""The same for one that has not yet begun: a sound server that just started takes up to 2 s."""
LOOK_SECONDS = 0.2
BURNT_RETRY_SECONDS = 20.0
SEEK_SECONDS, MOST_SEEK_SECONDS = 4.0, 60.0
"""A device that is missing beside others is looked for so often; less often if it is there and will not open."""
MOST_SOUNDING = 60.0
"""So long what is heard is not cut to open a loudspeaker that is back."""
MICROPHONE = "microphone"

_log = logging.getLogger(__name__)


class SoundCard:
    """Keeps the devices of ``settings`` open.

    ``ticked`` is called at each tick of the first loudspeaker, ``heard`` with each tick of microphone (mono, 48 kHz)
    and when its first sample was heard,
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
        heard: Callable[[Block, float], None],
        changed: Callable[[Sound], None],
        capture: bool = True,
        held: Callable[[], bool] = lambda: False,
        sounding: Callable[[], bool] = lambda: False,
    ) -> None:
        """``held``: whether somebody speaks, whose microphone must not be closed to look for another device.

        ``sounding``: whether there is something to hear, which :data:`MOST_SOUNDING` s are waited for.
        """
        self._settings = settings
        self._guard = guard
        self._burnt = guard.exists()
        self._ticked = ticked
        self._heard = heard
        self._changed = changed
        self._held = held
        self._sounding = sounding
        self._capture = capture and settings.microphone_file is None
        self._routes = routes(settings)
        self.speakers: list[Speaker] = []
        self._streams: dict[str, Any] = {}  # by the name asked for
        self._playing: dict[str, Speaker] = {}  # the same keys
        self._microphone: Any = None
        self._heard_at = 0.0
        self._yields = threading.Event()  # the microphone that is open now gave something
        self._had_microphone = False
        self._lost: dict[str, str] = {}  # name asked for → why
        self._last: Sound | None = None
        self._stop = threading.Event()
        self._initialised = False
        self._seek = SEEK_SECONDS
        self._thread = threading.Thread(target=self._run, name="sound card", daemon=True)
        self._thread.start()

    @property
    def audible(self) -> set[str]:
        """The buses that sound from a device now."""
        return {bus for speaker in self.speakers if speaker.sounds for bus in speaker.buses}

    def close(self, seconds: float = 1.0) -> None:
        """Let go of the devices; a driver that hangs is not waited for."""
        self._stop.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                if self._burnt and not survives():
                    raise OSError("the sound driver crashes")
                self._guard.touch()
                self._open()
                self._guard.unlink()
                self._await_microphone()
                self._say()
            except Exception as error:  # noqa: BLE001 - PortAudio and its drivers raise anything; all mean: no sound now
                self._shut()
                self._tell(Sound(why=sentence(error), lost=self._no_microphone()))
                self._stop.wait(BURNT_RETRY_SECONDS if self._burnt else RETRY_SECONDS)
                if not self._burnt:
                    self._guard.unlink(missing_ok=True)
                continue
            self._watch()
            gone = not self._is_open
            if not gone and self._last is not None:
                # said before they close: until they are open again a press would speak to nobody
                self._tell(msgspec.structs.replace(self._last, microphone=""))
            self._shut()
            if gone and not self._stop.is_set():
                self._tell(Sound(why=next(iter(self._lost.values()), ""), lost=self._no_microphone()))
                self._stop.wait(RETRY_SECONDS)

    # -- opening

    def _open(self) -> None:
        """Open what is there. Raises what PortAudio says if there is nothing at all."""
        import sounddevice  # here: it fails where PortAudio is not installed

        if self._initialised:
            # PortAudio looks for devices only when it starts
            sounddevice._terminate()
            sounddevice._initialize()
        self._initialised = True
        self._lost = {}
        refused: Exception | None = None
        for name in self._routes:
            try:
                self._open_speaker(sounddevice, name)
            except Exception as error:  # noqa: BLE001 - as above; one device less is not no sound
                self._close(self._streams.pop(name, None))
                self._lost[name] = sentence(error)
                refused = error
        self._open_microphone(sounddevice)  # without a loudspeaker, too: who cannot hear may have to speak
        if not self._is_open:
            raise refused or OSError("no sound device")
        self._spread()

    def _open_speaker(self, sounddevice: Any, name: str) -> None:
        ticked = None if self._playing else self._ticked
        # PortAudio holds two blocks at least: who asks for the least delay gets thirds of ticks, and one tick ahead
        small = self._settings.buffer_ms <= LEAST_BUFFER
        speaker = Speaker(name, (), ticked, ahead=1 if small else AHEAD)
        stream = sounddevice.RawOutputStream(
            samplerate=DEVICE_RATE,
            blocksize=DEVICE_TICK // 3 if small else DEVICE_TICK,
            device=name or None,
            channels=2,
            dtype="int16",
            latency=self._settings.buffer_ms / 1000,
            callback=speaker.callback,
        )
        self._streams[name] = stream
        stream.start()
        speaker.called = time.monotonic()
        speaker.latency = float(stream.latency)
        speaker.name = device_name(sounddevice, stream.device)
        self._playing[name] = speaker

    def _open_microphone(self, sounddevice: Any) -> None:
        if not self._capture:
            return

        yields = self._yields = threading.Event()

        def callback(data: Any, _frames: int, told: Any, _status: object) -> None:
            self._heard_at = now = time.monotonic()
            yields.set()
            self._heard(
                np.frombuffer(data, np.float32).copy(), first_sample(now, told, self._settings.buffer_ms / 1000)
            )

        try:
            self._heard_at = time.monotonic() + COLD_SECONDS
            self._microphone = sounddevice.RawInputStream(
                samplerate=DEVICE_RATE,
                blocksize=DEVICE_TICK,
                device=self._settings.microphone or None,
                channels=1,
                dtype="float32",
                latency=self._settings.buffer_ms / 1000,
                callback=callback,
            )
            self._microphone.start()
            self._had_microphone = True
        except Exception as error:  # noqa: BLE001 - as above; a room without a microphone still hears
            _log.info("no microphone: %s", sentence(error))
            self._lose_microphone("the microphone is gone" if self._had_microphone else "no microphone")

    def _await_microphone(self) -> None:
        """Until it yields something, which one that works soon does: what is open and dumb is no microphone."""
        until = time.monotonic() + COLD_SECONDS
        while self._microphone is not None and not self._yields.wait(LOOK_SECONDS):
            if self._stop.is_set() or time.monotonic() > until:
                break

    def _share(self) -> None:
        """What plays or hears is not what it was."""
        self._spread()
        self._say()

    def _spread(self) -> None:
        """Give every bus to a device that plays, its own if it can."""
        speakers = list(self._playing.values())
        for name, speaker in self._playing.items():
            buses = list(self._routes[name])
            if speaker is speakers[0]:
                buses += [bus for other, those in self._routes.items() if other not in self._playing for bus in those]
            speaker.play([bus for bus in BUSES if bus in buses])
        if speakers and not speakers[0].leads:
            speakers[0].lead(self._ticked)
        self.speakers = speakers

    def _say(self) -> None:
        """Which devices there are. A microphone is one once it yields something."""
        if not self._is_open:
            return
        lost = dict(self._lost)
        if self._microphone is not None and not self._yields.is_set():
            lost[MICROPHONE] = "the microphone yields nothing"
        self._tell(
            Sound(
                device=self.speakers[0].name if self.speakers else "",
                microphone=self._microphone_name() if MICROPHONE not in lost else "",
                why=next(iter(lost.values()), ""),
                lost=sorted(name or "default" for name in lost),
            )
        )

    @property
    def _is_open(self) -> bool:
        """Whether any device is in use."""
        return bool(self._playing) or self._microphone is not None

    def _no_microphone(self) -> list[str]:
        """What is lost where nothing is open: which loudspeakers is no news then."""
        return [MICROPHONE] if self._capture else []

    def _microphone_name(self) -> str:
        if self._microphone is None:
            return ""
        import sounddevice

        return device_name(sounddevice, self._microphone.device)

    # -- watching

    def _watch(self) -> None:
        """Until no device is left, one that was lost can be opened again, or we are to stop."""
        seek = time.monotonic() + self._patience()
        while self._is_open and not self._stop.wait(LOOK_SECONDS):
            if self._yields.is_set() and self._microphone is not None and self._last and not self._last.microphone:
                self._say()  # it was slow to begin
            for name, why in self._gone(time.monotonic()):
                _log.warning("sound: %s", why)
                if name == MICROPHONE and name not in self._streams:
                    self._lose_microphone(why)
                else:
                    self._lost[name] = why
                    stream = self._streams.pop(name)
                    del self._playing[name]
                    self._share()  # before the closing, which may take long
                    self._close(stream)
                self._share()
                seek = time.monotonic() + SEEK_SECONDS
            if not self._lost:
                self._seek = SEEK_SECONDS
            elif self._speaking():
                seek = max(seek, time.monotonic() + SEEK_SECONDS)  # who let go often speaks again at once
            elif time.monotonic() >= seek + (MOST_SOUNDING if self._can_wait() and self._sounding() else 0.0):
                there = any(openable(self._asked(name), name == MICROPHONE) for name in self._lost)
                if there and self._speaking():  # to look takes a moment, in which a key went down
                    continue
                if there:
                    # opening all anew is heard: if it does not help, it is not done again soon
                    self._seek = min(2 * self._seek, MOST_SEEK_SECONDS)
                    return
                seek = time.monotonic() + self._patience()

    def _speaking(self) -> bool:
        """Whether opening all anew would cut somebody off."""
        return self._microphone is not None and self._held()

    def _can_wait(self) -> bool:
        """Whether what is lost is only a loudspeaker beside others. Who cannot speak does not wait for silence."""
        return bool(self.speakers) and not (MICROPHONE in self._lost and self._wants_microphone)

    @property
    def _wants_microphone(self) -> bool:
        return self._had_microphone or bool(self._settings.microphone)

    def _patience(self) -> float:
        """s until what is lost is looked for. A microphone that this room never had is not looked for all the time."""
        wanted = self._wants_microphone or set(self._lost) != {MICROPHONE}
        return self._seek if wanted else MOST_SEEK_SECONDS

    def _gone(self, now: float) -> list[tuple[str, str]]:
        """The devices that do not play any more, and in words."""
        found = []
        for name, speaker in self._playing.items():
            patience = LOST_SECONDS if speaker.running else COLD_SECONDS
            if not self._streams[name].active or now - speaker.called > patience:
                found.append((name, f"{speaker.name} is gone"))
        if self._microphone is not None and (not self._microphone.active or now - self._heard_at > LOST_SECONDS):
            found.append((MICROPHONE, "the microphone is gone"))
        return found

    def _asked(self, name: str) -> str:
        return self._settings.microphone if name == MICROPHONE else name

    def _lose_microphone(self, why: str = "the microphone is gone") -> None:
        microphone, self._microphone = self._microphone, None
        self._close(microphone)
        self._lost[MICROPHONE] = why

    def _shut(self) -> None:
        self.speakers = []
        streams = [*self._streams.values(), self._microphone]
        self._streams, self._playing, self._microphone = {}, {}, None
        for stream in streams:
            self._close(stream)

    def _close(self, stream: Any) -> None:
        if stream is None:
            return
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


def routes(settings: Settings) -> dict[str, list[str]]:
    """Device name → the buses it plays, the first one being the clock."""
    named = {"select": settings.output, "unselect": settings.unselect, "headset": settings.headset}
    found: dict[str, list[str]] = {}
    for bus in BUSES:
        found.setdefault(named[bus] or settings.output, []).append(bus)
    return found


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
