"""What rides inside voice bursts: EMB (colour code, place in the message) and link control in four parts of 32 bits.

Bursts B–E carry a link control as BPTC(128,77): a matrix of 8 rows and 16 columns, sent column by column. Seven rows
are Hamming(16,11) words, the eighth makes every column even. The 77 bits are the nine octets and a 5-bit checksum.
As in :mod:`.bptc` all of it is linear, so 16 look-ups give the octets, their checksum and every syndrome at once.
Five checksum bits prove little: how many bits had to be repaired is told, and the caller wants more than one witness.
Source: ETSI TS 102 361-1 9.1.2, B.2.1, B.3.11; proved on the open vectors.
"""

from __future__ import annotations

from typing import NamedTuple

from radio.protocols.dmr.crc import sum5
from radio.protocols.dmr.golay import QUADRATIC_RESIDUE
from radio.protocols.dmr.hamming import HAMMING_16_11

NONE, FIRST, LAST, MIDDLE = 0, 1, 2, 3
"""LCSS: a burst without part of a link control (F), the first part (B), the last (E), one between (C, D)."""
PARTS = (FIRST, MIDDLE, MIDDLE, LAST)
_ROWS, _COLUMNS = 7, 16
_DATA = 77
_DATA_MASK = (1 << _DATA) - 1
_ACCUSED = HAMMING_16_11.accused
_SYNDROME = HAMMING_16_11.columns


class Emb(NamedTuple):
    """Colour code, privacy indicator, LCSS, and the wrong bits found in them."""

    colour: int
    privacy: bool
    part: int
    repaired: int


def read_emb(word: int) -> Emb | None:
    """The 16 bits of EMB; ``None`` if they cannot be read."""
    found = QUADRATIC_RESIDUE.decode(word)
    if found is None:
        return None
    data, repaired = found
    return Emb(data >> 3, bool(data & 4), data & 3, repaired)


def write_middle(colour: int, part: int, signalling: int, privacy: bool = False) -> int:
    """The 48 bits in the middle of a voice burst: EMB around ``signalling`` (32 bits)."""
    emb = QUADRATIC_RESIDUE.encode((colour & 15) << 3 | privacy << 2 | part)
    return emb >> 8 << 40 | signalling << 8 | emb & 0xFF


def _order() -> list[tuple[int, int]]:
    """Row and column of the 77 bits: 72 of the octets, then the checksum (the last bit of rows 2 to 6)."""
    octets = [(row, column) for row in range(_ROWS) for column in range(11 if row < 2 else 10)]
    return octets + [(row, 10) for row in range(2, _ROWS)]


_WEIGHT = {place: 1 << _DATA - 1 - bit for bit, place in enumerate(_order())}


def _adds(row: int, column: int) -> int:
    """What a bit adds: to the data, to its row's syndrome (5 bits each), to its column's parity."""
    syndrome = _SYNDROME[column] << 5 * row if row < _ROWS else 0
    return (1 << 35 + column | syndrome) << _DATA | _WEIGHT.get((row, column), 0)


def _tables() -> tuple[tuple[int, ...], ...]:
    """Octet *n* of the 16 is column *n*, its top bit row 0."""
    tables = []
    for column in range(_COLUMNS):
        table = [0]
        for value in range(1, 256):
            low = value & -value
            table.append(table[value ^ low] ^ _adds(8 - low.bit_length(), column))
        tables.append(tuple(table))
    return tuple(tables)


_TABLES = _tables()


def decode(message: bytes) -> tuple[bytes, int] | None:
    """Nine octets and the number of bits repaired, from 16 octets (the parts of bursts B–E); ``None`` if broken."""
    total = 0
    for table, octet in zip(_TABLES, message, strict=True):
        total ^= table[octet]
    data, rest = total & _DATA_MASK, total >> _DATA
    repaired = 0
    if rest:
        mended = _repair(data, rest)
        if mended is None:
            return None
        data, repaired = mended
    octets = (data >> 5).to_bytes(9, "big")
    return (octets, repaired) if sum5(octets) == data & 31 else None


def _repair(data: int, rest: int) -> tuple[int, int] | None:
    """One wrong bit a row by its syndrome; one row of more by the columns that are then still odd."""
    columns, repaired = rest >> 35, 0
    broken: list[int] = []
    for row in range(_ROWS):
        syndrome = rest >> 5 * row & 31
        if not syndrome:
            continue
        column = _ACCUSED[syndrome]
        if column < 0:
            broken.append(row)
            continue
        data ^= _WEIGHT.get((row, column), 0)
        columns ^= 1 << column
        repaired += 1
    if not broken:
        # odd columns now: wrong bits of the parity row, or a row that was mended into a wrong word (4 bits at least)
        return (data, repaired + columns.bit_count()) if columns.bit_count() < 3 else None
    if len(broken) > 1:
        return None
    row = broken[0]
    syndrome = rest >> 5 * row & 31
    for column in range(_COLUMNS):
        if columns >> column & 1:
            data ^= _WEIGHT.get((row, column), 0)
            syndrome ^= _SYNDROME[column]
    return None if syndrome else (data, repaired + columns.bit_count())


def encode(octets: bytes) -> bytes:
    """Sixteen octets that carry nine, four for each of bursts B–E."""
    value = int.from_bytes(octets, "big") << 5 | sum5(octets)
    columns = [0] * _COLUMNS
    for row in range(_ROWS):
        line = [int(bool(value & _WEIGHT[row, column])) for column in range(11)]
        for column, bit in enumerate([*line, *HAMMING_16_11.parity_of(line)]):
            columns[column] |= bit << 7 - row
    return bytes(column | column.bit_count() & 1 for column in columns)


class Collector:
    """Puts the parts of one link control together as bursts come. ``feed`` returns the 16 octets when all are there."""

    def __init__(self) -> None:
        self._parts: list[int] = []

    def clear(self) -> None:
        """A burst is missing, or another call began."""
        self._parts.clear()

    def feed(self, part: int, signalling: int) -> bytes | None:
        """The 32 bits of a burst of LCSS ``part``."""
        if part == FIRST:
            self._parts = [signalling]
        elif part == NONE or len(self._parts) not in ((3,) if part == LAST else (1, 2)):
            self._parts.clear()
        else:
            self._parts.append(signalling)
            if part == LAST:
                whole = b"".join(number.to_bytes(4, "big") for number in self._parts)
                self._parts.clear()
                return whole
        return None
