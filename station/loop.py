"""The loop-back leg by which the room measures itself: a push to talk that goes nowhere, by the code that goes on air.

What guarantees that nothing of it is transmitted: the push-to-talk made here is one of its own, its :class:`LoopAir`
knows no gateway but :class:`LoopGateway`, and that has neither link nor codec; it hands frames back to the voice
process, marked, which plays them to nobody. Leases, presses and entries of it live in a folder of their own, so that
the real push-to-talk never sees them, and a microphone's frame of the loop is marked and never given to it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast

from journal.log import Log
from journal.pulse import Pulse
from radio.codec import Now, VoiceFrame
from radio.requests import AnyRequest, Key
from station.air import Air
from station.ptt import PushToTalk
from station.voice.wire import Looped, Mic, Talk, ToVoice
from station.voice_pipe import VoicePipe
from units.state import Facts, Seat

LOOP = "loop"
"""The seat, the operator, the talk-group and the gateway of the loop, whose names never leave it."""

Send = Callable[[ToVoice], None]


class _Spec:
    spoken = ""


class LoopGateway:
    """As much of a gateway as push-to-talk uses. ``keyed`` and ``wired``: press → when, s monotonic."""

    name = LOOP
    transmit = True
    sendable = True
    finishing = False
    talk_limit = 60.0
    spec = _Spec()

    def __init__(self, send: Send) -> None:
        self._send = send
        self.keyed: dict[str, float] = {}
        self.wired: dict[str, float] = {}
        self._press = ""

    def can(self, capability: str) -> bool:
        """It can speak, to nobody."""
        return capability in ("voice", "transmit")

    def send(self, request: AnyRequest) -> None:
        """Keyed, or not any more."""
        if isinstance(request, Key):
            self._press = request.ref
            self.keyed[request.ref] = time.monotonic()

    def speak(self, frame: VoiceFrame) -> None:
        """What would go on the wire goes back."""
        self.wired.setdefault(self._press, time.monotonic())
        self._send(Looped(call=frame.call, index=frame.index, codec=frame.codec, data=frame.data))


class LoopAir:
    """An air with one gateway, which is the loop's."""

    def __init__(self, gateway: LoopGateway) -> None:
        self._gateway = gateway

    def voice_of(self, group: str) -> LoopGateway | None:
        """The loop, for its own talk-group alone."""
        return self._gateway if group == LOOP else None

    def gateway(self, name: str) -> LoopGateway | None:
        """The loop by its name."""
        return self._gateway if name == LOOP else None

    def elsewhere(self, group: str) -> str:
        """No radio that could be tuned elsewhere."""
        return ""

    def gives_turns(self, group: str) -> bool:
        """Nobody to give a turn."""
        return False

    def data_of(self, group: str) -> str:
        """No gateway beside it."""
        return ""

    @property
    def held(self) -> dict[str, str]:
        """Nothing that would stay on the air."""
        return {}

    def lets_go(self, held: dict[str, str]) -> None:
        """Nor from an earlier life."""


class LoopVoice:
    """Lets through that the microphone is wanted, marked; no tone is heard, nothing is opened or recorded."""

    speechless = ""  # whether there is a microphone is what is to be found out

    def __init__(self, send: Send) -> None:
        self._send = send

    def send(self, message: ToVoice) -> None:
        """Only :class:`Talk` goes on."""
        if isinstance(message, Talk):
            self._send(
                Talk(
                    press=message.press,
                    call=message.call,
                    group=LOOP,
                    on=message.on,
                    codec=message.codec,
                    since=message.since,
                    loop=True,
                )
            )


class Loop:
    """The loop's push-to-talk on its own ``log`` and ``pulse``."""

    def __init__(self, log: Log, pulse: Pulse, send: Send) -> None:
        self.gateway = LoopGateway(send)
        self.facts = Facts(version=0, seats={LOOP: Seat(id=LOOP, operator=LOOP)})
        self.ptt = PushToTalk(
            log, pulse, cast(Air, LoopAir(self.gateway)), cast(VoicePipe, LoopVoice(send)), lambda: self.facts
        )

    def mic(self, mic: Mic, now: Now) -> None:
        """A frame of the loop's."""
        self.ptt.mic(mic, now)
