"""Cuts events out of a stream: XML documents back to back, without any delimiter, or TAK protobuf messages.

Knows tags and lengths, not what an event says. A document begins with ``<?xml`` or ``<event`` and ends with the tag
that closes it, wherever the pieces of the stream were cut. ``<`` inside a tag, or a new beginning before the end, means
that the one before was torn: it is a fault and the new one counts. DOCTYPE is refused. TAK protobuf 1: on a stream
``BF``, a varint length and the message; in a datagram ``BF 01 BF`` and the message.
Source: behaviour of taky 0.10 and of its clients, and bytes of takproto 3.0.1.
"""

from __future__ import annotations

import re

import msgspec

from radio.codec import ProtocolError
from radio.protocols.cot.takproto import message_end

MOST_DOCUMENT = 262_144
"""Bytes; events with pictures in them are smaller."""
MOST_DEPTH = 48
"""Tags within tags."""
MOST_JUNK = 4096
"""Bytes of no event that are gathered into one fault."""
MAGIC = 0xBF
_MESH = bytes((MAGIC, 1, MAGIC))
_SPACE = b" \t\r\n\0"
_MARK_OF_ORDER = b"\xef\xbb\xbf"
_BEGIN = re.compile(rb"<(?:\?xml|event)[\s>/]")
_BEGINNINGS = (b"<?xml ", b"<event ")
_COMMENT, _QUOTED, _ORDER = b"<!--", b"<![CDATA[", b"<?"
_END = {_COMMENT: b"-->", _QUOTED: b"]]>", _ORDER: b"?>"}
_TAG = re.compile(rb"""</?[^<>"'!?][^<>"']*+(?:"[^<"]*+"[^<>"']*+|'[^<']*+'[^<>"']*+)*+>""")
_MARK = re.compile(rb"[<>\"']")


class Document(msgspec.Struct, frozen=True):
    """One document, or one protobuf message without its framing."""

    data: bytes
    protobuf: bool = False


class Fault(msgspec.Struct, frozen=True):
    """Bytes that were no event, and why."""

    raw: bytes
    why: str


