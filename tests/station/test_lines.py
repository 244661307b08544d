"""Push-to-talk and busy lines: held only while somebody says so, whatever becomes of whoever says it.

The real program holds a file that stands for a CM108 (its HID reports go there and come from there), and a serial
server (RFC 2217, pyserial's own) whose modem lines are looped back. A real UART and a real CM108 are not tested.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.lines.app import Lines
from station.lines.devices import LineError
from station.lines.hold import HOLD, KEY, UNKEY, Hold
from station.lines.named import Line, busy_line, ptt_line
from tests.station.room import ROOT, wait_for
from tests.station.serial_server import SerialServer

posix = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: a CM108's lines are for Linux")
ON, OFF = bytes((0, 0, 4, 4, 0)), bytes((0, 0, 0, 4, 0))
DUE = 0.5
"""Seconds after the last word within which the line must be off (design §2)."""


# Names


def test_lines_are_named_as_people_write_them() -> None:
    assert ptt_line("rts:/dev/ttyUSB0") == Line("rts", "/dev/ttyUSB0")
    assert ptt_line("rts:rfc2217://10.1.0.9:4001") == Line("rts", "rfc2217://10.1.0.9:4001")
    assert ptt_line("cm108:/dev/hidraw0") == Line("cm108", "/dev/hidraw0", 3)
    assert ptt_line("cm108:/dev/hidraw0:1") == Line("cm108", "/dev/hidraw0", 1)
    assert ptt_line("at:TETRA Daugavpils").where == "TETRA Daugavpils"
    assert ptt_line("none").device == ""
    assert busy_line("!cts:COM3") == Line("cts", "COM3", 0, True)
    assert busy_line("cm108:/dev/hidraw0").pin == 0
    assert busy_line("vox:-35.5").where == "-35.5"


@pytest.mark.parametrize("text", ["", "rts", "rts:", "cts:/dev/x", "vox:-40", "none:", "cm108:/dev/hidraw0:9"])
def test_no_push_to_talk_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"not like|GPIO"):
        ptt_line(text)


@pytest.mark.parametrize("text", ["", "cts", "rts:/dev/x", "vox:loud", "vox:3", "!vox:-40", "vox:nan", "none"])
def test_no_busy_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"not like|wanted"):
        busy_line(text)


# The rule


def test_a_word_holds_for_a_while_and_no_longer() -> None:
    hold = Hold()
    hold.word(KEY, 10.0)
    assert hold.on
    assert not hold.over(10.0 + HOLD - 0.01)
    hold.word(KEY, 10.3)
    assert not hold.over(10.0 + HOLD + 0.01)
    assert hold.over(10.3 + HOLD)
    assert not hold.on
    assert not hold.over(11.0), "told once"


def test_what_let_go_by_itself_keys_again_only_after_an_unkey() -> None:
    hold = Hold()
    hold.word(KEY, 0.0)
    assert hold.over(1.0)
    hold.word(KEY, 1.1)
    assert not hold.on
    hold.word(b"x", 1.2)
    hold.word(UNKEY, 1.3)
    hold.word(KEY, 1.4)
    assert hold.on


# Both lines on devices that do what we want


class Board:
    """Devices by name: what was keyed, what is busy, what fails."""

    def __init__(self) -> None:
        self.keyed: list[bool] = []
        self.state: bool | None = None
        self.broken = ""
        self.open = 0
        self.said: list[str] = []

    def __call__(self, device: str, ptt: Line | None, busy: Line | None) -> Board:
        self._check()
        self.open += 1
        return self

    def _check(self) -> None:
        if self.broken:
            raise LineError(self.broken)

    def key(self, on: bool) -> None:
        self._check()
        self.keyed.append(on)

    def busy(self) -> bool | None:
        self._check()
        return self.state

    def close(self) -> None:
        self.open -= 1


def lines(board: Board, ptt: str = "rts:/dev/a", busy: str = "cts:/dev/a") -> Lines:
    made = Lines(ptt_line(ptt) if ptt else None, busy_line(busy) if busy else None, board.said.append, board)
    made.look(0.0)
    return made


def test_begins_and_ends_with_off_on_one_device() -> None:
    board = Board()
    made = lines(board)
    assert (board.keyed, board.open, board.said) == ([False], 1, ["ptt 1", "busy 0"])
    made.word(KEY, 0.1)
    made.word(KEY, 0.2)
    assert board.keyed == [False, True]
    made.close()
    assert board.keyed == [False, True, False]
    assert board.open == 0


def test_busy_is_told_when_it_changes_and_an_inverted_one_the_other_way_round() -> None:
    board = Board()
    made = lines(board, busy="!dsr:/dev/b")
    assert board.open == 2
    for state in (None, True, True, False, True):
        board.state = state
        made.look(0.1)
    assert [said for said in board.said if said.startswith("busy")] == ["busy 0", "busy 1", "busy 0"]


def test_an_unplugged_device_is_told_found_again_and_keys_only_anew() -> None:
    board = Board()
    made = lines(board)
    made.word(KEY, 0.1)
    board.broken = "/dev/a was unplugged"
    made.look(0.2)
    assert board.said[-2:] == ["ptt 0 /dev/a was unplugged", "busy ? /dev/a was unplugged"]
    made.word(KEY, 0.3)
    made.look(1.1)
    board.broken = ""
    board.state = True
    made.look(2.2)
    assert board.said[-2:] == ["ptt 1", "busy 1"]
    assert board.keyed == [False, True, False], "found again: off"
    made.word(KEY, 2.3)
    assert board.keyed[-1] is False
    made.word(UNKEY, 2.4)
    made.word(KEY, 2.5)
    assert board.keyed[-1] is True


# The real program


class Program:
    """``main.py ptt-line`` and what it says."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "ptt-line", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.decode().strip())

    def say(self, word: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(word)
        self.process.stdin.flush()

    def hear(self, line: str) -> None:
        wait_for(lambda: line in self.said, 10, f"{line!r} among {self.said}")

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        self.process.wait(10)
        self._reader.join(5)
        self.process.stdout.close()


class Reports:
    """The far end of a file that stands for a CM108: the reports that came, and when."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self._descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def next(self, seconds: float = 10.0) -> tuple[bytes, float]:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([self._descriptor], [], [], left)
            report = os.read(self._descriptor, 5) if ready else b""
            if report:
                return report, time.monotonic()
            time.sleep(0.002)  # nobody has it open: a FIFO says so by being ready
        raise AssertionError(f"no report in {seconds} s")

    def none_for(self, seconds: float) -> bool:
        time.sleep(seconds)
        with contextlib.suppress(BlockingIOError):
            return not os.read(self._descriptor, 5)
        return True

    def close(self) -> None:
        os.close(self._descriptor)


@pytest.fixture
def chip(tmp_path: Path) -> Iterator[Reports]:
    made = Reports(tmp_path / "hidraw")
    yield made
    made.close()


@pytest.mark.real_time
@posix
def test_the_program_keys_and_unkeys_a_cm108(chip: Reports, tmp_path: Path) -> None:
    program = Program("--ptt", f"cm108:{tmp_path / 'hidraw'}")
    try:
        assert chip.next()[0] == OFF, "off before anything else"
        program.hear("ptt 1")
        for _ in range(8):
            program.say(KEY)
            time.sleep(0.1)
        assert chip.next()[0] == ON
        assert chip.none_for(0.05), "held without a gap while the words come"
        program.say(UNKEY)
        assert chip.next()[0] == OFF
        program.say(KEY)
        spoken = time.monotonic()
        assert chip.next()[0] == ON
        report, when = chip.next()
        assert (report, when - spoken < DUE) == (OFF, True), when - spoken
        program.hear("released nobody held it for 400 ms")
        program.say(KEY)
        assert chip.none_for(0.2), "an unkey must come first"
        program.say(UNKEY + KEY)
        assert chip.next()[0] == ON
        program.close()
        assert chip.next()[0] == OFF
        assert program.process.returncode == 0
    finally:
        program.close()


PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, {main!r}, "ptt-line", "--ptt", "cm108:{device}"], stdin=subprocess.PIPE)
while True:
    child.stdin.write(b"1")
    child.stdin.flush()
    time.sleep(0.1)
"""


@pytest.mark.real_time
@posix
@pytest.mark.parametrize("end", ["SIGKILL", "SIGSTOP", "SIGTERM"])
def test_the_line_is_off_half_a_second_after_its_parent_died_or_hung(chip: Reports, tmp_path: Path, end: str) -> None:
    script = PARENT.format(main=str(ROOT / "main.py"), device=tmp_path / "hidraw")
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.DEVNULL)
    try:
        assert chip.next()[0] == OFF
        assert chip.next()[0] == ON
        time.sleep(0.3)
        parent.send_signal(getattr(signal, end))
        ended = time.monotonic()
        report, when = chip.next()
        assert (report, when - ended < DUE) == (OFF, True), when - ended
    finally:
        parent.kill()
        parent.wait(10)


