"""The messages of the homebrew repeater protocol as bytes: nothing here knows a conversation.

All are ASCII tags followed by big-endian fields; the repeater's id is 4 bytes, radios and talk-groups are 3. Facts from
captures and from programs that were run against it (MMDVM hosts, DMRGateway, hblink3); no standard exists.
"""

from __future__ import annotations

import hashlib

import msgspec

from radio.codec import ProtocolError

DMRD_SIZES = (53, 55, 71)  # bare; with bit errors and RSSI; with a trunking gateway's UUID behind
_LONGEST = 400
_SLOT_2, _PRIVATE, _DATA, _SYNC = 0x80, 0x40, 0x20, 0x10


class Dmrd(msgspec.Struct, frozen=True):
    """One burst on its way. ``sort``: ``voice`` (``value`` 1–5: bursts B–F), ``sync`` (burst A) or ``data``.

    For ``data``, ``value`` is the DMR data type. ``stream`` is opaque and may be 0. ``ber`` counts bit errors of the
    burst, ``rssi`` is in dBm; ``None`` where it was not sent.
    """

    seq: int
    src: int
    dst: int
    repeater: int
    slot: int
    group: bool
    sort: str
    value: int
    stream: int
    burst: bytes
    ber: int | None = None
    rssi: float | None = None


def read_dmrd(data: bytes) -> Dmrd:
    """``DMRD`` seq1 src3 dst3 repeater4 flags1 stream4 burst33 [errors1 rssi1 [uuid16]]."""
    if len(data) not in DMRD_SIZES or data[:4] != b"DMRD":
        raise ProtocolError(f"DMRD of {len(data)} bytes")
    flags = data[15]
    if flags & _DATA and flags & _SYNC:
        raise ProtocolError(f"DMRD with flags {flags:02x}")
    sort = "data" if flags & _DATA else "sync" if flags & _SYNC else "voice"
    longer = len(data) > 53
    return Dmrd(
        seq=data[4],
        src=int.from_bytes(data[5:8], "big"),
        dst=int.from_bytes(data[8:11], "big"),
        repeater=int.from_bytes(data[11:15], "big"),
        slot=2 if flags & _SLOT_2 else 1,
        group=not flags & _PRIVATE,
        sort=sort,
        value=flags & 0x0F,
        stream=int.from_bytes(data[16:20], "big"),
        burst=data[20:53],
        ber=data[53] if longer else None,
        rssi=-float(data[54]) if longer and data[54] else None,
    )


def write_dmrd(told: Dmrd) -> bytes:
    """Always the 55-byte form: DMRGateway drops the 53-byte one without a word."""
    flags = (_SLOT_2 if told.slot == 2 else 0) | (0 if told.group else _PRIVATE) | told.value
    flags |= {"data": _DATA, "sync": _SYNC, "voice": 0}[told.sort]
    head = b"DMRD" + bytes([told.seq & 0xFF]) + told.src.to_bytes(3, "big") + told.dst.to_bytes(3, "big")
    tail = bytes([told.ber or 0, min(255, round(-told.rssi)) if told.rssi else 0])
    middle = told.repeater.to_bytes(4, "big") + bytes([flags]) + told.stream.to_bytes(4, "big")
    return head + middle + told.burst + tail


def readdressed(data: bytes, repeater: int) -> bytes:
    """A DMRD for another repeater: its id in bytes 11–14, never longer than 55 bytes."""
    return data[:11] + repeater.to_bytes(4, "big") + (data[15:55] + bytes(2))[:40]


class Alias(msgspec.Struct, frozen=True):
    """A piece of a talker alias (DMRA, ``block`` 0–3) or a GPS LC (DMRG, ``block`` ``None``) of radio ``src``.

    ``octets`` are the last 7 of the link control; fewer where the sender cut them (DMRGateway does).
    """

    src: int
    block: int | None
    octets: bytes


def read_alias(data: bytes, repeater: int | None = None) -> Alias:
    """``DMRA`` [id4] src3 block1 octets, ``DMRG`` [id4] src3 octets; the length tells whether the id is there.

    DMRGateway puts the id in and cuts as much off the end: known by the id of the ``repeater`` that sent it.
    """
    tag, body = data[:4], data[4:]
    whole = {b"DMRA": (11, 15), b"DMRG": (10, 14)}[tag]  # without and with the id
    if not whole[0] <= len(body) <= whole[1]:
        raise ProtocolError(f"{tag.decode()} of {len(data)} bytes")
    cut = len(body) == whole[0] and repeater is not None and body[:4] == repeater.to_bytes(4, "big")
    if cut or len(body) == whole[1]:
        body = body[4:]
    src = int.from_bytes(body[:3], "big")
    if tag == b"DMRG":
        return Alias(src, None, body[3:10])
    if body[3] > 3:
        raise ProtocolError(f"talker alias block {body[3]}")
    return Alias(src, body[3], body[4:11])


# The login


def tagged(tag: bytes, repeater: int, rest: bytes = b"") -> bytes:
    """``tag`` and the repeater's id."""
    return tag + repeater.to_bytes(4, "big") + rest


def digest(salt: bytes, password: str) -> bytes:
    """What proves the password: SHA-256 of the master's 4 bytes and it."""
    return hashlib.sha256(salt + password.encode()).digest()


_FIELDS = (
    ("callsign", 8),
    ("rx", 9),
    ("tx", 9),
    ("power", 2),
    ("colour", 2),
    ("lat", 8),
    ("lon", 9),
    ("height", 3),
    ("location", 20),
    ("description", 19),
    ("slots", 1),
    ("url", 124),
    ("software", 40),
    ("package", 40),
)
CONFIG_SIZE = 8 + sum(width for _, width in _FIELDS)


def write_config(repeater: int, **told: str) -> bytes:
    """``RPTC``: what a repeater says of itself, each field padded with spaces or cut to its width."""
    body = b"".join(told.get(name, "").encode("ascii", "replace")[:width].ljust(width) for name, width in _FIELDS)
    return tagged(b"RPTC", repeater, body)


def read_config(data: bytes) -> dict[str, str]:
    """The fields of an ``RPTC``, stripped."""
    if len(data) != CONFIG_SIZE or data[:4] != b"RPTC":
        raise ProtocolError(f"RPTC of {len(data)} bytes, needs {CONFIG_SIZE}")
    told, at = {}, 8
    for name, width in _FIELDS:
        told[name] = data[at : at + width].decode("ascii", "replace").strip(" \0")
        at += width
    return told


def repeater_of(data: bytes, at: int) -> int:
    """The 4-byte id at ``at``. Raises :class:`ProtocolError`."""
    if len(data) < at + 4 or len(data) > _LONGEST:
        raise ProtocolError(f"{data[:7]!r} of {len(data)} bytes")
    return int.from_bytes(data[at : at + 4], "big")
