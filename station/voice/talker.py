"""Push-to-talk as the voice process knows it: while a press lasts, the microphone goes to the station and on record."""

from __future__ import annotations

import logging
from collections.abc import Callable

from station.voice.microphone import Capture, MicrophoneFile
from station.voice.mixer import level
from station.voice.opus import OpusEncoder, OpusError
from station.voice.samples import MIC_RATE, MIC_TICK, Block, Pcm, to_block
from station.voice.wire import Mic, Talk

_log = logging.getLogger(__name__)

Record = Callable[[Talk, int, Pcm], None]
"""``record(talk, index, pcm)``: samples from ``index`` on, counted from the press."""


class _Press:
    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.index = 0
        self.encoder: OpusEncoder | None = None
        if talk.codec == "opus":
            try:
                self.encoder = OpusEncoder(MIC_RATE)
            except OpusError as error:
                _log.error("nothing can be said to %s: %s", talk.group, error)

    def frame(self, pcm: Pcm) -> Mic:
        """A tick as the gateway wants it; as samples where that cannot be, which the gateway says."""
        told = self.talk
        if self.encoder is not None:
            return Mic(press=told.press, call=told.call, index=self.index, data=self.encoder.encode(pcm), codec="opus")
        return Mic(press=told.press, call=told.call, index=self.index, data=pcm.astype("<i2", copy=False).tobytes())


class Talker:
    """The presses that are held now (more than one when a dispatcher talks to several groups at once)."""

    def __init__(self, send: Callable[[Mic], None], record: Record, file: MicrophoneFile | None = None) -> None:
        self._send = send
        self._record = record
        self._file = file
        self._presses: dict[str, _Press] = {}
        self._capture = Capture()
        self.level = 0

    @property
    def talking(self) -> bool:
        """Whether any press is held."""
        return bool(self._presses)

    def talk(self, message: Talk) -> None:
        """A press begins or ends."""
        if message.on:
            if not self._presses:
                self._capture = Capture()  # nothing of before the key went down goes out
            self._presses.setdefault(message.press, _Press(message))
        else:
            self._presses.pop(message.press, None)
        if not self._presses:
            self.level = 0

    def heard(self, block: Block) -> None:
        """A tick of the sound device's microphone (mono, 48 kHz). Thrown away unless a press is held."""
        if self._presses and self._file is None:
            self._give(self._capture(block))

    def tick(self) -> None:
        """A tick passed: for a file, which has no clock of its own."""
        if self._presses and self._file is not None:
            first = next(iter(self._presses.values()))
            self._give(self._file.read(first.index))

    def _give(self, pcm: Pcm) -> None:
        self.level = level(to_block(pcm))
        for press in self._presses.values():
            self._send(press.frame(pcm))
            self._record(press.talk, press.index, pcm)
            press.index += MIC_TICK
