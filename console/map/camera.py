"""Where the map looks: Web Mercator as a square of side 1, a centre in it, and a zoom in quarter steps. Draws nothing.

Zoom 0 shows the world in one tile of 512 px. Zooms are quarter steps, and at each of them a tile has a whole number of
device pixels: tiles painted for the zoom at rest are blitted unscaled, so lines and text stay crisp.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gps.plane import RADIUS

TILE = 512
WEST, EAST, SOUTH, NORTH = 8.0, 40.0, 48.5, 65.0
"""The window outside which the map knows nothing, degrees."""
MIN_STEP, MAX_STEP = 17, 66
MAX_LATITUDE = 85.05112877980659

Floats = NDArray[np.float64]


def world_x(lon: float) -> float:
    """0..1 from longitude in degrees."""
    return (lon + 180.0) / 360.0


def world_y(lat: float) -> float:
    """0..1, southwards, from latitude in degrees; the poles are cut off where Mercator does it."""
    phi = math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, lat)))
    return 0.5 - math.asinh(math.tan(phi)) / (2.0 * math.pi)


def longitude(x: float) -> float:
    """Degrees from world x."""
    return x * 360.0 - 180.0


def latitude(y: float) -> float:
    """Degrees from world y."""
    return math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * y))))


def world(lats: Floats, lons: Floats) -> tuple[Floats, Floats]:
    """World coordinates of many places at once."""
    phi = np.radians(np.clip(lats, -MAX_LATITUDE, MAX_LATITUDE))
    return (lons + 180.0) / 360.0, 0.5 - np.arcsinh(np.tan(phi)) / (2.0 * math.pi)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in world coordinates."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """True where the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


LIMITS = Box(world_x(WEST), world_y(NORTH), world_x(EAST), world_y(SOUTH))


@dataclass(frozen=True, slots=True)
class Camera:
    """A view of the world: centre ``x``, ``y`` in world coordinates, ``step`` quarter zooms, ``dpr`` device pixels."""

    x: float
    y: float
    step: int
    dpr: float = 1.0

    @property
    def zoom(self) -> float:
        """The zoom, 0 = the world in 512 px."""
        return self.step / 4.0

    @property
    def level(self) -> int:
        """The zoom level whose tiles are shown."""
        return (self.step + 2) // 4

    @property
    def tile_px(self) -> int:
        """Side of one tile in device pixels."""
        side: float = TILE * self.dpr * 2.0 ** (self.zoom - self.level)
        return round(side)

    @property
    def span(self) -> float:
        """Side of the whole world in logical pixels."""
        return self.tile_px * float(2**self.level) / self.dpr

    def origin(self, width: int, height: int) -> tuple[float, float]:
        """World pixel at the window's top left corner, on a whole device pixel."""
        span, dpr = self.span, self.dpr
        return (
            round((self.x * span - width / 2.0) * dpr) / dpr,
            round((self.y * span - height / 2.0) * dpr) / dpr,
        )

    def screen(self, xs: Floats, ys: Floats, width: int, height: int) -> tuple[Floats, Floats]:
        """Window pixels of world coordinates."""
        left, top = self.origin(width, height)
        return xs * self.span - left, ys * self.span - top

    def point(self, x: float, y: float, width: int, height: int) -> tuple[float, float]:
        """Window pixel of one place in world coordinates."""
        left, top = self.origin(width, height)
        return x * self.span - left, y * self.span - top

    def under(self, px: float, py: float, width: int, height: int) -> tuple[float, float]:
        """World coordinates under a window pixel."""
        left, top = self.origin(width, height)
        return (px + left) / self.span, (py + top) / self.span

    def box(self, width: int, height: int, margin: int = 0) -> Box:
        """What the window shows, ``margin`` pixels wider on every side."""
        left, top = self.origin(width, height)
        return Box(
            (left - margin) / self.span,
            (top - margin) / self.span,
            (left + width + margin) / self.span,
            (top + height + margin) / self.span,
        )

    def metres_per_px(self, lat: float | None = None) -> float:
        """Ground metres per logical pixel at the centre, or at ``lat`` degrees."""
        there = latitude(self.y) if lat is None else lat
        return 2.0 * math.pi * RADIUS * math.cos(math.radians(there)) / self.span

    def moved(self, dx: float, dy: float) -> Camera:
        """The view after the content moved by ``dx``, ``dy`` pixels."""
        return replace(self, x=self.x - dx / self.span, y=self.y - dy / self.span).clamped()

    def at(self, x: float, y: float) -> Camera:
        """The same zoom elsewhere."""
        return replace(self, x=x, y=y).clamped()

    def zoomed(self, steps: int, px: float, py: float, width: int, height: int) -> Camera:
        """``steps`` quarter zooms nearer; what is under the pixel stays there."""
        step = max(MIN_STEP, min(MAX_STEP, self.step + steps))
        if step == self.step:
            return self
        wx, wy = self.under(px, py, width, height)
        nearer = replace(self, step=step)
        span = nearer.span
        return replace(nearer, x=wx - (px - width / 2.0) / span, y=wy - (py - height / 2.0) / span).clamped()

    def clamped(self) -> Camera:
        """The centre kept inside the window of which the map knows anything."""
        x = max(LIMITS.left, min(LIMITS.right, self.x))
        y = max(LIMITS.top, min(LIMITS.bottom, self.y))
        return self if (x, y) == (self.x, self.y) else replace(self, x=x, y=y)


def fit(box: Box, width: int, height: int, dpr: float = 1.0, margin: int = 60, nearest: int = 52) -> Camera:
    """The nearest view that shows ``box`` with ``margin`` pixels round it, never nearer than ``nearest`` steps."""
    x, y = (box.left + box.right) / 2.0, (box.top + box.bottom) / 2.0
    wide, high = max(1, width - 2 * margin), max(1, height - 2 * margin)
    for step in range(nearest, MIN_STEP, -1):
        camera = Camera(x, y, step, dpr)
        if (box.right - box.left) * camera.span <= wide and (box.bottom - box.top) * camera.span <= high:
            return camera.clamped()
    return Camera(x, y, MIN_STEP, dpr).clamped()


def box_of(lats: list[float], lons: list[float]) -> Box:
    """The box round some places."""
    return Box(world_x(min(lons)), world_y(max(lats)), world_x(max(lons)), world_y(min(lats)))
