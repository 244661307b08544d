"""``python -m benchmarks SUBJECT``: the last line printed is one JSON object with the figures."""

from __future__ import annotations

import importlib
import sys

SUBJECTS = (
    "latency",
    "startup",
    "search",
    "journal",
    "positions",
    "turning",
    "dmr",
    "keeping",
    "feeds",
    "voice",
    "map",
    "playback",
)


def main() -> int:
    """Run the named subject."""
    if len(sys.argv) < 2 or sys.argv[1] not in SUBJECTS:
        print(f"usage: python -m benchmarks {'|'.join(SUBJECTS)} [options]", file=sys.stderr)
        return 2
    module = importlib.import_module(f"benchmarks.{sys.argv[1]}")
    result: int = module.run(sys.argv[2:])
    return result


if __name__ == "__main__":
    sys.exit(main())
