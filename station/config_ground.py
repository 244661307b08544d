"""``[ground]``: near which states' borders a unit is warned of, and from how far."""

from __future__ import annotations

import re

import msgspec

from station.config_table import Table

_STATE = re.compile(r"[A-Z]{2}")
FARTHEST = 100_000.0


class GroundConfig(msgspec.Struct, frozen=True, kw_only=True):
    """``warn``: states by their two letters; ``within`` m of their border by an imported boundary, ``approximate`` m by
    the built-in one, which is off by up to 4 km."""

    warn: tuple[str, ...] = ("BY", "RU")
    within: float = 1_000.0
    approximate: float = 5_000.0


def read_ground(root: Table) -> GroundConfig:
    """Raises :class:`station.config_table.Fault`."""
    table, usual = root.table("ground"), GroundConfig()
    warn = table.texts("warn") if table.has("warn") else usual.warn
    for state in warn:
        if not _STATE.fullmatch(state):
            raise table.fault("warn", f"{state!r}: states by two letters, as BY")
    within = table.number("within", usual.within, low=0, high=FARTHEST)
    approximate = table.number("approximate", usual.approximate, low=0, high=FARTHEST)
    table.done()
    return GroundConfig(warn=tuple(warn), within=within, approximate=approximate)
