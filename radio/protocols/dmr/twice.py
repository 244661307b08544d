"""A radio that speaks twice at once is two radios with one number: said once, and both calls stay on record.

The same call through two repeaters is no such thing: it has one slot and one destination. Only voice counts: a call
whose end was missed is silent.
"""

from __future__ import annotations

from radio.codec import Now, Out, VoiceFrame
from radio.events import CallEnded, CallStarted, Undecoded

NEAR = 0.3
"""s within which both must have been heard."""


class _Call:
    """A call of ``radio`` that is on the air."""

    def __init__(self, started: CallStarted, now: Now) -> None:
        self.radio = started.radio or ""
        self.where = started.to, started.slot
        self.since = now.mono
        self.heard = -NEAR
        self.told = False


class Twice:
    """Watches what the slots of one gateway say."""

    def __init__(self, gateway: str) -> None:
        self._gateway = gateway
        self._calls: dict[str, _Call] = {}
        self._radios: dict[str, list[_Call]] = {}

    def watch(self, outs: list[Out], now: Now) -> list[Out]:
        """``outs``, and behind them what is to be said of them."""
        said: list[Out] = []
        for out in outs:
            if isinstance(out, VoiceFrame):
                call = self._calls.get(out.call)
                if call is not None:
                    call.heard = now.mono
                    said += self._doubt(call, now)
            elif isinstance(out, CallStarted) and out.radio:
                call = self._calls[out.call] = _Call(out, now)
                self._radios.setdefault(call.radio, []).append(call)
            elif isinstance(out, CallEnded):
                self._forget(out.call)
        return [*outs, *said] if said else outs

    def _forget(self, name: str) -> None:
        call = self._calls.pop(name, None)
        if call is None:
            return
        rest = self._radios[call.radio]
        rest.remove(call)
        if not rest:
            del self._radios[call.radio]

    def _doubt(self, call: _Call, now: Now) -> list[Out]:
        others = self._radios[call.radio]
        if call.told or len(others) < 2:
            return []
        for other in others:
            both = call.since <= other.heard and other.since <= call.heard and now.mono - other.heard < NEAR
            if both and other is not call and other.where != call.where:
                call.told = other.told = True
                places = sorted(f"to {to or '?'} on slot {slot}" for to, slot in (call.where, other.where))
                why = f"{call.radio} speaks {' and '.join(places)} at once: two radios claim one number"
                return [Undecoded(gateway=self._gateway, radio=call.radio, raw="", why=why)]
        return []
