"""A pedal: named, read, held as a lease; stuck, lost, without a console, it keys nothing. Real ones were not at hand."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from journal.slots import Beat
from station.config import ConfigError, VoiceConfig, parse
from station.lines import pedal
from station.lines.devices import LineError
from station.lines.named import Line, pedal_line
from station.lines.pedal import HidContact, KeyContact, Reader, is_numbered, open_contact
from station.pedal import SILENT, STUCK, Pedal
from tests.station.key_bench import Bench
from tests.station.room import ROOT, wait_for
from tests.station.serial_server import SerialServer
from units.actions import PttPressed, PttReleased
from units.discipline import PedalChanged
from units.state import Group, Mix

posix = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: needs named pipes")
NUMBERED = bytes.fromhex("05010906a101850105071929291d15002501750195088102c0")
"""A keyboard's report descriptor whose reports begin with the number 1, by the items of USB HID 1.11."""


def test_pedals_are_named_as_lines_are() -> None:
    assert pedal_line("cts:/dev/ttyUSB0") == Line("cts", "/dev/ttyUSB0")
    assert pedal_line("!dsr:COM3") == Line("dsr", "COM3", 0, True)
    assert pedal_line("cm108:/dev/hidraw0:2") == Line("cm108", "/dev/hidraw0", 2)
    assert pedal_line("key:/dev/input/event5").where == "/dev/input/event5"
    for text in ("", "cts", "cts:", "rts:/dev/ttyUSB0", "hid", "cm108:/dev/hidraw0:9"):
        with pytest.raises(ValueError, match=r"not like|there are"):
            pedal_line(text)


def test_it_stands_in_the_configuration() -> None:
    told = parse(b'[voice]\npedal = "cts:/dev/ttyUSB0"\npedal_seat = "2"\n', "room.toml").voice
    assert (told.pedal, told.pedal_seat) == ("cts:/dev/ttyUSB0", "2")
    with pytest.raises(ConfigError, match=r"line 2, voice.pedal: 'foot' is not like cts:"):
        parse(b'[voice]\npedal = "foot"\n', "room.toml")


# Reading


class Foot:
    """A contact that is what it is told, or broken."""

    def __init__(self) -> None:
        self.on = self.broken = False
        self.said: list[str] = []
        self.opened = 0

    def open(self, _line: Line) -> Foot:
        self.opened += 1
        return self

    def down(self) -> bool:
        if self.broken:
            raise LineError("no such device: /dev/foot")
        return self.on

    def close(self) -> None:
        pass


def test_down_is_said_again_and_again_up_now_and_then() -> None:
    foot = Foot()
    reader = Reader(Line("cts", "x"), foot.said.append, foot.open)
    for tick in range(100):
        reader.look(tick / 100)
    assert 4 <= len(foot.said) <= 6 and set(foot.said) == {"up"}
    foot.on = True
    foot.said.clear()
    for tick in range(100, 200):
        reader.look(tick / 100)
    assert 15 <= len(foot.said) <= 22
    assert set(foot.said) == {"down 1.000"}, "since when, so that no first syllable is lost"


def test_a_contact_that_bounces_is_one_press_and_up_counts_at_once() -> None:
    foot = Foot()
    reader = Reader(Line("cts", "x"), foot.said.append, foot.open)
    for tick, on in enumerate([False, True, False, True, True, True, True]):
        foot.on = on
        reader.look(tick / 100)
    assert foot.said == ["up", "down 0.030"]
    foot.on = False
    reader.look(0.08)
    assert foot.said[-1] == "up"


def test_an_unplugged_pedal_is_said_and_found_again_and_an_opening_contact_is_the_other_way_round() -> None:
    foot = Foot()
    reader = Reader(Line("cts", "x", 0, inverted=True), foot.said.append, foot.open)
    foot.on = True
    reader.look(0.0)
    foot.broken = True
    reader.look(0.01)
    assert foot.said == ["up", "lost no such device: /dev/foot"]
    foot.broken = False
    reader.look(0.5)
    assert foot.opened == 1, "looked for each second"
    reader.look(1.1)
    assert foot.opened == 2 and foot.said[-1] == "up"


@posix
def test_a_pedal_that_reports_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "hidraw"
    os.mkfifo(path)
    far = os.open(path, os.O_RDWR)
    foot = HidContact(str(path))
    assert not foot.down()
    os.write(far, bytes((0, 4, 0)))
    assert foot.down() and foot.down()
    os.write(far, bytes(3))
    assert not foot.down()
    foot.close()
    os.close(far)


