"""The proof pictures of the map: the scene is a room of sixty units, the same each time, and every place is taken."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from benchmarks import pictures
from benchmarks.map_scene import NOW


def test_a_busy_evening_is_sixty_units_and_the_same_each_time() -> None:
    for area in pictures.AREAS:
        facts = pictures.busy_evening(area)
        assert len(facts.units) == 60 and facts == pictures.busy_evening(area)
        assert facts.units["u9"].alarm in facts.alarms and any(unit.doubtful for unit in facts.units.values())
        ages = [NOW - unit.fix.time for unit in facts.units.values() if unit.fix is not None]
        assert len(ages) == 60 and min(ages) < 60 < max(ages), "some are old"
        assert {unit.agency for unit in facts.units.values()} <= set(pictures.STATES)


def test_small_pictures_stand_beside_and_below_each_other(qapp: Any) -> None:
    taken = []
    for colour in (Qt.GlobalColor.red, Qt.GlobalColor.green, Qt.GlobalColor.blue, Qt.GlobalColor.black):
        taken.append(QImage(pictures.WIDE, pictures.HIGH, QImage.Format.Format_RGB32))
        taken[-1].fill(colour)
    sheet = pictures.sheet_of(taken, 3)
    high = sheet.height() // 2
    assert (sheet.width(), high) == (3 * pictures.SMALL, 400)
    middle = pictures.SMALL // 2
    assert sheet.pixelColor(middle + pictures.SMALL, high // 2) == taken[1].pixelColor(0, 0)
    assert sheet.pixelColor(middle, high + high // 2) == taken[3].pixelColor(0, 0)
