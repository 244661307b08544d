"""What is encoded decodes to the same: our writer against our reader, which is tested against hand-made tiles."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from console.map.imports.encoding import tile
from console.map.mvt import LINE, POINT, POLYGON, geometry, inflate, layers

NUMBERS = st.integers(-100, 4196)
SPOTS = st.tuples(NUMBERS, NUMBERS)
LINES = st.lists(SPOTS, min_size=2, max_size=12, unique=True).map(shapely.LineString)
POINTS = st.lists(SPOTS, min_size=1, max_size=5, unique=True).map(shapely.MultiPoint)
BOXES = st.tuples(st.integers(0, 2000), st.integers(0, 2000), st.integers(20, 2000), st.integers(20, 2000)).map(
    lambda one: shapely.box(one[0], one[1], one[0] + one[2], one[1] + one[3]).difference(
        shapely.box(one[0] + 5, one[1] + 5, one[0] + 10, one[1] + 12)
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(LINES, POINTS, BOXES), min_size=1, max_size=8))
def test_geometries_come_back(shapes: list[shapely.Geometry]) -> None:
    tags = [{"n": index, "name": f"ē{index % 3}", "yes": True, "no": False, "f": 0.5} for index in range(len(shapes))]
    (layer,) = layers(inflate(tile({"test": (np.array(shapes, object), tags)})))  # type: ignore[dict-item]
    assert layer.extent == 4096
    seen = set()
    for feature in layer.features:
        index = int(feature.tags["n"])
        seen.add(index)
        assert feature.tags == tags[index]
        found, shape = geometry([feature]), shapes[index]
        ends = [*found.starts[1:].tolist(), len(found.xy)]
        parts = [found.xy[a:b] for a, b in zip(found.starts.tolist(), ends, strict=True)]
        if feature.kind == POINT:
            assert {tuple(part[0]) for part in parts} == {(p.x, p.y) for p in shape.geoms}
        elif feature.kind == LINE:
            assert np.array_equal(parts[0], shapely.get_coordinates(shape))
        else:
            assert feature.kind == POLYGON
            assert shapely.Polygon(parts[0], parts[1:]).equals(shape)
    assert seen == set(range(len(shapes)))


def test_what_falls_together_is_left_out() -> None:
    shapes = np.array([shapely.LineString([(1.1, 1), (1.2, 1)]), shapely.box(5.1, 5.1, 5.3, 5.3)], object)
    assert tile({"test": (shapes, [{}, {}])}) == b""
    assert tile({}) == b""


def test_a_large_number_of_points_is_encoded_at_once() -> None:
    rng = np.random.default_rng(1)
    walk = shapely.LineString(np.cumsum(rng.integers(-9, 10, (50_000, 2)), axis=0))
    (layer,) = layers(inflate(tile({"test": (np.array([walk], object), [{}])})))
    xy = geometry(layer.features).xy
    wanted = shapely.get_coordinates(walk)
    fresh = np.append(True, (np.diff(wanted, axis=0) != 0).any(axis=1))
    assert np.array_equal(xy, wanted[fresh])
