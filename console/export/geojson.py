"""Tracks as GeoJSON (RFC 7946): their lines, every position with its figures, and the stops; each says of whom."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from console.export import together
from console.export.track import TrackOut, iso


def geojson(outs: Sequence[TrackOut]) -> bytes:
    """``outs`` as a file. ``kind`` of a feature is ``track``, ``position`` or ``stop``."""
    features = [feature for out in outs for feature in _features(out)]
    about: dict[str, Any] = together.said(outs)
    if len(outs) > 1:
        about = {**about, "tracks": [out.said() for out in outs]}
    whole = {"type": "FeatureCollection", "name": together.title(outs), "kopa": about, "features": features}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _features(out: TrackOut) -> list[dict[str, Any]]:
    features = [_line(out, piece.tolist()) for piece in out.pieces if len(piece) > 1]
    pieces = [row for piece in out.pieces for row in piece.tolist()]
    features += [_position(out, row, False) for row in pieces]
    features += [_position(out, row, True) for row in out.doubted]
    features += [
        _feature(
            "Point",
            [stop.lon, stop.lat],
            kind="stop",
            **_who(out),
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
    return features


def _who(out: TrackOut) -> dict[str, str]:
    return {"unit": out.unit, "callsign": out.callsign, "mode": out.mode.upper()}


def _line(out: TrackOut, rows: list[int]) -> dict[str, Any]:
    track = out.track
    places = [[float(track.lon[row]), float(track.lat[row])] for row in rows]
    first, last = iso(float(track.time[rows[0]])), iso(float(track.time[rows[-1]]))
    return _feature("LineString", places, kind="track", **_who(out), agency=out.agency, since=first, until=last)


def _position(out: TrackOut, row: int, doubted: bool) -> dict[str, Any]:
    track = out.track
    figures = {"speed": track.speed, "course": track.course, "accuracy": track.accuracy}
    told = {name: float(each[row]) for name, each in figures.items() if math.isfinite(float(each[row]))}
    return _feature(
        "Point",
        [float(track.lon[row]), float(track.lat[row])],
        kind="position",
        **_who(out),
        time=iso(float(track.time[row])),
        received=iso(float(track.received[row])),
        radio=track.radios[int(track.radio[row])],
        entry=int(track.seq[row]),
        doubted=doubted,
        **told,
    )


def _feature(sort: str, coordinates: list[Any], **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": sort, "coordinates": coordinates}, "properties": properties}
