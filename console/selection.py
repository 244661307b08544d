"""What is selected, wherever it was clicked. Every part of the screen sets it; the detail panel and the map show it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """One selection for the whole console: a unit, and the call or stream line through which it was reached.

    ``unit`` a unit id (or the radio's, while nobody named it), ``call`` a call id, ``line`` the ``seq`` of a stream
    line; each empty (0) where there is none. ``changed`` follows every real change, ``located`` a wish to see the
    unit on the map, ``followed`` the unit it keeps in view and ``tracked`` the one whose way it shows (empty: none).

    Beside it several units can be ``gathered``, to be told something together; ``gathering`` follows each change.
    ``tile_wanted`` asks for a talk-group's tile to be selected.
    """

    changed = Signal()
    located = Signal(str)
    followed = Signal(str)
    tracked = Signal(str)
    gathering = Signal()
    tile_wanted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now: tuple[str, str, int] = ("", "", 0)
        self._following = self._tracking = ""
        self._gathered: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The selected unit's id."""
        return self._now[0]

    @property
    def call(self) -> str:
        """The selected call's id."""
        return self._now[1]

    @property
    def line(self) -> int:
        """The selected stream line's ``seq``."""
        return self._now[2]

    @property
    def following(self) -> str:
        """The unit the map keeps in view."""
        return self._following

    def select(self, unit: str = "", call: str = "", line: int = 0) -> None:
        """Select this instead of what was selected; nothing at all deselects."""
        wanted = (unit, call, line)
        if wanted != self._now:
            self._now = wanted
            self.changed.emit()

    def locate(self, unit: str) -> None:
        """Select ``unit`` and ask the map to show it."""
        if unit != self.unit:
            self.select(unit)
        self.located.emit(unit)

    def follow(self, unit: str) -> None:
        """Keep ``unit`` in view on the map; the same unit again, or an empty one, stops."""
        self._following = "" if unit == self._following else unit
        self.followed.emit(self._following)

    @property
    def tracking(self) -> str:
        """The unit whose way is shown though it may not be selected."""
        return self._tracking

    def track(self, unit: str) -> None:
        """Show where ``unit`` went; the same unit again, or an empty one, stops."""
        self._tracking = "" if unit == self._tracking else unit
        self.tracked.emit(self._tracking)

    @property
    def gathered(self) -> tuple[str, ...]:
        """Several units chosen together, in the order they came."""
        return self._gathered

    def gather(self, units: Iterable[str]) -> None:
        """These units and no others; none lets all go."""
        wanted = tuple(dict.fromkeys(units))
        if wanted != self._gathered:
            self._gathered = wanted
            self.gathering.emit()

    def gather_too(self, unit: str) -> None:
        """``unit`` beside those gathered, or not any more."""
        had = self._gathered
        self.gather([one for one in had if one != unit] if unit in had else [*had, unit])
