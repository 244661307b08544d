"""A real station: an imported boundary on record with its hash, a crossing and a fence found once, through a gateway."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from journal.boundary import install
from tests.station.ground_room import BORDER, METRE, lvlt
from tests.station.room import Room, free_port
from tests.station.test_http_link import KEY
from tests.station.test_positions_in import ask, config, listening
from units.actions import TextSent
from units.fences import FenceDrawn

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")


def test_a_drive_over_the_border_into_a_fence(room: Callable[[str], Room], home: Path) -> None:
    loaded = install(lvlt(), "lvlt.geojson")
    osmand, owntracks = free_port(), free_port()
    made = room(config(home, osmand, owntracks)).start()
    listening(osmand, owntracks)
    sha256 = hashlib.sha256(lvlt()).hexdigest()
    assert loaded.sha256 == sha256
    assert made.find("BoundaryLoaded").sha256 == sha256
    made.sign_on()
    ring = [(BORDER - 0.1, 26.4), (BORDER - 0.1, 26.6), (BORDER, 26.6), (BORDER, 26.4)]
    made.act(FenceDrawn(seat="1", operator="anna", fence="f1", text="Zarasai", rings=[ring], rules=["in"]))
    made.act(TextSent(seat="1", operator="anna", to="nobody@x:1", text="?", ref="r"))
    made.find("Refused")  # it has read so far, the fence too
    now = time.time()

    def drive(*ways: int) -> None:
        for number, metres in enumerate(ways):
            told = int(now) - 60 + 10 * number
            target = f"/?id=VP-12&lat={BORDER + metres * METRE}&lon=26.5&timestamp={told}&key={KEY}"
            assert ask(osmand, target)[0] == 200

    drive(600, 400, 200, -200)
    made.find("Located", lat=pytest.approx(BORDER - 200 * METRE, abs=1e-5))
    assert not made.some("Crossed")
    drive(600, 400, 200, -200, -400, -600)  # what comes late, too, judges nothing
    crossed = made.find("Crossed")
    assert (crossed.unit, crossed.into, crossed.out_of, crossed.boundary) == ("osmand@net:VP-12", "LT", "LV", sha256)
    made.find("FenceEntered", fence="f1", unit="osmand@net:VP-12", alert=True)
    made.find("Located", lat=pytest.approx(BORDER - 600 * METRE, abs=1e-5))
    assert len(made.some("Crossed")) == 1 and len(made.some("FenceEntered")) == 1
