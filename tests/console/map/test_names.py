"""Names and tags: the important ones first, none over another, and none that hops about."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from console.map import names as names_module
from console.map.camera import Camera, world_x, world_y
from console.map.labels import Label, built_in, face, labels_of
from console.map.mvt import layers
from console.map.names import Names
from console.map.style import style
from console.map.tag_face import HIGH, Tag, outline
from console.map.tags import Spot, Tags, Wish
from console.theme import DAY, NIGHT, Theme, contrast
from tests.console.map import made


def overlap(one: QRectF, other: QRectF) -> bool:
    return one.adjusted(4, 4, -4, -4).intersects(other.adjusted(4, 4, -4, -4))


def test_no_name_stands_on_another_and_the_large_towns_are_there(qtbot: QtBot) -> None:
    names = Names(Theme().font)
    for step in (24, 28, 32, 36):
        camera = Camera(world_x(25.5), world_y(56.2), step)
        placed = []
        for _ in range(80):  # a layout may run out of its time; the next one goes on
            placed = names.layout(built_in(), camera, camera.box(1200, 800), style(False))
            if not names.unfinished:
                break
        boxes = [
            QRectF(
                one.x, one.y, one.picture.deviceIndependentSize().width(), one.picture.deviceIndependentSize().height()
            )
            for one in placed
        ]
        assert len(boxes) > 5
        assert not any(overlap(a, b) for i, a in enumerate(boxes) for b in boxes[:i])


def shown(zoom: float) -> set[str]:
    return {label.text for label in built_in() if face(label, zoom) is not None}


def test_rank_goes_by_population() -> None:
    assert {"Rīga", "Vilnius", "Kaunas"} <= shown(5.5)
    assert "Zarasai" not in shown(5.5)
    assert {"Zarasai", "Krāslava", "Utena"} <= shown(8)


def test_the_same_name_twice_near_by_is_said_once(qtbot: QtBot) -> None:
    names = Names(Theme().font)
    camera = Camera(world_x(26.5), world_y(55.9), 36)
    pair = [Label("Līksna", world_x(26.5 + d), world_y(55.9), 2000.0, "town", "liksna") for d in (0.0, 0.02)]
    assert len(names.layout(pair, camera, camera.box(800, 600), style(True))) == 1


def wishes(*places: tuple[float, float], forced: bool = False) -> list[Wish]:
    return [Wish(f"u{i}", x, y, Tag(f"VP {100 + i}", "", "#0072B2"), forced) for i, (x, y) in enumerate(places)]


def put(tags: Tags, wanted: list[Wish], names: tuple[QRectF, ...] = ()) -> list[Spot]:
    xs, ys = np.array([one.x for one in wanted]), np.array([one.y for one in wanted])
    return tags.place(wanted, xs, ys, (800, 600), names, DAY, 1.0)


def boxes(spots: list[Spot]) -> list[QRectF]:
    return [QRectF(one.left, one.top, one.wide, HIGH) for one in spots]


def test_a_lone_tag_stands_right_of_its_unit(qtbot: QtBot) -> None:
    (spot,) = put(Tags(Theme().font), wishes((400, 300)))
    assert spot.left > 400
    assert spot.top == 300 - HIGH / 2
    assert not spot.leader


def test_tags_in_a_crowd_do_not_cover_each_other_nor_a_symbol(qtbot: QtBot) -> None:
    places = [(380 + 14 * (i % 5), 280 + 13 * (i // 5)) for i in range(15)]
    spots = put(Tags(Theme().font), wishes(*places))
    assert len(spots) >= 8
    rects = boxes(spots)
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[:i])
    assert not any(rect.contains(x, y) for rect in rects for x, y in places)


def test_a_tag_keeps_its_side_while_there_is_room(qtbot: QtBot) -> None:
    tags = Tags(Theme().font)
    first = put(tags, wishes((400, 300), (430, 300)))
    second = put(tags, wishes((401, 300), (500, 420)))
    assert first[0].left < 400
    assert second[0].left < 400, "what was left of its unit stays left when the right side gets free"


def test_an_emergency_has_its_tag_even_where_there_is_no_room(qtbot: QtBot) -> None:
    tags = Tags(Theme().font)
    crowd = [(400 + 6 * (i % 40) - 120, 300 + 6 * (i // 40) - 60) for i in range(400)]
    wanted = [Wish("alarm", 400, 300, Tag("VP 118", "", "#0072B2"), forced=True), *wishes(*crowd)]
    assert put(tags, wanted)[0].wish.unit == "alarm"


def test_a_tag_leaves_a_towns_name_readable(qtbot: QtBot) -> None:
    name = QRectF(410, 288, 90, 24)
    (spot,) = put(Tags(Theme().font), wishes((400, 300)), (name,))
    assert not QRectF(spot.left, spot.top, spot.wide, HIGH).intersects(name)


def test_outlines_can_be_seen_on_their_plates_by_day_and_night() -> None:
    for colour in ("#0072B2", "#009E73", "#56B4E9", "#E69F00", "#CC79A7", "#F0E442", "#000000", "#FFFFFF"):
        for palette in (DAY, NIGHT):
            assert contrast(outline(Tag("x", "", colour), palette), palette.panel) >= 1.9


def test_streets_are_named_where_they_can_be_read() -> None:
    """OpenMapTiles keeps their names in a layer of their own, Protomaps on the roads."""
    for layer_name in ("transportation_name", "roads"):
        street = made.encode_layer(
            layer_name, [(2, [[(900, 900), (3000, 900)]], {"name": "Viestura iela", "class": "minor"})]
        )
        (layer,) = layers(made.encode_tile(street))
        (label,) = labels_of(layer, 14, 9391, 5120)
        assert (label.text, label.sort) == ("Viestura iela", "street")
        assert face(label, 13.5) is None
        assert face(label, 14.5) is not None
        assert list(labels_of(layer, 12, 2347, 1280)) == []


def test_however_slow_the_machine_every_layout_gets_further(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_module, "BUDGET", -1.0)
    names = Names(Theme().font)
    camera = Camera(world_x(25.0), world_y(56.0), 30)
    counts = []
    for _ in range(60):
        counts.append(len(names.layout(built_in(), camera, camera.box(900, 600), style(False))))
        if not names.unfinished:
            break
    assert not names.unfinished
    assert counts == sorted(counts)
    assert counts[-1] > counts[0] > 0


def test_the_further_away_the_larger_a_place_must_be() -> None:
    for zoom, least in ((5.0, 150_000.0), (6.0, 30_000.0), (7.0, 4_000.0), (8.0, 1_000.0), (9.0, 300.0)):
        assert face(Label("x", 0.5, 0.3, least - 1, "city", "x"), zoom) is None
        assert face(Label("x", 0.5, 0.3, least, "city", "x"), zoom) is not None
