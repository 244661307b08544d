"""The console program: options in, window up, station running. Heavy imports wait until the window is painted."""

from __future__ import annotations

import logging
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from console.launch import StationChild
    from console.live import Live
    from console.window import Window

WATCH = 500
"""Milliseconds between two looks after the station."""
READ_AFTER = 1500
"""Milliseconds after which what says whose ground it is, is read: the window comes first."""
PATIENCE = 6.0
"""Seconds a station may take to begin to beat before its own last words are shown."""

logger = logging.getLogger("console")


@dataclass(frozen=True)
class Options:
    """What the command line said."""

    demo: bool = False
    journal: Path | None = None
    config: Path | None = None
    seat: str = "1"
    lang: str | None = None
    theme: str | None = None
    seed: int = 1


def run(options: Options) -> int:
    """Open the console and stay until it is closed. Exit status 0, or 2 with one line on standard error.

    One console a position: its pulse slots (lease, heartbeat) have one writer.
    """
    from filelock import FileLock, Timeout

    from journal import readdb
    from journal.errors import JournalError
    from journal.places import demo_journal, live_journal, runtime_dir

    folder = options.journal or (demo_journal() if options.demo else live_journal())
    try:
        readdb.check_library()
    except JournalError as error:
        print(f"kopa: {error}", file=sys.stderr)
        return 2
    _keep_log()
    app = make_application(sys.argv)
    from console.garbage import Garbage
    from console.i18n import install
    from console.live import Live

    install(app, options.lang)
    seat = FileLock(runtime_dir(folder) / f"console.{options.seat}.lock")
    try:
        seat.acquire(timeout=0)
        live = Live(folder, options.seat, "exercise" if options.demo else "live")
    except Timeout:
        print(f"kopa: position {options.seat} is open already on {folder}", file=sys.stderr)
        return 2
    except (JournalError, OSError) as error:
        print(f"kopa: {error}", file=sys.stderr)
        return 2
    window = open_window(live, options)
    _catch_bugs(window)
    _tell_faults(window, live)
    heed_signals(app)
    _begin_unsigned(live)
    live.start()
    garbage = Garbage(window)
    station = _watch_station(window, live, options, folder)
    status = app.exec()
    window.ptt.release()
    window.docks.remember()
    window.hide()
    garbage.stop()
    leave_seat(live)
    live.stop()
    station.close()
    seat.release()
    return status


def make_application(arguments: list[str]) -> QApplication:
    """The application object, dressed plainly: Fusion is the one style that looks alike everywhere."""
    from PySide6.QtWidgets import QApplication

    from console.heap import lean

    lean()
    app = QApplication(arguments[:1])
    app.setApplicationName("kopa")
    app.setApplicationDisplayName("Kopa")
    app.setStyle("Fusion")
    return app


def heed_signals(app: QApplication) -> None:
    """End ``app`` when asked to (interrupt, terminate), between two events and never inside one.

    Python runs a handler at any line, so also amid a paint event, where closing takes the surface away from it.
    """
    from PySide6.QtCore import QTimer

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: QTimer.singleShot(0, app, app.quit))  # the 10 ms tick lets Python hear it


def open_window(live: Live, options: Options) -> Window:
    """The window over ``live``, shown."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QGuiApplication

    from console import territory
    from console.i18n import settings
    from console.theme import Theme
    from console.window import Window

    kept = settings()
    theme = Theme(night=(options.theme or kept.value("theme")) == "night")
    window = Window(live, theme, kept, str(kept.value("ptt/key") or "right-ctrl"))
    window.pages.config = options.config
    screen = QGuiApplication.primaryScreen().availableGeometry()
    if kept.value("layout/geometry") is None:
        window.setGeometry(screen)
        window.showMaximized()
    else:
        window.show()
    QTimer.singleShot(READ_AFTER, window, territory.book().begin)
    return window


def _begin_unsigned(live: Live) -> None:
    """A new console starts unsigned: whoever sat here when the last one went (or fell) proves the PIN again."""
    if live.catching_up:
        live.caught_up.connect(lambda: leave_seat(live))
    else:
        leave_seat(live)


def leave_seat(live: Live) -> None:
    """Sign off whoever the record has at this seat."""
    from units.actions import SignedOff

    if live.operator is not None:
        live.act(SignedOff(seat=live.seat, operator=live.operator))


def _watch_station(window: Window, live: Live, options: Options, folder: Path) -> StationChild:
    """Start a station where none is, now and whenever it dies."""
    from PySide6.QtCore import QTimer

    from console.launch import Order, StationChild

    station = StationChild(Order(folder, options.config, options.demo, options.seed))
    begun = time.monotonic()

    def look() -> None:
        station.watch(live.alive("station"))
        live.station_why = station.why
        if station.why and time.monotonic() - begun > PATIENCE and window.notice.isHidden():
            window.notice.say(station.why, grave=True)

    timer = QTimer(window, interval=WATCH)
    timer.timeout.connect(look)
    window.painted.connect(look)
    window.painted.connect(timer.start)
    return station


def _tell_faults(window: Window, live: Live) -> None:
    """A record that cannot be read stays on the screen; one that is still being read is said."""
    from PySide6.QtCore import QCoreApplication

    translate = QCoreApplication.translate
    live.faulted.connect(lambda why: window.notice.say(why, grave=True))
    live.caught_up.connect(window.notice.hide)
    if live.fault:
        window.notice.say(live.fault, grave=True)
    elif live.catching_up:
        window.notice.say(translate("app", "Reading the record: there is no bookmark to begin from."), grave=True)


def _catch_bugs(window: Window) -> None:
    """A bug is logged with its traceback and said; the program goes on."""

    from PySide6.QtCore import QCoreApplication

    translate = QCoreApplication.translate

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logger.error("a bug", exc_info=(kind, error, trace))
        said = translate("app", "Something went wrong here and was logged: {what}")
        said = said.format(what=f"{kind.__name__}: {error}")
        window.notice.say(said, grave=True)

    sys.excepthook = caught


def _keep_log() -> None:
    """The operational log: rotating, no personal data, apart from the journal."""
    from logging.handlers import RotatingFileHandler

    from journal.places import logs_dir

    form = "%(asctime)s %(process)d %(name)s %(levelname)s %(message)s"
    try:
        logs_dir().mkdir(parents=True, exist_ok=True)
        keeper: logging.Handler = RotatingFileHandler(
            logs_dir() / "console.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        keeper = logging.StreamHandler()
    logging.basicConfig(level=logging.INFO, format=form, handlers=[keeper])
