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
"""Ticks of microphone remembered: as old as a press can be when it is keyed (0.5 s), and a little."""

_log = logging.getLogger(__name__)

Record = Callable[[Talk, int, Pcm], None]
"""``record(talk, index, pcm)``: a tick of samples from ``index`` on, counted from the press."""


class Tick(NamedTuple):
    """A tick of the device's microphone (mono, 48 kHz), whose first sample was heard at ``at``, s monotonic."""

    block: Block
    at: float


class _Press:
    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.index = 0
        self.encoder: OpusEncoder | None = None
        self.rate = MIC_RATE
        if talk.codec == "opus":
            try:
                self.encoder, self.rate = OpusEncoder(WIDE), WIDE
            except OpusError as error:
                _log.error("nothing can be said to %s: %s", talk.group, error)
        self._capture = Capture(self.rate)

    def hear(self, tick: Tick) -> Pcm | None:
        """A tick at this press's rate; ``None`` if it is of before the key went down. What is partly so, is cut."""
        before = round((self.talk.since - tick.at) * DEVICE_RATE) if not self.index else 0
        if before >= len(tick.block):
            return None
        block = tick.block
        if before > 0:
            block = block.copy()
            block[:before] = 0
        return self._capture(block)

    def frame(self, pcm: Pcm) -> Mic:
        """A tick as the gateway wants it; as samples where that cannot be, which the gateway says."""
        told = self.talk
        if self.encoder is not None:
            return Mic(
                press=told.press,
                call=told.call,
                index=self.index,
                data=self.encoder.encode(pcm),
                codec="opus",
                loop=told.loop,
            )
        return Mic(
            press=told.press,
            call=told.call,
            index=self.index,
            data=pcm.astype("<i2", copy=False).tobytes(),
            loop=told.loop,
        )


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
            press = self._presses[message.press] = _Press(message)
            if message.since:
                for tick in self._past:
                    self._give(press, press.hear(tick))
        if not self._presses:
            self.level = 0

    def heard(self, block: Block, at: float | None = None) -> None:
        """A tick of the sound device's microphone, its first sample heard ``at`` (s monotonic; untold: a tick ago)."""
        if self._file is not None:
            return
        tick = Tick(block, self._clock() - TICK_SECONDS if at is None else at)
        self._past.append(tick)
        for press in self._presses.values():
            self._give(press, press.hear(tick))

    def tick(self) -> None:
        """A tick passed: for a file, which has no clock of its own."""
        if self._file is not None:
            for press in self._presses.values():
                self._give(press, self._file.read(press.index, press.rate))

    def _give(self, press: _Press, pcm: Pcm | None) -> None:
        if pcm is None:
            return
        self.level = level(to_block(pcm))
        self._send(press.frame(pcm))
        if not press.talk.loop:
            self._record(press.talk, press.index, pcm)
        press.index += len(pcm)
