"""The voice process measures itself: mouth to ear through a loop, samples the devices missed, how their clocks drift.

The loop: pushes to talk of the station's own (:mod:`station.loop`) take the microphone as any other does; their frames
come back as :class:`Looped` and are played out like a call's, but to nobody. What is counted is when a sample was heard
at the microphone and when it would have left the loudspeaker. Nothing of it is recorded or transmitted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from station.voice.decode import Decoder, decoder
from station.voice.playout import Playout
from station.voice.samples import DEVICE_RATE, DEVICE_TICK
from station.voice.speaker import Speaker
from station.voice.wire import Looped, Measure, Measured, Mic

MOST_FRAMES = 2000
ENOUGH_SECONDS = 20.0
"""A device must have run so long before anything can be said of its clock."""
TICKS_KEPT = 3000
"""Of each device: a minute."""
MOST_DELAYS = 1000


class Seen(NamedTuple):
    """What a device had asked for when: so many samples at ``called`` (s monotonic)."""

    asked: int
    called: float


class Pace:
    """How many samples a device took by when; told often, it says how much faster than the machine's clock that is."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []
        self.dry = 0

    def look(self, speaker: Speaker) -> None:
        """A tick passed."""
        asked, called = speaker.asked, speaker.called
        if self._seen and asked < self._seen[-1].asked:
            self._seen = []  # opened anew
        if not self._seen or asked != self._seen[-1].asked:
            self._seen.append(Seen(asked, called))
            if len(self._seen) > TICKS_KEPT:
                del self._seen[: TICKS_KEPT // 10]

    @property
    def drift(self) -> float | None:
        """Millionths by which its clock is faster; ``None`` while nothing can be said. Least squares over a minute."""
        if len(self._seen) < 2 or self._seen[-1].called - self._seen[0].called < ENOUGH_SECONDS:
            return None
        at = np.array([seen.called for seen in self._seen]) - self._seen[0].called
        samples = np.array([seen.asked for seen in self._seen], np.float64) - self._seen[0].asked
        slope = float(np.polyfit(at, samples, 1)[0])
        return 1e6 * (slope / DEVICE_RATE - 1.0)


class Measuring:
    """Measures while asked to. ``tell`` gets :class:`Measured`."""

    def __init__(self, tell: Callable[[Measured], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._tell = tell
        self._clock = clock
        self._ref = ""
        self._paces: dict[str, Pace] = {}
        self._began: dict[str, tuple[int, int]] = {}
        self._made: dict[tuple[str, int], float] = {}
        self._plays: dict[str, tuple[Decoder, Playout]] = {}
        self._delays: list[float] = []
        self._heard_at = 0.0
        self._speakers: Sequence[Speaker] = ()

    def ask(self, message: Measure) -> None:
        """Begin, or tell what was measured."""
        if message.on:
            self._ref = message.ref
            self._began = {speaker.name: (speaker.dry, speaker.asked) for speaker in self._speakers}
            self._made, self._plays, self._delays = {}, {}, []
        elif message.ref == self._ref:
            self._ref = ""
            self._tell(self._measured(message.ref))

    def _measured(self, ref: str) -> Measured:
        dry = asked = 0
        drift: dict[str, float] = {}
        for speaker in self._speakers:
            before = self._began.get(speaker.name, (0, 0))
            dry += max(0, speaker.dry - before[0])
            asked += max(0, speaker.asked - before[1]) // DEVICE_TICK
            off = self._paces[speaker.name].drift if speaker.name in self._paces else None
            if off is not None:
                drift[speaker.name] = round(off, 1)
        return Measured(ref=ref, delays=self._delays[:MOST_DELAYS], dry=dry, asked=asked, drift=drift)

    # The microphone

    def hearing(self, at: float) -> None:
        """The next frames come of samples heard ``at`` (s monotonic; 0: of nothing that is heard now)."""
        self._heard_at = at

    def said(self, mic: Mic) -> None:
        """A frame on its way out."""
        if self._ref and mic.loop and self._heard_at:
            self._made[(mic.call, mic.index)] = self._heard_at
            if len(self._made) > MOST_FRAMES:
                del self._made[next(iter(self._made))]

    # The ear

    def looped(self, message: Looped) -> None:
        """It has come round."""
        if not self._ref:
            return
        found = self._plays.get(message.call)
        if found is None:
            made = decoder(message.codec)
            found = self._plays[message.call] = made, Playout(made.rate)
        for piece in found[0].pieces(message.index, message.data):
            if piece.heard:
                found[1].put(piece.start, piece.pcm)

    def tick(self, speakers: Sequence[Speaker]) -> None:
        """20 ms passed."""
        self._speakers = speakers
        for speaker in speakers:
            self._paces.setdefault(speaker.name, Pace()).look(speaker)
        for call, (_, playout) in self._plays.items():
            if playout.pull() is None or not speakers:
                continue
            made = self._made.pop((call, playout.first), None)
            if made is not None:
                self._delays.append(round(self._clock() + speakers[0].delay - made, 4))
