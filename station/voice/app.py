"""The voice process: wires pipe, engine, recorder and sound devices together and lives as long as the station does.

Environment: see :mod:`station.voice.settings`. It ends on ``Quit``, on SIGTERM, and when the station is gone (end of
input): each time it first finishes every recording.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import queue
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec
import soundfile

from journal.errors import JournalError
from journal.places import runtime_dir
from journal.pulse import Pulse
from journal.slots import Beat
from station.voice import review as reviewing
from station.voice.ambe_chip import Chip
from station.voice.audience import heard
from station.voice.bridge import Bridge
from station.voice.calls import Calls
from station.voice.clock import Clock
from station.voice.engine import Engine
from station.voice.finaliser import Finaliser
from station.voice.incoming import Incoming
from station.voice.ledger import Ledger
from station.voice.measure import Measuring
from station.voice.microphone import MicrophoneFile
from station.voice.pipe import Mouth, listen, take_pipe
from station.voice.recall import Loaded, Recall
from station.voice.recorder import Recorder, Trouble
from station.voice.samples import Block, Pcm
from station.voice.settings import Settings, from_environment
from station.voice.shelf import Shelf
from station.voice.soundcard import SoundCard
from station.voice.speaker import Raiser, play
from station.voice.talker import Talker
from station.voice.vocoder import CODED, Decoded, Make, Vocoding, installed
from station.voice.wire import Close, HandedIn, Looped, Measure, Mic, Open, Quit, Sound, Talk, ToVoice
from station.voice.wire import Voice as Frame

SWITCH_SECONDS = 0.0005
"""After so long a thread that reads the pipe or writes recordings lets the one that mixes go on; Python's own 5 ms are
a quarter of a tick."""

_log = logging.getLogger(__name__)


OF_A_CALL = (Frame, Open, Close)


GARBAGE = 20_000
"""Objects more than before at which Python looks for rings of garbage. Frames are none: they go once done with."""


def tune() -> None:
    """Python, for a process that mixes: see :data:`SWITCH_SECONDS` and :data:`GARBAGE`."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


class Ticked:
    """The loudspeaker took a tick."""


class Heard(NamedTuple):
    """A tick of microphone, mono, 48 kHz; its first sample was heard at ``at``, s monotonic."""

    block: Block
    at: float


class Ear:
    """A microphone's way to the thread that mixes: waited for while somebody talks, else only remembered; in order."""

    def __init__(self, wake: Callable[[Heard], None], remember: Callable[[Heard], None]) -> None:
        """``wake`` is what is taken one by one, ``remember`` what is taken before the next of those."""
        self._wake, self._remember = wake, remember
        self._woken = self._taken = 0  # each is counted by one thread only

    def hear(self, heard: Heard, held: bool) -> None:
        """The microphone's thread: a tick, and whether a key is down."""
        # what woke it and is not taken yet is older, and would be overtaken by what is remembered
        if held or self._woken != self._taken:
            self._woken += 1
            self._wake(heard)
        else:
            self._remember(heard)

    def took(self) -> None:
        """The thread that mixes: a tick that woke it is done with."""
        self._taken += 1


Item = ToVoice | Ticked | Heard | Sound | Loaded | Decoded | None


def run(journal: Path, review: str) -> int:
    """Be the voice process of ``journal``; with a ``review`` token play for that review window instead. Exit status."""
    tune()
    os.umask(0o077)  # recordings are for this account, wherever the journal lies
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="voice: %(levelname)s %(name)s: %(message)s")
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the station, whose end we see
    settings = from_environment(os.environ)
    if review:
        return reviewing.run(journal, review, settings)
    return Voice(journal, settings).run()


