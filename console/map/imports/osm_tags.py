"""OpenStreetMap's tags as the map's layers: which tag is which layer and class, and from which zoom it is shown.

Source: the OpenStreetMap wiki's Map Features, and OpenMapTiles' schema for the names of layers and classes.
"""

from __future__ import annotations

from collections.abc import Mapping

from console.map.mvt import Value

Drawn = tuple[str, dict[str, Value], int]
"""Layer, tags, first zoom."""
KEYS = ("highway", "railway", "waterway", "natural", "landuse", "building", "aeroway", "place", "addr:housenumber")
_ROADS = {
    "motorway": ("motorway", 5), "trunk": ("trunk", 5), "primary": ("primary", 7), "secondary": ("secondary", 9),
    "tertiary": ("tertiary", 10), "unclassified": ("minor", 12), "residential": ("minor", 12),
    "living_street": ("minor", 12), "road": ("minor", 12), "pedestrian": ("minor", 13), "service": ("service", 13),
    "track": ("track", 13),
}  # fmt: skip
_RAILS = {"rail": ("rail", 8), "narrow_gauge": ("narrow_gauge", 11), "tram": ("tram", 13)}
_WATERWAYS = {"river": 8, "canal": 9, "stream": 12, "ditch": 13, "drain": 13}
PLACES = {
    "city": 5, "town": 7, "village": 9, "suburb": 11, "hamlet": 11, "isolated_dwelling": 12, "locality": 12,
    "island": 10,
}  # fmt: skip
_LAND = {
    "residential": "residential", "industrial": "industrial", "commercial": "commercial", "retail": "retail",
    "military": "military", "railway": "railway", "quarry": "quarry",
}  # fmt: skip
_WET = {"reservoir", "basin"}


def line(tags: Mapping[str, str]) -> Drawn | None:
    """What a way that is a line is drawn as."""
    what = tags.get("highway", "")
    if what:
        kind, least = _ROADS.get(what.removesuffix("_link"), ("", 0))
        return ("transportation", {"class": kind}, least) if kind else None
    kind, least = _RAILS.get(tags.get("railway", ""), ("", 0))
    if kind:
        return "transportation", {"class": kind}, (13 if tags.get("service") else least)
    what = tags.get("waterway", "")
    if what in _WATERWAYS and tags.get("tunnel") in {None, "no"}:
        return "waterway", {"class": what}, _WATERWAYS[what]
    return ("aeroway", {"class": "runway"}, 10) if tags.get("aeroway") == "runway" else None


def road_name(tags: Mapping[str, str]) -> Drawn | None:
    """The name and number of a road."""
    name, ref = tags.get("name", ""), tags.get("ref", "")
    kind, least = _ROADS.get(tags.get("highway", "").removesuffix("_link"), ("", 0))
    if not kind or not (name or ref):
        return None
    found: dict[str, Value] = {"class": kind, **({"name": name} if name else {}), **({"ref": ref} if ref else {})}
    return "transportation_name", found, (max(least, 7) if ref else max(13, least))


def area(tags: Mapping[str, str]) -> Drawn | None:
    """What an area is drawn as."""
    natural, use = tags.get("natural", ""), tags.get("landuse", "")
    if natural == "water" or tags.get("waterway") == "riverbank" or use in _WET:
        return "water", {"class": "lake"}, 5
    if natural == "wood" or use == "forest":
        return "landcover", {"class": "wood"}, 7
    if use in _LAND:
        return "landuse", {"class": _LAND[use]}, 9
    return ("building", {}, 14) if tags.get("building", "no") != "no" else None


def place(tags: Mapping[str, str]) -> Drawn | None:
    """The name of a place. One in other letters takes what it is called in Latin ones."""
    what, name = tags.get("place", ""), latin(tags)
    if what not in PLACES or not name:
        return None
    kind = "locality" if what == "isolated_dwelling" else what
    return "place", {"class": kind, "name": name}, PLACES[what]


def latin(tags: Mapping[str, str]) -> str:
    """The name in Latin letters if there is one."""
    name = tags.get("name", "")
    if all(ord(c) < 0x250 for c in name):
        return name
    return next((tags[one] for one in ("name:lv", "name:lt", "int_name", "name:en") if tags.get(one)), name)


def population(tags: Mapping[str, str]) -> float:
    """How many live there; 0 where it does not say."""
    text = tags.get("population", "").replace(" ", "")
    return float(text) if text.isdigit() and len(text) < 9 else 0.0