@posix
def test_a_pedal_whose_reports_are_numbered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number in front is no foot; each report tells of its own switches."""
    path = tmp_path / "hidraw7"
    os.mkfifo(path)
    told = tmp_path / "sys/hidraw7/device"
    told.mkdir(parents=True)
    (told / "report_descriptor").write_bytes(NUMBERED)
    monkeypatch.setattr(pedal, "SYS_HIDRAW", tmp_path / "sys")
    far = os.open(path, os.O_RDWR)
    foot = HidContact(str(path))
    os.write(far, b"\1\0\0")
    assert not foot.down()
    os.write(far, b"\1\4\0")
    assert foot.down()
    os.write(far, b"\2\0")
    assert foot.down(), "another report says nothing of it"
    os.write(far, b"\1\0\0")
    assert not foot.down()
    foot.close()
    os.close(far)


@pytest.mark.parametrize(
    ("descriptor", "numbered"),
    [
        (b"", False),
        (NUMBERED, True),
        (NUMBERED.replace(b"\x85\x01", b""), False),
        (b"\xfe\x02\x00\x85\x85\xc0", False),  # what looks like a number inside a long item
        (b"\x27\x85\x85\x85\x85\xc0", False),  # or inside a value of four bytes
        (b"\xfe\x02\x00\x00\x00\x85\x01", True),
        (b"\xfe", False),
        (b"\x27\x85", False),
    ],
)
def test_whether_reports_are_numbered_is_read_as_the_standard_has_it(descriptor: bytes, numbered: bool) -> None:
    assert is_numbered(descriptor) is numbered


def test_a_pedal_that_says_it_is_a_keyboard() -> None:
    foot = KeyContact.__new__(KeyContact)
    foot._keys = {30}  # held when it was opened
    for kind, code, value in ((4, 4, 1), (1, 48, 1), (1, 48, 2), (1, 48, 0), (0, 0, 0)):
        foot.event(kind, code, value)
    assert foot._keys == {30}
    foot.event(1, 30, 0)
    assert not foot._keys


@posix
def test_what_is_no_pedal_is_said_in_words(tmp_path: Path) -> None:
    file = tmp_path / "event0"
    file.write_bytes(b"")
    with pytest.raises(LineError, match="is no input device"):
        open_contact(pedal_line(f"key:{file}"))
    with pytest.raises(LineError, match="no such device"):
        open_contact(pedal_line("hid:/dev/no-such-pedal"))


@pytest.mark.real_time
def test_the_program_reads_a_serial_ports_line() -> None:
    """The server's RTS is its CTS: a foot on the pedal, until somebody drops it."""
    server = SerialServer()
    said: list[str] = []
    command = [sys.executable, str(ROOT / "main.py"), "pedal", f"cts:{server.url}"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdin is not None
    reader = threading.Thread(target=lambda: said.extend(line.strip() for line in process.stdout or ()), daemon=True)
    reader.start()
    try:
        wait_for(lambda: any(word.startswith("down ") for word in said), 20, "down")
        since = float(said[-1].split()[1])
        assert 0 <= time.monotonic() - since < 30, "on the clock of all programs of this machine"
        server.port.rts = False
        wait_for(lambda: said[-1] == "up", 20, "up")
    finally:
        process.stdin.close()
        assert process.wait(20) == 0, "it ends with the station"
        reader.join(5)
        process.stdout.close()
        server.close()


# The station's side


class Seat(Bench):
    """A bench whose seat 1 has a pedal and selected ``g1`` and ``g2``."""

    def __init__(self, *selected: str, group: str = "") -> None:
        super().__init__()
        self.facts.groups = {name: Group(info=info) for name, info in self.air.groups.items()}
        self.facts.seats["1"].mix = {name: Mix(mode="select") for name in selected or ("g1",)}
        log: Any = SimpleNamespace(append=self._append)
        pulse: Any = self.pulse
        self.pedal = Pedal(
            VoiceConfig(pedal="cts:/dev/none", pedal_group=group), log, pulse, self.ptt, lambda: self.facts
        )
        self.foot = ""
        self.alive = True
        self._beats = 0

    def stand(self, seconds: float, foot: str = "") -> None:
        """Time passes with the foot ``down``, ``up``, or its program silent (empty)."""
        for step in range(round(seconds * 100)):
            self.mono += 0.01
            if foot and step % 5 == 0:
                self.pedal.word(foot if foot == "up" else f"down {self.mono - 0.02:.3f}", self.mono)
            if self.alive and step % 20 == 0:
                self._beats += 1
                self.pulse.write("console.1", Beat(pid=1, count=self._beats))
            self.microphone_runs()
            self.ptt.poll(self.now)

    @property
    def states(self) -> list[str]:
        return [entry.state for entry in self.of(PedalChanged)]


def test_a_pedal_of_one_talk_group_speaks_on_that_whatever_is_selected() -> None:
    seat = Seat("g1", group="g2")
    seat.stand(0.3, "up")
    seat.stand(0.5, "down")
    assert [one.group for one in seat.of(PttPressed)] == ["g2"]


def test_a_foot_keys_what_is_selected_and_lets_go() -> None:
    seat = Seat("g1", "g2")
    seat.stand(0.3, "up")
    seat.stand(1.0, "down")
    pressed = seat.of(PttPressed)
    assert [(one.group, one.operator, one.seat) for one in pressed] == [("g1", "anna", "1"), ("g2", "anna", "1")]
    assert seat.keyed == [one.press for one in pressed], "on the entry, like a console's press"
    seat.stand(0.1, "up")
    assert {why for _, why, _ in seat.unkeyed} == {"released"} and len(seat.unkeyed) == 2
    assert len(seat.of(PttReleased)) == 2 and seat.states == ["ready"]


def test_a_pedal_found_down_is_stuck_and_keys_only_after_it_came_up() -> None:
    seat = Seat()
    seat.stand(STUCK - 0.5, "down")
    assert seat.states == [] and not seat.of(PttPressed)
    seat.stand(1.0, "down")
    assert seat.states == ["stuck"] and not seat.keyed
    seat.stand(0.2, "up")
    seat.stand(0.2, "down")
    assert seat.states == ["stuck", "ready"] and len(seat.keyed) == 1


def test_a_pedal_stuck_down_is_unkeyed_by_the_limit_said_and_does_not_key_again() -> None:
    seat = Seat()
    seat.air.gateways["A"].talk_limit = 20.0
    seat.stand(0.1, "up")
    seat.stand(19.0, "down")
    assert seat.unkeyed == [] and seat.tones == ["permit", "limit"], "warned first"
    seat.stand(2.0, "down")
    assert [why for _, why, _ in seat.unkeyed] == ["limit"]
    seat.stand(60.0, "down")
    assert seat.states == ["ready", "stuck"] and len(seat.keyed) == 1
    assert not seat.air.gateways["A"].keyed


def test_a_dead_or_frozen_console_unkeys_within_half_a_second() -> None:
    seat = Seat()
    seat.stand(0.3, "up")
    seat.stand(0.5, "down")
    seat.alive = False
    seat.stand(0.3, "down")
    assert seat.unkeyed == []
    seat.stand(0.4, "down")
    assert [why for _, why, _ in seat.unkeyed] == ["lease"]
    seat.alive = True
    seat.stand(2.0, "down")
    assert len(seat.keyed) == 1, "the foot must come up first"


def test_a_pedal_whose_program_hangs_unkeys_within_half_a_second() -> None:
    seat = Seat()
    seat.stand(0.3, "up")
    seat.stand(0.5, "down")
    seat.stand(SILENT + 0.1)
    assert [why for _, why, _ in seat.unkeyed] == ["lease"] and seat.states == ["ready", "lost"]


@pytest.mark.parametrize(("word", "finishes"), [("lost no such device: /dev/ttyUSB0", False), ("up", True)])
def test_only_a_foot_that_let_go_is_heard_to_the_end(word: str, finishes: bool) -> None:
    seat = Seat()
    seat.air.gateways["A"].behind = True
    seat.stand(0.3, "up")
    seat.stand(0.5, "down")
    seat.pedal.word(word, seat.mono)
    seat.stand(0.1, "up" if finishes else "")
    assert seat.air.gateways["A"].asked[-1].finish is finishes
    assert [why for _, why, _ in seat.unkeyed] == ([] if finishes else ["released"])


@pytest.mark.parametrize("word", ["lost no such device: /dev/ttyUSB0", "up"])
def test_one_that_is_pulled_out_unkeys_at_once(word: str) -> None:
    seat = Seat()
    seat.stand(0.3, "up")
    seat.stand(0.5, "down")
    seat.pedal.word(word, seat.mono)
    seat.ptt.poll(seat.now)
    assert [why for _, why, _ in seat.unkeyed] == ["released"]


def test_an_unsigned_seat_is_refused_and_so_is_one_that_selected_nothing() -> None:
    seat = Seat()
    seat.stand(0.1, "up")
    seat.facts.seats["1"].operator = ""
    seat.stand(0.2, "down")
    assert [why for _, why in seat.refused] == ["unsigned"] and not seat.keyed
    seat.facts.seats["1"].operator, seat.facts.seats["1"].mix = "anna", {}
    seat.stand(0.1, "up")
    seat.stand(0.2, "down")
    assert [why for _, why in seat.refused] == ["unsigned", "unknown-target"]


def test_what_no_program_of_ours_says_is_refused() -> None:
    with pytest.raises(ValueError, match="a pedal's program says"):
        Seat().pedal.word("sideways", 1.0)


# All of it
