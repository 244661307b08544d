"""The pulse: one small memory-mapped file for what is only true now. It works when the disk is full or stalled.

Layout (little-endian, :data:`SIZE` bytes, fixed for ever): a head of 64 bytes; a directory of :data:`SLOTS` records of
64 bytes (checksum, offset, capacity, name); then the slots. A slot holds two copies of its value, each a checksum, a
write counter, a length and the bytes. The one writer of a slot overwrites the older copy, so that a reader always finds
a whole one, even if the writer was stopped in the middle: a torn copy fails its checksum and never counts.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import stat
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
from filelock import FileLock, Timeout

from journal.errors import JournalError
from journal.places import runtime_dir
from journal.slots import size_of

SIZE = 128 << 10
SLOTS = 64
STALE = 1e9
"""The age (s) of what was there before this reader came and has not changed since: nobody knows how old it is."""

_MAGIC = b"KOPAPULSE1\0\0\0\0\0\0"
_HEAD = 64
_RECORD = 64
_NAME_BYTES = 48
_record = struct.Struct(f"<III{_NAME_BYTES}s")  # checksum of the rest, offset, capacity, name
_copy = struct.Struct("<IQI")  # checksum of the rest and the payload, write counter, length
_FIRST_SLOT = _HEAD + SLOTS * _RECORD

T = TypeVar("T")


class _Slot(NamedTuple):
    offset: int
    capacity: int

    def copies(self) -> tuple[int, int]:
        """Where the two copies begin."""
        return self.offset, self.offset + _copy.size + self.capacity


class _Seen(NamedTuple):
    """A value as this reader saw it last: its counter, and when that last changed (or an upper bound of the age)."""

    counter: int
    since: float


class Pulse:
    """The pulse of the journal in ``folder``, shared by all its programs; each slot has one writer.

    ``name``: a pulse apart, as a review window and its player have (``review-<token>``).
    Raises :class:`JournalError` if the file is not one of ours: a link, another account's, of a wrong size.
    """

    def __init__(self, folder: Path, name: str = "pulse") -> None:
        home = runtime_dir(folder)
        self._path = home / name
        self._lock = FileLock(home / f"{name}.lock", mode=0o600)
        self._threads = threading.Lock()
        with self._locked():
            self._map = _open(self._path)
        self._opened = time.monotonic()
        self._slots: dict[str, _Slot] = {}
        self._decoders: dict[type, msgspec.msgpack.Decoder[object]] = {}
        self._encoder = msgspec.msgpack.Encoder()
        self._seen: dict[str, _Seen] = {}
        for slot in self.slots():
            found = self._newest(self._slots[slot])
            if found is not None:
                self._seen[slot] = _Seen(found[0], self._opened - STALE)

    def write(self, slot: str, value: msgspec.Struct) -> None:
        """Say ``value`` in ``slot``. Never waits (but for the first word in a new slot, for another program's first).

        Raises ``ValueError`` if the slot does not hold it (:data:`journal.slots.SIZES`), or no slot is left.
        """
        payload = self._encoder.encode(value)
        with self._threads:
            place = self._find(slot) or self._claim(slot)
            if len(payload) > place.capacity:
                raise ValueError(f"pulse slot {slot}: {len(payload)} bytes, it holds {place.capacity}")
            counters = [found[0] if (found := self._whole(copy, place.capacity)) else 0 for copy in place.copies()]
            older = place.copies()[counters.index(min(counters))]
            body = struct.pack("<QI", max(counters) + 1, len(payload)) + payload
            self._map[older : older + 4 + len(body)] = struct.pack("<I", zlib.crc32(body)) + body

    def read(self, slot: str, type_: type[T]) -> tuple[T, float] | None:
        """What was last said in ``slot``, and for how many s it has not changed, on this reader's monotonic clock.

        The age is an upper bound: :data:`STALE` for what was there before this reader and never changed since. ``None``
        if nothing was ever said, or it cannot be read.
        """
        place = self._find(slot)
        if place is None:
            return None
        seen = self._seen.get(slot)
        found = self._newest(place, 0 if seen is None else seen.counter)
        if found is None:
            return None
        counter, payload = found
        now = time.monotonic()
        if seen is None or seen.counter != counter:
            since = self._opened if seen is None else now
            seen = self._seen[slot] = _Seen(counter, since)
        decoder = self._decoders.get(type_)
        if decoder is None:
            decoder = self._decoders[type_] = msgspec.msgpack.Decoder(type_)
        try:
            return decoder.decode(payload), now - seen.since  # type: ignore[return-value]
        except msgspec.MsgspecError:  # written by a program of another version
            return None

    def slots(self) -> list[str]:
        """The names of all slots that exist, sorted."""
        for index in range(SLOTS):
            found = self._record(index)
            if found is not None:
                self._slots[found[0]] = found[1]
        return sorted(self._slots)

    def close(self) -> None:
        """Let go of the file. It stays, for the other programs."""
        self._map.close()

    # Finding a slot

    def _find(self, name: str) -> _Slot | None:
        if name not in self._slots or self._slots[name].capacity < size_of(name):
            self.slots()
        place = self._slots.get(name)
        if place is not None and place.capacity < size_of(name):
            place = None  # an older program's, who gave it less: the new one's comes behind it
        if place is None:
            self._seen.setdefault(name, _Seen(0, self._opened))  # whatever will come, will be new
        return place

    def _claim(self, name: str) -> _Slot:
        """Take the next free record of the directory for ``name``."""
        encoded = name.encode()
        if not 0 < len(encoded) <= _NAME_BYTES:
            raise ValueError(f"pulse slot {name!r}: a name has 1 to {_NAME_BYTES} bytes")
        with self._locked():
            found = self._find(name)
            if found is not None:
                return found
            index, offset = self._end()
            place = _Slot(offset, size_of(name))
            if index == SLOTS or place.copies()[1] + _copy.size + place.capacity > SIZE:
                raise ValueError(f"pulse slot {name}: no slot is left")
            rest = _record.pack(0, *place, encoded)[4:]
            start = _HEAD + index * _RECORD
            self._map[start + 4 : start + _record.size] = rest
            self._map[start : start + 4] = struct.pack("<I", zlib.crc32(rest))
            self._slots[name] = place
            return place

    def _end(self) -> tuple[int, int]:
        """The first free record, and where the slots end so far."""
        end = _FIRST_SLOT
        index = 0
        while index < SLOTS and (found := self._record(index)) is not None:
            end = found[1].copies()[1] + _copy.size + found[1].capacity
            index += 1
        return index, (end + 7) // 8 * 8

    def _record(self, index: int) -> tuple[str, _Slot] | None:
        start = _HEAD + index * _RECORD
        record = self._map[start : start + _record.size]
        checksum, offset, capacity, name = _record.unpack(record)
        if not capacity or checksum != zlib.crc32(record[4:]):
            return None
        place = _Slot(offset, capacity)
        if offset < _FIRST_SLOT or place.copies()[1] + _copy.size + capacity > SIZE:
            return None
        return name.rstrip(b"\0").decode(errors="replace"), place

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with self._lock.acquire(timeout=2):
                yield
        except Timeout:
            raise JournalError(f"{self._path}: another program keeps the pulse locked.") from None

    # Reading a slot

    def _newest(self, place: _Slot, least: int = 0) -> tuple[int, bytes] | None:
        """Counter and bytes of the newest whole copy; one older than ``least`` is only what a lapped reader saw."""
        newest = None
        for _ in range(4):
            found = [copy for start in place.copies() if (copy := self._whole(start, place.capacity))]
            newest = max(found, default=newest)
            if newest is not None and newest[0] >= least:
                return newest
        return None

    def _whole(self, start: int, capacity: int) -> tuple[int, bytes] | None:
        checksum, counter, length = _copy.unpack_from(self._map, start)
        if not counter or length > capacity:
            return None
        body = self._map[start + 4 : start + _copy.size + length]
        if zlib.crc32(body) != checksum or int.from_bytes(body[:8], "little") != counter:
            return None
        return counter, body[12:]


def _open(path: Path) -> mmap.mmap:
    """The file at ``path`` mapped, made if missing; the caller holds the lock."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a named pipe put there must not hold us
    try:
        descriptor = os.open(path, flags, 0o600)
    except OSError as error:
        raise JournalError(f"{path}: the pulse cannot be opened ({error.strerror}).") from error
    try:
        _check(path, os.fstat(descriptor))
        if os.fstat(descriptor).st_size == 0:
            _allocate(descriptor)
        if os.fstat(descriptor).st_size != SIZE:
            raise JournalError(f"{path}: the pulse has a wrong size; remove it once no program of Kopa runs.")
        mapped = mmap.mmap(descriptor, SIZE)
    except OSError as error:
        raise JournalError(f"{path}: the pulse cannot be made ({error.strerror}).") from error
    finally:
        os.close(descriptor)
    head = mapped[: len(_MAGIC)]
    if not any(head):
        mapped[: len(_MAGIC)] = _MAGIC
    elif head != _MAGIC:
        mapped.close()
        raise JournalError(f"{path}: the pulse is of another version of Kopa; end its programs and remove it.")
    return mapped


def _check(path: Path, found: os.stat_result) -> None:
    """Refuse a file that somebody else made, or could write."""
    if not stat.S_ISREG(found.st_mode):
        raise JournalError(f"{path}: the pulse is no plain file: refused.")
    if os.name == "nt":
        return
    if found.st_uid != os.getuid():
        raise JournalError(f"{path}: the pulse belongs to another account: refused.")
    if found.st_nlink != 1 or stat.S_IMODE(found.st_mode) & 0o077:
        raise JournalError(f"{path}: the pulse is open to others: refused.")


def _allocate(descriptor: int) -> None:
    """Give the file all its blocks now: a hole filled later on a full disk would kill whoever touches it."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, SIZE)
        return
    os.write(descriptor, bytes(SIZE))
    os.fsync(descriptor)
