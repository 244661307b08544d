"""Coordinates as people write and paste them, always with the system's name.

A pair of numbers without one has sent cars to the wrong country. What was assumed of such a pair is said beside the
answer; where two readings are possible both are offered; and what cannot be a place here is refused in a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from console.map.camera import EAST, NORTH, SOUTH, WEST
from gps import grids
from gps.grids import LKS, LKS92, LKS94, MGRS, WGS84, NoPlace
from units.fold import fold

translate = QCoreApplication.translate

MINUTES, SECONDS = "WGS 84 ° ′", "WGS 84 ° ′ ″"
SYSTEMS = (LKS92, LKS94, WGS84, MINUTES, SECONDS, MGRS)
"""What can be chosen, in the order of the menu."""
LONGEST = 90
"""Characters that are looked at; nobody pastes a longer place."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place read from text, the system it was read in, and what had to be assumed (in words, or empty)."""

    lat: float
    lon: float
    system: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: no spot, one, or several it could mean; ``why`` there is none though it looks like one."""

    spots: tuple[Spot, ...] = ()
    why: str = ""


# -- writing -------------------------------------------------------------------------------------------------------


def written(lat: float, lon: float, system: str, step: int = 1) -> str:
    """``LKS-92 N 192 340 E 659 870``, to ``step`` metres (1 or 10); a dash where the system is not used."""
    try:
        if system in LKS:
            north, east = grids.to_lks(lat, lon, system)
            return f"{system} N {_grouped(north, step)} E {_grouped(east, step)}"
        if system == MGRS:
            square = grids.to_mgrs(lat, lon, 5 if step < 10 else 4)
            return f"{MGRS} {_spaced(square)}"
    except NoPlace:
        return f"{system} –"
    ns, ew = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return f"{WGS84} {ns} {_angle(abs(lat), system, step)} {ew} {_angle(abs(lon), system, step)}"


def _grouped(metres: float, step: int) -> str:
    return f"{round(metres / step) * step:,}".replace(",", " ")


def _spaced(square: str) -> str:
    digits = (len(square) - len(square.rstrip("0123456789"))) // 2
    head = square[: len(square) - 2 * digits]
    return f"{head[:-2]} {head[-2:]} {square[len(head) : len(head) + digits]} {square[len(head) + digits :]}"


def _angle(degrees: float, system: str, step: int) -> str:
    """Rounded as a whole first: 59.99 minutes are never written as 60."""
    fine = step < 10
    if system == MINUTES:
        places = 4 if fine else 3
        whole, rest = divmod(round(degrees * 60 * 10**places), 60 * 10**places)
        return f"{whole}° {rest / 10**places:0{places + 3}.{places}f}′"
    if system == SECONDS:
        places = 2 if fine else 1
        minutes, rest = divmod(round(degrees * 3600 * 10**places), 60 * 10**places)
        return f"{minutes // 60}° {minutes % 60:02}′ {rest / 10**places:0{places + 3}.{places}f}″"
    return f"{degrees:.{5 if fine else 4}f}°"


# -- reading -------------------------------------------------------------------------------------------------------

_SIDES = {
    **dict.fromkeys(("n", "north", "z", "ziemelu", "ziemeli", "siaures", "siaure"), "N"),
    **dict.fromkeys(("s", "south", "d", "dienvidu", "dienvidi", "p", "pietu", "pietus"), "S"),
    **dict.fromkeys(("e", "east", "a", "austrumu", "austrumi", "rytu", "rytai"), "E"),
    **dict.fromkeys(("w", "west", "v", "rietumu", "rietumi", "vakaru", "vakarai"), "W"),
}
"""Directions in three languages, diacritics folded. R stands apart: west in Latvian, east in Lithuanian."""
_FILLING = re.compile("lat(itude)?|lo?ng?|longitude|platum.*|garum.*|ilgum.*|pl|ilg|g|koord.*|un|ir|and|m|grad.*")
_MGRS = re.compile(r"(?:MGRS)?\s*(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z]{2})\s*([\d ]*)")
_UNZONED = re.compile(r"MGRS\s*[A-Z]{2}[\d ]+")
_DECIMAL = re.compile(r"\d,\d")
_BARE = re.compile(r"-?\d{1,3}(?:\.\d+)?")
Angle = dict[str, str | None]
"""``deg``, ``min`` and ``sec`` as they were written."""
_ANGLE = re.compile(
    r"""(?P<deg>-?\d+(?:\.\d+)?)\s*[°º]?\s*
        (?:(?P<min>\d+(?:\.\d+)?)\s*['′’]\s*)?(?:(?P<sec>\d+(?:\.\d+)?)\s*(?:"|″|”|''))?""",
    re.VERBOSE,
)


def read(text: str) -> Reading:
    """What places ``text`` gives coordinates of: in any order of words, with decimal commas, in three languages."""
    plain = " ".join(text.upper().split())
    if sum(c.isdigit() for c in plain) < 4 or len(plain) > LONGEST:
        return Reading()
    square = _MGRS.fullmatch(plain)
    if square is not None:
        return _square(square)
    if _UNZONED.fullmatch(plain):
        return Reading(why=translate("coordinates", "This MGRS square lacks its zone (here 34 or 35, and U or V)."))
    plain = re.sub(r"LKS[ -]?(9[24])", r"LKS-\1", plain)
    named = next((system for system in LKS if system in plain), "")
    plain = plain.replace(named, " ") if named else re.sub(r"WGS ?-?84", " ", plain)
    said = _in_letters(plain)
    if said is None:
        return Reading()
    if named:
        return _metres(said, named)
    found = _degrees(said)
    return found if found.spots or found.why else _metres(said, "")


def _in_letters(text: str) -> str | None:
    """Every word of direction as N, S, E or W; None if there is any other word: it is no place in numbers."""
    text = re.sub(r"(?<=\d)\s*D\s*(?=\d)", "° ", text)
    latvian = bool(re.search(r"\b(?:Z|A|ZIEM\w*|AUSTR\w*)(?![^\W\d_])", text))
    unknown: list[str] = []

    def letter(found: re.Match[str]) -> str:
        word = found[0].rstrip(".")
        plain = fold(word)
        if word in ("Š", "X", "Y"):
            return "N" if word == "Š" else word
        if word == "R":
            return "W" if latvian else "E"
        if _FILLING.fullmatch(plain):
            return " "
        if plain not in _SIDES:
            unknown.append(word)
        return _SIDES.get(plain, "")

    said = re.sub(r"[^\W\d_]+\.?", letter, text)
    return None if unknown else said


def _outside() -> Reading:
    return Reading(why=translate("coordinates", "These coordinates are outside the map."))


def _is_here(lat: float, lon: float) -> bool:
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def _square(found: re.Match[str]) -> Reading:
    parts = found[4].split()
    digits = "".join(parts)
    if len(digits) % 2 or not 2 <= len(digits) <= 10 or (len(parts) == 2 and len(parts[0]) != len(parts[1])):
        said = translate("coordinates", "An MGRS square has as many figures east as north, at most 5 each.")
        return Reading(why=said)
    try:
        lat, lon, side = grids.from_mgrs("".join(found.group(1, 2, 3)) + digits)
    except NoPlace:
        return Reading(why=translate("coordinates", "There is no such MGRS square."))
    if not _is_here(lat, lon):
        return _outside()
    note = (
        "" if side < 10 else translate("coordinates", "middle of a square of {metres} m").format(metres=f"{side:.0f}")
    )
    return Reading((Spot(lat, lon, MGRS, note),))


def _metres(text: str, named: str) -> Reading:
    """Two lengths in metres: the system by name or by their size, the order by letters, by size, or both offered."""
    groups = re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{1,2}\b)", ".", text).replace(",", " "))
    if not 2 <= len(groups) <= 6:
        return Reading()
    spots: list[Spot] = []
    outside = False
    for first, second in _pairs(groups):
        outside |= first >= 1000 and second >= 1000
        for system in (named,) if named else LKS:
            spots += [
                Spot(*grids.from_lks(north, east, system), system, note)
                for north, east, note in _orders(first, second, text)
                if grids.is_in(north, east, system)
            ]
    if len(spots) > 1:
        return Reading(tuple(spots))
    if spots:
        assumed = "" if named and re.search("[NEXY]", text) else spots[0].note
        return Reading((Spot(spots[0].lat, spots[0].lon, spots[0].system, assumed),))
    if not outside and not named:
        return Reading()
    here = named or f"{LKS92}, {LKS94}"
    return Reading(why=translate("coordinates", "These figures are no place in {system}.").format(system=here))


