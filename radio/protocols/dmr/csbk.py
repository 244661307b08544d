"""Control blocks (CSBK): ten octets by which radios and repeaters arrange things. Every emergency among them is told.

Octet 0: last block, protect flag, opcode; octet 1: feature set; of most blocks 4–6 are the target and 7–9 the source.
What is known and of no interest to a dispatcher (a control channel's announcements, preambles) makes no event except
for ``main.py decode``; what a maker made up and nobody has described is kept, with its maker's name.
Source: ETSI TS 102 361-2 7.1.2 and -4 7.1.1; MOTOTRBO's own as MMDVMHost, dvmhost and sdrtrunk read them (facts).
"""

from __future__ import annotations

import msgspec

from radio.events import AnyEvent, EmergencyRaised, Registered, Signal, Undecoded
from radio.protocols.dmr import bptc, crc
from radio.protocols.dmr.makers import HYTERA, MOTOROLA, STANDARD, maker
from radio.protocols.dmr.names import Names

OCTETS = 10
CALL_REQUEST, CALL_ANSWER, ALOHA, AHOY, RANDOM_ACCESS, ANNOUNCEMENT, REFUSAL = 0x04, 0x05, 0x19, 0x1C, 0x1F, 0x28, 0x26
ACTIVATION, PREAMBLE = 0x38, 0x3D
CALL_ALERT, CALL_ALERT_ANSWER, EXTENDED, EMERGENCY_ALARM = 0x1F, 0x20, 0x24, 0x27
"""MOTOTRBO's own opcodes, which other makers' radios send too."""
EMERGENCY = 0x80
"""The topmost service option."""
_ALARMS = STANDARD | HYTERA | {MOTOROLA}
_GRANTS = {
    0x30: "private call granted",
    0x31: "group call granted",
    0x32: "broadcast call granted",
    0x33: "private data granted",
    0x34: "group data granted",
    0x35: "duplex call granted",
    0x36: "duplex data granted",
    0x37: "private data granted",
    0x38: "group data granted",
}
_GROUP_GRANTS = (0x31, 0x32, 0x34, 0x38)
_GRANT_EMERGENCY = 0x02  # of octet 3
_ANSWERS = (0x20, 0x21, 0x22, 0x23)
_REGISTERED = (0x62, 0x65)
_QUIET = {
    0x03: "feature not supported",
    CALL_ANSWER: "answer to a call request",
    0x07: "channel timing",
    ALOHA: "control channel: random access",
    0x1A: "data header of the control channel",
    0x1B: "data header to the control channel",
    0x1E: "activation",
    0x24: "data header of the control channel",
    0x25: "data header to the control channel",
    ANNOUNCEMENT: "control channel: announcement",
    0x2A: "call maintenance",
    0x2E: "channel cleared",
    0x2F: "channel protected",
    0x39: "control channel moves",
}
_QUIET_MOTOROLA = {
    0x19: "Capacity Max control channel",
    0x21: "Capacity Max channel update",
    0x22: "Capacity Max channel update",
    0x29: "data window announced",
    0x2A: "data window granted",
    0x3B: "Capacity Plus neighbours",
    PREAMBLE: "data follows",
    0x3E: "Capacity Plus site status",
}
_QUIET_HYTERA = {0x0A: "XPT site state", 0x0B: "XPT neighbours", 0x19: "control channel", 0x28: "announcement"}
_EXTENDED = {0x00: "radio check", 0x7E: "radio enabled", 0x7F: "radio disabled"}
_ANSWERED = 0x80


class ControlBlock(msgspec.Struct, frozen=True):
    """A control block of ten octets that was proved."""

    octets: bytes

    @property
    def opcode(self) -> int:
        """Six bits."""
        return self.octets[0] & 0x3F

    @property
    def fid(self) -> int:
        """Whose opcode it is."""
        return self.octets[1]

    @property
    def target(self) -> int:
        """The number in octets 4–6."""
        return int.from_bytes(self.octets[4:7], "big")

    @property
    def source(self) -> int:
        """The number in octets 7–9."""
        return int.from_bytes(self.octets[7:10], "big")


def block_of(burst: bytes, mask: int = crc.CSBK) -> ControlBlock | None:
    """The control block of a burst (or the head of a multi-block one); ``None`` if none can be proved."""
    for octets, _ in bptc.candidates(burst):
        if crc.is_sealed(octets, mask):
            return ControlBlock(octets[:OCTETS])
    return None


