"""A made-up town as an OpenStreetMap extract, written with osmium itself: Ezermala, on the lake of the same name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

WEST, SOUTH = 26.40, 55.80
STEP = 0.002
"""Degrees between two streets."""
STREETS = ("Brīvības iela", "Lāčplēša iela", "Skolas iela", "Žeimių gatvė", "18. novembra iela")


class Town:
    """Puts objects into an extract; ids by the order they come in, positive and apart by kind."""

    def __init__(self, writer: Any, osmium: Any) -> None:
        self._writer, self._osmium = writer, osmium
        self._ids = {"n": 0, "w": 0, "r": 0}
        self._waiting: list[tuple[str, Any]] = []

    def _next(self, kind: str) -> int:
        self._ids[kind] += 1
        return self._ids[kind]

    def node(self, lon: float, lat: float, **tags: str) -> int:
        """A node, written at once."""
        number = self._next("n")
        named = {key.replace("__", ":"): value for key, value in tags.items()}
        self._writer.add_node(self._osmium.osm.mutable.Node(id=number, location=(lon, lat), tags=named))
        return number

    def way(self, nodes: list[int], **tags: str) -> int:
        """A way; all nodes come before it in the file."""
        number = self._next("w")
        named = {key.replace("__", ":"): value for key, value in tags.items()}
        self._waiting.append(("w", self._osmium.osm.mutable.Way(id=number, nodes=nodes, tags=named)))
        return number

    def relation(self, members: list[tuple[str, int, str]], **tags: str) -> None:
        """A relation."""
        number = self._next("r")
        self._waiting.append(("r", self._osmium.osm.mutable.Relation(id=number, members=members, tags=tags)))

    def finish(self) -> None:
        """Write ways, then relations."""
        for wanted in "wr":
            for kind, one in self._waiting:
                if kind == wanted:
                    (self._writer.add_way if kind == "w" else self._writer.add_relation)(one)

    def ring(self, lon: float, lat: float, wide: float, tall: float) -> list[int]:
        """A closed rectangle's nodes."""
        corners = [(lon, lat), (lon + wide, lat), (lon + wide, lat + tall), (lon, lat + tall)]
        nodes = [self.node(*corner) for corner in corners]
        return [*nodes, nodes[0]]


def extract(path: Path, houses: int = 12) -> Path:
    """Write the town: five streets, houses with numbers, a lake with an island, a wood, a river and a state border."""
    import osmium

    with osmium.SimpleWriter(str(path)) as writer:
        town = Town(writer, osmium)
        town.node(WEST + 0.005, SOUTH + 0.005, place="town", name="Ezermala", population="7200")
        town.node(WEST + 0.06, SOUTH + 0.05, place="village", name="Kalnsētas")
        town.node(WEST - 0.05, SOUTH - 0.04, place="village", name="Верхнее", name__en="Verkhneye")
        for number, name in enumerate(STREETS):
            lat = SOUTH + number * STEP
            nodes = [town.node(WEST + at * STEP, lat) for at in range(6)]
            town.way(nodes[:4], highway="residential", name=name)
            town.way(nodes[3:], highway="residential", name=name)
        main = [town.node(WEST - 0.1 + at * 0.02, SOUTH + 0.011) for at in range(12)]
        town.way(main, highway="primary", ref="A13", name="Daugavpils šoseja")
        for number in range(houses):
            ring = town.ring(WEST + number * 0.0008, SOUTH + 0.0003, 0.0003, 0.0002)
            town.way(ring, building="yes", addr__street="Brīvības iela", addr__housenumber=str(number + 1))
        shore = town.way(town.ring(WEST + 0.02, SOUTH, 0.03, 0.02))
        island = town.way(town.ring(WEST + 0.03, SOUTH + 0.008, 0.005, 0.004))
        town.relation([("w", shore, "outer"), ("w", island, "inner")], type="multipolygon", natural="water")
        town.way(town.ring(WEST - 0.05, SOUTH + 0.02, 0.04, 0.03), landuse="forest")
        river = [town.node(WEST - 0.1 + at * 0.01, SOUTH + 0.03 + 0.002 * (at % 3)) for at in range(25)]
        town.way(river, waterway="river", name="Ezerupe")
        road = [town.node(WEST + at * 0.01, SOUTH - 0.01) for at in range(4)]
        town.way([*road, 900_001, 900_002], highway="secondary", name="Robežas ceļš")  # goes on beyond the extract
        border = [town.node(WEST - 0.1 + at * 0.02, SOUTH - 0.02) for at in range(12)]
        line = town.way(border)
        town.relation(
            [("w", line, "outer")], type="boundary", boundary="administrative", admin_level="2", name="Latvija"
        )
        town.finish()
    return path
