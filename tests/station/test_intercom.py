"""Dispatcher to dispatcher: a talk-group between two rooms, on the headset, on both records, and in no patch."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from station.mixing import mixing
from tests.station.patch_room import UsrpFar
from tests.station.room import Room, free_port
from units.findings import GroupInfo
from units.patches import Patched
from units.state import Facts, Group, Mix, Seat

GROUP = "rtp@rooms:g1"
LINE = """[room]
name = "test"
[[gateway]]
name = "Rooms"
protocol = "rtp"
network = "rooms"
transmit = true
link = {{ type = "udp", bind = "127.0.0.1:{port}", peer = "127.0.0.1:{peer}" }}
options = {{ group = "1" }}
[[group]]
id = "rtp@rooms:g1"
name = "Dispatchers"
gateway = "Rooms"
intercom = true
"""


@pytest.fixture
def rooms(home: Path, tone: None) -> Iterator[Callable[[str, str], Room]]:
    with ExitStack() as stack:

        def make(name: str, config: str) -> Room:
            folder = home / name
            folder.mkdir()
            made = Room(folder, config)
            stack.callback(made.close)
            return made.start()

        yield make


@pytest.mark.real_time
@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
def test_what_one_room_says_is_heard_and_recorded_in_the_other(rooms: Callable[[str, str], Room]) -> None:
    ours, theirs = free_port(), free_port()
    here = rooms("here", LINE.format(port=ours, peer=theirs))
    there = rooms("there", LINE.format(port=theirs, peer=ours))
    here.sign_on()
    here.find("SoundChanged")
    there.find("SoundChanged")
    here.key("p1", GROUP)
    here.hold("p1", GROUP, 1.0)
    heard = there.find("CallStarted", to=GROUP)
    for room, call in ((there, heard.call), (here, here.find("Keyed", press="p1").call)):
        assert room.find("VoiceRecorded", call=call).seconds > 0.5


@pytest.mark.real_time
@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
def test_it_is_joined_with_no_radio(rooms: Callable[[str, str], Room]) -> None:
    far = UsrpFar(1)
    try:
        room = rooms("here", LINE.format(port=free_port(), peer=free_port()) + far.text)
        room.sign_on()
        action = room.act(
            Patched(seat="1", operator="anna", patch="p", groups=[GROUP, far.group], purpose="test", seconds=600.0)
        )
        refused = room.find("Refused", action=action)
        assert (refused.why, refused.group) == ("intercom", GROUP)
    finally:
        far.close()


def test_it_sounds_on_the_headset_unless_somebody_put_it_elsewhere() -> None:
    facts = Facts(version=0)
    facts.groups[GROUP] = Group(info=GroupInfo(id=GROUP, name="Dispatchers", gateway="Rooms", intercom=True))
    seat = facts.seats["1"] = Seat(id="1")
    assert mixing(facts, [GROUP], {"1"}, set()).groups[GROUP].bus == "headset"
    seat.mix[GROUP] = Mix(mode="select", output="unselect")
    assert mixing(facts, [GROUP], {"1"}, set()).groups[GROUP].bus == "unselect"
    seat.mix[GROUP] = Mix(mode="off")
    assert mixing(facts, [GROUP], {"1"}, set()).groups[GROUP].bus == "off"
