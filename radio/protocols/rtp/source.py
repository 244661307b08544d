"""One source's (SSRC's) call: where its samples belong in time, and where one over ends and the next begins.

Time is the RTP timestamp, in samples: packets' sizes differ from one to the next, and the network delays and reorders
them, so neither size nor arrival says when a sample was spoken. Only where a sender's timestamps stand still in a pause
or begin anew does the time of arrival count.
"""

from __future__ import annotations

from collections import deque

from radio.codec import Now
from radio.protocols.rtp.packet import RATE, Packet

OVER_GAP = 0.2  # s of silence that make the next packet a new over
MARKER_GAP = 0.1  # s after which a marker does so even if the timestamps go on without a gap
REORDER = 64  # packets
JUMP = 2 * RATE  # samples: a timestamp further from where it should be is a new time base


class Source:
    """A call in progress."""

    def __init__(self, call: str, now: Now) -> None:
        self.call = call
        self.began = self.heard = now.mono
        self.index = 0  # of the next sample
        self.base: int | None = None  # RTP timestamp minus index
        self.sequence = 0  # of the newest packet
        self.seen: deque[tuple[int, int]] = deque(maxlen=REORDER)  # sequence numbers with their timestamps
        self._anew = False
        self.emergency = False

    def over(self, packet: Packet, now: Now) -> bool:
        """Whether a new over begins with ``packet``.

        That is a marker after a gap, or a gap in the timestamps that no packet is missing from. A marker in every
        packet (some boxes) is none, nor is one that the network brought late, nor packets it held back for a while.
        Some boxes number each over anew, and even begin their timestamps again.
        """
        behind = (self.sequence - packet.sequence) & 0xFFFF
        self._anew = False
        if self.base is None:
            return False
        if behind < 0x8000:
            short = (self.base + self.index - packet.timestamp) & 0xFFFFFFFF
            late = 0 < short <= JUMP and (packet.sequence, packet.timestamp) not in self.seen
            self._anew = packet.marker and not late and now.mono - self.heard > MARKER_GAP
            return self._anew
        gap = (packet.timestamp - self.base - self.index) & 0xFFFFFFFF
        if packet.marker and (gap or now.mono - self.heard > MARKER_GAP):
            return True
        next_one = packet.sequence == (self.sequence + 1) & 0xFFFF
        return next_one and gap > OVER_GAP * RATE and now.mono - self.heard > OVER_GAP

    def place(self, packet: Packet, now: Now, rebase: bool) -> int | None:
        """The index of the packet's first sample, or None for a packet that came already.

        ``rebase``: the timestamps stood still while nothing was said, or are not to be trusted.
        """
        if self._anew:
            self.seen.clear()
        if (packet.sequence, packet.timestamp) in self.seen:
            return None
        self.seen.append((packet.sequence, packet.timestamp))
        fresh = self.base is None
        if fresh or self._anew or (packet.sequence - self.sequence) & 0xFFFF < 0x8000:
            self.sequence = packet.sequence
        index = (packet.timestamp - (self.base or 0)) & 0xFFFFFFFF
        behind = (self.index - index) & 0xFFFFFFFF
        ahead = (index - self.index) & 0xFFFFFFFF
        if fresh or rebase or self._anew or (ahead > JUMP and behind > JUMP):
            silence = 0 if fresh else max(0, round((now.mono - self.began) * RATE))
            index = max(self.index, silence)
            self.base = (packet.timestamp - index) & 0xFFFFFFFF
        elif ahead > JUMP:  # late: its place is behind, or before the call began
            return index if index < self.index else None
        self.index = max(self.index, index + len(packet.payload))
        return index

    def stood_still(self, packet: Packet) -> bool:
        """Whether the timestamps went on as if there had been no pause."""
        return self.base is not None and (packet.timestamp - self.base - self.index) & 0xFFFFFFFF == 0
