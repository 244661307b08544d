"""What a radio sends: a whole call, alarm or packet as bursts in order. For the simulated network, tests, gateways."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from radio.protocols.dmr import bptc, burst, csbk, data, embedded, lc, privacy, reed
from radio.protocols.dmr.packets import blocks_of


def header(octets: bytes, colour: int = 1, sync: int = burst.BS_DATA) -> bytes:
    """The voice header burst of nine octets of link control."""
    return burst.data_burst(bptc.encode(reed.sealed(octets, reed.HEADER)), burst.VOICE_HEADER, colour, sync)


def terminator(octets: bytes, colour: int = 1) -> bytes:
    """The terminator burst of nine octets of link control."""
    return burst.data_burst(bptc.encode(reed.sealed(octets, reed.TERMINATOR)), burst.TERMINATOR, colour)


def control(octets: bytes, kind: int, colour: int = 1) -> bytes:
    """The burst of twelve sealed octets: control block, data header, privacy header …"""
    return burst.data_burst(bptc.encode(octets), kind, colour)


def voice(
    frames: Iterable[bytes],
    messages: Sequence[bytes],
    colour: int = 1,
    secret: bool = False,
    sync: int = burst.BS_VOICE,
) -> Iterator[bytes]:
    """Voice bursts of ``frames`` (27 octets each); each six carry the next of ``messages`` (nine octets) in turn."""
    turn = itertools.cycle([embedded.encode(octets) for octets in messages])
    message = b""
    for number, frame in enumerate(frames):
        letter = number % 6
        if letter == 0:
            message = next(turn)
            yield burst.voice_burst(frame, sync)
        elif letter == 5:
            yield burst.voice_burst(frame, embedded.write_middle(colour, embedded.NONE, 0))
        else:
            signalling = int.from_bytes(message[4 * letter - 4 : 4 * letter], "big")
            part = embedded.PARTS[letter - 1]
            yield burst.voice_burst(frame, embedded.write_middle(colour, part, signalling, secret))


def call(
    src: int,
    dst: int,
    frames: Iterable[bytes],
    *,
    group: bool = True,
    emergency: bool = False,
    key: tuple[int, int] | None = None,
    more: Sequence[bytes] = (),
    colour: int = 1,
) -> Iterator[bytes]:
    """A call: headers, voice, terminator. ``key``: algorithm and key of its encryption; ``more``: alias, position."""
    options = (lc.EMERGENCY if emergency else 0) | (lc.PRIVACY if key else 0)
    octets = lc.call(dst, src, group=group, options=options)
    yield header(octets, colour)
    yield header(octets, colour)
    if key is not None:
        yield control(privacy.write(*key, dst), burst.PRIVACY, colour)
    yield from voice(frames, [octets, *more], colour, key is not None)
    yield terminator(octets, colour)


def alarm(src: int, dst: int) -> bytes:
    """The burst of an emergency alarm without voice."""
    return control(csbk.write(csbk.EMERGENCY_ALARM, dst, src, fid=0x10), burst.CSBK)


def packet(
    src: int,
    dst: int,
    octets: bytes,
    *,
    sap: int = data.IP,
    kind: int = burst.RATE_12,
    sequence: int | None = None,
    group: bool = False,
    colour: int = 1,
    preambles: int = 1,
) -> Iterator[bytes]:
    """A data packet: preambles, header, blocks of ``kind``; confirmed if it has a ``sequence`` number."""
    size = data.SIZES[kind] - (0 if sequence is None else 2)
    blocks, pad = blocks_of(octets, size)
    for left in range(preambles, 0, -1):
        middle = bytes((0x80 | group << 6, min(255, left + len(blocks))))
        yield control(csbk.write(csbk.PREAMBLE, dst, src, middle=middle), burst.CSBK, colour)
    head = data.write_header(dst, src, sap=sap, blocks=len(blocks), pad=pad, group=group, sequence=sequence)
    yield control(head, burst.DATA_HEADER, colour)
    for serial, block in enumerate(blocks):
        whole = block if sequence is None else data.confirmed(block, serial, kind)
        yield burst.data_burst(data.write_block(whole, kind), kind, colour)


def short_text(src: int, dst: int, text: str, *, group: bool = False) -> Iterator[bytes]:
    """A text as defined short data in UTF-16BE. Raises ``ValueError`` for more than fits in 63 blocks."""
    octets = text.encode("utf-16-be")
    blocks, pad = blocks_of(octets, data.SIZES[burst.RATE_12])
    if len(blocks) > 63:
        raise ValueError(f"a text of {len(text)} characters")
    head = data.write_short_header(dst, src, blocks=len(blocks), detail=20, pad=pad * 8, group=group)
    yield control(head, burst.DATA_HEADER)
    for block in blocks:
        yield burst.data_burst(data.write_block(block, burst.RATE_12), burst.RATE_12, colour=1)
