"""Which emergency signals are one press of the button and which begin a new one. Told the time; in doubt, a new one.

One press is told in several ways within seconds (call, status, position), by some radios more than once; and until the
emergency is over a TETRA radio reports its place again and again (LIP). The codecs of the other networks tell one press
once: there a second position after a while is a second press. What comes between does not matter here; that somebody
acknowledged meanwhile makes no press longer or shorter.
"""

from __future__ import annotations

ONE_PRESS = 10.0
"""Seconds from a press to the first signal of each other kind, and from one signal to the next of the same kind."""
LONGEST = 30.0
"""Seconds after which what is repeated is a new press: somebody who goes on pressing every few seconds is heard."""
PLACES = 130.0
"""Seconds from one emergency position to the next: a radio reports every 5 to 60 s, and one report may be lost."""
POSITION, LIP = "position", "tetra@"
_NEVER = float("-inf")


class OnePress:
    """A press by ``radio``, first told as ``by`` (as :class:`radio.events.EmergencyRaised` has it) at ``at``, in s.

    A TETRA radio that tells its emergencies by position alone cannot tell a new press from a repeat: neither can we.
    """

    def __init__(self, radio: str, by: str, at: float) -> None:
        self._since = at
        self._heard = {(radio, by): at}

    def begins(self, radio: str, by: str, at: float) -> bool:
        """Whether the signal is a new press, which from now on is the one known; else it belongs to the one known."""
        place = by == POSITION and radio.startswith(LIP)
        new = not (self._place(radio, at) if place else self._repeat(radio, by, at))
        self._heard[radio, by] = at
        if new:
            self._since = at
        return new

    def _repeat(self, radio: str, by: str, at: float) -> bool:
        last = self._heard.get((radio, by), _NEVER)
        if last < self._since:  # the first of its kind
            return at - self._since < ONE_PRESS
        return at - last < ONE_PRESS and at - self._since < LONGEST

    def _place(self, radio: str, at: float) -> bool:
        """The next in a row of positions, or the first of a radio that told this press in another way."""
        if at - self._heard.get((radio, POSITION), _NEVER) < PLACES:
            return True
        pressed = any(who == radio and heard >= self._since for (who, _), heard in self._heard.items())
        return at - self._since < (PLACES if pressed else ONE_PRESS)