def write(opcode: int, target: int, source: int, *, fid: int = 0, middle: bytes = b"\0\0", last: bool = True) -> bytes:
    """The twelve octets of a control block; ``middle`` are octets 2 and 3."""
    octets = bytes((last << 7 | opcode, fid)) + middle + target.to_bytes(3, "big") + source.to_bytes(3, "big")
    return crc.sealed(octets, crc.CSBK)


def events_of(block: ControlBlock, names: Names, diagnose: bool = False) -> list[AnyEvent]:
    """What a control block means. ``diagnose``: tell what is of no interest, too."""
    emergency = _emergency(block, names)
    if emergency is not None:
        return [emergency]
    if block.fid in STANDARD:
        events = _standard(block, names)
    elif block.fid == MOTOROLA:
        events = _motorola(block, names)
    else:
        quiet = _QUIET_HYTERA if block.fid in HYTERA else {}
        events = [] if block.opcode in quiet else None
    if events is None:
        why = f"control block {block.opcode:02X} of {maker(block.fid)}"
        return [Undecoded(gateway=names.gateway, radio=None, raw=block.octets.hex(), why=why)]
    if not events and diagnose:
        return [_signal(block, names, _word(block))]
    return events


def _emergency(block: ControlBlock, names: Names) -> EmergencyRaised | None:
    """The alarm itself, or a request or grant whose service options say emergency."""
    radio, opcode = names.radio(block.source), block.opcode
    if opcode == EMERGENCY_ALARM and block.fid in _ALARMS:
        to = names.group(block.target)
        return EmergencyRaised(gateway=names.gateway, radio=radio, by="button", to=to)
    if block.fid not in STANDARD:
        return None
    if opcode in (CALL_REQUEST, RANDOM_ACCESS, AHOY) and block.octets[2] & EMERGENCY:
        grouped = opcode == RANDOM_ACCESS and block.octets[3] & 15 in (1, 3, 5)  # service kinds of groups
        to = names.to(block.target, grouped)
    elif opcode in _GRANTS and block.octets[3] & _GRANT_EMERGENCY and not _is_activation(block):
        to = names.to(block.target, opcode in _GROUP_GRANTS)
    else:
        return None
    return EmergencyRaised(gateway=names.gateway, radio=radio, by="call", to=to)


def _is_activation(block: ControlBlock) -> bool:
    """38 is a repeater's wake-up in conventional channels, a grant in trunked ones: a grant names its channel."""
    return block.opcode == ACTIVATION and block.octets[2:4] == b"\0\0"


def _standard(block: ControlBlock, names: Names) -> list[AnyEvent] | None:
    opcode = block.opcode
    if opcode in _QUIET or opcode in _GRANTS or opcode in (PREAMBLE, AHOY, RANDOM_ACCESS):
        return []
    if opcode == CALL_REQUEST:
        return [_signal(block, names, f"asks radio {block.target} for a call")]
    if opcode == REFUSAL:
        return [_signal(block, names, f"refuses radio {block.target}: reason {block.octets[3]:02X}")]
    if opcode in _ANSWERS:
        reason = (block.octets[2] & 1) << 7 | block.octets[3] >> 1
        if reason in _REGISTERED:  # the network says so to the radio it names
            return [Registered(gateway=names.gateway, radio=names.radio(block.target))]
        return []
    return None


def _motorola(block: ControlBlock, names: Names) -> list[AnyEvent] | None:
    opcode = block.opcode
    if opcode in _QUIET_MOTOROLA:
        return []
    if opcode == CALL_ALERT:
        return [_signal(block, names, f"calls radio {block.target} (call alert)")]
    if opcode == CALL_ALERT_ANSWER:
        return [_signal(block, names, f"confirms the call alert of radio {block.target}")]
    if opcode == EXTENDED:
        function = block.octets[3]
        what = _EXTENDED.get(function & ~_ANSWERED)
        if what is not None:
            return [_signal(block, names, f"{what}, {'answered' if function & _ANSWERED else 'asked'}")]
    return None


def _signal(block: ControlBlock, names: Names, word: str) -> Signal:
    return Signal(gateway=names.gateway, radio=names.radio(block.source), link=word)


def _word(block: ControlBlock) -> str:
    opcode = block.opcode
    if opcode == PREAMBLE:
        return f"data for {block.target} follows in {block.octets[3]} blocks"
    if _is_activation(block):
        return f"wakes repeater {block.target}"
    if block.fid in HYTERA:
        return _QUIET_HYTERA[opcode]
    if block.fid == MOTOROLA:
        return _QUIET_MOTOROLA[opcode]
    words = {**_QUIET, **_GRANTS, AHOY: "control channel asks", RANDOM_ACCESS: "asks the control channel"}
    return words.get(opcode, "answer of the control channel")
