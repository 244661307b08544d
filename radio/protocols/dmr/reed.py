"""Reed–Solomon (12,9) over link control: proves that a corrected header or terminator is what was sent.

The code could repair one octet; here it only proves. BPTC has already repaired what there was to repair, and a second
repair would turn one wrong link control in some 5,000 into a right-looking one, instead of one in 16 million.
Source: ETSI TS 102 361-1 B.3.6: GF(2⁸) with x⁸+x⁴+x³+x²+1, generator x³+0Ex²+38x+40, masks B.3.12.
"""

from __future__ import annotations

HEADER, TERMINATOR = 0x969696, 0x999999
"""Masks over the check octets."""
_FIELD = 0x11D
_GENERATOR = (0x0E, 0x38, 0x40)
DATA = 9


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (_FIELD if a & 0x80 else 0)
        b >>= 1
    return product


def _tables() -> tuple[tuple[int, ...], ...]:
    """The code is linear: for each octet's place and value, what it adds to the three check octets."""
    feedback = [sum(_times(value, factor) << shift for factor, shift in zip(_GENERATOR, (16, 8, 0), strict=True))
                for value in range(256)]  # fmt: skip

    def divided(value: int, steps: int) -> int:
        rest = feedback[value]
        for _ in range(steps):
            rest = rest << 8 & 0xFFFFFF ^ feedback[rest >> 16]
        return rest

    return tuple(tuple(divided(value, DATA - 1 - place) for value in range(256)) for place in range(DATA))


_TABLES = _tables()


def checks(octets: bytes, mask: int) -> int:
    """The 24 check bits of nine octets."""
    value = mask
    for table, octet in zip(_TABLES, octets, strict=True):
        value ^= table[octet]
    return value


def proves(block: bytes, mask: int) -> bool:
    """Whether twelve octets are a link control and its checks."""
    return checks(block[:DATA], mask) == int.from_bytes(block[DATA:], "big")


def sealed(octets: bytes, mask: int) -> bytes:
    """Nine octets with their checks behind them."""
    return octets + checks(octets, mask).to_bytes(3, "big")
