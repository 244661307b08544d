"""Which files a track can be, and writing a set of them: each on record, committed, before it is there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

import msgspec
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
from units.actions import Exported

FORMATS: Mapping[str, Callable[[TrackOut], bytes]] = {"csv": table, "gpx": gpx, "geojson": geojson, "kml": kml}
"""By ending, what needs no picture."""
ENDINGS = ("pdf", *FORMATS, "png")
PUT_SECONDS = 10.0
"""How long to wait for the entry by which a file is put on record."""


class File(NamedTuple):
    """One to be written: ``action`` says so on record."""

    path: Path
    content: bytes
    action: Exported


def render(
    out: TrackOut, journal: Path, seat: str, paths: Sequence[Path], picture: QImage | None, bom: bool = True
) -> list[File]:
    """``out`` as the files ``paths``, each in the format its ending says; a sheet names the hashes of the others.

    Meant for a thread. Raises ``ValueError`` for an ending that is none of :data:`ENDINGS`.
    """
    action = _action(out, journal, seat)
    made: list[File] = []
    for path in sorted(paths, key=lambda one: one.suffix == ".pdf"):
        content = _content(out, path, picture, bom, {file.path.name: file.action.sha256 for file in made})
        said = msgspec.structs.replace(action, path=str(path), sha256=hashlib.sha256(content).hexdigest())
        made.append(File(path, content, said))
    return made


def write(files: Sequence[tuple[File, Future[int]]]) -> None:
    """Write each file once its action is committed. Raises what kept one from being put on record, and ``OSError``.

    Meant for a thread. What was written before a failure stays, and so does word of it.
    """
    for file, recorded in files:
        recorded.result(timeout=PUT_SECONDS)
        write_bytes(file.path, file.content)


def _content(out: TrackOut, path: Path, picture: QImage | None, bom: bool, hashes: dict[str, str]) -> bytes:
    ending = path.suffix.lower().removeprefix(".")
    if ending == "pdf":
        return sheet(out, picture, hashes)
    if ending == "png" and picture is not None:
        return png(picture)
    if ending == "csv":
        return table(out, bom)
    if ending in FORMATS:
        return FORMATS[ending](out)
    raise ValueError(f"{path.name}: not one of {', '.join(ENDINGS)}")


def _action(out: TrackOut, journal: Path, seat: str) -> Exported:
    """The action by which ``out`` leaves the product."""
    return Exported(
        seat=seat,
        operator=out.operator or None,
        purpose=out.purpose,
        what=f"track of {out.unit} {times.stamp(out.since)} – {times.stamp(out.until)}",
        rows=len(out.track.seq),
        journal=str(journal),
    )
