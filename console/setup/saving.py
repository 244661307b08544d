"""Saving: on record first, then secrets and the file, beside the screen's thread; and what the station made of it."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from console import times
from console.live import Feed
from console.page import Aside
from console.setup import room_file
from console.setup.blocks import Stubborn
from console.setup.draft import Draft, Pedal, changed_keys, pedal_keys
from console.setup.faults import Fault, fault_of, place
from console.setup.room_file import Room
from radio.codec import Spec
from units.actions import ConfigSaved
from units.state import Changes

translate = QCoreApplication.translate
PATIENCE_MS = 6000
"""The station looks at the file every second and takes it when two looks agree."""
COMMIT_SECONDS = 10.0
PEDAL = "\0pedal"
"""What :attr:`Saving.saved` carries where no gateway was saved but the pedal."""


class Refusal(Exception):
    """The station would not take the file; ``text`` is what it would say."""

    def __init__(self, why: str, text: str) -> None:
        super().__init__(why)
        self.why, self.text = why, text


class Saving(QObject):
    """``saved`` carries the name of the gateway that is in the file now (empty: one was removed); ``refused`` a
    :class:`Fault` with the name, key and talk-group it is about; ``said`` a sentence and whether it is good."""

    saved = Signal(str)
    refused = Signal(object, str, str, str)
    said = Signal(str, bool)

    def __init__(self, feed: Feed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._aside = Aside(self)
        self._since = 0
        self._waiting = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._waiting.timeout.connect(self._nobody)
        self._tell: Callable[[ConfigSaved], Future[int]] = feed.act
        feed.changed.connect(self._follow)

    @property
    def busy(self) -> bool:
        """True while something is being saved."""
        return self._aside.busy

    def save(self, room: Room, draft: Draft, spec: Spec) -> None:
        """Put ``draft`` into the file that ``room`` was read from."""
        former = room.draft(draft.was) if draft.was else None
        keys = changed_keys(former, draft, spec)
        what = "changed" if former is not None else "added"

        def work() -> int:
            kept = draft
            made: list[Path] = []
            try:
                if draft.secrets:
                    kept, made = room_file.keep_secrets(draft, room.path.parent / room_file.SECRETS)
                return self._write(room, room_file.with_draft(room, kept, spec), draft.name, what, keys)
            except BaseException:
                for path in made:
                    with contextlib.suppress(OSError):
                        path.unlink()
                raise

        self._aside.run(work, lambda result: self._done(result, draft.name))

    def pedal(self, room: Room, pedal: Pedal) -> None:
        """Put ``pedal`` into the file that ``room`` was read from."""
        now = pedal_keys(pedal)
        keys = [f"voice.{key}" for key, value in pedal_keys(room.pedal).items() if value != now[key]]
        self._aside.run(
            lambda: self._write(room, room_file.with_pedal(room, pedal), "", "changed", keys),
            lambda result: self._done(result, PEDAL),
        )

    def remove(self, room: Room, name: str) -> None:
        """Take the gateway ``name`` and its talk-groups out of the file."""
        self._aside.run(
            lambda: self._write(room, room_file.without(room, name), name, "removed", []),
            lambda result: self._done(result, ""),
        )

    def _write(self, room: Room, text: str, name: str, what: str, keys: list[str]) -> int:
        """In a thread: checked, put on record, written. The ``seq`` of the record's entry."""
        content = room_file.encoded(room, text)
        why = room_file.check(content)
        if why:
            raise Refusal(why, text)
        seat, operator = self._feed.seat, self._feed.operator
        digest = hashlib.sha256(content).hexdigest()
        told = ConfigSaved(seat=seat, operator=operator, hash=digest, gateway=name, what=what, keys=keys)
        seq = self._tell(told).result(timeout=COMMIT_SECONDS)
        room_file.replace(room, content)
        room_file.forget_secrets(room, text)
        return seq

    def _done(self, result: object, name: str) -> None:
        if isinstance(result, Refusal):
            fault = fault_of(result.why)
            self.refused.emit(fault, *place(result.text, fault))
        elif isinstance(result, Stubborn):
            self.said.emit(stubborn_words(str(result)), False)
        elif isinstance(result, Exception):
            why = str(result) or type(result).__name__
            self.said.emit(translate("setup", "Not saved: {why}").format(why=why), False)
        elif isinstance(result, int):
            self._since = result
            if self._feed.alive("station"):
                self._waiting.start()
                self.said.emit(translate("setup", "Saved. The station is taking it …"), True)
            else:
                self.said.emit(translate("setup", "Saved. It is in use when the station runs."), True)
            self.saved.emit(name)

    def _follow(self, changes: Changes) -> None:
        """The station's answer is a line of the record behind ours."""
        for seq in sorted(changes.lines):
            line = self._feed.facts.lines.get(seq)
            if line is None or not self._since or seq <= self._since:
                continue
            if line.word == "config":
                self._waiting.stop()
                said = translate("setup", "In use since {time}.").format(time=times.clock(line.time))
                self.said.emit(said, True)
            elif line.word == "config-refused":
                self._waiting.stop()

    def _nobody(self) -> None:
        said = translate("setup", "Saved, but the station has not taken it: does it use another file?")
        self.said.emit(said, False)


def stubborn_words(why: str) -> str:
    """Why a file is for a text editor."""
    said = translate("setup", "This file cannot be changed here, only in a text editor: {why}")
    return said.format(why=why)


def blamed(fault: Fault) -> Fault:
    """The fault with its key in front, where no field of the form shows it."""
    return msgspec.structs.replace(fault, why=f"{fault.key}: {fault.why}") if fault.key else fault
