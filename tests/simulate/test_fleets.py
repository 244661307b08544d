"""The fleets of the simulated network met by the product's codecs: presence, places, texts with their fate, voice."""

from __future__ import annotations

from itertools import pairwise, takewhile

import numpy as np
import pytest

from radio.codec import VoiceFrame
from radio.events import (
    CallEnded,
    CallStarted,
    Delivered,
    EmergencyRaised,
    Located,
    NoFix,
    Registered,
    TalkerNamed,
    TextReceived,
)
from radio.g711 import decode as to_samples
from radio.requests import AskPosition, SendText
from station.simulate.announcement import radio_id
from station.simulate.cast import FLEET_DP, REPEATER_UT
from station.simulate.cues import Position, Text
from station.simulate.people import players
from station.simulate.story import LATER, Story
from tests.simulate.test_answers import Dispatcher
from tests.simulate.test_decodes import EPOCH, MINUTES, WORDS, exchanges, met

FLEETS = [FLEET_DP, REPEATER_UT]


def units(name: str) -> dict[str, str]:
    """Qualified radio by call sign, of those with data there."""
    found = {}
    for player in players():
        radio = player.radio(name)
        if radio is not None and radio.data:
            found[player.callsign] = radio_id(name, radio.number)
    return found


@pytest.mark.parametrize("name", FLEETS)
def test_radios_register_and_stay(name: str) -> None:
    meeting = met(name)
    registered = [event for event in meeting.of(Registered) if isinstance(event, Registered)]
    assert sorted(event.radio or "" for event in registered) == sorted(units(name).values()), "each once"
    assert all(event.minutes for event in registered)


@pytest.mark.parametrize("name", FLEETS)
def test_radios_tell_where_they_are_when_asked_and_again_and_again(name: str) -> None:
    meeting = met(name)
    mine = units(name)
    story = takewhile(lambda cue: cue.at <= MINUTES * 60, Story(1, WORDS, of=mine).cues())
    places = [cue for cue in story if isinstance(cue, Position) and cue.unit in mine]
    for unit, radio in mine.items():
        heard = [(at, out) for at, out in meeting.heard if isinstance(out, Located | NoFix) and out.radio == radio]
        assert heard[0][0] < 40.0
        assert all(after - before < 75.0 for (before, _), (after, _) in pairwise(heard))
        for at, event in heard[:12]:
            if not isinstance(event, Located):
                continue
            near = [
                cue
                for cue in places
                if cue.unit == unit
                and at - 20.0 < cue.at <= at
                and cue.place is not None
                and abs(cue.place.lat - event.lat) < 2e-6
                and abs(cue.place.lon - event.lon) < 2e-6
                and event.speed == pytest.approx(cue.place.speed, abs=0.3)
            ]
            assert near, (at, event)
            assert event.radio_time is not None
            assert abs(event.radio_time.timestamp() - EPOCH - at) < 2.0
    if name == REPEATER_UT:
        assert {event.rssi for event in meeting.of(Located)} == {-93.0}


@pytest.mark.parametrize("name", FLEETS)
def test_radios_write_and_each_text_is_told_once(name: str) -> None:
    meeting = met(name)
    mine = units(name)
    story = takewhile(lambda cue: cue.at <= MINUTES * 60 - 5.0, Story(1, WORDS, of=mine).cues())
    written = [(mine[cue.unit], cue.text) for cue in story if isinstance(cue, Text) and cue.unit in mine]
    told = [(event.radio, event.text) for event in meeting.of(TextReceived) if isinstance(event, TextReceived)]
    assert len(written) >= 2
    assert told == written


@pytest.mark.parametrize("name", FLEETS)
def test_texts_to_radios_are_delivered_even_if_missed_at_first(name: str) -> None:
    meeting = Dispatcher(name)
    meeting.play(12.0)
    refs = []
    at = 12.0
    for n in range(12):
        for unit, radio in units(name).items():
            refs.append(f"{unit}-{n}")
            meeting.ask(SendText(ref=refs[-1], to=radio, text=f"Ziņa {n}"), at)
        meeting.wait(at, 30.0)
        at += 30.0
    fates = [(event.ref, event.ok, event.by) for event in meeting.of(Delivered) if isinstance(event, Delivered)]
    assert sorted(fates) == sorted((ref, True, "radio") for ref in refs)
    assert not meeting.faults


@pytest.mark.parametrize("name", FLEETS)
def test_a_radio_asked_by_a_person_says_where_it_is(name: str) -> None:
    meeting = Dispatcher(name)
    meeting.play(45.0)
    meeting.heard.clear()
    radio = next(iter(units(name).values()))
    meeting.ask(AskPosition(ref="a1", radio=radio), 45.0)
    meeting.wait(45.0, 1.5)
    assert radio in {event.radio for event in meeting.of(Located)} | {event.radio for event in meeting.of(NoFix)}


@pytest.mark.parametrize("name", FLEETS)
def test_an_emergency_is_raised_once_with_its_place(name: str) -> None:
    unit = next(unit for unit, _ in LATER if unit in units(name))
    meeting = Dispatcher(name)
    meeting.play(60.0)
    story = takewhile(lambda cue: cue.at <= 60.0, Story(1, WORDS, of=[unit]).cues())
    place = [cue.place for cue in story if isinstance(cue, Position) and cue.unit == unit][-1]
    meeting.part.play(Position(at=61.0, unit=unit, place=place, why="emergency"))
    meeting.heard.clear()
    meeting.wait(61.0, 40.0)
    (raised,) = [event for event in meeting.of(EmergencyRaised) if isinstance(event, EmergencyRaised)]
    assert (raised.radio, raised.by) == (units(name)[unit], "position")
    assert "emergency" in {event.reason for event in meeting.of(Located) if isinstance(event, Located)}


def test_the_story_has_them_late_and_each_site_the_same() -> None:
    def emergencies(story: Story) -> list[Position]:
        cues = takewhile(lambda cue: cue.at < 2400.0, story.cues())
        return [cue for cue in cues if isinstance(cue, Position) and cue.why == "emergency"]

    everywhere = emergencies(Story(3, WORDS))
    assert emergencies(Story(3, WORDS, of=[])) == everywhere
    assert [cue.unit for cue in everywhere] == ["VP 118", *(unit for unit, _ in LATER)]


def test_voice_of_the_repeater_is_whole_and_its_calls_last_over_all_their_overs() -> None:
    meeting = met(REPEATER_UT)
    wanted = exchanges(REPEATER_UT)
    calls = [event for event in meeting.of(CallStarted) if isinstance(event, CallStarted)]
    assert len(calls) == len(wanted), "an exchange is one call"
    assert {(call.slot, call.group, call.to) for call in calls} == {(1, True, "dmr@vt-utena:g5")}
    assert {event.why for event in meeting.of(CallEnded) if isinstance(event, CallEnded)} == {"released"}
    frames = [out for _, out in meeting.heard if isinstance(out, VoiceFrame) and out.call == calls[0].call]
    first = frames[: round(wanted[0].overs[0].seconds / 0.06) - 2]
    assert [frame.index for frame in first] == [480 * n for n in range(len(first))]
    sound = np.concatenate([to_samples(frame.codec, frame.data) for frame in first]).astype(float)
    assert 1500 < np.sqrt(np.mean(sound**2)) < 12000
    named = [event.radio for event in meeting.of(TalkerNamed) if isinstance(event, TalkerNamed) and event.radio]
    assert {"dmr@vt-utena:4107110", "dmr@vt-utena:4107001"} <= {*named, *(call.radio for call in calls)}
