"""What an import tells the console that asked for it: one JSON object a line, in the console's language."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from console.i18n import install


def speak(lang: str | None) -> None:
    """Say sentences in the language ``lang`` (``None``: the installation's)."""
    app = QCoreApplication.instance()
    if app is None:
        app = QCoreApplication([])
        install(app, lang)


def line(**told: object) -> None:
    """One line on standard output."""
    print(json.dumps(told), flush=True)


def each_percent(tell: Callable[[float], None]) -> Callable[[float], None]:
    """What is called with 0–1 as often as one likes, and tells each percent once."""
    last = [-1]

    def progress(share: float) -> None:
        if int(100 * share) > last[0]:
            last[0] = int(100 * share)
            tell(share)

    return progress
