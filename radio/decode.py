"""``main.py decode``: messages in, one a line; what the codec makes of each out, as JSON. Sends and keeps nothing.

A line is hex, or for text protocols the text with C-style escapes; bytes of a text protocol are hex behind ``hex:``,
which may be left out where ``Spec.binary`` tells them. Replies are hex of their bytes, for text protocols
too. Time stands still at ``--received`` except that each message settles for ``Spec.settle`` seconds.
"""

from __future__ import annotations

import json
import re
import sys
import time
from datetime import UTC, datetime
from typing import Any, TextIO

import msgspec

from radio.codec import Codec, Now, Out, Proof, ProtocolError, Reply, Settings, Spec, VoiceFrame
from radio.find import find_protocol

MAX_LINE = 1 << 20
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u00[0-9A-Fa-f]{2}|[0-3][0-7]{2}|[abefnrtv0\\\"'])")
_HEX = frozenset("0123456789abcdefABCDEF")
_SINGLE = {"a": 7, "b": 8, "e": 27, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "0": 0, "\\": 92, '"': 34, "'": 39}


def run(protocol: str, peer: str, received: str, stdin: TextIO, stdout: TextIO) -> int:
    """Decode every line of ``stdin``. Returns the exit status: 2 for an unknown protocol or an unreadable time."""
    try:
        spec = find_protocol(protocol)
        utc = _read_time(received)
    except (LookupError, ValueError) as why:
        print(why.args[0], file=sys.stderr)
        return 2
    # Without a receipt time an old capture's own dates are all there is: nothing to doubt them by.
    options: dict[str, Any] = {"diagnose": True} | ({} if received else {"clock": "trust"})
    codec = spec.codec(Settings(options=options))
    mono = 0.0
    for line in stdin:
        answer = _decode_line(spec, codec, line.rstrip("\r\n"), peer, Now(utc, mono))
        mono += spec.settle
        stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        stdout.flush()
    return 0


def _read_time(received: str) -> float:
    if not received:
        return time.time()
    try:
        when = datetime.fromisoformat(received)
    except ValueError:
        raise ValueError(f"--received {received!r} is not an ISO 8601 time") from None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def _decode_line(spec: Spec, codec: Codec, line: str, peer: str, now: Now) -> dict[str, Any]:
    outs: list[Out] = []
    error: str | None = None
    try:
        outs += codec.receive(_message(spec, line), peer, now)
    except ProtocolError as fault:
        outs += fault.kept
        error = str(fault)
    outs += codec.tick(Now(now.utc, now.mono + spec.settle))
    replies = [out.data.hex() for out in outs if isinstance(out, Reply)]
    events = [as_fields(out) for out in outs if not isinstance(out, Reply | VoiceFrame | Proof)]
    reply = (replies[0] if len(replies) == 1 else replies) if replies else None
    return {"events": events, "reply": reply, "error": error}


def _message(spec: Spec, line: str) -> bytes:
    if len(line) > MAX_LINE:
        raise ProtocolError(f"a message of {len(line)} characters")
    if not line.strip():
        raise ProtocolError("an empty line")
    digits = "".join(line.split())
    if spec.text and not digits.startswith("hex:") and not _binary(spec, digits):
        data = unescape(line, spec.charset)
        return data if data.endswith((b"\r", b"\n", b"\x1a")) else data + b"\r\n"
    digits = digits.removeprefix("hex:")
    try:
        return bytes.fromhex(digits + "0" * (len(digits) % 2))  # radios print 84 bits as 21 digits
    except ValueError:
        raise ProtocolError("not hex") from None


def _binary(spec: Spec, digits: str) -> bool:
    """Whether this line of a text protocol is the hex of a message that is none."""
    return bool(spec.binary) and digits.lower().startswith(spec.binary.hex()) and not set(digits) - _HEX


def unescape(line: str, charset: str = "latin-1") -> bytes:
    """Text with C-style escapes to bytes; an escape C does not know stays as it is.

    ``charset`` ``latin-1``: UTF-8 where there is more in it. ``utf-8``: an escape stands for one byte.
    """

    def one(match: re.Match[str]) -> str:
        escape = match[1]
        if escape in _SINGLE:
            return chr(_SINGLE[escape])
        return chr(int(escape[1:], 16) if escape[0] in "xu" else int(escape, 8))

    if charset == "utf-8":
        as_bytes = line.encode("utf-8", "replace").decode("latin-1")  # byte for byte, as an escape stands for one
        return _ESCAPE.sub(one, as_bytes).encode("latin-1")
    text = _ESCAPE.sub(one, line)
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def as_fields(event: msgspec.Struct) -> dict[str, Any]:
    """An event as the flat map of design §3: ``kind`` first, every field there, null where unknown."""
    fields: dict[str, Any] = {"kind": type(event).__name__}
    for name in event.__struct_fields__:
        value = getattr(event, name)
        if isinstance(value, datetime):
            value = iso(value)
        fields[name] = None if name == "gateway" and value == "" else value
    return fields


def iso(when: datetime) -> str:
    """ISO 8601 in UTC with ``Z``; milliseconds only where there are any."""
    utc = when.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds" if utc.microsecond else "seconds").replace("+00:00", "Z")
