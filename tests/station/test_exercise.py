"""The exercise: only what the own simulator announces, only what cannot leave the machine, roster once."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from journal.log import Log
from station.config import ConfigError
from station.exercise import read_announcement
from tests.station.room import Room, wait_for
from units.actions import PositionAsked, TextSent
from units.picture import Picture

TERMINAL, VICTIM = "TETRA Daugavpils", "tetra@247-9:2201118"
LINKS = {
    "leaves by address": {"type": "udp", "bind": "0.0.0.0:5004"},
    "leaves by peer": {"type": "udp", "bind": "127.0.0.1:5004", "peer": "10.0.0.1:5004"},
    "leaves by ttl": {"type": "udp", "bind": "0.0.0.0:5004", "multicast": "239.1.1.1", "interface": "127.0.0.1"},
    "leaves by interface": {"type": "udp", "bind": "127.0.0.1:5004", "multicast": "239.1.1.1", "ttl": 0},
    "a real device": {"type": "serial", "device": "/dev/ttyUSB0"},
    "another machine": {"type": "tcp", "peer": "radio.example:4001"},
}


def said(link: dict[str, Any], token: str = "t") -> bytes:
    gateway = {"name": "gw", "protocol": "nmea", "network": "net", "link": link}
    return json.dumps({"token": token, "config": {"gateway": [gateway]}, "roster": "callsign\nA 1\n"}).encode()


def test_an_announcement_is_a_configuration() -> None:
    taken = read_announcement(said({"type": "tcp", "peer": "127.0.0.1:4001"}), "t")
    assert [gateway.name for gateway in taken.config.gateways] == ["gw"]
    assert taken.roster == "callsign\nA 1\n"


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_nothing_is_opened_that_leaves_the_machine(link: dict[str, Any]) -> None:
    spec = "usrp" if link["type"] == "udp" and "multicast" not in link else "nmea"
    with pytest.raises(ConfigError, match="cannot leave this machine"):
        read_announcement(said(link).replace(b'"nmea"', f'"{spec}"'.encode()), "t")


@pytest.mark.parametrize("line", [b"", b"hello", b"[1]", b"{}", b'{"token": "t", "config": 7}', b"[" * 100_000])
def test_what_is_no_announcement_is_refused(line: bytes) -> None:
    with pytest.raises(ConfigError, match="not an announcement"):
        read_announcement(line, "t")


def test_anothers_token_is_refused() -> None:
    with pytest.raises(ConfigError, match="another's token"):
        read_announcement(said({"type": "tcp", "peer": "127.0.0.1:4001"}, "forged"), "t")
    with pytest.raises(ConfigError, match=r"simulator, gateway 1 protocol: no protocol 'x'"):
        read_announcement(said({"type": "tcp", "peer": "127.0.0.1:4001"}).replace(b'"nmea"', b'"x"'), "t")


class ExerciseRoom(Room):
    """``main.py station --exercise``."""

    @property
    def log(self) -> Log:
        """The console's appender."""
        if self._log is None:
            self._log = Log(self.folder, "console", "1", mode="exercise")
        return self._log

    def command(self, *more: str) -> list[str]:
        return super().command("--exercise", "--seed", "1", *more)


@pytest.fixture
def exercise(home: Path) -> Iterator[ExerciseRoom]:
    made = ExerciseRoom(home, "[[gateway]]\nname = 'never opened'\n")
    yield made
    made.close()


