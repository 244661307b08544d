"""The call on one slot of a Hytera repeater, from what it says of itself (RCP B845) and from its voice (RTP).

Either may come alone: without RTP the log of calls is all there is, without RCP the last-flag of the voice ends a call.
With both, a call hangs on between overs until the repeater says that it is over. RTP: 60 ms of G.711 a packet; the
extension holds slot (7 bits) and last-flag, calling and called number (3 octets each), type of call, 4 octets.
Source: dmr-kaitai's format description (facts), philpem's notes on the ADK. Proved on vectors only.
"""

from __future__ import annotations

import msgspec

from radio.codec import Now, Out, ProtocolError, Settings, VoiceFrame
from radio.events import CallEnded, CallStarted, EmergencyRaised, TalkerNamed
from radio.identity import CallIds, group_id, radio_id
from radio.protocols.hytera import rcp
from radio.protocols.rtp import PCMA, PCMU, Packet, Source

SILENT = 1.0
"""Seconds without voice, and without the last-flag, after which a call is lost."""
HANG, LONGEST = 30.0, 180.0
"""Seconds a call may hang on, and one of which only RCP tells may last, before its end counts as missed."""
STRAGGLERS = 0.3
"""Seconds after a call in which voice of its last talker is still of that call."""
_EXTENSION = 12


class Over(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks to whom; ``None`` and ``to`` 0 where the packet does not tell."""

    by: int
    to: int
    group: bool = True
    emergency: bool = False


def read_over(packet: Packet) -> tuple[Over | None, bool]:
    """(who speaks to whom, as the extension tells, or ``None`` without one; whether it is the last packet)."""
    octets = packet.extension
    if len(octets) < _EXTENSION - 4:
        return None, False
    kind = octets[7]
    by, to = int.from_bytes(octets[1:4], "big"), int.from_bytes(octets[4:7], "big")
    return Over(by=by, to=to, group=kind != 0, emergency=kind == rcp.EMERGENCY), bool(octets[0] & 1)


class SlotCalls:
    """One slot, which carries one call at a time."""

    def __init__(self, slot: int, settings: Settings, ids: CallIds) -> None:
        self._slot = slot
        self._settings = settings
        self._gateway = settings.gateway
        self._ids = ids
        self._call = ""
        self._over = Over(by=0, to=0)
        self._talking = False
        self._since = 0.0  # of talking, or of hanging on
        self._source: Source | None = None
        self._ended = float("-inf")
        self._told = False  # the repeater tells of this call, and will tell its end
        self._odd = False

    # What the repeater says of itself

    def status(self, status: rcp.Status, now: Now) -> list[Out]:
        """A B845."""
        if status.status in rcp.IDLE:
            self._told = False
            return self._end("released", now)
        if status.service not in (0, rcp.VOICE):
            return []  # a text or position in the air
        if status.status in rcp.TALKING and status.service == rcp.VOICE:
            emergency = status.type == rcp.EMERGENCY
            outs = self._speaks(Over(by=status.by, to=status.to, group=status.group, emergency=emergency), now)
            self._told = True
            return outs
        if status.status in rcp.HANGING and self._call:
            self._told = True
            return self._stops(now)
        return self._end("timeout", now) if status.status in rcp.LIMITED else []

    # Its voice

    def voice(self, packet: Packet, now: Now) -> list[Out]:
        """An RTP packet of this slot. Raises :class:`ProtocolError` for what is no G.711."""
        over, last = read_over(packet)
        if packet.kind not in (PCMA, PCMU):
            return self._odd_payload(packet)
        if last and not self._talking:
            return []  # the end again, or of a call whose voice we never had
        if not self._call and over == self._over and now.mono - self._ended < STRAGGLERS:
            return []
        outs = self._speaks(over or Over(by=0, to=0), now) if not last else []
        source = self._source
        if source is None:
            source = self._source = Source(self._call, now)
        fresh = now.mono - source.heard > SILENT or not source.seen
        source.heard = now.mono
        if packet.payload:
            index = source.place(packet, now, fresh)
            if index is not None:
                outs.append(VoiceFrame(self._call, index, "pcma" if packet.kind == PCMA else "pcmu", packet.payload))
        if last:
            outs += self._stops(now) if self._told else self._end("released", now)
        return outs

    def _odd_payload(self, packet: Packet) -> list[Out]:
        if self._odd:
            return []
        self._odd = True
        raise ProtocolError(f"RTP payload type {packet.kind}")

    # A call's life

    def _speaks(self, over: Over, now: Now) -> list[Out]:
        """Somebody speaks: the call begins, goes on, or passes to another talker."""
        outs: list[Out] = []
        before = self._over
        if self._call and (over.to, over.group) != (before.to, before.group):
            outs += self._end("released" if not self._talking else "preempted", now)
        if not self._call:
            self._over, self._talking, self._since = over, True, now.mono
            return outs + self._begin(now)
        if over.emergency and not before.emergency:
            outs.append(self._alarm(over))
        if over.by != before.by or not self._talking:
            outs.append(TalkerNamed(gateway=self._gateway, radio=self._radio(over.by), call=self._call))
            if self._source is not None:
                self._source.seen.clear()  # the next talker's numbers are his own
                self._source.heard = now.mono  # and his voice is only coming
            self._since = now.mono
        self._over, self._talking = over, True
        return outs

    def _begin(self, now: Now) -> list[Out]:
        over = self._over
        self._call = self._ids.new(now)
        started = CallStarted(
            gateway=self._gateway,
            radio=self._radio(over.by),
            call=self._call,
            to=self._to(),
            group=over.group,
            emergency=over.emergency,
            slot=self._slot or None,
        )
        return [started, self._alarm(over)] if over.emergency else [started]

    def _alarm(self, over: Over) -> EmergencyRaised:
        radio = self._radio(over.by)
        return EmergencyRaised(gateway=self._gateway, radio=radio, by="call", call=self._call, to=self._to())

    def _radio(self, number: int) -> str | None:
        return radio_id("dmr", self._settings.network, number) if number else None

    def _to(self) -> str | None:
        over = self._over
        if not over.to:
            groups = self._settings.groups
            return groups[0].id if len(groups) == 1 else None
        return group_id("dmr", self._settings, over.to) if over.group else self._radio(over.to)

    def _stops(self, now: Now) -> list[Out]:
        """The talker let go; the call hangs on."""
        if not self._call or not self._talking:
            return []
        self._talking, self._since = False, now.mono
        return [TalkerNamed(gateway=self._gateway, call=self._call)]

    def _end(self, why: str, now: Now) -> list[Out]:
        if not self._call:
            return []
        ended = CallEnded(
            gateway=self._gateway, radio=self._radio(self._over.by), call=self._call, to=self._to(), why=why
        )
        self._call, self._talking, self._source, self._told, self._ended = "", False, None, False, now.mono
        return [ended]

    def tick(self, now: Now) -> list[Out]:
        """Voice that stopped without its last packet, ends that were missed."""
        if not self._call:
            return []
        if self._talking and self._source is not None:
            return self._end("lost", now) if now.mono - self._source.heard >= SILENT else []
        return self._end("timeout", now) if now.mono - self._since >= (LONGEST if self._talking else HANG) else []

    def lost(self, now: Now) -> list[Out]:
        """The link is gone."""
        return self._end("lost", now)
