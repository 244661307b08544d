"""How a benchmark says what it found: lines for people, and one last line of JSON for programs."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile of ``values`` (``share`` 0–1)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def machine() -> str:
    """One line on what this ran on."""
    return f"{os.cpu_count()} processors, Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def say(name: str, ours: Mapping[str, float], peers: Mapping[str, float], ratios: Mapping[str, float]) -> None:
    """Print the closing JSON object."""

    def short(figures: Mapping[str, float]) -> dict[str, float]:
        return {key: round(value, 4) for key, value in figures.items()}

    print(json.dumps({"name": name, "ours": short(ours), "peers": short(peers), "ratios": short(ratios)}), flush=True)