def _orders(first: float, second: float, text: str) -> list[tuple[float, float, str]]:
    """(north, east, what is assumed) in the orders the letters allow.

    X is north in both countries' surveys, but east in most programs: it decides nothing.
    """
    east, north = text.find("E"), text.find("N")
    note = translate("coordinates", "taken as N {north} E {east}")
    both = []
    if not 0 <= east < north:
        both.append((first, second))
    if not 0 <= north < east:
        both.append((second, first))
    return [(n, e, note.format(north=_grouped(n, 1), east=_grouped(e, 1))) for n, e in both]


def _pairs(groups: list[str]) -> list[tuple[float, float]]:
    """The two numbers that digit groups can make: ``192 340 659 870`` is 192340 and 659870."""
    found = []
    for cut in range(1, len(groups)):
        halves = groups[:cut], groups[cut:]
        if all(len(group.split(".")[0]) == 3 for half in halves for group in half[1:]):
            with_fractions = ["".join(half) for half in halves]
            if all(number.count(".") <= 1 for number in with_fractions):
                found.append((float(with_fractions[0]), float(with_fractions[1])))
    return found


def _degrees(text: str) -> Reading:
    """Decimal degrees or degrees, minutes, seconds; hemisphere letters before or after; decimal comma allowed."""
    if len(_DECIMAL.findall(text)) == 2:
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    angles = _ANGLE.finditer(re.sub(r"[NSEW,;:/]", " ", text))
    found: list[Angle] = [one.groupdict() for one in angles if one["deg"]]
    if len(found) != 2:
        found = _in_groups(text)
    if len(found) != 2 or any(abs(float(one["deg"] or 0)) > 180 for one in found):
        return Reading()
    if any(float(one[part] or 0) >= 60 for one in found for part in ("min", "sec")):
        return Reading(why=translate("coordinates", "Minutes and seconds go up to 59."))
    sides = _sides(text)
    if sides is None:
        return Reading(why=translate("coordinates", "Both figures are given for the same direction."))
    lat, lon = (_signed(one, side) for one, side in zip(found, sides, strict=True))
    if sides[0] in ("E", "W") or sides[1] in ("N", "S"):
        lat, lon = lon, lat
    elif sides == ("", "") and not _is_here(lat, lon) and _is_here(lon, lat):
        note = translate("coordinates", "taken as N {north} E {east}").format(north=f"{lon:g}°", east=f"{lat:g}°")
        return Reading((Spot(lon, lat, WGS84, note),))
    return Reading((Spot(lat, lon, WGS84),)) if _is_here(lat, lon) else _outside()


