"""Rate ¾ data: eighteen octets as a path through a trellis of eight states, repaired by the Viterbi algorithm.

Each three bits name the next state; state and next state choose one of 16 points, sent as two dibits (98 in all, the
last three bits are zeros that lead home). The dibits are interleaved over the burst.
Source: ETSI TS 102 361-1 B.2.4 (tables B.5 to B.8), the same trellis as P25's; proved against ok-dmrlib's encoder.
"""

from __future__ import annotations

OCTETS = 18
STEPS = 49
_STATES = 8
_LOST = 1 << 20
_LEFT = 98 + 68  # where the burst's first 98 information bits stand in its number, and the last at 0

_POINTS = (
    (0, 8, 4, 12, 2, 10, 6, 14),
    (4, 12, 2, 10, 6, 14, 0, 8),
    (1, 9, 5, 13, 3, 11, 7, 15),
    (5, 13, 3, 11, 7, 15, 1, 9),
    (3, 11, 7, 15, 1, 9, 5, 13),
    (7, 15, 1, 9, 5, 13, 3, 11),
    (2, 10, 6, 14, 0, 8, 4, 12),
    (6, 14, 0, 8, 4, 12, 2, 10),
)
"""The point sent by state and three bits."""
_SIGNALS = {1: 3, 0: 1, 2: -1, 3: -3}  # what a dibit is on the air
_PAIRS = (
    (1, -1), (-1, -1), (3, -3), (-3, -3), (-3, -1), (3, -1), (-1, -3), (1, -3),
    (-3, 3), (3, 3), (-1, 1), (1, 1), (1, 3), (-1, 3), (3, 1), (-3, 1),
)  # fmt: skip
_DIBIT = {signal: dibit for dibit, signal in _SIGNALS.items()}
_NIBBLES = tuple(_DIBIT[first] << 2 | _DIBIT[second] for first, second in _PAIRS)
"""Four bits on the air by point."""
_POINT_OF = tuple(_NIBBLES.index(nibble) for nibble in range(16))
_COST = tuple(tuple((heard ^ _NIBBLES[point]).bit_count() for point in range(16)) for heard in range(16))
"""Wrong bits if ``heard`` was sent as a point."""
_ORDER = tuple(8 * row + 2 * column + half for column in range(4) for row in range(13) for half in (0, 1)
               if 8 * row + 2 * column < 98)  # fmt: skip
"""The dibits in the order of sending."""


def decode(burst: int) -> tuple[bytes, int]:
    """Eighteen octets of a burst's 264 bits, and the number of bits repaired: the likeliest path, right or not."""
    information = burst >> _LEFT << 98 | burst & (1 << 98) - 1
    dibits = [0] * 98
    for sent, place in enumerate(_ORDER):
        dibits[place] = information >> 2 * (97 - sent) & 3
    heard = [dibits[2 * step] << 2 | dibits[2 * step + 1] for step in range(STEPS)]
    path = _straight(heard)
    repaired = 0
    if path is None:
        path, repaired = _viterbi(heard)
    value = 0
    for three in path[:-1]:
        value = value << 3 | three
    return value.to_bytes(OCTETS, "big"), repaired


def _straight(heard: list[int]) -> list[int] | None:
    """The path if nothing is wrong."""
    state, path = 0, []
    for nibble in heard:
        point = _POINT_OF[nibble]
        if point not in _POINTS[state]:
            return None
        state = _POINTS[state].index(point)
        path.append(state)
    return path if state == 0 else None


def _viterbi(heard: list[int]) -> tuple[list[int], int]:
    costs = [0] + [_LOST] * (_STATES - 1)
    came: list[list[int]] = []
    for nibble in heard:
        wrong = _COST[nibble]
        best, origin = [_LOST * 2] * _STATES, [0] * _STATES
        for state, cost in enumerate(costs):
            for following, point in enumerate(_POINTS[state]):
                total = cost + wrong[point]
                if total < best[following]:
                    best[following], origin[following] = total, state
        costs = best
        came.append(origin)
    path, state = [], 0
    for origin in reversed(came):
        path.append(state)
        state = origin[state]
    return path[::-1], costs[0]


def encode(octets: bytes) -> int:
    """The information bits of a burst, as a number of 264 bits whose middle is zero."""
    if len(octets) != OCTETS:
        raise ValueError(f"rate 3/4 carries {OCTETS} octets, not {len(octets)}")
    value = int.from_bytes(octets, "big") << 3
    dibits: list[int] = []
    state = 0
    for step in range(STEPS):
        three = value >> 3 * (STEPS - 1 - step) & 7
        nibble = _NIBBLES[_POINTS[state][three]]
        dibits += (nibble >> 2, nibble & 3)
        state = three
    information = 0
    for place in _ORDER:
        information = information << 2 | dibits[place]
    return information >> 98 << _LEFT | information & (1 << 98) - 1
