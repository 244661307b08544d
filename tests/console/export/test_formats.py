"""Every format is read back by somebody else's reader: nothing lost, nothing invented, hostile names harmless."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

import gpxpy
import numpy as np
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from console.export.geojson import geojson
from console.export.gpx import gpx
from console.export.kml import kml
from console.export.table import table
from console.export.track import TrackOut, clean
from tests.console.export.made import HOSTILE, out

KML = "{http://www.opengis.net/kml/2.2}"
GX = "{http://www.google.com/kml/ext/2.2}"


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def texts(root: Element, path: str) -> list[str]:
    return [found.text or "" for found in root.iterfind(path)]


def test_gpx_has_the_believed_way_in_two_pieces() -> None:
    one = out()
    read = gpxpy.parse(gpx([one]).decode())
    (way,) = read.tracks
    assert [len(piece.points) for piece in way.segments] == [59, 29]
    believed = ~one.track.doubted
    points = [point for piece in way.segments for point in piece.points]
    assert np.allclose([point.latitude for point in points], one.track.lat[believed], atol=1e-7)
    assert [point.time.timestamp() for point in points if point.time] == one.track.time[believed].tolist()
    assert sorted(str(mark.type) for mark in read.waypoints) == ["doubted", "doubted", "stop"]
    assert read.name == clean(one.title) and "journal_id=" + "00" * 16 in str(read.description)


def test_geojson_has_every_position_with_its_figures() -> None:
    one = out()
    read = json.loads(geojson([one]))
    by: dict[str, list[Any]] = {}
    for feature in read["features"]:
        by.setdefault(feature["properties"]["kind"], []).append(feature)
    assert {kind: len(found) for kind, found in by.items()} == {"track": 2, "position": 90, "stop": 1}
    assert sum(feature["properties"]["doubted"] for feature in by["position"]) == 2
    first = by["position"][0]["properties"]
    assert "speed" not in first and first["accuracy"] == 8.0, "what the radio did not say is not there"
    assert datetime.fromisoformat(first["time"]).timestamp() == one.track.time[0]
    assert read["kopa"]["callsign"] == HOSTILE and by["stop"][0]["properties"]["number"] == 1


def test_kml_can_be_played() -> None:
    one = out()
    root = fromstring(kml([one]))
    whens, coords = texts(root, f".//{GX}Track/{KML}when"), texts(root, f".//{GX}Track/{GX}coord")
    assert len(whens) == len(coords) == 88 and all(when.endswith("Z") for when in whens)
    assert texts(root, f".//{KML}Placemark/{KML}name")[1:] == ["1", "?", "?"]
    assert clean(HOSTILE) in texts(root, f".//{KML}Data/{KML}value")


@pytest.mark.parametrize("bom", [True, False])
def test_csv_has_one_row_a_position(bom: bool) -> None:
    one = out()
    content = table([one], bom)
    assert content.startswith(b"\xef\xbb\xbf") is bom
    rows = rows_of(content)
    assert len(rows) == 90 and [row["doubted"] for row in rows].count("yes") == 2
    assert {row["journal_id"] for row in rows} == {"00" * 16} and rows[0]["lon"] == "-26.4"
    assert all(row["time"].endswith("+02:00") for row in rows)
    stop = one.stops[0]
    at_it = [row for row in rows if row["stop"] == "1"]
    assert len(at_it) == stop.stop.fixes and at_it[0]["stop_place"] == stop.place


@settings(max_examples=40, deadline=None)
@given(
    name=st.text(st.characters(codec=None), max_size=20) | st.sampled_from([HOSTILE, "=1+1", "@SUM(A1)", "-2+3", "\t="])
)
def test_whatever_a_unit_is_called_the_files_can_be_read(name: str) -> None:
    one = out(name=name, count=30)
    gpxpy.parse(gpx([one]).decode())
    fromstring(kml([one]))
    json.loads(geojson([one]))
    rows = rows_of(table([one]))
    assert len(rows) == 30
    assert not any(row["callsign"][:1] in tuple("=+-@\t\r") and row["callsign"] for row in rows)


@pytest.mark.parametrize("mode", ["live", "exercise"])
def test_an_exercise_says_so_in_every_file(mode: str) -> None:
    one = out(mode)
    for content in (gpx([one]), geojson([one]), kml([one]), table([one])):
        assert (b"EXERCISE" in content) is (mode == "exercise")
    if mode == "exercise":
        assert {row["mode"] for row in rows_of(table([one]))} == {"EXERCISE"}


def test_an_empty_track_is_still_a_file() -> None:
    one = out()
    nothing = one.track._replace(
        **{name: getattr(one.track, name)[:0] for name in one.track._fields if name not in ("radios", "more")}
    )
    empty: TrackOut = one._replace(track=nothing, stops=[])
    assert gpxpy.parse(gpx([empty]).decode()).get_track_points_no() == 0
    assert json.loads(geojson([empty]))["features"] == [] and rows_of(table([empty])) == []
    fromstring(kml([empty]))
