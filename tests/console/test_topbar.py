"""The top bar: what works, what does not, and who sits here; nothing lost on a small screen."""

from __future__ import annotations

import pytest
from msgspec import structs
from pytestqt.qtbot import QtBot

from console.ptt import Ptt
from console.state_marks import state_marks
from console.theme import Theme
from console.topbar import TopBar
from journal.slots import Beat
from radio import events as ev
from tests.console.room import AGENCIES, GATEWAYS, GROUPS, NOW, VP, RoomFeed
from units.actions import SignedOff
from units.findings import ConfigLoaded, ConfigRefused, GatewayInfo, JournalOpened, Keyed, NotRecording, SoundChanged
from units.keeping import ClockSynchronised


def make(qtbot: QtBot, **named: bool) -> tuple[RoomFeed, TopBar]:
    room = RoomFeed(emergency=False, **named)
    bar = TopBar(room, Theme(), Ptt(room))
    qtbot.addWidget(bar)
    bar.resize(1920, 40)
    bar.show()
    return room, bar


def marks(room: RoomFeed, bar: TopBar) -> list[str]:
    bar.refresh()
    return [mark.words for mark in bar.marks.marks]


def test_a_full_disk_with_a_reserve_is_no_end_of_recording(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.beats["station"] = Beat(pid=1, count=1, disk="reserve", minutes=9, why="disk full: 9 min left")
    assert marks(room, bar) == ["DISK FULL: 9 MIN LEFT"]
    assert "Make room" in bar.marks.toolTip()
    assert bar.recording.text() == "recording 7 of 8"


def test_a_healthy_room_shows_no_marks(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    assert marks(room, bar) == []
    assert bar.clock.text() == "23:41:07"
    assert "clock synchronised" in bar.date.text()
    assert bar.mode.words() == "LIVE"
    assert bar.recording.text() == "recording 7 of 8"
    assert bar.operator.text() == "operator 12 · position 1"
    assert bar.unheard_button.isVisible()


def test_the_exercise_is_marked(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.take(JournalOpened(mode="exercise", installation="x"))
    assert bar.mode.words() == "EXERCISE"
    band = bar.grab().toImage().pixelColor(960, 2)
    assert band == Theme().palette.exercise


def test_no_station(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.beats.clear()
    room.station_why = "kopa.toml:3: unknown key"
    assert marks(room, bar) == ["NO STATION"]
    assert bar.marks.toolTip() == "kopa.toml:3: unknown key"
    assert bar.recording.text() == "recording 0 of 8"


def test_no_sound_and_not_recording(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.facts.sound = ""
    room.beats["voice"] = Beat(pid=1, count=1)
    assert marks(room, bar) == ["NO SOUND"]
    room.take(NotRecording(why="the disk is full"))
    assert marks(room, bar) == ["NOT RECORDING", "NO SOUND"]
    assert bar.recording.text() == "recording 0 of 8"
    room.take(NotRecording(why="", on=False))
    assert marks(room, bar) == ["NO SOUND"]


def test_a_sound_device_that_is_missing_beside_others(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.take(SoundChanged(device="Desk", lost=["Headset"]))
    assert marks(room, bar) == ["SOUND DEVICE LOST"]
    assert bar.marks.toolTip() == "Missing: Headset. What they played sounds from Desk meanwhile."
    room.take(SoundChanged(device="Desk"))
    assert marks(room, bar) == []


def test_no_microphone_is_shown_until_there_is_one_whatever_sounds(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.take(SoundChanged(device="Desk", lost=["microphone"]))
    assert marks(room, bar) == ["NO MICROPHONE"]
    assert "nothing is keyed" in bar.marks.toolTip()
    room.take(SoundChanged(device="Desk", lost=["Headset", "microphone"]))
    assert marks(room, bar) == ["SOUND DEVICE LOST", "NO MICROPHONE"]
    room.beats["voice"] = Beat(pid=1, count=1)
    room.take(SoundChanged(device="", lost=["microphone"]))
    assert marks(room, bar) == ["NO SOUND", "NO MICROPHONE"]
    for gateway in room.facts.gateways.values():
        gateway.info = structs.replace(gateway.info, transmit=False)
    assert marks(room, bar) == ["NO SOUND"], "a room that only listens misses none"


def test_a_full_disk_is_known_from_the_pulse(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.beats["station"] = Beat(pid=1, count=1, disk="full", why="No space left on device")
    assert marks(room, bar) == ["NOT RECORDING"]
    assert bar.marks.toolTip() == "No space left on device"


def test_transmitting_names_the_group(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.take(Keyed(press="p", group=VP, gateway="", call="c", seat="1"))
    assert marks(room, bar) == ["TRANSMITTING on VP Latgale"]
    room.take(Keyed(press="q", group=VP, gateway="", call="c", seat="2"))
    assert marks(room, bar) == []


def test_a_refused_configuration_is_seen(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.take(ConfigRefused(why="kopa.toml:7: gateway[0].bind: not an address"))
    assert marks(room, bar) == ["CONFIGURATION"]


def test_an_unsigned_seat_is_said(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.take(SignedOff(seat="1", operator="12"))
    assert bar.operator.text() == "not signed on · position 1"


def test_lamps_by_shape_and_text_with_since_when(qtbot: QtBot) -> None:
    _, bar = make(qtbot)
    lamps = bar.lamps.shown(2000)
    assert [lamp.mark for lamp in lamps] == ["up", "up", "up", "down"]
    assert lamps[3].words == "RTP Ignalina: no link since 23:40:25"
    assert lamps[0].words == "TETRA Daugavpils"


def test_lamps_give_way_but_never_hide_a_lost_link(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    for width in range(2000, 60, -40):
        shown = bar.lamps.shown(width)
        assert any(lamp.mark == "down" for lamp in shown), width
    assert len(bar.lamps.shown(150)) == 1
    room.take(ev.LinkUp(gateway="RTP Ignalina"))
    assert [lamp.mark for lamp in bar.lamps.shown(150)] == ["up"]


def test_a_room_of_five_gateways_sees_each_lamp_at_the_design_size(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    more = [*GATEWAYS, GatewayInfo(name="NMEA Ludza", protocol="nmea", network="ludza", link="serial")]
    room.take(ConfigLoaded(hash="5", gateways=more, groups=GROUPS, agencies=AGENCIES))
    bar.resize(1920, 40)
    bar.refresh()
    qtbot.wait(10)
    shown = bar.lamps.shown(bar.lamps.width())
    assert len(shown) == 5
    assert [lamp.words.partition(":")[0] for lamp in shown] == [info.name for info in more]


def test_of_many_links_as_many_are_named_as_there_is_room(qtbot: QtBot) -> None:
    _, bar = make(qtbot)
    full = bar.lamps.shown(2000)
    shown = bar.lamps.shown(bar.lamps._width(full) - 20)
    assert [lamp.words for lamp in shown] == [full[0].words, full[3].words, "2 more up"]
    assert bar.lamps._width(shown) < bar.lamps._width(full)


def test_an_unproven_link_is_hollow(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.facts.gateways["RTP Ignalina"].state = "waiting"
    assert bar.lamps.shown(2000)[3].mark == "waiting"
    assert "nothing heard yet" in bar.lamps.shown(2000)[3].words


def test_a_clock_that_is_not_synchronised_is_said_by_mark_and_words(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    assert not bar.clock_mark.isVisible()
    room.take(ClockSynchronised(on=False, why="silent-source"))
    assert bar.date.text().endswith("CLOCK NOT SYNCHRONISED since 23:41")
    assert bar.clock_mark.isVisible()
    assert bar.clock_mark.toolTip().endswith("its time source has been silent for over an hour.")
    assert bar.clock_mark.accessibleName() == "CLOCK NOT SYNCHRONISED since 23:41"
    room.set_now(NOW + 86_400)
    bar.refresh()
    assert bar.date.text().endswith("since 2026-11-21 23:41")
    room.take(ClockSynchronised(on=True))
    assert not bar.clock_mark.isVisible()
    assert bar.date.text().endswith("clock synchronised")


def test_where_there_is_no_room_for_the_sentence_mark_and_plate_stay(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    bar.resize(1024, 40)
    room.take(ClockSynchronised(on=False, why="no-source"))
    assert bar.clock_mark.isVisible()
    assert "CLOCK?" in marks(room, bar)
    assert "no time source sets it" in bar.marks.toolTip()


def test_a_system_that_cannot_say_claims_neither(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.facts.clock = 0
    bar.refresh()
    assert "clock" not in bar.date.text().lower()
    assert bar.date.toolTip().startswith("This system cannot say")
    assert not bar.clock_mark.isVisible()


def test_clicks_ask_for_pages(qtbot: QtBot) -> None:
    _, bar = make(qtbot)
    asked: list[str] = []
    bar.sign_on.connect(lambda: asked.append("sign-on"))
    bar.menu.connect(lambda: asked.append("menu"))
    bar.operator.click()
    bar.menu_button.click()
    assert asked == ["sign-on", "menu"]


@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_nothing_overlaps(qtbot: QtBot, width: int) -> None:
    room, bar = make(qtbot)
    room.take(NotRecording(why="the disk is full"))
    room.take(Keyed(press="p", group=VP, gateway="", call="c", seat="1"))
    room.take(ClockSynchronised(on=False, why="no-source"))
    bar.resize(width, 40)
    bar.refresh()
    qtbot.wait(10)
    parts = [
        w
        for w in (
            bar.clock,
            bar.clock_mark,
            bar.date,
            bar.mode,
            bar.lamps,
            bar.marks,
            bar.recording,
            bar.operator,
        )
        if w.isVisible()
    ]
    for number, part in enumerate(parts):
        assert bar.rect().contains(part.geometry())
        assert not any(part.geometry().intersects(other.geometry()) for other in parts[number + 1 :])


def test_the_time_is_the_feeds(qtbot: QtBot) -> None:
    room, bar = make(qtbot)
    room.set_now(NOW + 61)
    bar._second()
    assert bar.clock.text() == "23:42:08"
    assert state_marks(room, Ptt(room)) == []