class Voice:
    """The process of a live (or exercise) station."""

    def __init__(self, journal: Path, settings: Settings) -> None:
        incoming, outgoing = take_pipe()
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self._mouth = Mouth(outgoing)
        self._ledger = Ledger(journal)
        shelf = Shelf(journal)
        self._finaliser = Finaliser(shelf, self._ledger.append, self._ledger.known, self._ledger.alone)
        self._recorder = Recorder(shelf, self._finaliser.finish, self._ledger.alone, self._finaliser.lost)
        self._incoming = Incoming(shelf, self._finaliser.finish, self._ledger.alone)
        self._say = saying(journal)
        self._measuring = Measuring(self._mouth.say)
        file = microphone_file(settings)
        self._vocoding = Vocoding(makers(settings), self._items.put)
        calls = Calls(self._recorder, self._vocoding)

        def record(talk: Talk, index: int, pcm: Pcm) -> None:
            calls.own_voice(talk, index, pcm, time.time())

        self._engine = Engine(
            calls,
            Talker(self._spoken, record, file),
            Recall(journal, self._recorder.so_far, self._items.put),
            self._say,
            self._beat,
            settings.gain_control,
            self._mouth.say,
            lambda: self._card.audible,
            Bridge(self._mouth.say, record),
            self._headset_apart,
        )
        self._file = file.name if file else ""
        self._sound = Sound()
        self._raise = Raiser()
        self._complained = 0.0
        self._taken = 0
        self._frames: deque[tuple[float, Open | Frame | Close | Heard]] = deque()
        self._ear = Ear(self._items.put, lambda heard: self._frames.append((heard.at, heard)))
        listen(incoming, self._told)
        self._card = SoundCard(
            settings,
            runtime_dir(journal) / "voice.opening",
            ticked=lambda: self._items.put(Ticked()),
            heard=self._hear,
            changed=self._items.put,
            held=lambda: self._engine.talker.held,
            sounding=lambda: any(map(heard, list(self._engine.calls.mixes.values()))),
        )
        with contextlib.suppress(ValueError):
            signal.signal(signal.SIGTERM, lambda *_: self._items.put(Quit()))

    def run(self) -> int:
        """Until the station is gone or says so."""
        clock = Clock(time.monotonic())
        self._beat(0)
        while not self._engine.quit:
            try:
                item = self._items.get(timeout=clock.left(time.monotonic()))
            except queue.Empty:
                pass
            else:
                self._catch_up()
                if isinstance(item, Ticked):
                    clock.device(time.monotonic())
                    self._try(self._tick)
                else:
                    self._try(self._take, item)
                    if isinstance(item, Heard):
                        self._ear.took()
            if clock.own(time.monotonic()):
                self._catch_up()
                self._try(self._tick)
        self._finish()
        return 0

    def _told(self, message: ToVoice | None) -> None:
        """The pipe's thread: what only the next tick needs waits for it. To be woken by every frame would be dear."""
        if isinstance(message, OF_A_CALL):
            self._frames.append((time.monotonic(), message))
        else:
            self._items.put(message)

    def _hear(self, block: Block, at: float) -> None:
        """The microphone's thread."""
        self._ear.hear(Heard(block, at), self._engine.talker.held)

    def _catch_up(self) -> None:
        """Calls and their frames, in the order they came, before anything that was said after them."""
        while self._frames:
            at, message = self._frames.popleft()
            if isinstance(message, Heard):
                self._try(self._take, message)
                continue
            self._taken += 1
            if isinstance(message, Frame):
                try:
                    self._engine.calls.voice(message, at)
                except Exception as error:  # noqa: BLE001 - as below; thousands a second
                    self._complain(error)
            else:
                self._try(self._engine.receive, message)

    def _try(self, step: Callable[..., None], *arguments: object) -> None:
        """A bug in one step is said, once a second at most, and must not end the recording of everything else."""
        try:
            step(*arguments)
        except Exception as error:  # noqa: BLE001 - see above
            self._complain(error)

    def _complain(self, error: Exception) -> None:
        now = time.monotonic()
        if now - self._complained > 1.0:
            self._complained = now
            _log.error("a bug: %s", error, exc_info=error)

    def _take(self, item: ToVoice | Heard | Sound | Loaded | Decoded | None) -> None:
        match item:
            case None:
                _log.info("the station is gone")
                self._engine.quit = True
            case Heard():
                self._measuring.hearing(item.at)
                self._engine.talker.heard(item.block, item.at)
                self._measuring.hearing(0.0)
            case Sound():
                self._sound = msgspec.structs.replace(item, microphone=item.microphone or self._file)
                self._mouth.say(self._sound)
            case Loaded():
                self._engine.loaded(item)
            case Decoded():
                self._engine.calls.decoded(item)
            case Measure():
                self._taken += 1
                self._measuring.ask(item)
            case Looped():
                self._taken += 1
                self._measuring.looped(item)
            case HandedIn():
                self._taken += 1
                self._incoming.take(item.name)
            case _:
                self._taken += 1
                self._engine.receive(item)

    def _spoken(self, mic: Mic) -> None:
        self._measuring.said(mic)
        self._mouth.say(mic)

    def _headset_apart(self) -> bool:
        """Whether the headset bus sounds from no loudspeaker of another bus."""
        return all(speaker.buses == ("headset",) for speaker in self._card.speakers if "headset" in speaker.buses)

    def _tick(self) -> None:
        self._measuring.hearing(time.monotonic() if self._file else 0.0)  # a file is read now
        mixed = self._engine.tick()
        self._measuring.hearing(0.0)
        self._measuring.tick(self._card.speakers)
        play(mixed, self._raise, self._card.speakers)

    def _beat(self, count: int) -> None:
        trouble = self._trouble()
        beat = Beat(
            pid=os.getpid(),
            count=count,
            disk=trouble.disk,
            why=trouble.why[:120],
            sound=self._sound.device[:60],
            recording=self._recorder.recording,
            waiting=self._finaliser.waiting,
            taken=self._taken,
        )
        self._say("voice", beat)

    def _trouble(self) -> Trouble:
        for trouble in (
            self._recorder.trouble,
            self._finaliser.trouble,
            Trouble(self._ledger.disk, self._ledger.fault),
        ):
            if trouble.disk != "ok":
                return trouble
        return Trouble()

    def _finish(self) -> None:
        """Recordings first; sound devices, which may hang, last."""
        self._catch_up()
        self._vocoding.stop()
        with contextlib.suppress(queue.Empty):
            while True:
                if isinstance(item := self._items.get_nowait(), Decoded):
                    self._try(self._take, item)
        self._incoming.stop()
        self._recorder.stop()
        self._finaliser.stop()
        self._ledger.close()
        self._mouth.close()
        self._beat(-1)
        self._card.close()


