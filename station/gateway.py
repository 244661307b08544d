"""A gateway: one link, one codec, and the proof that somebody is at the other end. Judges nothing that was said.

``run`` opens the link, feeds the codec, carries out what it returns and begins again with growing pauses when the link
breaks. What comes of it goes to a :class:`Sink`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import msgspec

from radio.codec import Codec, Now, Out, Proof, ProtocolError, Reply, Settings, Spec, Unable, VoiceFrame
from radio.events import AnyEvent, CallEnded, CallStarted, LinkDown, LinkUp, Located, Undecoded
from radio.requests import AnyRequest, Unkey
from station.links.link import Link, LinkError
from station.noise import Noise

TICK = 0.02
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
OVERSIZED = 16 * 1024
"""Bytes of one datagram beyond which nobody means us, unless its link takes larger; streams are cut by their links."""
EARLY = 64
"""Inputs kept that a quick peer sends between the opening of the link and the codec's first word."""
GARBLED = 20
"""Inputs of a stream without one good one, after which the dispatcher is told to look at the cable's settings."""
KEPT_RAW = 4096
"""Bytes of the air kept with an event; of a stream, the latest."""

_log = logging.getLogger(__name__)


def real_time() -> Now:
    """The time as codecs are told it."""
    return Now(time.time(), time.monotonic())


class Discretion(Protocol):
    """Who decides which positions are not to be kept."""

    @property
    def careful(self) -> bool:
        """True if there may be such positions: bytes that are not wholly spoken for are not kept then."""

    def withheld(self, gateway: str, event: Located, among: Sequence[Out]) -> bool:
        """True if this position, heard with others ``among`` the same bytes, must not be kept."""


