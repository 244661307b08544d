"""Scripted TETRA radios at one real station, on pseudo-terminals, TCP and RFC 2217: however they behave, it stands."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from station.simulate.radio_script import read_script
from station.simulate.radio_stand import RadioStand
from tests.station.room import ROOT, Room, wait_for
from units.picture import Picture

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")

MakeRoom = Callable[[str], Room]
PORTS = {
    "ordinary": "pty",
    "refuses": "tcp",
    "echoes": "rfc2217",
    "slow": "pty",
    "cuts": "tcp",
    "field": "rfc2217",
    "drops": "pty",
    "emergency": "tcp",
}
"""Radios, and where each is met."""
SECONDS = 60.0


def gateway(name: str, number: int, line: str) -> str:
    """A gateway of its own network, so that nobody's radios are anybody else's."""
    return f"""
[[gateway]]
name = "{name}"
protocol = "pei"
network = "247-{number}"
{line}

[[group]]
id = "tetra@247-{number}:g2201"
name = "{name}"
gateway = "{name}"
"""


def picture(station: Room) -> Picture:
    made = Picture()
    made.apply_all(station.all())
    return made


def up(station: Room) -> set[str]:
    return {name for name, one in picture(station).facts.gateways.items() if one.state == "up"}


def test_eight_radios_at_one_station(room: MakeRoom) -> None:
    with ExitStack() as closing:
        radios = {name: RadioStand(read_script(name), on) for name, on in PORTS.items()}
        for radio in radios.values():
            closing.callback(radio.close)
        config = "".join(gateway(name, n, radios[name].line) for n, name in enumerate(PORTS, 1))
        station = room(config).start()
        networks = {name: f"tetra@247-{n}" for n, name in enumerate(PORTS, 1)}

        for name in ("ordinary", "echoes", "slow", "cuts", "emergency"):
            station.find("TextReceived", gateway=name, text="Esam klat", seconds=SECONDS)
        for name in ("ordinary", "slow", "cuts", "field"):
            call = station.find("CallStarted", gateway=name, to=f"{networks[name]}:g2201", seconds=SECONDS)
            assert station.find("CallEnded", call=call.call, seconds=SECONDS).why == "released"
        station.find("StatusReceived", gateway="refuses", code=0x8004, seconds=SECONDS)
        assert "+CTSP=1,3,10" in station.find("CommandsRefused", gateway="refuses", seconds=SECONDS).commands
        station.find("TextReceived", gateway="field", text="Gaidam", seconds=SECONDS)
        station.find("Undecoded", gateway="cuts", seconds=SECONDS)

        lost = station.find("CallStarted", gateway="drops", seconds=SECONDS)
        assert station.find("CallEnded", call=lost.call, seconds=SECONDS).why == "lost"
        down = [(entry.kind, getattr(entry.what, "gateway", "")) for entry in station.all()].index(
            ("LinkDown", "drops")
        )
        station.find("LinkUp", after=down, gateway="drops", seconds=SECONDS)

        officer = f"{networks['emergency']}:23404"
        wait_for(lambda: len(station.some("EmergencyRaised", gateway="emergency")) == 4, SECONDS)
        for by in ("position", "call"):
            station.find("AlarmJoined", by=by, seconds=SECONDS)
        (alarm,) = station.some("AlarmOpened")
        assert (alarm.radio, alarm.by) == (officer, "status"), "one alarm, whatever raised it"

        wait_for(lambda: up(station) == set(PORTS), SECONDS, "none of them brings its gateway down")
        assert "E0" in picture(station).facts.gateways["echoes"].lacks


def test_what_is_typed_at_its_program_is_said_by_the_radio(room: MakeRoom) -> None:
    """``main.py simulate-radio``, as somebody at a desk has it."""
    command = [sys.executable, str(ROOT / "main.py"), "simulate-radio", "refuses", "--on", "tcp"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            station = room(gateway("hand", 1, process.stdout.readline())).start()
            station.find("CommandsRefused", gateway="hand", seconds=SECONDS)
            process.stdin.write("+CTSDSR: 13,23404,0,9999,0,16\\r\\n0000\n")
            process.stdin.flush()
            station.find("AlarmOpened", radio="tetra@247-1:23404", seconds=SECONDS)
        finally:
            process.stdin.close()
            rest = process.stdout.read()
    assert process.returncode == 0
    assert "> ATE0\\r" in rest and "< \\r\\nERROR\\r\\n" in rest
    told = subprocess.run([*command[:3], "nobody"], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert told.returncode == 2 and "there are: cuts, deaf" in told.stderr
