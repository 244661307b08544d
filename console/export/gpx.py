"""Tracks as GPX 1.1, one ``trk`` a unit: broken where nobody knows the way; stops and doubted places as waypoints."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.etree import ElementTree

from gpxpy.gpx import GPX, GPXTrack, GPXTrackPoint, GPXTrackSegment, GPXWaypoint

from console import times
from console.export import together
from console.export.track import TrackOut, clean, utc

_GARMIN = "http://www.garmin.com/xmlschemas/TrackPointExtension/v2"
"""The one extension many programs read: speed (m/s) and course, which GPX 1.1 itself left out."""


def gpx(outs: Sequence[TrackOut]) -> bytes:
    """``outs`` as a file. ``type`` of a waypoint is ``stop`` or ``doubted``."""
    made = GPX()
    made.creator = "Kopa"
    made.nsmap["gpxtpx"] = _GARMIN
    made.name = clean(together.title(outs))
    made.description = clean("; ".join(f"{name}={text}" for name, text in together.said(outs).items()))
    made.keywords = outs[0].mode.upper()
    made.time = utc(outs[0].made)
    for out in outs:
        before = f"{out.callsign} · " if len(outs) > 1 else ""
        made.waypoints += [*_stops(out, before), *_doubted(out, before)]
        way = GPXTrack(name=clean(out.title), description=clean(out.agency_and_unit))
        way.segments = [GPXTrackSegment([_point(out, row) for row in piece.tolist()]) for piece in out.pieces]
        made.tracks.append(way)
    return made.to_xml(version="1.1").encode("utf-8")


def _point(out: TrackOut, row: int) -> GPXTrackPoint:
    track = out.track
    point = GPXTrackPoint(float(track.lat[row]), float(track.lon[row]), time=utc(float(track.time[row])))
    accuracy, speed, course = (float(each[row]) for each in (track.accuracy, track.speed, track.course))
    if math.isfinite(accuracy):
        point.comment = f"±{accuracy:g} m"
    if math.isfinite(speed) or math.isfinite(course):
        more = ElementTree.Element(f"{{{_GARMIN}}}TrackPointExtension")
        for name, number in (("speed", speed), ("course", course)):
            if math.isfinite(number):
                ElementTree.SubElement(more, f"{{{_GARMIN}}}{name}").text = f"{number:g}"
        point.extensions.append(more)
    return point


def _stops(out: TrackOut, before: str) -> list[GPXWaypoint]:
    return [
        GPXWaypoint(
            stop.lat,
            stop.lon,
            time=utc(stop.since),
            name=clean(f"{before}{number}"),
            description=clean(f"{times.stamp(stop.since)} – {times.stamp(stop.until)} · {place}"),
            type="stop",
        )
        for number, stop, place in out.stops
    ]


def _doubted(out: TrackOut, before: str) -> list[GPXWaypoint]:
    track = out.track
    return [
        GPXWaypoint(
            float(track.lat[row]),
            float(track.lon[row]),
            time=utc(float(track.time[row])),
            name=clean(f"{before}?"),
            type="doubted",
        )
        for row in out.doubted
    ]
