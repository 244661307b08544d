"""A dispatcher who speaks gets an answer, through our own codecs, on the talk-group that was spoken on."""

from __future__ import annotations

import pytest

from radio.codec import VoiceFrame
from radio.events import CallStarted, Delivered, Located
from radio.requests import AskPosition, Key, SendText, Unkey
from station.simulate.announcement import radio_id
from station.simulate.cast import DMR, GATEWAYS, RTP_DI, RTP_DP, RTP_KO, TETRA_DP
from tests.simulate.test_decodes import Meeting, group_id


class Dispatcher(Meeting):
    """The same meeting, with somebody at our end who acts."""

    def ask(self, request: Key | Unkey | VoiceFrame | SendText | AskPosition, at: float) -> None:
        self._take(self.codec.send(request, self._time(at)), at)

    def wait(self, start: float, seconds: float) -> None:
        for step in range(round(seconds * 100)):
            at = start + step / 100
            for data in self.part.speak(at):
                self._receive(data, at)
            self._take(self.codec.tick(self._time(at)), at)


def said(name: str, group: str, voice: bool, held: float = 1.0) -> Dispatcher:
    meeting = Dispatcher(name)
    meeting.part.joined(0.0)
    meeting._take(meeting.codec.opened(meeting._time(0.0)), 0.0)
    meeting.wait(0.0, 1.0)
    meeting.ask(Key(group=group_id(group), call="own"), 1.0)
    for n in range(round(held * 50)):
        at = 1.0 + n * 0.02
        if voice:
            meeting.ask(VoiceFrame("own", n * 160, "s16le8", bytes(320)), at)
        meeting.wait(at, 0.02)
    meeting.ask(Unkey(group=group_id(group), call="own"), 1.0 + held)
    meeting.heard.clear()
    meeting.wait(1.0 + held, 4.0)
    assert not meeting.faults
    return meeting


@pytest.mark.parametrize(
    ("name", "group", "voice"),
    [
        (DMR, "PP Krāslava", True),
        (DMR, "PP Daugavpils", False),
        (RTP_DP, "Robeža DP", True),
        (RTP_DP, "Robeža DP", False),
        (RTP_KO, "Kopīgā 1", True),
        (RTP_DI, "Dispečeri", True),
    ],
)
def test_somebody_answers_by_voice_on_that_group(name: str, group: str, voice: bool) -> None:
    meeting = said(name, group, voice)
    calls = [call for call in meeting.of(CallStarted) if isinstance(call, CallStarted)]
    assert [call.to for call in calls] == [group_id(group)]
    assert sum(isinstance(out, VoiceFrame) for _, out in meeting.heard) > 50
    assert len(meeting.of(CallStarted)) == 1, "once"


@pytest.mark.parametrize(("name", "group"), [(DMR, "PP Krāslava"), (RTP_DP, "Robeža DP")])
def test_a_touch_of_the_key_is_not_an_over(name: str, group: str) -> None:
    assert not said(name, group, voice=True, held=0.2).of(CallStarted)


def test_what_may_transmit_is_what_can_answer() -> None:
    able = {gateway.name for gateway in GATEWAYS if gateway.transmit and gateway.protocol in ("rtp", "usrp")}
    assert able == {DMR, RTP_DP, RTP_KO, RTP_DI}


def test_a_text_is_reported_and_a_radio_says_where_it_is() -> None:
    meeting = Dispatcher(TETRA_DP)
    meeting.play(12.0)
    radio = radio_id(TETRA_DP, "2201118")
    meeting.ask(SendText(ref="r1", to=radio, text="Ceļš slēgts."), 12.0)
    meeting.wait(12.0, 4.0)
    assert [(event.ref, event.ok, event.by) for event in meeting.of(Delivered) if isinstance(event, Delivered)] == [
        ("r1", True, "network"),
        ("r1", True, "radio"),
    ]
    meeting.ask(AskPosition(ref="r2", radio=radio), 16.0)
    meeting.wait(16.0, 3.0)
    located = [event for event in meeting.of(Located) if isinstance(event, Located) and event.reason == "request"]
    assert [event.radio for event in located] == [radio]
