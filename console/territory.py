"""Whose ground a place is, in words: by the imported boundary, else by the built-in border, which is said to be about.

The boundary is read in a thread of its own once the window is there, and again when another was imported;
until then nobody can say.
"""

from __future__ import annotations

import time
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING

from console import border_words, words

if TYPE_CHECKING:
    from pathlib import Path

    from gps.areas import Boundary
    from journal.boundary import Loaded

AGAIN = 5.0
"""s between two looks whether another boundary was imported."""


class Book:
    """The boundary as it is on this machine. ``path`` says where an imported one lies.

    ``loaded`` is that one, ``fault`` why it cannot be used (:class:`gps.areas.BoundaryError`), if so.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark: tuple[int, int] | None = (-1, -1)
        self._looked = -AGAIN
        self._thread: Thread | None = None
        self._boundary: Boundary | None = None
        self.begun = self.imported = False
        self.loaded: Loaded | None = None
        self.fault = ""

    def begin(self) -> None:
        """Read it: a console that has shown its window says so."""
        self.begun = True
        self.look()

    def look(self) -> Boundary | None:
        """What there is now, and whether it is still that."""
        now = time.monotonic()
        if self.begun and now - self._looked >= AGAIN and (self._thread is None or not self._thread.is_alive()):
            self._looked = now
            try:
                found = self._path.stat()
                mark: tuple[int, int] | None = (found.st_mtime_ns, found.st_size)
            except OSError:
                mark = None
            if mark != self._mark:
                self._mark = mark
                self._thread = Thread(target=self._read, args=(mark is not None,), name="territory", daemon=True)
                self._thread.start()
        return self._boundary

    def look_again(self) -> None:
        """Something was imported or taken away just now."""
        self._looked = -AGAIN
        self.look()

    @property
    def reading(self) -> bool:
        """True while the boundary that counts is not yet known."""
        return self._boundary is None or (self._thread is not None and self._thread.is_alive())

    def wait(self) -> None:
        """Until what is being read is read."""
        if self._thread is not None:
            self._thread.join()

    def _read(self, imported: bool) -> None:
        from gps.areas import BoundaryError
        from journal.boundary import built_in, load

        loaded, fault = None, ""
        try:
            loaded = load(self._path, proven=False) if imported else None
        except BoundaryError as error:
            fault = str(error)
        self.loaded, self.fault, self.imported = loaded, fault, loaded is not None
        self._boundary = loaded.boundary if loaded is not None else built_in()


@cache
def book() -> Book:
    """The one of this installation."""
    from journal.places import boundary_file

    return Book(boundary_file())


def ground(lat: float, lon: float) -> str:
    """``Daugavpils, Latvia``; ``Latvia · approximate``; empty where nobody knows."""
    return said(book(), lat, lon)


def said(known: Book, lat: float, lon: float) -> str:
    """The same by another book."""
    boundary = known.look()
    found = boundary.at(lat, lon) if boundary is not None else None
    if found is None or not found.state:
        return ""
    state = words.country(found.state)
    if not known.imported:
        return f"{state} · {border_words.approximate()}"
    return f"{found.municipality}, {state}" if found.municipality else state
