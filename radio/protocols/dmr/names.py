"""The numbers on the air as qualified names: radios and groups of one network."""

from __future__ import annotations

from radio.codec import Settings
from radio.identity import group_id, radio_id

SYSTEM = "dmr"


class Names:
    """Names numbers as ``dmr@network:2201`` and ``dmr@network:g9``; 0 is nobody."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.gateway = settings.gateway
        self._groups: dict[int, str] = {}

    def radio(self, number: int) -> str | None:
        """A radio; ``None`` for 0."""
        return radio_id(SYSTEM, self._settings.network, number) if number else None

    def group(self, number: int) -> str | None:
        """A group, as configured or by its number; ``None`` for 0."""
        if not number:
            return None
        name = self._groups.get(number)
        if name is None:
            name = group_id(SYSTEM, self._settings, number)
            if len(self._groups) < 1000:
                self._groups[number] = name
        return name

    def to(self, number: int, group: bool) -> str | None:
        """Whom something is for."""
        return self.group(number) if group else self.radio(number)
