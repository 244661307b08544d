"""An all-call: the next press of push-to-talk, by key, pedal or mouse, speaks to every talk-group that can be reached.

Arming keys nothing. It ends when the key comes up, with Escape, after half a minute, when nobody is signed on any more
and when the console is not in front: nobody shall speak to all because of what was pressed a while ago.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from console.lease_size import fitting
from console.live import Feed
from console.mixing import Mixing
from console.ptt import RENEW, Ptt, called
from console.rights import why_not, why_not_talk
from console.voice_path import voice_of
from journal.slots import MOST_CALLED
from units.in_need import emergency_on_air
from units.state import Changes

LASTS = 30
"""Seconds it stays armed without a press."""

translate = QCoreApplication.translate


class Reach(NamedTuple):
    """The talk-groups an all-call speaks to, and why each of the others is not reached."""

    groups: list[str]
    missing: dict[str, str]


def reach_of(feed: Feed, first: list[str]) -> Reach:
    """Whom an all-call of this seat reaches now.

    One transmitter carries one talk-group: of several those in ``first`` come first, then the order of the tiles.
    """
    facts = feed.facts
    groups: list[str] = []
    missing: dict[str, str] = {}
    carried: dict[str, str] = {}
    for group in dict.fromkeys((*first, *facts.groups)):
        if group not in facts.groups:
            continue
        gateway = voice_of(facts, facts.groups[group])
        why = why_not_talk(feed, group) or _emergency(feed, group)
        if not why and gateway is not None and gateway.info.name in carried:
            said = translate("all-call", "{gateway} speaks on one talk-group at a time, now on {group}.")
            other = facts.groups[carried[gateway.info.name]].info.name
            why = said.format(gateway=gateway.info.name, group=other)
        elif not why and fitting([*groups, group], MOST_CALLED) == groups:
            why = translate("all-call", "No more than {count} talk-groups at once.").format(count=len(groups))
        if why:
            missing[group] = why
        else:
            groups.append(group)
            if gateway is not None:
                carried[gateway.info.name] = group
    return Reach(groups, {group: missing[group] for group in facts.groups if group in missing})


def _emergency(feed: Feed, group: str) -> str:
    """Why an all-call leaves ``group`` alone, if somebody in need is heard there."""
    other = emergency_on_air(feed.facts, group)
    if not other:
        return ""
    if other == group:
        return translate("all-call", "An emergency is on the air.")
    said = translate("all-call", "An emergency is on the air on {group}, which it would cut.")
    return said.format(group=feed.facts.groups[other].info.name)


class AllCall(QObject):
    """Arms and disarms this seat's all-call. ``changed`` when what is to be said of it differs."""

    changed = Signal()

    def __init__(self, feed: Feed, ptt: Ptt, mixing: Mixing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed, self._ptt, self._mixing = feed, ptt, mixing
        self.reach = Reach([], {})
        self._operator: str | None = None
        self._spoke = False
        self._told: tuple[object, ...] = ()
        self._limit = QTimer(self, singleShot=True, interval=LASTS * 1000)
        self._limit.timeout.connect(self._too_long)
        self._say = QTimer(self, interval=RENEW)
        self._say.timeout.connect(ptt.say_armed)
        ptt.changed.connect(self._follow)
        feed.changed.connect(self._on_changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_application_state)

    @property
    def armed(self) -> bool:
        """Armed, or speaking."""
        return bool(self._ptt.armed)

    @property
    def speaks(self) -> bool:
        """Held, or on the air by the pedal."""
        return self._ptt.calls_all or (self.armed and bool(called(self._feed)))

    @property
    def why_not(self) -> str:
        """Why there can be none here and now, in one sentence; empty if there can."""
        return why_not(self._feed, "all-call")

    def toggle(self) -> None:
        """Arm it, or not any more."""
        if self.armed:
            self.disarm()
        else:
            self.arm()

    def arm(self) -> None:
        """From now on the next press speaks to all. What keeps it from being so is said in one sentence."""
        why, found = self.why_not, reach_of(self._feed, self._mixing.selection)
        if not why and self._ptt.group:
            why = translate("all-call", "Let go of push-to-talk first.")
        if not why and not found.groups:
            why = translate("all-call", "No talk-group can be reached now.")
        if why:
            self._ptt.failed.emit(why)
            return
        self.reach, self._operator, self._spoke = found, self._feed.operator, False
        self._limit.start()
        self._say.start()
        self._ptt.arm(found.groups)

    def disarm(self) -> None:
        """As ever again; what is on the air of it ends. The pedal's does as the station reads that none is armed."""
        if self._ptt.calls_all:
            self._ptt.release()
        self._ptt.arm([])

    def _follow(self) -> None:
        """What became of it: with the key it is over."""
        speaks = self.speaks
        if self._spoke and not speaks:
            self._spoke = False
            self._ptt.arm([])
        self._spoke = speaks
        if not self.armed:
            self._limit.stop()
            self._say.stop()
        now = (self.armed, speaks, *self.reach)
        if now != self._told:
            self._told = now
            self.changed.emit()

    def _too_long(self) -> None:
        if not self.speaks:
            self._ptt.arm([])
            self._ptt.failed.emit(
                translate("all-call", "All-call: nobody spoke for {count} s, so it is off again.").format(count=LASTS)
            )

    def _on_changed(self, changes: Changes) -> None:
        if not self.armed:
            if changes.all or changes.seats or changes.config:
                self.changed.emit()
            return
        if self._feed.operator != self._operator or self.why_not:
            self.disarm()
        elif not self.speaks and any(
            (changes.all, changes.config, changes.gateways, changes.state, changes.groups, changes.alarms)
        ):
            self._reach_again()
        self._follow()

    def _reach_again(self) -> None:
        """A link or an emergency came or went: what the next press speaks to is what can be reached then."""
        self.reach = reach_of(self._feed, self._mixing.selection)
        self._ptt.arm(self.reach.groups)

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive and not self.speaks:
            self.disarm()
