"""Where something is, in words, and where a named place is. Knows the built-in towns; reads coordinates too."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale

from console.map import coordinates
from console.map.base import Town, towns
from console.map.camera import Floats
from console.map.labels import built_in
from gps.plane import RADIUS
from units.fold import fold


@dataclass(frozen=True, slots=True)
class Found:
    """An answer of the search: ``name``, ``detail`` beside it, the place, and how wide a view it wants (zoom steps)."""

    name: str
    detail: str
    lat: float
    lon: float
    step: int


@cache
def _landmarks() -> tuple[list[Town], Floats, Floats, Floats]:
    """Towns that can serve to say where something is: no suburbs. (towns, lats, lons in radians, handicap)."""
    suburbs = {(label.x, label.y) for label in built_in() if label.sort == "suburb"}
    kept = [town for town in towns() if (town.x, town.y) not in suburbs]
    size = np.array([town.population for town in kept])
    handicap = np.select([size >= 40_000, size >= 5000, size >= 1000, size >= 300], [0.8, 1.0, 1.5, 2.2], 3.5)
    lats, lons = (np.radians([getattr(town, axis) for town in kept]) for axis in ("lat", "lon"))
    return kept, lats, lons, handicap


def _distances(lat: float, lon: float, lats: Floats, lons: Floats) -> Floats:
    """Great-circle distances in km (haversine); within 0.5 % of the ellipsoid's."""
    phi, lam = math.radians(lat), math.radians(lon)
    a = np.sin((lats - phi) / 2) ** 2 + math.cos(phi) * np.cos(lats) * np.sin((lons - lam) / 2) ** 2
    far: Floats = 2 * RADIUS / 1000 * np.arcsin(np.sqrt(np.clip(a, 0.0, 1.0)))
    return far


def nearest_town(lat: float, lon: float) -> tuple[Town, float, float]:
    """(town, km, bearing from the town in degrees). A larger town further off is preferred to a hamlet near by."""
    kept, lats, lons, handicap = _landmarks()
    far = _distances(lat, lon, lats, lons)
    best = int(np.argmin(far * handicap))
    town = kept[best]
    phi1, phi2 = math.radians(town.lat), math.radians(lat)
    turn = math.radians(lon - town.lon)
    bearing = math.degrees(
        math.atan2(
            math.sin(turn) * math.cos(phi2),
            math.cos(phi1) * math.sin(phi2) - math.sin(phi1) * math.cos(phi2) * math.cos(turn),
        )
    )
    return town, float(far[best]), bearing % 360


def words(lat: float, lon: float) -> str:
    """``7.9 km S of Daugavpils, Latvia``: distance and direction from the nearest town worth naming."""
    town, far, bearing = nearest_town(lat, lon)
    land = country(town.country)
    if far <= max(0.4, 0.011 * math.sqrt(town.population)):
        return QCoreApplication.translate("places", "{town}, {country}").format(town=town.name, country=land)
    shown = QLocale().toString(far, "f", 1) if far < 20 else str(round(far))
    return QCoreApplication.translate("places", "{distance} km {direction} of {town}, {country}").format(
        distance=shown, direction=direction(bearing), town=town.name, country=land
    )


def direction(bearing: float) -> str:
    """One of eight directions, as letters in the operator's language."""
    names = (
        QCoreApplication.translate("places", "N"),
        QCoreApplication.translate("places", "NE"),
        QCoreApplication.translate("places", "E"),
        QCoreApplication.translate("places", "SE"),
        QCoreApplication.translate("places", "S"),
        QCoreApplication.translate("places", "SW"),
        QCoreApplication.translate("places", "W"),
        QCoreApplication.translate("places", "NW"),
    )
    return names[round(bearing / 45) % 8]


def country(code: str) -> str:
    """A state's name in the operator's language."""
    names = {
        "LV": QCoreApplication.translate("places", "Latvia"),
        "LT": QCoreApplication.translate("places", "Lithuania"),
        "EE": QCoreApplication.translate("places", "Estonia"),
        "BY": QCoreApplication.translate("places", "Belarus"),
        "RU": QCoreApplication.translate("places", "Russia"),
        "PL": QCoreApplication.translate("places", "Poland"),
    }
    return names.get(code, code)


def search(text: str, most: int = 8) -> list[Found]:
    """Coordinates first, then towns that begin so, then those with another spelling or a later word that does."""
    spots = coordinates.read(text).spots
    if spots:
        return [_spotted(spot) for spot in spots]
    wanted = fold(text.strip())
    if len(wanted) < 2:
        return []
    first, second = [], []
    for town in towns():
        if town.folded.startswith(wanted):
            first.append(_found(town, ""))
        else:
            other = next((one for one in town.others if fold(one).startswith(wanted)), "")
            if other or any(part.startswith(wanted) for part in town.folded.split()[1:]):
                second.append(_found(town, other))
    return (first + second)[:most]


def _spotted(spot: coordinates.Spot) -> Found:
    name = coordinates.written(spot.lat, spot.lon, spot.system)
    where = words(spot.lat, spot.lon)
    return Found(name, f"{where} · {spot.note}" if spot.note else where, spot.lat, spot.lon, 46)


def _found(town: Town, other: str) -> Found:
    detail = f"{other} · {country(town.country)}" if other else country(town.country)
    return Found(town.name, detail, town.lat, town.lon, 46 if town.population < 20_000 else 43)
