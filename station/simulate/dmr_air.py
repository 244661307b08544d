"""DMR's air interface from the radio's side: what a radio says, coded into bursts of 33 octets. Writes, reads nothing.

Made apart from the product's reader: all codes by division of polynomials, bit by bit, slow and plain.
Source: ETSI TS 102 361-1 clauses 6, 8, 9 and annex B; -2 clause 7.1 (link control, control blocks).
"""

from __future__ import annotations

VOICE_SYNC, DATA_SYNC = 0x755FD7DF75F7, 0xDFF57D75DF5D
PRIVACY, HEADER, TERMINATOR, CONTROL, DATA_HEADER, RATE_12 = 0, 1, 2, 3, 6, 7
"""Data types."""
COLOUR = 1
EMERGENCY, SECRET = 0x80, 0x40
"""Service options."""
SEVEN, UTF_8, UTF_16 = 0, 2, 3
"""Formats of a talker's alias."""
_PREAMBLE, _ALARM, _MOTOROLA = 0x3D, 0x27, 0x10
_UTF_16_BE = 20
_RADIOS = 12
"""First octet of the addresses that radios' numbers become."""
_PARTS = (1, 3, 3, 2)  # first, between, between, last


def remainder(value: int, checks: int, generator: int) -> int:
    """What is left of ``value`` followed by ``checks`` zero bits, divided by ``generator``."""
    rest = value << checks
    while rest.bit_length() > checks:
        rest ^= generator << rest.bit_length() - generator.bit_length()
    return rest


def _bits(value: int, width: int) -> list[int]:
    return [value >> width - 1 - n & 1 for n in range(width)]


def _number(bits: list[int]) -> int:
    return int("".join(map(str, bits)), 2)


def _even(word: int) -> int:
    """A word with the bit behind it that makes its ones even."""
    return word << 1 | word.bit_count() & 1


def _hamming(bits: list[int]) -> list[int]:
    """Four bits behind up to eleven."""
    return bits + _bits(remainder(_number(bits), 4, 0b10011), 4)


# --- checks


def crc16(octets: bytes, mask: int) -> bytes:
    """Octets with their CRC-CCITT, inverted and masked."""
    check = remainder(int.from_bytes(octets, "big"), 16, 0x11021) ^ 0xFFFF ^ mask
    return octets + check.to_bytes(2, "big")


def crc32(octets: bytes) -> bytes:
    """An even number of octets with their CRC-32: over swapped pairs, sent least octet first."""
    swapped = bytes(octets[n ^ 1] for n in range(len(octets)))
    return octets + remainder(int.from_bytes(swapped, "big"), 32, 0x104C11DB7).to_bytes(4, "little")


def reed_solomon(octets: bytes, mask: int) -> bytes:
    """Nine octets and three checks over GF(256), each check masked."""
    checks = [0, 0, 0]
    for octet in octets:
        first = octet ^ checks[0]
        checks = [_times(factor, first) ^ after for factor, after in zip((14, 56, 64), (*checks[1:], 0), strict=True)]
    return octets + bytes(check ^ mask for check in checks)


def _times(a: int, b: int) -> int:
    product = 0
    for bit in range(8):
        product ^= (b << bit) * (a >> bit & 1)
    for bit in range(14, 7, -1):
        product ^= (0x11D << bit - 8) * (product >> bit & 1)
    return product


# --- bursts


def _product(octets: bytes) -> list[int]:
    """BPTC(196,96) of twelve octets: rows and columns of a matrix of 13 × 15, sent in steps of 181."""
    bits = [0, 0, 0, *_bits(int.from_bytes(octets, "big"), 96)]
    rows = [_hamming(bits[11 * row : 11 * row + 11]) for row in range(9)]
    columns = [_hamming(list(column)) for column in zip(*rows, strict=True)]
    matrix = [0, *(bit for row in zip(*columns, strict=True) for bit in row)]
    sent = [0] * 196
    for n, bit in enumerate(matrix):
        sent[181 * n % 196] = bit
    return sent


def data_burst(octets: bytes, kind: int) -> bytes:
    """A data burst of twelve octets."""
    slot_type = _even(remainder(COLOUR << 4 | kind, 11, 0xC75) | (COLOUR << 4 | kind) << 11)
    information, middle = _product(octets), _bits(slot_type, 20)
    bits = information[:98] + middle[:10] + _bits(DATA_SYNC, 48) + middle[10:] + information[98:]
    return _number(bits).to_bytes(33, "big")


def voice_burst(frames: bytes, letter: int, message: list[int], secret: bool = False) -> bytes:
    """Burst ``letter`` 0 (A) to 5 (F) of 27 octets of voice; ``message``: :func:`embedded`, spread over B to E."""
    middle = VOICE_SYNC
    if letter:
        part = _PARTS[letter - 1] if letter < 5 else 0
        told = COLOUR << 3 | (secret and letter < 5) << 2 | part
        emb = _even(remainder(told, 8, 0x139) | told << 8)
        signalling = _number(message[32 * letter - 32 : 32 * letter]) if letter < 5 else 0
        middle = emb >> 8 << 40 | signalling << 8 | emb & 0xFF
    bits = int.from_bytes(frames, "big")
    return (bits >> 108 << 156 | middle << 108 | bits & (1 << 108) - 1).to_bytes(33, "big")


