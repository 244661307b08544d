"""What happens between a station, svxreflector and an svxlink node: each scene in a process and a network of its own.

``python -m tests.station.svx_scenes SCENE HOME``; exit status 0, or 1 with what went wrong, or :data:`NOT_HERE`.
(svxreflector listens on every interface it finds, so it is given one where there is only the loopback.)
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from radio.codec import GroupSettings, Settings, VoiceFrame
from radio.find import find_protocol
from radio.requests import Key, Unkey
from station.gateway import Gateway
from station.links.tcp_udp import TcpUdpLink
from station.voice.opus import OpusEncoder
from tests.station.patch_room import RtpFar, tone
from tests.station.peers import Heard
from tests.station.room import Room, wait_for
from tests.station.svx_room import KEYS, NODE, OTHER, US, US_TOO, Reflecting, pitch, site
from units.patches import Patched

NOT_HERE = 77
CONFIG = """
[[gateway]]
name = "{name}"
protocol = "svx"
network = "border"
transmit = true
link = {{ type = "tcp+udp", peer = "127.0.0.1:{port}" }}
options = {{ callsign = "{callsign}", key = "file:{key}", protocol = "{protocol}" }}
[[group]]
id = "svx@border:g{number}"
number = "{number}"
gateway = "{name}"
"""


def configured(there: Reflecting, *gateways: tuple[str, int], protocol: int = 1, key: str = "") -> str:
    """A configuration of one gateway a call sign, each with its talk-group."""
    text = '[room]\nname = "test"\n'
    for callsign, number in gateways:
        file = there.home / f"{callsign}.key"
        file.write_text(key or KEYS[callsign], encoding="utf-8")
        file.chmod(0o600)
        text += CONFIG.format(
            name=f"R-{number}", port=there.port, callsign=callsign, key=file, protocol=protocol, number=number
        )
    return text


def recorded(room: Room, call: str) -> tuple[float, Any]:
    """Pitch of the recording of ``call``, and its entry."""
    found = room.find("VoiceRecorded", call=call)
    pcm, rate = soundfile.read(room.folder / found.path, dtype="int16")
    assert rate == 16000, rate
    return pitch(pcm), found


def both_ways(home: Path) -> None:
    """An officer at a node talks and is recorded by name; we talk and are heard there; who is second is refused."""
    with site(home) as there, room_of(home, configured(there, (US, 1))) as room:
        there.start_reflector()
        room.start()
        room.find("LinkUp", gateway="R-1")
        there.start_node()
        room.find("Registered", radio=f"svx@border:{NODE}")

        there.officer_says(700, 2.0)
        started = room.find("CallStarted", radio=f"svx@border:{NODE}")
        assert (started.to, started.gateway, started.late) == ("svx@border:g1", "R-1", False)
        assert room.find("CallEnded", call=started.call).why == "released"
        hertz, voice = recorded(room, started.call)
        assert abs(hertz - 700) < 5, hertz
        assert 1.7 < voice.seconds < 2.8 and voice.gap == 0.0, voice
        assert voice.codec == "opus" and (room.folder / voice.frames).stat().st_size > 1000

        room.sign_on()
        there.officer_hears()
        room.key("p1", "svx@border:g1")
        room.hold("p1", "svx@border:g1", 2.0)
        room.lease("")
        ours = room.find("CallStarted", radio=f"console@{room.log.origin.partition('/')[0]}:1")
        room.find("Unkeyed", press="p1", why="released")
        there.reflector.until(f"{US}: Talker start")
        there.reflector.until(f"{US}: Talker stop")
        time.sleep(0.3)
        heard = there.officer_hears()
        assert len(heard) > 16000 and abs(pitch(heard) - 440) < 5, (len(heard), pitch(heard) if len(heard) else None)
        found = room.find("VoiceRecorded", call=ours.call)
        pcm, rate = soundfile.read(room.folder / found.path, dtype="int16")
        assert abs(pitch(pcm, rate) - 440) < 5
        assert len(room.some("CallStarted")) == 2, "our own voice is one call, not two"

        talking = threading.Thread(target=there.officer_says, args=(700, 2.0))
        talking.start()
        wait_for(lambda: len(room.some("CallStarted", radio=f"svx@border:{NODE}")) == 2)
        room.press("p2", "svx@border:g1")
        room.hold("p2", "svx@border:g1", 0.3)
        room.lease("")
        refused = room.find("Refused", press="p2")
        assert (refused.why, refused.detail) == ("busy", f"busy: {NODE} talks on this talk-group"), refused
        talking.join()


def patched(home: Path) -> None:
    """An RTP radio and the reflector's talk-group are one: each hears the other, a tone at the far end, on record."""
    far = RtpFar(1)
    with site(home) as there, room_of(home, configured(there, (US, 1)) + far.text) as room:
        there.start_reflector()
        room.start()
        room.sign_on()
        room.find("LinkUp", gateway="R-1")
        there.start_node()
        room.find("Registered", radio=f"svx@border:{NODE}")
        groups = [far.group, "svx@border:g1"]
        room.act(Patched(seat="1", operator="anna", patch="p", groups=groups, purpose="A6", seconds=600.0))
        room.find("PatchMade", patch="p")
        room.find("SoundChanged")  # the voice process works: what comes sooner is said by nobody

        there.officer_says(700, 2.0)
        room.find("Unkeyed", group=far.group)
        # the node itself swallows some tenths of a second at the beginning and the end
        wait_for(lambda: far.seconds_of(700) > 1.2, what="the officer by RTP")
        time.sleep(0.6)
        there.officer_hears()
        far.speak(tone(900, 2.0))
        room.find("Unkeyed", group="svx@border:g1")
        there.reflector.until(f"{US}: Talker start")
        there.reflector.until(f"{US}: Talker stop")
        time.sleep(0.3)
        heard = there.officer_hears()
        assert len(heard) > 16000 and abs(pitch(heard) - 900) < 5, (len(heard), pitch(heard) if len(heard) else None)
        for leg in room.some("Keyed"):
            assert leg.seat == "patch:p" and room.find("VoiceRecorded", call=leg.call).seconds > 1.5
    far.close()


