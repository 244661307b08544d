"""A radio-over-IP box: a talk-group as RTP with G.711, its link proven by ED-137 keep-alives or by comfort noise.

Each radio is a source (SSRC) of its own. Source: RFC 3550, RFC 3551, ED-137 header extension as tshark decodes it.
"""

from __future__ import annotations

import random
import struct

import msgspec

from station.simulate.cast import GROUPS, Gateway, Player
from station.simulate.cues import Cue, Exchange, Outage, Over
from station.simulate.lines import Lines
from station.simulate.words import Words

PCMU, PCMA, COMFORT_NOISE, KEEP_ALIVE = 0, 8, 13, 123
FRAME = 160
PACE = 0.02
PTT_OFF, PTT_ON = 0, 1
LATE = 0.9
"""Seconds after the dispatcher's last packet at which somebody answers."""
MEANT = 20
"""Packets from which on the dispatcher has said something that wants an answer."""


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """``payload`` type 0 or 8; with ``ed137`` the push-to-talk extension; ``alive`` s between proofs of life."""

    payload: int = PCMA
    ed137: bool = True
    alive: float = 0.5


class RtpBox:
    """One box. ``own`` is the source number of its keep-alives."""

    def __init__(
        self, gateway: Gateway, own: int, cast: dict[str, Player], habits: Habits, words: Words, dice: random.Random
    ) -> None:
        self._gateway, self._own, self._habits, self._words = gateway, own, habits, words
        radios = [(name, player.radio(gateway.name)) for name, player in cast.items()]
        self._sources = {name: int(radio.number, 16) for name, radio in radios if radio is not None}
        self._group = next(group.name for group in GROUPS if group.gateway == gateway.name)
        self._lines = Lines()
        self._base = dice.getrandbits(24)
        self._sequences = {source: dice.getrandbits(15) for source in sorted({*self._sources.values(), own})}
        self._alive = 0.1
        self._silent = (0.0, 0.0)
        self._busy = 0.0
        self._answer = float("inf")
        self._said = 0
        self._keyed: float | None = None

    # --- the story's side ---

    def play(self, cue: Cue) -> None:
        """Exchanges on its group; its own outages."""
        if isinstance(cue, Exchange) and cue.group == self._group and cue.at >= self._busy:
            for over in cue.overs:
                self._speak(over)
            self._busy = cue.end
        elif isinstance(cue, Outage) and cue.gateway == self._gateway.name:
            self._silent = (cue.at, cue.at + cue.seconds)

    def _speak(self, over: Over) -> None:
        """An over as packets, one every 20 ms from its start, marker first, push-to-talk off at the end."""
        sound = self._words.sound(over.clip, "ALAW" if self._habits.payload == PCMA else "ULAW")
        source = self._sources[over.unit]
        count = len(sound) // FRAME
        for n in range(count):
            payload = sound[n * FRAME : (n + 1) * FRAME]
            at = over.at + n * PACE
            self._lines.say(at, self._packet(source, self._habits.payload, payload, at, marker=n == 0))
        if self._habits.ed137:
            at = over.at + count * PACE
            self._lines.say(at, self._packet(source, KEEP_ALIVE, b"", at))

    def _packet(self, source: int, kind: int, payload: bytes, at: float, marker: bool = False) -> bytes:
        self._sequences[source] = sequence = self._sequences[source] + 1 & 0xFFFF
        stamp = self._base + round(at * 8000) & 0xFFFFFFFF
        first = 0x90 if self._habits.ed137 else 0x80
        head = struct.pack(">BBHII", first, kind | marker << 7, sequence, stamp, source)
        if self._habits.ed137:
            ptt = PTT_ON if kind == self._habits.payload else PTT_OFF
            head += struct.pack(">HHHH", 0x0167, 1, ptt << 13 | (source & 0x3F) << 6, 0)
        return head + payload

    # --- the console's side ---

    def joined(self, at: float) -> None:
        """A datagram port has no beginning."""

    def hear(self, data: bytes, at: float) -> None:
        """The dispatcher's packets: when they stop, somebody answers."""
        if len(data) < 12 or data[0] >> 6 != 2:
            return
        extended = data[0] & 0x10 and len(data) >= 20
        extension = 4 + 4 * int.from_bytes(data[14:16], "big") if extended else 0
        if extended:
            self._follow_key(data[16] >> 5, at)
        if data[1] & 0x7F in (PCMU, PCMA) and len(data) > 12 + extension:
            self._said += 1
            if self._said >= MEANT:
                self._answer = at + LATE

    def _follow_key(self, ptt: int, at: float) -> None:
        """Push-to-talk as ED-137 tells it: a key held for long enough wants an answer even without a microphone."""
        if ptt != PTT_OFF:
            self._keyed = at if self._keyed is None else self._keyed
        elif self._keyed is not None:
            if at - self._keyed >= MEANT * PACE:
                self._answer = at + LATE
            self._keyed = None

    def due(self) -> float:
        """The next packet, proof of life or answer."""
        return min(self._lines.due(), self._alive, self._answer)

    def speak(self, until: float) -> list[bytes]:
        """Packets due; none while the link is out."""
        if self._answer <= until:
            clip = self._words.clips[self._words.answers[self._group]]
            start = max(self._answer, self._busy + 0.4)
            self._speak(Over(start, clip.seconds, clip.speaker, clip.id))
            self._busy = start + clip.seconds
            self._answer, self._said = float("inf"), 0
        said = [(line.at, line.data) for line in self._lines.speak(until)]
        while self._alive <= until:
            said.append((self._alive, self._proof(self._alive)))
            self._alive += self._habits.alive
        start, end = self._silent
        said.sort(key=lambda line: line[0])
        return [data for at, data in said if not start <= at < end]

    def _proof(self, at: float) -> bytes:
        if self._habits.ed137:
            return self._packet(self._own, KEEP_ALIVE, b"", at)
        return self._packet(self._own, COMFORT_NOISE, b"\x40", at)
