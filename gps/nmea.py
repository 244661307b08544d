"""Cuts NMEA 0183 sentences out of whatever a serial port gives: glued, torn, wrapped in control characters, noise.

Knows framing and checksums, not what a sentence means. Radios put STX before ``$`` and ETX or digits between
sentences; NMEA 4 puts ``\\s:…*hh\\`` tag blocks there; none of that is an error. A sentence ends with its checksum, so
two glued ones are two. Source: NMEA 0183 as public references
describe it (P. Bennett's NMEA FAQ), and ports of radios as captured in the tests of robo-w/kenwood-gps-converter.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import xor

import msgspec

MAX_SENTENCE = 1024  # characters; the standard says 82, receivers send more
_BETWEEN = re.compile(rb"[\x00-\x20\x7f0-9]*\Z")  # what radios put between sentences
_WHOLE = re.compile(rb"\$([^$*\r\n]{1,1000})\*([0-9A-Fa-f]{2})[\r\n]*")  # nothing torn: taken in one step
_HEX = b"0123456789ABCDEFabcdef"

STX = b"\x02"
DELIMITERS = ord("$") ^ ord("*")
"""Kenwood dPMR radios that wrap their sentences in STX count ``$`` and ``*`` in (every line of a public capture)."""


class Sentence(msgspec.Struct, frozen=True):
    """The text between ``$`` (or ``!``) and ``*``, start character included; ``checked``: it had a right checksum."""

    text: str
    checked: bool


class Fault(msgspec.Struct, frozen=True):
    """Bytes that were no sentence, and why."""

    raw: bytes
    why: str


class Framer:
    """Feed it bytes in any cut; it gives sentences and faults in order, the same for every cut.

    ``checksums``: ``strict``, ``lenient`` (may be missing, never wrong) or ``off`` (not judged: anonymised captures).
    """

    def __init__(self, checksums: str = "strict") -> None:
        self._strict = checksums == "strict"
        self._judged = checksums != "off"
        self._line = bytearray()  # since the last $ (or ! outside a sentence)
        self._junk = bytearray()  # since the last sentence, outside any

    @property
    def waiting(self) -> bool:
        """A sentence has begun and not ended."""
        return bool(self._line)

    def feed(self, data: bytes) -> list[Sentence | Fault]:
        """What ``data`` finished."""
        found: list[Sentence | Fault] = []
        at = 0
        while at < len(data):
            whole = None if self._line or self._junk else _WHOLE.match(data, at)
            if whole is not None and checksum(whole[1]) == int(whole[2], 16):
                found.append(Sentence(_text(whole[0][: whole.end(1) - at]), True))
                at = whole.end()
            else:
                self._take(data[at], found)
                at += 1
        return found

    def flush(self) -> list[Sentence | Fault]:
        """The line went quiet: what is left is all there will be."""
        found: list[Sentence | Fault] = []
        self._end_line(found)
        return found

    def _take(self, byte: int, found: list[Sentence | Fault]) -> None:
        line = self._line
        if byte == 0x24 or (byte == 0x21 and not line):
            if len(line) > 1:
                self._finish(found, "cut off by the next sentence")
            line[:] = bytes((byte,))
        elif byte in b"\r\n":
            self._end_line(found)
        elif not line:
            self._junk.append(byte)
            if len(self._junk) >= MAX_SENTENCE:
                self._drop_junk(found)
        else:
            line.append(byte)
            if len(line) > 3 and line[-3] == 0x2A:
                self._finish(found, "")
            elif len(line) > MAX_SENTENCE:
                found.append(Fault(bytes(line), "longer than any sentence"))
                line.clear()

    def _end_line(self, found: list[Sentence | Fault]) -> None:
        if self._line:
            self._finish(found, "no checksum" if b"*" not in self._line else "checksum cut off")
        self._drop_junk(found)

    def _drop_junk(self, found: list[Sentence | Fault]) -> None:
        if not _BETWEEN.match(self._junk):
            found.append(Fault(bytes(self._junk), "no sentence"))
        self._junk.clear()

    def _finish(self, found: list[Sentence | Fault], why: str) -> None:
        line = bytes(self._line)
        wrapped = self._junk.endswith(STX)
        self._line.clear()
        self._junk.clear()  # whatever stood before a sentence is its wrapping
        body, star, told = line.partition(b"*")
        text = _text(body)
        if why:
            if why == "no checksum" and not self._strict and len(text) > 1:
                found.append(Sentence(text, False))
            else:
                found.append(Fault(line, why))
        elif len(told) != 2 or told[0] not in _HEX or told[1] not in _HEX:
            found.append(Fault(line, "checksum is not hex"))
        elif (right := checksum(line[1 : -len(star + told)])) != int(told, 16):
            if wrapped and line.startswith(b"$PK") and right ^ DELIMITERS == int(told, 16):
                found.append(Sentence(text, True))
            elif self._judged:
                found.append(Fault(line, f"checksum {told.decode()} where {right:02X} is right"))
            else:
                found.append(Sentence(text, False))
        else:
            found.append(Sentence(text, True))


def _text(body: bytes) -> str:
    return body.rstrip(b"\x00\x02\x03\x04 ").decode("latin-1")


def checksum(body: bytes) -> int:
    """Exclusive or of what stands between ``$`` and ``*``."""
    return reduce(xor, body, 0)
