"""``main.py donor-sound``: a donor radio's pair of sound devices, in a process of its own.

A process of its own because PortAudio looks for devices only when it starts anew, which closes every stream of the
process: a donor's cable that is pulled must not silence the room's loudspeaker while it is looked for, and a driver
that crashes must not take a recording along. To the station (:mod:`radio.protocols.donor`): ``pcm``, ``sound``,
``speaker``; from it ``pcm`` and ``quiet``. It ends when the station is gone.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections import deque
from typing import Any

import numpy as np

from radio.protocols.donor import NOT_WANTED, OPENING
from station.voice.microphone import Capture
from station.voice.pipe import CHUNK, Mouth, take_pipe
from station.voice.resample import Upsampler
from station.voice.samples import DEVICE_RATE, DEVICE_TICK, MIC_RATE, Block, to_block
from station.voice.soundcard import COLD_SECONDS, LOOK_SECONDS, LOST_SECONDS, RETRY_SECONDS, device_name, sentence
from station.voice.speaker import FIRST_CALLS
from station.voice.wire import Unpacker, framed

LATENCY = 0.04
FIRST_TICKS = 2
"""Ticks held before our voice begins to play, so that a late one is not heard."""
MOST_TICKS = 110
"""Ticks that wait at most: what was said before the network gave the turn comes all at once, up to 2 s of it."""
BEHIND = 5
"""Ticks waiting beyond which pauses are left out, until we have caught up."""
PAUSE = 0.01
"""Of full scale: quieter ticks are pauses."""

_log = logging.getLogger(__name__)


class Playing:
    """Our voice on its way to the radio: 8 kHz in, ticks for the device out."""

    def __init__(self) -> None:
        self._raise = Upsampler(DEVICE_RATE // MIC_RATE)
        self._ticks: deque[Block] = deque(maxlen=MOST_TICKS)
        self._rest = np.zeros(0, np.float32)
        self._begun = False

    def put(self, data: bytes) -> None:
        """16-bit samples at 8 kHz."""
        pcm = np.frombuffer(data[: len(data) & ~1], "<i2").astype(np.int16)
        if not len(pcm):
            return
        raised = np.concatenate((self._rest, self._raise(to_block(pcm))))
        whole = len(raised) // DEVICE_TICK * DEVICE_TICK
        for at in range(0, whole, DEVICE_TICK):
            self._ticks.append(raised[at : at + DEVICE_TICK])
        self._rest = raised[whole:]

    def quiet(self) -> None:
        """Unkeyed: what is left is not said any more (who let go himself was waited for, radio/protocols/donor.py)."""
        self._ticks.clear()
        self._rest = np.zeros(0, np.float32)
        self._raise = Upsampler(DEVICE_RATE // MIC_RATE)

    def take(self) -> Block | None:
        """The next tick, or ``None`` for silence."""
        self._begun = bool(self._ticks) and (self._begun or len(self._ticks) >= FIRST_TICKS)
        with contextlib.suppress(IndexError):
            while len(self._ticks) > BEHIND and float(np.abs(self._ticks[0]).max()) < PAUSE:
                self._ticks.popleft()
            if self._begun:
                return self._ticks.popleft()
        return None


class Stream:
    """One open PortAudio stream and when it last called."""

    def __init__(self, stream: Any, name: str) -> None:
        self._stream = stream
        self.name = name
        self.calls = 0
        self.called = time.monotonic()

    def tick(self) -> None:
        """It called."""
        self.calls += 1
        self.called = time.monotonic()

    def alive(self) -> bool:
        """Whether it runs; one that just began may take its time, after it filled its first buffer, too."""
        patience = LOST_SECONDS if self.calls > FIRST_CALLS else COLD_SECONDS
        return bool(self._stream.active) and time.monotonic() - self.called <= patience

    def close(self) -> None:
        """Let go of the device."""
        try:
            self._stream.abort()
            self._stream.close()
        except Exception as error:  # noqa: BLE001 - it is gone already, and drivers raise anything
            _log.info("closing a sound device: %s", sentence(error))


class DonorSound:
    """Keeps both devices open; ``output`` empty: the radio is only heard."""

    def __init__(self, source: str, output: str, mouth: Mouth) -> None:
        self._source, self._output = source, output
        self._mouth = mouth
        self._playing = Playing()
        self._stop = threading.Event()
        self._initialised = False
        self._told: dict[str, str] = {}
        self._again = 0.0

    def run(self) -> None:
        """Until :meth:`stop`."""
        while not self._stop.is_set():
            hearing, speaking = self._open_source(), None
            while hearing is not None and not self._stop.wait(LOOK_SECONDS):
                if not hearing.alive():
                    self._tell("sound", f"0 {hearing.name} is gone")
                    break
                speaking = self._keep_output(speaking)
            if speaking is not None:
                self._tell("speaker", f"0 {OPENING}")
            for stream in (hearing, speaking):
                if stream is not None:
                    stream.close()
            self._again = 0.0
            self._stop.wait(RETRY_SECONDS)

    def stop(self) -> None:
        """The station is gone."""
        self._stop.set()

    def heard(self, message: bytes) -> None:
        """The station said something."""
        word, _, rest = message.partition(b" ")
        if word == b"pcm":
            self._playing.put(rest)
        elif word == b"quiet":
            self._playing.quiet()

    def _open_source(self) -> Stream | None:
        try:
            import sounddevice  # here: it fails where PortAudio is not installed

            if self._initialised:
                sounddevice._terminate()
                sounddevice._initialize()
            self._initialised = True
            stream = self._capture(sounddevice)
        except Exception as error:  # noqa: BLE001 - PortAudio and its drivers raise anything; all mean: no sound now
            self._tell("sound", f"0 {self._source}: {sentence(error)}")
            return None
        self._tell("sound", f"1 {stream.name}")
        return stream

    def _capture(self, sounddevice: Any) -> Stream:
        """The left side of a device that has two."""
        lower = Capture()
        opened: list[Stream] = []

        def callback(data: Any, _frames: int, _time: object, _status: object) -> None:
            if opened:
                opened[0].tick()
            pcm = lower(np.array(data[:, 0], np.float32))
            self._mouth.put(framed(b"pcm " + pcm.astype("<i2").tobytes()))

        stream = self._stream(sounddevice.InputStream, self._source, callback)
        opened.append(Stream(stream, device_name(sounddevice, stream.device)))
        stream.start()
        return opened[0]

    def _keep_output(self, now_open: Stream | None) -> Stream | None:
        """The playback stream, opened when it is not there: hearing goes on without."""
        if now_open is not None and now_open.alive():
            return now_open
        if now_open is not None:
            now_open.close()
            self._tell("speaker", f"0 {now_open.name} is gone")
        if not self._output:
            self._tell("speaker", f"0 {NOT_WANTED}")
        elif time.monotonic() >= self._again:
            self._again = time.monotonic() + RETRY_SECONDS
            return self._open_output()
        return None

    def _open_output(self) -> Stream | None:
        opened: list[Stream] = []

        def callback(out: Any, _frames: int, _time: object, _status: object) -> None:
            if opened:
                opened[0].tick()
            tick = self._playing.take()
            out[:] = 0 if tick is None else tick[: len(out), None]

        try:
            import sounddevice

            stream = self._stream(sounddevice.OutputStream, self._output, callback)
            opened.append(Stream(stream, device_name(sounddevice, stream.device)))
            stream.start()
        except Exception as error:  # noqa: BLE001 - as above
            self._tell("speaker", f"0 {self._output}: {sentence(error)}")
            return None
        self._tell("speaker", f"1 {opened[0].name}")
        return opened[0]

    def _stream(self, make: Any, device: str, callback: Any) -> Any:
        """One channel, or two where the device has no other."""
        for channels in (1, 2):
            try:
                return make(
                    samplerate=DEVICE_RATE,
                    blocksize=DEVICE_TICK,
                    device=device,
                    channels=channels,
                    dtype="float32",
                    latency=LATENCY,
                    callback=callback,
                )
            except Exception:
                if channels == 2:
                    raise
        raise AssertionError

    def _tell(self, what: str, said: str) -> None:
        if self._told.get(what) != said:
            self._told[what] = said
            _log.info("%s %s", what, said)
            self._mouth.put(framed(f"{what} {said}".encode()))


def run(source: str, output: str) -> int:
    """Be the sound of the donor radio on the devices ``source`` and ``output`` until the station is gone."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="donor: %(levelname)s %(message)s")
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the station, whose end we see
    incoming, outgoing = take_pipe()
    mouth = Mouth(outgoing)
    sound = DonorSound(source, output, mouth)
    threading.Thread(target=_listen, args=(incoming, sound), name="from station", daemon=True).start()
    sound.run()
    mouth.close()
    os._exit(0)  # a driver that hangs is not waited for


def _listen(incoming: int, sound: DonorSound) -> None:
    unpacker = Unpacker()
    with contextlib.suppress(OSError, ValueError):
        while data := os.read(incoming, CHUNK):
            for message in unpacker.feed(data):
                sound.heard(message)
    sound.stop()
