"""BPTC(196,96): twelve octets spread over a burst's 196 information bits, repaired by rows and columns in turn.

The 196 bits are interleaved (bit *i* of the matrix is sent at 181·i mod 196) and, from the second on, fill a matrix of
13 rows and 15 columns: each row a Hamming(15,11) word, each column a Hamming(13,9) word. The first nine rows hold the
data, eight bits in the first (three reserved before them) and eleven in the others.

Everything is linear, so one table for each octet of the burst says what it adds to the twelve octets *and* to all 28
syndromes, in one long number: a burst without errors costs 26 look-ups. Wrong bits are then hunted in syndromes alone.
The caller proves each :func:`candidates` by its CRC or Reed–Solomon check: repair finds *a* word, not always the word.
Source: ETSI TS 102 361-1 B.1.1; matrix and order proved on the open vectors.
"""

from __future__ import annotations

from collections.abc import Iterator

from radio.protocols.dmr.hamming import HAMMING_13_9, HAMMING_15_11

ROWS, COLUMNS = HAMMING_13_9.length, HAMMING_15_11.length
OCTETS = 12
MOST = 16
"""Bits repaired at most: beyond it two words are about equally near."""
_BITS = OCTETS * 8
_DATA = (1 << _BITS) - 1
_ROUNDS = 8
_ROW, _COLUMN = HAMMING_15_11.columns, HAMMING_13_9.columns
_ROW_ACCUSED, _COLUMN_ACCUSED = HAMMING_15_11.accused, HAMMING_13_9.accused
INFORMATION = (*range(98), *range(166, 264))
"""Which bits of the burst are the 196."""
Place = tuple[int, int]


def sent_at(row: int, column: int) -> int:
    """The place in the burst (0–263) of a bit of the matrix."""
    place: int = INFORMATION[181 * (1 + row * COLUMNS + column) % 196]
    return place


def _data_places() -> tuple[Place, ...]:
    """Row and column of the 96 data bits in order."""
    first = [(0, column) for column in range(3, 11)]
    return (*first, *((row, column) for row in range(1, 9) for column in range(11)))


_PLACES = _data_places()
_WEIGHT: dict[Place, int] = {place: 1 << _BITS - 1 - bit for bit, place in enumerate(_PLACES)}


def _spread(bits: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    """Tables by octet and value out of what single bits (0 first) add."""
    tables = []
    for octet in range((max(bits) + 8) // 8):
        table = [0]
        for value in range(1, 256):
            low = value & -value
            table.append(table[value ^ low] ^ bits.get(octet * 8 + 8 - low.bit_length(), 0))
        tables.append(tuple(table))
    return tuple(tables)


def _adds(row: int, column: int) -> int:
    """What a bit of the matrix adds: to the data, to its row's syndrome, to its column's."""
    syndromes = _ROW[column] << 4 * row | _COLUMN[row] << 4 * (ROWS + column)
    return syndromes << _BITS | _WEIGHT.get((row, column), 0)


_DECODE = tuple(
    (octet, table)
    for octet, table in enumerate(_spread({sent_at(r, c): _adds(r, c) for r in range(ROWS) for c in range(COLUMNS)}))
    if any(table)
)


def candidates(burst: bytes) -> Iterator[tuple[bytes, int]]:
    """The twelve octets of a 33-octet burst, with the number of bits repaired: the likeliest first, at most three.

    None if no way of repairing comes to an end.
    """
    total = 0
    for octet, table in _DECODE:
        total ^= table[burst[octet]]
    data, syndromes = total & _DATA, total >> _BITS
    if not syndromes:
        yield data.to_bytes(OCTETS, "big"), 0
        return
    rows = [syndromes >> 4 * row & 15 for row in range(ROWS)]
    columns = [syndromes >> 4 * (ROWS + column) & 15 for column in range(COLUMNS)]
    seen: set[int] = set()
    for way in (_agreeing, _by_rows, _by_columns):
        wrong: set[Place] = set()
        if way(rows.copy(), columns.copy(), wrong) and len(wrong) <= MOST:
            repaired = data
            for place in wrong:
                repaired ^= _WEIGHT.get(place, 0)
            if repaired not in seen:
                seen.add(repaired)
                yield repaired.to_bytes(OCTETS, "big"), len(wrong)


def _agreeing(rows: list[int], columns: list[int], wrong: set[Place]) -> bool:
    """First the bits that row and column accuse both, until there are none; then rows and columns in turn."""
    found = True
    while found:
        found = False
        for row, syndrome in enumerate(rows):
            if syndrome:
                column = _ROW_ACCUSED[syndrome]
                if columns[column] == _COLUMN[row]:
                    rows[row] = columns[column] = 0
                    wrong ^= {(row, column)}
                    found = True
    return _by_rows(rows, columns, wrong)


def _by_rows(rows: list[int], columns: list[int], wrong: set[Place]) -> bool:
    """Each row repaired as if one bit of it were wrong, then each column, until all are words."""
    for _ in range(_ROUNDS):
        for row, syndrome in enumerate(rows):
            if syndrome:
                column = _ROW_ACCUSED[syndrome]
                rows[row] = 0
                columns[column] ^= _COLUMN[row]
                wrong ^= {(row, column)}
        if not any(columns):
            return True
        _columns(rows, columns, wrong)
        if not any(rows):
            return not any(columns)
    return False


def _by_columns(rows: list[int], columns: list[int], wrong: set[Place]) -> bool:
    """As :func:`_by_rows`, columns first."""
    _columns(rows, columns, wrong)
    return _by_rows(rows, columns, wrong)


def _columns(rows: list[int], columns: list[int], wrong: set[Place]) -> None:
    for column, syndrome in enumerate(columns):
        row = _COLUMN_ACCUSED[syndrome] if syndrome else -1
        if row >= 0:
            columns[column] = 0
            rows[row] ^= _ROW[column]
            wrong ^= {(row, column)}


def _encoded(place: Place) -> int:
    """The burst in which only the data bit at ``place`` is set."""
    row, column = place
    line = [0] * HAMMING_15_11.data
    line[column] = 1
    across = [*line, *HAMMING_15_11.parity_of(line)]
    pile = [0] * HAMMING_13_9.data
    pile[row] = 1
    down = [*pile, *HAMMING_13_9.parity_of(pile)]
    places = [sent_at(r, c) for r in range(ROWS) for c in range(COLUMNS) if down[r] and across[c]]
    return sum(1 << 263 - at for at in places)


_ENCODE = _spread({bit: _encoded(place) for bit, place in enumerate(_PLACES)})


def encode(octets: bytes) -> int:
    """The information bits of a burst, as a number of 264 bits whose middle is zero."""
    if len(octets) != OCTETS:
        raise ValueError(f"BPTC carries {OCTETS} octets, not {len(octets)}")
    burst = 0
    for table, octet in zip(_ENCODE, octets, strict=True):
        burst ^= table[octet]
    return burst
