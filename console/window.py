"""The window: where every part stands and how they hear of each other. Knows no facts of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QRect, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QVBoxLayout, QWidget

from console import words
from console.all_call_banner import AllCallBanner
from console.board import Board
from console.detail import Detail
from console.docks import Dock, Docks
from console.export.several import SeveralTracks
from console.guard import StripGuard
from console.keys import Keys, key_of
from console.line_words import sentence
from console.live import Feed
from console.map.fences import FenceTool
from console.map.nearest import Nearest
from console.map.tools import acts_of, tool_of
from console.map.view import MapView
from console.mixing import Mixing
from console.notice import Notice
from console.pages import Pages
from console.panels import PanelHost
from console.ptt import Ptt, PttKey
from console.recall import Recall
from console.selection import Selection
from console.stream import StreamPanel
from console.strip import Strip
from console.theme import Theme, qt_palette, stylesheet
from console.tiles import FIRST_KEY, LAST_KEY, TilePanel
from console.topbar import TopBar
from units.state import Changes

SMALLEST = (1024, 640)


class Window(QMainWindow):
    """The console's main window over ``feed``. ``painted`` once, after the first whole painting."""

    painted = Signal()

    def __init__(self, feed: Feed, theme: Theme, settings: QSettings, ptt_key: str = "right-ctrl") -> None:
        super().__init__()
        self.feed, self.theme, self._settings = feed, theme, settings
        self.setWindowTitle("Kopa")
        self.setObjectName("window")
        self.setMinimumSize(*SMALLEST)
        self.selection = Selection(self)
        self.mixing = Mixing(feed, self)
        self.ptt = Ptt(feed, self)
        self.recall = Recall(feed, self)
        self.ptt_key = PttKey(self.ptt, lambda: self.mixing.selection, ptt_key, self)
        self._build_top()
        self._build_parts()
        self.host = PanelHost(theme, self)
        self.notice = Notice(theme, self)
        self.all_call = AllCallBanner(feed, self.tiles.all_call, theme, self)
        self.pages = Pages(self)
        self.guard = StripGuard(self._strip_place, self)
        self.keys = Keys(self, self._acts())
        self._connect()
        self._order_tabs()
        self._dress()

    # -- building ------------------------------------------------------------------------------------------------

    def _build_top(self) -> None:
        self.topbar = TopBar(self.feed, self.theme, self.ptt)
        self.strip = Strip(self.feed, self.theme)
        self.top = QWidget()
        column = QVBoxLayout(self.top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.topbar)
        column.addWidget(self.strip)
        self.setMenuWidget(self.top)

    def _build_parts(self) -> None:
        feed, theme, selection = self.feed, self.theme, self.selection
        self.map = MapView(feed, theme, selection)
        self.fence_tool = tool_of(self.map, FenceTool)
        self.map.tools.append(SeveralTracks(self.map, feed, theme, selection))
        self.setCentralWidget(self.map)
        self.tiles = TilePanel(feed, theme, self.mixing, self.ptt)
        self.board = Board(feed, theme, selection)
        self.stream = StreamPanel(feed, theme, selection)
        self.detail = Detail(feed, theme, selection, self.ptt)
        self.docks = Docks(self, self._settings)
        for name, title, content, head in (
            ("tiles", self.tr("Talk-groups"), self.tiles, self.tiles.header),
            ("board", self.tr("Units"), self.board, self.board.header),
            ("stream", self.tr("Stream"), self.stream, None),
            ("detail", self.tr("Detail"), self.detail, None),
        ):
            self.docks.add(Dock(name, title, content, head, theme))
        self.resize(1600, 900)
        self.docks.arrange()

    def _order_tabs(self) -> None:
        """Tab goes as the eye does: bar, strip, talk-groups, map, units, the stream (its list last), the detail."""
        chain: list[QWidget] = []
        for part in (self.topbar, self.strip, self.tiles, self.map, self.board, self.stream, self.detail):
            widgets = [part, *part.findChildren(QWidget)]
            stops = [widget for widget in widgets if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
            chain += sorted(stops, key=lambda widget: widget is self.stream.list)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.strip.appeared.connect(self._on_strip)
        self.strip.rings.connect(self._stay_on_top)
        self.strip.locate.connect(self.selection.locate)
        self.strip.nearest.connect(tool_of(self.map, Nearest).ask_unit)
        self.topbar.sign_on.connect(self.pages.sign_on)
        self.topbar.menu.connect(self.open_menu)
        self.topbar.unheard.connect(self.pages.unheard)
        self.topbar.amber.connect(self.pages.amber)
        self.fence_tool.drawn.connect(self.pages.fence_drawn)
        self.fence_tool.listed.connect(self.pages.fences)
        self.tiles.listed.connect(self.pages.recall)
        self.tiles.joining.connect(self.pages.patches)
        self.topbar.marks.configuration.connect(self.pages.gateways)
        self.board.asked_status.connect(self.pages.status)
        self.board.named.connect(self.pages.roster)
        self.board.wanted.connect(self.pages.wanted)
        self.map.past.wanted.connect(self.pages.wanted)
        self.selection.tile_wanted.connect(self.mixing.select)
        self.stream.holding.connect(self.pages.hold)
        self.detail.asked_status.connect(self.pages.status)
        for said in (self.strip.said, self.detail.said, self.stream.said, self.ptt.failed):
            said.connect(self.notice.say)
        self.stream.naming.connect(self.pages.roster)
        self.stream.searching.connect(self.pages.call_log)
        self.theme.changed.connect(self._dress)
        self.feed.changed.connect(self._on_changed)
        self.guard.watch(not self.strip.isHidden())

    def _acts(self) -> dict[str, Callable[[], object]]:
        """What every key does, by its name in :data:`console.keys.KEYS`."""
        mixing, strip, detail, pages = self.mixing, self.strip, self.detail, self.pages
        acts: dict[str, Callable[[], object]] = {
            "acknowledge": strip.acknowledge,
            "silence": strip.silence,
            "hear-alarm": strip.hear,
            "next-alarm": strip.next,
            "recall": lambda: self.recall.again(mixing.selected),
            "recall-stop": self.recall.stop,
            "recall-list": lambda: pages.recall(mixing.selected),
            "slower": lambda: self.recall.faster(-1),
            "faster": lambda: self.recall.faster(1),
            "unheard": pages.unheard,
            "fitness": pages.fitness,
            "amber": pages.amber,
            "fences": pages.fences,
            "patches": pages.patches,
            "all-call": self.tiles.all_call.toggle,
            "hold": lambda: mixing.toggle_hold(mixing.selected),
            "mute": lambda: mixing.toggle_mute(mixing.selected),
            "monitor": lambda: mixing.toggle_monitor(mixing.selected),
            "louder": lambda: mixing.turn(mixing.selected, 1),
            "quieter": lambda: mixing.turn(mixing.selected, -1),
            "status": detail.ask_status,
            "text": detail.write_text,
            "locate": detail.locate,
            "follow": detail.follow,
            "track": detail.track,
            "filter": self.stream.focus_filter,
            "note": self.stream.focus_note,
            "units": self.board.list.setFocus,
            "map": self.map.setFocus,
            **acts_of(self.map, lambda: strip.current.unit if strip.current is not None else ""),
            "call-log": pages.call_log,
            "traffic": pages.traffic,
            "review": pages.review,
            "roster": pages.roster,
            "gateways": pages.gateways,
            "sign-on": pages.sign_on,
            "night": self.toggle_night,
            "keys": pages.keys,
            "about": pages.about,
            "reset-layout": self.docks.forget,
            "full-screen": self.toggle_full_screen,
        }
        for verdict in ("real", "false", "test"):
            acts[f"verdict-{verdict}"] = lambda v=verdict: strip.close_as(v)  # type: ignore[misc]
        for dock in self.docks.docks:
            acts[f"detach-{dock}"] = lambda d=dock: self.docks.detach(d)  # type: ignore[misc]
        for number in range(FIRST_KEY, LAST_KEY + 1):
            acts[f"tile-{number}"] = lambda n=number: self.tiles.select_number(n)  # type: ignore[misc]
            acts[f"tile-too-{number}"] = lambda n=number: self.tiles.select_number(n, too=True)  # type: ignore[misc]
        return acts

    # -- what the parts ask for ----------------------------------------------------------------------------------

    def show_panel(self, panel: QWidget, fill: bool = False) -> None:
        """Show ``panel`` inside the window, below the strip (:mod:`console.panels`)."""
        self._place_overlays()
        self.host.show_panel(panel, fill)
        self.all_call.raise_()

    def open_menu(self) -> None:
        """All functions that have a page or a switch, with their keys; below the strip."""
        menu = QMenu(self)
        for name, title in (
            ("sign-on", self.tr("Sign on, off, hand over")),
            ("unheard", self.tr("Unheard transmissions")),
            ("amber", self.tr("Amber list")),
            ("fences", self.tr("Fences")),
            ("call-log", self.tr("Call log")),
            ("patches", self.tr("Patch talk-groups")),
            ("all-call", self.tr("All call")),
            ("traffic", self.tr("Traffic of the last hour")),
            ("review", self.tr("Look back (review)")),
            ("roster", self.tr("Roster and status book")),
            ("gateways", self.tr("Gateways")),
            ("fitness", self.tr("Fit for duty: measure the room")),
            ("note", self.tr("Log entry")),
            ("", ""),
            ("night", self.tr("Day theme") if self.theme.palette.night else self.tr("Night theme")),
            ("full-screen", self.tr("Whole screen")),
            ("reset-layout", self.tr("Put every panel back")),
            ("keys", self.tr("All keys")),
            ("about", self.tr("About Kopa")),
        ):
            if not name:
                menu.addSeparator()
                continue
            action = menu.addAction(f"{title}\t{key_of(name)}")
            action.triggered.connect(lambda _checked=False, n=name: self.keys.run(n))
        self._add_languages(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        below = self.top.mapToGlobal(QPoint(self.width(), self.top.height()))
        menu.popup(QPoint(below.x() - menu.sizeHint().width() - 8, below.y()))

    def _add_languages(self, menu: QMenu) -> None:
        from console.i18n import LANGUAGES

        menu.addSeparator()
        for code, name in LANGUAGES.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(code == words.language())
            action.triggered.connect(lambda _checked=False, c=code: self._speak(c))

    def _speak(self, language: str) -> None:
        from console.i18n import remember

        remember(language)
        self.notice.say(self.tr("The language changes when the console is opened again."))

    def toggle_night(self) -> None:
        """Night or day; remembered."""
        night = not self.theme.palette.night
        self._settings.setValue("theme", "night" if night else "day")
        self.theme.set(night)

    def toggle_full_screen(self) -> None:
        """Whole screen, or a window."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    # -- events --------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """The first time: sizes as remembered, or as in the picture."""
        super().showEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(0, self, self._settle)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is transmitted from a window nobody sees."""
        self.ptt.release()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another window became active: let go of the microphone."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.ptt.release()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep overlays where they belong."""
        super().resizeEvent(event)
        self._place_overlays()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go, remember the layout, take the detached panels along."""
        self.ptt.release()
        self.docks.remember()
        self.map.stop()  # its workers must not come home to widgets that are gone
        super().closeEvent(event)
        QApplication.quit()

    def _settle(self) -> None:
        if not self.docks.recall():
            self.docks.size()
        self._place_overlays()
        self.activateWindow()
        self.setFocus()
        self._stay_on_top(self.strip.ringing)
        self._select_emergency()
        self.painted.emit()

    def _strip_place(self) -> QRect:
        """The strip on the screen; empty while there is none."""
        if self.strip.isHidden() or not self.isVisible() or self.isMinimized():
            return QRect()
        return QRect(self.strip.mapToGlobal(QPoint(0, 0)), self.strip.size())

    def _place_overlays(self) -> None:
        top = self.topbar.height() + (0 if self.strip.isHidden() else self.strip.height())
        self.host.setGeometry(0, top, self.width(), self.height() - top)
        self.notice.place()
        self.all_call.place(top)

    def _on_strip(self, shown: bool) -> None:
        self._place_overlays()
        QTimer.singleShot(0, self, self._place_overlays)
        self.guard.watch(shown)
        if shown:
            QApplication.alert(self)
            self._select_emergency()

    def _select_emergency(self) -> None:
        """What is in trouble is in the detail, unless something else was chosen."""
        if not self.selection.unit and self.strip.current is not None:
            self.selection.select(self.strip.current.unit)

    def _stay_on_top(self, on: bool) -> None:
        """Until somebody took the emergency no window covers the strip, the review's (a program of its own) neither.

        Asked of the native window: the flag of a widget would hide and show it, and cut whoever is talking.
        """
        if on:
            self.raise_()
        handle = self.windowHandle()
        if handle is not None:
            handle.setFlag(Qt.WindowType.WindowStaysOnTopHint, on)

    def _on_changed(self, changes: Changes) -> None:
        """Tell this seat what it was refused, and every seat that talk-groups are not joined any more."""
        for seq in changes.lines:
            line = self.feed.facts.lines.get(seq)
            if line is not None and line.word.startswith(("patch-warned", "patch-ended")):
                self.notice.say(sentence(line, self.feed.facts))
            elif line is not None and line.word == "refused" and line.operator == self.feed.seat:
                group = self.feed.facts.groups.get(line.group)
                said = words.refusal(line.text)
                self.notice.say(f"{group.info.name}: {said}" if group is not None else said)

    def _dress(self) -> None:
        palette = self.theme.palette
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(self.theme.font())
            app.setPalette(qt_palette(palette))
            app.setStyleSheet(stylesheet(palette))
