"""Push-to-talk, the console's side: a lease that lives only while a finger is truly down.

The hot-mic rules: losing focus, activation or the window releases; auto-repeat is not a press; a button with keyboard
focus is not a microphone; after a lease expired or was cut a new press is required. The lease is written from the GUI
thread, so that a console that hangs unkeys by itself; nothing here waits for a disk.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from shiboken6 import isValid

from console import words
from console.lease_size import fitting
from console.live import Feed
from console.rights import why_not_talk
from journal.slots import MOST_CALLED, MOST_LEGS, Lease
from units.actions import ALL_CALL, ROUTINE, PttPressed, PttReleased
from units.patched import joined
from units.state import Changes

RENEW = 100
"""Milliseconds between two renewals of the lease."""
EXPIRED = 0.5
"""Seconds without renewal after which the station has unkeyed: this press is over."""
TOLD = 6.0
"""Seconds for which a tile says why its leg was refused or cut."""
DEAF = 1.0
"""Seconds a press may go unanswered by the station before it is given up, audibly and visibly."""

translate = QCoreApplication.translate


class Ptt(QObject):
    """One microphone; one hold of one or several talk-groups, a leg each. ``changed`` when anything of it changes.

    ``failed`` carries one sentence when the hold, or a leg of it, ended otherwise than by being let go.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, feed: Feed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._lease = Lease(seat=feed.seat)
        self._armed: list[str] = []
        self._let_go = ""
        self._legs: dict[str, str] = {}
        self._aired: set[str] = set()
        self._lost: dict[str, tuple[str, float]] = {}
        self._since = self._renewed = 0.0
        self._count = 0
        self._still_held: Callable[[], bool] = bool
        self._timer = QTimer(self, interval=RENEW)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._renew)
        feed.changed.connect(self._on_changed)
        feed.pulsed.connect(self._on_pulsed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_application_state)
            app.focusWindowChanged.connect(self._on_focus_window)

    @property
    def group(self) -> str:
        """The first talk-group held down; empty for none."""
        return self._lease.group if self._lease.press else ""

    @property
    def armed(self) -> list[str]:
        """The talk-groups that the next press speaks to, whatever is selected (or this one does): an all-call's."""
        return self._armed

    @property
    def calls_all(self) -> bool:
        """True while an all-call is held."""
        return bool(self._lease.press and self._lease.priority)

    def arm(self, groups: Sequence[str]) -> None:
        """The next press speaks to ``groups`` with priority; to none: as ever again. This keys nothing."""
        if self.calls_all or self._armed == list(groups):
            return
        self._armed = list(groups)
        if not self._lease.press:
            self._lease = self._at_rest()
            self._write_lease()
        self.changed.emit()

    def say_armed(self) -> None:
        """Say again, for the pedal, that an all-call is armed: the station takes an old word for none."""
        if self._armed and not self._lease.press:
            self._write_lease()

    def _at_rest(self) -> Lease:
        """The lease while nothing is held."""
        feed, armed = self._feed, self._armed
        if not armed:
            return Lease(seat=feed.seat, let_go=self._let_go)
        return Lease(
            seat=feed.seat,
            group=armed[0],
            more=armed[1:],
            operator=feed.operator,
            priority=ALL_CALL,
            let_go=self._let_go,
        )

    @property
    def since(self) -> float:
        """When the hold began, on the monotonic clock."""
        return self._since

    @property
    def on_air(self) -> bool:
        """True once the station says that a leg of this hold is keyed."""
        return any(self._is_keyed(leg) for leg in self._legs)

    def holds(self, group: str) -> bool:
        """Whether ``group`` is held down, and was neither refused nor cut."""
        return group in self._legs.values()

    def is_on_air(self, group: str) -> bool:
        """Whether this hold is keyed on ``group``."""
        return any(self._is_keyed(leg) for leg, of in self._legs.items() if of == group)

    def lost(self, group: str) -> str:
        """Why the last hold has no leg on ``group`` any more, for some seconds; empty if it has, or had none."""
        why, since = self._lost.get(group, ("", 0.0))
        return why if time.monotonic() - since < TOLD else ""

    def _is_keyed(self, leg: str) -> bool:
        group = self._feed.facts.groups.get(self._legs[leg])
        return leg in self._feed.onair.presses or (group is not None and group.press == leg)

    def press(self, groups: str | Sequence[str], still_held: Callable[[], bool]) -> bool:
        """The key or button went down on ``groups``. ``still_held`` is asked at each renewal whether it truly is.

        False where it can be on none of them; what cannot be is said in ``failed``, each apart. False in silence while
        another hold lasts.
        """
        if self._lease.press or (self._armed and called(self._feed)):
            return False
        wanted = self._armed or joined(self._feed.facts, [groups] if isinstance(groups, str) else list(groups) or [""])
        able = [group for group in wanted if not self._refused_here(group, len(wanted) > 1)]
        able = fitting(able, MOST_CALLED if self._armed else MOST_LEGS)
        if not able:
            return False
        self._since = self._renewed = time.monotonic()
        self._lease = Lease(
            seat=self._feed.seat,
            press=uuid.uuid4().hex,
            group=able[0],
            more=able[1:],
            operator=self._feed.operator,
            down=self._since,
            priority=ALL_CALL if self._armed else ROUTINE,
        )
        self._legs, self._aired, self._lost = self._lease.legs, set(), {}
        self._still_held = still_held
        self._write_lease()
        self._timer.start()
        feed, priority = self._feed, self._lease.priority
        for leg, group in self._legs.items():
            feed.act(PttPressed(seat=feed.seat, operator=feed.operator, press=leg, group=group, priority=priority))
        self.changed.emit()
        return True

    def _refused_here(self, group: str, among: bool) -> bool:
        why = why_not_talk(self._feed, group)
        if why:
            self.failed.emit(self._named(group, why) if among else why)
        return bool(why)

    def let_go(self) -> None:
        """A finger came up by itself: what waited for the network's turn is still said."""
        self._let_go = self._lease.press or self._let_go
        self.release()

    def release(self, why: str = "") -> None:
        """It must count as up, whatever the finger does (``why`` may say it in one sentence). Never waits."""
        if not self._lease.press:
            return
        legs = self._lease.legs
        if self._lease.priority:
            self._armed = []
        self._lease, self._legs = self._at_rest(), {}
        self._timer.stop()
        self._write_lease()
        feed = self._feed
        for leg, group in legs.items():
            feed.act(PttReleased(seat=feed.seat, operator=feed.operator, press=leg, group=group))
        self.changed.emit()
        if why:
            self.failed.emit(why)

    def _renew(self) -> None:
        now = time.monotonic()
        if not self._still_held():
            self.release()
        elif now - self._renewed > EXPIRED:
            self.release(translate("ptt", "The console stood still: press again to talk."))
        elif not self._aired and not self.on_air and now - self._since > DEAF:
            self.release(translate("ptt", "The station did not key the transmitter."))
        else:
            self._renewed = now
            self._write_lease()

    def _write_lease(self) -> None:
        self._count += 1
        self._lease = msgspec.structs.replace(self._lease, count=self._count)
        self._feed.write_lease(self._lease)

    def _lose(self, leg: str, why: str) -> None:
        """A leg is not held any more; the others go on. With the last one the hold is over."""
        group = self._legs.pop(leg)
        self._lost[group] = why, time.monotonic()
        if not self._legs:
            self.release(why)
            return
        self.failed.emit(self._named(group, why))
        self.changed.emit()

    def _named(self, group: str, why: str) -> str:
        known = self._feed.facts.groups.get(group)
        return f"{known.info.name}: {why}" if known is not None else why

    def _on_changed(self, changes: Changes) -> None:
        if not self._legs:
            return
        for seq in changes.lines:
            line = self._feed.facts.lines.get(seq)
            if line is None or line.ref not in self._legs:
                continue
            if line.word == "refused":
                self._lose(line.ref, words.refusal(line.text))
            elif line.word == "unkeyed":
                said = translate("ptt", "The transmission was cut: press again to talk. ({why})")
                self._lose(line.ref, said.format(why=words.unkeyed(line.text)))
        if changes.all or changes.groups & set(self._legs.values()):
            self._on_pulsed()

    def _on_pulsed(self) -> None:
        for leg in list(self._legs):
            if leg not in self._legs:
                return  # the hold ended with the one before
            keyed = self._is_keyed(leg)
            if keyed and leg not in self._aired:
                self._aired.add(leg)
                self.changed.emit()
            elif leg in self._aired and not keyed:
                self._lose(leg, translate("ptt", "The transmission was cut: press again to talk."))

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.release()

    def _on_focus_window(self, _window: object) -> None:
        self.release()


