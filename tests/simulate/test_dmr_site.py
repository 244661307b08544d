"""The DMR repeater of the simulated network met by our master: its login, calls with names and places, alarms, texts."""

from __future__ import annotations

from itertools import takewhile

import pytest

from radio.cai import host_of
from radio.codec import Now, ProtocolError, VoiceFrame
from radio.datagram import Datagram, read_datagram
from radio.events import (
    CallEnded,
    CallStarted,
    Delivered,
    EmergencyRaised,
    Located,
    Signal,
    TalkerNamed,
    TextReceived,
)
from radio.protocols.dmr import alias, burst, embedded, gpsinfo, ip, lc, outgoing, privacy
from radio.requests import SendText
from station.simulate import dmr_air as air
from station.simulate.announcement import radio_id
from station.simulate.cast import SITE_IL
from station.simulate.cues import Exchange, Over, Position, Text
from station.simulate.dmr_heard import Ear
from station.simulate.people import players
from station.simulate.story import Story
from tests.radio.dmr.channel import Channel
from tests.simulate.test_answers import Dispatcher
from tests.simulate.test_decodes import EPOCH, MINUTES, WORDS, Meeting, exchanges, met

GROUP = "dmr@pp-ilukste:g31"
UNITS = {
    player.callsign: radio_id(SITE_IL, radio.number)
    for player in players()
    for radio in player.radios
    if radio.gateway == SITE_IL
}


def test_it_logs_in_and_stays() -> None:
    meeting = met(SITE_IL)
    told = [event.link for event in meeting.of(Signal) if isinstance(event, Signal)]
    assert told == ["repeater 247131: logged in: KOPASIM"]


def test_it_logs_in_anew_when_the_station_began_anew() -> None:
    meeting = Dispatcher(SITE_IL)
    meeting.play(10.0)
    again = Meeting(SITE_IL)  # a station that knows nothing of the one before
    meeting.codec, meeting.heard = again.codec, []
    meeting.wait(10.0, 25.0)
    assert [event.link for event in meeting.of(Signal) if isinstance(event, Signal)] == [
        "repeater 247131: logged in: KOPASIM"
    ]


def test_each_over_is_a_call_of_its_radio_with_voice_that_is_kept_and_not_heard() -> None:
    meeting = met(SITE_IL)
    wanted = [over for cue in exchanges(SITE_IL) for over in cue.overs]
    started = [event for event in meeting.of(CallStarted) if isinstance(event, CallStarted)][: len(wanted)]
    assert [call.radio for call in started] == [UNITS[over.unit] for over in wanted]
    assert {(call.to, call.group, call.slot) for call in started} == {(GROUP, True, 1)}
    assert {event.why for event in meeting.of(CallEnded) if isinstance(event, CallEnded)} == {"released"}
    for call, over in zip(started, wanted, strict=True):
        frames = [out for _, out in meeting.heard if isinstance(out, VoiceFrame) and out.call == call.call]
        assert {frame.codec for frame in frames} == {"ambe2"}
        assert len(frames) * 0.06 == pytest.approx(over.seconds, abs=0.07)
        assert [frame.index for frame in frames] == [480 * n for n in range(len(frames))]


def test_talkers_are_named_and_placed_in_their_calls() -> None:
    meeting = met(SITE_IL)
    names = {event.radio: event.text for event in meeting.of(TalkerNamed) if isinstance(event, TalkerNamed)}
    full = {UNITS["PP dežūra"]: "PP dežūra", UNITS["PP 151"]: "PP 151 Škoda Fabia", UNITS["PP 152"]: "PP 152"}
    assert {radio: names[radio] for radio in full if radio in names} == {r: t for r, t in full.items() if r in names}
    assert len(names) >= 2
    story = takewhile(lambda cue: cue.at <= MINUTES * 60, Story(1, WORDS, of=UNITS).cues())
    places = [cue for cue in story if isinstance(cue, Position) and cue.unit in UNITS]
    located = [(at, event) for at, event in meeting.heard if isinstance(event, Located)]
    assert len(located) >= 2
    for at, event in located:
        assert any(
            UNITS[cue.unit] == event.radio
            and at - 30.0 < cue.at <= at
            and cue.place is not None
            and abs(cue.place.lat - event.lat) < 2e-5
            and abs(cue.place.lon - event.lon) < 2e-5
            for cue in places
        )


def test_texts_come_as_written() -> None:
    meeting = met(SITE_IL)
    story = takewhile(lambda cue: cue.at <= MINUTES * 60 - 5.0, Story(1, WORDS, of=UNITS).cues())
    written = [(UNITS[cue.unit], cue.text) for cue in story if isinstance(cue, Text) and cue.unit in UNITS]
    told = [(event.radio, event.text) for event in meeting.of(TextReceived) if isinstance(event, TextReceived)]
    assert len(written) >= 3
    assert told[: len(written)] == written


def test_texts_to_radios_are_delivered_even_if_missed_at_first() -> None:
    meeting = Dispatcher(SITE_IL)
    meeting.play(10.0)
    refs, at = [], 10.0
    for n in range(8):
        for unit in ("PP 150", "PP 151", "PP 152"):
            refs.append(f"{unit}-{n}")
            meeting.ask(SendText(ref=refs[-1], to=UNITS[unit], text=f"Ziņa {n}: dodieties uz Ilūksti."), at)
        meeting.wait(at, 40.0)
        at += 40.0
    fates = [(event.ref, event.ok, event.by) for event in meeting.of(Delivered) if isinstance(event, Delivered)]
    assert sorted(fates) == sorted((ref, True, "radio") for ref in refs)
    assert not meeting.faults