@posix
def test_a_cm108s_keys_and_inputs_say_busy(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    os.mkfifo(path)
    key, pin = (Program("--busy", f"cm108:{path}"), None)
    try:
        key.hear("busy 0")
        with path.open("wb", buffering=0) as reports:
            reports.write(bytes((0x02, 0, 0, 0)))
            key.hear("busy 1")
            reports.write(bytes((0x01, 0xFF, 0, 0)))  # volume up: not ours
            wait_for(lambda: key.said[-1] == "busy 0")
            key.close()
            pin = Program("--busy", f"!cm108:{path}:2")
            pin.hear("busy 0")
            reports.write(bytes((0, 0x00, 0, 0)))
            pin.hear("busy 1")
            reports.write(bytes((0xC0, 0x02, 0, 0)))  # the chip says that these are no inputs now
            reports.write(bytes((0, 0x02, 0, 0)))
            wait_for(lambda: pin.said[-1] == "busy 0")
    finally:
        key.close()
        if pin is not None:
            pin.close()


@pytest.mark.real_time
def test_a_device_that_is_not_there_is_said_and_found_when_it_comes(tmp_path: Path) -> None:
    program = Program("--ptt", f"cm108:{tmp_path / 'hidraw'}")
    try:
        wait_for(lambda: any(said.startswith("ptt 0 ") for said in program.said))
        if sys.platform == "win32":
            return
        assert program.said == [f"ptt 0 no such device: {tmp_path / 'hidraw'}"]
        program.say(KEY)
        chip = Reports(tmp_path / "hidraw")
        assert chip.next()[0] == OFF
        program.hear("ptt 1")
        assert chip.none_for(0.1), "a key of before does not count"
        chip.close()
    finally:
        program.close()


@posix
def test_a_pseudo_terminal_has_no_modem_lines_and_that_is_said() -> None:
    ours, theirs = os.openpty()
    program = Program("--busy", f"cts:{os.ttyname(theirs)}")
    try:
        program.hear(f"busy ? {os.ttyname(theirs)} has no such line")
    finally:
        program.close()
        os.close(ours)
        os.close(theirs)


@pytest.mark.real_time
@pytest.mark.parametrize(("ptt", "busy"), [("rts", "cts"), ("dtr", "dsr")])
def test_modem_lines_of_a_serial_server(ptt: str, busy: str) -> None:
    server = SerialServer()
    program = Program("--ptt", f"{ptt}:{server.url}", "--busy", f"{busy}:{server.url}")
    try:
        program.hear("ptt 1")
        program.hear("busy 0")
        program.say(KEY)
        wait_for(lambda: getattr(server.port, busy), what="keyed")
        program.hear("busy 1")
        assert not getattr(server.port, "dsr" if busy == "cts" else "cts"), "the other line stays as it is"
        wait_for(lambda: not getattr(server.port, busy), what="let go by itself")
        program.hear("released nobody held it for 400 ms")
        wait_for(lambda: program.said[-1] == "busy 0")
    finally:
        program.close()
        server.close()
