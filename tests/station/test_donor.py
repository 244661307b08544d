"""A donor radio for real: a station, its sound programs on PulseAudio's null sinks, a terminal that speaks AT by TCP.

The radio is a null sink that is its loudspeaker, another that is its microphone, and a file that stands for the CM108
on which its push-to-talk hangs. Not tested here: a sound chip, a serial port, a radio.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from journal.slots import Beat
from station.voice.samples import Pcm
from tests.station.room import Room, wait_for
from tests.station.serial_server import SerialServer
from tests.station.test_lines import DUE, OFF, ON, Reports
from tests.voice import sinks
from tests.voice.desk import tone
from tests.voice.sinks import RATE, Sinks

pytestmark = [pytest.mark.peer, pytest.mark.real_time]
GROUP, OTHER, OFFICER = "tetra@247-9:g2201", "tetra@247-9:g2202", "tetra@247-9:1234567"
COLD_SECONDS = 2.5


class Server(Sinks):
    """A PulseAudio that has a radio besides: ``radio`` plays what it receives, ``tx`` is where we speak to it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        with (folder / ".asoundrc").open("a") as file:
            for name, device in (("donorin", "donorin"), ("donorout", "tx")):
                file.write(f'pcm.{name} {{ type pulse device {device} hint {{ show on description "{name}" }} }}\n')

    def start(self) -> None:
        super().start()
        for module in (
            ("module-null-sink", "sink_name=radio", f"rate={RATE}", "channels=1"),
            ("module-null-sink", "sink_name=tx", f"rate={RATE}", "channels=2"),
            ("module-remap-source", "source_name=donorin", "master=radio.monitor"),
        ):
            subprocess.run(["pactl", "load-module", *module], env=self._env(), check=True, capture_output=True)
        with self.playing_silence():
            time.sleep(COLD_SECONDS)

    @contextlib.contextmanager
    def receiving(self, pcm: Pcm) -> Iterator[None]:
        """The radio's loudspeaker says ``pcm`` (48 kHz) while the block runs."""
        with tempfile.TemporaryFile() as said:
            said.write(pcm.astype("<i2").tobytes())
            said.seek(0)
            command = ["pacat", "-d", "radio", "--raw", "--channels=1", "--format=s16le", "--latency-msec=20"]
            process = subprocess.Popen(
                [*command, f"--rate={RATE}"], env=self._env(), stdin=said, stderr=subprocess.DEVNULL
            )
            try:
                yield
            finally:
                process.kill()
                process.wait(30)


