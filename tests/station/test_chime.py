"""The tone of the amber list: once, soft, in the headset, and not for what is old or was only acknowledged."""

from __future__ import annotations

from radio.codec import Now
from station.chime import APART, Chime
from station.voice.tones import SHORT_TONES
from station.voice.wire import Sounder
from units.actions import UnitNamed
from units.alerts import AlertsAcknowledged, AlertsDismissed
from units.entry import Anything, Entry
from units.fences import FenceDrawn, FenceEntered
from units.picture import Picture


class Room:
    """A picture, and the tones that were asked for."""

    def __init__(self) -> None:
        self.picture = Picture()
        self.tones: list[Sounder] = []
        self.chime = Chime(self.tones.append)
        self.now = 1000.0
        self.seq = 0
        for unit in ("u1", "u2", "u3", "u4", "u5"):
            self.take(UnitNamed(seat="", unit=unit, callsign=unit, agency="vp", radios=[f"x@y:{unit}"]))
        self.take(FenceDrawn(seat="1", operator="12", fence="f1", text="Port", radius=500.0, unit="u1", rules=["in"]))

    def take(self, what: Anything, old: float = 0.0) -> None:
        self.seq += 1
        kind, wall = type(what).__name__, self.now - old
        entry = Entry(self.seq, "0a1b2c3d/station", self.seq, kind, wall, wall, "", 1, what)
        changes = self.picture.apply(entry)
        self.chime.follow(entry, self.picture.facts, changes, Now(self.now, self.now))

    def enter(self, unit: str = "u2", old: float = 0.0, alert: bool = True) -> None:
        self.take(FenceEntered(fence="f1", unit=unit, alert=alert), old)


def test_an_alert_gives_one_short_tone_that_the_voice_process_knows() -> None:
    room = Room()
    room.enter()
    assert room.tones == [Sounder(tone="notice")]
    assert "notice" in SHORT_TONES
    assert not room.tones[0].emergency


def test_several_that_come_together_give_one() -> None:
    room = Room()
    for unit in ("u2", "u3", "u4"):
        room.enter(unit)
    assert len(room.tones) == 1
    room.now += APART
    room.enter("u5")
    assert len(room.tones) == 2


def test_what_was_acknowledged_dismissed_old_or_no_alert_gives_none() -> None:
    room = Room()
    room.enter(alert=False)
    room.enter("u3", old=60.0)
    (alert,) = room.picture.facts.alerts
    room.take(AlertsAcknowledged(seat="1", operator="12", alerts=[alert]))
    room.take(AlertsDismissed(seat="1", operator="12", alerts=[alert]))
    assert room.tones == []
