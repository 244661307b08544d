"""Patches as the voice process knows them: what is heard of a call goes out again, instead of the microphone.

What is sent is what would sound here at full volume: decoded once, in order and in time, before anyone's volume, mute
or gain control. The beginning of a spurt is remembered, so that a leg that is keyed late still says all of it; it then
stays behind by as much, and catches up in pauses.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from station.voice.mixer import Source, level
from station.voice.opus import OpusEncoder, OpusError
from station.voice.resample import Downsampler
from station.voice.samples import MIC_RATE, RATE, Block, Pcm, silence, to_pcm
from station.voice.talker import Record
from station.voice.wire import Mic, Talk

KEPT = 100
"""Ticks of a spurt remembered: no leg is keyed later than that and still says all of it."""
PAUSE = 25
"""Ticks of nothing after which a spurt is over, and forgotten."""
QUIET = 15
"""Loudness (0–100) of a tick that a leg which is behind leaves out."""

_log = logging.getLogger(__name__)


class _Leg:
    def __init__(self, talk: Talk, past: Iterable[Block]) -> None:
        self.talk = talk
        self.waiting = deque(past, maxlen=KEPT + 1)
        self._index = 0
        self._encoder: OpusEncoder | None = None
        self._lower = Downsampler(RATE // MIC_RATE)
        if talk.codec == "opus":
            try:
                self._encoder = OpusEncoder(RATE)
            except OpusError as error:
                _log.error("nothing can be said to %s: %s", talk.group, error)

    def next(self) -> tuple[Block, bool]:
        """What is sent now, and whether it is only silence because nothing is left to say."""
        if not self.waiting:
            return silence(), True
        block = self.waiting.popleft()
        if self.waiting and level(block) < QUIET:
            block = self.waiting.popleft()
        return block, False

    def frame(self, block: Block, rest: bool) -> tuple[Mic, int, Pcm]:
        """The tick as the gateway wants it, where it begins, and its samples for the record."""
        pcm = to_pcm(block if self._encoder is not None else self._lower(block))
        began, self._index = self._index, self._index + len(pcm)
        if self._encoder is not None:
            data, codec = self._encoder.encode(pcm), "opus"
        else:
            data, codec = pcm.astype("<i2", copy=False).tobytes(), "s16le8"
        press, call = self.talk.press, self.talk.call
        return Mic(press=press, call=call, index=began, data=data, codec=codec, rest=rest), began, pcm


class _Past:
    """What a call said last, until it pauses."""

    def __init__(self) -> None:
        self.blocks: deque[Block] = deque(maxlen=KEPT)
        self.last = 0  # tick

    def heard(self, block: Block, tick: int) -> None:
        if tick - self.last > PAUSE + 1:
            self.blocks.clear()
        self.blocks.append(block)
        self.last = tick


class Bridge:
    """All legs of all patches. ``send`` to the station, ``record`` what was sent."""

    def __init__(self, send: Callable[[Mic], None], record: Record) -> None:
        self._send, self._record = send, record
        self._legs: dict[str, _Leg] = {}
        self._past: dict[str, _Past] = {}
        self._ticks = 0

    def talk(self, message: Talk) -> None:
        """A leg is keyed, or not any more."""
        if not message.on:
            self._legs.pop(message.press, None)
        elif message.press not in self._legs:
            past = self._past.get(message.source)
            spurt = past.blocks if past is not None and self._ticks - past.last <= PAUSE else ()
            self._legs[message.press] = _Leg(message, spurt)

    def tick(self, sources: Sequence[Source]) -> None:
        """20 ms passed, in which ``sources`` sound: every leg sends as much."""
        self._ticks += 1
        self._remember(sources)
        if not self._legs:
            return
        blocks = {source.key: source.block for source in sources if source.stamp is not None}
        for leg in list(self._legs.values()):
            if leg.talk.source in blocks:
                leg.waiting.append(blocks[leg.talk.source])
            message, began, pcm = leg.frame(*leg.next())
            self._send(message)
            self._record(leg.talk, began, pcm)

    def _remember(self, sources: Sequence[Source]) -> None:
        now = self._ticks
        for source in sources:
            if source.stamp is None:
                continue
            past = self._past.get(source.key)
            if past is None:
                past = self._past[source.key] = _Past()
            past.heard(source.block, now)
        if now % PAUSE == 0:
            for call in [call for call, past in self._past.items() if now - past.last > PAUSE]:
                del self._past[call]
