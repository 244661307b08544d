"""Link control: who calls whom and how, nine octets in headers, terminators and inside voice. All opcodes and makers.

Octet 0: protect flag, reserved, opcode (FLCO); octet 1: feature set (FID, 0 is the standard); of a call octet 2 service
options, 3–5 destination, 6–8 source. What a maker's own opcodes mean is known in part only: the rest is kept and named.
Source: ETSI TS 102 361-1 9.1.6, -2 7.1; Capacity Plus, Capacity Max and XPT as read by sdrtrunk and dsd-fme (facts).
"""

from __future__ import annotations

import msgspec

from radio.codec import ProtocolError
from radio.protocols.dmr import bptc, reed
from radio.protocols.dmr.makers import HYTERA, MOTOROLA, STANDARD, maker

OCTETS = 9
GROUP, PRIVATE, ALIAS, ALIAS_1, ALIAS_2, ALIAS_3, GPS = 0, 3, 4, 5, 6, 7, 8
DATA_END = 0x30
"""Terminator of a data call (TD_LC)."""
EMERGENCY, PRIVACY, BROADCAST, OPEN_VOICE = 0x80, 0x40, 0x08, 0x04
"""Service options; the lowest two bits are the priority."""

_CAP_PLUS_GROUP, _CAP_PLUS_PRIVATE, _CAP_MAX_GROUP = 4, 7, 0x10
_SECRET_GROUP, _SECRET_KEY, _CAP_PLUS_SPEAKS = 0x20, 0x21, 0x23
_XPT = 9
_XPT_EMERGENCY = range(250, 255)  # group numbers that are emergency calls there


class LinkControl(msgspec.Struct, frozen=True, kw_only=True):
    """What a link control says. ``kind``: ``call``, ``alias``, ``gps``, ``key``, ``end`` of data, or ``unknown``.

    ``dst`` and ``src`` are 0 where not told. ``emergency`` is the police-relevant bit. ``octets``: all nine.
    """

    octets: bytes
    kind: str
    flco: int
    fid: int
    group: bool = True
    dst: int = 0
    src: int = 0
    options: int = 0
    emergency: bool = False
    encrypted: bool = False

    @property
    def priority(self) -> int:
        """0 (none) to 3."""
        return self.options & 3

    @property
    def broadcast(self) -> bool:
        """Nobody is to answer."""
        return bool(self.options & BROADCAST)

    @property
    def open_voice(self) -> bool:
        """OVCM: everybody on the channel may hear and join."""
        return bool(self.options & OPEN_VOICE)

    @property
    def name(self) -> str:
        """For people: opcode and maker."""
        return f"link control {self.flco:02X} of {maker(self.fid)}"


def read(octets: bytes) -> LinkControl:
    """Nine octets that were proved. Raises :class:`ProtocolError` for another length only."""
    if len(octets) != OCTETS:
        raise ProtocolError(f"link control of {len(octets)} bytes")
    flco, fid = octets[0] & 0x3F, octets[1]
    if fid in STANDARD or fid in HYTERA:
        standard = _standard(octets, flco, fid)
        if standard is not None:
            return standard
    if fid in HYTERA and flco == _XPT:
        dst = int.from_bytes(octets[4:6], "big")
        return _call(octets, True, dst, int.from_bytes(octets[7:9], "big"), 0, dst in _XPT_EMERGENCY)
    if fid == MOTOROLA:
        own = _motorola(octets, flco)
        if own is not None:
            return own
    return LinkControl(octets=octets, kind="unknown", flco=flco, fid=fid)


def _standard(octets: bytes, flco: int, fid: int) -> LinkControl | None:
    if flco in (GROUP, PRIVATE):
        return _plain(octets, flco == GROUP)
    if ALIAS <= flco <= ALIAS_3:
        return LinkControl(octets=octets, kind="alias", flco=flco, fid=fid)
    if flco == GPS:
        return LinkControl(octets=octets, kind="gps", flco=flco, fid=fid)
    if flco == DATA_END:
        dst, src = int.from_bytes(octets[2:5], "big"), int.from_bytes(octets[5:8], "big")
        grouped = bool(octets[8] & 0x80)
        return LinkControl(octets=octets, kind="end", flco=flco, fid=fid, dst=dst, src=src, group=grouped)
    return None


def _motorola(octets: bytes, flco: int) -> LinkControl | None:
    """MOTOTRBO's own: Capacity Plus has 16-bit radios and puts its rest channel where the source's top octet was."""
    if flco in (GROUP, PRIVATE, _CAP_MAX_GROUP):
        return _plain(octets, flco != PRIVATE)
    src = int.from_bytes(octets[7:9], "big")
    if flco in (_CAP_PLUS_GROUP, _CAP_PLUS_PRIVATE):
        private = flco == _CAP_PLUS_PRIVATE
        dst = int.from_bytes(octets[4:6], "big") if private else octets[5]
        return _call(octets, not private, dst, src, octets[2])
    if flco in (_SECRET_GROUP, _CAP_PLUS_SPEAKS):
        return _call(octets, flco == _SECRET_GROUP, int.from_bytes(octets[4:6], "big"), src, octets[2])
    if flco == _SECRET_KEY:
        return LinkControl(octets=octets, kind="key", flco=flco, fid=MOTOROLA, options=octets[2], encrypted=True)
    return None


def _plain(octets: bytes, group: bool) -> LinkControl:
    dst, src = int.from_bytes(octets[3:6], "big"), int.from_bytes(octets[6:9], "big")
    return _call(octets, group, dst, src, octets[2])


def _call(
    octets: bytes, group: bool, dst: int, src: int, options: int, emergency: bool = False
) -> LinkControl:  # fmt: skip
    flco, fid = octets[0] & 0x3F, octets[1]
    return LinkControl(
        octets=octets,
        kind="call",
        flco=flco,
        fid=fid,
        group=group,
        dst=dst,
        src=src,
        options=options,
        emergency=emergency or bool(options & EMERGENCY),
        # the opcode itself says so in systems whose options do not
        encrypted=bool(options & PRIVACY) or (fid == MOTOROLA and flco == _SECRET_GROUP),
    )


def call(dst: int, src: int, *, group: bool = True, options: int = 0, fid: int = 0) -> bytes:
    """The nine octets of a call from ``src`` to ``dst``."""
    flco = GROUP if group else PRIVATE
    return bytes((flco, fid, options)) + dst.to_bytes(3, "big") + src.to_bytes(3, "big")


def from_burst(burst: bytes, mask: int) -> tuple[LinkControl, int] | None:
    """The link control of a header or terminator burst and the bits repaired; ``None`` if none can be proved."""
    for octets, repaired in bptc.candidates(burst):
        if reed.proves(octets, mask):
            return read(octets[:OCTETS]), repaired
    return None
