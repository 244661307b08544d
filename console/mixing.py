"""How this seat hears each talk-group, and the wish to hear it otherwise: select, monitor, mute, volume, hold.

A wish shows at once and becomes the record's truth when the entry comes back; one that does not come back in two
seconds is dropped, so that the screen never claims for long what the station was not told.
"""

from __future__ import annotations

import time

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from console.live import Feed
from units.actions import GroupMixed
from units.state import Changes, Mix

WISH_SECONDS = 2.0
VOLUME_STEP = 5
VOLUME_PAUSE = 150
"""Milliseconds the wheel must rest before the volume goes on record: one entry a turn, not thirty."""


class Mixing(QObject):
    """The mix of one seat. ``changed`` carries the talk-group (empty: any of them may differ)."""

    changed = Signal(str)

    def __init__(self, feed: Feed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._wishes: dict[str, tuple[Mix, float]] = {}
        self._turned: dict[str, Mix] = {}
        self._held = ""
        self._before_hold: dict[str, Mix] = {}
        self._pause = QTimer(self, singleShot=True, interval=VOLUME_PAUSE)
        self._pause.timeout.connect(self._record_volumes)
        self._drop = QTimer(self, singleShot=True, interval=int(WISH_SECONDS * 1000) + 50)
        self._drop.timeout.connect(self._drop_old)
        feed.changed.connect(self._on_changed)

    def now(self, group: str) -> Mix:
        """How ``group`` is heard here, a fresh wish included."""
        if group in self._turned:
            return self._turned[group]
        wish = self._wishes.get(group)
        return wish[0] if wish is not None else self._feed.mix(group)

    @property
    def selected(self) -> str:
        """The talk-group the push-to-talk key speaks on; empty for none."""
        groups = self._feed.facts.groups
        wished = [g for g, (mix, _) in self._wishes.items() if mix.mode == "select" and g in groups]
        if wished:
            return wished[-1]
        return next((g for g in groups if self.now(g).mode == "select"), "")

    @property
    def held(self) -> str:
        """The one talk-group on hold (all others quiet); empty for none."""
        return self._held

    def select(self, group: str) -> None:
        """Select ``group``; what was selected is monitored from now on."""
        if group not in self._feed.facts.groups:
            return
        for other in self._feed.facts.groups:
            if other != group and self.now(other).mode == "select":
                self._wish(other, mode="monitor")
        if self.now(group).mode != "select":
            self._wish(group, mode="select")

    def toggle_mute(self, group: str) -> None:
        """Mute ``group``, or hear it again. Only an unacknowledged emergency beats a mute."""
        if group in self._feed.facts.groups:
            self._wish(group, muted=not self.now(group).muted)

    def toggle_monitor(self, group: str) -> None:
        """Stop hearing ``group`` (it is recorded all the same), or monitor it again."""
        if group in self._feed.facts.groups:
            self._wish(group, mode="monitor" if self.now(group).mode == "off" else "off")

    def turn(self, group: str, steps: int) -> None:
        """Volume up or down by ``steps`` of 5 %; on record when the wheel rests."""
        if group not in self._feed.facts.groups:
            return
        mix = self.now(group)
        volume = min(100, max(0, mix.volume + steps * VOLUME_STEP))
        self._turned[group] = msgspec.structs.replace(mix, volume=volume)
        self._pause.start()
        self.changed.emit(group)

    def toggle_hold(self, group: str) -> None:
        """Hear ``group`` alone; again, and all are heard as before."""
        held, before = self._held, self._before_hold
        self._held, self._before_hold = "", {}
        for other, mix in before.items():
            if other in self._feed.facts.groups:
                self._wish(other, muted=mix.muted)
        if group and group != held and group in self._feed.facts.groups:
            self._held = group
            for other in self._feed.facts.groups:
                if other != group and not self.now(other).muted:
                    self._before_hold[other] = self.now(other)
                    self._wish(other, muted=True)
        self.changed.emit("")

    def _wish(self, group: str, mode: str | None = None, muted: bool | None = None) -> None:
        mix = self.now(group)
        wish = Mix(
            mode=mix.mode if mode is None else mode,
            muted=mix.muted if muted is None else muted,
            volume=mix.volume,
        )
        self._turned.pop(group, None)
        self._record(group, wish)

    def _record(self, group: str, mix: Mix) -> None:
        if not self._feed.can_act:
            return
        self._wishes[group] = (mix, time.monotonic())
        self._drop.start()
        feed = self._feed
        feed.act(
            GroupMixed(
                seat=feed.seat,
                operator=feed.operator,
                group=group,
                mode=mix.mode,
                muted=mix.muted,
                volume=mix.volume,
            )
        )
        self.changed.emit(group)

    def _record_volumes(self) -> None:
        turned, self._turned = self._turned, {}
        for group, mix in turned.items():
            self._record(group, mix)

    def _drop_old(self) -> None:
        old = time.monotonic() - WISH_SECONDS
        for group in [g for g, (_, since) in self._wishes.items() if since < old]:
            del self._wishes[group]
            self.changed.emit(group)
        if self._wishes:
            self._drop.start()

    def _on_changed(self, changes: Changes) -> None:
        if changes.all:
            self._wishes.clear()
            self.changed.emit("")
            return
        for group in changes.groups & self._wishes.keys():
            if self._feed.mix(group) == self._wishes[group][0]:
                del self._wishes[group]
        for group in changes.groups:
            self.changed.emit(group)
