"""A donor radio in a box: the loudspeaker of a TETRA terminal as sound, its squelch as a busy line, by UDP.

It says nothing of who speaks; that is the terminal's to tell. Messages: a word, a space, the rest (``pcm``, ``busy``).
"""

from __future__ import annotations

import random

from station.simulate.cast import GROUPS, Gateway
from station.simulate.cues import Cue, Exchange, Over
from station.simulate.lines import Lines
from station.simulate.words import Words

RATE = 8000
FRAME = 320  # bytes: 20 ms
PACE = 0.02
LAG = 0.08
"""Seconds that radio and sound device hold the voice back behind the terminal's word."""
AFTER = 12
"""Silent frames behind an over: the console waits for what a sound device still holds."""
ALIVE = 0.5
SILENCE = bytes(FRAME)


class DonorBox:
    """The loudspeaker of the radio behind the gateway ``data``; it only listens."""

    def __init__(self, gateway: Gateway, data: str, words: Words, dice: random.Random) -> None:
        self._words, self._dice = words, dice
        self._groups = {group.name for group in GROUPS if group.gateway == data}
        self._clips = sorted(clip for clip in words.clips if words.clips[clip].language == "lt")
        self._lines = Lines()
        self._busy = 0.0
        self._alive = 0.1

    def play(self, cue: Cue) -> None:
        """Exchanges on the groups of its radio, one at a time. What it has no key for it does not let be heard."""
        if not isinstance(cue, Exchange) or cue.group not in self._groups or cue.encrypted or cue.at < self._busy:
            return
        following: list[Over | None] = [*cue.overs[1:], None]
        for over, after in zip(cue.overs, following, strict=True):
            self._speak(over, after.at if after is not None else float("inf"))
        self._busy = cue.end + LAG

    def _speak(self, over: Over, until: float) -> None:
        """An over; one that another talks over is cut, for one loudspeaker plays one voice."""
        clip = over.clip or self._dice.choice(self._clips)
        size = round(min(over.seconds, until - over.at) * RATE) * 2 // FRAME * FRAME
        sound = self._words.sound(clip, "PCM_16")
        sound = (sound * (size // len(sound) + 1))[:size]
        at = over.at + LAG
        self._lines.say(at, b"busy 1")
        for start in range(0, size, FRAME):
            self._lines.say(at, b"pcm " + sound[start : start + FRAME])
            at += PACE
        self._lines.say(at, b"busy 0")
        if until - over.at - over.seconds > AFTER * PACE:
            for _ in range(AFTER):
                self._lines.say(at, b"pcm " + SILENCE)
                at += PACE

    def hear(self, data: bytes, at: float) -> None:
        """Nobody may speak through it."""

    def joined(self, at: float) -> None:
        """A datagram port has no beginning."""

    def due(self) -> float:
        """The next frame, or the next sign that the sound device lives."""
        return min(self._lines.due(), self._alive)

    def speak(self, until: float) -> list[bytes]:
        """What is due, in order."""
        said = [(line.at, line.data) for line in self._lines.speak(until)]
        while self._alive <= until:
            said.append((self._alive, b"pcm " + SILENCE))
            self._alive += ALIVE
        said.sort(key=lambda one: one[0])
        return [data for _, data in said]
