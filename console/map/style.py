"""How the map looks by day and by night: colours, widths by zoom, and which feature of a vector pack is drawn as what.

Everything on the ground is neutral: agency colours and vermillion must be the only strong colours on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor

from console.map.mvt import LINE, POLYGON, Value


@dataclass(frozen=True)
class Style:
    """The colours of one theme."""

    night: bool
    sea: QColor
    land: QColor
    wood: QColor
    built: QColor
    works: QColor
    water: QColor
    river: QColor
    border: QColor
    border_band: QColor
    province: QColor
    road_case: QColor
    trunk: QColor
    primary: QColor
    secondary: QColor
    minor: QColor
    thin: QColor
    rail: QColor
    label: QColor
    village: QColor
    country: QColor
    water_label: QColor
    halo: QColor
    shield: QColor
    building: QColor
    overlay: QColor
    overlay_area: QColor


@cache
def style(night: bool) -> Style:
    """The colours by day or by night."""
    return _night() if night else _day()


def _day() -> Style:
    return Style(
        night=False,
        sea=QColor("#BFCFDD"),
        land=QColor("#F1F1EE"),
        wood=QColor("#DDE5DA"),
        built=QColor("#E3E0DB"),
        works=QColor("#E3E2E4"),
        water=QColor("#BFCFDD"),
        river=QColor("#A6BDD0"),
        border=QColor("#5E4B73"),
        border_band=QColor(94, 75, 115, 40),
        province=QColor("#A8A2B0"),
        road_case=QColor("#A9A299"),
        trunk=QColor("#C4B8A8"),
        primary=QColor("#D8D0C4"),
        secondary=QColor("#FFFFFF"),
        minor=QColor("#FFFFFF"),
        thin=QColor("#CFC8BE"),
        rail=QColor("#A7A9AC"),
        label=QColor("#1E2A35"),
        village=QColor("#47525C"),
        country=QColor("#7A7086"),
        water_label=QColor("#4F6F8A"),
        halo=QColor(255, 255, 255, 225),
        shield=QColor("#5F5A52"),
        building=QColor("#D2CDC6"),
        overlay=QColor("#1F6F6B"),
        overlay_area=QColor(31, 111, 107, 22),
    )


def _night() -> Style:
    return Style(
        night=True,
        sea=QColor("#14293B"),
        land=QColor("#1A1D21"),
        wood=QColor("#1E2823"),
        built=QColor("#22252A"),
        works=QColor("#24262B"),
        water=QColor("#14293B"),
        river=QColor("#28455A"),
        border=QColor("#B8A5CF"),
        border_band=QColor(184, 165, 207, 34),
        province=QColor("#474553"),
        road_case=QColor("#101214"),
        trunk=QColor("#6E675D"),
        primary=QColor("#57534C"),
        secondary=QColor("#45433F"),
        minor=QColor("#34353A"),
        thin=QColor("#3F3D3A"),
        rail=QColor("#3C4046"),
        label=QColor("#D9DFE5"),
        village=QColor("#A3ABB3"),
        country=QColor("#8F87A0"),
        water_label=QColor("#6F93B0"),
        halo=QColor(20, 23, 27, 225),
        shield=QColor("#8E887E"),
        building=QColor("#2E3238"),
        overlay=QColor("#6FB8B2"),
        overlay_area=QColor(111, 184, 178, 24),
    )


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: px width at zooms 6, 10 and 14 (between them by interpolation), and a dash in widths of the pen.

    ``case`` px of another colour show on both sides once the line is wide enough; before that it is drawn ``thin``.
    """

    colour: str
    widths: tuple[float, float, float]
    case: float = 0.0
    dash: tuple[float, ...] = ()
    case_colour: str = "road_case"
    case_from: float = 1.9
    thin: str = ""

    def cased(self, wide: float) -> bool:
        """True where a line ``wide`` px across gets its case."""
        return bool(self.case) and wide >= self.case_from


FILLS = {
    "wood": "wood", "built": "built", "works": "works", "water": "water", "building": "building",
    "overlay_area": "overlay_area",
}  # fmt: skip
"""What is filled, in the order of painting."""