class Framer:
    """Feed it bytes in any cut; it gives documents and faults in order, the same for every cut.

    No byte is looked at twice but for those of the tag it stands in, once.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._restart()

    def _restart(self) -> None:
        self._at = 0  # up to here the buffer was looked at
        self._in = b""  # what we are in: text, a tag (b"<"), a quote in a tag, or what _END ends
        self._tag = 0  # where the tag we are in began
        self._depth = 0

    @property
    def waiting(self) -> bool:
        """Something has begun and not ended."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> list[Document | Fault]:
        """What ``data`` finished."""
        found: list[Document | Fault] = []
        if self._buffer and data.startswith(_MESH):  # a datagram: what came before was a torn one
            found += self.flush()
        self._buffer += data
        while self._buffer and self._step(found):
            pass
        return found

    def flush(self) -> list[Document | Fault]:
        """The stream went quiet: what is left is torn."""
        found: list[Document | Fault] = []
        if self._buffer.strip(_SPACE):
            self._torn(len(self._buffer), found, "an event cut off")
        self._buffer.clear()
        self._restart()
        return found

    def _step(self, found: list[Document | Fault]) -> bool:
        """One thing further; false if more bytes are needed."""
        if self._at or self._in:
            return self._markup(found)
        buffer = self._buffer
        del buffer[: len(buffer) - len(buffer.lstrip(_SPACE).removeprefix(_MARK_OF_ORDER))]
        if not buffer or _MARK_OF_ORDER.startswith(bytes(buffer[:3])):
            return False
        if buffer[0] == MAGIC:
            return self._protobuf(found)
        begins = _BEGIN.match(buffer) or buffer.startswith(_COMMENT)
        return self._markup(found) if begins else self._junk(found)

    def _protobuf(self, found: list[Document | Fault]) -> bool:
        """A message with its length, or a datagram."""
        buffer = self._buffer
        mesh = buffer.startswith(_MESH)
        if len(buffer) < 3 and _MESH.startswith(bytes(buffer)):
            return False
        try:
            start, end = message_end(buffer, mesh)
        except ProtocolError as why:
            return self._torn(len(buffer), found, str(why))
        if max(end, len(buffer)) > MOST_DOCUMENT:
            return self._torn(len(buffer), found, f"a message of more than {MOST_DOCUMENT} bytes")
        if not end or end > len(buffer):
            return False
        found.append(Document(bytes(buffer[start:end]), protobuf=True))
        del buffer[:end]
        return True

    def _junk(self, found: list[Document | Fault]) -> bool:
        """Bytes that begin nothing, up to what does, the end of the line, or what nobody gathers any longer."""
        buffer = self._buffer
        begin = _BEGIN.search(buffer)
        if begin is not None:
            return self._torn(begin.start(), found, "no event")
        last = buffer.rfind(b"<")
        may = last >= 0 and any(known.startswith(bytes(buffer[last : last + 8])) for known in (*_BEGINNINGS, _COMMENT))
        end = last if may else len(buffer)
        if end == 0 or (b"\n" not in buffer[:end] and end < MOST_JUNK):
            return False
        return self._torn(end, found, "no event")

    def _markup(self, found: list[Document | Fault]) -> bool:
        """From one mark to the next."""
        if self._in in _END:
            return self._passed_over(found)
        if self._in:
            return self._inside_tag(found)
        at = self._buffer.find(b"<", self._at)
        if at < 0:
            self._at = len(self._buffer)
            return self._wait(found)
        return self._tag_begins(at, found)

    def _passed_over(self, found: list[Document | Fault]) -> bool:
        """Inside a comment, CDATA or an instruction: only its end counts."""
        end = _END[self._in]
        at = self._buffer.find(end, self._at)
        if at < 0:
            self._at = max(self._at, len(self._buffer) - len(end) + 1)
            return self._wait(found)
        self._at, self._in = at + len(end), b""
        return True

    def _tag_begins(self, at: int, found: list[Document | Fault]) -> bool:
        buffer = self._buffer
        begin = _BEGIN.match(buffer, at)
        if at and begin and (self._depth or begin[0].startswith(_ORDER)):
            return self._torn(at, found, "an event cut off")
        head = bytes(buffer[at : at + len(_QUOTED)])
        for special in _END:
            if head.startswith(special):
                self._at, self._in = at + len(special), special
                return True
        if len(head) < len(_QUOTED) and any(known.startswith(head) for known in (*_END, *_BEGINNINGS)):
            self._at = at  # which of them it is, the next bytes tell
            return self._wait(found)
        if head.startswith(b"<!"):
            return self._torn(at + 2, found, "DOCTYPE and entities are refused")
        tag = _TAG.match(buffer, at)
        self._tag = at
        if tag is not None:
            self._at = tag.end()
            return self._tag_ended(found)
        self._at, self._in = at + 1, b"<"
        return True

    def _inside_tag(self, found: list[Document | Fault]) -> bool:
        mark = _MARK.search(self._buffer, self._at)
        if mark is None:
            self._at = len(self._buffer)
            return self._wait(found)
        if mark[0] == b"<":
            return self._torn(mark.start(), found, "an event cut off")
        self._at = mark.end()
        if self._in == b"<" and mark[0] == b">":
            return self._tag_ended(found)
        if self._in == b"<":
            self._in = mark[0]  # a quote opens
        elif self._in == mark[0]:
            self._in = b"<"  # and closes
        return True

    def _tag_ended(self, found: list[Document | Fault]) -> bool:
        buffer = self._buffer
        if buffer[self._tag + 1] == ord("/"):
            self._depth -= 1
        elif buffer[self._at - 2] != ord("/"):
            self._depth += 1
        self._in = b""
        if self._depth > MOST_DEPTH:
            return self._torn(self._at, found, f"tags more than {MOST_DEPTH} deep")
        if self._depth > 0:
            return True
        if self._at > MOST_DOCUMENT:
            return self._torn(self._at, found, f"an event of more than {MOST_DOCUMENT} bytes")
        found.append(Document(bytes(buffer[: self._at])))
        del buffer[: self._at]
        self._restart()
        return True

    def _wait(self, found: list[Document | Fault]) -> bool:
        if len(self._buffer) <= MOST_DOCUMENT:
            return False
        return self._torn(len(self._buffer), found, f"an event of more than {MOST_DOCUMENT} bytes")

    def _torn(self, end: int, found: list[Document | Fault], why: str) -> bool:
        """What stands before ``end`` is no event."""
        found.append(Fault(bytes(self._buffer[:end]), why))
        del self._buffer[:end]
        self._restart()
        return True
