"""Tracks as KML 2.2, with times so that a globe plays them, stops, and what nobody believed; a folder each."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from console import times
from console.export import together
from console.export.track import TrackOut, clean, utc

_KML, _GX = "http://www.opengis.net/kml/2.2", "http://www.google.com/kml/ext/2.2"


def kml(outs: Sequence[TrackOut]) -> bytes:
    """``outs`` as a file."""
    root = Element("kml", {"xmlns": _KML, "xmlns:gx": _GX})
    document = _sub(root, "Document")
    _sub(document, "name", together.title(outs))
    _facts(document, together.said(outs))
    for out in outs:
        place = document
        if len(outs) > 1:
            place = _sub(document, "Folder")
            _sub(place, "name", out.callsign)
            _facts(place, out.said())
        _track(place, out)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _facts(parent: Element, said: dict[str, str]) -> None:
    more = _sub(parent, "ExtendedData")
    for name, text in said.items():
        _sub(_sub(more, "Data", name=name), "value", text)


def _track(document: Element, out: TrackOut) -> None:
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
