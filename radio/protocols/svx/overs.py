"""Who talks on the reflector, and what of it we hear: overs as calls, their voice in order, the talk-group we are on.

A login hears the voice of one talk-group, the *selected* one; of others it may learn who talks. Voice carries no
talk-group and may come a little before or after the word (over TCP) that somebody began or stopped.
"""

from __future__ import annotations

from collections import deque

from radio import opus
from radio.codec import Now, Out, ProtocolError, Settings, VoiceFrame
from radio.events import CallEnded, CallStarted, TalkerNamed
from radio.identity import CallIds, group_id, radio_id, told_id

EARLY = 0.1
"""Seconds that voice waits for the word who talks; then the call begins without a name."""
MOST_EARLY = 16
"""Frames that wait."""
TAIL = 0.2
"""Seconds after the end of an over (by TCP or by UDP) in which the other one, and the last voice, may still come."""
SILENCE = 10.0
"""Seconds without voice after which an over of which we never heard the beginning has ended unheard."""
MOST_LOST = 50
"""Packets missing at once that still count as a gap; beyond that nobody knows how much was said."""
AWAITED = 4
"""Datagrams back from the latest: what is missing there may only be late."""
MOST_OVERS = 64
SWITCH = 1.0
"""Seconds after a change of talk-group in which a flush is that of the one we left."""


class Over:
    """One over that goes on: ``radio`` ``None`` where voice came and nobody said whose."""

    def __init__(self, call: str, to: str | None, radio: str | None, now: Now) -> None:
        self.call = call
        self.to = to
        self.radio = radio
        self.index = 0  # samples, of the next packet
        self.last: int | None = None  # sequence number of the latest datagram
        self.count = 0  # samples of the latest packet
        self.holes: dict[int, int] = {}  # sequence numbers that did not come yet → where their voice belongs
        self.heard = now.mono
        self.ending: float | None = None  # when its end was told first
        self.stopped = self.flushed = False

    def reach(self, sequence: int) -> bool:
        """The latest datagram is ``sequence``: those that are missing before it have their places. False: it is not."""
        if self.last is None:
            self.last = sequence
            return True
        ahead = (sequence - self.last) & 0xFFFF
        if not 0 < ahead < 0x8000:
            return False
        if 1 < ahead <= MOST_LOST:
            for number in range(self.last + 1, self.last + ahead):
                self.holes[number & 0xFFFF] = self.index
                self.index += self.count
        self.last = sequence
        if self.holes:
            near = {number: at for number, at in self.holes.items() if (sequence - number) & 0xFFFF < MOST_LOST}
            self.holes = near
        return True

    def place(self, sequence: int, count: int) -> int | None:
        """Where ``count`` samples belong; ``None`` if they came twice, or too late to know."""
        if not self.reach(sequence):
            return self.holes.pop(sequence, None)
        start, self.count = self.index, count
        self.index += count
        return start

    @property
    def whole(self) -> bool:
        """Nothing that was said last is missing."""
        last = self.last or 0
        return not any((last - number) & 0xFFFF < AWAITED for number in self.holes)


