"""A track as GeoJSON (RFC 7946): its lines, every position with its figures, and the stops."""

from __future__ import annotations

import json
import math
from typing import Any

from console.export.track import TrackOut, iso


def geojson(out: TrackOut) -> bytes:
    """``out`` as a file. ``kind`` of a feature is ``track``, ``position`` or ``stop``."""
    features = [_line(out, piece.tolist()) for piece in out.pieces if len(piece) > 1]
    pieces = [row for piece in out.pieces for row in piece.tolist()]
    features += [_position(out, row, False) for row in pieces]
    features += [_position(out, row, True) for row in out.doubted]
    features += [
        _feature(
            "Point",
            [stop.lon, stop.lat],
            kind="stop",
            number=number,
            since=iso(stop.since),
            until=iso(stop.until),
            seconds=stop.seconds,
            positions=stop.fixes,
            longest_silence=stop.silent,
            place=place,
        )
        for number, stop, place in out.stops
    ]
    whole = {"type": "FeatureCollection", "name": out.title, "kopa": out.said(), "features": features}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _line(out: TrackOut, rows: list[int]) -> dict[str, Any]:
    track = out.track
    places = [[float(track.lon[row]), float(track.lat[row])] for row in rows]
    first, last = iso(float(track.time[rows[0]])), iso(float(track.time[rows[-1]]))
    return _feature("LineString", places, kind="track", mode=out.mode.upper(), since=first, until=last)


def _position(out: TrackOut, row: int, doubted: bool) -> dict[str, Any]:
    track = out.track
    figures = {"speed": track.speed, "course": track.course, "accuracy": track.accuracy}
    told = {name: float(each[row]) for name, each in figures.items() if math.isfinite(float(each[row]))}
    return _feature(
        "Point",
        [float(track.lon[row]), float(track.lat[row])],
        kind="position",
        mode=out.mode.upper(),
        time=iso(float(track.time[row])),
        received=iso(float(track.received[row])),
        radio=track.radios[int(track.radio[row])],
        entry=int(track.seq[row]),
        doubted=doubted,
        **told,
    )


def _feature(sort: str, coordinates: list[Any], **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": sort, "coordinates": coordinates}, "properties": properties}
