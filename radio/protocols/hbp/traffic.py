"""What DMRD bursts mean: one follower a repeater and slot, sequence gaps and duplicates sorted out before it.

A stream id may be 0 and proves nothing: streams are told apart by (peer, repeater, slot) and, there, by a change of
stream or source. Where header and link control disagree the call is filed under the header's, and both are on record.
"""

from __future__ import annotations

from radio.codec import Now, Out, ProtocolError, Settings
from radio.identity import CallIds
from radio.protocols.dmr import burst
from radio.protocols.dmr.call import Claim
from radio.protocols.dmr.slot import Carried, Slot, heard_at
from radio.protocols.dmr.twice import Twice
from radio.protocols.hbp.frame import Alias, Dmrd

LATE = 8  # a sequence number this little behind is a packet overtaken on its way
ON = 1.0  # s without a packet after which the next one continues nothing
SLOTS = 2 * 256

_Key = tuple[str, int, int]


class _Stream:
    """Where a slot's stream stands."""

    def __init__(self, slot: Slot) -> None:
        self.slot = slot
        self.seq: int | None = None
        self.ended = False  # its last burst was a terminator
        self.stream = self.src = 0
        self.at = 0.0


class Traffic:
    """All slots of one gateway. ``carried`` reads the datagrams of data packets."""

    def __init__(self, settings: Settings, carried: Carried) -> None:
        self._settings = settings
        self._ids = CallIds(settings.gateway, "hbp")
        self._carried = carried
        self._streams: dict[_Key, _Stream] = {}
        self._twice = Twice(settings.gateway)
        self.lost = 0
        """Packets missing so far, as their sequence numbers tell."""

    def take(self, told: Dmrd, peer: str, now: Now) -> list[Out]:
        """One burst; a duplicate says nothing. Raises :class:`ProtocolError` for one that is none."""
        key = (peer, told.repeater, told.slot)
        stream = self._streams.get(key)
        if stream is None:
            if len(self._streams) >= SLOTS:
                raise ProtocolError(f"more than {SLOTS} slots")
            slot = Slot(self._settings, self._ids, self._carried, told.slot)
            stream = self._streams[key] = _Stream(slot)
        outs: list[Out] = []
        kind = told.value if told.sort == "data" else None
        anew = stream.ended and kind == burst.VOICE_HEADER  # the next call may count from 0, under the same stream id
        going_on = stream.seq is not None and now.mono - stream.at < ON and not anew
        same = (stream.stream, stream.src) == (told.stream, told.src)
        lost: int | None = None
        if going_on and same and stream.seq is not None:
            ahead = (told.seq - stream.seq) & 0xFF
            if ahead == 0 or ahead > 0xFF - LATE:
                return []
            lost = ahead - 1
            self.lost += lost
        elif going_on and not same:
            outs += stream.slot.closed(now)  # another stream on the slot: the end of the one before was missed
        stream.seq, stream.stream, stream.src, stream.at = told.seq, told.stream, told.src, now.mono
        stream.ended = kind == burst.TERMINATOR
        letter = 0 if told.sort == "sync" else told.value if told.sort == "voice" and 1 <= told.value <= 5 else None
        claim = Claim(src=told.src, dst=told.dst, group=told.group, kind=kind, letter=letter, lost=lost)
        try:
            outs += stream.slot.take(told.burst, now, claim)
        except ProtocolError as fault:
            raise ProtocolError(str(fault), self._twice.watch(outs, now)) from fault
        outs = self._twice.watch(outs, now)
        return outs if told.rssi is None else [heard_at(out, told.rssi) for out in outs]

    def alias(self, told: Alias, peer: str, now: Now) -> list[Out]:
        """A talker alias or position that came beside the voice: for the call in which that radio speaks."""
        if len(told.octets) < 7:
            return []  # cut short by its sender; the air brings it whole
        for (address, _, _), stream in self._streams.items():
            if address == peer and stream.src == told.src and now.mono - stream.at < ON:
                return stream.slot.beside(told.block, told.octets, now)
        return []

    def tick(self, now: Now) -> list[Out]:
        """Calls without a terminator end as ``lost``."""
        return self._twice.watch([out for stream in self._streams.values() for out in stream.slot.tick(now)], now)

    def close(self, now: Now, peer: str | None = None) -> list[Out]:
        """End the calls of ``peer``, or all."""
        outs: list[Out] = []
        for key in [key for key in self._streams if peer is None or key[0] == peer]:
            outs += self._streams.pop(key).slot.closed(now)
        return self._twice.watch(outs, now)