class Sink(Protocol):
    """Who takes what a gateway hears."""

    def heard(self, gateway: Gateway, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        """An event of the air, or LinkUp, LinkDown, Undecoded."""

    def voice(self, gateway: Gateway, frame: VoiceFrame, now: Now) -> None:
        """A piece of voice."""

    def cut(self, gateway: Gateway) -> None:
        """The link is gone: nothing is keyed there any more."""


class Gateway:
    """One configured gateway; ``state`` is ``down``, ``waiting`` (open, nothing proven) or ``up``."""

    def __init__(
        self,
        spec: Spec,
        settings: Settings,
        link: Link,
        sink: Sink,
        *,
        transmit: bool = False,
        talk_limit: float = 60.0,
        clock: Callable[[], Now] = real_time,
        discretion: Discretion | None = None,
    ) -> None:
        self.name = settings.gateway
        self.spec = spec
        self.network = settings.network
        self.transmit = transmit
        self.talk_limit = talk_limit
        self.state = "down"
        self._settings = settings
        self._link = link
        self._sink = sink
        self._clock = clock
        self._discretion = discretion
        self._codec: Codec | None = None
        self._broken: asyncio.Future[str] | None = None
        self._calls: dict[str, CallStarted] = {}
        self._told = ""
        self._said = ""  # why the codec holds the peer for gone, which explains more than that it hangs up then
        self._proven = 0.0
        self._noise = Noise()
        self._unknown = Noise(first=50)
        self._piece = b""
        self._rest = b""  # of the piece: the beginning of a line whose end has yet to come
        self._garbled = 0
        self._early: list[tuple[bytes, str]] = []
        self._bugs = 0
        self._held = ""

    @property
    def held(self) -> str:
        """What the peer would go on transmitting in if we were gone, as the codec names it; empty for nothing."""
        return self._held or str(getattr(self._codec, "held", ""))

    def lets_go(self, held: str) -> None:
        """An earlier life left ``held`` on the air: let go of it as the link opens."""
        self._held = held

    @property
    def sendable(self) -> bool:
        """True if something sent now can arrive as far as we know: proven, or silence proves nothing here."""
        return self.state == "up" or (self.state == "waiting" and self.spec.silence is None)

    @property
    def finishing(self) -> bool:
        """True while it still transmits what had waited for the network's turn, though the key came up."""
        return bool(getattr(self._codec, "finishing", False))

    def can(self, capability: str) -> bool:
        """True if the protocol has ``capability`` (see :class:`radio.codec.Spec`)."""
        return capability in self.spec.capabilities

    async def run(self) -> None:
        """Serve the link until cancelled."""
        pause = FIRST_PAUSE
        while True:
            broken: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            proven = False
            try:
                await self._link.open(self._receive, partial(self._lost, broken))
                self._broken = broken
                why = await self._serve(broken)
                proven = self.state == "up"
            except LinkError as error:
                why = str(error)
            except Exception as error:  # noqa: BLE001 - a bug in a link is a link that is down: seen, tried again
                why = f"{self._link.name}: a fault in the program ({type(error).__name__}), see its log"
                if why != self._told:
                    _log.exception("gateway %s: bug in the link", self.name)
            finally:
                await self._shut()
            self._down(why, self._clock())
            pause = FIRST_PAUSE if proven else pause
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))
            pause = min(LONGEST_PAUSE, pause * 2)

    def _lost(self, broken: asyncio.Future[str], why: str) -> None:
        if not broken.done():
            broken.set_result(why)

    async def _serve(self, broken: asyncio.Future[str]) -> str:
        """From opened to broken; returns why it ended."""
        now = self._clock()
        self._codec = self.spec.codec(self._settings)
        self.state, self._proven, self._piece, self._garbled, self._said = "waiting", now.mono, b"", 0, ""
        self._do(self._codec.opened, now)
        early, self._early = self._early, []
        for data, peer in early:
            self._receive(data, peer)
        self._unkey_all(self._codec, now)
        while not broken.done():
            await asyncio.wait([broken], timeout=TICK)
            now = self._clock()
            self._do(self._codec.tick, now)
            self._count_noise(now)
            why = self._silent(now)
            if why:
                return why
        return self._said or broken.result()

    def _unkey_all(self, codec: Codec, now: Now) -> None:
        """What was left on the air, even where we may not transmit any more; else whatever it may have been."""
        held, self._held = self._held, ""
        left = [Unkey(group="", call="", held=held)] if held else []
        for request in (*left, *(Unkey(group=g.id, call="") for g in self._settings.groups if self.transmit)):
            with contextlib.suppress(Unable):
                self._carry(codec.send(request, now), None, now)

    async def _shut(self) -> None:
        """The link is closed and every call on it ended, whether it broke or we are to stop."""
        self._held = self.held  # nobody knows whether our last word arrives
        codec, self._codec = self._codec, None
        now = self._clock()
        if codec is not None:
            self._do(codec.closed, now)
            for call in list(self._calls.values()):
                self._emit(CallEnded(radio=call.radio, call=call.call, to=call.to, why="lost"), None, now)
            self._sink.cut(self)
            self._count_noise(now, flush=True)
        self.state = "down"
        await self._link.close()
        self._early = []

    def _silent(self, now: Now) -> str:
        """Why a stream must be opened anew: nothing was proven for too long. A datagram socket stays open."""
        if self._link.stream and self.state == "waiting" and self._garbled >= GARBLED and not self._told:
            self._down("only noise: check the baud rate", now)
            self.state = "waiting"
        silence = self.spec.silence
        if silence is None or now.mono - self._proven <= silence:
            return ""
        why = f"silent for {silence:g} s" if self.state == "up" else (self._told or "open, but no answer")
        if self._link.stream:
            return why
        if self.state == "up":
            self._sink.cut(self)  # what is said there now reaches nobody
        if self.state == "up" or not self._told:
            self._down(why, now)
            self.state = "waiting"
        return ""

    # What comes in

    def _receive(self, data: bytes, peer: str) -> None:
        codec, now = self._codec, self._clock()
        if codec is None:
            self._early = [*self._early, (data, peer)][:EARLY]
            return
        raw, self._rest = data, b""
        if self._link.stream:
            raw = self._piece = (self._piece + data)[-KEPT_RAW:]
            if self.spec.text:
                raw, self._rest = whole_lines(raw)
        elif len(data) > getattr(self._link, "largest", OVERSIZED):
            self._undecoded(f"datagram of {len(data)} bytes", data, now)
            return
        try:
            outs = codec.receive(data, peer, now)
        except ProtocolError as error:
            secret = self._carry(error.kept, raw, now)
            self._undecoded(str(error), b"" if secret else data, now)
            return
        except Exception as error:  # noqa: BLE001 - a bug in one codec must not silence the other gateways
            self._bug(error, data, now)
            return
        self._carry(outs, raw, now)

    def _do(self, step: Callable[[Now], list[Out]], now: Now) -> None:
        try:
            self._carry(step(now), None, now)
        except Exception as error:  # noqa: BLE001 - as above
            self._bug(error, b"", now)

    def _carry(self, outs: list[Out], raw: bytes | None, now: Now) -> bool:
        """Carry out what the codec returned; ``raw`` goes with the first event.

        True if nothing of ``raw`` may be kept: a position among them was withheld, or there may be one in it of which
        nothing came out.
        """
        hidden = self._hidden(outs)
        careful = self._discretion is not None and self._discretion.careful
        secret = bool(hidden) or bool(raw and careful and getattr(self._codec, "holds", False))
        if secret:
            outs = [out for out in outs if not any(out is one for one in hidden)]
            raw, self._piece = None, self._rest
        for out in outs:
            if isinstance(out, VoiceFrame):
                self._sink.voice(self, out, now)
                self._piece = self._rest  # voice is kept as a recording, not with the next event
            elif isinstance(out, Reply):
                self._link.write(out.data, out.peer)
            elif isinstance(out, Proof):
                self._prove(now)
            elif isinstance(out, LinkUp):
                self._prove(now, out.why)
            elif isinstance(out, LinkDown):
                self._said = out.why
                self._down(out.why, now)
                self.state = "waiting"
                self._sink.cut(self)
            elif isinstance(out, Undecoded):
                self._garbled += 1
                out = msgspec.structs.replace(out, raw="") if secret else out
                if self._unknown.heard(out.why, raw or b"", now.mono):
                    self._emit(out, raw, now)
                    raw = None
            else:
                self._emit(out, raw, now)
                raw, self._piece = None, self._rest
        return secret

    def _hidden(self, outs: list[Out]) -> list[Located]:
        """The positions that are not to be kept."""
        asked = self._discretion
        if asked is None:
            return []
        return [out for out in outs if isinstance(out, Located) and asked.withheld(self.name, out, outs)]

    def _emit(self, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        if not event.gateway:
            event = msgspec.structs.replace(event, gateway=self.name)
        if isinstance(event, CallStarted):
            self._calls[event.call] = event
        elif isinstance(event, CallEnded):
            self._calls.pop(event.call, None)
        self._sink.heard(self, event, raw[:KEPT_RAW] if raw else None, now)

    # What is known of the other end

    def _prove(self, now: Now, why: str = "") -> None:
        self._proven, self._garbled, self._said = now.mono, 0, ""
        if self.state != "up":
            self.state, self._told = "up", ""
            self._emit(LinkUp(why=why), None, now)

    def _down(self, why: str, now: Now) -> None:
        """Tell once: the same reason again and again is not news."""
        self.state = "down"
        if self._told != why:
            self._told = why
            self._emit(LinkDown(why=why), None, now)

    def _undecoded(self, why: str, data: bytes, now: Now) -> None:
        self._garbled += 1
        if self._noise.heard(why, data, now.mono):
            self._emit(Undecoded(raw=data[:256].hex(), why=why), data, now)

    def _count_noise(self, now: Now, flush: bool = False) -> None:
        for noise in (self._noise, self._unknown):
            due = noise.due(now.mono, flush)
            if due is not None:
                self._emit(Undecoded(raw=due[1][:256].hex(), why=due[0]), due[1], now)

    def _bug(self, error: Exception, data: bytes, now: Now) -> None:
        self._bugs += 1
        if self._bugs <= 20:
            _log.exception("gateway %s: bug in the codec %s", self.name, self.spec.name, exc_info=error)
        self._undecoded(f"bug in the decoder: {type(error).__name__}", data, now)

    # What goes out

    def send(self, request: AnyRequest) -> None:
        """Ask the network. Raises :class:`Unable` with a sentence for the dispatcher; rights are checked elsewhere."""
        if self._codec is None:
            raise Unable(f"{self.name}: link down")
        now = self._clock()
        try:
            outs = self._codec.send(request, now)
        except Unable:
            raise
        except Exception as error:
            self._bug(error, b"", now)
            raise Unable(f"{self.name}: a fault in the program, see its log") from error
        self._carry(outs, None, now)

    def speak(self, frame: VoiceFrame) -> None:
        """Send a piece of our own voice; what cannot go is lost, voice is never kept for later."""
        if self._codec is None:
            return
        now = self._clock()
        try:
            self._carry(self._codec.send(frame, now), None, now)
        except Unable:
            return
        except Exception as error:  # noqa: BLE001 - as above
            self._bug(error, b"", now)


def whole_lines(piece: bytes) -> tuple[bytes, bytes]:
    """What of a text stream belongs to the lines that ended, and the beginning of the next one."""
    end = max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1
    return (piece[:end], piece[end:]) if end else (piece, b"")