def killed(home: Path) -> None:
    """The reflector dies while somebody talks: said at once, and healed when it is back."""
    with site(home) as there, room_of(home, configured(there, (US, 1))) as room:
        there.start_reflector()
        room.start()
        room.find("LinkUp", gateway="R-1")
        there.start_node()
        talking = threading.Thread(target=there.officer_says, args=(500, 2.0))
        talking.start()
        call = room.find("CallStarted").call
        time.sleep(0.7)
        there.reflector.kill()
        assert room.find("CallEnded", call=call).why == "lost"
        assert "closed the connection" in room.find("LinkDown").why
        hertz, voice = recorded(room, call)
        assert abs(hertz - 500) < 8 and voice.seconds > 0.4, (hertz, voice.seconds)
        talking.join()
        before = len(room.all())
        time.sleep(2)
        there.start_reflector()
        room.find("LinkUp", after=before, gateway="R-1")
        there.node.until("(?s)Disconnected.*Authentication OK", seconds=40)
        there.officer_says(900, 1.5)
        again = room.find("CallStarted", after=before)
        assert abs(recorded(room, again.call)[0] - 900) < 5


def wrong_key(home: Path) -> None:
    """A wrong key is said in words, once; the right one heals it without a restart. So does a name that is free again."""
    with site(home) as there, room_of(home, configured(there, (US, 1), key="wrong")) as room:
        there.start_reflector()
        room.start()
        down = room.find("LinkDown")
        assert down.why == f"login refused: call sign or key unknown there, or {US} is logged in already", down.why
        time.sleep(4)
        assert [each.why for each in room.some("LinkDown")] == [down.why], "the same again is no news"
        assert room.some("LinkUp") == []
        room.config.write_text(configured(there, (US, 1)) + "# changed\n", encoding="utf-8")
        room.find("LinkUp", seconds=40)
        before = len(room.all())
        room.config.write_text(configured(there, (US, 1), protocol=2) + "# changed again\n", encoding="utf-8")

        def answers() -> list[str]:
            return [each.what.why for each in room.all()[before:] if each.kind in ("LinkUp", "LinkDown")]

        (why,) = wait_for(answers)
        assert why == "" or "does not speak protocol 2" in why, why  # a newer reflector takes it


