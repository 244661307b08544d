"""Feature set ids: whose extension of DMR a block belongs to.

Source: ETSI's list of manufacturers' ids as sdrtrunk has it (facts).
"""

from __future__ import annotations

MOTOROLA, CONNECT_PLUS, HYTERA_OLD, HYTERA_NEW = 0x10, 0x06, 0x08, 0x68
STANDARD = frozenset({0x00})
HYTERA = frozenset({HYTERA_OLD, HYTERA_NEW})

_NAMES = {
    0x00: "the standard",
    0x04: "Fylde Micro",
    0x05: "PROD-EL",
    0x06: "Motorola Connect Plus",
    0x07: "Radiodata",
    0x08: "Hytera",
    0x09: "Aselsan",
    0x0A: "Kirisun",
    0x0B: "the DMR Association",
    0x0C: "Sepura",
    0x0D: "the Italian Red Cross",
    0x10: "Motorola",
    0x13: "the Italian Ministry of the Interior",
    0x1C: "EMC",
    0x20: "EMC",
    0x33: "JVC Kenwood",
    0x3C: "Radio Activity",
    0x54: "ZTE",
    0x58: "Tait",
    0x68: "Hytera",
    0x77: "Vertex Standard",
    0x78: "Simoco",
    0x88: "Hytera",
}


def maker(fid: int) -> str:
    """A maker's name with the id, as it goes into sentences."""
    return f"{_NAMES.get(fid, 'an unknown maker')} (feature set {fid:02X})"
