"""Cuts what a TETRA radio's serial port says into lines, however untidily it says it.

Tolerates CR, LF, both or neither; no space after the colon; a header going on in a line that starts with a comma;
``+CTSDSR`` data on the next line, an odd number of nibbles, or glued to the header; a ``> `` prompt; our own payload
come back between a header and its data; noise.
Source: EN 300 392-5 (AT commands) and deviations in the logs of ftl/tetra-pei and svxlink's TetraLogic.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from radio.codec import Now
from radio.protocols.sds import header

MAX_LINE = 8192  # characters: a 2047-bit SDS takes 512
PATIENCE = 0.5  # s of quiet after which a header without its data, or a torn line, is given up
CONTINUES = 0.1  # s in which the rest of a short +CTICN may come on a line of its own
WHOLE_CTICN = 12  # fields
_CODE = re.compile(r"\+([A-Za-z]{2,10})\s*[:?=]?\s*(.*)\Z", re.DOTALL)


class Line(msgspec.Struct):
    """One logical line. ``name`` of a ``+NAME:`` code, else empty; ``data`` of a ``+CTSDSR``; ``why``: a fault."""

    text: str
    name: str = ""
    fields: list[str] = []
    data: bytes | None = None
    why: str = ""


def read_line(text: str) -> Line:
    """A line without its terminators."""
    match = _CODE.match(text)
    if match is None:
        return Line(text)
    return Line(text, match[1].upper(), [field.strip().strip('"') for field in match[2].split(",")])


class Lines:
    """Feed it bytes in any cut; it gives logical lines in order, the same for every cut.

    ``ours`` knows a line that is what we wrote, come back.
    """

    def __init__(self, ours: Callable[[str], bool] = lambda text: False) -> None:
        self._ours = ours
        self._buffer = bytearray()
        self._header: Line | None = None  # a +CTSDSR that waits for its data, or a short +CTICN for its rest
        self._heard = 0.0

    def feed(self, data: bytes, now: Now) -> list[Line]:
        """What ``data`` finished."""
        self._heard = now.mono
        found: list[Line] = []
        for byte in data:
            if byte in b"\r\n\x1a":
                self._end(found)
            elif byte == 0x3E and not self._buffer:
                continue  # the prompt before a payload: we have sent it already
            elif byte != 0:
                self._buffer.append(byte)
                if len(self._buffer) > MAX_LINE:
                    found.append(Line("", why=f"a line of more than {MAX_LINE} characters"))
                    self._buffer.clear()
        return found

    def tick(self, now: Now) -> list[Line]:
        """The line went quiet: nothing more will come of what waits."""
        found: list[Line] = []
        quiet = now.mono - self._heard
        if quiet < PATIENCE:
            if quiet >= CONTINUES and self._header is not None and self._header.name != "CTSDSR":
                self._release(found)
            return found
        self._end(found)
        self._release(found)
        return found

    def _end(self, found: list[Line]) -> None:
        text = self._buffer.decode("latin-1").strip()
        self._buffer.clear()
        if text:
            self._take(text, found)

    def _take(self, text: str, found: list[Line]) -> None:
        if self._header is not None:
            if text.startswith(","):
                self._begin(self._header.text + text, found)
                return
            data = header.payload(text)
            if self._header.name != "CTSDSR":
                self._release(found)
            elif data is not None:
                if self._ours(text) and not header.fits(self._header.fields, text):
                    return
                self._header.data = data
                found.append(self._header)
                self._header = None
                return
        line = read_line(text)
        if line.name == "CTSDSR":
            self._release(found)
            self._begin(text, found)
        elif line.name == "CTICN" and len(line.fields) < WHOLE_CTICN:
            self._release(found)
            self._header = line
        else:
            found.append(line)

    def _begin(self, text: str, found: list[Line]) -> None:
        """A header: complete if its data are glued to it, else it waits."""
        line = read_line(text)
        if line.name != "CTSDSR":
            self._header = None
            found.append(line)
            return
        glued = header.split_glued(line.fields[-1]) if len(line.fields) >= 3 else None
        if glued is None and len(line.fields) > 6 and line.fields[6][:1] in ("0", "1"):
            length, rest = line.fields[5], line.fields[6][1:]
            if length.isdecimal() and rest and header.split_glued(length + rest) == (length, rest):
                glued = line.fields[6][0], rest
        if glued is None:
            self._header = line
            return
        line.fields[-1], line.data = glued[0], header.payload(glued[1])
        self._header = None
        found.append(line)

    def _release(self, found: list[Line]) -> None:
        """A header whose data never came."""
        if self._header is not None:
            if self._header.name == "CTSDSR":
                self._header.why = "+CTSDSR without its data"
            found.append(self._header)
            self._header = None
