"""One start, timed from before the interpreter: ``python -m benchmarks.startup_child bare|kopa T0 [JOURNAL]``.

``T0`` is the parent's monotonic clock just before it started this process. Prints the seconds until the first painting
of the window was over.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path


def bare(begin: float) -> None:
    """An empty window and nothing else: what Qt itself costs here."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Empty(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            QTimer.singleShot(0, lambda: _done(begin))

    app = QApplication(["bare"])
    window = Empty()
    window.resize(1920, 1080)
    window.show()
    app.exec()


def kopa(begin: float, journal: Path) -> None:
    """The console as ``main.py --journal`` opens it; no station is started in this process's place."""
    from console import app as program
    from console.live import Live
    from console.window import Window

    opening = program.open_window

    def open_and_tell(live: Live, options: program.Options) -> Window:
        window = opening(live, options)
        window.painted.connect(lambda: _done(begin))
        return window

    program.open_window = open_and_tell
    sys.exit(program.run(program.Options(journal=journal)))


def _done(begin: float) -> None:
    import os

    print(time.monotonic() - begin, flush=True)
    os._exit(0)  # the figure is taken; how it closes is not the question here


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare(float(sys.argv[2]))
    else:
        kopa(float(sys.argv[2]), Path(sys.argv[3]))
