"""A real station process: what it hears is recorded, what it must not survive it tells, and it starts only whole."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journal.log import Log
from journal.pulse import Pulse
from journal.slots import Beat
from tests.station.room import Radio, Room, free_port, wait_for
from tests.station.test_gateway import sentence
from units.actions import GroupMixed, Noted, PositionAsked, TextSent

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed"),
    pytest.mark.real_time,
]

MakeRoom = Callable[[str], Room]


@pytest.fixture
def radio() -> Iterator[Radio]:
    made = Radio()
    yield made
    made.close()


def config(radio: Radio, port: int, transmit: bool = True, more: str = "") -> str:
    """One RTP gateway with one talk-group."""
    return f"""
[[gateway]]
name = "RTP"
protocol = "rtp"
network = "net"
transmit = {str(transmit).lower()}
link = {{ type = "udp", bind = "127.0.0.1:{port}", peer = "127.0.0.1:{radio.port}" }}
options = {{ group = "1" }}

[[group]]
id = "rtp@net:g1"
number = "1"
name = "One"
gateway = "RTP"
{more}
"""


def beat_of(folder: Path, slot: str) -> Beat:
    """The newest heartbeat of a program that lives."""
    pulse = Pulse(folder)
    try:

        def look() -> Beat | None:
            found = pulse.read(slot, Beat)
            return found[0] if found is not None and found[1] < 1.0 else None

        return wait_for(look, what=slot)
    finally:
        pulse.close()


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0]
    except OSError:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 0)
            return Path("/proc").exists()
        return True
    return state == "Z"


def test_a_call_is_heard_recorded_and_its_link_proven(room: MakeRoom, radio: Radio) -> None:
    port = free_port()
    station = room(config(radio, port)).start()
    radio.talk(port, 0x2A, packets=25)
    started = station.find("CallStarted")
    assert (started.gateway, started.to) == ("RTP", "rtp@net:g1")
    assert station.find("CallEnded", call=started.call).why == "released"
    recorded = station.find("VoiceRecorded", call=started.call)
    assert (station.folder / recorded.path).exists() and 0.4 < recorded.seconds < 1.5
    kinds = [entry.kind for entry in station.all()]
    order = ["JournalOpened", "StationStarted", "ConfigLoaded", "LinkUp", "CallStarted", "CallEnded"]
    assert [kinds.index(kind) for kind in order] == sorted(kinds.index(kind) for kind in order)
    raw = next(entry.raw for entry in station.all() if entry.kind == "CallStarted")
    assert raw is not None and raw[0] == 0x80, "the bytes of the air stand beside what they meant"
    wait_for((station.folder / "read.db").exists, what="the call log")
    open_to_others = [path for path in station.folder.rglob("*") if path.stat().st_mode & 0o077]
    assert open_to_others == [], "neither recordings nor call log, wherever the journal lies"


def test_asked_to_end_it_leaves_nothing_running(room: MakeRoom, radio: Radio) -> None:
    station = room(config(radio, free_port())).start()
    pids = [beat_of(station.folder, slot).pid for slot in ("station", "voice", "worker")]
    errors = station.stop()
    assert station.process is not None and station.process.returncode == 0, errors
    assert station.all()[-1].kind == "StationStopped"
    assert not station.some("ProgramEnded"), "children that were ended are not news"
    assert all(gone(pid) for pid in pids)
    assert "Traceback" not in errors and "Error" not in errors


def test_killed_in_a_call_it_comes_back_and_says_what_was_lost(room: MakeRoom, radio: Radio) -> None:
    port = free_port()
    station = room(config(radio, port)).start()
    children = [beat_of(station.folder, slot).pid for slot in ("voice", "worker")]
    for _ in range(3):
        radio.talk(port, 0x2A, packets=20)
    call = station.find("CallStarted").call
    station.kill()
    wait_for(lambda: all(gone(pid) for pid in children), what="children notice")
    before = len(station.all())
    station.start()
    assert station.find("CallEnded", call=call, after=before).why == "lost"
    recorded = station.find("VoiceRecorded", call=call)
    assert recorded.seconds > 0.2, "what voice had is not lost with the station"
    radio.talk(port, 0x2B, packets=5)
    assert station.find("CallStarted", after=before).call != call


def test_a_dead_voice_process_comes_back(room: MakeRoom, radio: Radio) -> None:
    port = free_port()
    station = room(config(radio, port)).start()
    first = beat_of(station.folder, "voice").pid
    os.kill(first, signal.SIGKILL)
    assert station.find("ProgramEnded", program="voice").why == "signal 9"
    wait_for(lambda: beat_of(station.folder, "voice").pid != first, what="a new voice process")
    radio.talk(port, 0x2A, packets=25)
    assert station.find("VoiceRecorded").seconds > 0.3


def test_two_stations_do_not_share_a_journal(room: MakeRoom, radio: Radio) -> None:
    station = room(config(radio, free_port())).start()
    second = subprocess.run(station.command(), capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode == 3
    assert second.stderr.strip() == f"{station.folder}: a station already runs on this journal."


def test_a_wrong_configuration_starts_nothing(room: MakeRoom, radio: Radio) -> None:
    made = room(config(radio, free_port()).replace('protocol = "rtp"', 'protocol = "rtpp"'))
    ended = subprocess.run(made.command(), capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"{made.config}, line 4, gateway 1 protocol: no protocol 'rtpp'")
    assert len(ended.stderr.strip().splitlines()) == 1
    assert not made.folder.exists(), "no journal is begun by a station that does not start"


def test_live_and_exercise_do_not_mix(room: MakeRoom, home: Path) -> None:
    made = room("")
    Log(made.folder, "test", mode="exercise").close()
    live = subprocess.run(made.command(), capture_output=True, text=True, timeout=60, check=False)
    assert live.returncode == 4 and "exercise" in live.stderr and len(live.stderr.strip().splitlines()) == 1
    other = home / "live"
    Log(other, "test", mode="live").close()
    command = [*made.command()[:3], "--journal", str(other), "--exercise"]
    exercise = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert exercise.returncode == 4 and "live" in exercise.stderr


def test_gateways_reload_and_the_others_go_on(room: MakeRoom, radio: Radio) -> None:
    port, gps = free_port(), free_port()
    station = room(config(radio, port)).start()
    radio.talk(port, 0x2A, packets=2)
    station.find("LinkUp", gateway="RTP")
    nmea = f"""