def makers(settings: Settings) -> dict[str, Make]:
    """What decodes coded voice here: the chip that is configured, else what is installed."""
    found: dict[str, Make] = {}
    for codec in CODED:
        make = Chip(settings.vocoder) if settings.vocoder else installed(codec)
        if make is not None:
            found[codec] = make
    return found


def saying(journal: Path) -> Callable[[str, msgspec.Struct], None]:
    """Writes to the pulse; without one (its directory is not ours) sound and recording go on unseen."""
    try:
        pulse = Pulse(journal)
    except (JournalError, OSError) as error:
        _log.error("no pulse: %s", error)
        return lambda slot, value: None

    told: set[str] = set()

    def say(slot: str, value: msgspec.Struct) -> None:
        try:
            pulse.write(slot, value)
        except (ValueError, JournalError) as error:
            if slot not in told:
                told.add(slot)
                _log.error("pulse: %s", error)

    return say


def microphone_file(settings: Settings) -> MicrophoneFile | None:
    """The file in place of a microphone, if one is asked for and can be used."""
    if settings.microphone_file is None:
        return None
    try:
        return MicrophoneFile(settings.microphone_file)
    except (OSError, ValueError, soundfile.SoundFileError) as error:
        _log.error("KOPA_MIC_FILE: %s", error)
        return None