def called(feed: Feed) -> list[str]:
    """The talk-groups on which this seat speaks to all now, by whatever key."""
    groups = feed.facts.groups
    return [id_ for id_, group in groups.items() if group.priority and group.keyed == feed.seat]


def seconds_left(feed: Feed, group: str) -> int | None:
    """Seconds until the talk-time limit ends the transmission on ``group``; ``None`` while that is not near."""
    onair = feed.onair
    return next((left for press, left in onair.left.items() if onair.presses.get(press) == group), None)


PTT_KEYS: dict[str, tuple[int, Qt.Key]] = {
    "right-ctrl": (0xFFE4, Qt.Key.Key_Control),
    "right-alt": (0xFFEA, Qt.Key.Key_Alt),
    "right-shift": (0xFFE2, Qt.Key.Key_Shift),
    "f13": (0xFFCA, Qt.Key.Key_F13),
    "scroll-lock": (0xFF14, Qt.Key.Key_ScrollLock),
    "pause": (0xFF13, Qt.Key.Key_Pause),
}
"""The keys that may talk: X11 keysym (tells right from left) and Qt's own name."""

_RIGHT_SCAN = {0x11D: "right-ctrl", 0x138: "right-alt", 0x36: "right-shift"}
"""Windows scan codes (extended bit included) of the right-hand keys."""
_EVDEV = {105: "right-ctrl", 108: "right-alt", 62: "right-shift"}
"""XKB key codes (evdev + 8) of the right-hand keys, which Wayland reports."""