def two_groups(home: Path) -> None:
    """Two talk-groups by two logins, both heard at once and kept apart. Needs a reflector of protocol 2 (24.02)."""
    with site(home) as there, room_of(home, configured(there, (US, 112), (US_TOO, 2201), protocol=2)) as room:
        there.start_reflector()
        room.start()
        first = wait_for(lambda: room.some("LinkUp") or room.some("LinkDown"))[0]
        if "protocol 2" in first.why:
            sys.exit(NOT_HERE)
        talk_groups(there, room)


def talk_groups(there: Reflecting, room: Room) -> None:
    """The station of ``room`` has two logins there; two nodes talk at once, then we on one of the two talk-groups."""
    wait_for(lambda: len(room.some("LinkUp")) == 2)
    asyncio.run(two_talk(there))
    calls = {call.to: call for call in (room.find("CallStarted", to=f"svx@border:g{n}") for n in (112, 2201))}
    assert {to: call.radio for to, call in calls.items()} == {
        "svx@border:g112": f"svx@border:{NODE}",
        "svx@border:g2201": f"svx@border:{OTHER}",
    }
    for to, hertz in (("svx@border:g112", 600), ("svx@border:g2201", 900)):
        heard, voice = recorded(room, calls[to].call)
        assert abs(heard - hertz) < 5 and voice.gap == 0.0, (to, heard, voice)
    assert len(room.some("CallStarted")) == 2

    room.sign_on()
    room.key("p1", "svx@border:g2201")
    room.hold("p1", "svx@border:g2201", 1.0)
    room.lease("")
    room.find("Unkeyed", press="p1", why="released")
    there.reflector.until(f"{US_TOO}: Talker start on TG #2201")
    assert f"{US}: Talker start" not in there.reflector.said()


async def two_talk(there: Reflecting) -> None:
    """Two nodes talk at once, each on its talk-group."""

    async def talks(callsign: str, number: int, hertz: float) -> None:
        group = GroupSettings(id=f"svx@border:g{number}", number=str(number))
        options = {"callsign": callsign, "key": KEYS[callsign], "protocol": "2"}
        settings = Settings(gateway=callsign, network="border", groups=(group,), options=options)
        heard = Heard()
        gateway = Gateway(find_protocol("svx"), settings, TcpUdpLink(f"127.0.0.1:{there.port}"), heard, transmit=True)
        task = asyncio.create_task(gateway.run())
        async with asyncio.timeout(30):
            while gateway.state != "up":
                await asyncio.sleep(0.05)
        gateway.send(Key(group=group.id, call="own"))
        encoder = OpusEncoder(8000)
        for tick in range(100):
            at = np.arange(160 * tick, 160 * (tick + 1))
            pcm = (8000 * np.sin(2 * np.pi * hertz * at / 8000)).astype(np.int16)
            gateway.speak(VoiceFrame("own", 160 * tick, "opus", encoder.encode(pcm)))
            await asyncio.sleep(0.02)
        gateway.send(Unkey(group=group.id, call="own"))
        await asyncio.sleep(0.5)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    await asyncio.gather(talks(NODE, 112, 600), talks(OTHER, 2201, 900))


@contextlib.contextmanager
def room_of(home: Path, config: str) -> Any:
    """A station that is gone afterwards."""
    made = Room(home, config)
    try:
        yield made
    except BaseException as error:
        kinds = [f"{entry.seq} {entry.what}" for entry in made.all()[-20:]]
        error.add_note("on record:\n" + "\n".join(kinds))
        raise
    finally:
        made.close()


SCENES: dict[str, Callable[[Path], None]] = {
    scene.__name__: scene for scene in (both_ways, patched, killed, wrong_key, two_groups)
}


def wake_loopback() -> None:
    """In a network of our own even the loopback interface is asleep."""
    if sys.platform != "linux" or "KOPA_TEST_NETWORK" not in os.environ:
        return
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        fcntl.ioctl(sock, 0x8914, struct.pack("16sH22x", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP


if __name__ == "__main__":
    wake_loopback()
    SCENES[sys.argv[1]](Path(sys.argv[2]))
