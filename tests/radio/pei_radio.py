"""A TETRA radio that answers when told to: the PEI codec with a clock and what it wrote."""

from __future__ import annotations

from radio.codec import GroupSettings, Now, Out, Proof, Reply, Settings
from radio.protocols.pei import SPEC

GROUP, RADIO = "tetra@247-9:g2201", "tetra@247-9:23404"


class Radio:
    """A codec, a clock, and a radio that answers when told to."""

    def __init__(self, transmit: bool = True, **options: object) -> None:
        groups = (GroupSettings(id=GROUP, number="2201"),)
        self.codec = SPEC.codec(Settings(network="247-9", groups=groups, options=options, transmit=transmit))
        self.now = Now(1.7e9, 0.0)
        self.outs: list[Out] = []
        self.written: list[str] = []

    @property
    def held(self) -> str:
        """What it would go on transmitting in without us, as the codec says."""
        return str(getattr(self.codec, "held", "none"))

    def take(self, outs: list[Out]) -> list[Out]:
        self.written += [out.data.decode("ascii") for out in outs if isinstance(out, Reply)]
        events: list[Out] = [out for out in outs if not isinstance(out, Reply | Proof)]
        self.outs += events
        return events

    def open(self, answer: str = "OK") -> list[str]:
        """Answers the whole start; returns what was asked."""
        self.take(self.codec.opened(self.now))
        asked: list[str] = []
        while self.written:
            asked += [line.strip() for line in self.written]
            self.written.clear()
            self.says(answer)
        return asked

    def says(self, *lines: str) -> list[Out]:
        return [
            out for line in lines for out in self.take(self.codec.receive(f"\r\n{line}\r\n".encode(), "", self.now))
        ]

    def pass_(self, seconds: float) -> list[Out]:
        events: list[Out] = []
        for _ in range(round(seconds / 0.1)):
            self.now = Now(self.now.utc + 0.1, self.now.mono + 0.1)
            events += self.take(self.codec.tick(self.now))
        return events

    def send(self, request: object) -> list[Out]:
        return self.take(self.codec.send(request, self.now))  # type: ignore[arg-type]

    def commands(self) -> list[str]:
        """What was written since last asked, answering OK until nothing more comes."""
        told: list[str] = []
        while self.written:
            told += [line.rstrip("\r") for line in self.written]
            answers = ["OK"] * len(self.written)
            self.written.clear()
            self.says(*answers)
        return told
