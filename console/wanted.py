"""What of the record can be wanted of a unit, wherever it is shown: its track, a legal hold, an erasure."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from console.live import Feed
from console.rights import why_not
from units.state import Unit

translate = QCoreApplication.translate


def add_wanted(menu: QMenu, feed: Feed, unit: Unit, want: Callable[[str, str], object]) -> None:
    """Add it to the menu of ``unit``; ``want(what, unit id)`` is called with ``track``, ``hold`` or ``erase``."""
    for what, right, words in (
        ("track", "positions", translate("wanted", "Track over a time …")),
        ("hold", "hold", translate("wanted", "Place a legal hold …")),
        ("erase", "erase", translate("wanted", "Erase data …")),
    ):
        why = why_not(feed, right) or why_not_of(feed, unit)
        action = menu.addAction(words)
        action.triggered.connect(lambda _checked=False, w=what: want(w, unit.id))
        action.setEnabled(not why)
        action.setToolTip(why)
    menu.setToolTipsVisible(True)


def why_not_of(feed: Feed, unit: Unit) -> str:
    """Why the records of ``unit`` may not be read here: they are another agency's."""
    agencies = feed.agencies
    if agencies is None or unit.agency in agencies:
        return ""
    return translate("wanted", "You may not read the records of this unit's agency.")
