"""A station on a made-up border: sights come in, findings come out."""

from __future__ import annotations

from pathlib import Path

from journal.boundary import Loaded
from radio.events import Located
from station.config_ground import GroundConfig
from station.sights import Sights
from station.territory import BoundaryFile, Territory
from tests.station.ground_room import BORDER, CAR, METRE, Ground, box, geojson, made
from units.actions import UnitNamed
from units.findings import Crossed

SHA = "ab" * 32
PORTABLE = "tetra@247-9:7"


class Watch:
    """A territory whose boundary was imported, and the sights that reach it."""

    def __init__(self, content: bytes | None = None, ground: Ground | None = None) -> None:
        self.ground = ground or Ground()
        self.territory = Territory(self.ground.append, self.ground.facts, BoundaryFile(lambda: Path("none")))
        self.territory.configure(GroundConfig(warn=("BY",)))
        self.territory.use(Loaded(made(content), SHA, "lvlt.geojson"))
        self.sights = Sights(self.ground.facts, [self.territory.seen])

    def go(self, *metres: float, **fields: object) -> list[Crossed]:
        for at in metres:
            self.take(self.ground.fix(at, **fields))  # type: ignore[arg-type]
        return [what for what in self.ground.told if isinstance(what, Crossed)]

    def take(self, event: Located) -> None:
        """Judged, and then in the picture."""
        self.sights.seen(event, self.ground.now)
        self.ground.put(event)


def left(watch: Watch) -> list[tuple[str, str, bool]]:
    return [(what.out_of, what.into, what.alert) for what in watch.go()]


def apart(strip: float) -> bytes:
    """Latvia and Lithuania drawn so many metres apart."""
    half = strip / 2 * METRE
    return geojson(
        box("Latvija", "LV", BORDER + half, BORDER + 0.4, "state"),
        box("Lietuva", "LT", BORDER - 0.3, BORDER - half, "state"),
    )


def two_radios(content: bytes | None = None) -> Watch:
    watch = Watch(content)
    car = UnitNamed(seat="1", operator="12", unit="car", callsign="car", agency="vp", radios=[CAR, PORTABLE])
    watch.ground.put(car, "ab12/console/1")
    return watch
