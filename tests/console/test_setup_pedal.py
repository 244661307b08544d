"""The pedal on the set-up page: read from the file, chosen, written back with everything around it as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from console.setup.blocks import Stubborn
from console.setup.draft import Pedal, read_pedal
from console.setup.page import GatewaysPage
from console.setup.room_file import load, with_pedal
from station.config import parse
from tests.console.setup_room import page, room, two_ports, write, written
from units import actions as ac

GROUP = "usrp@kraslava:g9"
CTS = Pedal(line="!cts:/dev/ttyUSB3", seat="2", group=GROUP)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, two_ports())


def opened(qtbot: Any, file: Path, role: str = "supervisor") -> GatewaysPage:
    made = page(qtbot, file, role)
    made.pedal_button.click()
    qtbot.waitUntil(lambda: not made.pedal._aside.busy, timeout=20_000)
    return made


def choose(field: Any, code: str) -> None:
    """As a person picks a line of the list."""
    at = field.box.findData(code)
    assert at >= 0
    field.box.setCurrentIndex(at)
    field.box.activated.emit(at)


def test_the_file_around_it_stays_as_it_was_and_the_station_reads_it(file: Path) -> None:
    before = load(file)
    text = with_pedal(before, CTS)
    assert text.startswith(before.text), "a new table stands at the end"
    told = parse(text.encode(), "room.toml").voice
    assert (told.pedal, told.pedal_seat, told.pedal_group) == ("!cts:/dev/ttyUSB3", "2", GROUP)
    file.write_text(text, encoding="utf-8")
    assert load(file).pedal == CTS
    again = with_pedal(load(file), Pedal(line="key:/dev/input/event5"))
    assert tomllib.loads(again)["voice"] == {"pedal": "key:/dev/input/event5"}
    file.write_text(again, encoding="utf-8")
    assert "pedal" not in with_pedal(load(file), Pedal())


def test_what_else_is_said_of_voice_stays_with_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "kopa.toml"
    path.write_text('# ours\n[voice]  # sound\nbuffer_ms = 40  # slow\npedal = "cts:COM1"\n\n[room]\nname = "x"\n')
    text = with_pedal(load(path), Pedal(line="cts:COM7"))
    assert text == '# ours\n[voice]  # sound\nbuffer_ms = 40  # slow\npedal = "cts:COM7"\n\n[room]\nname = "x"\n'


@pytest.mark.parametrize("text", ['voice = { pedal = "cts:COM1" }\n', 'voice.pedal = "cts:COM1"\n'])
def test_what_is_written_unusually_is_for_an_editor(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kopa.toml"
    path.write_text(text)
    with pytest.raises(Stubborn):
        with_pedal(load(path), Pedal(line="cts:COM7"))
    assert read_pedal(tomllib.loads(text)) == Pedal(line="cts:COM1"), "though it is read"


def test_without_a_last_line_end_and_in_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "kopa.toml"
    for text in ("", '[room]\nname = "x"', '[room]\nname = "x"\n\n# the end'):
        path.write_text(text)
        made = with_pedal(load(path), Pedal(line="cts:COM7"))
        assert made.startswith(text) and tomllib.loads(made)["voice"] == {"pedal": "cts:COM7"}


def test_a_pedal_is_chosen_saved_and_on_record(qtbot: Any, file: Path) -> None:
    made = opened(qtbot, file)
    form = made.pedal
    assert form.isVisible() and not form.save.isEnabled() and not form.device.isEnabled()
    choose(form.kind, "cts")
    assert not form.save.isEnabled(), "no device yet"
    form.device.put("/dev/ttyUSB3")
    form.device.changed.emit()
    form.opens.box.setChecked(True)
    write(form.seat, "2")
    form.group.box.addItem("PP", GROUP)
    choose(form.group, GROUP)
    form.save.click()
    qtbot.waitUntil(lambda: load(file).pedal == CTS, timeout=30_000)
    qtbot.waitUntil(lambda: not form.dirty and not form.save.isEnabled(), timeout=30_000)
    (saved,) = [act for act in room(made).acts if isinstance(act, ac.ConfigSaved)]
    assert (saved.gateway, saved.what) == ("", "changed")
    assert saved.keys == ["voice.pedal", "voice.pedal_seat", "voice.pedal_group"]


def test_what_the_station_would_refuse_is_said_at_its_field(qtbot: Any, file: Path) -> None:
    made = opened(qtbot, file)
    form = made.pedal
    choose(form.kind, "cts")
    form.device.put("/dev/ttyUSB3")
    form.device.changed.emit()
    form.group.box.addItem("gone", "usrp@kraslava:g77")
    choose(form.group, "usrp@kraslava:g77")
    form.save.click()
    qtbot.waitUntil(form.group.fault.isVisible, timeout=30_000)
    assert "there is no talk-group" in form.group.fault.text()
    assert load(file).pedal == Pedal(), "and nothing was written"
    choose(form.group, "")
    assert not form.group.fault.isVisible()


def test_none_takes_it_out_again(qtbot: Any, file: Path) -> None:
    file.write_text(with_pedal(load(file), CTS), encoding="utf-8")
    made = opened(qtbot, file)
    form = made.pedal
    assert (form.kind.get(), form.device.get(), form.opens.get()) == ("cts", "/dev/ttyUSB3", True)
    assert (form.seat.get(), form.group.get()) == ("2", GROUP)
    choose(form.kind, "")
    assert form.save.isEnabled()
    form.save.click()
    qtbot.waitUntil(lambda: load(file).pedal == Pedal(), timeout=30_000)


def test_whoever_may_not_configure_may_look(qtbot: Any, file: Path) -> None:
    file.write_text(with_pedal(load(file), CTS), encoding="utf-8")
    made = opened(qtbot, file, role="dispatcher")
    assert made.pedal.device.get() == "/dev/ttyUSB3"
    assert not made.pedal.kind.isEnabled() and not made.pedal.save.isEnabled() and made.pedal.save.toolTip()
