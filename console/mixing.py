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
from units.discipline import GroupHeld
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
        self._hold_wish: tuple[str, float] | None = None
        self._order: list[str] = []
        self._note_order()
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
        """The talk-group that keys act on: of several selected ones the one selected last; empty for none.

        The record does not say in which order they were selected: of those that were selected before this console came,
        or by others at the same moment, the first counts.
        """
        return next(iter(self.selection), "")

    @property
    def held(self) -> str:
        """The one talk-group on hold (all others quiet); empty for none."""
        return self._feed.seat_facts.held if self._hold_wish is None else self._hold_wish[0]

    @property
    def selection(self) -> list[str]:
        """Every selected talk-group, the one selected last first: one press speaks to all of them."""
        groups = [group for group in self._feed.facts.groups if self.now(group).mode == "select"]
        last = next((group for group in reversed(self._order) if group in groups), "")
        return sorted(groups, key=lambda group: group != last)

    def select_too(self, group: str) -> None:
        """Select ``group`` beside what is selected, or not any more; the last one stays."""
        if group not in self._feed.facts.groups:
            return
        if self.now(group).mode != "select":
            self._wish(group, mode="select")
        elif len(self.selection) > 1:
            self._wish(group, mode="monitor")

    def select(self, group: str) -> None:
        """Select ``group`` alone; what was selected is monitored from now on."""
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
        """Hear ``group`` alone; again, and all are heard as before. The seat keeps it, whatever the console does."""
        if not self._feed.can_act or group not in self._feed.facts.groups:
            return
        wanted = "" if group == self.held else group
        self._hold_wish = (wanted, time.monotonic())
        self._drop.start()
        feed = self._feed
        feed.act(GroupHeld(seat=feed.seat, operator=feed.operator, group=wanted))
        self.changed.emit("")

    def is_held_off(self, group: str) -> bool:
        """Whether ``group`` is quiet because another is heard alone."""
        return self.held not in ("", group)

    def route(self, group: str, output: str) -> None:
        """Have ``group`` sound on the bus ``output``; empty: where its mode says."""
        if group in self._feed.facts.groups:
            self._wish(group, output=output)

    def pan(self, group: str, pan: int) -> None:
        """Have ``group`` sound from the left (-100), the right (100) or between."""
        if group in self._feed.facts.groups:
            self._wish(group, pan=min(100, max(-100, pan)))

    def _note_order(self) -> None:
        """Who was selected after whom: a wish counts at once, and its entry coming back changes nothing."""
        groups = [group for group in self._feed.facts.groups if self.now(group).mode == "select"]
        known = [group for group in self._order if group in groups]
        self._order = known + [group for group in reversed(groups) if group not in known]

    def _wish(self, group: str, **wanted: str | bool | int) -> None:
        wish = msgspec.structs.replace(self.now(group), **wanted)
        self._turned.pop(group, None)
        self._record(group, wish)

    def _record(self, group: str, mix: Mix) -> None:
        if not self._feed.can_act:
            return
        self._wishes[group] = (mix, time.monotonic())
        self._note_order()
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
                output=mix.output,
                pan=mix.pan,
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
            self._note_order()
            self.changed.emit(group)
        if self._hold_wish is not None and self._hold_wish[1] < old:
            self._hold_wish = None
            self.changed.emit("")
        if self._wishes or self._hold_wish is not None:
            self._drop.start()

    def _on_changed(self, changes: Changes) -> None:
        if self._hold_wish is not None and (changes.all or self._feed.seat_facts.held == self._hold_wish[0]):
            self._hold_wish = None
        if changes.all:
            self._wishes.clear()
            self._note_order()
            self.changed.emit("")
            return
        for group in changes.groups & self._wishes.keys():
            if self._feed.mix(group) == self._wishes[group][0]:
                del self._wishes[group]
        if changes.groups:
            self._note_order()
        for group in changes.groups:
            self.changed.emit(group)
