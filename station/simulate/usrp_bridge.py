"""A bridge to a DMR network that speaks USRP as DVSwitch does: who and on which talk-group first, then 16-bit sound.

The packet type is little-endian, all else in network order: that is how these bridges are,
observed against pyUC (DVSwitch's USRP client).
"""

from __future__ import annotations

import random
import struct

from station.simulate.cast import GROUPS, Gateway, Player
from station.simulate.cues import Cue, Exchange, Over
from station.simulate.lines import Lines
from station.simulate.words import Words

HEADER = struct.Struct(">4sIIII4sII")
VOICE, TEXT, PING = 0, 2, 3
SET_INFO = 8
FRAME = 320
PACE = 0.02
ALIVE = 2.0
LATE = 0.9
HELD = 0.4
"""Seconds a key is held at least by somebody who wants an answer."""


class UsrpBridge:
    """One bridge, one call at a time on whichever talk-group."""

    def __init__(self, gateway: Gateway, cast: dict[str, Player], words: Words, dice: random.Random) -> None:
        self._words = words
        radios = [(name, player.radio(gateway.name)) for name, player in cast.items()]
        self._radios = {name: int(radio.number) for name, radio in radios if radio is not None}
        self._groups = {group.name: int(group.number) for group in GROUPS if group.gateway == gateway.name}
        self._lines = Lines()
        self._sequence = dice.getrandbits(15)
        self._alive = 0.2
        self._busy = 0.0
        self._heard = float("-inf")
        self._keyed = 0.0
        self._asked = ""  # the talk-group on which the dispatcher speaks
        self._asked_for = ""  # and the one on which an answer is due
        self._answer = float("inf")

    # --- the story's side ---

    def play(self, cue: Cue) -> None:
        """Exchanges on its talk-groups, unless it is occupied or the dispatcher speaks."""
        if not isinstance(cue, Exchange) or cue.group not in self._groups:
            return
        if cue.at < self._busy or cue.at - self._heard < 1.0:
            return
        following: list[Over | None] = [*cue.overs[1:], None]
        for over, after in zip(cue.overs, following, strict=True):
            self._speak(over, cue.group, after.at if after is not None else float("inf"))
        self._busy = cue.end + 0.5

    def _speak(self, over: Over, group: str, cut: float) -> None:
        """An over; one that another talks over is ``cut`` without an end, for one bridge carries one voice."""
        sound = self._words.sound(over.clip, "PCM_16")
        number = self._groups[group]
        at = over.at
        info = _info(self._radios[over.unit], number, over.unit)
        self._lines.say(at, self._packet(TEXT, False, number, info))
        for start in range(0, len(sound) - FRAME + 1, FRAME):
            if at + PACE > cut:
                return
            self._lines.say(at, self._packet(VOICE, True, number, sound[start : start + FRAME]))
            at += PACE
        self._lines.say(at, self._packet(VOICE, False, number, b""))

    def _packet(self, kind: int, keyup: bool, group: int, payload: bytes) -> bytes:
        """A packet whose sequence number is filled in when it goes."""
        return HEADER.pack(b"USRP", 0, 0, int(keyup), group, kind.to_bytes(4, "little"), 0, 0) + payload

    # --- the console's side ---

    def joined(self, at: float) -> None:
        """A datagram port has no beginning."""

    def hear(self, data: bytes, at: float) -> None:
        """The dispatcher: first the talk-group, then voice, then a packet without key-up; somebody answers."""
        if len(data) < HEADER.size or data[:4] != b"USRP":
            return
        kind, keyup, payload = data[20] or data[23], bool(data[15]), data[HEADER.size :]
        if kind == TEXT and len(payload) >= 12 and payload[0] == SET_INFO:
            number = int.from_bytes(payload[9:12], "big")
            self._asked = next((name for name, known in self._groups.items() if known == number), "")
            self._keyed = self._heard = at
        elif kind == VOICE and keyup:
            self._heard = at
        elif kind == VOICE and self._asked:
            if at - self._keyed >= HELD:
                self._answer = at + LATE
            self._asked_for, self._asked = self._asked, ""

    def due(self) -> float:
        """The next packet, ping or answer."""
        return min(self._lines.due(), self._alive, self._answer)

    def speak(self, until: float) -> list[bytes]:
        """Packets due, numbered as they go."""
        if self._answer <= until:
            clip = self._words.clips[self._words.answers[self._asked_for]]
            over = Over(max(self._answer, self._busy), clip.seconds, clip.speaker, clip.id)
            self._speak(over, self._asked_for, float("inf"))
            self._busy = over.at + over.seconds + 0.5
            self._answer = float("inf")
        while self._alive <= until:
            self._lines.say(self._alive, self._packet(PING, False, 0, b"PING"))
            self._alive += ALIVE
        return [self._numbered(line.data) for line in self._lines.speak(until)]

    def _numbered(self, packet: bytes) -> bytes:
        self._sequence = self._sequence + 1 & 0x7FFFFFFF
        return packet[:4] + self._sequence.to_bytes(4, "big") + packet[8:]


def _info(radio: int, group: int, name: str) -> bytes:
    """SET_INFO: talker's number (3 bytes), repeater (4), talk-group (3), slot, colour code, call sign."""
    body = radio.to_bytes(3, "big") + bytes(4) + group.to_bytes(3, "big") + b"\x02\x01" + name.encode("ascii") + b"\0"
    return bytes((SET_INFO, len(body))) + body