def said(meeting: Dispatcher, cue: Exchange | Position, seconds: float) -> None:
    """What comes of one cue, of nothing else."""
    meeting.play(12.0)
    meeting.heard.clear()
    meeting.part.play(cue)
    meeting.wait(12.0, seconds)


def test_an_encrypted_call_is_flagged_with_algorithm_and_key() -> None:
    meeting = Dispatcher(SITE_IL)
    over = Over(12.5, 4.0, "PP 150")
    said(meeting, Exchange(at=12.5, group="PP Ilūkste", overs=(over,), encrypted=True), 8.0)
    (call,) = [event for event in meeting.of(CallStarted) if isinstance(event, CallStarted)]
    assert (call.encrypted, call.radio) == ("AES-256 key 3", UNITS["PP 150"])


def test_a_call_joined_late_says_so() -> None:
    meeting = Dispatcher(SITE_IL)
    over = Over(12.5, 4.0, "PP 150")
    said(meeting, Exchange(at=12.5, group="PP Ilūkste", overs=(over,), late=True), 8.0)
    (call,) = [event for event in meeting.of(CallStarted) if isinstance(event, CallStarted)]
    assert (call.late, call.radio, call.to) == (True, UNITS["PP 150"], GROUP)


def test_the_button_is_an_alarm_and_then_an_emergency_call_with_the_place() -> None:
    meeting = Dispatcher(SITE_IL)
    meeting.play(11.0)
    story = takewhile(lambda cue: cue.at <= 60.0, Story(1, WORDS, of=["PP 151"]).cues())
    place = next(cue.place for cue in story if isinstance(cue, Position) and cue.unit == "PP 151" and cue.place)
    meeting.part.play(Position(at=12.0, unit="PP 151", place=place, why="emergency"))
    meeting.wait(11.0, 15.0)
    raised = [event for event in meeting.of(EmergencyRaised) if isinstance(event, EmergencyRaised)]
    assert [(event.radio, event.by) for event in raised] == [(UNITS["PP 151"], "button"), (UNITS["PP 151"], "call")]
    (call,) = [event for event in meeting.of(CallStarted) if isinstance(event, CallStarted)]
    assert call.emergency
    assert [event.radio for event in meeting.of(Located)] == [UNITS["PP 151"]]


def test_bursts_before_the_login_are_none_of_the_story() -> None:
    meeting = Meeting(SITE_IL)
    meeting.part.play(Exchange(at=0.1, group="PP Ilūkste", overs=(Over(0.1, 2.0, "PP 150"),)))
    for data in meeting.part.speak(2.5):
        assert data[:4] == b"RPTL"
    with pytest.raises(ProtocolError, match="not logged in"):
        meeting.codec.receive(b"DMRD" + bytes(11) + (247131).to_bytes(4, "big") + bytes(36), "p", Now(EPOCH, 0.0))


def test_its_bursts_are_those_of_the_product_s_writer() -> None:
    """Written twice, apart from each other, by the same standard."""
    told = air.call(2471150, 31, air.EMERGENCY)
    assert told == lc.call(31, 2471150, options=lc.EMERGENCY)
    assert (air.header(told), air.terminator(told)) == (outgoing.header(told), outgoing.terminator(told))
    frames = [bytes((n,)) * 27 for n in range(12)]
    message = air.embedded(told)
    mine = [air.voice_burst(frame, n % 6, message, secret=True) for n, frame in enumerate(frames)]
    assert mine == list(outgoing.voice(frames, [told], secret=True))
    assert embedded.decode(embedded.encode(told)) == (told, 0)
    assert air.privacy(31, 0x25, 3, 7) == outgoing.control(privacy.write(0x25, 3, 31, 7), burst.PRIVACY)
    assert air.alarm(2471150, 31) == outgoing.alarm(2471150, 31)
    for text in ("Esam klāt.", "ok", "Dodamies uz Ilūksti, trīs minūtes, divi cilvēki, bez apstāšanās."):
        bursts = [one for _, one in air.short_text(2471150, 2471159, text, preambles=0)]
        assert bursts == list(outgoing.short_text(2471150, 2471159, text))
    for text, form in (
        ("PP 150 Dacia Duster", air.SEVEN),
        ("PP 151 Škoda Fabia", air.UTF_8),
        ("PP dežūra", air.UTF_16),
    ):
        assert air.alias(text, form) == alias.write(text, form)
    assert air.place(55.97, 26.29) == gpsinfo.write(55.97, 26.29, 20.0)


@pytest.mark.parametrize("size", [0, 1, 7, 60, 300])
def test_its_datagrams_are_read_by_the_product_and_the_product_s_by_it(size: int) -> None:
    payload = bytes(range(256)) * 2
    told = Datagram(host_of(2471150, 12), 4007, host_of(2471900, 12), 4007, payload[:size])
    assert read_datagram(packet_of([one for _, one in air.datagram(2471150, 2471900, 4007, payload[:size])])) == told
    ear, heard = Ear(), []
    for one in outgoing.packet(2471150, 2471900, ip.write(told)):
        kind = burst.read(one).slot_type
        assert kind is not None
        heard.append(ear.take(kind.kind, one))
    assert heard[-1] == (2471150, 2471900, 4007, payload[:size])


def packet_of(bursts: list[bytes]) -> bytes:
    """What a slot makes of the bursts of a packet."""
    channel = Channel()
    channel.feed(bursts)
    (carried,) = channel.carried
    return ip.write(carried[2])
