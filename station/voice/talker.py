"""Push-to-talk as the voice process knows it: while a press lasts, the microphone goes to the station and on record.

A key goes down before its press is on record and its transmitter keyed. What the microphone heard in that moment is
kept for it, so that no first syllable is lost; what it heard before the key went down is neither sent nor recorded.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from station.voice.microphone import Capture, MicrophoneFile
from station.voice.mixer import level
from station.voice.opus import OpusEncoder, OpusError
from station.voice.samples import DEVICE_RATE, MIC_RATE, TICK_SECONDS, Block, Pcm, to_block
from station.voice.samples import RATE as WIDE
from station.voice.wire import Mic, Talk

KEPT = 30
"""Ticks of microphone remembered: as old as a press is at most when it is carried out (0.5 s), and a little."""

_log = logging.getLogger(__name__)

Record = Callable[[Talk, int, Pcm], None]
"""``record(talk, index, pcm)``: a tick of samples from ``index`` on, counted from the press."""


class Tick(NamedTuple):
    """A tick of the device's microphone (mono, 48 kHz), whose first sample was heard at ``at``, s monotonic."""

    block: Block
    at: float


class _Said(NamedTuple):
    """A tick as it goes out: what is recorded, what is sent, and how loud it is."""

    pcm: Pcm
    data: bytes
    level: int


class _Strand:
    """What the presses of one key-down say to one kind of codec: made ready once, however many talk-groups hear it."""

    def __init__(self, codec: str, since: float) -> None:
        self.since = since
        self.encoder: OpusEncoder | None = None
        self.rate = MIC_RATE
        if codec == "opus":
            try:
                self.encoder, self.rate = OpusEncoder(WIDE), WIDE
            except OpusError as error:
                _log.error("nothing can be said in Opus: %s", error)
        self._capture = Capture(self.rate)
        self.said: deque[_Said] = deque(maxlen=KEPT)  # for a press whose gateway takes longer

    def hear(self, tick: Tick) -> _Said | None:
        """A tick of the device; ``None`` if it is of before the key went down. What is partly so, is cut."""
        before = round((self.since - tick.at) * DEVICE_RATE) if not self.said else 0
        if before >= len(tick.block):
            return None
        block = tick.block
        if before > 0:
            block = block.copy()
            block[:before] = 0
        said = self.say(self._capture(block))
        self.said.append(said)
        return said

    def say(self, pcm: Pcm) -> _Said:
        """A tick at our rate as the gateway wants it; as samples where that cannot be, which the gateway says."""
        data = self.encoder.encode(pcm) if self.encoder else pcm.astype("<i2", copy=False).tobytes()
        return _Said(pcm, data, level(to_block(pcm)))


class _Press:
    def __init__(self, talk: Talk, strand: _Strand) -> None:
        self.talk = talk
        self.strand = strand
        self.index = 0

    def frame(self, data: bytes) -> Mic:
        told = self.talk
        codec = "opus" if self.strand.encoder is not None else "s16le8"
        return Mic(press=told.press, call=told.call, index=self.index, data=data, codec=codec, loop=told.loop)


class Talker:
    """The presses that are held now (more than one when a dispatcher talks to several groups at once)."""

    def __init__(
        self,
        send: Callable[[Mic], None],
        record: Record,
        file: MicrophoneFile | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._send = send
        self._record = record
        self._file = file
        self._clock = clock
        self._presses: dict[str, _Press] = {}
        self._past: deque[Tick] = deque(maxlen=KEPT)
        self.level = 0

    @property
    def talking(self) -> bool:
        """Whether any press is held that is heard outside."""
        return any(not press.talk.loop for press in self._presses.values())

    @property
    def held(self) -> bool:
        """Whether any press is held."""
        return bool(self._presses)

    def talk(self, message: Talk) -> None:
        """A press begins or ends."""
        if not message.on:
            self._presses.pop(message.press, None)
        elif message.press not in self._presses:
            strand = self._strand(message)
            press = self._presses[message.press] = _Press(message, strand)
            for said in list(strand.said):
                self._give(press, said)
        if not self._presses:
            self.level = 0

    def heard(self, block: Block, at: float | None = None) -> None:
        """A tick of the sound device's microphone, its first sample heard ``at`` (s monotonic; untold: a tick ago)."""
        if self._file is not None:
            return
        tick = Tick(block, self._clock() - TICK_SECONDS if at is None else at)
        self._past.append(tick)
        strands = {press.strand for press in self._presses.values()}
        said = {strand: strand.hear(tick) for strand in strands}
        for press in self._presses.values():
            self._give(press, said[press.strand])

    def tick(self) -> None:
        """A tick passed: for a file, which has no clock of its own."""
        if self._file is not None:
            for press in self._presses.values():
                strand = press.strand
                self._give(press, strand.say(self._file.read(press.index, strand.rate)))

    def _strand(self, message: Talk) -> _Strand:
        """The one of those that are held with the same key-down, if it may be shared; else a new one."""
        if not message.since or self._file is not None:  # each from where it begins
            return _Strand(message.codec, message.since)
        for press in self._presses.values():
            if (press.talk.since, press.talk.codec) == (message.since, message.codec):
                return press.strand
        strand = _Strand(message.codec, message.since)
        for tick in self._past:
            strand.hear(tick)
        return strand

    def _give(self, press: _Press, said: _Said | None) -> None:
        if said is None:
            return
        self.level = said.level
        self._send(press.frame(said.data))
        if not press.talk.loop:
            self._record(press.talk, press.index, said.pcm)
        press.index += len(said.pcm)
