"""The calls that are on the air now: each frame to the recorder as it came, and to the ear in order and in time."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import partial

from radio import opus
from station.voice.decode import Decoder, decoder
from station.voice.discipline import gains
from station.voice.jitter import Jitter
from station.voice.mixer import Source, Stamp, levels
from station.voice.opus import STEP, OpusError
from station.voice.order import Order
from station.voice.parts import Frame, Head, Original
from station.voice.playout import Playout
from station.voice.recorder import Recorder
from station.voice.samples import TICK_SECONDS, Pcm
from station.voice.shelf import day
from station.voice.vocoder import CODED, RATE, Decoded, Vocoding
from station.voice.wire import Broken, GroupMix, Open, Talk, Voice

BROKEN, BROKEN_SECONDS = 0.05, 0.2
"""As much of a call missing as this, and as many seconds, is worth saying."""
REMEMBERED = 1000
"""Ended calls remembered, so that a frame that comes too late does not open one anew."""

TICKS = 50
"""Ticks in a second."""

_log = logging.getLogger(__name__)


class _Call:
    def __init__(self, opened: Open) -> None:
        self.group = opened.group
        self.own = opened.own
        self.record = opened.record
        self.encrypted = opened.encrypted
        self.vocoded = False  # frames of it are, or were, with a vocoder
        self.codec = ""
        self.decoder: Decoder | None = None
        self.order: Order[tuple[Voice, int]] | None = None  # of a codec that remembers what was before
        self.playout: Playout | None = None
        self.ended = False
        self.ahead = 0.0  # s by which UTC is ahead of the monotonic clock, as last told


class Calls:
    """All calls the station opened and, until they have sounded out, those it closed."""

    def __init__(
        self,
        recorder: Recorder,
        vocoding: Vocoding | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``clock``: the monotonic time (s)."""
        self._recorder = recorder
        self._clock = clock
        self._ticked = self._came = clock()
        self._jitter: dict[str, Jitter] = {}
        self._vocoding = vocoding
        self._calls: dict[str, _Call] = {}
        self._over: OrderedDict[str, None] = OrderedDict()
        self._unknown: set[str] = set()
        self._waiting: set[str] = set()  # calls with packets that wait for one they overtook
        self.mixes: dict[str, GroupMix] = {}
        """How each call that sounded in the last tick is wanted."""
        self.sounded_out: list[tuple[str, float]] = []
        """Calls that are over and have played, and by how many s shorter; whoever reads it empties it."""
        self.broken: list[Broken] = []
        """Those of them of which too much was missing, likewise."""

    def open(self, message: Open) -> None:
        """A call begins. Opening an open call only moves it to another talk-group, if its own was a guess."""
        known = self._calls.get(message.call)
        if known is not None and not known.ended:
            if known.group != message.group:
                known.group = message.group
                self._record(message)
            return
        if known is not None:  # it ended and still sounds: what comes now is new voice, and must not be lost for that
            if known.record:
                self._recorder.close(message.call)
            self._forget(message.call)
        self._over.pop(message.call, None)
        self._calls[message.call] = _Call(message)
        self._record(message)

    def _record(self, message: Open) -> None:
        if message.record:
            self._recorder.open(
                Head(
                    call=message.call,
                    group=message.group,
                    wall=message.wall,
                    radio=message.radio,
                    own=message.own,
                    folder=day(message.wall),
                )
            )

    def voice(self, message: Voice, came: float | None = None) -> None:
        """A frame from the air that ``came`` (monotonic, s) now or a little before.

        One of a call nobody opened opens it: voice is never dropped for a lost message.
        """
        self._came = self._clock() if came is None else came
        call = self._calls.get(message.call)
        if call is None:
            if message.call in self._over:
                return
            self.open(Open(call=message.call, group="", wall=message.wall))
            call = self._calls[message.call]
        if call.ended or call.own:  # what we transmit is recorded from the microphone
            return
        if message.mono:
            call.ahead = message.wall - message.mono
        if message.codec in CODED:
            self._coded(message, call)
        elif message.codec == "opus":
            self._in_order(message, call)
        else:
            self._take(message, call)

    def _in_order(self, message: Voice, call: _Call) -> None:
        """A decoder cannot go back: what overtook others waits a moment for them."""
        order = call.order
        if order is None:
            order = call.order = Order(opus.RATE)
        count = opus.samples(message.data)
        for one, samples in order.put(message.index, count or STEP, (message, count), self._came):
            self._take(one, call, samples)
        if order.waiting:
            self._waiting.add(message.call)

    def _waited(self) -> None:
        """What waited long enough goes on without what is missing."""
        for name in list(self._waiting):
            call = self._calls.get(name)
            order = call.order if call is not None else None
            if call is not None and order is not None:
                self._came = self._ticked
                for one, samples in order.due(self._ticked):
                    self._take(one, call, samples)
            if order is None or not order.waiting:
                self._waiting.discard(name)

    def _take(self, message: Voice, call: _Call, count: int = 0) -> None:
        """``count``: samples of an Opus packet, which is kept as it came, too: small, and what was really received."""
        found = self._decoder(message.codec, call)
        original = Original(message.index, message.wall, message.codec, message.data) if count and call.record else None
        if found is not None:
            for piece in found.pieces(message.index, message.data):
                if piece.heard:
                    self._heard(message.call, call, Frame(piece.start, message.wall, found.rate, piece.pcm), original)
                    original = None
                elif call.playout is not None:
                    call.playout.fill(piece.start, piece.pcm)
        if original is not None:  # nothing to be heard comes of it
            self._recorder.original(message.call, original, count / opus.RATE if found is None else 0.0)

    def _decoder(self, codec: str, call: _Call) -> Decoder | None:
        """The decoder of this call; ``None`` if there is none for ``codec`` here, which is said once."""
        if call.codec != codec:
            call.codec, call.decoder = codec, None
            try:
                call.decoder = decoder(codec)
            except (KeyError, OpusError) as error:
                if codec not in self._unknown:
                    self._unknown.add(codec)
                    _log.warning("no decoder for %s: such calls stay silent (%s)", codec, error)
        return call.decoder

    def _heard(self, name: str, call: _Call, frame: Frame, original: Original | None = None) -> None:
        if call.record:
            self._recorder.voice(name, frame, original)
        if call.playout is None or call.playout.rate != frame.rate:
            call.playout = Playout(frame.rate)
        self._hold(name, call, call.playout, frame)
        call.playout.put(frame.start, frame.pcm)

    def _hold(self, name: str, call: _Call, playout: Playout, frame: Frame) -> None:
        """How long the next spurt waits, by what this talk-group's frames did so far."""
        now = self._came
        jitter = self._jitter.get(call.group)
        if jitter is None:
            if len(self._jitter) >= REMEMBERED:
                self._jitter.clear()
            jitter = self._jitter[call.group] = Jitter()
        delay = jitter.came(name, frame.start / frame.rate, now)
        if playout.idle:
            left = min(max(self._ticked + TICK_SECONDS - now, 0.0), TICK_SECONDS)
            playout.target = jitter.ticks(delay, left) * TICK_SECONDS

    def _coded(self, message: Voice, call: _Call) -> None:
        """Kept as it came, whatever can be heard of it; to a vocoder unless it is encrypted, which would be noise."""
        size, samples = CODED[message.codec]
        count = len(message.data) // size
        if call.record and count:
            original = Original(message.index, message.wall, message.codec, message.data)
            self._recorder.original(message.call, original, count * samples / RATE)
        if self._vocoding is None or call.encrypted or not self._vocoding.knows(message.codec):
            return
        call.vocoded = True
        self._vocoding.frames(message.call, message.codec, message.index, message.wall, message.data)

    def decoded(self, out: Decoded) -> None:
        """A vocoder made something audible, or is done with a call that ended."""
        call = self._calls.get(out.call)
        if call is None:
            return
        if len(out.pcm):
            self._came = self._clock()
            self._heard(out.call, call, Frame(out.start, out.wall, RATE, out.pcm))
        elif call.ended:
            self._close(out.call, call)

    def own_voice(self, talk: Talk, index: int, pcm: Pcm, wall: float) -> None:
        """A tick of our own microphone on its way out as ``talk.call``."""
        name = talk.call
        if name not in self._calls:
            if name in self._over:
                return
            self.open(Open(call=name, group=talk.group, wall=wall, own=True))
        call = self._calls[name]
        if call.record and not call.ended:
            self._recorder.voice(name, Frame(index, wall, len(pcm) * TICKS, pcm))

    def close(self, name: str) -> None:
        """The call ended: its recording is finished, what is still held for the ear plays out."""
        call = self._calls.get(name)
        if call is None or call.ended:
            return
        for one, samples in call.order.rest() if call.order is not None else ():
            self._take(one, call, samples)
        call.ended = True
        if call.vocoded and self._vocoding is not None:
            self._vocoding.end(name)  # its last words may still be with the vocoder
        else:
            self._close(name, call)

    def _close(self, name: str, call: _Call) -> None:
        if call.record:
            self._recorder.close(name)
        if call.playout is None:
            self._forget(name)
        else:
            call.playout.end()

    def pull(
        self, mixing: Mapping[str, GroupMix], talking: bool, measured: bool = True
    ) -> tuple[list[Source], dict[str, int]]:
        """What sounds this tick and, if it is to be ``measured``, how loud each group is before anyone's volume."""
        self._ticked = self._clock()
        if self._waiting:
            self._waited()
        sources: list[Source] = []
        groups: list[str] = []
        self.mixes = {}
        for name, call in list(self._calls.items()):
            block = call.playout.pull() if call.playout else None
            if block is not None and call.playout is not None:
                mix = self.mixes[name] = mixing.get(call.group, _UNTOLD)
                stamp = partial(self._stamp, name, call, call.playout)
                sources.append(Source(name, block, gains(mix, talking), mix.pan, True, stamp))
                groups.append(call.group)
            if call.ended and call.playout is not None and call.playout.done:
                self._forget(name)
        loud: dict[str, int] = {}
        if measured:
            for group, loudness in zip(groups, levels([source.block for source in sources]), strict=True):
                loud[group] = max(loud.get(group, 0), loudness)
        return sources, loud

    def _stamp(self, name: str, call: _Call, playout: Playout) -> Stamp:
        jitter = self._jitter.get(call.group)
        mono = jitter.sent(name, playout.first / playout.rate) if jitter is not None else 0.0
        return Stamp(name, playout.first, playout.rate, mono, mono + call.ahead if mono and call.ahead else 0.0)

    def _judge(self, name: str, call: _Call) -> None:
        """Whether too much of a call that is over could not be heard as it was said."""
        playout = call.playout
        if playout is None or call.own:
            return
        lost, late = playout.gaps.lost / playout.rate, playout.gaps.late / playout.rate
        seconds = playout.played / playout.rate
        if lost + late >= max(BROKEN_SECONDS, BROKEN * seconds):
            self.broken.append(
                Broken(call=name, group=call.group, seconds=round(seconds, 2), lost=round(lost, 2), late=round(late, 2))
            )

    def _forget(self, name: str) -> None:
        self._judge(name, self._calls[name])
        playout = self._calls.pop(name).playout
        self.sounded_out.append((name, round(playout.gaps.drawn / playout.rate, 2) if playout is not None else 0.0))
        self._over[name] = None
        if len(self._over) > REMEMBERED:
            self._over.popitem(last=False)


_UNTOLD = GroupMix()
"""How a talk-group sounds about which nothing was said: heard rather than not."""
