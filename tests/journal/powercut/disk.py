"""A disk whose power can be cut: an SQLite VFS that knows what was synced and forgets, tears or junks what was not.

The real files hold what the operating system would show (its page cache). Beside them each file has its *durable* bytes,
as they were at the last ``xSync``, and the writes *pending* since. At the cut every pending write is, at random,
applied, dropped, or torn at a 512-byte sector (in rare cases with junk in the sector it was torn in), each one without
regard to the others: disks reorder. Bytes outside a write are never touched (what SQLite calls power-safe overwrite).
After the cut every operation fails, so that nothing can be acknowledged any more.
"""

from __future__ import annotations

import os
import random
import threading
from pathlib import Path

import apsw

SECTOR = 512


class Image:
    """One file as the platter has it."""

    def __init__(self, there: bytes | None) -> None:
        self.path = ""
        self.durable = bytearray(there or b"")
        self.named = there is not None  # its name in the folder is on the platter
        self.pending: list[tuple[int, bytes | None]] = []  # (offset, data), or (size, None) for a truncation

    def sync(self) -> None:
        """Everything written so far is on the platter, and so is the name."""
        for offset, data in self.pending:
            _put(self.durable, offset, data)
        self.pending.clear()
        self.named = True

    def after_cut(self, chance: random.Random) -> bytes | None:
        """What is found when the power is back; ``None`` for no file."""
        if not self.named and chance.random() < 0.5:
            return None
        left = bytearray(self.durable)
        for offset, data in self.pending:
            fate = chance.random()
            if fate < 0.4:
                _put(left, offset, data)
            elif fate < 0.6 and data is not None:
                _tear(left, offset, data, chance)
        return bytes(left)


def _put(image: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del image[offset:]
        image.extend(bytes(offset - len(image)))
        return
    if len(image) < offset:
        image.extend(bytes(offset - len(image)))
    image[offset : offset + len(data)] = data


def _tear(image: bytearray, offset: int, data: bytes, chance: random.Random) -> None:
    """Some sectors of the write, not others."""
    at = 0
    while at < len(data):
        end = min(len(data), at + SECTOR - (offset + at) % SECTOR)
        fate = chance.random()
        if fate < 0.5:
            _put(image, offset + at, data[at:end])
        elif fate < 0.55:
            _put(image, offset + at, chance.randbytes(end - at))
        at = end


class Disk(apsw.VFS):
    """A VFS named ``name`` over the system's own; the power goes with the ``cut_at``-th write or sync.

    ``sick``: the share of syncs that fail. As on Linux, what such a sync should have saved is never tried again: it is
    shown, and the next sync says that all is well, but it is not on the platter.
    """

    def __init__(self, name: str, seed: int, cut_at: int | None = None) -> None:
        self.name = name
        self.chance = random.Random(seed)
        self.images: dict[int, Image] = {}  # by inode
        self.gone: list[Image] = []  # deleted, but that is not yet on the platter
        self.after: dict[str, bytes] | None = None
        self.sick = 0.0
        self.failed = 0
        self.lock = threading.RLock()  # an operation and its effect on the image belong together
        self._operations = 0
        self._cut_at = cut_at
        super().__init__(name, "")

    @property
    def is_cut(self) -> bool:
        """The power is gone."""
        return self.after is not None

    def cut(self) -> None:
        """The power goes now."""
        with self.lock:
            if self.after is not None:
                return
            self.after = {}
            back = [image for image in self.gone if self.chance.random() < 0.5]
            for image in (*back, *self.images.values()):
                left = image.after_cut(self.chance)
                if left is not None:
                    self.after[image.path] = left

    def count(self) -> None:
        """One more write or sync; raises once the power is gone."""
        self._operations += 1
        if self._cut_at is not None and self._operations >= self._cut_at:
            self.cut()
        self.powered()

    def cut_soon(self, operations: int) -> None:
        """The power goes with so many writes and syncs from now."""
        with self.lock:
            self._cut_at = self._operations + operations

    def powered(self) -> None:
        """Raises once the power is gone."""
        if self.after is not None:
            raise apsw.IOError("no power")

    def restore(self, folder: Path) -> None:
        """Write what the platter has into ``folder``, for whoever comes after the power does."""
        assert self.after is not None
        folder.mkdir(parents=True)
        for name, data in self.after.items():
            (folder / Path(name).name).write_bytes(data)

    # What SQLite calls

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        self.powered()
        return File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        with self.lock:
            self.powered()
            number = os.stat(filename).st_ino if os.path.exists(filename) else 0
            super().xDelete(filename, syncdir)
            image = self.images.pop(number, None)
            if image is not None and not syncdir:
                self.gone.append(image)

    def image(self, path: str, before: bytes | None) -> Image:
        """The image of the file at ``path``; what lay there ``before`` it was first opened is durable."""
        with self.lock:
            number = os.stat(path).st_ino
            known = self.images.get(number)
            # a draft that was given up is unlinked, and its number is somebody else's
            if known is None or known.path not in (path, path + ".new") or (path.endswith(".new") and not before):
                self.images[number] = Image(before)
            self.images[number].path = path  # a new file of the journal is renamed
            return self.images[number]


class File(apsw.VFSFile):
    """A file on a :class:`Disk`."""

    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        assert path is not None, "a journal needs no temporary file"
        before = Path(path).read_bytes() if os.path.exists(path) else None
        super().__init__("", name, flags)
        self._disk = disk
        self._image = disk.image(path, before)

    def xWrite(self, data: bytes, offset: int) -> None:
        with self._disk.lock:
            self._disk.count()
            super().xWrite(data, offset)
            self._image.pending.append((offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        with self._disk.lock:
            self._disk.count()
            super().xTruncate(newsize)
            self._image.pending.append((newsize, None))

    def xSync(self, flags: int) -> None:
        with self._disk.lock:
            self._disk.count()
            if self._disk.chance.random() < self._disk.sick:
                self._disk.failed += 1
                self._image.pending.clear()
                raise apsw.IOError("the disk did not sync")
            self._image.sync()
