"""``main.py import-map``: each file into a pack, told on the terminal, or line by line to the console that asked."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from console.map.imports import told
from console.map.imports.door import Done, Progress, bring_in
from console.map.packs import PackError
from journal.places import maps_dir


def run(files: list[Path], lines: bool = False, lang: str | None = None) -> int:
    """0 when every pack is in place, 1 when one is not. ``lines``: one JSON object a line on standard output."""
    if lines:
        told.speak(lang)
    return max([_one(file, lines) for file in files], default=0)


def _one(file: Path, lines: bool) -> int:
    began = time.monotonic()
    try:
        done = bring_in(file, maps_dir(), _told(file, lines))
    except PackError as error:
        text = str(error)
        text = text if file.name in text else f"{file}: {text}"
        _say(text.replace(str(file), file.name) if lines else text, lines)
        return 1
    if lines:
        pack = done.pack.path.name
        told.line(said="done", pack=pack, note=done.left_out())
    else:
        _print(done, time.monotonic() - began)
    return 0


def _say(fault: str, lines: bool) -> None:
    if lines:
        told.line(said="fault", why=fault)
    else:
        if sys.stderr.isatty():
            print(file=sys.stderr)
        print(fault, file=sys.stderr)


def _print(done: Done, seconds: float) -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)
    pack = done.pack
    sort = "raster" if pack.raster else "vector"
    levels = f"{pack.levels[0]}–{pack.levels[-1]}"
    print(f"{pack.name}: {sort}, zoom {levels}, {done.names} names, {seconds:.0f} s, installed as {pack.path}")
    if pack.attribution:
        print(pack.attribution)
    if done.left_out():
        print(done.left_out())


def _told(file: Path, lines: bool) -> Progress:
    """What is called with 0–1; a line for each percent, a moving figure on a terminal, else nothing."""

    def progress(share: float) -> None:
        if lines:
            told.line(said="progress", share=share)
        elif sys.stderr.isatty():
            print(f"\r{file.name}: {int(100 * share):3d} %", end="", file=sys.stderr, flush=True)

    return told.each_percent(progress)
