"""The appender: takes what happened, puts it on disk in batches as large as the disk is slow, never says so falsely.

*Drain commit*: the writer thread commits whatever is queued and then what came meanwhile; no timer. When the disk does
not take entries they wait in memory, up to :data:`MOST_ENTRIES` or :data:`MOST_BYTES`; what comes beyond that is
refused, its Future fails and :attr:`Log.refused` counts it. The writer tries again every quarter of a second until the
disk heals.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from itertools import islice
from pathlib import Path

import apsw

from journal import clock, reserve, schema, upcast
from journal.append import Appender, Closed, Draft, appending, found
from journal.errors import JournalError
from journal.places import installation
from journal.receipt import Receipt, settle
from journal.signing import EVERY, SIGNER, Signer
from journal.turning import Turn
from journal.version import product
from units.entry import Anything, encode
from units.findings import JournalOpened
from units.picture import Picture

MOST_ENTRIES = 200_000
MOST_BYTES = 128 << 20
BATCH = 1000  # rows a transaction: another program's key press waits for one of these at most
YIELD = 0.0015  # s between full batches: other programs look once a millisecond whether it is their turn
RETRY = 0.25  # s between attempts while the disk does not take entries
STALL = 0.75  # s in one commit after which the disk counts as not answering
LAST_PATIENCE = 0.2  # s the last checkpoint waits for other programs
_CLOCK_CHECK = 10_000_000  # µs between looks at the clock's quality
_TIDY_PAGES = {"station": 1000}  # the station folds the write-ahead log in; others only if it does not
_TIDY_PAGES_OTHERS = 4000

_log = logging.getLogger(__name__)


class Log:
    """Appends to the journal in ``folder`` as ``program`` at ``seat``, from a thread of its own.

    Many programs may have one on the same journal, and any thread may append. The journal is made if it is missing
    (its first entry is ``JournalOpened``). Raises :class:`JournalError` for what will not heal: another mode, a newer
    or foreign file, a read-only folder. A full or failing disk is no error here but a :attr:`fault`.

    ``on_fault`` is called from the writer thread with one sentence when the disk stops taking entries and with ``""``
    when it takes them again. A disk that merely hangs calls nobody: ask :attr:`fault`.
    """

    def __init__(
        self,
        folder: Path,
        program: str,
        seat: str = "",
        mode: str = "live",
        on_fault: Callable[[str], None] | None = None,
        medium: schema.Medium = schema.DISK,
    ) -> None:
        schema.check_library()
        self._folder = folder
        self._origin = "/".join(part for part in (installation(), program, seat) if part)
        self._mode = mode
        self._on_fault = on_fault
        self._signer = Signer(installation()) if program == SIGNER else None
        self._medium = medium
        self._tidy = _TIDY_PAGES.get(program, _TIDY_PAGES_OTHERS)
        self._queue: deque[tuple[Draft, Receipt]] = deque()
        self._settled = threading.Condition(threading.Lock())
        self._bytes = 0
        self._refused = 0
        self._fault = ""
        self._disk = "ok"
        self._committing = 0
        self._clock = clock.synchronised()
        self._clock_checked = clock.mono()
        self._boot = clock.boot()
        self._wake = threading.Event()
        self._closing = False
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._turns: deque[tuple[Turn, Future[str]]] = deque()
        self._appender: Appender | None = None
        self._closed_files: list[Appender] = []
        self._mistrusted: Appender | None = None
        self._open_first()
        self._thread = threading.Thread(target=self._run, name=f"journal {self._origin}", daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        """``<installation>/<program>[/<seat>]``: whose chain these entries continue."""
        return self._origin

    @property
    def waiting(self) -> int:
        """Entries accepted and not on disk."""
        return len(self._queue)

    @property
    def refused(self) -> int:
        """Entries lost for good, because the disk did not take them and memory was full."""
        return self._refused

    @property
    def disk(self) -> str:
        """``ok``, ``full`` or ``failing``, for :class:`journal.slots.Beat`."""
        return "failing" if self._disk == "ok" and self.fault else self._disk

    @property
    def fault(self) -> str:
        """Why the disk does not take entries now, in one sentence; empty when it does."""
        if self._fault:
            return self._fault
        since = self._committing
        if since and clock.mono() - since > STALL * 1e6:
            return "The disk does not answer."
        return ""

    def append(self, what: Anything, raw: bytes | None = None) -> Future[int]:
        """Accept ``what`` (and the ``raw`` bytes it came as); the Future gives its ``seq`` once it is on disk.

        Never blocks and never waits for a disk. The Future fails with :class:`JournalError` if the entry is lost.
        """
        receipt = Receipt(self._settled)
        draft = self._draft(what, raw)
        size = len(draft.payload) if raw is None else len(draft.payload) + len(raw)
        with self._lock:
            refusal = ""
            if self._closing:
                refusal = "The journal is closed."
            elif len(self._queue) >= MOST_ENTRIES or self._bytes + size > MOST_BYTES:
                self._refused += 1
                refusal = f"{self.fault or 'The disk is too slow.'} Memory is full too: this entry is lost."
            else:
                self._bytes += size
                self._queue.append((draft, receipt))
        if refusal:
            receipt.set_exception(JournalError(refusal))
        elif not self._wake.is_set():  # if it is, the writer has yet to look into the queue
            self._wake.set()
        return receipt

    def turn(self, segment: str, picture: Picture) -> Future[str]:
        """Go on in a new file, ``segment`` (``2026-12``), which begins with ``picture``; the Future gives its name.

        ``picture``: of this journal at any moment, best of this one, as it is brought up to date here; nobody else may
        use it. The Future fails with :class:`JournalError` if it cannot be done now; then the journal is as it was.
        While the new file is written all programs' entries wait. Raises :class:`JournalError` for what is not a
        segment's name, and for a journal that cannot be read.
        """
        future: Future[str] = Future()
        future.set_running_or_notify_cancel()
        turn = Turn(self._folder, segment, picture, lambda what: self._draft(what, None), self._medium, self._signer)
        turn.prepare()
        with self._lock:
            closing = self._closing
            if not closing:
                self._turns.append((turn, future))
        if closing:
            future.set_exception(JournalError("The journal is closed."))
        self._wake.set()
        return future

    def close(self, timeout: float = 5.0) -> None:
        """Put on disk what waits, for at most ``timeout`` s, and end. What is then not on disk fails its Future."""
        with self._lock:
            self._closing = True
        self._wake.set()
        self._thread.join(timeout)
        self._closed.set()
        self._thread.join(2 * RETRY)
        lost = []
        with self._lock:
            if self._thread.is_alive():
                # It hangs in the disk and its batch may yet land: unanswered is right, either answer could be wrong.
                return
            lost = list(self._queue)
            self._queue.clear()
        for _, receipt in lost:
            receipt.set_exception(
                JournalError(f"The journal was closed before the disk took this entry. {self._fault}")
            )
        for _, future in self._turns:
            future.set_exception(JournalError("The journal was closed before it turned."))

    def _draft(self, what: Anything, raw: bytes | None) -> Draft:
        now = clock.mono()
        if now - self._clock_checked > _CLOCK_CHECK:
            self._clock_checked = now
            self._clock = clock.synchronised()
        kind = str(what.__struct_config__.tag)
        return Draft(kind, encode(what), raw, clock.wall(), now, self._clock, self._boot, upcast.version_of(kind))

    # The writer thread

    def _open_first(self) -> None:
        """Open the journal, or leave it to the writer thread if only the disk is in the way."""
        there = schema.path_of(self._folder).exists()
        try:
            self._appender = self._open()
        except (apsw.FullError, apsw.IOError, apsw.CantOpenError, apsw.BusyError) as error:
            if not there:
                raise JournalError(f"{self._folder}: no journal can be made: {schema.explain(error)}.") from error
            self._suffer(error)
        except apsw.Error as error:
            raise JournalError(f"{schema.path_of(self._folder)}: {schema.explain(error)}.") from error
        except OSError as error:
            raise JournalError(f"{self._folder}: no journal can be made here ({error.strerror or error}).") from error

    def _open(self) -> Appender:
        opened = JournalOpened(mode=self._mode, installation=installation(), product=product())
        found(self._folder, self._mode, self._origin, self._draft(opened, None), self._medium)
        return appending(self._folder, self._mode, self._origin, self._medium)

    def _run(self) -> None:
        while True:
            self._wake.wait(EVERY if self._signer is not None else None)
            self._wake.clear()
            closing = self._closing  # asked before the queue: what came in before the end is still put on disk
            while (self._queue or self._turns) and self._drain():
                pass
            if closing:
                break
            self._sign()  # what other programs appended too
            self._fold_closed()
        self._sign(last=True)
        for appender in (self._appender, self._mistrusted, *self._closed_files):
            if appender is not None:
                appender.close()

    def _drain(self) -> bool:
        """Commit what is queued, a batch of it; ``False`` to give up because the Log closes on a failing disk."""
        if self._turns:
            self._turn(*self._turns.popleft())
        with self._lock:
            batch = list(islice(self._queue, BATCH))
        if not batch:
            return True
        self._committing = clock.mono()
        try:
            if self._appender is None:
                self._appender = self._open()
            first = self._appender.commit([draft for draft, _ in batch])
        except Closed:
            self._let_go()
            return True
        except Exception as error:  # noqa: BLE001 - a writer that died of a bug would end the record silently
            self._committing = 0
            if isinstance(error, apsw.FullError) and reserve.give(self._folder):
                return True
            self._suffer(error)
            return not self._closed.wait(RETRY)
        self._committing = 0
        committed = clock.mono()
        self._take_off(batch)
        if self._mistrusted is not None:
            self._mistrusted.close()
            self._mistrusted = None
        if self._fault:
            self._heal()
        settle((receipt for _, receipt in batch), first)
        if self._signer is not None:
            self._signer.count(len(batch))
            self._sign()
        self._fold()
        if len(batch) == BATCH:
            time.sleep(max(0.0, YIELD - (clock.mono() - committed) / 1e6))
        return True

    def _turn(self, turn: Turn, future: Future[str]) -> None:
        """Turn to a new segment now; whatever goes wrong, the record goes on where it is."""
        self._committing = clock.mono()
        try:
            if self._fault:
                raise JournalError(self._fault)
            if self._appender is None:
                self._appender = self._open()
            old = self._appender
            self._appender = turn.carry_out(old)
            self._closed_files.append(old)
            self._fold_closed()
        except Closed:
            self._let_go()
            future.set_exception(JournalError("Another program has turned the journal just now."))
        except Exception as error:  # noqa: BLE001 - as in _drain
            sentence = self._told(error)
            _log.warning("journal: not turned: %s", sentence)
            self._distrust(error)
            future.set_exception(JournalError(sentence))
        else:
            future.set_result(self._appender.path.name)
        finally:
            self._committing = 0

    def _fold_closed(self) -> None:
        """Files that take no more entries are to be whole by themselves, once nobody reads them any more."""
        while self._closed_files and self._closed_files[0].fold():
            self._closed_files.pop(0).close()

    def _let_go(self) -> None:
        """The journal goes on in another file: it is looked for with the next entry."""
        if self._appender is not None:
            self._appender.close()
            self._appender = None

    def _sign(self, last: bool = False) -> None:
        """Sign what is on disk when it is time, and at the end; a disk that takes no entries is left in peace."""
        signer, appender = self._signer, self._appender
        if signer is None or appender is None or self._fault:
            return
        if last:
            appender.sign(signer, patience=LAST_PATIENCE)
        elif signer.due():
            appender.sign(signer)

    def _take_off(self, batch: list[tuple[Draft, Receipt]]) -> None:
        size = sum(len(draft.payload) + len(draft.raw or b"") for draft, _ in batch)
        with self._lock:
            for _ in batch:
                self._queue.popleft()
            self._bytes -= size

    def _fold(self) -> None:
        try:
            if self._appender is not None:
                self._appender.tidy(self._tidy)
        except apsw.BusyError:
            pass  # another program is at it
        except apsw.Error as error:  # the entries are safe in the log; the next commit shows whether it lasts
            _log.warning("journal: checkpoint: %s", schema.explain(error))

    def _suffer(self, error: Exception) -> None:
        """Remember and tell that the disk does not take entries."""
        sentence = self._told(error)
        self._disk = "full" if isinstance(error, apsw.FullError) else "failing"
        self._distrust(error)
        if sentence != self._fault:
            self._fault = sentence
            self._tell(sentence)

    def _told(self, error: Exception) -> str:
        """The error as a sentence."""
        if isinstance(error, apsw.Error):
            why = schema.explain(error)
        else:
            why = str(error).rstrip(".") or type(error).__name__
            if not isinstance(error, JournalError | OSError):
                _log.error("journal: a bug in the writer", exc_info=error)
        return why[0].upper() + why[1:] + "."

    def _distrust(self, error: Exception) -> None:
        if self._appender is not None and not isinstance(error, apsw.FullError | apsw.BusyError):
            self._mistrust(self._appender)
            self._appender = None

    def _mistrust(self, appender: Appender) -> None:
        """After an input/output error only a new connection is to be trusted; the first such one stays open until then.

        Were it the last to be closed, the next to open would read the write-ahead log anew, and take what failed to be
        synced for committed: entries twice, and none of them on the disk.
        """
        if self._mistrusted is None:
            self._mistrusted = appender
        else:
            appender.close()

    def _heal(self) -> None:
        self._fault = ""
        self._disk = "ok"
        self._tell("")

    def _tell(self, sentence: str) -> None:
        _log.warning("journal: %s", sentence or "the disk takes entries again.")
        if self._on_fault is not None:
            try:
                self._on_fault(sentence)
            except Exception:  # noqa: BLE001 - the listener's bug must not stop the record
                _log.exception("journal: on_fault")
