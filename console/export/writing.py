"""Which files tracks can be, and writing a set of them: each on record, committed, before it is there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from console import times
from console.export.geojson import geojson
from console.export.gpx import gpx
from console.export.kml import kml
from console.export.picture import png
from console.export.sheet import sheet
from console.export.table import table
from console.export.track import TrackOut
from console.files import write_bytes
from journal.errors import JournalError
from units.actions import Exported

translate = QCoreApplication.translate

FORMATS: Mapping[str, Callable[[Sequence[TrackOut]], bytes]] = {
    "csv": table,
    "gpx": gpx,
    "geojson": geojson,
    "kml": kml,
}
"""By ending, what needs no picture."""
ENDINGS = ("pdf", *FORMATS, "png")
PUT_SECONDS = 30.0
"""How long to wait, in a thread, for the entry by which a file is put on record: a loaded disk takes its time."""


class File(NamedTuple):
    """One to be written: ``action`` says so on record."""

    path: Path
    content: bytes
    action: Exported


def render(
    outs: Sequence[TrackOut],
    journal: Path,
    seat: str,
    paths: Sequence[Path],
    picture: QImage | None,
    bom: bool = True,
) -> list[File]:
    """``outs`` as the files ``paths``, each in the format its ending says; a sheet names the hashes of the others.

    Meant for a thread. Raises ``ValueError`` for an ending that is none of :data:`ENDINGS`.
    """
    action = _action(outs, journal, seat)
    made: list[File] = []
    for path in sorted(dict.fromkeys(paths), key=lambda one: ending_of(one) == "pdf"):
        content = _content(outs, path, picture, bom, _hashes(made))
        said = msgspec.structs.replace(action, path=str(path), sha256=hashlib.sha256(content).hexdigest())
        made.append(File(path, content, said))
    return made


def _hashes(made: Sequence[File]) -> dict[str, str]:
    """SHA-256 by name, or by path where two have one name."""
    names = [file.path.name for file in made]
    return {file.path.name if names.count(file.path.name) == 1 else str(file.path): file.action.sha256 for file in made}


def ending_of(path: Path) -> str:
    """What kind of file it is to be, as in :data:`ENDINGS`, whatever case its name is written in."""
    return path.suffix.lower().removeprefix(".")


def needs_picture(paths: Sequence[Path]) -> bool:
    """True if the map has to be drawn for one of them."""
    return any(ending_of(path) in ("pdf", "png") for path in paths)


def settled(recorded: Future[int]) -> None:
    """Wait until it is on record. Raises what kept it from being put there, and :class:`JournalError`."""
    try:
        recorded.result(timeout=PUT_SECONDS)
    except TimeoutError as error:
        told = translate("TakeOutPage", "The record did not take word of it within {seconds} s.")
        raise JournalError(told.format(seconds=f"{PUT_SECONDS:g}")) from error


def write(files: Sequence[tuple[File, Future[int]]]) -> None:
    """Write each file once its action is committed. Raises what kept one from being put on record, and ``OSError``.

    Meant for a thread. What was written before a failure stays, and so does word of it.
    """
    for file, recorded in files:
        settled(recorded)
        write_bytes(file.path, file.content)


def _content(outs: Sequence[TrackOut], path: Path, picture: QImage | None, bom: bool, hashes: dict[str, str]) -> bytes:
    ending = ending_of(path)
    if ending == "pdf":
        return sheet(outs, picture, hashes)
    if ending == "png" and picture is not None:
        return png(picture)
    if ending == "csv":
        return table(outs, bom)
    if ending in FORMATS:
        return FORMATS[ending](outs)
    raise ValueError(f"{path.name}: not one of {', '.join(ENDINGS)}")


def _action(outs: Sequence[TrackOut], journal: Path, seat: str) -> Exported:
    """The action by which ``outs`` leave the product: it names every unit."""
    out = outs[0]
    return Exported(
        seat=seat,
        operator=out.operator or None,
        purpose=out.purpose,
        what=asked_for([one.unit for one in outs], (out.since, out.until)),
        rows=sum(len(one.track.seq) for one in outs),
        journal=str(journal),
    )


def asked_for(units: Sequence[str], interval: tuple[float, float]) -> str:
    """How the record says what was looked up or taken out: whose track, from when to when (s UTC)."""
    return f"track of {', '.join(units)} {times.stamp(interval[0])} – {times.stamp(interval[1])}"
