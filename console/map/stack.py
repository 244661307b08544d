"""The imported maps of this installation: which there are, in which order they lie, which are on; and their names."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from console.i18n import settings
from console.map.camera import latitude, longitude
from console.map.gazetteer import Gazetteer, Named, beside, key
from console.map.importing import Importing
from console.map.imports.door import remove
from console.map.packs import PackError, Reader, installed
from console.map.places import Found, search
from units.fold import fold

STEPS = {"address": 64, "street": 58, "hamlet": 52, "village": 50, "suburb": 50, "neighbourhood": 52, "shape": 46}
"""How near a view is wanted of what was found, zoom steps."""
SAME = 0.05
"""Degrees within which two places of one name are one."""


class MapStack(QObject):
    """``changed`` follows whenever another picture is to be drawn; ``said`` carries a sentence about an import.

    Lists run from the lowest map to the topmost.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.readers: list[Reader] = []
        self.faults: list[str] = []
        self.hidden: set[str] = set()
        self.importing = Importing(self)
        self.importing.note.connect(self._noted)
        self.importing.done.connect(self._imported)
        self._note = ""
        self._names: dict[str, Gazetteer] = {}
        self.load()

    def _noted(self, note: str) -> None:
        self._note = note

    def _imported(self, fault: str) -> None:
        """Told once it is over; what is installed is read anew, whatever came of it."""
        told, self._note = fault or self._note, ""
        if told:
            self.said.emit(told)
        self.load()

    def load(self) -> None:
        """Open what is installed, in the remembered order; new maps lie on top, shapes above maps."""
        self._close()
        found, self.faults = installed()
        self.hidden = _remembered("map/hidden")
        order = _listed("map/order")
        place = {name: number for number, name in enumerate(order)}
        self.readers = sorted(
            found, key=lambda one: (place.get(one.pack.path.name, len(place)), one.pack.overlay, one.pack.path.name)
        )
        for reader in self.readers:
            names = beside(reader.pack.path)
            if names is not None:
                self._names[reader.pack.path.name] = names
        self.changed.emit()

    def _close(self) -> None:
        for reader in self.readers:
            reader.close()
        for names in self._names.values():
            names.close()
        self._names.clear()

    def stop(self) -> None:
        """End an import; it leaves nothing."""
        self.importing.stop()

    def shown(self) -> list[Reader]:
        """The maps that are on."""
        return [reader for reader in self.readers if reader.pack.path.name not in self.hidden]

    def turn(self, name: str, on: bool) -> None:
        """Show a map or not."""
        (self.hidden.discard if on else self.hidden.add)(name)
        settings().setValue("map/hidden", sorted(self.hidden))
        self.changed.emit()

    def move(self, name: str, up: int) -> None:
        """Move a map so many places up (towards the top)."""
        names = [reader.pack.path.name for reader in self.readers]
        at = names.index(name)
        to = max(0, min(len(names) - 1, at + up))
        self.readers.insert(to, self.readers.pop(at))
        settings().setValue("map/order", [reader.pack.path.name for reader in self.readers])
        self.changed.emit()

    def remove(self, name: str) -> str:
        """Take a map off this machine; why it could not be, or nothing."""
        reader = next(one for one in self.readers if one.pack.path.name == name)
        reader.close()
        names = self._names.pop(name, None)
        if names is not None:
            names.close()
        try:
            remove(reader.pack.path)
        except PackError as error:
            return str(error)
        finally:
            self.hidden.discard(name)
            settings().setValue("map/hidden", sorted(self.hidden))
            self.load()
        return ""

    def search(self, text: str, most: int = 9) -> list[Found]:
        """Coordinates and built-in towns, then what the maps that are on know: places, streets, addresses."""
        own = search(text)
        if own and not _begins(own[0], text):  # coordinates: nothing else was meant
            return own
        named = [one for name, index in self._names.items() if name not in self.hidden for one in index.search(text)]
        found = [_found(one) for one in named if not _same(one, own)]
        digits = any(part[:1].isdigit() for part in key(text).split())
        exact = [one for one in found if key(one.name) == key(text)]
        rest = [one for one in found if one not in exact]
        towns = own if len(found) < most // 2 else own[: most - most // 2]
        return ([*exact, *rest, *towns] if digits else [*towns[:3], *exact, *rest, *towns[3:]])[:most]


def _begins(found: Found, text: str) -> bool:
    """True for a name, not for coordinates that were read."""
    return not any(c.isdigit() for c in found.name) or fold(text.strip()) in fold(found.name)


def _same(one: Named, own: list[Found]) -> bool:
    return any(
        key(one.name) == key(town.name) and abs(one.lat - town.lat) < SAME and abs(one.lon - town.lon) < 2 * SAME
        for town in own
    )


def _found(one: Named) -> Found:
    word = kind(one.sort)
    detail = " · ".join(part for part in (word, one.town) if part)
    return Found(one.name, detail, one.lat, one.lon, STEPS.get(one.sort, 46))


def kind(sort: str) -> str:
    """What sort of place, in the operator's language."""
    words = {
        "address": QCoreApplication.translate("map", "address"),
        "street": QCoreApplication.translate("map", "street"),
        "city": QCoreApplication.translate("map", "city"),
        "town": QCoreApplication.translate("map", "town"),
        "village": QCoreApplication.translate("map", "village"),
        "hamlet": QCoreApplication.translate("map", "hamlet"),
        "suburb": QCoreApplication.translate("map", "part of a town"),
        "neighbourhood": QCoreApplication.translate("map", "part of a town"),
        "island": QCoreApplication.translate("map", "island"),
        "shape": QCoreApplication.translate("map", "on an imported map"),
    }
    return words.get(sort, "")


def ground(reader: Reader) -> tuple[list[float], list[float]]:
    """Latitudes and longitudes of the corners of what a map covers."""
    box = reader.pack.box
    return [latitude(box.top), latitude(box.bottom)], [longitude(box.left), longitude(box.right)]


def _remembered(where: str) -> set[str]:
    return set(_listed(where))


def _listed(where: str) -> list[str]:
    stored = settings().value(where, [])
    return [str(one) for one in stored] if isinstance(stored, list) else [str(stored)]
