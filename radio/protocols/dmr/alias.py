"""Talker alias: the name a radio sends of its user, in four link controls inside voice, in any of four encodings.

The header carries format (2 bits), length in characters (5), and 49 bits of text; three blocks carry 56 bits each. In
all formats but the 7-bit one the first of the 49 bits is unused. Radios send them in turn, block by block, seconds
apart: what has come is shown, with "…" for what has not.
Source: ETSI TS 102 361-2 7.1.1.4 and 7.1.1.5; proved on the open vectors.
"""

from __future__ import annotations

from radio.protocols.dmr.lc import ALIAS, ALIAS_3, OCTETS

SEVEN, EIGHT, UTF_8, UTF_16 = range(4)
"""Formats: 7-bit ASCII, ISO 8859-1, UTF-8, UTF-16BE."""
_ENCODINGS = {EIGHT: "latin-1", UTF_8: "utf-8", UTF_16: "utf-16-be"}
_SIZES = {SEVEN: 7, EIGHT: 8, UTF_8: 8, UTF_16: 16}  # bits of a character, of UTF-8 of an octet
_HEADER, _BLOCK = 49, 56
_BITS = _HEADER + 3 * _BLOCK
LONGEST = 31
MISSING = "…"


class TalkerAlias:
    """Collects the blocks of one talker. Make a new one for each."""

    def __init__(self) -> None:
        self._format = -1
        self._length = 0
        self._blocks: dict[int, int] = {}
        self.text = ""
        """What is known so far; empty without the header, which says how to read the rest."""

    def take(self, octets: bytes) -> bool:
        """Nine octets of FLCO 4–7. Whether ``text`` changed."""
        which = (octets[0] & 0x3F) - ALIAS
        value = int.from_bytes(octets[2:], "big")
        if which == 0:
            if self._blocks.get(0, value) != value:
                self._blocks.clear()  # another name: blocks of the last one must not end up in it
            self._format, self._length = octets[2] >> 6, octets[2] >> 1 & 0x1F
        if not 0 <= which <= ALIAS_3 - ALIAS:
            return False
        self._blocks[which] = value
        text = self._read()
        changed, self.text = text != self.text, text
        return changed

    def _read(self) -> str:
        if self._format < 0 or 0 not in self._blocks:
            return ""
        whole, known = self._blocks[0] & (1 << _HEADER) - 1, (1 << _HEADER) - 1
        for which in (1, 2, 3):
            whole = whole << _BLOCK | self._blocks.get(which, 0)
            known = known << _BLOCK | ((1 << _BLOCK) - 1 if which in self._blocks else 0)
        size = _SIZES[self._format]
        offset = 0 if self._format == SEVEN else 1
        units = min(self._length or LONGEST, (_BITS - offset) // size)
        mask = (1 << size) - 1
        if self._format == UTF_8:
            units = self._octets(whole, known, units)
        runs: list[list[int]] = [[]]  # known characters; between two runs something is missing
        for unit in range(units):
            shift = _BITS - offset - (unit + 1) * size
            if known >> shift & mask == mask:
                runs[-1].append(whole >> shift & mask)
            elif runs[-1] or len(runs) == 1:
                runs.append([])
        text = MISSING.join(_shown(_text(run, self._format)) for run in runs)
        return "" if text == MISSING else text

    def _octets(self, whole: int, known: int, units: int) -> int:
        """Of UTF-8: some radios give the length in octets, others in characters, which are fewer."""
        data = whole.to_bytes((_BITS + 7) // 8, "big")[1:]
        there = known.to_bytes((_BITS + 7) // 8, "big")[1:]
        while (
            units < len(data)
            and all(there[: units + 1])
            and data[units]
            and len(data[:units].decode("utf-8", "ignore")) < self._length
        ):
            units += 1
        return units


def _text(units: list[int], form: int) -> str:
    if form == SEVEN:
        return "".join(map(chr, units))
    return b"".join(unit.to_bytes(_SIZES[form] // 8, "big") for unit in units).decode(_ENCODINGS[form], "ignore")


def _shown(text: str) -> str:
    """Up to the first NUL, without control characters."""
    return "".join(sign for sign in text.split("\0", 1)[0] if sign.isprintable()).strip()


def write(text: str, form: int) -> list[bytes]:
    """The link controls (nine octets each) that carry ``text``, cut to what fits. Raises ``UnicodeEncodeError``."""
    size, offset = _SIZES[form], 0 if form == SEVEN else 1
    room = (_BITS - offset) // size
    if form == SEVEN:
        units = list(text.encode("ascii"))
    else:
        data, step = text.encode(_ENCODINGS[form]), size // 8
        units = [int.from_bytes(data[at : at + step], "big") for at in range(0, len(data), step)]
    units = units[: min(room, LONGEST)]
    value = 0
    for unit in units:
        value = value << size | unit
    value <<= _BITS - offset - size * len(units)
    header = form << 54 | len(units) << 49 | value >> 3 * _BLOCK
    blocks = [header, *(value >> shift & (1 << _BLOCK) - 1 for shift in (2 * _BLOCK, _BLOCK, 0))]
    while len(blocks) > 1 and not blocks[-1]:
        blocks.pop()
    return [bytes((ALIAS + which, 0)) + block.to_bytes(OCTETS - 2, "big") for which, block in enumerate(blocks)]
