"""Location reports as a TETRA terminal sends them: the short and the long report of the location information protocol.

Source: ETSI TS 100 392-18-1 (LIP). Written for the simulator alone, so that the product's decoder is not tested
against itself.
"""

from __future__ import annotations

import math
import time

from station.simulate.bits import Bits
from station.simulate.roads import Place

LIP = 0x0A  # SDS protocol identifier
REASONS = {"emergency": 2, "lost": 21, "regained": 22, "request": 32, "periodic": 129, "distance": 130}
ELAPSED_NOW, ELAPSED_UNKNOWN = 0, 3
ERROR_20_M, ERROR_200_M, ERROR_UNKNOWN = 1, 2, 7
SPEED_UNKNOWN = 127


def short_report(place: Place | None, reason: str) -> Bits:
    """84 bits: type, age class, position, error class, speed, direction in 16 parts, reason. No ``place``: no fix."""
    bits = Bits().add(LIP, 8).add(0, 2)
    if place is None:
        bits.add(ELAPSED_UNKNOWN, 2).add(0, 25).add(0, 24).add(ERROR_UNKNOWN, 3).add(SPEED_UNKNOWN, 7).add(0, 4)
    else:
        bits.add(ELAPSED_NOW, 2)
        _add_point(bits, place)
        bits.add(ERROR_20_M, 3).add(speed_code(place.speed), 7).add(round(place.course / 22.5) % 16, 4)
    return bits.add(0, 1).add(REASONS[reason], 8)


def long_report(place: Place | None, reason: str, utc: float) -> Bits:
    """137 bits: the time of the fix, a circle with altitude, speed and direction in 256 parts, reason."""
    when = time.gmtime(utc)
    bits = Bits().add(LIP, 8).add(1, 2).add(3, 4).add(2, 2)
    bits.add(when.tm_mday, 5).add(when.tm_hour, 5).add(when.tm_min, 6).add(min(when.tm_sec, 59), 6).add(5, 4)
    if place is None:
        bits.add(0, 25).add(0, 24).add(63, 6).add(0, 12).add(5, 3).add(SPEED_UNKNOWN, 7).add(0, 8)
    else:
        _add_point(bits, place)
        bits.add(4, 6).add(0, 1).add(ALTITUDE_M + 201, 11)  # uncertainty 2*1.2^(4+5)-4: about 6 m
        bits.add(5, 3).add(speed_code(place.speed), 7).add(round(place.course * 256 / 360) % 256, 8)
    return bits.add(0, 1).add(0, 1).add(REASONS[reason], 8)


ALTITUDE_M = 130
"""The lakeland between Daugavpils and Utena."""


def _add_point(bits: Bits, place: Place) -> None:
    bits.add(round(place.lon * 2**25 / 360), 25).add(round(place.lat * 2**24 / 180), 24)


def speed_code(speed: float) -> int:
    """``speed`` m/s in 7 bits: km/h up to 28, then 16*1.038^(v-13) km/h."""
    kmh = speed * 3.6
    if kmh <= 28.0:
        return round(kmh)
    return min(125, round(13 + math.log(kmh / 16.0) / math.log(1.038)))
