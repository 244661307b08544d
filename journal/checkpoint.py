"""Checkpoints: what the installation signed, exactly, and how a person carries one away.

Written so that a third party can check one with nothing but SHA-256, Ed25519 (RFC 8032) and this file:

* ``heads``: SHA-256 over one item for each origin that has entries, sorted as bytes: the origin's name as UTF-8 after a
  16-bit length, ``n`` of its last entry (64 bits, big-endian), that entry's ``hash``.
* ``signed``: ``kopa1 checkpoint``, the journal's 16-byte id, the installation's 8 letters, then big-endian ``number``,
  ``seq``, ``wall`` (``QQq``; µs since 1970 UTC), ``heads``, ``previous``.
* ``hash``: SHA-256 of ``signed``, the public key (32 bytes) and the signature (64 bytes). ``previous`` is the hash of
  the checkpoint ``number - 1`` of the same journal, 32 zero bytes for number 1.

So each signature also stands for every checkpoint before it. ``seq`` is the last entry the checkpoint stands for.

An *anchor* is a checkpoint kept where whoever can write the journal cannot write: a small text file of named lines, or
one line that fits into a QR code (``KOPA1:`` and the bytes of ``signed``, key and signature in base 32).
"""

from __future__ import annotations

import base64
import contextlib
import datetime
import hashlib
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from journal import chain, keys, schema, segments
from journal.errors import JournalError

HASH_BYTES = 32
NONE = bytes(HASH_BYTES)
COLUMNS = (
    "SELECT c.number, c.seq, c.wall, s.installation, c.heads, c.previous, s.public, c.signature"
    " FROM checkpoints c LEFT JOIN signers s ON s.id = c.signer"
)
_MAGIC = b"kopa1 checkpoint"
_JOURNAL_BYTES = 16
_INSTALLATION_BYTES = 8
_numbers = struct.Struct(">QQq")
_n = struct.Struct(">Q")
_QR = "KOPA1:"
_SIZE = _JOURNAL_BYTES + _INSTALLATION_BYTES + _numbers.size + 2 * HASH_BYTES + keys.PUBLIC_BYTES + keys.SIGNATURE_BYTES
_MOST = 10_000  # letters of an anchor; a longer file is something else


