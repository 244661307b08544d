"""Traffic of the last hour: seconds spoken a minute, a row a talk-group; emergencies marked. Drawn by pyqtgraph."""

from __future__ import annotations

from collections import defaultdict

import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from console import times
from console.live import Feed
from console.page import Page, quiet
from console.theme import SMALL, Theme
from units.state import Facts, Line

HOUR = 3600.0
MINUTE = 60.0
EVERY = 5_000
"""Milliseconds between two drawings."""
ROOM = 0.8
"""Of a row's height that a minute of unbroken speech fills."""


def minutes(facts: Facts, now: float) -> dict[str, dict[int, float]]:
    """Seconds spoken in each of the last sixty minutes (0 the oldest), by talk-group; an over in progress counts."""
    spoken: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    begin = now - HOUR
    for line in facts.lines.values():
        if line.sort != "call" or line.group not in facts.groups:
            continue
        start, end = max(line.time, begin), min(_end(line, now), now)
        while start < end:
            minute = int((start - begin) // MINUTE)
            stop = min(end, begin + (minute + 1) * MINUTE)
            spoken[line.group][min(minute, 59)] += stop - start
            start = max(stop, start + 1e-3)  # the sum of two floats may fall short of the minute's end
    return {group: dict(by_minute) for group, by_minute in spoken.items()}


def _end(line: Line, now: float) -> float:
    return now if line.state == "on-air" else line.time + (line.number or 0.0)


class TrafficPage(Page):
    """The last hour as bars; drawn anew every few seconds while shown."""

    def __init__(self, feed: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._feed = feed
        self.title.setText(self.tr("Traffic of the last hour"))
        self.setAccessibleName(self.title.text())
        self.plot = pg.PlotWidget(self)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMinimumSize(720, 360)
        self.plot.invertY(True)
        self._bars = pg.BarGraphItem(x=[], y0=[], height=[], width=0.9)
        self._alarms = pg.ScatterPlotItem(symbol="t1", size=12)
        self.plot.addItem(self._bars)
        self.plot.addItem(self._alarms)
        self.body.addWidget(self.plot, 1)
        self.body.addWidget(
            quiet(self.tr("A full row is a minute of unbroken speech. A triangle marks an emergency."), theme)
        )
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.draw)
        self._timer.start()
        theme.changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """The bars of now."""
        facts, now, palette = self._feed.facts, self._feed.now(), self.theme.palette
        spoken = minutes(facts, now)
        groups = self._groups()
        xs, bases, heights = [], [], []
        for row, group in enumerate(groups):
            for minute, seconds in sorted(spoken.get(group, {}).items()):
                xs.append(minute - 59)
                bases.append(row + 0.4)
                heights.append(-ROOM * min(1.0, seconds / MINUTE))
        self._bars.setOpts(x=xs, y0=bases, height=heights, width=0.9, brush=palette.accent, pen=palette.accent)
        self._alarms.setData(
            [
                {"pos": ((line.time - now) / MINUTE, groups.index(line.group) + 0.3)}
                for line in facts.lines.values()
                if line.sort == "alarm" and line.group in groups and line.time > now - HOUR
            ],
            brush=palette.emergency,
            pen=palette.panel,
        )
        self._label(groups, spoken, now)

    def _groups(self) -> list[str]:
        """The talk-groups of those whose records may be read here."""
        agencies = self._feed.agencies
        named = self._feed.facts.groups.items()
        return [id_ for id_, group in named if agencies is None or group.info.agency in agencies]

    def _label(self, groups: list[str], spoken: dict[str, dict[int, float]], now: float) -> None:
        palette, facts = self.theme.palette, self._feed.facts
        self.plot.setBackground(palette.panel)
        names = []
        for row, group in enumerate(groups):
            total = times.length(sum(spoken.get(group, {}).values()))
            names.append((row, f"{facts.groups[group].info.name}  {total}"))
        left, bottom = self.plot.getAxis("left"), self.plot.getAxis("bottom")
        left.setTicks([names])
        bottom.setTicks([[(m - 59, times.minute(now + (m - 59) * MINUTE)) for m in range(-1, 60, 10)]])
        for axis in (left, bottom):
            axis.setPen(palette.line)
            axis.setTextPen(palette.text)
            axis.setTickFont(self.theme.font(SMALL))
            axis.setStyle(tickLength=0)
        left.setWidth(210)
        self.plot.setXRange(-60, 1, padding=0)
        self.plot.setYRange(-0.6, max(1, len(groups)) - 0.4, padding=0)
        self.plot.setAccessibleName("; ".join(name for _, name in names))