def embedded(octets: bytes) -> list[int]:
    """The 128 bits in which bursts B to E carry nine octets of link control."""
    bits, check = _bits(int.from_bytes(octets, "big"), 72), _bits(sum(octets) % 31, 5)
    rows = [bits[:11], bits[11:22]]
    rows += [[*bits[22 + 10 * row : 32 + 10 * row], check[row]] for row in range(5)]
    words = [_bits(_even(_number(_hamming(row))), 16) for row in rows]
    words.append([sum(column) & 1 for column in zip(*words, strict=True)])
    return [bit for column in zip(*words, strict=True) for bit in column]


# --- what is said


def call(src: int, dst: int, options: int = 0) -> bytes:
    """Link control of a group call."""
    return bytes((0, 0, options)) + dst.to_bytes(3, "big") + src.to_bytes(3, "big")


def header(link_control: bytes) -> bytes:
    """The burst before a call."""
    return data_burst(reed_solomon(link_control, 0x96), HEADER)


def terminator(link_control: bytes) -> bytes:
    """The burst behind it."""
    return data_burst(reed_solomon(link_control, 0x99), TERMINATOR)


def privacy(dst: int, algorithm: int, key: int, initial: int) -> bytes:
    """The burst that names the key of a call to a group."""
    octets = bytes((algorithm, _MOTOROLA, key)) + initial.to_bytes(4, "big") + dst.to_bytes(3, "big")
    return data_burst(crc16(octets, 0x6969), PRIVACY)


def alias(text: str, form: int) -> list[bytes]:
    """Link controls that name the talker, as many as the text needs; cut to 217 bits."""
    size = {SEVEN: 7, UTF_8: 8, UTF_16: 16}[form]
    coded = text.encode({SEVEN: "ascii", UTF_8: "utf-8", UTF_16: "utf-16-be"}[form])
    step = 2 if form == UTF_16 else 1
    units = [int.from_bytes(coded[at : at + step], "big") for at in range(0, len(coded), step)]
    bits = [] if form == SEVEN else [0]
    for unit in units[: (217 - len(bits)) // size]:
        bits += _bits(unit, size)
    length = (len(bits) - (form != SEVEN)) // size
    bits = _bits(form, 2) + _bits(length, 5) + bits
    blocks = [(bits[at : at + 56] + [0] * 56)[:56] for at in range(0, len(bits), 56)]
    return [bytes((4 + n, 0)) + _number(block).to_bytes(7, "big") for n, block in enumerate(blocks)]


def place(lat: float, lon: float) -> bytes:
    """Link control that tells where the talker is, within 20 m."""
    east, north = round(lon / 360 * 2**25) % 2**25, round(lat / 180 * 2**24) % 2**24
    return bytes((8, 0)) + (1 << 49 | east << 24 | north).to_bytes(7, "big")


def alarm(src: int, dst: int) -> bytes:
    """The burst of an emergency alarm, as MOTOTRBO has it."""
    return _control(0x80 | _ALARM, _MOTOROLA, b"\0\0", dst, src)


def _control(opcode: int, fid: int, middle: bytes, dst: int, src: int) -> bytes:
    octets = bytes((opcode, fid)) + middle + dst.to_bytes(3, "big") + src.to_bytes(3, "big")
    return data_burst(crc16(octets, 0xA5A5), CONTROL)


def short_text(src: int, dst: int, text: str, preambles: int = 2) -> list[tuple[int, bytes]]:
    """A text to a radio as defined short data: data types and bursts. Up to 370 characters."""
    whole, padding = _padded(text.encode("utf-16-be"))
    count = len(whole) // 12
    first, last = bytes((count & 0x30 | 0x0D, 0xA0 | count & 15)), bytes((_UTF_16_BE << 2 | 1, padding * 8))
    return _packet(src, dst, first, last, whole, preambles)


def datagram(src: int, dst: int, port: int, payload: bytes, preambles: int = 2) -> list[tuple[int, bytes]]:
    """A UDP datagram from one radio to another in blocks that nobody confirms: data types and bursts."""
    udp = port.to_bytes(2, "big") * 2 + (8 + len(payload)).to_bytes(2, "big") + bytes(2) + payload
    head = bytes((0x45, 0)) + (20 + len(udp)).to_bytes(2, "big") + bytes((0, 0, 0, 0, 64, 17))
    ends = b"".join(bytes((_RADIOS,)) + number.to_bytes(3, "big") for number in (src, dst))
    total = sum(int.from_bytes((head + ends)[at : at + 2], "big") for at in range(0, len(head + ends), 2))
    check = 0xFFFF - (total + total // 0xFFFF) % 0x10000 if total % 0xFFFF else 0xFFFF
    whole, padding = _padded(head + check.to_bytes(2, "big") + ends + udp)
    first = bytes((padding & 0x10 | 2, 0x40 | padding & 15))
    return _packet(src, dst, first, bytes((0x80 | len(whole) // 12, 8)), whole, preambles)


def _padded(octets: bytes) -> tuple[bytes, int]:
    """Whole blocks that end in a CRC-32, and how much of them is padding."""
    padding = -(len(octets) + 4) % 12
    return crc32(octets + bytes(padding)), padding


def _packet(
    src: int, dst: int, first: bytes, last: bytes, whole: bytes, preambles: int
) -> list[tuple[int, bytes]]:  # fmt: skip
    count = len(whole) // 12
    bursts = [
        (CONTROL, _control(0x80 | _PREAMBLE, 0, bytes((0x80, count + left)), dst, src))
        for left in range(preambles, 0, -1)
    ]
    head = first + dst.to_bytes(3, "big") + src.to_bytes(3, "big") + last
    bursts.append((DATA_HEADER, data_burst(crc16(head, 0xCCCC), DATA_HEADER)))
    return bursts + [(RATE_12, data_burst(whole[at : at + 12], RATE_12)) for at in range(0, len(whole), 12)]
