"""The voice process's side of the journal: hands in finished recordings, knows which ones are in it."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from filelock import FileLock, Timeout

from journal.log import Log
from journal.places import runtime_dir
from journal.reader import Reader
from units.findings import RecordingDamaged, VoiceLost, VoiceRecorded

BATCH = 2000


class Ledger:
    """Opens the journal when it is first needed, so that a journal in trouble never keeps voice from being recorded."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log: Log | None = None
        self._lock = FileLock(runtime_dir(folder) / "voice.lock", mode=0o600, thread_local=False)

    @property
    def fault(self) -> str:
        """Why the journal does not take entries now; empty when it does."""
        return self._log.fault if self._log else ""

    @property
    def disk(self) -> str:
        """``ok``, ``full`` or ``failing``, as the journal sees its disk."""
        return self._log.disk if self._log else "ok"

    def append(self, entry: VoiceRecorded | RecordingDamaged | VoiceLost) -> Future[int]:
        """Hand in ``entry``. Raises :class:`JournalError` while the journal cannot be opened."""
        if self._log is None:
            reader = Reader(self._folder)
            mode = reader.mode()
            reader.close()
            self._log = Log(self._folder, "voice", mode=mode)
        return self._log.append(entry)

    def known(self, wall: float) -> set[tuple[str, str]]:
        """Path and sha256 of every recording entered since ``wall`` (s UTC). Raises :class:`JournalError`."""
        reader = Reader(self._folder)
        try:
            # a minute earlier: the wall clock may have been set back while the call was finished
            after = reader.seq_at(wall - 60)
            found: set[tuple[str, str]] = set()
            while entries := reader.entries(after, BATCH):
                after = entries[-1].seq
                for entry in entries:
                    if isinstance(entry.what, VoiceRecorded):
                        found.update(entry.what.files)
            return found
        finally:
            reader.close()

    def alone(self) -> bool:
        """Whether this is the only voice process on the journal; once true it stays so until :meth:`close`."""
        if self._lock.is_locked:
            return True
        try:
            self._lock.acquire(timeout=0)
        except (Timeout, OSError):
            return False
        return True

    def close(self, seconds: float = 5.0) -> None:
        """Put on disk what waits, for at most ``seconds``."""
        if self._log is not None:
            self._log.close(seconds)
        self._lock.release(force=True)
