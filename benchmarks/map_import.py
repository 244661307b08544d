"""How fast a plain OpenStreetMap extract becomes a map, and what memory it takes: a made-up district of many villages.

    python -m benchmarks.map_import [villages]

A village is 40 streets and 800 houses with addresses. No peer: tilemaker and planetiler are programs for servers, not
libraries. What is said is objects a second of CPU time, and how the memory grows with the extract.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

STREETS, HOUSES = 40, 20


def extract(path: Path, villages: int) -> int:
    """Write the district; how many ways it has."""
    import osmium

    rng = random.Random(1)
    ways: list[tuple[list[int], dict[str, str]]] = []
    count = 0
    with osmium.SimpleWriter(str(path)) as writer:

        def node(lon: float, lat: float) -> int:
            nonlocal count
            count += 1
            writer.add_node(osmium.osm.mutable.Node(id=count, location=(lon, lat)))
            return count

        for village in range(villages):
            west, south = 21 + 7 * rng.random(), 55.8 + 2 * rng.random()
            for street in range(STREETS):
                lat, name = south + street * 0.0015, f"Iela {village}-{street}"
                ways.append(([node(west + at * 0.001, lat) for at in range(HOUSES)], _street(name)))
                for at in range(HOUSES):
                    lon = west + at * 0.001
                    corners = [(lon, lat + 4e-4), (lon + 2e-4, lat + 4e-4), (lon + 2e-4, lat + 5e-4), (lon, lat + 5e-4)]
                    ring = [node(*corner) for corner in corners]
                    ways.append(([*ring, ring[0]], _house(name, at + 1, f"Ciems {village}")))
        for number, (nodes, tags) in enumerate(ways, 1):
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=nodes, tags=tags))
    return len(ways)


def _street(name: str) -> dict[str, Any]:
    return {"highway": "residential", "name": name}


def _house(street: str, number: int, town: str) -> dict[str, Any]:
    return {"building": "yes", "addr:street": street, "addr:housenumber": str(number), "addr:city": town}


def main(villages: int = 60) -> None:
    """Import one district, then one four times as large."""
    from console.map.gazetteer import beside
    from console.map.imports.door import bring_in

    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        for some in (villages, 4 * villages):
            file = home / f"district{some}.osm.pbf"
            ways = extract(file, some)
            before, wall = time.process_time(), time.monotonic()
            done = bring_in(file, home / "maps", lambda _share: None)
            spent, wall = time.process_time() - before, time.monotonic() - wall
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            names = beside(done.pack.path)
            assert names is not None
            began = time.process_time()
            for number in range(200):
                assert names.search(f"iela {number % some} {number % STREETS}")
            asked = (time.process_time() - began) / 200
            names.close()
            print(
                f"{ways:7d} ways: {spent:5.1f} s CPU ({ways / spent:6.0f} ways/s), {wall:5.1f} s wall, "
                f"{done.report.tiles} tiles, {done.names} names, at most {most} MB; a search {1000 * asked:.1f} ms"
            )


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
