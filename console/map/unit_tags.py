"""The call signs of the units in view: which of them, where, and kept while only the camera's centre moves."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPixmap

from console.map.camera import Camera, Floats
from console.map.table import FADED, UNFIXED, UnitTable
from console.map.tag_face import HIGH, Tag
from console.map.tags import MOST, Plate, Spot, Tags, Waiting, Wish
from console.theme import Palette

LAYOUT = 0.25
"""s for which tags keep their places beside their units while these, or the map, move."""
Names = Callable[[], tuple[Sequence[QRectF], Sequence[QRectF]]]
"""Tells where the ground's important names are, and its others."""
SLIDE = 48.0
"""px by which the map may move meanwhile: then those that came into view get theirs."""


@dataclass(frozen=True, slots=True)
class InView:
    """The units in view or just outside it: rows of the table and window pixels."""

    rows: NDArray[np.intp]
    xs: Floats
    ys: Floats

    def chosen(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> InView:
        """Some of them."""
        return InView(self.rows[which], self.xs[which], self.ys[which])


@dataclass(frozen=True, slots=True)
class Scene:
    """What units are painted for; ``key`` says when they must be painted anew though the camera stands.

    ``plates`` lie on the map and hide what is under them; ``names`` counts the layouts of the ground's names.
    """

    camera: Camera
    size: tuple[int, int]
    palette: Palette
    key: tuple[object, ...]
    urgent: frozenset[int]
    plates: tuple[Plate, ...] = ()
    names: int = 0


class Kept:
    """A layout: what it was made for, when, where the camera was, and beside which unit each tag stands, how far off
    (px)."""

    def __init__(self, table: UnitTable, spots: Sequence[Spot], scene: Scene, corner: tuple[float, float]) -> None:
        self.key, self.corner, self.when = ride_key(scene), corner, time.monotonic()
        self.rows = np.array([table.row[spot.wish.unit] for spot in spots], np.intp)
        self.at = np.array([(spot.left - spot.wish.x, spot.top - spot.wish.y) for spot in spots]).reshape(-1, 2)


def ride_key(scene: Scene) -> tuple[object, ...]:
    """What must be the same for tags to stay where they are beside their units."""
    camera = scene.camera
    return (camera.step, camera.dpr, scene.size, scene.palette.night, scene.key[1:], scene.urgent)


class UnitTags:
    """``spots`` are the tags placed last. ``unsettled``: some may say, or stand for, what was true a moment ago."""

    def __init__(
        self,
        table: UnitTable,
        tags: Tags,
        tag: Callable[[int], Tag],
        said: Callable[[str], tuple[str, str] | None],
    ) -> None:
        """``tag`` of a row; ``said``: what the tag of a fresh unit depends on."""
        self._table, self._tags, self._tag, self._said = table, tags, tag, said
        self._plates: dict[str, tuple[tuple[str, str] | None, Tag, QPixmap, float]] = {}
        self._plates_for = (False, 0.0)
        self._placed: tuple[Floats, Floats, Floats] | None = None
        self._kept: Kept | None = None
        self._kept_for: tuple[object, ...] = ()
        self._stand: tuple[float, float] | None = None
        self.spots: list[Spot] = []
        self.unsettled = False

    def few(self, scene: Scene, everyone: InView, rings: dict[int, float], names: Names) -> None:
        """Place the tags of ``everyone`` so that all can be read; in window pixels."""
        now = (scene.key, scene.plates, scene.names)
        corner = scene.camera.origin(*scene.size)
        kept = self._kept
        same = kept is not None and self._kept_for == now and kept.key == ride_key(scene)
        self.unsettled = False
        if same and kept is not None:
            if self._stand == corner == kept.corner:
                return
            moved = max(abs(kept.corner[0] - corner[0]), abs(kept.corner[1] - corner[1]))
            if moved <= SLIDE and time.monotonic() - kept.when < LAYOUT and self._ride(scene, kept, 0):
                self._stand = corner
                return
        forced = self._forced(scene, everyone, rings)
        rest = everyone.chosen(self._order(scene, everyone))
        columns = (rest.rows.tolist(), rest.xs.tolist(), rest.ys.tolist())
        ids, tag = self._table.ids, self._tag
        wishes = forced + [Wish(ids[row], x, y, tag(row)) for row, x, y in zip(*columns, strict=True)]
        camera, palette = scene.camera, scene.palette
        towns, others = names()
        self.spots = self._tags.place(
            wishes,
            everyone.xs,
            everyone.ys,
            scene.size,
            towns,
            palette,
            camera.dpr,
            camera.step,
            scene.plates,
            others,
        )
        self._placed, self._stand = None, corner
        self._kept, self._kept_for = Kept(self._table, self.spots, scene, corner), now

    def many(
        self, scene: Scene, everyone: InView, rings: dict[int, float], margin: int, painted: object | None
    ) -> None:
        """Place tags in a crowd, in the pixels of a picture ``margin`` px larger than the window on every side.

        ``painted``: the version of the table that was painted last, or None.
        """
        room = (scene.size[0] + 2 * margin, scene.size[1] + 2 * margin)
        camera, palette = scene.camera, scene.palette
        self.unsettled = False
        self._placed = None
        kept = self._kept
        if (
            kept is not None
            and painted is not None
            and painted != scene.key[0]
            and self._kept_for == (margin,)
            and kept.key == ride_key(scene)
            and time.monotonic() - kept.when <= LAYOUT
            and self._ride(scene, kept, margin)
        ):
            return
        forced = self._forced(scene, everyone, rings)
        waiting = self._waiting(everyone.chosen(self._order(scene, everyone)), (palette.night, camera.dpr), palette)
        plates = tuple((a + margin, b + margin, c + margin, d + margin) for a, b, c, d in scene.plates)
        self.spots = self._tags.among(forced, waiting, room, palette, camera.dpr, camera.step, plates)
        self._kept, self._kept_for = Kept(self._table, self.spots, scene, camera.origin(*scene.size)), (margin,)

    def _ride(self, scene: Scene, kept: Kept, margin: int) -> bool:
        """Tags laid out a moment ago go along with their units: nobody reads faster, and half of a frame is spared."""
        table, rows = self._table, kept.rows
        if not len(rows):
            return False
        if int(rows.max()) >= len(table) or any(
            table.ids[row] != spot.wish.unit for row, spot in zip(rows.tolist(), self.spots, strict=True)
        ):
            return False
        xs, ys = scene.camera.screen(table.x[rows], table.y[rows], *scene.size)
        if not np.isfinite(xs).all():
            return False
        lefts, tops = np.rint(xs + kept.at[:, 0] + margin).tolist(), np.rint(ys + kept.at[:, 1] + margin).tolist()
        wishes = [  # in a crowd few have lines to their units
            spot.wish._replace(x=x + margin, y=y + margin) if not margin or spot.leader else spot.wish
            for spot, x, y in zip(self.spots, xs.tolist(), ys.tolist(), strict=True)
        ]
        self.spots = [
            Spot(wish, left, top, spot.wide, spot.picture, spot.leader)
            for spot, wish, left, top in zip(self.spots, wishes, lefts, tops, strict=True)
        ]
        self._placed = None
        self.unsettled = True
        return True

    def _order(self, scene: Scene, everyone: InView) -> NDArray[np.intp]:
        """Those that are not urgent, in the order in which their tags get a place: where many, heard lately first."""
        rows, urgent = everyone.rows, scene.urgent
        order = np.arange(len(rows))
        if len(order) > MOST:
            when = self._table.time[rows]
            latest = np.argpartition(-when, MOST)[:MOST]
            order = latest[np.lexsort((rows[latest], -when[latest]))]
        return order[~np.isin(rows[order], list(urgent))] if urgent else order

    def _forced(self, scene: Scene, everyone: InView, rings: dict[int, float]) -> list[Wish]:
        """Tags that are always shown: emergencies, the selected, the speaking."""
        table = self._table
        found: list[Wish] = []
        some = everyone.chosen(np.isin(everyone.rows, list(scene.urgent))) if scene.urgent else None
        if some is not None:
            for row, x, y in zip(some.rows.tolist(), some.xs.tolist(), some.ys.tolist(), strict=True):
                waves = row in table.talking
                found.append(Wish(table.ids[row], x, y, self._tag(row), True, rings.get(row, 0.0), waves))
        found.sort(key=lambda one: (not one.ring, not one.tag.strong, one.unit))
        return found

    def _waiting(self, units: InView, look: tuple[bool, float], palette: Palette) -> list[Waiting]:
        """The tags of these; what a tag says is looked up again only where it may have changed."""
        if look != self._plates_for or len(self._plates) > 2 * MOST:
            self._plates.clear()
            self._plates_for = look
        ids, plates, said = self._table.ids, self._plates, self._said
        faded = (self._table.look[units.rows] & (FADED | UNFIXED)).tolist()
        found = []
        columns = (units.rows.tolist(), units.xs.tolist(), units.ys.tolist(), faded)
        for row, x, y, old in zip(*columns, strict=True):
            unit = ids[row]
            words = said(unit)
            plate = plates.get(unit)
            if old or plate is None or plate[0] != words:
                tag = self._tag(row)
                plate = plates[unit] = (words, tag, *self._tags.picture(tag, palette, look[1]))
            found.append(Waiting(unit, x, y, plate[1], plate[2], plate[3]))
        return found

    def forget(self) -> None:
        """The configuration changed: tags may have other colours."""
        self._plates.clear()

    def at(self, x: float, y: float) -> str:
        """The unit whose tag is at a pixel of the picture they were placed in; empty for none."""
        if self._placed is None:
            self._placed = (
                np.array([spot.left for spot in self.spots]),
                np.array([spot.top for spot in self.spots]),
                np.array([spot.left + spot.wide for spot in self.spots]),
            )
        left, top, right = self._placed
        hit = np.flatnonzero((left <= x) & (x <= right) & (top <= y) & (y <= top + HIGH))
        return self.spots[int(hit[0])].wish.unit if len(hit) else ""
