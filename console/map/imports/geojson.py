"""GeoJSON (RFC 7946), read feature by feature: a file of gigabytes takes no more memory than its largest feature."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import shapely
from PySide6.QtCore import QCoreApplication

from console.map.imports.cutting import Cutter
from console.map.imports.shapes import Convert, Sieve, from_system, name_of
from console.map.packs import PackError

BLOCK = 1024 * 1024
LARGEST = 64 * 1024 * 1024
"""Characters of one feature, at most."""
_BLANK = " \t\r\n"


def looks_like(head: bytes) -> bool:
    """True for what begins as a JSON object."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


class _Text:
    """A file's characters, read as they are needed."""

    def __init__(self, path: Path, progress: Callable[[float], None]) -> None:
        self._file = path.open("rb")
        self._size = max(1, path.stat().st_size)
        self._progress = progress
        self._left = b""
        self._buffer = ""
        self._at = 0
        self._decoder = json.JSONDecoder()
        self._ended = False

    def close(self) -> None:
        self._file.close()

    def _more(self) -> bool:
        if self._ended:
            return False
        data = self._left + self._file.read(BLOCK)
        self._progress(self._file.tell() / self._size)
        self._ended = len(data) == len(self._left)
        whole = len(data)
        if not self._ended:  # a character may be cut in two
            while whole and whole > len(data) - 4 and data[whole - 1] & 0xC0 == 0x80:
                whole -= 1
            if whole and data[whole - 1] >= 0xC0:
                whole -= 1
            else:
                whole = len(data)
        self._left = data[whole:]
        self._buffer = self._buffer[self._at :] + data[:whole].decode("utf-8-sig" if not self._at else "utf-8")
        self._at = 0
        return not self._ended

    def next(self) -> str:
        """The next character that is no blank, left in its place; nothing at the end."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in _BLANK:
                self._at += 1
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def skip(self, wanted: str) -> None:
        """Go over one of ``wanted``."""
        if self.next() not in wanted or not self.next():
            raise ValueError(f"no {wanted}")
        self._at += 1

    def value(self) -> object:
        """The value that begins here."""
        self.next()
        wanted = BLOCK // 2
        while True:
            try:
                found, end = self._decoder.raw_decode(self._buffer, self._at)
            except ValueError:
                found, end = None, -1
            if end >= 0 and (end < len(self._buffer) or self._ended):
                self._at = end
                return found
            held = len(self._buffer)
            if held - self._at > LARGEST:
                raise PackError(QCoreApplication.translate("imports", "One of its features is larger than 64 MB."))
            while len(self._buffer) - self._at < wanted:  # twice as much each time: no square of the length
                if not self._more():
                    break
            wanted = 2 * max(wanted, held - self._at)
            if self._ended and len(self._buffer) == held:
                raise ValueError("cut off")


def read(path: Path, cutter: Cutter, progress: Callable[[float], None]) -> Sieve:
    """Everything in ``path`` into ``cutter``. Raises :class:`PackError`."""
    text = _Text(path, progress)
    try:
        return _read(text, cutter)
    except (ValueError, RecursionError) as error:
        if isinstance(error, PackError):
            raise
        raise PackError(
            QCoreApplication.translate("imports", "Not GeoJSON, or cut off: it cannot be read to its end.")
        ) from error
    finally:
        text.close()


def _read(text: _Text, cutter: Cutter) -> Sieve:
    members: dict[str, object] = {}
    sieve = Sieve(cutter)
    text.skip("{")
    while text.next() != "}":
        key = str(text.value())
        text.skip(":")
        if key == "features" and text.next() == "[":
            sieve = Sieve(cutter, _system(members))
            for feature in _items(text):
                _take(sieve, feature)
            members.setdefault("crs", None)
        else:
            late = key == "crs" and "crs" in members
            members[key] = text.value()
            if late and _system(members) is not None:
                raise PackError(
                    QCoreApplication.translate("imports", "It names its coordinate system only after its shapes.")
                )
        if text.next() == ",":
            text.skip(",")
    text.skip("}")
    if members.get("type") == "Feature" or "coordinates" in members or "geometries" in members:
        sieve = Sieve(cutter, _system(members))
        _take(sieve, members if members.get("type") == "Feature" else {"geometry": members})
    return sieve


def _items(text: _Text) -> Iterator[object]:
    text.skip("[")
    while text.next() != "]":
        yield text.value()
        if text.next() == ",":
            text.skip(",")
        elif text.next() != "]":
            raise ValueError("no list")
    text.skip("]")


def _system(members: dict[str, object]) -> Convert | None:
    """GeoJSON of before 2016 names its system: urn:ogc:def:crs:EPSG::3059."""
    crs = members.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or "CRS84" in name:
        return None
    return from_system(name)


def _take(sieve: Sieve, feature: object) -> None:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    properties = feature.get("properties") if isinstance(feature, dict) else None
    made = None
    if isinstance(geometry, dict):
        try:
            made = shapely.from_geojson(json.dumps(geometry, allow_nan=False))
        except ValueError:  # NaN or Infinity, which JSON does not know but many a program writes
            made = shapely.Point(float("nan"), float("nan"))
        except (shapely.GEOSException, RecursionError):
            made = None
    sieve.take([made], [name_of(properties if isinstance(properties, dict) else {})])
