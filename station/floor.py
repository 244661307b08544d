"""Who speaks in a patch: one call at a time, never our own voice coming back. Told the time; keys nothing.

Theory of operation. What is sent on a leg can come back: through another gateway that hears the same channel, through
boxes that are joined outside, through a second patch. So a spurt that begins while we speak on any talk-group of the
patch is *in the shadow*: it may be ourselves, and it is not sent on. It comes out of the shadow when we have been quiet
for longer than an echo lasts. What comes back only after we stopped (a repeater that stores and sends) begins like an
answer does; it is known by coming, again and again, just as late and for just as long.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

HANG = 0.6
"""Seconds without voice after which a spurt is over, though its call goes on."""
SHADOW = 0.3
"""Seconds after our last word in which what begins may still be ourselves."""
ECHO = 2.0
"""Seconds after our last word beyond which nobody's echo lasts."""
ANSWER = 6.0
"""Seconds after our last word in which what begins may be what we said, stored and sent back."""
ALIKE = 0.08
"""s by which two turns of an echo differ at most, in their length and in how long after our last word they begin."""
REMEMBERED = 8
"""Turns with which one is compared: several may go round at the same time."""
TOLD = 0.5
"""Seconds of speech that were not sent on beyond which that is worth a word."""
ECHOES, IN_ROW = 6, 4
"""So many of the last :data:`REMEMBERED` alike, or so many in a row, are no chance."""


class Spurt:
    """What is being said in one call on ``group``; ``began`` and ``voiced`` s monotonic, 0 before the first voice."""

    def __init__(self, call: str, group: str, emergency: bool) -> None:
        self.call, self.group, self.emergency = call, group, emergency
        self.began = self.voiced = self.late = 0.0  # late: s after our last word
        self.shadowed = self.over = False

    def speaks(self, mono: float) -> bool:
        """Whether voice is coming."""
        return bool(self.voiced) and not self.over and mono - self.voiced < HANG


class Floor:
    """The floor of a patch of ``groups``. ``source``: the call that has it, empty for none."""

    def __init__(self, groups: Iterable[str]) -> None:
        self.groups = frozenset(groups)
        self.source = ""
        self._alike: deque[bool] = deque(maxlen=REMEMBERED)
        self.unsent: set[str] = set()
        """Talk-groups on which somebody spoke in our shadow and was not sent on; whoever reads it empties it."""
        self._spurts: dict[str, Spurt] = {}
        self._said = float("-inf")  # when we last said something on any talk-group of it
        self._turns: deque[tuple[float, float]] = deque(maxlen=REMEMBERED)  # how late and how long, s

    @property
    def is_loop(self) -> bool:
        """It hears itself, again and again."""
        return sum(self._alike) >= ECHOES or (len(self._alike) >= IN_ROW and all(list(self._alike)[-IN_ROW:]))

    def spurt(self, call: str) -> Spurt | None:
        """What is known of a call."""
        return self._spurts.get(call)

    def began(self, call: str, group: str, emergency: bool = False) -> None:
        """A call that can be heard and is not our own began on a talk-group of it, or became an emergency."""
        known = self._spurts.get(call)
        if known is None:
            self._spurts[call] = Spurt(call, group, emergency)
        else:
            known.emergency = known.emergency or emergency

    def voice(self, call: str, mono: float) -> None:
        """A piece of its voice came."""
        spurt = self._spurts.get(call)
        if spurt is None:
            return
        if not spurt.speaks(mono):
            self._settle(spurt)
            spurt.began, spurt.over = mono, False
            spurt.late = mono - self._said
            spurt.shadowed = spurt.late < SHADOW
        spurt.voiced = mono

    def ended(self, call: str) -> None:
        """The call is over; whether it has the floor until its last word was sent on is :meth:`choose`'s."""
        spurt = self._spurts.get(call)
        if spurt is not None:
            self._settle(spurt)
            spurt.over = True
            if call != self.source:
                del self._spurts[call]

    def said(self, mono: float) -> None:
        """Somebody here said something on a talk-group of it: a leg, or a person at a console."""
        self._said = mono

    def _settle(self, spurt: Spurt) -> None:
        """A spurt is over: was it, once more, what had been said?"""
        if spurt.shadowed and spurt.voiced - spurt.began >= TOLD:
            self.unsent.add(spurt.group)
        if not spurt.voiced or spurt.shadowed or spurt.late > ANSWER:
            return
        late, long = spurt.late, spurt.voiced - spurt.began
        alike = any(abs(late - one[0]) <= ALIKE and abs(long - one[1]) <= ALIKE for one in self._turns)
        self._alike.append(alike)
        self._turns.append((late, long))

    def choose(self, mono: float, taken: bool, sending: bool) -> str:
        """The call that has the floor now.

        ``taken``: a person here speaks on a talk-group of it. ``sending``: legs still have something of it to say.
        """
        for spurt in self._spurts.values():
            if spurt.shadowed and mono - self._said >= ECHO:
                spurt.shadowed = False
        now = self._spurts.get(self.source)
        if now is None or taken or not (sending or now.speaks(mono)):
            self._release()
            now = None
        waiting = [] if taken else [one for one in self._spurts.values() if one.speaks(mono) and not one.shadowed]
        waiting.sort(key=lambda one: (not one.emergency, one.began))
        if waiting and (now is None or (waiting[0].emergency and not now.emergency)):
            self._release()
            self.source = waiting[0].call
        return self.source

    def _release(self) -> None:
        spurt = self._spurts.get(self.source)
        if spurt is not None and spurt.over:
            del self._spurts[self.source]
        self.source = ""

    def targets(self, mono: float) -> tuple[list[str], list[str]]:
        """The talk-groups on which the source is to be sent, and those where somebody else speaks just now."""
        source = self._spurts.get(self.source)
        if source is None:
            return [], []
        others = {
            one.group for one in self._spurts.values() if one is not source and one.speaks(mono) and not one.shadowed
        }
        legs = sorted(self.groups - {source.group})
        if source.emergency:
            return legs, []
        return [group for group in legs if group not in others], [group for group in legs if group in others]
