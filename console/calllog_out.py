"""Taking records out of the product: a search as CSV, a recording as audio. On record, committed, before a file is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QStackedWidget

from console import words
from console.audio_out import save_audio
from console.calllog_csv import to_csv
from console.calllog_form import terms
from console.enquiry import MOST_ROWS
from console.files import FileChooser, choose, suggestion, write_text
from console.live import Feed
from console.page import Aside
from console.rights import why_not
from journal.search import CallRow, Query, Row
from units import actions as ac

translate = QCoreApplication.translate
PUT_SECONDS = 10.0
"""How long to wait for the entry by which an export is put on record."""


class TakingOut(QObject):
    """Writes files from the journal in ``folder``; ``say(sentence, good)`` shows what came of it.

    ``stack`` is where a file is chosen, inside the page.
    """

    def __init__(self, live: Feed, folder: Path, stack: QStackedWidget, say: Callable[..., None]) -> None:
        super().__init__(stack)
        self._live, self._folder, self._stack, self._say = live, folder, stack, say
        self._aside = Aside(self)

    def choose_table(self, then: Callable[[Path], None]) -> None:
        """Choose where a CSV goes."""
        if self._may():
            suggested = suggestion("call-log.csv", self._live.facts.mode)
            choose(self._stack, FileChooser(True, "csv", suggested, parent=self._stack), then)

    def choose_audio(self, row: CallRow, purpose: str) -> None:
        """Choose where the row's recording goes, and write it: all of a call longer than an hour."""
        if self._may() and row.path:
            suggested = suggestion(f"{Path(row.path).stem}.wav", self._live.facts.mode)
            chooser = FileChooser(True, "wav", suggested, parent=self._stack)
            choose(self._stack, chooser, partial(self.write_audio, row, purpose))

    def write_audio(self, row: CallRow, purpose: str, out: Path) -> None:
        """Write the row's recording to ``out``; its ending says as what."""
        if not self._may():
            return
        recorded = self._record(purpose, f"audio of {row.call}", out, 1)

        def work() -> None:
            recorded.result(timeout=PUT_SECONDS)
            save_audio([self._folder / path for path, _ in row.files], out)

        done = translate("CallLogPage", "Audio written to {file}.").format(file=out)
        self._aside.run(work, lambda result: self._told(result, done))

    def write_table(self, rows: list[Row], query: Query, purpose: str, path: Path) -> None:
        """Write ``rows``, which ``query`` found, to ``path``."""
        if not self._may():
            return
        recorded = self._record(purpose, terms(query), path, len(rows))
        text = to_csv(rows, str(self._folder), self._live.facts.mode)
        said = words.Counted().rows(len(rows))
        done = translate("CallLogPage", "{rows} written to {file}.").format(rows=said, file=path)
        if len(rows) >= MOST_ROWS:
            done += " " + translate("CallLogPage", "There are more: narrow the search.")

        def work() -> None:
            recorded.result(timeout=PUT_SECONDS)
            write_text(path, text)

        self._aside.run(work, lambda result: self._told(result, done))

    def _may(self) -> bool:
        why = why_not(self._live, "export")
        if why:
            self._say(why)
        return not why

    def _record(self, purpose: str, what: str, path: Path, rows: int) -> Future[int]:
        live = self._live
        return live.act(
            ac.Exported(
                seat=live.seat,
                operator=live.operator,
                purpose=purpose or "shift",
                what=what,
                path=str(path),
                rows=rows,
                journal=str(self._folder),
            )
        )

    def _told(self, result: object, done: str) -> None:
        if isinstance(result, Exception):
            why = str(result) or type(result).__name__
            self._say(translate("CallLogPage", "Not written: {why}").format(why=why))
        else:
            self._say(done, good=True)
