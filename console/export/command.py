"""``main.py export-track``: units' tracks as files without a screen; the rights and the record are the console's."""

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
from units.state import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from console.export.track import TrackOut
    from units.findings import AgencyInfo

DONE, REFUSED = 0, 2


class Wish(NamedTuple):
    """What the command line said."""

    journal: Path
    units: tuple[str, ...]
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
    units = _units(facts, wish.units, asker)
    app = _application(wish.lang)
    purpose = wish.purpose.strip() or "exercise"
    sink, _ = audit.open_sink()
    with contextlib.closing(sink):
        searched = Searched(
            seat=audit.SEAT,
            operator=asker.number or None,
            purpose=purpose,
            terms=writing.asked_for(units, (since, until)),
            journal=str(wish.journal),
        )
        writing.settled(sink.append(searched))
        why = (purpose, asker.number, time.time())
        outs = track.read(wish.journal, facts, units, (since, until), asker.agencies, why)
        picture = _picture(app, outs, track.agencies_of(facts, units)) if writing.needs_picture(wish.to) else None
        files = writing.render(outs, wish.journal, audit.SEAT, wish.to, picture, wish.bom)
        writing.write([(file, sink.append(file.action)) for file in files])
    return [file.path for file in files]


def _units(facts: Facts, names: Sequence[str], asker: Asker) -> list[str]:
    """Their ids, each once. Raises :class:`Refused`."""
    from console.export.track import unit_of

    found: list[str] = []
    for name in names:
        unit = unit_of(facts, name)
        if unit is None:
            raise Refused(f"{name}: no unit of this journal has this id, call sign or radio.")
        if asker.agencies is not None and unit.agency not in asker.agencies:
            raise Refused(f"{name}: you may not read the records of this unit's agency.")
        found.append(unit.id)
    if not found:
        raise Refused("Say with --unit whose track.")
    return list(dict.fromkeys(found))


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


def _picture(app: QApplication, outs: Sequence[TrackOut], agencies: Mapping[str, AgencyInfo]) -> QImage | None:
    from PySide6.QtCore import QEventLoop

    from console.export.picture import SHEET_SIZE, TrackPicture
    from console.map.packs import installed

    loop = QEventLoop()
    made: list[QImage] = []
    picture = TrackPicture(outs, agencies, installed()[0], SHEET_SIZE, app)
    picture.done.connect(made.append)
    picture.done.connect(loop.quit)
    picture.start()
    loop.exec()
    return made[0] if made else None
