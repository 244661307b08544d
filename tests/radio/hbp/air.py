"""A network between codecs: datagrams take time, some are lost, some come twice, some overtake each other."""

from __future__ import annotations

import heapq
import itertools
import random

from radio.codec import Codec, Now, Out, ProtocolError, Reply


class Air:
    """``nodes`` by address; the clock is moved by :meth:`run`."""

    def __init__(self, nodes: dict[str, Codec], seed: int = 1, loss: float = 0.0) -> None:
        self.nodes = nodes
        self.now = Now(1_700_000_000.0, 1000.0)
        self.heard: dict[str, list[Out]] = {name: [] for name in nodes}
        self.errors: dict[str, list[str]] = {name: [] for name in nodes}
        self.loss = loss
        self._chance = random.Random(seed)
        self._flying: list[tuple[float, int, str, str, bytes]] = []
        self._count = itertools.count()
        self._peer = {name: next((other for other in nodes if other != name), "") for name in nodes}
        for name, node in nodes.items():
            self.carry(name, node.opened(self.now))

    def carry(self, source: str, outs: list[Out]) -> None:
        """What a node returned: replies fly, the rest was heard."""
        for out in outs:
            if isinstance(out, Reply):
                self.send(source, out.peer or self._peer[source], out.data)
            else:
                self.heard[source].append(out)

    def send(self, source: str, target: str, data: bytes) -> None:
        """A datagram on its way."""
        copies = 0 if self._chance.random() < self.loss else 2 if self._chance.random() < self.loss else 1
        for _ in range(copies):
            at = self.now.mono + 0.002 + self._chance.random() * 0.01
            heapq.heappush(self._flying, (at, next(self._count), source, target, data))

    def run(self, seconds: float, step: float = 0.02) -> None:
        """Lets time pass."""
        until = self.now.mono + seconds
        while self.now.mono < until:
            self.now = Now(self.now.utc + step, self.now.mono + step)
            while self._flying and self._flying[0][0] <= self.now.mono:
                _, _, source, target, data = heapq.heappop(self._flying)
                if target in self.nodes:
                    self.take(target, source, data)
            for name, node in self.nodes.items():
                self.carry(name, node.tick(self.now))

    def take(self, target: str, source: str, data: bytes) -> None:
        """A datagram arrives."""
        try:
            self.carry(target, self.nodes[target].receive(data, source, self.now))
        except ProtocolError as error:
            self.carry(target, error.kept)
            self.errors[target].append(str(error))
