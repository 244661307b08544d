"""Which tools the map has, in the order of its menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.live import Feed
from console.map.coverage import Coverage
from console.map.snapshot import SnapshotTool
from console.map.stops import StopMarks
from console.map.tool import Tool
from console.selection import Selection
from console.theme import Theme

if TYPE_CHECKING:
    from console.map.view import MapView


def tools_of(view: MapView, live: Feed, theme: Theme, selection: Selection) -> list[Tool]:
    """The tools of ``view``, made for it."""
    return [StopMarks(view, theme), Coverage(view), SnapshotTool(view, live, theme)]
