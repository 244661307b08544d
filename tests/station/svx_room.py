"""A real svxreflector and a real svxlink node beside a real station: their configurations, their processes, their ends.

The node's receiver is a UDP port (16-bit samples at 16 kHz; what is loud opens the squelch), its transmitter another.
"""

from __future__ import annotations

import re
import select
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

NODE, OTHER, US, US_TOO = "VP-RIGA-01", "VP-RIGA-02", "KOPA-1", "KOPA-2"
KEYS = {NODE: "fleet key", OTHER: "fleet key", US: "room key", US_TOO: "room key"}
RATE = 16_000

REFLECTOR = """
[GLOBAL]
TIMESTAMP_FORMAT=
CFG_DIR={home}/none.d
LISTEN_PORT={port}
CODECS=OPUS
TG_FOR_V1_CLIENTS=999
ACCEPT_CALLSIGN=".*"
CERT_PKI_DIR={home}/pki/
[ROOT_CA]
COMMON_NAME=test
[ISSUING_CA]
COMMON_NAME=test issuer
[SERVER_CERT]
COMMON_NAME=localhost
[USERS]
VP-RIGA-01=Fleet
VP-RIGA-02=Fleet
KOPA-1=Room
KOPA-2=Room
[PASSWORDS]
Fleet="fleet key"
Room="room key"
"""

SVXLINK = """
[GLOBAL]
LOGICS=SimplexLogic,ReflectorLogic
TIMESTAMP_FORMAT=
CARD_SAMPLE_RATE=16000
CARD_CHANNELS=1
LINKS=Both
[Both]
CONNECT_LOGICS=SimplexLogic:94:SVX,ReflectorLogic
DEFAULT_ACTIVE=1
TIMEOUT=0
[SimplexLogic]
TYPE=Simplex
RX=Rx1
TX=Tx1
CALLSIGN=VP-RIGA-01
EVENT_HANDLER={home}/events.tcl
SHORT_IDENT_INTERVAL=0
LONG_IDENT_INTERVAL=0
[ReflectorLogic]
TYPE=Reflector
HOST=127.0.0.1
PORT={port}
CALLSIGN=VP-RIGA-01
AUTH_KEY=fleet key
JITTER_BUFFER_DELAY=0
[Rx1]
TYPE=Local
AUDIO_DEV=udp:127.0.0.1:{microphone}
AUDIO_CHANNEL=0
SQL_DET=VOX
VOX_FILTER_DEPTH=20
VOX_THRESH=100
SQL_HANGTIME=100
SQL_START_DELAY=0
[Tx1]
TYPE=Local
AUDIO_DEV=udp:127.0.0.1:{speaker}
AUDIO_CHANNEL=0
PTT_TYPE=NONE
TIMEOUT=300
TX_DELAY=0
"""


class Says(Protocol):
    """What says what it does."""

    def said(self) -> str: ...

    def until(self, words: str) -> None: ...


class Reflecting(Protocol):
    """A reflector at ``port``, and a folder for its clients' keys."""

    @property
    def home(self) -> Path: ...

    @property
    def port(self) -> int: ...

    @property
    def reflector(self) -> Says: ...


class Program:
    """One of theirs, and what it said."""

    def __init__(self, home: Path, name: str, config: str) -> None:
        self.name = name
        self.config = home / f"{name}.conf"
        self.config.write_text(config, encoding="utf-8")
        self.log = home / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, ready: str) -> None:
        """Start it and wait until it says ``ready``, counted from now."""
        before = len(self.said())
        with self.log.open("ab") as out:
            command = [self.name, f"--config={self.config}"]
            self.process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        self.until(ready, before=before)

    def said(self) -> str:
        """Everything so far."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def until(self, words: str, seconds: float = 30.0, before: int = 0) -> None:
        """Wait until it said ``words``."""
        end = time.monotonic() + seconds
        while not re.search(words, self.said()[before:]):
            assert self.process is not None and self.process.poll() is None, f"{self.name} ended:\n{self.said()}"
            assert time.monotonic() < end, f"{self.name} never said {words!r}:\n{self.said()}"
            time.sleep(0.05)

    def kill(self) -> None:
        """kill -9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)
            self.process = None


class Site:
    """Reflector and node, with the sound that goes in and comes out at the node."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port, microphone, speaker = _free_port(), _free_port(), _free_port()
        (home / "none.d").mkdir(exist_ok=True)
        # no announcements: what the node would say by itself is not said
        (home / "events.tcl").write_text("proc unknown {args} {}\n", encoding="utf-8")
        self.reflector = Program(home, "svxreflector", REFLECTOR.format(home=home, port=self.port))
        ports = {"home": home, "port": self.port, "microphone": microphone, "speaker": speaker}
        self.node = Program(home, "svxlink", SVXLINK.format(**ports))
        self._microphone = ("127.0.0.1", microphone)
        self._speaker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._speaker.bind(("127.0.0.1", speaker))

    def start_reflector(self) -> None:
        """And wait until it listens."""
        self.reflector.start("Using configuration file")
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(f"svxreflector does not listen:\n{self.reflector.said()}")

    def start_node(self) -> None:
        """And wait until it is logged in."""
        self.node.start("Authentication OK")

    def officer_says(self, hertz: float, seconds: float) -> None:
        """Somebody talks at the node, in real time, and lets go."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            begun = time.monotonic()
            for tick, block in enumerate([*sine(hertz, seconds), *[bytes(640)] * 25]):
                sock.sendto(block, self._microphone)
                time.sleep(max(0.0, begun + (tick + 1) * 0.02 - time.monotonic()))

    def officer_hears(self) -> npt.NDArray[np.int16]:
        """What came out of the node's loudspeaker since last asked."""
        pieces: list[bytes] = []
        while select.select([self._speaker], [], [], 0)[0]:
            pieces.append(self._speaker.recv(65536))
        return np.frombuffer(b"".join(pieces), "<i2")

    def close(self) -> None:
        """End everything."""
        self.node.kill()
        self.reflector.kill()
        self._speaker.close()


def sine(hertz: float, seconds: float) -> list[bytes]:
    """20 ms blocks at :data:`RATE`."""
    at = np.arange(int(RATE * seconds))
    samples = (8000 * np.sin(2 * np.pi * hertz * at / RATE)).astype("<i2")
    return [samples[first : first + 320].tobytes() for first in range(0, len(samples), 320)]


def pitch(samples: npt.NDArray[np.int16], rate: int = RATE) -> float:
    """The strongest frequency of the middle second, Hz."""
    middle = samples[max(0, (len(samples) - rate) // 2) :][:rate].astype(np.float64)
    return float(np.argmax(np.abs(np.fft.rfft(middle * np.hanning(len(middle))))) * rate / len(middle))


def _free_port() -> int:
    """A port nobody has, neither TCP nor UDP."""
    while True:
        with socket.socket() as stream, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
            stream.bind(("127.0.0.1", 0))
            port = int(stream.getsockname()[1])
            try:
                datagrams.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


@contextmanager
def site(home: Path) -> Iterator[Site]:
    """Reflector and node, not started, and gone afterwards."""
    made = Site(home)
    try:
        yield made
    except BaseException as error:
        error.add_note(
            f"svxreflector said:\n{made.reflector.said()[-3000:]}\nsvxlink said:\n{made.node.said()[-2000:]}"
        )
        raise
    finally:
        made.close()
