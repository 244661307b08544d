"""Bytes in, events out: one file a protocol, one JSON object a line.

``in``: the messages (hex, or for text protocols the text; bytes among those as ``hex:…``), fed one after another;
``events`` expected, each a part of the event's fields; ``call`` values ``#1``, ``#2`` stand for ids in order of
appearance. Optional: ``error`` (part of the fault's text), ``voice`` (index, codec, bytes), ``replies`` (hex),
``options``, ``network``, ``received``, ``peer``, ``wait`` (seconds after each message; else the protocol's own),
``name``. ``source``: who says so.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from radio.codec import Codec, Now, Out, Proof, ProtocolError, Reply, Settings, Spec, VoiceFrame
from radio.decode import as_fields
from radio.find import find_protocol, protocols

FOLDER = Path(__file__).parent
OPEN = FOLDER.parents[1] / "../shared/vectors"
Vector = dict[str, Any]


def load(protocol: str) -> list[Vector]:
    """The vectors of a protocol, empty if it has none."""
    file = FOLDER / f"{protocol}.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def all_vectors() -> list[tuple[str, Vector]]:
    """Every protocol with each of its vectors."""
    return [(protocol, vector) for protocol in protocols() for vector in load(protocol)]


def name(protocol: str, vector: Vector) -> str:
    """For the test's report."""
    return f"{protocol}-{vector.get('name') or str(vector['in'][0])[:40]}"


def bytes_of(spec: Spec, message: str) -> bytes:
    """A message of a vector as it goes over the link."""
    if not spec.text or message.startswith("hex:"):
        return bytes.fromhex(message.removeprefix("hex:"))
    return message.encode(spec.charset) + b"\r\n"


class Heard:
    """What came of feeding a codec."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.errors: list[str] = []
        self.replies: list[str] = []
        self.voice: list[list[Any]] = []
        self.proofs = 0

    def take(self, outs: list[Out]) -> None:
        """Sorts outs by what they are; calls get short names."""
        for out in outs:
            if isinstance(out, Reply):
                self.replies.append(out.data.hex())
            elif isinstance(out, VoiceFrame):
                self.voice.append([out.index, out.codec, len(out.data)])
            elif isinstance(out, Proof):
                self.proofs += 1
            else:
                self.events.append(as_fields(out))

    def named(self) -> list[dict[str, Any]]:
        """The events with call ids as ``#1``, ``#2`` …"""
        ids: dict[str, str] = {}
        return [
            {k: ids.setdefault(v, f"#{len(ids) + 1}") if k == "call" and v else v for k, v in event.items()}
            for event in self.events
        ]


class Feeder:
    """A codec with a clock that only we move."""

    def __init__(self, protocol: str, vector: Vector) -> None:
        self.spec: Spec = find_protocol(protocol)
        options = (
            {"clock": "trust"} | vector.get("options", {}) if "received" not in vector else vector.get("options", {})
        )
        self.codec: Codec = self.spec.codec(Settings(network=vector.get("network", "local"), options=options))
        received = vector.get("received", "2026-01-15T12:00:00Z")
        self.now = Now(datetime.fromisoformat(received).timestamp(), 1000.0)
        self.peer: str = vector.get("peer", "")
        self.wait = vector.get("wait", self.spec.settle)
        self.heard = Heard()

    @property
    def stream(self) -> bool:
        """Whether the protocol's bytes may come in any cut."""
        return (self.spec.text and "http" not in self.spec.links) or "serial" in self.spec.links

    def bytes_of(self, message: str) -> bytes:
        """A message as it goes over the link."""
        return bytes_of(self.spec, message)

    def feed(self, data: bytes) -> None:
        """One piece; faults are kept apart."""
        try:
            self.heard.take(self.codec.receive(data, self.peer, self.now))
        except ProtocolError as fault:
            self.heard.take(fault.kept)
            self.heard.errors.append(str(fault))

    def settle(self, seconds: float | None = None) -> None:
        """Lets time pass."""
        self.now = Now(self.now.utc, self.now.mono + (self.wait if seconds is None else seconds))
        self.heard.take(self.codec.tick(self.now))
