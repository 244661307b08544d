"""Tracks of several units in one file of a kind, each of them itself; and a sheet that lists every one."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import gpxpy
import pytest
from defusedxml.ElementTree import fromstring

from console.export import together
from console.export.geojson import geojson
from console.export.gpx import gpx
from console.export.kml import kml
from console.export.paper import Block, Paper
from console.export.picture import TrackPicture, box_of
from console.export.sheet import printed, sheet
from console.export.table import table
from console.export.track import TrackOut
from console.map.camera import world_y
from console.map.ways import Way
from console.shapes import UNKNOWN
from tests.console.export.made import HOSTILE, out

KML = "{http://www.opengis.net/kml/2.2}"
NAMES = ("VP 118", "VRS 2", HOSTILE)


@pytest.fixture
def outs() -> list[TrackOut]:
    """Three units: two that drove, one of which nothing was heard."""
    found = []
    for number, name in enumerate(NAMES):
        one = out(name=name, count=90 - 30 * number)._replace(unit=f"u{number}", purpose="lieta 7")
        found.append(one._replace(source=one.source._replace(first=100 * number, last=100 * number + 50)))
    gone = found[2].track
    empty = gone._replace(**{name: getattr(gone, name)[:0] for name in gone._fields if name not in ("radios", "more")})
    found[2] = found[2]._replace(track=empty, stops=[], source=found[2].source._replace(first=0, last=0))
    return found


def test_every_unit_has_a_track_of_its_own_in_gpx(outs: list[TrackOut]) -> None:
    read = gpxpy.parse(gpx(outs).decode())
    assert [sum(len(piece.points) for piece in way.segments) for way in read.tracks] == [88, 58, 0]
    assert [str(way.name).split(" · ")[0] for way in read.tracks[:2]] == list(NAMES[:2])
    assert {str(mark.name).split(" · ")[0] for mark in read.waypoints} == set(NAMES[:2]), "whose stop that is"
    assert "units=u0, u1, u2" in str(read.description) and "entries=0-150" in str(read.description)


def test_every_feature_says_of_whom_it_is(outs: list[TrackOut]) -> None:
    read = json.loads(geojson(outs))
    of: dict[str, list[Any]] = {}
    for feature in read["features"]:
        of.setdefault(feature["properties"]["unit"], []).append(feature["properties"])
    assert {unit: sum(one["kind"] == "position" for one in found) for unit, found in of.items()} == {"u0": 90, "u1": 60}
    assert {one["callsign"] for one in of["u1"]} == {"VRS 2"}
    assert [one["unit"] for one in read["kopa"]["tracks"]] == ["u0", "u1", "u2"]
    assert "callsign" not in read["kopa"], "nobody's alone"


def test_every_unit_has_a_folder_in_kml(outs: list[TrackOut]) -> None:
    root = fromstring(kml(outs))
    folders = root.findall(f"./{KML}Document/{KML}Folder")
    assert [folder.findtext(f"./{KML}name") for folder in folders[:2]] == list(NAMES[:2]) and len(folders) == 3
    assert [len(folder.findall(f".//{KML}when")) for folder in folders] == [88 + 2, 58 + 2, 0]


def test_the_rows_of_all_are_in_one_table(outs: list[TrackOut]) -> None:
    rows = list(csv.DictReader(io.StringIO(table(outs).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["unit"] for row in rows] == ["u0"] * 90 + ["u1"] * 60


def test_the_sheet_lists_each_and_has_a_page_for_each(
    qapp: Any, outs: list[TrackOut], monkeypatch: pytest.MonkeyPatch
) -> None:
    tables: list[tuple[list[str], list[Any]]] = []
    facts: dict[str, str] = {}
    papers: list[Paper] = []
    print_table, print_facts, print_all = Paper.table, Paper.facts, Paper.pdf

    def note_table(self: Paper, columns: Any, rows: Any) -> None:
        tables.append(([name for name, _, _ in columns], list(rows)))
        print_table(self, columns, rows)

    def note_facts(self: Paper, rows: Any) -> None:
        facts.update(rows)
        print_facts(self, rows)

    def note_paper(self: Paper) -> bytes:
        papers.append(self)
        return print_all(self)

    monkeypatch.setattr(Paper, "table", note_table)
    monkeypatch.setattr(Paper, "facts", note_facts)
    monkeypatch.setattr(Paper, "pdf", note_paper)
    assert sheet(outs, None, {"t.gpx": "ab" * 32}).startswith(b"%PDF-")
    heads, rows = tables[0]
    assert heads[0] == "Unit" and [row[0] for row in rows] == list(NAMES)
    assert [row[2] for row in rows] == ["90", "60", "0"] and [row[-1] for row in rows] == ["0 – 50", "100 – 150", "–"]
    assert facts["t.gpx"] == "ab" * 32 and facts["Purpose"] == "lieta 7"
    fresh = [page for page in papers[0].pages() if any(block.fresh for _, block in page)]
    assert len(fresh) == 3 and all(page[0][1].fresh for page in fresh), "each begins a page of its own"


def test_of_many_units_less_of_each_is_printed(qapp: Any) -> None:
    assert len(printed(out(count=3000), 60)[0]) <= 63


def test_what_begins_a_page_begins_only_one(qapp: Any) -> None:
    paper = Paper("t", "f", "{page}/{pages}")
    paper.new_page()
    paper.heading("first")
    paper.new_page()
    paper.heading("second")
    paper.blocks.append(Block(40, lambda _painter, _y: None))
    assert [len(page) for page in paper.pages()] == [2, 3]


def test_titles_name_the_first_few(outs: list[TrackOut]) -> None:
    assert together.title(outs[:1]) == outs[0].title
    many = [outs[0]._replace(callsign=f"VP {number}", mode="exercise") for number in range(8)]
    assert together.title(many).startswith("EXERCISE · VP 0, VP 1, VP 2, VP 3, VP 4 +3 · 2026-")
    assert together.source(outs)[2:4] == (0, 150) and together.source(outs[2:]) == outs[2].source


def test_a_doubted_place_far_away_does_not_shrink_the_picture(outs: list[TrackOut]) -> None:
    ways = [Way.of(UNKNOWN, one.track.lat, one.track.lon, one.track.time, one.track.doubted) for one in outs]
    box = box_of(ways)
    believed = outs[0].track.lat[~outs[0].track.doubted]
    assert box is not None and box.top == pytest.approx(world_y(float(believed.max())))
    assert box_of(ways[2:]) is None and box_of([]) is None


def test_a_picture_of_several_names_each_where_its_way_ends(qapp: Any, qtbot: Any, outs: list[TrackOut]) -> None:
    pictures = []
    for chosen in (outs, outs[:1]):
        picture = TrackPicture(chosen, {}, [], (500, 400), None, 1.0)
        with qtbot.waitSignal(picture.done, timeout=30_000) as done:
            picture.start()
        pictures.append(done.args[0])
    assert pictures[0].size() == pictures[1].size() and pictures[0] != pictures[1]
