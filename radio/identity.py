"""Who and what on the air, as qualified names: radios, groups, and call ids that are unique in a journal."""

from __future__ import annotations

import re
import zlib

from radio.codec import Now, ProtocolError, Settings, Unable

MOST_ID = 128
"""Characters of an id that others chose."""


def radio_id(system: str, network: str, number: int | str) -> str:
    """``tetra@247-9:1234567``."""
    return f"{system}@{network}:{number}"


def told_id(text: str) -> str:
    """An id that others chose, fit to end a radio's: what would break it (spaces, ``:``, ``@``, ``%``) as ``%20``.

    Different ids stay different. Raises :class:`ProtocolError` for one that is empty or too long.
    """
    if not text or len(text) > MOST_ID:
        raise ProtocolError(f"an id of {len(text)} characters")
    return "".join(
        c if c.isprintable() and c not in " :@%" else "".join(f"%{byte:02X}" for byte in c.encode("utf-8", "replace"))
        for c in text
    )


def group_id(system: str, settings: Settings, number: int | str) -> str:
    """The configured group with that number on the air, else ``tetra@247-9:g2201``."""
    wanted = str(number)
    for group in settings.groups:
        if group.number == wanted:
            return group.id
    return f"{system}@{settings.network}:g{wanted}"


def number_of(settings: Settings, name: str) -> str:
    """The number on the air of a qualified radio or group. Raises :class:`Unable` if there is none."""
    for group in settings.groups:
        if group.id == name:
            return group.number
    number = name.rpartition(":")[2].removeprefix("g")
    if not number:
        raise Unable(f"{name} has no number on this network")
    return number


class CallIds:
    """Makes call ids for one gateway: its name and the time of the start in µs, never the same twice."""

    def __init__(self, gateway: str, kind: str) -> None:
        slug = re.sub(r"[^a-z0-9]+", "-", gateway.lower()).strip("-")
        if gateway and slug != gateway:
            slug = f"{slug[:24]}-{zlib.crc32(gateway.encode()):08x}".lstrip("-")
        self._prefix = slug or kind
        self._last = 0

    def new(self, now: Now) -> str:
        """The id of a call that starts now."""
        self._last = max(self._last + 1, int(now.utc * 1e6))
        return f"{self._prefix}-{self._last}"