class Terminal:
    """A TETRA terminal on TCP: answers OK to everything, and says what it is told to. ``when`` it ``heard`` each, s."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._connection: socket.socket | None = None
        self.heard: list[str] = []
        self.when: list[float] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._connection, _ = self._listening.accept()
                with self._connection, contextlib.suppress(OSError):
                    while data := self._connection.recv(4096):
                        came = time.monotonic()
                        for line in data.decode("latin-1").replace("\x1a", "\r").split("\r"):
                            if line.strip():
                                self.when.append(came)
                                self.heard.append(line.strip())
                                self.say("OK")

    def say(self, *lines: str) -> None:
        assert self._connection is not None
        self._connection.sendall("".join(f"\r\n{line}\r\n" for line in lines).encode())

    def call(self) -> None:
        """A group call comes in and somebody speaks."""
        self.say("+CTICN: 1,0,0,0,1234567,0,1,0,1,1,0,2201,0", "+CTXG: 1,3,0,0,0,1234567")

    def released(self) -> None:
        self.say("+CDTXC: 1,0", "+CTCR: 1,13")

    def close(self) -> None:
        for one in (self._listening, self._connection):
            if one is not None:
                one.close()


class Scene:
    """Everything that stands around one station."""

    def __init__(
        self, server: Server, terminal: Terminal, chip: Reports, port: SerialServer | None, room: Room
    ) -> None:
        self.server, self.terminal, self.chip, self.room = server, terminal, chip, room
        self.port = port

    def kill_voice(self) -> float:
        """kill -9 of the voice process; when."""
        beat = self.room.pulse.read("voice", Beat)
        assert beat is not None
        killed = time.monotonic()
        os.kill(beat[0].pid, signal.SIGKILL)
        return killed

    def calls(self, kind: str) -> list[tuple[str, str]]:
        return [(event.gateway, event.call) for event in self.room.some(kind)]

    def sound_of(self, call: str) -> tuple[Pcm, int]:
        """Its recording."""
        found = self.room.find("VoiceRecorded", call=call)
        pcm, rate = soundfile.read(self.room.folder / found.path, dtype="int16")
        return pcm, int(rate)


def seconds_of(pcm: Pcm, rate: int, hertz: float) -> float:
    """For how long a tone is heard in pieces of 20 ms."""
    size = rate // 50
    pieces = pcm[: len(pcm) // size * size].reshape(-1, size) / 32768
    strength = 2 * np.abs(pieces @ np.exp(-2j * np.pi * hertz * np.arange(size) / rate)) / size
    return float((strength > 0.05).sum() * 0.02)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if sys.platform != "linux" or sinks.missing():
        pytest.skip(f"LOUD: {sinks.missing() or 'Linux'} is not installed: donor radios NOT tested with sound")
    one = Server(tmp_path_factory.mktemp("pa"))
    one.start()
    yield one
    one.stop()


@pytest.fixture
def scene(
    request: pytest.FixtureRequest,
    server: Server,
    room: Callable[[str], Room],
    home: Path,
    tone: None,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Scene]:
    """A station whose donor radio is keyed by the chip, or with parameter ``at`` by its terminal, ``rts`` by a serial
    port's line."""
    by = getattr(request, "param", "")
    by_terminal = by == "at"
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    terminal, chip = Terminal(), Reports(home / "hidraw")
    port = SerialServer() if by == "rts" else None
    ptt = "at:TETRA" if by_terminal else f"rts:{port.url}" if port is not None else f"cm108:{home / 'hidraw'}"
    config = f"""
[[gateway]]
name = "TETRA"
protocol = "pei"
network = "247-9"
transmit = {str(by_terminal).lower()}
link = {{ type = "tcp", peer = "127.0.0.1:{terminal.port}" }}
[[gateway]]
name = "Donor"
protocol = "donor"
transmit = true
link = {{ type = "donor", input = "donorin", output = "donorout", ptt = "{ptt}", busy = "vox:-40" }}
options = {{ paired = "TETRA", group = "2201" }}
[[group]]
id = "{GROUP}"
gateway = "TETRA"
[[group]]
id = "{OTHER}"
name = "Other"
gateway = "TETRA"
"""
    made = room(config).start()
    made.find("LinkUp", gateway="TETRA")
    made.find("LinkUp", gateway="Donor")
    if not by:
        assert chip.next()[0] == OFF, "off before anything else"
    time.sleep(0.5)
    yield Scene(server, terminal, chip, port, made)
    terminal.close()
    chip.close()
    if port is not None:
        port.close()


def test_voice_and_talker_meet_in_one_call_that_is_heard_and_recorded(scene: Scene) -> None:
    with scene.server.listening() as ear:
        scene.terminal.call()
        time.sleep(0.15)
        with scene.server.receiving(tone(700, 1.5, RATE)):
            time.sleep(1.5)
        scene.terminal.released()
        ended = scene.room.find("CallEnded")
        time.sleep(0.5)
    assert scene.calls("CallStarted") == [("TETRA", ended.call), ("Donor", ended.call)]
    assert {(event.radio, event.to) for event in scene.room.some("CallStarted")} == {(OFFICER, GROUP)}
    assert scene.calls("CallEnded") == [("TETRA", ended.call)]
    assert ear.seconds_of(700) == pytest.approx(1.5, abs=0.2), "the dispatcher heard it"
    pcm, rate = scene.sound_of(ended.call)
    assert seconds_of(pcm, rate, 700) == pytest.approx(1.5, abs=0.1), "and it is on record, first word and last"


