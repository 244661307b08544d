"""Forms with files (multipart/form-data) as programs send them: read into parts, whole or not at all. No I/O.

Source: RFC 7578 and RFC 2046 section 5.1.1; the order of parameters, quotes and a part's own type are as several
uploaders write them. What is not needed to tell a field's name and a file's is not looked at.
"""

from __future__ import annotations

import re

import msgspec

from radio.codec import ProtocolError

MOST_PARTS = 64
MOST_HEAD = 4096
"""Bytes before a part's body."""
_BOUNDARY = re.compile(r';\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)
_PARAMETER = re.compile(r';\s*([a-z*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))', re.IGNORECASE)


class Part(msgspec.Struct, frozen=True):
    """One field. ``file`` is the name the sender gives a file, empty for anything else."""

    name: str
    data: bytes
    file: str = ""

    @property
    def text(self) -> str:
        """The field as text."""
        return self.data.decode("utf-8", "replace").strip()


def boundary_of(content_type: str) -> bytes:
    """What separates the parts of a body of this type; empty for a type that has no parts."""
    if not content_type.lower().lstrip().startswith("multipart/"):
        return b""
    found = _BOUNDARY.search(content_type)
    return (found[1] or found[2]).encode("latin-1", "replace") if found else b""


def read_form(body: bytes, boundary: bytes) -> list[Part]:
    """The parts, in order. Raises :class:`ProtocolError` for a body without its end, or that is no form."""
    return [part for part, _, _ in _parts(body, boundary)]


def without(body: bytes, boundary: bytes, name: str) -> tuple[list[str], bytes]:
    """The values of the fields ``name``, and the body without them. Raises :class:`ProtocolError` as above."""
    found: list[str] = []
    kept, at = b"", 0
    for part, start, end in _parts(body, boundary):
        if part.name == name:
            found.append(part.text)
            kept, at = kept + body[at:start], end
    return found, kept + body[at:]


def _parts(body: bytes, boundary: bytes) -> list[tuple[Part, int, int]]:
    """Each part, with where it lies: from its delimiter to the next one."""
    if not boundary:
        raise ProtocolError("a form without a boundary")
    mark = b"--" + boundary
    at = 0 if body.startswith(mark) else body.find(b"\r\n" + mark) + 2
    if at < 2 and not body.startswith(mark):
        raise ProtocolError("not the form it says it is")
    found: list[tuple[Part, int, int]] = []
    while True:
        after = body[at + len(mark) : at + len(mark) + 2]
        if after == b"--":
            return found
        if after != b"\r\n":
            raise ProtocolError("a form torn between its parts")
        if len(found) >= MOST_PARTS:
            raise ProtocolError(f"more than {MOST_PARTS} fields")
        begin = at + len(mark) + 2
        following = body.find(b"\r\n" + mark, begin - 2)
        if following < 0:
            raise ProtocolError("a form without its end")
        found.append((_part(body, begin, following), at, following + 2))
        at = following + 2


def _part(body: bytes, begin: int, end: int) -> Part:
    split = body.find(b"\r\n\r\n", begin - 2, min(end, begin + MOST_HEAD) + 4)
    if split < 0:
        raise ProtocolError("a field without a head of its own")
    disposition = ""
    for line in body[begin:split].decode("utf-8", "replace").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            disposition = value
    found = _PARAMETER.finditer(disposition)
    told = {each[1].lower(): each[2] if each[2] is not None else each[3] for each in found}
    if not told.get("name"):
        raise ProtocolError("a field without a name")
    return Part(told["name"][:80], body[split + 4 : max(end, split + 4)], (told.get("filename") or "")[:200])
