"""The leases of the consoles in the pulse: what is held now, and whether a hold ended as a finger let go of it."""

from __future__ import annotations

from collections.abc import Callable

from journal.pulse import Pulse
from journal.slots import Lease
from station.press import EXPIRY, RENEWED, Press
from units.state import Facts

LOOK = 0.1
"""Seconds between two looks at which seats there are."""


class Leases:
    """Of every seat of the picture, and of those it does not know yet."""

    def __init__(self, pulse: Pulse, facts: Callable[[], Facts]) -> None:
        self._pulse, self._facts = pulse, facts
        self._slots: list[str] = []
        self._slots_read = -1.0
        self._expected: set[str] = set()
        self._held: dict[str, str] = {}

    def look_again(self) -> None:
        """Somebody pressed: it may be a seat that was not there before."""
        self._slots_read = -1.0

    def _names(self, mono: float) -> list[str]:
        for seat in self._facts().seats.keys() - self._expected:
            self._expected.add(seat)
            self._pulse.read(f"lease.{seat}", Lease)  # from now on its first word is known to be new
        if mono - self._slots_read >= LOOK:
            self._slots_read = mono
            self._slots = [slot for slot in self._pulse.slots() if slot.startswith("lease.")]
        return self._slots

    def read(self, mono: float) -> list[tuple[Lease, float]]:
        """Every console's lease, and its age, s."""
        found = [(slot, self._pulse.read(slot, Lease)) for slot in self._names(mono)]
        leases = [one for slot, one in found if one is not None and one[0].seat == slot.removeprefix("lease.")]
        self._held = {lease.seat: lease.press for lease, _age in leases}
        return leases

    def over(self, press: Press) -> str:
        """Why its hold is over, which its console had at the last look, as the pulse says now; empty if it is not.

        Empty, too, for pedals and patches: what proves those may still wait in a pipe.
        """
        if self._held.get(press.seat) != press.hold:
            return ""
        found = self._pulse.read(f"lease.{press.seat}", Lease)
        if found is None or found[0].press != press.hold:
            return "released"
        return "lease" if found[1] > RENEWED else ""

    def by_finger(self, press: Press) -> bool:
        """Whether its hold ended as somebody let go; else nobody knows who listens, and nothing more is said.

        Who holds the next press already, let go of this one between two of our looks.
        """
        found = self._pulse.read(f"lease.{press.seat}", Lease)
        if found is None:
            return False
        lease, age = found
        again = lease.press not in ("", press.hold) and lease.operator == press.operator and age <= EXPIRY
        return again or lease.let_go == press.hold