def test_voice_before_its_data_is_not_lost_and_gets_its_name(scene: Scene) -> None:
    with scene.server.receiving(tone(700, 2.0, RATE)):
        started = scene.room.find("CallStarted")
        assert (started.gateway, started.radio, started.to) == ("Donor", None, GROUP)
        time.sleep(0.5)
        scene.terminal.call()
        time.sleep(1.2)
    scene.terminal.released()
    ended = scene.room.find("CallEnded", call=started.call)
    assert ended.gateway == "TETRA"
    assert {call for _, call in scene.calls("CallStarted")} == {started.call}, "never two"
    assert scene.room.find("TalkerNamed", call=started.call, radio=OFFICER)
    pcm, rate = scene.sound_of(started.call)
    assert seconds_of(pcm, rate, 700) == pytest.approx(2.0, abs=0.25)


def test_a_call_of_a_radio_whose_terminal_says_nothing(scene: Scene) -> None:
    with scene.server.receiving(tone(700, 1.0, RATE)):
        time.sleep(1.0)
    ended = scene.room.find("CallEnded")
    assert (ended.gateway, ended.why) == ("Donor", "released")
    scene.terminal.say("+CTICN: 1,0,0,0,1234567,0,1,0,1,1,0,2201,0", "+CTCR: 1,13")
    assert scene.room.find("TalkerNamed", call=ended.call, radio=OFFICER), "late data make no ghost"
    assert len(scene.room.some("CallStarted")) == 1


def test_push_to_talk_keys_the_line_speaks_to_the_radio_and_does_not_hear_itself(scene: Scene) -> None:
    room = scene.room
    room.sign_on()
    with scene.server.listening("tx") as radio, scene.server.receiving(tone(900, 4.0, RATE)):
        began = room.find("CallStarted", gateway="Donor")
        assert room.key("p1", GROUP).gateway == "Donor"
        assert scene.chip.next()[0] == ON
        assert room.find("CallEnded", call=began.call).why == "preempted"
        calls = len(room.some("CallStarted"))
        room.hold("p1", GROUP, 1.5)
        assert scene.chip.none_for(0.0), "held without a gap"
        assert len(room.some("CallStarted")) == calls, "what the radio plays meanwhile is ourselves"
        room.lease("")
        assert scene.chip.next()[0] == OFF
        room.find("Unkeyed", press="p1", why="released")
        heard_again = room.find("CallStarted", after=len(room.all()), gateway="Donor")
        assert heard_again.call != began.call
    assert radio.seconds_of(440) == pytest.approx(1.4, abs=0.3), "the microphone went out, and only while keyed"


def test_the_station_is_killed_while_it_transmits(scene: Scene) -> None:
    scene.room.sign_on()
    scene.room.key("p1", GROUP)
    scene.room.hold("p1", GROUP, 0.2)
    assert scene.chip.next()[0] == ON
    assert scene.room.process is not None
    scene.room.process.send_signal(signal.SIGKILL)
    killed = time.monotonic()
    report, when = scene.chip.next()
    assert (report, when - killed < DUE) == (OFF, True), when - killed
    scene.room.process.communicate(timeout=30)


def test_the_station_hangs_while_it_transmits(scene: Scene) -> None:
    scene.room.sign_on()
    scene.room.key("p1", GROUP)
    scene.room.hold("p1", GROUP, 0.2)
    assert scene.chip.next()[0] == ON
    assert scene.room.process is not None
    os.kill(scene.room.process.pid, signal.SIGSTOP)
    hung = time.monotonic()
    try:
        report, when = scene.chip.next()
        assert (report, when - hung < DUE) == (OFF, True), when - hung
    finally:
        os.kill(scene.room.process.pid, signal.SIGCONT)
    scene.room.find("Unkeyed", press="p1")
    assert scene.chip.none_for(0.5), "only a new press keys again"


