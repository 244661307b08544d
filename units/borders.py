"""Whose ground, on record: which boundary counts, who crossed it, who comes near a border where that is to be told."""

from __future__ import annotations

import msgspec

from units.findings import Finding


class BoundaryLoaded(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """From now on this boundary says whose ground it is: the file of that SHA-256 with so many ``areas``.

    An empty ``sha256``: none is there (any more), and the built-in border, which proves nothing, is what is left.
    ``text`` is what the file was called; ``why`` it could not be taken.
    """

    sha256: str = ""
    text: str = ""
    areas: int = 0
    states: list[str] = []
    why: str = ""


class BorderNeared(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """``unit`` came within ``metres`` of the border of ``into`` (a country's two letters).

    ``approximate``: by the built-in border, which is off by kilometres. ``inside``: it is by so many ``metres`` beyond
    that border, probably there. ``late``: as of :class:`units.findings.Crossed`.
    """

    unit: str
    into: str
    metres: float
    approximate: bool = False
    inside: bool = False
    late: float = 0.0

    @property
    def word(self) -> str:
        """The word for it."""
        if self.inside:
            return "border-beyond-about"
        return "border-near-about" if self.approximate else "border-near"


class LastCrossing(msgspec.Struct, omit_defaults=True, frozen=True):
    """What is on record last of a unit and a border, and when (s since 1970 UTC): :class:`units.findings.Crossed`."""

    at: float
    into: str = ""
    out_of: str = ""
    radio: str = ""
    boundary: str = ""


Bordering = BoundaryLoaded | BorderNeared