STROKES = {
    "stream": Stroke("river", (0.0, 0.5, 1.2)),
    "river": Stroke("river", (0.6, 1.2, 3.0)),
    "province": Stroke("province", (0.6, 0.9, 1.2), dash=(5.0, 3.0)),
    "runway": Stroke("road_case", (0.5, 1.5, 8.0)),
    "track": Stroke("minor", (0.0, 0.4, 1.8), case=0.5, thin="thin"),
    "minor": Stroke("minor", (0.0, 0.5, 3.6), case=0.6, case_from=1.5, thin="thin"),
    "tertiary": Stroke("minor", (0.0, 0.8, 4.6), case=0.7, thin="thin"),
    "rail": Stroke("rail", (0.4, 0.9, 1.6)),
    "secondary": Stroke("secondary", (0.5, 1.4, 5.6), case=0.8, thin="thin"),
    "primary": Stroke("primary", (0.8, 2.2, 6.6), case=0.8, thin="trunk"),
    "trunk": Stroke("trunk", (1.1, 2.7, 7.6), case=0.8),
    "border": Stroke(
        "border", (1.0, 1.5, 2.2), case=3.0, case_from=0.0, dash=(7.0, 3.0, 1.6, 3.0), case_colour="border_band"
    ),
    "overlay": Stroke("overlay", (1.2, 1.8, 2.6)),
}
"""What is stroked, in the order of painting."""


def width(stroke: Stroke, zoom: float) -> float:
    """The pen's width in px at ``zoom``."""
    low, middle, high = stroke.widths
    if zoom <= 10.0:
        return low + (middle - low) * max(0.0, zoom - 6.0) / 4.0
    return middle + (high - middle) * min(4.0, zoom - 10.0) / 4.0


LAYERS = frozenset({
    "landcover", "landuse", "water", "waterway", "boundary", "transportation", "aeroway", "place",
    "transportation_name",
    "building", "overlay",
    # Protomaps' names
    "earth", "natural", "buildings", "landuse_overlay", "physical_line", "boundaries", "roads", "transit", "places",
})  # fmt: skip
"""Layers worth decoding, OpenMapTiles and Protomaps."""

_ROADS = {
    "motorway": ("trunk", 5), "trunk": ("trunk", 5), "primary": ("primary", 7), "secondary": ("secondary", 9),
    "tertiary": ("tertiary", 10), "minor": ("minor", 12), "service": ("track", 13), "track": ("track", 13),
    "rail": ("rail", 9), "narrow_gauge": ("rail", 11), "tram": ("rail", 13),
    # Protomaps
    "highway": ("trunk", 5), "major_road": ("primary", 7), "medium_road": ("secondary", 9), "minor_road": ("minor", 12),
}  # fmt: skip
_WOODS = {"wood", "forest"}
_WORKS = {"industrial", "commercial", "military", "retail", "railway", "quarry"}
_WET = {"ocean", "lake", "river", "pond", "sea", "water", "reservoir", "basin", "dock", "swimming_pool"}


def drawn_as(layer: str, kind: int, tags: dict[str, Value], zoom: int) -> str:
    """The fill or stroke a feature is drawn with at tile zoom ``zoom``; empty: not at all."""
    what = str(tags.get("class") or tags.get("kind") or tags.get("pmap:kind") or "")
    if layer == "overlay":
        return "overlay_area" if kind == POLYGON else "overlay" if kind == LINE else ""
    if kind == POLYGON:
        return _filled_as(layer, what)
    if kind != LINE:
        return ""
    if layer in {"transportation", "roads", "transit"}:
        name, least = _ROADS.get(what, ("", 99))
        return name if zoom >= least else ""
    if layer in {"waterway", "physical_line"}:
        return "river" if what in {"river", "canal"} else ("stream" if zoom >= 12 else "")
    if layer in {"boundary", "boundaries"}:
        return _border(tags, what, zoom)
    if layer == "aeroway":
        return "runway" if what == "runway" else ""
    return ""


def _filled_as(layer: str, what: str) -> str:
    if layer in {"building", "buildings"}:
        return "building"
    if layer == "water":
        return "water" if what in _WET or not what else ""
    if layer in {"landcover", "natural"}:
        return "wood" if what in _WOODS else ""
    if layer in {"landuse", "landuse_overlay"}:
        if what in _WOODS:
            return "wood"
        return "works" if what in _WORKS else ("built" if what in {"residential", "suburb", "neighbourhood"} else "")
    return ""


def _border(tags: dict[str, Value], what: str, zoom: int) -> str:
    level = tags.get("admin_level", tags.get("pmap:min_admin_level", 2 if what == "country" else 4))
    if tags.get("maritime") in {1}:
        return ""
    if isinstance(level, str):
        level = int(level) if level.isdigit() else 99
    if level <= 2:
        return "border"
    return "province" if (level <= 6 and zoom >= 8) else ""
