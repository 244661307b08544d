"""Makes recordings of finished part files, now and after a crash: FLAC, its SHA-256, its entry in the journal.

A part file is removed only when the entry that replaces it is on disk. Everything here can be done twice: a crash at
any point leaves either the part, or the part and a file that will be written again. Not once that is on record: another
version of this program may make other samples of the same voice.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import soundfile

from journal.errors import JournalError
from journal.reserve import is_full
from station.voice import originals
from station.voice.afresh import completed
from station.voice.assemble import Recording, assemble, shape
from station.voice.parts import Head, read
from station.voice.pyramid import into, pyramid
from station.voice.recorder import Trouble, trouble_of
from station.voice.shelf import Shelf, day, sync_folder
from units.findings import RecordingDamaged, VoiceLost, VoiceRecorded

RETRY_SECONDS = 2.0
HEAD_START = 2.0
"""Seconds in which the station may open the calls again in which another voice process died: they are gone on with."""
WHAT = "a recording cannot be finished"
TORN = 1 << 16
"""Bytes at the end of a part that a crash may leave half written: a second of voice and more."""

_log = logging.getLogger(__name__)

Finding = VoiceRecorded | RecordingDamaged | VoiceLost
Append = Callable[[Finding], "Future[int]"]
"""Hands an entry to the journal. May raise ``JournalError``: it is then tried again."""
Known = Callable[[float], set[tuple[str, str]]]
"""``known(wall)``: path and sha256 of every recording the journal has since ``wall``. May raise ``JournalError``."""


class _Job(NamedTuple):
    part: Path
    recovered: bool
    due: float = 0.0


class Finaliser:
    """Finishes recordings in a thread of its own, one after the other."""

    def __init__(self, shelf: Shelf, append: Append, known: Known, alone: Callable[[], bool]) -> None:
        """``alone`` says that no other voice process works on this journal (any more): only then is recovery safe."""
        self._shelf = shelf
        self._append = append
        self._known = known
        self._alone = alone
        self._told: queue.SimpleQueue[_Job | Finding | None] = queue.SimpleQueue()
        self._later: list[_Job] = []
        self._unsaid: list[Finding] = []
        self._commits: set[Future[int]] = set()
        self._lock = threading.Lock()
        self._due = 0  # told, and not looked at to the end: an hour of voice takes a while
        self._trouble = Trouble()
        self._recovered = False
        self._born = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="finaliser", daemon=True)
        self._thread.start()

    @property
    def trouble(self) -> Trouble:
        """Whether finished recordings reach the disk and the journal."""
        return self._trouble

    @property
    def waiting(self) -> int:
        """Recordings whose entry is not on disk yet."""
        with self._lock:
            return len(self._commits) + len(self._later) + self._due

    def finish(self, part: Path) -> None:
        """Make a recording of ``part``, which nobody writes any more."""
        with self._lock:
            self._due += 1
        self._told.put(_Job(part, recovered=False))

    def lost(self, call: str, group: str, seconds: float) -> None:
        """So much of a call could not be recorded: into the journal, as soon as that takes it."""
        self._told.put(VoiceLost(call=call, group=group, seconds=round(seconds, 2)))

    def stop(self, seconds: float = 10.0) -> None:
        """Finish what was told, wait for the journal, end. What is not done in ``seconds`` the next start recovers."""
        until = time.monotonic() + seconds
        self._told.put(None)
        self._thread.join(seconds)
        while time.monotonic() < until:
            with self._lock:
                waiting = list(self._commits)
            if not waiting:
                return
            time.sleep(0.01)
        _log.warning("%d recordings are left to the next start", self.waiting)

    def _run(self) -> None:
        while True:
            try:
                job = self._told.get(timeout=RETRY_SECONDS / 4)
            except queue.Empty:
                if time.monotonic() - self._born >= HEAD_START:
                    self._recover()
                self._again()
                continue
            if job is None:
                self._recover()
                self._again(at_once=True)
                return
            if not isinstance(job, _Job):
                self._tell(job)
                continue
            self._do(job)
            with self._lock:
                self._due -= 1

    def _again(self, at_once: bool = False) -> None:
        unsaid, self._unsaid = self._unsaid, []
        for finding in unsaid:
            self._tell(finding)
        now = time.monotonic()
        due = [job for job in self._later if at_once or job.due <= now]
        self._later = [job for job in self._later if job not in due]
        for job in due:
            self._do(job)

    def _tell(self, finding: Finding) -> None:
        """A finding with no file behind it: in memory until the journal can be opened."""
        try:
            self._append(finding)
        except JournalError as error:
            _log.error("%s: %s", finding, error)
            self._unsaid.append(finding)

    def _recover(self) -> None:
        """Once no other voice process is left: finish what it could not."""
        if self._recovered or not self._alone():
            return
        try:
            left = self._shelf.leftover()
        except OSError as error:
            _log.error("recordings of before cannot be listed: %s", error)
            return
        self._recovered = True
        for part in left:
            self._do(_Job(part, recovered=True))

    def _do(self, job: _Job) -> None:
        try:
            self._make(job)
            if not self._later:
                self._trouble = Trouble()
        except FileNotFoundError as error:
            _log.error("%s is gone: %s", job.part.name, error)
        except OSError as error:
            if is_full(error) and self._shelf.make_room():
                self._do(job)
                return
            self._trouble = trouble_of(error, WHAT)
            self._postpone(job, error)
        except JournalError as error:
            self._trouble = Trouble("failing", str(error))
            self._postpone(job, error)
        except Exception:  # noqa: BLE001 - a bug must not end all recording: the part stays, the next start tries again
            _log.exception("%s cannot be finished", job.part.name)
            self._trouble = Trouble("failing", f"{WHAT}: {job.part.name}")

    def _postpone(self, job: _Job, error: Exception) -> None:
        if not job.due:
            _log.error("%s: %s", job.part.name, error)
        self._later.append(job._replace(due=time.monotonic() + RETRY_SECONDS))

    def _make(self, job: _Job) -> None:
        part = completed(read(job.part.read_bytes()))
        if part.damaged:
            _log.warning("%s: %d bytes could not be read", job.part.name, part.damaged)
        # of a crash a torn last record is to be expected: that the call was recovered says so
        damaged = part.damaged - (part.torn if job.recovered and part.torn <= TORN else 0)
        recording = assemble(part.frames)
        last = max([frame.wall for frame in part.frames] + [each.wall for each in part.originals], default=0.0)
        part = part._replace(frames=[])  # an hour of them is a hundred megabytes, and more are needed from here on
        if recording is None and not part.originals:
            self._nothing(job.part, part.head, damaged or (part.damaged if part.head is None else 0))
            return
        started = recording.started if recording is not None else part.originals[0].wall
        head = part.head or Head(call=job.part.stem, wall=started, folder=day(started))
        path = self._shelf.flac(job.part, head.folder or day(head.wall))
        known = self._known(last) if job.recovered else set()
        if self._entered(path, last, known):
            job.part.unlink()  # it had come to the journal before the crash
            return
        entry = VoiceRecorded(
            call=head.call,
            group=head.group,
            path="",
            sha256="",
            seconds=0.0,
            rate=0,
            started=started,
            recovered=job.recovered,
        )
        if recording is not None:
            entry = msgspec.structs.replace(
                entry,
                path=self._shelf.relative(path),
                sha256=_store(path, _flac(recording)),
                seconds=round(recording.seconds, 4),
                rate=recording.rate,
                shape=shape(recording.pcm),
                gap=recording.gap,
                cuts=[(round(at, 4), round(length, 4)) for at, length in recording.cuts],
            )
        if part.originals:
            frames = path.with_suffix(originals.SUFFIX)
            entry = msgspec.structs.replace(
                entry,
                codec=part.originals[0].codec,
                frames=self._shelf.relative(frames),
                frames_sha256=_store(frames, originals.pack(part.originals)),
                seconds=entry.seconds or originals.seconds(part.originals),
            )
        if entry.files[0] in known:
            job.part.unlink()  # it had, and its file is whole again
            return
        self._commit(entry, job.part)
        if damaged:
            self._tell(RecordingDamaged(call=entry.call, group=entry.group, path=entry.files[0][0], damaged=damaged))

    def _entered(self, path: Path, last: float, known: set[tuple[str, str]]) -> bool:
        """Whether what there is at ``path`` is ``known`` as it is, and made of all voice up to ``last`` (s UTC)."""
        files = [each for each in (path, path.with_suffix(originals.SUFFIX)) if each.exists()]
        if not known or any(each.stat().st_mtime < last for each in files):
            return False  # a file from before its last voice was heard: the call was gone on with
        return bool(files) and all((self._shelf.relative(each), _sha256(each)) in known for each in files)

    def _nothing(self, part: Path, head: Head | None, damaged: int) -> None:
        """No voice in it: what cannot be read is kept apart, and on record."""
        if not damaged:
            part.unlink()
            return
        path = self._shelf.relative(self._shelf.set_aside(part))
        _log.error("nothing can be read in %s", path)
        call, group = (head.call, head.group) if head is not None else (part.stem.partition("~")[0], "")
        self._tell(RecordingDamaged(call=call, group=group, path=path, damaged=damaged, whole=True))

    def _commit(self, entry: VoiceRecorded, part: Path) -> None:
        future = self._append(entry)
        with self._lock:
            self._commits.add(future)

        def committed(done: Future[int]) -> None:
            try:
                if done.cancelled() or done.exception() is not None:
                    _log.error("%s: not in the journal, kept for the next start", part.name)
                else:
                    part.unlink(missing_ok=True)
            except OSError as error:
                _log.error("%s cannot be removed: %s", part.name, error)
            finally:
                with self._lock:
                    self._commits.discard(done)

        future.add_done_callback(committed)


def _flac(recording: Recording) -> bytes:
    """The recording as FLAC with the picture of its waveform, proven to read back to the same samples."""
    flac = into(_encoded(recording), pyramid(recording.pcm))
    again, rate = soundfile.read(io.BytesIO(flac), dtype="int16")
    if rate != recording.rate or not np.array_equal(again, recording.pcm):
        raise OSError("FLAC does not read back as it was written")
    return flac


def _encoded(recording: Recording) -> bytes:
    encoded = io.BytesIO()
    soundfile.write(encoded, recording.pcm, recording.rate, format="FLAC", subtype="PCM_16")
    return encoded.getvalue()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _store(path: Path, data: bytes) -> str:
    """Put ``data`` at ``path``, whole or not at all; its SHA-256. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f"{path.suffix}.new")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)
    return hashlib.sha256(data).hexdigest()
