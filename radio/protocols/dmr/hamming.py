"""Hamming codes of DMR's product codes, as what each bit adds to the syndrome and which bit a syndrome accuses.

Source: ETSI TS 102 361-1 B.3.3–B.3.5 (the parity equations below); proved on the open vectors.
"""

from __future__ import annotations


class Hamming:
    """A code whose parity bits follow its data. ``checks``: for each parity bit, the data bits it sums."""

    def __init__(self, data: int, checks: tuple[tuple[int, ...], ...]) -> None:
        self.data = data
        self.parity = len(checks)
        self.length = data + len(checks)
        sums = [sum(1 << which for which, bits in enumerate(checks) if bit in bits) for bit in range(data)]
        self.columns: tuple[int, ...] = (*sums, *(1 << which for which in range(len(checks))))
        """What bit *n* adds to the syndrome."""
        wrong = {syndrome: bit for bit, syndrome in enumerate(self.columns)}
        self.accused: tuple[int, ...] = tuple(wrong.get(syndrome, -1) for syndrome in range(1 << len(checks)))
        """Which single bit explains a syndrome; −1: none does."""

    def parity_of(self, data: list[int]) -> list[int]:
        """The parity bits (each 0 or 1) of ``data`` bits."""
        syndrome = 0
        for bit, value in enumerate(data):
            if value:
                syndrome ^= self.columns[bit]
        return [syndrome >> which & 1 for which in range(self.parity)]


_FOUR = ((0, 1, 2, 3, 5, 7, 8), (1, 2, 3, 4, 6, 8, 9), (2, 3, 4, 5, 7, 9, 10), (0, 1, 2, 4, 6, 7, 10))

HAMMING_15_11 = Hamming(11, _FOUR)
"""Rows of BPTC(196,96). Perfect: every syndrome accuses a bit."""
HAMMING_13_9 = Hamming(9, ((0, 1, 3, 5, 6), (0, 1, 2, 4, 6, 7), (0, 1, 2, 3, 5, 7, 8), (0, 2, 4, 5, 8)))
"""Columns of BPTC(196,96)."""
HAMMING_16_11 = Hamming(11, (*_FOUR, (0, 2, 5, 6, 8, 9, 10)))
"""Rows of embedded link control. Two wrong bits are noticed, not corrected."""
