"""The emergency strip: who may do what with it, and when."""

from __future__ import annotations

import time

import pytest
from pytestqt.qtbot import QtBot

from console.strip import Strip
from console.strip_face import open_alarms, parts
from console.strip_paint import needed
from console.theme import Theme
from journal.slots import Urgent, Urgents
from radio import events as ev
from tests.console.room import NOW, VP, RoomFeed
from units.actions import AlarmAcknowledged, AlarmClosed, AlarmSilenced
from units.findings import AlarmEscalated, AlarmJoined, AlarmOpened, VoiceRecorded


def make(qtbot: QtBot, **named: bool) -> tuple[RoomFeed, Strip]:
    room = RoomFeed(**named)
    strip = Strip(room, Theme())
    qtbot.addWidget(strip)
    strip.resize(1920, 64)
    if not strip.isHidden():
        strip.show()
    return room, strip


def age(strip: Strip, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let time pass for the strip."""
    start = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: start + seconds)
    strip._refresh_now()


def second_alarm(room: RoomFeed) -> None:
    room.take(AlarmOpened(alarm="a2", radio="dmr@kraslava:120", by="button"))


def test_none_without_an_emergency(qtbot: QtBot) -> None:
    room, strip = make(qtbot, emergency=False)
    assert strip.isHidden() and strip.current is None
    seen: list[bool] = []
    strip.appeared.connect(seen.append)
    room.take(AlarmOpened(alarm="a9", radio="tetra@247-9:2201118", by="button", group=VP))
    assert not strip.isHidden() and seen == [True]


def test_says_who_where_on_what_and_how_old(qtbot: QtBot) -> None:
    room, strip = make(qtbot)
    alarm = strip.current
    assert alarm is not None
    words = [part.words for part in parts(room, alarm)]
    assert "on VP Latgale" in words
    assert "tetra@247-9:2201118" in words
    assert "fix 4 s" in words
    assert "microphone open" in words
    assert any("Zarasai" in word or "Daugavpils" in word for word in words)
    assert strip.accessibleName() == "Emergency: VP 118"


def test_acknowledging_waits_until_it_was_shown_for_a_second(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    room, strip = make(qtbot)
    strip.show()
    assert not strip.acknowledge()
    assert room.acts == [] and not strip.main_button.isEnabled()
    age(strip, monkeypatch, 1.05)
    assert strip.main_button.isEnabled()
    assert strip.acknowledge()
    taken = room.acts[-1]
    assert isinstance(taken, AlarmAcknowledged) and taken.operator == "12" and taken.shown >= 1.0
    assert not room.facts.alarms["a1"].ringing
    assert not strip.acknowledge()


def test_one_key_never_takes_two(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    room, strip = make(qtbot)
    strip.show()
    second_alarm(room)
    assert strip.more_button.text() == "+1 more"
    age(strip, monkeypatch, 1.5)
    assert strip.acknowledge()
    assert strip.current is not None and strip.current.id == "a2"  # the next that rings comes to the front
    assert not strip.acknowledge()
    assert room.facts.alarms["a2"].ringing


def test_a_verdict_is_asked_and_only_after_acknowledging(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    room, strip = make(qtbot)
    strip.show()
    assert not strip.close_as("real")
    age(strip, monkeypatch, 1.5)
    assert all(button.isHidden() for button in strip.verdict_buttons)
    strip.acknowledge()
    assert not any(button.isHidden() for button in strip.verdict_buttons)
    assert strip.main_button.isHidden()
    assert not strip.close_as("perhaps")
    assert strip.close_as("false")
    closed = room.acts[-1]
    assert isinstance(closed, AlarmClosed) and closed.verdict == "false"
    assert strip.isHidden()


def test_an_unsigned_seat_silences_itself_and_no_more(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    room, strip = make(qtbot, signed=False)
    strip.show()
    age(strip, monkeypatch, 1.5)
    assert strip.main_button.text() == "Silence 60 s F1"
    assert strip.acknowledge()
    assert [type(act) for act in room.acts] == [AlarmSilenced]
    assert room.facts.alarms["a1"].ringing and not strip.isHidden()
    assert not strip.close_as("real")


def test_pressed_again_needs_a_new_second(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    room, strip = make(qtbot)
    strip.show()
    age(strip, monkeypatch, 1.5)
    strip.acknowledge()
    room.take(AlarmJoined(alarm="a1", by="button", again=True))
    assert strip.current is not None and strip.current.ringing
    assert not strip.acknowledge()


def test_one_the_disk_did_not_take_is_shown_and_marked(qtbot: QtBot) -> None:
    room, strip = make(qtbot, emergency=False)
    room.urgents = Urgents(
        alarms=[Urgent(alarm="u1", radio="tetra@247-9:2201124", by="status", wall=NOW - 2, group=VP)]
    )
    room.pulsed.emit()
    assert not strip.isHidden()
    alarm = strip.current
    assert alarm is not None and not alarm.recorded
    assert parts(room, alarm)[0].words == "NOT RECORDED"
    assert not strip.main_button.isEnabled()
    room.urgents = Urgents()
    room.take(AlarmOpened(alarm="u1", radio="tetra@247-9:2201124", by="status", group=VP, late=2.0))
    assert strip.current is not None and strip.current.recorded
    assert len(open_alarms(room)) == 1


def test_several_stack_and_turn(qtbot: QtBot) -> None:
    room, strip = make(qtbot)
    strip.show()
    second_alarm(room)
    assert strip.current is not None and strip.current.id == "a1"
    strip.next()
    assert strip.current.id == "a2"
    strip.next()
    assert strip.current.id == "a1"


def test_escalation_is_said(qtbot: QtBot) -> None:
    room, strip = make(qtbot)
    room.take(AlarmEscalated(alarm="a1", seconds=20))
    assert strip.current is not None
    assert any("nobody answered" in part.words for part in parts(room, strip.current))


def test_hear_call_waits_for_the_recording(qtbot: QtBot) -> None:
    room, strip = make(qtbot, emergency=False)
    room.take(AlarmOpened(alarm="a3", radio="tetra@246-7:4190007", by="call", group="tetra@247-9:g2250", call="n1"))
    assert not strip.hear_button.isEnabled() and not strip.hear()
    room.take(ev.CallStarted(call="n1", radio="tetra@246-7:4190007", to="tetra@247-9:g2250"))
    strip._refresh_now()
    assert strip.hear_button.isEnabled(), "what was said so far can be heard"
    room.take(ev.CallEnded(call="n1", to="tetra@247-9:g2250"))
    strip._refresh_now()
    assert not strip.hear_button.isEnabled()
    room.take(
        VoiceRecorded(call="n1", group="tetra@247-9:g2250", path="x.flac", sha256="0", seconds=2, rate=8000, started=0)
    )
    strip._refresh_now()
    assert strip.hear_button.isEnabled() and strip.hear()


def test_hear_call_says_that_there_is_no_audio_where_there_never_will_be(qtbot: QtBot) -> None:
    room, strip = make(qtbot, emergency=False)
    room.take(AlarmOpened(alarm="a5", radio="tetra@246-7:4190007", by="status", group="tetra@246-7:g4190"))
    assert not strip.hear_button.isEnabled()
    assert "signalling only" in strip.hear_button.toolTip()
    assert strip.hear_button.accessibleDescription() == strip.hear_button.toolTip()


def test_a_stranger_is_shown_by_its_number(qtbot: QtBot) -> None:
    room, strip = make(qtbot, emergency=False)
    room.take(AlarmOpened(alarm="a4", radio="tetra@247-9:7777777", by="status"))
    assert strip.accessibleName() == "Emergency: 7777777"
    assert strip.current is not None
    assert "position unknown" in [part.words for part in parts(room, strip.current)]


@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_paints_at_every_width_with_its_buttons_inside(qtbot: QtBot, width: int) -> None:
    _, strip = make(qtbot)
    strip.resize(width, 64)
    assert not strip.grab().isNull()
    buttons = strip._visible_buttons()
    assert all(strip.rect().contains(button.geometry()) for button in buttons)


@pytest.mark.parametrize("taken", [False, True])
def test_the_place_is_whole_on_a_small_screen_what_can_be_spared_goes(qtbot: QtBot, taken: bool) -> None:
    room, strip = make(qtbot)
    if taken:
        room.take(AlarmAcknowledged(seat="1", operator="12", alarm="a1", shown=2.0))
    else:
        room.take(AlarmEscalated(alarm="a1", seconds=20))
    strip.resize(1366, 64)
    assert strip.current is not None
    line = parts(room, strip.current)
    brief = [part.words if part.brief is None else part.brief for part in line]
    assert not any("nobody answered" in words for words in brief)
    assert any(part.cut and part.brief is None for part in line)  # the place: never said shorter
    assert any(part.words == strip.current.radio for part in line)  # and the raw id stays
    theme = Theme()
    assert needed(theme, line, 16, True) < needed(theme, line, 16, False)
    assert needed(theme, [], 16, True) == 0


def test_nearest_asks_for_the_units_round_the_emergency_and_needs_its_position(qtbot: QtBot) -> None:
    room, strip = make(qtbot)
    asked: list[str] = []
    strip.nearest.connect(asked.append)
    assert strip.nearest_button.isEnabled()
    strip.nearest_button.click()
    assert asked == ["vp118"]
    strip.resize(1366, 64)
    assert not strip.nearest_button.isHidden()
    room.take(AlarmAcknowledged(seat="1", operator="12", alarm="a1", shown=2.0))
    assert strip.nearest_button.isHidden(), "the verdicts need its room, and Ctrl+N does the same"
    strip.resize(1920, 64)
    assert not strip.nearest_button.isHidden()
    room.facts.units["vp118"].fix = None
    strip._refresh_now()
    assert not strip.nearest_button.isEnabled()
    assert strip.nearest_button.toolTip() == "Its position is unknown."
    assert not strip.show_nearest()
    assert asked == ["vp118"]
