"""Calls that were handed in whole: each file becomes a part file, and that a recording like every other.

In ``voice/incoming`` lie the file as it came and, written last, what is to be known of it (JSON of :class:`Told`).
Both go only when the part file is safe. Whatever lies there when a voice process begins is taken up again.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from station.voice.parts import Frame, Head, Original, pack_frame, pack_head, pack_original
from station.voice.reading import Read, UnreadableError, apart
from station.voice.shelf import Shelf, day

FOLDER = "incoming"
TOLD = ".json"
PIECE = 1.0
"""Seconds of voice in a frame of the part file."""
CHUNK = 60_000
"""Bytes of the original in one record: its length has 16 bits."""
RETRY_SECONDS = 5.0
MAIN = Path(__file__).resolve().parents[2] / "main.py"

_log = logging.getLogger(__name__)


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a file: its ``name`` beside this one, its ``kind``, and the call it is the voice of."""

    call: str
    name: str
    kind: str
    group: str = ""
    radio: str = ""
    wall: float = 0.0


def folder_of(journal: Path) -> Path:
    """Where files wait."""
    return journal / "voice" / FOLDER


class Incoming:
    """Takes up files in a thread of its own, one after the other. ``finish`` gets each part file."""

    def __init__(
        self,
        shelf: Shelf,
        finish: Callable[[Path], None],
        alone: Callable[[], bool],
        read: Callable[[Path, str, Path], Read] = apart,
    ) -> None:
        """``alone``: no other voice process works on this journal, so what lies there is ours."""
        self._shelf = shelf
        self._finish = finish
        self._alone = alone
        self._read = read
        self._folder = folder_of(shelf.journal)
        self._told: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._begun = False
        self._later: dict[str, float] = {}
        self._thread = threading.Thread(target=self._run, name="incoming", daemon=True)
        self._thread.start()

    def take(self, name: str) -> None:
        """What is to be known of a new file lies there as ``name``."""
        self._told.put(name)

    def stop(self, seconds: float = 2.0) -> None:
        """End after the file at hand; what is left is taken up at the next start."""
        self._told.put(None)
        self._thread.join(seconds)

    def _run(self) -> None:
        while True:
            try:
                name = self._told.get(timeout=RETRY_SECONDS / 4)
            except queue.Empty:
                self._begin()
                for due in [name for name, at in self._later.items() if time.monotonic() >= at]:
                    del self._later[due]
                    self._do(due)
                continue
            if name is None:
                return
            self._do(name)

    def _begin(self) -> None:
        """Once: what a voice process before us left."""
        if self._begun or not self._alone():
            return
        self._begun = True
        try:
            left = sorted(path.name for path in self._folder.glob(f"*{TOLD}"))
        except OSError as error:
            _log.error("calls handed in before cannot be listed: %s", error)
            return
        for name in left:
            self._do(name)

    def _do(self, name: str) -> None:
        try:
            self._make(self._folder / Path(name).name)
        except FileNotFoundError:
            pass  # it was done before
        except OSError as error:
            _log.error("a call that was handed in waits: %s", error)
            self._later[name] = time.monotonic() + RETRY_SECONDS
        except Exception:  # noqa: BLE001 - a bug must not lose the others: this one stays for the next start
            _log.exception("%s cannot be taken up", name)

    def _make(self, path: Path) -> None:
        try:
            told = msgspec.json.decode(path.read_bytes(), type=Told)
        except msgspec.MsgspecError as error:
            _log.error("%s says nothing we know: %s", path.name, error)
            path.rename(path.with_suffix(".bad"))
            return
        file = self._folder / Path(told.name).name
        if not self._shelf.has(told.call, day(told.wall)):
            try:
                found: Read | None = self._read(file, told.kind, MAIN)
            except UnreadableError as error:
                _log.error("the recording of %s is kept and cannot be heard: %s", told.call, error)
                found = None
            part = self._shelf.put(told.call, day(told.wall), _part(told, found, file.read_bytes()))
            self._finish(part)
        path.unlink()
        file.unlink(missing_ok=True)


def _part(told: Told, found: Read | None, data: bytes) -> bytes:
    """The part file: what can be heard, and unless it says exactly the same the file as it came."""
    head = Head(call=told.call, group=told.group, wall=told.wall, radio=told.radio, folder=day(told.wall))
    records = [pack_head(head)]
    if found is not None:
        size = int(PIECE * found.rate)
        for at in range(0, len(found.pcm), size):
            wall = told.wall + at / found.rate
            records.append(pack_frame(Frame(at, wall, found.rate, found.pcm[at : at + size])))
    if found is None or not found.exact:
        for number, at in enumerate(range(0, len(data), CHUNK)):
            records.append(pack_original(Original(number, told.wall, told.kind, data[at : at + CHUNK])))
    return b"".join(records)
