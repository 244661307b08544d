"""On which side of a line something is, though its fixes waver: two fixes clearly beyond it, one after the other."""

from __future__ import annotations

import math

import msgspec

MARGIN = 50.0
"""m on either side of a line within which a fix says nothing."""
APART = 5.0
"""s between the two fixes at least: the same one, repeated, is no second."""
TRUST = 2.0
"""Times the radius that a receiver tells of its error is the margin, where that is more."""


def margin(accuracy: float | None, least: float = MARGIN) -> float:
    """m beyond which a fix of that ``accuracy`` (m) is clearly on one side."""
    return max(least, TRUST * (accuracy or 0.0))


class Side(msgspec.Struct):
    """``inside``: where it was clearly last, ``None`` while nobody knows; ``since`` a first fix says otherwise."""

    inside: bool | None = None
    since: float | None = None

    def judge(self, depth: float, at: float, beyond: float, within: float | None = None) -> bool:
        """A fix at the moment ``at`` (s) is ``depth`` m inside (outside: negative); true if the side changed by it.

        It is clearly outside ``beyond`` m from the line, clearly inside ``within`` m (the same, if not told). What is
        between takes nothing back and proves nothing.
        """
        if not math.isfinite(depth) and depth != -math.inf:
            return False  # nobody can say
        limit = beyond if within is None else within
        if -beyond <= depth <= limit:
            self.since = None
            return False
        inside = depth > 0
        if inside == self.inside:
            self.since = None
            return False
        if self.since is None or at < self.since:
            self.since = at
            return False
        if at - self.since < APART:
            return False
        self.inside, self.since = inside, None
        return True
