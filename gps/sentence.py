"""What a standard NMEA sentence says of a position, and whether it may be believed.

pynmea2 names the fields; the values are read here, because its own ``is_valid`` refuses two good fixes in five
(navigation status ``V``) and its ``latitude`` makes 0.0 of nothing. Measured with pynmea2 1.19.0 on
the receivers' logs that gpsd tests itself with; navigation status: pynmea2 issue 162.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec
import pynmea2

from gps.fix import is_place

KNOT = 1852 / 3600  # m/s
_DEGREES_MINUTES = re.compile(r"(\d{1,3})(\d\d(?:\.\d*)?)\Z", re.ASCII)
_TIME = re.compile(r"(\d\d)(\d\d)(\d\d(?:\.\d*)?)\Z", re.ASCII)
_DATE = re.compile(r"(\d\d)(\d\d)(\d\d)\Z", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d{0,12})?|\.\d{1,12})\Z", re.ASCII)
# GGA quality and RMC/GLL/GNS mode: fixes that are no measurement of a place
_QUALITY = {"6": "estimated", "7": "manual", "8": "simulated"}
_MODE = {"E": "estimated", "M": "manual", "S": "simulated"}


class Unreadable(ValueError):
    """A sentence whose fields cannot be true; the text says which."""


class Unknown(ValueError):
    """A sentence of a type we do not know."""


class Reading(msgspec.Struct, kw_only=True):
    """What one sentence said. ``void``: why it holds no position, empty if it does. Angles degrees, speed m/s, m.

    ``seconds`` is the time of day; ``day`` the date, ``None`` if the sentence has none; ``day_garbled``: it has one
    that nobody can read. ``flag``: ``simulated``, ``estimated``, ``manual``, ``waypoint`` or empty. ``unit``: who.
    """

    kind: str
    void: str = ""
    lat: float | None = None
    lon: float | None = None
    seconds: float | None = None
    day: date | None = None
    day_garbled: bool = False
    speed: float | None = None
    course: float | None = None
    altitude: float | None = None
    rssi: float | None = None
    flag: str = ""
    unit: str = ""
    status: int | None = None

    @property
    def whole(self) -> bool:
        """It says all that its report will ever say: place (or that there is none) and motion."""
        return self.kind in ("RMC", "PKNDS", "PKLDS", "PKWDWPL", "WPL", "PRAVE")


def read(text: str, strict: bool = True) -> Reading | None:
    """A standard sentence, ``$`` first, no checksum. ``None`` if it says nothing of position or motion.

    Raises :class:`Unreadable` for values that cannot be, :class:`Unknown` for a type we do not know.
    """
    try:
        message = pynmea2.parse(text)
    except pynmea2.ParseError:
        raise Unknown(text[1:6]) from None
    if not isinstance(message, pynmea2.TalkerSentence):
        return None
    value = {name: message.data[i].strip() for name, i in message.name_to_idx.items() if i < len(message.data)}
    match message.sentence_type.upper():
        case "RMC":
            return _rmc(value)
        case "GGA":
            return _gga(value)
        case "GLL":
            return _gll(value, strict)
        case "GNS":
            return _gns(value)
        case "VTG":
            return Reading(
                kind="VTG", speed=knots(value.get("spd_over_grnd_kts", "")), course=course(value.get("true_track", ""))
            )
        case "WPL":
            return place(Reading(kind="WPL", flag="waypoint", unit=value.get("waypoint_id", "")), value)
    return None


def _rmc(value: dict[str, str]) -> Reading:
    reading = Reading(
        kind="RMC",
        seconds=time_of_day(value.get("timestamp", "")),
        speed=knots(value.get("spd_over_grnd", "")),
        course=course(value.get("true_course", "")),
        flag=_MODE.get(value.get("mode_indicator", ""), ""),
    )
    take_date(reading, value.get("datestamp", ""))
    if value.get("status") != "A" or value.get("mode_indicator") == "N":
        reading.void = "void"
        return reading
    return place(reading, value)


def _gga(value: dict[str, str]) -> Reading:
    quality = value.get("gps_qual", "")
    reading = Reading(kind="GGA", seconds=time_of_day(value.get("timestamp", "")), flag=_QUALITY.get(quality, ""))
    if value.get("altitude_units", "M") in ("M", ""):
        reading.altitude = number(value.get("altitude", ""))
    if not (quality.isdecimal() and quality.strip("0")):
        reading.void = "void"
        return reading
    return place(reading, value)


def _gll(value: dict[str, str], strict: bool) -> Reading:
    mode = value.get("faa_mode", "")
    reading = Reading(kind="GLL", seconds=time_of_day(value.get("timestamp", "")), flag=_MODE.get(mode, ""))
    old = "status" not in value and not strict  # before NMEA 2.0 a GLL ended with the time
    if (value.get("status") != "A" and not old) or mode == "N":
        reading.void = "void"
        return reading
    return place(reading, value)


def _gns(value: dict[str, str]) -> Reading:
    modes = set(value.get("mode_indicator", "")) - {"N"}
    reading = Reading(kind="GNS", seconds=time_of_day(value.get("timestamp", "")))
    reading.altitude = number(value.get("altitude", ""))
    if not modes:
        reading.void = "void"
        return reading
    if modes <= set(_MODE):
        reading.flag = _MODE[min(modes)]
    return place(reading, value)


def place(reading: Reading, value: dict[str, str]) -> Reading:
    """Adds latitude and longitude from fields ``lat lat_dir lon lon_dir``; no coordinates or 0,0 make it void."""
    lat, lon = value.get("lat", ""), value.get("lon", "")
    if not lat and not lon:
        reading.void = "no position"
        return reading
    reading.lat = degrees(lat, value.get("lat_dir", ""), "NS", 90)
    reading.lon = degrees(lon, value.get("lon_dir", ""), "EW", 180)
    if not is_place(reading.lat, reading.lon):
        reading.lat = reading.lon = None
        reading.void = "at 0,0"
    return reading


def degrees(text: str, hemisphere: str, names: str, limit: int) -> float:
    """``ddmm.mmmm`` and a letter of ``names`` (positive first) to signed degrees; decimals may be missing."""
    match = _DEGREES_MINUTES.match(text)
    if match is None or len(match[1]) > len(str(limit)):
        raise Unreadable(f"{text!r} is no angle")
    if len(hemisphere) != 1 or hemisphere not in names:
        raise Unreadable(f"{hemisphere!r} is not one of {names}")
    whole, minutes = int(match[1]), float(match[2])
    angle = whole + minutes / 60
    if minutes >= 60 or angle > limit:
        raise Unreadable(f"{text!r} is no angle up to {limit}")
    return angle if hemisphere == names[0] else -angle


def time_of_day(text: str) -> float | None:
    """``hhmmss.s`` to seconds since midnight; a leap second counts as 60."""
    if not text:
        return None
    match = _TIME.match(text)
    if match is None:
        raise Unreadable(f"{text!r} is no time of day")
    hours, minutes, seconds = int(match[1]), int(match[2]), float(match[3])
    if hours > 23 or minutes > 59 or seconds >= 61:
        raise Unreadable(f"{text!r} is no time of day")
    return hours * 3600 + minutes * 60 + seconds


def take_date(reading: Reading, text: str) -> None:
    """``ddmmyy`` (70–99 are 19yy). One with other than digits is a firmware's slip: the place may still be good."""
    match = _DATE.match(text)
    if match is None:
        reading.day_garbled = bool(text)
        return
    year = int(match[3])
    try:
        reading.day = date(year + (1900 if year >= 70 else 2000), int(match[2]), int(match[1]))
    except ValueError:
        raise Unreadable(f"{text!r} is no date") from None


def number(text: str) -> float | None:
    """A decimal number, or ``None``."""
    return float(text) if _NUMBER.match(text) else None


def knots(text: str) -> float | None:
    """Knots to m/s; ``None`` if not told or beyond any police aircraft."""
    value = number(text)
    return value * KNOT if value is not None and 0 <= value <= 1000 else None


def course(text: str) -> float | None:
    """Degrees true, 0 ≤ course < 360."""
    value = number(text)
    return value % 360 if value is not None and 0 <= value <= 360 else None
