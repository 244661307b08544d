"""Which tools the map has, in the order of its menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from console.live import Feed
from console.map.copying import Copying
from console.map.coverage import Coverage
from console.map.fences import FenceTool
from console.map.lasso import Lasso
from console.map.measure import Measure
from console.map.nearest import Nearest
from console.map.snapshot import SnapshotTool
from console.map.stops import StopMarks
from console.map.tool import Tool
from console.selection import Selection
from console.theme import Theme

if TYPE_CHECKING:
    from console.map.view import MapView

T = TypeVar("T", bound=Tool)


def tools_of(view: MapView, live: Feed, theme: Theme, selection: Selection) -> list[Tool]:
    """The tools of ``view``, made for it."""
    return [
        FenceTool(view, live, theme),
        Nearest(view, live, theme, selection),
        Lasso(view, live, theme, selection),
        Measure(view, theme),
        StopMarks(view, theme),
        Coverage(view),
        SnapshotTool(view, live, theme),
        Copying(view, live),
    ]


def tool_of(view: MapView, sort: type[T]) -> T:
    """The one tool of this sort that ``view`` has."""
    return next(tool for tool in view.tools if isinstance(tool, sort))


def acts_of(view: MapView, emergency: Callable[[], str]) -> dict[str, Callable[[], object]]:
    """What the keys of the map's tools do, by their names in :data:`console.keys.KEYS`.

    ``emergency`` tells the unit of the emergency on show, or nothing.
    """
    lasso, measure, nearest = tool_of(view, Lasso), tool_of(view, Measure), tool_of(view, Nearest)

    def held(tool: Tool) -> Callable[[], object]:
        def take_up() -> None:
            view.setFocus()
            tool.take_up()

        return take_up

    return {
        "lasso": held(lasso),
        "gather": lasso.open,
        "measure": held(measure),
        "nearest": lambda: nearest.ask_selected(emergency()),
    }