def _in_groups(text: str) -> list[Angle]:
    """Degrees, minutes and seconds as bare numbers: ``N 55 52 12 E 26 31 48``, ``55 52.345 N 26 31.234 E``.

    Without letters only where nothing else can be meant: six numbers, or four of which each second has a fraction.
    """
    plain = re.sub("[,;:/]", " ", text).strip()
    halves = [part.split() for part in re.split("[NSEW]", plain) if part.strip()]
    if len(halves) == 1:
        numbers = halves[0]
        if len(numbers) != 6 and (len(numbers) != 4 or "." not in numbers[1] or "." not in numbers[3]):
            return []
        halves = [numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]]
    found: list[Angle] = []
    for half in halves:
        if not 2 <= len(half) <= 3 or not all(_BARE.fullmatch(number) for number in half):
            return []
        if any("." in number for number in half[:-1]):
            return []
        found.append({"deg": half[0], "min": half[1], "sec": half[2] if len(half) == 3 else None})
    return found


def _sides(text: str) -> tuple[str, str] | None:
    """The hemisphere of the first and of the second angle, whether written before or after it; None if they clash."""
    letters = re.findall("[NSEW]", text)
    if len(letters) == 2 and (letters[0] in "NS") != (letters[1] in "NS"):
        return letters[0], letters[1]
    if len(letters) == 1:
        last = not re.search(r"\d", text[text.index(letters[0]) :])
        return ("", letters[0]) if last else (letters[0], "")
    return None if letters else ("", "")


def _signed(found: Angle, side: str) -> float:
    minutes, seconds = float(found["min"] or 0), float(found["sec"] or 0)
    size = abs(float(found["deg"] or 0)) + minutes / 60 + seconds / 3600
    return -size if (found["deg"] or "").startswith("-") or side in ("S", "W") else size
