"""How a position shows how good it is: its age, a doubt, no fix now, and the circle in which it may be."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from console.map import marks
from console.map.camera import Camera, world_x, world_y
from console.map.hover import told
from console.map.table import DOUBTFUL, FADED, UNFIXED
from console.theme import Theme
from gps.fix import Fix
from tests.console.map import made
from tests.console.map.shown import Make, grabbed, near, spot
from tests.console.test_fix_age import reported
from units.state import Unit

PALETTE = Theme(False).palette
LAT = 55.80
SOME = 6
"""Pixels of exactly the mark's colour: how many depends on the machine's fonts, without a mark there is none."""


def alone(**more: object) -> Unit:
    return made.unit("vp118", LAT, 26.39, 4.0, **more)


@pytest.mark.parametrize(("age", "said"), [(300.0, "5 min"), (math.inf, "unknown")])
def test_an_old_fix_and_one_of_unknown_age_are_faded_and_say_so(make: Make, age: float, said: str) -> None:
    feed = reported(age)
    view = make(feed.facts)
    view.renderer.show(feed.facts, None, feed.now())
    row = view.renderer.table.row["vp106"]
    assert view.renderer.table.look[row] & FADED
    assert view.renderer._tag(row).age == said


@pytest.mark.parametrize("night", [False, True])
def test_a_doubtful_position_has_a_mark_that_others_have_not(make: Make, night: bool) -> None:
    marked = {}
    for why in ("", "jump"):
        view = make(made.room(alone(doubtful=why)), night)
        at = spot(view, "vp118") + QPoint(10, -9)
        marked[why] = near(grabbed(view), at, 7, view._theme.palette.warn)
        assert bool(view.renderer.table.look[0] & DOUBTFUL) == bool(why)
    assert marked["jump"] > SOME
    assert marked[""] == 0


def test_a_radio_without_a_fix_has_a_mark_of_its_own_and_its_tag_says_so(make: Make) -> None:
    lost, doubted = (make(made.room(alone(**how))) for how in ({"no_fix": True}, {"doubtful": "jump"}))
    assert lost.renderer.table.look[0] & UNFIXED
    pictures = []
    for view in (lost, doubted):
        at = spot(view, "vp118") + QPoint(10, -9)
        picture = grabbed(view)
        assert near(picture, at, 7, PALETTE.warn) > SOME
        pictures.append(picture.copy(at.x() - 6, at.y() - 6, 12, 12))
    assert pictures[0] != pictures[1]
    assert lost.renderer._tag(0).age == "no fix"
    assert doubted.renderer._tag(0).age == ""


def test_the_mark_goes_when_the_fix_is_back(make: Make) -> None:
    view = make(made.room(alone(no_fix=True)))
    view._live.facts.units["vp118"].no_fix = False
    view.renderer.show(view._live.facts, {"vp118"}, made.NOW)
    assert view.renderer.table.look[0] == 0
    assert view.renderer._tag(0).age == ""


def drawn(accuracy: float, lat: float = LAT, step: int = 56) -> tuple[int, float]:
    """How many px wide the circle of a unit at ``lat`` is drawn, and how many it ought to be."""
    unit = made.unit("vp118", lat, 26.39)
    assert unit.fix is not None
    unit.fix = Fix(lat=lat, lon=26.39, time=made.NOW, accuracy=accuracy)
    camera = Camera(world_x(26.39), world_y(lat), step)
    image = QImage(1200, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    marks.accuracy(painter, camera, PALETTE, QPointF(600, 20), unit)
    painter.end()
    row = [x for x in range(1200) if image.pixelColor(x, 20) != Qt.GlobalColor.white]
    metre = camera.span / (40_075_016.686 * math.cos(math.radians(lat)))
    return (row[-1] - row[0] + 1 if row else 0), 2 * accuracy * metre


@pytest.mark.parametrize(("accuracy", "lat"), [(500.0, LAT), (1000.0, LAT), (1000.0, 35.0)])
def test_the_circle_is_as_large_as_the_radio_says(accuracy: float, lat: float) -> None:
    got, wanted = drawn(accuracy, lat)
    assert got == pytest.approx(wanted, abs=4)
    assert got > 50


def test_no_circle_where_the_symbol_covers_it_or_nothing_is_known() -> None:
    assert drawn(5.0)[0] == 0
    assert drawn(0.0)[0] == 0


def test_the_circle_is_shown_for_the_selected_unit_and_the_one_under_the_pointer(make: Make) -> None:
    unit = alone()
    unit.fix = Fix(lat=LAT, lon=26.39, time=made.NOW, accuracy=400.0)
    view = make(made.room(unit))
    view.look(Camera(world_x(26.39), world_y(LAT), 52))
    at = spot(view, "vp118")
    reach = round(400.0 / view.camera.metres_per_px(LAT))
    assert reach > 40
    edge = at - QPoint(reach // 2, -reach // 2)  # inside the circle, beside tag and symbol

    def shaded() -> bool:
        return grabbed(view).pixelColor(edge) != bare

    bare = grabbed(view).pixelColor(edge)
    QTest.mouseMove(view, at)
    assert view.renderer.hovered == "vp118"
    assert shaded()
    QTest.mouseMove(view, QPoint(5, 300))
    assert view.renderer.hovered == ""
    assert not shaded()
    view.select("vp118")
    assert shaded()


def test_the_pointer_is_told_how_good_a_position_is() -> None:
    unit = alone(no_fix=True, doubtful="jump")
    facts = made.room(unit)
    said = told(unit, facts, made.NOW)
    for part in ("position 4 s ago", "± 20 m", "43 km/h", "the radio has no position now", "position doubtful"):
        assert part in said
    good = told(alone(), facts, made.NOW)
    assert "doubtful" not in good
    assert "no position now" not in good
    assert "received 4 s ago" in told(alone(fix_age=math.inf), facts, made.NOW)
