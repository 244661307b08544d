"""What a radio says of its encryption: the privacy header before a call, and the names of algorithms.

Nothing is ever decrypted here; an encrypted call is told as such and its frames are kept as they came.
Source: ETSI TS 102 361-1 9.1.8 (header), algorithm numbers as sdrtrunk and dsd-fme have them (facts).
"""

from __future__ import annotations

from radio.protocols.dmr import bptc, crc

UNKNOWN = "privacy"
"""Encrypted, and no more is told."""
_ALGORITHMS = {
    0x01: "basic privacy",
    0x02: "ARC4",
    0x21: "ARC4",
    0x22: "DES",
    0x24: "AES-128",
    0x25: "AES-256",
    0x26: "ARC4",
}


def told(algorithm: int, key: int) -> str:
    """``AES-256 key 3``."""
    return f"{_ALGORITHMS.get(algorithm, f'algorithm {algorithm:02X}')} key {key}"


def header_of(burst: bytes) -> str | None:
    """Algorithm and key of a privacy header burst; ``None`` if it cannot be proved."""
    for octets, _ in bptc.candidates(burst):
        if crc.is_sealed(octets, crc.PI):
            return told(octets[0], octets[2])
    return None


def write(algorithm: int, key: int, dst: int, initial: int = 0, fid: int = 0x10) -> bytes:
    """The twelve octets of a privacy header; ``initial``: the 32-bit initialisation vector."""
    octets = bytes((algorithm, fid, key)) + initial.to_bytes(4, "big") + dst.to_bytes(3, "big")
    return crc.sealed(octets, crc.PI)
