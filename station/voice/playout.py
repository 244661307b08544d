"""One call on its way to the ear: puts frames in order by their index, waits out jitter, conceals what is missing.

Time here is counted in ticks of the mixer. Nothing in this file touches the recording.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from station.voice.conceal import Concealer
from station.voice.gaps import Gaps
from station.voice.resample import Upsampler
from station.voice.samples import RATE, TICK_SECONDS, Block, Pcm, to_block

WINDOW_SECONDS = 4
FIRST_TARGET = 0.06
"""s a spurt is held before it plays, until somebody knows better; grows by a tick each time it was not enough."""
BURST = 0.1
"""s beyond that which nobody waits for: they came all at once, late already."""
MOST_TARGET = 0.2
PATIENCE_TICKS = 3
"""Ticks concealed at an empty buffer before the talk spurt counts as over."""
REWIND_SECONDS = 2
"""An index this far back is not late: the sender began to count again."""
TRIM_EVERY = 50


class Playout:
    """The playout of one call at ``rate`` (8000 or 16000 Hz)."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.target = FIRST_TARGET
        self.gaps = Gaps()
        self.played = 0  # samples of the call so far, come or not
        self.first = 0  # the number of the first sample that was pulled last
        self._tick = int(rate * TICK_SECONDS)
        self._window = rate * WINDOW_SECONDS
        self._samples = np.zeros(self._window, np.float32)
        self._marks = bytearray(self._window)  # 1: this sample came
        self._have: npt.NDArray[np.bool_] = np.frombuffer(self._marks, np.bool_)  # the same bytes, to be reckoned with
        self._whole, self._empty = b"\1" * self._tick, bytes(self._tick)
        self._concealer = Concealer(rate)
        self._raise = Upsampler(RATE // rate) if rate < RATE else None
        self._tail = 0
        self._ending = False
        self._at = self._head = 0  # the next sample to play; one past the newest that came
        self._floor: int | None = None  # what was played cannot be played again
        self._playing = False
        self._waited = self._starved = self._made_up = self._owed = 0
        self._low = self._pulls = 0

    @property
    def done(self) -> bool:
        """Everything of an ended call was played."""
        return self._ending and self._head <= self._at and not self._tail

    @property
    def idle(self) -> bool:
        """Nothing is held and nothing plays: what comes now begins a spurt."""
        return not self._playing and self._head <= self._at

    def end(self) -> None:
        """The call ended: what is left plays without waiting for more."""
        self._ending = True

    def put(self, index: int, pcm: Pcm) -> None:
        """Samples from ``index`` on. Late and repeated ones are dropped, a jump starts a new spurt."""
        count = len(pcm)
        if not 0 < count <= self._window // 2:
            return
        if index < self._at - REWIND_SECONDS * self.rate or index + count > self._at + self._window:
            self._begin(index)
        elif self._head <= self._at and not self._playing:
            self._at = self._head = index if self._floor is None else max(index, self._floor)
        elif not self._playing and index < self._at:
            self._at = index if self._floor is None else max(index, self._floor)
        elif self._starved and index > self._at:
            # what was made up while starving stood for the lost frames: do not make it up again
            skipped = min(index - self._at, self._made_up)
            self.gaps.missed(self._at, skipped)
            self._at += skipped
        elif self._starved and index == self._at:
            self._grow()  # not lost, only late: the next spurt waits a little longer
        if index < self._at:
            self.gaps.came(index, min(count, self._at - index), in_time=False)
            if self._grow() and self._playing:
                self._owed = 1
            pcm = pcm[self._at - index :]
            index, count = self._at, len(pcm)
            if not count:
                return
        where = self._places(index, count)
        if isinstance(where, slice):
            to_block(pcm, self._samples[where])
            self._marks[where] = self._whole if count == self._tick else b"\1" * count
        else:
            self._samples[where] = to_block(pcm)
            self._have[where] = True
        if self.gaps.open:
            self.gaps.came(index, count, in_time=True)
        self._head = max(self._head, index + count)
        self._starved = self._made_up = 0

    def _places(self, index: int, count: int) -> slice | npt.NDArray[np.int64]:
        """Where samples ``index … index + count`` lie; they rarely lie around the end, and a slice is quicker."""
        first = index % self._window
        if first + count <= self._window:
            return slice(first, first + count)
        return np.arange(index, index + count) % self._window

    def fill(self, index: int, pcm: Pcm) -> None:
        """What a decoder made up in place of lost samples: played where nothing else came, in time or not at all."""
        if self.idle or self._starved or not self._at <= index <= self._head:
            return
        count = min(len(pcm), self._at + self._window - index)
        where = np.arange(index, index + count) % self._window
        missing = ~self._have[where]
        self.gaps.missed_where(index, missing)
        self._samples[where[missing]] = to_block(pcm[:count][missing])
        self._have[where] = True
        self._head = max(self._head, index + count)

    def pull(self) -> Block | None:
        """The next 20 ms at the mixer's rate; ``None`` when there is nothing to hear."""
        block = self._next()
        if block is None:
            if not self._tail:
                return None
            self._tail -= 1
            block = np.zeros(self._tick, np.float32)
        else:
            self._tail = 1  # one tick more, for what the resampling filter still holds
        return block if self._raise is None else self._raise(block)

    def _next(self) -> Block | None:
        depth = self._head - self._at
        if not self._playing:
            if depth <= 0:
                return None
            self._waited += 1
            burst = depth >= (self.target + BURST) * self.rate
            if self._waited < round(self.target / TICK_SECONDS) and not burst and not self._ending:
                return None
            self._playing, self._pulls = True, 0
        self.first = self._at
        if depth < self._tick and not self._ending:
            return self._starve(depth)
        if depth <= 0:
            self._stop()
            return None
        if self._owed:  # a tick is made up, so that all that follows plays later and late frames are in time
            self._owed = 0
            return self._concealer.fill(self._tick)
        self._trim(depth)
        self.first = self._at
        return self._take()

    def _take(self) -> Block:
        first, heard = self._at % self._window, True
        where = slice(first, first + self._tick)
        self.played += self._tick
        # a tick that is there from end to end, as nearly all are, is seen by its bytes: far quicker than by an array
        if self._marks[where] == self._whole:
            block = self._samples[where].copy()
            self._marks[where] = self._empty
        else:
            places = self._places(self._at, self._tick)
            block, have = self._samples[places].copy(), self._have[places].copy()
            self._have[places] = False
            left = self._head - self._at
            made = self._concealer.fill(self._tick) if left >= self._tick else np.zeros(self._tick, np.float32)
            self.gaps.missed_where(self._at, ~have[: max(left, 0)])  # behind the end nothing is missing
            block = np.where(have, block, made)
            heard = bool(have.any())
        if heard:
            self._concealer.heard(block)
        self._at += self._tick
        self._floor = self._at
        self._head = max(self._head, self._at) if self._ending else self._head
        return block

    def _starve(self, depth: int) -> Block | None:
        """Nothing came in time: play the last piece, make up 60 ms, then wait for the next spurt."""
        if self._starved >= PATIENCE_TICKS:
            self._stop()
            return None
        self._starved += 1
        self._made_up += self._tick - depth
        if not depth:
            return self._concealer.fill(self._tick)
        where = np.arange(self._at, self._head) % self._window
        piece = self._samples[where]
        self.played += depth
        self._have[where] = False
        self._concealer.heard(piece)
        self._at = self._floor = self._head
        return np.concatenate((piece, self._concealer.fill(self._tick - depth)))

    def _stop(self) -> None:
        self._playing = False
        self._waited = self._starved = self._made_up = 0

    def _begin(self, index: int) -> None:
        """Forget what is held: ``index`` has nothing to do with what came before."""
        self._have[:] = False
        self._at = self._head = index
        self._floor = None
        self._stop()

    def _grow(self) -> bool:
        """Hold voice back longer from now on; whether that is still allowed."""
        before, self.target = self.target, min(self.target + TICK_SECONDS, MOST_TARGET)
        return self.target > before

    def _trim(self, depth: int) -> None:
        """Catch up when more than needed was held for a whole second (a sender's clock runs fast, or a burst came)."""
        self._low = depth if not self._pulls else min(self._low, depth)
        self._pulls += 1
        if self._pulls < TRIM_EVERY:
            return
        self._pulls = 0
        spare = self._low - int(self.target * self.rate) - 2 * self._tick
        if spare <= 0:
            return
        skip = spare if spare > self.rate // 4 else self._tick // 2
        where = np.arange(self._at, self._at + skip) % self._window
        onto = np.arange(self._at + skip, self._at + skip + self._tick) % self._window
        fade = np.linspace(0, 1, self._tick, dtype=np.float32)
        old = self._samples[np.arange(self._at, self._at + self._tick) % self._window]
        self._samples[onto] = old * (1 - fade) + self._samples[onto] * fade
        self._have[where] = False
        self._at += skip
