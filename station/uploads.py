"""Calls that were handed in whole: their files to the disk before anybody is told that they are safe, then to voice."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from concurrent.futures import Future
from pathlib import Path

import msgspec

from journal.errors import JournalError
from journal.reserve import give, is_full
from radio.codec import Now, Unable, VoiceFrame
from radio.events import CallStarted
from radio.requests import Stored
from station.gateway import Gateway
from station.voice.incoming import TOLD, Told, folder_of
from station.voice.shelf import file_stem, sync_folder
from station.voice.wire import HandedIn
from station.voice_pipe import VoicePipe

MOST_WAITING = 500
"""Files that wait to be taken up; beyond, whoever sends more is asked to come again."""

_log = logging.getLogger(__name__)


class Uploads:
    """What is handed in for the journal in ``folder``."""

    def __init__(self, folder: Path, voice: VoicePipe) -> None:
        self._journal = folder
        self._voice = voice
        self._calls: dict[str, tuple[Told, Future[int]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def began(self, event: CallStarted, receipt: Future[int], now: Now) -> None:
        """A call of which the whole voice comes next; ``receipt`` says when it is on record."""
        wall = event.radio_time.timestamp() if event.radio_time is not None else now.utc
        radio = event.radio or ""
        told = Told(call=event.call, name="", kind="", group=event.to or "", radio=radio, wall=wall)
        self._calls[event.call] = told, receipt

    def voice(self, gateway: Gateway, frame: VoiceFrame) -> None:
        """The file: written in a thread, so that nobody on the air waits for the disk; then its gateway is told."""
        found = self._calls.pop(frame.call, None)
        if found is None:
            return
        told, receipt = found
        name = f"{file_stem(frame.call)}.{frame.codec}"
        told = msgspec.structs.replace(told, name=name, kind=frame.codec)
        task = asyncio.get_running_loop().create_task(self._store(gateway, told, receipt, frame.data))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _store(self, gateway: Gateway, told: Told, receipt: Future[int], data: bytes) -> None:
        loop = asyncio.get_running_loop()
        why = await loop.run_in_executor(None, store, self._journal, told, data)
        try:
            await asyncio.wrap_future(receipt)
        except JournalError as error:  # a recording of a call that is not on record would be nobody's
            await loop.run_in_executor(None, discard, self._journal, told)
            why = why or str(error)
        if why:
            _log.error("the recording of %s is refused: %s", told.call, why)
        else:
            self._voice.send(HandedIn(name=_sidecar(told)))
        with contextlib.suppress(Unable):
            gateway.send(Stored(call=told.call, why=why))


def store(journal: Path, told: Told, data: bytes) -> str:
    """Put the file on the disk, and what is to be known of it; why not, if it cannot be."""
    folder = folder_of(journal)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.scandir(folder) as entries:
            if sum(1 for entry in entries if entry.name.endswith(TOLD)) >= MOST_WAITING:
                return "too many wait already"
        _write(journal, folder / told.name, data)
        _write(journal, folder / _sidecar(told), msgspec.json.encode(told))
        sync_folder(folder)
    except OSError as error:
        discard(journal, told)
        return "the disk is full" if is_full(error) else str(error.strerror or error)
    return ""


def discard(journal: Path, told: Told) -> None:
    """Nothing of it stays, what is known of it first: a file alone is taken up by nobody. Never raises."""
    folder = folder_of(journal)
    for name in (_sidecar(told), f"{_sidecar(told)}.new", told.name, f"{told.name}.new"):
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _sidecar(told: Told) -> str:
    return f"{file_stem(told.call)}{TOLD}"


def _write(journal: Path, path: Path, data: bytes) -> None:
    """Whole or not at all. Raises ``OSError``."""
    draft = path.with_name(f"{path.name}.new")
    while True:
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(draft, flags, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
            return
        except OSError as error:
            if not is_full(error) or not give(journal, path.parent):
                raise
