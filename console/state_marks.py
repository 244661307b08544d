"""The lasting states the top bar must show, from facts and pulse: one mark each, gone when it heals. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from console import times, words
from console.live import Feed
from console.ptt import Ptt, called, seconds_left
from journal.slots import Beat

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Mark:
    """One state: a word or three, why, and whether recording stands still because of it. ``own``: we transmit.
    ``config``: the configuration has an error, and there is a page for it."""

    words: str
    why: str = ""
    stops_recording: bool = False
    own: bool = False
    config: bool = False


def state_marks(feed: Feed, ptt: Ptt) -> list[Mark]:
    """What must be seen now, the gravest first."""
    marks = _transmitting(feed, ptt)
    if not feed.can_act:
        return marks
    if not feed.alive("station"):
        return [*marks, Mark(translate("states", "NO STATION"), _station_why(feed), stops_recording=True)]
    recording = _recording(feed)
    if recording is not None:
        marks.append(recording)
    if not feed.alive("voice"):
        marks.append(Mark(translate("states", "NO SOUND"), translate("states", "The voice process does not run.")))
    elif not feed.facts.sound and not feed.beats["voice"].sound:
        marks.append(Mark(translate("states", "NO SOUND"), translate("states", "There is no loudspeaker.")))
    marks += _sound_lost(feed) + _pedal(feed)
    if feed.facts.failing:
        marks.append(_jammed(feed))
    if feed.facts.config_error:
        marks.append(Mark(translate("states", "CONFIGURATION"), feed.facts.config_error, config=True))
    return marks


def _sound_lost(feed: Feed) -> list[Mark]:
    """A loudspeaker or the microphone is missing: whoever relies on it must know before it matters."""
    if not feed.alive("voice"):
        return []  # then nobody knows, and it is said that there is no voice process
    marks, facts = [], feed.facts
    lost = [device for device in facts.sound_lost if device != "microphone"]
    if lost and facts.sound:
        why = translate("states", "Missing: {devices}. What they played sounds from {other} meanwhile.")
        said = why.format(devices=", ".join(lost), other=facts.sound)
        marks.append(Mark(translate("states", "SOUND DEVICE LOST"), said))
    if "microphone" in facts.sound_lost and any(gateway.info.transmit for gateway in facts.gateways.values()):
        why = translate("states", "Nobody can be heard from here: nothing is keyed until a microphone is there.")
        marks.append(Mark(translate("states", "NO MICROPHONE"), why))
    return marks


def _jammed(feed: Feed) -> Mark:
    """Several receivers fail together: whoever sends help to a place on the map must know."""
    since = times.moment(feed.facts.failing_since, feed.now())
    why = translate("states", "{units} since {time}: perhaps jamming. Ask them where they are.")
    said = why.format(units=words.Counted().failing(feed.facts.failing), time=since)
    return Mark(translate("states", "POSITIONS DOUBTFUL"), said)


def _transmitting(feed: Feed, ptt: Ptt) -> list[Mark]:
    groups = feed.facts.groups
    named = [g.info.name for g in groups.values() if g.keyed == feed.seat and g.keyed]
    named += [g.info.name for id_, g in groups.items() if ptt.is_on_air(id_) and g.info.name not in named]
    if not named:
        return []
    said = translate("states", "TRANSMITTING on {groups}").format(groups=", ".join(named))
    if called(feed) or ptt.calls_all:
        said = words.Counted().all_call(len(named))
    left = [seconds for id_ in groups if (seconds := seconds_left(feed, id_)) is not None]
    if left:
        said = translate("states", "{transmitting}: {seconds} s left").format(transmitting=said, seconds=min(left))
    return [Mark(said, own=True)]


def _pedal(feed: Feed) -> list[Mark]:
    """Whoever relies on a pedal must see that it keys nothing."""
    seat = feed.seat_facts
    if seat.pedal == "stuck":
        why = translate("states", "The pedal is down without a transmission: it must come up before it keys again.")
        return [Mark(translate("states", "PEDAL STUCK"), why)]
    if seat.pedal == "lost":
        why = translate("states", "The pedal cannot be read: use the key or the mouse.")
        return [Mark(translate("states", "NO PEDAL"), f"{why} ({seat.pedal_why})" if seat.pedal_why else why)]
    return []


def _recording(feed: Feed) -> Mark | None:
    """NOT RECORDING, from the pulse at once and from the record when it could be written."""
    words = translate("states", "NOT RECORDING")
    for program in ("station", "voice"):
        beat = feed.beats.get(program)
        if beat is not None and beat.disk not in ("ok", "reserve"):
            return Mark(words, beat.why or beat.disk, stops_recording=True)
    if feed.append_fault:
        return Mark(words, feed.append_fault)
    if feed.onair.unrecorded:
        return Mark(words, translate("states", "A transmission is not on record yet."), stops_recording=True)
    if feed.facts.recording:
        return Mark(words, feed.facts.recording, stops_recording=True)
    if feed.facts.groups and not feed.alive("voice"):
        return Mark(words, translate("states", "The voice process does not run."), stops_recording=True)
    return _reserve(feed.beats.get("station"))


def _reserve(beat: Beat | None) -> Mark | None:
    """The disk is full, and recording goes on all the same, for a while."""
    if beat is None or beat.disk != "reserve":
        return None
    words = translate("states", "DISK FULL: {minutes} MIN LEFT").format(minutes=beat.minutes)
    return Mark(words, translate("states", "Recording goes on from the reserve. Make room on the disk."))


def _station_why(feed: Feed) -> str:
    if feed.station_why:
        return feed.station_why
    down = [g for g in feed.facts.gateways.values() if g.state == "down"]
    since = times.clock(max(g.since for g in down)) if down else ""
    return translate("states", "The engine room does not run: nothing is heard, sent or recorded.") + (
        f" ({since})" if since else ""
    )
