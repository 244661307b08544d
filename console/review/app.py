"""``main.py review JOURNAL``: a window of its own that looks back. The live console, if one runs, is not touched."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QApplication, QMainWindow

TITLE = 32
"""Room for a title bar, px: how high it is nobody knows before it is there."""


def run(journal: Path, lang: str | None, theme: str | None, below: int = 0) -> int:
    """Open the review window and stay until it is closed. 0, or 2 with one line on standard error.

    ``below`` px of the screen's top stay free: the emergency strip of the console that opened it is there.
    """
    from journal.errors import JournalError
    from journal.reader import Reader

    try:
        journal = reachable(journal)
        with contextlib.closing(Reader(journal)) as reader:
            mode, span = reader.mode(), reader.span()
    except (JournalError, OSError) as error:
        print(f"kopa: {error}", file=sys.stderr)
        return 2
    app = _application(lang)
    from console import territory
    from console.garbage import Garbage
    from console.i18n import settings
    from console.review.window import ReviewWindow
    from console.theme import Theme

    look = Theme(night=(theme or settings().value("theme")) == "night")
    window = ReviewWindow(journal, mode, span, look)
    place(window, app.primaryScreen().availableGeometry(), below)
    garbage = Garbage(window)
    territory.book().begin()
    status = app.exec()
    garbage.stop()
    window.leave()
    return status


def place(window: QMainWindow, room: QRect, below: int) -> None:
    """Show ``window`` over the whole ``room`` of the screen, or over what lies ``below`` px under its upper edge."""
    window.setGeometry(room)
    if below <= 0:
        window.showMaximized()
        return
    free = room.adjusted(0, min(below, room.height() - window.minimumHeight()), 0, 0)
    window.resize(free.width(), free.height() - TITLE)
    window.move(free.topLeft())
    window.show()


def reachable(folder: Path) -> Path:
    """``folder``, or a copy of it where SQLite may put its lock file: an installed exercise, a read-only disc.

    Raises ``OSError``, also when there is no journal.
    """
    from journal.schema import path_of

    if not path_of(folder).is_file():
        raise FileNotFoundError(f"{folder}: there is no journal here.")
    if os.access(folder, os.W_OK):
        return folder
    from journal.places import data_home

    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:8]
    copy = data_home() / "journals" / f"{folder.name}-{name}"
    shutil.copytree(folder, copy, dirs_exist_ok=True)
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return copy


def _application(lang: str | None) -> QApplication:
    from console.app import make_application
    from console.i18n import install

    app = make_application(sys.argv)
    install(app, lang)
    return app