class Checkpoint(NamedTuple):
    """One statement: the journal's entries up to ``seq`` are those that ``heads`` sums up."""

    journal: bytes
    installation: str
    number: int
    seq: int
    wall: int
    heads: bytes
    previous: bytes
    public: bytes
    signature: bytes

    @property
    def signed(self) -> bytes:
        """The bytes the signature is over."""
        numbers = _numbers.pack(self.number, self.seq, self.wall)
        return _MAGIC + self.journal + self.installation.encode() + numbers + self.heads + self.previous

    @property
    def hash(self) -> bytes:
        """What the next checkpoint names as ``previous``."""
        return hashlib.sha256(self.signed + self.public + self.signature).digest()

    @property
    def sound(self) -> bool:
        """True if the signature is the key's. Whose the key is, the fingerprint tells."""
        try:
            return keys.is_signed(self.signed, self.signature, self.public)
        except (struct.error, TypeError, AttributeError, UnicodeError):  # as somebody wrote it who is not the signer
            return False

    @property
    def time(self) -> str:
        """When it was signed, ISO 8601 in UTC, to the second."""
        moment = datetime.datetime.fromtimestamp(self.wall // 1_000_000, datetime.UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def item(name: str, n: int, head: bytes) -> bytes:
    """One origin's place in ``heads``."""
    return chain.text(name) + _n.pack(n) + head


def heads_hash(items: Iterable[bytes]) -> bytes:
    """``heads`` of a checkpoint over these origins."""
    return hashlib.sha256(b"".join(sorted(items))).digest()


def newest(folder: Path) -> Checkpoint | None:
    """The last checkpoint of the journal in ``folder``; ``None``: nothing is signed. Raises :class:`JournalError`.

    A segment begins with the last one of the segment before, so the newest segment has it.
    """
    path = segments.current(folder)
    with contextlib.closing(schema.open_reading(path)) as connection:
        try:
            journal, _ = schema.facts_of(connection)
            return newest_of(connection, journal) if schema.has_checkpoints(connection) else None
        except (apsw.Error, KeyError, TypeError) as error:
            why = schema.explain(error) if isinstance(error, apsw.Error) else "the journal is damaged"
            raise JournalError(f"{path}: {why}.") from error


def newest_of(connection: apsw.Connection, journal: bytes) -> Checkpoint | None:
    """The last checkpoint ``connection`` sees. Raises :class:`apsw.Error`."""
    row = connection.execute(COLUMNS + " ORDER BY c.number DESC LIMIT 1").fetchone()
    return None if row is None else of_row(journal, row)


def of_row(journal: bytes, row: tuple[Any, ...]) -> Checkpoint:
    """A row of :data:`COLUMNS`."""
    number, seq, wall, installation, heads, previous, public, signature = row
    return Checkpoint(journal, installation, number, seq, wall, heads, previous, public, signature)


# An anchor as text

_NAMES = ("journal", "installation", "number", "entries", "time", "heads", "previous", "key", "signature")


def render(checkpoint: Checkpoint) -> str:
    """The anchor as a small file a person can read."""
    micro = f"{checkpoint.wall % 1_000_000:06}"
    values = (
        checkpoint.journal.hex(),
        checkpoint.installation,
        str(checkpoint.number),
        str(checkpoint.seq),
        checkpoint.time.replace("Z", f".{micro}Z"),
        checkpoint.heads.hex(),
        checkpoint.previous.hex(),
        checkpoint.public.hex(),
        checkpoint.signature.hex(),
    )
    lines = [f"{name + ':':<14}{value}" for name, value in zip(_NAMES, values, strict=True)]
    return "\n".join(
        [
            "# A checkpoint of a Kopa journal. Keep it where nobody who can write the journal can write.",
            "# To check the journal against it: main.py verify JOURNAL --anchor THIS-FILE",
            f"# Fingerprint of the key: {keys.fingerprint(checkpoint.public)}",
            *lines,
            "",
        ]
    )


def code(checkpoint: Checkpoint) -> str:
    """The anchor as one line of upper-case letters, digits and a colon, for a QR code."""
    body = checkpoint.signed.removeprefix(_MAGIC) + checkpoint.public + checkpoint.signature
    return _QR + base64.b32encode(body).decode().rstrip("=")


def parse(text: str) -> Checkpoint:
    """An anchor, as :func:`render` or :func:`code` wrote it. Raises ``ValueError`` unless it is whole and signed."""
    if len(text) > _MOST:
        raise ValueError("this is no checkpoint (too long)")
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    try:
        if len(told) == 1 and told[0].upper().startswith(_QR):
            found = _of_code(told[0].upper().removeprefix(_QR))
        else:
            found = _of_lines(told)
    except (ValueError, KeyError, OverflowError, struct.error):
        raise ValueError("this is no checkpoint, or not the whole of one") from None
    if not found.sound:
        raise ValueError("this checkpoint was changed: its signature does not fit")
    return found


def _of_code(letters: str) -> Checkpoint:
    body = base64.b32decode(letters + "=" * (-len(letters) % 8))
    if len(body) != _SIZE or base64.b32encode(body).decode().rstrip("=") != letters:
        raise ValueError(len(body))  # also where only the last letter's unused bits differ
    end = _JOURNAL_BYTES + _INSTALLATION_BYTES
    number, seq, wall = _numbers.unpack_from(body, end)
    start = end + _numbers.size
    heads, previous, public = (body[start + at : start + at + HASH_BYTES] for at in (0, 32, 64))
    installation = body[_JOURNAL_BYTES:end].decode("ascii")
    return Checkpoint(
        body[:_JOURNAL_BYTES], installation, number, seq, wall, heads, previous, public, body[start + 96 :]
    )


def _of_lines(lines: list[str]) -> Checkpoint:
    values: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        values[name.strip()] = value.strip()
    if len(lines) != len(_NAMES) or set(values) != set(_NAMES):
        raise ValueError("lines")
    moment = datetime.datetime.fromisoformat(values["time"])
    since = moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return Checkpoint(
        bytes.fromhex(values["journal"]),
        values["installation"],
        int(values["number"]),
        int(values["entries"]),
        since // datetime.timedelta(microseconds=1),
        bytes.fromhex(values["heads"]),
        bytes.fromhex(values["previous"]),
        bytes.fromhex(values["key"]),
        bytes.fromhex(values["signature"]),
    )
