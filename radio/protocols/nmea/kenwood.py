"""Sentences in which a radio names itself: Kenwood NEXEDGE, dPMR, FleetSync, amateur way-points, Raveon.

pynmea2 1.19 knows none of them but PKWDWPL, so the fields are read here. Source: captures in the tests of
pynmea2's development version, go-nmea and kenwood-gps-converter (facts only).
"""

from __future__ import annotations

from gps.sentence import Reading, Unreadable, course, knots, number, place, take_date, time_of_day

# names of the fields after the sentence's own name; "-" is read by nobody
_PKNDS = ("time", "valid", "lat", "lat_dir", "lon", "lon_dir", "knots", "course", "date", "-", "-", "unit", "status")
_PKLDS = (*_PKNDS[:11], "fleet", "unit", "status")
_PKNSH = ("lat", "lat_dir", "lon", "lon_dir", "time", "valid", "unit")
_PKLSH = (*_PKNSH[:6], "fleet", "unit")
_FIELDS = {
    "PKNDS": _PKNDS,
    "PKLDS": _PKLDS,
    "PKNSH": _PKNSH,
    "PKLSH": _PKLSH,
    "PKNID": ("-", "unit", "status"),
    "PKLID": ("-", "fleet", "unit", "status"),
    "PKWDWPL": ("time", "-", "lat", "lat_dir", "lon", "lon_dir", "knots", "course", "date", "altitude", "unit"),
}
_MAX_NAME = 32


def knows(name: str) -> bool:
    """Whether sentence ``name`` (between ``$`` and the first comma) is read here."""
    return name in _FIELDS or name == "PRAVE"


def read(text: str) -> Reading:
    """One such sentence, ``$`` first, no checksum. Raises :class:`gps.sentence.Unreadable`."""
    name, *data = text[1:].split(",")
    name = name.upper()
    if name == "PRAVE":
        return _raveon(data)
    value = {field: told.strip() for field, told in zip(_FIELDS[name], data, strict=False)}
    reading = Reading(kind=name, unit=_unit(value), status=_status(value.get("status", "")))
    if name in ("PKNID", "PKLID"):
        return reading
    reading.seconds = time_of_day(value.get("time", ""))
    take_date(reading, value.get("date", ""))
    reading.speed, reading.course = knots(value.get("knots", "")), course(value.get("course", ""))
    reading.altitude = number(value.get("altitude", ""))
    # PKWDWPL's status is always V: it speaks of the reporting radio, not of the way-point
    if name != "PKWDWPL" and value.get("valid") != "A":
        reading.void = "void"
        return reading
    return place(reading, value)


def _unit(value: dict[str, str]) -> str:
    """FleetSync ``fleet-id``; dPMR numbers without the leading zeros they are padded with; others as they are."""
    unit = value.get("unit", "")[:_MAX_NAME]
    if not unit.isprintable():
        raise Unreadable(f"{unit!r} is no unit")
    unit = unit.replace(" ", "_")
    if unit.isdecimal():
        unit = unit.lstrip("0") or "0"
    fleet = value.get("fleet", "")[:_MAX_NAME]
    return f"{fleet}-{unit}" if fleet and unit else unit


def _status(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= 6 else None


def _raveon(data: list[str]) -> Reading:
    """``$PRAVE,from,to,lat,lon,time,gps,sats,alt,temp,volts,io,rssi,km/h,course,…``: signed angles, speed in km/h."""
    data = data + [""] * (15 - len(data))
    speed = number(data[12])
    reading = Reading(
        kind="PRAVE",
        unit=_unit({"unit": data[0].strip()}),
        seconds=time_of_day(data[4].strip()),
        altitude=number(data[7]),
        rssi=number(data[11]),
        speed=speed / 3.6 if speed is not None and 0 <= speed <= 2000 else None,
        course=course(data[13]),
    )
    if data[5].strip() in ("", "0"):
        reading.void = "void"
        return reading
    lat, lon = data[2].strip(), data[3].strip()
    signed = {
        "lat": lat.lstrip("+-"),
        "lat_dir": "S" if lat.startswith("-") else "N",
        "lon": lon.lstrip("+-"),
        "lon_dir": "W" if lon.startswith("-") else "E",
    }
    return place(reading, signed)
