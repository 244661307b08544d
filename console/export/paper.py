"""A4 paper: blocks laid out one below the other, tables whose heads repeat, pages numbered. Knows no tracks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from console.theme import DAY, face

DOTS = 254
"""Dots an inch: one is a tenth of a millimetre, the unit of everything here."""
WIDE, HIGH = 2100, 2970
EDGE = 150
TOP, BOTTOM = 240, HIGH - 200
ROOM = WIDE - 2 * EDGE
INK, GREY, LINE = QColor("#14202B"), QColor("#55636F"), QColor("#C4CBD2")
TINT = QColor("#F1F4F6")
ROW = 44
NAME = 420
"""Room for the name of a fact."""
LONGEST = 60
"""Letters of a word that is broken rather than run out of the paper."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_WRAPPED = Qt.TextFlag.TextWordWrap

Draw = Callable[[QPainter, float], None]
"""Draws a block whose upper edge is at so many tenths of a millimetre."""


@dataclass(slots=True)
class Block:
    """``high`` tenths of a millimetre. ``head``: drawn again at the top of a page that begins with this block."""

    high: float
    draw: Draw
    head: Block | None = None
    joined: bool = False
    """Stays on the page of the block after it."""
    fresh: bool = False
    """Begins a page."""


@dataclass(slots=True)
class Paper:
    """What is on it, in order; ``title`` stands on every page, ``mark`` (EXERCISE) over the upper edge of each."""

    title: str
    foot: str
    page_of: str
    mark: str = ""
    blocks: list[Block] = field(default_factory=list)

    # -- what can be put on it -------------------------------------------------------------------------------------

    def space(self, high: float) -> None:
        """Nothing, so high."""
        self.blocks.append(Block(high, lambda _painter, _y: None))

    def new_page(self) -> None:
        """What follows begins a page."""
        self.blocks.append(Block(0, lambda _painter, _y: None, joined=True, fresh=True))

    def heading(self, text: str, px: int = 48) -> None:
        """A line in bold, never the last one of a page."""
        font = face(px, 700)

        def draw(painter: QPainter, y: float) -> None:
            write(painter, QRectF(EDGE, y, ROOM, px * 1.5), text, font)

        self.blocks.append(Block(px * 1.7, draw, joined=True))

    def text(self, text: str, px: int = 31, colour: QColor = INK) -> None:
        """A paragraph, wrapped."""
        text = breakable(text)
        font = face(px)
        room = QFontMetricsF(font).boundingRect(QRectF(0, 0, ROOM, 10_000), int(_WRAPPED), text)

        def draw(painter: QPainter, y: float) -> None:
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(QRectF(EDGE, y, ROOM, room.height() + 4), int(_WRAPPED), text)

        self.blocks.append(Block(room.height() + 10, draw))

    def picture(self, image: QImage) -> None:
        """A picture as wide as the text."""
        high = ROOM * image.height() / max(1, image.width())

        def draw(painter: QPainter, y: float) -> None:
            frame = QRectF(EDGE, y, ROOM, high)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, image, QRectF(image.rect()))
            painter.setPen(QPen(LINE, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(frame)

        self.blocks.append(Block(high + 20, draw))

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Names in grey with what they are beside them; long ones wrap."""
        font = face(31)
        for label, told in rows:
            text = breakable(told)
            room = QFontMetricsF(font).boundingRect(QRectF(0, 0, ROOM - NAME, 10_000), int(_WRAPPED), text)
            high = max(46.0, room.height() + 8)

            def draw(painter: QPainter, y: float, label: str = label, text: str = text, high: float = high) -> None:
                painter.setFont(font)
                painter.setPen(GREY)
                painter.drawText(QRectF(EDGE, y, NAME - 20, high), int(_WRAPPED), label)
                painter.setPen(INK)
                painter.drawText(QRectF(EDGE + NAME, y, ROOM - NAME, high), int(_WRAPPED), text)

            self.blocks.append(Block(high, draw))

    def table(self, columns: Sequence[tuple[str, float, bool]], rows: Sequence[Sequence[str]]) -> None:
        """``columns``: name, width (a share of the line), to the right or not. A cell too long is cut and says so."""
        head = Block(ROW + 8, _row(columns, [name for name, _, _ in columns], 600, None), joined=True)
        self.blocks.append(head)
        for number, cells in enumerate(rows):
            self.blocks.append(Block(ROW, _row(columns, cells, 400, TINT if number % 2 else None), head))

    # -- printing --------------------------------------------------------------------------------------------------

    def pages(self) -> list[list[tuple[float, Block]]]:
        """The blocks with their places, page by page."""
        pages: list[list[tuple[float, Block]]] = [[]]
        y = float(TOP)
        for at, block in enumerate(self.blocks):
            need, last = block.high, at
            while self.blocks[last].joined and last + 1 < len(self.blocks):
                last += 1
                need += self.blocks[last].high
            if (block.fresh or y + need > BOTTOM) and pages[-1]:
                pages.append([])
                y = TOP
                if block.head is not None:
                    pages[-1].append((y, block.head))
                    y += block.head.high
            pages[-1].append((y, block))
            y += block.high
        return pages

    def pdf(self) -> bytes:
        """The paper as a PDF file."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(DOTS)
        writer.setTitle(self.title)
        writer.setCreator("Kopa")
        writer.setPageLayout(
            QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
        )
        painter = QPainter(writer)
        pages = self.pages()
        for number, page in enumerate(pages, 1):
            if number > 1:
                writer.newPage()
            self._edge(painter, number, len(pages))
            for y, block in page:
                block.draw(painter, y)
        painter.end()
        return bytes(buffer.data().data())

    def _edge(self, painter: QPainter, number: int, count: int) -> None:
        small = face(27)
        if self.mark:
            painter.fillRect(QRectF(0, 0, WIDE, 90), DAY.exercise)
            band = QRectF(0, 0, WIDE, 90)
            write(painter, band, self.mark, face(46, 700), QColor("white"), Qt.AlignmentFlag.AlignCenter)
        write(painter, QRectF(EDGE, 120, ROOM, 60), self.title, small, GREY)
        write(painter, QRectF(EDGE, 120, ROOM, 60), "Kopa", face(27, 700), GREY, _RIGHT)
        painter.setPen(QPen(LINE, 2))
        painter.drawLine(EDGE, 190, WIDE - EDGE, 190)
        painter.drawLine(EDGE, HIGH - 170, WIDE - EDGE, HIGH - 170)
        foot = QRectF(EDGE, HIGH - 160, ROOM, 60)
        write(painter, foot, self.foot, small, GREY)
        write(painter, foot, self.page_of.format(page=number, pages=count), small, GREY, _RIGHT)


def breakable(text: str) -> str:
    """``text`` in which words too long for a line may be broken."""
    return re.sub(rf"(\S{{{LONGEST}}})(?=\S{{6}})", "\\1\u200b", text)


def write(
    painter: QPainter,
    room: QRectF,
    text: str,
    font: QFont,
    colour: QColor = INK,
    flags: Qt.AlignmentFlag = _LEFT,
) -> None:
    """One line in ``room``; what does not fit is cut, visibly."""
    painter.setFont(font)
    painter.setPen(colour)
    fits = QFontMetricsF(font, painter.device()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(flags), fits)


def _row(columns: Sequence[tuple[str, float, bool]], cells: Sequence[str], weight: int, ground: QColor | None) -> Draw:
    font = face(28, weight)

    def draw(painter: QPainter, y: float) -> None:
        if ground is not None:
            painter.fillRect(QRectF(EDGE, y, ROOM, ROW), ground)
        x = float(EDGE)
        for (_, share, right), cell in zip(columns, cells, strict=True):
            wide = share * ROOM
            write(painter, QRectF(x + 14, y, wide - 20, ROW), cell, font, INK, _RIGHT if right else _LEFT)
            x += wide
        if weight > 400:
            painter.setPen(QPen(INK, 3))
            painter.drawLine(EDGE, round(y + ROW + 3), WIDE - EDGE, round(y + ROW + 3))

    return draw
