"""One call on its way to the ear: puts frames in order by their index, waits out jitter, conceals what is missing.

What comes after the network stood still is heard late, and caught up with: pauses are shortened and voice is played up
to a quarter faster, at its pitch. Only what would stay more than :data:`WINDOW_SECONDS` behind is left out.

Every sample number from a spurt's first to its last (:attr:`Playout.played` of them) was heard once, or is counted in
:class:`~station.voice.gaps.Gaps`: ``lost``, ``late`` or ``drawn``. Between two spurts nobody knows; voice that comes
for it too late is counted then.

Time here is counted in ticks of the mixer. Nothing in this file touches the recording.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from station.voice.conceal import Concealer
from station.voice.gaps import Gaps
from station.voice.mixer import level
from station.voice.resample import Upsampler
from station.voice.samples import RATE, TICK_SECONDS, Block, Pcm, to_block
from station.voice.stretch import drawn_together

WINDOW_SECONDS = 4
"""s that are held at most."""
LEFT_OUT = 0.5
"""s of the oldest that make room at least, when more comes than is held: one hole is better than many."""
FIRST_TARGET = 0.06
"""s a spurt is held before it plays, until somebody knows better; grows by a tick each time it was not enough."""
BURST = 0.1
"""s beyond that which nobody waits for: they came all at once, late already."""
MOST_TARGET = 0.2
PATIENCE_TICKS = 3
"""Ticks concealed at an empty buffer before the talk spurt counts as over."""
REWIND_SECONDS = 2
"""An index this far back, and one that follows it, are not late: the sender began to count again."""
LOOK_EVERY = 50
"""Pulls after which it is seen whether more was held all the time than is needed."""
FAR_SECONDS = 1.0
"""s of voice that wait behind a jump of the numbers, while what was held before it is played."""
FAR_BEHIND = 0.25
"""s that are caught up with at once; less than that by a pitch period a second, which also follows a fast clock."""
FASTER = 4
"""Who catches up plays a tick and this part of a tick in one."""
LONGEST_CUT, SHORTEST_CUT = 0.015, 0.0075
"""s: a whole number of pitch periods lies between them, whoever speaks."""
QUIET = 15
"""Loudness (0–100) of a tick that is left out to catch up, when the pause went on for :data:`PAUSE_TICKS` already."""
PAUSE_TICKS = 4


class Playout:
    """The playout of one call at ``rate`` (8000 or 16000 Hz)."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.target = FIRST_TARGET
        self.gaps = Gaps()
        self.played = 0  # samples of the call so far, come or not
        self.first = 0  # the number of the first sample that was pulled last
        self._tick = int(rate * TICK_SECONDS)
        self._window, self._back = rate * WINDOW_SECONDS, rate * REWIND_SECONDS
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
        # how little was held since it was last looked at, and how often was pulled since; samples to be caught up with
        self._low, self._pulls, self._behind = self._window, 0, 0
        self._stray: tuple[int, Pcm] | None = None  # came from far back, by itself so far
        self._far: list[tuple[int, Pcm]] = []  # came from far ahead
        self._quiet = self._allowed = 0  # ticks the pause lasts; samples that may be cut

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
        if index < self._at - self._back or index + count > self._at + self._window:
            if not self._make_room(index, pcm):
                return
        elif not self._playing:
            if self._head <= self._at:
                self._at = self._head = index if self._floor is None else max(index, self._floor)
            elif index < self._at:
                self._at = index if self._floor is None else max(index, self._floor)
        elif self._starved:
            self._fed(index)
        if index < self._at:
            self.played += self.gaps.came(index, min(count, self._at - index), in_time=False)
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
        if index < self.gaps.until:
            self.gaps.came(index, count, in_time=True)
        self._head = max(self._head, index + count)
        self._starved = self._made_up = 0

    def _fed(self, index: int) -> None:
        """Something comes again after a tick or more was made up."""
        if index == self._at:
            self._grow()  # not lost, only late: the next spurt waits a little longer
        elif index > self._at:
            # what was made up while starving stood for the lost frames: do not make it up again
            skipped = min(index - self._at, self._made_up)
            self.gaps.missed(self._at, skipped)
            self.played += skipped
            self._at += skipped

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
            self._play()
        self.first = self._at
        if depth < self._tick and not self._ending and not self._far:
            return self._starve(depth)
        if depth <= 0:
            self._stop()
            return self._next() if self._go_far() else None
        if self._owed:  # a tick is made up, so that all that follows plays later and late frames are in time
            self._owed = 0
            return self._concealer.fill(self._tick)
        self._pulls += 1
        if self._pulls >= LOOK_EVERY:
            self._look(depth)
        elif depth < self._low:
            self._low = depth
        return self._hurry() if self._behind else self._take()

    def _play(self) -> None:
        """A spurt begins to sound; what would have come before it is too late now."""
        back = self._at - self._back
        self.gaps.paused(back if self._floor is None else max(back, self._floor), self._at)
        self._playing, self._low, self._pulls, self._behind, self._quiet = True, self._window, 0, 0, 0

    def _take(self) -> Block:
        first = self._at % self._window
        where = slice(first, first + self._tick)
        # a tick that is there from end to end, as nearly all are, is seen by its bytes: far quicker than by an array
        if self._marks[where] != self._whole:
            return self._take_pieces()
        block = self._samples[where].copy()
        self._marks[where] = self._empty
        self._concealer.heard(block)
        self.played += self._tick
        self._at = self._floor = self._at + self._tick
        return block

    def _take_pieces(self) -> Block:
        """A tick of which something is missing, the last of a call, or one around the end of the window."""
        places = self._places(self._at, self._tick)
        block, have = self._samples[places].copy(), self._have[places].copy()
        self._have[places] = False
        left = min(self._head - self._at, self._tick)  # behind the end nothing is missing
        made = self._concealer.fill(self._tick) if left == self._tick else np.zeros(self._tick, np.float32)
        self.gaps.missed_where(self._at, ~have[:left])
        block = np.where(have, block, made)
        if have.any():
            self._concealer.heard(block)
        self.played += left
        self._at = self._floor = self._at + left
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
        piece, have = self._samples[where], self._have[where]
        if not have.all():
            self.gaps.missed_where(self._at, ~have)
            piece = np.where(have, piece, self._concealer.fill(depth))
        self.played += depth
        self._have[where] = False
        self._concealer.heard(piece)
        self._at = self._floor = self._head
        return np.concatenate((piece, self._concealer.fill(self._tick - depth)))

    def _stop(self) -> None:
        self._playing = False
        self._waited = self._starved = self._made_up = 0

    def _make_room(self, index: int, pcm: Pcm) -> bool:
        """Samples from ``index`` on are too far off to be held beside what is; whether they can be now."""
        if index < self._at:
            return self._counts_anew(index, pcm)
        room = max(index + len(pcm) - self._window, self._at + int(LEFT_OUT * self.rate))
        if room < self._head:
            self._leave_out(room - self._at)
            return True
        if self._head <= self._at and not self._far:
            self._go_to(index)
            return True
        self._far.append((index, pcm))  # a jump: its turn comes when what is held has played
        if sum(len(far) for _, far in self._far) > FAR_SECONDS * self.rate:
            self._leave_out(self._head - self._at)
            self._go_far()
        return False

    def _counts_anew(self, index: int, pcm: Pcm) -> bool:
        """One frame from far back is astray; where the next one follows, the sender counts from there."""
        before, self._stray = self._stray, (index, pcm)
        if self._floor is not None and (before is None or before[0] + len(before[1]) != index):
            return False
        self._stray = None
        self._leave_out(self._head - self._at)
        self.gaps.forget()
        self._floor = None
        self._go_to(index)
        if before is not None and before[0] + len(before[1]) == index:
            self._go_to(before[0])
            self.put(*before)
        return True

    def _go_to(self, index: int) -> None:
        """Nothing is held any more; ``index`` begins a spurt."""
        self._at = self._head = index
        self._stop()

    def _go_far(self) -> bool:
        """What is behind a jump, if anything, has its turn: nothing is held any more."""
        if not self._far:
            return False
        far, self._far = self._far, []
        self._go_to(far[0][0])
        for index, pcm in far:
            self.put(index, pcm)
        return True

    def _leave_out(self, count: int, quiet: bool = False) -> None:
        """The next samples are not played; what is heard glides over to those behind them."""
        if count <= 0:
            return
        places = np.arange(self._at, self._at + count) % self._window
        self.gaps.left_out(self._at, self._have[places], quiet)
        if self._playing and not quiet and self._at + count + self._tick <= self._head:
            onto = np.arange(self._at + count, self._at + count + self._tick) % self._window
            fade = np.linspace(0, 1, self._tick, dtype=np.float32)
            before = self._samples[places[: self._tick]]
            self._samples[onto] = before * (1 - fade) + self._samples[onto] * fade
        self._have[places] = False
        self.played += count
        self._at = self._floor = self._at + count

    def _grow(self) -> bool:
        """Hold voice back longer from now on; whether that is still allowed."""
        before, self.target = self.target, min(self.target + TICK_SECONDS, MOST_TARGET)
        return self.target > before

    # Catching up

    def _look(self, depth: int) -> None:
        """Whether more than is needed was held for a whole second: a fast clock, or the network stood still."""
        spare = self._spare(min(self._low, depth))
        self._low, self._pulls = self._window, 0
        if spare > 0 and not self._behind:
            self._behind = spare if spare > FAR_BEHIND * self.rate else 1
            self._quiet, self._allowed = 0, int(LONGEST_CUT * self.rate)

    def _spare(self, held: int) -> int:
        """What of so many samples need not be held."""
        return held - int(self.target * self.rate) - 2 * self._tick

    def _hurry(self) -> Block:
        """A tick of the call that takes it on by more: what is quiet is passed over, voice is drawn together."""
        before = self._at
        while self._behind > self._at - before and self._is_quiet():
            self._quiet += 1
            if self._quiet <= PAUSE_TICKS:
                break
            self._leave_out(self._tick, quiet=True)
        else:
            self._quiet = 0
        self.first = self._at
        block = self._take() if self._quiet else self._drawn_together()
        self._behind = min(self._behind - (self._at - before - self._tick), self._spare(self._head - self._at))
        if self._behind <= 0:
            self._behind, self._low, self._pulls = 0, self._window, 0
        return block

    def _is_quiet(self) -> bool:
        """Whether nobody speaks in the next tick, of those behind which another is held."""
        if self._head - self._at < 2 * self._tick:
            return False
        places = self._places(self._at, self._tick)
        return level(self._samples[places] * self._have[places]) < QUIET

    def _drawn_together(self) -> Block:
        """A tick of voice and, as often as is allowed, some pitch periods more."""
        longest = int(LONGEST_CUT * self.rate)
        self._allowed = min(self._allowed, longest) + self._tick // FASTER  # what was not cut is not made up for
        places = self._places(self._at, self._tick + longest)
        end = self._at + self._tick + longest
        there = self._head >= end and not self.gaps.within(self._at, end)  # no voice of a decoder's own
        if self._allowed < longest or not there or not self._have[places].all():
            return self._take()
        block, cut = drawn_together(self._samples[places], self._tick, int(SHORTEST_CUT * self.rate))
        self._have[self._places(self._at, self._tick + cut)] = False
        self._concealer.heard(block)
        self.gaps.drawn += cut
        self.played += self._tick + cut
        self._at = self._floor = self._at + self._tick + cut
        self._allowed -= cut
        return block
