"""Where a file becomes a map: what it is, who reads it, and putting the pack in place, whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from console.map import gazetteer
from console.map.gazetteer import Named
from console.map.imports import geojson, geopackage, osm, pmtiles
from console.map.imports.cutting import Cutter, Report
from console.map.imports.drafting import Bench, Draft, check_room, copied, indexed
from console.map.imports.naming import TILES, names_of
from console.map.imports.shapes import Sieve
from console.map.packs import Pack, PackError, Reader, check

Progress = Callable[[float], None]
Make = Callable[[Path, "Job"], Iterable[Named]]
OVERLAY_DEEPEST = 12
"""The last zoom of imported shapes: 1.3 m a unit. Deeper tiles would be many and show no more."""
SUFFIXES = ("mbtiles", "pmtiles", "geojson", "json", "gpkg", "pbf")


@dataclass
class Job:
    """One import under way: where it works, where its draft is, how far it is told."""

    folder: Path
    draft: Path
    progress: Progress
    report: Report = field(default_factory=Report)

    def part(self, first: float, last: float) -> Progress:
        """Progress of one part of the work."""
        return lambda share: self.progress(first + (last - first) * max(0.0, min(1.0, share)))


@dataclass(frozen=True)
class Done:
    """What an import came to."""

    pack: Pack
    names: int
    report: Report

    def left_out(self) -> str:
        """What was left out and why; nothing if nothing was."""
        parts = [f"{count} × {why}" for why, count in sorted(self.report.left_out.items())]
        if not parts:
            return ""
        return QCoreApplication.translate("imports", "Left out: {what}.").format(what=", ".join(parts))


def bring_in(file: Path, folder: Path, progress: Progress) -> Done:
    """Make a pack of ``file`` in ``folder``. Raises :class:`PackError` with one sentence; then nothing is left."""
    make, stem = _maker(file)
    target = folder / f"{stem}.mbtiles"
    check_room(folder, _size(file) * (osm.TIMES if make is _extract else 1))
    with Bench(folder) as bench:
        job = Job(bench.folder, bench.folder / "map.mbtiles", progress)
        index = bench.folder / "map.names"
        try:
            names = gazetteer.write(index, make(file, job))
            pack = check(job.draft)
        except OSError as error:
            raise PackError(f"{file.name}: {error.strerror or error}") from error
        except PackError as error:
            raise PackError(str(error).replace(str(job.draft), str(file))) from error
        try:
            target.with_suffix(gazetteer.SUFFIX).unlink(missing_ok=True)
            job.draft.replace(target)
            index.replace(target.with_suffix(gazetteer.SUFFIX))
        except OSError as error:
            raise PackError(f"{target}: {error.strerror or error}") from error
    progress(1.0)
    return Done(replace(pack, path=target), names, job.report)


def _size(file: Path) -> int:
    with contextlib.suppress(OSError):
        return file.stat().st_size
    return 0


def _maker(file: Path) -> tuple[Make, str]:
    """Who reads it, by what it begins with, and the name of its pack."""
    try:
        with file.open("rb") as stream:
            head = stream.read(64)
    except OSError as error:
        raise PackError(f"{file}: {error.strerror or 'cannot be read'}") from error
    if pmtiles.looks_like(head):
        return _archive, file.stem
    if osm.looks_like(head):
        return _extract, file.name
    if head.startswith(b"SQLite format 3\x00") and geopackage.looks_like(file):
        return _shapes(geopackage.read), file.name
    if geojson.looks_like(head):
        return _shapes(geojson.read), file.name
    return _pack, file.stem


def _pack(file: Path, job: Job) -> Iterator[Named]:
    """MBTiles: a copy as it is."""
    check(file)
    copied(file, job.draft, job.part(0.0, 0.7))
    indexed(job.draft)
    yield from _names_in(job.draft, job.part(0.7, 1.0))


def _archive(file: Path, job: Job) -> Iterator[Named]:
    with Draft(job.draft) as draft:
        pmtiles.read(file, draft, job.part(0.0, 0.7), job.report)
    check(job.draft)
    yield from _names_in(job.draft, job.part(0.7, 1.0))


def _names_in(path: Path, progress: Progress) -> Iterator[Named]:
    """The names in a pack: of its deepest zoom, and of those above where that one has no tile."""
    reader = Reader(path)
    try:
        if not reader.pack.raster:
            yield from names_of(reader.all(10), min(TILES, reader.count(10)), progress).all()
    finally:
        reader.close()


def _shapes(read: Callable[[Path, Cutter, Progress], Sieve]) -> Make:
    def make(file: Path, job: Job) -> Iterator[Named]:
        cutter = Cutter(job.folder, OVERLAY_DEEPEST)
        sieve = read(file, cutter, job.part(0.0, 0.5))
        job.report = cutter.report
        _some(sieve, cutter.report)
        _cut(cutter, job, job.part(0.5, 1.0), {"name": file.stem, "type": "overlay"})
        yield from (Named(name, "shape", lat, lon, 200.0) for name, lat, lon in sieve.names)

    return make


def _some(sieve: Sieve, report: Report) -> None:
    """Raises :class:`PackError` where nothing was left to be shown, with the reason that was met most."""
    if sieve.taken:
        return
    if not report.left_out:
        raise PackError(QCoreApplication.translate("imports", "There is no shape in it."))
    why = max(report.left_out, key=lambda one: report.left_out[one])
    raise PackError(
        QCoreApplication.translate("imports", "None of its {count} shapes can be shown: {why}.").format(
            count=sum(report.left_out.values()), why=why
        )
    )


def _extract(file: Path, job: Job) -> Iterator[Named]:
    cutter = Cutter(job.folder)
    job.report = cutter.report
    extract = osm.Extract(file, job.folder, cutter, job.part(0.0, 0.45))
    extract.read()
    if cutter.empty:
        raise PackError(
            QCoreApplication.translate("imports", "It shows no part of the map’s window (8–40° E, 48.5–65° N).")
        )
    _cut(cutter, job, job.part(0.45, 0.95), {"name": file.name.split(".")[0], "attribution": osm.ATTRIBUTION})
    yield from extract.named()


def _cut(cutter: Cutter, job: Job, progress: Progress, meta: dict[str, str]) -> None:
    with Draft(job.draft) as draft:
        cutter.cut(draft, progress)
        bounds = ",".join(f"{edge:.6f}" for edge in cutter.report.box or ())
        draft.finish({**meta, "bounds": bounds, "format": "pbf", "minzoom": "5"})


def remove(pack: Path) -> None:
    """Take a pack and its index out of the maps folder. Raises :class:`PackError`."""
    try:
        pack.unlink(missing_ok=True)
        pack.with_suffix(gazetteer.SUFFIX).unlink(missing_ok=True)
    except OSError as error:
        raise PackError(f"{pack}: {error.strerror or error}") from error


def sweep(folder: Path) -> None:
    """Remove what a killed import left, unless one is under way."""
    home = folder / ".drafts"
    if home.is_dir():
        with contextlib.suppress(PackError), Bench(folder):
            pass
