"""Position sentences as they leave a port: a plain GPS receiver, and Kenwood base radios that name the unit they heard.

Source: NMEA 0183; Kenwood's PKNDS/PKNSH (NEXEDGE) and PKLDS (FleetSync) as captured in
the tests of pynmea2's development version.
"""

from __future__ import annotations

import time
from typing import Literal

from station.simulate.cast import Gateway, Player
from station.simulate.cues import Cue, Position, Status
from station.simulate.lines import Clock, Lines
from station.simulate.roads import Place
from station.simulate.words import STATUSES

Kind = Literal["plain", "fleetsync", "nexedge"]
KNOTS = 3600 / 1852


class Receiver:
    """One port. ``brief``: one sentence a report, for measurements."""

    def __init__(
        self, gateway: Gateway, kind: Kind, cast: dict[str, Player], clock: Clock, brief: bool = False
    ) -> None:
        self._kind, self._clock, self._brief = kind, clock, brief
        radios = [(name, player.radio(gateway.name)) for name, player in cast.items()]
        self._numbers = {name: radio.number for name, radio in radios if radio is not None and radio.data}
        self._places: dict[str, Place | None] = {}
        self._codes: dict[str, int] = {}
        self._lines = Lines()

    def play(self, cue: Cue) -> None:
        """Positions of its units; a status travels in the next sentence, which goes at once."""
        if isinstance(cue, Position) and cue.unit in self._numbers:
            self._places[cue.unit] = cue.place
        elif isinstance(cue, Status) and cue.unit in self._numbers and self._kind != "plain":
            self._codes[cue.unit] = next(row.kenwood for row in STATUSES if row.word == cue.word)
            if cue.unit not in self._places:
                return
        else:
            return
        for sentence in self._report(cue.unit, self._clock(cue.at)):
            self._lines.say(cue.at, sentence)

    def _report(self, unit: str, utc: float) -> list[bytes]:
        place = self._places[unit]
        if self._kind == "plain":
            return [framed(rmc(place, utc)), framed(gga(place, utc))]
        code = f"{self._codes[unit]}" if unit in self._codes else ""
        number = self._numbers[unit]
        if self._kind == "fleetsync":
            fleet, _, radio = number.partition("-")
            return [b"\x02" + framed(f"PKLDS,{_motion(place, utc)},{fleet},{radio},{code},00,") + b"\x03"]
        reports = [framed(f"PKNDS,{_motion(place, utc)},{number},{code},00,")]
        if not self._brief and place is not None:
            reports.append(framed(f"PKNSH,{_point(place)},{_tod(utc)},A,{number},"))
        return reports

    def joined(self, at: float) -> None:
        """Who listens now hears what comes now."""

    def hear(self, data: bytes, at: float) -> None:
        """A port that only talks."""

    def due(self) -> float:
        """The next sentence."""
        return self._lines.due()

    def speak(self, until: float) -> list[bytes]:
        """Sentences due."""
        return [line.data for line in self._lines.speak(until)]


def framed(body: str) -> bytes:
    """``$body*hh`` with the checksum over the body."""
    total = 0
    for byte in body.encode("ascii"):
        total ^= byte
    return f"${body}*{total:02X}\r\n".encode("ascii")


def rmc(place: Place | None, utc: float) -> str:
    """Recommended minimum: void without a place."""
    day = time.strftime("%d%m%y", time.gmtime(utc))
    if place is None:
        return f"GPRMC,{_tod(utc)}.00,V,,,,,,,{day},,,N"
    motion = f"{place.speed * KNOTS:.1f},{place.course:.1f}"
    return f"GPRMC,{_tod(utc)}.00,A,{_point(place)},{motion},{day},,,A"


def gga(place: Place | None, utc: float) -> str:
    """Fix data: quality 0 without a place."""
    if place is None:
        return f"GPGGA,{_tod(utc)}.00,,,,,0,00,99.9,,M,,M,,"
    return f"GPGGA,{_tod(utc)}.00,{_point(place)},1,08,1.1,112.0,M,24.0,M,,"


def _motion(place: Place | None, utc: float) -> str:
    """The eleven fields that PKNDS and PKLDS share, as Kenwood's base radios fill them."""
    day = time.strftime("%d%m%y", time.gmtime(utc))
    if place is None:
        return f"{_tod(utc)},V,,,,,,,{day},,W00"
    return f"{_tod(utc)},A,{_point(place)},{place.speed * KNOTS:05.1f},{place.course:05.1f},{day},8.10,E00"


def _tod(utc: float) -> str:
    return time.strftime("%H%M%S", time.gmtime(utc))


def _point(place: Place) -> str:
    """``ddmm.mmmm,N,dddmm.mmmm,E``."""
    north, east = "N" if place.lat >= 0 else "S", "E" if place.lon >= 0 else "W"
    return f"{_minutes(place.lat, 2)},{north},{_minutes(place.lon, 3)},{east}"


def _minutes(degrees: float, width: int) -> str:
    whole, minutes = divmod(round(abs(degrees) * 600_000), 600_000)
    return f"{whole:0{width}d}{minutes // 10_000:02d}.{minutes % 10_000:04d}"