[[gateway]]
name = "GPS"
protocol = "nmea"
network = "pp"
options = {{ unit = "PP120" }}
link = {{ type = "udp", bind = "127.0.0.1:{gps}" }}
"""
    before = len(station.all())
    station.config.write_text(config(radio, port, more=nmea.replace("nmea", "nmee")), encoding="utf-8")
    refused = station.find("ConfigRefused", after=before)
    assert refused.why.startswith(f"{station.config}, line 18, gateway 2 protocol:")
    radio.talk(port, 0x2B, packets=2)
    station.find("CallStarted", after=before)
    station.config.write_text(config(radio, port, more=nmea), encoding="utf-8")
    loaded = station.find("ConfigLoaded", after=before)
    assert [g.name for g in loaded.gateways] == ["RTP", "GPS"]

    def located() -> bool:
        radio.sock.sendto(sentence(), ("127.0.0.1", gps))
        return bool(station.some("Located"))

    wait_for(located)
    station.config.write_text(config(radio, port, transmit=False), encoding="utf-8")
    wait_for(lambda: len(station.some("ConfigLoaded")) == 3)
    assert not station.some("LinkDown", gateway="RTP")
    assert len(station.some("ConfigRefused")) == 1


def test_actions_are_checked_and_answered(room: MakeRoom, radio: Radio) -> None:
    station = room(config(radio, free_port())).start()
    note = station.act(Noted(seat="1", text="nobody"))
    assert station.find("Refused", action=note).why == "unsigned"
    mixed = station.act(GroupMixed(seat="1", group="rtp@net:g1", mode="select"))
    station.sign_on()
    forged = station.act(Noted(seat="1", operator="bruno", text="not me"))
    assert station.find("Refused", action=forged).why == "rights"
    unable = station.act(TextSent(seat="1", operator="anna", to="rtp@net:g1", text="hi", ref="r1"))
    assert station.find("Refused", action=unable).why == "unable"
    nowhere = station.act(PositionAsked(seat="1", operator="anna", radio="tetra@247-9:1"))
    assert station.find("Refused", action=nowhere).why == "unknown-target"
    signed = station.act(Noted(seat="1", operator="anna", text="noted"))
    time.sleep(0.3)
    assert not station.some("Refused", action=signed) and not station.some("Refused", action=mixed)


def test_what_was_asked_of_a_station_that_died_is_refused_not_repeated(room: MakeRoom, radio: Radio) -> None:
    station = room(config(radio, free_port())).start()
    station.sign_on()
    station.kill()
    asked = station.act(TextSent(seat="1", operator="anna", to="rtp@net:g1", text="hi", ref="r1"))
    station.start()
    assert station.find("Refused", action=asked).why == "unknown-outcome"
    station.stop()
    later = station.act(TextSent(seat="1", operator="anna", to="rtp@net:g1", text="hi", ref="r2"))
    station.start()
    assert station.find("Refused", action=later).why == "stale"
    assert len(station.some("Refused", action=asked)) == 1


def test_one_unit_in_need_is_one_alarm(room: MakeRoom, radio: Radio) -> None:
    port = free_port()
    station = room(config(radio, port).replace('group = "1"', 'group = "1", ed137 = true')).start()
    radio.talk(port, 0x2A, packets=10, ptt=4)
    opened = station.find("AlarmOpened")
    assert opened.by == "call" and opened.group == "rtp@net:g1"
    station.find("CallEnded")
    radio.talk(port, 0x2A, packets=10, ptt=4)
    wait_for(lambda: len(station.some("CallEnded")) == 2)
    assert len(station.some("AlarmOpened")) == 1
    radio.talk(port, 0x2B, packets=10, ptt=4)
    wait_for(lambda: len(station.some("AlarmOpened")) == 2, what="another unit is another alarm")


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="NOT TESTED HERE: the limit of a running process is set as Linux does"
)
def test_a_disk_that_takes_nothing_is_seen_within_a_second_and_heals(room: MakeRoom, radio: Radio) -> None:
    import resource

    port = free_port()
    station = room(config(radio, port).replace('group = "1"', 'group = "1", ed137 = true')).start()
    assert station.process is not None
    pid = station.process.pid
    station.sign_on()
    time.sleep(0.5)
    unlimited = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, unlimited[1]))
    began = time.monotonic()
    radio.talk(port, 0x2A, packets=10, ptt=4)
    wait_for(lambda: beat_of(station.folder, "station").disk != "ok", 3)
    assert time.monotonic() - began < 1.5
    pulse = Pulse(station.folder)
    from journal.slots import OnAir, Urgents

    urgent = wait_for(lambda: (found := pulse.read("urgent", Urgents)) and found[0].alarms)
    assert urgent[0].by == "call" and urgent[0].group == "rtp@net:g1"
    radio.hear()
    until = time.monotonic() + 1.0
    while time.monotonic() < until:
        station.lease("p1", "rtp@net:g1")
        time.sleep(0.1)
    onair = pulse.read("onair", OnAir)
    assert onair is not None and onair[0].unrecorded == ["p1"], "push-to-talk works, and says that it is not recorded"
    resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)
    station.find("AlarmOpened")
    assert station.find("Keyed", press="p1").late > 0
    assert station.find("Unkeyed", press="p1").why == "lease"
    assert station.find("NotRecording", on=True).why
    station.find("NotRecording", on=False)
    wait_for(lambda: (found := pulse.read("urgent", Urgents)) and not found[0].alarms)
    wait_for(lambda: beat_of(station.folder, "station").disk == "ok")
    pulse.close()
