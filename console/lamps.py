"""The link lamps of the top bar: shape and text with since when; collapses to a count where there is no room."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console import own_radio, times, words
from console.live import Feed
from console.shapes import draw_mark
from console.theme import BODY, REGULAR, SEMIBOLD, Theme
from units.state import Changes, Gateway

GAP, MARK = 22, 17


@dataclass(frozen=True)
class Lamp:
    """One lamp: its mark (``up``, ``waiting``, ``down``) and what stands beside it."""

    mark: str
    words: str


class Lamps(QWidget):
    """Every gateway's link: proven by traffic, never assumed from an open socket."""

    def __init__(self, feed: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme = feed, theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Links"))
        feed.changed.connect(self._on_changed)
        theme.changed.connect(self.update)
        self.refresh()

    def refresh(self) -> None:
        """Look again."""
        lines = [self._told(gateway) for gateway in self._feed.facts.gateways.values()]
        self.setToolTip("\n".join(lines))
        self.setAccessibleDescription("; ".join(lines))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as all lamps in full."""
        return QSize(round(self._width(self._full())), 40)

    def minimumSizeHint(self) -> QSize:
        """As wide as the count."""
        return QSize(120, 40)

    def wished(self) -> int:
        """The width (px) the bar keeps for the lamps: the first lost link in full, beside a count."""
        down = [lamp for lamp in self._full() if lamp.mark == "down"][:1]
        return round(self._width(down)) + 110

    def shown(self, width: float) -> list[Lamp]:
        """The lamps as they fit into ``width`` px: in full; those not up and some of the rest; counted; one count."""
        full = self._full()
        if self._width(full) <= width:
            return full
        up = sum(lamp.mark == "up" for lamp in full)
        for left_out in range(2, up):
            some = self._without(full, left_out)
            if self._width(some) <= width:
                return some
        counted = Lamp("up", self.tr("%n link(s) up", "", up))
        partly = ([counted] if up else []) + [lamp for lamp in full if lamp.mark != "up"]
        if self._width(partly) <= width:
            return partly
        brief = [Lamp(lamp.mark, lamp.words.partition(":")[0]) for lamp in partly]
        if self._width(brief) <= width:
            return brief
        down = sum(lamp.mark == "down" for lamp in full)
        total = self.tr("%n link(s)", "", len(full))
        if down:
            return [Lamp("down", f"{total}, " + self.tr("%n down", "", down))]
        return [Lamp("up" if up == len(full) else "waiting", total)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lamps that fit."""
        painter = QPainter(self)
        palette = self._theme.palette
        x, y = 5.0, self.height() / 2
        for lamp in self.shown(self.width()):
            draw_mark(painter, QPointF(x, y), lamp.mark, palette)
            down = lamp.mark == "down"
            font = self._theme.font(BODY, SEMIBOLD if down else REGULAR)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(palette.warn if down else palette.text)
            room = QRectF(x + MARK - 5, 0, max(0.0, self.width() - x - MARK + 5), self.height())
            text = metrics.elidedText(lamp.words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            x += MARK + metrics.horizontalAdvance(text) + GAP

    def _without(self, full: list[Lamp], count: int) -> list[Lamp]:
        """All but the last ``count`` that are up, which are counted; every lamp keeps its place."""
        healthy = [number for number, lamp in enumerate(full) if lamp.mark == "up"]
        out = set(healthy[len(healthy) - count :])
        some = [lamp for number, lamp in enumerate(full) if number not in out]
        return [*some, Lamp("up", self.tr("%n more up", "", count))]

    def _full(self) -> list[Lamp]:
        return [
            Lamp(g.state if own_radio.has_network(g) else "waiting", self._words(g))
            for g in self._feed.facts.gateways.values()
        ]

    def _words(self, gateway: Gateway) -> str:
        if gateway.state == "down":
            return self.tr("{gateway}: no link since {time}").format(
                gateway=gateway.info.name, time=times.clock(gateway.since)
            )
        if gateway.state == "waiting":
            return self.tr("{gateway}: nothing heard yet").format(gateway=gateway.info.name)
        if not own_radio.has_network(gateway):
            return self.tr("{gateway}: no network").format(gateway=gateway.info.name)
        return gateway.info.name

    def _told(self, gateway: Gateway) -> str:
        text = self._words(gateway)
        if gateway.state == "up":
            text = self.tr("{gateway}: link since {time}").format(
                gateway=gateway.info.name, time=times.clock(gateway.since)
            )
        told = own_radio.of_gateway(self._feed.facts, gateway)
        text = f"{text}; {told}" if told else text
        return f"{text} ({words.link_why(gateway.why)})" if gateway.why else text

    def _width(self, lamps: list[Lamp]) -> float:
        plain = QFontMetricsF(self._theme.font(BODY, REGULAR))
        bold = QFontMetricsF(self._theme.font(BODY, SEMIBOLD))
        return sum(
            MARK + GAP + (bold if lamp.mark == "down" else plain).horizontalAdvance(lamp.words) for lamp in lamps
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.all or changes.config or changes.gateways:
            self.refresh()
