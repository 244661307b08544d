"""A request over HTTP as a codec gets it, and the answer it gives. Knows no HTTP library and no socket.

The link writes what matters of a request as one message in HTTP's own form: a line ``METHOD target``, the headers of
:data:`WANTED`, an empty line, the body. No key and no cookie is ever in it, for it is kept with what was decoded.
By hand (``main.py decode``) a target alone is a GET and a JSON object alone a POST.
"""

from __future__ import annotations

import re

import msgspec

from radio.codec import ProtocolError

WANTED = ("content-type", "x-limit-u", "x-limit-d")
"""Headers that some codec reads; the others are not passed on."""
MOST_FIELDS = 200
"""Of a query; more is nobody's report."""
MOST_HEAD = 16_384
_METHOD = re.compile(r"[A-Z]{3,7}\Z", re.ASCII)
_HEX = re.compile(rb"%([0-9A-Fa-f]{2})")


class WebRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One request. ``query`` as it stands in the target, decoded by :func:`read_query`; headers in small letters."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = {}
    body: bytes = b""

    @property
    def form(self) -> bool:
        """Whether the body holds fields as a query does."""
        return self.headers.get("content-type", "").partition(";")[0].strip() == "application/x-www-form-urlencoded"


class WebAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the client is told."""

    status: int = 200
    kind: str = "text/plain; charset=utf-8"
    body: bytes = b""


def write_request(request: WebRequest) -> bytes:
    """The message a codec gets."""
    target = request.path + (f"?{request.query}" if request.query else "")
    lines = [f"{request.method} {target}", *(f"{name}: {value}" for name, value in request.headers.items()), "", ""]
    return "\r\n".join(lines).encode("utf-8", "replace") + request.body


def read_request(data: bytes) -> WebRequest:
    """The request in such a message. Raises :class:`ProtocolError`."""
    bare = data.lstrip()
    if bare[:1] in (b"{", b"["):
        return WebRequest(method="POST", path="/", headers={"content-type": "application/json"}, body=bare)
    head, _, body = data.partition(b"\r\n\r\n")
    if len(head) > MOST_HEAD:
        raise ProtocolError(f"{len(head)} bytes before the body")
    first, *others = head.decode("utf-8", "replace").split("\r\n")
    method, _, target = ("GET", "", first) if first[:1] in ("/", "?") else first.partition(" ")
    target = target.strip()
    if not _METHOD.match(method) or target[:1] not in ("/", "?") or " " in target:
        raise ProtocolError(f"no request: {first[:60]!r}")
    path, _, query = target.partition("?")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in others)}
    return WebRequest(method=method, path=path or "/", query=query, headers=headers, body=body)


def read_query(query: str) -> dict[str, str]:
    """The fields of a query or form (``+`` is a space), in UTF-8; of one that stands twice the first.

    Raises :class:`ProtocolError` for more than anybody means.
    """
    pieces = query.split("&", MOST_FIELDS)
    if len(pieces) > MOST_FIELDS:
        raise ProtocolError(f"more than {MOST_FIELDS} fields")
    fields: dict[str, str] = {}
    for piece in pieces:
        name, _, value = piece.partition("=")
        if name:
            fields.setdefault(_decoded(name), _decoded(value))
    return fields


def _decoded(text: str) -> str:
    data = text.replace("+", " ").encode("utf-8", "replace")
    return _HEX.sub(lambda match: bytes.fromhex(match[1].decode()), data).decode("utf-8", "replace")


def write_answer(answer: WebAnswer) -> bytes:
    """What a codec replies: status and kind on a line each, an empty line, the body."""
    return f"{answer.status}\r\n{answer.kind}\r\n\r\n".encode("latin-1") + answer.body


def read_answer(data: bytes) -> WebAnswer:
    """The answer in a codec's reply. Raises :class:`ProtocolError`."""
    head, blank, body = data.partition(b"\r\n\r\n")
    status, _, kind = head.decode("latin-1").partition("\r\n")
    if not blank or not status.isdecimal() or not 200 <= int(status) <= 599:
        raise ProtocolError("no answer")
    return WebAnswer(status=int(status), kind=kind, body=body)
