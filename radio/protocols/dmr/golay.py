"""The two short block codes of a burst's middle: Golay(20,8) of the slot type and QR(16,7) of EMB.

Both are cyclic codes with a parity bit, shortened: Golay(20,8) corrects three wrong bits, QR(16,7) two. More wrong bits
are mostly noticed (``None``), sometimes not: what hangs on a slot type is checked again by the block it announces.
Source: ETSI TS 102 361-1 B.3.1 and B.3.2; generator polynomials proved on the open vectors.
"""

from __future__ import annotations

from itertools import combinations


class ShortCode:
    """A systematic code of ``length`` bits, ``data`` of them free; corrects ``most`` wrong bits."""

    def __init__(self, length: int, data: int, generator: int, most: int) -> None:
        self._checks = length - data
        self._words = tuple(_encode(value, self._checks - 1, generator) for value in range(1 << data))
        self._errors: dict[int, int] = {}  # syndrome → the bits that are wrong
        for weight in range(most + 1):
            for places in combinations(range(length), weight):
                error = sum(1 << place for place in places)
                self._errors[self._syndrome(error)] = error

    def _syndrome(self, word: int) -> int:
        return (word ^ self._words[word >> self._checks]) & (1 << self._checks) - 1

    def encode(self, data: int) -> int:
        """The whole word."""
        return self._words[data]

    def decode(self, word: int) -> tuple[int, int] | None:
        """Data and the number of bits corrected; ``None`` if too many are wrong."""
        error = self._errors.get(self._syndrome(word))
        return None if error is None else ((word ^ error) >> self._checks, error.bit_count())


def _encode(data: int, checks: int, generator: int) -> int:
    """``data``, the remainder of its division, a parity bit."""
    rest = data << checks
    for bit in range(rest.bit_length() - 1, checks - 1, -1):
        if rest >> bit & 1:
            rest ^= generator << bit - checks
    word = data << checks | rest
    return word << 1 | word.bit_count() & 1


GOLAY = ShortCode(20, 8, 0xC75, 3)
"""x¹¹+x¹⁰+x⁶+x⁵+x⁴+x²+1."""
QUADRATIC_RESIDUE = ShortCode(16, 7, 0x139, 2)
"""x⁸+x⁵+x⁴+x³+1."""
