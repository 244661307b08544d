"""The gateways page: who may, what is shown live, saving to a station that runs, refusals at their field, the test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console import line_words
from console.live import Live
from console.setup.fields import SecretField
from console.setup.page import GatewaysPage, speakable
from console.state_marks import Mark
from console.theme import Theme
from console.topbar import Marks
from console.window import Window
from journal.log import Log
from tests import whole
from tests.console.room import RoomFeed
from tests.console.setup_room import page, room, two_ports, write, written
from tests.console.test_setup_form import SECRETIVE
from units import actions as ac
from units import findings as fi

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, two_ports())


# -- who may, and what is shown ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "may"), [("", False), ("dispatcher", False), ("trainer", False), ("supervisor", True)]
)
def test_everybody_may_look_and_a_supervisor_change(qtbot: QtBot, file: Path, role: str, may: bool) -> None:
    made = page(qtbot, file, role)
    assert made.list.count() == 2 and made.form.name.get() == "TETRA Daugavpils"
    assert made.new_button.isEnabled() == made.form.name.isEnabled() == made.trial.button.isEnabled() == may
    assert made.groups.add_button.isVisible() == may
    assert bool(made.new_button.toolTip()) != may and (may or made.new_button.toolTip() in made.note.text())


def test_the_proven_state_of_each_stands_beside_it(qtbot: QtBot, file: Path) -> None:
    made = page(qtbot, file)
    told = str(made.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "TETRA Daugavpils" in told and "link since" in told and "TETRA mobile (PEI)" in told
    room(made).facts.gateways["TETRA Daugavpils"].state = "down"
    room(made).facts.gateways["TETRA Daugavpils"].why = "no such device: /dev/there-is-none"
    room(made).take(fi.ConfigRefused(why="x"))
    qtbot.waitUntil(lambda: "device not there" in made.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_simulators_gateways_are_shown_and_never_changed(qtbot: QtBot, file: Path) -> None:
    before = file.read_bytes()
    feed = RoomFeed(emergency=False)
    feed.facts.mode = "exercise"
    made = GatewaysPage(feed, Theme(), file)
    qtbot.addWidget(made)
    made.show()
    assert made.list.count() == len(feed.facts.gateways)
    assert "announced by the simulator" in made.note.text()
    assert not made.new_button.isVisible() and not made.form.isVisible()
    made.list.setCurrentRow(1)
    assert [group.name for group in made.groups.groups()] == ["PP Krāslava", "PP Daugavpils"]
    assert not made.groups.add_button.isVisible() and not made.trial.isVisible()
    made._save()
    assert file.read_bytes() == before and not [act for act in feed.acts if isinstance(act, ac.ConfigSaved)]


def test_tab_goes_through_the_page_as_the_eye_does(qtbot: QtBot, file: Path) -> None:
    made = page(qtbot, file)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=5000)
    made.list.setFocus()
    seen: list[QWidget] = []
    for _ in range(40):
        widget = QApplication.focusWidget()
        assert widget is not None
        assert widget.accessibleName() or getattr(widget, "text", str)(), widget
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is made.list:
            break
    form = [w.mapTo(made, QPoint(0, 0)).y() for w in seen if made.form.isAncestorOf(w)]
    assert form == sorted(form) and len(form) > 6
    assert made.groups.table in seen and made.trial.button in seen


# -- saving ------------------------------------------------------------------------------------------------------


def test_a_change_is_on_record_before_it_is_written(qtbot: QtBot, file: Path) -> None:
    made = page(qtbot, file)
    write(made.form.network, "247-10")
    assert made.save_button.isEnabled() and "not saved" in made.list.item(0).toolTip()
    with qtbot.waitSignal(made.saving.saved, timeout=20_000):
        made.save_button.click()
    text = file.read_text(encoding="utf-8")
    assert 'network = "247-10"' in text and text.startswith("# ours\n") and "# on the roof" in text
    saved = [act for act in room(made).acts if isinstance(act, ac.ConfigSaved)]
    assert [(act.operator, act.gateway, act.what, act.keys) for act in saved] == [
        ("12", "TETRA Daugavpils", "changed", ["network"])
    ]
    lines = [line for line in room(made).facts.lines.values() if line.word == "config-saved"]
    assert line_words.sentence(lines[0], room(made).facts) == "settings of gateway TETRA Daugavpils changed"
    assert not made.save_button.isEnabled()
    info = [gateway.info for gateway in room(made).facts.gateways.values()]
    room(made).take(fi.ConfigLoaded(hash=saved[0].hash, path=str(file), gateways=info))
    assert "In use since" in made.message.text()


def test_a_file_the_station_would_refuse_is_not_written(qtbot: QtBot, file: Path) -> None:
    before = file.read_bytes()
    made = page(qtbot, file)
    made.list.setCurrentRow(1)
    write(made.form.link.fields["bind"], "nowhere")
    with qtbot.waitSignal(made.saving.refused, timeout=20_000):
        made.save_button.click()
    assert file.read_bytes() == before and not room(made).acts
    assert made.form.link.fields["bind"].fault.isVisible()
    assert made.form.link.fields["bind"].widget.accessibleDescription()
    assert "Not saved" in made.message.text()


def test_an_error_in_the_file_in_use_is_shown_at_its_field(qtbot: QtBot, file: Path) -> None:
    made = page(qtbot, file)
    room(made).take(fi.ConfigRefused(why=f"{file}, line 12, gateway 2 options.register: true or false is wanted"))
    qtbot.waitUntil(lambda: made.form.name.get() == "DMR Krāslava")
    field = made.form.options["register"]
    assert field.fault.text() == "true or false is wanted" and "stays in use" in made.message.text()


def test_names_are_told_at_once(qtbot: QtBot, file: Path) -> None:
    made = page(qtbot, file)
    made.new_button.click()
    assert made.list.count() == 3
    made._save()
    assert "needs a name" in made.form.name.fault.text()
    write(made.form.name, "DMR Krāslava")
    made._save()
    assert "has this name" in made.form.name.fault.text() and not made.saving.busy
    made.undo_button.click()
    assert made.list.count() == 2 and made.form.name.get() == "TETRA Daugavpils"


def test_a_copy_is_a_gateway_of_its_own(qtbot: QtBot, file: Path) -> None:
    made = page(qtbot, file)
    made.list.setCurrentRow(1)
    made.copy_button.click()
    assert made.form.name.get() == "DMR Krāslava (copy)" and made.form.draft().groups == []
    write(made.form.link.fields["bind"], f"127.0.0.1:{whole.free_port()}")
    with qtbot.waitSignal(made.saving.saved, timeout=20_000):
        made.save_button.click()
    assert [draft.name for draft in made._room.gateways] == ["TETRA Daugavpils", "DMR Krāslava", "DMR Krāslava (copy)"]


def test_removing_takes_two_presses(qtbot: QtBot, file: Path) -> None:
    made = page(qtbot, file)
    made.list.setCurrentRow(1)
    made.remove_button.click()
    assert "Really" in made.remove_button.text() and made.list.count() == 2
    with qtbot.waitSignal(made.saving.saved, timeout=20_000):
        made.remove_button.click()
    assert "kraslava" not in file.read_text(encoding="utf-8") and made.list.count() == 1
    assert [act.what for act in room(made).acts if isinstance(act, ac.ConfigSaved)] == ["removed"]


def test_a_secret_never_reaches_file_or_record(qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = page(qtbot, file, specs={**speakable(), "secretive": SECRETIVE})
    monkeypatch.setattr("console.setup.room_file.check", lambda _content: "")  # the station knows no such protocol
    made.new_button.click()
    write(made.form.name, "S")
    made.form.protocol.put("secretive")
    made.form.protocol.changed.emit()
    write(made.form.options["key"], "hunter2")
    with qtbot.waitSignal(made.saving.saved, timeout=20_000):
        made.save_button.click()
    text = file.read_text(encoding="utf-8")
    assert "hunter2" not in text + repr(room(made).acts) + repr(made._room)
    reference = made._room.gateways[-1].options["key"]
    secret = Path(reference.removeprefix("file:"))
    assert secret.read_text(encoding="utf-8") == "hunter2" and secret.parent == file.parent / "secrets"
    if os.name == "posix":
        assert secret.stat().st_mode & 0o777 == 0o600
    key = made.form.options["key"]
    assert isinstance(key, SecretField) and key.line.text() == "" and "kept" in key.line.placeholderText()


def test_the_running_station_takes_it(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real processes: the page makes the first gateway of a room, the station opens it, the page says since when."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("KOPA_HOME", str(tmp_path))
    journal = tmp_path / "journal"
    (tmp_path / "run").mkdir(mode=0o700)
    Log(journal, "console", "1", "live").close()
    station = whole.program("station", "--journal", str(journal), home=tmp_path)
    live = Live(journal)
    live.start()
    try:
        qtbot.waitUntil(lambda: bool(live.facts.config_path) and live.alive("station"), timeout=20_000)
        live.act(ac.SignedOn(seat="1", operator="12", role="supervisor"))
        qtbot.waitUntil(lambda: live.role == "supervisor", timeout=5000)
        made = GatewaysPage(live, Theme(), Path(live.facts.config_path))
        qtbot.addWidget(made)
        made.show()
        made.new_button.click()
        write(made.form.name, "NMEA")
        made.form.protocol.put("nmea")
        made.form.protocol.changed.emit()
        made.form.link.fields["type"].put("udp")
        made.form.link.fields["type"].changed.emit()
        write(made.form.link.fields["bind"], f"127.0.0.1:{whole.free_port()}")
        made.save_button.click()
        qtbot.waitUntil(lambda: "NMEA" in live.facts.gateways, timeout=30_000)
        qtbot.waitUntil(lambda: "In use since" in made.message.text(), timeout=5000)
        assert "# A gateway is one radio" in made._path.read_text(encoding="utf-8"), "the template's words stay"
        made.trial.start()
        qtbot.waitUntil(lambda: not made.trial.trial.running, timeout=30_000)
        assert any("running station has this link open" in said for said in made.trial.words), made.trial.words
        made.close()
    finally:
        live.stop()
        whole.end(station)


# -- the way here ------------------------------------------------------------------------------------------------


def test_key_menu_and_the_mark_of_an_error_lead_here(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(RoomFeed(), Theme(), QSettings(f"{tmp_path}/console.ini", QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitSignal(window.painted, timeout=5000):
        window.show()
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.host.panel, GatewaysPage)
    QTest.keyClick(window.host.panel, Qt.Key.Key_Escape)
    marks = window.topbar.marks
    assert isinstance(marks, Marks)
    marks.show_marks([Mark("NO SOUND"), Mark("CONFIGURATION", "why", config=True)])
    QTest.mouseClick(marks, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert window.host.panel is None
    QTest.mouseClick(marks, Qt.MouseButton.LeftButton, pos=QPoint(marks.sizeHint().width() - 20, 10))
    assert isinstance(window.host.panel, GatewaysPage)
