"""The gateways page: who may, what is shown live, saving to a station that runs, refusals at their field, the test."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console import line_words
from console.live import Live
from console.setup.draft import Draft
from console.setup.fields import SecretField, TextField
from console.setup.link_form import DeviceField
from console.setup.page import GatewaysPage, speakable
from console.setup.trial_words import sentences, silent_hints
from console.state_marks import Mark
from console.theme import Theme
from console.topbar import Marks
from console.window import Window
from journal.log import Log
from tests import whole
from tests.console.room import RoomFeed
from tests.console.test_setup_form import SECRETIVE
from units import actions as ac
from units import findings as fi

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ROOM = """\
# ours
[[gateway]]
name = "TETRA Daugavpils"  # on the roof
protocol = "pei"
network = "247-9"
link = {{ type = "serial", device = "/dev/there-is-none", baud = 38400 }}

[[gateway]]
name = "DMR Krāslava"
protocol = "usrp"
network = "kraslava"
link = {{ type = "udp", bind = "127.0.0.1:{own}", peer = "127.0.0.1:{far}" }}
options = {{ register = true }}

[[group]]
id = "usrp@kraslava:g9"
name = "PP"
gateway = "DMR Krāslava"
"""


@pytest.fixture
def ports() -> tuple[int, int]:
    return whole.free_port(), whole.free_port()


@pytest.fixture
def file(tmp_path: Path, ports: tuple[int, int]) -> Path:
    path = tmp_path / "kopa.toml"
    path.write_text(ROOM.format(own=ports[0], far=ports[1]), encoding="utf-8")
    return path


def page(qtbot: QtBot, file: Path, role: str = "supervisor", **named: object) -> GatewaysPage:
    feed = RoomFeed(emergency=False, signed=False)
    if role:
        feed.take(ac.SignedOn(seat="1", operator="12", name="A. Ozols", role=role))
    made = GatewaysPage(feed, Theme(), file, **named)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1300, 680)
    made.show()
    return made


def room(made: GatewaysPage) -> RoomFeed:
    assert isinstance(made._feed, RoomFeed)
    return made._feed


def write(field: object, text: str) -> None:
    """Type into a field as a person would."""
    assert isinstance(field, TextField | SecretField)
    field.line.setFocus()
    field.line.selectAll()
    if text.isascii():
        QTest.keyClicks(field.line, text)
    else:
        field.line.insert(text)
        field.line.textEdited.emit(text)


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


# -- the test button ---------------------------------------------------------------------------------------------


@contextlib.contextmanager
def bridge(ports: tuple[int, int], answer: bytes) -> Iterator[None]:
    """A far end that answers the first datagram with ``answer``."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", ports[1]))
        sock.settimeout(20)

        def run() -> None:
            with contextlib.suppress(OSError):
                sock.recvfrom(2048)
                for _ in range(3):
                    sock.sendto(answer, ("127.0.0.1", ports[0]))

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield
    thread.join(5)


def tried(qtbot: QtBot, made: GatewaysPage, row: int) -> list[str]:
    made.list.setCurrentRow(row)
    QTest.keyClick(made.trial.button, Qt.Key.Key_Space)
    assert made.trial.trial.running and made.trial.cancel.isVisible()
    qtbot.waitUntil(lambda: not made.trial.trial.running, timeout=40_000)
    return made.trial.words


PACKET = b"USRP" + bytes(19) + b"\x02" + bytes(8)


def test_a_peer_that_answers_is_said_to(qtbot: QtBot, file: Path, ports: tuple[int, int]) -> None:
    made = page(qtbot, file)
    with bridge(ports, PACKET + b"REG:OK\0"):
        said = tried(qtbot, made, 1)
    assert said[1].startswith("Link opened: udp://127.0.0.1:")
    assert "The other side answered." in said and said[-1] == "It works: the other side proved itself."


def test_bytes_that_prove_nothing_are_told_with_the_codecs_reason(
    qtbot: QtBot, file: Path, ports: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.setup.trial.Trial.start.__defaults__", (2,))
    made = page(qtbot, file)
    with bridge(ports, b"HTTP/1.1 400 Bad Request\r\n\r\n"):
        said = tried(qtbot, made, 1)
    assert any("nothing that proves the other side" in one for one in said), said
    assert any(one.startswith("The last that was not understood: ") for one in said), said
    assert any(one.startswith("Protocol:") for one in said)


def test_a_serial_port_that_is_not_there(qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.setup.trial.Trial.start.__defaults__", (2,))
    made = page(qtbot, file)
    said = tried(qtbot, made, 0)
    assert "The link could not be had: device not there" in said
    assert {one.partition(":")[0] for one in said} >= {"Cable", "Port", "Baud rate"}


def test_a_test_can_be_stopped_and_dies_with_the_page(qtbot: QtBot, file: Path) -> None:
    made = page(qtbot, file)
    made.list.setCurrentRow(1)
    for stop in (made.trial.cancel.click, made.hide):
        made.trial.start()
        qtbot.waitUntil(lambda: made.trial.trial.pid > 0, timeout=5000)
        pid = made.trial.trial.pid
        stop()
        assert not made.trial.trial.running
        if os.name == "posix":
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)


def test_what_is_wrong_with_a_draft_is_shown_at_its_field(qtbot: QtBot, file: Path) -> None:
    made = page(qtbot, file)
    made.list.setCurrentRow(1)
    write(made.form.link.fields["peer"], "nowhere")
    tried_words = tried_now(qtbot, made)
    assert made.form.link.fields["peer"].fault.text(), tried_words
    assert any(one.startswith("The settings are not complete") for one in tried_words)


def tried_now(qtbot: QtBot, made: GatewaysPage) -> list[str]:
    made.trial.start()
    qtbot.waitUntil(lambda: not made.trial.trial.running, timeout=40_000)
    return made.trial.words


@pytest.mark.parametrize("name", list(speakable()))
def test_silence_says_where_to_look(name: str) -> None:
    spec = speakable()[name]
    for kind in spec.links:
        hints = list(silent_hints(Draft(name="x", protocol=name, link={"type": kind}), spec))
        assert len(hints) >= 2 and all("{" not in hint and "None" not in hint for hint in hints), hints
    silent = list(sentences({"said": "end", "state": "silent"}, Draft(link={"type": spec.links[0]}), spec, None))
    assert silent[0].words == "The link is open, and nothing came."


def test_the_serial_ports_present_are_offered(qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.setup.link_form.ports_present", lambda: ["/dev/ttyACM0 · CP2102"])
    made = page(qtbot, file)
    device = made.form.link.fields["device"]
    assert isinstance(device, DeviceField)
    qtbot.waitUntil(lambda: device.box.count() == 1)
    assert device.get() == "/dev/there-is-none", "what is written stays"
    device.box.setCurrentIndex(0)
    assert device.get() == "/dev/ttyACM0"


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