class Overs:
    """The overs of one login. ``selected`` is the talk-group whose voice comes (0: the reflector has none)."""

    def __init__(self, settings: Settings, selected: int) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        self._ids = CallIds(settings.gateway, "svx")
        self._overs: dict[int, Over] = {}
        self._early: deque[tuple[int, bytes]] = deque(maxlen=MOST_EARLY)
        self._early_since = 0.0
        self._switched = -SWITCH
        self.selected = selected

    def talker(self, group: int) -> str | None:
        """The name of who talks on ``group``; empty if nobody knows, ``None`` if nobody does."""
        over = self._overs.get(group)
        if over is None or over.ending is not None:
            return None
        return (over.radio or "").rpartition(":")[2]

    def radio(self, node: str) -> str:
        """A node as a radio of our network. Raises :class:`ProtocolError` for a name that can be none."""
        return radio_id("svx", self._settings.network, told_id(node))

    def group(self, number: int) -> str | None:
        """The talk-group as a name; where the reflector has none, the gateway's own."""
        if number:
            return group_id("svx", self._settings, number)
        return self._settings.groups[0].id if self._settings.groups else None

    def began(self, node: str, group: int, now: Now) -> list[Out]:
        """The reflector says that ``node`` talks."""
        radio = self.radio(node)
        over = self._overs.get(group)
        if over is not None and over.radio is None and over.ending is None:
            over.radio = radio
            return [TalkerNamed(gateway=self._gateway, radio=radio, call=over.call)]
        if over is not None and over.radio == radio and over.ending is None:
            return []
        outs = self._end(group, "released")
        if len(self._overs) >= MOST_OVERS:
            raise ProtocolError("more talk-groups than anybody listens to", outs)
        return [*outs, *self._start(group, radio, now)]

    def stopped(self, group: int, now: Now) -> list[Out]:
        """The reflector says that nobody talks any more. The last voice may still be on its way."""
        over = self._overs.get(group)
        if over is None:
            return []
        over.stopped, over.ending = True, over.ending or now.mono
        over_now = group != self.selected or (over.flushed and over.whole)
        return self._end(group, "released") if over_now else []

    def flushed(self, now: Now) -> list[Out]:
        """All voice of the over on the selected talk-group was sent."""
        over = self._overs.get(self.selected)
        if over is None or (not over.stopped and now.mono - self._switched < SWITCH):
            return []
        over.flushed, over.ending = True, over.ending or now.mono
        return self._end(self.selected, "released") if over.stopped and over.whole else []

    def voice(self, sequence: int, packet: bytes, now: Now) -> list[Out]:
        """A packet of voice on the selected talk-group. Raises :class:`ProtocolError` for one that is not Opus."""
        if not opus.samples(packet):
            raise ProtocolError(f"voice that is not Opus: {packet[:8].hex()}")
        over = self._overs.get(self.selected)
        if over is None:
            if not self._early:
                self._early_since = now.mono
            self._early.append((sequence, packet))
            return []
        return self._place(over, sequence, packet, now)

    def late(self, sequence: int, packet: bytes, now: Now) -> list[Out]:
        """A packet that others overtook: into the hole it left, if there is one."""
        count = opus.samples(packet)
        over = self._overs.get(self.selected)
        if over is not None:
            return self._place(over, sequence, packet, now) if count and sequence in over.holes else []
        if count and self._early:
            self._early.append((sequence, packet))
        return []

    def no_voice(self, sequence: int) -> None:
        """A datagram without voice came: its number is not that of a packet that was lost."""
        over = self._overs.get(self.selected)
        if over is None or over.last is None:
            return
        if not over.reach(sequence):
            over.holes.pop(sequence, None)

    def _place(self, over: Over, sequence: int, packet: bytes, now: Now) -> list[Out]:
        """Its place in time, by what its sender's numbers say is missing. What comes twice is dropped."""
        start = over.place(sequence, opus.samples(packet))
        if start is None:
            return []
        over.heard = now.mono
        return [VoiceFrame(over.call, start, "opus", packet)]

    def _start(self, group: int, radio: str | None, now: Now, late: bool = False) -> list[Out]:
        over = self._overs[group] = Over(self._ids.new(now), self.group(group), radio, now)
        outs: list[Out] = [
            CallStarted(gateway=self._gateway, radio=radio, call=over.call, to=over.to, group=True, late=late)
        ]
        if group == self.selected:
            waiting, self._early = list(self._early), deque(maxlen=MOST_EARLY)
            first = waiting[0][0] if waiting else 0
            for sequence, packet in sorted(waiting, key=lambda one: (one[0] - first + 0x8000) & 0xFFFF):
                outs += self._place(over, sequence, packet, now)
        return outs

    def _end(self, group: int, why: str) -> list[Out]:
        over = self._overs.pop(group, None)
        if over is None:
            return []
        return [CallEnded(gateway=self._gateway, radio=over.radio, call=over.call, to=over.to, why=why)]

    def select(self, group: int, now: Now) -> list[Out]:
        """From now on voice is that of ``group``."""
        left, self.selected, self._switched = self.selected, group, now.mono
        self._early.clear()
        over = self._overs.get(left)
        # what is still said there we cannot hear; who began it out of our hearing was never known
        return self._end(left, "lost") if over is not None and (over.radio is None or over.ending is not None) else []

    def tick(self, now: Now) -> list[Out]:
        """Begins the call of voice that nobody announced, ends what was told to end or fell silent."""
        outs: list[Out] = []
        for group, over in list(self._overs.items()):
            if over.ending is not None and now.mono - over.ending >= TAIL:
                outs += self._end(group, "released")
            elif over.radio is None and now.mono - over.heard >= SILENCE:
                outs += self._end(group, "timeout")
        if self._early and self.selected not in self._overs and now.mono - self._early_since >= EARLY:
            outs += self._start(self.selected, None, now, late=True)
        return outs

    def lost(self) -> list[Out]:
        """The reflector is gone."""
        self._early.clear()
        return [out for group in list(self._overs) for out in self._end(group, "lost")]
