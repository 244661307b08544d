"""A donor radio on the set-up page: its sound devices as this machine names them, its lines as people write them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from console.setup.draft import Draft
from console.setup.link_form import DeviceField, present
from console.setup.trial_words import silent_hints
from radio.find import find_protocol
from tests.console.test_setup_form import form

LISTED = [
    {"device": "USB Audio: - (hw:1,0)", "in": 1, "out": 2},
    {"device": "Built-in", "in": 0, "out": 2},
    {"device": "Webcam", "in": 1, "out": 0},
]
LINK = {"type": "donor", "input": "Webcam", "ptt": "cm108:/dev/hidraw0"}


def test_the_sound_devices_present_are_offered_each_way(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.setup.link_form._listed", lambda command: LISTED)
    made = form(qtbot)
    made.show_draft(Draft(name="Donor", protocol="donor", link=LINK), {})
    heard, said = made.link.fields["input"], made.link.fields["output"]
    assert isinstance(heard, DeviceField)
    assert isinstance(said, DeviceField)
    qtbot.waitUntil(lambda: heard.box.count() == 2)
    assert [heard.box.itemText(n) for n in range(2)] == ["USB Audio: - (hw:1,0)", "Webcam"]
    assert [said.box.itemText(n) for n in range(2)] == ["USB Audio: - (hw:1,0)", "Built-in"]
    assert made.draft().link == LINK, "offering changes nothing"
    said.box.setCurrentText("USB Audio: - (hw:1,0)")
    assert made.draft().link == {**LINK, "output": "USB Audio: - (hw:1,0)"}
    line = made.link.fields["busy"].widget
    assert isinstance(line, QLineEdit)
    assert line.placeholderText().startswith("vox:-40")


def test_a_fault_of_a_line_stands_below_it(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.show_draft(Draft(name="Donor", protocol="donor", link=LINK), {})
    assert made.blame("link.ptt", "'x' is not like rts:/dev/ttyUSB0")
    assert made.link.fields["ptt"].fault.text() == "'x' is not like rts:/dev/ttyUSB0"


def test_where_the_program_fails_nothing_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.setup.link_form.MAIN", "/nowhere/main.py")
    assert present("donor") == {"input": [], "output": []}
    assert present("serial") == {"device": []}
    assert present("udp") == {"input": [], "output": []}


def test_what_to_look_at_when_nothing_is_heard() -> None:
    said = list(silent_hints(Draft(name="Donor", protocol="donor", link=LINK), find_protocol("donor")))
    assert "Webcam" in said[0]
    assert len(said) == 2