class PttKey(QObject):
    """The dedicated key, wherever the focus is in our windows. It talks on all of ``selected()``.

    A filter on the window that has the focus, moved along with it: one on the application would see every event.
    """

    def __init__(
        self,
        ptt: Ptt,
        selected: Callable[[], str | Sequence[str]],
        key: str = "right-ctrl",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ptt = ptt
        self._selected = selected
        self._down = False
        self.key = key if key in PTT_KEYS else "right-ctrl"
        self._window: QWindow | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.watch)
            self.watch(QGuiApplication.focusWindow())

    def watch(self, window: QWindow | None) -> None:
        """Listen on ``window`` from now on."""
        self._down = False
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key's presses and releases, wherever the focus is; leave everything else alone."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) or not isinstance(event, QKeyEvent):
            return False
        if not self._is_ours(event):
            return False
        if event.isAutoRepeat():
            return True
        if event.type() == QEvent.Type.KeyPress and not self._down:
            self._down = True
            self._ptt.press(self._selected(), self._still_down)
        elif event.type() == QEvent.Type.KeyRelease:
            self._down = False
            self._ptt.let_go()
        return True

    def _is_ours(self, event: QKeyEvent) -> bool:
        keysym, key = PTT_KEYS[self.key]
        if event.key() != key:
            return False
        if not self.key.startswith("right-"):
            return True
        scan = event.nativeScanCode()
        return event.nativeVirtualKey() == keysym or self.key in (_RIGHT_SCAN.get(scan), _EVDEV.get(scan))

    def _still_down(self) -> bool:
        """False once the key came up without telling us (a modifier can be asked for)."""
        modifier = {
            "right-ctrl": Qt.KeyboardModifier.ControlModifier,
            "right-shift": Qt.KeyboardModifier.ShiftModifier,
        }.get(self.key)
        if self._down and modifier is not None and QGuiApplication.platformName() != "offscreen":
            return bool(QGuiApplication.queryKeyboardModifiers() & modifier)
        return self._down


def left_button_down() -> bool:
    """True while the left mouse button is down, as the platform says it."""
    return bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
