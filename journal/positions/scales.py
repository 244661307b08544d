"""The steps in which radios tell numbers: a float that came off the air as a small integer goes back to being one.

Every step here is one that a codec of ours makes (or decimals, which any may), computed in the very operations the
codec uses, none of which may round differently elsewhere (no powers, no trigonometry). A scale serves a number only if
the integer gives it back bit by bit; what no scale serves is kept as it is (:mod:`journal.positions.columns`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_KNOT = 1852 / 3600  # gps.sentence.KNOT, which brings all of pynmea2 along
EXACT = 2**53
"""Integers beyond this are no longer each a float of their own."""


class Scale(NamedTuple):
    """``value`` makes integers floats; ``guess`` says which integer (as a float) may have made a float."""

    value: Callable[[Ints], Floats]
    guess: Callable[[Floats], Floats]


def _decimal(digits: int) -> Scale:
    """As a decimal number reads; n and 10^k are exact, so the one division rounds as the reading did."""
    ten = float(10**digits)
    return Scale(lambda n: n / ten, lambda v: v * ten)


def _minutes(digits: int) -> Scale:
    """Degrees and decimal minutes, as :func:`gps.sentence.degrees` joins them."""
    ten = 10**digits

    def value(n: Ints) -> Floats:
        whole, minutes = np.divmod(np.abs(n), 60 * ten)
        angle: Floats = whole + minutes / float(ten) / 60
        return np.where(n < 0, -angle, angle)

    return Scale(value, lambda v: v * float(60 * ten))


def _turn(degrees: int, bits: int) -> Scale:
    """A share of a turn in so many bits; exact, whichever way it is computed."""
    parts = float(2**bits)
    return Scale(lambda n: n * degrees / parts, lambda v: v * parts / degrees)


def _knots(digits: int) -> Scale:
    ten = float(10**digits)
    return Scale(lambda n: n / ten * _KNOT, lambda v: v / _KNOT * ten)


def _kmh(digits: int) -> Scale:
    ten = float(10**digits)
    return Scale(lambda n: n / ten / 3.6, lambda v: v * 3.6 * ten)


SCALES: tuple[Scale, ...] = (
    *(_decimal(digits) for digits in range(10)),  # 0–9
    *(_minutes(digits) for digits in range(1, 8)),  # 10–16
    _turn(360, 25),  # 17, 18: ETSI LIP and DMR
    _turn(180, 24),
    _turn(360, 32),  # 19, 20: Motorola LRRP
    _turn(180, 32),
    *(_knots(digits) for digits in range(4)),  # 21–24
    *(_kmh(digits) for digits in range(3)),  # 25–27
    _turn(360, 8),  # 28: LIP's direction
)
"""Stored chunks know a scale by its place here: more may be added at the end, none may change or move."""

DECIMALS = tuple(range(10))
ANGLES = (*DECIMALS, *range(10, 21))
SPEEDS = (*DECIMALS, *range(21, 28))
COURSES = (*DECIMALS, 28)


def fit(values: Floats, scale: int) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """The integers of ``values`` on ``scale``, and for which of them they give the float back bit by bit."""
    with np.errstate(over="ignore", invalid="ignore"):
        guess = np.rint(SCALES[scale].guess(values))
        there = np.abs(guess) < EXACT
        ints = np.where(there, guess, 0.0).astype(np.int64)
        back = SCALES[scale].value(ints)
    return ints, there & (back.view(np.int64) == values.view(np.int64))
