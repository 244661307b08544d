"""The test button: what answered and what did not, said in words, against real far ends."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.setup.draft import Draft
from console.setup.link_form import DeviceField, drawn
from console.setup.page import GatewaysPage, speakable
from console.setup.trial_words import sentences, silent_hints
from tests.console.setup_room import page, two_ports, write, written

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def ports() -> tuple[int, int]:
    return two_ports()


@pytest.fixture
def file(tmp_path: Path, ports: tuple[int, int]) -> Path:
    return written(tmp_path, ports)


@contextlib.contextmanager
def bridge(ports: tuple[int, int], answer: bytes) -> Iterator[None]:
    """A far end that answers the first datagram with ``answer``."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", ports[1]))
        sock.settimeout(30)

        def run() -> None:
            with contextlib.suppress(OSError):
                sock.recvfrom(2048)
                for _ in range(3):
                    sock.sendto(answer, ("127.0.0.1", ports[0]))

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield
    thread.join(30)


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
    for kind in drawn(spec):
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
