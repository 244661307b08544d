"""A Hytera repeater in one room with the gateway's codec, on a clock that only the test moves."""

from __future__ import annotations

from radio.codec import Codec, GroupSettings, Now, Out, Reply, Settings
from radio.events import (
    Event,
)
from radio.find import find_protocol
from radio.protocols.hytera import hdap, hstrp, rrs

EPOCH = 1_800_000_000.0
REPEATER = "10.1.0.7"
OPTIONS = {hstrp.NUMBER: (2471900).to_bytes(4, "big"), hstrp.SLOT: b"\x01"}
PLACE = b"A183648221126N5652.5000E02630.60001.0121"
SERVICES = {"rrs": hdap.RRS, "gps": hdap.LP, "tms": hdap.TMP, "rcp": hdap.RCP}


class RepeaterRoom:
    """The gateway's codec, a repeater, and a clock that only we move."""

    def __init__(self, transmit: bool = True, connected: bool = True, **options: object) -> None:
        spec = find_protocol("hytera")
        told = {option.name: option.default for option in spec.options} | {"poll": 0} | options
        groups = (GroupSettings(id="dmr@pp:g9", number="9"),)
        settings = Settings(gateway="Hytera", network="pp", transmit=transmit, groups=groups, options=told)
        self.codec: Codec = spec.codec(settings)
        self.mono = 100.0
        self.number = 0
        self.outs: list[Out] = self.codec.opened(self.now)
        if connected:
            for service in SERVICES:
                self.datagram(f"{service}1", hstrp.Frame(flags=hstrp.OPTIONS | hstrp.CONNECT, options=OPTIONS))
            self.acknowledge_all()

    @property
    def now(self) -> Now:
        return Now(EPOCH + self.mono, self.mono)

    def hear(self, data: bytes, port: str, host: str = REPEATER) -> None:
        number = dict(find_protocol("hytera").ports)[port]
        self.outs += self.codec.receive(data, f"{host}:{number}/{port}", self.now)

    def datagram(self, port: str, frame: hstrp.Frame, host: str = REPEATER) -> None:
        self.hear(hstrp.write(frame), port, host)

    def say(self, port: str, message: hdap.Message, number: int | None = None) -> None:
        self.number += 1
        flags, options = hstrp.OPTIONS, OPTIONS
        number = self.number if number is None else number
        self.datagram(port, hstrp.Frame(flags=flags, number=number, options=options, data=hdap.write(message)))

    def wait(self, seconds: float, step: float = 0.1) -> None:
        for _ in range(round(seconds / step)):
            self.mono += step
            self.outs += self.codec.tick(self.now)

    def replies(self) -> list[tuple[str, hstrp.Frame]]:
        """What was sent, and forgotten now."""
        found = [out for out in self.outs if isinstance(out, Reply)]
        self.outs = [out for out in self.outs if not isinstance(out, Reply)]
        return [(out.peer.partition("/")[2], hstrp.read(out.data)) for out in found]

    def sent(self) -> list[tuple[str, hdap.Message]]:
        """The messages among what was sent."""
        return [(port, hdap.read(frame.data)[0]) for port, frame in self.replies() if frame.data]

    def acknowledge_all(self) -> list[tuple[str, hdap.Message]]:
        found = [(port, frame) for port, frame in self.replies() if frame.data]
        for port, frame in found:
            self.datagram(port, hstrp.Frame(flags=hstrp.ACK, number=frame.number))
        return [(port, hdap.read(frame.data)[0]) for port, frame in found]

    def of(self, kind: type[Event]) -> list[Event]:
        return [out for out in self.outs if isinstance(out, kind)]

    def register(self, number: int, port: str = "rrs1") -> None:
        self.say(port, rrs.write(rrs.Registration(kind=rrs.REGISTER, radio=10 << 24 | number)))
