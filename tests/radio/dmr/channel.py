"""A slot with a clock that only we move, and what came of the bursts it was given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from radio.codec import GroupSettings, Now, Out, ProtocolError, Settings, VoiceFrame
from radio.datagram import Datagram
from radio.identity import CallIds
from radio.protocols.dmr import lc, outgoing
from radio.protocols.dmr.burst import PERIOD
from radio.protocols.dmr.call import NO_CLAIM, Claim
from radio.protocols.dmr.packets import Packet
from radio.protocols.dmr.slot import Slot

E = TypeVar("E")
PATROL, OTHER = lc.call(9, 2201), lc.call(9, 2202)
"""Radios 2201 and 2202 on group 9."""
UTC = 1_768_478_400.0


def voice(bursts: int) -> list[bytes]:
    """Different bursts, so that none is taken for another."""
    return [number.to_bytes(27, "big") for number in range(bursts)]


def call(bursts: int = 12, **how: object) -> list[bytes]:
    """The bursts of a call of 2201."""
    return list(outgoing.call(2201, 9, voice(bursts), **how))  # type: ignore[arg-type]


class Channel:
    """Network ``net``; group 9 is configured as ``dmr@net:patrol``."""

    def __init__(self, **options: object) -> None:
        groups = (GroupSettings(id="dmr@net:patrol", number="9"),)
        settings = Settings(gateway="G", network="net", groups=groups, options=options)
        self.slot = Slot(settings, CallIds("G", "dmr"), self._carried, 1)
        self.mono = 100.0
        self.outs: list[Out] = []
        self.faults: list[str] = []
        self.carried: list[tuple[int, int, Datagram]] = []

    def _carried(self, datagram: Datagram, packet: Packet, now: Now) -> list[Out]:
        self.carried.append((packet.src, packet.dst, datagram))
        return []

    @property
    def now(self) -> Now:
        """The time."""
        return Now(UTC + self.mono, self.mono)

    def feed(self, bursts: Iterable[bytes], claim: Claim = NO_CLAIM, period: float = PERIOD) -> None:
        """Bursts one after another."""
        for burst in bursts:
            try:
                self.outs += self.slot.take(burst, self.now, claim)
            except ProtocolError as fault:
                self.outs += fault.kept
                self.faults.append(str(fault))
            self.wait(period)

    def wait(self, seconds: float) -> None:
        """Time passes."""
        end = self.mono + seconds
        while self.mono < end - 1e-9:
            self.mono = min(end, self.mono + 0.02)
            self.outs += self.slot.tick(self.now)

    def close(self) -> None:
        """The link is gone."""
        self.outs += self.slot.closed(self.now)

    @property
    def events(self) -> list[Out]:
        """Without the voice."""
        return [out for out in self.outs if not isinstance(out, VoiceFrame)]

    @property
    def kinds(self) -> list[str]:
        """What the events are."""
        return [type(event).__name__ for event in self.events]

    @property
    def voice(self) -> list[VoiceFrame]:
        """The voice alone."""
        return [out for out in self.outs if isinstance(out, VoiceFrame)]

    def of(self, kind: type[E]) -> list[E]:
        """The events of a kind."""
        return [out for out in self.outs if isinstance(out, kind)]
