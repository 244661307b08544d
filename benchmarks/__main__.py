"""``python -m benchmarks SUBJECT``: the last line printed is one JSON object with the figures. ``all``: one by one."""

from __future__ import annotations

import importlib
import subprocess
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
    if sys.argv[1:] == ["all"]:
        return run_all()
    if len(sys.argv) < 2 or sys.argv[1] not in SUBJECTS:
        print(f"usage: python -m benchmarks {'|'.join(SUBJECTS)}|all [options]", file=sys.stderr)
        return 2
    module = importlib.import_module(f"benchmarks.{sys.argv[1]}")
    result: int = module.run(sys.argv[2:])
    return result


def run_all() -> int:
    """Every subject in a process of its own; 1 if any missed what it was to reach, and which."""
    missed: list[str] = []
    for subject in SUBJECTS:
        print(f"== {subject}", flush=True)
        if subprocess.run([sys.executable, "-m", "benchmarks", subject], check=False).returncode:
            missed.append(subject)
    print(f"missed: {', '.join(missed)}" if missed else "all reached", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