def test_a_radio_that_is_tuned_elsewhere_is_not_keyed(scene: Scene) -> None:
    scene.terminal.say("+CTGS: 1,2202")
    scene.room.find("Tuned", selected=OTHER)
    scene.room.sign_on()
    scene.room.press("p1", GROUP)
    scene.room.hold("p1", GROUP, 0.4)
    refused = scene.room.find("Refused", press="p1")
    assert (refused.why, refused.detail) == ("unable", "the radio is tuned to Other")
    assert scene.chip.none_for(0.3)


def test_a_sound_device_that_goes_is_said_and_found_again(scene: Scene) -> None:
    room = scene.room
    scene.server.stop()
    down = room.find("LinkDown", gateway="Donor")
    assert down.why.startswith("NO SOUND: "), down
    room.sign_on()
    room.press("p1", GROUP)
    room.hold("p1", GROUP, 0.4)
    assert room.find("Refused", press="p1").why == "no-link"
    before = len(room.all())
    scene.server.start()
    room.find("LinkUp", after=before, gateway="Donor")
    with scene.server.receiving(tone(700, 1.0, RATE)):
        wait_for(lambda: room.some("CallStarted", gateway="Donor"))


@pytest.mark.parametrize("scene", ["at"], indirect=True)
def test_a_turn_that_the_network_takes_away_unkeys_and_is_journaled(scene: Scene) -> None:
    room, terminal = scene.room, scene.terminal
    room.sign_on()
    assert room.key("p1", GROUP).gateway == "Donor"
    wait_for(lambda: any(line.startswith("ATD2201") for line in terminal.heard))
    terminal.say("+CTOCP: 9,0,0", "+CTCC: 9,1,1,0,1,1,1", "+CTXG: 9,0,0,0")
    terminal.say("+CTXI: 9,0")

    def cut() -> str:
        room.lease("p1", GROUP)  # the key stays down
        return next((entry.why for entry in room.some("Unkeyed", press="p1")), "")

    assert wait_for(cut, 20, "unkeyed") == "interrupted"
    wait_for(lambda: any(line.startswith(("AT+CUTXC", "ATH")) for line in terminal.heard), 20)
    assert len(room.some("Keyed")) == 1, "and is not keyed again without a new press"


@pytest.mark.parametrize("scene", ["at"], indirect=True)
def test_a_radio_is_keyed_by_its_terminal_and_its_own_call_is_no_second_one(scene: Scene) -> None:
    room, terminal = scene.room, scene.terminal
    room.sign_on()
    with scene.server.listening("tx") as radio:
        keyed = room.key("p1", GROUP)
        assert keyed.gateway == "Donor"

        def called() -> bool:
            room.lease("p1", GROUP)  # held, however long that takes
            return any(line.startswith("ATD2201") for line in terminal.heard)

        wait_for(called)
        terminal.say("+CTOCP: 9,0,0", "+CTCC: 9,1,1,0,1,1,1", "+CTXG: 9,0,0,0")
        room.hold("p1", GROUP, 1.2)
        room.lease("")
        room.find("Unkeyed", press="p1", why="released")
        wait_for(lambda: any(line.startswith(("AT+CUTXC", "ATH", "AT+CTCR")) for line in terminal.heard))
    assert radio.seconds_of(440) == pytest.approx(1.1, abs=0.3)
    assert {call for _, call in scene.calls("CallStarted")} == {keyed.call}
    terminal.say("+CDTXC: 9,0", "+CTXG: 9,3,0,0,1,1234567")
    with scene.server.receiving(tone(700, 1.0, RATE)):
        time.sleep(1.0)
    terminal.say("+CDTXC: 9,0", "+CTCR: 9,13")
    answers = wait_for(lambda: [found for found in room.some("VoiceRecorded") if found.call != keyed.call])
    assert len(answers) == 1
    assert {event.radio for event in room.some("CallStarted", call=answers[0].call)} <= {OFFICER, None}
