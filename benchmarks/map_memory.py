"""A child that holds ten thousand units and says its resident size in MB: with an empty window, or with the map.

The map was zoomed and dragged before, so that its caches are full.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from benchmarks.map_scene import HIGH, WIDE, facts_of, scattered, settle
from console.heap import give_back, lean
from console.theme import Theme


def resident() -> float:
    """Resident memory of this process, MB; 0 where the system does not tell."""
    try:
        with Path("/proc/self/status").open(encoding="ascii") as file:
            return next(float(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))
    except OSError:
        return 0.0


def main(what: str) -> None:
    """Print the size."""
    lean()
    app = QApplication([])
    theme = Theme(False)
    columns = scattered(10_000, 1.0)
    facts = facts_of(columns, 20)
    window: QWidget
    if what == "map":
        from benchmarks.map_scene import Ours

        ours = Ours(theme, columns, facts)
        window = ours.map
        for n in range(60):
            if n % 15 == 0:
                ours.map.zoom(4 if n < 30 else -4)
                settle(lambda: ours.map.ground.store.busy)
            ours.pan(40, 9)
            ours.frame()
        settle(lambda: ours.map.ground.store.busy)
    else:
        window = QLabel("Kopa")  # any window has some text
        window.setFont(theme.font(12, 600))
        window.resize(WIDE, HIGH)
        window.show()
        window.repaint()
        app.processEvents()
    gc.collect()
    give_back()  # as the console does every minute
    print(resident())


if __name__ == "__main__":
    main(sys.argv[1])
