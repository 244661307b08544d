"""Photographs the console over the room of the target picture: ``python -m tests.console.photograph OUT.png [--night]``.

Runs anywhere (offscreen); for looking at, and for the README's pictures.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--night", is_flag=True)
@click.option("--size", default="1920x1080", show_default=True)
@click.option("--lang", default="en", show_default=True)
@click.option("--calm", is_flag=True, help="Without the emergency.")
@click.option("--unsigned", is_flag=True)
@click.option("--wait", default=1500, show_default=True, help="Milliseconds for the map to load.")
def main(out: Path, night: bool, size: str, lang: str, calm: bool, unsigned: bool, wait: int) -> None:
    """Take one picture."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("KOPA_HOME", tempfile.mkdtemp())
    from PySide6.QtCore import QTimer

    from console.app import make_application
    from console.i18n import install, settings
    from console.theme import Theme
    from console.window import Window
    from tests.console.room import RoomFeed

    app = make_application(sys.argv)
    install(app, lang)
    feed = RoomFeed(emergency=not calm, signed=not unsigned)
    window = Window(feed, Theme(night), settings())
    window.resize(*(int(part) for part in size.split("x")))
    window.show()
    window.selection.select("vp118" if not calm else "lp103")

    def shoot() -> None:
        window.grab().save(str(out))
        window.close()

    QTimer.singleShot(wait, shoot)
    app.exec()


if __name__ == "__main__":
    main()
