"""Makes states.geojson of base.npz and places.tsv: about where each state's land is, for the border that is built in.

Land is cut along the borders, a little wider than they are drawn (they do not quite meet the coast); a piece belongs to
the state most of its towns are in. Run it after build.py; needs nothing but what Kopa needs.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely

FOLDER = Path(__file__).resolve().parent
AREA = (19.0, 53.3, 33.0, 60.0)
"""West, south, east, north: where base.npz is fine, and a little east of it."""
CUT, GROW, COARSE = 0.005, 0.004, 0.002
"""Degrees: half the cut, what is given back of it, what is left out of lines."""
LEAST = 0.01
"""Square degrees of a piece worth keeping: the Lithuanian part of the Curonian Spit has 0.014."""
SPIT = ((20.86, 55.294), (20.925, 55.283), (20.989, 55.273), (21.209, 55.241), (21.267, 55.249))
"""The border of Lithuania and Russia over the Curonian Spit and its lagoon (lon, lat), which base.npz lacks: Natural
Earth, ne_10m_admin_0_boundary_lines_land, and a little out to sea."""
STATES = ("LV", "LT", "EE", "BY", "RU", "PL")


def parts(stored: dict[str, npt.NDArray[np.int32]], name: str) -> list[npt.NDArray[np.float64]]:
    """The layer's lines or rings as (n, 2) longitudes and latitudes."""
    steps, sizes = stored[f"{name}_steps"].astype(np.int64), stored[f"{name}_sizes"].astype(np.int64)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    running = np.cumsum(steps, axis=1)
    before = running[:, starts] - steps[:, starts]
    lonlat = (running - np.repeat(before, sizes, axis=1)) * float(stored["unit"][0])
    return list(np.split(lonlat.T, starts[1:]))


def pieces() -> dict[str, shapely.Geometry]:
    """The land of each of :data:`STATES` within :data:`AREA`."""
    with np.load(FOLDER / "base.npz", allow_pickle=False) as file:
        stored = {name: file[name] for name in file.files}
    box = shapely.box(*AREA)
    rings = [shapely.Polygon(ring).buffer(0) for ring in parts(stored, "land") if len(ring) > 3]
    land = shapely.union_all([ring for ring in rings if ring.intersects(box)]).intersection(box)
    lines = [shapely.LineString(line) for line in [*parts(stored, "borders"), np.array(SPIT)] if len(line) > 1]
    cut = shapely.intersection(shapely.union_all(lines), box).buffer(CUT)
    rows = [row.split("\t") for row in (FOLDER / "places.tsv").read_text("utf-8").splitlines()]
    towns, countries = shapely.points([(float(row[2]), float(row[1])) for row in rows]), [row[3] for row in rows]
    found: dict[str, list[shapely.Geometry]] = {}
    for piece in shapely.get_parts(land.difference(cut)):
        if piece.area < LEAST:
            continue
        shapely.prepare(piece)
        inside = Counter(countries[n] for n in np.flatnonzero(shapely.contains(piece, towns)))
        if inside and (state := inside.most_common(1)[0][0]) in STATES:
            found.setdefault(state, []).append(piece.buffer(GROW).simplify(COARSE))
    return {state: shapely.union_all(some) for state, some in sorted(found.items())}


def main() -> None:
    """Write the file."""
    features = [
        {
            "type": "Feature",
            "properties": {"state": state, "level": "state"},
            "geometry": json.loads(shapely.to_geojson(shapely.set_precision(shape, 0.0005))),
        }
        for state, shape in pieces().items()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    (FOLDER / "states.geojson").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
