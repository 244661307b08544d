"""Where a radio is, in short data that is not LIP: NMEA sentences and Motorola's LRRP. Identifiers 03, 83 and 80.

The location identifiers begin with a coding scheme byte: 00 NMEA, 80 LRRP (Motorola's radios; a public trace shows an
infrastructure that calls it "simple location system" and then ``80 13 …``). Source: EN 300 392-2 §29.5.5 and
forums.radioreference.com thread 370081.
"""

from __future__ import annotations

from gps.dates import moment
from gps.nmea import Framer, Sentence
from gps.sentence import Reading, Unknown, Unreadable
from gps.sentence import read as read_nmea
from radio.codec import Now, Out
from radio.events import Located, NoFix
from radio.protocols import lrrp

NMEA, LRRP = 0x00, 0x80  # location system coding scheme


def read_location(body: bytes, gateway: str, radio: str | None, now: Now) -> list[Out] | str:
    """``body`` begins with the coding scheme. Events, or why there are none. Raises :class:`ProtocolError`."""
    if body[:1] == bytes((NMEA,)):
        return _sentences(body[1:], gateway, radio, now)
    if body[:1] == bytes((LRRP,)):
        return read_lrrp(body[1:], gateway, radio, now)
    return "SDS location that is neither NMEA nor LRRP"


def read_lrrp(document: bytes, gateway: str, radio: str | None, now: Now) -> list[Out] | str:
    """An LRRP document. Raises :class:`ProtocolError`."""
    found = lrrp.events_of(lrrp.read(document), gateway, radio, now.utc)
    return list(found) if found else "LRRP that is no report"


def _sentences(data: bytes, gateway: str, radio: str | None, now: Now) -> list[Out] | str:
    """Of several sentences the best one counts."""
    framer = Framer("lenient")
    best: Reading | None = None
    for frame in [*framer.feed(data), *framer.flush()]:
        try:
            reading = read_nmea(frame.text, strict=False) if isinstance(frame, Sentence) else None
        except (Unknown, Unreadable):
            continue
        if reading is not None and (best is None or (best.speed is None and not reading.void)):
            best = reading
    if best is None:
        return "SDS location without a sentence"
    when = moment(best.seconds, best.day, now.utc) if best.seconds is not None else None
    if best.lat is None or best.lon is None:
        return [NoFix(gateway=gateway, radio=radio, radio_time=when, reason=best.void)]
    place = Located(
        gateway=gateway,
        radio=radio,
        radio_time=when,
        lat=best.lat,
        lon=best.lon,
        speed=best.speed,
        course=best.course,
        altitude=best.altitude,
        reason=best.flag or None,
    )
    return [place]
