"""GPS link control: where the talker is, sent inside voice.

Octets 2–8: four reserved bits, position error (3), longitude (25) and latitude (24) in two's complement.
Source: ETSI TS 102 361-2 7.1.1.3; proved on the open vectors.
"""

from __future__ import annotations

from gps.fix import is_place
from radio.bits import Bits
from radio.events import Located, NoFix
from radio.protocols.dmr.lc import GPS

_LON, _LAT = 360 / 2**25, 180 / 2**24
_BEYOND, _UNKNOWN = 6, 7
"""Position error codes: more than 200 km; not known. Below, *n* means less than 2·10ⁿ m."""


def read(octets: bytes, gateway: str, radio: str | None) -> Located | NoFix:
    """Nine octets of FLCO 8, said by ``radio``."""
    bits = Bits(octets[2:])
    bits.take(4)
    error = bits.take(3)
    lon, lat = bits.signed(25) * _LON, bits.signed(24) * _LAT
    if error == _BEYOND or not is_place(lat, lon):
        return NoFix(gateway=gateway, radio=radio, reason="no position")
    accuracy = None if error == _UNKNOWN else 2.0 * 10**error
    return Located(gateway=gateway, radio=radio, lat=lat, lon=lon, accuracy=accuracy)


def write(lat: float, lon: float, accuracy: float | None = None) -> bytes:
    """The nine octets of a position in degrees, ``accuracy`` in m."""
    error = next((n for n in range(_BEYOND) if accuracy is not None and accuracy <= 2.0 * 10**n), _UNKNOWN)
    east, north = round(lon / _LON) & (1 << 25) - 1, round(lat / _LAT) & (1 << 24) - 1
    return bytes((GPS, 0)) + (error << 49 | east << 24 | north).to_bytes(7, "big")
