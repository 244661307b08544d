"""Large areas are filled piece by piece, so that no frame waits for one; the picture stays the same."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QImage, QPainter

from console.map import paint
from console.map.base import Parts
from console.map.paint import POINTS, in_pieces, path_of

SIDE = 200


def ring(x: float, y: float, radius: float, points: int, hole: bool = False) -> np.ndarray:
    """Round a middle, closed; y runs down, so an outer ring runs clockwise on the screen."""
    turn = np.linspace(0, 2 * np.pi, points) * (-1 if hole else 1)
    made = np.column_stack((x + radius * np.cos(turn), y + radius * np.sin(turn)))
    made[-1] = made[0]
    return made


def parts(*rings: np.ndarray) -> Parts:
    starts = np.concatenate(([0], np.cumsum([len(one) for one in rings])[:-1]))
    return Parts.of(np.concatenate(rings), starts)


def lakes() -> Parts:
    """Forty of 300 points with an island each."""
    rings = []
    for n in range(40):
        x, y = 12.0 + 25 * (n % 8), 20.0 + 40 * (n // 8)
        rings += [ring(x, y, 10, 300), ring(x, y, 4, 100, hole=True)]
    return parts(*rings)


def filled(pieces: list[Parts]) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for piece in pieces:
        painter.fillPath(path_of(piece, 0, 0, 1.0), QBrush(Qt.GlobalColor.blue))
    painter.end()
    return image


def test_pieces_are_small_and_lose_nothing() -> None:
    whole = lakes()
    pieces = list(in_pieces(whole))
    assert len(pieces) > 5
    assert max(len(piece.xy) for piece in pieces) < 2 * POINTS
    assert np.array_equal(np.concatenate([piece.xy for piece in pieces]), whole.xy)
    assert all(piece.starts[0] == 0 for piece in pieces)


def test_an_island_stays_in_its_lake(qapp: object) -> None:
    whole = lakes()
    assert filled(list(in_pieces(whole))) == filled([whole])
    torn = [paint._some(whole, n, n + 1, np.append(whole.starts[1:], len(whole.xy))) for n in range(len(whole))]
    assert filled(torn) != filled([whole]), "the control: a hole apart from its ring is filled"


def test_nothing_is_no_piece() -> None:
    assert list(in_pieces(Parts.of(np.empty((0, 2)), np.empty(0, np.int64)))) == []


@pytest.mark.parametrize(("scale", "most"), [(1.0, 3000), (0.01, 30)])
def test_points_nobody_can_tell_apart_are_left_out(qapp: object, scale: float, most: int) -> None:
    path = path_of(parts(ring(100, 100, 90, 3000)), 0, 0, scale)
    assert 4 < path.elementCount() <= most
    box = path.boundingRect()
    assert abs(box.width() - 180 * scale) < 1 and abs(box.height() - 180 * scale) < 1
