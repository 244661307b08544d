"""The keys of a donor radio's link: its sound devices, its push-to-talk and its busy line."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from station.config_table import Table
from station.lines.named import Line, busy_line, ptt_line


class DonorConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Sound devices by (a part of) their names, lines as :mod:`station.lines.named` has them."""

    source: str
    output: str = ""
    ptt: str = "none"
    busy: str = "vox:-40"

    def ends(self) -> tuple[str, ...]:
        """What only one gateway can have."""
        output = (f"sound to {self.output}",) if self.output else ()
        devices = dict.fromkeys(line.device for line in (ptt_line(self.ptt), busy_line(self.busy)) if line.device)
        return (f"sound from {self.source}", *output, *devices)


def read_donor(table: Table) -> DonorConfig:
    """Check the table. Raises :class:`station.config_table.Fault`."""
    source = table.text("input").strip()
    if not source:
        raise table.fault("input", "is empty; the sound device to which the radio's loudspeaker goes is wanted")
    return DonorConfig(
        source=source,
        output=table.text("output", "").strip(),
        ptt=_line(table, "ptt", "none", ptt_line),
        busy=_line(table, "busy", "vox:-40", busy_line),
    )


def _line(table: Table, key: str, usual: str, read: Callable[[str], Line]) -> str:
    text = table.text(key, usual).strip()
    try:
        read(text)
    except ValueError as error:
        raise table.fault(key, str(error)) from error
    return text
