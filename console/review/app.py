"""``main.py review JOURNAL``: a window of its own that looks back. The live console, if one runs, is not touched."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def run(journal: Path, lang: str | None, theme: str | None) -> int:
    """Open the review window and stay until it is closed. 0, or 2 with one line on standard error."""
    from journal.errors import JournalError
    from journal.reader import Reader

    try:
        with contextlib.closing(Reader(journal)) as reader:
            mode, span = reader.mode(), reader.span()
    except (JournalError, OSError) as error:
        print(f"kopa: {error}", file=sys.stderr)
        return 2
    app = _application(lang)
    from console.i18n import settings
    from console.review.window import ReviewWindow
    from console.theme import Theme

    look = Theme(night=(theme or settings().value("theme")) == "night")
    window = ReviewWindow(journal, mode, span, look)
    window.setGeometry(app.primaryScreen().availableGeometry())
    window.showMaximized()
    status = app.exec()
    window.leave()
    return status


def _application(lang: str | None) -> QApplication:
    from console.app import make_application
    from console.i18n import install

    app = make_application(sys.argv)
    install(app, lang)
    return app
