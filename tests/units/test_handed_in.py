"""Calls handed in: at their own times in the picture, and nothing that is said of now changes for them."""

from __future__ import annotations

from datetime import UTC, datetime

from radio.events import CallEnded, CallStarted, TalkerNamed
from tests.units.room import CONFIG, GROUPS, START, entries
from units import actions as ac
from units.entry import Anything
from units.findings import VoiceRecorded
from units.picture import Picture
from units.state import Facts

GROUP, WHO = GROUPS[1], "upload@county:5"
BEGAN = START - 100.0
SIGNED = ac.SignedOn(seat="1", operator="12", role="supervisor")


def at(wall: float) -> datetime:
    return datetime.fromtimestamp(wall, UTC)


def handed_in(call: str = "u1", began: float | None = BEGAN, seconds: float = 4.0) -> list[Anything]:
    start = None if began is None else at(began)
    end = None if began is None else at(began + seconds)
    return [
        CallStarted(gateway="usrp", radio=WHO, radio_time=start, call=call, to=GROUP, upload=True),
        TalkerNamed(gateway="usrp", radio=WHO, call=call, text="PP 5"),
        CallEnded(gateway="usrp", radio=WHO, radio_time=end, call=call, to=GROUP),
    ]


def voice(call: str, seconds: float) -> VoiceRecorded:
    return VoiceRecorded(
        call=call, group=GROUP, path="voice/u.flac", sha256="ab", seconds=seconds, rate=8000, started=BEGAN
    )


def picture_of(*whats: Anything) -> Facts:
    picture = Picture()
    picture.apply_all(entries(CONFIG, *whats))
    return picture.facts


def test_it_is_there_with_its_own_times_and_nobody_missed_it() -> None:
    facts = picture_of(*handed_in())
    call = facts.calls["u1"]
    assert (call.start, call.end, call.upload, call.heard, call.radio) == (BEGAN, BEGAN + 4, True, True, WHO)
    line = facts.lines[call.line]
    assert (line.time, line.number, line.state, line.text, line.radio) == (BEGAN, 4.0, "ended", "PP 5", WHO)
    group = facts.groups[GROUP]
    assert (group.last_call, group.last_time, group.last_talker) == ("u1", BEGAN + 4, WHO)
    assert (group.call, group.talker) == ("", "")
    unit = facts.units[WHO]
    assert (unit.last_heard, unit.talking) == (BEGAN, "")


def test_a_call_on_the_air_goes_on_undisturbed() -> None:
    live = CallStarted(gateway="usrp", radio="usrp@pp:7", call="live", to=GROUP)
    named = ac.UnitNamed(seat="1", operator="12", unit="car", callsign="PP 5", radios=["usrp@pp:7", WHO])
    facts = picture_of(SIGNED, named, live, *handed_in())
    group = facts.groups[GROUP]
    assert (group.call, group.talker, facts.units["car"].talking) == ("live", "usrp@pp:7", "live")
    assert facts.lines[facts.calls["live"].line].state == "on-air"
    assert facts.units["car"].last_heard > START, "heard now is not undone by heard then"
    after = picture_of(live, CallEnded(call="live", to=GROUP), *handed_in())
    assert after.groups[GROUP].last_call == "live", "the tile's last call is the last one"


def test_its_recording_says_how_long_it_was() -> None:
    facts = picture_of(*handed_in(seconds=0.0), voice("u1", 7.5))
    call = facts.calls["u1"]
    assert (call.end, facts.lines[call.line].number, call.path) == (BEGAN + 7.5, 7.5, "voice/u.flac")
    told = picture_of(*handed_in(seconds=9.0), voice("u1", 7.5))
    assert told.calls["u1"].end == BEGAN + 9.0


def test_a_time_nobody_can_believe_is_the_receipt() -> None:
    facts = picture_of(*handed_in(began=None))
    call = facts.calls["u1"]
    assert START < call.start <= (call.end or 0.0) < START + 10
    ahead = picture_of(*handed_in(began=START + 5000))
    assert ahead.calls["u1"].start < START + 10
