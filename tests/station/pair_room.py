"""A pair of donor radio and data gateway, with a clock that only we move, and what must hold of all it tells."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from radio.codec import Now, VoiceFrame
from radio.events import AnyEvent, CallEnded, CallStarted, TalkerNamed
from station.pair import Pair, Paired

GROUP, OTHER = "tetra@247-9:g2201", "tetra@247-9:g2202"
ANNA, BELLA, OWN = "tetra@247-9:1001", "tetra@247-9:1002", "tetra@247-9:9000"
PIECE = bytes(320)
PAIRED = Paired("Donor", "TETRA", "", hang=0.6, before=0.16)


class Scene:
    """A pair, a clock, and everything it told: ``(gateway, event)``."""

    def __init__(self, paired: Paired = PAIRED) -> None:
        self.told: list[tuple[str, AnyEvent]] = []
        self.frames: list[VoiceFrame] = []
        self.order: list[Any] = []
        self.raws: list[bytes] = []
        self.keyed = False
        self.tuned: str | None = None
        self.now = Now(1.7e9, 100.0)
        self.pair = Pair(paired, self._tell, self._say, lambda: self.keyed, lambda: self.tuned)
        self._index: dict[str, int] = {}

    def _tell(self, gateway: str, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        assert event.gateway == gateway, event
        self.told.append((gateway, event))
        self.order.append(event)
        if raw:
            self.raws.append(raw)

    def _say(self, gateway: str, frame: VoiceFrame, now: Now) -> None:
        self.frames.append(frame)
        self.order.append(frame)

    def wait(self, seconds: float) -> None:
        """Time passes in steps of 10 ms."""
        for _ in range(max(1, round(seconds / 0.01))):
            self.now = Now(self.now.utc + 0.01, self.now.mono + 0.01)
            self.pair.tick(self.now)

    def data(self, event: AnyEvent) -> None:
        event = msgspec.structs.replace(event, gateway="TETRA")
        if self.pair.takes(event):
            self.pair.data(event, b"raw", self.now)
        else:
            self._tell("TETRA", event, b"raw", self.now)

    def starts(self, call: str, radio: str | None = ANNA, to: str | None = GROUP, **more: Any) -> None:
        self.data(CallStarted(call=call, radio=radio, to=to, **more))

    def names(self, call: str, radio: str | None) -> None:
        self.data(TalkerNamed(call=call, radio=radio))

    def ends(self, call: str, why: str = "released") -> None:
        self.data(CallEnded(call=call, why=why, to=GROUP))

    def opens(self, call: str = "v", before: int = 8) -> None:
        """The donor hears something: its call, and the pieces of before."""
        self._index[call] = 0
        self.pair.donor(CallStarted(gateway="Donor", call=call, to=GROUP), b"pcm", self.now)
        for _ in range(before):
            self._piece(call)

    def _piece(self, call: str) -> None:
        self.pair.voice(VoiceFrame(call, self._index[call], "s16le8", PIECE), self.now)
        self._index[call] += 160

    def speaks(self, seconds: float, call: str = "v") -> None:
        """Voice in real time."""
        for _ in range(round(seconds / 0.02)):
            self.wait(0.02)
            self._piece(call)

    def closes(self, call: str = "v", why: str = "released") -> None:
        self.pair.donor(CallEnded(gateway="Donor", call=call, why=why, to=GROUP), None, self.now)

    def all(self, kind: type) -> list[Any]:
        return [event for _, event in self.told if isinstance(event, kind)]

    def calls(self) -> set[str]:
        return {event.call for event in self.all(CallStarted)}

    def check(self, lost: int = 0) -> None:
        """What must always hold once everything has ended."""
        spoken = sum(self._index.values()) - lost
        assert sum(len(frame.data) // 2 for frame in self.frames) == spoken, "not a sample lost or said twice"
        started: set[str] = set()
        ended: set[str] = set()
        at: dict[str, int] = {}
        for what in self.order:
            if isinstance(what, CallStarted):
                assert what.call not in ended, "no call begins again"
                started.add(what.call)
            elif isinstance(what, CallEnded):
                assert what.call in started - ended, what
                ended.add(what.call)
            elif isinstance(what, VoiceFrame):
                assert what.call in started - ended, "voice belongs to a call that goes on"
                assert what.index >= at.get(what.call, 0), "in order, and nothing over anything else"
                at[what.call] = what.index + 160
        assert started == ended
        per_gateway = Counter((gateway, event.call) for gateway, event in self.told if isinstance(event, CallStarted))
        assert set(per_gateway.values()) <= {1}, "each gateway tells a call once"
