"""``main.py export-track``: a unit's track as files without a screen; the rights and the record are the console's."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from console import times
from journal.bookmarks import resume
from journal.errors import JournalError
from journal.places import data_home
from journal.reader import Reader
from units.actions import Searched
from units.findings import AgencyInfo

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from console.export.track import TrackOut

DONE, REFUSED = 0, 2


class Wish(NamedTuple):
    """What the command line said."""

    journal: Path
    unit: str
    since: str
    until: str
    to: tuple[Path, ...]
    purpose: str = ""
    operator: str = ""
    lang: str | None = None
    bom: bool = True


class Refused(Exception):
    """It cannot be done; one sentence says why."""


class Asker(NamedTuple):
    """Who takes it out, and whose records that may be."""

    number: str
    agencies: tuple[str, ...] | None


def run(wish: Wish, pin: Callable[[], str]) -> int:
    """Write the files. Exit status 0, or 2 with one line on standard error; ``pin`` asks for the operator's."""
    try:
        for path in _export(wish, pin):
            print(path)
    except (Refused, JournalError, OSError, ValueError) as error:
        print(f"kopa: {error}", file=sys.stderr)
        return REFUSED
    return DONE


def _export(wish: Wish, pin: Callable[[], str]) -> list[Path]:
    from console.export import track, writing
    from console.review import audit

    since, until = moment(wish.since), moment(wish.until)
    if until <= since:
        raise Refused("The interval ends before it begins.")
    with contextlib.closing(Reader(wish.journal)) as reader:
        mode = reader.mode()
    asker = _asker(mode, wish, pin)
    facts = resume(wish.journal).facts
    unit = track.unit_of(facts, wish.unit)
    if unit is None:
        raise Refused(f"{wish.unit}: no unit of this journal has this id, call sign or radio.")
    if asker.agencies is not None and unit.agency not in asker.agencies:
        raise Refused("You may not read the records of this unit's agency.")
    app = _application(wish.lang)
    purpose = wish.purpose.strip() or "exercise"
    sink, _ = audit.open_sink()
    with contextlib.closing(sink):
        span = f"{times.stamp(since)} – {times.stamp(until)}"
        searched = Searched(
            seat=audit.SEAT,
            operator=asker.number or None,
            purpose=purpose,
            terms=f"track of {unit.id} {span}",
            journal=str(wish.journal),
        )
        sink.append(searched).result(timeout=writing.PUT_SECONDS)
        why = (purpose, asker.number, time.time())
        out = track.read(wish.journal, facts, unit.id, (since, until), asker.agencies, why)
        agency = facts.agencies.get(unit.agency)
        picture = _picture(app, out, agency) if _needs_picture(wish.to) else None
        files = writing.render(out, wish.journal, audit.SEAT, wish.to, picture, wish.bom)
        writing.write([(file, sink.append(file.action)) for file in files])
    return [file.path for file in files]


def _asker(mode: str, wish: Wish, pin: Callable[[], str]) -> Asker:
    """Who asks, proved by a PIN where the journal is a live one. Raises :class:`Refused`."""
    from console.pins import Operators, PinError, operators_path
    from console.rights import RIGHTS

    if mode == "exercise":
        return Asker(wish.operator, None)
    if len(wish.purpose.strip()) < 3:
        raise Refused("Say with --purpose what these records are taken out for.")
    if not wish.operator:
        raise Refused("Say with --operator who takes these records out.")
    try:
        who = Operators(operators_path(data_home(), mode), time.time).sign_on(wish.operator, pin())
    except PinError as error:
        raise Refused(f"operator {wish.operator}: {error}") from error
    if who.role not in RIGHTS["export"].live:
        raise Refused(f"Only this role may do it: {', '.join(RIGHTS['export'].live)}.")
    return Asker(who.number, None if who.agencies is None else tuple(who.agencies))


def moment(text: str) -> float:
    """``2026-11-21 23:00`` (Europe/Riga, if no zone is said) as s since 1970 UTC. Raises :class:`Refused`."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"{text}: not a time such as 2026-11-21T23:00") from error
    return (when if when.tzinfo is not None else when.replace(tzinfo=times.zone())).timestamp()


def _needs_picture(paths: Sequence[Path]) -> bool:
    return any(path.suffix.lower() in (".pdf", ".png") for path in paths)


def _application(lang: str | None) -> QApplication:
    """What fonts, pictures and words need, as long as it is kept; no window is opened."""
    from PySide6.QtWidgets import QApplication

    from console.app import make_application
    from console.i18n import install

    if sys.platform != "win32":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else make_application(sys.argv)
    install(app, lang)
    return app


def _picture(app: QApplication, out: TrackOut, agency: AgencyInfo | None) -> QImage | None:
    from PySide6.QtCore import QEventLoop

    from console.export.picture import SHEET_SIZE, TrackPicture
    from console.map.packs import installed
    from console.shapes import UNKNOWN

    loop = QEventLoop()
    made: list[QImage] = []
    picture = TrackPicture(out, agency or UNKNOWN, installed()[0], SHEET_SIZE, app)
    picture.done.connect(made.append)
    picture.done.connect(loop.quit)
    picture.start()
    loop.exec()
    return made[0] if made else None
