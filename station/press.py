"""One leg of a push-to-talk hold as the station carries it out, and the tones that tell of it. Decides nothing."""

from __future__ import annotations

from concurrent.futures import Future

import msgspec

from journal.slots import Lease
from station.voice.wire import Mic
from units.findings import Refused

EXPIRY = 0.5
"""Seconds after which a press is too old to be carried out."""
RENEWED = 0.45
"""Seconds without renewal (each 0.1) after which a lease is over: off the air within half a second, frame and all."""
FIRST = 1.0
"""Seconds the microphone gets to say its first: longer than :data:`EXPIRY`, as a device may have to wake up."""
STALL = 0.1
"""Seconds between two looks beyond which it is we who stood still: what the microphone said meanwhile is unread."""
WARNING = 10.0
"""Seconds before the talk-time limit at which the talker is warned; of a short limit, half of it."""
LAST_WORDS = 2.5
"""Seconds after which nothing of a press that was let go is said any more, whatever its gateway finishes."""
MOST_KEPT = 100
"""Ticks of microphone kept until the network gives the turn: 2 s."""

CALL_ENDS = {"released": "released", "limit": "timeout", "interrupted": "preempted", "refused": "preempted"}
"""Why our own call ended, by why it was unkeyed; whatever else it was, the call is lost."""


class Relay(Lease, frozen=True, kw_only=True, omit_defaults=True):
    """A patch's lease of one leg: what is heard of the call ``source`` goes out. ``entry`` wished the patch."""

    source: str
    entry: int


class Press(msgspec.Struct):
    """One press of one seat: ``since``, ``down`` and ``keyed`` on the monotonic clock, ``entry`` its journal number.

    ``hold`` is the lease's own press, which the legs of one hold share; ``down`` when the key went down, as its console
    says. ``turn``: ``granted``; ``waiting`` for the network's word; ``queued``: it said wait. Until then ``kept`` waits
    to be said. ``source``: the call that a patch's leg says again; empty where a person speaks. ``silent``: for how
    long nothing came from the microphone, s; ``spoke``: something did before. ``priority``: one of
    :mod:`units.actions`. ``until``: let go, but its gateway says what waited for the turn until then at most.
    ``waited``: held, but until then at least its own seat's last words were in the way (0: they never were).
    """

    id: str
    hold: str
    seat: str
    group: str
    operator: str | None
    since: float
    down: float = 0.0
    entry: int = 0
    keyed: float = 0.0
    call: str = ""
    gateway: str = ""
    limit: float = 0.0
    recorded: Future[int] | None = None
    why: str = ""
    detail: str = ""
    turn: str = "granted"
    warned: bool = False
    kept: list[Mic] = []
    source: str = ""
    spoke: bool = False
    silent: float = 0.0
    priority: int = 0
    until: float = 0.0
    waited: float = 0.0

    def follows(self, other: Press) -> bool:
        """Whether this goes on behind the last words of ``other``: the same seat's on the same talk-group."""
        return (self.seat, self.group) == (other.seat, other.group)

    def lets_finish(self, other: Press) -> bool:
        """Whether this gives way to the last words of ``other``: a person's, said before a patch and an equal's."""
        return not other.source and bool(self.source or (other.seat != self.seat and self.priority <= other.priority))

    def refusal(self) -> Refused:
        """That it was not carried out, as it goes on record."""
        return Refused(
            action=self.entry, why=self.why, detail=self.detail, seat=self.seat, press=self.id, group=self.group
        )

    def is_unrecorded(self, mono: float) -> bool:
        """Whether it was keyed before ``mono``, and the disk has not taken that."""
        return self.keyed < mono and self.recorded is not None and not self.recorded.done()

    def silence(self, passed: float) -> str:
        """``passed`` s more without a word of the microphone: why it must not stay on the air, or empty."""
        if self.source:  # whoever patches looks after that
            return ""
        self.silent += passed
        return "no-microphone" if self.silent > (EXPIRY if self.spoke else FIRST) else ""

    def left(self, mono: float) -> float:
        """Seconds until the talk-time limit."""
        return self.limit - (mono - self.keyed)

    def is_near_its_end(self, mono: float) -> bool:
        """Whether the talker must be warned."""
        return self.left(mono) <= min(WARNING, self.limit / 2)

    def began(self, mono: float) -> float:
        """From when on its microphone counts: when the key went down, if that can be true, however long it waited."""
        return self.down if self.since - EXPIRY <= self.down <= mono else self.since


def refusal_tone(why: str) -> str:
    """What a refused press sounds like."""
    return "busy" if why in ("busy", "one-microphone") else "denied"


def ending_tone(why: str) -> str:
    """What it sounds like when a transmission ends; empty where the talker let go, or the station ends."""
    if why in ("limit", "lease", "no-microphone", "no-voice"):
        return "cut"
    return "denied" if why in ("link", "refused", "interrupted") else ""
