"""A track as KML 2.2: the way with its times, so that a globe can play it, the stops, and what nobody believed."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from console import times
from console.export.track import TrackOut, clean, utc

_KML, _GX = "http://www.opengis.net/kml/2.2", "http://www.google.com/kml/ext/2.2"


def kml(out: TrackOut) -> bytes:
    """``out`` as a file."""
    root = Element("kml", {"xmlns": _KML, "xmlns:gx": _GX})
    document = _sub(root, "Document")
    _sub(document, "name", out.title)
    more = _sub(document, "ExtendedData")
    for name, text in out.said().items():
        _sub(_sub(more, "Data", name=name), "value", text)
    way = _sub(document, "Placemark")
    _sub(way, "name", out.title)
    _sub(way, "description", out.agency_and_unit)
    many = _sub(way, "gx:MultiTrack")
    track = out.track
    for piece in out.pieces:
        one = _sub(many, "gx:Track")
        for row in piece.tolist():
            _sub(one, "when", _zulu(float(track.time[row])))
        for row in piece.tolist():
            _sub(one, "gx:coord", f"{float(track.lon[row]):.7f} {float(track.lat[row]):.7f} 0")
    for number, stop, place in out.stops:
        told = f"{times.stamp(stop.since)} – {times.stamp(stop.until)} · {place}"
        mark, span = _mark(document, str(number), told, "TimeSpan")
        _sub(span, "begin", _zulu(stop.since))
        _sub(span, "end", _zulu(stop.until))
        _point(mark, stop.lat, stop.lon)
    for row in out.doubted:
        mark, stamp = _mark(document, "?", "doubted", "TimeStamp")
        _sub(stamp, "when", _zulu(float(track.time[row])))
        _point(mark, float(track.lat[row]), float(track.lon[row]))
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _mark(document: Element, name: str, told: str, when: str) -> tuple[Element, Element]:
    """A placemark and its time; its parts stand in the order the schema asks for."""
    mark = _sub(document, "Placemark")
    _sub(mark, "name", name)
    _sub(mark, "description", told)
    return mark, _sub(mark, when)


def _point(mark: Element, lat: float, lon: float) -> None:
    _sub(_sub(mark, "Point"), "coordinates", f"{lon:.7f},{lat:.7f}")


def _sub(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    made = SubElement(parent, tag, attributes)
    if text:
        made.text = clean(text)
    return made


def _zulu(wall: float) -> str:
    return utc(wall).strftime("%Y-%m-%dT%H:%M:%SZ")