def simulator_of(station: int) -> int:
    """The process id of the station's simulator."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with contextlib.suppress(OSError):
                parent = int((folder / "stat").read_text("utf-8").rsplit(")", 1)[1].split()[1])
                if parent == station and b"\0simulate\0" in (folder / "cmdline").read_bytes():
                    return int(folder.name)
    raise AssertionError("no simulator")


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="NOT TESTED HERE: pseudo-terminals and /proc are needed"
)
def test_the_simulated_network_is_heard_and_comes_back(exercise: ExerciseRoom) -> None:
    exercise.start()
    assert exercise.all()[0].what.mode == "exercise"  # type: ignore[union-attr]
    loaded = exercise.find("ConfigLoaded")
    assert {gateway.protocol for gateway in loaded.gateways} == {
        *("pei", "rtp", "usrp", "nmea"),
        *("mototrbo", "hytera", "hbp", "donor"),
    }
    assert "never opened" not in {gateway.name for gateway in loaded.gateways}
    for gateway in loaded.gateways:
        if gateway.protocol != "usrp":
            exercise.find("LinkUp", gateway=gateway.name)
    exercise.find("Located")
    exercise.find("CallStarted", seconds=30)
    units = len(exercise.some("UnitNamed"))
    assert units > 10 and exercise.some("StatusNamed")

    exercise.sign_on()
    sent = exercise.act(TextSent(seat="1", operator="anna", to="tetra@247-9:2201118", text="Sveiki, ž", ref="r1"))
    exercise.find("Sent", action=sent, ref="r1")
    assert exercise.find("Delivered", ref="r1").ok
    asked = exercise.act(PositionAsked(seat="1", operator="anna", radio="tetra@247-9:2201124"))
    exercise.find("Sent", action=asked)
    exercise.find("Located", radio="tetra@247-9:2201124", reason="request")

    for fleet in ("dmr@pp-daugavpils:2471141", "dmr@vt-utena:4107110"):
        exercise.find("Registered", radio=fleet)
        exercise.find("Located", radio=fleet, seconds=40)
        text = exercise.act(TextSent(seat="1", operator="anna", to=fleet, text="Sveiki, ą", ref=f"to {fleet}"))
        exercise.find("Sent", action=text, ref=f"to {fleet}")
        assert exercise.find("Delivered", ref=f"to {fleet}", by="radio", seconds=30).ok
    call = exercise.find("CallStarted", to="dmr@vt-utena:g5", seconds=30)
    recorded = exercise.find("VoiceRecorded", call=call.call, seconds=60)
    assert recorded.seconds > 5
    assert (exercise.folder / recorded.path).exists()

    voice = exercise.find("CallStarted", gateway="Donors Zarasai", seconds=60)
    assert (voice.to, voice.radio is not None) == ("tetra@246-1:g4102", True)
    talker = exercise.find("CallStarted", gateway="TETRA Zarasai", call=voice.call)
    assert talker.radio.startswith("tetra@246-1:"), "voice and talker are one call"
    assert exercise.find("TalkerNamed", gateway="TETRA Zarasai", call=voice.call).radio.startswith("tetra@246-1:")
    assert exercise.find("CallEnded", call=voice.call, seconds=60).gateway == "TETRA Zarasai"
    recorded = exercise.find("VoiceRecorded", call=voice.call, seconds=30)
    assert recorded.seconds > 3 and (exercise.folder / recorded.path).exists()
    told = {started.gateway for started in exercise.some("CallStarted", call=voice.call)}
    assert told == {"Donors Zarasai", "TETRA Zarasai"}, "and nobody else's"
    assert len(exercise.some("VoiceRecorded", call=voice.call)) == 1, "with one recording"

    site = "dmr@pp-ilukste:"
    call = exercise.find("CallStarted", to=f"{site}g31", seconds=30)
    assert call.radio.startswith(f"{site}24711")
    named = exercise.find("TalkerNamed", gateway="DMR Ilūkste")
    assert named.text.startswith("PP")
    kept = exercise.find("VoiceRecorded", call=call.call, seconds=30)
    assert (kept.path, kept.codec) == ("", "ambe2"), "nobody here can hear it"
    assert (exercise.folder / kept.frames).exists()
    text = exercise.act(TextSent(seat="1", operator="anna", to=call.radio, text="Sveiki, ū", ref="to a site"))
    exercise.find("Sent", action=text, ref="to a site")
    assert exercise.find("Delivered", ref="to a site", by="radio", seconds=40).ok
    assert exercise.find("Located", gateway="DMR Ilūkste", seconds=60).radio.startswith(site)

    _shows_a_terminal_with_one_emergency(exercise)
    assert exercise.process is not None
    os.kill(simulator_of(exercise.process.pid), signal.SIGKILL)
    exercise.find("ProgramEnded", program="simulator")
    wait_for(lambda: len(exercise.some("ConfigLoaded")) == 2, what="a new simulator")
    assert len(exercise.some("UnitNamed")) == units, "the roster is taken once"


def _shows_a_terminal_with_one_emergency(exercise: ExerciseRoom) -> None:
    """Text and status of its units, and an emergency told three ways: one alarm. After about a minute of the story."""
    text = exercise.find("TextReceived", gateway=TERMINAL, seconds=90)
    assert text.radio.startswith("tetra@247-9:22") and text.text.strip()
    assert exercise.find("StatusReceived", gateway=TERMINAL, radio=VICTIM, code=0, seconds=90)
    assert any(status.code for status in exercise.some("StatusReceived", gateway=TERMINAL)), "and ordinary ones"
    alarm = exercise.find("AlarmOpened", radio=VICTIM).alarm
    call = exercise.find("CallStarted", gateway=TERMINAL, radio=VICTIM, emergency=True)
    assert exercise.find("AlarmJoined", alarm=alarm, by="call").call == call.call
    raised = {signal.by for signal in exercise.some("EmergencyRaised", radio=VICTIM)}
    assert raised == {"status", "position", "call"}
    exercise.find("AlarmJoined", alarm=alarm, by="position")
    exercise.find("TalkerNamed", gateway=TERMINAL, call=call.call, radio=VICTIM)
    joined = sorted(join.by for join in exercise.some("AlarmJoined", alarm=alarm))
    assert joined == ["call", "position"] and len(exercise.some("AlarmOpened")) == 1, "exactly one alarm"
    picture = Picture()
    picture.apply_all(exercise.all())
    (state,) = picture.facts.alarms.values()
    assert (state.radio, sorted(state.signals), state.ringing) == (VICTIM, ["call", "position", "status"], True)
    assert picture.facts.units[state.unit].callsign == "VP 118"
