"""The vector tile reader: what the specification says, and nothing worse than TileError for what it does not."""

from __future__ import annotations

import gzip
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.map.mvt import LINE, POINT, POLYGON, TileError, geometry, inflate, layers
from tests.console.map import made


def read(tile: bytes) -> dict[str, object]:
    return {layer.name: layer for layer in layers(tile)}


def test_the_specifications_own_polygon() -> None:
    """Section 4.3.5.5: a polygon of two rings with deltas 9 3 6 / 18 10 12 24 44 15."""
    tile = made.encode_tile(made.encode_layer("a", [(3, [[(3, 6), (8, 12), (20, 34)]], {})]))
    (layer,) = layers(tile)
    shapes = geometry(layer.features)
    assert shapes.xy.tolist() == [[3, 6], [8, 12], [20, 34], [3, 6]]
    assert layer.features[0].geometry == bytes([9, 6, 12, 18, 10, 12, 24, 44, 15])


def test_tags_of_every_kind_and_layers_left_out() -> None:
    tile = made.encode_tile(
        made.encode_layer("roads", [(2, [[(0, 0), (5, 5)]], {"class": "trunk", "lanes": 2})]),
        made.encode_layer("poi", [(1, [[(7, 7)]], {"name": "Ķīšezers"})]),
    )
    (layer,) = layers(tile, {"poi"})
    assert layer.name == "poi"
    assert layer.features[0].tags == {"name": "Ķīšezers"}
    roads = next(layers(tile, {"roads"}))
    assert roads.features[0].tags == {"class": "trunk", "lanes": 2}
    assert roads.extent == 4096


part = st.lists(st.tuples(st.integers(-200, 4300), st.integers(-200, 4300)), min_size=2, max_size=9)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from([LINE, POLYGON]), st.lists(part, min_size=1, max_size=4)), max_size=6))
def test_what_goes_in_comes_out(features: list[tuple[int, list[list[tuple[int, int]]]]]) -> None:
    tile = made.encode_tile(made.encode_layer("a", [(kind, parts, {}) for kind, parts in features]))
    (layer,) = layers(tile)
    shapes = geometry(layer.features)
    wanted = [([*points, points[0]] if kind == POLYGON else points) for kind, parts in features for points in parts]
    got = np.split(shapes.xy, shapes.starts[1:]) if len(shapes.starts) else []
    assert [one.astype(int).tolist() for one in got] == [[list(p) for p in points] for points in wanted]
    owners = [index for index, (_kind, parts) in enumerate(features) for _ in parts]
    assert shapes.owner.tolist() == owners


def test_many_points_of_one_feature_are_parts_of_their_own() -> None:
    (layer,) = layers(made.encode_tile(made.encode_layer("a", [(POINT, [[(1, 2)], [(3, 4)], [(5, 6)]], {})])))
    shapes = geometry(layer.features)
    assert shapes.xy.tolist() == [[1, 2], [3, 4], [5, 6]]
    assert shapes.starts.tolist() == [0, 1, 2]


def swallow(data: bytes) -> None:
    for layer in layers(data):
        geometry(layer.features)


def test_cut_off_anywhere_it_raises_or_reads_less() -> None:
    tile = made.lake_tile()
    for end in range(len(tile)):
        try:
            swallow(tile[:end])
        except TileError:
            continue


@settings(max_examples=400)
@given(st.integers(0, len(made.lake_tile()) * 8 - 1))
def test_a_flipped_bit_never_ends_in_anything_but_a_tile_error(bit: int) -> None:
    tile = bytearray(made.lake_tile())
    tile[bit // 8] ^= 1 << bit % 8
    try:
        swallow(bytes(tile))
    except TileError as error:
        assert str(error)


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_noise_is_a_tile_error_or_nothing(noise: bytes) -> None:
    try:
        swallow(inflate(noise))
    except TileError as error:
        assert str(error)


def test_counts_beyond_the_data_are_refused_without_allocating() -> None:
    """LineTo with a count of 2^28: the points are not there."""
    body = made.varint(1 << 3 | 1) + b"\x00\x00" + made.varint((1 << 28) << 3 | 2) + b"\x02\x02"
    tile = made.encode_tile(made.field(1, b"a") + made.field(2, made.field(3, 2) + made.field(4, body)))
    with pytest.raises(TileError):
        swallow(tile)


def test_both_compressions_and_none() -> None:
    tile = made.lake_tile()
    assert inflate(tile) == inflate(gzip.compress(tile)) == inflate(zlib.compress(tile)) == tile


def test_a_gzip_bomb_stops_at_the_bound() -> None:
    bomb = gzip.compress(bytes(64 * 1024 * 1024))
    assert len(bomb) < 100_000
    with pytest.raises(TileError, match="16 MB"):
        inflate(bomb)


def test_cut_off_compression() -> None:
    with pytest.raises(TileError, match="cut off"):
        inflate(gzip.compress(made.lake_tile())[:-9])
    with pytest.raises(TileError):
        inflate(b"\x1f\x8b" + bytes(40))
