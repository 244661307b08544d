"""A picture that grows by what is found: units on a made-up border, fences, a judge told the time."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from gps.areas import Boundary, read
from radio.codec import Now
from radio.events import Located
from radio.protocols import lip
from tests.radio.test_lip import packed, point
from tests.units.room import entry
from units.actions import SignedOn, UnitNamed
from units.entry import Anything
from units.fences import FenceDrawn
from units.picture import Picture
from units.state import Facts

START = 1_790_000_000.0
CAR = "tetra@247-9:1"
OTHER = "tetra@247-9:2"
METRE = 1 / 111_195
"""Degrees of latitude."""


def box(name: str, state: str, south: float, north: float, level: str = "municipality") -> dict[str, Any]:
    """A district between two latitudes."""
    ring = [[26.0, south], [27.0, south], [27.0, north], [26.0, north], [26.0, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {
        "type": "Feature",
        "properties": {"name": name, "state": state, "level": level},
        "geometry": geometry,
    }


def geojson(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


BORDER = 55.7
"""The latitude of a border between Latvia, north of it, and Lithuania."""


def lvlt() -> bytes:
    return geojson(
        box("Zarasai", "LT", BORDER - 0.3, BORDER),
        box("Daugavpils", "LV", BORDER, BORDER + 0.2),
        box("Preiļi", "LV", BORDER + 0.2, BORDER + 0.4),
    )


def made(content: bytes | None = None) -> Boundary:
    return read(content or lvlt())


class Ground:
    """``told``: everything journaled; the picture has taken it in."""

    def __init__(self) -> None:
        self.picture = Picture()
        self.told: list[Any] = []
        self.at = START
        self._seq = 0
        self.put(SignedOn(seat="1", operator="12", name="Anna"), "ab12/console/1")
        for unit, radio, agency in (("car", CAR, "vp"), ("other", OTHER, "vrs")):
            self.put(
                UnitNamed(seat="1", operator="12", unit=unit, callsign=unit, agency=agency, radios=[radio]),
                "ab12/console/1",
            )

    def facts(self) -> Facts:
        return self.picture.facts

    def put(self, what: Anything, origin: str = "ab12/station") -> None:
        """``what`` is on record."""
        self._seq += 1
        self.picture.apply(entry(self._seq, what, origin, self.at))

    def append(self, what: Any) -> None:
        """A finding of the judge."""
        self.told.append(what)
        self.put(what)

    def draw(self, fence: str = "f1", **fields: Any) -> None:
        """A signed operator draws a fence."""
        usual: dict[str, Any] = {"rings": [[(BORDER, 26.5)]], "radius": 1000.0, "rules": ["in", "out"]}
        drawn = FenceDrawn(seat="1", operator="12", fence=fence, text="Port", **usual | fields)
        self.put(drawn, "ab12/console/1")

    @property
    def now(self) -> Now:
        return Now(self.at, self.at - START)

    def fix(self, metres: float, radio: str = CAR, late: float = 0.0, **fields: Any) -> Located:
        """A fix so far north of the border, ten seconds after the last; on record, where it is put there."""
        self.at += 10
        told = datetime.fromtimestamp(self.at - late, UTC)
        lat = BORDER + metres * METRE
        usual: dict[str, Any] = {"radio": radio, "lat": lat, "lon": 26.5, "radio_time": told}
        return Located(**usual | fields)

    def report(self, metres: float, elapsed: int, radio: str = CAR) -> Located:
        """The same by a short LIP report, as it comes off the air: 20 m, and the standard's number for its age."""
        self.at += 10
        place = point(BORDER + metres * METRE, 26.5)
        pdu = packed([(lip.PID, 8), (0, 2), (elapsed, 2), *place, (1, 3), (0, 7), (0, 4), (0, 1), (1, 8)])
        (event,) = lip.events_of(lip.read_report(pdu, self.at), "tetra", radio)
        assert isinstance(event, Located)
        return event
