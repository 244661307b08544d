"""DMR bursts read by hand: 33 octets a message, one slot."""

from __future__ import annotations

from radio.alone import Alone
from radio.codec import Now, Out, Proof, Settings
from radio.identity import CallIds
from radio.protocols.dmr.applications import Applications
from radio.protocols.dmr.slot import Slot


class Dmr(Alone):
    """Bursts of the slot that option ``slot`` names."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        number = settings.options.get("slot", 1)
        self._slot = Slot(
            settings,
            CallIds(settings.gateway, "dmr"),
            Applications(settings).carried,
            number if number in (1, 2) else 1,
        )

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One burst. Raises :class:`radio.codec.ProtocolError` for what is none."""
        return [Proof(), *self._slot.take(data, now)]

    def tick(self, now: Now) -> list[Out]:
        """Calls and packets that stopped halfway."""
        return self._slot.tick(now)

    def closed(self, now: Now) -> list[Out]:
        """Ends the call."""
        return self._slot.closed(now)
