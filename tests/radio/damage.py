"""Messages damaged by dice: cut, flipped, repeated, joined, swapped, mixed with noise. Much faster than hypothesis.

What it finds hypothesis would make smaller; instead a failure names the seed, which plays the same session again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from radio.codec import Codec, Now, Out, ProtocolError

PAUSES = (0.0, 0.0, 0.02, 0.06, 0.06, 0.3, 1.1, 11.0, 61.0)
LONGEST_SESSION = 60
_LOUD = (0x00, 0x01, 0x7F, 0x80, 0xE0, 0xFE, 0xFF)
Sane = Callable[[list[Out]], None]
Open = Callable[[random.Random], tuple[Codec, Now, list[Out]]]
"""A codec as one session finds it, its time, and what it said so far."""


def damaged(dice: random.Random, good: Sequence[bytes]) -> bytes:
    """One of ``good``, or what a bad network, radio or person makes of it."""
    data = dice.choice(good)
    kind = dice.random()
    if kind < 0.3:
        return data
    if kind < 0.35:
        return dice.randbytes(dice.randrange(0, 200))
    if kind < 0.45:
        return data[: dice.randrange(len(data) + 1)]
    if kind < 0.5:
        return data + dice.randbytes(dice.randrange(1, 40))
    if kind < 0.55:
        return data + dice.choice(good)
    if kind < 0.65:
        other = dice.choice(good)
        return data[: dice.randrange(len(data) + 1)] + other[dice.randrange(len(other) + 1) :]
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8)) if changed else 0):
        at = dice.randrange(len(changed))
        if kind < 0.85:
            changed[at] ^= 1 << dice.randrange(8)
        elif kind < 0.95:
            changed[at] = dice.choice(_LOUD)
        else:
            begin, end = sorted((at, dice.randrange(len(changed))))
            changed[begin:end] = changed[begin:end] * dice.choice((0, 2))
            if not changed:
                break
    return bytes(changed)


class Run(NamedTuple):
    """Messages that belong together, and who sends them: one of ``peers``."""

    messages: Sequence[bytes]
    peers: Sequence[str]


def sequence(dice: random.Random, known: Sequence[Run], flat: Sequence[bytes]) -> Iterator[tuple[bytes, str]]:
    """A session: runs of messages with their peers, some of them lost, repeated, damaged or from somebody else."""
    for _ in range(dice.randrange(1, 8)):
        run = dice.choice(known)
        begin = dice.choice((0, dice.randrange(len(run.messages))))
        care = dice.random()  # some runs are left nearly whole: they lead somewhere
        peer = dice.choice(run.peers)
        for data in run.messages[begin : begin + dice.randrange(1, 30)]:
            chance = dice.random()
            if chance < 0.05:
                continue
            if chance < 0.1:
                yield data, peer
            by = peer if chance < 0.95 else dice.choice(dice.choice(known).peers)
            yield damaged(dice, (data,) if chance < 0.9 else flat) if dice.random() > care else data, by


def survive(seed: int, count: int, enter: Open, known: Sequence[Run], sane: Sane) -> None:
    """Feed ``count`` messages in sessions; each session begins anew and ends with the link. Raises what was wrong."""
    flat = [data for run in known for data in run.messages]
    played, session = 0, 0
    while played < count:
        session += 1
        dice = random.Random(f"{seed}/{session}")
        try:
            played += _play(dice, enter, sequence(dice, known, flat), sane)
        except Exception as error:
            raise AssertionError(f"seed {seed}, session {session}: {error!r}") from error


def _play(dice: random.Random, enter: Open, told: Iterator[tuple[bytes, str]], sane: Sane) -> int:
    codec, now, outs = enter(dice)
    count = 0
    for count, (data, peer) in enumerate(told, 1):
        try:
            outs += codec.receive(data, peer, now)
        except ProtocolError as fault:
            outs += fault.kept
            assert len(str(fault)) < 400
        pause = dice.choice(PAUSES) if dice.random() < 0.3 else 0.06
        now = Now(now.utc + pause, now.mono + pause)
        outs += codec.tick(now)
        if count == LONGEST_SESSION:
            break
    outs += codec.closed(now)
    sane(outs)
    return count
